//! Making the cycle of an installation.

use super::model::{Then, Typed, slot_field};
use super::plan::Plan;
use crate::account_connectors::usual::add_usual;
use crate::cycles::actions::{self as cycles, NewCycle, Origin};
use crate::cycles::{prerequisites, queries, slots};
use crate::db::WriteTx;
use crate::error::{AppError, AppResult};
use crate::flows::model::Flow;
use crate::ids::{AccountId, CycleId};
use crate::secrets::Vault;

/// Installs a release in an account as a program does: what is not said is left to be done, and Account Connectors that the account
/// has not are made, to be connected (MODEL section 5).
///
/// # Errors
/// As [`install`]; `Limited` where the account may have no more connectors.
pub(crate) fn install_open<P>(
    tx: &mut WriteTx<'_, P>,
    vault: &Vault,
    account: AccountId,
    typed: &Typed,
    then: Then,
) -> AppResult<CycleId> {
    let mut plan = Plan::read(tx, account, typed)?;
    plan.leaves_open = true;
    let mut typed = typed.clone();
    for (slot, connector) in plan.lacking(&typed) {
        if let Some(made) = add_usual(tx, account, connector)? {
            typed = typed.with(&slot_field(&slot), &made.to_string());
        }
    }
    plan.choices = slots::choices(tx, account, &plan.flow)?;
    carry_out(tx, vault, plan, &typed, then)
}

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
    carry_out(tx, vault, plan, typed, then)
}

fn carry_out<P>(tx: &mut WriteTx<'_, P>, vault: &Vault, plan: Plan, typed: &Typed, then: Then) -> AppResult<CycleId> {
    let account = plan.account;
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
