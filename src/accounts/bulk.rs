//! One change to many accounts: a job with a row for each, in a transaction each, so that what cannot be done to one
//! does not stop the others.

use super::actions::{self, Outcome};
use super::model::Reason;
use super::queries::{self, Filter};
use crate::db::schema::{accounts, job_rows};
use crate::db::{InPartner, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::jobs::model::{EDIT_ACCOUNTS, MANAGE_ACCOUNTS, Needs, NewJob};
use crate::jobs::work::Work;
use crate::jobs::worker::Kind;
use crate::jobs::{actions as jobs, queries as rows};
use crate::limits::actions as limits;
use crate::limits::change::Change as LimitChange;
use crate::limits::model::Kind as Limited;
use crate::limits::over;
use crate::web::paging::From;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

/// The kind of job.
pub(crate) const BULK: Kind = Kind { key: "accounts.bulk", needs, run, failed: |_, _, _| Ok(()) };

/// Accounts that may be chosen one by one.
pub(crate) const CHOSEN_MAX: usize = 500;
/// Rows read at a time.
const BATCH: i64 = 100;
const COLLECTED_AT_ONCE: i64 = 1_000;

/// What is done to each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Change {
    Suspend {
        reason: String,
    },
    Resume {
        note: String,
    },
    Tag {
        add: Vec<String>,
        remove: Vec<String>,
    },
    /// Of a kind what is named; the rest stays.
    Limit {
        kind: Limited,
        #[serde(flatten)]
        change: LimitChange,
    },
    Delete,
}

impl Change {
    /// What the job is called that makes it to so many accounts.
    fn title(&self, number: i64) -> String {
        match self {
            Change::Suspend { .. } => t!("accounts-bulk-job-suspend", n = number),
            Change::Resume { .. } => t!("accounts-bulk-job-resume", n = number),
            Change::Tag { .. } => t!("accounts-bulk-job-tag", n = number),
            Change::Limit { .. } => t!("accounts-bulk-job-limit", n = number),
            Change::Delete => t!("accounts-bulk-job-delete", n = number),
        }
    }
}

/// To which accounts.
#[derive(Clone, Debug)]
pub(crate) enum Selection {
    These(Vec<Uuid>),
    /// All that match, as the list stands when the job begins.
    Matching(Filter),
}

#[derive(Debug, Serialize, Deserialize)]
struct Instructions {
    change: Change,
    /// None: the rows are there already.
    matching: Option<Filter>,
    /// How many matched when somebody said yes; none in jobs that are older than this.
    #[serde(default)]
    confirmed: Option<i64>,
}

/// What a job is called for whoever reads it; none of one that does not say how many were confirmed.
pub(crate) fn title(instructions: &serde_json::Value) -> Option<String> {
    let told = Instructions::deserialize(instructions).ok()?;
    Some(told.change.title(told.confirmed?))
}

/// How many accounts a selection holds now.
pub(crate) fn count(tx: &mut crate::db::ReadTx<'_, InPartner>, selection: &Selection) -> AppResult<i64> {
    match selection {
        Selection::These(ids) => Ok(i64::try_from(ids.len()).unwrap_or(i64::MAX)),
        Selection::Matching(filter) => queries::count(tx, filter),
    }
}

/// The first accounts of a selection by name, each with its API ID. Ids that are not ours have no name (T4).
pub(crate) fn first_names(
    tx: &mut crate::db::ReadTx<'_, InPartner>,
    selection: &Selection,
    at_most: i64,
) -> AppResult<Vec<(String, String)>> {
    let partner = tx.partner_id().0;
    let ids = match selection {
        Selection::These(ids) => ids.clone(),
        Selection::Matching(filter) => {
            queries::keys(tx, filter, &From::Start, at_most)?.into_iter().map(|(_, id, _)| id).collect()
        }
    };
    Ok(accounts::table
        .filter(accounts::partner_id.eq(partner))
        .filter(accounts::id.eq_any(ids))
        .order((accounts::name_key, accounts::id))
        .limit(at_most)
        .select((accounts::name, accounts::api_id))
        .load(tx.conn())?)
}

/// Queues the change for as many accounts as were confirmed. Should there be more or fewer when the job begins, it does
/// nothing and says so.
pub(crate) fn queue(
    tx: &mut WriteTx<'_, InPartner>,
    change: Change,
    selection: Selection,
    number: i64,
) -> AppResult<Uuid> {
    let title = change.title(number);
    let (ids, matching) = match selection {
        Selection::These(ids) => (ids, None),
        Selection::Matching(filter) => (Vec::new(), Some(filter)),
    };
    let instructions = serde_json::to_value(Instructions { change, matching, confirmed: Some(number) })?;
    let total = i32::try_from(number).unwrap_or(i32::MAX);
    let job = jobs::queue(tx, NewJob { kind: BULK.key, title, instructions, total })?;
    let partner = tx.partner_id().0;
    let names: Vec<(Uuid, String)> = accounts::table
        .filter(accounts::partner_id.eq(partner))
        .filter(accounts::id.eq_any(&ids))
        .select((accounts::id, accounts::name))
        .load(tx.conn())?;
    let names: HashMap<Uuid, String> = names.into_iter().collect();
    // An id that is not ours gets a row too, without a name; it fails like one that does not exist (T4).
    let listed = ids.iter().map(|id| (*id, names.get(id).cloned().unwrap_or_default()));
    add_rows(tx, job, 0, listed)?;
    Ok(job)
}

