//! The reports of one account: its own use, and beside it, for staff, that of the account with its sub-accounts.

use super::bars::{Beside, chart};
use super::choice::{Choice, PERIODS, Span};
use super::figures::{Day, against, share, tasks_against, total};
use super::lists::called;
use super::queries::{self, Calendar, OfCycle, OfMethod};
use super::shown::{
    COUNTED, Cell, Filters, Head, Report, ReportPage, Row, Table, Tile, behind, days_in_words, may_look, tabs,
};
use crate::access::Access;
use crate::accounts::stand::{Frame, Section, Stand, account_of};
use crate::db::ReadTx;
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::web::forms::Asked;
use crate::web::page::Hx;
use crate::web::paging::address;
use crate::web::shell::Shell;
use crate::web::times::{When, exact, figure};
use actix_web::{Responder, web};
use chrono::NaiveDate;
use chrono_tz::Tz;
use std::fmt::Write;

/// Cycles and methods that the report of its use shows; the others are on pages of their own.
const PARTS: i32 = 10;

/// An account whose report is asked for, and its days.
pub(super) struct Whose {
    pub account: AccountId,
    pub shell: Shell,
    pub frame: Frame,
    pub span: Span,
    pub problems: Vec<String>,
    pub calendar: Calendar,
}

impl Whose {
    pub fn read<P: Stand>(tx: &mut ReadTx<'_, P>, account: AccountId, choice: &Choice) -> AppResult<Whose> {
        let (shell, frame) = P::frame(tx, account, Section::Reports, "Reports")?;
        let calendar = calendar_of(tx, account, &frame)?;
        let (span, problems) = choice.span(calendar.today(), calendar.billed_on);
        Ok(Whose { account, shell, frame, span, problems, calendar })
    }

    /// Which days, in words.
    pub fn days(&self) -> String {
        format!("{}, {}", days_in_words(self.span), self.zone_words(self.span.before.0))
    }

    /// Whose days they are: those of its timezone, and before it was changed those of the one it had (M1).
    pub fn zone_words(&self, since: NaiveDate) -> String {
        let mut words = format!("days in {}", self.frame.account_zone.name());
        for (until, zone) in &self.calendar.zones {
            let Ok(tz) = zone.parse::<Tz>() else { continue };
            if until.with_timezone(&tz).date_naive() >= since {
                let _ = write!(words, "; until {} days in {zone}", exact(*until, self.frame.account_zone));
            }
        }
        words
    }
}

/// The account's own calendar, with that of its sub-accounts where theirs are shown beside it.
pub(super) fn calendar_of<P>(tx: &mut ReadTx<'_, P>, account: AccountId, frame: &Frame) -> AppResult<Calendar> {
    let here = tx.now().with_timezone(&frame.account_zone).date_naive();
    queries::calendar(tx, Some(account), frame.in_console, here)
}

/// A report of an account on its page.
pub(super) fn account_page<P: Stand>(
    tx: &mut ReadTx<'_, P>,
    whose: Whose,
    choice: Choice,
    part: &str,
    answers: &'static str,
    report: Report,
) -> AppResult<ReportPage> {
    let counted = queries::counted_until(tx, whose.account)?;
    let checked = queries::checked(tx)?;
    let frame = whose.frame;
    let counted = counted.map(|at| When::clock(at, tx.now(), frame.zone));
    // Staff saves reports over all accounts, which can be narrowed to one.
    let mail =
        if frame.in_console { String::new() } else { super::saved::offer(tx.facts(), &frame.here, part, &choice) };
    let report = Report { problems: whose.problems, counted, mail, ..report }.compared(checked, tx.now(), frame.zone);
    Ok(ReportPage {
        shell: whose.shell,
        of_account: frame.in_console,
        crumbs: Vec::new(),
        title: "Reports".to_owned(),
        answers,
        tabs: tabs(&frame, part),
        filters: Filters {
            action: format!("{}/{part}", frame.here),
            periods: PERIODS.to_vec(),
            days_of: format!("Days are days in {}", frame.account_zone.name()),
            accounts: false,
            connectors: Vec::new(),
            selects: Vec::new(),
            account: None,
            choice,
        },
        head: frame.head,
        report,
    })
}

pub(super) async fn show<P: Stand>(
    access: Access<P::Report, P>,
    path: web::Path<String>,
    asked: Asked<Choice>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (id, choice) = (account_of(&path)?, asked.0.known());
    let page = access.read(move |tx| page(tx, id, choice)).await?;
    Ok(page.answer(hx))
}

