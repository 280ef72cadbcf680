//! The list of what an account's cycles did, with its filters, and the bar for those that are to be run again.

use crate::access::Access;
use crate::access::rights::{EditCycles, Right, ViewCycles};
use crate::accounts::pages::account_id;
use crate::accounts::pages::head::{AccountHead, Tab};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::{AccountId, CycleId};
use crate::transactions::many;
use crate::transactions::queries::{self, Wanted};
use crate::transactions::shown::Row;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::PageQuery;
use crate::web::shell::Shell;
use crate::web::times::{figure, zone};
use actix_web::{Either, Responder, web};
use askama::Template;
use chrono_tz::Tz;
use serde::Deserialize;

/// What can be filtered for.
const STATES: &[(&str, &str)] = &[
    ("", "Any state"),
    ("failed", "Failed"),
    ("waiting", "Waiting"),
    ("queued", "Queued"),
    ("done", "Done"),
    ("dropped", "Dropped"),
];
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Query {
    status: String,
    cycle: String,
}

#[derive(Template)]
#[template(path = "transactions/index.html")]
struct ListPage {
    shell: Shell,
    head: AccountHead,
    list: List,
    states: &'static [(&'static str, &'static str)],
}

#[derive(Template)]
#[template(path = "transactions/index.html", block = "table")]
struct ListTable {
    list: List,
}

struct List {
    href: String,
    filtered: bool,
    status: String,
    cycle: String,
    rows: Vec<Row>,
    previous: String,
    next: String,
    may_edit: bool,
    /// Where those that were chosen are run again.
    again: String,
    /// How many match, where all of them can be run again at once.
    all: String,
    /// The filters, for the form of the bar.
    hidden: Vec<(&'static str, String)>,
}

pub(crate) async fn index(
    access: Access<ViewCycles, InPartner>,
    path: web::Path<String>,
    asked: Asked<Query>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (id, asked, paging) = (account_id(&path)?, asked.0, paging.0);
    let page = access
        .read(move |tx| {
            let (head, chain) = AccountHead::read(tx, id, Tab::Transactions)?;
            let list = list(tx, id, &head, zone(&chain.account.timezone), asked, &paging)?;
            Ok((Shell::console(tx, "/console/accounts", &format!("Transactions of {}", head.name)), head, list))
        })
        .await?;
    let (shell, head, list) = page;
    let states = STATES;
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(ListPage { shell, head, list, states })),
        Hx::Fragment => Either::Right(Page::new(ListTable { list })),
    })
}

fn list(
    tx: &mut ReadTx<'_, InPartner>,
    account: AccountId,
    head: &AccountHead,
    tz: Tz,
    asked: Query,
    paging: &PageQuery,
) -> AppResult<List> {
    let known = STATES.iter().any(|(key, _)| *key == asked.status && !key.is_empty());
    let status = if known { asked.status } else { String::new() };
    let cycle: Option<CycleId> = asked.cycle.parse().ok();
    let wanted = Wanted { cycle, status: (!status.is_empty()).then(|| status.clone()), ..Wanted::default() };
    let found = queries::list(tx, account, &wanted, &paging.from(), paging.rows())?;
    let href = format!("{}/transactions", head.href);
    let cycle = cycle.map(|id| id.to_string()).unwrap_or_default();
    let kept: Vec<String> = [("status", &status), ("cycle", &cycle)]
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let way = |part: &str| {
        let mut query = kept.clone();
        query.push(paging.onward(part));
        if part.is_empty() { String::new() } else { format!("{href}?{}", query.join("&")) }
    };
    let now = tx.now();
    let may_edit = EditCycles::held(tx.facts());
    let failed = may_edit && status == "failed";
    let all = if failed { many::matching(tx, account, &wanted)? } else { None };
    Ok(List {
        may_edit,
        again: format!("{}/retries", head.href),
        all: all.map(|ids| figure(i64::try_from(ids.len()).unwrap_or(i64::MAX))).unwrap_or_default(),
        hidden: vec![("status", status.clone()), ("cycle", cycle.clone())],
        filtered: !kept.is_empty(),
        previous: way(&found.previous),
        next: way(&found.next),
        rows: found.rows.into_iter().map(|found| Row::of(found, &head.href, now, tz)).collect(),
        href,
        status,
        cycle,
    })
}
