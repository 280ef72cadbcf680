//! A new account or sub-account, one or many: a form and an import make them by the same rules.

use super::figures;
use super::tree::{self, Hold};
use crate::accounts::model::{ApiId, DEPTH_MAX, Details, billing_date, search_text, start_of, terms};
use crate::accounts::queries::{self, ids_among};
use crate::audit::Entry;
use crate::db::schema::accounts;
use crate::db::{InPartner, ReadTx, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::limits::choke::room;
use crate::limits::model::Kind;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use diesel::sql_types::{Array, SmallInt, Text, Uuid as SqlUuid};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.place_accounts"] fn place_accounts(ids: Array<SqlUuid>, above: Array<SqlUuid>, far: Array<SmallInt>) -> Text; }
diesel::define_sql_function! { #[sql_name = "app.places"] fn places_below(parents: Array<SqlUuid>) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.drop_terms"] fn drop_terms(ids: Array<SqlUuid>) -> Text; }
diesel::define_sql_function! { #[sql_name = "app.add_terms"] fn add_terms(ids: Array<SqlUuid>, found_by: Array<Text>, kinds: Array<Text>) -> Text; }

/// Where a sub-account hangs.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Above {
    /// The parent's level.
    pub depth: i16,
    /// The parent, when it is suspended itself, or the ancestor it is suspended with.
    pub stopped_by: Option<Uuid>,
    /// The parent and its ancestors, nearest first.
    pub ancestors: Vec<Uuid>,
}

impl Above {
    fn parent(&self) -> Option<Uuid> {
        self.ancestors.first().copied()
    }
}

/// An account to be made, its API ID known to be free and its place to be good.
#[derive(Debug)]
pub(crate) struct NewAccount {
    pub id: AccountId,
    pub api_id: ApiId,
    pub details: Details,
    pub above: Option<Arc<Above>>,
}

impl NewAccount {
    /// The place of its own sub-accounts.
    pub fn as_above(&self) -> Above {
        let above = self.above.as_deref();
        let ancestors = std::iter::once(self.id.0).chain(above.iter().flat_map(|a| a.ancestors.iter().copied()));
        Above {
            depth: above.map_or(1, |a| a.depth + 1),
            stopped_by: above.and_then(|a| a.stopped_by),
            ancestors: ancestors.collect(),
        }
    }
}

/// Makes the account, its place in the tree, its search terms and its audit entry.
///
/// # Errors
/// `Invalid` for an API ID in use or a parent that cannot take it; `AtLimit` when it has as many as it may.
pub(crate) fn create(
    tx: &mut WriteTx<'_, InPartner>,
    details: &Details,
    parent: Option<AccountId>,
) -> AppResult<AccountId> {
    let id = AccountId::new();
    billing_from_now(tx, details, None)?;
    let above = parent.map(|parent| place_below(tx, parent)).transpose()?.map(Arc::new);
    let api_id = api_id_of(details, id)?;
    free(tx, &api_id, None)?;
    create_many(tx, &[NewAccount { id, api_id, details: details.clone(), above }])?;
    if let Some(parent) = parent {
        room(tx, parent, Kind::SubAccounts, 1)?;
    }
    figures::count(tx, i64::from(parent.is_none()), i64::from(parent.is_some()))?;
    Ok(id)
}

/// The API ID of a new account: the one that was chosen, else its id.
pub(crate) fn api_id_of(details: &Details, id: AccountId) -> AppResult<ApiId> {
    match &details.api_id {
        Some(chosen) => Ok(chosen.clone()),
        None => ApiId::parse(&id.to_string()).map_err(|why| AppError::invalid("api_id", why)),
    }
}

/// Refuses a next billing date out of range, unless it was there before.
pub(crate) fn billing_from_now<P>(tx: &ReadTx<'_, P>, details: &Details, before: Option<NaiveDate>) -> AppResult<()> {
    let found = billing_date(details.next_billing_on, before, tx.now().date_naive());
    found.map(drop).map_err(|why| AppError::invalid("next_billing_on", why))
}

/// Makes many accounts, parents before their sub-accounts. The caller has settled API IDs and places, and counts them
/// in the partner's figures as the last thing.
///
/// # Errors
/// `Invalid` for an API ID that was taken meanwhile.
pub(crate) fn create_many(tx: &mut WriteTx<'_, InPartner>, new: &[NewAccount]) -> AppResult<()> {
    let (partner, now) = (tx.partner_id().0, tx.now());
    let usual = tx.facts().partner_language.clone();
    let rows = new.iter().map(|account| Row::of(partner, now, usual.as_deref(), account));
    let rows = rows.collect::<AppResult<Vec<_>>>()?;
    taken_means_invalid(diesel::insert_into(accounts::table).values(&rows).execute(tx.conn()))?;
    place(tx, new)?;
    let found_by = new.iter().map(|a| (a.id, a.details.name.as_str(), a.api_id.as_str(), a.details.tags.as_slice()));
    insert_terms(tx, found_by)?;
    for account in new {
        let parent = account.above.as_ref().and_then(|a| a.parent());
        tx.audit(
            Entry::of("account.created", "account", account.id, account.details.name.as_str())
                .in_account(account.id)
                .change("api_id", "", account.api_id.as_str())
                .change("parent", "", parent.map(|p| p.to_string()).unwrap_or_default()),
        );
    }
    Ok(())
}

#[derive(Insertable)]
#[diesel(table_name = accounts)]
struct Row<'a> {
    partner_id: Uuid,
    id: Uuid,
    api_id: &'a str,
    api_id_key: String,
    name: &'a str,
    name_key: String,
    description: &'a str,
    timezone: &'a str,
    locale: &'a str,
    tags: &'a [String],
    search_text: String,
    parent_id: Option<Uuid>,
    depth: i16,
    standing: &'static str,
    suspended_via: Option<Uuid>,
    expires_at: Option<DateTime<Utc>>,
    next_billing_on: Option<NaiveDate>,
    audit_notes: &'a str,
    task_audit_notes: &'a str,
    retention_success_hours: Option<i16>,
    retention_error_hours: Option<i16>,
    error_webhook_enabled: bool,
    error_webhook_url: Option<&'a str>,
    error_webhook_warnings: bool,
    custom_fields: serde_json::Value,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl<'a> Row<'a> {
    /// `usual`: the partner's language.
    fn of(partner: Uuid, now: DateTime<Utc>, usual: Option<&'a str>, new: &'a NewAccount) -> AppResult<Row<'a>> {
        let details = &new.details;
        let above = new.above.as_deref();
        let stopped_by = above.and_then(|a| a.stopped_by);
        Ok(Row {
            partner_id: partner,
            id: new.id.0,
            api_id: new.api_id.as_str(),
            api_id_key: new.api_id.key(),
            name: details.name.as_str(),
            name_key: details.name.key(),
            description: &details.description,
            timezone: &details.timezone,
            locale: usual.filter(|_| !details.locale_said).unwrap_or(&details.locale),
            tags: &details.tags,
            search_text: search_text(details.name.as_str(), new.api_id.as_str(), &details.tags),
            parent_id: above.and_then(Above::parent),
            depth: above.map_or(1, |a| a.depth + 1),
            standing: if stopped_by.is_some() { "suspended" } else { "active" },
            suspended_via: stopped_by,
            expires_at: details.expires_on.map(|day| start_of(day, &details.timezone)),
            next_billing_on: details.next_billing_on,
            audit_notes: &details.audit_notes,
            task_audit_notes: &details.task_audit_notes,
            retention_success_hours: details.retention_success_hours,
            retention_error_hours: details.retention_error_hours,
            error_webhook_enabled: details.error_webhook_enabled,
            error_webhook_url: details.error_webhook_url.as_deref(),
            error_webhook_warnings: details.error_webhook_warnings,
            custom_fields: serde_json::to_value(&details.custom_fields)?,
            created_at: now,
            updated_at: now,
        })
    }
}

/// Writes the accounts' places in the tree: each with itself and all its ancestors.
fn place(tx: &mut WriteTx<'_, InPartner>, new: &[NewAccount]) -> AppResult<()> {
    let (mut ids, mut above, mut far) = (Vec::new(), Vec::new(), Vec::new());
    for account in new {
        for (ancestor, distance) in account.as_above().ancestors.into_iter().zip(0i16..) {
            ids.push(account.id.0);
            above.push(ancestor);
            far.push(distance);
        }
    }
    diesel::select(place_accounts(ids, above, far)).execute(tx.conn())?;
    Ok(())
}

/// Reads the parent's place under the lock of its tree, so that it is not deleted, moved or suspended meanwhile.
fn place_below(tx: &mut WriteTx<'_, InPartner>, parent: AccountId) -> AppResult<Above> {
    tree::lock(tx, &[parent.0], Hold::Shared)?;
    let Some(above) = places(tx, &[parent.0])?.remove(&parent.0) else {
        return Err(AppError::invalid("parent", t!("accounts-invalid-parent-gone")));
    };
    if above.depth >= DEPTH_MAX {
        let (name, depth) = (queries::find(tx, parent)?.name, above.depth);
        return Err(AppError::invalid(
            "parent",
            t!("accounts-invalid-parent-deep", name = name, level = depth, most = DEPTH_MAX),
        ));
    }
    Ok(above)
}

/// The places below these accounts, as things stand; one that is deleted or not there has none.
pub(crate) fn places(tx: &mut ReadTx<'_, InPartner>, parents: &[Uuid]) -> AppResult<HashMap<Uuid, Above>> {
    #[derive(Deserialize)]
    struct Found {
        id: Uuid,
        #[serde(flatten)]
        above: Above,
    }
    let found: serde_json::Value = diesel::select(places_below(parents)).get_result(tx.conn())?;
    let found: Vec<Found> = serde_json::from_value(found)?;
    Ok(found.into_iter().map(|found| (found.id, found.above)).collect())
}

/// Said of an API ID that calls would take for another account.
pub(crate) fn is_an_id() -> &'static str {
    t!("accounts-api-id-is-id")
}

