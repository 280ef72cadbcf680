//! What would come of bringing many cycles to a release, before anything is done: what differs for each, and what stops it.
//! Read with a fixed number of queries, however many they are.

use super::changes::{self, Difference};
use super::existing::{Existing, Kept};
use super::model::Typed;
use super::plan::Plan;
use super::queries::{self, Installed};
use super::upgrade;
use crate::cycles::model::State;
use crate::cycles::prerequisites;
use crate::db::schema::{accounts, cycle_connectors, cycles};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::flows::model::Flow;
use crate::ids::AccountId;
use crate::templates::check::Library;
use crate::templates::queries as templates;
use crate::web::times::zone;
use diesel::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What would come of one.
pub(super) struct Looked {
    pub one: Installed,
    pub differs: Vec<Difference>,
    /// Why it cannot come beside others; empty: it can.
    pub stops: Vec<String>,
}

/// Looks at these cycles of a template.
///
/// # Errors
/// `NotFound` for a template or a release that is not there.
pub(super) fn look(
    tx: &mut ReadTx<'_, InPartner>,
    template: Uuid,
    release: i32,
    these: Vec<Installed>,
) -> AppResult<Vec<Looked>> {
    let Some(first) = these.first() else { return Ok(Vec::new()) };
    let known = queries::known(tx, AccountId(first.account_id), template)?.ok_or(AppError::NotFound)?;
    let flow = queries::flow(tx, AccountId(first.account_id), template, release)?;
    let library = templates::library(tx, Some(AccountId(first.account_id)), &flow)?;
    let (partner, now) = (tx.partner_id().0, tx.now());
    let ids: Vec<Uuid> = these.iter().map(|one| one.id).collect();
    let in_accounts: Vec<Uuid> = these.iter().map(|one| one.account_id).collect();
    let kept: Vec<Kept> = cycles::table
        .filter(cycles::partner_id.eq(partner))
        .filter(cycles::account_id.eq_any(&in_accounts))
        .filter(cycles::id.eq_any(&ids))
        .select(Kept::as_select())
        .load(tx.conn())?;
    let mut kept: BTreeMap<Uuid, Kept> = kept.into_iter().map(|one| (one.id, one)).collect();
    let zones: Vec<(Uuid, String)> = accounts::table
        .filter(accounts::partner_id.eq(partner))
        .filter(accounts::id.eq_any(&in_accounts))
        .select((accounts::id, accounts::timezone))
        .load(tx.conn())?;
    let zones: BTreeMap<Uuid, String> = zones.into_iter().collect();
    let chosen: Vec<(Uuid, String, Uuid)> = cycle_connectors::table
        .filter(cycle_connectors::partner_id.eq(partner))
        .filter(cycle_connectors::account_id.eq_any(&in_accounts))
        .filter(cycle_connectors::cycle_id.eq_any(&ids))
        .order((cycle_connectors::cycle_id, cycle_connectors::slot))
        .select((cycle_connectors::cycle_id, cycle_connectors::slot, cycle_connectors::account_connector_id))
        .load(tx.conn())?;
    let mut choices = BTreeMap::new();
    if !flow.slots.is_empty() {
        choices = queries::choices_of(tx, in_accounts, &flow)?;
    }
    let mut looked = Vec::with_capacity(these.len());
    for one in these {
        // One that was removed at this very moment.
        let Some(kept) = kept.remove(&one.id) else { continue };
        let zone = zone(zones.get(&one.account_id).map_or("UTC", String::as_str));
        let own: Vec<(String, Uuid)> =
            chosen.iter().filter(|(of, ..)| *of == one.id).map(|(_, slot, id)| (slot.clone(), *id)).collect();
        let plan = Plan {
            account: AccountId(one.account_id),
            template,
            template_name: known.name.clone(),
            description: String::new(),
            release,
            releases: known.releases.clone(),
            choices: choices.get(&one.account_id).cloned().unwrap_or_default(),
            library: Library::new(),
            flow: flow.clone(),
            zone,
            existing: Some(Existing::of(kept, &own, zone)?),
            now,
            leaves_open: false,
        };
        let differs = plan.existing.as_ref().map(|was| changes::between(&was.flow, &flow)).unwrap_or_default();
        looked.push(Looked { stops: stops(&plan, &library), differs, one });
    }
    Ok(looked)
}

/// Why a cycle is not brought to a release beside others, in words.
fn stops(plan: &Plan, library: &Library) -> Vec<String> {
    let Some(existing) = &plan.existing else { return Vec::new() };
    if existing.state == State::Finishing {
        return vec![t!("installs-is-finishing").to_owned()];
    }
    let whole = plan.whole(&Typed::default());
    let filled = match plan.filled(&whole) {
        Ok(filled) => filled,
        Err((_, errors)) => {
            let words = errors.0.into_iter().map(|error| match asked(&plan.flow, &error.field) {
                Some(field) if whole.of(&error.field).trim().is_empty() => t!("installs-needs", field = field),
                Some(field) => t!("installs-needs-why", field = field, why = error.message),
                None => error.message,
            });
            return words.collect();
        }
    };
    let mut stops = Vec::new();
    if upgrade::webhooks(&existing.flow) != upgrade::webhooks(&plan.flow) {
        stops.push(t!("installs-other-webhooks").to_owned());
    }
    if existing.state.runs() {
        let chosen: Vec<_> = filled.slots.iter().map(|(key, id)| (key.clone(), id.0)).collect();
        let open = prerequisites::list(plan.account, &plan.flow, &filled.inputs, &plan.choices, &chosen);
        stops.extend(open.into_iter().map(|one| match plan.flow.slots.iter().find(|slot| slot.key == one.key) {
            Some(slot) if one.kind == "slot" && chosen.iter().all(|(key, _)| *key != slot.key) => {
                let name = library.get(&slot.connector).map_or(slot.connector.as_str(), |known| known.name.as_str());
                match name.to_lowercase().starts_with(['a', 'e', 'i', 'o', 'u']) {
                    true => t!("installs-needs-an", name = name),
                    false => t!("installs-needs-a", name = name),
                }
            }
            _ => one.words,
        }));
    }
    stops
}

/// What people call the field that a complaint is about.
fn asked<'a>(flow: &'a Flow, field: &str) -> Option<&'a str> {
    flow.fields.iter().find(|known| super::model::input_field(&known.key) == field).map(|known| known.words())
}
