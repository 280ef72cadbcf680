//! Removing an account for good at once, with all below it, instead of at the end of its days in the recycle bin: a job that has
//! the purge (`db::purge`) do it, those lowest in the tree first. Should the job end early, or one of them not go, the purge goes on
//! by itself.

use super::actions;
use super::bulk::add_rows;
use crate::db::schema::accounts;
use crate::db::{InPartner, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::jobs::actions as jobs;
use crate::jobs::model::{MANAGE_ACCOUNTS, NewJob};
use crate::jobs::queries as rows;
use crate::jobs::work::Work;
use crate::jobs::worker::Kind;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use uuid::Uuid;

/// The kind of job.
pub(crate) const ERASE: Kind =
    Kind { key: "accounts.erase", needs: |_| MANAGE_ACCOUNTS, run, failed: |_, _, _| Ok(()) };

/// Rows read at a time.
const BATCH: i64 = 100;
/// How long is waited for another process that is at the same account.
const PAUSE: Duration = Duration::from_millis(500);

#[derive(Serialize, Deserialize)]
struct Instructions {
    account: Uuid,
    name: String,
    below: i64,
}

impl Instructions {
    fn title(&self) -> String {
        match self.below {
            0 => t!("accounts-erase-job", name = self.name),
            below => t!("accounts-erase-job-below", name = self.name, n = below),
        }
    }
}

/// What the job is called for whoever reads it; none of one that is older than its instructions.
pub(crate) fn title(instructions: &serde_json::Value) -> Option<String> {
    Some(Instructions::deserialize(instructions).ok()?.title())
}

/// Has an account of the recycle bin removed; says how many go with it and which job does it. It cannot be taken back.
///
/// # Errors
/// As [`actions::erase`].
pub(crate) fn queue(tx: &mut WriteTx<'_, InPartner>, account: AccountId) -> AppResult<(i64, Uuid)> {
    let doomed = actions::erase(tx, account)?;
    let below = i64::try_from(doomed.len()).unwrap_or(i64::MAX) - 1;
    let name = doomed.iter().find(|(id, _)| *id == account.0).map(|(_, name)| name.clone()).unwrap_or_default();
    let told = Instructions { account: account.0, name, below };
    let title = told.title();
    let total = i32::try_from(doomed.len()).unwrap_or(i32::MAX);
    let instructions = serde_json::to_value(told)?;
    let job = jobs::queue(tx, NewJob { kind: ERASE.key, title, instructions, total })?;
    let mut after = 0;
    for some in doomed.chunks(1_000) {
        add_rows(tx, job, after, some.iter().cloned())?;
        after += i32::try_from(some.len()).unwrap_or(0);
    }
    Ok((below, job))
}

fn run(work: &Work<'_>) -> AppResult<()> {
    let job = work.job();
    let (mut done, total) = work.batch(|tx| rows::progress(tx, job))?;
    work.progress(done, total);
    loop {
        let waiting = work.batch(|tx| rows::waiting(tx, job, BATCH))?;
        if waiting.is_empty() {
            return work.finish(|_| Ok(()));
        }
        for row in waiting {
            let account = AccountId(row.object_id);
            loop {
                match until_idle(work, account) {
                    // Noted and in the log; the others go meanwhile.
                    Err(AppError::Internal(_)) => {
                        work.batch(|tx| {
                            jobs::row_done(tx, work.lease(), row.no, "failed", t!("accounts-erase-not-yet"))
                        })?;
                        break;
                    }
                    idle => idle?,
                }
                let there = work.batch(|tx| {
                    let found = accounts::table.find((tx.partner_id().0, account.0)).select(accounts::id);
                    let found: Option<Uuid> = found.first(tx.conn()).optional()?;
                    if found.is_none() {
                        jobs::row_done(tx, work.lease(), row.no, "done", "")?;
                    }
                    Ok(found.is_some())
                })?;
                if !there {
                    break;
                }
                work.rest(PAUSE)?;
            }
            done += 1;
            work.progress(done, total);
        }
    }
}

/// Removes batches until there is nothing more to do for now.
fn until_idle(work: &Work<'_>, account: AccountId) -> AppResult<()> {
    while work.purge(account)? {}
    Ok(())
}
