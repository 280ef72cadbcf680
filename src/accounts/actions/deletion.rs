//! The recycle bin: deleting an account with everything below it, and bringing back exactly what went along. What was
//! deleted before stays a deletion of its own. Purging after 90 days is `db::maintenance`'s.

use super::tree::{self, Hold};
use super::{Outcome, bin_refusal, figures};
use crate::accounts::model::BIN_DAYS;
use crate::accounts::queries;
use crate::audit::Entry;
use crate::db::schema::{account_ancestors, accounts};
use crate::db::{InPartner, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::limits::choke::room_for_subtree;
use chrono::{DateTime, Duration, Utc};
use diesel::dsl::case_when;
use diesel::prelude::*;
use diesel::sql_types::Text;
use uuid::Uuid;

/// Moves an account and its sub-accounts to the recycle bin. Its API ID stays taken; nobody can enter.
///
/// # Errors
/// `NotFound` for an account that is not there.
pub(crate) fn delete(tx: &mut WriteTx<'_, InPartner>, account: AccountId) -> AppResult<Outcome> {
    tree::lock(tx, &[account.0], Hold::Alone)?;
    let before = queries::find(tx, account)?;
    if before.deleted_at.is_some() {
        return Ok(Outcome::Unchanged);
    }
    let (partner, now) = (tx.partner_id().0, tx.now());
    let by = tx.facts().name.clone();
    let gone = (
        accounts::standing.eq("deleted"),
        accounts::deleted_at.eq(now),
        accounts::deleted_by.eq(&by),
        // While it is gone its ancestors may be moved or resumed; it is worked out anew when it comes back.
        accounts::suspended_via.eq(None::<Uuid>),
    );
    let below = diesel::update(
        accounts::table
            .filter(accounts::partner_id.eq(partner))
            .filter(accounts::live)
            .filter(accounts::id.ne(account.0))
            .filter(accounts::id.eq_any(tree::subtree(partner, account))),
    )
    .set((gone, accounts::deleted_with.eq(account.0)))
    .execute(tx.conn())?;
    diesel::update(accounts::table.find((partner, account.0))).set(gone).execute(tx.conn())?;
    count(tx, &before, -1, below)?;
    tx.audit(
        Entry::of("account.deleted", "account", account, &before.name)
            .in_account(account)
            .change("state", &before.standing, "deleted")
            .change("sub_accounts", 0, below),
    );
    Ok(Outcome::Done { below })
}

/// Brings an account back with everything that went along with it.
///
/// # Errors
/// `AtLimit` when a limit above it has no room for all of it; `Conflict` when it went along with another, or when its parent is still deleted: the message says what to restore.
pub(crate) fn restore(tx: &mut WriteTx<'_, InPartner>, account: AccountId) -> AppResult<Outcome> {
    tree::lock(tx, &[account.0], Hold::Alone)?;
    let before = queries::find(tx, account)?;
    if before.deleted_at.is_none() {
        return Ok(Outcome::Unchanged);
    }
    refusal(tx, &before)?;
    let (partner, now) = (tx.partner_id().0, tx.now());
    let back = diesel::update(
        accounts::table
            .filter(accounts::partner_id.eq(partner))
            .filter(accounts::standing.eq("deleted"))
            .filter(accounts::erase_asked_at.is_null())
            .filter(accounts::id.eq(account.0).or(accounts::deleted_with.eq(account.0)))
            .filter(accounts::id.eq_any(tree::subtree(partner, account))),
    )
    .set((
        accounts::standing.eq(case_when(accounts::suspended_at.is_not_null(), "suspended".into_sql::<Text>())
            .otherwise("active".into_sql::<Text>())),
        accounts::deleted_at.eq(None::<DateTime<Utc>>),
        accounts::deleted_by.eq(None::<String>),
        accounts::deleted_with.eq(None::<Uuid>),
        accounts::updated_at.eq(now),
    ))
    .execute(tx.conn())?;
    tree::settle(tx, account)?;
    let above: Vec<Uuid> = account_ancestors::table
        .filter(account_ancestors::partner_id.eq(partner))
        .filter(account_ancestors::account_id.eq(account.0))
        .filter(account_ancestors::distance.gt(0))
        .select(account_ancestors::ancestor_id)
        .load(tx.conn())?;
    room_for_subtree(tx, account, before.parent_id.map(AccountId), &above)?;
    let below = back.saturating_sub(1);
    count(tx, &before, 1, below)?;
    tx.audit(Entry::of("account.restored", "account", account, &before.name).in_account(account).change(
        "sub_accounts",
        0,
        below,
    ));
    Ok(Outcome::Done { below })
}

/// Why a deleted account cannot come back by itself.
fn refusal(tx: &mut WriteTx<'_, InPartner>, account: &queries::Account) -> AppResult<()> {
    if account.deleted_at.is_some_and(|at| at + Duration::days(BIN_DAYS) <= tx.now()) {
        return Err(AppError::Conflict(t!("accounts-restore-over", days = BIN_DAYS, name = account.name)));
    }
    if super::is_doomed(tx, AccountId(account.id))? {
        return Err(AppError::Conflict(t!("accounts-restore-erased", name = account.name)));
    }
    if let Some(with) = account.deleted_with {
        let other = queries::find(tx, AccountId(with))?;
        return Err(AppError::Conflict(t!("accounts-restore-together", name = account.name, with = other.name)));
    }
    if let Some(parent) = account.parent_id {
        let parent = queries::find(tx, AccountId(parent))?;
        bin_refusal(&parent).map_err(|_| {
            AppError::Conflict(t!("accounts-restore-parent", name = account.name, parent = parent.name))
        })?;
    }
    Ok(())
}

/// Keeps the partner's counters: the account itself and so many sub-accounts, added or taken away.
fn count(tx: &mut WriteTx<'_, InPartner>, account: &queries::Account, sign: i64, below: usize) -> AppResult<()> {
    let below = i64::try_from(below).unwrap_or(i64::MAX);
    let top = i64::from(account.parent_id.is_none());
    figures::count(tx, sign * top, sign * (below + 1 - top))
}