pub(super) fn add_rows(
    tx: &mut WriteTx<'_, InPartner>,
    job: Uuid,
    after: i32,
    accounts: impl Iterator<Item = (Uuid, String)>,
) -> AppResult<()> {
    let partner = tx.partner_id().0;
    let rows: Vec<_> = accounts
        .zip(after + 1..)
        .map(|((id, name), no)| {
            (
                job_rows::partner_id.eq(partner),
                job_rows::job_id.eq(job),
                job_rows::no.eq(no),
                job_rows::object_id.eq(id),
                job_rows::object_name.eq(name),
            )
        })
        .collect();
    if !rows.is_empty() {
        diesel::insert_into(job_rows::table).values(rows).execute(tx.conn())?;
    }
    Ok(())
}

fn needs(instructions: &serde_json::Value) -> Needs {
    let change = &instructions["change"];
    if change.get("tag").or(change.get("limit")).is_some() { EDIT_ACCOUNTS } else { MANAGE_ACCOUNTS }
}

fn run(work: &Work<'_>) -> AppResult<()> {
    let told: Instructions = work.instructions()?;
    let job = work.job();
    let (mut done, total) = work.batch(|tx| {
        let (_, all) = rows::progress(tx, job)?;
        if let (0, Some(filter)) = (all, &told.matching) {
            let found = i64::from(collect(tx, work, filter)?);
            if let Some(confirmed) = told.confirmed.filter(|confirmed| *confirmed != found) {
                return Err(AppError::Conflict(other_number(found, confirmed)));
            }
        }
        rows::progress(tx, job)
    })?;
    work.progress(done, total);
    loop {
        let waiting = work.batch(|tx| rows::waiting(tx, job, BATCH))?;
        if waiting.is_empty() {
            return work.finish(|_| Ok(()));
        }
        for row in waiting {
            one(work, &told.change, &row)?;
            done += 1;
            work.progress(done, total);
        }
    }
}

/// Why nothing is done to a number of accounts that nobody confirmed.
pub(crate) fn other_number(found: i64, confirmed: i64) -> String {
    t!("accounts-bulk-other-number", n = found, confirmed = confirmed.to_string())
}

/// Writes a row for each account that matches; says how many.
fn collect(tx: &mut WriteTx<'_, InPartner>, work: &Work<'_>, filter: &Filter) -> AppResult<i32> {
    let (mut from, mut no) = (From::Start, 0);
    loop {
        work.go_on()?;
        let page = queries::keys(tx, filter, &from, COLLECTED_AT_ONCE)?;
        let Some((key, id, _)) = page.last() else { return Ok(no) };
        from = From::After((key.clone(), *id));
        let number = i32::try_from(page.len()).unwrap_or(i32::MAX);
        add_rows(tx, work.job(), no, page.into_iter().map(|(_, id, name)| (id, name)))?;
        no += number;
    }
}

/// One account: the change and its result commit together; a refusal is a result too.
fn one(work: &Work<'_>, change: &Change, row: &rows::Row) -> AppResult<()> {
    let outcome = work.batch(|tx| {
        let outcome = carry_out(tx, AccountId(row.object_id), change)?;
        let (word, message) = match outcome {
            Outcome::Done { below: 0 } => ("done", over_then(tx, AccountId(row.object_id), change)?),
            Outcome::Done { below } => ("done", t!("accounts-bulk-done-below", n = below)),
            Outcome::Unchanged => ("unchanged", t!("accounts-bulk-unchanged").to_owned()),
        };
        jobs::row_done(tx, work.lease(), row.no, word, &message)
    });
    let why = match outcome {
        Err(AppError::NotFound) => t!("accounts-bulk-no-account").to_owned(),
        Err(AppError::Invalid(errors)) => errors.0.into_iter().map(|e| e.message).collect::<Vec<_>>().join(" "),
        Err(AppError::Conflict(why)) => why,
        Err(AppError::AtLimit(reached)) => reached.words,
        other => return other,
    };
    work.batch(|tx| jobs::row_done(tx, work.lease(), row.no, "failed", &why))
}

/// Of a limit that was set below what is used: how much that is, and what follows.
fn over_then(tx: &mut WriteTx<'_, InPartner>, account: AccountId, change: &Change) -> AppResult<String> {
    match change {
        Change::Limit { kind, .. } => Ok(over::said_of(tx, account, *kind)?.unwrap_or_default()),
        _ => Ok(String::new()),
    }
}

fn carry_out(tx: &mut WriteTx<'_, InPartner>, account: AccountId, change: &Change) -> AppResult<Outcome> {
    match change {
        Change::Suspend { reason } => {
            let reason = Reason::parse(reason).map_err(|why| AppError::invalid("reason", why))?;
            actions::suspend(tx, account, &reason)
        }
        Change::Resume { note } => actions::resume(tx, account, note),
        Change::Tag { add, remove } => actions::tag(tx, account, add, remove),
        Change::Limit { kind, change } => limits::change(tx, account, *kind, |_| Ok(*change))
            .map(|changed| if changed { Outcome::Done { below: 0 } } else { Outcome::Unchanged }),
        Change::Delete => actions::delete(tx, account),
    }
}
