//! The report of one account: its own use, and beside it, for staff, that of the account with its sub-accounts.

use super::bars::{Chart, chart};
use super::choice::{Choice, PERIODS, Span};
use super::figures::{Day, against, share, total};
use super::queries::{self, OfCycle, OfMethod};
use crate::access::Access;
use crate::accounts::stand::{Frame, Section, Stand, account_of};
use crate::db::ReadTx;
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::shell::Shell;
use crate::web::times::{When, date, figure};
use actix_web::{Either, Responder, web};
use askama::Template;
use chrono::NaiveDate;

#[derive(Template)]
#[template(path = "reports/account.html")]
struct ReportPage {
    shell: Shell,
    frame: Frame,
    choice: Choice,
    periods: &'static [(&'static str, &'static str)],
    report: Report,
}

#[derive(Template)]
#[template(path = "reports/account.html", block = "report")]
struct ReportPart {
    report: Report,
}

struct Report {
    href: String,
    problems: Vec<String>,
    /// Which days, in words.
    days: String,
    figures: Vec<Figure>,
    /// Staff see the account with its sub-accounts beside its own use.
    with_below: bool,
    /// The chart is of the account with its sub-accounts.
    below: bool,
    own_href: String,
    below_href: String,
    chart: Chart,
    cycles: Vec<Row>,
    methods: Vec<Row>,
    csv: String,
    /// Until when all is counted; none: all of it is.
    counted: Option<When>,
}

/// A figure beside that of the time before, and beside that with sub-accounts.
struct Figure {
    label: &'static str,
    own: String,
    note: String,
    below: String,
    /// The transactions behind it; empty: there is no such list.
    href: String,
}

/// A part of the use.
struct Row {
    name: String,
    href: String,
    /// The transactions behind it.
    transactions_href: String,
    transactions: String,
    tasks: String,
    failed: String,
    incidents: String,
    share: String,
}

pub(super) async fn show<P: Stand>(
    access: Access<P::Report, P>,
    path: web::Path<String>,
    asked: Asked<Choice>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (id, choice) = (account_of(&path)?, asked.0);
    let page = access.read(move |tx| page(tx, id, choice)).await?;
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(page)),
        Hx::Fragment => Either::Right(Page::new(ReportPart { report: page.report })),
    })
}

fn page<P: Stand>(tx: &mut ReadTx<'_, P>, account: AccountId, choice: Choice) -> AppResult<ReportPage> {
    let (shell, frame) = P::frame(tx, account, Section::Reports, "Reports")?;
    let (span, problems) = span_of(tx, account, &frame, &choice)?;
    let days = (span.first, span.last);
    let own = queries::by_day(tx, account, false, days)?;
    let before = total(&queries::by_day(tx, account, false, span.before)?);
    let below = if frame.in_console { queries::by_day(tx, account, true, days)? } else { Vec::new() };
    let parts = queries::parts(tx, account, span.first, span.last)?;
    let counted = queries::counted_until(tx, account)?.map(|at| When::clock(at, tx.now(), frame.zone));
    let (sums, tree) = (total(&own), total(&below));
    let list = |more: &str| behind(&frame, span, more);
    let figure_of = |label, now: i64, before: i64, below: i64, href| Figure {
        label,
        own: figure(now),
        note: against(now, before),
        below: figure(below),
        href,
    };
    let with_below = frame.in_console;
    let shown = if with_below && choice.below() { &below } else { &own };
    let report = Report {
        figures: vec![
            figure_of("Tasks", sums.tasks, before.tasks, tree.tasks, String::new()),
            figure_of("Transactions", sums.transactions, before.transactions, tree.transactions, list("")),
            figure_of("Failed transactions", sums.failed, before.failed, tree.failed, list("&status=failed")),
            figure_of(
                "Incidents",
                sums.incidents,
                before.incidents,
                tree.incidents,
                format!("{}/incidents", frame.home),
            ),
        ],
        days: format!("{} to {}, days in {}", date(span.first), date(span.last), frame.account_zone.name()),
        below: with_below && choice.below(),
        own_href: address(&frame.here, &choice.query("")),
        below_href: address(&frame.here, &choice.query("below")),
        csv: address(&format!("{}/days.csv", frame.here), &choice.query("")),
        chart: chart(shown, span, frame.account_zone.name()),
        cycles: parts.cycles.iter().map(|part| cycle_row(part, sums.tasks, &frame, span)).collect(),
        methods: parts.methods.iter().map(|part| method_row(part, sums.tasks)).collect(),
        href: frame.here.clone(),
        with_below,
        problems,
        counted,
    };
    Ok(ReportPage { shell, frame, choice, periods: PERIODS, report })
}

/// The days that are asked for, by the account's own calendar; the second part says what could not be read.
pub(super) fn span_of<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    frame: &Frame,
    choice: &Choice,
) -> AppResult<(Span, Vec<String>)> {
    let today = tx.now().with_timezone(&frame.account_zone).date_naive();
    Ok(choice.span(today, queries::billed_on(tx, account)?))
}

fn address(here: &str, query: &str) -> String {
    if query.is_empty() { here.to_owned() } else { format!("{here}?{query}") }
}

/// The transactions that began in these days.
fn behind(frame: &Frame, span: Span, more: &str) -> String {
    let day = |day: NaiveDate| day.to_string();
    format!("{}/transactions?period=own&from={}&to={}{more}", frame.home, day(span.first), day(span.last))
}

fn cycle_row(part: &OfCycle, whole: i64, frame: &Frame, span: Span) -> Row {
    let there = part.state.as_deref().is_some_and(|state| state != "removed");
    Row {
        name: part.name.clone().unwrap_or_else(|| "A cycle that was deleted".to_owned()),
        href: if there { format!("{}/cycles/{}", frame.home, part.id) } else { String::new() },
        transactions_href: behind(frame, span, &format!("&cycle={}", part.id)),
        transactions: figure(part.transactions),
        tasks: figure(part.tasks),
        failed: figure(part.failed),
        incidents: figure(part.incidents),
        share: share(part.tasks, whole),
    }
}

fn method_row(part: &OfMethod, whole: i64) -> Row {
    let of = if part.id.is_nil() {
        "Data operation"
    } else {
        part.name.as_deref().unwrap_or("A connector that was deleted")
    };
    Row {
        name: of.to_owned(),
        href: String::new(),
        transactions_href: String::new(),
        transactions: part.method.clone(),
        tasks: figure(part.tasks),
        failed: figure(part.failed_tasks),
        incidents: String::new(),
        share: share(part.tasks, whole),
    }
}

/// A day for a file.
pub(super) fn cells(day: Day) -> [String; 6] {
    let sums = day.sums();
    let figures = [sums.tasks, sums.failed_tasks, sums.transactions, sums.failed, sums.incidents];
    let [tasks, failed_tasks, transactions, failed, incidents] = figures.map(|n| n.to_string());
    [day.0.to_string(), tasks, failed_tasks, transactions, failed, incidents]
}
