//! Removing for good what has been in the recycle bin for 90 days (MODEL section 4), or is to go before, in small batches: each is a
//! transaction of the maintenance role in the scope of the one account it removes (T10). What goes is decided by the
//! catalogue of tables (`maintenance.purged_tables`); what stays is a certificate, the audit log and the figures.

use super::place;
use super::pool::Lane;
use super::tx::{Database, in_transaction};
use crate::audit::{Author, Entry, chain};
use crate::error::AppResult;
use crate::ids::{AccountId, PartnerId};
use diesel::prelude::*;
use diesel::sql_types::{Integer, Timestamptz, Uuid as SqlUuid};
use serde::Deserialize;
use std::collections::BTreeMap;

diesel::define_sql_function! { #[sql_name = "maintenance.purge_due"] fn purge_due(at: Timestamptz) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "maintenance.purge_step"] fn purge_step(partner: SqlUuid, account: SqlUuid, at: Timestamptz, rows_max: Integer) -> Nullable<Jsonb>; }

/// Rows of each table that one batch removes at most.
const BATCH_ROWS: i32 = 500;

#[derive(Deserialize)]
struct Due {
    partner: PartnerId,
    account: AccountId,
}

#[derive(Deserialize)]
struct Step {
    done: bool,
    #[serde(default)]
    name: String,
    #[serde(default)]
    counts: BTreeMap<String, i64>,
}

impl Database {
    /// One batch of one account. False: nothing is due.
    pub(crate) fn purge_batch(&self) -> AppResult<bool> {
        let now = self.clock().now();
        let mut conn = self.pools.get(Lane::Slow)?;
        let due = in_transaction(&mut conn, "BEGIN READ ONLY; SET LOCAL ROLE berth_maintenance", |conn| {
            let due: Option<Option<serde_json::Value>> = diesel::select(purge_due(now)).get_result(conn).optional()?;
            Ok(due.flatten().map(serde_json::from_value::<Due>).transpose()?)
        })?;
        drop(conn);
        let Some(Due { partner, account }) = due else { return Ok(false) };
        // Restored or removed meanwhile, or another process is at it: nothing for now.
        self.purge_account(partner, account)
    }

    /// One batch of this account, if it is to go. False: it is not, or it is gone, or another process is at it.
    pub(crate) fn purge_account(&self, partner: PartnerId, account: AccountId) -> AppResult<bool> {
        let now = self.clock().now();
        let mut conn = self.pools.get(Lane::Slow)?;
        let mut opening = "BEGIN; SET LOCAL ROLE berth_maintenance".to_owned();
        place::scope_lines(&mut opening, Some(partner), Some(account), None);
        in_transaction(&mut conn, &opening, |conn| {
            let step: Option<serde_json::Value> =
                diesel::select(purge_step(partner.0, account.0, now, BATCH_ROWS)).get_result(conn)?;
            let Some(step) = step.map(serde_json::from_value::<Step>).transpose()? else { return Ok(false) };
            if step.done {
                tracing::info!(account.id = %account, "account {account} was purged");
                let entry = Entry::of("account.purged", "account", account, &step.name).in_account(account);
                let entry = step.counts.iter().fold(entry, |entry, (table, rows)| entry.change(table, rows, 0));
                chain::append(conn, &by_itself(partner), now, vec![entry])?;
            }
            Ok(true)
        })
    }
}

/// The author of what happens by itself.
fn by_itself(partner: PartnerId) -> Author {
    Author {
        partner,
        person: None,
        name: "System".to_owned(),
        email: String::new(),
        address: "local".to_owned(),
        request_id: "purge".to_owned(),
    }
}
