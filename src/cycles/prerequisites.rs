//! What is still to be done before a cycle can be started, each with its words (MODEL section 5). It starts only when the
//! list is empty.

use super::slots::{self, Choice};
use crate::db::ReadTx;
use crate::error::AppResult;
use crate::flows::model::Flow;
use crate::ids::{AccountId, CycleId};
use crate::mapping::model::Weight;
use serde_json::Value;
use uuid::Uuid;

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Prerequisite {
    /// slot, connector, field, flow: where it is mended.
    pub kind: &'static str,
    pub key: String,
    pub words: String,
}

/// The list of a cycle with this flow and these inputs.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn open<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    cycle: CycleId,
    flow: &Flow,
    inputs: &Value,
) -> AppResult<Vec<Prerequisite>> {
    let (choices, chosen) = (slots::choices(tx, account, flow)?, slots::chosen(tx, account, cycle)?);
    Ok(list(account, flow, inputs, &choices, &chosen))
}

/// The list for connectors that can be chosen in the account and those that are, by slot.
pub(crate) fn list(
    account: AccountId,
    flow: &Flow,
    inputs: &Value,
    choices: &[Choice],
    chosen: &[(String, Uuid)],
) -> Vec<Prerequisite> {
    let mut list = of_flow(flow, inputs);
    for slot in &flow.slots {
        let chosen = chosen.iter().find(|(key, _)| *key == slot.key).map(|(_, id)| *id);
        let choice = chosen.and_then(|id| choices.iter().find(|choice| choice.id.0 == id));
        let words = match (chosen, choice) {
            (None, _) => t!("cycles-choose-slot", slot = slot.key),
            (Some(_), None) => t!("cycles-slot-unusable", slot = slot.key),
            (Some(_), Some(choice)) if choice.state == "ready" => continue,
            (Some(_), Some(choice)) if choice.owner == account => t!("cycles-connect", name = choice.name),
            (Some(_), Some(choice)) => {
                t!("cycles-connect-there", name = choice.name, owner = choice.owner_name)
            }
        };
        list.push(Prerequisite { kind: "slot", key: slot.key.clone(), words });
    }
    list
}

/// What the flow itself and its fields want.
fn of_flow(flow: &Flow, inputs: &Value) -> Vec<Prerequisite> {
    let faults = flow.check().into_iter().filter(|complaint| complaint.weight == Weight::Error);
    let mut list: Vec<Prerequisite> = faults
        .map(|complaint| Prerequisite {
            kind: "flow",
            key: complaint.step.clone().unwrap_or_default(),
            words: match &complaint.step {
                Some(step) => {
                    let name = flow.step(step).map_or(step, |step| &step.name);
                    t!("cycles-step-fault", step = name, words = complaint.words)
                }
                None => complaint.words,
            },
        })
        .collect();
    for field in flow.fields.iter().filter(|field| field.required) {
        let given = inputs.get(&field.key).is_some_and(|value| !value.is_null() && value.as_str() != Some(""));
        if !given && field.default.is_empty() {
            let words = t!("cycles-fill-in-field", field = field.words());
            list.push(Prerequisite { kind: "field", key: field.key.clone(), words });
        }
    }
    list
}
