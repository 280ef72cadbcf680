//! Transactions of work that has no browser behind it.

use super::loss::unwell;
use super::place::{self, Facts, InPartner};
use super::pool::Lane;
use super::tx::{Database, LEASE_LOST, Origin, ReadTx, WriteTx, in_open_transaction};
use crate::error::{AppError, AppResult};
use diesel::connection::SimpleConnection;
use std::marker::PhantomData;

/// A transaction in one partner's scope for work that has no browser behind it: jobs, the clock, the operator.
/// Its credential is the lease or the command; see `db::maintenance`.
pub(super) struct Unattended<'a> {
    pub(super) facts: &'a Facts,
    pub(super) origin: &'a Origin,
    /// What must hold before the scope is set, as a statement that fails otherwise; empty for the installation itself.
    pub(super) proof: String,
}

impl Database {
    pub(super) fn unattended<T>(
        &self,
        who: &Unattended<'_>,
        work: impl FnOnce(&mut WriteTx<'_, InPartner>) -> AppResult<T>,
    ) -> AppResult<T> {
        let mut conn = self.pools.get(Lane::Slow)?;
        let opening = format!("BEGIN READ WRITE; {}{}", who.proof, place::scope::<InPartner>(who.facts));
        let now = self.clock.now();
        if let Err(cause) = conn.pg.batch_execute(&opening) {
            if cause.to_string() != LEASE_LOST {
                return Err(unwell(&mut conn, cause));
            }
            conn.broken = conn.pg.batch_execute("ROLLBACK").is_err();
            return Err(AppError::Busy { why: "Another worker has the job.".to_owned(), retry_after_s: 1 });
        }
        in_open_transaction(&mut conn, |conn| {
            let read = ReadTx { conn, facts: who.facts, origin: who.origin, now, place: PhantomData };
            let mut tx = WriteTx::of(read, self.clock.ids());
            let answer = work(&mut tx)?;
            tx.keep_entries()?;
            Ok(answer)
        })
    }
}
