//! The list of accounts (DESIGN wireframe 1).

use super::near::Near;
use super::{health_badge, standing_badge};
use crate::access::Access;
use crate::access::rights::{EditAccounts, ManageAccounts, Right, ViewAccounts, ViewCycles};
use crate::accounts::queries::{self, AccountRow, Filter, Glance, TreeAbove};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::limits::brief::{nearness, share};
use crate::people::model::fold;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::{PageOf, PageQuery};
use crate::web::shell::Shell;
use crate::web::times::{When, figure, zone};
use actix_web::{Either, Responder};
use askama::Template;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "accounts/index.html")]
struct AccountsPage {
    shell: Shell,
    count: String,
    list: List,
    may_import: bool,
}

#[derive(Template)]
#[template(path = "accounts/index.html", block = "table")]
struct AccountsTable {
    list: List,
}

/// Accounts that a filter leaves are counted up to here.
const MATCHING_MAX: i64 = 1_000;
/// The list as a file.
const EXPORT: &str = "/console/accounts/export";

struct List {
    /// There is no account at all, filtered or not.
    none_yet: bool,
    filter: Filter,
    /// Tags to choose from: those on this page, and the one chosen.
    tags: Vec<(String, String)>,
    /// Levels to choose from: the parents of this page's accounts, and the one chosen.
    levels: Vec<(String, String)>,
    export: String,
    may_edit: bool,
    may_manage: bool,
    /// May see what cycles do.
    log: bool,
    /// How many can be chosen, empty when this page is all there is. Under a filter a word, not a figure: counting what
    /// it leaves would cost more than the page; the next one says how many.
    all: String,
    hidden: Vec<(&'static str, String)>,
    /// Who is near a limit, on the first page of the list as it is without a filter.
    near: Near,
    /// How many a filter leaves, in words; empty without one.
    matching: String,
    rows: Vec<Row>,
    previous: String,
    next: String,
    sort_name: String,
    dir_name: &'static str,
    sort_created: String,
    dir_created: &'static str,
}

struct Row {
    id: String,
    href: String,
    name: String,
    api_id: String,
    parent: String,
    parent_href: String,
    /// Tag and the list narrowed to it.
    tags: Vec<(String, String)>,
    kind: &'static str,
    state: &'static str,
    /// Active ones.
    cycles: String,
    sub_accounts: String,
    /// The list of them; empty where there are none.
    sub_accounts_href: String,
    tasks: String,
    /// Tasks against the account's limit; none: nothing limits them.
    meter: Option<Meter>,
    errors: String,
    created: When,
}

/// A use of a limit, with the words behind it and its colour.
struct Meter {
    value: i64,
    max: i64,
    text: String,
    kind: &'static str,
    /// Whose use it is, where it is not the account's alone.
    whose: String,
    /// Where it is explained.
    href: String,
}

pub(crate) async fn index(
    access: Access<ViewAccounts, InPartner>,
    filter: Asked<Filter>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (filter, paging) = (filter.0.in_known_order(), paging.0);
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(access.read(move |tx| page(tx, filter, &paging)).await?)),
        Hx::Fragment => Either::Right(Page::new(access.read(move |tx| table(tx, filter, &paging)).await?)),
    })
}

fn page(tx: &mut ReadTx<'_, InPartner>, filter: Filter, paging: &PageQuery) -> AppResult<AccountsPage> {
    let found = queries::list(tx, &filter, &paging.from(), paging.rows())?;
    let figures = queries::figures(tx, &found.rows)?;
    let shell = Shell::console(tx, "/console/accounts", t!("accounts-accounts"));
    Ok(AccountsPage {
        may_import: EditAccounts::held(tx.facts()),
        shell,
        count: figures.map_or_else(|| "—".to_owned(), in_words),
        list: list(tx, found, filter, paging)?,
    })
}

/// "148 accounts, 312 sub-accounts"; a dash stands for counters that cannot be read (M2).
fn in_words((roots, subs): (i64, i64)) -> String {
    t!("accounts-list-count", roots = roots, subs = subs)
}

fn table(tx: &mut ReadTx<'_, InPartner>, filter: Filter, paging: &PageQuery) -> AppResult<AccountsTable> {
    let found = queries::list(tx, &filter, &paging.from(), paging.rows())?;
    Ok(AccountsTable { list: list(tx, found, filter, paging)? })
}

