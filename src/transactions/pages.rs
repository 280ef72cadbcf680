//! The console's pages about what an account's cycles did: the list with its filters, and one Transaction with each
//! step's request and response, masked as they were stored (R6).

use super::queries::{self, StepRun, Wanted};
use super::shown::{Row, badge, duration, origin};
use crate::access::Access;
use crate::access::rights::ViewCycles;
use crate::accounts::pages::account_id;
use crate::accounts::pages::head::{AccountHead, Tab};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::flows::model::Flow;
use crate::ids::{AccountId, CycleId, TransactionId};
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::{From, PageQuery};
use crate::web::shell::Shell;
use crate::web::times::{When, exact, zone};
use actix_web::{Either, Responder, web};
use askama::Template;
use chrono_tz::Tz;
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
/// Items of a collection that a Transaction's page shows.
const ITEMS: i64 = 50;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Query {
    status: String,
    cycle: String,
}

#[derive(Template)]
#[template(path = "transactions/index.html")]
struct ListPage {
    shell: Shell,
    head: AccountHead,
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
}

pub(super) async fn index(
    access: Access<ViewCycles, InPartner>,
    path: web::Path<String>,
    asked: Asked<Query>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (id, asked, paging) = (account_id(&path)?, asked.0, paging.0);
    let page = access
        .read(move |tx| {
            let (head, chain) = AccountHead::read(tx, id, Tab::Transactions)?;
            let list = list(tx, id, &head, zone(&chain.account.timezone), asked, &paging)?;
            Ok((Shell::console(tx, "/console/accounts", &format!("Transactions of {}", head.name)), head, list))
        })
        .await?;
    let (shell, head, list) = page;
    let states = STATES;
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(ListPage { shell, head, list, states })),
        Hx::Fragment => Either::Right(Page::new(ListTable { list })),
    })
}

fn list(
    tx: &mut ReadTx<'_, InPartner>,
    account: AccountId,
    head: &AccountHead,
    tz: Tz,
    asked: Query,
    paging: &PageQuery,
) -> AppResult<List> {
    let known = STATES.iter().any(|(key, _)| *key == asked.status && !key.is_empty());
    let status = if known { asked.status } else { String::new() };
    let cycle: Option<CycleId> = asked.cycle.parse().ok();
    let wanted = Wanted { cycle, status: (!status.is_empty()).then(|| status.clone()), parent: None };
    let found = queries::list(tx, account, &wanted, &paging.from(), paging.rows())?;
    let href = format!("{}/transactions", head.href);
    let cycle = cycle.map(|id| id.to_string()).unwrap_or_default();
    let kept: Vec<String> = [("status", &status), ("cycle", &cycle)]
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let way = |part: &str| {
        let mut query = kept.clone();
        query.push(paging.onward(part));
        if part.is_empty() { String::new() } else { format!("{href}?{}", query.join("&")) }
    };
    let now = tx.now();
    Ok(List {
        filtered: !kept.is_empty(),
        previous: way(&found.previous),
        next: way(&found.next),
        rows: found.rows.into_iter().map(|found| Row::of(found, &head.href, now, tz)).collect(),
        href,
        status,
        cycle,
    })
}

#[derive(Template)]
#[template(path = "transactions/show.html")]
struct ShowPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    title: String,
    kind: &'static str,
    state: &'static str,
    why: String,
    facts: Vec<(&'static str, String, String)>,
    steps: Vec<Step>,
    items: Vec<Row>,
    more_items: bool,
}

