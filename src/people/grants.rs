//! Which accounts a person may open: asked inside a scope, answered by a function that applies the tenant and the
//! person of that scope itself.

use crate::db::{Place, ReadTx};
use crate::error::AppResult;
use diesel::prelude::*;
use diesel::sql_types::{Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use serde::Deserialize;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.my_accounts"] fn my_accounts(search: Text, below: Nullable<SqlUuid>, after_name: Nullable<Text>, after_id: Nullable<SqlUuid>, page_size: Integer, at: Timestamptz) -> Jsonb; }

/// An account that the person of the scope may open.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct MyAccount {
    pub id: Uuid,
    pub name: String,
    pub api_id: String,
    /// 3 Administrator, 2 Standard, 1 Viewer.
    pub role: i32,
    /// False: it or an ancestor is suspended or has expired.
    pub open: bool,
    /// Names of the ancestors that the person may open too, the topmost first (T7).
    pub path: Vec<String>,
}

/// The person's accounts by name; `below`: only the children of that account.
pub(crate) fn mine<P: Place>(
    tx: &mut ReadTx<'_, P>,
    search: &str,
    below: Option<Uuid>,
    at_most: i32,
) -> AppResult<Vec<MyAccount>> {
    page_of_mine(tx, search, below, None, at_most)
}

/// As [`mine`], going on after a name and id.
pub(crate) fn page_of_mine<P: Place>(
    tx: &mut ReadTx<'_, P>,
    search: &str,
    below: Option<Uuid>,
    after: Option<(String, Uuid)>,
    at_most: i32,
) -> AppResult<Vec<MyAccount>> {
    let now = tx.now();
    let (after_name, after_id) = after.map_or((None, None), |(name, id)| (Some(name), Some(id)));
    let found: serde_json::Value =
        diesel::select(my_accounts(search, below, after_name, after_id, at_most, now)).get_result(tx.conn())?;
    Ok(serde_json::from_value(found)?)
}
