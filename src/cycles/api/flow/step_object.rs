//! A step as the API has it.

use crate::account_connectors::api::MethodObject;
use crate::builder::queries::{Methods, methods};
use crate::cycles::api::model::InLibrary;
use crate::cycles::api::{queries, step_id};
use crate::cycles::slots::{choices, chosen};
use crate::db::ReadTx;
use crate::error::AppResult;
use crate::flows::model::{Does, Flow, Step};
use crate::ids::{AccountId, CycleId};
use crate::web::api::pascal;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

/// A step of a cycle.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "Step")]
pub(super) struct StepObject {
    id: String,
    /// By which expressions and the flow have it.
    key: String,
    pub name: String,
    /// Webhook, Poll, Start, Action, Decision, Switch, Delay, WaitUntil, WaitAll, Transform, Respond, Storage, Http, Email or
    /// Annotation.
    pub action_type: String,
    /// Ignore, Retry, StopTransaction or StopCycle.
    step_error_action: String,
    /// What it calls with, where it calls a connector.
    account_connector: Option<StepConnector>,
    /// The method that it calls, where the library has it.
    method: Option<MethodObject>,
    /// All of it, as a cycle's Flow has it.
    definition: Value,
}

/// What a step calls with.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(super) struct StepConnector {
    /// The Account Connector; none: it is still to be chosen.
    id: Option<Uuid>,
    /// Its name, else the connector's.
    name: String,
    /// By which the flow names it.
    slot: String,
}

/// Beside a flow what its steps are shown with.
pub(super) struct Beside {
    methods: Methods,
    library: Vec<InLibrary>,
    chosen: Vec<(String, Uuid)>,
    names: Vec<(Uuid, String)>,
}

impl Beside {
    pub fn of<P>(tx: &mut ReadTx<'_, P>, account: AccountId, cycle: CycleId, flow: &Flow) -> AppResult<Beside> {
        let keys: Vec<String> = flow.slots.iter().map(|slot| slot.connector.clone()).collect();
        let names = if keys.is_empty() { Vec::new() } else { choices(tx, account, flow)? };
        Ok(Beside {
            methods: methods(tx, flow)?,
            library: queries::library(tx, &keys)?,
            chosen: chosen(tx, account, cycle)?,
            names: names.into_iter().map(|choice| (choice.id.0, choice.name)).collect(),
        })
    }

    pub fn object(&self, cycle: CycleId, flow: &Flow, step: &Step) -> AppResult<StepObject> {
        let call = match &step.does {
            Does::Poll(call) | Does::Action(call) => Some(call),
            _ => None,
        };
        let slot = call.and_then(|call| flow.slots.iter().find(|slot| slot.key == call.slot));
        let known = slot.and_then(|slot| self.library.iter().find(|one| one.key == slot.connector));
        let connector = slot.map(|slot| {
            let id = self.chosen.iter().find(|(key, _)| *key == slot.key).map(|(_, id)| *id);
            let named = self.names.iter().find(|(known, _)| Some(*known) == id).map(|(_, name)| name.clone());
            let name = named.or_else(|| known.map(|one| one.name.clone())).unwrap_or_else(|| slot.connector.clone());
            StepConnector { id, name, slot: slot.key.clone() }
        });
        let method =
            slot.zip(call).and_then(|(slot, call)| self.methods.get(&(slot.connector.clone(), call.method.clone())));
        Ok(StepObject {
            id: step_id(cycle.0, &step.key),
            key: step.key.clone(),
            name: step.name.clone(),
            action_type: kind_of(step)?,
            step_error_action: pascal(&word(&step.on_error)?),
            account_connector: connector,
            method: known.zip(method).map(|(known, method)| MethodObject::of(known.id, method)),
            definition: serde_json::to_value(step)?,
        })
    }
}

/// How something of a flow is stored.
fn word(of: &impl Serialize) -> AppResult<String> {
    Ok(serde_json::to_value(of)?.as_str().unwrap_or_default().to_owned())
}

pub(super) fn kind_of(step: &Step) -> AppResult<String> {
    let stored = serde_json::to_value(&step.does)?;
    Ok(pascal(stored.get("kind").and_then(Value::as_str).unwrap_or_default()))
}
