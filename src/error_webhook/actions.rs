//! What is done with the webhook, by people in the partner's scope and by the sender in the installation's name.

use super::events::Topic;
use super::model::BOTH_KEYS_H;
use super::queries;
use crate::audit::Entry;
use crate::db::schema::{accounts, error_reports, error_webhook_keys, error_webhooks, partners};
use crate::db::{InPartner, ReadTx, WriteTx};
use crate::error::{AppError, AppResult};
use crate::people::model::Version;
use crate::secrets::{Slot, Vault};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Integer, Nullable, Timestamptz, Uuid as SqlUuid};
use serde_json::json;
use uuid::Uuid;
use zeroize::Zeroizing;

diesel::define_sql_function! { #[sql_name = "app.send_reports_again"] fn send_reports_again(only_one: Nullable<SqlUuid>, since: Nullable<Timestamptz>, until: Nullable<Timestamptz>, moment: Timestamptz, at_most: Integer) -> Integer; }

/// Reports that are sent again by one click or call.
pub(super) const AGAIN_AT_ONCE: i32 = 1_000;

/// What the form says.
pub(super) struct Wanted {
    pub enabled: bool,
    pub url: Option<String>,
    pub warnings: bool,
    /// What is told.
    pub topics: Vec<Topic>,
}

/// Topics as they are stored, in one order.
fn keys(topics: &[Topic]) -> Vec<&'static str> {
    Topic::ALL.into_iter().filter(|topic| topics.contains(topic)).map(Topic::key).collect()
}

/// Saves what is told and where to. What waits already goes where it was to go.
///
/// # Errors
/// `Conflict` when somebody else saved meanwhile.
pub(super) fn save(tx: &mut WriteTx<'_, InPartner>, new: &Wanted, seen: Version) -> AppResult<()> {
    let name = partner_locked(tx)?;
    let before = queries::saved(tx)?;
    if Version(before.version) != seen {
        return Err(AppError::Conflict(t!("error-webhook-meanwhile").to_owned()));
    }
    let (partner, now) = (tx.partner_id(), tx.now());
    let said = (
        error_webhooks::enabled.eq(new.enabled),
        error_webhooks::url.eq(&new.url),
        error_webhooks::warnings.eq(new.warnings),
        error_webhooks::events.eq(keys(&new.topics)),
        error_webhooks::stopped.eq(None::<String>),
        error_webhooks::version.eq(before.version + 1),
        error_webhooks::updated_at.eq(now),
    );
    diesel::insert_into(error_webhooks::table)
        .values((error_webhooks::partner_id.eq(partner.0), said.clone()))
        .on_conflict(error_webhooks::partner_id)
        .do_update()
        .set(said)
        .execute(tx.conn())?;
    tx.audit(
        Entry::of("error_webhook.edited", "partner", partner, &name)
            .change("error_webhook_enabled", before.enabled, new.enabled)
            .change("error_webhook_warnings", before.warnings, new.warnings)
            .change("webhook_events", keys(&before.topics()).join(", "), keys(&new.topics).join(", "))
            .change("error_webhook_url", before.url.unwrap_or_default(), new.url.clone().unwrap_or_default()),
    );
    Ok(())
}

/// Makes a key, which signs from now on; the one before signs beside it for a while. Answers the key, to be shown once.
///
/// # Errors
/// When it cannot be written.
pub(super) fn replace_key(tx: &mut WriteTx<'_, InPartner>, vault: &Vault) -> AppResult<Zeroizing<String>> {
    let name = partner_locked(tx)?;
    let (partner, now, by) = (tx.partner_id(), tx.now(), tx.facts().name.clone());
    let mine = error_webhook_keys::table.filter(error_webhook_keys::partner_id.eq(partner.0));
    // Only one before the present one: who replaces twice in a day wants the first gone.
    diesel::delete(mine.filter(error_webhook_keys::ends_at.is_not_null())).execute(tx.conn())?;
    diesel::update(mine).set(error_webhook_keys::ends_at.eq(now + Duration::hours(BOTH_KEYS_H))).execute(tx.conn())?;
    let bytes: Zeroizing<[u8; 32]> = Zeroizing::new(rand::random());
    let secret = Zeroizing::new(format!("whsec_{}", STANDARD.encode(bytes.as_slice())));
    let id = Uuid::now_v7();
    let sealed = vault.seal(tx, slot(partner, id), secret.as_bytes())?;
    diesel::insert_into(error_webhook_keys::table)
        .values((
            error_webhook_keys::partner_id.eq(partner.0),
            error_webhook_keys::id.eq(id),
            error_webhook_keys::secret.eq(sealed),
            error_webhook_keys::created_at.eq(now),
            error_webhook_keys::created_by.eq(by),
        ))
        .execute(tx.conn())?;
    tx.audit(Entry::of("error_webhook.key", "partner", partner, &name));
    Ok(secret)
}

/// Where a key is kept.
pub(super) fn slot(partner: crate::ids::PartnerId, id: Uuid) -> Slot {
    Slot { partner, column: "error_webhook_keys.secret", row: id }
}

