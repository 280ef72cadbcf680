//! Reading where a Transaction stands, under its lease.

use super::model::{Entry, Kept, Totals};
use super::opened::Opened;
use super::plans::{Connection, Plan, connections_of, kept};
use super::room;
use super::worker::Engine;
use crate::db::schema::{accounts, cycles, step_runs, transactions};
use crate::db::{Claimed, InWork, WriteTx};
use crate::error::{AppError, AppResult};
use crate::flows::walk::Went;
use crate::ids::CycleId;
use crate::limits::model::Kind;
use crate::limits::queries::ceiling;
use crate::mapping::values::Data;
use chrono::{DateTime, Utc};
use diesel::dsl::{count_star, sum};
use diesel::prelude::*;
use diesel::sql_types::{Timestamptz, Uuid as SqlUuid};
use serde_json::{Value, json};
use std::collections::{HashMap, hash_map};
use std::sync::Arc;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.cycle_now"] fn cycle_now(of_id: SqlUuid, of_cycle: SqlUuid, at: Timestamptz) -> Jsonb; }

/// The origin of those that their parent counts; one that is run again was counted before.
const ITEM: &str = "item";
/// Splits inside of splits that are looked through for what earlier steps gave.
const NESTED_MAX: usize = 8;
/// Runs of one Transaction that are read; a flow of 200 steps with 50 tries each has no more.
const RUNS_MAX: i64 = 10_000;

/// What this process accepted a moment ago, if the Transaction is that.
pub(super) fn first_of(engine: &Engine, claimed: &Claimed) -> Option<Entry> {
    if claimed.attempt == 1 { engine.fresh.take(claimed.transaction) } else { None }
}

/// Opens a leased Transaction of which this process knows everything: what it began with, and a plan that needs no
/// connectors. None: it must be read.
pub(super) fn known(engine: &Engine, claimed: &Claimed, first: Option<&Entry>) -> Option<Opened> {
    // Who must ask for room asks where it is read.
    let plan = known_plan(engine, claimed).filter(|_| !claimed.careful)?;
    let known = plan.flow.slots.is_empty() && engine.plans.knows_agent(claimed.partner, claimed.account, engine.now());
    first.filter(|_| known).map(|first| begun(plan, first.clone(), claimed))
}

/// Leased, and what it began with where that is known.
pub(super) type Lease = (Claimed, Option<Entry>);

/// Opens leased Transactions of one account, in their order. They are read together, which costs little more than one of
/// them, so that an account with much to do leaves the database to the others (R4); where that fails, each by itself.
///
/// # Errors
/// Of each: `Busy` when its lease was lost, or when it was put back for want of room; `Internal` when its flow cannot be read.
pub(super) async fn open_all(engine: &Arc<Engine>, leases: Vec<Lease>) -> Vec<AppResult<Opened>> {
    if let [lease] = leases.as_slice() {
        return vec![open(engine, lease.clone()).await];
    }
    let claimed: Vec<Claimed> = leases.iter().map(|(claimed, _)| claimed.clone()).collect();
    let (all, shared) = (leases.clone(), engine.clone());
    match engine.for_works(claimed, move |tx| read(tx, &shared, &all)).await {
        Ok(opened) => opened,
        Err(_) => {
            let mut opened = Vec::new();
            for lease in leases {
                opened.push(open(engine, lease).await);
            }
            opened
        }
    }
}

async fn open(engine: &Arc<Engine>, lease: Lease) -> AppResult<Opened> {
    let shared = engine.clone();
    let opened = engine.for_works(vec![lease.0.clone()], move |tx| read(tx, &shared, &[lease])).await?;
    opened.into_iter().next().unwrap_or_else(|| Err(AppError::internal("nothing was opened")))
}

fn known_plan(engine: &Engine, claimed: &Claimed) -> Option<Arc<Plan>> {
    let of = (claimed.partner, claimed.account, claimed.cycle);
    engine.plans.known(of, (claimed.version, claimed.account_version), engine.db.clock().now())
}

