//! The list of saved reports, and what is done with each.

use super::actions::{self, Change};
use super::model::{narrowed, words};
use super::place::{Keeper, address_of};
use super::queries::{self, Saved};
use crate::access::Access;
use crate::access::rights::Right;
use crate::db::ReadTx;
use crate::error::AppResult;
use crate::people::model::with_capital;
use crate::web::forms::{Asked, Nothing, Posted};
use crate::web::page::{Page, Redirect};
use crate::web::paging::{PageQuery, address};
use crate::web::shell::Shell;
use crate::web::times::{When, zone};
use actix_web::{HttpRequest, Responder};
use askama::Template;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "reports/saved.html")]
struct ListPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    may: bool,
    rows: Vec<Row>,
    previous: String,
    next: String,
}

struct Row {
    /// The report as it is narrowed.
    href: String,
    /// Where it is edited, paused, sent, deleted.
    base: String,
    /// Of its menu.
    menu: String,
    name: String,
    report: String,
    narrowed: String,
    when: String,
    readers: String,
    /// It is sent when its time comes.
    runs: bool,
    kind: &'static str,
    state: &'static str,
    stopped: String,
    next: Option<When>,
    last: Option<When>,
}

/// The way to a page below the reports.
pub(super) fn crumbs<P: Keeper>(tx: &ReadTx<'_, P>, below: &[(&str, &str)]) -> Vec<(String, String)> {
    let reports = (t!("reports-title").to_owned(), P::reports(tx));
    let below = below.iter().map(|(words, href)| ((*words).to_owned(), (*href).to_owned()));
    std::iter::once(reports).chain(below).collect()
}

pub(super) async fn index<P: Keeper>(access: Access<P::See, P>, paging: Asked<PageQuery>) -> AppResult<impl Responder> {
    let paging = paging.0;
    access.read(move |tx| list(tx, &paging)).await.map(Page::new)
}

fn list<P: Keeper>(tx: &mut ReadTx<'_, P>, paging: &PageQuery) -> AppResult<ListPage> {
    let (now, tz) = (tx.now(), zone(&crate::audit::filter::zone_of(tx)));
    let found = queries::list(tx, &paging.from(), paging.rows())?;
    let ids: Vec<Uuid> = found.rows.iter().map(|row| row.id).collect();
    let readers = queries::reader_counts(tx, &ids)?;
    let home = P::reports(tx);
    let here = format!("{home}/saved");
    let of: Vec<Uuid> = found.rows.iter().filter_map(|row| row.choice().account.parse().ok()).collect();
    let accounts = queries::account_names(tx, &of)?;
    let row = |saved: Saved| {
        let (kind, state) = match (&saved.stopped, saved.paused) {
            (Some(_), _) => ("bad", t!("reports-stopped")),
            (None, true) => ("off", t!("reports-paused")),
            (None, false) => ("ok", t!("reports-active")),
        };
        let choice = saved.choice();
        let account = choice.account.parse::<Uuid>().ok().and_then(|id| accounts.get(&id).cloned());
        Row {
            href: address_of(&home, &saved.report, &choice),
            base: format!("{here}/{}", saved.id),
            menu: format!("saved-{}", saved.id),
            report: P::words(&saved.report).unwrap_or_else(|| t!("reports-another-version").to_owned()),
            narrowed: narrowed(&choice, &account.unwrap_or_default()),
            when: with_capital(&words(saved.times())),
            readers: t!("reports-people", n = readers.get(&saved.id).copied().unwrap_or(0)),
            runs: saved.stopped.is_none() && !saved.paused,
            kind,
            state,
            next: saved.next_at.map(|at| When::at(at, now, tz)),
            last: saved.last_at.map(|at| When::at(at, now, tz)),
            stopped: saved.stopped.unwrap_or_default(),
            name: saved.name,
        }
    };
    let rows = found.rows.into_iter().map(row).collect();
    let way = |part: &str| if part.is_empty() { String::new() } else { address(&here, &paging.onward(part)) };
    let (previous, next) = (way(&found.previous), way(&found.next));
    let crumbs = crumbs(tx, &[(t!("reports-by-mail"), "")]);
    let may = P::Change::held(tx.facts());
    Ok(ListPage { shell: P::shell(tx, t!("reports-saved-title"))?, crumbs, may, rows, previous, next })
}

/// The saved report of a path.
///
/// # Errors
/// `NotFound` for what is no id.
pub(super) fn saved_of(request: &HttpRequest) -> AppResult<Uuid> {
    crate::ids::known(request.match_info().get("saved").unwrap_or_default())
}

async fn change<P: Keeper>(access: Access<P::Change, P>, request: HttpRequest, what: Change) -> AppResult<Redirect> {
    let id = saved_of(&request)?;
    let (to, name) = access
        .write(move |tx| {
            let name = actions::change(tx, id, what)?;
            Ok((format!("{}/saved", P::reports(tx)), name))
        })
        .await?;
    let said = match what {
        Change::Pause => t!("reports-said-paused", name = name),
        Change::Resume => t!("reports-said-resumed", name = name),
        Change::Send => t!("reports-said-sent", name = name),
        Change::Delete => t!("reports-said-deleted", name = name),
    };
    Ok(Redirect::to(to).saying(said))
}

/// It is not sent until somebody resumes it.
pub(super) async fn pause<P: Keeper>(
    access: Access<P::Change, P>,
    _: Posted<Nothing>,
    request: HttpRequest,
) -> AppResult<impl Responder> {
    change::<P>(access, request, Change::Pause).await
}

/// It goes on.
pub(super) async fn resume<P: Keeper>(
    access: Access<P::Change, P>,
    _: Posted<Nothing>,
    request: HttpRequest,
) -> AppResult<impl Responder> {
    change::<P>(access, request, Change::Resume).await
}

/// It is sent now, whatever its schedule says.
pub(super) async fn send<P: Keeper>(
    access: Access<P::Change, P>,
    _: Posted<Nothing>,
    request: HttpRequest,
) -> AppResult<impl Responder> {
    change::<P>(access, request, Change::Send).await
}

/// It is gone.
pub(super) async fn delete<P: Keeper>(
    access: Access<P::Change, P>,
    _: Posted<Nothing>,
    request: HttpRequest,
) -> AppResult<impl Responder> {
    change::<P>(access, request, Change::Delete).await
}

#[derive(Template)]
#[template(path = "reports/unsave.html")]
struct DeletePage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    title: String,
    here: String,
    action: String,
}

pub(super) async fn ask<P: Keeper>(access: Access<P::Change, P>, request: HttpRequest) -> AppResult<impl Responder> {
    let id = saved_of(&request)?;
    let page = access.read(move |tx| {
        let saved = queries::find(tx, id)?;
        let here = format!("{}/saved", P::reports(tx));
        let title = t!("reports-delete-title", name = saved.name);
        Ok(DeletePage {
            shell: P::shell(tx, &title)?,
            crumbs: crumbs(tx, &[(t!("reports-by-mail"), here.as_str()), (saved.name.as_str(), "")]),
            action: format!("{here}/{id}/deletion"),
            title,
            here,
        })
    });
    page.await.map(Page::new)
}
