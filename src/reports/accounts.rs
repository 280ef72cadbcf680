//! Which accounts used most, with what all of the partner's accounts used, or those with a tag, or those below one.

use super::account::own_tiles;
use super::bars::{Beside, chart};
use super::cache;
use super::choice::{Choice, Span};
use super::connectors;
use super::figures::{Day, Sums, change, share, total};
use super::lists::{self, Below, BesideAccount, Key, Slice, Used, named};
use super::log::{FAILED, INCIDENTS, Log, OVER};
use super::queries;
use super::shown::{
    Cell, Column, Filters, Report, ReportPage, Row, Table, days_in_words, figures, heads, hint, more_of, order_words,
    page_of, so_far, texts,
};
use super::sort::Sort;
use crate::access::Access;
use crate::access::rights::UseConsole;
use crate::connectors::choices::library;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::web::forms::Asked;
use crate::web::page::Hx;
use crate::web::paging::{From, PageQuery, address, joined};
use crate::web::times::zone;
use actix_web::Responder;
use chrono::NaiveDate;
use uuid::Uuid;

pub(super) const HERE: &str = "/console/reports/accounts";
/// Connectors that can be chosen.
const CHOICES_MAX: i64 = 200;
/// By what it is sorted; the first is the usual.
pub(super) const SORTS: [&str; 7] = ["tasks", "overage", "cycles", "connectors", "transactions", "failed", "incidents"];
/// Stands there only where a limit lets work go on beyond it, and did.
const OVERAGE: &str = "overage";

fn columns() -> Vec<Column> {
    vec![
        texts(t!("reports-account")),
        figures(t!("reports-tasks"), "tasks"),
        figures(t!("reports-change"), ""),
        figures(t!("reports-with-sub-accounts"), ""),
        figures(t!("reports-over-limit"), "overage"),
        figures(t!("reports-share"), ""),
        figures(t!("reports-cycles", words), "cycles"),
        figures(t!("reports-connectors"), "connectors"),
        figures(t!("reports-transactions"), "transactions"),
        figures(t!("reports-failed"), "failed"),
        figures(t!("reports-incidents"), "incidents"),
    ]
}

pub(super) async fn show(
    access: Access<UseConsole, InPartner>,
    asked: Asked<Choice>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (choice, paging) = (asked.0.known(), paging.0);
    let page = access.read(move |tx| page(tx, choice, &paging)).await?;
    Ok(page.answer(hx))
}

/// The days of a report over all accounts, with the last that has begun anywhere; the zone says which day it is.
pub(super) fn span_of_all(
    tx: &mut ReadTx<'_, InPartner>,
    zone_name: &str,
    choice: &Choice,
) -> AppResult<(Span, Vec<String>)> {
    let here = tx.now().with_timezone(&zone(zone_name)).date_naive();
    let today = queries::calendar(tx, None, false, here)?.today();
    Ok(choice.span(today, None))
}

/// What a report over many accounts is about.
pub(super) struct Scope {
    pub span: Span,
    pub problems: Vec<String>,
    /// None: all accounts.
    pub ids: Option<Vec<Uuid>>,
    pub days: Vec<Day>,
    pub before: Vec<Day>,
    pub zone: String,
}

impl Scope {
    pub fn read(tx: &mut ReadTx<'_, InPartner>, choice: &Choice) -> AppResult<Scope> {
        Scope::with(tx, choice, |tx, ids, ends| match ids {
            None => queries::of_partner(tx, ends),
            Some(ids) => queries::of_accounts(tx, ids, ends),
        })
    }

    /// The same of one connector.
    pub fn of_connector(tx: &mut ReadTx<'_, InPartner>, choice: &Choice, connector: Uuid) -> AppResult<Scope> {
        Scope::with(tx, choice, |tx, ids, ends| match ids {
            None => queries::of_connector(tx, Some(connector), ends),
            Some(ids) => queries::of_connector_by(tx, connector, ids, ends),
        })
    }