/// "Any level", "Top level only", and below each parent that this page names or that was chosen.
fn levels(tx: &mut ReadTx<'_, InPartner>, rows: &[AccountRow], chosen: &str) -> AppResult<Vec<(String, String)>> {
    let below = |name: &str| t!("accounts-list-below", name = name);
    let named = rows.iter().filter_map(|row| Some((row.parent_id?.to_string(), below(row.parent_name.as_deref()?))));
    let mut parents: BTreeMap<String, String> = named.collect();
    if let Ok(id) = chosen.parse::<AccountId>()
        && !parents.contains_key(chosen)
    {
        let words = match queries::find(tx, id) {
            Err(AppError::NotFound) => t!("accounts-list-below-unknown").to_owned(),
            found => below(&found?.name),
        };
        parents.insert(chosen.to_owned(), words);
    }
    let mut parents: Vec<(String, String)> = parents.into_iter().collect();
    parents.sort_by_key(|(_, words)| fold(words));
    let plain = [("", t!("accounts-list-any-level")), ("none", t!("accounts-list-top-level"))];
    Ok(plain.map(|(value, text)| (value.to_owned(), text.to_owned())).into_iter().chain(parents).collect())
}

fn list(
    tx: &mut ReadTx<'_, InPartner>,
    found: PageOf<AccountRow>,
    filter: Filter,
    paging: &PageQuery,
) -> AppResult<List> {
    let now = tx.now();
    let zone = zone(tx.facts().timezone.as_deref().unwrap_or("UTC"));
    let PageOf { rows, previous, next } = found;
    let here = |extra: &str| address(&filter, extra, paging);
    let turn = |key: &str, sort: &'static str, back: &'static str| {
        let backwards = filter.sort == back;
        let current = filter.sort == sort || backwards || (filter.sort.is_empty() && key == "name");
        let next = Filter { sort: if current && !backwards { back } else { sort }.to_owned(), ..filter.clone() };
        let dir = if !current {
            ""
        } else if backwards {
            "descending"
        } else {
            "ascending"
        };
        (address(&next, "", paging), dir)
    };
    let mut tags: Vec<String> = rows.iter().flat_map(|row| row.tags.clone()).chain([filter.tag.clone()]).collect();
    tags.sort_by_key(|tag| fold(tag));
    tags.dedup_by_key(|tag| fold(tag));
    tags.retain(|tag| !tag.is_empty());
    let query = query_of(&filter);
    let figures = rows.first().and_then(|row| row.partner_accounts.zip(row.partner_sub_accounts));
    let total = figures.filter(|_| !filter.is_set()).map(|(roots, subs)| figure(roots + subs));
    let more = !previous.is_empty() || !next.is_empty();
    let near = match filter.is_set() || !paging.is_first() || rows.is_empty() {
        true => Near::none(),
        false => Near::of(tx, figures.map(|(roots, subs)| roots + subs))?,
    };
    let (sort_name, dir_name) = turn("name", "name", "-name");
    let (sort_created, dir_created) = turn("created", "created", "-created");
    let levels = levels(tx, &rows, &filter.parent)?;
    let glances = queries::glances(tx, &rows)?;
    let trees = queries::trees_of(tx, &glances)?;
    let matching = match (filter.is_set(), more) {
        (false, _) => String::new(),
        (true, false) => matching(i64::try_from(rows.len()).unwrap_or(i64::MAX)),
        (true, true) => matching(queries::count_up_to(tx, &filter, MATCHING_MAX + 1)?),
    };
    Ok(List {
        levels,
        none_yet: rows.is_empty() && !filter.is_set(),
        previous: if previous.is_empty() { String::new() } else { here(&previous) },
        next: if next.is_empty() { String::new() } else { here(&next) },
        rows: rows.into_iter().map(|row| shown(row, (&glances, &trees), &filter, now, zone)).collect(),
        tags: std::iter::once((String::new(), t!("accounts-list-any-tag").to_owned()))
            .chain(tags.into_iter().map(|t| (t.clone(), t)))
            .collect(),
        export: if query.is_empty() { EXPORT.to_owned() } else { format!("{EXPORT}?{query}") },
        may_edit: EditAccounts::held(tx.facts()),
        may_manage: ManageAccounts::held(tx.facts()),
        log: ViewCycles::held(tx.facts()),
        all: if more { total.unwrap_or_else(|| t!("accounts-list-noun").to_owned()) } else { String::new() },
        hidden: set_parts(&filter),
        near,
        matching,
        sort_name,
        dir_name,
        sort_created,
        dir_created,
        filter,
    })
}

/// "12 accounts match", "1,000+ accounts match"; nothing where none does, which the table says.
fn matching(count: i64) -> String {
    match count {
        0 => String::new(),
        n if n > MATCHING_MAX => t!("accounts-list-matching-more", n = MATCHING_MAX),
        n => t!("accounts-list-matching", n = n),
    }
}

