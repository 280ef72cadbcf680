//! Bringing many installed cycles to a release: a job with a row for each, in a transaction each, so that one that needs
//! something filled in does not stop the others. It goes in waves, and looks after each how those that came do: when they
//! fail more than they did before, nothing more is brought to the release.

use super::model::Typed;
use super::queries::{self, Installed, Those};
use super::upgrade::{self, Outcome};
use super::watch;
use crate::db::schema::{cycles, job_rows};
use crate::db::{InPartner, ReadTx, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::jobs::model::{EDIT_CYCLES, NewJob};
use crate::jobs::work::Work;
use crate::jobs::worker::Kind;
use crate::jobs::{actions as jobs, queries as rows};
use crate::web::paging::From;
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The kind of job.
pub(crate) const ROLLOUT: Kind =
    Kind { key: "templates.rollout", needs: |_| EDIT_CYCLES, run, failed: |_, _, _| Ok(()) };

/// Cycles that may be chosen one by one.
pub(crate) const CHOSEN_MAX: usize = 500;
/// Rows that are read at once.
const BATCH: i64 = 20;
/// Running cycles in the first waves, and in each after them.
const WAVES: [usize; 2] = [3, 10];
const WAVE: usize = 20;
/// How long the first waves are watched at most, and later ones.
const BOUND: Duration = Duration::seconds(30);
const LATER_BOUND: Duration = Duration::seconds(10);
/// Between two looks.
const LOOK: std::time::Duration = std::time::Duration::from_secs(1);
const COLLECTED_AT_ONCE: i64 = 1_000;

#[derive(Debug, Serialize, Deserialize)]
struct Instructions {
    template: Uuid,
    release: i32,
}

/// Queues the job for those cycles that are on other releases.
///
/// # Errors
/// `Invalid` when there is none; `NotFound` for a release that is not there.
pub(crate) fn queue(tx: &mut WriteTx<'_, InPartner>, template: Uuid, release: i32, those: &Those) -> AppResult<Uuid> {
    let name = crate::templates::queries::find(tx, template)?.name;
    let mut found = Vec::new();
    let mut from = From::Start;
    loop {
        let page = queries::installed(tx, template, Some(release), those, &from, COLLECTED_AT_ONCE)?;
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
        return Err(AppError::invalid("", t!("installs-none-left", words)));
    }
    let number = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let job = jobs::queue(
        tx,
        NewJob {
            kind: ROLLOUT.key,
            title: t!("installs-job-title", n = number, name = name, release = release.to_string()),
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
                job_rows::object_name.eq(t!("installs-job-row", cycle = one.name, account = one.account)),
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
    let ((mut done, total), mut brought, now) =
        work.batch(|tx| Ok((rows::progress(tx, job)?, rows::outcomes(tx, job, "done")?, tx.now())))?;
    work.progress(done, total);
    // Of a worker that stopped while it watched, the last wave is watched again.
    let mut wave = Wave { no: 0, began: now - BOUND, running: if done > 0 { WAVES[0] } else { 0 } };
    loop {
        let waiting = work.batch(|tx| {
            let waiting = rows::waiting(tx, job, BATCH)?;
            let seen = if waiting.is_empty() { Vec::new() } else { watch::look(tx, told.template, told.release)? };
            match watch::risen(&seen, told.release) {
                Some(why) => Err(AppError::Conflict(why)),
                None => Ok(waiting),
            }
        })?;
        if waiting.is_empty() {
            return work.finish(|_| Ok(()));
        }
        for row in waiting {
            if wave.is_full() {
                watched(work, &told, &wave, (brought, total))?;
                wave = Wave { no: wave.no + 1, began: work.batch(|tx| Ok(tx.now()))?, running: 0 };
            }
            match one(work, &told, &row)? {
                Brought::Running => {
                    brought += 1;
                    wave.running += 1;
                }
                Brought::Resting => brought += 1,
                Brought::Not => {}
            }
            done += 1;
            work.progress(done, total);
        }
    }
}

/// Cycles that are brought over before one looks at how they do. What does not run counts for nothing in it.
struct Wave {
    no: usize,
    began: DateTime<Utc>,
    running: usize,
}

impl Wave {
    fn is_full(&self) -> bool {
        self.running >= WAVES.get(self.no).copied().unwrap_or(WAVE)
    }
}

/// Waits until those of a wave that get transactions have ended enough of them to judge, for a bounded time. No transaction
/// is open meanwhile.
fn watched(work: &Work<'_>, told: &Instructions, wave: &Wave, (brought, total): (i64, i32)) -> AppResult<()> {
    let bound = if wave.no < WAVES.len() { BOUND } else { LATER_BOUND };
    let mut since = None;
    loop {
        let goes_on = work.batch(|tx| {
            let now = tx.now();
            let seen = watch::look(tx, told.template, told.release)?;
            if let Some(why) = watch::risen(&seen, told.release) {
                return Err(AppError::Conflict(why));
            }
            let begun = *since.get_or_insert(now);
            let waits = watch::awaited(&seen, wave.began) && now - begun < bound;
            match waits {
                true if begun == now => {
                    let words = t!("installs-job-watching", brought = brought, total = total);
                    jobs::doing(tx, work.lease(), Some(&words))?;
                }
                true => {}
                false => jobs::doing(tx, work.lease(), None)?,
            }
            Ok(waits)
        })?;
        if !goes_on {
            return Ok(());
        }
        work.rest(LOOK)?;
    }
}

/// What became of a cycle.
enum Brought {
    Running,
    Resting,
    Not,
}

/// One cycle: the change and its result commit together; a refusal is a result too.
fn one(work: &Work<'_>, told: &Instructions, row: &rows::Row) -> AppResult<Brought> {
    let outcome = work.batch(|tx| {
        let (account, release) = place(tx, told.template, row.object_id)?;
        if release == Some(told.release) {
            jobs::row_done(tx, work.lease(), row.no, "unchanged", t!("installs-job-unchanged"))?;
            return Ok(Brought::Not);
        }
        let pair = |name: &str, value: String| (name.to_owned(), value);
        let typed = Typed(vec![
            pair("cycle", row.object_id.to_string()),
            pair("template", told.template.to_string()),
            pair("release", told.release.to_string()),
        ]);
        let runs = match upgrade::upgrade(tx, None, account, &typed, None)? {
            Outcome::AsBefore { runs } => runs,
            // Nobody looks at it just now, so it goes on running as it is.
            Outcome::Waits(open) => {
                let words: Vec<String> = open.into_iter().map(|one| one.words).collect();
                return Err(AppError::invalid("", words.join(" ")));
            }
        };
        jobs::row_done(tx, work.lease(), row.no, "done", "")?;
        Ok(if runs { Brought::Running } else { Brought::Resting })
    });
    let why = match outcome {
        Err(AppError::NotFound) => t!("installs-job-gone").to_owned(),
        Err(AppError::Invalid(errors)) => {
            let words: Vec<String> = errors.0.into_iter().map(|e| e.message).collect();
            t!("installs-job-by-itself", why = words.join(" "))
        }
        Err(AppError::Conflict(why)) => why,
        other => return other,
    };
    work.batch(|tx| jobs::row_done(tx, work.lease(), row.no, "failed", &why))?;
    Ok(Brought::Not)
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
