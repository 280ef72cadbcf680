//! The list of what an account's cycles did, with its filters, and the console's bar for those that are to be run again.
//! While something on it has not ended it asks for itself again, and is only sent anew when it changed.

use crate::access::Access;
use crate::accounts::stand::{Frame, Section, Stand, account_of};
use crate::db::{InAccount, InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::limits::queries::held_work;
use crate::transactions::filter::{Choice, Filter, Names, periods, states};
use crate::transactions::many;
use crate::transactions::queries::{self, Found, Wanted};
use crate::transactions::shown::{Row, mark_of};
use crate::transactions::tasks;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::{PageQuery, address, joined};
use crate::web::shell::Shell;
use crate::web::times::figure;
use actix_web::{Either, HttpResponse, Responder, web};
use askama::Template;
use serde::Deserialize;

/// Cycles that can be chosen; further ones are reached from their own pages.
const CYCLES_MAX: i64 = 200;

/// How the list stood that asks for itself again.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Seen {
    seen: String,
}

/// What the filters offer.
struct Choices {
    states: [Choice; 9],
    periods: [Choice; 6],
    cycles: Vec<(String, String)>,
    connectors: Vec<(String, String)>,
    zone: String,
    /// What is filtered for.
    names: Names,
}

#[derive(Template)]
#[template(path = "transactions/index.html")]
struct ListPage {
    shell: Shell,
    frame: Frame,
    list: List,
    choices: Choices,
}

#[derive(Template)]
#[template(path = "transactions/index.html", block = "table")]
struct ListTable {
    list: List,
}

struct List {
    href: String,
    filter: Filter,
    /// What waits at a limit, title and words.
    held: Option<(String, String)>,
    /// What could not be read of the filters.
    problems: Vec<String>,
    /// What was looked for, in words; empty: everything.
    words: String,
    /// Which Tasks were made in them, as a sentence; empty: any, or none.
    about: String,
    rows: Vec<Row>,
    previous: String,
    next: String,
    /// Where it asks for itself again; empty: an older page, all on which has ended.
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
    asked: Asked<Filter>,
    seen: Asked<Seen>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (id, filter, paging, seen) = (account_of(&path)?, asked.0.known(), paging.0, seen.0.seen);
    let (page, mark) = access
        .read(move |tx| {
            let (shell, frame) = P::frame(tx, id, Section::Transactions, &Section::Transactions.words())?;
            let choices = choices(tx, id, &filter, &frame)?;
            let (list, mark) = list(tx, id, &frame, &choices, filter, &paging)?;
            Ok((ListPage { shell, frame, list, choices }, mark))
        })
        .await?;
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(page)),
        // Nothing is swapped, so that what was chosen meanwhile stays.
        Hx::Fragment if seen == mark => Either::Right(Either::Left(HttpResponse::NoContent().finish())),
        Hx::Fragment => Either::Right(Either::Right(Page::new(ListTable { list: page.list }))),
    })
}

/// What the filters offer; what is filtered for is among it, whatever it is.
fn choices<P>(tx: &mut ReadTx<'_, P>, account: AccountId, filter: &Filter, frame: &Frame) -> AppResult<Choices> {
    let cycles: Vec<(String, String)> = queries::cycles_of(tx, account, filter.cycle.parse().ok(), CYCLES_MAX)?
        .into_iter()
        .map(|(id, name)| (id.to_string(), name))
        .collect();
    let own = crate::account_connectors::queries::own(tx, account)?;
    let mut connectors: Vec<(String, String)> =
        own.into_iter().map(|(row, _)| (row.id.to_string(), row.name)).collect();
    for row in crate::account_connectors::queries::inherited(tx, account)? {
        let name = t!("transactions-name-of", name = row.name, owner = row.owner_name);
        connectors.push((row.id.to_string(), name));
    }
    let named = |list: &[(String, String)], id: &str| {
        list.iter().find(|(key, _)| key == id).map(|(_, name)| name.clone()).unwrap_or_default()
    };
    let names = Names {
        cycle: named(&cycles, &filter.cycle),
        connector: named(&connectors, &filter.connector),
        called: tasks::called(tx, filter)?,
    };
    connectors.iter_mut().for_each(|(_, name)| *name = t!("transactions-uses", name = *name));
    let any = |words: String, list: Vec<(String, String)>| [vec![(String::new(), words)], list].concat();
    Ok(Choices {
        states: states(),
        periods: periods(),
        cycles: any(t!("transactions-any-cycle", words), cycles),
        connectors: any(t!("transactions-any-connector").to_owned(), connectors),
        zone: frame.account_zone.name().to_owned(),
        names,
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
    choices: &Choices,
    filter: Filter,
    paging: &PageQuery,
) -> AppResult<(List, String)> {
    let (now, here) = (tx.now(), frame.here.clone());
    let (wanted, problems) = filter.wanted(now, frame.account_zone);
    let wanted = filter.by_own_days(wanted);
    let found = queries::list(tx, account, &wanted, &paging.from(), paging.rows())?;
    let kept = filter.query();
    let address = |part: &str| address(&here, &joined(&[&kept, part]));
    let way = |part: &str| if part.is_empty() { String::new() } else { address(&paging.onward(part)) };
    let mark = mark_of(&found.rows);
    let moving = found.rows.iter().any(|row: &Found| row.ended_at.is_none());
    // What comes next appears where the newest are shown.
    let live =
        if moving || paging.is_first() { address(&paging.again(&format!("seen={mark}"))) } else { String::new() };
    let may_choose = frame.in_console && frame.may_edit;
    let all = if may_choose && filter.status == "failed" { P::all(tx, account, &wanted)? } else { String::new() };
    let list = List {
        held: held_work(tx, account)?,
        may_choose,
        again: format!("{}/retries", frame.home),
        all,
        hidden: vec![("filter", kept.clone())],
        words: filter.words(&choices.names, now, frame.account_zone),
        about: tasks::sentence(&filter, &choices.names.called, &[]),
        problems,
        previous: way(&found.previous),
        next: way(&found.next),
        rows: found.rows.into_iter().map(|found| Row::of(found, &frame.home, now, frame.zone)).collect(),
        href: here.clone(),
        live,
        filter,
    };
    Ok((list, mark))
}
