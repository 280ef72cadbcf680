//! What is used of limits that are not counted where things are made.

use crate::db::ReadTx;
use crate::db::schema::accounts;
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::metering::period::Period;
use crate::web::times::zone;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Date, Uuid as SqlUuid};

diesel::define_sql_function! { #[sql_name = "app.tasks_used"] fn tasks_used(of_account: SqlUuid, below: Bool, first: Date) -> Nullable<BigInt>; }

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

/// Tasks of an account in its present billing period, alone or with all below it, counted to this very moment; none where
/// that cannot be told from here (M2): in an account's own view, all but its own.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn tasks<P>(tx: &mut ReadTx<'_, P>, account: AccountId, with_sub_accounts: bool) -> AppResult<Option<i64>> {
    let Some(period) = period(tx, account)? else { return Ok(None) };
    Ok(diesel::select(tasks_used(account.0, with_sub_accounts, period.first)).get_result(tx.conn())?)
}
