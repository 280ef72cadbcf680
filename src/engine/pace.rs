//! The pace at which an application may be called. A connector's rate limit holds over all workers (R4): each call is
//! booked in Postgres, and one whose turn is not yet waits in the queue, not in a worker. Where an application asks for
//! patience, nobody calls it before the time that it named.

use super::model::{Again, Done, Ran};
use super::out::{By, Out};
use super::plans::Connection;
use crate::connectors::model::RateLimit;
use crate::error::AppResult;
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Integer, Timestamptz, Uuid as SqlUuid};

diesel::define_sql_function! { #[sql_name = "app.book_turn"] fn book_turn(caller: SqlUuid, owner: SqlUuid, connector: SqlUuid, calls: Integer, window_ms: Integer, ahead_s: Integer, at: Timestamptz) -> Nullable<Timestamptz>; }
diesel::define_sql_function! { #[sql_name = "app.quiet_calls"] fn quiet_calls(caller: SqlUuid, owner: SqlUuid, connector: SqlUuid, until: Timestamptz) -> Text; }

/// Bookings that are remembered of one connector. A limit of more calls is kept in shorter windows of as many.
const BOOKED_MAX: u32 = 100;
/// A turn as near as this is waited for in place.
const NEAR_MS: i64 = 200;
/// What the further pages of one call may wait for their turns, each: they are asked for one after the other in place.
const PAGE_WAIT_S: i64 = 120;
/// Those that wait until an application may be called again come within this time, not all at once.
const SPREAD_MS: i64 = 5_000;
/// Turns are booked so far ahead.
const AHEAD_S: i32 = 600;
/// When to ask again where every turn of the next minutes is taken.
const FULL_S: i64 = 300;
/// A program waits for its turn in place, so long.
const PROGRAM_WAIT_S: i32 = 15;

/// The calls in a window, and the window's length.
fn window(limit: RateLimit) -> (i32, i32) {
    let calls = limit.calls.clamp(1, BOOKED_MAX);
    let window_ms = (u64::from(limit.per_s) * 1_000 * u64::from(calls)).div_ceil(u64::from(limit.calls.max(1)));
    (i32::try_from(calls).unwrap_or(1), i32::try_from(window_ms).unwrap_or(i32::MAX))
}

/// Whether a step may make its first call now.
///
/// # Errors
/// That it waits, and until when.
pub(super) async fn first(out: &Out<'_>, connection: &Connection, limit: Option<RateLimit>) -> Result<(), Box<Ran>> {
    let now = out.engine.now();
    if let Some(until) = connection.quiet_until.filter(|until| *until > now) {
        let why = format!("{} asked to be left alone for a time.", connection.connector_name);
        return Err(Box::new(later(until + spread(out), why, None)));
    }
    let Some(limit) = limit else { return Ok(()) };
    let (_, window_ms) = window(limit);
    if out.turn.is_some_and(|turn| turn <= now && now - turn < Duration::milliseconds(i64::from(window_ms).max(60_000)))
    {
        return Ok(());
    }
    let why =
        || format!("It waits for its turn: {} takes {} calls in {} s.", connection.name, limit.calls, limit.per_s);
    match book(out, connection, limit).await? {
        Some(turn) if turn - now <= Duration::milliseconds(NEAR_MS) || matches!(out.by, By::Program(_)) => {
            sleep_until(out, turn).await;
            Ok(())
        }
        Some(turn) => Err(Box::new(later(turn, why(), Some(turn)))),
        None if matches!(out.by, By::Program(_)) => {
            Err(Box::new(later(now + Duration::seconds(i64::from(PROGRAM_WAIT_S)), why(), None)))
        }
        None => Err(Box::new(later(now + Duration::seconds(FULL_S) + spread(out), why(), None))),
    }
}

/// Waits, in place, until a step may ask for its next page.
///
/// # Errors
/// When its turn is too far away.
pub(super) async fn next(out: &Out<'_>, connection: &Connection, limit: Option<RateLimit>) -> Result<(), Box<Ran>> {
    let Some(limit) = limit else { return Ok(()) };
    let end = out.engine.now() + Duration::seconds(PAGE_WAIT_S);
    match book(out, connection, limit).await? {
        Some(turn) if turn <= end => {
            sleep_until(out, turn).await;
            Ok(())
        }
        _ => {
            let message = format!(
                "{} takes {} calls in {} s, and others are before this page. Ask for fewer pages, or less often.",
                connection.name, limit.calls, limit.per_s
            );
            Err(Box::new(Ran::not(format!("{}: rate limit", connection.connector_name), message, Again::Ladder)))
        }
    }
}

/// An application asked for patience: the others of this connector wait too. That it could not be written down costs a
/// refused call, no more.
pub(super) async fn quiet(out: &Out<'_>, connection: &Connection, until: DateTime<Utc>) {
    let (caller, owner, id) = (out.caller(), connection.owner.0, connection.id.0);
    let call = move || quiet_calls(caller, owner, id, until);
    let done = out.within(move |tx| Ok(diesel::select(call()).execute(tx.conn())?)).await;
    if let Err(cause) = done {
        tracing::warn!("that an application asked for patience was not kept: {cause}");
    }
}

async fn book(out: &Out<'_>, connection: &Connection, limit: RateLimit) -> Result<Option<DateTime<Utc>>, Box<Ran>> {
    let (caller, owner, id, now) = (out.caller(), connection.owner.0, connection.id.0, out.engine.now());
    let (calls, window_ms) = window(limit);
    let ahead_s = ahead_s(out);
    let booked: AppResult<Option<DateTime<Utc>>> = out
        .within(move |tx| {
            Ok(diesel::select(book_turn(caller, owner, id, calls, window_ms, ahead_s, now)).get_result(tx.conn())?)
        })
        .await;
    booked.map_err(|cause| {
        tracing::warn!("a call could not be booked: {cause}");
        Box::new(Ran::not("Our side", "The database could not be reached.", Again::Ladder))
    })
}

/// How far ahead a turn may lie: who waits for none that is later books none.
fn ahead_s(out: &Out<'_>) -> i32 {
    match out.by {
        By::Step(_) => AHEAD_S,
        By::Program(_) => PROGRAM_WAIT_S,
    }
}

async fn sleep_until(out: &Out<'_>, turn: DateTime<Utc>) {
    if let Ok(wait) = (turn - out.engine.now()).to_std() {
        tokio::time::sleep(wait).await;
    }
}

/// Always the same for one step of one Transaction.
fn spread(out: &Out<'_>) -> Duration {
    let no = out.idempotency_key.as_u64_pair().0 % SPREAD_MS.unsigned_abs();
    Duration::milliseconds(i64::try_from(no).unwrap_or(0))
}

fn later(at: DateTime<Utc>, why: String, turn: Option<DateTime<Utc>>) -> Ran {
    Ran { result: Done::Later { at, why, turn }, ..Ran::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_of_many_calls_is_kept_in_shorter_windows() {
        let limit = |calls, per_s| window(RateLimit { calls, per_s });
        assert_eq!(limit(2, 1), (2, 1_000));
        assert_eq!(limit(100, 10), (100, 10_000));
        assert_eq!(limit(5_000, 3_600), (100, 72_000));
        assert_eq!(limit(300, 1), (100, 334));
    }
}
