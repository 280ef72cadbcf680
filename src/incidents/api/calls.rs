//! The calls about incidents.

use super::queries::{self, Incident, Names, Wanted};
use crate::accounts::stand::Stand;
use crate::cycles::api::step_id;
use crate::cycles::queries::find;
use crate::db::ReadTx;
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, CycleId, known};
use crate::people::model::with_capital;
use crate::transactions::wanted::first_id;
use crate::web::api::between::{Between, here};
use crate::web::api::call::Called;
use crate::web::api::list::DEEP;
use crate::web::api::{Answer, Call, ListQuery, instant};
use crate::web::forms::Asked;
use actix_web::web;
use schemars::JsonSchema;
use serde::Serialize;
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
            step_id: step_id(incident.cycle_id, &incident.step),
            step_name,
            transaction_id: incident.transaction_id,
            created_on_utc: instant(incident.at),
        }
    }
}

fn wanted(between: &Between) -> AppResult<Wanted> {
    let (from, until) = between.read()?;
    Ok(Wanted { from: from.map(first_id), until: until.map(first_id), ..Wanted::default() })
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
    let wanted = Wanted { kind: Some(kind), ..wanted(&between.0)? };
    let here = here(&format!("/v1.0/cycles/incidents/{kind}"), between.0.pairs());
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
    let wanted = Wanted { cycle: Some(id.0), ..wanted(&between.0)? };
    let here = here(&format!("/v1.0/cycles/{id}/incidents"), between.0.pairs());
    call.read_in(move |tx, account| {
        find(tx, account, id)?;
        page(tx, account, &wanted, &asked.0, &here)
    })
    .await
}
