//! The addresses of a cycle's webhook steps: made with the step, shown to those who work in the account, and made anew
//! when one has become known to somebody who should not know it.

use crate::db::schema::hooks;
use crate::db::{ReadTx, WriteTx};
use crate::error::{AppError, AppResult};
use crate::flows::model::{Does, Flow};
use crate::ids::{AccountId, CycleId, HookId, PartnerId, Token};
use crate::secrets::{Slot, Vault};
use diesel::prelude::*;
use uuid::Uuid;

fn slot(partner: PartnerId, hook: HookId) -> Slot {
    Slot { partner, column: "hooks.token", row: hook.0 }
}

/// Gives each webhook step its address; those that have one keep it, those of steps that are gone are removed.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn keep<P>(
    tx: &mut WriteTx<'_, P>,
    vault: &Vault,
    account: AccountId,
    cycle: CycleId,
    flow: &Flow,
) -> AppResult<()> {
    let (partner, now) = (tx.partner_id(), tx.now());
    let steps: Vec<&str> = flow
        .steps
        .iter()
        .filter(|step| matches!(step.does, Does::Webhook { .. }))
        .map(|step| step.key.as_str())
        .collect();
    let of_cycle =
        hooks::partner_id.eq(partner.0).and(hooks::account_id.eq(account.0)).and(hooks::cycle_id.eq(cycle.0));
    diesel::delete(hooks::table.filter(of_cycle).filter(hooks::step.ne_all(&steps))).execute(tx.conn())?;
    let there: Vec<String> = hooks::table.filter(of_cycle).select(hooks::step).load(tx.conn())?;
    for step in steps.into_iter().filter(|step| there.iter().all(|known| known != step)) {
        let (id, token) = (HookId::new(), Token::new());
        let sealed = vault.seal(tx, slot(partner, id), token.expose().as_bytes())?;
        diesel::insert_into(hooks::table)
            .values((
                hooks::partner_id.eq(partner.0),
                hooks::account_id.eq(account.0),
                hooks::id.eq(id.0),
                hooks::cycle_id.eq(cycle.0),
                hooks::step.eq(step),
                hooks::token_hash.eq(token.hash().0),
                hooks::token.eq(sealed),
                hooks::created_at.eq(now),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Gives a webhook step another address in place of the one before, which is unknown from then on. What its senders prove
/// themselves with stays.
///
/// # Errors
/// `NotFound` where there is no such step.
pub(crate) fn replace<P>(
    tx: &mut WriteTx<'_, P>,
    vault: &Vault,
    (account, cycle): (AccountId, CycleId),
    step: &str,
) -> AppResult<()> {
    let partner = tx.partner_id();
    let (id, token) = (of_step(tx, account, cycle, step)?.ok_or(AppError::NotFound)?, Token::new());
    let sealed = vault.seal(tx, slot(partner, id), token.expose().as_bytes())?;
    diesel::update(hooks::table.find((partner.0, account.0, id.0)))
        .set((hooks::token_hash.eq(token.hash().0), hooks::token.eq(sealed)))
        .execute(tx.conn())?;
    Ok(())
}

/// The address of a step; none: it has no address.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn of_step<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    cycle: CycleId,
    step: &str,
) -> AppResult<Option<HookId>> {
    let id: Option<Uuid> = hooks::table
        .filter(hooks::partner_id.eq(tx.partner_id().0))
        .filter(hooks::account_id.eq(account.0))
        .filter(hooks::cycle_id.eq(cycle.0))
        .filter(hooks::step.eq(step))
        .select(hooks::id)
        .first(tx.conn())
        .optional()?;
    Ok(id.map(HookId))
}

/// Ends the addresses of a cycle.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn forget<P>(tx: &mut WriteTx<'_, P>, account: AccountId, cycle: CycleId) -> AppResult<()> {
    let of_account = hooks::partner_id.eq(tx.partner_id().0).and(hooks::account_id.eq(account.0));
    diesel::delete(hooks::table.filter(of_account).filter(hooks::cycle_id.eq(cycle.0))).execute(tx.conn())?;
    Ok(())
}

/// The path of each webhook step's address of these cycles: the cycle, the step and the path.
///
/// # Errors
/// When one cannot be decrypted.
pub(crate) fn paths_of<P>(
    tx: &mut ReadTx<'_, P>,
    vault: &Vault,
    account: AccountId,
    cycles: &[Uuid],
) -> AppResult<Vec<(Uuid, String, String)>> {
    let partner = tx.partner_id();
    let found: Vec<(Uuid, Uuid, String, Vec<u8>)> = hooks::table
        .filter(hooks::partner_id.eq(partner.0))
        .filter(hooks::account_id.eq(account.0))
        .filter(hooks::cycle_id.eq_any(cycles))
        .order(hooks::step)
        .select((hooks::id, hooks::cycle_id, hooks::step, hooks::token))
        .load(tx.conn())?;
    let path = |(id, cycle, step, sealed): (Uuid, Uuid, String, Vec<u8>)| {
        let token = vault.open(tx, slot(partner, HookId(id)), &sealed)?;
        Ok((cycle, step, format!("/hooks/{}", String::from_utf8_lossy(&token))))
    };
    found.into_iter().map(path).collect()
}

/// The path of each webhook step's address of one cycle, by step.
///
/// # Errors
/// When one cannot be decrypted.
pub(crate) fn paths<P>(
    tx: &mut ReadTx<'_, P>,
    vault: &Vault,
    account: AccountId,
    cycle: CycleId,
) -> AppResult<Vec<(String, String)>> {
    let all = paths_of(tx, vault, account, &[cycle.0])?;
    Ok(all.into_iter().map(|(_, step, path)| (step, path)).collect())
}

/// Keeps the secret of a webhook step's senders, in place of the one before.
///
/// # Errors
/// `NotFound` where there is no such step.
pub(crate) fn set_proof<P>(
    tx: &mut WriteTx<'_, P>,
    vault: &Vault,
    (account, cycle): (AccountId, CycleId),
    step: &str,
    secret: &str,
) -> AppResult<()> {
    let partner = tx.partner_id();
    let id = of_step(tx, account, cycle, step)?.ok_or(AppError::NotFound)?;
    let plain = serde_json::to_vec(&[secret])?;
    let sealed = vault.seal(tx, crate::hooks::intake::proof_slot(partner, id), &plain)?;
    diesel::update(hooks::table.find((partner.0, account.0, id.0))).set(hooks::proof.eq(sealed)).execute(tx.conn())?;
    Ok(())
}

/// The webhook steps for whose senders a secret is kept.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn proven<P>(tx: &mut ReadTx<'_, P>, account: AccountId, cycle: CycleId) -> AppResult<Vec<String>> {
    Ok(hooks::table
        .filter(hooks::partner_id.eq(tx.partner_id().0))
        .filter(hooks::account_id.eq(account.0))
        .filter(hooks::cycle_id.eq(cycle.0))
        .filter(hooks::proof.is_not_null())
        .select(hooks::step)
        .load(tx.conn())?)
}
