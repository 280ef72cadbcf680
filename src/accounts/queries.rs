//! Reading accounts in a partner's scope. Every query names the partner, so that the index is used; the policy is the
//! wall behind it.

use super::model::{DetailsText, words};
use crate::db::schema::{account_terms, accounts, partner_figures};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::people::model::fold;
use crate::web::paging::{From, PageOf};
use crate::web::times::zone;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.accounts_by_keys"] fn accounts_by_keys(keys: Array<Text>) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.account_stubs"] fn account_stubs(keys: Array<Text>) -> Jsonb; }
diesel::alias!(accounts as children: Children, accounts as parents: Parents);

/// Candidates a search looks at; with more the person is asked for another letter.
pub(crate) const SEARCH_MAX: i64 = 200;

/// What the list of accounts is narrowed to and sorted by; all of it is in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    /// Beginnings of words of the name, of the API ID, of tags.
    pub q: String,
    /// active, suspended, or empty.
    pub state: String,
    pub tag: String,
    /// Sub-accounts of this account; "none": only accounts without a parent.
    pub parent: String,
    /// name, -name, created, -created.
    pub sort: String,
}

impl Filter {
    /// True when the list is narrowed; sorting does not count.
    pub fn is_set(&self) -> bool {
        !(self.q.trim().is_empty() && self.state.is_empty() && self.tag.is_empty() && self.parent.is_empty())
    }

    pub fn order(&self) -> Order {
        match self.sort.as_str() {
            "-name" => Order::NameBackwards,
            "created" => Order::Oldest,
            "-created" => Order::Newest,
            _ => Order::Name,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Name,
    NameBackwards,
    Oldest,
    Newest,
}

impl Order {
    /// The opposite, for reading backwards.
    fn reversed(self) -> Order {
        match self {
            Order::Name => Order::NameBackwards,
            Order::NameBackwards => Order::Name,
            Order::Oldest => Order::Newest,
            Order::Newest => Order::Oldest,
        }
    }
}

/// A row's place in any order: folded name and id.
pub(crate) type Key = (String, Uuid);

/// An account as the list shows it.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct AccountRow {
    pub id: Uuid,
    pub name: String,
    pub name_key: String,
    pub api_id: String,
    pub standing: String,
    pub expires_at: Option<DateTime<Utc>>,
    pub tags: Vec<String>,
    pub parent_id: Option<Uuid>,
    pub created_at: DateTime<Utc>,
    pub sub_accounts: Option<i64>,
    pub parent_name: Option<String>,
    /// The partner's counters, the same in every row: so the list's head costs no statement of its own.
    pub partner_accounts: Option<i64>,
    pub partner_sub_accounts: Option<i64>,
}

type Boxed<'a> = accounts::BoxedQuery<'a, diesel::pg::Pg>;

/// The accounts of a filter, without order or page.
fn narrowed<'a>(tx: &ReadTx<'_, InPartner>, filter: &Filter, candidates_max: Option<i64>) -> Boxed<'a> {
    let partner = tx.partner_id().0;
    let mut query = accounts::table.filter(accounts::partner_id.eq(partner)).filter(accounts::live).into_boxed();
    let mut wanted = search_terms(&filter.q);
    if !wanted.is_empty() {
        // The longest word is the rarest: it finds the candidates, the others are looked up for each.
        let (first, after) = wanted.swap_remove(0);
        let found = account_terms::table
            .filter(account_terms::partner_id.eq(partner))
            .filter(account_terms::term.ge(first))
            .filter(account_terms::term.lt(after));
        query = match candidates_max {
            Some(most) => query.filter(
                accounts::id.eq_any(
                    found
                        .order((account_terms::term, account_terms::account_id))
                        .limit(most)
                        .select(account_terms::account_id),
                ),
            ),
            None => query.filter(accounts::id.eq_any(found.select(account_terms::account_id))),
        };
        for (from, to) in wanted {
            query = query.filter(diesel::dsl::exists(
                account_terms::table
                    .filter(account_terms::partner_id.eq(partner))
                    .filter(account_terms::account_id.eq(accounts::id))
                    .filter(account_terms::term.ge(from))
                    .filter(account_terms::term.lt(to)),
            ));
        }
    }
    if !filter.state.is_empty() {
        query = query.filter(accounts::standing.eq(filter.state.clone()));
    }
    if !filter.tag.is_empty() {
        query = query.filter(
            accounts::id.eq_any(
                account_terms::table
                    .filter(account_terms::partner_id.eq(partner))
                    .filter(account_terms::term.eq(fold(&filter.tag)))
                    .filter(account_terms::kind.eq(b't'))
                    .select(account_terms::account_id),
            ),
        );
    }
    match filter.parent.as_str() {
        "" => query,
        "none" => query.filter(accounts::parent_id.is_null()),
        id => query.filter(accounts::parent_id.eq(Uuid::parse_str(id).unwrap_or_default())),
    }
}

