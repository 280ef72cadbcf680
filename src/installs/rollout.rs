//! Bringing many installed cycles to a release: a job with a row for each, in a transaction each, so that one that needs
//! something filled in does not stop the others. When cycles that are on the release already fail more than they did
//! before, nothing more is brought to it.

use super::model::Typed;
use super::queries::{self, Installed};
use super::upgrade::{self, Outcome};
use crate::db::schema::{cycles, job_rows, transactions};
use crate::db::{InPartner, ReadTx, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::jobs::model::{EDIT_CYCLES, NewJob};
use crate::jobs::work::Work;
use crate::jobs::worker::Kind;
use crate::jobs::{actions as jobs, queries as rows};
use crate::web::paging::From;
use crate::web::times::counted;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The kind of job.
pub(crate) const ROLLOUT: Kind =
    Kind { key: "templates.rollout", needs: |_| EDIT_CYCLES, run, failed: |_, _, _| Ok(()) };

/// Cycles that may be chosen one by one.
pub(crate) const CHOSEN_MAX: usize = 500;
/// Cycles done between two looks at how those that are done do.
const BATCH: i64 = 20;
/// Cycles that are looked at, those that came to the release last.
const LOOKED_AT: i64 = 50;
/// Transactions after it came to the release, and before, that count.
const FIRST: i64 = 10;
/// So many failed among them are too many.
const FAILED_MAX: usize = 3;
const COLLECTED_AT_ONCE: i64 = 1_000;

#[derive(Debug, Serialize, Deserialize)]
struct Instructions {
    template: Uuid,
    release: i32,
}

/// Queues the job for these cycles; none: for all that are on other releases.
///
/// # Errors
/// `Invalid` when there is none; `NotFound` for a release that is not there.
pub(crate) fn queue(
    tx: &mut WriteTx<'_, InPartner>,
    template: Uuid,
    release: i32,
    these: Option<&[Uuid]>,
) -> AppResult<Uuid> {
    let name = crate::templates::queries::find(tx, template)?.name;
    let mut found = Vec::new();
    let mut from = From::Start;
    loop {
        let page = queries::installed(tx, template, Some(release), these, &from, COLLECTED_AT_ONCE)?;
        if let Some(last) = page.rows.last() {
            from = From::After((last.release.unwrap_or_default(), last.account_id, last.id));
        }
        let more = !page.next.is_empty();
        found.extend(page.rows);
        if !more {
            break;
        }
    }
    if found.is_empty() {
        return Err(AppError::invalid("", "No cycle is left to bring to this release. Choose one or more."));
    }
    let number = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let job = jobs::queue(
        tx,
        NewJob {
            kind: ROLLOUT.key,
            title: format!("Bring {} of {name} to release {release}", counted(number, "cycle", "cycles")),
            instructions: serde_json::to_value(Instructions { template, release })?,
            total: i32::try_from(number).unwrap_or(i32::MAX),
        },
    )?;
    let partner = tx.partner_id().0;
    for (part, first) in found.chunks(1_000).zip((1..).step_by(1_000)) {
        let row = |(one, no): (&Installed, i32)| {
            (
                job_rows::partner_id.eq(partner),
                job_rows::job_id.eq(job),
                job_rows::no.eq(no),
                job_rows::object_id.eq(one.id),
                job_rows::object_name.eq(format!("{} of {}", one.name, one.account)),
            )
        };
        let part: Vec<_> = part.iter().zip(first..).map(row).collect();
        diesel::insert_into(job_rows::table).values(part).execute(tx.conn())?;
    }
    Ok(job)
}

fn run(work: &Work<'_>) -> AppResult<()> {
    let told: Instructions = work.instructions()?;
    let job = work.job();
    let (mut done, total) = work.batch(|tx| rows::progress(tx, job))?;
    work.progress(done, total);
    loop {
        let waiting = work.batch(|tx| {
            if let Some(why) = risen(tx, &told)? {
                return Err(AppError::Conflict(why));
            }
            rows::waiting(tx, job, BATCH)
        })?;
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

/// One cycle: the change and its result commit together; a refusal is a result too.
fn one(work: &Work<'_>, told: &Instructions, row: &rows::Row) -> AppResult<()> {
    let outcome = work.batch(|tx| {
        let (account, release) = place(tx, told.template, row.object_id)?;
        if release == Some(told.release) {
            return jobs::row_done(tx, work.lease(), row.no, "unchanged", "It was on this release already.");
        }
        let pair = |name: &str, value: String| (name.to_owned(), value);
        let typed = Typed(vec![
            pair("cycle", row.object_id.to_string()),
            pair("template", told.template.to_string()),
            pair("release", told.release.to_string()),
        ]);
        let words = match upgrade::upgrade(tx, None, account, &typed, None)? {
            Outcome::AsBefore => "",
            Outcome::Waits => "It is paused until what is open on its page is done.",
        };
        jobs::row_done(tx, work.lease(), row.no, "done", words)
    });
    let why = match outcome {
        Err(AppError::NotFound) => "It is not there any more.".to_owned(),
        Err(AppError::Invalid(errors)) => {
            let words: Vec<String> = errors.0.into_iter().map(|e| e.message).collect();
            format!("{} Upgrade it by itself, where this is asked for.", words.join(" "))
        }
        Err(AppError::Conflict(why)) => why,
        other => return other,
    };
    work.batch(|tx| jobs::row_done(tx, work.lease(), row.no, "failed", &why))
}

/// The account and the release of a cycle of the template.
fn place(tx: &mut ReadTx<'_, InPartner>, template: Uuid, cycle: Uuid) -> AppResult<(AccountId, Option<i32>)> {
    let (account, release): (Uuid, Option<i32>) = cycles::table
        .filter(cycles::partner_id.eq(tx.partner_id().0))
        .filter(cycles::template_id.eq(template))
        .filter(cycles::id.eq(cycle))
        .filter(cycles::state.ne("removed"))
        .select((cycles::account_id, cycles::template_release))
        .first(tx.conn())?;
    Ok((AccountId(account), release))
}

/// Why nothing more is to be brought to a release: a cycle fails there that did well before; none: all is well.
fn risen(tx: &mut ReadTx<'_, InPartner>, told: &Instructions) -> AppResult<Option<String>> {
    type Found = (Uuid, Uuid, String, DateTime<Utc>);
    let there: Vec<Found> = cycles::table
        .filter(cycles::partner_id.eq(tx.partner_id().0))
        .filter(cycles::template_id.eq(told.template))
        .filter(cycles::template_release.eq(told.release))
        .filter(cycles::state.ne("removed"))
        .order(cycles::updated_at.desc())
        .limit(LOOKED_AT)
        .select((cycles::account_id, cycles::id, cycles::name, cycles::updated_at))
        .load(tx.conn())?;
    for (account, cycle, name, since) in there {
        let after = failed(tx, account, cycle, since, Side::After)?;
        if after >= FAILED_MAX && failed(tx, account, cycle, since, Side::Before)? < FAILED_MAX {
            return Ok(Some(format!(
                "“{name}” fails since it is on release {}: {after} of its first {FIRST} transactions there failed. \
                 Nothing more was brought to it. See what is wrong, and bring it back if need be.",
                told.release
            )));
        }
    }
    Ok(None)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// How many of the ten transactions next to an instant failed.
fn failed(
    tx: &mut ReadTx<'_, InPartner>,
    account: Uuid,
    cycle: Uuid,
    at: DateTime<Utc>,
    side: Side,
) -> AppResult<usize> {
    // Ids sort by time, and the parts of the table are cut by them.
    let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
    let bound = uuid::Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid();
    let query = transactions::table
        .filter(transactions::partner_id.eq(tx.partner_id().0))
        .filter(transactions::account_id.eq(account))
        .filter(transactions::cycle_id.eq(cycle))
        .select(transactions::status)
        .limit(FIRST)
        .into_boxed();
    let query = match side {
        Side::Before => query.filter(transactions::id.lt(bound)).order(transactions::id.desc()),
        Side::After => query.filter(transactions::id.ge(bound)).order(transactions::id.asc()),
    };
    let found: Vec<String> = query.load(tx.conn())?;
    Ok(found.iter().filter(|status| *status == "failed").count())
}
