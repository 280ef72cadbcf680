//! Reading one account in its own scope: only what its people may know of it.

use crate::db::schema::accounts;
use crate::db::{InAccount, ReadTx};
use crate::error::AppResult;
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Integer, Uuid as SqlUuid};
use serde::Deserialize;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.account_figures"] fn account_figures(at_most: Integer) -> Jsonb; }

diesel::define_sql_function! { #[sql_name = "app.account_now"] fn account_now(since: SqlUuid, at_most: Integer) -> Jsonb; }

/// Sub-accounts are counted up to here; "1 000 or more" is enough for a tile.
pub(super) const COUNT_MAX: i32 = 1_000;

/// An account as its own people see it: no notes, tags or limits, which are the partner's.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = accounts)]
pub(super) struct OwnAccount {
    pub name: String,
    pub api_id: String,
    pub description: String,
    pub timezone: String,
    pub locale: String,
    pub expires_at: Option<DateTime<Utc>>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// Counts for the home page.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Figures {
    pub people: i64,
    pub administrators: i64,
    /// People who have not used their invitation.
    pub invited: i64,
    /// Sub-accounts at any depth that the person who asks may open (T5).
    pub sub_accounts: i64,
}

/// How its cycles stand.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Now {
    pub active: i64,
    pub paused: i64,
    pub in_error: i64,
    /// The first of those that an error stopped.
    pub stopped: Vec<Stopped>,
    /// The first of its own connectors that are not connected.
    pub connectors: Vec<Unconnected>,
    /// Open causes of incidents.
    pub incidents: i64,
    /// Transactions that failed in the last 24 hours, up to [`COUNT_MAX`].
    pub failed: i64,
}

/// A cycle that an error stopped.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Stopped {
    pub id: Uuid,
    pub name: String,
    pub problem: Option<String>,
}

/// An Account Connector that cycles cannot use.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Unconnected {
    pub id: Uuid,
    pub name: String,
    pub state: String,
}

/// How the account of the scope stands.
pub(super) fn now(tx: &mut ReadTx<'_, InAccount>) -> AppResult<Now> {
    let since = tx.now() - Duration::hours(24);
    // Ids sort by time.
    let millis = u64::try_from(since.timestamp_millis()).unwrap_or_default();
    let bound = uuid::Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid();
    let found: serde_json::Value = diesel::select(account_now(bound, COUNT_MAX)).get_result(tx.conn())?;
    Ok(serde_json::from_value(found)?)
}

/// The account of the scope.
pub(super) fn own(tx: &mut ReadTx<'_, InAccount>) -> AppResult<OwnAccount> {
    let key = (tx.partner_id().0, tx.account_id().0);
    Ok(accounts::table.find(key).select(OwnAccount::as_select()).first(tx.conn())?)
}

pub(super) fn figures(tx: &mut ReadTx<'_, InAccount>) -> AppResult<Figures> {
    let found: serde_json::Value = diesel::select(account_figures(COUNT_MAX)).get_result(tx.conn())?;
    Ok(serde_json::from_value(found)?)
}