fn page<P: Stand>(tx: &mut ReadTx<'_, P>, account: AccountId, choice: Choice) -> AppResult<ReportPage> {
    let whose = Whose::read(tx, account, &choice)?;
    let (span, frame) = (whose.span, &whose.frame);
    let own = queries::by_day(tx, account, false, span.ends())?;
    let own_before = queries::by_day(tx, account, false, span.before)?;
    let with_below = frame.in_console;
    let tree = if with_below { queries::by_day(tx, account, true, span.ends())? } else { Vec::new() };
    let below = with_below && choice.below();
    let parts = queries::parts(tx, account, span.ends(), PARTS)?;
    let may = may_look(tx.facts());
    let (sums, before, tree_sums) = (total(&own), total(&own_before), total(&tree));
    let list = |more: &str| behind(&frame.home, may, span, more);
    let tile = |label, now: i64, before: i64, below: i64, href| Tile {
        label,
        value: figure(now),
        note: against(now, before),
        href,
        beside: if with_below { format!("With sub-accounts {}", figure(below)) } else { String::new() },
    };
    let here = format!("{}/use", frame.here);
    let zone = frame.account_zone.name();
    let shown = if below {
        let tree_before = queries::by_day(tx, account, true, span.before)?;
        chart(&tree, &tree_before, span, zone, Beside::Incidents)
    } else {
        chart(&own, &own_before, span, zone, Beside::Incidents)
    };
    let more = |part: &str, words: &str| {
        (words.to_owned(), address(&format!("{}/{part}", frame.here), &choice.period_query()))
    };
    let head = |label, num| Head { label, href: String::new(), dir: "", num };
    let report = Report {
        days: whose.days(),
        tiles: vec![
            Tile {
                note: tasks_against(sums, before),
                ..tile("Tasks", sums.tasks, before.tasks, tree_sums.tasks, String::new())
            },
            tile("Transactions", sums.transactions, before.transactions, tree_sums.transactions, list("")),
            tile("Failed transactions", sums.failed, before.failed, tree_sums.failed, list("&status=failed")),
            tile("Incidents", sums.incidents, before.incidents, tree_sums.incidents, list("&status=incidents")),
        ],
        chart_title: if below { "With sub-accounts" } else { "Own use" }.to_owned(),
        chart_of: if with_below {
            vec![
                ("Own", address(&here, &choice.with("of", "")), !below),
                ("With sub-accounts", address(&here, &choice.with("of", "below")), below),
            ]
        } else {
            Vec::new()
        },
        csv: address(&format!("{here}.csv"), &choice.with("of", "")),
        chart: Some(shown),
        tables: vec![
            Table {
                title: "Cycles".to_owned(),
                heads: vec![
                    head("Cycle", false),
                    head("Transactions", true),
                    head("Failed", true),
                    head("Tasks", true),
                    head("Share", true),
                    head("Incidents", true),
                ],
                rows: parts.cycles.iter().map(|part| cycle_row(part, sums.tasks, frame, may, span)).collect(),
                empty: (
                    "Nothing ran in this time",
                    "Choose another period, or look at what runs under Cycles.",
                    "activity",
                ),
                first: String::new(),
                next: String::new(),
                order: String::new(),
                all: more("cycles", "All cycles"),
            },
            Table {
                title: "Connectors and methods".to_owned(),
                heads: vec![
                    head("Connector", false),
                    head("Method", false),
                    head("Tasks", true),
                    head("Share", true),
                    head("Failed", true),
                ],
                rows: parts.methods.iter().map(|part| method_row(part, sums.tasks)).collect(),
                empty: (
                    "No task in this time",
                    "Each call of a connector's method, and each data operation, is a task.",
                    "plug",
                ),
                first: String::new(),
                next: String::new(),
                order: String::new(),
                all: more("methods", "All methods"),
            },
        ],
        hint: COUNTED.to_owned(),
        ..Report::default()
    };
    account_page(tx, whose, choice, "use", "What was used each day, beside the time before.", report)
}

fn cycle_row(part: &OfCycle, whole: i64, frame: &Frame, may: bool, span: Span) -> Row {
    let there = part.state.as_deref().is_some_and(|state| state != "removed");
    let list = |more: &str| behind(&frame.home, may, span, &format!("&cycle={}{more}", part.id));
    Row {
        name: part.name.clone().unwrap_or_else(|| "A cycle that was deleted".to_owned()),
        under: String::new(),
        href: if there && may { format!("{}/cycles/{}", frame.home, part.id) } else { String::new() },
        cells: vec![
            Cell::figure(part.transactions, list("")),
            Cell::figure(part.failed, list("&status=failed")),
            Cell::figure(part.tasks, list("")),
            Cell::word(share(part.tasks, whole)),
            Cell::figure(part.incidents, list("&status=incidents")),
        ],
    }
}

fn method_row(part: &OfMethod, whole: i64) -> Row {
    Row {
        name: called(part.id, part.name.as_deref()),
        under: String::new(),
        href: String::new(),
        cells: vec![
            Cell::text(part.method.clone(), String::new()),
            Cell::figure(part.tasks, String::new()),
            Cell::word(share(part.tasks, whole)),
            Cell::figure(part.failed_tasks, String::new()),
        ],
    }
}

/// A day for a file.
pub(super) fn cells(day: Day) -> Vec<String> {
    std::iter::once(day.0.to_string()).chain(day.sums().cells()).collect()
}
