//! Marking a cause in all accounts that are in the same state of it: at once where they are few, else as a job in small
//! transactions, so that neither the engine nor other staff waits for thousands of rows.

use super::model::{Mark, Show};
use super::{actions, together};
use crate::db::{InPartner, WriteTx};
use crate::error::{AppError, AppResult};
use crate::jobs::actions as jobs;
use crate::jobs::model::{EDIT_CYCLES, NewJob};
use crate::jobs::work::Work;
use crate::jobs::worker::Kind;
use crate::people::model::shortened;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The kind of job.
pub(crate) const MARK: Kind = Kind { key: "incidents.mark", needs: |_| EDIT_CYCLES, run, failed: |_, _, _| Ok(()) };

/// Accounts that are marked in one transaction at most.
const AT_ONCE: i64 = 200;

#[derive(Debug, Serialize, Deserialize)]
struct Instructions {
    cause: String,
    show: Show,
    mark: Mark,
    /// When it was said: what comes later is not meant, and ends the work.
    seen: DateTime<Utc>,
    /// In how many accounts.
    accounts: i32,
}

/// Marks it, or queues the job that does and answers it.
///
/// # Errors
/// `NotFound` for a cause that no account has (T4); `Conflict` with words where none is in that state of it.
pub(crate) fn mark_all(
    tx: &mut WriteTx<'_, InPartner>,
    cause: &str,
    show: Show,
    mark: Mark,
) -> AppResult<Option<Uuid>> {
    let seen = tx.now();
    let number = together::count(tx, cause, show, seen)?;
    if number == 0 {
        let mut known = false;
        for show in [Show::Open, Show::Muted, Show::Resolved] {
            known = known || together::find(tx, cause, show)?.0.is_some();
        }
        if !known {
            return Err(AppError::NotFound);
        }
        return Err(AppError::Conflict(t!("incidents-not-any-more").to_owned()));
    }
    if number <= AT_ONCE {
        actions::mark_some(tx, cause, show, mark, seen, AT_ONCE)?;
        return Ok(None);
    }
    let title = t!("incidents-job-title", mark = mark.key(), cause = shortened(cause), n = number);
    let total = i32::try_from(number).map_err(AppError::internal)?;
    let told = Instructions { cause: cause.to_owned(), show, mark, seen, accounts: total };
    let instructions = serde_json::to_value(told)?;
    Ok(Some(jobs::queue(tx, NewJob { kind: MARK.key, title, instructions, total })?))
}

fn run(work: &Work<'_>) -> AppResult<()> {
    let told: Instructions = work.instructions()?;
    let number = |left: i64| i32::try_from(left).unwrap_or(i32::MAX);
    let total = told.accounts;
    // What another worker did before is not there any more.
    let left = number(work.batch(|tx| together::count(tx, &told.cause, told.show, told.seen))?);
    let mut done = (total - left).max(0);
    loop {
        work.progress(done, total);
        let marked = work.batch(|tx| actions::mark_some(tx, &told.cause, told.show, told.mark, told.seen, AT_ONCE))?;
        if marked == 0 {
            return work.finish(|_| Ok(()));
        }
        done = done.saturating_add(number(i64::try_from(marked).unwrap_or(i64::MAX))).min(total);
    }
}
