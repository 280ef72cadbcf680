//! Which accounts a list shows and in what order, as a query.

#![expect(clippy::too_many_arguments, reason = "the call of an SQL function has as many as that function")]

use super::model::words;
use crate::db::schema::{account_terms, accounts, usage_account_days};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppResult, FieldErrors};
use crate::people::model::{fold, shortened};
use crate::people::plain::plain;
use crate::web::paging::From;
use chrono::{Days, Duration};
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel::sql_types::{Array, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.accounts_found"] fn accounts_found(froms: Array<Text>, tos: Array<Text>, kinds: Array<Text>, standing: Text, above: Text, way: Text, key_name: Nullable<Text>, key_id: Nullable<SqlUuid>, most: Integer) -> SqlUuid; }

diesel::define_sql_function! { #[sql_name = "app.accounts_failing"] fn accounts_failing(at_most: Nullable<Integer>) -> SqlUuid; }
diesel::define_sql_function! { #[sql_name = "app.ids_near"] fn ids_near(moment: Timestamptz) -> SqlUuid; }

/// What of an account may need somebody, as addresses write it: open errors; 80 % of its limit of tasks, or more; no task for
/// [`IDLE_DAYS`].
const NEEDS: [&str; 3] = ["failing", "near", "idle"];
/// Days without a task after which an account is idle.
const IDLE_DAYS: u32 = 30;
/// The orders there are, as addresses write them.
const SORTS: [&str; 4] = ["name", "-name", "created", "-created"];

/// What the list of accounts is narrowed to and sorted by; all of it is in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    /// Beginnings of words of the name, of the API ID, of tags.
    pub q: String,
    /// active, suspended, expired, or empty.
    pub state: String,
    pub tag: String,
    /// Sub-accounts of this account; "none": only accounts without a parent.
    pub parent: String,
    /// failing, near, idle, or empty.
    pub needs: String,
    /// name, -name, created, -created.
    pub sort: String,
}

impl Filter {
    /// True when the list is narrowed; sorting does not count.
    pub fn is_set(&self) -> bool {
        let chosen = [&self.state, &self.tag, &self.parent, &self.needs];
        !self.q.trim().is_empty() || chosen.iter().any(|part| !part.is_empty())
    }

    /// The same without an order that there is not: a list then shows, and links to, the order it really has.
    pub fn in_known_order(self) -> Filter {
        let sort = if SORTS.contains(&self.sort.as_str()) { self.sort } else { String::new() };
        Filter { sort, ..self }
    }

    /// For a file: a list that is narrowed to something unreadable shows nothing, a file would be taken for all.
    ///
    /// # Errors
    /// `Invalid` with each part that cannot be read.
    pub fn refuse_unreadable(&self) -> AppResult<()> {
        let mut errors = FieldErrors::default();
        if !["", "active", "suspended", "expired"].contains(&self.state.as_str()) {
            let state = shortened(&self.state);
            errors.add("state", t!("accounts-filter-state", state = state));
        }
        if !["", "none"].contains(&self.parent.as_str()) && Uuid::parse_str(&self.parent).is_err() {
            errors.add("parent", t!("accounts-filter-parent", parent = shortened(&self.parent)));
        }
        if !self.needs.is_empty() && !NEEDS.contains(&self.needs.as_str()) {
            let needs = shortened(&self.needs);
            errors.add("needs", t!("accounts-filter-needs", needs = needs));
        }
        if !self.sort.is_empty() && !SORTS.contains(&self.sort.as_str()) {
            errors.add("sort", t!("accounts-filter-sort", sort = shortened(&self.sort)));
        }
        errors.into_result()
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

    /// As addresses and `app.accounts_found` write it.
    fn sql_name(self) -> &'static str {
        match self {
            Order::Name => "name",
            Order::NameBackwards => "-name",
            Order::Oldest => "created",
            Order::Newest => "-created",
        }
    }
}

/// A row's place in any order: folded name and id.
pub(crate) type Key = (String, Uuid);

pub(super) type Boxed<'a> = accounts::BoxedQuery<'a, diesel::pg::Pg>;

/// The accounts of a filter, however many they are, without order or page.
pub(super) fn narrowed<'a>(tx: &ReadTx<'_, InPartner>, filter: &Filter) -> Boxed<'a> {
    let partner = tx.partner_id().0;
    let mut query = accounts::table.filter(accounts::partner_id.eq(partner)).filter(accounts::live).into_boxed();
    for (from, to) in search_terms(&filter.q) {
        query = query.filter(
            accounts::id.eq_any(
                account_terms::table
                    .filter(account_terms::partner_id.eq(partner))
                    .filter(account_terms::term.ge(from))
                    .filter(account_terms::term.lt(to))
                    .select(account_terms::account_id),
            ),
        );
    }
    match filter.state.as_str() {
        "" => {}
        // Its expiry date, and nobody, has suspended it; the chore that notes it runs every few seconds.
        "expired" => {
            query = query
                .filter(accounts::standing.eq("suspended"))
                .filter(accounts::suspended_at.is_not_null())
                .filter(accounts::suspended_by.is_null());
        }
        state => query = query.filter(accounts::standing.eq(state.to_owned())),
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
    query = match filter.parent.as_str() {
        "" => query,
        "none" => query.filter(accounts::parent_id.is_null()),
        id => query.filter(accounts::parent_id.eq(Uuid::parse_str(id).unwrap_or_default())),
    };
    match filter.needs.as_str() {
        "" => query,
        "failing" => query.filter(accounts::id.eq_any(diesel::select(accounts_failing(None::<i32>)))),
        "near" => query.filter(accounts::id.eq_any(diesel::select(ids_near(tx.now())))),
        // New ones have had no time to use anything. Found by a walk along the list: each account costs one look.
        "idle" => {
            let since = tx.now().date_naive().checked_sub_days(Days::new(IDLE_DAYS.into())).unwrap_or_default();
            query.filter(accounts::created_at.lt(tx.now() - Duration::days(IDLE_DAYS.into()))).filter(not(exists(
                usage_account_days::table
                    .filter(usage_account_days::account_id.eq(accounts::id))
                    .filter(usage_account_days::partner_id.eq(partner))
                    .filter(usage_account_days::day.gt(since))
                    .filter(usage_account_days::tasks.gt(0)),
            )))
        }
        // Nothing needs what there is not.
        _ => query.filter(accounts::id.is_null()),
    }
}

/// As [`narrowed`], but only a page of them where words or a tag are searched for: found by `app.accounts_found`, which
/// reads no more than that page wants.
pub(super) fn narrowed_to_page<'a>(
    tx: &ReadTx<'_, InPartner>,
    filter: &Filter,
    from: &From<Key>,
    most: i64,
) -> Boxed<'a> {
    let mut wanted: Vec<(String, String, &str)> =
        search_terms(&filter.q).into_iter().map(|(from, to)| (from, to, "")).collect();
    if !filter.tag.is_empty() {
        let tag = fold(&filter.tag);
        // Only the tag itself: no term contains a control character.
        wanted.push((tag.clone(), format!("{tag}\u{1}"), "t"));
    }
    // A page of what the words find would be too little: of it only those are wanted that need somebody.
    if wanted.is_empty() || !filter.needs.is_empty() {
        return narrowed(tx, filter);
    }
    let froms: Vec<String> = wanted.iter().map(|(from, ..)| from.clone()).collect();
    let tos: Vec<String> = wanted.iter().map(|(_, to, _)| to.clone()).collect();
    let kinds: Vec<&'static str> = wanted.iter().map(|(.., kind)| *kind).collect();
    let above = match filter.parent.as_str() {
        plain @ ("" | "none") => plain.to_owned(),
        id => Uuid::parse_str(id).unwrap_or_default().to_string(),
    };
    let (order, key) = direction(filter, from);
    let (key_name, key_id) = key.unzip();
    let most = i32::try_from(most).unwrap_or(i32::MAX);
    let found =
        accounts_found(froms, tos, kinds, filter.state.clone(), above, order.sql_name(), key_name, key_id, most);
    accounts::table
        .filter(accounts::partner_id.eq(tx.partner_id().0))
        .filter(accounts::live)
        .filter(accounts::id.eq_any(diesel::select(found)))
        .into_boxed()
}

