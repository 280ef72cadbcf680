//! The calls about incidents.

use super::queries::{self, Incident, Names, Wanted};
use crate::accounts::stand::Stand;
use crate::cycles::queries::find;
use crate::db::ReadTx;
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, CycleId, known};
use crate::people::model::{shortened, with_capital};
use crate::transactions::wanted::first_id;
use crate::web::api::call::Called;
use crate::web::api::list::DEEP;
use crate::web::api::{Answer, Call, ListQuery, instant};
use crate::web::forms::Asked;
use actix_web::web;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

/// An incident.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "Incident")]
pub(super) struct IncidentObject {
    id: Uuid,
    cycle_id: Uuid,
    cycle_name: String,
    /// Error or Warning.
    incident_level: String,
    short_message: String,
    full_message: String,
    step_id: String,
    step_name: String,
    transaction_id: Option<Uuid>,
    created_on_utc: String,
}

/// Characters of a short message.
const SHORT: usize = 100;

impl IncidentObject {
    fn of(incident: Incident, names: &HashMap<Uuid, Names>) -> IncidentObject {
        let known = names.get(&incident.cycle_id);
        let step_name = known.and_then(|(_, steps)| steps.get(&incident.step)).unwrap_or(&incident.step).clone();
        let line = incident.message.lines().next().unwrap_or_default();
        let cut = line.chars().count() > SHORT;
        let short: String = line.chars().take(SHORT).collect();
        IncidentObject {
            id: incident.id,
            cycle_id: incident.cycle_id,
            cycle_name: known.map_or_else(String::new, |(name, _)| name.clone()),
            incident_level: with_capital(&incident.kind),
            short_message: if cut { format!("{short}…") } else { short },
            full_message: incident.message,
            step_id: incident.step,
            step_name,
            transaction_id: incident.transaction_id,
            created_on_utc: instant(incident.at),
        }
    }
}

/// When they were raised.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct Between {
    after: String,
    before: String,
}

/// An instant, or the beginning of a day in UTC.
fn at(name: &str, text: &str) -> AppResult<Option<DateTime<Utc>>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let day = || text.parse::<NaiveDate>().map(|day| day.and_time(NaiveTime::MIN).and_utc());
    let read = DateTime::parse_from_rfc3339(text).map(|at| at.with_timezone(&Utc)).or_else(|_| day());
    let why = || format!("{name} ({}): must be a day or an instant such as 2026-11-24T00:00:00Z.", shortened(text));
    read.map(Some).map_err(|_| AppError::BadRequest(why()))
}

impl Between {
    fn wanted(&self) -> AppResult<Wanted> {
        let (from, until) = (at("after", &self.after)?, at("before", &self.before)?);
        Ok(Wanted { from: from.map(first_id), until: until.map(first_id), ..Wanted::default() })
    }

    /// The same as a query.
    fn here(&self, path: &str) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        let parts = [("after", &self.after), ("before", &self.before)];
        query.extend_pairs(parts.into_iter().filter(|(_, value)| !value.is_empty()));
        crate::web::paging::address(path, &query.finish())
    }
}

/// The one order that there is: an id tells when it was made.
pub(super) const COLUMNS: [&str; 2] = ["CreatedOnUtc", "Id"];

fn page<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    wanted: &Wanted,
    asked: &ListQuery,
    here: &str,
) -> AppResult<Answer> {
    let listed = asked.read::<Uuid>(&COLUMNS)?;
    let found = queries::list(tx, account, wanted, &listed)?;
    let ids: Vec<Uuid> = found.iter().map(|incident| incident.cycle_id).collect();
    let (names, count) = (queries::names(tx, account, &ids)?, queries::count(tx, account, wanted, DEEP)?);
    let rows = found.into_iter().map(|incident| (incident.id, IncidentObject::of(incident, &names))).collect();
    listed.answer(rows, count, here)
}

/// Those of all cycles, errors or warnings.
pub(super) async fn of_account<P: Stand + Called>(
    call: Call<P::View, P>,
    path: web::Path<String>,
    asked: Asked<ListQuery>,
    between: Asked<Between>,
) -> AppResult<Answer> {
    let kind = match path.to_ascii_lowercase().as_str() {
        "error" => "error",
        "warning" => "warning",
        _ => return Err(AppError::NotFound),
    };
    let wanted = Wanted { kind: Some(kind), ..between.0.wanted()? };
    let here = between.0.here(&format!("/v1.0/cycles/incidents/{kind}"));
    call.read_in(move |tx, account| page(tx, account, &wanted, &asked.0, &here)).await
}

/// Those of one cycle.
pub(super) async fn of_cycle<P: Stand + Called>(
    call: Call<P::View, P>,
    path: web::Path<String>,
    asked: Asked<ListQuery>,
    between: Asked<Between>,
) -> AppResult<Answer> {
    let id = known::<CycleId>(&path)?;
    let wanted = Wanted { cycle: Some(id.0), ..between.0.wanted()? };
    let here = between.0.here(&format!("/v1.0/cycles/{id}/incidents"));
    call.read_in(move |tx, account| {
        find(tx, account, id)?;
        page(tx, account, &wanted, &asked.0, &here)
    })
    .await
}