/// One of whose log only what it began with can be there: its first lease is this one.
fn begun(plan: Arc<Plan>, first: Entry, claimed: &Claimed) -> Opened {
    Opened {
        plan,
        connections: Vec::new(),
        cycle: claimed.now.clone(),
        counted_by: None,
        item: None,
        children_open: false,
        entries: vec![first],
        outer: Vec::new(),
    }
}

type Row = (i32, String, String, Option<String>, DateTime<Utc>, i16, Option<String>);
/// Parent, place in its collection, origin, items that have not ended, how its cycle stands.
type Head = (Option<Uuid>, Option<i32>, String, Option<i32>, Value);

/// What several Transactions of a cycle share.
type Shared = (Arc<Plan>, Vec<Connection>);

fn read(tx: &mut WriteTx<'_, InWork>, engine: &Engine, leases: &[Lease]) -> AppResult<Vec<AppResult<Opened>>> {
    let mut cycles: HashMap<CycleId, Shared> = HashMap::new();
    for (claimed, _) in leases {
        if let hash_map::Entry::Vacant(unread) = cycles.entry(claimed.cycle) {
            unread.insert(of_cycle(tx, engine, claimed)?);
        }
    }
    // All of one account.
    if let Some((claimed, _)) = leases.first() {
        engine.plans.look_at_agent(tx, claimed.account)?;
    }
    let unknown = leases.iter().filter(|(_, first)| first.is_none());
    let ids: Vec<Uuid> = unknown.map(|(claimed, _)| claimed.transaction.0).collect();
    let (mut heads, mut logs) = (heads(tx, &ids)?, entries(tx, &ids)?);
    let mut above: HashMap<Uuid, Vec<(String, Data)>> = HashMap::new();
    let mut opened = Vec::new();
    for (claimed, first) in leases {
        let (plan, connections) = cycles.get(&claimed.cycle).cloned().ok_or(AppError::NotFound)?;
        if let Some(first) = first {
            opened.push(Opened { connections, ..begun(plan, first.clone(), claimed) });
            continue;
        }
        let id = claimed.transaction.0;
        let (parent, item, origin, children, cycle) = heads.remove(&id).ok_or(AppError::NotFound)?;
        let outer = match parent {
            None => Vec::new(),
            Some(parent) => match above.get(&parent) {
                Some(known) => known.clone(),
                None => above.entry(parent).or_insert(outer(tx, parent)?).clone(),
            },
        };
        opened.push(Opened {
            plan,
            connections,
            cycle: serde_json::from_value(cycle)?,
            counted_by: parent.filter(|_| origin == ITEM),
            item,
            children_open: children.unwrap_or(0) > 0,
            entries: logs.remove(&id).unwrap_or_default(),
            outer,
        });
    }
    // Last, since others wait for it.
    let careful = leases.iter().zip(&opened).filter(|((of, _), _)| of.careful);
    let asks: Vec<room::Asks> = careful.map(|((of, _), opened)| asks(of, opened)).collect();
    let asked = room::ask(tx, &asks)?;
    let with_room = leases.iter().zip(opened).map(|((claimed, _), mut opened)| {
        let id = claimed.transaction.0;
        if asked.denied.contains(&id) {
            return Err(room::put_back());
        }
        opened.cycle.beyond = asked.beyond.contains(&id);
        Ok(opened)
    });
    Ok(with_room.collect())
}

fn asks(claimed: &Claimed, opened: &Opened) -> room::Asks {
    let totals = Totals::of(&opened.entries);
    room::Asks { id: claimed.transaction.0, needs: opened.needs(), fresh: totals.tasks == 0, totals }
}

fn of_cycle(tx: &mut WriteTx<'_, InWork>, engine: &Engine, claimed: &Claimed) -> AppResult<Shared> {
    let plan = match known_plan(engine, claimed) {
        Some(plan) => plan,
        None => engine.plans.read(tx, claimed.cycle)?,
    };
    let connections =
        if plan.flow.slots.is_empty() { Vec::new() } else { connections_of(tx, &engine.vault, claimed.cycle)? };
    Ok((plan, connections))
}