/// Puts a report into the outbox that says only that it is a test; answers its id. It goes to the saved address, switched on or not.
///
/// # Errors
/// `Conflict` without an address or a key.
pub(super) fn test(tx: &mut WriteTx<'_, InPartner>) -> AppResult<Uuid> {
    let saved = queries::saved(tx)?;
    let Some(url) = saved.url else {
        return Err(AppError::Conflict(t!("error-webhook-no-address").to_owned()));
    };
    if queries::keys(tx)?.is_empty() {
        return Err(AppError::Conflict(t!("error-webhook-no-key").to_owned()));
    }
    let (partner, now, id) = (tx.partner_id().0, tx.now(), Uuid::now_v7());
    let text = json!({ "type": "test", "timestamp": now.to_rfc3339_opts(chrono::SecondsFormat::Millis, true),
                       "data": { "message": "This is a test. Nothing has failed." } });
    diesel::insert_into(error_reports::table)
        .values((
            error_reports::partner_id.eq(partner),
            error_reports::id.eq(id),
            error_reports::kind.eq("test"),
            error_reports::url.eq(url),
            error_reports::payload.eq(text.to_string()),
            error_reports::created_at.eq(now),
            error_reports::due_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// Sends a report again, under the same id, to where such reports go now; one that waits for its next try is tried now.
///
/// # Errors
/// `NotFound`; `Conflict` where nothing of its kind is reported any more.
pub(super) fn send_again(tx: &mut WriteTx<'_, InPartner>, id: Uuid) -> AppResult<()> {
    let now = tx.now();
    if queries::state_locked(tx, id)? == "waiting" {
        let row = error_reports::table.find((tx.partner_id().0, id));
        diesel::update(row.filter(error_reports::due_at.gt(now)))
            .set(error_reports::due_at.eq(now))
            .execute(tx.conn())?;
        return Ok(());
    }
    let sent: i32 = diesel::select(send_reports_again(Some(id), None::<DateTime<Utc>>, None::<DateTime<Utc>>, now, 1))
        .get_result(tx.conn())?;
    match sent {
        0 => Err(AppError::Conflict(t!("error-webhook-not-reported").to_owned())),
        _ => Ok(()),
    }
}

/// Sends again what was given up of a time, the oldest first, [`AGAIN_AT_ONCE`] at most. Answers how many.
///
/// # Errors
/// When it cannot be written.
pub(super) fn send_all_again(
    tx: &mut WriteTx<'_, InPartner>,
    since: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
) -> AppResult<i32> {
    let now = tx.now();
    Ok(diesel::select(send_reports_again(None::<Uuid>, since, until, now, AGAIN_AT_ONCE)).get_result(tx.conn())?)
}

/// Switches off the webhook that says this address, the account's own or the partner's, because nobody listens there.
/// Nothing where somebody changed it meanwhile.
///
/// # Errors
/// When it cannot be written.
pub(super) fn stop(tx: &mut WriteTx<'_, InPartner>, account: Option<Uuid>, url: &str, why: &str) -> AppResult<()> {
    let (partner, now) = (tx.partner_id(), tx.now());
    if let Some(account) = account {
        let own = accounts::table
            .find((partner.0, account))
            .filter(accounts::error_webhook_url.eq(url))
            .filter(accounts::error_webhook_enabled);
        let name: Option<String> = diesel::update(own)
            .set((accounts::error_webhook_enabled.eq(false), accounts::version.eq(accounts::version + 1)))
            .returning(accounts::name)
            .get_result(tx.conn())
            .optional()?;
        if let Some(name) = name {
            let entry = Entry::of("error_webhook.stopped", "account", account, &name).in_account(account.into());
            tx.audit(entry.change("error_webhook_enabled", true, false).change("reason", "", why));
            return Ok(());
        }
    }
    let name = partner_locked(tx)?;
    let default =
        error_webhooks::table.find(partner.0).filter(error_webhooks::url.eq(url)).filter(error_webhooks::enabled);
    let stopped = diesel::update(default)
        .set((
            error_webhooks::enabled.eq(false),
            error_webhooks::stopped.eq(why),
            error_webhooks::version.eq(error_webhooks::version + 1),
            error_webhooks::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    if stopped > 0 {
        let entry = Entry::of("error_webhook.stopped", "partner", partner, &name);
        tx.audit(entry.change("error_webhook_enabled", true, false).change("reason", "", why));
    }
    Ok(())
}

/// The partner's name; whoever else would save waits until the end of the transaction.
///
/// # Errors
/// When the database is away.
pub(super) fn partner_locked(tx: &mut WriteTx<'_, InPartner>) -> AppResult<String> {
    let partner = tx.partner_id().0;
    Ok(partners::table.find(partner).select(partners::name).for_no_key_update().first(tx.conn())?)
}

/// How a partner's calls to the outside name themselves.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn user_agent<P>(tx: &mut ReadTx<'_, P>) -> AppResult<Option<String>> {
    let partner = tx.partner_id().0;
    Ok(partners::table.find(partner).select(partners::user_agent).first(tx.conn())?)
}
