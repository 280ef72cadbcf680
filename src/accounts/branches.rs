//! Branches of the tree of sub-accounts: the first children of each open one, in one statement.

use crate::accounts::chain::Stop;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Integer, Nullable, Text, Uuid as SqlUuid};
use serde::Deserialize;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.branches"] fn branches(parents: Array<SqlUuid>, after_name: Nullable<Text>, after_id: Nullable<SqlUuid>, page_size: Integer) -> Jsonb; }

/// Children of a branch that are shown before "more".
pub(crate) const BRANCH_ROWS: i32 = 50;

/// An account in the tree.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Node {
    pub id: Uuid,
    pub parent_id: Uuid,
    pub name: String,
    pub name_key: String,
    pub api_id: String,
    pub depth: i16,
    pub suspended_at: Option<DateTime<Utc>>,
    pub suspended_by: Option<String>,
    pub suspended_via: Option<Uuid>,
    pub expires_at: Option<DateTime<Utc>>,
    pub sub_accounts: i64,
    pub people: i64,
}

impl Node {
    /// Badge kind and word.
    pub fn state(&self, now: DateTime<Utc>) -> (&'static str, &'static str) {
        let expired = self.expires_at.is_some_and(|at| at <= now);
        let stop = match (self.suspended_at.is_some(), self.suspended_by.is_some()) {
            (true, true) => Some(Stop::Suspended),
            (true, false) => Some(Stop::Expired),
            (false, _) => expired.then_some(Stop::Expired),
        };
        match stop {
            Some(Stop::Suspended) => ("info", t!("accounts-state-suspended")),
            Some(Stop::Expired) => ("warn", t!("accounts-state-expired")),
            None if self.suspended_via.is_some() => ("info", t!("accounts-state-with-parent")),
            None => ("ok", t!("accounts-state-active")),
        }
    }
}

/// The first children of each parent by name, one more than are shown where there are more.
pub(crate) fn of(tx: &mut ReadTx<'_, InPartner>, parents: Vec<Uuid>) -> AppResult<Vec<Node>> {
    read(tx, parents, None)
}

/// The children of one parent after a name and id.
pub(crate) fn after(tx: &mut ReadTx<'_, InPartner>, parent: Uuid, key: (String, Uuid)) -> AppResult<Vec<Node>> {
    read(tx, vec![parent], Some(key))
}

fn read(tx: &mut ReadTx<'_, InPartner>, parents: Vec<Uuid>, after: Option<(String, Uuid)>) -> AppResult<Vec<Node>> {
    if parents.is_empty() {
        return Ok(Vec::new());
    }
    let (name, id) = after.unzip();
    let found: serde_json::Value =
        diesel::select(branches(parents, name, id, BRANCH_ROWS + 1)).get_result(tx.conn())?;
    Ok(serde_json::from_value(found)?)
}