struct Step {
    no: i32,
    name: String,
    kind: &'static str,
    outcome: String,
    took: String,
    note: String,
    problem: String,
    /// (id, label, text)
    data: Vec<(String, &'static str, String)>,
}

pub(super) async fn show(
    access: Access<ViewCycles, InPartner>,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    let account: AccountId = path.0.parse().map_err(|_| AppError::NotFound)?;
    let id: TransactionId = path.1.parse().map_err(|_| AppError::NotFound)?;
    Ok(Page::new(access.read(move |tx| page(tx, account, id)).await?))
}

fn page(tx: &mut ReadTx<'_, InPartner>, account: AccountId, id: TransactionId) -> AppResult<ShowPage> {
    let (head, chain) = AccountHead::read(tx, account, Tab::Transactions)?;
    let found = queries::find(tx, account, id)?;
    let runs = queries::steps(tx, account, id)?;
    let (flow, _) = crate::cycles::queries::content(tx, account, CycleId(found.cycle_id))?;
    let flow: Flow = serde_json::from_value(flow)?;
    let wanted = Wanted { parent: Some(id), ..Wanted::default() };
    let items = queries::list(tx, account, &wanted, &From::Start, ITEMS)?;
    let (now, tz) = (tx.now(), zone(&chain.account.timezone));
    let began = exact(found.started_at, tz);
    let mut crumbs = head.crumbs.clone();
    if let Some(last) = crumbs.last_mut() {
        last.1 = head.href.clone();
    }
    crumbs.push(("Transactions".to_owned(), format!("{}/transactions", head.href)));
    crumbs.push((began.clone(), String::new()));
    let (kind, state) = badge(&found.status, found.warnings);
    let mut facts = vec![
        ("Cycle", found.cycle.clone(), format!("{}/cycles/{}", head.href, found.cycle_id)),
        ("Started by", origin(&found.origin).to_owned(), String::new()),
        ("Began", began, String::new()),
    ];
    if let Some(at) = found.ended_at {
        let took = duration((at - found.started_at).num_milliseconds());
        facts.push(("Ended", format!("{} after {took}", exact(at, tz)), String::new()));
    }
    if let Some(parent) = found.parent_id {
        facts.push((
            "Part of",
            "its collection's transaction".to_owned(),
            format!("{}/transactions/{parent}", head.href),
        ));
    }
    if let Some(step) = &found.failed_step {
        let name = flow.step(step).map_or(step, |step| &step.name);
        facts.push(("Failed at", name.clone(), String::new()));
    }
    facts.push(("Tasks", found.tasks.to_string(), String::new()));
    if let Some(until) = found.data_until {
        let words = if until > now { format!("until {}", exact(until, tz)) } else { "not any more".to_owned() };
        facts.push(("Data kept", words, String::new()));
    }
    Ok(ShowPage {
        shell: Shell::console(
            tx,
            "/console/accounts",
            &format!("{} {}", found.cycle, When::at(found.started_at, now, tz).exact),
        ),
        crumbs,
        title: found.cycle,
        kind,
        state,
        why: found.problem.or(found.waits_for).unwrap_or_default(),
        facts,
        steps: runs.into_iter().map(|run| step(run, &flow)).collect(),
        more_items: !items.next.is_empty(),
        items: items.rows.into_iter().map(|found| Row::of(found, &head.href, now, tz)).collect(),
    })
}

fn step(run: StepRun, flow: &Flow) -> Step {
    let (kind, word) = match run.outcome.as_str() {
        "done" => ("ok", "Done"),
        "split" => ("ok", "Split"),
        "warned" => ("warn", "Ignored"),
        "retry" => ("warn", "Tried again"),
        "waits" => ("info", "Waits"),
        _ => ("bad", "Failed"),
    };
    let mut notes = Vec::new();
    run.status_code.into_iter().for_each(|code| notes.push(format!("answer {code}")));
    run.records.into_iter().for_each(|count| notes.push(format!("{count} records")));
    run.port.iter().for_each(|port| notes.push(format!("went on by {port}")));
    if run.attempt > 1 {
        notes.push(format!("try {}", run.attempt));
    }
    let data = [("Request", run.request), ("Response", run.response), ("Output", run.output)];
    let data = data
        .into_iter()
        .filter_map(|(label, text)| {
            let id = format!("step-{}-{}", run.seq, label.to_lowercase());
            text.filter(|text| text != "null").map(|text| (id, label, indented(&text)))
        })
        .collect();
    Step {
        no: run.seq + 1,
        name: flow.step(&run.step).map_or(run.step, |step| step.name.clone()),
        kind,
        outcome: word.to_owned(),
        took: duration(i64::from(run.took_ms)),
        note: notes.join(", "),
        problem: run.problem.unwrap_or_default(),
        data,
    }
}

/// JSON with a line for each field; what is none stays as it is.
fn indented(text: &str) -> String {
    let value: Option<serde_json::Value> = serde_json::from_str(text).ok();
    value.and_then(|value| serde_json::to_string_pretty(&value).ok()).unwrap_or_else(|| text.to_owned())
}
