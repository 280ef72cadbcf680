//! Running many Transactions of one account again: a job with a row for each, in a transaction each, so that one that
//! cannot be run does not stop the others.

use super::actions;
use super::model::Since;
use super::queries::{self, Wanted};
use crate::db::schema::{cycles, job_rows, transactions};
use crate::db::{InPartner, ReadTx, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, TransactionId};
use crate::jobs::model::{EDIT_CYCLES, NewJob};
use crate::jobs::work::Work;
use crate::jobs::worker::Kind;
use crate::jobs::{actions as jobs, queries as rows};
use crate::web::paging::From;
use crate::web::times::counted;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

/// The kind of job.
pub(crate) const RETRY: Kind =
    Kind { key: "transactions.retry", needs: |_| EDIT_CYCLES, run, failed: |_, _, _| Ok(()) };

/// Transactions that one job runs again at most.
pub(crate) const AT_ONCE_MAX: usize = 1_000;
/// Rows read at a time.
const BATCH: i64 = 100;

#[derive(Debug, Serialize, Deserialize)]
struct Instructions {
    account: AccountId,
    since: Since,
}

/// Those that match, the newest first; none where there are more than one job takes.
pub(crate) fn matching(
    tx: &mut ReadTx<'_, InPartner>,
    account: AccountId,
    wanted: &Wanted,
) -> AppResult<Option<Vec<Uuid>>> {
    let at_most = i64::try_from(AT_ONCE_MAX).unwrap_or(i64::MAX);
    let found = queries::list(tx, account, wanted, &From::Start, at_most)?;
    let all = found.next.is_empty();
    Ok(all.then(|| found.rows.into_iter().map(|found| found.id).collect()))
}

/// Queues it; answers the job.
pub(crate) fn queue(
    tx: &mut WriteTx<'_, InPartner>,
    account: AccountId,
    ids: &[Uuid],
    since: Since,
) -> AppResult<Uuid> {
    let number = i64::try_from(ids.len()).map_err(AppError::internal)?;
    let title = format!("Run {} again", counted(number, "transaction", "transactions"));
    let instructions = serde_json::to_value(Instructions { account, since })?;
    let total = i32::try_from(number).map_err(AppError::internal)?;
    let job = jobs::queue(tx, NewJob { kind: RETRY.key, title, instructions, total })?;
    let partner = tx.partner_id().0;
    let names: Vec<(Uuid, String)> = transactions::table
        .inner_join(
            cycles::table.on(cycles::partner_id
                .eq(transactions::partner_id)
                .and(cycles::account_id.eq(transactions::account_id))
                .and(cycles::id.eq(transactions::cycle_id))),
        )
        .filter(transactions::partner_id.eq(partner))
        .filter(transactions::account_id.eq(account.0))
        .filter(transactions::id.eq_any(ids))
        .select((transactions::id, cycles::name))
        .load(tx.conn())?;
    let mut names: HashMap<Uuid, String> = names.into_iter().collect();
    // An id that is not of this account gets a row too, without a name; it fails like one that does not exist (T4).
    let listed: Vec<_> = ids
        .iter()
        .zip(1..)
        .map(|(id, no)| {
            (
                job_rows::partner_id.eq(partner),
                job_rows::job_id.eq(job),
                job_rows::no.eq(no),
                job_rows::object_id.eq(*id),
                job_rows::object_name.eq(names.remove(id).unwrap_or_default()),
            )
        })
        .collect();
    diesel::insert_into(job_rows::table).values(listed).execute(tx.conn())?;
    Ok(job)
}

fn run(work: &Work<'_>) -> AppResult<()> {
    let told: Instructions = work.instructions()?;
    let job = work.job();
    let (mut done, total) = work.batch(|tx| rows::progress(tx, job))?;
    loop {
        let waiting = work.batch(|tx| rows::waiting(tx, job, BATCH))?;
        if waiting.is_empty() {
            return work.finish(|_| Ok(()));
        }
        for row in waiting {
            one(work, &told, &row)?;
            done += 1;
            work.progress(done, total);
        }
    }
}

/// One of them: its new Transaction and its row's result commit together, so that it is begun once whatever crashes.
fn one(work: &Work<'_>, told: &Instructions, row: &rows::Row) -> AppResult<()> {
    let begun = work.batch(|tx| {
        actions::retry_unless_mended(tx, told.account, TransactionId(row.object_id), told.since)?;
        jobs::row_done(tx, work.lease(), row.no, "done", "")
    });
    let why = match begun {
        Err(AppError::NotFound) => "There is no such transaction.".to_owned(),
        Err(AppError::Conflict(why)) => why,
        other => return other,
    };
    work.batch(|tx| jobs::row_done(tx, work.lease(), row.no, "failed", &why))
}
