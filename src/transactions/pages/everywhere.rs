//! The log of all accounts together, in the console. Each row leads to the page of its account's transaction.

use crate::access::Access;
use crate::access::rights::ViewCycles;
use crate::audit::queries::accounts_like;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::transactions::everywhere;
use crate::transactions::filter::{Filter, PERIODS, STATES};
use crate::transactions::shown::{Row, mark_of};
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::PageQuery;
use crate::web::shell::Shell;
use crate::web::times::zone;
use actix_web::{Either, HttpResponse, Responder};
use askama::Template;
use serde::Deserialize;

const HERE: &str = "/console/transactions";
/// Connectors that can be chosen.
const CONNECTORS_MAX: i64 = 200;

/// What this list has beside an account's own.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct More {
    /// An account: API ID, beginning of a word of its name, or the id.
    account: String,
    /// How the list stood that asks for itself again.
    seen: String,
}

#[derive(Template)]
#[template(path = "transactions/everywhere.html")]
struct LogPage {
    shell: Shell,
    list: List,
    states: &'static [(&'static str, &'static str)],
    periods: &'static [(&'static str, &'static str)],
    connectors: Vec<(String, String)>,
    zone: String,
}

#[derive(Template)]
#[template(path = "transactions/everywhere.html", block = "table")]
struct LogTable {
    list: List,
}

struct List {
    filter: Filter,
    account: String,
    set: bool,
    words: String,
    problems: Vec<String>,
    rows: Vec<Row>,
    previous: String,
    next: String,
    /// Where it asks for itself again; empty: all on it has ended.
    live: String,
}

pub(crate) async fn index(
    access: Access<ViewCycles, InPartner>,
    asked: Asked<Filter>,
    more: Asked<More>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (filter, more, paging) = (asked.0.known(), more.0, paging.0);
    let seen = more.seen.clone();
    let (page, mark) = access
        .read(move |tx| {
            let mut connectors = vec![(String::new(), "Any connector".to_owned())];
            let library = everywhere::library(tx, CONNECTORS_MAX)?;
            connectors.extend(library.into_iter().map(|(id, name)| (id.to_string(), format!("Uses {name}"))));
            let (list, mark) = list(tx, filter, more.account.trim(), &connectors, &paging)?;
            let shell = Shell::console(tx, HERE, "Transactions");
            let zone = crate::audit::filter::zone_of(tx);
            Ok((LogPage { shell, list, states: STATES, periods: PERIODS, connectors, zone }, mark))
        })
        .await?;
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(page)),
        Hx::Fragment if seen == mark => Either::Right(Either::Left(HttpResponse::NoContent().finish())),
        Hx::Fragment => Either::Right(Either::Right(Page::new(LogTable { list: page.list }))),
    })
}

/// The list, and a mark of how it stands.
fn list(
    tx: &mut ReadTx<'_, InPartner>,
    filter: Filter,
    account: &str,
    connectors: &[(String, String)],
    paging: &PageQuery,
) -> AppResult<(List, String)> {
    let (now, tz) = (tx.now(), zone(&crate::audit::filter::zone_of(tx)));
    let (wanted, problems) = filter.wanted(now, tz);
    let wanted = wanted.of_library(&filter.connector);
    let of = if account.is_empty() { None } else { Some(accounts_like(tx, account)?) };
    let found = everywhere::list(tx, of.as_deref(), &wanted, &paging.from(), paging.rows())?;
    let mut kept = url::form_urlencoded::Serializer::new(filter.query());
    if !account.is_empty() {
        kept.append_pair("account", account);
    }
    let kept = kept.finish();
    let address = |part: &str| {
        let parts = [kept.as_str(), part].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("&");
        if parts.is_empty() { HERE.to_owned() } else { format!("{HERE}?{parts}") }
    };
    let way = |part: &str| if part.is_empty() { String::new() } else { address(&paging.onward(part)) };
    let connector = connectors.iter().find(|(id, _)| !id.is_empty() && *id == filter.connector);
    let connector = connector.map_or("", |(_, name)| name.trim_start_matches("Uses "));
    let mut words = filter.words("", connector, now, tz);
    if !account.is_empty() {
        let of = format!("account “{}”", crate::people::model::shortened(account));
        words = if words.is_empty() { of } else { format!("{of}; {words}") };
    }
    let mark = mark_of(found.rows.iter().map(|(row, _)| row));
    let moving = found.rows.iter().any(|(row, _)| row.ended_at.is_none());
    let row = |(found, (account, name))| {
        let home = format!("/console/accounts/{account}");
        Row { account: (name, home.clone()), ..Row::of(found, &home, now, tz) }
    };
    let list = List {
        set: filter.is_set() || !account.is_empty(),
        previous: way(&found.previous),
        next: way(&found.next),
        rows: found.rows.into_iter().map(row).collect(),
        live: if moving { address(&paging.again(&format!("seen={mark}"))) } else { String::new() },
        account: account.to_owned(),
        words,
        problems,
        filter,
    };
    Ok((list, mark))
}
