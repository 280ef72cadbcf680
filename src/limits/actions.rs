//! Setting limits: a partner's defaults and what an account has instead. Nothing is taken away when a limit is lowered
//! below what is used; it only lets nothing more be made, and the pages say who is over.

use super::change::Change;
use super::model::{AtLimit, Base, Kind, Own, Set};
use super::queries;
use crate::accounts::actions::tree::{self, Hold};
use crate::accounts::queries as accounts;
use crate::audit::Entry;
use crate::db::schema::{account_limits, partner_limits, partners};
use crate::db::{InPartner, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::language::{self, Language};
use diesel::prelude::*;
use uuid::Uuid;

/// Limits written in one statement.
const SET_AT_ONCE: usize = 1_000;

/// Sets the limits of an account of one kind: its own, and the one for it and all below it. `seen` is what was shown; none
/// where nobody looked.
///
/// # Errors
/// `Invalid` for a value above the partner's cap; `Conflict` when somebody else set it meanwhile, and for an account in the
/// recycle bin; `NotFound`.
pub(crate) fn set(
    tx: &mut WriteTx<'_, InPartner>,
    account: AccountId,
    kind: Kind,
    new: Set,
    seen: Option<&str>,
) -> AppResult<bool> {
    set_after(tx, account, kind, |before| match seen.is_some_and(|seen| seen != before.packed()) {
        true => Err(AppError::Conflict(t!("limits-meanwhile").to_owned())),
        false => Ok(new),
    })
}

/// Changes of a kind what a change names, which may hang on what is set. False: it was so.
///
/// # Errors
/// As [`set`]; `Invalid` for what happens at a limit where there is none; what `change` says.
pub(crate) fn change(
    tx: &mut WriteTx<'_, InPartner>,
    account: AccountId,
    kind: Kind,
    change: impl FnOnce(Set) -> AppResult<Change>,
) -> AppResult<bool> {
    set_after(tx, account, kind, |before| {
        change(before)?.over(before).map_err(|why| AppError::invalid("at_limit", why))
    })
}

/// Sets what `new_of` makes of what is set. Nobody else sets it meanwhile.
fn set_after(
    tx: &mut WriteTx<'_, InPartner>,
    account: AccountId,
    kind: Kind,
    new_of: impl FnOnce(Set) -> AppResult<Set>,
) -> AppResult<bool> {
    // Nobody is moved, and nothing that counts is made, until it is saved.
    tree::lock(tx, &[account.0], Hold::Alone)?;
    let named = accounts::find(tx, account)?;
    if named.deleted_at.is_some() {
        let why = t!("limits-in-bin", name = named.name);
        return Err(AppError::Conflict(why));
    }
    let before = queries::set_for(tx, account, kind)?;
    let new = new_of(before)?;
    if before == new {
        return Ok(false);
    }
    if before.own != new.own {
        within_cap(tx, kind, new.own)?;
    }
    write(tx, account, kind, &new)?;
    let (from, to) = logged(|| (before.words(kind), new.words(kind)));
    let entry = Entry::of("account.limit", "account", account, &named.name).in_account(account);
    tx.audit(entry.change(kind.key(), from.0, to.0).change(&format!("{}_with_sub_accounts", kind.key()), from.1, to.1));
    settle(tx, kind, Some(account))?;
    Ok(true)
}

/// The log keeps words, so they are in one language.
fn logged<T>(words: impl FnOnce() -> T) -> T {
    language::speaking(Language::English, None, words)
}

fn within_cap(tx: &mut WriteTx<'_, InPartner>, kind: Kind, own: Own) -> AppResult<()> {
    let Some(cap) = queries::default_of(tx, kind)?.and_then(|found| found.cap) else { return Ok(()) };
    let beyond = match own {
        Own::Inherited => false,
        Own::Unlimited => true,
        Own::Value(value) => value > cap,
    };
    if !beyond {
        return Ok(());
    }
    let why = t!("limits-beyond-cap", what = kind.words(), count = kind.counted(cap));
    Err(AppError::invalid(if own == Own::Unlimited { "own" } else { "value" }, why))
}

fn write(tx: &mut WriteTx<'_, InPartner>, account: AccountId, kind: Kind, new: &Set) -> AppResult<()> {
    set_many(tx, &[(account, kind, *new)])
}

/// Sets a partner's default and cap of one kind.
///
/// # Errors
/// `Conflict` when somebody else set it meanwhile.
pub(crate) fn set_default(tx: &mut WriteTx<'_, InPartner>, kind: Kind, new: Base, seen: &str) -> AppResult<()> {
    let partner = tx.partner_id();
    // One at a time; what refers to the partner goes on.
    let (_, name): (Uuid, String) =
        partners::table.find(partner.0).select((partners::id, partners::name)).for_no_key_update().first(tx.conn())?;
    let before = queries::default_of(tx, kind)?.unwrap_or_default();
    if before.packed() != seen {
        return Err(AppError::Conflict(t!("limits-meanwhile").to_owned()));
    }
    let now = tx.now();
    let row = partner_limits::table.find((partner.0, kind.key()));
    if new.value.is_none() {
        diesel::delete(row).execute(tx.conn())?;
    } else {
        let what = (
            partner_limits::value.eq(new.value),
            partner_limits::cap.eq(new.cap),
            partner_limits::at_limit.eq(new.at_limit.map(AtLimit::key)),
            partner_limits::updated_at.eq(now),
        );
        diesel::insert_into(partner_limits::table)
            .values((partner_limits::partner_id.eq(partner.0), partner_limits::kind.eq(kind.key()), what))
            .on_conflict((partner_limits::partner_id, partner_limits::kind))
            .do_update()
            .set(what)
            .execute(tx.conn())?;
    }
    let (from, to) = logged(|| (before.words(kind), new.words(kind)));
    let entry = Entry::of("partner.limit", "partner", partner, &name);
    let entry = entry.change(kind.key(), from.0, to.0).change(&format!("{}_cap", kind.key()), from.1, to.1);
    if !entry.changes.is_empty() {
        tx.audit(entry);
    }
    settle(tx, kind, None)
}

/// What follows a limit of a kind that was changed, of an account or, by default, of all: who is over is noted, and what waits
/// is looked at. The last thing that is done.
fn settle(tx: &mut WriteTx<'_, InPartner>, kind: Kind, account: Option<AccountId>) -> AppResult<()> {
    if kind == Kind::TasksMonth {
        queries::note(tx, account.map(|account| vec![account.0]))?;
    }
    if kind.makes_wait() {
        queries::settle_queue(tx, account)?;
    }
    Ok(())
}

/// After an account was moved with all below it: limits of other accounts bound it now. The last thing that is done.
pub(crate) fn settle_moved(tx: &mut WriteTx<'_, InPartner>, account: AccountId) -> AppResult<()> {
    settle(tx, Kind::TasksMonth, Some(account))
}

/// Writes what is set for many accounts at once, known to be within the caps.
pub(crate) fn set_many(tx: &mut WriteTx<'_, InPartner>, all: &[(AccountId, Kind, Set)]) -> AppResult<()> {
    let (partner, now) = (tx.partner_id().0, tx.now());
    for kind in Kind::ALL {
        let of_kind: Vec<(Uuid, Set)> =
            all.iter().filter(|(_, of, _)| *of == kind).map(|(account, _, set)| (account.0, *set)).collect();
        for some in of_kind.chunks(SET_AT_ONCE) {
            let ids: Vec<Uuid> = some.iter().map(|(id, _)| *id).collect();
            let before = account_limits::table
                .filter(account_limits::partner_id.eq(partner))
                .filter(account_limits::account_id.eq_any(ids))
                .filter(account_limits::kind.eq(kind.key()));
            diesel::delete(before).execute(tx.conn())?;
            let rows: Vec<_> = some
                .iter()
                .flat_map(|(id, set)| rows_of(set).into_iter().map(move |row| (id, set.at_limit, row)))
                .map(|(id, at_limit, (tree, value))| {
                    (
                        account_limits::partner_id.eq(partner),
                        account_limits::account_id.eq(*id),
                        account_limits::kind.eq(kind.key()),
                        account_limits::tree.eq(tree),
                        account_limits::value.eq(value),
                        account_limits::at_limit.eq(at_limit.filter(|_| value.is_some()).map(AtLimit::key)),
                        account_limits::updated_at.eq(now),
                    )
                })
                .collect();
            diesel::insert_into(account_limits::table).values(rows).execute(tx.conn())?;
        }
    }
    Ok(())
}

/// The rows of what is set: whether it is for all below too, and the value.
fn rows_of(set: &Set) -> Vec<(bool, Option<i64>)> {
    let own = match set.own {
        Own::Inherited => None,
        Own::Unlimited => Some((false, None)),
        Own::Value(value) => Some((false, Some(value))),
    };
    own.into_iter().chain(set.tree.map(|value| (true, Some(value)))).collect()
}

/// After limits of many were set, of tasks those of `of_tasks`. The last thing that is done.
pub(crate) fn settle_all(tx: &mut WriteTx<'_, InPartner>, of_tasks: &[Uuid]) -> AppResult<()> {
    queries::note(tx, Some(of_tasks.to_vec()))?;
    queries::settle_queue(tx, None)
}
