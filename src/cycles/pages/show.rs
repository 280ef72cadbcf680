//! One cycle: its state and what it waits for first, then its steps and the newest of what ran.

use crate::access::Access;
use crate::access::rights::{EditCycles, Right, ViewCycles, ViewTemplates};
use crate::accounts::pages::head::{AccountHead, Tab};
use crate::builder::picture::{Marks, Picture, calls, picture};
use crate::cycles::model::State;
use crate::cycles::{actions, hooks, prerequisites, queries};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::flows::model::Flow;
use crate::ids::{AccountId, CycleId};
use crate::secrets::Vault;
use crate::transactions::{self, shown::Row};
use crate::web::forms::Posted;
use crate::web::page::{Page, Redirect};
use crate::web::paging::From;
use crate::web::shell::Shell;
use crate::web::state::App;
use crate::web::times::{When, zone};
use actix_web::{Responder, web};
use askama::Template;
use serde::Deserialize;

/// Transactions on the cycle's own page.
const NEWEST: i64 = 10;

#[derive(Template)]
#[template(path = "cycles/show.html")]
struct CyclePage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    href: String,
    name: String,
    kind: &'static str,
    state: &'static str,
    runs: bool,
    problem: String,
    trigger: String,
    next_run: Option<When>,
    prerequisites: Vec<String>,
    hooks: Vec<(String, String, String)>,
    picture: Picture,
    transactions: Vec<Row>,
    all: String,
    may_edit: bool,
    /// It calls connectors, which are chosen on a page of their own.
    has_slots: bool,
    origin: Option<Origin>,
}

/// What it was installed from.
struct Origin {
    name: String,
    /// Empty: the person may not see templates.
    href: String,
    release: i32,
    /// A newer one that is live, and where it is upgraded.
    newer: Option<(i32, String)>,
}

/// The two ids of a path.
pub(crate) fn ids(path: &(String, String)) -> AppResult<(AccountId, CycleId)> {
    let account = path.0.parse().map_err(|_| AppError::NotFound)?;
    Ok((account, path.1.parse().map_err(|_| AppError::NotFound)?))
}

pub(crate) async fn show(
    access: Access<ViewCycles, InPartner>,
    path: web::Path<(String, String)>,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let (account, cycle) = ids(&path)?;
    let (vault, address) = (app.vault.clone(), app.look.address.clone());
    Ok(Page::new(access.read(move |tx| page(tx, &vault, &address, account, cycle)).await?))
}

fn page(
    tx: &mut ReadTx<'_, InPartner>,
    vault: &Vault,
    address: &str,
    account: AccountId,
    id: CycleId,
) -> AppResult<CyclePage> {
    let (head, chain) = AccountHead::read(tx, account, Tab::Cycles)?;
    let cycle = queries::find(tx, account, id)?;
    let (flow, inputs) = queries::content(tx, account, id)?;
    let flow: Flow = serde_json::from_value(flow)?;
    let state = State::read(&cycle.state);
    let missing = if state.runs() { Vec::new() } else { prerequisites::open(tx, account, id, &flow, &inputs)? };
    let paths = hooks::paths(tx, vault, account, id)?;
    let newest =
        transactions::queries::list(tx, account, &transactions::queries::Wanted::of(id), &From::Start, NEWEST)?;
    let origin = origin(tx, account, &cycle)?;
    let library = crate::templates::queries::library(tx, &flow)?;
    let (now, tz) = (tx.now(), zone(&chain.account.timezone));
    let href = format!("{}/cycles/{id}", head.href);
    let mut crumbs = head.crumbs.clone();
    if let Some(last) = crumbs.last_mut() {
        last.1 = head.href.clone();
    }
    crumbs.push(("Cycles".to_owned(), format!("{}/cycles", head.href)));
    crumbs.push((cycle.name.clone(), String::new()));
    let (kind, word) = state.badge();
    let name_of = |step: &str| flow.step(step).map_or_else(|| step.to_owned(), |step| step.name.clone());
    Ok(CyclePage {
        shell: Shell::console(tx, "/console/accounts", &cycle.name),
        crumbs,
        name: cycle.name,
        kind,
        state: word,
        runs: state.runs(),
        problem: cycle.problem.unwrap_or_default(),
        trigger: trigger(&flow, cycle.schedule, tz),
        next_run: cycle.next_run_at.map(|at| When::at(at, now, tz)),
        prerequisites: missing.into_iter().map(|one| one.words).collect(),
        hooks: paths
            .into_iter()
            .map(|(step, path)| (format!("hook-{step}"), name_of(&step), format!("{address}{path}")))
            .collect(),
        picture: picture(&flow, &Marks { calls: calls(&flow, &library), ..Marks::default() }),
        transactions: newest.rows.into_iter().map(|found| Row::of(found, &head.href, now, tz)).collect(),
        all: format!("{}/transactions?cycle={id}", head.href),
        may_edit: EditCycles::held(tx.facts()) && chain.account.deleted_at.is_none(),
        has_slots: !flow.slots.is_empty(),
        origin,
        href,
    })
}

/// Who may not see templates is told the name all the same, without the way to it.
fn origin(tx: &mut ReadTx<'_, InPartner>, account: AccountId, cycle: &queries::Cycle) -> AppResult<Option<Origin>> {
    let (Some(template), Some(release)) = (cycle.template_id, cycle.template_release) else { return Ok(None) };
    let Some((name, live)) = crate::templates::queries::name(tx, template)? else { return Ok(None) };
    let may = ViewTemplates::held(tx.facts());
    let newer = live.filter(|live| *live > release && EditCycles::held(tx.facts())).map(|live| {
        let query = format!("cycle={}&template={template}&release={live}&step=review", cycle.id);
        (live, format!("/console/accounts/{account}/install?{query}"))
    });
    let href = if may { format!("/console/templates/{template}") } else { String::new() };
    Ok(Some(Origin { name, href, release, newer }))
}

fn trigger(flow: &Flow, schedule: Option<serde_json::Value>, tz: chrono_tz::Tz) -> String {
    use crate::schedules::model::Schedule;
    let what = flow.trigger().map_or("Nothing begins it", |step| step.does.words());
    match schedule.and_then(|schedule| serde_json::from_value::<Schedule>(schedule).ok()) {
        Some(schedule) => format!("{what}, {}", schedule.in_words(tz)),
        None => what.to_owned(),
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct Nothing {}

pub(crate) async fn start(
    access: Access<EditCycles, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    let (account, cycle) = ids(&path)?;
    let back = Redirect::to(format!("/console/accounts/{account}/cycles/{cycle}"));
    match access.write(move |tx| actions::start(tx, account, cycle)).await {
        Ok(()) => Ok(back.saying("Cycle started.")),
        // What is missing stands on its page.
        Err(AppError::Conflict(why)) => Ok(back.warning(why)),
        Err(other) => Err(other),
    }
}
