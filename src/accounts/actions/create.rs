//! A new account or sub-account.

use super::figures;
use super::tree::{self, Hold};
use crate::accounts::model::{ApiId, DEPTH_MAX, Details, start_of, terms};
use crate::accounts::queries;
use crate::audit::Entry;
use crate::db::schema::{account_ancestors, account_terms, accounts};
use crate::db::{InPartner, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use uuid::Uuid;

/// Makes the account, its place in the tree, its search terms and its audit entry.
///
/// # Errors
/// `Invalid` for an API ID in use or a parent that cannot take it.
pub(crate) fn create(
    tx: &mut WriteTx<'_, InPartner>,
    details: &Details,
    parent: Option<AccountId>,
) -> AppResult<AccountId> {
    let id = AccountId::new();
    let (partner, now) = (tx.partner_id().0, tx.now());
    let above = parent.map(|parent| place_below(tx, parent)).transpose()?;
    let (depth, suspended_via) = above.as_ref().map_or((1, None), |p| (p.depth + 1, p.stopped_by));
    let api_id = match &details.api_id {
        Some(chosen) => chosen.clone(),
        None => ApiId::parse(&id.to_string()).map_err(|why| AppError::invalid("api_id", why))?,
    };
    free(tx, &api_id, None)?;
    let inserted = diesel::insert_into(accounts::table)
        .values((
            (
                accounts::partner_id.eq(partner),
                accounts::id.eq(id.0),
                accounts::api_id.eq(api_id.as_str()),
                accounts::api_id_key.eq(api_id.key()),
                accounts::name.eq(details.name.as_str()),
                accounts::name_key.eq(details.name.key()),
                accounts::description.eq(&details.description),
                accounts::timezone.eq(&details.timezone),
                accounts::locale.eq(&details.locale),
                accounts::tags.eq(&details.tags),
                accounts::parent_id.eq(parent.map(|p| p.0)),
                accounts::depth.eq(depth),
            ),
            (
                accounts::standing.eq(if suspended_via.is_some() { "suspended" } else { "active" }),
                accounts::suspended_via.eq(suspended_via),
                accounts::expires_at.eq(details.expires_on.map(|day| start_of(day, &details.timezone))),
                accounts::next_billing_on.eq(details.next_billing_on),
                accounts::audit_notes.eq(&details.audit_notes),
                accounts::task_audit_notes.eq(&details.task_audit_notes),
                accounts::retention_success_hours.eq(details.retention_success_hours),
                accounts::retention_error_hours.eq(details.retention_error_hours),
                accounts::error_webhook_enabled.eq(details.error_webhook_enabled),
                accounts::error_webhook_url.eq(&details.error_webhook_url),
                accounts::error_webhook_warnings.eq(details.error_webhook_warnings),
                accounts::custom_fields.eq(serde_json::to_value(&details.custom_fields)?),
            ),
            (accounts::created_at.eq(now), accounts::updated_at.eq(now)),
        ))
        .execute(tx.conn());
    taken_means_invalid(inserted)?;
    let mut ancestors = above.map_or_else(Vec::new, |p| p.ancestors);
    ancestors.insert(0, id.0);
    let rows: Vec<_> = ancestors
        .iter()
        .zip(0i16..)
        .map(|(ancestor, distance)| {
            (
                account_ancestors::partner_id.eq(partner),
                account_ancestors::account_id.eq(id.0),
                account_ancestors::ancestor_id.eq(*ancestor),
                account_ancestors::distance.eq(distance),
            )
        })
        .collect();
    diesel::insert_into(account_ancestors::table).values(rows).execute(tx.conn())?;
    insert_terms(tx, id, details.name.as_str(), api_id.as_str(), &details.tags)?;
    figures::count(tx, i64::from(parent.is_none()), i64::from(parent.is_some()))?;
    tx.audit(
        Entry::of("account.created", "account", id, details.name.as_str())
            .in_account(id)
            .change("api_id", "", api_id.as_str())
            .change("parent", "", parent.map(|p| p.to_string()).unwrap_or_default()),
    );
    Ok(id)
}

/// Where a sub-account would hang.
struct Above {
    depth: i16,
    stopped_by: Option<Uuid>,
    /// The parent and its ancestors, nearest first.
    ancestors: Vec<Uuid>,
}

/// Reads the parent under the lock of its tree, so that it is not deleted, moved or suspended meanwhile.
fn place_below(tx: &mut WriteTx<'_, InPartner>, parent: AccountId) -> AppResult<Above> {
    tree::lock(tx, &[parent.0], Hold::Shared)?;
    let partner = tx.partner_id().0;
    let found: Option<(i16, bool, String, Option<Uuid>, bool)> = accounts::table
        .find((partner, parent.0))
        .select((
            accounts::depth,
            accounts::live,
            accounts::name,
            accounts::suspended_via,
            accounts::suspended_at.is_not_null(),
        ))
        .first(tx.conn())
        .optional()?;
    let Some((depth, true, name, via, stopped)) = found else {
        return Err(AppError::invalid("parent", "This parent account does not exist any more. Choose another."));
    };
    if depth >= DEPTH_MAX {
        return Err(AppError::invalid(
            "parent",
            format!("“{name}” is on level {depth}, and {DEPTH_MAX} levels are the most. Choose a parent further up."),
        ));
    }
    let ancestors = account_ancestors::table
        .filter(account_ancestors::partner_id.eq(partner))
        .filter(account_ancestors::account_id.eq(parent.0))
        .order(account_ancestors::distance)
        .select(account_ancestors::ancestor_id)
        .load(tx.conn())?;
    Ok(Above { depth, stopped_by: if stopped { Some(parent.0) } else { via }, ancestors })
}

/// Says who holds an API ID, in the recycle bin too; the unique index settles races.
pub(super) fn free(tx: &mut WriteTx<'_, InPartner>, api_id: &ApiId, except: Option<AccountId>) -> AppResult<()> {
    let holder: Option<(Uuid, String, bool)> = accounts::table
        .filter(accounts::partner_id.eq(tx.partner_id().0))
        .filter(accounts::api_id_key.eq(api_id.key()))
        .select((accounts::id, accounts::name, accounts::live))
        .first(tx.conn())
        .optional()?;
    match holder {
        Some((id, _, _)) if Some(AccountId(id)) == except => Ok(()),
        Some((_, name, true)) => Err(AppError::invalid(
            "api_id",
            format!("“{}” is the API ID of “{name}”. Choose another.", api_id.as_str()),
        )),
        Some((_, name, false)) => Err(AppError::invalid(
            "api_id",
            format!(
                "“{}” is the API ID of “{name}”, which is in the recycle bin. Restore that account, or choose another API ID.",
                api_id.as_str()
            ),
        )),
        None => Ok(()),
    }
}

pub(super) fn taken_means_invalid<T>(result: Result<T, DieselError>) -> AppResult<T> {
    result.map_err(|cause| match cause {
        DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, ref info)
            if info.constraint_name() == Some("accounts_api_id") =>
        {
            AppError::invalid("api_id", "This API ID was taken a moment ago. Choose another.")
        }
        other => other.into(),
    })
}

pub(super) fn insert_terms(
    tx: &mut WriteTx<'_, InPartner>,
    id: AccountId,
    name: &str,
    api_id: &str,
    tags: &[String],
) -> AppResult<()> {
    let partner = tx.partner_id().0;
    let rows: Vec<_> = terms(name, api_id, tags)
        .into_iter()
        .map(|(kind, term)| {
            (
                account_terms::partner_id.eq(partner),
                account_terms::term.eq(term),
                account_terms::account_id.eq(id.0),
                account_terms::kind.eq(kind),
            )
        })
        .collect();
    diesel::insert_into(account_terms::table).values(rows).execute(tx.conn())?;
    Ok(())
}

/// Replaces the search terms of an account.
pub(super) fn replace_terms(
    tx: &mut WriteTx<'_, InPartner>,
    account: &queries::Account,
    name: &str,
    api_id: &str,
    tags: &[String],
) -> AppResult<()> {
    diesel::delete(
        account_terms::table
            .filter(account_terms::partner_id.eq(tx.partner_id().0))
            .filter(account_terms::account_id.eq(account.id)),
    )
    .execute(tx.conn())?;
    insert_terms(tx, AccountId(account.id), name, api_id, tags)
}