/// Says who holds an API ID, in the recycle bin too; the unique index settles races. What is the id of another account is
/// taken as well.
pub(super) fn free(tx: &mut WriteTx<'_, InPartner>, api_id: &ApiId, except: Option<AccountId>) -> AppResult<()> {
    let of_others = ids_among(tx, std::iter::once(api_id.as_str()))?;
    if of_others.into_values().any(|id| Some(AccountId(id)) != except) {
        return Err(AppError::invalid("api_id", is_an_id()));
    }
    let holder: Option<(Uuid, String, bool)> = accounts::table
        .filter(accounts::partner_id.eq(tx.partner_id().0))
        .filter(accounts::api_id_key.eq(api_id.key()))
        .select((accounts::id, accounts::name, accounts::live))
        .first(tx.conn())
        .optional()?;
    match holder {
        Some((id, _, _)) if Some(AccountId(id)) == except => Ok(()),
        Some((_, name, true)) => {
            Err(AppError::invalid("api_id", t!("accounts-api-id-taken", id = api_id.as_str(), name = name)))
        }
        Some((_, name, false)) => {
            Err(AppError::invalid("api_id", t!("accounts-api-id-taken-bin", id = api_id.as_str(), name = name)))
        }
        None => Ok(()),
    }
}

pub(super) fn taken_means_invalid<T>(result: Result<T, DieselError>) -> AppResult<T> {
    result.map_err(|cause| match cause {
        DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, ref info)
            if info.constraint_name() == Some("accounts_api_id") =>
        {
            AppError::invalid("api_id", t!("accounts-api-id-taken-now"))
        }
        other => other.into(),
    })
}

/// Adds search terms: id, name, API ID and tags of each account.
pub(super) fn insert_terms<'a>(
    tx: &mut WriteTx<'_, InPartner>,
    accounts: impl Iterator<Item = (AccountId, &'a str, &'a str, &'a [String])>,
) -> AppResult<()> {
    let (mut ids, mut found_by, mut kinds) = (Vec::new(), Vec::new(), Vec::new());
    for (id, name, api_id, tags) in accounts {
        for (kind, term) in terms(name, api_id, tags) {
            ids.push(id.0);
            found_by.push(term);
            kinds.push(char::from(kind).to_string());
        }
    }
    diesel::select(add_terms(ids, found_by, kinds)).execute(tx.conn())?;
    Ok(())
}

/// Removes the search terms of accounts.
pub(super) fn delete_terms(tx: &mut WriteTx<'_, InPartner>, ids: &[Uuid]) -> AppResult<()> {
    diesel::select(drop_terms(ids)).execute(tx.conn())?;
    Ok(())
}
