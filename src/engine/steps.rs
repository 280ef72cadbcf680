//! One step of one Transaction: what it gives, or why it cannot be done. Calls are in `call`.

use super::call;
use super::model::{Again, Done, Ran, Task};
use super::out::{By, Out};
use super::plans::{Connection, Plan};
use super::worker::Engine;
use crate::db::Claimed;
use crate::flows::model::{Does, Step, StorageAction, StorageScope};
use crate::mapping::apply::{apply, value_of};
use crate::mapping::conditions::holds;
use crate::mapping::model::{Fault, Mapping, Source};
use crate::mapping::scope::Inputs;
use chrono::{DateTime, Duration, Utc};
use serde_json::Value;
use std::sync::Arc;
use uuid::Uuid;

/// The longest a Transaction waits in one step.
const WAIT_MAX_DAYS: i64 = 366;
/// A value of a Storage step, in bytes of JSON.
const STORED_BYTES_MAX: usize = 64 * 1024;

/// What a step is run with.
pub(crate) struct At<'a> {
    pub engine: &'a Arc<Engine>,
    pub plan: &'a Plan,
    pub claimed: &'a Claimed,
    pub connections: &'a [Connection],
    pub inputs: &'a Inputs,
    /// When this step first began to wait, where it did before.
    pub waits_since: Option<DateTime<Utc>>,
    /// The call that was booked for it, where it waited for its turn.
    pub turn: Option<DateTime<Utc>>,
    /// What the ways had that this step joins.
    pub joined: Option<Vec<Value>>,
    /// The same for every try of this step (R2).
    pub idempotency_key: Uuid,
    /// Tries before this one.
    pub attempt: i16,
}

impl At<'_> {
    /// What its call is made with.
    pub(super) fn out(&self) -> Out<'_> {
        Out {
            engine: self.engine,
            by: By::Step(self.claimed),
            now: self.inputs.now,
            turn: self.turn,
            idempotency_key: self.idempotency_key,
            attempt: self.attempt,
        }
    }
}

/// Whether another process would notice that it ran twice: what was done before is committed first.
pub(crate) fn is_external(does: &Does) -> bool {
    matches!(does, Does::Poll(_) | Does::Action(_) | Does::Http { .. } | Does::Storage { .. } | Does::Email { .. })
}

/// Whether it comes to Tasks (M1).
pub(crate) fn takes_tasks(does: &Does) -> bool {
    is_external(does) || matches!(does, Does::Transform { .. } | Does::Respond { .. })
}

/// Runs a step.
pub(crate) async fn run(at: &At<'_>, step: &Step) -> Ran {
    match &step.does {
        // The webhook's own output was stored when it was accepted.
        Does::Webhook { .. } | Does::Annotation { .. } => Ran::on("", Value::Null),
        Does::Start => Ran::on("", serde_json::json!({ "started_at": at.inputs.now.to_rfc3339() })),
        Does::Poll(what) | Does::Action(what) => call::method(at, what).await,
        Does::Http { verb, url, headers, body } => call::any(at, *verb, url, headers, body).await,
        Does::Email { to, subject, body, reply_to } => super::email::send(at, to, subject, body, reply_to).await,
        Does::Decision { condition } => match holds(condition, at.inputs) {
            Ok(true) => Ran::on("yes", Value::Bool(true)),
            Ok(false) => Ran::on("no", Value::Bool(false)),
            Err(fault) => unmapped(&[fault]),
        },
        Does::Switch { value, cases } => match value_of(value, at.inputs) {
            Ok(value) => {
                let text = words(&value);
                let case = cases.iter().find(|case| case.value == text);
                Ran::on(case.map_or("else", |case| &case.key), Value::String(text))
            }
            Err(fault) => unmapped(&[fault]),
        },
        Does::Delay { minutes } => {
            wait_until(at, at.waits_since.unwrap_or(at.inputs.now) + Duration::minutes(i64::from(*minutes)))
        }
        Does::WaitUntil { at: when } => wait_until_value(at, when),
        Does::WaitAll => Ran::on("", Value::Array(at.joined.clone().unwrap_or_default())),
        Does::Transform { mapping } => mapped(at, mapping, "transform"),
        Does::Respond { mapping, .. } => mapped(at, mapping, "respond"),
        Does::Storage { action, scope, name, value } => storage(at, *action, *scope, name, value).await,
    }
}

