//! Figures of the overview: what there is in one statement, who needs somebody and what runs where in another.

use crate::db::schema::accounts;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Integer, Timestamptz};
use serde::Deserialize;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.partner_overview"] fn partner_overview(at: Timestamptz, at_most: Integer) -> Jsonb; }

diesel::define_sql_function! { #[sql_name = "app.partner_dashboard"] fn partner_dashboard(moment: Timestamptz, at_most: Integer) -> Jsonb; }

/// Of the newest accounts so many are shown.
const NEWEST: i64 = 5;
/// Things are counted up to here.
pub(super) const COUNT_MAX: i64 = 1_000;

#[derive(Debug, Deserialize)]
pub(super) struct Overview {
    /// None: could not be read, which shows as a dash and never as 0 (M2).
    pub accounts: Option<i64>,
    pub sub_accounts: Option<i64>,
    pub suspended: i64,
    pub expiring: i64,
    pub expiring_next: Vec<Due>,
    pub purged_next: Vec<Due>,
    pub suspended_some: Vec<Due>,
    pub invited_users: i64,
    pub invited_staff: i64,
    pub has_users: bool,
    pub has_two_staff: bool,
}

/// An account and when something happens, or happened, to it.
#[derive(Debug, Deserialize, Queryable)]
pub(super) struct Due {
    pub id: Uuid,
    pub name: String,
    pub at: DateTime<Utc>,
}

/// The accounts that came last; ids begin with the time they were made.
pub(super) fn newest(tx: &mut ReadTx<'_, InPartner>) -> AppResult<Vec<Due>> {
    Ok(accounts::table
        .filter(accounts::partner_id.eq(tx.partner_id().0))
        .filter(accounts::live)
        .order(accounts::id.desc())
        .limit(NEWEST)
        .select((accounts::id, accounts::name, accounts::created_at))
        .load(tx.conn())?)
}

pub(super) fn overview(tx: &mut ReadTx<'_, InPartner>) -> AppResult<Overview> {
    let (now, most) = (tx.now(), i32::try_from(COUNT_MAX).unwrap_or(i32::MAX));
    let found: serde_json::Value = diesel::select(partner_overview(now, most)).get_result(tx.conn())?;
    Ok(serde_json::from_value(found)?)
}

/// Who needs somebody, and what runs where.
#[derive(Debug, Deserialize)]
pub(super) struct Dashboard {
    /// Accounts with open errors, up to [`COUNT_MAX`].
    pub failing: i64,
    /// Those of them with the most.
    pub failing_some: Vec<Failing>,
    /// Accounts that have used 80 % of their own limit of tasks, or more.
    pub near: i64,
    /// The nearest of them.
    pub near_some: Vec<Near>,
    /// Cycles that were started, and in how many accounts.
    pub active: i64,
    pub at_work: i64,
    /// Accounts with the most of them.
    pub most_active: Vec<MostActive>,
    /// Cycles that an error stopped, up to [`COUNT_MAX`].
    pub in_error: i64,
    /// Connectors that an application does not take the credentials of any more.
    pub refused: Vec<Refused>,
    /// What fails most, of the newest open causes.
    pub causes: Vec<Cause>,
    pub has_connector: bool,
    pub has_template: bool,
}

/// An account with open errors.
#[derive(Debug, Deserialize)]
pub(super) struct Failing {
    pub id: Uuid,
    pub name: String,
    pub errors: i64,
}

/// An account that is near its limit of tasks, or at it.
#[derive(Debug, Deserialize)]
pub(super) struct Near {
    pub id: Uuid,
    pub name: String,
    pub used: i64,
    pub value: i64,
    /// It is the limit of the account and all below it together.
    pub tree: bool,
}

/// An account with active cycles.
#[derive(Debug, Deserialize)]
pub(super) struct MostActive {
    pub id: Uuid,
    pub name: String,
    pub cycles: i64,
}

/// A connector that has to be connected again.
#[derive(Debug, Deserialize)]
pub(super) struct Refused {
    pub id: Uuid,
    pub name: String,
    pub accounts: i64,
}

/// A cause of errors over all accounts.
#[derive(Debug, Deserialize)]
pub(super) struct Cause {
    pub cause: String,
    pub errors: i64,
    pub accounts: i64,
    pub last_at: DateTime<Utc>,
}

pub(super) fn dashboard(tx: &mut ReadTx<'_, InPartner>) -> AppResult<Dashboard> {
    let (now, most) = (tx.now(), i32::try_from(COUNT_MAX).unwrap_or(i32::MAX));
    let found: serde_json::Value = diesel::select(partner_dashboard(now, most)).get_result(tx.conn())?;
    Ok(serde_json::from_value(found)?)
}
