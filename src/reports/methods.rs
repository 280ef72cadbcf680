//! Which connectors and methods an account called, and beside it, for staff, what it and all of its sub-accounts called.

use super::account::{Whose, account_page};
use super::accounts::{after_of, kept_query};
use super::bars::{Beside, Marks, marked};
use super::choice::Choice;
use super::figures::{Day, Sums, against, change, share, total};
use super::lists::{self, MethodKey, OfMethod, Slice, called};
use super::log::{FAILED_TASKS, Log, TASKS, called_in};
use super::queries;
use super::shown::{
    Cell, Column, Report, ReportPage, Row, Table, Tile, figures, heads, more_of, order_words, page_of, texts,
};
use super::sort::Sort;
use crate::access::Access;
use crate::accounts::stand::{Frame, Stand, account_of};
use crate::db::ReadTx;
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::web::forms::Asked;
use crate::web::page::Hx;
use crate::web::paging::{PageQuery, address, joined};
use actix_web::{Responder, web};
use chrono::NaiveDate;
use uuid::Uuid;

pub(super) const SORTS: [&str; 3] = ["tasks", "failed_tasks", "transactions"];
/// What is sorted as `transactions` is what stands beside its own: the tasks with sub-accounts.
fn columns() -> Vec<Column> {
    vec![
        texts(t!("reports-connector")),
        texts(t!("reports-method")),
        figures(t!("reports-tasks"), "tasks"),
        figures(t!("reports-change"), ""),
        figures(t!("reports-share"), ""),
        figures(t!("reports-failed"), "failed_tasks"),
        figures(t!("reports-with-sub-accounts"), "transactions"),
    ]
}

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
                problems.push(t!("reports-no-connector", typed = typed));
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
    let answers = t!("reports-methods-answers");
    let mut whose = Whose::read(tx, account, &choice)?;
    let connector = connector_of(&choice, &mut whose.problems);
    let in_console = whose.frame.in_console;
    let own = used(tx, account, false, connector, whose.span.ends())?;
    let tree = if in_console { Some(total(&used(tx, account, true, connector, whose.span.ends())?)) } else { None };
    let sums = total(&own);
    whose.problems.extend(whose.too_early(tree.unwrap_or(sums)));
    if !whose.problems.is_empty() {
        return account_page(tx, whose, choice, "methods", answers, Report::default());
    }
    let (span, frame, log) = (whose.span, &whose.frame, whose.log(tx.facts()));
    let here = format!("{}/methods", frame.here);
    let own_before = used(tx, account, false, connector, span.before)?;
    let before = total(&own_before);
    let (sort, unordered) = Sort::asked(&choice.sort, &SORTS);
    let table = table(tx, &whose, &choice, (connector, sort), (sums.tasks, &log), paging)?;
    let of_one = connector.map_or_else(String::new, |id| called_in(id, ""));
    let tile = |label, of: fn(Sums) -> i64, which: &str| {
        let filter = joined(&[&of_one, which]);
        let below = tree.map_or_else(String::new, |_| log.below(account.0, &filter));
        let said = against(of(sums), of(before), span.former());
        Tile::new(label, of(sums), said, log.list(&filter)).with_below(tree.is_some(), tree.map_or(0, of), below)
    };
    // A limit is of all that an account uses, not of one connector.
    let marks = Marks { limit: None, ..whose.marks(tx, false)? };
    let report = Report {
        days: whose.days(),
        tiles: vec![
            tile(t!("reports-tasks"), |sums| sums.tasks, TASKS),
            tile(t!("reports-failed-tasks"), |sums| sums.failed_tasks, FAILED_TASKS),
        ],
        chart_title: if connector.is_some() { t!("reports-own-one-connector") } else { t!("reports-own-use") }
            .to_owned(),
        chart: Some(marked(&own, &own_before, span, frame.account_zone.name(), Beside::Failed, marks)),
        csv: address(&format!("{here}.csv"), &choice.with("sort", "")),
        problems: unordered.into_iter().collect(),
        tables: vec![table],
        hint: whose.hint(),
        ..Report::default()
    };
    let mut page = account_page(tx, whose, choice, "methods", answers, report)?;
    // What is narrowed to stays when the period changes.
    if !page.filters.choice.connector.is_empty() {
        page.filters.connectors.push((page.filters.choice.connector.clone(), t!("reports-one-connector").to_owned()));
        page.filters.connectors.insert(0, (String::new(), t!("reports-any-connector").to_owned()));
    }
    Ok(page)
}

