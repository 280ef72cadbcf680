//! Transactions of all accounts of a partner together, the newest first: a walk along the index of partner and id, from
//! the month that is asked for on.

use super::filter::Filter;
use super::queries::{Found, Wanted};
use super::wanted::{beyond, found_columns, narrowed, with_cycle};
use crate::db::schema::{accounts, templates, transactions};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::web::paging::{From, PageOf};
use diesel::prelude::*;
use diesel::sql_types::{Date, Integer, Text, Uuid as SqlUuid};
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.failed_of_cause"] fn failed_of_cause(of_cause: Text, at_most: Integer) -> SqlUuid; }
diesel::define_sql_function! { #[sql_name = "app.accounts_that_called"] fn accounts_that_called(connector: SqlUuid, method_called: Text, first: Date, last: Date) -> Nullable<Array<SqlUuid>>; }

/// One of them with its account: id and name.
pub(crate) type Row = (Found, (Uuid, String));

/// Those of accounts that are not in the recycle bin and that are wanted, with these columns; `of`: of these accounts alone.
macro_rules! of_partner {
    ($tx:expr, $of:expr, $wanted:expr, $from:expr, $rows:expr, $columns:expr) => {{
        let now = $tx.now();
        let query =
            with_cycle!()
                .inner_join(accounts::table.on(
                    accounts::partner_id.eq(transactions::partner_id).and(accounts::id.eq(transactions::account_id)),
                ))
                .filter(transactions::partner_id.eq($tx.partner_id().0))
                .filter(accounts::live)
                .select($columns)
                .limit($rows)
                .into_boxed();
        let mut query = narrowed!(query, $wanted, now);
        match $of {
            Some([only]) => query = query.filter(transactions::account_id.eq(*only)),
            Some(several) => query = query.filter(transactions::account_id.eq_any(several.to_vec())),
            None => {}
        }
        beyond!(query, $from)
    }};
}

/// One page.
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
    let query = of_partner!(tx, of, wanted, from, rows + 1, (found_columns!(), (accounts::id, accounts::name)));
    Ok(PageOf::cut(query.load(tx.conn())?, from, rows, |(found, _): &Row| found.id))
}

/// The ids of the newest, so many at most.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn ids(
    tx: &mut ReadTx<'_, InPartner>,
    of: Option<&[Uuid]>,
    wanted: &Wanted,
    at_most: i64,
) -> AppResult<Vec<Uuid>> {
    Ok(of_partner!(tx, of, wanted, &From::<Uuid>::Start, at_most, transactions::id).load(tx.conn())?)
}

/// Those that failed of a cause which is open or muted in their accounts and that nothing later came of, so many at most.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn of_cause(tx: &mut ReadTx<'_, InPartner>, cause: &str, at_most: i64) -> AppResult<Vec<Uuid>> {
    let at_most = i32::try_from(at_most).unwrap_or(i32::MAX);
    Ok(diesel::select(failed_of_cause(cause, at_most)).load(tx.conn())?)
}

/// The accounts that called what a filter asks for on its days, as the roll-ups have it; none: it asks for no connector, or
/// there were so many calls that a walk along all Transactions soon finds a page of them.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn that_called(tx: &mut ReadTx<'_, InPartner>, filter: &Filter) -> AppResult<Option<Vec<Uuid>>> {
    let day = |text: &str| crate::accounts::model::date(text).ok().flatten();
    let (Ok(connector), Some(first), Some(last)) =
        (Uuid::parse_str(&filter.called), day(&filter.from), day(&filter.to))
    else {
        return Ok(None);
    };
    Ok(diesel::select(accounts_that_called(connector, &filter.by_method, first, last)).get_result(tx.conn())?)
}

/// The partner's own templates, for a choice.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn installed(tx: &mut ReadTx<'_, InPartner>, at_most: i64) -> AppResult<Vec<(Uuid, String)>> {
    Ok(templates::table
        .filter(templates::partner_id.eq(tx.partner_id().0))
        .filter(templates::owner_id.is_null())
        .order((templates::name_key, templates::id))
        .limit(at_most)
        .select((templates::id, templates::name))
        .load(tx.conn())?)
}
