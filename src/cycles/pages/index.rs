//! The cycles of an account, by name.

use crate::access::Access;
use crate::access::rights::{EditCycles, Right, ViewCycles};
use crate::accounts::pages::account_id;
use crate::accounts::pages::head::{AccountHead, Tab};
use crate::cycles::model::State;
use crate::cycles::queries;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::PageQuery;
use crate::web::shell::Shell;
use crate::web::times::{When, zone};
use actix_web::{Either, Responder, web};
use askama::Template;

#[derive(Template)]
#[template(path = "cycles/index.html")]
struct CyclesPage {
    shell: Shell,
    head: AccountHead,
    list: List,
    may_edit: bool,
}

#[derive(Template)]
#[template(path = "cycles/index.html", block = "table")]
struct CyclesTable {
    list: List,
}

struct List {
    none_yet: bool,
    href: String,
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

pub(crate) async fn index(
    access: Access<ViewCycles, InPartner>,
    path: web::Path<String>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (id, paging) = (account_id(&path)?, paging.0);
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(access.read(move |tx| page(tx, id, &paging)).await?)),
        Hx::Fragment => Either::Right(Page::new(
            access
                .read(move |tx| {
                    let (head, chain) = AccountHead::read(tx, id, Tab::Cycles)?;
                    Ok(CyclesTable { list: list(tx, id, &head, &chain.account.timezone, &paging)? })
                })
                .await?,
        )),
    })
}

fn page(tx: &mut ReadTx<'_, InPartner>, id: AccountId, paging: &PageQuery) -> AppResult<CyclesPage> {
    let (head, chain) = AccountHead::read(tx, id, Tab::Cycles)?;
    let list = list(tx, id, &head, &chain.account.timezone, paging)?;
    let may_edit = EditCycles::held(tx.facts()) && chain.account.deleted_at.is_none();
    Ok(CyclesPage {
        shell: Shell::console(tx, "/console/accounts", &format!("Cycles of {}", head.name)),
        head,
        list,
        may_edit,
    })
}

fn list(
    tx: &mut ReadTx<'_, InPartner>,
    id: AccountId,
    head: &AccountHead,
    timezone: &str,
    paging: &PageQuery,
) -> AppResult<List> {
    let found = queries::list(tx, id, &paging.from(), paging.rows())?;
    let (now, tz, href) = (tx.now(), zone(timezone), format!("{}/cycles", head.href));
    let way = |part: &str| if part.is_empty() { String::new() } else { format!("{href}?{}", paging.onward(part)) };
    Ok(List {
        none_yet: found.rows.is_empty(),
        previous: way(&found.previous),
        next: way(&found.next),
        rows: found
            .rows
            .into_iter()
            .map(|cycle| {
                let (kind, state) = State::read(&cycle.state).badge();
                Row {
                    href: format!("{href}/{}", cycle.id),
                    name: cycle.name,
                    kind,
                    state,
                    problem: cycle.problem.unwrap_or_default(),
                    next_run: cycle.next_run_at.map(|at| When::at(at, now, tz)),
                }
            })
            .collect(),
        href,
    })
}