/// Where the ids of a list lie, so that only the partitions of their months are looked into.
fn bounds(ids: &[Uuid]) -> Option<(Uuid, Uuid)> {
    Some((*ids.iter().min()?, *ids.iter().max()?))
}

fn heads(tx: &mut WriteTx<'_, InWork>, ids: &[Uuid]) -> AppResult<HashMap<Uuid, Head>> {
    let (Some((first, last)), now) = (bounds(ids), tx.now()) else { return Ok(HashMap::new()) };
    let found: Vec<(Uuid, Head)> = transactions::table
        .filter(transactions::account_id.eq(tx.account_id().0))
        .filter(transactions::id.eq_any(ids))
        .filter(transactions::id.between(first, last))
        .select((
            transactions::id,
            (
                transactions::parent_id,
                transactions::item,
                transactions::origin,
                transactions::children_open,
                cycle_now(transactions::id, transactions::cycle_id, now),
            ),
        ))
        .load(tx.conn())?;
    Ok(found.into_iter().collect())
}

/// The logs of these Transactions.
fn entries(tx: &mut WriteTx<'_, InWork>, ids: &[Uuid]) -> AppResult<HashMap<Uuid, Vec<Entry>>> {
    let Some((first, last)) = bounds(ids) else { return Ok(HashMap::new()) };
    let rows: Vec<(Uuid, Row)> = step_runs::table
        .filter(step_runs::account_id.eq(tx.account_id().0))
        .filter(step_runs::transaction_id.eq_any(ids))
        .filter(step_runs::transaction_id.between(first, last))
        .order((step_runs::transaction_id, step_runs::seq))
        .limit(RUNS_MAX)
        .select((
            step_runs::transaction_id,
            (
                step_runs::seq,
                step_runs::step,
                step_runs::outcome,
                step_runs::port,
                step_runs::started_at,
                step_runs::tasks,
                step_runs::output,
            ),
        ))
        .load(tx.conn())?;
    if rows.len() >= usize::try_from(RUNS_MAX).unwrap_or(usize::MAX) {
        return Err(AppError::internal("more runs of steps than one flow can have"));
    }
    let mut logs: HashMap<Uuid, Vec<Entry>> = HashMap::new();
    for (id, row) in rows {
        logs.entry(id).or_default().push(entry(row)?);
    }
    Ok(logs)
}

fn entry((seq, step, outcome, port, began, tasks, output): Row) -> AppResult<Entry> {
    let went = match outcome.as_str() {
        "done" | "warned" => Went::On(port.unwrap_or_default()),
        "split" => Went::Split,
        "failed" => Went::Failed,
        "retry" | "waits" => Went::Again,
        other => return Err(AppError::internal(format!("an outcome that is not known: {other}"))),
    };
    let output = output.map(|text| serde_json::from_str(&text)).transpose()?.unwrap_or(Value::Null);
    let (warned, waited) = (outcome == "warned", outcome == "waits");
    Ok(Entry { seq, step, went, began, tasks, warned, waited, output: Data::new(output) })
}

/// What the steps of a parent and of those above it gave, the nearest first.
fn outer(tx: &mut WriteTx<'_, InWork>, parent: Uuid) -> AppResult<Vec<(String, Data)>> {
    let mut given = Vec::new();
    let mut above = Some(parent);
    for _ in 0..NESTED_MAX {
        let Some(id) = above else { break };
        let entries = entries(tx, &[id])?.remove(&id).unwrap_or_default();
        let settled = entries.into_iter().rev().filter(|entry| matches!(entry.went, Went::On(_)));
        given.extend(settled.map(|entry| (entry.step, entry.output)));
        above = transactions::table
            .find((tx.account_id().0, id))
            .select(transactions::parent_id)
            .first::<Option<Uuid>>(tx.conn())?;
    }
    Ok(given)
}

