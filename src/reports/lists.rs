//! What the lists of reports read: accounts, cycles, connectors and methods by what was used, a page behind a place. The first
//! of their order is first; a place is the figure they are sorted by, so the way through a list is one way.

use super::choice::{Choice, Span};
use super::figures::Sums;
use super::queries::read;
use super::sort::Sort;
use crate::accounts::narrowed::narrowed as narrowed_to;
use crate::db::schema::{accounts, connectors};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Deserialize;
use std::collections::HashMap;
use uuid::Uuid;

mod sql {
    //! The calls of `sql/report_lists.sql` and `sql/report_files.sql`.
    #![expect(clippy::too_many_arguments, reason = "the call of an SQL function has as many as that function")]
    use diesel::sql_types::{Array, BigInt, Bool, Date, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
    diesel::define_sql_function! { #[sql_name = "app.beside_connector_accounts"] fn beside_connector_accounts(connector: SqlUuid, ids: Array<SqlUuid>, first: Date, last: Date, before_first: Date, before_last: Date) -> Jsonb; }
    diesel::define_sql_function! { #[sql_name = "app.accounts_by_use"] fn accounts_by_use(first: Date, last: Date, sort: Text, down: Bool, ids: Nullable<Array<SqlUuid>>, at: Timestamptz, after_place: Nullable<BigInt>, after_id: Nullable<SqlUuid>, at_most: Integer) -> Jsonb; }
    diesel::define_sql_function! { #[sql_name = "app.beside_accounts"] fn beside_accounts(ids: Array<SqlUuid>, first: Date, last: Date, before_first: Date, before_last: Date, at: Timestamptz) -> Jsonb; }
    diesel::define_sql_function! { #[sql_name = "app.usage_by_cycle"] fn usage_by_cycle(first: Date, last: Date, sort: Text, down: Bool, ids: Nullable<Array<SqlUuid>>, after_place: Nullable<BigInt>, after_id: Nullable<SqlUuid>, at_most: Integer) -> Jsonb; }
    diesel::define_sql_function! { #[sql_name = "app.beside_cycles"] fn beside_cycles(ids: Array<SqlUuid>, cycles: Array<SqlUuid>, before_first: Date, before_last: Date) -> Jsonb; }
    diesel::define_sql_function! { #[sql_name = "app.usage_by_connector"] fn usage_by_connector(first: Date, last: Date, before_first: Date, before_last: Date, sort: Text, down: Bool, after_place: Nullable<BigInt>, after_id: Nullable<SqlUuid>, at_most: Integer) -> Jsonb; }
    diesel::define_sql_function! { #[sql_name = "app.usage_of_methods"] fn usage_of_methods(connector: SqlUuid, first: Date, last: Date, before_first: Date, before_last: Date) -> Jsonb; }
    diesel::define_sql_function! { #[sql_name = "app.usage_by_connector_account"] fn usage_by_connector_account(connector: SqlUuid, first: Date, last: Date, sort: Text, down: Bool, ids: Nullable<Array<SqlUuid>>, after_place: Nullable<BigInt>, after_id: Nullable<SqlUuid>, at_most: Integer) -> Jsonb; }
    diesel::define_sql_function! { #[sql_name = "app.usage_by_method"] fn usage_by_method(of_account: SqlUuid, below: Bool, connector: Nullable<SqlUuid>, first: Date, last: Date, before_first: Date, before_last: Date, sort: Text, down: Bool, after_place: Nullable<BigInt>, after_id: Nullable<SqlUuid>, after_method: Nullable<Text>, at_most: Integer) -> Jsonb; }
}

/// A row's place in a list.
pub(super) type Key = (i64, Uuid);
/// A method's place in a list: connector and method beside it.
pub(super) type MethodKey = (i64, Uuid, String);

/// A page of a list: from behind which place, in which order, so many rows at most.
#[derive(Clone, Debug)]
pub(super) struct Slice<K = Key> {
    pub sort: Sort,
    pub after: Option<K>,
    pub at_most: i64,
}

impl<K> Slice<K> {
    fn at_most(&self) -> i32 {
        i32::try_from(self.at_most).unwrap_or(i32::MAX)
    }
}

/// An account or a cycle with what it used.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Used {
    pub id: Uuid,
    /// Its account.
    pub account: Uuid,
    pub place: i64,
    pub tasks: i64,
    /// Of those, what went on beyond a limit; of accounts alone.
    #[serde(default)]
    pub overage: i64,
    pub failed_tasks: i64,
    pub transactions: i64,
    pub failed: i64,
    pub incidents: i64,
}

impl Used {
    /// Of a list of cycles: it is what programs called, which is in none. It is counted under the account's own id.
    pub fn is_by_programs(&self) -> bool {
        self.id == self.account
    }

    pub fn sums(&self) -> Sums {
        Sums {
            tasks: self.tasks,
            overage: self.overage,
            failed_tasks: self.failed_tasks,
            transactions: self.transactions,
            failed: self.failed,
            incidents: self.incidents,
        }
    }
}

/// The accounts that a choice narrows to; None: all. The second part says what could not be read.
pub(super) fn narrowed(tx: &mut ReadTx<'_, InPartner>, choice: &Choice) -> AppResult<(Option<Vec<Uuid>>, Vec<String>)> {
    if choice.tag.is_empty() && choice.parent.is_empty() {
        return Ok((None, Vec::new()));
    }
    let (ids, unread) = narrowed_to(tx, &choice.tag, &choice.parent)?;
    Ok((Some(ids), unread.into_iter().collect()))
}

/// Accounts by what they used.
pub(super) fn by_account(
    tx: &mut ReadTx<'_, InPartner>,
    (first, last): (NaiveDate, NaiveDate),
    ids: Option<&[Uuid]>,
    slice: &Slice,
) -> AppResult<Vec<Used>> {
    let ((place, id), now) = (slice.after.unzip(), tx.now());
    let call = sql::accounts_by_use(first, last, slice.sort.by, slice.sort.down, ids, now, place, id, slice.at_most());
    read(diesel::select(call).get_result(tx.conn())?)
}

/// What the sub-accounts of an account used.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub(super) struct Below {
    pub tasks: i64,
    pub overage: i64,
    pub transactions: i64,
    pub failed: i64,
    pub incidents: i64,
}

/// What stands beside an account in a list.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct BesideAccount {
    id: Uuid,
    /// None: it was purged.
    pub name: Option<String>,
    /// It is not in the recycle bin.
    pub live: bool,
    /// What its sub-accounts used.
    pub below: Below,
    /// Tasks of the period before.
    pub before: i64,
    /// That run, or did until a day ago.
    pub cycles: i64,
    /// That it called.
    pub connectors: i64,
}

pub(super) fn beside_accounts(
    tx: &mut ReadTx<'_, InPartner>,
    ids: &[Uuid],
    span: Span,
) -> AppResult<HashMap<Uuid, BesideAccount>> {
    let now = tx.now();
    let call = sql::beside_accounts(ids, span.first, span.last, span.before.0, span.before.1, now);
    let found: Vec<BesideAccount> = read(diesel::select(call).get_result(tx.conn())?)?;
    Ok(found.into_iter().map(|beside| (beside.id, beside)).collect())
}

/// Cycles by what they used: of some accounts, or of all that are seen.
pub(super) fn by_cycle<P>(
    tx: &mut ReadTx<'_, P>,
    (first, last): (NaiveDate, NaiveDate),
    ids: Option<&[Uuid]>,
    slice: &Slice,
) -> AppResult<Vec<Used>> {
    let (place, id) = slice.after.unzip();
    let call = sql::usage_by_cycle(first, last, slice.sort.by, slice.sort.down, ids, place, id, slice.at_most());
    read(diesel::select(call).get_result(tx.conn())?)
}

/// What stands beside a cycle in a list.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct BesideCycle {
    id: Uuid,
    /// None: it was purged.
    pub name: Option<String>,
    pub state: Option<String>,
    pub account_name: Option<String>,
    /// Its account is not in the recycle bin.
    pub live: bool,
    pub before: i64,
}

pub(super) fn beside_cycles<P>(
    tx: &mut ReadTx<'_, P>,
    rows: &[Used],
    span: Span,
) -> AppResult<HashMap<Uuid, BesideCycle>> {
    let accounts: Vec<Uuid> = rows.iter().map(|row| row.account).collect();
    let cycles: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let call = sql::beside_cycles(accounts, cycles, span.before.0, span.before.1);
    let found: Vec<BesideCycle> = read(diesel::select(call).get_result(tx.conn())?)?;
    Ok(found.into_iter().map(|beside| (beside.id, beside)).collect())
}

/// A connector with what it was used for.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct OfConnector {
    /// Nil: data operations.
    pub id: Uuid,
    pub place: i64,
    /// None: it was deleted, or is none.
    pub name: Option<String>,
    pub tasks: i64,
    pub failed_tasks: i64,
    pub methods: i64,
    pub before: i64,
}

pub(super) fn by_connector(tx: &mut ReadTx<'_, InPartner>, span: Span, slice: &Slice) -> AppResult<Vec<OfConnector>> {
    let (place, id) = slice.after.unzip();
    let (sort, at_most) = (slice.sort, slice.at_most());
    let (before, ends) = (span.before, span.ends());
    let call = sql::usage_by_connector(ends.0, ends.1, before.0, before.1, sort.by, sort.down, place, id, at_most);
    read(diesel::select(call).get_result(tx.conn())?)
}

/// A method of a connector with what it was used for; beside it, in an account's list, by it and all of its sub-accounts.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct OfMethod {
    /// Of the connector; nil: a data operation.
    pub id: Uuid,
    pub place: i64,
    /// The connector's.
    #[serde(default)]
    pub name: Option<String>,
    pub method: String,
    pub tasks: i64,
    pub failed_tasks: i64,
    pub before: i64,
    #[serde(default)]
    pub tree: i64,
    #[serde(default)]
    pub tree_failed: i64,
}

/// All methods of a connector that were used.
pub(super) fn methods_of(tx: &mut ReadTx<'_, InPartner>, connector: Uuid, span: Span) -> AppResult<Vec<OfMethod>> {
    let call = sql::usage_of_methods(connector, span.first, span.last, span.before.0, span.before.1);
    read(diesel::select(call).get_result(tx.conn())?)
}

/// Accounts by what they used of a connector.
pub(super) fn accounts_of_connector(
    tx: &mut ReadTx<'_, InPartner>,
    connector: Uuid,
    (first, last): (NaiveDate, NaiveDate),
    ids: Option<&[Uuid]>,
    slice: &Slice,
) -> AppResult<Vec<Used>> {
    let (place, id) = slice.after.unzip();
    let (sort, at_most) = (slice.sort, slice.at_most());
    let call = sql::usage_by_connector_account(connector, first, last, sort.by, sort.down, ids, place, id, at_most);
    read(diesel::select(call).get_result(tx.conn())?)
}

/// What stands beside an account in a list of those that used a connector.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct BesideCaller {
    id: Uuid,
    /// None: it was purged.
    pub name: Option<String>,
    /// It is not in the recycle bin.
    pub live: bool,
    /// Tasks of the connector in the period before.
    pub before: i64,
    /// Those of its sub-accounts, and how many of them failed.
    pub below: i64,
    pub below_failed: i64,
}

pub(super) fn beside_callers(
    tx: &mut ReadTx<'_, InPartner>,
    connector: Uuid,
    ids: &[Uuid],
    span: Span,
) -> AppResult<HashMap<Uuid, BesideCaller>> {
    let (before, ends) = (span.before, span.ends());
    let call = sql::beside_connector_accounts(connector, ids, ends.0, ends.1, before.0, before.1);
    let found: Vec<BesideCaller> = read(diesel::select(call).get_result(tx.conn())?)?;
    Ok(found.into_iter().map(|beside| (beside.id, beside)).collect())
}

/// Methods that an account called.
pub(super) fn by_method<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    below: bool,
    connector: Option<Uuid>,
    span: Span,
    slice: &Slice<MethodKey>,
) -> AppResult<Vec<OfMethod>> {
    let (place, id, method) = match slice.after.clone() {
        Some((place, id, method)) => (Some(place), Some(id), Some(method)),
        None => (None, None, None),
    };
    let (sort, at_most) = (slice.sort, slice.at_most());
    let (before, ends) = (span.before, span.ends());
    let call = sql::usage_by_method(
        account.0, below, connector, ends.0, ends.1, before.0, before.1, sort.by, sort.down, place, id, method, at_most,
    );
    read(diesel::select(call).get_result(tx.conn())?)
}

/// The name of a connector of the library; None: there is none such any more.
pub(super) fn connector_name(tx: &mut ReadTx<'_, InPartner>, id: Uuid) -> AppResult<Option<String>> {
    Ok(connectors::table.find((tx.partner_id().0, id)).select(connectors::name).first(tx.conn()).optional()?)
}

/// Names of accounts, and whether each is not in the recycle bin.
pub(super) fn account_names(tx: &mut ReadTx<'_, InPartner>, ids: &[Uuid]) -> AppResult<HashMap<Uuid, (String, bool)>> {
    let found: Vec<(Uuid, String, bool)> = accounts::table
        .filter(accounts::partner_id.eq(tx.partner_id().0))
        .filter(accounts::id.eq_any(ids))
        .select((accounts::id, accounts::name, accounts::live))
        .load(tx.conn())?;
    Ok(found.into_iter().map(|(id, name, live)| (id, (name, live))).collect())
}

/// What an account is called in a list, and what is to be said under that: a deleted one stays with its figures (M2).
pub(super) fn named(id: Uuid, name: Option<&str>, live: bool) -> (String, &'static str) {
    match name {
        None => (t!("reports-deleted-account", id = id.to_string()), t!("reports-purged")),
        Some(name) if !live => (name.to_owned(), t!("reports-in-bin")),
        Some(name) => (name.to_owned(), ""),
    }
}

/// What a connector is called in reports.
pub(super) fn called(id: Uuid, name: Option<&str>) -> String {
    if id.is_nil() {
        return t!("reports-data-operations").to_owned();
    }
    name.unwrap_or(t!("reports-deleted-connector")).to_owned()
}
