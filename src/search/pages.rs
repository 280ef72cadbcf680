//! `/console/search`, as a page and as the palette's results.

use super::places;
use super::queries::{self, Found};
use crate::access::Access;
use crate::access::rights::{
    Right, UseConsole, ViewAccountUsers, ViewAccounts, ViewConsoleUsers, ViewCycles, ViewTemplates,
};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::shell::Shell;
use actix_web::{Either, Responder};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "search/show.html")]
struct SearchPage {
    shell: Shell,
    q: String,
    groups: Vec<Group>,
}

#[derive(Template)]
#[template(path = "search/show.html", block = "results")]
struct SearchResults {
    q: String,
    groups: Vec<Group>,
}

struct Group {
    label: String,
    items: Vec<Item>,
}

struct Item {
    text: String,
    href: String,
    hint: String,
    icon: &'static str,
}

#[derive(Deserialize)]
pub(super) struct SearchQuery {
    #[serde(default)]
    q: String,
}

pub(super) async fn search(
    access: Access<UseConsole, InPartner>,
    query: Asked<SearchQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let q: String = query.0.q.trim().chars().take(200).collect();
    Ok(match hx {
        Hx::Fragment => Either::Left(Page::new(
            access
                .read(move |tx| {
                    let groups = groups(tx, &q)?;
                    Ok(SearchResults { q, groups })
                })
                .await?,
        )),
        Hx::Page => Either::Right(Page::new(
            access
                .read(move |tx| {
                    let groups = groups(tx, &q)?;
                    Ok(SearchPage { shell: Shell::console(tx, "/console/search", t!("search-title")), q, groups })
                })
                .await?,
        )),
    })
}

/// What was found, by kind; nothing typed: what the person worked on lately, and the pages.
fn groups(tx: &mut ReadTx<'_, InPartner>, q: &str) -> AppResult<Vec<Group>> {
    let mut groups = Vec::new();
    if ViewAccounts::held(tx.facts()) {
        let (label, found) = if q.is_empty() {
            (t!("search-changed-lately"), queries::accounts_lately(tx)?)
        } else {
            (t!("search-accounts"), queries::accounts_named(tx, q)?)
        };
        groups.push(Group { label: label.to_owned(), items: items(found, "/console/accounts", "building") });
    }
    if !q.is_empty() && ViewAccountUsers::held(tx.facts()) {
        let found = queries::people_named(tx, "account", q)?;
        groups.push(Group { label: t!("search-people").to_owned(), items: items(found, "/console/people", "user") });
    }
    if !q.is_empty() && ViewConsoleUsers::held(tx.facts()) {
        let found = queries::people_named(tx, "console", q)?;
        groups.push(Group { label: t!("search-staff").to_owned(), items: items(found, "/console/staff", "shield") });
    }
    if !q.is_empty() && ViewCycles::held(tx.facts()) {
        groups.extend(of_cycles(tx, q)?);
    }
    if !q.is_empty() && ViewTemplates::held(tx.facts()) {
        let found = queries::templates_named(tx, q)?;
        groups.push(Group {
            label: t!("search-templates").to_owned(),
            items: items(found, "/console/templates", "layers"),
        });
    }
    let places = places::matching(tx.facts(), q);
    let items = places.into_iter().map(|place| Item {
        text: place.text.to_owned(),
        href: place.href.to_owned(),
        hint: String::new(),
        icon: place.icon,
    });
    groups.push(Group { label: t!("search-pages").to_owned(), items: items.collect() });
    groups.retain(|group| !group.items.is_empty());
    Ok(groups)
}

/// Cycles by name, and the Transaction whose id was typed in full.
fn of_cycles(tx: &mut ReadTx<'_, InPartner>, q: &str) -> AppResult<Vec<Group>> {
    let item = |(text, href, account, icon)| Item { text, href, hint: account, icon };
    let found = queries::cycles_named(tx, q)?.into_iter().map(|(id, name, account, account_name)| {
        item((name, format!("/console/accounts/{account}/cycles/{id}"), account_name, "retry"))
    });
    let mut groups = vec![Group { label: t!("search-cycles", words), items: found.collect() }];
    if let Ok(id) = Uuid::parse_str(q) {
        let found = queries::transaction_of(tx, id)?.into_iter().map(|(cycle, account, account_name)| {
            let text = t!("search-transaction-of", cycle = cycle);
            item((text, format!("/console/accounts/{account}/transactions/{id}"), account_name, "activity"))
        });
        groups.push(Group { label: t!("search-transactions").to_owned(), items: found.collect() });
    }
    Ok(groups)
}

fn items(found: Vec<Found>, base: &str, icon: &'static str) -> Vec<Item> {
    found
        .into_iter()
        .map(|(id, text, hint)| Item {
            href: format!("{base}/{id}"),
            // An API ID that nobody chose is the id itself, which tells nothing.
            hint: if hint == id.to_string() { String::new() } else { hint },
            text,
            icon,
        })
        .collect()
}
