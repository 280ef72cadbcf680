//! Step 3, and how an import stands afterwards: what would become of every row, or what became of it. Polls itself
//! while a job is at work.

use super::{import_id, state_badge, steps};
use crate::access::Access;
use crate::access::rights::{EditAccounts, Right, ViewAccounts};
use crate::audit::model::Change;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppResult, FieldError};
use crate::imports::actions;
use crate::imports::fields::label_of;
use crate::imports::limits::in_words;
use crate::imports::queries::{self, Import};
use crate::jobs::queries as jobs;
use crate::jobs::view::{Progress, progress};
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page, Redirect, Sink, csv_line, streamed_csv};
use crate::web::paging::{From, PageOf, PageQuery};
use crate::web::shell::Shell;
use crate::web::times::{When, figure, zone};
use actix_web::{Either, HttpResponse, Responder, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "imports/show.html")]
struct ImportPage {
    shell: Shell,
    view: View,
}

#[derive(Template)]
#[template(path = "imports/show.html", block = "import")]
struct ImportPart {
    view: View,
}

struct View {
    href: String,
    /// The address with its filter and page, which is what polls.
    here: String,
    file: String,
    steps: [(&'static str, String); 4],
    step: usize,
    kind: &'static str,
    state: &'static str,
    uploading: bool,
    progress: Option<Progress>,
    problem: String,
    /// What applying would do; empty when it cannot be applied.
    ready: String,
    /// Checked, with nothing to apply.
    idle: bool,
    applied: Option<When>,
    done: String,
    /// Label, figure, outcome of each tile.
    counts: Vec<(&'static str, String, &'static str)>,
    faulty: String,
    outcome: String,
    rows: Vec<Row>,
    previous: String,
    next: String,
    by: String,
    created: When,
    may_edit: bool,
}

struct Row {
    line: String,
    name: String,
    api_id: String,
    kind: &'static str,
    outcome: &'static str,
    /// Field and message.
    errors: Vec<(String, String)>,
    changes: Vec<(String, String, String)>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::imports) struct Filter {
    outcome: String,
}

pub(in crate::imports) async fn show(
    access: Access<ViewAccounts, InPartner>,
    path: web::Path<String>,
    filter: Asked<Filter>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let id = import_id(&path)?;
    let (filter, paging) = (filter.0, paging.0);
    if hx == Hx::Fragment {
        let part = access.read(move |tx| {
            let import = queries::find(tx, id)?;
            Ok(ImportPart { view: view(tx, import, filter, &paging)? })
        });
        return Ok(Either::Left(Page::new(part.await?)));
    }
    let page = access.read(move |tx| {
        let import = queries::find(tx, id)?;
        if import.state == "uploaded" && EditAccounts::held(tx.facts()) {
            return Ok(None);
        }
        let title = t!("imports-of", file = import.file_name);
        let view = view(tx, import, filter, &paging)?;
        Ok(Some(ImportPage { shell: Shell::console(tx, "/console/imports", &title), view }))
    });
    Ok(match page.await? {
        Some(page) => Either::Right(Either::Left(Page::new(page))),
        // Its columns are still to be matched.
        None => Either::Right(Either::Right(Redirect::to(format!("/console/imports/{id}/columns")))),
    })
}

fn view(tx: &mut ReadTx<'_, InPartner>, import: Import, filter: Filter, paging: &PageQuery) -> AppResult<View> {
    let known = ["create", "update", "unchanged", "faulty"].contains(&filter.outcome.as_str());
    let outcome = if known { filter.outcome } else { String::new() };
    let checked = matches!(import.state.as_str(), "checked" | "applying" | "applied");
    let page = if checked {
        queries::rows(tx, import.id, &outcome, &paging.from(), paging.rows())?
    } else {
        PageOf { rows: Vec::new(), previous: String::new(), next: String::new() }
    };
    let job = import.job_id.filter(|_| import.is_busy()).map(|job| jobs::find(tx, job)).transpose()?;
    let zone = zone(tx.facts().timezone.as_deref().unwrap_or("UTC"));
    let now = tx.now();
    let href = format!("/console/imports/{}", import.id);
    let with = |part: &str| {
        let filter = if outcome.is_empty() { String::new() } else { format!("outcome={outcome}") };
        let query = [filter.as_str(), part].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("&");
        if query.is_empty() { href.clone() } else { format!("{href}?{query}") }
    };
    let turn = |part: &str| if part.is_empty() { String::new() } else { with(part) };
    let here = match (paging.after.as_str(), paging.before.as_str()) {
        ("", "") => with(""),
        ("", before) => with(&format!("before={before}")),
        (after, _) => with(&format!("after={after}")),
    };
    let (kind, state) = state_badge(&import);
    let may_edit = EditAccounts::held(tx.facts());
    let words = actions::in_words(&import);
    let is_checked = import.state == "checked";
    Ok(View {
        here,
        steps: steps(Some(&import)),
        step: if matches!(import.state.as_str(), "applying" | "applied") { 4 } else { 3 },
        kind,
        state,
        uploading: import.state == "uploading",
        progress: job.as_ref().map(progress),
        ready: if is_checked && may_edit { words.clone() } else { String::new() },
        idle: is_checked && words.is_empty(),
        done: if words.is_empty() { t!("imports-nothing-changed").to_owned() } else { words },
        applied: import.applied_at.map(|at| When::at(at, now, zone)),
        counts: if checked { counts(&import) } else { Vec::new() },
        faulty: match import.faulty {
            0 => String::new(),
            n if checked => t!("imports-faulty-count", n = n),
            _ => String::new(),
        },
        rows: page.rows.into_iter().map(|row| shown(row, import.state == "applied")).collect::<AppResult<_>>()?,
        previous: turn(&page.previous),
        next: turn(&page.next),
        by: import.created_by_name.clone(),
        created: When::at(import.created_at, now, zone),
        problem: import.problem.unwrap_or_default(),
        file: import.file_name,
        outcome,
        href,
        may_edit,
    })
}

fn counts(import: &Import) -> Vec<(&'static str, String, &'static str)> {
    let figure = |n: i32| figure(i64::from(n));
    let new = if import.state == "applied" { t!("imports-created") } else { t!("imports-new") };
    vec![
        (new, figure(import.creates), "create"),
        (t!("imports-changed"), figure(import.updates), "update"),
        (t!("imports-unchanged"), figure(import.unchanged), "unchanged"),
        (t!("imports-faulty"), figure(import.faulty), "faulty"),
    ]
}

fn shown(row: queries::Row, applied: bool) -> AppResult<Row> {
    let outcome = row.outcome.as_deref().unwrap_or_default();
    let (kind, word) = match (outcome, applied) {
        ("create", true) => ("ok", t!("imports-created")),
        ("create", false) => ("ok", t!("imports-new")),
        ("update", true) => ("ok", t!("imports-changed")),
        ("update", false) => ("info", t!("imports-will-change")),
        ("unchanged", _) => ("off", t!("imports-unchanged")),
        _ => ("bad", t!("imports-faulty")),
    };
    let (mut errors, mut changes) = (Vec::new(), Vec::new());
    match (outcome, row.detail) {
        ("faulty", Some(detail)) => {
            let found: Vec<FieldError> = serde_json::from_value(detail)?;
            errors.extend(found.into_iter().map(|e| (label_of(&e.field), e.message)));
        }
        ("update", Some(detail)) => {
            let found: Vec<Change> = serde_json::from_value(detail)?;
            changes.extend(found.into_iter().map(|c| {
                let (from, to) = (in_words(&c.field, c.from), in_words(&c.field, c.to));
                (label_of(&c.field), from, to)
            }));
        }
        _ => {}
    }
    Ok(Row {
        line: row.line.to_string(),
        name: row.name.filter(|name| !name.is_empty()).unwrap_or_else(|| t!("imports-no-name").to_owned()),
        api_id: row.api_id.unwrap_or_default(),
        kind,
        outcome: word,
        errors,
        changes,
    })
}

/// The faulty rows as they were uploaded, with a column that says what is wrong: to be mended and uploaded again.
pub(in crate::imports) async fn faulty(
    access: Access<ViewAccounts, InPartner>,
    path: web::Path<String>,
) -> AppResult<HttpResponse> {
    let id = import_id(&path)?;
    let header = access.read(move |tx| Ok(queries::find(tx, id)?.header)).await?;
    let (turn, reader) = (access.turn().await?, access.clone());
    Ok(streamed_csv("faulty-rows.csv", move |sink| {
        reader.read_slowly(turn, move |tx| sink.run(|sink| write_faulty(tx, id, &header, sink)));
    }))
}

fn write_faulty(tx: &mut ReadTx<'_, InPartner>, id: Uuid, header: &[String], sink: &mut Sink) -> AppResult<()> {
    let mut first: Vec<&str> = header.iter().map(String::as_str).collect();
    first.extend(["Line", "Error"]);
    sink.write("\u{feff}".as_bytes())?;
    sink.write(csv_line(&first).as_bytes())?;
    let mut from = From::Start;
    loop {
        let page = queries::rows(tx, id, "faulty", &from, 1_000)?;
        for row in &page.rows {
            let errors: Vec<FieldError> =
                row.detail.clone().map(serde_json::from_value).transpose()?.unwrap_or_default();
            let errors: Vec<String> = errors
                .iter()
                .map(|e| {
                    if e.field.is_empty() {
                        e.message.clone()
                    } else {
                        format!("{}: {}", label_of(&e.field), e.message)
                    }
                })
                .collect();
            let (line, errors) = (row.line.to_string(), errors.join(" "));
            // As many cells as the header has, whatever the row had.
            let cells =
                (0..header.len()).map(|i| row.cells.get(i).map_or("", |cell| crate::web::page::cell_of_csv(cell)));
            let cells: Vec<&str> = cells.chain([line.as_str(), errors.as_str()]).collect();
            sink.write(csv_line(&cells).as_bytes())?;
        }
        match page.rows.last() {
            Some(last) if !page.next.is_empty() => from = From::After(last.line),
            _ => return Ok(()),
        }
    }
}
