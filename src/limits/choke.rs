//! The one choke point of limits (M5): whoever makes something that counts comes here in the same transaction, after
//! writing it. Here the limits of the account's chain are held until the transaction ends, and counted; when one is
//! exceeded, everything that was written goes with the error. Nothing is reserved, so nothing is left over.

use super::model::{Kind, Verdict, verdict};
use super::queries;
use super::said::{exceeded, reached};
use crate::db::{InPartner, ReadTx, WriteTx};
use crate::error::{AppError, AppResult};
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
    let chain = queries::levels(tx, parent, &Kind::COUNTED)?;
    for kind in Kind::COUNTED {
        // The parent's own limit is touched by its new sub-account alone.
        let own = |level: &&super::model::Level| kind == Kind::SubAccounts && !level.tree;
        let of_kind = chain.iter().filter(|level| level.kind == kind);
        let mut levels: Vec<_> =
            of_kind.filter(|level| own(level) || (level.tree && gained.contains(&level.account))).cloned().collect();
        if levels.is_empty() {
            continue;
        }
        let itself = i64::from(kind == Kind::SubAccounts);
        let asked = queries::used(tx, top, kind, true)? + itself;
        for level in &mut levels {
            level.used = level.used.map(|used| used - if level.tree { asked } else { itself });
        }
        let (trees, own): (Vec<_>, Vec<_>) = levels.into_iter().partition(|level| level.tree);
        decide(tx, &own, itself)?;
        decide(tx, &trees, asked)?;
    }
    Ok(())
}

fn decide<P>(tx: &ReadTx<'_, P>, chain: &[super::model::Level], asked: i64) -> AppResult<()> {
    match verdict(chain, asked) {
        Verdict::Room => Ok(()),
        Verdict::AtLimit(level) => {
            let (partner, in_console) = words_for(tx);
            Err(AppError::AtLimit(Box::new(reached(level, asked, &partner, in_console))))
        }
    }
}

fn words_for<P>(tx: &ReadTx<'_, P>) -> (String, bool) {
    let facts = tx.facts();
    (facts.partner_name.clone(), facts.for_partner())
}
