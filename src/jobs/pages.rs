//! A job's page: how far it is, what became of each row. It polls itself while the job runs, and a reload shows the
//! same without script.

use super::model::{outcome_badge, seen_with, state_badge};
use super::queries;
use super::view::{Progress, progress, title};
use crate::access::Access;
use crate::access::rights::{EditCycles, Right, UseConsole, ViewAccounts, ViewTemplates, level};
use crate::db::{Facts, InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::ids::known;
use crate::installs::backs;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page, Sink, csv_line, streamed_csv};
use crate::web::paging::{From, PageQuery};
use crate::web::shell::Shell;
use crate::web::times::{When, zone};
use actix_web::{Either, HttpResponse, Responder, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "jobs/show.html")]
struct JobPage {
    shell: Shell,
    view: View,
}

#[derive(Template)]
#[template(path = "jobs/show.html", block = "job")]
struct JobPart {
    view: View,
}

struct View {
    href: String,
    /// The address with its filter and page, which is what polls.
    here: String,
    title: String,
    kind: &'static str,
    state: &'static str,
    running: bool,
    progress: Progress,
    problem: String,
    /// Where what a rollout brought over goes back: words, how many, address.
    backs: Vec<(String, String, String)>,
    failures: String,
    outcome: String,
    actor: String,
    created: When,
    rows: Vec<Row>,
    has_rows: bool,
    /// What a row is about.
    noun: String,
    /// The entry of the side bar.
    section: &'static str,
    /// Where it was begun: words and address, which is empty where this person may not look.
    begun_at: (&'static str, String),
    previous: String,
    next: String,
}

struct Row {
    name: String,
    href: String,
    kind: &'static str,
    outcome: &'static str,
    message: String,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    outcome: String,
}

pub(super) async fn show(
    access: Access<UseConsole, InPartner>,
    path: web::Path<String>,
    filter: Asked<Filter>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let id = job_id(&path)?;
    let (filter, paging) = (filter.0, paging.0);
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(access.read(move |tx| page(tx, id, filter, &paging)).await?)),
        Hx::Fragment => {
            Either::Right(Page::new(access.read(move |tx| Ok(JobPart { view: view(tx, id, filter, &paging)? })).await?))
        }
    })
}

fn job_id(path: &web::Path<String>) -> AppResult<Uuid> {
    known(path)
}

fn page(tx: &mut ReadTx<'_, InPartner>, id: Uuid, filter: Filter, paging: &PageQuery) -> AppResult<JobPage> {
    let view = view(tx, id, filter, paging)?;
    Ok(JobPage { shell: Shell::console(tx, view.section, &view.title), view })
}

fn view(tx: &mut ReadTx<'_, InPartner>, id: Uuid, filter: Filter, paging: &PageQuery) -> AppResult<View> {
    let job = found(tx, id)?;
    let known = ["done", "unchanged", "failed"].contains(&filter.outcome.as_str());
    let outcome = if known { filter.outcome } else { String::new() };
    let from: From<i32> = paging.from();
    let page = queries::rows(tx, id, &outcome, &from, paging.rows())?;
    let zone = zone(tx.facts().timezone.as_deref().unwrap_or("UTC"));
    let href = format!("/console/jobs/{id}");
    let with = |part: &str| {
        let filter = if outcome.is_empty() { String::new() } else { format!("outcome={outcome}") };
        let query = [filter.as_str(), part].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("&");
        if query.is_empty() { href.clone() } else { format!("{href}?{query}") }
    };
    let turn = |part: &str| if part.is_empty() { String::new() } else { with(part) };
    let here = match (&paging.after, &paging.before) {
        (after, _) if !after.is_empty() => with(&format!("after={after}")),
        (_, before) if !before.is_empty() => with(&format!("before={before}")),
        _ => with(""),
    };
    let (kind, state) = state_badge(&job.state, job.failed);
    let backs = match (job.kind.as_str(), job.instructions["template"].as_str()) {
        ("templates.rollout", Some(template)) if job.has_ended() && EditCycles::held(tx.facts()) => {
            backs(tx, crate::ids::known(template)?, Some(id))?
        }
        _ => Vec::new(),
    };
    Ok(View {
        title: title(&job),
        here,
        kind,
        state,
        running: !job.has_ended(),
        progress: progress(&job),
        backs,
        failures: match job.failed {
            0 => String::new(),
            n => t!("jobs-rows-failed", n = n),
        },
        has_rows: matches!(
            job.kind.as_str(),
            "accounts.bulk"
                | "accounts.erase"
                | "transactions.retry"
                | "transactions.retry_together"
                | "templates.rollout"
        ),
        noun: match job.kind.as_str() {
            "transactions.retry" | "transactions.retry_together" => t!("jobs-noun-transaction").to_owned(),
            "templates.rollout" => t!("jobs-noun-cycle", words),
            _ => t!("jobs-noun-account").to_owned(),
        },
        section: match job.kind.as_str() {
            "templates.rollout" => "/console/templates",
            "transactions.retry_together" => "/console/transactions",
            "incidents.mark" => "/console/incidents",
            _ => "/console/accounts",
        },
        begun_at: begun_at(&job, tx.facts()),
        previous: turn(&page.previous),
        next: turn(&page.next),
        rows: page.rows.into_iter().map(|row| shown(row, &job)).collect(),
        created: When::at(job.created_at, tx.now(), zone),
        problem: job.problem.unwrap_or_default(),
        actor: job.actor_name,
        outcome,
        href,
    })
}

