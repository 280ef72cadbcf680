//! The reports of one account: its own use, and beside it, for staff, that of the account with its sub-accounts.

use super::bars::{Beside, Marks, marked};
use super::choice::{Choice, Span, periods};
use super::figures::{Day, Former, Sums, against, share, total, with_overage};
use super::lists::called;
use super::log::{FAILED, FAILED_TASKS, INCIDENTS, Log, TASKS, called_in};
use super::queries::{self, Calendar, OfCycle, OfMethod, Parts};
use super::shown::{
    Cell, Filters, Head, Report, ReportPage, Row, Table, Tile, days_in_words, hint, more_of, so_far, tabs,
};
use crate::access::Access;
use crate::accounts::stand::{Frame, Section, Stand, account_of};
use crate::db::{Facts, ReadTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::web::forms::Asked;
use crate::web::page::Hx;
use crate::web::paging::{address, joined};
use crate::web::shell::Shell;
use crate::web::times::{When, date, exact};
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
    /// The day on which the account began.
    pub began: NaiveDate,
    pub problems: Vec<String>,
    pub calendar: Calendar,
}

impl Whose {
    pub fn read<P: Stand>(tx: &mut ReadTx<'_, P>, account: AccountId, choice: &Choice) -> AppResult<Whose> {
        let (shell, frame) = P::frame(tx, account, Section::Reports, t!("reports-title"))?;
        let calendar = calendar_of(tx, account, &frame)?;
        let (span, problems) = choice.span(calendar.today(), calendar.billed_on);
        let began = calendar.began_at.unwrap_or_default().with_timezone(&frame.account_zone).date_naive();
        Ok(Whose { account, shell, frame, span, began, problems, calendar })
    }

    /// Which days, in words.
    pub fn days(&self) -> String {
        let days = format!("{}, {}", days_in_words(self.span), self.zone_words(self.span.before.0));
        if self.span.first < self.began {
            format!("{days}; {}", t!("reports-began", day = date(self.began)))
        } else {
            days
        }
    }

    /// Whose days they are: those of its timezone, and before it was changed those of the one it had (M1).
    pub fn zone_words(&self, since: NaiveDate) -> String {
        let mut words = t!("reports-zone", zone = self.frame.account_zone.name());
        for (until, zone) in &self.calendar.zones {
            let Ok(tz) = zone.parse::<Tz>() else { continue };
            if until.with_timezone(&tz).date_naive() >= since {
                let when = exact(*until, self.frame.account_zone);
                let _ = write!(words, "; {}", t!("reports-zone-until", when = when, zone = zone));
            }
        }
        words
    }

    /// Of days before there was the account there are no figures; those that were counted all the same are shown.
    pub fn too_early(&self, all: Sums) -> Option<String> {
        let early = self.span.last < self.began && all == Sums::default();
        early.then(|| t!("reports-too-early", day = date(self.began)))
    }

    /// What is to be known of its figures.
    pub fn hint(&self) -> String {
        let below = if self.frame.in_console { t!("reports-below-now") } else { "" };
        hint(&[t!("reports-counted"), below, so_far(self.span)])
    }

    /// The transactions behind its figures.
    pub fn log(&self, facts: &Facts) -> Log {
        Log::of(facts, &self.frame.home, self.span)
    }

