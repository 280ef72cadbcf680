//! Queueing a job, and what its worker writes about it. Every write of the worker names the attempt of its lease, so
//! that one whose lease was lost changes nothing any more (R3).

use super::model::{Needs, NewJob};
use crate::access::rights::Level;
use crate::db::schema::{api_credentials, job_rows, jobs, people};
use crate::db::{InPartner, Lease, ReadTx, WriteTx};
use crate::error::{AppError, AppResult};
use crate::language;
use diesel::prelude::*;
use uuid::Uuid;

/// Seconds between two tries of a job that failed for a reason of ours.
const PAUSE_S: i64 = 5;

/// Puts a job into the queue, in the name of whoever asks and to be done in the language of that person: of a program,
/// and where nobody asks, that is English.
pub(crate) fn queue(tx: &mut WriteTx<'_, InPartner>, job: NewJob) -> AppResult<Uuid> {
    let id = Uuid::now_v7();
    let (facts, origin, now) = (tx.facts().clone(), tx.origin().clone(), tx.now());
    diesel::insert_into(jobs::table)
        .values((
            jobs::partner_id.eq(facts.partner.0),
            jobs::id.eq(id),
            jobs::kind.eq(job.kind),
            jobs::title.eq(job.title),
            jobs::instructions.eq(job.instructions),
            jobs::total.eq(job.total),
            jobs::actor_id.eq(facts.person.0),
            jobs::actor_name.eq(facts.name),
            jobs::actor_email.eq(facts.email),
            jobs::address.eq(origin.address),
            jobs::request_id.eq(origin.request_id),
            jobs::created_at.eq(now),
            jobs::language.eq(language::current().code()),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// The row of a job while this lease holds it.
macro_rules! held {
    ($lease:expr) => {
        jobs::table
            .find(($lease.partner.0, $lease.id))
            .filter(jobs::attempts.eq($lease.attempts))
            .filter(jobs::state.eq("running"))
    };
}

/// Refuses when the person who started the job is gone, was disabled, or lost the right; a program, when its credential was
/// revoked.
pub(crate) fn still_allowed(tx: &mut ReadTx<'_, InPartner>, needs: Needs) -> AppResult<()> {
    let (partner, person) = (tx.partner_id().0, tx.person_id().0);
    let found: Option<(bool, serde_json::Value)> = people::table
        .find((partner, person))
        .filter(people::kind.eq("console"))
        .filter(people::state.eq("active"))
        .select((people::full_access, people::rights))
        .first(tx.conn())
        .optional()?;
    let level = match found {
        None if is_program(tx)? => Level::Manage,
        None => Level::None,
        Some((true, _)) => Level::Manage,
        Some((false, rights)) => rights[needs.area.key()].as_str().map_or(Level::None, Level::read),
    };
    if level >= needs.level { Ok(()) } else { Err(AppError::Forbidden { needs: needs.words() }) }
}

/// Whether it was a program of the partner's, which has all rights there.
fn is_program(tx: &mut ReadTx<'_, InPartner>) -> AppResult<bool> {
    let good = api_credentials::table
        .find((tx.partner_id().0, tx.person_id().0))
        .filter(api_credentials::account_id.is_null())
        .filter(api_credentials::revoked_at.is_null())
        .select(api_credentials::id);
    Ok(diesel::select(diesel::dsl::exists(good)).get_result(tx.conn())?)
}

/// Ends the job well, in the transaction of its last piece of work.
pub(crate) fn finish(tx: &mut WriteTx<'_, InPartner>, lease: &Lease, done: i32, total: i32) -> AppResult<()> {
    let now = tx.now();
    let written = diesel::update(held!(lease))
        .set((
            jobs::state.eq("done"),
            jobs::done.eq(done),
            jobs::total.eq(total),
            jobs::ended_at.eq(now),
            jobs::lease_until.eq(None::<chrono::DateTime<chrono::Utc>>),
        ))
        .execute(tx.conn())?;
    kept(written)
}

/// Ends the job with a problem in words.
pub(crate) fn fail(tx: &mut WriteTx<'_, InPartner>, lease: &Lease, problem: &str) -> AppResult<()> {
    let now = tx.now();
    let written = diesel::update(held!(lease))
        .set((
            jobs::state.eq("failed"),
            jobs::problem.eq(problem),
            jobs::ended_at.eq(now),
            jobs::lease_until.eq(None::<chrono::DateTime<chrono::Utc>>),
        ))
        .execute(tx.conn())?;
    kept(written)
}

/// Says what the worker does just now; none: what the figures say.
pub(crate) fn doing(tx: &mut WriteTx<'_, InPartner>, lease: &Lease, words: Option<&str>) -> AppResult<()> {
    let written = diesel::update(held!(lease)).set(jobs::doing.eq(words)).execute(tx.conn())?;
    kept(written)
}

/// Gives the job back to the queue: another worker, or this one later, goes on.
pub(crate) fn give_back(tx: &mut WriteTx<'_, InPartner>, lease: &Lease) -> AppResult<()> {
    let written = diesel::update(held!(lease))
        .set((jobs::state.eq("queued"), jobs::lease_until.eq(None::<chrono::DateTime<chrono::Utc>>)))
        .execute(tx.conn())?;
    kept(written)
}

/// Leaves the job for a few seconds, then anybody may try again.
pub(crate) fn pause(tx: &mut WriteTx<'_, InPartner>, lease: &Lease) -> AppResult<()> {
    let until = tx.now() + chrono::Duration::seconds(PAUSE_S);
    let written = diesel::update(held!(lease)).set(jobs::lease_until.eq(until)).execute(tx.conn())?;
    kept(written)
}

/// Writes the result of one row, in the transaction that did it.
pub(crate) fn row_done(
    tx: &mut WriteTx<'_, InPartner>,
    lease: &Lease,
    no: i32,
    outcome: &str,
    message: &str,
) -> AppResult<()> {
    diesel::update(job_rows::table.find((lease.partner.0, lease.id, no)))
        .set((job_rows::outcome.eq(outcome), job_rows::message.eq(Some(message).filter(|m| !m.is_empty()))))
        .execute(tx.conn())?;
    let failed = i32::from(outcome == "failed");
    let written = diesel::update(held!(lease)).set(jobs::failed.eq(jobs::failed + failed)).execute(tx.conn())?;
    kept(written)
}

fn kept(written: usize) -> AppResult<()> {
    if written == 1 {
        Ok(())
    } else {
        Err(AppError::Busy { why: "The job belongs to another worker now.".to_owned(), retry_after_s: 5 })
    }
}
