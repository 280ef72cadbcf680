//! Changing an account's details. The form carries the version it was filled from; an older one is refused, so that
//! nobody's change is overwritten unseen.

use super::bin_refusal;
use super::create::{billing_from_now, delete_terms, free, insert_terms, taken_means_invalid};
use super::suspension::{is_expired, resume_extended};
use super::tree::{self, Hold};
use crate::accounts::model::{ApiId, Details, search_text, start_of};
use crate::accounts::queries;
use crate::audit::Entry;
use crate::audit::model::Change;
use crate::db::{InPartner, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Jsonb, Timestamptz};
use serde::Serialize;
use std::collections::BTreeMap;

diesel::define_sql_function! { #[sql_name = "app.edit_accounts"] fn edit_accounts(edits: Jsonb, at: Timestamptz) -> Integer; }

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
    let mut before = queries::find(tx, account)?;
    if expiry(details) != before.expires_at {
        // A later date may resume the account and what is below it.
        tree::lock(tx, &[account.0], Hold::Alone)?;
        before = queries::find(tx, account)?;
    }
    bin_refusal(&before)?;
    // Who was overtaken is told of that first.
    if seen.0 == before.version {
        billing_from_now(tx, details, before.next_billing_on)?;
    }
    let api_id = match &details.api_id {
        Some(chosen) => chosen.clone(),
        None => ApiId::parse(&account.to_string()).map_err(|why| AppError::invalid("api_id", why))?,
    };
    if api_id.key() != crate::people::model::fold(&before.api_id) {
        free(tx, &api_id, Some(account))?;
    }
    let changes = changes(&before, details, &api_id);
    let edit = Edit { account: &before, seen, details, api_id: &api_id, changes };
    if update_many(tx, &[edit])? == 0 {
        return Err(AppError::Conflict(t!("accounts-edit-overtaken").to_owned()));
    }
    Ok(())
}

fn expiry(details: &Details) -> Option<DateTime<Utc>> {
    details.expires_on.map(|day| start_of(day, &details.timezone))
}

/// New details for an account, with what they change.
#[derive(Debug)]
pub(crate) struct Edit<'a> {
    pub account: &'a queries::Account,
    pub seen: Version,
    pub details: &'a Details,
    pub api_id: &'a ApiId,
    pub changes: Vec<Change>,
}

/// An edit as `app.edit_accounts` takes it.
#[derive(Serialize)]
struct Row<'a> {
    id: uuid::Uuid,
    seen: i32,
    api_id: &'a str,
    api_id_key: String,
    name: &'a str,
    name_key: String,
    description: &'a str,
    timezone: &'a str,
    locale: &'a str,
    tags: &'a [String],
    search_text: String,
    expires_at: Option<DateTime<Utc>>,
    next_billing_on: Option<NaiveDate>,
    audit_notes: &'a str,
    task_audit_notes: &'a str,
    retention_success_hours: Option<i16>,
    retention_error_hours: Option<i16>,
    error_webhook_enabled: bool,
    error_webhook_url: Option<&'a str>,
    error_webhook_warnings: bool,
    custom_fields: &'a BTreeMap<String, String>,
}

impl<'a> Row<'a> {
    fn of(edit: &'a Edit<'a>) -> Row<'a> {
        let details = edit.details;
        Row {
            id: edit.account.id,
            seen: edit.seen.0,
            api_id: edit.api_id.as_str(),
            api_id_key: edit.api_id.key(),
            name: details.name.as_str(),
            name_key: details.name.key(),
            description: &details.description,
            timezone: &details.timezone,
            locale: &details.locale,
            tags: &details.tags,
            search_text: search_text(details.name.as_str(), edit.api_id.as_str(), &details.tags),
            expires_at: expiry(details),
            next_billing_on: details.next_billing_on,
            audit_notes: &details.audit_notes,
            task_audit_notes: &details.task_audit_notes,
            retention_success_hours: details.retention_success_hours,
            retention_error_hours: details.retention_error_hours,
            error_webhook_enabled: details.error_webhook_enabled,
            error_webhook_url: details.error_webhook_url.as_deref(),
            error_webhook_warnings: details.error_webhook_warnings,
            custom_fields: &details.custom_fields,
        }
    }
}

/// Writes edits and their audit entries; an account that its expiry date had suspended resumes when that date is now
/// later or gone, for which the caller has locked its tree before reading it. Answers how many were written: one whose account was changed or deleted
/// meanwhile is not, and a caller that gets fewer than it gave must not commit.
pub(crate) fn update_many(tx: &mut WriteTx<'_, InPartner>, edits: &[Edit<'_>]) -> AppResult<usize> {
    let now = tx.now();
    let rows = serde_json::to_value(edits.iter().map(Row::of).collect::<Vec<_>>())?;
    let written: i32 = taken_means_invalid(diesel::select(edit_accounts(rows, now)).get_result(tx.conn()))?;
    let found_by_others: Vec<&Edit<'_>> = edits
        .iter()
        .filter(|e| e.changes.iter().any(|c| ["name", "api_id", "tags"].contains(&c.field.as_str())))
        .collect();
    if !found_by_others.is_empty() {
        delete_terms(tx, &found_by_others.iter().map(|e| e.account.id).collect::<Vec<_>>())?;
        let terms = found_by_others
            .iter()
            .map(|e| (AccountId(e.account.id), e.details.name.as_str(), e.api_id.as_str(), e.details.tags.as_slice()));
        insert_terms(tx, terms)?;
    }
    for edit in edits {
        let mut entry = Entry::of("account.edited", "account", edit.account.id, edit.details.name.as_str())
            .in_account(AccountId(edit.account.id));
        entry.changes.clone_from(&edit.changes);
        tx.audit(entry);
        if is_expired(edit.account) && expiry(edit.details).is_none_or(|at| at > now) {
            resume_extended(tx, edit.account)?;
        }
    }
    Ok(usize::try_from(written).unwrap_or(0))
}

/// Every field that would change, from and to.
pub(crate) fn changes(before: &queries::Account, after: &Details, api_id: &ApiId) -> Vec<Change> {
    let hours = |h: Option<i16>| h.map(|h| h.to_string()).unwrap_or_default();
    let day = |d: Option<chrono::NaiveDate>| d.map(|d| d.to_string()).unwrap_or_default();
    let expiry = before.expires_at.map(|at| at.with_timezone(&crate::web::times::zone(&before.timezone)).date_naive());
    Entry::of("account.edited", "account", before.id, after.name.as_str())
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
        .changes
}
