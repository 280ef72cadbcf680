//! The mail of a saved report: its figures beside those of the days before, the first rows of its list, and the way to it.
//! All of it is read from the roll-ups that the report's page reads.

use super::model::{days, narrowed, words};
use super::place::{CALLS, PERIODS_OF_ALL, address_of, of_one, words_of_account, words_of_partner};
use super::queries::Saved;
use crate::accounts::stand::Stand;
use crate::db::schema::accounts;
use crate::db::{InAccount, InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::language;
use crate::mail::model::{Letter, Pairs};
use crate::reports::account::cycle_words;
use crate::reports::all_periods::{self, Together};
use crate::reports::calls;
use crate::reports::choice::{Choice, Span};
use crate::reports::figures::{Sums, against, share, total, with_overage};
use crate::reports::lists::{self, Slice, Used, called};
use crate::reports::methods::connector_of;
use crate::reports::shown::days_in_words;
use crate::reports::sort::Sort;
use crate::reports::{accounts as by_account, connectors, cycles, home, methods, queries};
use crate::web::times::{date, figure, zone};
use diesel::prelude::*;
use uuid::Uuid;

/// Rows of its list that a mail says.
const ROWS: i64 = 5;

/// What a mail says.
struct Said {
    days: String,
    figures: Pairs,
    rows: Pairs,
    problems: Vec<String>,
    /// What leads to the very days of the figures, whenever the mail is read.
    shown: Choice,
}

/// What a report is about on that day.
struct About {
    choice: Choice,
    span: Span,
    /// None: the partner's own.
    account: Option<AccountId>,
    /// None: all accounts.
    ids: Option<Vec<Uuid>>,
    sums: Sums,
    before: Sums,
    problems: Vec<String>,
}

/// The mail.
///
/// # Errors
/// When it cannot be read.
pub(super) fn letter(tx: &mut ReadTx<'_, InPartner>, saved: &Saved) -> AppResult<Letter> {
    let choice = saved.choice().known();
    let of_one = of_one(&saved.report);
    // Whose it is stands before it.
    let narrowed = narrowed(&choice, "");
    let key = of_one.unwrap_or(&saved.report);
    let (said, whose, home, called) = match (saved.account_id.map(AccountId), of_one) {
        (Some(account), _) => {
            let (about, name) = of_account(tx, account, choice)?;
            (of_days(tx, key, about)?, name, format!("{}/reports", InAccount::home(account)), words_of_account(key))
        }
        // Staff had it saved of one account.
        (None, Some(_)) => {
            let account = choice.account.parse().map_err(|_| AppError::NotFound)?;
            let (about, name) = of_account(tx, account, choice)?;
            (of_days(tx, key, about)?, name, home::HERE.to_owned(), words_of_account(key))
        }
        (None, None) => {
            let said = match key {
                PERIODS_OF_ALL => of_periods(tx, choice)?,
                CALLS => of_calls(tx, saved, choice)?,
                _ => {
                    let about = of_partner(tx, saved, choice)?;
                    of_days(tx, key, about)?
                }
            };
            (said, String::new(), home::HERE.to_owned(), words_of_partner(key))
        }
    };
    let report = called.unwrap_or_else(|| saved.report.clone());
    Ok(Letter::Report {
        language: language::current(),
        name: saved.name.clone(),
        whose,
        report: if narrowed.is_empty() { report } else { format!("{report}, {narrowed}") },
        days: said.days,
        problems: said.problems.join(" "),
        figures: said.figures,
        rows: said.rows,
        when: words(saved.times()),
        by: saved.saved_by_name.clone(),
        path: address_of(&home, &saved.report, &said.shown),
    })
}

/// A choice of these very days.
fn very(choice: &Choice, span: Span) -> Choice {
    Choice { period: "own".to_owned(), from: span.first.to_string(), to: span.last.to_string(), ..choice.clone() }
}

/// A report of days that are the same for all that it is of.
fn of_days(tx: &mut ReadTx<'_, InPartner>, key: &str, mut about: About) -> AppResult<Said> {
    let rows = rows(tx, key, &mut about)?;
    Ok(Said {
        days: days_in_words(about.span),
        figures: figures(key, &about),
        rows,
        shown: very(&about.choice, about.span),
        problems: about.problems,
    })
}

/// That of each account's own billing period, which an address names by how far back it lies.
fn of_periods(tx: &mut ReadTx<'_, InPartner>, choice: Choice) -> AppResult<Said> {
    let (ago, mut problems) = all_periods::ago_of(&choice);
    let (ids, more) = lists::narrowed(tx, &choice)?;
    problems.extend(more);
    let together = Together::read(tx, ids.as_deref(), ago)?;
    let (now, before) = (together.now, together.before);
    let line = |label: &str, of: fn(Sums) -> i64| {
        (label.to_owned(), format!("{} ({})", figure(of(now)), together.against(of(now), of(before))))
    };
    let figures = vec![
        line(t!("reports-tasks"), |sums| sums.tasks),
        line(t!("reports-tasks-over-limit"), |sums| sums.overage),
        line(t!("reports-transactions"), |sums| sums.transactions),
        line(t!("reports-failed-transactions"), |sums| sums.failed),
        line(t!("reports-incidents"), |sums| sums.incidents),
    ];
    let slice = Slice { sort: Sort::read(&choice.sort, &all_periods::SORTS), after: None, at_most: ROWS };
    let found = all_periods::list(tx, ids.as_deref(), ago, &slice)?;
    let rows = found.iter().map(|row| (row.name.clone(), row.said(slice.sort.by))).collect();
    Ok(Said { days: together.days_in_words(), figures, rows, problems, shown: choice })
}

/// That of calls of programs, by the days of the timezone that it is sent by.
fn of_calls(tx: &mut ReadTx<'_, InPartner>, saved: &Saved, choice: Choice) -> AppResult<Said> {
    let zone = saved.times().zone;
    let (span, mut problems) = days(&choice, tx.now().with_timezone(&zone).date_naive(), None);
    let (figures, rows, more) = calls::letter::said(tx, &choice, span, zone.name(), ROWS)?;
    problems.extend(more);
    let days = t!("reports-days-in", days = days_in_words(span), zone = zone.name());
    Ok(Said { days, figures, rows, problems, shown: very(&choice, span) })
}

fn of_account(tx: &mut ReadTx<'_, InPartner>, account: AccountId, choice: Choice) -> AppResult<(About, String)> {
    let (name, timezone): (String, String) = accounts::table
        .find((tx.partner_id().0, account.0))
        .select((accounts::name, accounts::timezone))
        .first(tx.conn())?;
    let today = tx.now().with_timezone(&zone(&timezone)).date_naive();
    let (span, problems) = days(&choice, today, queries::billed_on(tx, account)?);
    let sums = total(&queries::by_day(tx, account, false, span.ends())?);
    let before = total(&queries::by_day(tx, account, false, span.before)?);
    let ids = Some(vec![account.0]);
    Ok((About { choice, span, account: Some(account), ids, sums, before, problems }, name))
}

fn of_partner(tx: &mut ReadTx<'_, InPartner>, saved: &Saved, choice: Choice) -> AppResult<About> {
    let today = tx.now().with_timezone(&saved.times().zone).date_naive();
    let (span, mut problems) = days(&choice, today, None);
    let (ids, more) = lists::narrowed(tx, &choice)?;
    problems.extend(more);
    let mut sum = |ends| -> AppResult<Sums> {
        let days = match (saved.report.as_str(), &ids) {
            ("connectors", _) => queries::of_connector(tx, None, ends)?,
            (_, Some(ids)) => queries::of_accounts(tx, ids, ends)?,
            (_, None) => queries::of_partner(tx, ends)?,
        };
        Ok(total(&days))
    };
    let (sums, before) = (sum(span.ends())?, sum(span.before)?);
    // The next mail is about the days after these, so that this one says what may still be added to them.
    let under_way = queries::days_under_way(tx, span.last)?;
    if under_way > 0 {
        problems.push(t!("reports-under-way", n = under_way, day = date(span.last)));
    }
    Ok(About { choice, span, account: None, ids, sums, before, problems })
}

fn figures(report: &str, about: &About) -> Pairs {
    let (now, before) = (about.sums, about.before);
    let said = |now: i64, before: i64| against(now, before, about.span.former());
    let line =
        |label: &str, now: i64, before: i64| (label.to_owned(), format!("{} ({})", figure(now), said(now, before)));
    let of_tasks = with_overage(said(now.tasks, before.tasks), now.overage);
    let tasks = (t!("reports-tasks").to_owned(), format!("{} ({of_tasks})", figure(now.tasks)));
    // Transactions are no connector's.
    if matches!(report, "connectors" | "methods") {
        let well = share(now.tasks - now.failed_tasks, now.tasks);
        return vec![
            tasks,
            line(t!("reports-failed-tasks"), now.failed_tasks, before.failed_tasks),
            (t!("reports-went-well").to_owned(), well),
        ];
    }
    vec![
        tasks,
        line(t!("reports-transactions"), now.transactions, before.transactions),
        line(t!("reports-failed-transactions"), now.failed, before.failed),
        line(t!("reports-incidents"), now.incidents, before.incidents),
    ]
}

/// The first rows of the report's list, in its order.
fn rows(tx: &mut ReadTx<'_, InPartner>, report: &str, about: &mut About) -> AppResult<Pairs> {
    let (span, ids) = (about.span, about.ids.clone());
    let slice =
        |sorts: &[&'static str]| Slice { sort: Sort::read(&about.choice.sort, sorts), after: None, at_most: ROWS };
    Ok(match (report, about.account) {
        ("accounts", _) => {
            let slice = slice(&by_account::SORTS);
            let found = lists::by_account(tx, span.ends(), ids.as_deref(), &slice)?;
            let all: Vec<Uuid> = found.iter().map(|row| row.id).collect();
            let names = lists::account_names(tx, &all)?;
            let name = |id: &Uuid| {
                names.get(id).map_or(t!("reports-deleted-account-row"), |(name, _)| name.as_str()).to_owned()
            };
            found.iter().map(|row| (name(&row.id), used(row, slice.sort.by))).collect()
        }
        ("cycles" | "use", account) => {
            let slice = slice(&cycles::SORTS);
            let found = lists::by_cycle(tx, span.ends(), ids.as_deref(), &slice)?;
            let beside = lists::beside_cycles(tx, &found, span)?;
            let name = |row: &Used| {
                let known = beside.get(&row.id);
                let name = known.and_then(|known| known.name.as_deref());
                let (name, _) = cycle_words(name, true, row.is_by_programs());
                match known.and_then(|known| known.account_name.as_deref()) {
                    Some(whose) if account.is_none() => format!("{name}, {whose}"),
                    _ => name,
                }
            };
            found.iter().map(|row| (name(row), used(row, slice.sort.by))).collect()
        }
        ("methods", Some(account)) => {
            let connector = connector_of(&about.choice, &mut about.problems);
            let sort = Sort::read(&about.choice.sort, &methods::SORTS);
            let slice = Slice { sort, after: None, at_most: ROWS };
            let found = lists::by_method(tx, account, false, connector, span, &slice)?;
            let name = |row: &lists::OfMethod| format!("{}: {}", called(row.id, row.name.as_deref()), row.method);
            found.iter().map(|row| (name(row), called_by(row.tasks, row.failed_tasks, sort.by))).collect()
        }
        ("connectors", None) => {
            let slice = slice(&connectors::SORTS);
            let found = lists::by_connector(tx, span, &slice)?;
            let said = |row: &lists::OfConnector| match slice.sort.by {
                "transactions" => t!("reports-n-methods", n = row.methods),
                by => called_by(row.tasks, row.failed_tasks, by),
            };
            found.iter().map(|row| (called(row.id, row.name.as_deref()), said(row))).collect()
        }
        _ => Pairs::new(),
    })
}

/// The figure that a list of accounts or cycles is sorted by: "1 204 tasks".
fn used(row: &Used, by: &str) -> String {
    match by {
        "overage" => t!("reports-n-over-limit", n = row.overage),
        "transactions" => t!("reports-n-transactions", n = row.transactions),
        "failed" => t!("reports-n-failed", n = row.failed),
        "incidents" => t!("reports-n-incidents", n = row.incidents),
        // A place is the figure that a list is sorted by.
        "cycles" => t!("reports-n-cycles", n = row.place.abs()),
        "connectors" => t!("reports-n-connectors", n = row.place.abs()),
        _ => t!("reports-n-tasks", n = row.tasks),
    }
}

/// That of a list of connectors or methods.
fn called_by(tasks: i64, failed: i64, by: &str) -> String {
    if by == "failed_tasks" { t!("reports-n-failed-tasks", n = failed) } else { t!("reports-n-tasks", n = tasks) }
}
