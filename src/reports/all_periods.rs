//! Task history by billing period over all accounts: what each used in its own period, of which limit, and beside it with its
//! sub-accounts. Each account's periods begin on its own billing date.

use super::accounts::{after_of, kept_query};
use super::bars::{Beside, chart};
use super::choice::{Choice, Span};
use super::figures::{Day, Sums, against, change, total};
use super::lists::{self, Key, Slice, named};
use super::log::{FAILED, INCIDENTS, Log, OVER};
use super::queries::{self, read};
use super::shown::{
    Cell, Column, Filters, Report, ReportPage, Row, Table, Tile, days, days_in_words, figures, heads, hint,
    order_words, page_of, so_far, texts,
};
use super::sort::Sort;
use crate::access::Access;
use crate::access::rights::{Right, UseConsole, ViewAccounts};
use crate::db::schema::accounts;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::people::model::shortened;
use crate::web::forms::Asked;
use crate::web::page::Hx;
use crate::web::paging::{PageQuery, address};
use crate::web::times::{figure, zone};
use actix_web::Responder;
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use serde::Deserialize;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.days_of_periods"] fn days_of_periods(ids: Nullable<Array<SqlUuid>>, ago: Integer, at: Timestamptz, beside: Bool) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.usage_in_periods"] fn usage_in_periods(ids: Nullable<Array<SqlUuid>>, ago: Integer, at: Timestamptz) -> Jsonb; }

mod sql {
    #![expect(clippy::too_many_arguments, reason = "the call of an SQL function has as many as that function")]
    use super::{Array, BigInt, Bool, Integer, Nullable, SqlUuid, Text, Timestamptz};
    diesel::define_sql_function! { #[sql_name = "app.usage_by_period"] fn usage_by_period(ids: Nullable<Array<SqlUuid>>, ago: Integer, at: Timestamptz, sort: Text, down: Bool, after_place: Nullable<BigInt>, after_id: Nullable<SqlUuid>, at_most: Integer) -> Jsonb; }
}

pub(super) const HERE: &str = "/console/reports/periods";
pub(super) const SORTS: [&str; 5] = ["tasks", "overage", "transactions", "failed", "incidents"];

fn columns() -> Vec<Column> {
    vec![
        texts(t!("reports-account")),
        figures(t!("reports-tasks"), "tasks"),
        figures(t!("reports-change"), ""),
        figures(t!("reports-with-sub-accounts"), ""),
        figures(t!("reports-limit-head"), ""),
        figures(t!("reports-over-limit"), "overage"),
        figures(t!("reports-transactions"), "transactions"),
        figures(t!("reports-failed"), "failed"),
        figures(t!("reports-incidents"), "incidents"),
    ]
}
/// Which period of each account; so many back as it stands here.
pub(super) fn periods() -> [(&'static str, &'static str); 12] {
    [
        ("", t!("reports-this-billing")),
        ("former", t!("reports-1-ago")),
        ("2-ago", t!("reports-2-ago")),
        ("3-ago", t!("reports-3-ago")),
        ("4-ago", t!("reports-4-ago")),
        ("5-ago", t!("reports-5-ago")),
        ("6-ago", t!("reports-6-ago")),
        ("7-ago", t!("reports-7-ago")),
        ("8-ago", t!("reports-8-ago")),
        ("9-ago", t!("reports-9-ago")),
        ("10-ago", t!("reports-10-ago")),
        ("11-ago", t!("reports-11-ago")),
    ]
}

/// How many periods back an address asks for; the second part says what could not be read.
pub(super) fn ago_of(choice: &Choice) -> (i32, Vec<String>) {
    match (0..).zip(periods()).find(|(_, (key, _))| *key == choice.period) {
        Some((ago, _)) => (ago, Vec::new()),
        None => {
            let why = t!("reports-no-billing-period", typed = shortened(&choice.period));
            (0, vec![why])
        }
    }
}

/// Accounts of which each day is read: a page with their chart takes a fraction of a second then. Of more there is no chart.
const DRAWN_MAX: i64 = 5_000;

/// Periods by day: between which days they lie, none where there is no account, and what was used in them.
#[derive(Debug, Deserialize)]
struct ByDay {
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
    days: Vec<Day>,
}

/// Periods of many accounts together.
#[derive(Debug, Deserialize)]
struct InAll {
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
    #[serde(flatten)]
    sums: Sums,
}

/// What accounts used together in their periods, and in those that these stand beside.
pub(super) struct Together {
    /// The days that the periods lie in.
    pub span: Span,
    pub now: Sums,
    pub before: Sums,
    /// Each day of the accounts alone whose period holds it, and the same of those beside; none: of too many accounts.
    days: Option<(Vec<Day>, Vec<Day>)>,
}

impl Together {
    pub fn read(tx: &mut ReadTx<'_, InPartner>, ids: Option<&[Uuid]>, ago: i32) -> AppResult<Together> {
        let now = tx.now();
        let today = now.date_naive();
        let day = |day: Option<NaiveDate>| day.unwrap_or(today);
        let so_far = ago == 0;
        if count(tx, ids)? <= DRAWN_MAX {
            let mut days = |beside: bool| -> AppResult<ByDay> {
                read(diesel::select(days_of_periods(ids, ago, now, beside)).get_result(tx.conn())?)
            };
            let (these, before) = (days(false)?, days(true)?);
            let beside = (day(before.first), day(before.last));
            return Ok(Together {
                span: Span { first: day(these.first), last: day(these.last), before: beside, so_far },
                now: total(&these.days),
                before: total(&before.days),
                days: Some((these.days, before.days)),
            });
        }
        let mut all = |ago: i32| -> AppResult<InAll> {
            read(diesel::select(usage_in_periods(ids, ago, now)).get_result(tx.conn())?)
        };
        let (these, before) = (all(ago)?, all(ago + 1)?);
        let beside = (day(before.first), day(before.last));
        let span = Span { first: day(these.first), last: day(these.last), before: beside, so_far };
        Ok(Together { span, now: these.sums, before: before.sums, days: None })
    }

