//! How the cycles of an account stand and what of it needs somebody, in the partner's scope or the account's own.

use crate::db::ReadTx;
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::transactions::wanted::first_id;
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Integer, Uuid as SqlUuid};
use serde::Deserialize;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.account_stands"] fn account_stands(of_account: SqlUuid, since: SqlUuid, at_most: Integer) -> Jsonb; }

/// Failed transactions are counted up to here; "1 000 or more" is enough for a tile.
pub(crate) const COUNT_MAX: i32 = 1_000;

/// How its cycles stand.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Stands {
    pub active: i64,
    pub paused: i64,
    pub in_error: i64,
    /// The first of those that an error stopped.
    pub stopped: Vec<Stopped>,
    /// Cycles that raised open errors, those that did last first.
    pub failing: Vec<Failing>,
    /// How many there are of them.
    pub failing_cycles: i64,
    /// The first of its own connectors that are not connected, refused ones first.
    pub connectors: Vec<Unconnected>,
    /// How many there are of them.
    pub unconnected: i64,
    /// Open causes of incidents.
    pub incidents: i64,
    /// Errors of them.
    pub errors: i64,
    /// Transactions that failed in the last 24 hours, up to [`COUNT_MAX`].
    pub failed: i64,
}

/// A cycle that an error stopped.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Stopped {
    pub id: Uuid,
    pub name: String,
    pub problem: Option<String>,
}

/// A cycle with open errors.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Failing {
    pub id: Uuid,
    pub name: String,
    pub state: String,
    /// How many it raised of causes that are open.
    pub errors: i64,
    /// Name of the step that raised the last; none: it is not in the flow any more.
    pub step: Option<String>,
    /// What was said of it.
    pub message: String,
    pub last_at: DateTime<Utc>,
}

/// An Account Connector that cycles cannot use.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Unconnected {
    pub id: Uuid,
    pub name: String,
    pub state: String,
}

impl Stands {
    /// "2 in error, 3 paused"; empty where there is neither.
    pub fn cycles_note(&self) -> String {
        match (self.in_error, self.paused) {
            (0, 0) => String::new(),
            (0, paused) => t!("accounts-show-paused", n = paused),
            (error, 0) => t!("accounts-show-in-error", n = error),
            (error, paused) => t!("accounts-show-in-error-paused", error = error, paused = paused),
        }
    }

    /// There is no cycle at all.
    pub fn none(&self) -> bool {
        self.active + self.paused + self.in_error == 0
    }
}

/// How an account stands.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn stands<P>(tx: &mut ReadTx<'_, P>, account: AccountId) -> AppResult<Stands> {
    let since = tx.now() - Duration::hours(24);
    let found: serde_json::Value =
        diesel::select(account_stands(account.0, first_id(since), COUNT_MAX)).get_result(tx.conn())?;
    Ok(serde_json::from_value(found)?)
}
