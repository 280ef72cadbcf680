//! Changing an account's details. The form carries the version it was filled from; an older one is refused, so that
//! nobody's change is overwritten unseen.

use super::bin_refusal;
use super::create::{free, replace_terms, taken_means_invalid};
use super::suspension::{is_expired, resume_extended};
use super::tree::{self, Hold};
use crate::accounts::model::{ApiId, Details, start_of};
use crate::accounts::queries;
use crate::audit::Entry;
use crate::db::schema::accounts;
use crate::db::{InPartner, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use diesel::prelude::*;

/// The version a form was filled from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Version(pub i32);

/// Writes the details and an audit entry with every field that changed.
///
/// # Errors
/// `Conflict` when somebody else changed the account meanwhile; `Invalid` for an API ID in use.
pub(crate) fn update(
    tx: &mut WriteTx<'_, InPartner>,
    account: AccountId,
    details: &Details,
    seen: Version,
) -> AppResult<()> {
    let (partner, now) = (tx.partner_id().0, tx.now());
    let expires_at = details.expires_on.map(|day| start_of(day, &details.timezone));
    let mut before = queries::find(tx, account)?;
    if before.expires_at != expires_at {
        // A later date may resume the account and what is below it.
        tree::lock(tx, &[account.0], Hold::Alone)?;
        before = queries::find(tx, account)?;
    }
    bin_refusal(&before)?;
    let api_id = match &details.api_id {
        Some(chosen) => chosen.clone(),
        None => ApiId::parse(&account.to_string()).map_err(|why| AppError::invalid("api_id", why))?,
    };
    if api_id.key() != crate::people::model::fold(&before.api_id) {
        free(tx, &api_id, Some(account))?;
    }
    let written = diesel::update(accounts::table.find((partner, account.0)).filter(accounts::version.eq(seen.0)))
        .set((
            (
                accounts::api_id.eq(api_id.as_str()),
                accounts::api_id_key.eq(api_id.key()),
                accounts::name.eq(details.name.as_str()),
                accounts::name_key.eq(details.name.key()),
                accounts::description.eq(&details.description),
                accounts::timezone.eq(&details.timezone),
                accounts::locale.eq(&details.locale),
                accounts::tags.eq(&details.tags),
                accounts::expires_at.eq(expires_at),
                accounts::next_billing_on.eq(details.next_billing_on),
            ),
            (
                accounts::audit_notes.eq(&details.audit_notes),
                accounts::task_audit_notes.eq(&details.task_audit_notes),
                accounts::retention_success_hours.eq(details.retention_success_hours),
                accounts::retention_error_hours.eq(details.retention_error_hours),
                accounts::error_webhook_enabled.eq(details.error_webhook_enabled),
                accounts::error_webhook_url.eq(&details.error_webhook_url),
                accounts::error_webhook_warnings.eq(details.error_webhook_warnings),
                accounts::custom_fields.eq(serde_json::to_value(&details.custom_fields)?),
                accounts::version.eq(accounts::version + 1),
                accounts::updated_at.eq(now),
            ),
        ))
        .execute(tx.conn());
    if taken_means_invalid(written)? == 0 {
        return Err(AppError::Conflict(
            "Someone else changed this account while you were editing it. What they changed is shown under the form; check it and save again to replace it.".to_owned(),
        ));
    }
    replace_terms(tx, &before, details.name.as_str(), api_id.as_str(), &details.tags)?;
    tx.audit(difference(&before, details, &api_id));
    if is_expired(&before) && expires_at.is_none_or(|at| at > now) {
        resume_extended(tx, &before)?;
    }
    Ok(())
}

fn difference(before: &queries::Account, after: &Details, api_id: &ApiId) -> Entry {
    let hours = |h: Option<i16>| h.map(|h| h.to_string()).unwrap_or_default();
    let day = |d: Option<chrono::NaiveDate>| d.map(|d| d.to_string()).unwrap_or_default();
    let expiry = before.expires_at.map(|at| at.with_timezone(&crate::web::times::zone(&before.timezone)).date_naive());
    Entry::of("account.edited", "account", before.id, after.name.as_str())
        .in_account(AccountId(before.id))
        .change("name", &before.name, after.name.as_str())
        .change("api_id", &before.api_id, api_id.as_str())
        .change("description", &before.description, &after.description)
        .change("timezone", &before.timezone, &after.timezone)
        .change("locale", &before.locale, &after.locale)
        .change("tags", before.tags.join(", "), after.tags.join(", "))
        .change("expires_on", day(expiry), day(after.expires_on))
        .change("next_billing_on", day(before.next_billing_on), day(after.next_billing_on))
        .change("audit_notes", &before.audit_notes, &after.audit_notes)
        .change("task_audit_notes", &before.task_audit_notes, &after.task_audit_notes)
        .change("retention_success_hours", hours(before.retention_success_hours), hours(after.retention_success_hours))
        .change("retention_error_hours", hours(before.retention_error_hours), hours(after.retention_error_hours))
        .change("error_webhook_enabled", before.error_webhook_enabled, after.error_webhook_enabled)
        .change(
            "error_webhook_url",
            before.error_webhook_url.clone().unwrap_or_default(),
            after.error_webhook_url.clone().unwrap_or_default(),
        )
        .change("error_webhook_warnings", before.error_webhook_warnings, after.error_webhook_warnings)
        .change("custom_fields", &before.custom_fields, serde_json::json!(after.custom_fields))
}