/// What is searched for, as ranges of terms, the longest first: "del den" finds "Delta Dental".
pub(crate) fn search_terms(q: &str) -> Vec<(String, String)> {
    let whole = fold(q);
    if whole.is_empty() {
        return Vec::new();
    }
    let mut wanted = words(q);
    // An API ID such as "delta-dg" is one term, and so is a name without letters.
    if wanted.is_empty() || (wanted.len() > 1 && !whole.contains(char::is_whitespace)) {
        wanted = vec![whole];
    }
    wanted.sort_by_key(|w| std::cmp::Reverse(w.chars().count()));
    wanted.truncate(6);
    wanted.into_iter().map(|w| (w.clone(), after_prefix(&w))).collect()
}

/// The first text after all that begin with a prefix, in byte order.
fn after_prefix(prefix: &str) -> String {
    // U+10FFFF is the last character there is, and no word contains it.
    format!("{prefix}\u{10FFFF}")
}

/// One page of the list, in three round trips with the gate's and the opening one; the COMMIT is not waited for.
pub(crate) fn list(
    tx: &mut ReadTx<'_, InPartner>,
    filter: &Filter,
    from: &From<Key>,
    rows: i64,
) -> AppResult<PageOf<AccountRow>> {
    let read = page(tx, filter, from, rows, Some(SEARCH_MAX))?;
    Ok(PageOf::cut(read, from, rows, key_of))
}

/// The partner's counters of accounts and sub-accounts, read from a page of the list where it has a row.
pub(crate) fn figures(tx: &mut ReadTx<'_, InPartner>, listed: &[AccountRow]) -> AppResult<Option<(i64, i64)>> {
    match listed.first() {
        Some(row) => Ok(row.partner_accounts.zip(row.partner_sub_accounts)),
        None => Ok(partner_figures::table
            .find(tx.partner_id().0)
            .select((partner_figures::accounts, partner_figures::sub_accounts))
            .first(tx.conn())
            .optional()?),
    }
}

fn key_of(row: &AccountRow) -> Key {
    (row.name_key.clone(), row.id)
}

/// Up to `rows + 1` rows beyond the key, nearest first.
pub(crate) fn page(
    tx: &mut ReadTx<'_, InPartner>,
    filter: &Filter,
    from: &From<Key>,
    rows: i64,
    candidates_max: Option<i64>,
) -> AppResult<Vec<AccountRow>> {
    let query = ordered(narrowed(tx, filter, candidates_max), filter, from);
    let figures = partner_figures::table.find(tx.partner_id().0);
    let selected = query.limit(rows + 1).select((
        accounts::id,
        accounts::name,
        accounts::name_key,
        accounts::api_id,
        accounts::standing,
        accounts::expires_at,
        accounts::tags,
        accounts::parent_id,
        accounts::created_at,
        children
            .filter(children.field(accounts::partner_id).eq(accounts::partner_id))
            .filter(children.field(accounts::parent_id).eq(accounts::id.nullable()))
            .filter(children.field(accounts::live))
            .count()
            .single_value(),
        parents
            .filter(parents.field(accounts::partner_id).eq(accounts::partner_id))
            .filter(parents.field(accounts::id).nullable().eq(accounts::parent_id))
            .select(parents.field(accounts::name))
            .single_value(),
        figures.select(partner_figures::accounts).single_value(),
        figures.select(partner_figures::sub_accounts).single_value(),
    ));
    Ok(selected.load(tx.conn())?)
}

/// Puts a filter's accounts in its order, beyond a key.
fn ordered<'a>(mut query: Boxed<'a>, filter: &Filter, from: &From<Key>) -> Boxed<'a> {
    let (order, key) = match from {
        From::Start => (filter.order(), None),
        From::After(key) => (filter.order(), Some(key.clone())),
        From::Before(key) => (filter.order().reversed(), Some(key.clone())),
    };
    // `>=` on the name is the index range; the rest of the condition settles equal names.
    query = match (order, key) {
        (Order::Name, Some((name, id))) => query
            .filter(accounts::name_key.ge(name.clone()))
            .filter(accounts::name_key.gt(name).or(accounts::id.gt(id))),
        (Order::NameBackwards, Some((name, id))) => query
            .filter(accounts::name_key.le(name.clone()))
            .filter(accounts::name_key.lt(name).or(accounts::id.lt(id))),
        (Order::Oldest, Some((_, id))) => query.filter(accounts::id.gt(id)),
        (Order::Newest, Some((_, id))) => query.filter(accounts::id.lt(id)),
        (_, None) => query,
    };
    match order {
        Order::Name => query.order((accounts::name_key, accounts::id)),
        Order::NameBackwards => query.order((accounts::name_key.desc(), accounts::id.desc())),
        Order::Oldest => query.order(accounts::id.asc()),
        Order::Newest => query.order(accounts::id.desc()),
    }
}

/// How many accounts a filter leaves: it looks at each, so it is for questions, not for lists.
pub(crate) fn count(tx: &mut ReadTx<'_, InPartner>, filter: &Filter) -> AppResult<i64> {
    Ok(narrowed(tx, filter, None).count().get_result(tx.conn())?)
}

