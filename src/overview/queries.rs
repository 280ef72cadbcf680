//! Figures of the overview, in one statement.

use crate::db::schema::accounts;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Integer, Timestamptz};
use serde::Deserialize;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.partner_overview"] fn partner_overview(at: Timestamptz, at_most: Integer) -> Jsonb; }

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
