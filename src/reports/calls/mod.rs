//! What programs called through the API: by day, by credential and by route, with what was refused, held back or failed. Each
//! figure leads to the [`log`] of single calls; [`mod@file`] has both as files, [`letter`]
//! what a mail says of them.

pub(super) mod file;
pub(super) mod letter;
pub(super) mod log;
mod queries;

use super::accounts::{after_of, kept_query};
use super::bars::{Beside, chart};
use super::choice::{Choice, Span};
use super::figures::{Day, Former, against, change, share};
use super::lists::{Key, Slice};
use super::shown::{
    Cell, Column, Filters, Head, Report, ReportPage, Row, Select, Table, Tile, days_in_words, figures, heads, hint,
    more_of, order_words, page_of, so_far, texts,
};
use super::sort::Sort;
use crate::access::Access;
use crate::access::rights::UseConsole;
use crate::accounts::model::start_of;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::web::forms::Asked;
use crate::web::page::Hx;
use crate::web::paging::{PageQuery, address, joined};
use crate::web::times::{decimal, figure, zone};
use actix_web::Responder;
use chrono::{DateTime, NaiveDate, Timelike, Utc};
use queries::{Counts, OfCredential, OfRoute};
use uuid::Uuid;

const HERE: &str = "/console/reports/api-calls";
/// By what credentials are sorted; the first is the usual.
const SORTS: [&str; 4] = ["calls", "refused", "limited", "failed"];

fn columns() -> Vec<Column> {
    vec![
        texts(t!("reports-credential")),
        figures(t!("reports-calls"), "calls"),
        figures(t!("reports-change"), ""),
        figures(t!("reports-share"), ""),
        figures(t!("reports-refused"), "refused"),
        figures(t!("reports-too-many"), "limited"),
        figures(t!("reports-failed"), "failed"),
        figures(t!("reports-average-time"), ""),
    ]
}
pub(super) async fn index(
    access: Access<UseConsole, InPartner>,
    asked: Asked<Choice>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (choice, paging) = (asked.0.known(), paging.0);
    let page = access.read(move |tx| page(tx, choice, &paging)).await?;
    Ok(page.answer(hx))
}

/// What a report of calls is about.
struct Scope {
    span: Span,
    zone: String,
    credential: Option<Uuid>,
    problems: Vec<String>,
}

impl Scope {
    fn read(tx: &ReadTx<'_, InPartner>, choice: &Choice) -> Scope {
        let zone_name = crate::audit::filter::zone_of(tx);
        let today = tx.now().with_timezone(&zone(&zone_name)).date_naive();
        let (span, mut problems) = choice.span(today, None);
        let credential = choice.credential.parse().ok();
        if credential.is_none() && !choice.credential.is_empty() {
            problems.push(t!("reports-no-credential").to_owned());
        }
        Scope { span, zone: zone_name, credential, problems }
    }

    /// The hours of its days: from the one in which the first begins, to before the one in which that after the last does.
    fn hours(&self) -> (DateTime<Utc>, DateTime<Utc>) {
        self.hours_of(self.span.ends())
    }

    fn hours_of(&self, (first, last): (NaiveDate, NaiveDate)) -> (DateTime<Utc>, DateTime<Utc>) {
        let hour = |day: NaiveDate| {
            let begins = start_of(day, &self.zone);
            begins.with_minute(0).and_then(|at| at.with_second(0)).unwrap_or(begins)
        };
        (hour(first), hour(last.succ_opt().unwrap_or(last)))
    }

    /// The days and what is narrowed to, in words.
    fn words(&self) -> String {
        t!("reports-days-in", days = days_in_words(self.span), zone = self.zone)
    }
}

/// The log of the calls behind a figure; empty: there are none.
fn behind(choice: &Choice, credential: Option<Uuid>, more: &[(&str, &str)]) -> String {
    let chosen = match credential {
        Some(id) => Choice { credential: id.to_string(), ..choice.clone() },
        None => choice.clone(),
    };
    let mut query = url::form_urlencoded::Serializer::new(chosen.with("sort", ""));
    query.extend_pairs(more);
    address(&format!("{HERE}/log"), &query.finish())
}

/// "12 ms", on average.
fn average(counts: &Counts) -> String {
    match counts.took_us.checked_div(counts.calls) {
        None => "–".to_owned(),
        Some(us) if us < 10_000 => format!("{} ms", decimal(us as f64 / 1000.0, 1)),
        Some(us) => format!("{} ms", figure(us / 1000)),
    }
}

fn tiles(now: &Counts, before: &Counts, beside: Former, choice: &Choice) -> Vec<Tile> {
    let tile = |label, count: i64, former: i64, status: &str| Tile {
        label,
        value: figure(count),
        note: against(count, former, beside),
        href: if count == 0 {
            String::new()
        } else if status.is_empty() {
            behind(choice, None, &[])
        } else {
            behind(choice, None, &[("status", status)])
        },
        below: Default::default(),
    };
    vec![
        tile(t!("reports-calls"), now.calls, before.calls, ""),
        tile(t!("reports-refused"), now.refused, before.refused, "refused"),
        tile(t!("reports-too-many"), now.limited, before.limited, "limited"),
        tile(t!("reports-failed"), now.failed, before.failed, "failed"),
        Tile {
            label: t!("reports-average-time"),
            value: average(now),
            note: t!("reports-before", value = average(before)),
            href: String::new(),
            below: Default::default(),
        },
    ]
}

/// As the chart takes days.
fn as_days(days: &[(NaiveDate, Counts)]) -> Vec<Day> {
    days.iter().map(|(day, counts)| Day(*day, counts.calls, counts.errors(), 0, 0, 0, 0, 0)).collect()
}

