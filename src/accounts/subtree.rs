//! What lies below an account, and whom a change to it touches: figures for confirm pages, read once per page.

use crate::db::schema::{account_ancestors, account_users, accounts, people};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use diesel::dsl::count;
use diesel::prelude::*;
use uuid::Uuid;

diesel::alias!(account_users as kept: Kept);

/// Names a preview lists before it only counts.
pub(crate) const NAMES_MAX: i64 = 20;

/// Sub-accounts on every level that are not deleted.
pub(crate) fn count_below(tx: &mut ReadTx<'_, InPartner>, account: AccountId) -> AppResult<i64> {
    let partner = tx.partner_id().0;
    Ok(account_ancestors::table
        .inner_join(accounts::table.on(
            accounts::partner_id.eq(account_ancestors::partner_id).and(accounts::id.eq(account_ancestors::account_id)),
        ))
        .filter(account_ancestors::partner_id.eq(partner))
        .filter(account_ancestors::ancestor_id.eq(account.0))
        .filter(account_ancestors::distance.gt(0))
        .filter(accounts::live)
        .count()
        .get_result(tx.conn())?)
}

/// The same with those that are deleted.
pub(crate) fn count_all_below(tx: &mut ReadTx<'_, InPartner>, account: AccountId) -> AppResult<i64> {
    Ok(account_ancestors::table
        .filter(account_ancestors::partner_id.eq(tx.partner_id().0))
        .filter(account_ancestors::ancestor_id.eq(account.0))
        .filter(account_ancestors::distance.gt(0))
        .count()
        .get_result(tx.conn())?)
}

/// People who can open the account or something below it, counted once each.
pub(crate) fn count_people(tx: &mut ReadTx<'_, InPartner>, account: AccountId, ancestors: Vec<Uuid>) -> AppResult<i64> {
    let partner = tx.partner_id().0;
    let members = account_ancestors::table
        .filter(account_ancestors::partner_id.eq(partner))
        .filter(account_ancestors::ancestor_id.eq(account.0))
        .select(account_ancestors::account_id);
    Ok(account_users::table
        .filter(account_users::partner_id.eq(partner))
        .filter(
            account_users::account_id
                .eq_any(members)
                .or(account_users::account_id.eq_any(ancestors).and(account_users::with_sub_accounts)),
        )
        .select(count(account_users::person_id).aggregate_distinct())
        .get_result(tx.conn())?)
}

/// People of a grant with sub-accounts on one of `through`, who have no such grant on one of `otherwise` and none on
/// the account itself: how many, and the first names.
pub(crate) fn reached_only_through(
    tx: &mut ReadTx<'_, InPartner>,
    account: AccountId,
    through: Vec<Uuid>,
    otherwise: Vec<Uuid>,
) -> AppResult<(i64, Vec<String>)> {
    let partner = tx.partner_id().0;
    let others = kept
        .filter(kept.field(account_users::partner_id).eq(partner))
        .filter(kept.field(account_users::account_id).eq(account.0).or(
            kept.field(account_users::account_id).eq_any(otherwise).and(kept.field(account_users::with_sub_accounts)),
        ))
        .select(kept.field(account_users::person_id));
    let reached = account_users::table
        .inner_join(
            people::table
                .on(people::partner_id.eq(account_users::partner_id).and(people::id.eq(account_users::person_id))),
        )
        .filter(account_users::partner_id.eq(partner))
        .filter(account_users::account_id.eq_any(through))
        .filter(account_users::with_sub_accounts)
        .filter(account_users::person_id.ne_all(others));
    let count = reached.clone().select(count(account_users::person_id).aggregate_distinct()).get_result(tx.conn())?;
    let names: Vec<(String, String, Uuid)> = reached
        .select((people::name_key, people::name, people::id))
        .distinct()
        .order((people::name_key, people::id))
        .limit(NAMES_MAX)
        .load(tx.conn())?;
    Ok((count, names.into_iter().map(|(_, name, _)| name).collect()))
}
