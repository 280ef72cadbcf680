//! What is done with cycles: made, started, stopped, run once. One use case is one function with all its writes.

use super::model::{State, Stop};
use super::prerequisites;
use super::{hooks, queries};
use crate::audit::Entry;
use crate::db::WriteTx;
use crate::db::schema::{accounts, cycles};
use crate::error::{AppError, AppResult};
use crate::flows::model::{Does, Flow};
use crate::ids::{AccountId, CycleId};
use crate::schedules::model::Schedule;
use crate::secrets::Vault;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde_json::Value;
use uuid::Uuid;

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

/// Starts a cycle: it takes what its trigger brings from now on, and what waited while it was stopped goes on.
///
/// # Errors
/// `Conflict` with what is still to be done before; `NotFound`.
pub(crate) fn start<P>(tx: &mut WriteTx<'_, P>, account: AccountId, id: CycleId) -> AppResult<()> {
    let cycle = queries::find(tx, account, id)?;
    if State::read(&cycle.state) == State::Active {
        return Ok(());
    }
    let (flow, inputs) = queries::content(tx, account, id)?;
    let flow: Flow = serde_json::from_value(flow)?;
    let missing = prerequisites::open(tx, account, id, &flow, &inputs)?;
    if let Some(first) = missing.first() {
        let more = missing.len() - 1;
        let more = if more > 0 { format!(" And {more} more.") } else { String::new() };
        return Err(AppError::Conflict(format!("It cannot start yet. {}{more}", first.words)));
    }
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
    tx.audit(Entry::of("cycle.started", "cycle", id, &cycle.name).in_account(account));
    Ok(())
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
    let cycle = queries::find(tx, account, id)?;
    if !State::read(&cycle.state).runs() {
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