/// The next accounts of a filter in its order, by key, id and name, however many there are.
pub(crate) fn keys(
    tx: &mut ReadTx<'_, InPartner>,
    filter: &Filter,
    from: &From<Key>,
    at_most: i64,
) -> AppResult<Vec<(String, Uuid, String)>> {
    let query = ordered(narrowed(tx, filter, None), filter, from);
    Ok(query.limit(at_most).select((accounts::name_key, accounts::id, accounts::name)).load(tx.conn())?)
}

/// Accounts with everything, and their parents' API IDs.
pub(crate) fn with_parents(tx: &mut ReadTx<'_, InPartner>, ids: &[Uuid]) -> AppResult<Vec<(Account, Option<String>)>> {
    let parent = parents
        .filter(parents.field(accounts::partner_id).eq(accounts::partner_id))
        .filter(parents.field(accounts::id).nullable().eq(accounts::parent_id))
        .select(parents.field(accounts::api_id))
        .single_value();
    Ok(accounts::table
        .filter(accounts::partner_id.eq(tx.partner_id().0))
        .filter(accounts::id.eq_any(ids))
        .select((Account::as_select(), parent))
        .load(tx.conn())?)
}

/// An account with everything its page shows.
#[derive(Clone, Debug, Queryable, Selectable, Deserialize)]
#[diesel(table_name = accounts)]
pub(crate) struct Account {
    pub id: Uuid,
    pub api_id: String,
    pub name: String,
    pub description: String,
    pub timezone: String,
    pub locale: String,
    pub tags: Vec<String>,
    pub parent_id: Option<Uuid>,
    pub standing: String,
    pub suspended_at: Option<DateTime<Utc>>,
    pub suspended_reason: Option<String>,
    pub suspended_by: Option<String>,
    pub suspended_via: Option<Uuid>,
    pub expires_at: Option<DateTime<Utc>>,
    pub deleted_at: Option<DateTime<Utc>>,
    pub deleted_with: Option<Uuid>,
    pub next_billing_on: Option<NaiveDate>,
    pub audit_notes: String,
    pub task_audit_notes: String,
    pub retention_success_hours: Option<i16>,
    pub retention_error_hours: Option<i16>,
    pub error_webhook_enabled: bool,
    pub error_webhook_url: Option<String>,
    pub error_webhook_warnings: bool,
    pub custom_fields: serde_json::Value,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Account {
    /// Its details as a form or a CSV carries them.
    pub fn text(&self) -> DetailsText {
        let on = |yes: bool| if yes { "1".to_owned() } else { String::new() };
        let hours = |h: Option<i16>| h.map(|h| h.to_string()).unwrap_or_default();
        let expires = self.expires_at.map(|at| at.with_timezone(&zone(&self.timezone)).date_naive().to_string());
        let fields: BTreeMap<String, String> = serde_json::from_value(self.custom_fields.clone()).unwrap_or_default();
        DetailsText {
            name: self.name.clone(),
            api_id: self.api_id.clone(),
            description: self.description.clone(),
            timezone: self.timezone.clone(),
            locale: self.locale.clone(),
            tags: self.tags.join(", "),
            expires_on: expires.unwrap_or_default(),
            next_billing_on: self.next_billing_on.map(|d| d.to_string()).unwrap_or_default(),
            audit_notes: self.audit_notes.clone(),
            task_audit_notes: self.task_audit_notes.clone(),
            retention_success_hours: hours(self.retention_success_hours),
            retention_error_hours: hours(self.retention_error_hours),
            error_webhook_enabled: on(self.error_webhook_enabled),
            error_webhook_url: self.error_webhook_url.clone().unwrap_or_default(),
            error_webhook_warnings: on(self.error_webhook_warnings),
            custom_fields: fields.iter().map(|(k, v)| format!("{k} = {v}")).collect::<Vec<_>>().join("\n"),
        }
    }
}

/// Accounts by their API IDs in lower case, in the recycle bin too.
pub(crate) fn by_api_keys(tx: &mut ReadTx<'_, InPartner>, keys: &[String]) -> AppResult<Vec<Account>> {
    let found: serde_json::Value = diesel::select(accounts_by_keys(keys)).get_result(tx.conn())?;
    Ok(serde_json::from_value(found)?)
}

/// What an import must know of an account before it judges a row.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Stub {
    pub key: String,
    pub id: Uuid,
    pub depth: i16,
    pub live: bool,
}

/// As [`by_api_keys`], only the little that places in the tree need.
pub(crate) fn stubs(tx: &mut ReadTx<'_, InPartner>, keys: &[String]) -> AppResult<Vec<Stub>> {
    let found: serde_json::Value = diesel::select(account_stubs(keys)).get_result(tx.conn())?;
    Ok(serde_json::from_value(found)?)
}

/// An account of the scope's partner, in the recycle bin too.
pub(crate) fn find(tx: &mut ReadTx<'_, InPartner>, account: AccountId) -> AppResult<Account> {
    let partner = tx.partner_id().0;
    Ok(accounts::table.find((partner, account.0)).select(Account::as_select()).first(tx.conn())?)
}
