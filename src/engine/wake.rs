//! What is due: leases of dead workers, what waited for a time, cycles whose schedule has come. Looked up over all
//! accounts by ids alone, done in each one's own scope (T10).

use crate::db::schema::{accounts, cycles};
use crate::db::{Database, DueCycle, InWork, WriteTx};
use crate::error::AppResult;
use crate::schedules::model::Schedule;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use uuid::Uuid;

mod sql {
    //! The calls of `sql/queue.sql`.
    #![expect(clippy::too_many_arguments, reason = "the call of an SQL function has as many as that function")]
    use super::*;
    diesel::define_sql_function! { #[sql_name = "app.accept"] fn accept(id: SqlUuid, cycle: SqlUuid, hook: Nullable<SqlUuid>, delivery: Nullable<Text>, origin: Text, of_id: Nullable<SqlUuid>, step: Nullable<Text>, payload: Nullable<Text>, request: Nullable<Text>, at: Timestamptz) -> SqlUuid; }
    diesel::define_sql_function! { #[sql_name = "app.take_in"] fn take_in(kb: BigInt, id: SqlUuid, cycle: SqlUuid, hook: SqlUuid, delivery: Nullable<Text>, step: Text, payload: Text, request: Text, at: Timestamptz) -> Nullable<SqlUuid>; }
    diesel::define_sql_function! { #[sql_name = "app.end_cycle"] fn end_cycle(cycle: SqlUuid, at: Timestamptz) -> Integer; }
    diesel::define_sql_function! { #[sql_name = "app.go_on"] fn go_on(of_account: SqlUuid, of_cycle: SqlUuid, at: Timestamptz, at_most: Integer) -> Integer; }
    diesel::define_sql_function! { #[sql_name = "app.closed"] fn closed(of_account: SqlUuid, at: Timestamptz) -> Bool; }
    diesel::define_sql_function! { #[sql_name = "app.take_up"] fn take_up(ids: Array<SqlUuid>) -> Integer; }
}
pub(crate) use sql::{go_on, take_in};

const AT_ONCE: i32 = 500;
/// Transactions of one cycle that go on in one statement.
pub(crate) const HELD_AT_ONCE: i32 = 1_000;

/// Takes up what is due; says how much.
///
/// # Errors
/// When the database is away; what was done stays.
pub(crate) fn wake(db: &Database) -> AppResult<usize> {
    let mut woken = usize::try_from(db.free_work()?).unwrap_or(0);
    for due in db.due_work(AT_ONCE)? {
        let ids: Vec<Uuid> = due.transactions;
        let taken: i32 =
            db.for_due(due.partner, due.account, |tx| Ok(diesel::select(sql::take_up(ids)).get_result(tx.conn())?))?;
        woken += usize::try_from(taken).unwrap_or(0);
    }
    for due in db.due_cycles(AT_ONCE)? {
        let begun = db.for_due(due.partner, due.account, |tx| begin(tx, &due))?;
        woken += usize::from(begun);
    }
    for due in db.ended_cycles(AT_ONCE)? {
        end(db, &due)?;
    }
    Ok(woken)
}

/// What waits for its cycle or its account: goes on where both let it, and is dropped when its cycle stayed stopped
/// (MODEL section 5). Says how much goes on. Starting a cycle takes up what waited by itself; this finds what came to
/// wait at that moment, and what waited for an account that was resumed.
///
/// # Errors
/// When the database is away; what was done stays.
pub(crate) fn hold(db: &Database) -> AppResult<usize> {
    let mut woken = 0;
    for held in db.held_cycles(AT_ONCE)? {
        let call = go_on(held.account.0, held.cycle.0, db.clock().now(), HELD_AT_ONCE);
        let taken: i32 =
            db.for_due(held.partner, held.account, |tx| Ok(diesel::select(call).get_result(tx.conn())?))?;
        if taken == 0 {
            end(db, &held)?;
        }
        woken += usize::try_from(taken).unwrap_or(0);
    }
    Ok(woken)
}

/// Settles a cycle that has finished, or stayed stopped.
fn end(db: &Database, due: &DueCycle) -> AppResult<()> {
    let call = sql::end_cycle(due.cycle.0, db.clock().now());
    let dropped: i32 = db.for_due(due.partner, due.account, |tx| Ok(diesel::select(call).get_result(tx.conn())?))?;
    if dropped > 0 {
        tracing::info!(account.id = %due.account, "cycle {} stayed stopped: {dropped} transactions dropped", due.cycle);
    }
    Ok(())
}

/// Begins one Transaction of a cycle whose schedule has come, and says when it comes next. After a long outage that is
/// one run and not all that were missed; while its account is suspended none begins, and the next one is the first that
/// is planned after it was resumed (MODEL section 4). False: none began, or another process was quicker.
fn begin(tx: &mut WriteTx<'_, InWork>, due: &DueCycle) -> AppResult<bool> {
    let (partner, account, now) = (due.partner.0, due.account.0, tx.now());
    let found: Option<(Option<serde_json::Value>, Option<DateTime<Utc>>)> = cycles::table
        .find((partner, account, due.cycle.0))
        .filter(cycles::state.eq("active"))
        .filter(cycles::next_run_at.le(now))
        .select((cycles::schedule, cycles::next_run_at))
        .for_update()
        .skip_locked()
        .first(tx.conn())
        .optional()?;
    let Some((schedule, planned)) = found else { return Ok(false) };
    let timezone: String = accounts::table.find((partner, account)).select(accounts::timezone).first(tx.conn())?;
    let schedule: Option<Schedule> = schedule.map(serde_json::from_value).transpose()?;
    let zone = timezone.parse().unwrap_or(chrono_tz::Tz::UTC);
    let next: Option<DateTime<Utc>> =
        schedule.zip(planned).and_then(|(schedule, planned)| schedule.next_when_taken_up(planned, now, zone));
    diesel::update(cycles::table.find((partner, account, due.cycle.0)))
        .set(cycles::next_run_at.eq(next))
        .execute(tx.conn())?;
    if diesel::select(sql::closed(account, now)).get_result(tx.conn())? {
        return Ok(false);
    }
    let none = None::<&str>;
    let call =
        sql::accept(tx.new_id(), due.cycle.0, None::<Uuid>, none, "schedule", None::<Uuid>, none, none, none, now);
    diesel::select(call).execute(tx.conn())?;
    Ok(true)
}
