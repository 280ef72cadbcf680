//! A cycle as the API has it.

use crate::connectors::icon;
use crate::cycles::model::State;
use crate::cycles::prerequisites::Prerequisite;
use crate::error::{AppError, AppResult};
use crate::flows::model::{Slot, SplitSteps};
use crate::schedules::model::{Interval, Schedule};
use crate::web::api::given::Lenient;
use crate::web::api::{Given, instant, pascal};
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A cycle.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "Cycle")]
pub(crate) struct CycleObject {
    pub id: Uuid,
    pub name: String,
    /// Paused, Active, Finishing or Error.
    pub status: &'static str,
    /// Why it stopped by itself.
    pub problem: Option<String>,
    /// What it was installed from.
    pub template_id: Option<Uuid>,
    pub template_release: Option<i32>,
    /// Minutes between two runs, where it runs so.
    pub interval: Option<u32>,
    /// The first of those runs.
    pub start_time: Option<String>,
    pub next_run_date: Option<String>,
    pub created_on_utc: String,
    /// Tasks of the present billing period, as far as they are counted.
    pub tasks_used: i64,
    /// Errors and warnings that nobody has said to be resolved.
    pub error_count: i64,
    pub warning_count: i64,
    /// Transactions that wait or run, counted to 1 000.
    pub in_progress_transaction_count: i64,
    pub last_successful_run_date: Option<String>,
    pub description: String,
    pub tags: Vec<String>,
    /// Ignore, Retry, StopTransaction or StopCycle.
    pub step_error_action: String,
    /// Whether what its steps took and gave is kept.
    pub log_step_data_requests: bool,
    /// First, All or None.
    pub collection_split_type: String,
    /// What it calls.
    pub connectors: Vec<UsedConnector>,
    /// Addresses of its webhook steps.
    pub webhooks: Vec<Webhook>,
}

/// A connector of the library that a cycle calls.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UsedConnector {
    /// By which its steps name it.
    pub slot: String,
    /// Of the library; none: it is there no more.
    pub id: Option<Uuid>,
    pub name: String,
    pub version: Option<String>,
    /// The Account Connector that was chosen for it.
    pub account_connector_id: Option<Uuid>,
    /// As a data URI, where it was asked for.
    pub icon: Option<String>,
}

/// What the library has under a key.
#[derive(Clone, Debug)]
pub(crate) struct InLibrary {
    pub key: String,
    pub id: Uuid,
    pub name: String,
    pub version: Option<String>,
}

/// Where a webhook step of a cycle takes what is sent.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Webhook {
    /// The step.
    pub step_id: String,
    pub url: String,
}

/// What the object is made of, beside its webhooks.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Found {
    pub id: Uuid,
    pub name: String,
    pub state: String,
    pub problem: Option<String>,
    pub template_id: Option<Uuid>,
    pub template_release: Option<i32>,
    pub schedule: Option<serde_json::Value>,
    pub next_run_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub tasks: i64,
    pub errors: i64,
    pub warnings: i64,
    pub open: i64,
    pub last_good: Option<DateTime<Utc>>,
    pub description: String,
    pub tags: Vec<String>,
    pub on_error: String,
    pub log_step_data: bool,
    #[serde(default)]
    pub split: SplitSteps,
    #[serde(default)]
    pub slots: Vec<Slot>,
    pub chosen: BTreeMap<String, Uuid>,
}

/// The id of a step: its cycle's, and the key by which the flow has it.
pub(crate) fn step_id(cycle: Uuid, key: &str) -> String {
    format!("{cycle}.{key}")
}

impl Found {
    /// With what the library has of its connectors; `icons`: with their pictures.
    pub fn object(self, webhooks: Vec<Webhook>, library: &[InLibrary], icons: bool) -> AppResult<CycleObject> {
        let used = |slot: &Slot| {
            let known = library.iter().find(|one| one.key == slot.connector);
            let name = known.map_or_else(|| slot.connector.clone(), |one| one.name.clone());
            UsedConnector {
                icon: icons.then(|| icon::of(&name)),
                slot: slot.key.clone(),
                id: known.map(|one| one.id),
                version: known.and_then(|one| one.version.clone()),
                account_connector_id: self.chosen.get(&slot.key).copied(),
                name,
            }
        };
        let connectors = self.slots.iter().map(used).collect();
        let schedule: Option<Schedule> = self.schedule.map(serde_json::from_value).transpose()?;
        let (interval, start) = match schedule {
            Some(Schedule::Every { minutes, from }) => (Some(minutes.minutes()), Some(from)),
            Some(Schedule::Once { at }) => (None, Some(at)),
            Some(Schedule::Cron { .. }) | None => (None, None),
        };
        Ok(CycleObject {
            id: self.id,
            name: self.name,
            status: State::read(&self.state).badge().1,
            problem: self.problem,
            template_id: self.template_id,
            template_release: self.template_release,
            interval,
            start_time: start.map(instant),
            next_run_date: self.next_run_at.map(instant),
            created_on_utc: instant(self.created_at),
            tasks_used: self.tasks,
            error_count: self.errors,
            warning_count: self.warnings,
            in_progress_transaction_count: self.open,
            last_successful_run_date: self.last_good.map(instant),
            description: self.description,
            tags: self.tags,
            step_error_action: pascal(&self.on_error),
            log_step_data_requests: self.log_step_data,
            collection_split_type: match self.split {
                SplitSteps::None => "None",
                SplitSteps::First => "First",
                SplitSteps::All => "All",
            }
            .to_owned(),
            connectors,
            webhooks,
        })
    }
}

/// How a cycle is to be started.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
#[schemars(example = serde_json::json!({"Interval": 60, "StartTime": "2026-12-01T06:00:00Z"}))]
pub(super) struct Activation {
    /// Now, and not again.
    pub run_once: bool,
    /// Minutes between two runs.
    #[serde(deserialize_with = "Lenient::number")]
    pub interval: Given<i64>,
    /// The first run; now, where there is an interval and no such time.
    #[serde(deserialize_with = "Lenient::instant")]
    pub start_time: Given<DateTime<Utc>>,
    /// What its webhook would bring, where it is run once.
    pub payload: Given<serde_json::Value>,
}

impl Activation {
    /// The schedule that it asks for; none: it keeps its own.
    ///
    /// # Errors
    /// `BadRequest` that names the field.
    pub fn schedule(&self, now: DateTime<Utc>) -> AppResult<Option<Schedule>> {
        let Given::Value(minutes) = self.interval else { return Ok(None) };
        let minutes = Interval::of(minutes).map_err(|why| AppError::BadRequest(format!("Interval: {why}.")))?;
        let from = match self.start_time {
            Given::Value(from) => from,
            Given::Absent | Given::Null => now,
        };
        Ok(Some(Schedule::Every { minutes, from }))
    }
}

/// Something to be done before a cycle can start.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "Prerequisite")]
pub(super) struct PrerequisiteObject {
    /// Connector, Field or Step.
    pub kind: &'static str,
    /// Which one.
    pub key: String,
    /// What to do, in words.
    pub message: String,
}

impl From<Prerequisite> for PrerequisiteObject {
    fn from(open: Prerequisite) -> PrerequisiteObject {
        let kind = match open.kind {
            "slot" | "connector" => "Connector",
            "field" => "Field",
            _ => "Step",
        };
        PrerequisiteObject { kind, key: open.key, message: open.words }
    }
}
