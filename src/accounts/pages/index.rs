//! The list of accounts (DESIGN wireframe 1).

use super::standing_badge;
use crate::access::Access;
use crate::access::rights::ViewAccounts;
use crate::accounts::queries::{self, AccountRow, Filter};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::{PageOf, PageQuery};
use crate::web::shell::Shell;
use crate::web::times::{When, counted, zone};
use actix_web::{Either, Responder};
use askama::Template;
use chrono::{DateTime, Utc};

#[derive(Template)]
#[template(path = "accounts/index.html")]
struct AccountsPage {
    shell: Shell,
    count: String,
    list: List,
}

#[derive(Template)]
#[template(path = "accounts/index.html", block = "table")]
struct AccountsTable {
    list: List,
}

struct List {
    /// There is no account at all, filtered or not.
    none_yet: bool,
    filter: Filter,
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
    tags: Vec<String>,
    kind: &'static str,
    state: &'static str,
    sub_accounts: String,
    created: When,
}

pub(crate) async fn index(
    access: Access<ViewAccounts, InPartner>,
    filter: Asked<Filter>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (filter, paging) = (filter.0, paging.0);
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(access.read(move |tx| page(tx, filter, &paging)).await?)),
        Hx::Fragment => Either::Right(Page::new(access.read(move |tx| table(tx, filter, &paging)).await?)),
    })
}

fn page(tx: &mut ReadTx<'_, InPartner>, filter: Filter, paging: &PageQuery) -> AppResult<AccountsPage> {
    let found = queries::list(tx, &filter, &paging.from(), paging.rows())?;
    let figures = queries::figures(tx, &found.rows)?;
    let shell = Shell::console(tx, "/console/accounts", "Accounts");
    Ok(AccountsPage {
        shell,
        count: figures.map_or_else(|| "—".to_owned(), in_words),
        list: list(tx, found, filter, paging),
    })
}

/// "148 accounts, 312 sub-accounts"; a dash stands for counters that cannot be read (M2).
fn in_words((roots, subs): (i64, i64)) -> String {
    format!("{}, {}", counted(roots, "account", "accounts"), counted(subs, "sub-account", "sub-accounts"))
}

fn table(tx: &mut ReadTx<'_, InPartner>, filter: Filter, paging: &PageQuery) -> AppResult<AccountsTable> {
    let found = queries::list(tx, &filter, &paging.from(), paging.rows())?;
    Ok(AccountsTable { list: list(tx, found, filter, paging) })
}

fn list(tx: &ReadTx<'_, InPartner>, found: PageOf<AccountRow>, filter: Filter, paging: &PageQuery) -> List {
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
    let (sort_name, dir_name) = turn("name", "name", "-name");
    let (sort_created, dir_created) = turn("created", "created", "-created");
    List {
        none_yet: rows.is_empty() && !filter.is_set(),
        previous: if previous.is_empty() { String::new() } else { here(&previous) },
        next: if next.is_empty() { String::new() } else { here(&next) },
        rows: rows.into_iter().map(|row| shown(row, now, zone)).collect(),
        sort_name,
        dir_name,
        sort_created,
        dir_created,
        filter,
    }
}

fn shown(row: AccountRow, now: DateTime<Utc>, zone: chrono_tz::Tz) -> Row {
    let (kind, state) = standing_badge(&row.standing, row.expires_at.is_some_and(|at| at <= now));
    let sub_accounts = row.sub_accounts.unwrap_or(0);
    Row {
        href: format!("/console/accounts/{}", row.id),
        id: row.id.to_string(),
        name: row.name,
        api_id: row.api_id,
        parent: row.parent_name.unwrap_or_default(),
        parent_href: row.parent_id.map(|id| format!("/console/accounts/{id}")).unwrap_or_default(),
        tags: row.tags,
        kind,
        state,
        sub_accounts: if sub_accounts == 0 { "–".to_owned() } else { crate::web::times::figure(sub_accounts) },
        created: When::at(row.created_at, now, zone),
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

/// The set parts of a filter as a query.
pub(crate) fn query_of(filter: &Filter) -> String {
    let set = [
        ("q", &filter.q),
        ("state", &filter.state),
        ("tag", &filter.tag),
        ("parent", &filter.parent),
        ("sort", &filter.sort),
    ];
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in set.into_iter().filter(|(_, v)| !v.is_empty()) {
        query.append_pair(name, value);
    }
    query.finish()
}
