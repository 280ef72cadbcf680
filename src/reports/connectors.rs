//! Which connectors all accounts together called; of one, its methods and the accounts that used it.

use super::accounts::{Scope, after_of, kept_query, span_of_all};
use super::bars::{Beside, chart};
use super::choice::Choice;
use super::figures::{against, change, share, total};
use super::lists::{self, BesideCaller, Key, OfMethod, Slice, Used, called, named};
use super::log::{FAILED_TASKS, Log, TASKS, called_in};
use super::queries;
use super::shown::{
    Cell, Column, Filters, Head, Report, ReportPage, Row, Table, Tile, days_in_words, figures, heads, hint, more_of,
    order_words, page_of, so_far, texts,
};
use super::sort::Sort;
use crate::access::Access;
use crate::access::rights::UseConsole;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::web::forms::Asked;
use crate::web::page::Hx;
use crate::web::paging::{PageQuery, address, joined};
use crate::web::times::zone;
use actix_web::{Responder, web};
use uuid::Uuid;

pub(super) const HERE: &str = "/console/reports/connectors";
/// Of the list of connectors; `transactions` stands for how many methods were called.
pub(super) const SORTS: [&str; 3] = ["tasks", "failed_tasks", "transactions"];

fn columns() -> Vec<Column> {
    vec![
        texts(t!("reports-connector")),
        figures(t!("reports-methods"), "transactions"),
        figures(t!("reports-tasks"), "tasks"),
        figures(t!("reports-change"), ""),
        figures(t!("reports-share"), ""),
        figures(t!("reports-failed"), "failed_tasks"),
    ]
}
/// Of the accounts that used one.
pub(super) const ACCOUNT_SORTS: [&str; 2] = ["tasks", "failed_tasks"];

fn account_columns() -> Vec<Column> {
    vec![
        texts(t!("reports-account")),
        figures(t!("reports-tasks"), "tasks"),
        figures(t!("reports-change"), ""),
        figures(t!("reports-with-sub-accounts"), ""),
        figures(t!("reports-share"), ""),
        figures(t!("reports-failed"), "failed_tasks"),
    ]
}

pub(super) async fn index(
    access: Access<UseConsole, InPartner>,
    asked: Asked<Choice>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (choice, paging) = (asked.0.known(), paging.0);
    let page = access.read(move |tx| all(tx, choice, &paging)).await?;
    Ok(page.answer(hx))
}

/// The days of a choice, of a connector's use; None: of all of them. A connector's report is of all accounts.
fn scope(tx: &mut ReadTx<'_, InPartner>, choice: &Choice, connector: Option<Uuid>) -> AppResult<Scope> {
    let zone_name = crate::audit::filter::zone_of(tx);
    let (span, problems) = span_of_all(tx, &zone_name, choice)?;
    let days = queries::of_connector(tx, connector, span.ends())?;
    let before = queries::of_connector(tx, connector, span.before)?;
    Ok(Scope { span, problems, ids: None, days, before, zone: zone_name })
}

/// The filter of the transactions in which one connector was called; of none, of any.
fn filter_of(connector: Option<Uuid>) -> String {
    connector.map_or_else(String::new, |id| called_in(id, ""))
}

fn tiles(scope: &Scope, log: &Log, connector: Option<Uuid>) -> Vec<Tile> {
    let (sums, before) = scope.sums();
    let list = |which: &str| log.list(&joined(&[&filter_of(connector), which]));
    let said = |now: i64, former: i64| against(now, former, scope.span.former());
    let well = |tasks: i64, failed: i64| share(tasks - failed, tasks);
    let former = well(before.tasks, before.failed_tasks);
    vec![
        Tile::new(t!("reports-tasks"), sums.tasks, said(sums.tasks, before.tasks), list(TASKS)),
        Tile::new(
            t!("reports-failed-tasks"),
            sums.failed_tasks,
            said(sums.failed_tasks, before.failed_tasks),
            list(FAILED_TASKS),
        ),
        Tile {
            value: well(sums.tasks, sums.failed_tasks),
            ..Tile::new(t!("reports-went-well"), 0, t!("reports-before", value = former), String::new())
        },
    ]
}

