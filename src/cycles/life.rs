//! The rest of a cycle's life: another name, another address of its webhook, and its end. A cycle that was removed keeps
//! its row, so that its transactions, incidents and figures go on to say what they belong to (M2).

use super::model::{State, name};
use super::{hooks, queries, slots};
use crate::audit::Entry;
use crate::db::WriteTx;
use crate::db::schema::{cycles, storage};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::{AccountId, CycleId};
use crate::secrets::Vault;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::Uuid as SqlUuid;

diesel::define_sql_function! { #[sql_name = "app.let_go"] fn let_go(of_account: SqlUuid, of_cycle: SqlUuid) -> diesel::sql_types::Text; }

/// Gives a cycle another name, whether it runs or not: what it does stays the same. Of two people the last one's stands.
///
/// # Errors
/// `Invalid` for a name that is none; `NotFound`.
pub(crate) fn rename<P>(tx: &mut WriteTx<'_, P>, account: AccountId, id: CycleId, typed: &str) -> AppResult<()> {
    let cycle = queries::locked(tx, account, id)?;
    let mut errors = FieldErrors::default();
    let Some(new) = errors.take("name", name(typed)) else { return Err(AppError::Invalid(errors)) };
    if new == cycle.name {
        return Ok(());
    }
    let now = tx.now();
    // The version moves, so that the engine tells its steps the new name.
    diesel::update(cycles::table.find((tx.partner_id().0, account.0, id.0)))
        .set((
            cycles::name.eq(&new),
            cycles::name_key.eq(new.to_lowercase()),
            cycles::updated_at.eq(now),
            cycles::version.eq(cycles::version + 1),
        ))
        .execute(tx.conn())?;
    tx.audit(Entry::of("cycle.renamed", "cycle", id, &new).in_account(account).change("name", &cycle.name, &new));
    Ok(())
}

/// Gives a webhook step another address; the one before is unknown from then on.
///
/// # Errors
/// `NotFound` where there is no such step.
pub(crate) fn replace_address<P>(
    tx: &mut WriteTx<'_, P>,
    vault: &Vault,
    account: AccountId,
    id: CycleId,
    step: &str,
) -> AppResult<()> {
    let cycle = queries::locked(tx, account, id)?;
    hooks::replace(tx, vault, (account, id), step)?;
    let entry = Entry::of("cycle.address", "cycle", id, &cycle.name).in_account(account);
    tx.audit(entry.change("step", "", step));
    Ok(())
}

/// Removes a cycle that does not run. Its addresses and what it kept are gone at once, what waits of it is dropped; what
/// it did stays.
///
/// # Errors
/// `Conflict` while it runs; `Invalid` where another name was typed to be sure (a program types none); `NotFound`.
pub(crate) fn remove<P>(
    tx: &mut WriteTx<'_, P>,
    account: AccountId,
    id: CycleId,
    typed_name: Option<&str>,
) -> AppResult<String> {
    let cycle = queries::locked(tx, account, id)?;
    if State::read(&cycle.state).runs() {
        return Err(AppError::Conflict(t!("cycles-remove-runs", name = cycle.name)));
    }
    if typed_name.is_some_and(|typed| typed.trim() != cycle.name) {
        return Err(AppError::invalid("typed_name", t!("cycles-type-name")));
    }
    let (partner, now, by) = (tx.partner_id().0, tx.now(), tx.facts().name.clone());
    diesel::update(cycles::table.find((partner, account.0, id.0)))
        .set((
            cycles::state.eq("removed"),
            cycles::problem.eq(None::<String>),
            cycles::inputs.eq(serde_json::json!({})),
            cycles::aside.eq(None::<serde_json::Value>),
            cycles::next_run_at.eq(None::<DateTime<Utc>>),
            cycles::stopped_at.eq(now),
            cycles::stopped_by.eq(by),
            cycles::updated_at.eq(now),
            cycles::version.eq(cycles::version + 1),
        ))
        .execute(tx.conn())?;
    hooks::forget(tx, account, id)?;
    slots::keep_only(tx, account, id, &[])?;
    let kept = storage::partner_id.eq(partner).and(storage::account_id.eq(account.0)).and(storage::scope_id.eq(id.0));
    diesel::delete(storage::table.filter(kept)).execute(tx.conn())?;
    diesel::select(let_go(account.0, id.0)).execute(tx.conn())?;
    tx.audit(Entry::of("cycle.removed", "cycle", id, &cycle.name).in_account(account));
    Ok(cycle.name)
}
