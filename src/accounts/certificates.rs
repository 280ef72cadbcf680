//! What is left of accounts that were removed for good: which they were, and how many rows of each table went.

use crate::db::schema::purge_certificates as certificates;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::people::model::fold;
use crate::web::paging::{From, PageOf};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::Text;
use std::collections::BTreeMap;
use uuid::Uuid;

diesel::define_sql_function! { fn lower(text: Text) -> Text; }

/// A row's place: the instant of the removal and the account's id.
pub(crate) type Key = (DateTime<Utc>, Uuid);

/// The certificate of one account.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = certificates)]
pub(crate) struct Certificate {
    pub account_id: Uuid,
    pub api_id: String,
    pub name: String,
    pub deleted_at: DateTime<Utc>,
    pub deleted_by: Option<String>,
    pub purged_at: Option<DateTime<Utc>>,
    /// Table to number of rows.
    pub counts: serde_json::Value,
    /// When removing it failed last, where it has not gone on since.
    pub failed_at: Option<DateTime<Utc>>,
    /// When it is tried again.
    pub retry_at: Option<DateTime<Utc>>,
}

/// The certificate of one account, by its id or else by the API ID that it had, of several the newest; also while it is
/// being removed.
pub(crate) fn find(tx: &mut ReadTx<'_, InPartner>, api_id: &str, id: Option<Uuid>) -> AppResult<Option<Certificate>> {
    let partner = tx.partner_id().0;
    let own = || certificates::table.filter(certificates::partner_id.eq(partner));
    if let Some(id) = id {
        let found = own().filter(certificates::account_id.eq(id)).select(Certificate::as_select());
        if let Some(found) = found.first(tx.conn()).optional()? {
            return Ok(Some(found));
        }
    }
    let found = own().filter(lower(certificates::api_id).eq(api_id)).order(certificates::begun_at.desc());
    Ok(found.select(Certificate::as_select()).first(tx.conn()).optional()?)
}

/// Of these accounts of the recycle bin, and of what went along with them: what could not be removed, by the account that was
/// deleted, with when that is tried again.
pub(crate) fn stuck(tx: &mut ReadTx<'_, InPartner>, accounts: &[Uuid]) -> AppResult<BTreeMap<Uuid, DateTime<Utc>>> {
    let of_these = certificates::account_id.eq_any(accounts).or(certificates::deleted_with.eq_any(accounts));
    let rows: Vec<(Uuid, Option<Uuid>, Option<DateTime<Utc>>)> = certificates::table
        .filter(certificates::partner_id.eq(tx.partner_id().0))
        .filter(certificates::purged_at.is_null())
        .filter(certificates::failed_at.is_not_null())
        .filter(of_these)
        .order(certificates::failed_at)
        .select((certificates::account_id, certificates::deleted_with, certificates::retry_at))
        .load(tx.conn())?;
    Ok(rows.into_iter().filter_map(|(id, with, again)| Some((with.unwrap_or(id), again?))).collect())
}

/// One page, newest first, narrowed to names and API IDs that contain `q`. What is still being removed is not listed.
pub(crate) fn list(
    tx: &mut ReadTx<'_, InPartner>,
    q: &str,
    from: &From<Key>,
    rows: i64,
) -> AppResult<PageOf<Certificate>> {
    let mut query = certificates::table
        .filter(certificates::partner_id.eq(tx.partner_id().0))
        .filter(certificates::purged_at.is_not_null())
        .into_boxed();
    let wanted = fold(q);
    if !wanted.is_empty() {
        let pattern = format!("%{}%", wanted.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
        query =
            query.filter(lower(certificates::name).like(pattern.clone()).or(lower(certificates::api_id).like(pattern)));
    }
    query = match from {
        From::Start => query,
        From::After((at, id)) => query
            .filter(certificates::purged_at.le(*at))
            .filter(certificates::purged_at.lt(*at).or(certificates::account_id.gt(*id))),
        From::Before((at, id)) => query
            .filter(certificates::purged_at.ge(*at))
            .filter(certificates::purged_at.gt(*at).or(certificates::account_id.lt(*id))),
    };
    query = match from {
        From::Before(_) => query.order((certificates::purged_at.asc(), certificates::account_id.desc())),
        _ => query.order((certificates::purged_at.desc(), certificates::account_id.asc())),
    };
    let read: Vec<Certificate> = query.limit(rows + 1).select(Certificate::as_select()).load(tx.conn())?;
    Ok(PageOf::cut(read, from, rows, |row| (row.purged_at.unwrap_or_default(), row.account_id)))
}
