//! Moving an account with everything below it under another parent, or to the top level. The check is the same for the
//! preview and for the move itself, which makes it again under the locks of both trees, so that two moves at once
//! cannot make a circle.

use super::tree::{self, Hold, subtree};
use super::{Outcome, figures};
use crate::accounts::chain::{self, Chain};
use crate::accounts::model::DEPTH_MAX;
use crate::accounts::subtree::count_below;
use crate::audit::Entry;
use crate::db::schema::{account_ancestors, accounts};
use crate::db::{InPartner, ReadTx, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::limits::actions as limits;
use crate::limits::choke::room_for_subtree;
use crate::people::rotate_sessions_below;
use diesel::prelude::*;
use diesel::sql_types::{SmallInt, Uuid as SqlUuid};
use uuid::Uuid;

diesel::alias!(account_ancestors as inside: Inside);

/// A move that is allowed, as things stand.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// The account where it is now.
    pub from: Chain,
    /// The new parent; none for the top level.
    pub to: Option<Chain>,
    /// Levels of the account and everything below it, the recycle bin included.
    pub levels: i16,
    /// True when it hangs there already.
    pub stays: bool,
}

impl Plan {
    /// The level the account will be on.
    pub fn depth(&self) -> i16 {
        self.to.as_ref().map_or(1, |to| to.account.depth + 1)
    }

    /// The level of the deepest account below it afterwards.
    pub fn deepest(&self) -> i16 {
        self.depth() + self.levels - 1
    }

    /// The ancestors it will have, the nearest first, with their distance from it.
    pub fn new_ancestors(&self) -> Vec<(Uuid, i16)> {
        let chain = self.to.iter().flat_map(|to| std::iter::once(&to.account).chain(to.ancestors.iter().rev()));
        chain.map(|link| link.id).zip(1i16..).collect()
    }

    /// Ids of the ancestors it leaves, and of those it gets.
    pub fn change_of_ancestors(&self) -> (Vec<Uuid>, Vec<Uuid>) {
        let old: Vec<Uuid> = self.from.ancestors.iter().map(|link| link.id).collect();
        let new: Vec<Uuid> = self.new_ancestors().into_iter().map(|(id, _)| id).collect();
        (
            old.iter().copied().filter(|id| !new.contains(id)).collect(),
            new.iter().copied().filter(|id| !old.contains(id)).collect(),
        )
    }
}

/// Checks a move.
///
/// # Errors
/// `Invalid` at the field `parent` for one that cannot take the account; `Conflict` for a deleted account.
pub(crate) fn plan(tx: &mut ReadTx<'_, InPartner>, account: AccountId, parent: Option<AccountId>) -> AppResult<Plan> {
    let refused = |why: String| Err(AppError::invalid("parent", why));
    let from = chain::find(tx, account)?;
    if from.account.deleted_at.is_some() {
        return Err(AppError::Conflict(t!("accounts-move-in-bin", name = from.account.name)));
    }
    let to = match parent.map(|parent| chain::find(tx, parent)).transpose() {
        Err(AppError::NotFound) => return refused(t!("accounts-move-gone").to_owned()),
        other => other?,
    };
    let levels = levels(tx, account)?;
    let stays = from.account.parent_id == parent.map(|p| p.0);
    if let Some(to) = &to {
        let name = &to.account.name;
        if to.account.deleted_at.is_some() {
            return refused(t!("accounts-move-into-bin", name = name));
        }
        if to.account.id == account.0 || to.ancestors.iter().any(|link| link.id == account.0) {
            return refused(t!("accounts-move-circle", name = name, account = from.account.name));
        }
    }
    let plan = Plan { from, to, levels, stays };
    if plan.deepest() > DEPTH_MAX {
        return refused(t!("accounts-move-deep", level = plan.deepest(), most = DEPTH_MAX));
    }
    Ok(plan)
}

/// Levels from an account down to the lowest below it, itself included.
fn levels(tx: &mut ReadTx<'_, InPartner>, account: AccountId) -> AppResult<i16> {
    let lowest: Option<i16> = account_ancestors::table
        .filter(account_ancestors::partner_id.eq(tx.partner_id().0))
        .filter(account_ancestors::ancestor_id.eq(account.0))
        .select(diesel::dsl::max(account_ancestors::distance))
        .first(tx.conn())?;
    Ok(lowest.unwrap_or(0) + 1)
}

