//! A job in a worker's hands: its lease, its pulse, and the only way to a transaction for it. Each transaction asks
//! anew whether the person who started the job may still do it.

use super::actions;
use super::model::Needs;
use crate::db::{Database, InPartner, LEASE_S, Lease, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use serde::de::DeserializeOwned;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// How often progress is shown.
const BEAT: Duration = Duration::from_secs(1);
/// How often the lease is renewed when there is no progress to show.
const RENEWAL: Duration = Duration::from_secs(15);
/// How soon one that rests hears that it must stop.
const PIECE: Duration = Duration::from_millis(100);

/// What the worker's two threads tell each other.
#[derive(Default)]
pub(super) struct Pulse {
    done: AtomicI32,
    total: AtomicI32,
    lost: AtomicBool,
    ended: Mutex<bool>,
    end: Condvar,
}

impl Pulse {
    pub fn end(&self) {
        *self.ended.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.end.notify_all();
    }

    /// Renews the lease from transactions of its own, until the work has ended.
    pub fn beat(&self, db: &Database, lease: &Lease) {
        let (mut shown, mut renewed) = ((-1, -1), Instant::now());
        loop {
            let now = (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed));
            if now != shown || renewed.elapsed() >= RENEWAL {
                match db.renew(lease, now.0, now.1) {
                    Ok(true) => (shown, renewed) = (now, Instant::now()),
                    Ok(false) => self.lost.store(true, Ordering::Relaxed),
                    Err(cause) => tracing::warn!(job.id = %lease.id, "the lease could not be renewed: {cause}"),
                }
            }
            if renewed.elapsed() >= Duration::from_secs(LEASE_S.unsigned_abs()) {
                self.lost.store(true, Ordering::Relaxed);
            }
            let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
            let (ended, _) =
                self.end.wait_timeout_while(ended, BEAT, |ended| !*ended).unwrap_or_else(PoisonError::into_inner);
            if *ended {
                return;
            }
        }
    }
}

/// The job that a worker carries out.
pub(crate) struct Work<'a> {
    pub(super) db: &'a Database,
    pub(super) lease: &'a Lease,
    pub(super) needs: Needs,
    pub(super) pulse: &'a Pulse,
    pub(super) stopping: &'a AtomicBool,
}

impl Work<'_> {
    /// The job's id.
    pub fn job(&self) -> Uuid {
        self.lease.id
    }

    pub fn lease(&self) -> &Lease {
        self.lease
    }

    /// What the job was told to do.
    pub fn instructions<T: DeserializeOwned>(&self) -> AppResult<T> {
        Ok(serde_json::from_value(self.lease.instructions.clone())?)
    }

    /// Says how far the work is; the page shows it within a second or two.
    pub fn progress(&self, done: i32, total: i32) {
        self.pulse.done.store(done, Ordering::Relaxed);
        self.pulse.total.store(total, Ordering::Relaxed);
    }

    /// To be asked between pieces of long work: an error when the server stops or the lease is lost.
    pub fn go_on(&self) -> AppResult<()> {
        if self.stopping.load(Ordering::Relaxed) || self.pulse.lost.load(Ordering::Relaxed) {
            return Err(AppError::Busy { why: "The job was interrupted.".to_owned(), retry_after_s: 1 });
        }
        Ok(())
    }

    /// Lets time pass between two pieces of work; no transaction is open, and the lease is renewed meanwhile.
    ///
    /// # Errors
    /// `Busy` when it must stop.
    pub fn rest(&self, time: Duration) -> AppResult<()> {
        let until = Instant::now() + time;
        while Instant::now() < until {
            self.go_on()?;
            std::thread::sleep(PIECE);
        }
        self.go_on()
    }

    /// One batch of the removal of an account; the purge's own rules say whether it may go.
    ///
    /// # Errors
    /// `Busy` when it must stop.
    pub fn purge(&self, account: AccountId) -> AppResult<bool> {
        self.go_on()?;
        self.db.purge_account(self.lease.partner, account)
    }

    /// One transaction of the job.
    ///
    /// # Errors
    /// `Busy` when it must stop, `Forbidden` when the person who started it may no longer do it.
    pub fn batch<T>(&self, work: impl FnOnce(&mut WriteTx<'_, InPartner>) -> AppResult<T>) -> AppResult<T> {
        self.go_on()?;
        self.db.for_job(self.lease, |tx| {
            actions::still_allowed(tx, self.needs)?;
            work(tx)
        })
    }

    /// The last transaction: what it writes and the end of the job commit together.
    pub fn finish<T>(&self, work: impl FnOnce(&mut WriteTx<'_, InPartner>) -> AppResult<T>) -> AppResult<T> {
        self.batch(|tx| {
            let answer = work(tx)?;
            self.end_in(tx)?;
            Ok(answer)
        })
    }

    /// Ends the job inside a transaction of its own choosing.
    pub fn end_in(&self, tx: &mut WriteTx<'_, InPartner>) -> AppResult<()> {
        self.go_on()?;
        let (done, total) = (self.pulse.done.load(Ordering::Relaxed), self.pulse.total.load(Ordering::Relaxed));
        actions::finish(tx, self.lease, done, total)
    }
}
