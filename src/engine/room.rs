//! Room at the limits that make work wait (M5): asked for by leased Transactions of accounts that are near one, before they
//! begin and before each further Task, and looked for on behalf of those that wait. What gets none goes back to the backlog
//! of its account, whose work waits then as a whole and goes on in its order.

use super::model::Totals;
use crate::db::schema::queue;
use crate::db::{Database, InWork, WriteTx};
use crate::error::{AppError, AppResult};
use crate::limits::said::{Full, waits_at};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use serde::Deserialize;
use std::collections::HashSet;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.ask_room"] fn ask_room(ids: Array<SqlUuid>, needs: Array<Integer>, fresh: Array<Bool>, at: Timestamptz) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.release_account"] fn release_account(at: Timestamptz) -> Bool; }
diesel::define_sql_function! { #[sql_name = "app.lock_work_limits"] fn lock_work_limits(of_account: SqlUuid) -> Text; }

mod sql {
    #![expect(clippy::too_many_arguments, reason = "the call of an SQL function has as many as that function")]
    use super::*;
    diesel::define_sql_function! { #[sql_name = "app.settle_log"] fn settle_log(ids: Array<SqlUuid>, states: Array<Text>, waits: Array<Nullable<Text>>, steps: Array<Integer>, tasks: Array<Integer>, warnings: Array<Integer>, failed_steps: Array<Nullable<Text>>, problems: Array<Nullable<Text>>, kept: Array<Nullable<Timestamptz>>, at: Timestamptz) -> Text; }
}

/// Accounts that are looked at in one round.
const HELD_AT_ONCE: i32 = 200;

/// One that asks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asks {
    pub id: Uuid,
    /// Tasks that it may come to need until its end.
    pub needs: i32,
    /// It had none yet.
    pub fresh: bool,
    /// What it has come to.
    pub totals: Totals,
}

/// What was said to those that asked.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// These were put back: they are leased no longer.
    pub denied: HashSet<Uuid>,
    /// The next Task of these is beyond a limit that lets it go on.
    pub beyond: HashSet<Uuid>,
    /// What had no room.
    limit: Option<Full>,
}

/// To be called before anything that `ask` follows in the same database transaction: whoever asks at one of these limits
/// waits for its end, and rows of the queue are locked after that.
///
/// # Errors
/// When the database is away.
pub(super) fn lock(tx: &mut WriteTx<'_, InWork>) -> AppResult<()> {
    let account = tx.account_id().0;
    diesel::select(lock_work_limits(account)).execute(tx.conn())?;
    Ok(())
}

/// Asks for room for one more Task of each.
///
/// # Errors
/// When the database is away.
pub(super) fn ask(tx: &mut WriteTx<'_, InWork>, all: &[Asks]) -> AppResult<Asked> {
    if all.is_empty() {
        return Ok(Asked::default());
    }
    let now = tx.now();
    let ids: Vec<Uuid> = all.iter().map(|one| one.id).collect();
    let needs: Vec<i32> = all.iter().map(|one| one.needs).collect();
    let fresh: Vec<bool> = all.iter().map(|one| one.fresh).collect();
    let found: serde_json::Value = diesel::select(ask_room(ids, needs, fresh, now)).get_result(tx.conn())?;
    let asked: Asked = serde_json::from_value(found)?;
    if let Some(full) = &asked.limit {
        let mut denied: Vec<Asks> = all.iter().copied().filter(|one| asked.denied.contains(&one.id)).collect();
        denied.sort_by_key(|one| one.id);
        wait(tx, &denied, &waits_at(full))?;
    }
    Ok(asked)
}

/// Notes in the log that they wait, for what, and what they have come to until then. In the order of their ids.
fn wait(tx: &mut WriteTx<'_, InWork>, all: &[Asks], why: &str) -> AppResult<()> {
    let now = tx.now();
    let ids: Vec<Uuid> = all.iter().map(|one| one.id).collect();
    let count = |of: fn(&Totals) -> i32| -> Vec<i32> { all.iter().map(|one| of(&one.totals)).collect() };
    let (states, waits) = (vec!["waiting"; all.len()], vec![Some(why); all.len()]);
    let (steps, tasks, warnings) = (count(|has| has.steps), count(|has| has.tasks), count(|has| has.warnings));
    let nothing = vec![None::<&str>; all.len()];
    let kept = vec![None::<DateTime<Utc>>; all.len()];
    let call = sql::settle_log(ids, states, waits, steps, tasks, warnings, nothing.clone(), nothing, kept, now);
    diesel::select(call).execute(tx.conn())?;
    Ok(())
}

/// What they were granted is in the ledger, and they do not ask for more now.
///
/// # Errors
/// When the database is away.
pub(super) fn give_back(tx: &mut WriteTx<'_, InWork>, ids: &[Uuid]) -> AppResult<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let mine = queue::table.filter(queue::account_id.eq(tx.account_id().0)).filter(queue::transaction_id.eq_any(ids));
    diesel::update(mine).set((queue::granted.eq(0), queue::reserved.eq(0))).execute(tx.conn())?;
    Ok(())
}

/// What whoever runs a Transaction is told when it was put back: nothing more is to be done about it.
pub(super) fn put_back() -> AppError {
    AppError::Busy { why: "It waits at a limit.".to_owned(), retry_after_s: 1 }
}

/// Looks at accounts whose work waits at a limit, and lets it go on where there is room again; says in how many.
///
/// # Errors
/// When the database is away; what was done stays.
pub(super) fn release(db: &Database) -> AppResult<usize> {
    let now = db.clock().now();
    let mut released = 0;
    let all = db.held_accounts(HELD_AT_ONCE)?;
    if !all.is_empty() {
        db.watch_held(&all)?;
    }
    for held in all {
        let goes_on: bool = db.for_due(held.partner, held.account, |tx| {
            Ok(diesel::select(release_account(now)).get_result(tx.conn())?)
        })?;
        released += usize::from(goes_on);
    }
    Ok(released)
}
