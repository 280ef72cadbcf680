//! Reading accounts in a partner's scope. Every query names the partner, so that the index is used; the policy is the
//! wall behind it.

pub(crate) use super::filter::{Filter, Key};
use super::filter::{narrowed, narrowed_to_page, ordered};
use super::model::DetailsText;
use crate::db::schema::{accounts, partner_figures};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::web::paging::{From, PageOf};
use crate::web::times::zone;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Text, Timestamptz, Uuid as SqlUuid};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.accounts_by_keys"] fn accounts_by_keys(keys: Array<Text>) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.account_stubs"] fn account_stubs(keys: Array<Text>) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.accounts_at_a_glance"] fn accounts_at_a_glance(ids: Array<SqlUuid>, moment: Timestamptz) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.trees_above"] fn trees_above(of_accounts: Array<SqlUuid>, moment: Timestamptz) -> Jsonb; }
/// Accounts near their limit are counted up to here.
const NEAR_MAX: i64 = 10_000;

diesel::alias!(accounts as children: Children, accounts as parents: Parents);

/// An account as the list shows it.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct AccountRow {
    pub id: Uuid,
    pub name: String,
    pub name_key: String,
    pub api_id: String,
    pub standing: String,
    pub expires_at: Option<DateTime<Utc>>,
    /// Its expiry date, and nobody, has suspended it.
    pub expired: bool,
    pub tags: Vec<String>,
    pub parent_id: Option<Uuid>,
    pub created_at: DateTime<Utc>,
    pub sub_accounts: Option<i64>,
    pub parent_name: Option<String>,
    /// The partner's counters, the same in every row: so the list's head costs no statement of its own.
    pub partner_accounts: Option<i64>,
    pub partner_sub_accounts: Option<i64>,
}

/// What an account does and uses at this moment; what could not be read is none (M2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Glance {
    pub active_cycles: Option<i64>,
    /// Errors of its open causes.
    pub errors: Option<i64>,
    /// Tasks of its billing period, as far as they are counted.
    pub tasks: Option<i64>,
    /// Its own limit of them, or the default; none: there is no limit.
    pub limit: Option<i64>,
    /// Limits of them with sub-accounts, its own and of those above, bind it as well.
    pub in_trees: bool,
}

/// What accounts of a page do and use, in one statement for all of them.
pub(crate) fn glances(tx: &mut ReadTx<'_, InPartner>, listed: &[AccountRow]) -> AppResult<HashMap<Uuid, Glance>> {
    type Found = (Uuid, Option<i64>, Option<i64>, Option<i64>, Option<i64>, bool);
    if listed.is_empty() {
        return Ok(HashMap::new());
    }
    let (ids, now): (Vec<Uuid>, _) = (listed.iter().map(|row| row.id).collect(), tx.now());
    let found: serde_json::Value = diesel::select(accounts_at_a_glance(ids, now)).get_result(tx.conn())?;
    let found: Vec<Found> = serde_json::from_value(found)?;
    let glance = |(id, active_cycles, errors, tasks, limit, in_trees): Found| {
        (id, Glance { active_cycles, errors, tasks, limit, in_trees })
    };
    Ok(found.into_iter().map(glance).collect())
}

/// A limit of tasks with sub-accounts that binds an account (M4).
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct TreeAbove {
    pub account: Uuid,
    /// Levels above the account that it was set for.
    pub distance: i16,
    /// Of the account that it was set for.
    pub name: String,
    pub used: i64,
    pub value: i64,
}

/// The nearest of the limits with sub-accounts that bind each account of a page. Asked for where there is one: one statement
/// for all of them, in which each limit is counted once.
pub(crate) fn trees_of(
    tx: &mut ReadTx<'_, InPartner>,
    glances: &HashMap<Uuid, Glance>,
) -> AppResult<HashMap<Uuid, TreeAbove>> {
    let bound: Vec<Uuid> = glances.iter().filter(|(_, glance)| glance.in_trees).map(|(id, _)| *id).collect();
    if bound.is_empty() {
        return Ok(HashMap::new());
    }
    let now = tx.now();
    let found: serde_json::Value = diesel::select(trees_above(bound, now)).get_result(tx.conn())?;
    let found: Vec<TreeAbove> = serde_json::from_value(found)?;
    Ok(found.into_iter().map(|tree| (tree.account, tree)).collect())
}

/// How many accounts are near their limit of tasks: those that the list then shows.
pub(crate) fn count_near(tx: &mut ReadTx<'_, InPartner>) -> AppResult<i64> {
    let near = Filter { needs: "near".to_owned(), ..Filter::default() };
    count_up_to(tx, &near, NEAR_MAX)
}

