//! Which accounts used most, with what all of the partner's accounts used, or those with a tag, or those below one.

use super::bars::{Beside, chart};
use super::cache;
use super::choice::{Choice, Sort, Span};
use super::figures::{Day, Sums, against, share, tasks_against, total};
use super::lists::{self, BesideAccount, Key, Slice, Used};
use super::queries;
use super::shown::{
    COUNTED, Cell, Column, Filters, Report, ReportPage, Row, Table, Tile, behind, days_in_words, heads, may_look,
    order_words, page_of,
};
use crate::access::Access;
use crate::access::rights::UseConsole;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::web::forms::Asked;
use crate::web::page::Hx;
use crate::web::paging::{From, PageQuery, address, joined};
use crate::web::times::{figure, zone};
use actix_web::Responder;
use uuid::Uuid;

pub(super) const HERE: &str = "/console/reports/accounts";
/// By what it is sorted; the first is the usual.
pub(super) const SORTS: [&str; 5] = ["tasks", "overage", "transactions", "failed", "incidents"];
/// Stands there only where a limit lets work go on beyond it, and did.
const OVERAGE: Column = ("Over the limit", "overage", true);
const COLUMNS: [Column; 11] = [
    ("Account", "", false),
    ("Cycles", "", true),
    ("Connectors", "", true),
    ("Tasks", "tasks", true),
    ("Change", "", true),
    ("With sub-accounts", "", true),
    OVERAGE,
    ("Share", "", true),
    ("Transactions", "transactions", true),
    ("Failed", "failed", true),
    ("Incidents", "incidents", true),
];

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
        let zone_name = crate::audit::filter::zone_of(tx);
        let (span, mut problems) = span_of_all(tx, &zone_name, choice)?;
        let (ids, more) = lists::narrowed(tx, choice)?;
        problems.extend(more);
        let (days, before) = match &ids {
            None => (queries::of_partner(tx, span.ends())?, queries::of_partner(tx, span.before)?),
            Some(ids) => (queries::of_accounts(tx, ids, span.ends())?, queries::of_accounts(tx, ids, span.before)?),
        };
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

/// The figures above a report of use.
pub(super) fn tiles(sums: Sums, before: Sums, home: &str, may: bool, span: Span) -> Vec<Tile> {
    let tile = |label, now: i64, before: i64, href| Tile {
        label,
        value: figure(now),
        note: against(now, before),
        href,
        beside: String::new(),
    };
    vec![
        Tile {
            note: tasks_against(sums, before),
            ..tile("Tasks", sums.tasks, before.tasks, behind(home, may, span, ""))
        },
        tile("Transactions", sums.transactions, before.transactions, behind(home, may, span, "")),
        tile("Failed transactions", sums.failed, before.failed, behind(home, may, span, "&status=failed")),
        tile("Incidents", sums.incidents, before.incidents, behind(home, may, span, "&status=incidents")),
    ]
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
    let scope = Scope::read(tx, &choice)?;
    let (sums, before) = scope.sums();
    let (sort, rows) = (Sort::read(&choice.sort, &SORTS), paging.rows());
    let slice = Slice { sort, after: after_of::<Key>(paging), at_most: rows + 1 };
    let span = scope.span;
    let found = scope.list(tx, "accounts", &slice, |tx, ids| lists::by_account(tx, span.ends(), ids, &slice))?;
    let (found, next) = page_of(found, rows, HERE, &kept_query(&choice, paging), |row| (row.place, row.id));
    let ids: Vec<Uuid> = found.iter().map(|row| row.id).collect();
    let beside = lists::beside_accounts(tx, &ids, span)?;
    let may = may_look(tx.facts());
    let period = choice.period_query();
    let some_over = sums.overage > 0 || sort.by == OVERAGE.1;
    let columns: Vec<Column> = COLUMNS.into_iter().filter(|column| some_over || *column != OVERAGE).collect();
    let rows: Vec<Row> =
        found.iter().map(|used| row(used, beside.get(&used.id), sums, &period, may, span, some_over)).collect();
    let (now, tz) = (tx.now(), zone(&scope.zone));
    let report = Report {
        days: format!("{}, each account by days of its own timezone", days_in_words(span)),
        tiles: tiles(sums, before, "/console", may && scope.ids.is_none(), span),
        chart_title: if scope.ids.is_none() { "All accounts" } else { "These accounts" }.to_owned(),
        chart: Some(chart(&scope.days, &scope.before, span, "each account's own days", Beside::Incidents)),
        csv: address(&format!("{HERE}.csv"), &choice.with("sort", "")),
        tables: vec![Table {
            title: "Accounts by use".to_owned(),
            heads: heads(&columns, HERE, &choice, sort, &SORTS),
            rows,
            empty: (
                "No account has used anything in this time",
                "Choose another period. What cycles do is counted within a minute.",
                "activity",
            ),
            first: if slice.after.is_some() { address(HERE, &choice.query()) } else { String::new() },
            next,
            order: order_words(&COLUMNS, sort),
            all: (String::new(), String::new()),
        }],
        problems: scope.problems,
        hint: format!(
            "{COUNTED} What an account uses is its own, and that with its sub-accounts stands beside it, never in it. Cycles are those that run, or did until 24 hours ago."
        ),
        ..Report::default()
    }
    .compared(queries::checked(tx)?, now, tz);
    let filters = Filters::over_all(choice, HERE, &scope.zone, true);
    let crumbs = vec![("Accounts".to_owned(), String::new())];
    Ok(ReportPage::over_all(tx, "Accounts by use", crumbs, filters, report))
}

fn row(
    used: &Used,
    beside: Option<&BesideAccount>,
    sums: Sums,
    period: &str,
    may: bool,
    span: Span,
    some_over: bool,
) -> Row {
    let live = beside.is_some_and(|beside| beside.live);
    let home = format!("/console/accounts/{}", used.id);
    let list = |more: &str| if live { behind(&home, may, span, more) } else { String::new() };
    let report = |part: &str| if live { address(&format!("{home}/reports/{part}"), period) } else { String::new() };
    let count = |of: fn(&BesideAccount) -> i64| beside.map_or(0, of);
    let tree = used.tasks + count(|beside| beside.below);
    let mut cells = vec![
        Cell::figure(count(|beside| beside.cycles), report("cycles")),
        Cell::figure(count(|beside| beside.connectors), report("methods")),
        Cell::figure(used.tasks, report("use")),
        Cell::word(super::figures::change(used.tasks, count(|beside| beside.before))),
        Cell::figure(tree, if tree == used.tasks { String::new() } else { below(HERE, used.id, period) }),
    ];
    if some_over {
        cells.push(Cell::figure(used.overage, report("periods")));
    }
    cells.extend([
        Cell::word(share(used.tasks, sums.tasks)),
        Cell::figure(used.transactions, list("")),
        Cell::figure(used.failed, list("&status=failed")),
        Cell::figure(used.incidents, list("&status=incidents")),
    ]);
    Row {
        name: beside
            .and_then(|beside| beside.name.clone())
            .unwrap_or_else(|| format!("A deleted account ({})", used.id)),
        under: String::new(),
        href: report("use"),
        cells,
    }
}

/// A report over all accounts, of an account and all below it.
pub(super) fn below(report: &str, account: Uuid, period: &str) -> String {
    address(report, &joined(&[period, &format!("parent={account}")]))
}
