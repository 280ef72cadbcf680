//! What reports read: roll-ups alone, a few rows a page.

use super::figures::Day;
use crate::db::schema::{accounts, reconciliations};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Integer, Nullable, Uuid as SqlUuid};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.usage_by_day"] fn usage_by_day(of_account: SqlUuid, below: Bool, first: Date, last: Date) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.usage_parts"] fn usage_parts(of_account: SqlUuid, first: Date, last: Date) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.usage_of_partner"] fn usage_of_partner(first: Date, last: Date) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.usage_by_account"] fn usage_by_account(first: Date, last: Date, below_tasks: Nullable<BigInt>, after_id: Nullable<SqlUuid>, at_most: Integer) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.uncounted_since"] fn uncounted_since(of_account: SqlUuid) -> Nullable<Text>; }

fn read<T: DeserializeOwned>(found: serde_json::Value) -> AppResult<T> {
    Ok(serde_json::from_value(found)?)
}

/// What an account used, by day; `below`: with all of its sub-accounts, which only staff may ask.
pub(super) fn by_day<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    below: bool,
    (first, last): (NaiveDate, NaiveDate),
) -> AppResult<Vec<Day>> {
    read(diesel::select(usage_by_day(account.0, below, first, last)).get_result(tx.conn())?)
}

/// What a cycle of an account used.
#[derive(Debug, Deserialize)]
pub(super) struct OfCycle {
    pub id: Uuid,
    /// None: it was purged.
    pub name: Option<String>,
    pub state: Option<String>,
    pub tasks: i64,
    pub transactions: i64,
    pub failed: i64,
    pub incidents: i64,
}

/// What a method of a connector was used for.
#[derive(Debug, Deserialize)]
pub(super) struct OfMethod {
    /// Of the connector; nil: a data operation.
    pub id: Uuid,
    pub name: Option<String>,
    pub method: String,
    pub tasks: i64,
    pub failed_tasks: i64,
}

/// What an account's use is made of: a hundred of each at most, the most used first.
#[derive(Debug, Deserialize)]
pub(super) struct Parts {
    pub cycles: Vec<OfCycle>,
    pub methods: Vec<OfMethod>,
}

pub(super) fn parts<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    first: NaiveDate,
    last: NaiveDate,
) -> AppResult<Parts> {
    read(diesel::select(usage_parts(account.0, first, last)).get_result(tx.conn())?)
}

/// What all accounts of the partner used, by day.
pub(super) fn of_partner(tx: &mut ReadTx<'_, InPartner>, (first, last): (NaiveDate, NaiveDate)) -> AppResult<Vec<Day>> {
    read(diesel::select(usage_of_partner(first, last)).get_result(tx.conn())?)
}

/// An account in the list of those that used most.
#[derive(Debug, Deserialize)]
pub(super) struct OfAccount {
    pub id: Uuid,
    /// None: it was purged.
    pub name: Option<String>,
    /// It is not in the recycle bin.
    pub live: bool,
    pub tasks: i64,
    pub failed_tasks: i64,
    pub transactions: i64,
    pub failed: i64,
    pub incidents: i64,
    /// Tasks of it and of all of its sub-accounts.
    pub tree: i64,
}

/// Its place in that list.
pub(super) type Key = (i64, Uuid);

/// Those that used most, behind one of them.
pub(super) fn by_account(
    tx: &mut ReadTx<'_, InPartner>,
    (first, last): (NaiveDate, NaiveDate),
    after: Option<Key>,
    at_most: i64,
) -> AppResult<Vec<OfAccount>> {
    let at_most = i32::try_from(at_most).unwrap_or(i32::MAX);
    let call = usage_by_account(first, last, after.map(|key| key.0), after.map(|key| key.1), at_most);
    read(diesel::select(call).get_result(tx.conn())?)
}

/// Until when everything of an account is counted; None: all of it is.
pub(super) fn counted_until<P>(tx: &mut ReadTx<'_, P>, account: AccountId) -> AppResult<Option<DateTime<Utc>>> {
    let oldest: Option<String> = diesel::select(uncounted_since(account.0)).get_result(tx.conn())?;
    let at = oldest.and_then(|id| Uuid::parse_str(&id).ok()).and_then(|id| id.get_timestamp());
    Ok(at.and_then(|at| {
        let (seconds, nanos) = at.to_unix();
        DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanos)
    }))
}

/// The account's next billing date.
pub(super) fn billed_on<P>(tx: &mut ReadTx<'_, P>, account: AccountId) -> AppResult<Option<NaiveDate>> {
    Ok(accounts::table.find((tx.partner_id().0, account.0)).select(accounts::next_billing_on).first(tx.conn())?)
}

/// The newest check of the partner's figures: when, and how many differed.
pub(super) fn checked(tx: &mut ReadTx<'_, InPartner>) -> AppResult<Option<(DateTime<Utc>, i32)>> {
    Ok(reconciliations::table
        .filter(reconciliations::partner_id.eq(tx.partner_id().0))
        .order(reconciliations::id.desc())
        .select((reconciliations::checked_at, reconciliations::differences))
        .first(tx.conn())
        .optional()?)
}