/// A job that this person may see: the right follows what it is about.
fn found(tx: &mut ReadTx<'_, InPartner>, id: Uuid) -> AppResult<queries::Job> {
    let job = queries::find(tx, id)?;
    let needs = seen_with(&job.kind);
    if level(tx.facts(), needs.area) >= needs.level {
        return Ok(job);
    }
    Err(AppError::Forbidden { needs: needs.words() })
}

fn begun_at(job: &queries::Job, facts: &Facts) -> (&'static str, String) {
    let of = |key: &str| job.instructions[key].as_str().unwrap_or_default();
    match job.kind.as_str() {
        "transactions.retry" => {
            (t!("jobs-at-transactions"), format!("/console/accounts/{}/transactions", of("account")))
        }
        "transactions.retry_together" => (t!("jobs-at-transactions"), "/console/transactions".to_owned()),
        "incidents.mark" => {
            let query = crate::transactions::filter::Filter::of_cause(of("cause")).query();
            (t!("jobs-at-incident"), format!("/console/incidents/cause?{query}"))
        }
        "accounts.export" => (t!("jobs-at-exports"), format!("/console/accounts/{}/export", of("account"))),
        "accounts.erase" => (t!("jobs-at-certificates"), "/console/recycle-bin/certificates".to_owned()),
        "templates.rollout" if ViewTemplates::held(facts) => {
            (t!("jobs-at-template"), format!("/console/templates/{}", of("template")))
        }
        "templates.rollout" => (t!("jobs-at-template"), String::new()),
        _ if ViewAccounts::held(facts) => (t!("jobs-at-accounts"), "/console/accounts".to_owned()),
        _ => (t!("jobs-at-accounts"), String::new()),
    }
}

/// Where the pages are of what a row is about; none for rows without pages of their own.
fn pages_of(job: &queries::Job, row: &queries::Row) -> Option<String> {
    let of_account = |account: &str| format!("/console/accounts/{account}/transactions");
    match job.kind.as_str() {
        "transactions.retry" => job.instructions["account"].as_str().map(of_account),
        "transactions.retry_together" => row.object_account.map(|account| of_account(&account.to_string())),
        "templates.rollout" | "accounts.erase" => None,
        _ => Some("/console/accounts".to_owned()),
    }
}

fn shown(row: queries::Row, job: &queries::Job) -> Row {
    let (kind, outcome) = outcome_badge(row.outcome.as_deref(), job.has_ended());
    let unknown = row.object_name.is_empty();
    let href = pages_of(job, &row).filter(|_| !unknown).map(|pages| format!("{pages}/{}", row.object_id));
    Row {
        href: href.unwrap_or_default(),
        name: if unknown { row.object_id.to_string() } else { row.object_name },
        kind,
        outcome,
        message: row.message.unwrap_or_default(),
    }
}

/// The failed rows as a file.
pub(super) async fn failures(
    access: Access<UseConsole, InPartner>,
    path: web::Path<String>,
) -> AppResult<HttpResponse> {
    let id = job_id(&path)?;
    access.read(move |tx| found(tx, id)).await?;
    let (turn, reader) = (access.turn().await?, access.clone());
    Ok(streamed_csv("failures.csv", move |sink| {
        reader.read_slowly(turn, move |tx| sink.run(|sink| write_failures(tx, id, sink)));
    }))
}

fn write_failures(tx: &mut ReadTx<'_, InPartner>, id: Uuid, sink: &mut Sink) -> AppResult<()> {
    sink.write(csv_line(&["Id", "Name", "Problem"]).as_bytes())?;
    let mut from = From::Start;
    loop {
        let page = queries::rows(tx, id, "failed", &from, 1_000)?;
        for row in &page.rows {
            let id = row.object_id.to_string();
            sink.write(csv_line(&[&id, &row.object_name, row.message.as_deref().unwrap_or("")]).as_bytes())?;
        }
        match page.rows.last() {
            Some(last) if !page.next.is_empty() => from = From::After(last.no),
            _ => return Ok(()),
        }
    }
}
