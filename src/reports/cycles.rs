//! Cycles by what they used: of all accounts, of those with a tag or below one, and of one account alone.

use super::account::{Whose, account_page, cycle_words, own_tiles};
use super::accounts::{Scope, after_of, at_or_below, kept_query};
use super::bars::{Beside, chart, marked};
use super::choice::Choice;
use super::figures::{Sums, change, share, total};
use super::lists::{self, BesideCycle, Key, Slice, Used, named};
use super::log::{FAILED, INCIDENTS, Log, TASKS};
use super::queries;
use super::shown::{
    Cell, Column, Filters, Report, ReportPage, Row, Table, days_in_words, figures, heads, hint, more_of, order_words,
    page_of, so_far, texts,
};
use super::sort::Sort;
use crate::access::Access;
use crate::access::rights::UseConsole;
use crate::accounts::stand::{Stand, account_of};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::web::forms::Asked;
use crate::web::page::Hx;
use crate::web::paging::{PageQuery, address, joined};
use crate::web::times::zone;
use actix_web::{Responder, web};

pub(super) const HERE: &str = "/console/reports/cycles";
pub(super) const SORTS: [&str; 4] = ["transactions", "tasks", "failed", "incidents"];

/// Those of the list; of all accounts each cycle's account stands beside it.
fn columns(with_account: bool) -> Vec<Column> {
    let mut columns = vec![texts(t!("reports-cycle", words))];
    columns.extend(with_account.then(|| texts(t!("reports-account"))));
    columns.extend([
        figures(t!("reports-transactions"), "transactions"),
        figures(t!("reports-failed"), "failed"),
        figures(t!("reports-tasks"), "tasks"),
        figures(t!("reports-change"), ""),
        figures(t!("reports-share"), ""),
        figures(t!("reports-incidents"), "incidents"),
    ]);
    columns
}

/// What is said where nothing ran.
fn empty() -> (&'static str, String, &'static str) {
    (t!("reports-nothing-ran"), t!("reports-counted-soon", words), "activity")
}

pub(super) async fn of_partner(
    access: Access<UseConsole, InPartner>,
    asked: Asked<Choice>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (choice, paging) = (asked.0.known(), paging.0);
    let page = access.read(move |tx| everywhere(tx, choice, &paging)).await?;
    Ok(page.answer(hx))
}

fn everywhere(tx: &mut ReadTx<'_, InPartner>, choice: Choice, paging: &PageQuery) -> AppResult<ReportPage> {
    let scope = Scope::read(tx, &choice)?;
    let crumbs = vec![(t!("reports-cycles", words), String::new())];
    if !scope.problems.is_empty() {
        let filters = Filters::over_all(choice, HERE, &scope.zone, true);
        let title = t!("reports-cycles-by-use", words);
        return Ok(ReportPage::over_all(tx, &title, crumbs, filters, Report::unread(scope.problems)));
    }
    let (sums, before) = scope.sums();
    let ((sort, unordered), at_most) = (Sort::asked(&choice.sort, &SORTS), paging.rows());
    let slice = Slice { sort, after: after_of::<Key>(paging), at_most: at_most + 1 };
    let span = scope.span;
    let found = scope.list(tx, "cycles", &slice, |tx, ids| lists::by_cycle(tx, span.ends(), ids, &slice))?;
    let (found, next) = page_of(found, at_most, HERE, &kept_query(&choice, paging), |row| (row.place, row.id));
    let beside = lists::beside_cycles(tx, &found, span)?;
    let log = Log::of_all(tx.facts(), &choice, span);
    let rows = found
        .iter()
        .map(|used| {
            let home = format!("/console/accounts/{}", used.account);
            let beside = beside.get(&used.id);
            let live = beside.is_some_and(|beside| beside.live);
            let account = beside.and_then(|beside| beside.account_name.clone());
            let report =
                if live { address(&format!("{home}/reports/cycles"), &choice.period_query()) } else { String::new() };
            let (account, under) = named(used.account, account.as_deref(), live);
            let account = Cell { under, ..Cell::text(account, report) };
            row(used, beside, sums, &home, &log.of_account(used.account, live), Some(account))
        })
        .collect();
    let (now, tz, columns) = (tx.now(), zone(&scope.zone), columns(true));
    let report = Report {
        days: t!("reports-days-own-zones", days = days_in_words(span)),
        problems: unordered.into_iter().collect(),
        tiles: own_tiles(sums, before, span.former(), &log, None),
        chart_title: if scope.ids.is_none() {
            t!("reports-cycles-of-all", words)
        } else {
            t!("reports-cycles-of-these", words)
        },
        chart: Some(chart(&scope.days, &scope.before, span, t!("reports-own-days"), Beside::Incidents)),
        csv: address(&format!("{HERE}.csv"), &choice.with("sort", "")),
        tables: vec![Table {
            title: t!("reports-cycles-by-use", words),
            heads: heads(&columns, HERE, &choice, sort, &SORTS),
            rows,
            empty: empty(),
            instead: more_of(HERE, &choice),
            first: if slice.after.is_some() { address(HERE, &choice.query()) } else { String::new() },
            next,
            order: order_words(&columns, sort),
            all: (String::new(), String::new()),
        }],
        hint: hint(&[t!("reports-counted"), &t!("reports-cycles-stay", words), so_far(span)]),
        ..Report::default()
    }
    .compared(queries::checked(tx)?, now, tz);
    let filters = Filters::over_all(choice, HERE, &scope.zone, true);
    Ok(ReportPage::over_all(tx, &t!("reports-cycles-by-use", words), crumbs, filters, report))
}

