//! What a person says about a cause of incidents: in one account, or in all that are in the same state of it.

use super::model::{Mark, Show};
use super::together::of_cause;
use crate::audit::Entry;
use crate::db::schema::incident_causes as c;
use crate::db::{InPartner, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

/// Marks a cause. Said twice it is as said once.
///
/// # Errors
/// `NotFound` for a cause that the account does not have.
pub(crate) fn mark<P>(tx: &mut WriteTx<'_, P>, account: AccountId, cause: &str, mark: Mark) -> AppResult<()> {
    let this = c::table.find((account.0, cause)).filter(c::partner_id.eq(tx.partner_id().0));
    let state: String = this.select(c::state).for_update().first(tx.conn()).optional()?.ok_or(AppError::NotFound)?;
    if mark.applies_to(Show::read(&state)) {
        write(tx, &[account.0], cause, mark)?;
    }
    Ok(())
}

/// Marks it in some of the accounts that are in that state of it and did not meet it again after it was seen; answers in
/// how many. Locked in the order of accounts, as the engine locks those that it raises.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn mark_some(
    tx: &mut WriteTx<'_, InPartner>,
    cause: &str,
    show: Show,
    mark: Mark,
    seen: DateTime<Utc>,
    at_most: i64,
) -> AppResult<usize> {
    let ids: Vec<Uuid> = of_cause!(tx, cause, show)
        .filter(c::last_at.le(seen))
        .order(c::account_id)
        .limit(at_most)
        .select(c::account_id)
        .for_update()
        .load(tx.conn())?;
    write(tx, &ids, cause, mark)?;
    Ok(ids.len())
}

/// Writes the mark, and into each account's own audit log that it was said.
fn write<P>(tx: &mut WriteTx<'_, P>, ids: &[Uuid], cause: &str, mark: Mark) -> AppResult<()> {
    let (now, by) = (tx.now(), tx.facts().name.clone());
    let these = c::table
        .filter(c::partner_id.eq(tx.partner_id().0))
        .filter(c::account_id.eq_any(ids))
        .filter(c::cause.eq(cause));
    let update = diesel::update(these);
    match mark {
        Mark::Resolve => update.set((c::resolved_at.eq(now), c::resolved_by.eq(by))).execute(tx.conn())?,
        Mark::Mute => update.set((c::muted_at.eq(now), c::muted_by.eq(by))).execute(tx.conn())?,
        Mark::Unmute => {
            update.set((c::muted_at.eq(None::<DateTime<Utc>>), c::muted_by.eq(None::<String>))).execute(tx.conn())?
        }
    };
    for id in ids {
        tx.audit(Entry::of(mark.action(), "incident", cause, cause).in_account(AccountId(*id)));
    }
    Ok(())
}
