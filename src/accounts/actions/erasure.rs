//! Giving an account of the recycle bin to the purge before its days are over.

use super::tree::{self, Hold};
use crate::accounts::queries;
use crate::audit::Entry;
use crate::db::schema::accounts;
use crate::db::{InPartner, ReadTx, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

/// Marks an account and all below it to be removed for good now; answers their ids and names, the lowest first.
///
/// # Errors
/// `Conflict` for one that is not in the recycle bin, or is being erased already.
pub(crate) fn erase(tx: &mut WriteTx<'_, InPartner>, account: AccountId) -> AppResult<Vec<(Uuid, String)>> {
    tree::lock(tx, &[account.0], Hold::Alone)?;
    let before = queries::find(tx, account)?;
    if before.deleted_at.is_none() {
        return Err(AppError::Conflict(t!("accounts-erase-not-in-bin", name = before.name)));
    }
    if is_doomed(tx, account)? {
        return Err(AppError::Conflict(t!("accounts-erase-already", name = before.name)));
    }
    let (partner, now) = (tx.partner_id().0, tx.now());
    let mut doomed: Vec<(i16, Uuid, String)> = diesel::update(
        accounts::table
            .filter(accounts::partner_id.eq(partner))
            .filter(accounts::standing.eq("deleted"))
            .filter(accounts::id.eq_any(tree::subtree(partner, account))),
    )
    .set(accounts::erase_asked_at.eq(now))
    .returning((accounts::depth, accounts::id, accounts::name))
    .get_results(tx.conn())?;
    doomed.sort_unstable_by(|one, other| (other.0, one.1).cmp(&(one.0, other.1)));
    let below = doomed.len().saturating_sub(1);
    tx.audit(Entry::of("account.erase_asked", "account", account, &before.name).in_account(account).change(
        "sub_accounts",
        0,
        below,
    ));
    Ok(doomed.into_iter().map(|(_, id, name)| (id, name)).collect())
}

/// Whether somebody asked for an account to be removed at once.
///
/// # Errors
/// `NotFound` for an account that is not there.
pub(crate) fn is_doomed(tx: &mut ReadTx<'_, InPartner>, account: AccountId) -> AppResult<bool> {
    let row = accounts::table.find((tx.partner_id().0, account.0));
    let asked: Option<DateTime<Utc>> = row.select(accounts::erase_asked_at).first(tx.conn())?;
    Ok(asked.is_some())
}
