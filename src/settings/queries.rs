//! The partner's own row.

use super::model::{Limits, SecondStep};
use crate::db::schema::partners;
use crate::db::{InPartner, ReadTx, WriteTx};
use crate::error::AppResult;
use diesel::prelude::*;

/// What the page shows and changes.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub name: String,
    pub slug: String,
    pub version: i32,
    pub console: Limits,
    pub account: Limits,
    pub limits_version: i32,
    pub user_agent: Option<String>,
    pub user_agent_version: i32,
    pub second_step: SecondStep,
    pub second_step_version: i32,
    pub console_networks: Vec<String>,
    pub api_networks: Vec<String>,
    pub networks_version: i32,
    /// A tag; none: as each browser says.
    pub language: Option<String>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = partners)]
struct Row {
    name: String,
    slug: String,
    version: i32,
    console_idle_min: i32,
    console_longest_min: i32,
    account_idle_min: i32,
    account_longest_min: i32,
    limits_version: i32,
    user_agent: Option<String>,
    user_agent_version: i32,
    second_step: String,
    second_step_version: i32,
    console_networks: Vec<String>,
    api_networks: Vec<String>,
    networks_version: i32,
    language: Option<String>,
}

impl From<Row> for Settings {
    fn from(row: Row) -> Settings {
        Settings {
            name: row.name,
            slug: row.slug,
            version: row.version,
            console: Limits { idle_min: row.console_idle_min, longest_min: row.console_longest_min },
            account: Limits { idle_min: row.account_idle_min, longest_min: row.account_longest_min },
            limits_version: row.limits_version,
            user_agent: row.user_agent,
            user_agent_version: row.user_agent_version,
            second_step: SecondStep::read(&row.second_step).unwrap_or(SecondStep::Optional),
            second_step_version: row.second_step_version,
            console_networks: row.console_networks,
            api_networks: row.api_networks,
            networks_version: row.networks_version,
            language: row.language,
        }
    }
}

pub(super) fn find(tx: &mut ReadTx<'_, InPartner>) -> AppResult<Settings> {
    let partner = tx.partner_id().0;
    Ok(partners::table.find(partner).select(Row::as_select()).first(tx.conn())?.into())
}

/// As [`find`]; nobody else changes it until the end of the transaction.
pub(super) fn find_locked(tx: &mut WriteTx<'_, InPartner>) -> AppResult<Settings> {
    let partner = tx.partner_id().0;
    // What refers to the partner's row goes on meanwhile; only a sign-in waits, since it reads the limits.
    Ok(partners::table.find(partner).select(Row::as_select()).for_no_key_update().first(tx.conn())?.into())
}
