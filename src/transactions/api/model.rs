//! A transaction, and what its steps did, as the API has them.

use crate::cycles::api::step_id;
use crate::transactions::filter::UNENDED;
use crate::transactions::queries::{Found, StepRun};
use crate::web::api::{instant, pascal};
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use std::collections::HashMap;
use uuid::Uuid;

/// One run of a cycle.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "Transaction")]
pub(super) struct TransactionObject {
    id: Uuid,
    cycle_id: Uuid,
    cycle_name: String,
    /// Queued, Waiting, Running, Completed, Failed, Stopped or Dropped.
    status: &'static str,
    /// Why it failed, or what it waits for.
    message: Option<String>,
    /// What began it: Webhook, Schedule, Once, Item, Retry or Replay.
    origin: String,
    /// The transaction of the collection that this one is an item of.
    parent_transaction_id: Option<Uuid>,
    /// Its place in that collection, from 1.
    item_number: Option<i32>,
    /// The first transaction that this one runs again.
    original_transaction_id: Option<Uuid>,
    created_on_utc: String,
    completed_on_utc: Option<String>,
    step_count: i32,
    tasks_used: i32,
    warning_count: i32,
    /// The step that it failed at.
    failed_step_id: Option<String>,
    /// The data of its steps is kept until then.
    data_until_utc: Option<String>,
}

/// Words of callers for a transaction's state, and what is stored.
pub(super) const STATES: [(&str, &str); 8] = [
    ("Queued", "queued"),
    ("Waiting", "waiting"),
    ("Running", "running"),
    ("InProgress", UNENDED),
    ("Completed", "done"),
    ("Failed", "failed"),
    ("Stopped", "stopped"),
    ("Dropped", "dropped"),
];

impl TransactionObject {
    pub fn of(found: Found, now: DateTime<Utc>) -> TransactionObject {
        let stored = if found.runs(now) { "running" } else { found.status.as_str() };
        let known = STATES.iter().find(|(_, word)| *word == stored);
        TransactionObject {
            id: found.id,
            cycle_id: found.cycle_id,
            status: known.map_or("Waiting", |(word, _)| *word),
            message: found.problem.or(found.waits_for),
            origin: pascal(&found.origin),
            parent_transaction_id: found.parent_id,
            item_number: found.item.map(|item| item + 1),
            original_transaction_id: found.of_id,
            created_on_utc: instant(found.started_at),
            completed_on_utc: found.ended_at.map(instant),
            step_count: found.steps,
            tasks_used: found.tasks,
            warning_count: found.warnings,
            failed_step_id: found.failed_step.map(|step| step_id(found.cycle_id, &step)),
            data_until_utc: found.data_until.map(instant),
            cycle_name: found.cycle,
        }
    }
}

/// What a step did in a transaction.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(super) struct TransactionItem {
    /// Its place among what was done, from 1.
    number: i32,
    step_id: String,
    step_name: String,
    /// Done, Split, Warned, Retry, Waits or Failed.
    status: String,
    message: Option<String>,
    created_on_utc: String,
    /// Milliseconds.
    duration: i32,
    /// The first try is 1.
    attempt: i16,
    /// The way it went on by.
    port: Option<String>,
    record_count: Option<i32>,
    /// Of the answer of what it called.
    status_code: Option<i16>,
    /// What was sent, got and made, with secrets hidden, while it is kept; of what it made the first 64 kB.
    request: Option<Value>,
    response: Option<Value>,
    output: Option<Value>,
}

impl TransactionItem {
    pub fn of(run: StepRun, cycle: Uuid, names: &HashMap<String, String>) -> TransactionItem {
        TransactionItem {
            number: run.seq + 1,
            step_name: names.get(&run.step).unwrap_or(&run.step).clone(),
            step_id: step_id(cycle, &run.step),
            status: pascal(&run.outcome),
            message: run.problem,
            created_on_utc: instant(run.started_at),
            duration: run.took_ms,
            attempt: run.attempt,
            port: run.port.filter(|port| !port.is_empty()),
            record_count: run.records,
            status_code: run.status_code,
            request: run.request.map(read),
            response: run.response.map(read),
            output: run.output.map(read),
        }
    }

    /// Whether somebody who looks for this, in lower case, finds it here.
    pub fn has(&self, sought: &str) -> bool {
        let in_text = |text: &str| text.to_lowercase().contains(sought);
        let in_value = |value: &Option<Value>| value.as_ref().is_some_and(|value| any_text(value, &in_text));
        in_text(&self.step_name)
            || in_text(&self.status)
            || self.message.as_deref().is_some_and(in_text)
            || [&self.request, &self.response, &self.output].into_iter().any(in_value)
    }
}

/// Whether some text, number or name inside a value is such a one.
fn any_text(value: &Value, is: &impl Fn(&str) -> bool) -> bool {
    match value {
        Value::Object(fields) => fields.iter().any(|(name, value)| is(name) || any_text(value, is)),
        Value::Array(items) => items.iter().any(|item| any_text(item, is)),
        Value::String(text) => is(text),
        other => is(&other.to_string()),
    }
}

/// JSON as such; text of another form, or cut, as text.
fn read(text: String) -> Value {
    serde_json::from_str(&text).unwrap_or(Value::String(text))
}
