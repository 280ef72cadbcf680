//! Running many Transactions again, of one account or of all of a partner: a job with a row for each, in a transaction each,
//! so that one that cannot be run does not stop the others.

use super::actions;
use super::model::Since;
use super::queries::{self, Wanted};
use crate::db::schema::{accounts, cycles, job_rows, transactions};
use crate::db::{InPartner, ReadTx, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, TransactionId};
use crate::jobs::model::{EDIT_CYCLES, NewJob};
use crate::jobs::work::Work;
use crate::jobs::worker::Kind;
use crate::jobs::{actions as jobs, queries as rows};
use crate::web::paging::From;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

/// The kind of job.
pub(crate) const RETRY: Kind =
    Kind { key: "transactions.retry", needs: |_| EDIT_CYCLES, run, failed: |_, _, _| Ok(()) };
/// As [`RETRY`], of any of the partner's accounts: a kind of its own, because each row says of which.
pub(crate) const RETRY_TOGETHER: Kind = Kind { key: "transactions.retry_together", ..RETRY };

/// Rows read at a time.
const BATCH: i64 = 100;

/// Whose Transactions are run again.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Of {
    Account(AccountId),
    /// Of all accounts that are not in the recycle bin.
    Partner,
}

impl Of {
    /// Transactions that one job runs again at most.
    pub fn at_most(self) -> usize {
        match self {
            Of::Account(_) => 1_000,
            Of::Partner => 5_000,
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Instructions {
    /// None: each row says of which.
    account: Option<AccountId>,
    since: Since,
}

/// Those of an account that match, the newest first; none where there are more than one job takes.
pub(crate) fn matching(
    tx: &mut ReadTx<'_, InPartner>,
    account: AccountId,
    wanted: &Wanted,
) -> AppResult<Option<Vec<Uuid>>> {
    let at_most = i64::try_from(Of::Account(account).at_most()).unwrap_or(i64::MAX);
    let found = queries::list(tx, account, wanted, &From::Start, at_most)?;
    let all = found.next.is_empty();
    Ok(all.then(|| found.rows.into_iter().map(|found| found.id).collect()))
}

/// Those of these ids that are there: the account of each, its name, and the cycle's.
fn known(tx: &mut ReadTx<'_, InPartner>, of: Of, ids: &[Uuid]) -> AppResult<Vec<(Uuid, Uuid, String, String)>> {
    let mut query = transactions::table
        .inner_join(
            cycles::table.on(cycles::partner_id
                .eq(transactions::partner_id)
                .and(cycles::account_id.eq(transactions::account_id))
                .and(cycles::id.eq(transactions::cycle_id))),
        )
        .inner_join(
            accounts::table
                .on(accounts::partner_id.eq(transactions::partner_id).and(accounts::id.eq(transactions::account_id))),
        )
        .filter(transactions::partner_id.eq(tx.partner_id().0))
        .filter(transactions::id.eq_any(ids))
        .filter(accounts::live)
        .select((transactions::id, accounts::id, accounts::name, cycles::name))
        .into_boxed();
    if let Of::Account(account) = of {
        query = query.filter(transactions::account_id.eq(account.0));
    }
    Ok(query.load(tx.conn())?)
}

/// In how many accounts they are.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn accounts_of(tx: &mut ReadTx<'_, InPartner>, ids: &[Uuid]) -> AppResult<i64> {
    let count = diesel::dsl::count(transactions::account_id).aggregate_distinct();
    Ok(transactions::table
        .filter(transactions::partner_id.eq(tx.partner_id().0))
        .filter(transactions::id.eq_any(ids))
        .select(count)
        .first(tx.conn())?)
}

/// Queues it; answers the job.
pub(crate) fn queue(tx: &mut WriteTx<'_, InPartner>, of: Of, ids: &[Uuid], since: Since) -> AppResult<Uuid> {
    let number = i64::try_from(ids.len()).map_err(AppError::internal)?;
    let title = t!("transactions-job-title", n = number);
    let (kind, account) = match of {
        Of::Account(account) => (RETRY.key, Some(account)),
        Of::Partner => (RETRY_TOGETHER.key, None),
    };
    let instructions = serde_json::to_value(Instructions { account, since })?;
    let total = i32::try_from(number).map_err(AppError::internal)?;
    let job = jobs::queue(tx, NewJob { kind, title, instructions, total })?;
    let partner = tx.partner_id().0;
    let known = known(tx, of, ids)?;
    let mut known: HashMap<Uuid, (Uuid, String)> = known
        .into_iter()
        .map(|(id, account, its_name, cycle)| match of {
            Of::Account(_) => (id, (account, cycle)),
            Of::Partner => (id, (account, t!("transactions-job-row", cycle = cycle, account = its_name))),
        })
        .collect();
    // An id that is not there gets a row too, without a name; one that is foreign fails in the same way (T4).
    let listed: Vec<_> = ids
        .iter()
        .zip(1..)
        .map(|(id, no)| {
            let (account, name) = known.remove(id).unzip();
            (
                job_rows::partner_id.eq(partner),
                job_rows::job_id.eq(job),
                job_rows::no.eq(no),
                job_rows::object_id.eq(*id),
                job_rows::object_name.eq(name.unwrap_or_default()),
                job_rows::object_account.eq(account),
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
    let account = told.account.or(row.object_account.map(AccountId));
    let begun = work.batch(|tx| {
        let account = account.ok_or(AppError::NotFound)?;
        actions::retry_unless_mended(tx, account, TransactionId(row.object_id), told.since)?;
        jobs::row_done(tx, work.lease(), row.no, "done", "")
    });
    let why = match begun {
        Err(AppError::NotFound) => t!("transactions-job-none").to_owned(),
        Err(AppError::Conflict(why)) => why,
        other => return other,
    };
    work.batch(|tx| jobs::row_done(tx, work.lease(), row.no, "failed", &why))
}
