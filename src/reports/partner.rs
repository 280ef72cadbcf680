//! Which accounts used most, with what all of the partner's accounts used.

use super::bars::{Chart, chart};
use super::choice::{Choice, PERIODS};
use super::figures::{against, share, total};
use super::queries::{self, Key};
use crate::access::Access;
use crate::access::rights::UseConsole;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::{From, PageOf, PageQuery};
use crate::web::shell::Shell;
use crate::web::times::{When, date, figure, zone};
use actix_web::{Either, Responder};
use askama::Template;

const HERE: &str = "/console/reports";

#[derive(Template)]
#[template(path = "reports/partner.html")]
struct ReportPage {
    shell: Shell,
    choice: Choice,
    periods: Vec<(&'static str, &'static str)>,
    zone: String,
    report: Report,
}

#[derive(Template)]
#[template(path = "reports/partner.html", block = "report")]
struct ReportPart {
    report: Report,
}

struct Report {
    problems: Vec<String>,
    days: String,
    /// Label, figure, beside the time before.
    figures: Vec<(&'static str, String, String)>,
    chart: Chart,
    rows: Vec<Row>,
    next: String,
    /// Back at its beginning; empty: this is it.
    first: String,
    csv: String,
    /// When it was last compared with ledger and log, and in words what came of it.
    checked: Option<When>,
    adds_up: bool,
}

struct Row {
    name: String,
    href: String,
    tasks: String,
    tree: String,
    transactions: String,
    failed: String,
    incidents: String,
    share: String,
}

pub(super) async fn show(
    access: Access<UseConsole, InPartner>,
    asked: Asked<Choice>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (choice, paging) = (asked.0, paging.0);
    let page = access.read(move |tx| page(tx, choice, &paging)).await?;
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(page)),
        Hx::Fragment => Either::Right(Page::new(ReportPart { report: page.report })),
    })
}

fn page(tx: &mut ReadTx<'_, InPartner>, choice: Choice, paging: &PageQuery) -> AppResult<ReportPage> {
    let zone_name = crate::audit::filter::zone_of(tx);
    let (now, tz) = (tx.now(), zone(&zone_name));
    let (span, problems) = choice.span(now.with_timezone(&tz).date_naive(), None);
    let days = (span.first, span.last);
    let by_day = queries::of_partner(tx, days)?;
    let (sums, before) = (total(&by_day), total(&queries::of_partner(tx, span.before)?));
    // A walk in one direction: an account's place changes with each task, so the way back leads to the beginning.
    let (from, after) = match paging.from::<Key>() {
        From::After(key) => (From::After(key), Some(key)),
        _ => (From::Start, None),
    };
    let rows = paging.rows();
    let found = queries::by_account(tx, days, after, rows + 1)?;
    let found = PageOf::cut(found, &from, rows, |row| (row.tasks, row.id));
    let checked = queries::checked(tx)?;
    let kept = choice.query("");
    let address = |part: &str| {
        let parts: Vec<&str> = [kept.as_str(), part].into_iter().filter(|part| !part.is_empty()).collect();
        if parts.is_empty() { HERE.to_owned() } else { format!("{HERE}?{}", parts.join("&")) }
    };
    let row = |of: queries::OfAccount| Row {
        // The person's own period goes along.
        href: if of.live {
            let query = if kept.is_empty() { String::new() } else { format!("?{kept}") };
            format!("/console/accounts/{}/reports{query}", of.id)
        } else {
            String::new()
        },
        name: of.name.unwrap_or_else(|| format!("A deleted account ({})", of.id)),
        tasks: figure(of.tasks),
        tree: figure(of.tree),
        transactions: figure(of.transactions),
        failed: figure(of.failed),
        incidents: figure(of.incidents),
        share: share(of.tasks, sums.tasks),
    };
    let figure_of = |label, now: i64, before: i64| (label, figure(now), against(now, before));
    let report = Report {
        figures: vec![
            figure_of("Tasks", sums.tasks, before.tasks),
            figure_of("Transactions", sums.transactions, before.transactions),
            figure_of("Failed transactions", sums.failed, before.failed),
            figure_of("Incidents", sums.incidents, before.incidents),
        ],
        days: format!("{} to {}", date(span.first), date(span.last)),
        chart: chart(&by_day, span, "each account's own days"),
        next: if found.next.is_empty() { String::new() } else { address(&paging.onward(&found.next)) },
        first: if after.is_some() { address("") } else { String::new() },
        rows: found.rows.into_iter().map(row).collect(),
        csv: if kept.is_empty() { format!("{HERE}/accounts.csv") } else { format!("{HERE}/accounts.csv?{kept}") },
        checked: checked.map(|(at, _)| When::at(at, now, tz)),
        adds_up: checked.is_some_and(|(_, differences)| differences == 0),
        problems,
    };
    let shell = Shell::console(tx, HERE, "Reports");
    // Accounts have billing periods of their own.
    let periods = PERIODS.iter().copied().filter(|(key, _)| !matches!(*key, "billing" | "former")).collect();
    Ok(ReportPage { shell, choice, periods, zone: zone_name, report })
}
