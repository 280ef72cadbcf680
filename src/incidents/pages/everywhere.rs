//! Incidents of all accounts together, in the console, one row a cause. Each leads to the cause's own page over all
//! accounts, where it is marked and run again.

use super::together::{HOME, Row};
use crate::access::Access;
use crate::access::rights::ViewCycles;
use crate::audit::queries::accounts_like;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::incidents::model::Show;
use crate::incidents::together::{self, GROUPED_MAX};
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::PageQuery;
use crate::web::shell::Shell;
use crate::web::times::{figure, zone};
use actix_web::{Either, Responder};
use askama::Template;
use serde::Deserialize;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::incidents) struct Query {
    show: String,
    /// An account: API ID, beginning of a word of its name, or the id.
    account: String,
}

#[derive(Template)]
#[template(path = "incidents/everywhere.html")]
struct IncidentsPage {
    shell: Shell,
    list: List,
}

#[derive(Template)]
#[template(path = "incidents/everywhere.html", block = "table")]
struct IncidentsTable {
    list: List,
}

struct List {
    show: &'static str,
    account: String,
    set: bool,
    rows: Vec<Row>,
    /// How many are grouped, in words, where there are more; else empty.
    grouped: String,
    previous: String,
    next: String,
}

pub(in crate::incidents) async fn index(
    access: Access<ViewCycles, InPartner>,
    asked: Asked<Query>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let page = access.read(move |tx| {
        let list = list(tx, Show::read(&asked.0.show), asked.0.account.trim(), &paging.0)?;
        Ok(IncidentsPage { shell: Shell::console(tx, HOME, t!("incidents-title")), list })
    });
    let page = page.await?;
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(page)),
        Hx::Fragment => Either::Right(Page::new(IncidentsTable { list: page.list })),
    })
}

fn list(tx: &mut ReadTx<'_, InPartner>, show: Show, account: &str, paging: &PageQuery) -> AppResult<List> {
    let (now, tz) = (tx.now(), zone(&crate::audit::filter::zone_of(tx)));
    let of = if account.is_empty() { None } else { Some(accounts_like(tx, account)?) };
    let (found, more) = together::list(tx, of, show, &paging.from(), paging.rows())?;
    let mut kept = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in [("show", show.key()), ("account", account)] {
        if !value.is_empty() {
            kept.append_pair(name, value);
        }
    }
    let kept = kept.finish();
    let way = |part: &str| match (part, kept.as_str()) {
        ("", _) => String::new(),
        (part, "") => format!("{HOME}?{}", paging.onward(part)),
        (part, kept) => format!("{HOME}?{kept}&{}", paging.onward(part)),
    };
    Ok(List {
        previous: way(&found.previous),
        next: way(&found.next),
        set: show != Show::Open || !account.is_empty(),
        rows: found.rows.into_iter().map(|cause| Row::of(cause, show, now, tz)).collect(),
        grouped: if more { figure(i64::from(GROUPED_MAX)) } else { String::new() },
        account: account.to_owned(),
        show: show.key(),
    })
}