    /// What is said beside a figure of them all. Of too many accounts to read their days a period that is not over stands
    /// beside no part of the one before, and is not compared.
    pub fn against(&self, now: i64, before: i64) -> String {
        if self.days.is_none() && self.span.so_far {
            return t!("reports-in-all-before", n = before);
        }
        against(now, before, self.span.former())
    }

    /// Where the periods lie, in words.
    pub fn days_in_words(&self) -> String {
        t!("reports-periods-lie", days = days_in_words(self.span))
    }
}

/// An account's period.
#[derive(Debug, Deserialize)]
pub(super) struct InPeriod {
    pub id: Uuid,
    pub place: i64,
    pub name: String,
    live: bool,
    first: NaiveDate,
    last: NaiveDate,
    pub tasks: i64,
    before: i64,
    tree: i64,
    overage: i64,
    /// None: there is none.
    limit: Option<i64>,
    transactions: i64,
    failed: i64,
    incidents: i64,
}

/// How many accounts these are; none: all of the partner's.
fn count(tx: &mut ReadTx<'_, InPartner>, ids: Option<&[Uuid]>) -> AppResult<i64> {
    match ids {
        Some(ids) => Ok(i64::try_from(ids.len()).unwrap_or(i64::MAX)),
        None => Ok(accounts::table.filter(accounts::partner_id.eq(tx.partner_id().0)).count().get_result(tx.conn())?),
    }
}

impl InPeriod {
    /// The figure that a list of them is sorted by: "1 204 tasks".
    pub fn said(&self, by: &str) -> String {
        match by {
            "overage" => t!("reports-n-over-limit", n = self.overage),
            "transactions" => t!("reports-n-transactions", n = self.transactions),
            "failed" => t!("reports-n-failed", n = self.failed),
            "incidents" => t!("reports-n-incidents", n = self.incidents),
            _ => t!("reports-n-tasks", n = self.tasks),
        }
    }
}

pub(super) fn list(
    tx: &mut ReadTx<'_, InPartner>,
    ids: Option<&[Uuid]>,
    ago: i32,
    slice: &Slice,
) -> AppResult<Vec<InPeriod>> {
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
        Filters { periods: periods().to_vec(), own_days: false, ..Filters::over_all(choice, HERE, &zone_name, true) };
    let crumbs = vec![(t!("reports-billing-periods").to_owned(), String::new())];
    Ok(ReportPage::over_all(tx, t!("reports-billing-periods"), crumbs, filters, report))
}

fn report(
    tx: &mut ReadTx<'_, InPartner>,
    choice: &Choice,
    ids: Option<&[Uuid]>,
    ago: i32,
    paging: &PageQuery,
) -> AppResult<Report> {
    let together = Together::read(tx, ids, ago)?;
    let ((sort, unordered), at_most) = (Sort::asked(&choice.sort, &SORTS), paging.rows());
    let slice = Slice { sort, after: after_of::<Key>(paging), at_most: at_most + 1 };
    let found = list(tx, ids, ago, &slice)?;
    let (found, next) = page_of(found, at_most, HERE, &kept_query(choice, paging), |row| (row.place, row.id));
    // Of days to come there is nothing to draw.
    let until = queries::calendar(tx, None, false, tx.now().date_naive())?.today().furthest;
    let span = Span { last: together.span.last.min(until).max(together.span.first), ..together.span };
    let log = Log::of(tx.facts(), "/console", span);
    let (limits, columns) = (ViewAccounts::held(tx.facts()), columns());
    let tile = |label, of: fn(Sums) -> i64| {
        let (now, before) = (of(together.now), of(together.before));
        Tile::new(label, now, together.against(now, before), String::new())
    };
    let drawn =
        |(days, before): &(Vec<Day>, Vec<Day>)| chart(days, before, span, t!("reports-own-days"), Beside::Incidents);
    Ok(Report {
        problems: unordered.into_iter().collect(),
        days: together.days_in_words(),
        tiles: vec![
            tile(t!("reports-tasks"), |sums| sums.tasks),
            tile(t!("reports-tasks-over-limit"), |sums| sums.overage),
            tile(t!("reports-transactions"), |sums| sums.transactions),
            tile(t!("reports-failed-transactions"), |sums| sums.failed),
            tile(t!("reports-incidents"), |sums| sums.incidents),
        ],
        chart_title: t!("reports-periods-by-day").to_owned(),
        chart: together.days.as_ref().map(drawn),
        not_drawn: t!("reports-not-drawn"),
        csv: address(&format!("{HERE}.csv"), &choice.with("sort", "")),
        tables: vec![Table {
            title: t!("reports-accounts-by-period").to_owned(),
            heads: heads(&columns, HERE, choice, sort, &SORTS),
            rows: found.iter().map(|row| account_row(row, &log, limits)).collect(),
            empty: (t!("reports-no-account-in-period"), t!("reports-counted-soon", words), "activity"),
            instead: match usize::try_from(ago + 1).ok().and_then(|at| periods().get(at).copied()) {
                Some((key, _)) => (t!("reports-show-former"), address(HERE, &choice.with("period", key))),
                None => (t!("reports-show-this"), address(HERE, &choice.with("period", ""))),
            },
            first: if slice.after.is_some() { address(HERE, &choice.query()) } else { String::new() },
            next,
            order: order_words(&columns, sort),
            ..Table::default()
        }],
        hint: hint(&[
            t!("reports-counted"),
            t!("reports-below-now"),
            so_far(together.span),
            t!("reports-periods-hint"),
        ]),
        ..Report::default()
    })
}

fn account_row(of: &InPeriod, log: &Log, limits: bool) -> Row {
    let home = format!("/console/accounts/{}", of.id);
    let ends = (of.first, of.last);
    let (own, with_below) = (log.on(ends).of_account(of.id, of.live), log.on(ends));
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
        None => Cell::word(t!("reports-no-limit").to_owned()),
    };
    let (name, gone) = named(of.id, Some(&of.name), of.live);
    let period = days(of.first, of.last);
    Row {
        name,
        under: if gone.is_empty() { period } else { t!("reports-period-in-bin", period = period) },
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
