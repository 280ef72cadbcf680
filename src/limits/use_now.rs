//! What is used of limits that are not counted where things are made.

use crate::db::ReadTx;
use crate::db::schema::{accounts, usage_account_days};
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::metering::period::Period;
use crate::web::times::zone;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Date, Timestamptz, Uuid as SqlUuid};
use serde::Deserialize;

diesel::define_sql_function! { #[sql_name = "app.tasks_used"] fn tasks_used(of_account: SqlUuid, below: Bool, first: Date) -> Nullable<BigInt>; }
diesel::define_sql_function! { #[sql_name = "app.tree_use"] fn tree_use(of_account: SqlUuid, moment: Timestamptz) -> Nullable<Jsonb>; }

/// The billing period that an account is in; none for one that is not there.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn period<P>(tx: &mut ReadTx<'_, P>, account: AccountId) -> AppResult<Option<Period>> {
    let found: Option<(String, Option<NaiveDate>)> = accounts::table
        .find((tx.partner_id().0, account.0))
        .select((accounts::timezone, accounts::next_billing_on))
        .first(tx.conn())
        .optional()?;
    let today = |timezone: &str, now: DateTime<Utc>| now.with_timezone(&zone(timezone)).date_naive();
    Ok(found.map(|(timezone, billed_on)| Period::of(today(&timezone, tx.now()), billed_on)))
}

/// What is used of a limit of tasks, and when it resets.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub(super) struct Spent {
    pub used: Option<i64>,
    pub resets: Option<NaiveDate>,
}

/// Tasks of an account in its present billing period, alone or with all below it, counted to this very moment; none where
/// that cannot be told from here (M2): in an account's own view, all but its own and what limits count that bind it.
///
/// # Errors
/// When it cannot be read.
pub(super) fn spent<P>(tx: &mut ReadTx<'_, P>, account: AccountId, with_sub_accounts: bool) -> AppResult<Spent> {
    if with_sub_accounts {
        let now = tx.now();
        let found: Option<serde_json::Value> = diesel::select(tree_use(account.0, now)).get_result(tx.conn())?;
        return Ok(found.map(serde_json::from_value).transpose()?.unwrap_or_default());
    }
    let Some(period) = period(tx, account)? else { return Ok(Spent::default()) };
    let used = diesel::select(tasks_used(account.0, false, period.first)).get_result(tx.conn())?;
    Ok(Spent { used, resets: Some(period.until) })
}

/// Tasks of an account alone in its present billing period, counted to this very moment; none where that cannot be told.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn tasks<P>(tx: &mut ReadTx<'_, P>, account: AccountId) -> AppResult<Option<i64>> {
    Ok(spent(tx, account, false)?.used)
}

/// Tasks of an account and all below it since a day.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn tree_since<P>(tx: &mut ReadTx<'_, P>, account: AccountId, first: NaiveDate) -> AppResult<Option<i64>> {
    Ok(diesel::select(tasks_used(account.0, true, first)).get_result(tx.conn())?)
}

/// Tasks of an account that were counted apart as overage in its present billing period (M5), as far as they are counted.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn apart<P>(tx: &mut ReadTx<'_, P>, account: AccountId) -> AppResult<i64> {
    let Some(period) = period(tx, account)? else { return Ok(0) };
    let days: Vec<i64> = usage_account_days::table
        .filter(usage_account_days::account_id.eq(account.0))
        .filter(usage_account_days::partner_id.eq(tx.partner_id().0))
        .filter(usage_account_days::day.ge(period.first))
        .filter(usage_account_days::overage.gt(0))
        .select(usage_account_days::overage)
        .load(tx.conn())?;
    Ok(days.into_iter().sum())
}