pub(super) async fn of_account<P: Stand>(
    access: Access<P::Report, P>,
    path: web::Path<String>,
    asked: Asked<Choice>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (id, choice, paging) = (account_of(&path)?, asked.0.known(), paging.0);
    let page = access.read(move |tx| one(tx, id, choice, &paging)).await?;
    Ok(page.answer(hx))
}

fn one<P: Stand>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    choice: Choice,
    paging: &PageQuery,
) -> AppResult<ReportPage> {
    let answers = t!("reports-account-cycles-answers", words);
    let mut whose = Whose::read(tx, account, &choice)?;
    let own = queries::by_day(tx, account, false, whose.span.ends())?;
    let sums = total(&own);
    whose.problems.extend(whose.too_early(sums));
    if !whose.problems.is_empty() {
        return account_page(tx, whose, choice, "cycles", answers, Report::default());
    }
    let (span, frame, log) = (whose.span, &whose.frame, whose.log(tx.facts()));
    let here = format!("{}/cycles", frame.here);
    let before = queries::by_day(tx, account, false, span.before)?;
    let ((sort, unordered), at_most) = (Sort::asked(&choice.sort, &SORTS), paging.rows());
    let slice = Slice { sort, after: after_of::<Key>(paging), at_most: at_most + 1 };
    let found = lists::by_cycle(tx, span.ends(), Some(&[account.0]), &slice)?;
    let (found, next) = page_of(found, at_most, &here, &kept_query(&choice, paging), |row| (row.place, row.id));
    let beside = lists::beside_cycles(tx, &found, span)?;
    let tree = if frame.in_console { Some(total(&queries::by_day(tx, account, true, span.ends())?)) } else { None };
    let marks = whose.marks(tx, false)?;
    let rows = found.iter().map(|used| row(used, beside.get(&used.id), sums, &frame.home, &log, None)).collect();
    let columns = columns(false);
    // Those of the accounts below are listed where all are: never mixed into its own.
    let of_all = if frame.in_console {
        (t!("reports-with-theirs").to_owned(), at_or_below(HERE, account.0, &choice.period_query()))
    } else {
        (String::new(), String::new())
    };
    let report = Report {
        days: whose.days(),
        problems: unordered.into_iter().collect(),
        tiles: own_tiles(sums, total(&before), span.former(), &log, tree.map(|tree| (account, tree))),
        chart_title: t!("reports-own-use").to_owned(),
        chart: Some(marked(&own, &before, span, frame.account_zone.name(), Beside::Incidents, marks)),
        csv: address(&format!("{here}.csv"), &choice.with("sort", "")),
        tables: vec![Table {
            title: t!("reports-cycles", words),
            heads: heads(&columns, &here, &choice, sort, &SORTS),
            rows,
            empty: empty(),
            instead: more_of(&here, &choice),
            first: if slice.after.is_some() { address(&here, &choice.query()) } else { String::new() },
            next,
            order: order_words(&columns, sort),
            all: of_all,
        }],
        hint: hint(&[&whose.hint(), &t!("reports-cycles-stay", words)]),
        ..Report::default()
    };
    account_page(tx, whose, choice, "cycles", answers, report)
}

fn row(used: &Used, beside: Option<&BesideCycle>, sums: Sums, home: &str, log: &Log, account: Option<Cell>) -> Row {
    let there = beside.and_then(|beside| beside.state.as_deref()).is_some_and(|state| state != "removed");
    let by_programs = used.is_by_programs();
    let list = |more: &str| {
        if by_programs { String::new() } else { log.list(&joined(&[&format!("cycle={}", used.id), more])) }
    };
    let (name, under) = cycle_words(beside.and_then(|beside| beside.name.as_deref()), there, by_programs);
    let mut cells: Vec<Cell> = account.into_iter().collect();
    cells.extend([
        Cell::figure(used.transactions, list("")),
        Cell::figure(used.failed, list(FAILED)),
        Cell::figure(used.tasks, list(TASKS)),
        Cell::word(change(used.tasks, beside.map_or(0, |beside| beside.before))),
        Cell::word(share(used.tasks, sums.tasks)),
        Cell::figure(used.incidents, list(INCIDENTS)),
    ]);
    Row {
        name,
        under,
        href: if there && log.opens() { format!("{home}/cycles/{}", used.id) } else { String::new() },
        cells,
    }
}
