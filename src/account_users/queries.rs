//! Reading who may open what: the accounts of one person, the people of one account.

use super::model::Line;
use crate::db::schema::{account_ancestors, account_users, accounts, links, people};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::{AccountId, PersonId};
use crate::web::paging::{From, PageOf};
use chrono::{DateTime, Utc};
use diesel::dsl::max;
use diesel::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// An account of one person.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct Held {
    pub account: Uuid,
    pub account_name: String,
    pub account_key: String,
    pub api_id: String,
    pub role: String,
    pub with_sub_accounts: bool,
    pub since: DateTime<Utc>,
}

/// The accounts of a person by name, the recycle bin left out.
pub(crate) fn accounts_of(
    tx: &mut ReadTx<'_, InPartner>,
    person: PersonId,
    from: &From<(String, Uuid)>,
    rows: i64,
) -> AppResult<PageOf<Held>> {
    let mut query = account_users::table
        .inner_join(
            accounts::table
                .on(accounts::partner_id.eq(account_users::partner_id).and(accounts::id.eq(account_users::account_id))),
        )
        .filter(account_users::partner_id.eq(tx.partner_id().0))
        .filter(account_users::person_id.eq(person.0))
        .filter(accounts::live)
        .select((
            accounts::id,
            accounts::name,
            accounts::name_key,
            accounts::api_id,
            account_users::role,
            account_users::with_sub_accounts,
            account_users::created_at,
        ))
        .into_boxed();
    query = match from.clone() {
        From::Start => query.order((accounts::name_key.asc(), accounts::id.asc())),
        From::After((key, id)) => query
            .filter(accounts::name_key.ge(key.clone()))
            .filter(accounts::name_key.gt(key).or(accounts::id.gt(id)))
            .order((accounts::name_key.asc(), accounts::id.asc())),
        From::Before((key, id)) => query
            .filter(accounts::name_key.le(key.clone()))
            .filter(accounts::name_key.lt(key).or(accounts::id.lt(id)))
            .order((accounts::name_key.desc(), accounts::id.desc())),
    };
    let read = query.limit(rows + 1).load(tx.conn())?;
    Ok(PageOf::cut(read, from, rows, |h: &Held| (h.account_key.clone(), h.account)))
}

/// Somebody who may open an account, and by which grant: one on the account itself, or one with sub-accounts above.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct Member {
    pub person: Uuid,
    pub person_name: String,
    pub person_key: String,
    pub email: String,
    pub state: String,
    pub last_sign_in_at: Option<DateTime<Utc>>,
    pub role: String,
    pub with_sub_accounts: bool,
    /// 0: on the account itself.
    pub distance: i16,
    pub source: Uuid,
    pub source_name: String,
    pub invited_until: Option<DateTime<Utc>>,
}

/// A row's place: folded name, person, and how far up the grant is.
pub(crate) type MemberKey = (String, Uuid, i16);

/// Everybody who may open an account, by name; a person with two grants is there twice, each with its source (T5).
pub(crate) fn people_of(
    tx: &mut ReadTx<'_, InPartner>,
    account: AccountId,
    from: &From<MemberKey>,
    rows: i64,
) -> AppResult<PageOf<Member>> {
    let mut query = account_ancestors::table
        .inner_join(
            account_users::table.on(account_users::partner_id
                .eq(account_ancestors::partner_id)
                .and(account_users::account_id.eq(account_ancestors::ancestor_id))),
        )
        .inner_join(
            people::table
                .on(people::partner_id.eq(account_users::partner_id).and(people::id.eq(account_users::person_id))),
        )
        .inner_join(accounts::table.on(
            accounts::partner_id.eq(account_ancestors::partner_id).and(accounts::id.eq(account_ancestors::ancestor_id)),
        ))
        .filter(account_ancestors::partner_id.eq(tx.partner_id().0))
        .filter(account_ancestors::account_id.eq(account.0))
        .filter(account_ancestors::distance.eq(0).or(account_users::with_sub_accounts))
        .select((
            people::id,
            people::name,
            people::name_key,
            people::email,
            people::state,
            people::last_sign_in_at,
            account_users::role,
            account_users::with_sub_accounts,
            account_ancestors::distance,
            accounts::id,
            accounts::name,
            links::table
                .filter(links::partner_id.eq(people::partner_id))
                .filter(links::person_id.eq(people::id))
                .filter(links::purpose.eq("invite"))
                .filter(links::used_at.is_null())
                .select(max(links::expires_at))
                .single_value(),
        ))
        .into_boxed();
    let (key_of, person_of, distance_of) = (people::name_key, people::id, account_ancestors::distance);
    query = match from.clone() {
        From::Start => query.order((key_of.asc(), person_of.asc(), distance_of.asc())),
        From::After((key, id, distance)) => query
            .filter(
                key_of
                    .gt(key.clone())
                    .or(key_of.eq(key).and(person_of.gt(id).or(person_of.eq(id).and(distance_of.gt(distance))))),
            )
            .order((key_of.asc(), person_of.asc(), distance_of.asc())),
        From::Before((key, id, distance)) => query
            .filter(
                key_of
                    .lt(key.clone())
                    .or(key_of.eq(key).and(person_of.lt(id).or(person_of.eq(id).and(distance_of.lt(distance))))),
            )
            .order((key_of.desc(), person_of.desc(), distance_of.desc())),
    };
    let read = query.limit(rows + 1).load(tx.conn())?;
    Ok(PageOf::cut(read, from, rows, |m: &Member| (m.person_key.clone(), m.person, m.distance)))
}

