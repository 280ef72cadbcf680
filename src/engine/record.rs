//! What the engine writes: the outcomes of steps with their Tasks and incidents, and how each Transaction stands then,
//! all in one database transaction of one account (R1, M1). Several Transactions of one account go together.

use super::model::{CycleNow, Incident, Items, Kept, Report, Run, Standing, Task};
use super::opening::cycle_now;
use super::room;
use crate::db::schema::{cycles, queue_accounts, transactions};
use crate::db::{Claimed, InWork, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Integer, Nullable, SmallInt, Text, Timestamptz, Uuid as SqlUuid};
use serde_json::Value;
use std::collections::HashMap;
use uuid::Uuid;

mod sql {
    //! The calls of `sql/queue.sql`.
    #![expect(clippy::too_many_arguments, reason = "the call of an SQL function has as many as that function")]
    use super::*;
    diesel::define_sql_function! { #[sql_name = "app.record_runs"] fn record_runs(ids: Array<SqlUuid>, seqs: Array<Integer>, steps: Array<Text>, attempts: Array<SmallInt>, outcomes: Array<Text>, ports: Array<Nullable<Text>>, began: Array<Timestamptz>, took: Array<Integer>, counts: Array<Nullable<Integer>>, units: Array<SmallInt>, codes: Array<Nullable<SmallInt>>, problems: Array<Nullable<Text>>, outputs: Array<Nullable<Text>>, requests: Array<Nullable<Text>>, responses: Array<Nullable<Text>>) -> Text; }
    diesel::define_sql_function! { #[sql_name = "app.record_tasks"] fn record_tasks(entries: Array<SqlUuid>, ids: Array<SqlUuid>, cycles: Array<SqlUuid>, steps: Array<Text>, connectors: Array<Nullable<SqlUuid>>, methods: Array<Text>, good: Array<Bool>, beyond: Array<Bool>, at: Timestamptz) -> Text; }
    diesel::define_sql_function! { #[sql_name = "app.record_incidents"] fn record_incidents(entries: Array<SqlUuid>, ids: Array<SqlUuid>, cycles: Array<SqlUuid>, steps: Array<Text>, kinds: Array<Text>, causes: Array<Text>, messages: Array<Text>, at: Timestamptz) -> Text; }
    diesel::define_sql_function! { #[sql_name = "app.note_use"] fn note_use(tasks: Array<SqlUuid>, ended: Array<SqlUuid>, at: Timestamptz) -> Text; }
    diesel::define_sql_function! { #[sql_name = "app.settle"] fn settle(ids: Array<SqlUuid>, states: Array<Text>, waits: Array<Nullable<Text>>, until: Array<Nullable<Timestamptz>>, steps: Array<Integer>, tasks: Array<Integer>, warnings: Array<Integer>, failed_steps: Array<Nullable<Text>>, problems: Array<Nullable<Text>>, kept: Array<Nullable<Timestamptz>>, at: Timestamptz) -> Text; }
    diesel::define_sql_function! { #[sql_name = "app.accept_items"] fn accept_items(parent: SqlUuid, cycle: SqlUuid, step: Text, ids: Array<SqlUuid>, items: Array<Text>, first_item: Integer, at: Timestamptz) -> Text; }
    diesel::define_sql_function! { #[sql_name = "app.take_up"] fn take_up(ids: Array<SqlUuid>) -> Integer; }
}

/// Items that are queued in one statement.
const ITEMS_AT_ONCE: usize = 1_000;

/// What is to be written about one Transaction under its lease.
pub(crate) struct Written {
    pub claimed: Claimed,
    pub kept: Kept,
    pub parent: Option<Uuid>,
    /// Its Tasks in hand are beyond a limit that lets them go on.
    pub beyond: bool,
    /// It goes on with a step that takes a Task, and asks for room; so many it may need until its end.
    pub needs: Option<i32>,
    pub report: Report,
}

/// What was written.
pub(crate) struct Recorded {
    /// How the cycle stands now of each Transaction that goes on.
    pub stands: HashMap<Uuid, CycleNow>,
    /// Others of the account may be ready now: those behind them, their items, or what waited for them. They are looked for
    /// at once then; else an account with a backlog would have one round a look.
    pub others: bool,
}

/// Writes what is known of Transactions of the scope's account.
///
/// # Errors
/// When it cannot be written; then none of it is.
pub(crate) fn write(tx: &mut WriteTx<'_, InWork>, all: &[&Written]) -> AppResult<Recorded> {
    if all.iter().any(|written| written.needs.is_some()) {
        room::lock(tx)?;
    }
    // Cycles before transactions that wait for others, those before causes of incidents, those before the queue: whoever
    // locks some of these does it in this order.
    for written in all {
        if let Some(Standing::Failed { problem, stops_cycle: true, .. }) = &written.report.standing {
            stop_cycle(tx, written, problem)?;
        }
    }
    let complete = children_ended(tx, all)?;
    let mut rows = rows(all, tx.now());
    let queued = all.iter().any(|of| !of.report.items.is_empty());
    let entries = tx.new_ids(runs(all).map(|(_, run)| run.ran.tasks.len()).sum());
    let ended: Vec<Uuid> =
        rows.iter().filter(|(_, row)| row.kept.is_some()).map(|(of, _)| of.claimed.transaction.0).collect();
    let noted = sql::note_use(entries.clone(), ended, tx.now());
    let mut behind = false;
    let aside = |of: &&Written| {
        let report = &of.report;
        !report.incidents.is_empty() || !report.items.is_empty() || report.standing == Some(Standing::ForItems)
    };
    if rows.is_empty() || all.iter().any(aside) {
        diesel::select((runs_call(all), tasks_call(all, entries, tx.now()), noted)).execute(tx.conn())?;
        record_incidents(tx, all)?;
        for written in all {
            for items in &written.report.items {
                queue_items(tx, written, items)?;
            }
        }
        for (of, row) in &mut rows {
            if of.report.standing == Some(Standing::ForItems) && all_items_ended(tx, of)? {
                // They were quicker than this one: nobody would take it up any more.
                row.until = Some(tx.now());
            }
        }
        if !rows.is_empty() {
            let more = more_open(tx.account_id(), rows.len());
            (_, behind) = diesel::select((settle_call(&rows, tx.now()), more)).get_result::<Settled>(tx.conn())?;
        }
    } else {
        // Nearly all of them: one round trip.
        let settled = (settle_call(&rows, tx.now()), more_open(tx.account_id(), rows.len()));
        let all_of_it = diesel::select((runs_call(all), tasks_call(all, entries, tx.now()), noted, settled));
        (_, _, _, (_, behind)) = all_of_it.get_result::<(String, String, String, Settled)>(tx.conn())?;
    }
    if !complete.is_empty() {
        behind |= diesel::select(sql::take_up(complete)).get_result::<i32>(tx.conn())? > 0;
    }
    let mut stands = how_they_stand(tx, all)?;
    ask(tx, all, &mut stands)?;
    Ok(Recorded { stands, others: behind || queued })
}

/// Of accounts that are near a limit: room for those that go on with a Task; the others have used what they were granted.
fn ask(tx: &mut WriteTx<'_, InWork>, all: &[&Written], stands: &mut HashMap<Uuid, CycleNow>) -> AppResult<()> {
    let careful = all.iter().filter(|of| of.claimed.careful && of.report.standing == Some(Standing::GoesOn));
    let (mut asking, mut idle) = (Vec::new(), Vec::new());
    for of in careful {
        let id = of.claimed.transaction.0;
        match of.needs {
            Some(needs) => asking.push(room::Asks { id, needs, fresh: false, totals: of.report.totals }),
            None => idle.push(id),
        }
    }
    room::give_back(tx, &idle)?;
    let asked = room::ask(tx, &asking)?;
    for (id, now) in stands {
        now.put_back = asked.denied.contains(id);
        now.beyond = asked.beyond.contains(id);
    }
    Ok(())
}

/// What settling says, which is nothing, and whether more were open than were settled.
type Settled = (String, bool);

/// Whether more than these are open in an account. It is read as it was before the statement that it is part of.
#[diesel::dsl::auto_type(no_type_alias)]
fn more_open(account: AccountId, settled: usize) -> _ {
    let settled: i32 = i32::try_from(settled).unwrap_or(i32::MAX);
    let id: Uuid = account.0;
    let mine = queue_accounts::table.filter(queue_accounts::account_id.eq(id)).filter(queue_accounts::open.gt(settled));
    diesel::dsl::exists(mine)
}

fn how_they_stand(tx: &mut WriteTx<'_, InWork>, all: &[&Written]) -> AppResult<HashMap<Uuid, CycleNow>> {
    let go_on: Vec<Uuid> = all
        .iter()
        .filter(|of| of.report.standing == Some(Standing::GoesOn))
        .map(|of| of.claimed.transaction.0)
        .collect();
    if go_on.is_empty() {
        return Ok(HashMap::new());
    }
    let now = tx.now();
    let found: Vec<(Uuid, Value)> = transactions::table
        .filter(transactions::account_id.eq(tx.account_id().0))
        .filter(transactions::id.eq_any(go_on))
        .select((transactions::id, cycle_now(transactions::id, transactions::cycle_id, now)))
        .load(tx.conn())?;
    found.into_iter().map(|(id, now)| Ok((id, serde_json::from_value(now)?))).collect()
}

fn runs<'a>(all: &'a [&'a Written]) -> impl Iterator<Item = (&'a Written, &'a Run)> {
    all.iter().flat_map(|written| written.report.runs.iter().map(move |run| (*written, run)))
}

type Texts<'a> = Vec<&'a str>;
type MaybeTexts<'a> = Vec<Option<&'a str>>;
type RunsCall<'a> = sql::record_runs<
    Vec<Uuid>,
    Vec<i32>,
    Texts<'a>,
    Vec<i16>,
    Texts<'a>,
    MaybeTexts<'a>,
    Vec<DateTime<Utc>>,
    Vec<i32>,
    Vec<Option<i32>>,
    Vec<i16>,
    Vec<Option<i16>>,
    MaybeTexts<'a>,
    MaybeTexts<'a>,
    MaybeTexts<'a>,
    MaybeTexts<'a>,
>;

fn runs_call<'a>(all: &'a [&'a Written]) -> RunsCall<'a> {
    let ids: Vec<Uuid> = runs(all).map(|(of, _)| of.claimed.transaction.0).collect();
    let seqs: Vec<i32> = runs(all).map(|(_, run)| run.seq).collect();
    let steps: Vec<&str> = runs(all).map(|(_, run)| run.step.as_str()).collect();
    let attempts: Vec<i16> = runs(all).map(|(_, run)| run.attempt).collect();
    let outcomes: Vec<&str> = runs(all).map(|(_, run)| run.outcome).collect();
    let ports: Vec<Option<&str>> = runs(all).map(|(_, run)| run.port.as_deref()).collect();
    let began: Vec<DateTime<Utc>> = runs(all).map(|(_, run)| run.began).collect();
    let took: Vec<i32> = runs(all).map(|(_, run)| run.took_ms).collect();
    let counts: Vec<Option<i32>> = runs(all).map(|(_, run)| run.ran.records).collect();
    let units: Vec<i16> = runs(all).map(|(_, run)| i16::try_from(run.ran.tasks.len()).unwrap_or(i16::MAX)).collect();
    let codes: Vec<Option<i16>> = runs(all).map(|(_, run)| run.ran.status_code).collect();
    let problems: Vec<Option<&str>> = runs(all).map(|(_, run)| run.problem.as_deref()).collect();
    let outputs: Vec<Option<&str>> = runs(all).map(|(_, run)| run.output.as_deref()).collect();
    let requests: Vec<Option<&str>> = runs(all).map(|(_, run)| run.ran.request.as_deref()).collect();
    let responses: Vec<Option<&str>> = runs(all).map(|(_, run)| run.ran.response.as_deref()).collect();
    sql::record_runs(
        ids, seqs, steps, attempts, outcomes, ports, began, took, counts, units, codes, problems, outputs, requests,
        responses,
    )
}

type TasksCall<'a> = sql::record_tasks<
    Vec<Uuid>,
    Vec<Uuid>,
    Vec<Uuid>,
    Texts<'a>,
    Vec<Option<Uuid>>,
    Texts<'a>,
    Vec<bool>,
    Vec<bool>,
    DateTime<Utc>,
>;

fn tasks_call<'a>(all: &'a [&'a Written], entries: Vec<Uuid>, now: DateTime<Utc>) -> TasksCall<'a> {
    let tasks: Vec<(&Written, &Run, &Task)> =
        runs(all).flat_map(|(of, run)| run.ran.tasks.iter().map(move |task| (of, run, task))).collect();
    let ids: Vec<Uuid> = tasks.iter().map(|(of, ..)| of.claimed.transaction.0).collect();
    let cycles: Vec<Uuid> = tasks.iter().map(|(of, ..)| of.claimed.cycle.0).collect();
    let steps: Vec<&str> = tasks.iter().map(|(_, run, _)| run.step.as_str()).collect();
    let connectors: Vec<Option<Uuid>> = tasks.iter().map(|(.., task)| task.connector.map(|id| id.0)).collect();
    let methods: Vec<&str> = tasks.iter().map(|(.., task)| task.method.as_str()).collect();
    let good: Vec<bool> = tasks.iter().map(|(.., task)| task.good).collect();
    let beyond: Vec<bool> = tasks.iter().map(|(of, ..)| of.beyond).collect();
    sql::record_tasks(entries, ids, cycles, steps, connectors, methods, good, beyond, now)
}

fn record_incidents(tx: &mut WriteTx<'_, InWork>, all: &[&Written]) -> AppResult<()> {
    let incidents: Vec<(&Written, &Incident)> =
        all.iter().flat_map(|of| of.report.incidents.iter().map(move |incident| (*of, incident))).collect();
    if incidents.is_empty() {
        return Ok(());
    }
    let entries = tx.new_ids(incidents.len());
    let ids: Vec<Uuid> = incidents.iter().map(|(of, _)| of.claimed.transaction.0).collect();
    let cycles: Vec<Uuid> = incidents.iter().map(|(of, _)| of.claimed.cycle.0).collect();
    let steps: Vec<&str> = incidents.iter().map(|(_, incident)| incident.step.as_str()).collect();
    let kinds: Vec<&str> = incidents.iter().map(|(_, incident)| incident.kind).collect();
    let causes: Vec<&str> = incidents.iter().map(|(_, incident)| incident.cause.as_str()).collect();
    let messages: Vec<&str> = incidents.iter().map(|(_, incident)| incident.message.as_str()).collect();
    let now = tx.now();
    let call = sql::record_incidents(entries, ids, cycles, steps, kinds, causes, messages, now);
    diesel::select(call).execute(tx.conn())?;
    Ok(())
}

fn queue_items(tx: &mut WriteTx<'_, InWork>, written: &Written, items: &Items) -> AppResult<()> {
    let (parent, cycle, now) = (written.claimed.transaction.0, written.claimed.cycle.0, tx.now());
    let all_ids = tx.new_ids(items.outputs.len());
    for (no, (some, ids)) in items.outputs.chunks(ITEMS_AT_ONCE).zip(all_ids.chunks(ITEMS_AT_ONCE)).enumerate() {
        let first = i32::try_from(no * ITEMS_AT_ONCE).map_err(AppError::internal)?;
        let call = sql::accept_items(parent, cycle, items.step.as_str(), ids, some, first, now);
        diesel::select(call).execute(tx.conn())?;
    }
    if items.joined && !items.outputs.is_empty() {
        let count = i32::try_from(items.outputs.len()).map_err(AppError::internal)?;
        let open = transactions::children_open;
        let known: Option<i32> = transactions::table.find((tx.account_id().0, parent)).select(open).first(tx.conn())?;
        diesel::update(transactions::table.find((tx.account_id().0, parent)))
            .set(open.eq(known.unwrap_or(0) + count))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// A step said that its cycle must stop: it takes nothing more until a person starts it again.
fn stop_cycle(tx: &mut WriteTx<'_, InWork>, written: &Written, problem: &str) -> AppResult<()> {
    let now = tx.now();
    diesel::update(cycles::table.find((written.claimed.partner.0, written.claimed.account.0, written.claimed.cycle.0)))
        .filter(cycles::state.eq_any(["active", "finishing"]))
        .set((
            cycles::state.eq("error"),
            cycles::problem.eq(problem),
            cycles::next_run_at.eq(None::<DateTime<Utc>>),
            cycles::stopped_at.eq(now),
            cycles::version.eq(cycles::version + 1),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// How a Transaction stands, as the columns of `app.settle`.
struct Row<'a> {
    state: &'static str,
    waits: Option<&'a str>,
    until: Option<DateTime<Utc>>,
    failed_step: Option<&'a str>,
    problem: Option<&'a str>,
    kept: Option<DateTime<Utc>>,
}

impl Row<'_> {
    fn of<'a>(written: &'a Written, standing: &'a Standing, now: DateTime<Utc>) -> Option<Row<'a>> {
        let keep = |hours: i16| Some(now + Duration::hours(i64::from(hours)));
        let row = Row { state: "waiting", waits: None, until: None, failed_step: None, problem: None, kept: None };
        Some(match standing {
            Standing::GoesOn => return None,
            Standing::Until { at, why } => Row { until: Some(*at), waits: Some(why), ..row },
            Standing::ForItems => Row { waits: Some(super::said::FOR_ITEMS), ..row },
            Standing::Parked { why } => Row { state: "held", waits: Some(why), ..row },
            Standing::Done => Row { state: "done", kept: keep(written.kept.good_h), ..row },
            Standing::Failed { step, problem, .. } => Row {
                state: "failed",
                failed_step: Some(step.as_str()).filter(|step| !step.is_empty()),
                problem: Some(problem),
                kept: keep(written.kept.failed_h),
                ..row
            },
        })
    }
}

/// How those stand that do not go on, in the order of their ids.
fn rows<'a>(all: &[&'a Written], now: DateTime<Utc>) -> Vec<(&'a Written, Row<'a>)> {
    let row = |of: &'a Written| of.report.standing.as_ref().and_then(|standing| Row::of(of, standing, now));
    let mut rows: Vec<(&Written, Row<'_>)> = all.iter().filter_map(|of| Some((*of, row(of)?))).collect();
    rows.sort_by_key(|(of, _)| of.claimed.transaction.0);
    rows
}

type SettleCall<'a> = sql::settle<
    Vec<Uuid>,
    Texts<'a>,
    MaybeTexts<'a>,
    Vec<Option<DateTime<Utc>>>,
    Vec<i32>,
    Vec<i32>,
    Vec<i32>,
    MaybeTexts<'a>,
    MaybeTexts<'a>,
    Vec<Option<DateTime<Utc>>>,
    DateTime<Utc>,
>;

fn settle_call<'a>(rows: &[(&'a Written, Row<'a>)], now: DateTime<Utc>) -> SettleCall<'a> {
    let ids: Vec<Uuid> = rows.iter().map(|(of, _)| of.claimed.transaction.0).collect();
    let states: Texts<'a> = rows.iter().map(|(_, row)| row.state).collect();
    let waits: MaybeTexts<'a> = rows.iter().map(|(_, row)| row.waits).collect();
    let until: Vec<Option<DateTime<Utc>>> = rows.iter().map(|(_, row)| row.until).collect();
    let steps: Vec<i32> = rows.iter().map(|(of, _)| of.report.totals.steps).collect();
    let tasks: Vec<i32> = rows.iter().map(|(of, _)| of.report.totals.tasks).collect();
    let warnings: Vec<i32> = rows.iter().map(|(of, _)| of.report.totals.warnings).collect();
    let failed: MaybeTexts<'a> = rows.iter().map(|(_, row)| row.failed_step).collect();
    let problems: MaybeTexts<'a> = rows.iter().map(|(_, row)| row.problem).collect();
    let kept: Vec<Option<DateTime<Utc>>> = rows.iter().map(|(_, row)| row.kept).collect();
    sql::settle(ids, states, waits, until, steps, tasks, warnings, failed, problems, kept, now)
}

/// Whether the items that a Transaction is about to wait for have ended. Its row stays locked, so that the last of them
/// comes either before this or finds it waiting.
fn all_items_ended(tx: &mut WriteTx<'_, InWork>, of: &Written) -> AppResult<bool> {
    let left: Option<i32> = transactions::table
        .find((tx.account_id().0, of.claimed.transaction.0))
        .select(transactions::children_open)
        .for_update()
        .first(tx.conn())?;
    Ok(left.unwrap_or(0) == 0)
}

/// Counts down the parents of items that end here; gives those that wait for no more of them and so go on. Parents whose
/// own rows are about to be written are locked with them, in the order of their ids.
fn children_ended(tx: &mut WriteTx<'_, InWork>, all: &[&Written]) -> AppResult<Vec<Uuid>> {
    let ended = |of: &&&Written| matches!(of.report.standing, Some(Standing::Done | Standing::Failed { .. }));
    let mut parents: Vec<Uuid> = all.iter().filter(ended).filter_map(|of| of.parent).collect();
    if parents.is_empty() {
        return Ok(parents);
    }
    parents.sort_unstable();
    let for_items = |of: &&&Written| of.report.standing == Some(Standing::ForItems);
    let waiting: Vec<Uuid> = all.iter().filter(for_items).map(|of| of.claimed.transaction.0).collect();
    if !waiting.is_empty() {
        let both: Vec<Uuid> = waiting.iter().chain(&parents).copied().collect();
        let account = transactions::account_id.eq(tx.account_id().0);
        let rows = transactions::table.filter(account).filter(transactions::id.eq_any(both)).order(transactions::id);
        rows.select(transactions::id).for_update().load::<Uuid>(tx.conn())?;
    }
    let mut complete = Vec::new();
    for children in parents.chunk_by(|a, b| a == b) {
        let Some(parent) = children.first() else { continue };
        let count = i32::try_from(children.len()).map_err(AppError::internal)?;
        let left: Option<Option<i32>> = diesel::update(transactions::table.find((tx.account_id().0, *parent)))
            .filter(transactions::children_open.is_not_null())
            .set(transactions::children_open.eq(transactions::children_open - count))
            .returning(transactions::children_open)
            .get_result(tx.conn())
            .optional()?;
        if left == Some(Some(0)) {
            complete.push(*parent);
        }
    }
    Ok(complete)
}
