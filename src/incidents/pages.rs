//! The page of an account's incidents, one row a cause, in the console and in the account's own view.

use super::actions;
use super::model::{Mark, Show};
use super::queries::{self, Cause};
use crate::access::Access;
use crate::accounts::stand::{Frame, Section, Stand, account_of};
use crate::db::ReadTx;
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::web::forms::{Asked, Posted};
use crate::web::page::{Hx, Page, Redirect};
use crate::web::paging::PageQuery;
use crate::web::shell::Shell;
use crate::web::times::{When, figure};
use actix_web::{Either, Responder, web};
use askama::Template;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::Deserialize;
use uuid::Uuid;

/// Cycles that one row names.
const NAMED: usize = 5;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Query {
    show: String,
}

#[derive(Template)]
#[template(path = "incidents/index.html")]
struct IncidentsPage {
    shell: Shell,
    frame: Frame,
    list: List,
}

#[derive(Template)]
#[template(path = "incidents/index.html", block = "table")]
struct IncidentsTable {
    list: List,
    shell: Shell,
}

struct List {
    href: String,
    show: &'static str,
    rows: Vec<Row>,
    previous: String,
    next: String,
    may_edit: bool,
}

struct Row {
    cause: String,
    kind: &'static str,
    word: &'static str,
    message: String,
    count: String,
    first: When,
    last: When,
    /// (name, href)
    cycles: Vec<(String, String)>,
    more_cycles: bool,
    /// Who said what about it, in words.
    said: String,
    muted: bool,
    resolved: bool,
}

pub(super) async fn index<P: Stand>(
    access: Access<P::View, P>,
    path: web::Path<String>,
    asked: Asked<Query>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (id, show, paging) = (account_of(&path)?, Show::read(&asked.0.show), paging.0);
    let page = access
        .read(move |tx| {
            let (shell, frame) = P::frame(tx, id, Section::Incidents, "Incidents")?;
            let list = list(tx, id, &frame, show, &paging)?;
            Ok(IncidentsPage { shell, frame, list })
        })
        .await?;
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(page)),
        Hx::Fragment => Either::Right(Page::new(IncidentsTable { list: page.list, shell: page.shell })),
    })
}

fn list<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    frame: &Frame,
    show: Show,
    paging: &PageQuery,
) -> AppResult<List> {
    let found = queries::causes(tx, account, show, &paging.from(), paging.rows())?;
    let causes: Vec<String> = found.rows.iter().map(|row| row.cause.clone()).collect();
    let affected = queries::affected(tx, account, &causes)?;
    let (now, href) = (tx.now(), frame.here.clone());
    let kept = if show == Show::Open { String::new() } else { format!("show={}&", show.key()) };
    let way =
        |part: &str| if part.is_empty() { String::new() } else { format!("{href}?{kept}{}", paging.onward(part)) };
    Ok(List {
        previous: way(&found.previous),
        next: way(&found.next),
        rows: found.rows.into_iter().map(|cause| row(cause, &affected, &frame.home, now, frame.zone)).collect(),
        show: show.key(),
        may_edit: frame.may_edit,
        href,
    })
}

fn row(cause: Cause, affected: &[(String, Uuid, String, i64)], account_href: &str, now: DateTime<Utc>, tz: Tz) -> Row {
    let mut cycles = affected.iter().filter(|(of, ..)| *of == cause.cause);
    let named: Vec<(String, String)> = cycles
        .by_ref()
        .take(NAMED)
        .map(|(_, id, name, count)| (format!("{name} ({})", figure(*count)), format!("{account_href}/cycles/{id}")))
        .collect();
    let (kind, word) = if cause.kind == "warning" { ("warn", "Warning") } else { ("bad", "Error") };
    let said = match (cause.resolved_by, cause.muted_by) {
        (Some(by), _) => format!("Resolved by {by}"),
        (None, Some(by)) => format!("Muted by {by}"),
        (None, None) => String::new(),
    };
    Row {
        kind,
        word,
        message: cause.message,
        count: figure(cause.count),
        first: When::at(cause.first_at, now, tz),
        last: When::at(cause.last_at, now, tz),
        more_cycles: cycles.next().is_some(),
        cycles: named,
        said,
        muted: cause.muted_at.is_some(),
        resolved: cause.resolved_at.is_some(),
        cause: cause.cause,
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct MarkForm {
    cause: String,
    mark: String,
    show: String,
}

pub(super) async fn mark<P: Stand>(
    access: Access<P::Edit, P>,
    posted: Posted<MarkForm>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let (id, form) = (account_of(&path)?, posted.form);
    let mark = Mark::read(&form.mark).ok_or_else(|| AppError::BadRequest("Choose what to do with it.".to_owned()))?;
    let show = Show::read(&form.show).key();
    access.write(move |tx| actions::mark(tx, id, &form.cause, mark)).await?;
    let said = match mark {
        Mark::Resolve => "Resolved. If it comes again, it is shown again and counted anew.",
        Mark::Mute => "Muted. It is counted on, and stands among the muted ones.",
        Mark::Unmute => "Not muted any more.",
    };
    let href = format!("{}/incidents", P::home(id));
    let to = if show.is_empty() { href } else { format!("{href}?show={show}") };
    Ok(Redirect::to(to).saying(said))
}
