//! Reading one account in its own scope: only what its people may know of it.

use crate::db::schema::accounts;
use crate::db::{InAccount, ReadTx};
use crate::error::AppResult;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::Integer;
use serde::Deserialize;

diesel::define_sql_function! { #[sql_name = "app.account_figures"] fn account_figures(at_most: Integer) -> Jsonb; }

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

/// The account of the scope.
pub(super) fn own(tx: &mut ReadTx<'_, InAccount>) -> AppResult<OwnAccount> {
    let key = (tx.partner_id().0, tx.account_id().0);
    Ok(accounts::table.find(key).select(OwnAccount::as_select()).first(tx.conn())?)
}

pub(super) fn figures(tx: &mut ReadTx<'_, InAccount>) -> AppResult<Figures> {
    let found: serde_json::Value = diesel::select(account_figures(COUNT_MAX)).get_result(tx.conn())?;
    Ok(serde_json::from_value(found)?)
}
