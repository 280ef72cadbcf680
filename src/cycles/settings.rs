//! What a cycle is given beside its steps: what is filled in for its fields, and when it runs by itself. Neither changes
//! while it runs (MODEL section 5), and an edit carries the version that was seen.

use super::model::State;
use super::queries::{self, Cycle};
use crate::audit::Entry;
use crate::db::WriteTx;
use crate::db::schema::cycles;
use crate::error::{AppError, AppResult};
use crate::flows::model::{Does, Flow};
use crate::ids::{AccountId, CycleId};
use crate::language::{Language, speaking};
use crate::people::model::Version;
use crate::schedules::model::Schedule;
use chrono_tz::Tz;
use diesel::prelude::*;
use serde_json::Value;

/// Said where a running cycle cannot be changed.
pub(crate) fn it_runs() -> AppError {
    AppError::Conflict(t!("cycles-it-runs").to_owned())
}

/// Whether a flow begins by the time, so that it can have a schedule.
pub(crate) fn timed(flow: &Flow) -> bool {
    flow.trigger().is_some_and(|step| matches!(step.does, Does::Start | Does::Poll(_)))
}

/// A cycle that may be changed, locked.
fn open<P>(tx: &mut WriteTx<'_, P>, account: AccountId, id: CycleId, seen: Version) -> AppResult<Cycle> {
    let cycle = queries::locked(tx, account, id)?;
    if State::read(&cycle.state).runs() {
        return Err(it_runs());
    }
    if Version(cycle.version) != seen {
        return Err(AppError::Conflict(t!("cycles-changed-elsewhere", name = cycle.name)));
    }
    Ok(cycle)
}

/// Keeps what was filled in, by the key of the field.
///
/// # Errors
/// `Conflict` while it runs, or when somebody else changed it meanwhile; `NotFound`.
pub(crate) fn fill_in<P>(
    tx: &mut WriteTx<'_, P>,
    account: AccountId,
    id: CycleId,
    seen: Version,
    inputs: &Value,
) -> AppResult<()> {
    let cycle = open(tx, account, id, seen)?;
    let (_, before) = queries::content(tx, account, id)?;
    let now = tx.now();
    diesel::update(cycles::table.find((tx.partner_id().0, account.0, id.0)))
        .set((cycles::inputs.eq(inputs), cycles::updated_at.eq(now), cycles::version.eq(cycles::version + 1)))
        .execute(tx.conn())?;
    let mut entry = Entry::of("cycle.filled_in", "cycle", id, &cycle.name).in_account(account);
    let words = |inputs: &Value, key: &str| inputs.get(key).map(written).unwrap_or_default();
    let mut keys: Vec<&String> =
        before.as_object().into_iter().chain(inputs.as_object()).flat_map(|o| o.keys()).collect();
    keys.sort();
    keys.dedup();
    for key in keys {
        entry = entry.change(key, words(&before, key), words(inputs, key));
    }
    tx.audit(entry);
    Ok(())
}

/// A value as people wrote it.
pub(crate) fn written(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// Says when it runs by itself; none: only by hand.
///
/// # Errors
/// `Conflict` while it runs, when somebody else changed it meanwhile, or when a webhook begins it; `NotFound`.
pub(crate) fn plan<P>(
    tx: &mut WriteTx<'_, P>,
    account: AccountId,
    id: CycleId,
    seen: Version,
    schedule: Option<&Schedule>,
    zone: Tz,
) -> AppResult<()> {
    let cycle = open(tx, account, id, seen)?;
    let (flow, _) = queries::content(tx, account, id)?;
    if schedule.is_some() && !timed(&serde_json::from_value(flow)?) {
        return Err(AppError::Conflict(t!("cycles-no-times").to_owned()));
    }
    let now = tx.now();
    diesel::update(cycles::table.find((tx.partner_id().0, account.0, id.0)))
        .set((
            cycles::schedule.eq(schedule.map(serde_json::to_value).transpose()?),
            cycles::updated_at.eq(now),
            cycles::version.eq(cycles::version + 1),
        ))
        .execute(tx.conn())?;
    // What is written into the log is English, whoever writes it.
    let in_english = |schedule: &Schedule| speaking(Language::English, None, || schedule.in_words(zone));
    let words = |schedule: Option<&Schedule>| schedule.map_or_else(|| "by hand".to_owned(), in_english);
    let before: Option<Schedule> = cycle.schedule.map(serde_json::from_value).transpose()?;
    let entry = Entry::of("cycle.planned", "cycle", id, &cycle.name).in_account(account);
    tx.audit(entry.change("schedule", words(before.as_ref()), words(schedule)));
    Ok(())
}