/// The list of its methods. `(connector, sort)`: of which connector, and its order; `(whole, log)`: the tasks that shares are of, and where figures lead.
fn table<P: Stand>(
    tx: &mut ReadTx<'_, P>,
    whose: &Whose,
    choice: &Choice,
    (connector, sort): (Option<Uuid>, Sort),
    (whole, log): (i64, &Log),
    paging: &PageQuery,
) -> AppResult<Table> {
    let (account, span, frame) = (whose.account, whose.span, &whose.frame);
    let here = format!("{}/methods", frame.here);
    let at_most = paging.rows();
    let slice = Slice { sort, after: after_of::<MethodKey>(paging), at_most: at_most + 1 };
    let found = lists::by_method(tx, account, frame.in_console, connector, span, &slice)?;
    let key = |row: &OfMethod| (row.place, row.id, row.method.clone());
    let (found, next) = page_of(found, at_most, &here, &kept_query(choice, paging), key);
    let columns: Vec<Column> =
        columns().into_iter().filter(|(_, sorts, _)| frame.in_console || *sorts != "transactions").collect();
    let rows = found.iter().map(|method| row(method, whole, frame, account, log)).collect();
    Ok(Table {
        title: if connector.is_some() { t!("reports-methods-one-connector") } else { t!("reports-connectors-methods") }
            .to_owned(),
        heads: heads(&columns, &here, choice, sort, &SORTS),
        rows,
        empty: (t!("reports-no-task"), t!("reports-is-a-task").to_owned(), "plug"),
        instead: more_of(&here, choice),
        first: if slice.after.is_some() { address(&here, &choice.query()) } else { String::new() },
        next,
        order: order_words(&columns, sort),
        all: if connector.is_some() {
            (t!("reports-all-connectors").to_owned(), address(&here, &choice.with("connector", "")))
        } else {
            (String::new(), String::new())
        },
    })
}

/// What an account used by day, of one connector or of all that it used.
fn used<P: Stand>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    below: bool,
    connector: Option<Uuid>,
    days: (NaiveDate, NaiveDate),
) -> AppResult<Vec<Day>> {
    match (connector, below) {
        (None, _) => queries::by_day(tx, account, below, days),
        (Some(id), false) => queries::of_connector_by(tx, id, &[account.0], days),
        (Some(id), true) => {
            let all = queries::at_or_below(tx, account)?;
            queries::of_connector_by(tx, id, &all, days)
        }
    }
}

fn row(of: &OfMethod, whole: i64, frame: &Frame, account: AccountId, log: &Log) -> Row {
    let filter = called_in(of.id, &of.method);
    let failed = joined(&[&filter, FAILED_TASKS]);
    let with_below = |filter: &str| if frame.in_console { log.below(account.0, filter) } else { String::new() };
    let mut cells = vec![
        Cell::text(of.method.clone(), String::new()),
        Cell::figure(of.tasks, log.list(&filter)),
        Cell::word(change(of.tasks, of.before)),
        Cell::word(share(of.tasks, whole)),
        Cell::figure(of.failed_tasks, log.list(&failed)).with_below(
            of.tree_failed.saturating_sub(of.failed_tasks).max(0),
            of.tree_failed,
            with_below(&failed),
        ),
    ];
    if frame.in_console {
        cells.push(Cell::figure(of.tree, with_below(&filter)));
    }
    let report = if frame.in_console && !of.id.is_nil() {
        format!("{}/{}", super::connectors::HERE, of.id)
    } else {
        String::new()
    };
    Row { name: called(of.id, of.name.as_deref()), under: String::new(), href: report, cells }
}
