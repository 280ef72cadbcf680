//! The worker: claims a job, runs it while its lease is renewed beside it, and settles how it ended. Told to stop, it
//! finishes or rolls back the batch in hand and gives the job back.

use super::actions;
use super::model::{ATTEMPTS_MAX, Needs};
use super::work::{Pulse, Work};
use crate::db::{Database, InPartner, Lease, WriteTx};
use crate::error::{AppError, AppResult};
use crate::language::speaking;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::AtomicBool;

/// One kind of job: how it is run, and what else is written when it fails.
pub(crate) struct Kind {
    pub key: &'static str,
    pub needs: fn(&serde_json::Value) -> Needs,
    pub run: fn(&Work<'_>) -> AppResult<()>,
    pub failed: fn(&mut WriteTx<'_, InPartner>, &serde_json::Value, &str) -> AppResult<()>,
}

/// Takes one job and carries it out. False when there was none.
pub(crate) fn work_once(db: &Database, kinds: &[Kind], stopping: &AtomicBool) -> AppResult<bool> {
    let Some(lease) = db.claim_job()? else { return Ok(false) };
    let Some(kind) = kinds.iter().find(|kind| kind.key == lease.kind) else {
        // A newer version's job during an upgrade: that version's worker takes it.
        db.for_job(&lease, |tx| actions::give_back(tx, &lease))?;
        return Err(AppError::internal(format!("job {} is of the unknown kind {}", lease.id, lease.kind)));
    };
    if lease.attempts > ATTEMPTS_MAX {
        speaking(lease.language(), None, || settle_failure(db, kind, &lease, t!("jobs-given-up")))?;
        return Ok(true);
    }
    tracing::info!(job.id = %lease.id, partner.id = %lease.partner, "job {} ({}) begins", lease.id, lease.kind);
    // What is worded on the way is read by whoever asked for it.
    speaking(lease.language(), None, || {
        let outcome = run(db, kind, &lease, stopping);
        settle(db, kind, &lease, outcome)
    })?;
    Ok(true)
}

fn run(db: &Database, kind: &Kind, lease: &Lease, stopping: &AtomicBool) -> AppResult<()> {
    let pulse = Pulse::default();
    let work = Work { db, lease, needs: (kind.needs)(&lease.instructions), pulse: &pulse, stopping };
    std::thread::scope(|threads| {
        threads.spawn(|| pulse.beat(db, lease));
        let outcome = catch_unwind(AssertUnwindSafe(|| (kind.run)(&work)))
            .unwrap_or_else(|_| Err(AppError::internal("the job panicked")));
        pulse.end();
        outcome
    })
}

fn settle(db: &Database, kind: &Kind, lease: &Lease, outcome: AppResult<()>) -> AppResult<()> {
    match outcome {
        Ok(()) => {
            tracing::info!(job.id = %lease.id, "job {} is done", lease.id);
            Ok(())
        }
        // Interrupted, or the database was away: what was committed stays, the rest is done by whoever takes it next.
        Err(AppError::Busy { why, .. }) => {
            tracing::info!(job.id = %lease.id, "job {} goes back to the queue: {why}", lease.id);
            match db.for_job(lease, |tx| actions::give_back(tx, lease)) {
                Err(AppError::Busy { .. }) | Ok(()) => Ok(()),
                Err(other) => Err(other),
            }
        }
        Err(AppError::Forbidden { needs }) => {
            settle_failure(db, kind, lease, &t!("jobs-not-allowed", who = lease.actor_name(), needs = needs))
        }
        Err(AppError::Internal(cause)) => {
            tracing::error!(job.id = %lease.id, "job {} failed: {cause:#}", lease.id);
            if lease.attempts < ATTEMPTS_MAX {
                // A deadlock or a hiccup; the lease runs out by itself, which is the pause before the next try.
                return db.for_job(lease, |tx| actions::pause(tx, lease));
            }
            settle_failure(db, kind, lease, t!("jobs-went-wrong"))
        }
        Err(other) => settle_failure(db, kind, lease, &other.to_string()),
    }
}

fn settle_failure(db: &Database, kind: &Kind, lease: &Lease, why: &str) -> AppResult<()> {
    tracing::warn!(job.id = %lease.id, "job {} failed: {why}", lease.id);
    db.for_job(lease, |tx| {
        (kind.failed)(tx, &lease.instructions, why)?;
        actions::fail(tx, lease, why)
    })
}