fn total(days: &[(NaiveDate, Counts)]) -> Counts {
    days.iter().fold(Counts::default(), |sum, (_, day)| sum.and(*day))
}

fn page(tx: &mut ReadTx<'_, InPartner>, choice: Choice, paging: &PageQuery) -> AppResult<ReportPage> {
    let scope = Scope::read(tx, &choice);
    let (hours, former) = (scope.hours(), scope.hours_of(scope.span.before));
    let days = queries::by_day(tx, &scope.zone, hours, scope.credential)?;
    let days_before = queries::by_day(tx, &scope.zone, former, scope.credential)?;
    let (sums, before) = (total(&days), total(&days_before));
    let ((sort, unordered), at_most) = (Sort::asked(&choice.sort, &SORTS), paging.rows());
    let slice = Slice { sort, after: after_of::<Key>(paging), at_most: at_most + 1 };
    let found = queries::by_credential(tx, hours, former, scope.credential, &slice)?;
    let (found, next) = page_of(found, at_most, HERE, &kept_query(&choice, paging), |row| (row.place, row.id));
    let columns = columns();
    let routes = queries::by_route(tx, hours, former, scope.credential)?;
    let report = Report {
        days: scope.words(),
        tiles: tiles(&sums, &before, scope.span.former(), &choice),
        chart_title: if scope.credential.is_some() {
            t!("reports-one-credential")
        } else {
            t!("reports-all-credentials")
        }
        .to_owned(),
        chart: Some(chart(&as_days(&days), &as_days(&days_before), scope.span, &scope.zone, Beside::Errors)),
        csv: address(&format!("{HERE}.csv"), &choice.with("sort", "")),
        tables: vec![
            Table {
                title: t!("reports-credentials-by-calls").to_owned(),
                heads: heads(&columns, HERE, &choice, sort, &SORTS),
                rows: found.iter().map(|one| credential_row(one, sums.calls, &choice)).collect(),
                empty: (t!("reports-no-call"), t!("reports-call-with-credentials").to_owned(), "plug"),
                instead: more_of(HERE, &choice),
                first: if slice.after.is_some() { address(HERE, &choice.query()) } else { String::new() },
                next,
                order: order_words(&columns, sort),
                all: (t!("reports-all-single-calls").to_owned(), behind(&choice, None, &[])),
            },
            Table {
                title: t!("reports-what-was-called").to_owned(),
                heads: columns
                    .iter()
                    .enumerate()
                    .map(|(at, (label, _, num))| Head::plain(if at == 0 { t!("reports-call") } else { label }, *num))
                    .collect(),
                rows: routes.iter().map(|one| route_row(one, sums.calls, &choice)).collect(),
                empty: (t!("reports-nothing-called"), t!("reports-call-counted").to_owned(), "plug"),
                instead: more_of(HERE, &choice),
                ..Table::default()
            },
        ],
        hint: hint(&[t!("reports-calls-hint"), so_far(scope.span)]),
        apart: true,
        problems: scope.problems.into_iter().chain(unordered).collect(),
        ..Report::default()
    };
    let mut filters = Filters::over_all(choice, HERE, &scope.zone, false);
    filters.selects.push(credentials(tx, &filters.choice.credential)?);
    let crumbs = vec![(t!("reports-api-calls").to_owned(), String::new())];
    Ok(ReportPage::over_all(tx, t!("reports-api-calls"), crumbs, filters, report))
}

/// The credentials to choose one of.
fn credentials(tx: &mut ReadTx<'_, InPartner>, chosen: &str) -> AppResult<Select> {
    let mut options = vec![(String::new(), t!("reports-any-credential").to_owned())];
    options.extend(queries::credentials(tx)?.into_iter().map(|(id, name)| (id.to_string(), name)));
    if !options.iter().any(|(id, _)| id == chosen) {
        options.push((chosen.to_owned(), t!("reports-one-credential").to_owned()));
    }
    Ok(Select { name: "credential", label: t!("reports-credential"), options, value: chosen.to_owned() })
}

/// The figures of a row: each leads to the calls behind it.
fn cells(counts: &Counts, before: i64, whole: i64, log: impl Fn(&str) -> String) -> Vec<Cell> {
    vec![
        Cell::figure(counts.calls, log("")),
        Cell::word(change(counts.calls, before)),
        Cell::word(share(counts.calls, whole)),
        Cell::figure(counts.refused, log("refused")),
        Cell::figure(counts.limited, log("limited")),
        Cell::figure(counts.failed, log("failed")),
        Cell::word(average(counts)),
    ]
}

fn credential_row(one: &OfCredential, whole: i64, choice: &Choice) -> Row {
    let log = |status: &str| {
        let more = [("status", status)];
        behind(choice, Some(one.id), if status.is_empty() { &[] } else { &more })
    };
    let query = joined(&[&choice.period_query(), &format!("credential={}", one.id)]);
    Row {
        name: one.name.clone().unwrap_or_else(|| t!("reports-deleted-credential", id = one.id.to_string())),
        under: match &one.client_id {
            Some(id) if one.revoked => t!("reports-revoked", id = id),
            Some(id) => id.clone(),
            None => String::new(),
        },
        href: address(HERE, &query),
        cells: cells(&one.counts, one.before, whole, log),
    }
}

fn route_row(one: &OfRoute, whole: i64, choice: &Choice) -> Row {
    let call = format!("{} {}", one.verb, one.route);
    let log = |status: &str| {
        let more = [("call", call.as_str()), ("status", status)];
        behind(choice, None, if status.is_empty() { &more[..1] } else { &more })
    };
    Row { href: log(""), cells: cells(&one.counts, one.before, whole, log), under: String::new(), name: call.clone() }
}
