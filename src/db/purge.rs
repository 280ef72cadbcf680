//! Removing for good what has been in the recycle bin for 90 days (MODEL section 4), or is to go before, in small batches: each is a
//! transaction of the maintenance role in the scope of the one account it removes (T10). What goes is decided by the
//! catalogue of tables (`maintenance.purged_tables`); what stays is a certificate, the audit log and the figures.

use super::place;
use super::pool::Lane;
use super::tx::{Database, in_transaction};
use crate::audit::{Author, Entry, chain};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, PartnerId};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Integer, Timestamptz, Uuid as SqlUuid};
use serde::Deserialize;
use std::collections::BTreeMap;

diesel::define_sql_function! { #[sql_name = "maintenance.purge_due"] fn purge_due(at: Timestamptz) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "maintenance.purge_step"] fn purge_step(partner: SqlUuid, account: SqlUuid, at: Timestamptz, rows_max: Integer) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "maintenance.purge_failed"] fn purge_failed(partner: SqlUuid, account: SqlUuid, at: Timestamptz) -> Nullable<Timestamptz>; }

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
    /// Archives of accounts above that went with it.
    #[serde(default)]
    exports: Vec<Archive>,
}

#[derive(Deserialize)]
struct Archive {
    account: AccountId,
    name: String,
    made: DateTime<Utc>,
}

impl Database {
    /// One batch of one account. False: nothing is due. One that fails has a later turn, so that it keeps nobody waiting.
    pub(crate) fn purge_batch(&self) -> AppResult<bool> {
        let now = self.clock().now();
        let mut conn = self.pools.get(Lane::Slow)?;
        let due = in_transaction(&mut conn, "BEGIN READ ONLY; SET LOCAL ROLE berth_maintenance", |conn| {
            let due: Option<Option<serde_json::Value>> = diesel::select(purge_due(now)).get_result(conn).optional()?;
            Ok(due.flatten().map(serde_json::from_value::<Due>).transpose()?)
        })?;
        drop(conn);
        let Some(Due { partner, account }) = due else { return Ok(false) };
        match self.purge_account(partner, account) {
            // That is in the log already; the next one is due.
            Err(AppError::Internal(_)) => Ok(true),
            // Restored or removed meanwhile, or another process is at it: nothing for now.
            done => done,
        }
    }

    /// One batch of this account, if it is to go. False: it is not, or it is gone, or another process is at it.
    ///
    /// # Errors
    /// What kept it from being removed, which is noted.
    pub(crate) fn purge_account(&self, partner: PartnerId, account: AccountId) -> AppResult<bool> {
        let batch = self.purge_some(partner, account);
        if let Err(AppError::Internal(cause)) = &batch {
            let next = self.note_failed_purge(partner, account)?;
            let next = next.map(|at| at.to_rfc3339()).unwrap_or_default();
            tracing::warn!(account.id = %account, "account {account} could not be purged and is tried again at {next}: {cause:#}");
        }
        batch
    }

    fn note_failed_purge(&self, partner: PartnerId, account: AccountId) -> AppResult<Option<DateTime<Utc>>> {
        let now = self.clock().now();
        self.purging(partner, account, |conn| {
            let next: Option<Option<DateTime<Utc>>> =
                diesel::select(purge_failed(partner.0, account.0, now)).get_result(conn).optional()?;
            Ok(next.flatten())
        })
    }

    /// A transaction of the purge in the scope of an account.
    fn purging<T>(
        &self,
        partner: PartnerId,
        account: AccountId,
        work: impl FnOnce(&mut PgConnection) -> AppResult<T>,
    ) -> AppResult<T> {
        let mut conn = self.pools.get(Lane::Slow)?;
        let mut opening = "BEGIN; SET LOCAL ROLE berth_maintenance".to_owned();
        place::scope_lines(&mut opening, Some(partner), Some(account), None);
        in_transaction(&mut conn, &opening, work)
    }

    fn purge_some(&self, partner: PartnerId, account: AccountId) -> AppResult<bool> {
        let now = self.clock().now();
        self.purging(partner, account, |conn| {
            let step: Option<serde_json::Value> =
                diesel::select(purge_step(partner.0, account.0, now, BATCH_ROWS)).get_result(conn)?;
            let Some(step) = step.map(serde_json::from_value::<Step>).transpose()? else { return Ok(false) };
            // At the accounts that had them: whose data it was is not theirs to know (T7).
            let mut entries: Vec<Entry> = step.exports.iter().map(removed).collect();
            if step.done {
                tracing::info!(account.id = %account, "account {account} was purged");
                let entry = Entry::of("account.purged", "account", account, &step.name).in_account(account);
                entries.push(step.counts.iter().fold(entry, |entry, (table, rows)| entry.change(table, rows, 0)));
            }
            if !entries.is_empty() {
                chain::append(conn, &by_itself(partner), now, entries)?;
            }
            Ok(true)
        })
    }
}

fn removed(archive: &Archive) -> Entry {
    Entry::of("export.removed", "account", archive.account, &archive.name)
        .in_account(archive.account)
        .change("file_of", archive.made.format("%Y-%m-%d %H:%M UTC"), "")
        .change("why", "", "An account below it, whose data it had, was removed for good.")
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
        as_whom: String::new(),
    }
}
