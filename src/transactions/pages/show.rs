//! One Transaction with each step's request and response, masked as they were stored (R6), for as long as they are kept.
//! While it has not ended the page asks for itself again, and is only sent anew when something happened.

use super::Ids;
use crate::access::Access;
use crate::accounts::stand::{Frame, Section, Stand, named};
use crate::db::ReadTx;
use crate::error::AppResult;
use crate::flows::model::{Does, Flow};
use crate::ids::{AccountId, CycleId, TransactionId};
use crate::transactions::model;
use crate::transactions::queries::{self, Found, StepRun, Wanted};
use crate::transactions::shown::{Row, badge, duration, mark_of, origin};
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::From;
use crate::web::shell::Shell;
use crate::web::times::exact;
use actix_web::{Either, HttpResponse, Responder};
use askama::Template;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use uuid::Uuid;

/// Items of a collection that a Transaction's page shows.
const ITEMS: i64 = 50;

#[derive(Template)]
#[template(path = "transactions/show.html")]
struct ShowPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    view: View,
}

#[derive(Template)]
#[template(path = "transactions/show.html", block = "transaction")]
struct ShowPart {
    view: View,
}

struct View {
    title: String,
    kind: &'static str,
    state: &'static str,
    why: String,
    facts: Vec<(&'static str, String, String)>,
    steps: Vec<Step>,
    items: Vec<Row>,
    more_items: bool,
    /// What else this or the same first one was run again as, or is itself run again from.
    runs: Vec<Row>,
    href: String,
    /// Where it asks for itself again; empty: it has ended.
    live: String,
    may: May,
    /// The data was kept for its time.
    data_gone: bool,
}

/// How the page stood that asks for itself again.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Seen {
    seen: String,
}

/// What can be done with it by this person.
#[derive(Default)]
struct May {
    retry: bool,
    replay: bool,
    delete_data: bool,
}

impl May {
    fn of(frame: &Frame, found: &Found, flow: &Flow, runs: &[StepRun], kept: bool) -> May {
        let edit = frame.may_edit;
        let trigger = flow.trigger().filter(|step| matches!(step.does, Does::Webhook { .. }));
        let brought = runs.first().zip(trigger).is_some_and(|(first, trigger)| first.step == trigger.key);
        May {
            retry: edit && model::may_run_again(&found.status),
            replay: edit && found.ended_at.is_some() && found.item.is_none() && brought && kept,
            delete_data: frame.may_manage && found.ended_at.is_some() && kept,
        }
    }
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

pub(crate) async fn show<P: Stand>(
    access: Access<P::View, P>,
    path: Ids,
    asked: Asked<Seen>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (account, id): (AccountId, TransactionId) = named(&path)?;
    let (page, mark) = access.read(move |tx| page(tx, account, id)).await?;
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(page)),
        // Nothing is swapped, so that what was unfolded meanwhile stays open.
        Hx::Fragment if asked.0.seen == mark => Either::Right(Either::Left(HttpResponse::NoContent().finish())),
        Hx::Fragment => Either::Right(Either::Right(Page::new(ShowPart { view: page.view }))),
    })
}

/// The page, and a mark of how it stands.
fn page<P: Stand>(tx: &mut ReadTx<'_, P>, account: AccountId, id: TransactionId) -> AppResult<(ShowPage, String)> {
    let found = queries::find(tx, account, id)?;
    let (now, mark) = (tx.now(), mark_of(std::slice::from_ref(&found)));
    let kept = found.ended_at.is_none() || found.data_until.is_some_and(|until| until > now);
    let mut runs = queries::steps(tx, account, id)?;
    if !kept {
        // Its time is over, whether it is removed already or not.
        runs.iter_mut().for_each(|run| (run.request, run.response, run.output) = (None, None, None));
    }
    let (flow, removed) = crate::cycles::queries::flow_of(tx, account, CycleId(found.cycle_id))?;
    let flow: Flow = serde_json::from_value(flow)?;
    let wanted = Wanted { parent: Some(id), ..Wanted::default() };
    let items = queries::list(tx, account, &wanted, &From::Start, ITEMS)?;
    let mark = format!("{mark}{}", mark_of(&items.rows));
    let others = again(tx, account, &found)?;
    let (shell, frame) = P::frame(tx, account, Section::Transactions, &found.cycle)?;
    // What a removed cycle did is read, and not done again.
    let frame = Frame { may_edit: frame.may_edit && !removed, ..frame };
    let began = exact(found.started_at, frame.zone);
    let (kind, state) = badge(&found.status, found.warnings);
    let href = format!("{}/{id}", frame.here);
    let row = |found: Found| Row::of(found, &frame.home, now, frame.zone);
    let view = View {
        kind,
        state,
        facts: facts(&found, &flow, &frame, now),
        may: May::of(&frame, &found, &flow, &runs, kept),
        live: if found.ended_at.is_none() { format!("{href}?seen={mark}") } else { String::new() },
        title: found.cycle,
        why: found.problem.or(found.waits_for).unwrap_or_default(),
        steps: runs.into_iter().map(|run| step(run, &flow)).collect(),
        more_items: !items.next.is_empty(),
        items: items.rows.into_iter().map(row).collect(),
        runs: others.into_iter().map(row).collect(),
        data_gone: !kept,
        href,
    };
    let shell = Shell { title: format!("{} {began}", view.title), ..shell };
    Ok((ShowPage { crumbs: frame.way(&[(&began, "")]), shell, view }, mark))
}

/// What, in words, and where it leads.
fn facts(found: &Found, flow: &Flow, frame: &Frame, now: DateTime<Utc>) -> Vec<(&'static str, String, String)> {
    let (home, tz, none) = (&frame.home, frame.zone, String::new);
    let mut facts = vec![
        ("Cycle", found.cycle.clone(), format!("{home}/cycles/{}", found.cycle_id)),
        ("Started by", origin(&found.origin).to_owned(), none()),
        ("Began", exact(found.started_at, tz), none()),
    ];
    if let Some(at) = found.ended_at {
        let took = duration((at - found.started_at).num_milliseconds());
        facts.push(("Ended", format!("{} after {took}", exact(at, tz)), none()));
    }
    if let Some(parent) = found.parent_id {
        facts.push(("Part of", "its collection's transaction".to_owned(), format!("{home}/transactions/{parent}")));
    }
    if let Some(first) = found.of_id {
        facts.push(("Runs again", "the first of them".to_owned(), format!("{home}/transactions/{first}")));
    }
    if let Some(step) = &found.failed_step {
        let name = flow.step(step).map_or(step, |step| &step.name);
        facts.push(("Failed at", name.clone(), none()));
    }
    facts.push(("Tasks", found.tasks.to_string(), none()));
    if found.ended_at.is_some() {
        let until = found.data_until.filter(|until| *until > now);
        let words = until.map_or_else(|| "not any more".to_owned(), |until| format!("until {}", exact(until, tz)));
        facts.push(("Data kept", words, none()));
    }
    facts
}

/// The others that run the same first one again, the newest first.
fn again<P>(tx: &mut ReadTx<'_, P>, account: AccountId, found: &Found) -> AppResult<Vec<Found>> {
    let first: Uuid = found.of_id.unwrap_or(found.id);
    let wanted = Wanted { again_of: Some(TransactionId(first)), ..Wanted::default() };
    let mut others = queries::list(tx, account, &wanted, &From::Start, ITEMS)?.rows;
    others.retain(|other| other.id != found.id);
    Ok(others)
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