/// One grant on the account itself.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct Grant {
    pub person_name: String,
    pub email: String,
    pub role: String,
    pub with_sub_accounts: bool,
    pub version: i32,
}

/// The grant of a person on an account.
pub(crate) fn grant(tx: &mut ReadTx<'_, InPartner>, account: AccountId, person: PersonId) -> AppResult<Grant> {
    Ok(account_users::table
        .find((tx.partner_id().0, account.0, person.0))
        .inner_join(
            people::table
                .on(people::partner_id.eq(account_users::partner_id).and(people::id.eq(account_users::person_id))),
        )
        .select((
            people::name,
            people::email,
            account_users::role,
            account_users::with_sub_accounts,
            account_users::version,
        ))
        .first(tx.conn())?)
}

/// Name of an account and whether it is in use (not in the recycle bin).
pub(crate) fn account(tx: &mut ReadTx<'_, InPartner>, account: AccountId) -> AppResult<(String, bool)> {
    Ok(accounts::table
        .find((tx.partner_id().0, account.0))
        .select((accounts::name, accounts::live))
        .first(tx.conn())?)
}

/// What sending a line would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outlook {
    NewPerson,
    KnownPerson,
    AlreadyHere,
    ConsoleUser,
    Disabled,
    /// The line itself is wrong.
    Unreadable,
}

/// What sending a list would do, line by line, in two statements.
pub(crate) fn outlook(tx: &mut ReadTx<'_, InPartner>, account: AccountId, lines: &[Line]) -> AppResult<Vec<Outlook>> {
    let partner = tx.partner_id().0;
    let keys: Vec<String> = lines.iter().filter_map(|l| l.read.as_ref().ok().map(|i| i.email.key())).collect();
    let known: Vec<(String, Uuid, String, String)> = people::table
        .filter(people::partner_id.eq(partner))
        .filter(people::email_key.eq_any(keys))
        .select((people::email_key, people::id, people::kind, people::state))
        .load(tx.conn())?;
    let ids: Vec<Uuid> = known.iter().map(|(_, id, ..)| *id).collect();
    let here: Vec<Uuid> = account_users::table
        .filter(account_users::partner_id.eq(partner))
        .filter(account_users::account_id.eq(account.0))
        .filter(account_users::person_id.eq_any(ids))
        .select(account_users::person_id)
        .load(tx.conn())?;
    let here: BTreeSet<Uuid> = here.into_iter().collect();
    let known: BTreeMap<String, (Uuid, String, String)> =
        known.into_iter().map(|(key, id, kind, state)| (key, (id, kind, state))).collect();
    Ok(lines
        .iter()
        .map(|line| match line.read.as_ref().map(|i| known.get(&i.email.key())) {
            Err(_) => Outlook::Unreadable,
            Ok(None) => Outlook::NewPerson,
            Ok(Some((_, kind, _))) if kind != "account" => Outlook::ConsoleUser,
            Ok(Some((_, _, state))) if state == "disabled" => Outlook::Disabled,
            Ok(Some((id, ..))) if here.contains(id) => Outlook::AlreadyHere,
            Ok(Some(_)) => Outlook::KnownPerson,
        })
        .collect())
}
