//! The cycles of an account, by name.

use crate::access::Access;
use crate::access::rights::{EditCycles, Right};
use crate::accounts::stand::{Frame, Section, Stand, account_of};
use crate::cycles::model::State;
use crate::cycles::queries;
use crate::db::ReadTx;
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::{PageQuery, address, joined};
use crate::web::shell::Shell;
use crate::web::times::When;
use actix_web::{Either, Responder, web};
use askama::Template;
use chrono::Duration;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "cycles/index.html")]
struct CyclesPage {
    shell: Shell,
    frame: Frame,
    list: List,
    /// Staff who may write a flow by hand.
    by_hand: bool,
}

#[derive(Template)]
#[template(path = "cycles/index.html", block = "table")]
struct CyclesTable {
    list: List,
}

/// What the list is narrowed to.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Narrowed {
    /// Set: those that run, or did until a day ago, as reports count them.
    at_work: String,
}

struct List {
    /// It is narrowed to those that run, or did until a day ago.
    at_work: bool,
    all: String,
    none_yet: bool,
    rows: Vec<Row>,
    previous: String,
    next: String,
}

struct Row {
    href: String,
    name: String,
    kind: &'static str,
    state: &'static str,
    problem: String,
    next_run: Option<When>,
}

pub(crate) async fn index<P: Stand>(
    access: Access<P::View, P>,
    path: web::Path<String>,
    narrowed: Asked<Narrowed>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (id, paging, at_work) = (account_of(&path)?, paging.0, !narrowed.0.at_work.is_empty());
    let page = access.read(move |tx| page(tx, id, at_work, &paging)).await?;
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(page)),
        Hx::Fragment => Either::Right(Page::new(CyclesTable { list: page.list })),
    })
}

fn page<P: Stand>(tx: &mut ReadTx<'_, P>, id: AccountId, at_work: bool, paging: &PageQuery) -> AppResult<CyclesPage> {
    let (shell, frame) = P::frame(tx, id, Section::Cycles, &Section::Cycles.words())?;
    let since = at_work.then(|| tx.now() - Duration::hours(24));
    let found = queries::list(tx, id, since, &paging.from(), paging.rows())?;
    let (now, here) = (tx.now(), &frame.here);
    let kept = if at_work { "at_work=1" } else { "" };
    let way = |part: &str| {
        if part.is_empty() { String::new() } else { address(here, &joined(&[kept, &paging.onward(part)])) }
    };
    let list = List {
        at_work,
        all: here.clone(),
        none_yet: found.rows.is_empty() && !at_work,
        previous: way(&found.previous),
        next: way(&found.next),
        rows: found
            .rows
            .into_iter()
            .map(|cycle| {
                let (kind, state) = State::read(&cycle.state).badge();
                Row {
                    href: format!("{here}/{}", cycle.id),
                    name: cycle.name,
                    kind,
                    state,
                    problem: cycle.problem.unwrap_or_default(),
                    next_run: cycle.next_run_at.map(|at| When::at(at, now, frame.zone)),
                }
            })
            .collect(),
    };
    let by_hand = frame.may_edit && EditCycles::held(tx.facts());
    Ok(CyclesPage { shell, frame, list, by_hand })
}
