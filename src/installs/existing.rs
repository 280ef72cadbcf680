//! A cycle that was installed, as what was typed for it: an upgrade keeps all of that, and asks only for what is new.

use super::model::{Typed, input_field, slot_field};
use crate::cycles::model::State;
use crate::cycles::{queries, slots};
use crate::db::ReadTx;
use crate::error::{AppError, AppResult};
use crate::flows::model::Flow;
use crate::ids::{AccountId, CycleId};
use crate::schedules::model::Schedule;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::Value;
use uuid::Uuid;

/// An installed cycle.
pub(crate) struct Existing {
    pub id: CycleId,
    pub name: String,
    pub state: State,
    pub template: Uuid,
    pub release: i32,
    pub version: i32,
    pub flow: Flow,
    pub schedule: Option<Schedule>,
    /// What it has, by the names of the fields.
    has: Typed,
}

impl Existing {
    /// Reads it.
    ///
    /// # Errors
    /// `NotFound` for one that is not there; `Conflict` for one that was not installed from a template.
    pub fn read<P>(tx: &mut ReadTx<'_, P>, account: AccountId, id: CycleId, zone: Tz) -> AppResult<Existing> {
        let cycle = queries::find(tx, account, id)?;
        let (Some(template), Some(release)) = (cycle.template_id, cycle.template_release) else {
            return Err(AppError::Conflict(format!("{} was not installed from a template.", cycle.name)));
        };
        let (flow, inputs) = queries::content(tx, account, id)?;
        let schedule: Option<Schedule> = cycle.schedule.map(serde_json::from_value).transpose()?;
        let mut has = vec![("name".to_owned(), cycle.name.clone())];
        has.extend(slots::chosen(tx, account, id)?.into_iter().map(|(key, id)| (slot_field(&key), id.to_string())));
        if let Value::Object(inputs) = &inputs {
            has.extend(inputs.iter().map(|(key, value)| (input_field(key), text_of(value))));
        }
        has.extend(schedule.iter().flat_map(|schedule| schedule_of(schedule, zone)));
        Ok(Existing {
            id,
            state: State::read(&cycle.state),
            template,
            release,
            version: cycle.version,
            flow: serde_json::from_value(flow)?,
            schedule,
            has: Typed(has),
            name: cycle.name,
        })
    }

    /// What it has, and over it what was typed now.
    pub fn under(&self, typed: &Typed) -> Typed {
        typed.0.iter().fold(self.has.clone(), |all, (name, value)| all.with(name, value))
    }

    /// When it runs was not touched: it may have begun long ago, and stays.
    pub fn keeps_schedule(&self, typed: &Typed) -> bool {
        ["mode", "minutes", "start", "line"].iter().all(|name| typed.of(name) == self.has.of(name))
    }
}

fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A schedule as the form's fields have it.
pub(crate) fn schedule_of(schedule: &Schedule, zone: Tz) -> Vec<(String, String)> {
    let moment = |at: &DateTime<Utc>| at.with_timezone(&zone).format("%Y-%m-%dT%H:%M").to_string();
    let pair = |name: &str, value: String| (name.to_owned(), value);
    match schedule {
        Schedule::Once { at } => vec![pair("mode", "once".to_owned()), pair("start", moment(at))],
        Schedule::Every { minutes, from } => vec![
            pair("mode", "every".to_owned()),
            pair("minutes", minutes.minutes().to_string()),
            pair("start", moment(from)),
        ],
        Schedule::Cron { line } => vec![pair("mode", "cron".to_owned()), pair("line", line.to_string())],
    }
}
