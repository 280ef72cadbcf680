//! The page of an account's incidents, one row a cause, in the console and in the account's own view.

use super::row::{Row, with_cause};
use crate::access::Access;
use crate::accounts::stand::{Frame, Section, Stand, account_of};
use crate::db::ReadTx;
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::incidents::actions;
use crate::incidents::model::{Mark, Show};
use crate::incidents::queries;
use crate::web::forms::{Asked, Posted};
use crate::web::page::{Hx, Page, Redirect};
use crate::web::paging::PageQuery;
use crate::web::shell::Shell;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;

/// Cycles that one row names.
const NAMED: usize = 2;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::incidents) struct Query {
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

pub(in crate::incidents) async fn index<P: Stand>(
    access: Access<P::View, P>,
    path: web::Path<String>,
    asked: Asked<Query>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (id, show, paging) = (account_of(&path)?, Show::read(&asked.0.show), paging.0);
    let page = access
        .read(move |tx| {
            let (shell, frame) = P::frame(tx, id, Section::Incidents, &Section::Incidents.words())?;
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
        rows: found
            .rows
            .into_iter()
            .map(|cause| Row::of(cause, &affected, NAMED, &frame.home, now, frame.zone))
            .map(|row| row.with_retry(&frame.home, frame.in_console && frame.may_edit))
            .collect(),
        show: show.key(),
        may_edit: frame.may_edit,
        href,
    })
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::incidents) struct MarkForm {
    cause: String,
    mark: String,
    show: String,
    /// 1: it was said on the cause's own page.
    own: String,
}

pub(in crate::incidents) async fn mark<P: Stand>(
    access: Access<P::Edit, P>,
    posted: Posted<MarkForm>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let (id, form) = (account_of(&path)?, posted.form);
    let mark = Mark::read(&form.mark).ok_or_else(|| AppError::BadRequest(t!("incidents-choose-mark").to_owned()))?;
    let show = Show::read(&form.show).key();
    let href = format!("{}/incidents", P::home(id));
    let to = match (form.own.as_str(), show) {
        ("1", _) => with_cause(&format!("{href}/cause"), &form.cause),
        (_, "") => href,
        (_, show) => format!("{href}?show={show}"),
    };
    access.write(move |tx| actions::mark(tx, id, &form.cause, mark)).await?;
    Ok(Redirect::to(to).saying(mark.said()))
}
