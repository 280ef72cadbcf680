//! Which limits hold, and what is used of them.

use super::model::{AtLimit, Base, Kind, Level, Own, Set};
use super::{said, use_now};
use crate::db::schema::{account_limits, accounts, partner_limits, queue_accounts};
use crate::db::{InPartner, ReadTx, WriteTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use serde::Deserialize;
use std::collections::HashMap;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.limit_levels"] fn limit_levels(of_account: SqlUuid, of_kinds: Array<Text>, hold: Bool) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.limit_use"] fn limit_use(of_account: SqlUuid, of_kind: Text, whole_tree: Bool) -> Nullable<BigInt>; }
diesel::define_sql_function! { #[sql_name = "app.limits_over"] fn limits_over(of_accounts: Array<SqlUuid>, of_kind: Text) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.limit_ceiling"] fn limit_ceiling(of_account: SqlUuid, of_kind: Text) -> Nullable<BigInt>; }
diesel::define_sql_function! { #[sql_name = "app.settle_queue"] fn settle_at(of_top: Nullable<SqlUuid>) -> Text; }
diesel::define_sql_function! { #[sql_name = "app.note_limits"] fn note_limits(of_accounts: Nullable<Array<SqlUuid>>, moment: Timestamptz) -> Text; }
diesel::define_sql_function! { #[sql_name = "app.over_limit"] fn over_limit(of_kind: Text, after_excess: Nullable<BigInt>, after_id: Nullable<SqlUuid>, at_most: Integer, moment: Timestamptz) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.levels_met"] fn levels_met(of_accounts: Array<SqlUuid>, of_kind: Text) -> Jsonb; }

/// The limits of an account, nearest first, with what is used of each.
pub(crate) fn levels<P>(tx: &mut ReadTx<'_, P>, account: AccountId, kinds: &[Kind]) -> AppResult<Vec<Level>> {
    let mut levels = read(tx, account, kinds, false)?;
    for level in levels.iter_mut().filter(|level| level.kind == Kind::TasksMonth) {
        let spent = use_now::spent(tx, AccountId(level.account), level.tree)?;
        (level.used, level.resets) = (spent.used, spent.resets);
    }
    Ok(levels)
}

/// As [`levels`] of what is counted, for one who has just written what counts: whoever adds to the same figures waits.
pub(super) fn held<P>(tx: &mut ReadTx<'_, P>, account: AccountId, kind: Kind) -> AppResult<Vec<Level>> {
    read(tx, account, &[kind], true)
}

fn read<P>(tx: &mut ReadTx<'_, P>, account: AccountId, kinds: &[Kind], hold: bool) -> AppResult<Vec<Level>> {
    let keys: Vec<&str> = kinds.iter().map(|kind| kind.key()).collect();
    let found: serde_json::Value = diesel::select(limit_levels(account.0, keys, hold)).get_result(tx.conn())?;
    Ok(serde_json::from_value(found)?)
}

/// What an account uses of a kind that is counted, alone or with all below it.
pub(crate) fn used(
    tx: &mut ReadTx<'_, InPartner>,
    account: AccountId,
    kind: Kind,
    with_sub_accounts: bool,
) -> AppResult<i64> {
    let used: Option<i64> =
        diesel::select(limit_use(account.0, kind.key(), with_sub_accounts)).get_result(tx.conn())?;
    Ok(used.unwrap_or(0))
}

/// Limits that are exceeded by what was written below these accounts; the furthest first.
pub(super) fn over_after(tx: &mut ReadTx<'_, InPartner>, below: &[Uuid], kind: Kind) -> AppResult<Vec<Level>> {
    let found: serde_json::Value = diesel::select(limits_over(below, kind.key())).get_result(tx.conn())?;
    Ok(serde_json::from_value(found)?)
}

/// The lowest limit of an account in a kind that does not add up; none: it has none.
pub(crate) fn ceiling<P>(tx: &mut ReadTx<'_, P>, account: AccountId, kind: Kind) -> AppResult<Option<i64>> {
    Ok(diesel::select(limit_ceiling(account.0, kind.key())).get_result(tx.conn())?)
}

/// Why a body of so many KB is not taken, as things stand; none: it is.
pub(crate) fn too_large<P>(tx: &mut ReadTx<'_, P>, account: AccountId, kb: i64) -> AppResult<Option<String>> {
    let levels = levels(tx, account, &[Kind::PayloadKb])?;
    Ok(said::too_large(&levels, kb))
}

/// Notes which limits of tasks are nearly or fully used now that they, or the places of these accounts, were changed (M6); none:
/// of all accounts. Before [`settle_queue`].
pub(super) fn note(tx: &mut WriteTx<'_, InPartner>, accounts: Option<Vec<Uuid>>) -> AppResult<()> {
    let now = tx.now();
    diesel::select(note_limits(accounts, now)).execute(tx.conn())?;
    Ok(())
}

/// Brings the queue to the limits of now, in an account and all below it, or in all of the partner. The last thing
/// that is done: it locks the accounts' places in the queue.
pub(super) fn settle_queue(tx: &mut WriteTx<'_, InPartner>, top: Option<AccountId>) -> AppResult<()> {
    diesel::select(settle_at(top.map(|top| top.0))).execute(tx.conn())?;
    Ok(())
}

/// What waits of an account at a limit: title and words for its pages (M5, M6); none: nothing does.
pub(crate) fn held_work<P>(tx: &mut ReadTx<'_, P>, account: AccountId) -> AppResult<Option<(String, String)>> {
    let found: Option<(i32, Option<serde_json::Value>)> = queue_accounts::table
        .filter(queue_accounts::account_id.eq(account.0))
        .filter(queue_accounts::partner_id.eq(tx.partner_id().0))
        .filter(queue_accounts::held.is_not_null().or(queue_accounts::at_once.eq(0)))
        .filter(queue_accounts::open.gt(0))
        .select((queue_accounts::open, queue_accounts::held))
        .first(tx.conn())
        .optional()?;
    let Some((waiting, held)) = found else { return Ok(None) };
    let full = match held {
        Some(held) => Some(serde_json::from_value(held)?),
        // Nothing may run at all: a limit of what runs at once says so.
        None => levels(tx, account, &[Kind::AtOnce])?.into_iter().find_map(said::Full::none_at_once),
    };
    let Some(full) = full else { return Ok(None) };
    let facts = tx.facts();
    let whom = if facts.for_partner() { "" } else { facts.partner_name.as_str() };
    Ok(Some(said::held(i64::from(waiting), &full, whom)))
}

/// Each limit of accounts once, with what is used of it.
pub(crate) fn met(tx: &mut ReadTx<'_, InPartner>, below: &[Uuid], kind: Kind) -> AppResult<Vec<Level>> {
    let found: serde_json::Value = diesel::select(levels_met(below, kind.key())).get_result(tx.conn())?;
    Ok(serde_json::from_value(found)?)
}

/// An account that uses more than its own limit or the default.
#[derive(Debug, Deserialize)]
pub(crate) struct Over {
    pub id: Uuid,
    pub name: String,
    pub api_id: String,
    pub used: i64,
    pub value: i64,
}

impl Over {
    /// Its place in the list.
    pub fn place(&self) -> (i64, Uuid) {
        (self.used - self.value, self.id)
    }
}

/// Accounts that are over their own limit or the default, the furthest first, from after a place on.
pub(super) fn over(
    tx: &mut ReadTx<'_, InPartner>,
    kind: Kind,
    after: Option<(i64, Uuid)>,
    at_most: i64,
) -> AppResult<Vec<Over>> {
    let (now, (excess, id)) = (tx.now(), after.unzip());
    let at_most = i32::try_from(at_most).unwrap_or(i32::MAX);
    let asked = over_limit(kind.key(), excess, id, at_most, now);
    let found: serde_json::Value = diesel::select(asked).get_result(tx.conn())?;
    Ok(serde_json::from_value(found)?)
}

/// What is set for an account of a kind.
pub(crate) fn set_for(tx: &mut ReadTx<'_, InPartner>, account: AccountId, kind: Kind) -> AppResult<Set> {
    Ok(sets_of(tx, &[account.0])?.remove(&(account.0, kind)).unwrap_or_default())
}

/// What is set for some accounts, those for which something is.
pub(crate) fn sets_of(tx: &mut ReadTx<'_, InPartner>, accounts: &[Uuid]) -> AppResult<HashMap<(Uuid, Kind), Set>> {
    type Row = (Uuid, String, bool, Option<i64>, Option<String>);
    let rows: Vec<Row> = account_limits::table
        .filter(account_limits::partner_id.eq(tx.partner_id().0))
        .filter(account_limits::account_id.eq_any(accounts))
        .select((
            account_limits::account_id,
            account_limits::kind,
            account_limits::tree,
            account_limits::value,
            account_limits::at_limit,
        ))
        .load(tx.conn())?;
    let mut sets: HashMap<(Uuid, Kind), Set> = HashMap::new();
    for (id, kind, tree, value, at_limit) in rows {
        let Some(kind) = Kind::read(&kind) else { continue };
        let set = sets.entry((id, kind)).or_default();
        match (tree, value) {
            (true, value) => set.tree = value,
            (false, Some(value)) => set.own = Own::Value(value),
            (false, None) => set.own = Own::Unlimited,
        }
        set.at_limit = set.at_limit.or(at_limit.as_deref().and_then(AtLimit::read));
    }
    Ok(sets)
}

/// The partner's default of a kind.
pub(crate) fn default_of(tx: &mut ReadTx<'_, InPartner>, kind: Kind) -> AppResult<Option<Base>> {
    Ok(defaults(tx)?.remove(&kind))
}

/// Kind, default, cap and what is done at the limit.
type Stored = (String, Option<i64>, Option<i64>, Option<String>);

/// The partner's defaults.
pub(crate) fn defaults(tx: &mut ReadTx<'_, InPartner>) -> AppResult<HashMap<Kind, Base>> {
    let rows: Vec<Stored> = partner_limits::table
        .filter(partner_limits::partner_id.eq(tx.partner_id().0))
        .select((partner_limits::kind, partner_limits::value, partner_limits::cap, partner_limits::at_limit))
        .load(tx.conn())?;
    let read = |at_limit: Option<String>| at_limit.as_deref().and_then(AtLimit::read);
    Ok(rows
        .into_iter()
        .filter_map(|(kind, value, cap, at)| Some((Kind::read(&kind)?, Base { value, cap, at_limit: read(at) })))
        .collect())
}

/// How many accounts have limits of their own, by kind.
pub(super) fn differing(tx: &mut ReadTx<'_, InPartner>) -> AppResult<HashMap<Kind, i64>> {
    let rows: Vec<(String, i64)> = account_limits::table
        .filter(account_limits::partner_id.eq(tx.partner_id().0))
        .group_by(account_limits::kind)
        .select((account_limits::kind, diesel::dsl::count(account_limits::account_id).aggregate_distinct()))
        .load(tx.conn())?;
    Ok(rows.into_iter().filter_map(|(kind, number)| Some((Kind::read(&kind)?, number))).collect())
}

/// An account with a limit of its own of a kind.
#[derive(Queryable)]
pub(super) struct Differing {
    pub id: Uuid,
    pub name: String,
    pub name_key: String,
    pub api_id: String,
    /// It is for all below too.
    pub tree: bool,
    pub value: Option<i64>,
}

impl Differing {
    /// Its place in the list.
    pub fn place(&self) -> (String, Uuid, bool) {
        (self.name_key.clone(), self.id, self.tree)
    }
}

/// Accounts with limits of their own of a kind, by name, from after a place on.
pub(super) fn with_own(
    tx: &mut ReadTx<'_, InPartner>,
    kind: Kind,
    after: Option<(String, Uuid, bool)>,
    at_most: i64,
) -> AppResult<Vec<Differing>> {
    let mut query =
        account_limits::table
            .inner_join(accounts::table.on(
                accounts::partner_id.eq(account_limits::partner_id).and(accounts::id.eq(account_limits::account_id)),
            ))
            .filter(account_limits::partner_id.eq(tx.partner_id().0))
            .filter(account_limits::kind.eq(kind.key()))
            .filter(accounts::live)
            .into_boxed();
    if let Some((name, id, tree)) = after {
        let beyond = accounts::id.gt(id).or(accounts::id.eq(id).and(account_limits::tree.gt(tree)));
        query = query.filter(accounts::name_key.ge(name.clone())).filter(accounts::name_key.gt(name).or(beyond));
    }
    Ok(query
        .order((accounts::name_key, accounts::id, account_limits::tree))
        .limit(at_most)
        .select((
            accounts::id,
            accounts::name,
            accounts::name_key,
            accounts::api_id,
            account_limits::tree,
            account_limits::value,
        ))
        .load(tx.conn())?)
}
