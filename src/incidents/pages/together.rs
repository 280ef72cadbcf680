//! One cause over all accounts, in the console: what happened, what to do, which accounts met it; said to be resolved, muted
//! or not muted any more in all of them, and the way to run again what failed of it.

use super::row::{badge, said, with_cause};
use crate::access::Access;
use crate::access::rights::{EditCycles, Right, ViewCycles};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::incidents::marking;
use crate::incidents::model::{Mark, Show, advice};
use crate::incidents::together::{self, Met, Together};
use crate::transactions::filter::Filter;
use crate::web::forms::{Asked, Posted};
use crate::web::page::{Hx, Page, Redirect};
use crate::web::paging::PageQuery;
use crate::web::shell::Shell;
use crate::web::times::{When, figure, zone};
use actix_web::{Either, Responder};
use askama::Template;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::Deserialize;

/// The list of causes.
pub(super) const HOME: &str = "/console/incidents";

/// A cause over all accounts, as the list and its own page show it.
pub(super) struct Row {
    pub cause: String,
    /// Its own page.
    pub href: String,
    pub kind: &'static str,
    pub word: &'static str,
    pub message: String,
    pub count: String,
    pub accounts: String,
    pub first: When,
    pub last: When,
}

impl Row {
    pub fn of(found: Together, show: Show, now: DateTime<Utc>, tz: Tz) -> Row {
        let (kind, word) = badge(&found.kind);
        Row {
            href: href(&found.cause, show),
            kind,
            word,
            message: found.message,
            count: figure(found.count),
            accounts: t!("incidents-accounts", n = found.accounts),
            first: When::at(found.first_at, now, tz),
            last: When::at(found.last_at, now, tz),
            cause: found.cause,
        }
    }
}

/// The page of a cause, with the accounts that are in that state of it.
fn href(cause: &str, show: Show) -> String {
    let page = with_cause(&format!("{HOME}/cause"), cause);
    if show == Show::Open { page } else { format!("{page}&show={}", show.key()) }
}

/// An account that met it.
struct Account {
    name: String,
    /// Its own page of this cause.
    href: String,
    /// Its transactions of this cause.
    transactions: String,
    count: String,
    message: String,
    last: When,
    said: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::incidents) struct Query {
    cause: String,
    show: String,
}

#[derive(Template)]
#[template(path = "incidents/together.html")]
struct CausePage {
    shell: Shell,
    row: Row,
    advice: &'static str,
    state: &'static str,
    state_kind: &'static str,
    /// What can be said of it in all these accounts: value, words; none for those who may only look.
    marks: Vec<(&'static str, String)>,
    /// Where what failed of it is run again; empty: nowhere.
    again: String,
    /// Those that failed, as a list.
    failed: String,
    /// The states it can be in: words, address, current.
    tabs: Vec<(String, String, bool)>,
    list: List,
}

#[derive(Template)]
#[template(path = "incidents/together.html", block = "table")]
struct AccountsTable {
    list: List,
}

struct List {
    show: &'static str,
    /// "open", "muted" or "resolved": what the message is chosen by.
    state: &'static str,
    /// How many accounts are counted, where it is so in more; else empty.
    counted: String,
    rows: Vec<Account>,
    previous: String,
    next: String,
}

pub(in crate::incidents) async fn show(
    access: Access<ViewCycles, InPartner>,
    asked: Asked<Query>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (asked, paging) = (asked.0, paging.0);
    let page = access.read(move |tx| page(tx, &asked.cause, Show::read(&asked.show), &paging)).await?;
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(page)),
        Hx::Fragment => Either::Right(Page::new(AccountsTable { list: page.list })),
    })
}

