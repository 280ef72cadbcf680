//! Task history by billing period over all accounts: what each used in its own period, of which limit, and beside it with its
//! sub-accounts. Each account's periods begin on its own billing date.

use super::accounts::{after_of, kept_query};
use super::bars::{Beside, chart};
use super::choice::{Choice, Sort, Span};
use super::figures::change;
use super::lists::{self, Key, Slice, named};
use super::log::{FAILED, INCIDENTS, Log, OVER};
use super::queries::{self, read};
use super::shown::{
    COUNTED, Cell, Column, Filters, Report, ReportPage, Row, Table, Tile, days_in_words, heads, order_words, page_of,
};
use crate::access::Access;
use crate::access::rights::{Right, UseConsole, ViewAccounts};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::people::model::shortened;
use crate::web::forms::Asked;
use crate::web::page::Hx;
use crate::web::paging::{PageQuery, address};
use crate::web::times::{date, figure, zone};
use actix_web::Responder;
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use serde::Deserialize;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.usage_in_periods"] fn usage_in_periods(ids: Nullable<Array<SqlUuid>>, ago: Integer, at: Timestamptz) -> Jsonb; }

mod sql {
    #![expect(clippy::too_many_arguments, reason = "the call of an SQL function has as many as that function")]
    use super::{Array, BigInt, Bool, Integer, Nullable, SqlUuid, Text, Timestamptz};
    diesel::define_sql_function! { #[sql_name = "app.usage_by_period"] fn usage_by_period(ids: Nullable<Array<SqlUuid>>, ago: Integer, at: Timestamptz, sort: Text, down: Bool, after_place: Nullable<BigInt>, after_id: Nullable<SqlUuid>, at_most: Integer) -> Jsonb; }
}

pub(super) const HERE: &str = "/console/reports/periods";
const SORTS: [&str; 5] = ["tasks", "overage", "transactions", "failed", "incidents"];
const COLUMNS: [Column; 9] = [
    ("Account", "", false),
    ("Tasks", "tasks", true),
    ("Change", "", true),
    ("With sub-accounts", "", true),
    ("Limit now", "", true),
    ("Over the limit", "overage", true),
    ("Transactions", "transactions", true),
    ("Failed", "failed", true),
    ("Incidents", "incidents", true),
];
/// Which period of each account; so many back as it stands here.
const PERIODS: [(&str, &str); 12] = [
    ("", "This billing period"),
    ("former", "The one before"),
    ("2-ago", "2 before this one"),
    ("3-ago", "3 before this one"),
    ("4-ago", "4 before this one"),
    ("5-ago", "5 before this one"),
    ("6-ago", "6 before this one"),
    ("7-ago", "7 before this one"),
    ("8-ago", "8 before this one"),
    ("9-ago", "9 before this one"),
    ("10-ago", "10 before this one"),
    ("11-ago", "11 before this one"),
];

/// How many periods back an address asks for; the second part says what could not be read.
pub(super) fn ago_of(choice: &Choice) -> (i32, Vec<String>) {
    match (0..).zip(PERIODS).find(|(_, (key, _))| *key == choice.period) {
        Some((ago, _)) => (ago, Vec::new()),
        None => {
            let why = format!("There is no billing period “{}”. Choose one from the list.", shortened(&choice.period));
            (0, vec![why])
        }
    }
}

/// What accounts used together in their periods, and between which days those lie; none where there is no account.
#[derive(Debug, Deserialize)]
struct Together {
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
    tasks: i64,
    overage: i64,
    transactions: i64,
    failed: i64,
    incidents: i64,
}

/// An account's period.
#[derive(Debug, Deserialize)]
struct InPeriod {
    id: Uuid,
    place: i64,
    name: String,
    live: bool,
    first: NaiveDate,
    last: NaiveDate,
    tasks: i64,
    before: i64,
    tree: i64,
    overage: i64,
    /// None: there is none.
    limit: Option<i64>,
    transactions: i64,
    failed: i64,
    incidents: i64,
}

fn together(tx: &mut ReadTx<'_, InPartner>, ids: Option<&[Uuid]>, ago: i32) -> AppResult<Together> {
    let now = tx.now();
    read(diesel::select(usage_in_periods(ids, ago, now)).get_result(tx.conn())?)
}

fn list(tx: &mut ReadTx<'_, InPartner>, ids: Option<&[Uuid]>, ago: i32, slice: &Slice) -> AppResult<Vec<InPeriod>> {
    let (now, (place, id)) = (tx.now(), slice.after.unzip());
    let at_most = i32::try_from(slice.at_most).unwrap_or(i32::MAX);
    let call = sql::usage_by_period(ids, ago, now, slice.sort.by, slice.sort.down, place, id, at_most);
    read(diesel::select(call).get_result(tx.conn())?)
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

fn page(tx: &mut ReadTx<'_, InPartner>, choice: Choice, paging: &PageQuery) -> AppResult<ReportPage> {
    let (ago, mut problems) = ago_of(&choice);
    let (ids, more) = lists::narrowed(tx, &choice)?;
    problems.extend(more);
    let zone_name = crate::audit::filter::zone_of(tx);
    let report = if problems.is_empty() {
        report(tx, &choice, ids.as_deref(), ago, paging)?.compared(queries::checked(tx)?, tx.now(), zone(&zone_name))
    } else {
        Report::unread(problems)
    };
    let filters =
        Filters { periods: PERIODS.to_vec(), own_days: false, ..Filters::over_all(choice, HERE, &zone_name, true) };
    let crumbs = vec![("Billing periods".to_owned(), String::new())];
    Ok(ReportPage::over_all(tx, "Billing periods", crumbs, filters, report))
}

fn report(
    tx: &mut ReadTx<'_, InPartner>,
    choice: &Choice,
    ids: Option<&[Uuid]>,
    ago: i32,
    paging: &PageQuery,
) -> AppResult<Report> {
    let (now, before) = (together(tx, ids, ago)?, together(tx, ids, ago + 1)?);
    let (sort, at_most) = (Sort::read(&choice.sort, &SORTS), paging.rows());
    let slice = Slice { sort, after: after_of::<Key>(paging), at_most: at_most + 1 };
    let found = list(tx, ids, ago, &slice)?;
    let (found, next) = page_of(found, at_most, HERE, &kept_query(choice, paging), |row| (row.place, row.id));
    let today = tx.now().date_naive();
    let (first, last) = (now.first.unwrap_or(today), now.last.unwrap_or(today));
    // Of days to come there is nothing to draw.
    let until = queries::calendar(tx, None, false, today)?.today().furthest;
    let span = Span::of(first, last.min(until).max(first));
    let days = |tx: &mut ReadTx<'_, InPartner>, ends| match ids {
        None => queries::of_partner(tx, ends),
        Some(ids) => queries::of_accounts(tx, ids, ends),
    };
    let (in_them, earlier) = (days(tx, span.ends())?, days(tx, span.before)?);
    let log = Log::of(tx.facts(), "/console", span);
    let limits = ViewAccounts::held(tx.facts());
    let tile = |label, now: i64, before: i64| Tile::new(label, now, before, String::new());
    Ok(Report {
        days: format!("Each account's own billing period; they lie from {}", days_in_words(Span::of(first, last))),
        tiles: vec![
            tile("Tasks", now.tasks, before.tasks),
            tile("Tasks over the limit", now.overage, before.overage),
            tile("Transactions", now.transactions, before.transactions),
            tile("Failed transactions", now.failed, before.failed),
            tile("Incidents", now.incidents, before.incidents),
        ],
        chart_title: "All days that these periods lie in".to_owned(),
        chart: Some(chart(&in_them, &earlier, span, "each account's own days", Beside::Incidents)),
        csv: address(&format!("{HERE}.csv"), &choice.with("sort", "")),
        tables: vec![Table {
            title: "Accounts by billing period".to_owned(),
            heads: heads(&COLUMNS, HERE, choice, sort, &SORTS),
            rows: found.iter().map(|row| account_row(row, &log, limits)).collect(),
            empty: (
                "No account has used anything in this billing period",
                "Choose another period. What cycles do is counted within a minute.",
                "activity",
            ),
            first: if slice.after.is_some() { address(HERE, &choice.query()) } else { String::new() },
            next,
            order: order_words(&COLUMNS, sort),
            ..Table::default()
        }],
        hint: format!(
            "{COUNTED} A period begins on the day of the month of an account's next billing date, on the first of a month where there is none. Sums at the top are of all these periods; they have no list of their own, because each account's days are others: its row leads to what is behind them. Limits are those of today. Accounts that were purged have no billing date any more, and are not among these."
        ),
        ..Report::default()
    })
}

fn account_row(of: &InPeriod, log: &Log, limits: bool) -> Row {
    let home = format!("/console/accounts/{}", of.id);
    let days = (of.first, of.last);
    let (own, with_below) = (log.on(days).of_account(of.id, of.live), log.on(days));
    let link = |href: String| if of.live { href } else { String::new() };
    let used = link(format!("{home}/reports/use?period=own&from={}&to={}", of.first, of.last));
    let below = link(with_below.below(of.id, "tasks=any"));
    let limit = match of.limit {
        Some(limit) => Cell {
            text: figure(limit),
            href: if limits { link(format!("{home}/limits")) } else { String::new() },
            num: true,
            ..Cell::default()
        },
        None => Cell::word("none".to_owned()),
    };
    let (name, gone) = named(of.id, Some(&of.name), of.live);
    let period = format!("{} to {}", date(of.first), date(of.last));
    Row {
        name,
        under: if gone.is_empty() { period } else { format!("{period}; {}", gone.to_lowercase()) },
        href: link(format!("{home}/reports/periods")),
        cells: vec![
            Cell::figure(of.tasks, used),
            Cell::word(change(of.tasks, of.before)),
            Cell::figure(of.tree, if of.tree == of.tasks { String::new() } else { below }),
            limit,
            Cell::figure(of.overage, own.list(OVER)),
            Cell::figure(of.transactions, own.list("")),
            Cell::figure(of.failed, own.list(FAILED)),
            Cell::figure(of.incidents, own.list(INCIDENTS)),
        ],
    }
}