fn all(tx: &mut ReadTx<'_, InPartner>, choice: Choice, paging: &PageQuery) -> AppResult<ReportPage> {
    let scope = scope(tx, &choice, None)?;
    let title = t!("reports-connectors-by-use");
    if !scope.problems.is_empty() {
        let problems = scope.problems.clone();
        return finish(tx, scope, choice, HERE.to_owned(), (title.to_owned(), None), Report::unread(problems));
    }
    let (span, whole) = (scope.span, total(&scope.days).tasks);
    let ((sort, unordered), at_most) = (Sort::asked(&choice.sort, &SORTS), paging.rows());
    let slice = Slice { sort, after: after_of::<Key>(paging), at_most: at_most + 1 };
    let found = lists::by_connector(tx, span, &slice)?;
    let (found, next) = page_of(found, at_most, HERE, &kept_query(&choice, paging), |row| (row.place, row.id));
    let (log, columns) = (Log::of(tx.facts(), "/console", span), columns());
    let rows = found
        .iter()
        .map(|row| {
            let report = address(&format!("{HERE}/{}", row.id), &choice.period_query());
            let list = |which: &str| log.list(&joined(&[&called_in(row.id, ""), which]));
            Row {
                name: called(row.id, row.name.as_deref()),
                under: String::new(),
                cells: vec![
                    Cell::figure(row.methods, report.clone()),
                    Cell::figure(row.tasks, list("")),
                    Cell::word(change(row.tasks, row.before)),
                    Cell::word(share(row.tasks, whole)),
                    Cell::figure(row.failed_tasks, list(FAILED_TASKS)),
                ],
                href: report,
            }
        })
        .collect();
    let report = Report {
        days: t!("reports-days-own-zones", days = days_in_words(span)),
        problems: unordered.into_iter().collect(),
        tiles: tiles(&scope, &log, None),
        chart_title: t!("reports-all-connectors").to_owned(),
        chart: Some(chart(&scope.days, &scope.before, span, t!("reports-own-days"), Beside::Failed)),
        csv: address(&format!("{HERE}.csv"), &choice.with("sort", "")),
        tables: vec![Table {
            title: title.to_owned(),
            heads: heads(&columns, HERE, &choice, sort, &SORTS),
            rows,
            empty: (t!("reports-no-connector-called"), t!("reports-counted-soon", words), "plug"),
            instead: more_of(HERE, &choice),
            first: if slice.after.is_some() { address(HERE, &choice.query()) } else { String::new() },
            next,
            order: order_words(&columns, sort),
            ..Table::default()
        }],
        hint: hint(&[t!("reports-counted"), so_far(span)]),
        ..Report::default()
    };
    finish(tx, scope, choice, HERE.to_owned(), (title.to_owned(), None), report)
}

/// Adds what surrounds a report of connectors; of one of them its name.
fn finish(
    tx: &mut ReadTx<'_, InPartner>,
    scope: Scope,
    choice: Choice,
    here: String,
    (title, of_one): (String, Option<String>),
    report: Report,
) -> AppResult<ReportPage> {
    let (now, tz) = (tx.now(), zone(&scope.zone));
    let report = report.compared(queries::checked(tx)?, now, tz);
    let list = |href| (t!("reports-connectors").to_owned(), href);
    let crumbs = match of_one {
        None => vec![list(String::new())],
        Some(name) => vec![list(address(HERE, &choice.period_query())), (name, String::new())],
    };
    let filters = Filters::over_all(choice, &here, &scope.zone, false);
    Ok(ReportPage::over_all(tx, &title, crumbs, filters, report))
}

pub(super) async fn show(
    access: Access<UseConsole, InPartner>,
    path: web::Path<String>,
    asked: Asked<Choice>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (id, choice, paging) = (crate::ids::known::<Uuid>(&path)?, asked.0.known(), paging.0);
    let page = access.read(move |tx| one(tx, id, choice, &paging)).await?;
    Ok(page.answer(hx))
}

/// What a connector is called; one that was never here is not found, one that was deleted keeps its figures (M2).
pub(super) fn name_of(tx: &mut ReadTx<'_, InPartner>, id: Uuid, used: bool) -> AppResult<String> {
    let name = lists::connector_name(tx, id)?;
    if name.is_none() && !used && !id.is_nil() {
        return Err(AppError::NotFound);
    }
    Ok(called(id, name.as_deref()))
}

fn one(tx: &mut ReadTx<'_, InPartner>, id: Uuid, choice: Choice, paging: &PageQuery) -> AppResult<ReportPage> {
    let scope = scope(tx, &choice, Some(id))?;
    let sums = total(&scope.days);
    let name = name_of(tx, id, sums.tasks != 0)?;
    let here = format!("{HERE}/{id}");
    if !scope.problems.is_empty() {
        let problems = scope.problems.clone();
        return finish(tx, scope, choice, here, (name.clone(), Some(name)), Report::unread(problems));
    }
    let log = Log::of(tx.facts(), "/console", scope.span);
    let methods = lists::methods_of(tx, id, scope.span)?;
    let of_accounts = of_accounts(tx, &scope, &choice, (&here, id, &name), paging)?;
    let methods = Table {
        title: t!("reports-methods").to_owned(),
        heads: [
            t!("reports-method"),
            t!("reports-tasks"),
            t!("reports-change"),
            t!("reports-share"),
            t!("reports-failed"),
        ]
        .into_iter()
        .enumerate()
        .map(|(at, label)| Head::plain(label, at > 0))
        .collect(),
        rows: methods.iter().map(|method| method_row(method, sums.tasks, &log)).collect(),
        empty: (t!("reports-no-method-called"), t!("reports-counted-soon", words), "plug"),
        instead: more_of(&here, &choice),
        ..Table::default()
    };
    let report = Report {
        csv: address(&format!("{here}/accounts.csv"), &choice.with("sort", "")),
        tables: std::iter::once(methods).chain(of_accounts.tables).collect(),
        ..of_accounts
    };
    finish(tx, scope, choice, here, (name.clone(), Some(name)), report)
}