/// A mapping that could not be applied: the same data gives the same faults, so another try does not help.
pub(crate) fn unmapped(faults: &[Fault]) -> Ran {
    let words: Vec<String> = faults.iter().take(5).map(ToString::to_string).collect();
    let more = faults.len().saturating_sub(5);
    let more = if more > 0 { format!(" And {more} more.") } else { String::new() };
    let cause = faults.first().map_or_else(|| "Mapping".to_owned(), Fault::kind);
    Ran::amiss(cause, format!("{}{more}", words.join(" ")))
}

fn mapped(at: &At<'_>, mapping: &Mapping, what: &str) -> Ran {
    match apply(mapping, at.inputs) {
        Ok(output) => {
            let records = records_of(&output);
            Ran { records, tasks: vec![data_operation(what)], ..Ran::on("", output) }
        }
        Err(faults) => Ran { tasks: vec![Task { good: false, ..data_operation(what) }], ..unmapped(&faults) },
    }
}

fn data_operation(what: &str) -> Task {
    Task { connector: None, method: what.to_owned(), good: true }
}

/// How many records a collection has.
pub(crate) fn records_of(output: &Value) -> Option<i32> {
    output.as_array().map(|list| i32::try_from(list.len()).unwrap_or(i32::MAX))
}

/// Text as it is, anything else as JSON.
fn words(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn wait_until(at: &At<'_>, until: DateTime<Utc>) -> Ran {
    let until = until.min(at.inputs.now + Duration::days(WAIT_MAX_DAYS));
    if until <= at.inputs.now {
        return Ran::on("", Value::String(until.to_rfc3339()));
    }
    let why = super::said::AS_THE_STEP_SAYS.to_owned();
    Ran { result: Done::Later { at: until, why, turn: None }, ..Ran::default() }
}

fn wait_until_value(at: &At<'_>, when: &Source) -> Ran {
    let value = match value_of(when, at.inputs) {
        Ok(value) => words(&value),
        Err(fault) => return unmapped(&[fault]),
    };
    match DateTime::parse_from_rfc3339(value.trim()) {
        Ok(until) => wait_until(at, until.to_utc()),
        Err(_) => {
            let shown: String = value.chars().take(60).collect();
            let message = format!(
                "“{shown}” is no instant to wait for. It must be one such as 2026-12-01T09:00:00Z; the filter `date` makes one."
            );
            Ran::amiss("Wait until", message)
        }
    }
}

async fn storage(at: &At<'_>, action: StorageAction, scope: StorageScope, name: &Source, value: &Source) -> Ran {
    let name = match value_of(name, at.inputs) {
        Ok(name) => words(&name),
        Err(fault) => return unmapped(&[fault]),
    };
    if name.is_empty() || name.chars().count() > 200 {
        return Ran::amiss("Storage name", "The name of what is stored must have 1 to 200 characters.");
    }
    let scope = match scope {
        StorageScope::Cycle => at.plan.cycle.0,
        StorageScope::Account => at.plan.account.0,
    };
    let text = match (action, value_of(value, at.inputs)) {
        (StorageAction::Put, Err(fault)) => return unmapped(&[fault]),
        (StorageAction::Put, Ok(value)) => value.to_string(),
        _ => String::new(),
    };
    if text.len() > STORED_BYTES_MAX {
        let message =
            format!("What is to be stored has {} KB; {} KB are the most.", text.len() / 1024, STORED_BYTES_MAX / 1024);
        return Ran::amiss("Storage size", message);
    }
    let what = match action {
        StorageAction::Get => "storage.get",
        StorageAction::Put => "storage.put",
        StorageAction::Remove => "storage.remove",
    };
    let done =
        at.engine.for_work(at.claimed.clone(), move |tx| super::storage::act(tx, action, scope, &name, text)).await;
    match done {
        Ok(value) => Ran { tasks: vec![data_operation(what)], ..Ran::on("", value) },
        Err(cause) => {
            tracing::warn!("a storage step will be tried again: {cause}");
            Ran::not("Storage", "The database could not be reached.", Again::Ladder)
        }
    }
}