/// `NotFound` for a cause that no account has in any state (T4).
fn page(tx: &mut ReadTx<'_, InPartner>, cause: &str, show: Show, paging: &PageQuery) -> AppResult<CausePage> {
    let (now, tz) = (tx.now(), zone(&crate::audit::filter::zone_of(tx)));
    let may_edit = EditCycles::held(tx.facts());
    let (mut found, more) = together::find(tx, cause, show)?;
    let here = found.as_ref().map_or(0, |found| found.accounts);
    // Where it is so in no account, what is said of it is how it stands elsewhere.
    let mut stands = show;
    for other in [Show::Open, Show::Muted, Show::Resolved] {
        if found.is_none() {
            (found, stands) = (together::find(tx, cause, other)?.0, other);
        }
    }
    let row = Row::of(found.ok_or(AppError::NotFound)?, stands, now, tz);
    let list = list(tx, cause, show, paging, tz)?;
    let (state_kind, state) = match stands {
        Show::Open => (row.kind, row.word),
        Show::Muted => ("off", t!("incidents-muted")),
        Show::Resolved => ("ok", t!("incidents-resolved")),
    };
    let marks = [Mark::Unmute, Mark::Mute, Mark::Resolve].into_iter();
    let marks = marks.filter(|mark| may_edit && here > 0 && mark.applies_to(show)).map(Mark::key);
    let mark_words = |mark: &'static str| match more {
        true => t!("incidents-mark-in-all", mark = mark),
        false => t!("incidents-mark-in", mark = mark, n = here),
    };
    let unmended = Filter::unmended(cause).query();
    let again = url::form_urlencoded::Serializer::new("all=1".to_owned()).append_pair("filter", &unmended).finish();
    let may_run = may_edit && stands != Show::Resolved && row.kind == "bad";
    Ok(CausePage {
        shell: Shell::console(tx, HOME, cause),
        marks: marks.map(|mark| (mark, mark_words(mark))).collect(),
        again: if may_run { format!("/console/retries?{again}") } else { String::new() },
        failed: format!("/console/transactions?{unmended}"),
        advice: advice(cause),
        tabs: [Show::Open, Show::Muted, Show::Resolved]
            .map(|of| (of.words().to_owned(), href(cause, of), of == show))
            .to_vec(),
        list: List { counted: if more { figure(here) } else { String::new() }, ..list },
        state,
        state_kind,
        row,
    })
}

fn list(tx: &mut ReadTx<'_, InPartner>, cause: &str, show: Show, paging: &PageQuery, tz: Tz) -> AppResult<List> {
    let now = tx.now();
    let found = together::accounts(tx, cause, show, &paging.from(), paging.rows())?;
    let here = href(cause, show);
    let way = |part: &str| if part.is_empty() { String::new() } else { format!("{here}&{}", paging.onward(part)) };
    let account = |(met, (id, name)): Met| {
        let home = format!("/console/accounts/{id}");
        Account {
            name,
            href: with_cause(&format!("{home}/incidents/cause"), cause),
            transactions: with_cause(&format!("{home}/transactions"), cause),
            count: figure(met.count),
            last: When::at(met.last_at, now, tz),
            said: said(&met),
            message: met.message,
        }
    };
    Ok(List {
        previous: way(&found.previous),
        next: way(&found.next),
        rows: found.rows.into_iter().map(account).collect(),
        show: show.key(),
        state: show.state(),
        counted: String::new(),
    })
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::incidents) struct MarkForm {
    cause: String,
    mark: String,
    show: String,
}

pub(in crate::incidents) async fn mark(
    access: Access<EditCycles, InPartner>,
    posted: Posted<MarkForm>,
) -> AppResult<impl Responder> {
    let form = posted.form;
    let show = Show::read(&form.show);
    let mark = Mark::read(&form.mark)
        .filter(|mark| mark.applies_to(show))
        .ok_or_else(|| AppError::BadRequest(t!("incidents-choose-mark").to_owned()))?;
    let own = href(&form.cause, Show::Open);
    let to = own.clone();
    let marked = access.write_once(posted.key, move |tx| {
        let job = marking::mark_all(tx, &form.cause, show, mark)?;
        Ok(job.map_or(to, |job| format!("/console/jobs/{job}")))
    });
    match marked.await {
        Ok(to) if to == own => Ok(Redirect::to(to).saying(mark.said())),
        Ok(job) => Ok(Redirect::to(job)),
        Err(AppError::Conflict(why)) => Ok(Redirect::to(own).warning(why)),
        Err(other) => Err(other),
    }
}