    /// What its chart says beside the figures.
    pub fn marks<P>(&self, tx: &mut ReadTx<'_, P>, below: bool) -> AppResult<Marks> {
        let period = self.calendar.period();
        let days = (period.until - period.first).num_days();
        let limit = queries::task_limit(tx, self.account, below)?;
        Ok(Marks { began: Some(self.began), limit: limit.map(|limit| (limit, days)) })
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
    answers: impl Into<String>,
    report: Report,
) -> AppResult<ReportPage> {
    let counted = queries::counted_until(tx, whose.account)?;
    let checked = queries::checked(tx)?;
    let frame = whose.frame;
    let counted = counted.map(|at| When::clock(at, tx.now(), frame.zone));
    let mail = if frame.in_console {
        super::saved::offer_of_account(tx.facts(), whose.account, part, &choice)
    } else {
        super::saved::offer(tx.facts(), &frame.here, part, &choice)
    };
    let problems = whose.problems.into_iter().chain(report.problems).collect();
    let report = Report { problems, counted, mail, ..report }.compared(checked, tx.now(), frame.zone);
    Ok(ReportPage {
        shell: whose.shell,
        of_account: frame.in_console,
        crumbs: Vec::new(),
        title: t!("reports-title").to_owned(),
        answers: answers.into(),
        tabs: tabs(&frame, part),
        filters: Filters {
            action: format!("{}/{part}", frame.here),
            periods: periods(),
            days_of: t!("reports-days-are", zone = frame.account_zone.name()),
            accounts: false,
            connectors: Vec::new(),
            selects: Vec::new(),
            account: None,
            own_days: true,
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
    let answers = t!("reports-use-answers");
    let mut whose = Whose::read(tx, account, &choice)?;
    let own = queries::by_day(tx, account, false, whose.span.ends())?;
    let with_below = whose.frame.in_console;
    let tree = if with_below { queries::by_day(tx, account, true, whose.span.ends())? } else { Vec::new() };
    let (sums, tree_sums) = (total(&own), total(&tree));
    whose.problems.extend(whose.too_early(if with_below { tree_sums } else { sums }));
    if !whose.problems.is_empty() {
        return account_page(tx, whose, choice, "use", answers, Report::default());
    }
    let (span, frame, log) = (whose.span, &whose.frame, whose.log(tx.facts()));
    let own_before = queries::by_day(tx, account, false, span.before)?;
    let below = with_below && choice.below();
    let parts = queries::parts(tx, account, span.ends(), PARTS)?;
    let before = total(&own_before);
    let marks = whose.marks(tx, below)?;
    let zone = frame.account_zone.name();
    let shown = if below {
        let tree_before = queries::by_day(tx, account, true, span.before)?;
        marked(&tree, &tree_before, span, zone, Beside::Incidents, marks)
    } else {
        marked(&own, &own_before, span, zone, Beside::Incidents, marks)
    };
    let here = format!("{}/use", frame.here);
    let report = Report {
        days: whose.days(),
        tiles: own_tiles(sums, before, span.former(), &log, with_below.then_some((account, tree_sums))),
        chart_title: if below { t!("reports-with-sub-accounts") } else { t!("reports-own-use") }.to_owned(),
        chart_of: if with_below {
            vec![
                (t!("reports-own"), address(&here, &choice.with("of", "")), !below),
                (t!("reports-with-sub-accounts"), address(&here, &choice.with("of", "below")), below),
            ]
        } else {
            Vec::new()
        },
        csv: address(&format!("{here}.csv"), &choice.with("of", "")),
        chart: Some(shown),
        tables: tables(&parts, sums, frame, &log, &choice),
        hint: whose.hint(),
        ..Report::default()
    };
    account_page(tx, whose, choice, "use", answers, report)
}

/// What an account used, with what is behind each figure; for staff beside that with its sub-accounts.
/// `former`: what the second figures are of.
pub(super) fn own_tiles(
    now: Sums,
    before: Sums,
    former: Former,
    log: &Log,
    tree: Option<(AccountId, Sums)>,
) -> Vec<Tile> {
    let tile = |label, of: fn(Sums) -> i64, filter: &str| {
        let below = tree.map_or_else(String::new, |(account, _)| log.below(account.0, filter));
        let said = against(of(now), of(before), former);
        let said = if filter == TASKS { with_overage(said, now.overage) } else { said };
        Tile::new(label, of(now), said, log.list(filter)).with_below(
            tree.is_some(),
            tree.map_or(0, |(_, sums)| of(sums)),
            below,
        )
    };
    vec![
        tile(t!("reports-tasks"), |sums| sums.tasks, TASKS),
        tile(t!("reports-transactions"), |sums| sums.transactions, ""),
        tile(t!("reports-failed-transactions"), |sums| sums.failed, FAILED),
        tile(t!("reports-incidents"), |sums| sums.incidents, INCIDENTS),
    ]
}

/// The first of its cycles and methods.
fn tables(parts: &Parts, sums: Sums, frame: &Frame, log: &Log, choice: &Choice) -> Vec<Table> {
    let more = |part: &str, words: String| (words, address(&format!("{}/{part}", frame.here), &choice.period_query()));
    let instead = more_of(&format!("{}/use", frame.here), choice);
    let plain =
        |labels: &[&str], num: bool| -> Vec<Head> { labels.iter().map(|label| Head::plain(*label, num)).collect() };
    let names = [Head::plain(t!("reports-cycle", words), false)];
    let of_cycles = [
        t!("reports-transactions"),
        t!("reports-failed"),
        t!("reports-tasks"),
        t!("reports-share"),
        t!("reports-incidents"),
    ];
    let of_methods = [t!("reports-tasks"), t!("reports-share"), t!("reports-failed")];
    vec![
        Table {
            title: t!("reports-cycles", words),
            heads: names.into_iter().chain(plain(&of_cycles, true)).collect(),
            rows: parts.cycles.iter().map(|part| cycle_row(part, sums.tasks, frame, log)).collect(),
            empty: (t!("reports-nothing-ran"), t!("reports-counted-soon", words), "activity"),
            instead: instead.clone(),
            all: more("cycles", t!("reports-all-cycles", words)),
            ..Table::default()
        },
        Table {
            title: t!("reports-connectors-methods").to_owned(),
            heads: plain(&[t!("reports-connector"), t!("reports-method")], false)
                .into_iter()
                .chain(plain(&of_methods, true))
                .collect(),
            rows: parts.methods.iter().map(|part| method_row(part, sums.tasks, log)).collect(),
            empty: (t!("reports-no-task"), t!("reports-is-a-task").to_owned(), "plug"),
            instead,
            all: more("methods", t!("reports-all-methods").to_owned()),
            ..Table::default()
        },
    ]
}

fn cycle_row(part: &OfCycle, whole: i64, frame: &Frame, log: &Log) -> Row {
    let there = part.state.as_deref().is_some_and(|state| state != "removed");
    let list = |more: &str| {
        if part.by_programs { String::new() } else { log.list(&joined(&[&format!("cycle={}", part.id), more])) }
    };
    let (name, under) = cycle_words(part.name.as_deref(), there, part.by_programs);
    Row {
        name,
        under,
        href: if there && log.opens() { format!("{}/cycles/{}", frame.home, part.id) } else { String::new() },
        cells: vec![
            Cell::figure(part.transactions, list("")),
            Cell::figure(part.failed, list(FAILED)),
            Cell::figure(part.tasks, list(TASKS)),
            Cell::word(share(part.tasks, whole)),
            Cell::figure(part.incidents, list(INCIDENTS)),
        ],
    }
}

/// What a row of cycles is called, and what stands under it. What programs called through the API is in no cycle, and has a row of
/// its own so that the rows come to the whole (M2).
pub(super) fn cycle_words(name: Option<&str>, there: bool, by_programs: bool) -> (String, String) {
    if by_programs {
        return (t!("reports-programs").to_owned(), t!("reports-programs-why", words));
    }
    let under = if there { "" } else { t!("reports-deleted-stays") };
    (name.map_or_else(|| t!("reports-deleted-cycle", words), ToOwned::to_owned), under.to_owned())
}

fn method_row(part: &OfMethod, whole: i64, log: &Log) -> Row {
    let list = |more: &str| log.list(&joined(&[&called_in(part.id, &part.method), more]));
    Row {
        name: called(part.id, part.name.as_deref()),
        under: String::new(),
        href: String::new(),
        cells: vec![
            Cell::text(part.method.clone(), String::new()),
            Cell::figure(part.tasks, list("")),
            Cell::word(share(part.tasks, whole)),
            Cell::figure(part.failed_tasks, list(FAILED_TASKS)),
        ],
    }
}

/// A day for a file.
pub(super) fn cells(day: Day) -> Vec<String> {
    std::iter::once(day.0.to_string()).chain(day.sums().cells()).collect()
}