    fn with(
        tx: &mut ReadTx<'_, InPartner>,
        choice: &Choice,
        read: impl Fn(&mut ReadTx<'_, InPartner>, Option<&[Uuid]>, (NaiveDate, NaiveDate)) -> AppResult<Vec<Day>>,
    ) -> AppResult<Scope> {
        let zone_name = crate::audit::filter::zone_of(tx);
        let (span, mut problems) = span_of_all(tx, &zone_name, choice)?;
        let (ids, more) = lists::narrowed(tx, choice)?;
        problems.extend(more);
        let (days, before) = (read(tx, ids.as_deref(), span.ends())?, read(tx, ids.as_deref(), span.before)?);
        Ok(Scope { span, problems, ids, days, before, zone: zone_name })
    }

    /// Sums of the days, and of those before.
    pub fn sums(&self) -> (Sums, Sums) {
        (total(&self.days), total(&self.before))
    }

    /// A list of it: kept, unless it is narrowed.
    pub fn list(
        &self,
        tx: &mut ReadTx<'_, InPartner>,
        name: &str,
        slice: &Slice,
        find: impl FnOnce(&mut ReadTx<'_, InPartner>, Option<&[Uuid]>) -> AppResult<Vec<Used>>,
    ) -> AppResult<Vec<Used>> {
        if let Some(ids) = &self.ids {
            return find(tx, Some(ids.as_slice()));
        }
        let (partner, stamp) = (tx.partner_id(), cache::stamp(&self.days));
        let name = format!("{name} {:?} {slice:?}", self.span.ends());
        Ok(cache::list(partner, name, stamp, || find(tx, None))?.to_vec())
    }
}

/// From which row on a page begins: lists are walked in one direction, since a place changes with each task.
pub(super) fn after_of<K: serde::de::DeserializeOwned>(paging: &PageQuery) -> Option<K> {
    match paging.from::<K>() {
        From::After(key) => Some(key),
        _ => None,
    }
}

/// The query of further pages: what was chosen, and how many rows.
pub(super) fn kept_query(choice: &Choice, paging: &PageQuery) -> String {
    let rows = if paging.rows.is_empty() { String::new() } else { format!("rows={}", paging.rows()) };
    joined(&[&choice.query(), &rows])
}

fn page(tx: &mut ReadTx<'_, InPartner>, choice: Choice, paging: &PageQuery) -> AppResult<ReportPage> {
    let mut unread = Vec::new();
    let connector = super::methods::connector_of(&choice, &mut unread);
    let mut scope = match connector {
        None => Scope::read(tx, &choice)?,
        Some(id) => Scope::of_connector(tx, &choice, id)?,
    };
    scope.problems.extend(unread);
    let report = match connector {
        _ if !scope.problems.is_empty() => Report::unread(scope.problems),
        None => of_all(tx, &scope, &choice, paging)?,
        Some(id) => {
            let name = connectors::name_of(tx, id, total(&scope.days).tasks != 0)?;
            connectors::of_accounts(tx, &scope, &choice, (HERE, id, &name), paging)?
        }
    };
    let report = report.compared(queries::checked(tx)?, tx.now(), zone(&scope.zone));
    let connectors = choices(tx, &choice)?;
    let filters = Filters { connectors, ..Filters::over_all(choice, HERE, &scope.zone, true) };
    let crumbs = vec![(t!("reports-accounts").to_owned(), String::new())];
    Ok(ReportPage::over_all(tx, t!("reports-accounts-by-use"), crumbs, filters, report))
}

/// Connectors that can be chosen, the one that is chosen among them.
fn choices(tx: &mut ReadTx<'_, InPartner>, choice: &Choice) -> AppResult<Vec<(String, String)>> {
    let mut all = vec![(String::new(), t!("reports-any-connector").to_owned())];
    all.extend(library(tx, CHOICES_MAX)?.into_iter().map(|(id, name)| (id.to_string(), name)));
    all.push((Uuid::nil().to_string(), lists::called(Uuid::nil(), None)));
    if let Ok(id) = Uuid::parse_str(&choice.connector)
        && !all.iter().any(|(known, _)| *known == choice.connector)
    {
        let name = lists::connector_name(tx, id)?;
        all.push((choice.connector.clone(), lists::called(id, name.as_deref())));
    }
    Ok(all)
}

fn of_all(tx: &mut ReadTx<'_, InPartner>, scope: &Scope, choice: &Choice, paging: &PageQuery) -> AppResult<Report> {
    let (sums, before) = scope.sums();
    let ((sort, unordered), rows) = (Sort::asked(&choice.sort, &SORTS), paging.rows());
    let slice = Slice { sort, after: after_of::<Key>(paging), at_most: rows + 1 };
    let span = scope.span;
    // Cycles start and stop while nothing is counted: their order is not kept.
    let found = if sort.by == "cycles" {
        lists::by_account(tx, span.ends(), scope.ids.as_deref(), &slice)?
    } else {
        scope.list(tx, "accounts", &slice, |tx, ids| lists::by_account(tx, span.ends(), ids, &slice))?
    };
    let (found, next) = page_of(found, rows, HERE, &kept_query(choice, paging), |row| (row.place, row.id));
    let ids: Vec<Uuid> = found.iter().map(|row| row.id).collect();
    let beside = lists::beside_accounts(tx, &ids, span)?;
    let log = Log::of_all(tx.facts(), choice, span);
    let some_over = sums.overage > 0 || sort.by == OVERAGE;
    let columns: Vec<Column> = columns().into_iter().filter(|(_, key, _)| some_over || *key != OVERAGE).collect();
    let shown = Shown { sums, log: &log, period: choice.period_query(), some_over };
    let rows: Vec<Row> = found.iter().map(|used| shown.row(used, beside.get(&used.id))).collect();
    Ok(Report {
        days: t!("reports-days-own-zones", days = days_in_words(span)),
        problems: unordered.into_iter().collect(),
        tiles: own_tiles(sums, before, span.former(), &log, None),
        chart_title: if scope.ids.is_none() { t!("reports-all-accounts") } else { t!("reports-these-accounts") }
            .to_owned(),
        chart: Some(chart(&scope.days, &scope.before, span, t!("reports-own-days"), Beside::Incidents)),
        csv: address(&format!("{HERE}.csv"), &choice.with("sort", "")),
        tables: vec![Table {
            title: t!("reports-accounts-by-use").to_owned(),
            heads: heads(&columns, HERE, choice, sort, &SORTS),
            rows,
            empty: (t!("reports-no-account-used"), t!("reports-counted-soon", words), "activity"),
            instead: more_of(HERE, choice),
            first: if slice.after.is_some() { address(HERE, &choice.query()) } else { String::new() },
            next,
            order: order_words(&columns, sort),
            ..Table::default()
        }],
        hint: hint(&[
            t!("reports-counted"),
            t!("reports-own-and-below"),
            t!("reports-below-now"),
            &t!("reports-cycles-run", words),
            so_far(span),
        ]),
        ..Report::default()
    })
}

/// What all rows of the list share.
struct Shown<'a> {
    sums: Sums,
    log: &'a Log,
    /// The days as a query.
    period: String,
    some_over: bool,
}

impl Shown<'_> {
    fn row(&self, used: &Used, beside: Option<&BesideAccount>) -> Row {
        let live = beside.is_some_and(|beside| beside.live);
        let home = format!("/console/accounts/{}", used.id);
        let log = self.log.of_account(used.id, live);
        let report =
            |part: &str| if live { address(&format!("{home}/reports/{part}"), &self.period) } else { String::new() };
        let cycles = if log.opens() { format!("{home}/cycles?at_work=1") } else { String::new() };
        let count = |of: fn(&BesideAccount) -> i64| beside.map_or(0, of);
        let below = beside.map(|beside| beside.below).unwrap_or_default();
        let tree = used.tasks + below.tasks;
        let figure = |own: i64, of: fn(Below) -> i64, filter: &str| {
            let all = if live { self.log.below(used.id, filter) } else { String::new() };
            Cell::figure(own, log.list(filter)).with_below(of(below), own + of(below), all)
        };
        let mut cells = vec![
            Cell::figure(used.tasks, report("use")),
            Cell::word(change(used.tasks, count(|beside| beside.before))),
            Cell::figure(tree, if below.tasks == 0 { String::new() } else { at_or_below(HERE, used.id, &self.period) }),
        ];
        if self.some_over {
            cells.push(figure(used.overage, |below| below.overage, OVER));
        }
        cells.extend([
            Cell::word(share(used.tasks, self.sums.tasks)),
            Cell::figure(count(|beside| beside.cycles), cycles),
            Cell::figure(count(|beside| beside.connectors), report("methods")),
            figure(used.transactions, |below| below.transactions, ""),
            figure(used.failed, |below| below.failed, FAILED),
            figure(used.incidents, |below| below.incidents, INCIDENTS),
        ]);
        let (name, under) = named(used.id, beside.and_then(|beside| beside.name.as_deref()), live);
        Row { name, under: under.to_owned(), href: report("use"), cells }
    }
}

/// A report over all accounts, of an account and all below it.
pub(super) fn at_or_below(report: &str, account: Uuid, period: &str) -> String {
    address(report, &joined(&[period, &format!("parent={account}")]))
}