/// What accounts used of a connector, each beside that with its sub-accounts; `(here, id, name)`: the address of the report,
/// and the connector.
pub(super) fn of_accounts(
    tx: &mut ReadTx<'_, InPartner>,
    scope: &Scope,
    choice: &Choice,
    (here, id, name): (&str, Uuid, &str),
    paging: &PageQuery,
) -> AppResult<Report> {
    let (span, whole) = (scope.span, total(&scope.days).tasks);
    let ((sort, unordered), at_most) = (Sort::asked(&choice.sort, &ACCOUNT_SORTS), paging.rows());
    let slice = Slice { sort, after: after_of::<Key>(paging), at_most: at_most + 1 };
    let found = scope.list(tx, &format!("connector {id}"), &slice, |tx, ids| {
        lists::accounts_of_connector(tx, id, span.ends(), ids, &slice)
    })?;
    let (found, next) = page_of(found, at_most, here, &kept_query(choice, paging), |row| (row.place, row.id));
    let ids: Vec<Uuid> = found.iter().map(|row| row.id).collect();
    let beside = lists::beside_callers(tx, id, &ids, span)?;
    let (log, columns) = (Log::of_all(tx.facts(), choice, span), account_columns());
    let rows = found.iter().map(|used| account_row(used, beside.get(&used.id), id, whole, choice, &log)).collect();
    Ok(Report {
        days: t!("reports-days-own-zones", days = days_in_words(span)),
        problems: unordered.into_iter().collect(),
        tiles: tiles(scope, &log, Some(id)),
        chart_title: name.to_owned(),
        chart: Some(chart(&scope.days, &scope.before, span, t!("reports-own-days"), Beside::Failed)),
        csv: address(&format!("{here}.csv"), &choice.with("sort", "")),
        tables: vec![Table {
            title: t!("reports-accounts-use-it").to_owned(),
            heads: heads(&columns, here, choice, sort, &ACCOUNT_SORTS),
            rows,
            empty: (t!("reports-no-account-used-it"), t!("reports-counted-soon", words), "users"),
            instead: more_of(here, choice),
            first: if slice.after.is_some() { address(here, &choice.query()) } else { String::new() },
            next,
            order: order_words(&columns, sort),
            ..Table::default()
        }],
        hint: hint(&[t!("reports-counted"), t!("reports-own-and-below"), t!("reports-below-now"), so_far(span)]),
        ..Report::default()
    })
}

fn method_row(of: &OfMethod, whole: i64, log: &Log) -> Row {
    let list = |which: &str| log.list(&joined(&[&called_in(of.id, &of.method), which]));
    Row {
        name: of.method.clone(),
        under: String::new(),
        href: String::new(),
        cells: vec![
            Cell::figure(of.tasks, list("")),
            Cell::word(change(of.tasks, of.before)),
            Cell::word(share(of.tasks, whole)),
            Cell::figure(of.failed_tasks, list(FAILED_TASKS)),
        ],
    }
}

fn account_row(
    used: &Used,
    beside: Option<&BesideCaller>,
    connector: Uuid,
    whole: i64,
    choice: &Choice,
    log: &Log,
) -> Row {
    let live = beside.is_some_and(|beside| beside.live);
    let (below, below_failed) = beside.map_or((0, 0), |beside| (beside.below, beside.below_failed));
    let period = joined(&[&choice.period_query(), &format!("connector={connector}")]);
    let called_here = called_in(connector, "");
    let failed = joined(&[&called_here, FAILED_TASKS]);
    let own = log.of_account(used.id, live);
    let with_below = |filter: &str| if live { log.below(used.id, filter) } else { String::new() };
    let (name, under) = named(used.id, beside.and_then(|beside| beside.name.as_deref()), live);
    Row {
        name,
        under: under.to_owned(),
        href: if live { format!("/console/accounts/{}/reports/methods?{period}", used.id) } else { String::new() },
        cells: vec![
            Cell::figure(used.tasks, own.list(&called_here)),
            Cell::word(change(used.tasks, beside.map_or(0, |beside| beside.before))),
            Cell::figure(used.tasks + below, if below == 0 { String::new() } else { with_below(&called_here) }),
            Cell::word(share(used.tasks, whole)),
            Cell::figure(used.failed_tasks, own.list(&failed)).with_below(
                below_failed,
                used.failed_tasks + below_failed,
                with_below(&failed),
            ),
        ],
    }
}
