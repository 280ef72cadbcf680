//! A cycle that was installed, as what was typed for it: an upgrade keeps all of that, and asks only for what is new.

use super::model::{Typed, input_field, slot_field};
use crate::cycles::model::State;
use crate::cycles::slots;
use crate::db::ReadTx;
use crate::db::schema::cycles;
use crate::error::{AppError, AppResult};
use crate::flows::model::Flow;
use crate::ids::{AccountId, CycleId};
use crate::schedules::model::Schedule;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use diesel::prelude::*;
use serde_json::{Map, Value};
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
    /// What the customer filled in: what is kept aside, and what the present release has.
    filled_in: [Value; 2],
}

/// A cycle as it is kept, beside its connectors.
#[derive(Queryable, Selectable)]
#[diesel(table_name = cycles)]
pub(crate) struct Kept {
    pub id: Uuid,
    name: String,
    state: String,
    template_id: Option<Uuid>,
    template_release: Option<i32>,
    version: i32,
    flow: Value,
    inputs: Value,
    aside: Option<Value>,
    schedule: Option<Value>,
}

impl Existing {
    /// Reads it.
    ///
    /// # Errors
    /// `NotFound` for one that is not there; `Conflict` for one that was not installed from a template.
    pub fn read<P>(tx: &mut ReadTx<'_, P>, account: AccountId, id: CycleId, zone: Tz) -> AppResult<Existing> {
        let kept: Kept = cycles::table
            .find((tx.partner_id().0, account.0, id.0))
            .filter(cycles::state.ne("removed"))
            .select(Kept::as_select())
            .first(tx.conn())?;
        let chosen = slots::chosen(tx, account, id)?;
        Existing::of(kept, &chosen, zone)
    }

    /// The same of what was read already.
    ///
    /// # Errors
    /// `Conflict` for one that was not installed from a template.
    pub fn of(kept: Kept, chosen: &[(String, Uuid)], zone: Tz) -> AppResult<Existing> {
        let (Some(template), Some(release)) = (kept.template_id, kept.template_release) else {
            return Err(AppError::Conflict(t!("installs-no-template", name = kept.name)));
        };
        let schedule: Option<Schedule> = kept.schedule.map(serde_json::from_value).transpose()?;
        let mut has = vec![("name".to_owned(), kept.name.clone())];
        has.extend(chosen.iter().map(|(key, id)| (slot_field(key), id.to_string())));
        // What it has goes before what was kept aside.
        for part in [kept.aside.as_ref(), Some(&kept.inputs)] {
            if let Some(Value::Object(inputs)) = part {
                has.extend(inputs.iter().map(|(key, value)| (input_field(key), text_of(value))));
            }
        }
        has.extend(schedule.iter().flat_map(|schedule| schedule_of(schedule, zone)));
        Ok(Existing {
            id: CycleId(kept.id),
            state: State::read(&kept.state),
            template,
            release,
            version: kept.version,
            flow: serde_json::from_value(kept.flow)?,
            schedule,
            has: Typed(has),
            filled_in: [kept.aside.unwrap_or_default(), kept.inputs],
            name: kept.name,
        })
    }

    /// What was filled in, now or before, for fields that another flow does not have.
    pub fn beside(&self, flow: &Flow) -> Option<Value> {
        let all = self.filled_in.iter().filter_map(Value::as_object).flatten();
        let other = |key: &str| flow.fields.iter().all(|field| field.key != key);
        let aside: Map<String, Value> =
            all.filter(|(key, _)| other(key)).map(|(key, value)| (key.clone(), value.clone())).collect();
        (!aside.is_empty()).then_some(Value::Object(aside))
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