/// What is searched for, as ranges of terms, the longest first: "del den" finds "Delta Dental", and "gross" "Größe".
pub(crate) fn search_terms(q: &str) -> Vec<(String, String)> {
    let folded = fold(q);
    let whole = plain(&folded);
    if whole.is_empty() {
        return Vec::new();
    }
    let mut wanted = words(&whole);
    // An API ID such as "delta-dg" is one term, and so is a name without letters; "l'etoile" is two words.
    let joined = |c: char| !c.is_alphanumeric() && c != '\'';
    if wanted.is_empty() || (wanted.len() > 1 && !whole.contains(char::is_whitespace) && whole.contains(joined)) {
        wanted = vec![whole.into_owned()];
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

/// The order in which to read, and beyond which key.
fn direction(filter: &Filter, from: &From<Key>) -> (Order, Option<Key>) {
    match from {
        From::Start => (filter.order(), None),
        From::After(key) => (filter.order(), Some(key.clone())),
        From::Before(key) => (filter.order().reversed(), Some(key.clone())),
    }
}

/// Puts a filter's accounts in its order, beyond a key.
pub(super) fn ordered<'a>(mut query: Boxed<'a>, filter: &Filter, from: &From<Key>) -> Boxed<'a> {
    let (order, key) = direction(filter, from);
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