/// Moves the account: its place, the ancestors and depth of everything below it, who is suspended with whom. `seen` is
/// the parent it had when that was decided; none where nobody looked.
///
/// # Errors
/// As [`plan`]; `AtLimit` when a limit there has no room for all of it; `Invalid` when somebody else moved it meanwhile.
pub(crate) fn move_to(
    tx: &mut WriteTx<'_, InPartner>,
    account: AccountId,
    parent: Option<AccountId>,
    seen: Option<Option<AccountId>>,
) -> AppResult<Outcome> {
    let both: Vec<Uuid> = std::iter::once(account.0).chain(parent.map(|p| p.0)).collect();
    tree::lock(tx, &both, Hold::Alone)?;
    let plan = plan(tx, account, parent)?;
    if seen.is_some_and(|seen| seen.map(|id| id.0) != plan.from.account.parent_id) {
        let why = match plan.from.ancestors.last() {
            None => t!("accounts-move-meanwhile-top").to_owned(),
            Some(parent) => t!("accounts-move-meanwhile", name = parent.name),
        };
        return Err(AppError::invalid("parent", why));
    }
    if plan.stays {
        return Ok(Outcome::Unchanged);
    }
    rehang(tx, account, &plan)?;
    replace(tx, account, &plan)?;
    tree::settle(tx, account)?;
    let (left, gained) = plan.change_of_ancestors();
    room_for_subtree(tx, account, parent, &gained)?;
    rotate_sessions_below(tx, &[left, gained].concat())?;
    let below = usize::try_from(count_below(tx, account)?).unwrap_or(0);
    let (was_top, is_top) = (i64::from(plan.from.ancestors.is_empty()), i64::from(plan.to.is_none()));
    figures::count(tx, is_top - was_top, was_top - is_top)?;
    let path = |chain: Option<&Chain>| match chain {
        None => "top level".to_owned(),
        Some(chain) => path_of(chain),
    };
    let old_parent = plan.from.ancestors.iter().map(|link| link.name.as_str()).collect::<Vec<_>>().join(" / ");
    tx.audit(
        Entry::of("account.moved", "account", account, &plan.from.account.name)
            .in_account(account)
            .change("parent", if old_parent.is_empty() { "top level" } else { &old_parent }, path(plan.to.as_ref()))
            .change("sub_accounts", 0, below),
    );
    limits::settle_moved(tx, account)?;
    Ok(Outcome::Done { below })
}

/// "Delta Holdings / Delta Dental".
pub(crate) fn path_of(chain: &Chain) -> String {
    let names = chain.ancestors.iter().chain(std::iter::once(&chain.account)).map(|link| link.name.as_str());
    names.collect::<Vec<_>>().join(" / ")
}

/// Replaces, for everything in the subtree, the ancestors above it.
fn rehang(tx: &mut WriteTx<'_, InPartner>, account: AccountId, plan: &Plan) -> AppResult<()> {
    let partner = tx.partner_id().0;
    let old: Vec<Uuid> = plan.from.ancestors.iter().map(|link| link.id).collect();
    let members = inside
        .filter(inside.field(account_ancestors::partner_id).eq(partner))
        .filter(inside.field(account_ancestors::ancestor_id).eq(account.0));
    if !old.is_empty() {
        diesel::delete(
            account_ancestors::table
                .filter(account_ancestors::partner_id.eq(partner))
                .filter(account_ancestors::ancestor_id.eq_any(old))
                .filter(
                    account_ancestors::account_id.eq_any(members.select(inside.field(account_ancestors::account_id))),
                ),
        )
        .execute(tx.conn())?;
    }
    // One statement for each of at most seven ancestors, whatever the size of the subtree.
    for (ancestor, distance) in plan.new_ancestors() {
        members
            .select((
                inside.field(account_ancestors::partner_id),
                inside.field(account_ancestors::account_id),
                ancestor.into_sql::<SqlUuid>(),
                inside.field(account_ancestors::distance) + distance.into_sql::<SmallInt>(),
            ))
            .insert_into(account_ancestors::table)
            .into_columns((
                account_ancestors::partner_id,
                account_ancestors::account_id,
                account_ancestors::ancestor_id,
                account_ancestors::distance,
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Sets the new parent, and the depth of everything below, the recycle bin included.
fn replace(tx: &mut WriteTx<'_, InPartner>, account: AccountId, plan: &Plan) -> AppResult<()> {
    let (partner, now) = (tx.partner_id().0, tx.now());
    diesel::update(accounts::table.find((partner, account.0)))
        .set((
            accounts::parent_id.eq(plan.to.as_ref().map(|to| to.account.id)),
            accounts::depth.eq(plan.depth()),
            accounts::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    let deeper = plan.depth() - plan.from.account.depth;
    if deeper == 0 {
        return Ok(());
    }
    diesel::update(
        accounts::table
            .filter(accounts::partner_id.eq(partner))
            .filter(accounts::id.ne(account.0))
            .filter(accounts::id.eq_any(subtree(partner, account))),
    )
    .set(accounts::depth.eq(accounts::depth + deeper))
    .execute(tx.conn())?;
    Ok(())
}
