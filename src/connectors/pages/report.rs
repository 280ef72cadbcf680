//! What an import did: each operation of the document with what became of it, and what could not be taken over.

use super::{PATH, crumbs, release_address, release_of};
use crate::access::Access;
use crate::access::rights::ViewConnectors;
use crate::connectors::openapi::report::{Outcome, Report};
use crate::connectors::queries;
use crate::db::InPartner;
use crate::error::{AppError, AppResult};
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::{From, PageOf, PageQuery};
use crate::web::shell::Shell;
use crate::web::times::figure;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "connectors/report.html")]
struct ReportPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    specification: String,
    authentication: String,
    others: Vec<(String, String)>,
    tiles: [(&'static str, String); 4],
    list: List,
}

#[derive(Template)]
#[template(path = "connectors/report.html", block = "table")]
struct ReportTable {
    list: List,
}

struct List {
    href: String,
    show: String,
    options: [(&'static str, &'static str); 3],
    rows: Vec<Row>,
    previous: String,
    next: String,
    not_kept: usize,
}

struct Row {
    place: String,
    kind: &'static str,
    state: &'static str,
    words: String,
    href: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    /// "left_out", "taken"; anything else: what differs from the document.
    show: String,
}

pub(crate) async fn show(
    access: Access<ViewConnectors, InPartner>,
    path: web::Path<(String, String)>,
    filter: Asked<Filter>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (id, number) = release_of(&path.0, &path.1)?;
    let (filter, paging) = (filter.0, paging.0);
    let page = access
        .read(move |tx| {
            let connector = queries::find(tx, id)?;
            let report = queries::report(tx, id, number)?;
            if report.specification.is_empty() {
                // It was not imported, so there is no such page.
                return Err(AppError::NotFound);
            }
            let count = |n: usize| figure(i64::try_from(n).unwrap_or(i64::MAX));
            Ok(ReportPage {
                shell: Shell::console(tx, PATH, t!("connectors-report-title")),
                crumbs: crumbs(&connector, Some(number), t!("connectors-report-title")),
                tiles: [
                    (t!("connectors-report-operations"), count(report.totals.operations)),
                    (t!("connectors-report-taken"), count(report.totals.taken)),
                    (t!("connectors-report-left-out"), count(report.totals.left_out)),
                    (t!("connectors-report-notes"), count(report.totals.notes)),
                ],
                authentication: report.authentication.clone(),
                others: report.other_authentications.iter().map(|n| (n.place.clone(), n.what.clone())).collect(),
                specification: match report.version.as_str() {
                    "" => report.specification.clone(),
                    version => {
                        t!("connectors-report-version", specification = report.specification, version = version)
                    }
                },
                list: list(&report, release_address(id, number), &filter, &paging),
            })
        })
        .await?;
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(page)),
        Hx::Fragment => Either::Right(Page::new(ReportTable { list: page.list })),
    })
}

fn list(report: &Report, release: String, filter: &Filter, paging: &PageQuery) -> List {
    let show = match filter.show.as_str() {
        known @ ("left_out" | "taken") => known,
        _ => "",
    };
    let rows: Vec<Row> = match show {
        "" => report
            .notes
            .iter()
            .map(|note| Row {
                place: note.place.clone(),
                kind: "warn",
                state: t!("connectors-report-note"),
                words: note.what.clone(),
                href: String::new(),
            })
            .collect(),
        _ => report
            .operations
            .iter()
            .filter_map(|operation| match (&operation.outcome, show) {
                (Outcome::Taken { key }, "taken") => Some(Row {
                    place: operation.place.clone(),
                    kind: "ok",
                    state: t!("connectors-report-taken"),
                    words: key.clone(),
                    href: format!("{release}/methods/{key}"),
                }),
                (Outcome::LeftOut { why }, "left_out") => Some(Row {
                    place: operation.place.clone(),
                    kind: "off",
                    state: t!("connectors-report-left-out"),
                    words: why.clone(),
                    href: String::new(),
                }),
                _ => None,
            })
            .collect(),
    };
    let href = format!("{release}/report");
    let page = cut(rows, &paging.from(), paging.rows());
    let onward = |part: &str| match part {
        "" => String::new(),
        part if show.is_empty() => format!("{href}?{}", paging.onward(part)),
        part => format!("{href}?show={show}&{}", paging.onward(part)),
    };
    List {
        previous: onward(&page.previous),
        next: onward(&page.next),
        options: [
            ("", t!("connectors-report-differs")),
            ("left_out", t!("connectors-operations-left-out")),
            ("taken", t!("connectors-operations-taken")),
        ],
        show: show.to_owned(),
        rows: page.rows.into_iter().map(|(_, row)| row).collect(),
        not_kept: report.notes_not_kept,
        href,
    }
}

fn cut(all: Vec<Row>, from: &From<usize>, rows: i64) -> PageOf<(usize, Row)> {
    let take = usize::try_from(rows).unwrap_or(0) + 1;
    let all = all.into_iter().enumerate();
    let read = match from {
        From::Start => all.take(take).collect(),
        From::After(key) => all.skip(key.saturating_add(1)).take(take).collect(),
        From::Before(key) => all.take(*key).collect::<Vec<_>>().into_iter().rev().take(take).collect(),
    };
    PageOf::cut(read, from, rows, |(at, _)| *at)
}
