//! Which connectors and methods an account called, and beside it, for staff, what it and all of its sub-accounts called.

use super::account::{Whose, account_page};
use super::accounts::{after_of, kept_query};
use super::bars::{Beside, chart};
use super::choice::{Choice, Sort, Span};
use super::figures::{change, share, total};
use super::lists::{self, MethodKey, OfMethod, Slice, called};
use super::queries;
use super::shown::{
    COUNTED, Cell, Column, Report, ReportPage, Row, Table, Tile, behind, heads, may_look, order_words, page_of,
};
use crate::access::Access;
use crate::accounts::stand::{Frame, Stand, account_of};
use crate::db::ReadTx;
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::web::forms::Asked;
use crate::web::page::Hx;
use crate::web::paging::{PageQuery, address};
use crate::web::times::figure;
use actix_web::{Responder, web};
use uuid::Uuid;

pub(super) const SORTS: [&str; 3] = ["tasks", "failed_tasks", "transactions"];
/// What is sorted as `transactions` is what stands beside its own: the tasks with sub-accounts.
const COLUMNS: [Column; 7] = [
    ("Connector", "", false),
    ("Method", "", false),
    ("Tasks", "tasks", true),
    ("Change", "", true),
    ("Share", "", true),
    ("Failed", "failed_tasks", true),
    ("With sub-accounts", "transactions", true),
];

pub(super) async fn show<P: Stand>(
    access: Access<P::Report, P>,
    path: web::Path<String>,
    asked: Asked<Choice>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (id, choice, paging) = (account_of(&path)?, asked.0.known(), paging.0);
    let page = access.read(move |tx| page(tx, id, choice, &paging)).await?;
    Ok(page.answer(hx))
}

/// The connector that an address names; None: any.
pub(super) fn connector_of(choice: &Choice, problems: &mut Vec<String>) -> Option<Uuid> {
    match choice.connector.as_str() {
        "" => None,
        id => match Uuid::parse_str(id) {
            Ok(id) => Some(id),
            Err(_) => {
                let typed = crate::people::model::shortened(id);
                problems.push(format!("“{typed}” is no connector. Choose one from the list."));
                None
            }
        },
    }
}

fn page<P: Stand>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    choice: Choice,
    paging: &PageQuery,
) -> AppResult<ReportPage> {
    let mut whose = Whose::read(tx, account, &choice)?;
    let connector = connector_of(&choice, &mut whose.problems);
    let (span, frame) = (whose.span, &whose.frame);
    let here = format!("{}/methods", frame.here);
    let own = queries::by_day(tx, account, false, span.ends())?;
    let own_before = queries::by_day(tx, account, false, span.before)?;
    let (sums, before) = (total(&own), total(&own_before));
    let tree = if frame.in_console { total(&queries::by_day(tx, account, true, span.ends())?) } else { sums };
    let (sort, at_most) = (Sort::read(&choice.sort, &SORTS), paging.rows());
    let slice = Slice { sort, after: after_of::<MethodKey>(paging), at_most: at_most + 1 };
    let found = lists::by_method(tx, account, frame.in_console, connector, span, &slice)?;
    let key = |row: &OfMethod| (row.place, row.id, row.method.clone());
    let (found, next) = page_of(found, at_most, &here, &kept_query(&choice, paging), key);
    let may = may_look(tx.facts());
    let columns: Vec<Column> =
        COLUMNS.iter().copied().filter(|(_, sorts, _)| frame.in_console || *sorts != "transactions").collect();
    let rows = found.iter().map(|method| row(method, sums.tasks, frame, account, may, span)).collect();
    let beside = |number: i64| {
        if frame.in_console { format!("With sub-accounts {}", figure(number)) } else { String::new() }
    };
    let tile = |label, now: i64, before: i64, tree: i64| Tile {
        label,
        value: figure(now),
        note: super::figures::against(now, before),
        href: String::new(),
        beside: beside(tree),
    };
    let report = Report {
        days: whose.days(),
        tiles: vec![
            tile("Tasks", sums.tasks, before.tasks, tree.tasks),
            tile("Failed tasks", sums.failed_tasks, before.failed_tasks, tree.failed_tasks),
        ],
        chart_title: "Own use".to_owned(),
        chart: Some(chart(&own, &own_before, span, frame.account_zone.name(), Beside::Failed)),
        csv: address(&format!("{here}.csv"), &choice.with("sort", "")),
        tables: vec![Table {
            title: if connector.is_some() { "Methods of one connector" } else { "Connectors and methods" }.to_owned(),
            heads: heads(&columns, &here, &choice, sort, &SORTS),
            rows,
            empty: (
                "No task in this time",
                "Each call of a connector's method, and each data operation, is a task.",
                "plug",
            ),
            first: if slice.after.is_some() { address(&here, &choice.query()) } else { String::new() },
            next,
            order: order_words(&columns, sort),
            all: if connector.is_some() {
                ("All connectors".to_owned(), address(&here, &choice.with("connector", "")))
            } else {
                (String::new(), String::new())
            },
        }],
        hint: COUNTED.to_owned(),
        ..Report::default()
    };
    let mut page =
        account_page(tx, whose, choice, "methods", "Which applications were called, and with which methods.", report)?;
    // What is narrowed to stays when the period changes.
    if !page.filters.choice.connector.is_empty() {
        page.filters.connectors.push((page.filters.choice.connector.clone(), "One connector".to_owned()));
        page.filters.connectors.insert(0, (String::new(), "Any connector".to_owned()));
    }
    Ok(page)
}

fn row(of: &OfMethod, whole: i64, frame: &Frame, account: AccountId, may: bool, span: Span) -> Row {
    // The transactions of the cycles that use it; an account's own list cannot tell one of the library.
    let list = match (frame.in_console, of.id.is_nil()) {
        (true, false) => behind("/console", may, span, &format!("&account={account}&connector={}", of.id)),
        _ => behind(&frame.home, may, span, ""),
    };
    let mut cells = vec![
        Cell::text(of.method.clone(), String::new()),
        Cell::figure(of.tasks, list.clone()),
        Cell::word(change(of.tasks, of.before)),
        Cell::word(share(of.tasks, whole)),
        Cell::figure(of.failed_tasks, list),
    ];
    if frame.in_console {
        cells.push(Cell::figure(of.tree, String::new()));
    }
    let report = if frame.in_console && !of.id.is_nil() {
        format!("{}/{}", super::connectors::HERE, of.id)
    } else {
        String::new()
    };
    Row { name: called(of.id, of.name.as_deref()), under: String::new(), href: report, cells }
}
