//! Bringing an installed cycle to another release of its template: a newer one, or back to one before.

use super::model::Typed;
use super::plan::Plan;
use crate::audit::Entry;
use crate::cycles::actions::{self as cycles_actions};
use crate::cycles::model::{State, Stop};
use crate::cycles::prerequisites::{self, Prerequisite};
use crate::cycles::{hooks, slots};
use crate::db::WriteTx;
use crate::db::schema::cycles;
use crate::error::{AppError, AppResult};
use crate::flows::model::{Does, Flow};
use crate::ids::{AccountId, CycleId};
use crate::people::model::Version;
use crate::secrets::Vault;
use diesel::prelude::*;
use uuid::Uuid;

/// How a cycle stands after it was brought to another release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// As before: it runs, or does not.
    AsBefore { runs: bool },
    /// It ran, and waits for what is still to be done.
    Waits(Vec<Prerequisite>),
}

/// Brings a cycle to the release that `typed` names, keeping what was filled in; one that runs is stopped for that moment
/// and started again, and what is in flight goes on with the new steps. Without a vault no webhook step may be new.
///
/// # Errors
/// `Invalid` with what is to be filled in first; `Conflict` where it cannot be done; `NotFound`.
pub(crate) fn upgrade<P>(
    tx: &mut WriteTx<'_, P>,
    vault: Option<&Vault>,
    account: AccountId,
    typed: &Typed,
    seen: Option<Version>,
) -> AppResult<Outcome> {
    let cycle: CycleId = crate::ids::known(typed.of("cycle"))?;
    let partner = tx.partner_id().0;
    let row = cycles::table.find((partner, account.0, cycle.0));
    let _: Uuid = row.select(cycles::id).for_update().first(tx.conn())?;
    let plan = Plan::read(tx, account, typed)?;
    let existing = plan.existing.as_ref().ok_or(AppError::NotFound)?;
    if seen.is_some_and(|seen| seen != Version(existing.version)) {
        return Err(AppError::Conflict(t!("installs-changed-meanwhile", name = existing.name)));
    }
    if existing.state == State::Finishing {
        return Err(AppError::Conflict(t!("installs-finishing", name = existing.name)));
    }
    let filled = plan.filled(&plan.whole(typed)).map_err(|(_, errors)| AppError::Invalid(errors))?;
    let runs = existing.state.runs();
    if runs {
        cycles_actions::stop(tx, account, cycle, Stop::Now)?;
    }
    let now = tx.now();
    diesel::update(cycles::table.find((partner, account.0, cycle.0)))
        .set((
            cycles::flow.eq(serde_json::to_value(&plan.flow)?),
            cycles::inputs.eq(&filled.inputs),
            cycles::schedule.eq(filled.schedule.as_ref().map(serde_json::to_value).transpose()?),
            cycles::aside.eq(existing.beside(&plan.flow)),
            cycles::template_release.eq(plan.release),
            cycles::former_release.eq(existing.release),
            cycles::updated_at.eq(now),
            cycles::version.eq(cycles::version + 1),
        ))
        .execute(tx.conn())?;
    match vault {
        Some(vault) => hooks::keep(tx, vault, account, cycle, &plan.flow)?,
        None if webhooks(&existing.flow) != webhooks(&plan.flow) => {
            return Err(AppError::Conflict(t!("installs-other-webhooks").to_owned()));
        }
        None => {}
    }
    slots::choose(tx, account, cycle, &filled.slots)?;
    let entry = Entry::of("cycle.upgraded", "cycle", cycle, &existing.name).in_account(account);
    tx.audit(entry.change("template_release", existing.release, plan.release));
    if !runs {
        return Ok(Outcome::AsBefore { runs });
    }
    let open = prerequisites::open(tx, account, cycle, &plan.flow, &filled.inputs)?;
    if open.is_empty() {
        cycles_actions::start_again(tx, account, cycle)?;
        return Ok(Outcome::AsBefore { runs });
    }
    Ok(Outcome::Waits(open))
}

pub(super) fn webhooks(flow: &Flow) -> Vec<&str> {
    let hooks = flow.steps.iter().filter(|step| matches!(step.does, Does::Webhook { .. }));
    hooks.map(|step| step.key.as_str()).collect()
}
