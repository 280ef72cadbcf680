//! All imports of the partner, the newest first.

use super::state_badge;
use crate::access::Access;
use crate::access::rights::{EditAccounts, Right, ViewAccounts};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::imports::queries::{self, Import};
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::PageQuery;
use crate::web::shell::Shell;
use crate::web::times::{When, figure, zone};
use actix_web::{Either, Responder};
use askama::Template;
use chrono::{DateTime, Utc};

#[derive(Template)]
#[template(path = "imports/index.html")]
struct ImportsPage {
    shell: Shell,
    list: List,
    may_import: bool,
}

#[derive(Template)]
#[template(path = "imports/index.html", block = "table")]
struct ImportsTable {
    list: List,
}

struct List {
    rows: Vec<Row>,
    previous: String,
    next: String,
}

struct Row {
    href: String,
    name: String,
    kind: &'static str,
    state: &'static str,
    rows: String,
    faulty: String,
    by: String,
    created: When,
}

pub(in crate::imports) async fn index(
    access: Access<ViewAccounts, InPartner>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let paging = paging.0;
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(
            access
                .read(move |tx| {
                    Ok(ImportsPage {
                        list: list(tx, &paging)?,
                        may_import: EditAccounts::held(tx.facts()),
                        shell: Shell::console(tx, "/console/imports", t!("imports-title")),
                    })
                })
                .await?,
        )),
        Hx::Fragment => {
            Either::Right(Page::new(access.read(move |tx| Ok(ImportsTable { list: list(tx, &paging)? })).await?))
        }
    })
}

fn list(tx: &mut ReadTx<'_, InPartner>, paging: &PageQuery) -> AppResult<List> {
    let page = queries::list(tx, &paging.from(), paging.rows())?;
    let (now, zone) = (tx.now(), zone(tx.facts().timezone.as_deref().unwrap_or("UTC")));
    let here = |part: &str| if part.is_empty() { String::new() } else { format!("/console/imports?{part}") };
    Ok(List {
        previous: here(&page.previous),
        next: here(&page.next),
        rows: page.rows.iter().map(|import| shown(import, now, zone)).collect(),
    })
}

fn shown(import: &Import, now: DateTime<Utc>, zone: chrono_tz::Tz) -> Row {
    let (kind, state) = state_badge(import);
    let checked = matches!(import.state.as_str(), "checked" | "applying" | "applied");
    Row {
        href: format!("/console/imports/{}", import.id),
        name: import.file_name.clone(),
        kind,
        state,
        rows: figure(i64::from(import.rows)),
        faulty: if checked { figure(i64::from(import.faulty)) } else { "–".to_owned() },
        by: import.created_by_name.clone(),
        created: When::at(import.created_at, now, zone),
    }
}