/// One page of the list. Its head costs no statement of its own, and what its accounts do is one more.
pub(crate) fn list(
    tx: &mut ReadTx<'_, InPartner>,
    filter: &Filter,
    from: &From<Key>,
    rows: i64,
) -> AppResult<PageOf<AccountRow>> {
    let read = page(tx, filter, from, rows)?;
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
) -> AppResult<Vec<AccountRow>> {
    let query = ordered(narrowed_to_page(tx, filter, from, rows + 1), filter, from);
    let figures = partner_figures::table.find(tx.partner_id().0);
    let selected = query.limit(rows + 1).select((
        accounts::id,
        accounts::name,
        accounts::name_key,
        accounts::api_id,
        accounts::standing,
        accounts::expires_at,
        accounts::suspended_at.is_not_null().and(accounts::suspended_by.is_null()),
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

/// How many accounts a filter leaves: it looks at each, so it is for questions, not for lists.
pub(crate) fn count(tx: &mut ReadTx<'_, InPartner>, filter: &Filter) -> AppResult<i64> {
    Ok(narrowed(tx, filter).count().get_result(tx.conn())?)
}

/// How many accounts a filter leaves, up to `most`: no more of them are looked at.
pub(crate) fn count_up_to(tx: &mut ReadTx<'_, InPartner>, filter: &Filter, most: i64) -> AppResult<i64> {
    let found = narrowed_to_page(tx, filter, &From::Start, most).select(accounts::id).limit(most);
    let found: Vec<Uuid> = found.load(tx.conn())?;
    Ok(i64::try_from(found.len()).unwrap_or(most))
}

/// The next accounts of a filter in its order, by key, id and name, however many there are.
pub(crate) fn keys(
    tx: &mut ReadTx<'_, InPartner>,
    filter: &Filter,
    from: &From<Key>,
    at_most: i64,
) -> AppResult<Vec<(String, Uuid, String)>> {
    let query = ordered(narrowed(tx, filter), filter, from);
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

/// The API IDs of accounts, those in the recycle bin too.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn api_ids(tx: &mut ReadTx<'_, InPartner>, ids: &[Uuid]) -> AppResult<HashMap<Uuid, String>> {
    let found: Vec<(Uuid, String)> = accounts::table
        .filter(accounts::partner_id.eq(tx.partner_id().0))
        .filter(accounts::id.eq_any(ids))
        .select((accounts::id, accounts::api_id))
        .load(tx.conn())?;
    Ok(found.into_iter().collect())
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

/// What an account is called, in the recycle bin too; none: there is none such.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn name<P>(tx: &mut ReadTx<'_, P>, account: AccountId) -> AppResult<Option<String>> {
    let row = accounts::table.find((tx.partner_id().0, account.0));
    Ok(row.select(accounts::name).first(tx.conn()).optional()?)
}

/// Whose templates or connectors a list has, for the choice of its filter: also those of the one account that the address
/// names.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn owners(tx: &mut ReadTx<'_, InPartner>, chosen: &str) -> AppResult<Vec<(String, String)>> {
    let mut options: Vec<_> = [
        ("", t!("accounts-owner-any")),
        ("partner", t!("accounts-owner-partner")),
        ("accounts", t!("accounts-owner-accounts")),
    ]
    .map(|(key, words)| (key.to_owned(), words.to_owned()))
    .to_vec();
    if let Ok(account) = chosen.parse::<AccountId>() {
        options.extend(name(tx, account)?.map(|name| (account.to_string(), t!("accounts-owner-account", name = name))));
    }
    Ok(options)
}

/// Those of these API IDs that are the ids of accounts. Calls name accounts by either, so no other account may be called so.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn ids_among<'a>(
    tx: &mut ReadTx<'_, InPartner>,
    api_ids: impl Iterator<Item = &'a str>,
) -> AppResult<HashMap<String, Uuid>> {
    let could_be: HashMap<String, Uuid> =
        api_ids.filter_map(|text| Some((text.to_owned(), Uuid::try_parse(text).ok()?))).collect();
    if could_be.is_empty() {
        return Ok(could_be);
    }
    let found: Vec<Uuid> = accounts::table
        .filter(accounts::partner_id.eq(tx.partner_id().0))
        .filter(accounts::id.eq_any(could_be.values().copied().collect::<Vec<_>>()))
        .select(accounts::id)
        .load(tx.conn())?;
    Ok(could_be.into_iter().filter(|(_, id)| found.contains(id)).collect())
}

/// An account of the scope's partner, in the recycle bin too.
pub(crate) fn find(tx: &mut ReadTx<'_, InPartner>, account: AccountId) -> AppResult<Account> {
    let partner = tx.partner_id().0;
    Ok(accounts::table.find((partner, account.0)).select(Account::as_select()).first(tx.conn())?)
}
