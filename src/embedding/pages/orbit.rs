//! Orbit: what is installed in the account, how it stands, and its start and stop.

use crate::access::Access;
use crate::access::rights::{Right, ViewAccount, WorkInAccount};
use crate::accounts::stand::named;
use crate::cycles::actions;
use crate::cycles::model::{State, Stop};
use crate::cycles::queries;
use crate::db::{InAccount, ReadTx};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, CycleId};
use crate::web::forms::{Asked, Nothing, Posted};
use crate::web::page::{Page, Redirect};
use crate::web::paging::{PageQuery, address};
use crate::web::shell::Shell;
use crate::web::times::{When, zone};
use actix_web::{Responder, web};
use askama::Template;

#[derive(Template)]
#[template(path = "embedding/orbit.html")]
struct OrbitPage {
    shell: Shell,
    rows: Vec<Row>,
    previous: String,
    next: String,
    /// Where more is installed; empty: the person may not.
    more: String,
}

struct Row {
    href: String,
    name: String,
    kind: &'static str,
    state: &'static str,
    problem: String,
    next_run: Option<When>,
    /// Where it is started, and where it is stopped; empty: it cannot be, or the person may not.
    start: String,
    stop: String,
    /// Where it is removed, once it was asked again.
    remove: String,
}

pub(in crate::embedding) async fn show(
    access: Access<ViewAccount, InAccount>,
    paging: Asked<PageQuery>,
) -> AppResult<impl Responder> {
    Ok(Page::new(access.read(move |tx| page(tx, &paging.0)).await?))
}

fn page(tx: &mut ReadTx<'_, InAccount>, paging: &PageQuery) -> AppResult<OrbitPage> {
    let shell = Shell::account(tx, "cycles", t!("embedding-orbit"))?;
    let (account, now) = (tx.account_id(), tx.now());
    let found = queries::list(tx, account, None, &paging.from(), paging.rows())?;
    let (facts, home) = (tx.facts(), format!("/a/{account}"));
    let shown_in = facts.timezone.as_deref().or(facts.account_timezone.as_deref()).map_or(chrono_tz::UTC, zone);
    let (works, here) = (WorkInAccount::held(facts), here(account));
    let way = |part: &str| if part.is_empty() { String::new() } else { address(&here, &paging.onward(part)) };
    let row = |cycle: queries::Cycle| {
        let state = State::read(&cycle.state);
        let (kind, word) = state.badge();
        let to = |may: bool, what: &str| if may { format!("{here}/{}/{what}", cycle.id) } else { String::new() };
        Row {
            href: format!("{home}/cycles/{}", cycle.id),
            kind,
            state: word,
            problem: cycle.problem.unwrap_or_default(),
            next_run: cycle.next_run_at.map(|at| When::at(at, now, shown_in)),
            start: to(works && !state.runs(), "activation"),
            stop: to(works && state.runs(), "stop"),
            remove: if works { format!("{home}/cycles/{}/removal", cycle.id) } else { String::new() },
            name: cycle.name,
        }
    };
    Ok(OrbitPage {
        previous: way(&found.previous),
        next: way(&found.next),
        more: if works { format!("{home}/launch?auto=false") } else { String::new() },
        rows: found.rows.into_iter().map(row).collect(),
        shell,
    })
}

fn here(account: AccountId) -> String {
    format!("/a/{account}/orbit")
}

pub(in crate::embedding) async fn start(
    access: Access<WorkInAccount, InAccount>,
    _: Posted<Nothing>,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    let (account, cycle): (AccountId, CycleId) = named(&path)?;
    let back = Redirect::to(here(account));
    match access.write(move |tx| actions::start(tx, tx.account_id(), cycle)).await {
        Ok(()) => Ok(back.saying(t!("embedding-orbit-runs"))),
        // What is missing stands on its own page.
        Err(AppError::Conflict(why)) => Ok(back.warning(why)),
        Err(AppError::AtLimit(reached)) => Ok(back.warning(reached.words)),
        Err(other) => Err(other),
    }
}

pub(in crate::embedding) async fn stop(
    access: Access<WorkInAccount, InAccount>,
    _: Posted<Nothing>,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    let (account, cycle): (AccountId, CycleId) = named(&path)?;
    access.write(move |tx| actions::stop(tx, tx.account_id(), cycle, Stop::Now)).await?;
    let said = t!("embedding-orbit-paused");
    Ok(Redirect::to(here(account)).saying(said))
}