/// What is known of a Transaction that cannot be run any further, whatever of it cannot be read.
pub(crate) struct Left {
    pub counted_by: Option<Uuid>,
    pub totals: Totals,
    /// The last step that is in its log.
    pub step: Option<String>,
    pub kept: Kept,
}

/// Reads that from the log.
///
/// # Errors
/// When the lease was lost, or the database is away.
pub(crate) fn left(tx: &mut WriteTx<'_, InWork>, claimed: &Claimed) -> AppResult<Left> {
    let (account, id) = (tx.account_id().0, claimed.transaction.0);
    let (parent, origin, cycle): (Option<Uuid>, String, Uuid) = transactions::table
        .find((account, id))
        .select((transactions::parent_id, transactions::origin, transactions::cycle_id))
        .first(tx.conn())?;
    let logged: bool =
        cycles::table.find((tx.partner_id().0, account, cycle)).select(cycles::log_step_data).first(tx.conn())?;
    let runs = || step_runs::table.filter(step_runs::account_id.eq(account)).filter(step_runs::transaction_id.eq(id));
    let (steps, tasks): (i64, Option<i64>) = runs().select((count_star(), sum(step_runs::tasks))).first(tx.conn())?;
    let warnings: i64 = runs().filter(step_runs::outcome.eq("warned")).count().get_result(tx.conn())?;
    let step = runs().order(step_runs::seq.desc()).select(step_runs::step).first(tx.conn()).optional()?;
    let (good, failed) = accounts::table
        .find((tx.partner_id().0, account))
        .select((accounts::retention_success_hours, accounts::retention_error_hours))
        .first(tx.conn())?;
    let most_h = ceiling(tx, claimed.account, Kind::RetentionHours)?;
    let number = |count: i64| i32::try_from(count).unwrap_or(i32::MAX);
    let totals = Totals { steps: number(steps), tasks: number(tasks.unwrap_or(0)), warnings: number(warnings) };
    Ok(Left {
        counted_by: parent.filter(|_| origin == ITEM),
        totals,
        step,
        kept: kept(good, failed, most_h).where_logged(logged),
    })
}

/// The items of a Transaction's split collections in their order: how each ended, and what its last step gave.
///
/// # Errors
/// When the lease was lost.
pub(crate) async fn items_of(engine: &Arc<Engine>, claimed: &Claimed) -> AppResult<Vec<Value>> {
    let parent = claimed.transaction.0;
    engine
        .for_work(claimed.clone(), move |tx| {
            let account = tx.account_id().0;
            let items: Vec<(Uuid, Option<i32>, String)> = transactions::table
                .filter(transactions::account_id.eq(account))
                .filter(transactions::parent_id.eq(parent))
                .filter(transactions::origin.eq(ITEM))
                .order((transactions::item, transactions::id))
                .limit(i64::try_from(crate::flows::model::ITEMS_MAX).unwrap_or(i64::MAX))
                .select((transactions::id, transactions::item, transactions::status))
                .load(tx.conn())?;
            let ids: Vec<Uuid> = items.iter().map(|(id, ..)| *id).collect();
            let outputs: Vec<(Uuid, Option<String>)> = step_runs::table
                .filter(step_runs::account_id.eq(account))
                .filter(step_runs::transaction_id.eq_any(ids))
                .filter(step_runs::output.is_not_null())
                .order((step_runs::transaction_id, step_runs::seq.desc()))
                .distinct_on(step_runs::transaction_id)
                .select((step_runs::transaction_id, step_runs::output))
                .load(tx.conn())?;
            let mut last: HashMap<Uuid, Option<String>> = outputs.into_iter().collect();
            items
                .into_iter()
                .map(|(id, item, status)| {
                    let output = last.remove(&id).flatten().map(|text| serde_json::from_str(&text)).transpose()?;
                    Ok(json!({ "index": item, "status": status, "output": output.unwrap_or(Value::Null) }))
                })
                .collect()
        })
        .await
}
