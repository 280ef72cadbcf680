//! One Transaction with each step's request and response, masked as they were stored (R6), for as long as they are kept.
//! While it has not ended the page asks for itself again, and is only sent anew when something happened.

use super::Ids;
use super::steps::Step;
use crate::access::Access;
use crate::accounts::stand::{Frame, Section, Stand, named};
use crate::db::ReadTx;
use crate::error::AppResult;
use crate::flows::model::{Does, Flow};
use crate::ids::{AccountId, CycleId, TransactionId};
use crate::limits::queries::held_work;
use crate::transactions::model;
use crate::transactions::queries::{self, Found, StepRun, Wanted};
use crate::transactions::shown::{Row, Stands, duration, mark_of, origin, stands};
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::From;
use crate::web::shell::Shell;
use crate::web::times::{When, exact};
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
    /// For a report of what is wrong, and the API.
    id: String,
    stands: Stands,
    facts: Vec<(String, String, String)>,
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
    /// A step waits for its next try.
    try_now: bool,
    stop: bool,
}

impl May {
    fn of(frame: &Frame, found: &Found, flow: &Flow, runs: &[StepRun], kept: bool, now: DateTime<Utc>) -> May {
        let (edit, rests) = (frame.may_edit, found.ended_at.is_none() && !found.runs(now));
        let trigger = flow.trigger().filter(|step| matches!(step.does, Does::Webhook { .. }));
        let brought = runs.first().zip(trigger).is_some_and(|(first, trigger)| first.step == trigger.key);
        May {
            // Without the data of its steps only what a timer began can begin anew.
            retry: edit && model::may_run_again(&found.status) && (kept || !brought && found.item.is_none()),
            replay: edit && found.ended_at.is_some() && found.item.is_none() && brought && kept,
            delete_data: frame.may_manage && found.ended_at.is_some() && kept,
            try_now: edit && rests && found.halted_until().is_none() && waits_for_a_try(runs),
            stop: edit && rests,
        }
    }
}

/// Some step failed for now, and is not tried again yet. Where the application asked for patience, that is respected.
fn waits_for_a_try(runs: &[StepRun]) -> bool {
    let last = |run: &StepRun| runs.iter().rev().find(|other| other.step == run.step).is_some_and(|l| l.seq == run.seq);
    runs.iter().any(|run| run.outcome == "retry" && run.status_code != Some(429) && last(run))
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
    let (kept, runs) = (found.is_kept(now), queries::kept_steps(tx, account, &found)?);
    let (flow, removed) = crate::cycles::queries::flow_of(tx, account, CycleId(found.cycle_id))?;
    let flow: Flow = serde_json::from_value(flow)?;
    let wanted = Wanted { parent: Some(id), ..Wanted::default() };
    let items = queries::list(tx, account, &wanted, &From::Start, ITEMS)?;
    let mark = format!("{mark}{}", mark_of(&items.rows));
    let others = again(tx, account, &found)?;
    let (shell, frame) = P::frame(tx, account, Section::Transactions, &found.cycle)?;
    // What a removed cycle did is read, and not done again.
    let frame = Frame { may_edit: frame.may_edit && !removed, ..frame };
    let began = When::clock(found.started_at, now, frame.zone).exact;
    let href = format!("{}/{id}", frame.here);
    let row = |found: Found| Row::of(found, &frame.home, now, frame.zone);
    let mut stands = stands(&found, now, frame.zone);
    let silent = stands.why.is_empty() && stands.then.is_none();
    if silent && found.ended_at.is_none() && !found.runs(now) {
        // It is behind others of its account, which wait at a limit as a whole.
        stands.why = held_work(tx, account)?.map(|(_, words)| words).unwrap_or_default();
    }
    let view = View {
        stands,
        facts: facts(&found, &flow, &frame, now),
        may: May::of(&frame, &found, &flow, &runs, kept, now),
        id: found.id.to_string(),
        live: if found.ended_at.is_none() { format!("{href}?seen={mark}") } else { String::new() },
        title: found.cycle,
        steps: runs.into_iter().map(|run| Step::of(run, &flow, now, frame.zone)).collect(),
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
fn facts(found: &Found, flow: &Flow, frame: &Frame, now: DateTime<Utc>) -> Vec<(String, String, String)> {
    let (home, none) = (&frame.home, String::new);
    let clock = |at: DateTime<Utc>| When::clock(at, now, frame.zone).exact;
    let mut facts = vec![
        (t!("transactions-cycle", words), found.cycle.clone(), format!("{home}/cycles/{}", found.cycle_id)),
        (t!("transactions-started-by").to_owned(), origin(&found.origin).to_owned(), none()),
        (t!("transactions-began").to_owned(), clock(found.started_at), none()),
    ];
    if let Some(at) = found.ended_at {
        let took = duration((at - found.started_at).num_milliseconds());
        facts.push((
            t!("transactions-fact-ended").to_owned(),
            t!("transactions-ended-after", at = clock(at), took = took),
            none(),
        ));
    }
    if let Some(parent) = found.parent_id {
        facts.push((
            t!("transactions-fact-part-of").to_owned(),
            t!("transactions-part-of-collection").to_owned(),
            format!("{home}/transactions/{parent}"),
        ));
    }
    if let Some(first) = found.of_id {
        facts.push((
            t!("transactions-fact-runs-again").to_owned(),
            t!("transactions-first-of-them").to_owned(),
            format!("{home}/transactions/{first}"),
        ));
    }
    if let Some(step) = &found.failed_step {
        let name = flow.step(step).map_or(step, |step| &step.name);
        facts.push((t!("transactions-fact-failed-at").to_owned(), name.clone(), none()));
    }
    facts.push((t!("transactions-fact-tasks").to_owned(), found.tasks.to_string(), none()));
    if found.ended_at.is_some() {
        let until = found.data_until.filter(|until| *until > now);
        let words = match until {
            Some(until) => t!("transactions-kept-until", at = exact(until, frame.zone)),
            None => t!("transactions-not-kept").to_owned(),
        };
        facts.push((t!("transactions-fact-data-kept").to_owned(), words, none()));
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
