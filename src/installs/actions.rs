//! Making the cycle of an installation.

use super::model::{Then, Typed};
use super::plan::Plan;
use crate::cycles::actions::{self as cycles, NewCycle, Origin};
use crate::cycles::{prerequisites, queries, slots};
use crate::db::WriteTx;
use crate::error::{AppError, AppResult};
use crate::flows::model::Flow;
use crate::ids::{AccountId, CycleId};
use crate::secrets::Vault;

/// Installs a release in an account, paused; started or run at once, as `then` says, where nothing is left to do before.
///
/// # Errors
/// `Invalid` with what needs another look; `Conflict` where the release cannot be installed there; `NotFound`.
pub(crate) fn install<P>(
    tx: &mut WriteTx<'_, P>,
    vault: &Vault,
    account: AccountId,
    typed: &Typed,
    then: Then,
) -> AppResult<CycleId> {
    let plan = Plan::read(tx, account, typed)?;
    let filled = plan.filled(typed).map_err(|(_, errors)| AppError::Invalid(errors))?;
    let timed = plan.timed();
    let origin = Origin { template: plan.template, name: plan.template_name, release: plan.release };
    let new = NewCycle {
        name: filled.name,
        flow: plan.flow,
        inputs: filled.inputs,
        schedule: filled.schedule,
        origin: Some(origin),
    };
    let id = cycles::create(tx, vault, account, &new)?;
    if !filled.slots.is_empty() {
        slots::choose(tx, account, id, &filled.slots)?;
    }
    if then != Then::Stays {
        let (flow, inputs) = queries::content(tx, account, id)?;
        let flow: Flow = serde_json::from_value(flow)?;
        // What is still to be done stands on the cycle's page.
        if prerequisites::open(tx, account, id, &flow, &inputs)?.is_empty() {
            if then == Then::RunsOnce && timed {
                cycles::run_once(tx, account, id, "")?;
            } else {
                cycles::start(tx, account, id)?;
            }
        }
    }
    Ok(id)
}
