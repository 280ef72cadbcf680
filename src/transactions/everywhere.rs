//! Transactions of all accounts of a partner together, the newest first: a walk along the index of partner and id, from
//! the month that is asked for on.

use super::queries::{Found, Wanted};
use super::wanted::{beyond, found_columns, narrowed, with_cycle};
use crate::db::schema::{accounts, connectors, transactions};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::web::paging::{From, PageOf};
use diesel::prelude::*;
use uuid::Uuid;

/// One of them with its account: id and name.
pub(crate) type Row = (Found, (Uuid, String));

/// One page of those of accounts that are not in the recycle bin; `of`: of these alone.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn list(
    tx: &mut ReadTx<'_, InPartner>,
    of: Option<&[Uuid]>,
    wanted: &Wanted,
    from: &From<Uuid>,
    rows: i64,
) -> AppResult<PageOf<Row>> {
    let now = tx.now();
    let query = with_cycle!()
        .inner_join(
            accounts::table
                .on(accounts::partner_id.eq(transactions::partner_id).and(accounts::id.eq(transactions::account_id))),
        )
        .filter(transactions::partner_id.eq(tx.partner_id().0))
        .filter(accounts::live)
        .select((found_columns!(), (accounts::id, accounts::name)))
        .limit(rows + 1)
        .into_boxed();
    let mut query = narrowed!(query, wanted, now);
    match of {
        Some([only]) => query = query.filter(transactions::account_id.eq(*only)),
        Some(several) => query = query.filter(transactions::account_id.eq_any(several.to_vec())),
        None => {}
    }
    let query = beyond!(query, from);
    Ok(PageOf::cut(query.load(tx.conn())?, from, rows, |(found, _): &Row| found.id))
}

/// The connectors of the library that cycles can use, for a choice.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn library(tx: &mut ReadTx<'_, InPartner>, at_most: i64) -> AppResult<Vec<(Uuid, String)>> {
    Ok(connectors::table
        .filter(connectors::partner_id.eq(tx.partner_id().0))
        .filter(connectors::live_release.is_not_null())
        .order((connectors::name_key, connectors::id))
        .limit(at_most)
        .select((connectors::id, connectors::name))
        .load(tx.conn())?)
}
