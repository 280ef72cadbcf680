//! What is done with cycles: made, started, stopped, run once. One use case is one function with all its writes.

use super::model::{State, Stop};
use super::prerequisites;
use super::{hooks, queries};
use crate::audit::Entry;
use crate::db::WriteTx;
use crate::db::schema::{accounts, cycles};
use crate::engine::wake::{HELD_AT_ONCE, go_on};
use crate::error::{AppError, AppResult};
use crate::flows::model::{Does, Flow};
use crate::ids::{AccountId, CycleId, TransactionId};
use crate::limits::choke::room;
use crate::limits::model::Kind;
use crate::people::model::Version;
use crate::schedules::model::Schedule;
use crate::secrets::Vault;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text, Timestamptz, Uuid as SqlUuid};
use serde_json::Value;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.run_once"] fn run_once_now(of_account: SqlUuid, of_cycle: SqlUuid, new_id: SqlUuid, first_step: Nullable<Text>, payload: Nullable<Text>, moment: Timestamptz) -> Bool; }
diesel::define_sql_function! { #[sql_name = "app.halt"] fn halt(of_account: SqlUuid, of_cycle: SqlUuid) -> Text; }

/// A cycle to be made.
pub(crate) struct NewCycle {
    pub name: String,
    pub flow: Flow,
    /// What the customer filled in, by the key of the field.
    pub inputs: Value,
    pub schedule: Option<Schedule>,
    /// What it is installed from; none: it is built in the account.
    pub origin: Option<Origin>,
}

/// The release of a template that a cycle is installed from.
pub(crate) struct Origin {
    pub template: Uuid,
    /// The template's name, for the log.
    pub name: String,
    pub release: i32,
}

/// Makes a cycle, paused, with the addresses of its webhooks.
///
/// # Errors
/// `NotFound` when the account is not there or deleted.
pub(crate) fn create<P>(
    tx: &mut WriteTx<'_, P>,
    vault: &Vault,
    account: AccountId,
    new: &NewCycle,
) -> AppResult<CycleId> {
    new.flow.bounds().map_err(|why| AppError::invalid("flow", why))?;
    let (partner, now, id) = (tx.partner_id().0, tx.now(), CycleId::new());
    let by = tx.facts().name.clone();
    let live: Option<bool> =
        accounts::table.find((partner, account.0)).select(accounts::live).first(tx.conn()).optional()?;
    if live != Some(true) {
        return Err(AppError::NotFound);
    }
    diesel::insert_into(cycles::table)
        .values((
            cycles::partner_id.eq(partner),
            cycles::account_id.eq(account.0),
            cycles::id.eq(id.0),
            cycles::name.eq(&new.name),
            cycles::name_key.eq(new.name.to_lowercase()),
            cycles::template_id.eq(new.origin.as_ref().map(|origin| origin.template)),
            cycles::template_release.eq(new.origin.as_ref().map(|origin| origin.release)),
            cycles::flow.eq(serde_json::to_value(&new.flow)?),
            cycles::inputs.eq(&new.inputs),
            cycles::schedule.eq(new.schedule.as_ref().map(serde_json::to_value).transpose()?),
            cycles::created_at.eq(now),
            cycles::created_by.eq(by),
            cycles::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    hooks::keep(tx, vault, account, id, &new.flow)?;
    let entry = Entry::of("cycle.created", "cycle", id, &new.name).in_account(account);
    tx.audit(match &new.origin {
        Some(origin) => entry.change("template", "", format!("{}, release {}", origin.name, origin.release)),
        None => entry,
    });
    Ok(id)
}

/// What is changed about a cycle.
pub(crate) struct Edit<'a> {
    /// The version that was seen.
    pub seen: Version,
    pub flow: &'a Flow,
    /// The outer none: it stays.
    pub schedule: Option<&'a Option<Schedule>>,
    /// A webhook step, and what its senders prove themselves with from now on.
    pub secret: Option<&'a (String, String)>,
}

/// Changes what a cycle does. Its webhooks keep their addresses; what was chosen for connectors that it does not call any
/// more is forgotten.
///
/// # Errors
/// `Conflict` while it runs, or when somebody else changed it meanwhile; `NotFound`.
pub(crate) fn edit<P>(
    tx: &mut WriteTx<'_, P>,
    vault: &Vault,
    account: AccountId,
    id: CycleId,
    edit: &Edit<'_>,
) -> AppResult<()> {
    edit.flow.bounds().map_err(|why| AppError::invalid("flow", why))?;
    let cycle = queries::locked(tx, account, id)?;
    if State::read(&cycle.state).runs() {
        return Err(AppError::Conflict(t!("cycles-runs-no-edit", name = cycle.name)));
    }
    if Version(cycle.version) != edit.seen {
        return Err(AppError::Conflict(t!("cycles-edited-elsewhere", name = cycle.name)));
    }
    let (before, _) = queries::content(tx, account, id)?;
    let before: Flow = serde_json::from_value(before)?;
    let kept: Option<Schedule> = cycle.schedule.clone().map(serde_json::from_value).transpose()?;
    let schedule = edit.schedule.unwrap_or(&kept);
    if before == *edit.flow && *schedule == kept && edit.secret.is_none() {
        return Ok(());
    }
    let (partner, now) = (tx.partner_id().0, tx.now());
    diesel::update(cycles::table.find((partner, account.0, id.0)))
        .set((
            cycles::flow.eq(serde_json::to_value(edit.flow)?),
            cycles::schedule.eq(schedule.as_ref().map(serde_json::to_value).transpose()?),
            cycles::updated_at.eq(now),
            cycles::version.eq(cycles::version + 1),
        ))
        .execute(tx.conn())?;
    let slots: Vec<&str> = edit.flow.slots.iter().map(|slot| slot.key.as_str()).collect();
    super::slots::keep_only(tx, account, id, &slots)?;
    hooks::keep(tx, vault, account, id, edit.flow)?;
    if let Some((step, secret)) = edit.secret {
        hooks::set_proof(tx, vault, (account, id), step, secret)?;
    }
    let changed = edit.flow.steps.iter().filter(|step| before.step(&step.key) != Some(step));
    let changed: Vec<&str> = changed.map(|step| step.name.as_str()).take(20).collect();
    let entry = Entry::of("cycle.edited", "cycle", id, &cycle.name).in_account(account).change(
        "steps",
        before.steps.len(),
        edit.flow.steps.len(),
    );
    let entry = if edit.secret.is_some() { entry.change("secret", "", "replaced") } else { entry };
    tx.audit(if changed.is_empty() { entry } else { entry.change("changed", "", changed.join(", ")) });
    Ok(())
}

/// Starts a cycle: it takes what its trigger brings from now on, and what waited while it was stopped goes on.
///
/// # Errors
/// `Conflict` with what is still to be done before; `AtLimit` when the account has as many active as it may; `NotFound`.
pub(crate) fn start<P>(tx: &mut WriteTx<'_, P>, account: AccountId, id: CycleId) -> AppResult<()> {
    if start_again(tx, account, id)? { room(tx, account, Kind::ActiveCycles, 1) } else { Ok(()) }
}

/// Starts a cycle that was stopped a moment ago, in this transaction: it has its place among the active ones already, also
/// where a limit was lowered below them. False: it runs already.
///
/// # Errors
/// As [`start`], but for limits.
pub(crate) fn start_again<P>(tx: &mut WriteTx<'_, P>, account: AccountId, id: CycleId) -> AppResult<bool> {
    // Locked before its connectors are looked at: whoever makes one unusable meanwhile waits here, or is waited for.
    let cycle = queries::locked(tx, account, id)?;
    if State::read(&cycle.state) == State::Active {
        return Ok(false);
    }
    let (flow, inputs) = queries::content(tx, account, id)?;
    let flow: Flow = serde_json::from_value(flow)?;
    nothing_missing(tx, account, id, &flow, &inputs)?;
    let schedule: Option<Schedule> = cycle.schedule.clone().map(serde_json::from_value).transpose()?;
    let next = match (&schedule, flow.trigger().map(|step| &step.does)) {
        (Some(schedule), Some(Does::Start | Does::Poll(_))) => next_run(tx, account, schedule)?,
        _ => None,
    };
    let now = tx.now();
    diesel::update(cycles::table.find((tx.partner_id().0, account.0, id.0)))
        .set((
            cycles::state.eq("active"),
            cycles::problem.eq(None::<String>),
            cycles::next_run_at.eq(next),
            cycles::started_at.eq(now),
            cycles::stopped_at.eq(None::<DateTime<Utc>>),
            cycles::stopped_by.eq(None::<String>),
            cycles::version.eq(cycles::version + 1),
        ))
        .execute(tx.conn())?;
    diesel::select(go_on(account.0, id.0, now, HELD_AT_ONCE)).execute(tx.conn())?;
    tx.audit(Entry::of("cycle.started", "cycle", id, &cycle.name).in_account(account));
    Ok(true)
}

fn nothing_missing<P>(
    tx: &mut WriteTx<'_, P>,
    account: AccountId,
    id: CycleId,
    flow: &Flow,
    inputs: &Value,
) -> AppResult<()> {
    let missing = prerequisites::open(tx, account, id, flow, inputs)?;
    let Some(first) = missing.first() else { return Ok(()) };
    Err(AppError::Conflict(match missing.len() - 1 {
        0 => t!("cycles-cannot-start", first = first.words),
        more => t!("cycles-cannot-start-more", first = first.words, more = more),
    }))
}

/// Runs a cycle once, whether it is paused or not. `sample` stands for what its webhook would bring, as JSON; a cycle that
/// begins otherwise needs none.
///
/// # Errors
/// `Conflict` with what is still to be done before, `Invalid` for a sample that is no JSON; `NotFound`.
pub(crate) fn run_once<P>(
    tx: &mut WriteTx<'_, P>,
    account: AccountId,
    id: CycleId,
    sample: &str,
) -> AppResult<TransactionId> {
    let cycle = queries::find(tx, account, id)?;
    let (flow, inputs) = queries::content(tx, account, id)?;
    let flow: Flow = serde_json::from_value(flow)?;
    nothing_missing(tx, account, id, &flow, &inputs)?;
    let brought = match flow.trigger() {
        Some(step) if matches!(step.does, Does::Webhook { .. }) => {
            let value: Value = crate::json_words::read(sample).map_err(|why| AppError::invalid("sample", why))?;
            Some((step.key.clone(), value.to_string()))
        }
        _ => None,
    };
    let (new, now) = (TransactionId(tx.new_id()), tx.now());
    let (step, payload) = brought.unzip();
    let begun: bool = diesel::select(run_once_now(account.0, id.0, new.0, step, payload, now)).get_result(tx.conn())?;
    if !begun {
        return Err(AppError::Conflict(t!("cycles-account-suspended").to_owned()));
    }
    let entry = Entry::of("cycle.run_once", "cycle", id, &cycle.name).in_account(account);
    tx.audit(entry.change("transaction", "", new));
    Ok(new)
}

fn next_run<P>(tx: &mut WriteTx<'_, P>, account: AccountId, schedule: &Schedule) -> AppResult<Option<DateTime<Utc>>> {
    let (partner, now) = (tx.partner_id().0, tx.now());
    let zone: String = accounts::table.find((partner, account.0)).select(accounts::timezone).first(tx.conn())?;
    // One second back: a schedule that begins this very moment runs now.
    Ok(schedule.next_after(now - chrono::Duration::seconds(1), zone.parse().unwrap_or(chrono_tz::Tz::UTC)))
}

/// Stops a cycle.
///
/// # Errors
/// `NotFound`.
pub(crate) fn stop<P>(tx: &mut WriteTx<'_, P>, account: AccountId, id: CycleId, how: Stop) -> AppResult<()> {
    let cycle = queries::locked(tx, account, id)?;
    let by_hand = how == Stop::Now && queries::runs_by_hand(tx, account, id)?;
    if by_hand {
        diesel::select(halt(account.0, id.0)).execute(tx.conn())?;
    }
    if !State::read(&cycle.state).runs() {
        if by_hand {
            let change = Entry::of("cycle.stopped", "cycle", id, &cycle.name).change("by_hand", "running", "stopped");
            tx.audit(change.in_account(account));
        }
        return Ok(());
    }
    let (now, by) = (tx.now(), tx.facts().name.clone());
    let state = match how {
        Stop::Now => "paused",
        Stop::AfterWorkInFlight => "finishing",
    };
    diesel::update(cycles::table.find((tx.partner_id().0, account.0, id.0)))
        .set((
            cycles::state.eq(state),
            cycles::next_run_at.eq(None::<DateTime<Utc>>),
            cycles::stopped_at.eq(now),
            cycles::stopped_by.eq(by),
            cycles::version.eq(cycles::version + 1),
        ))
        .execute(tx.conn())?;
    let change = Entry::of("cycle.stopped", "cycle", id, &cycle.name).change("state", &cycle.state, state);
    tx.audit(change.in_account(account));
    Ok(())
}
