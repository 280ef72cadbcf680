//! The list of what an account's cycles did, with its filters, and the console's bar for those that are to be run again.
//! While something on it has not ended it asks for itself again, and is only sent anew when it changed.

use crate::access::Access;
use crate::accounts::stand::{Frame, Section, Stand, account_of};
use crate::db::{InAccount, InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::{AccountId, CycleId};
use crate::transactions::many;
use crate::transactions::queries::{self, Found, Wanted};
use crate::transactions::shown::{Row, mark_of};
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::PageQuery;
use crate::web::shell::Shell;
use crate::web::times::figure;
use actix_web::{Either, HttpResponse, Responder, web};
use askama::Template;
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
    /// How the list stood that asks for itself again.
    seen: String,
}

#[derive(Template)]
#[template(path = "transactions/index.html")]
struct ListPage {
    shell: Shell,
    frame: Frame,
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
    /// Where it asks for itself again; empty: all on it has ended.
    live: String,
    /// Staff may run many again at once.
    may_choose: bool,
    /// Where those that were chosen are run again.
    again: String,
    /// How many match, where all of them can be run again at once.
    all: String,
    /// The filters, for the form of the bar.
    hidden: Vec<(&'static str, String)>,
}

pub(crate) async fn index<P: Stand + Bulk>(
    access: Access<P::View, P>,
    path: web::Path<String>,
    asked: Asked<Query>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (id, asked, paging) = (account_of(&path)?, asked.0, paging.0);
    let seen = asked.seen.clone();
    let (shell, frame, list, mark) = access
        .read(move |tx| {
            let (shell, frame) = P::frame(tx, id, Section::Transactions, "Transactions")?;
            let (list, mark) = list(tx, id, &frame, asked, &paging)?;
            Ok((shell, frame, list, mark))
        })
        .await?;
    let states = STATES;
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(ListPage { shell, frame, list, states })),
        // Nothing is swapped, so that what was chosen meanwhile stays.
        Hx::Fragment if seen == mark => Either::Right(Either::Left(HttpResponse::NoContent().finish())),
        Hx::Fragment => Either::Right(Either::Right(Page::new(ListTable { list }))),
    })
}

/// Where many are run again at once.
pub(crate) trait Bulk: Stand {
    /// How many failed ones match, in words, where all of them can be run again at once; empty: none, or too many.
    fn all(tx: &mut ReadTx<'_, Self>, account: AccountId, wanted: &Wanted) -> AppResult<String>;
}

impl Bulk for InPartner {
    fn all(tx: &mut ReadTx<'_, InPartner>, account: AccountId, wanted: &Wanted) -> AppResult<String> {
        let all = many::matching(tx, account, wanted)?;
        Ok(all.map(|ids| figure(i64::try_from(ids.len()).unwrap_or(i64::MAX))).unwrap_or_default())
    }
}

impl Bulk for InAccount {
    /// Jobs are the staff's.
    fn all(_: &mut ReadTx<'_, InAccount>, _: AccountId, _: &Wanted) -> AppResult<String> {
        Ok(String::new())
    }
}

/// The list, and a mark of how it stands.
fn list<P: Bulk>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    frame: &Frame,
    asked: Query,
    paging: &PageQuery,
) -> AppResult<(List, String)> {
    let known = STATES.iter().any(|(key, _)| *key == asked.status && !key.is_empty());
    let status = if known { asked.status } else { String::new() };
    let cycle: Option<CycleId> = asked.cycle.parse().ok();
    let wanted = Wanted { cycle, status: (!status.is_empty()).then(|| status.clone()), ..Wanted::default() };
    let found = queries::list(tx, account, &wanted, &paging.from(), paging.rows())?;
    let cycle = cycle.map(|id| id.to_string()).unwrap_or_default();
    let kept: Vec<String> = [("status", &status), ("cycle", &cycle)]
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let here = &frame.here;
    let address = |parts: Vec<String>| {
        let query = kept.iter().cloned().chain(parts).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("&");
        if query.is_empty() { here.clone() } else { format!("{here}?{query}") }
    };
    let way = |part: &str| if part.is_empty() { String::new() } else { address(vec![paging.onward(part)]) };
    let mark = mark_of(&found.rows);
    let place = [("after", &paging.after), ("before", &paging.before), ("rows", &paging.rows)];
    let place = place
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| url::form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish());
    let moving = found.rows.iter().any(|row: &Found| row.ended_at.is_none());
    let live = if moving { address(place.chain([format!("seen={mark}")]).collect()) } else { String::new() };
    let may_choose = frame.in_console && frame.may_edit;
    let all = if may_choose && status == "failed" { P::all(tx, account, &wanted)? } else { String::new() };
    let now = tx.now();
    let list = List {
        may_choose,
        again: format!("{}/retries", frame.home),
        all,
        hidden: vec![("status", status.clone()), ("cycle", cycle.clone())],
        filtered: !kept.is_empty(),
        previous: way(&found.previous),
        next: way(&found.next),
        rows: found.rows.into_iter().map(|found| Row::of(found, &frame.home, now, frame.zone)).collect(),
        href: here.clone(),
        live,
        status,
        cycle,
    };
    Ok((list, mark))
}