fn shown(
    row: AccountRow,
    (glances, trees): (&HashMap<Uuid, Glance>, &HashMap<Uuid, TreeAbove>),
    filter: &Filter,
    now: DateTime<Utc>,
    zone: chrono_tz::Tz,
) -> Row {
    let (glance, tree) = (glances.get(&row.id).copied().unwrap_or_default(), trees.get(&row.id));
    // The date counts from its instant on, not from when the chore saw it.
    let expired = row.expired || row.standing == "active" && row.expires_at.is_some_and(|at| at <= now);
    let (kind, state) = match standing_badge(&row.standing, expired) {
        ("ok", _) => health_badge(glance, tree),
        closed => closed,
    };
    let sub_accounts = row.sub_accounts.unwrap_or(0);
    // A dash: it could not be read (M2).
    let shown = |number: Option<i64>| number.map_or_else(|| "–".to_owned(), figure);
    Row {
        href: format!("/console/accounts/{}", row.id),
        id: row.id.to_string(),
        name: row.name,
        api_id: row.api_id,
        parent: row.parent_name.unwrap_or_default(),
        parent_href: row.parent_id.map(|id| format!("/console/accounts/{id}")).unwrap_or_default(),
        tags: row.tags.into_iter().map(|tag| (tag.clone(), tagged(filter, tag))).collect(),
        kind,
        state,
        sub_accounts_href: if sub_accounts == 0 {
            String::new()
        } else {
            format!("/console/accounts?parent={}", row.id)
        },
        sub_accounts: figure(sub_accounts),
        cycles: shown(glance.active_cycles),
        tasks: shown(glance.tasks),
        meter: meter(row.id, glance, tree),
        errors: shown(glance.errors),
        created: When::at(row.created_at, now, zone),
    }
}

/// The use of the nearest limit of tasks, its own or one with sub-accounts that binds it (M4); of two as near the own one.
fn meter(id: Uuid, glance: Glance, tree: Option<&TreeAbove>) -> Option<Meter> {
    let own = glance.tasks.zip(glance.limit);
    let by_tree = tree.filter(|tree| own.is_none_or(|(used, limit)| share(tree.used, tree.value) > share(used, limit)));
    let (used, limit) = by_tree.map(|tree| (tree.used, tree.value)).or(own)?;
    let home = format!("/console/accounts/{id}");
    Some(Meter {
        value: used.min(limit.max(1)),
        max: limit.max(1),
        text: t!("accounts-list-used", used = used, limit = shortly(limit)),
        kind: nearness(used, limit),
        whose: match by_tree {
            None => String::new(),
            Some(tree) if tree.distance == 0 => t!("accounts-list-with-sub-accounts").to_owned(),
            Some(tree) => t!("accounts-list-all-below", name = tree.name),
        },
        href: if by_tree.is_some() { format!("{home}/limits") } else { format!("{home}/reports/use?period=billing") },
    })
}

/// A limit in a narrow column: "25k", "1.5M", "950".
fn shortly(number: i64) -> String {
    let cut = |unit: i64, letter: &str| match number * 10 / unit % 10 {
        0 => format!("{}{letter}", figure(number / unit)),
        tenth => format!("{}{letter}", t!("accounts-tenths", whole = number / unit, tenth = tenth)),
    };
    match number {
        n if n >= 1_000_000 && n % 100_000 == 0 => cut(1_000_000, "M"),
        n if n >= 1_000 && n % 100 == 0 => cut(1_000, "k"),
        n => figure(n),
    }
}

/// The list's address with a filter, so that the URL is the state.
pub(crate) fn address(filter: &Filter, extra: &str, paging: &PageQuery) -> String {
    let mut query = query_of(filter);
    for part in [extra, &if paging.rows.is_empty() { String::new() } else { format!("rows={}", paging.rows()) }] {
        if !part.is_empty() {
            if !query.is_empty() {
                query.push('&');
            }
            query.push_str(part);
        }
    }
    if query.is_empty() { "/console/accounts".to_owned() } else { format!("/console/accounts?{query}") }
}

/// The list narrowed to a tag too.
fn tagged(filter: &Filter, tag: String) -> String {
    format!("/console/accounts?{}", query_of(&Filter { tag, ..filter.clone() }))
}

/// The set parts of a filter.
fn set_parts(filter: &Filter) -> Vec<(&'static str, String)> {
    let parts = [
        ("q", &filter.q),
        ("state", &filter.state),
        ("tag", &filter.tag),
        ("parent", &filter.parent),
        ("needs", &filter.needs),
        ("sort", &filter.sort),
    ];
    parts.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.clone())).collect()
}

/// The set parts of a filter as a query.
pub(crate) fn query_of(filter: &Filter) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(set_parts(filter)).finish()
}

#[cfg(test)]
mod tests {
    use super::shortly;

    #[test]
    fn limits_are_short_where_nothing_is_lost() {
        for (number, words) in [
            (950, "950"),
            (1_000, "1k"),
            (25_000, "25k"),
            (1_500, "1.5k"),
            (1_204, "1\u{202f}204"),
            (1_500_000, "1.5M"),
        ] {
            assert_eq!(shortly(number), words);
        }
    }
}
