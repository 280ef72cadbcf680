//! The one choke point of limits (M5): whoever makes something that counts comes here in the same transaction, after
//! writing it. Here the limits of the account's chain are held until the transaction ends, and counted; when one is
//! exceeded, everything that was written goes with the error. Nothing is reserved, so nothing is left over.

use super::model::{Kind, Level, Verdict, verdict};
use super::said::{exceeded, reached, used_up_with};
use super::{queries, use_now};
use crate::db::{InPartner, ReadTx, WriteTx};
use crate::error::{AppError, AppResult, Reached};
use crate::ids::AccountId;
use uuid::Uuid;

/// Refuses what was just written when a limit of the chain has no room for it; `how_many` were added to `account`.
///
/// # Errors
/// `AtLimit` with the limit, who set it and the figures (M6).
pub(crate) fn room<P>(tx: &mut WriteTx<'_, P>, account: AccountId, kind: Kind, how_many: i64) -> AppResult<()> {
    if how_many <= 0 {
        return Ok(());
    }
    let mut chain = queries::held(tx, account, kind)?;
    for level in &mut chain {
        level.used = level.used.map(|used| used - how_many);
    }
    decide(tx, &chain, how_many)
}

/// The same for many accounts that were written in one go below these. The caller holds their trees alone.
///
/// # Errors
/// `AtLimit` with the limit that is exceeded furthest.
pub(crate) fn room_for_many(tx: &mut WriteTx<'_, InPartner>, below: &[Uuid], kind: Kind) -> AppResult<()> {
    let over = queries::over_after(tx, below, kind)?;
    let Some(worst) = over.first() else { return Ok(()) };
    let (partner, in_console) = words_for(tx);
    Err(AppError::AtLimit(Box::new(exceeded(worst, &partner, in_console))))
}

/// Refuses to bring a subtree below `parent` (moved, or restored) when a limit there has no room for all it uses; `gained` are the
/// ancestors it had not before. The caller has written it and holds the trees alone.
///
/// # Errors
/// `AtLimit` with the limit, who set it and the figures.
pub(crate) fn room_for_subtree(
    tx: &mut WriteTx<'_, InPartner>,
    top: AccountId,
    parent: Option<AccountId>,
    gained: &[Uuid],
) -> AppResult<()> {
    let Some(parent) = parent else { return Ok(()) };
    match no_room(tx, top, parent, gained, Subtree::Written)? {
        None => Ok(()),
        Some(reached) => Err(AppError::AtLimit(Box::new(reached))),
    }
}

/// What [`room_for_subtree`] would say, before anything is written.
pub(crate) fn subtree_refused(
    tx: &mut ReadTx<'_, InPartner>,
    top: AccountId,
    parent: AccountId,
    gained: &[Uuid],
) -> AppResult<Option<Reached>> {
    no_room(tx, top, parent, gained, Subtree::Elsewhere)
}

/// Where a subtree is, so whether what it uses is among the figures of the limits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subtree {
    Written,
    Elsewhere,
}

fn no_room(
    tx: &mut ReadTx<'_, InPartner>,
    top: AccountId,
    parent: AccountId,
    gained: &[Uuid],
    subtree: Subtree,
) -> AppResult<Option<Reached>> {
    let chain = queries::levels(tx, parent, &Kind::COUNTED)?;
    for kind in Kind::COUNTED {
        // The parent's own limit is touched by its new sub-account alone.
        let own = |level: &&Level| kind == Kind::SubAccounts && !level.tree;
        let of_kind = chain.iter().filter(|level| level.kind == kind);
        let mut levels: Vec<Level> =
            of_kind.filter(|level| own(level) || (level.tree && gained.contains(&level.account))).cloned().collect();
        if levels.is_empty() {
            continue;
        }
        let itself = i64::from(kind == Kind::SubAccounts);
        let asked = queries::used(tx, top, kind, true)? + itself;
        if subtree == Subtree::Written {
            for level in &mut levels {
                level.used = level.used.map(|used| used - if level.tree { asked } else { itself });
            }
        }
        let (trees, own): (Vec<_>, Vec<_>) = levels.into_iter().partition(|level| level.tree);
        if let Some(reached) = full(tx, &own, itself).or_else(|| full(tx, &trees, asked)) {
            return Ok(Some(reached));
        }
    }
    Ok(None)
}

/// Before a subtree goes below `parent`: what is said of each limit of tasks that is used up with what the subtree used (M4,
/// M6), nearest first; none: there is room. Nobody is refused for it: work waits there, or goes on counted apart (M5).
pub(crate) fn tasks_used_up_below(
    tx: &mut ReadTx<'_, InPartner>,
    top: AccountId,
    parent: AccountId,
    gained: &[Uuid],
) -> AppResult<Vec<String>> {
    let levels = queries::levels(tx, parent, &[Kind::TasksMonth])?;
    let mut said = Vec::new();
    for level in levels.iter().filter(|level| level.tree && gained.contains(&level.account)) {
        let Some((value, used)) = level.value.zip(level.used) else { continue };
        let Some(period) = use_now::period(tx, AccountId(level.account))? else { continue };
        let with_it = used + use_now::tree_since(tx, top, period.first)?.unwrap_or(0);
        if with_it >= value {
            said.push(used_up_with(level, with_it, period.until));
        }
    }
    Ok(said)
}

fn decide<P>(tx: &ReadTx<'_, P>, chain: &[Level], asked: i64) -> AppResult<()> {
    match full(tx, chain, asked) {
        None => Ok(()),
        Some(reached) => Err(AppError::AtLimit(Box::new(reached))),
    }
}

fn full<P>(tx: &ReadTx<'_, P>, chain: &[Level], asked: i64) -> Option<Reached> {
    match verdict(chain, asked) {
        Verdict::Room => None,
        Verdict::AtLimit(level) => {
            let (partner, in_console) = words_for(tx);
            Some(reached(level, asked, &partner, in_console))
        }
    }
}

fn words_for<P>(tx: &ReadTx<'_, P>) -> (String, bool) {
    let facts = tx.facts();
    (facts.partner_name.clone(), facts.for_partner())
}
