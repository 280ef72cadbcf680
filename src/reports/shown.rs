//! What every report's page shows: figures of a period beside the one before, a chart, tables whose heads sort, and when the
//! figures were compared. One template draws them all.

use super::bars::Chart;
use super::choice::{Choice, Span, periods_of_all};
use super::queries::Checked;
use super::sort::Sort;
use crate::accounts::pages::head::AccountHead;
use crate::accounts::stand::Frame;
use crate::db::{InPartner, ReadTx};
use crate::language::{self, Language};
use crate::web::page::{Hx, Page};
use crate::web::paging::{address, joined, seal};
use crate::web::shell::Shell;
use crate::web::times::{When, date, figure};
use actix_web::{Either, Responder};
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::Serialize;

/// What is to be known of a report, under it: whole sentences, of which some may be empty.
pub(super) fn hint(sentences: &[&str]) -> String {
    sentences.iter().filter(|sentence| !sentence.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

/// What a report of a month or a billing period says that has begun and is not over; of other days nothing.
pub(super) fn so_far(span: Span) -> &'static str {
    if span.so_far { t!("reports-so-far") } else { "" }
}

#[derive(Template)]
#[template(path = "reports/report.html")]
pub(super) struct ReportPage {
    pub shell: Shell,
    /// The console's head of an account; empty elsewhere.
    pub head: AccountHead,
    pub of_account: bool,
    pub crumbs: Vec<(String, String)>,
    pub title: String,
    /// Which question it answers.
    pub answers: String,
    /// The reports of an account.
    pub tabs: Vec<(String, String, bool)>,
    pub filters: Filters,
    pub report: Report,
}

#[derive(Template)]
#[template(path = "reports/report.html", block = "report")]
pub(super) struct ReportPart {
    pub report: Report,
}

impl ReportPage {
    /// A report over all accounts; `crumbs` lead to it from the reports.
    pub fn over_all(
        tx: &ReadTx<'_, InPartner>,
        title: &str,
        crumbs: Vec<(String, String)>,
        filters: Filters,
        report: Report,
    ) -> ReportPage {
        let key = filters.action.strip_prefix(super::home::HERE).unwrap_or_default().trim_start_matches('/');
        let mail = super::saved::offer(tx.facts(), super::home::HERE, key, &filters.choice);
        let report = Report { mail, ..report };
        let first = (t!("reports-title").to_owned(), super::home::HERE.to_owned());
        ReportPage {
            shell: Shell::console(tx, super::home::HERE, title),
            head: AccountHead::default(),
            of_account: false,
            crumbs: std::iter::once(first).chain(crumbs).collect(),
            title: title.to_owned(),
            answers: String::new(),
            tabs: Vec::new(),
            filters,
            report,
        }
    }

    /// The page, or the part of it that changes with the filters.
    pub fn answer(self, hx: Hx) -> impl Responder {
        match hx {
            Hx::Page => Either::Left(Page::new(self)),
            Hx::Fragment => Either::Right(Page::new(ReportPart { report: self.report })),
        }
    }
}

/// What a report can be narrowed to.
pub(super) struct Filters {
    pub action: String,
    pub periods: Vec<(&'static str, &'static str)>,
    pub choice: Choice,
    /// Whose days they are.
    pub days_of: String,
    /// By accounts: a tag, an account and all below it.
    pub accounts: bool,
    /// Connectors to choose from.
    pub connectors: Vec<(String, String)>,
    /// What only one report has.
    pub selects: Vec<Select>,
    /// An account as it was typed; none: it cannot be narrowed to one.
    pub account: Option<String>,
    /// Days of one's own can be chosen.
    pub own_days: bool,
}

/// A list to choose one of.
pub(super) struct Select {
    pub name: &'static str,
    pub label: &'static str,
    pub options: Vec<(String, String)>,
    pub value: String,
}

impl Filters {
    /// Of a report over all accounts; `accounts`: it can be narrowed to some of them.
    pub fn over_all(choice: Choice, action: &str, zone: &str, accounts: bool) -> Filters {
        Filters {
            action: action.to_owned(),
            periods: periods_of_all(),
            days_of: t!("reports-now-by", zone = zone),
            accounts,
            connectors: Vec::new(),
            selects: Vec::new(),
            account: None,
            own_days: true,
            choice,
        }
    }
}

/// The part that changes with the filters.
#[derive(Default)]
pub(super) struct Report {
    pub problems: Vec<String>,
    /// Which days, in words; empty: there are no figures.
    pub days: String,
    pub tiles: Vec<Tile>,
    /// What the chart is of.
    pub chart_title: String,
    /// Other things that it can be of.
    pub chart_of: Vec<(&'static str, String, bool)>,
    pub chart: Option<Chart>,
    /// Why nothing is drawn; empty: something is.
    pub not_drawn: &'static str,
    pub csv: String,
    /// Where it is saved to be sent by mail; empty: not by this person, or not this report.
    pub mail: String,
    pub tables: Vec<Table>,
    /// When the figures were last compared with ledger and log.
    pub checked: Option<When>,
    pub adds_up: bool,
    /// Its figures are not of ledger and log, and are not compared with them.
    pub apart: bool,
    /// Until when all is counted; none: all of it is.
    pub counted: Option<When>,
    pub hint: String,
}

impl Report {
    /// What was asked for could not be read. That is said, and no figures: they would be those of something else.
    pub fn unread(problems: Vec<String>) -> Report {
        Report { problems, ..Report::default() }
    }

    /// Says when the figures were compared.
    pub fn compared(mut self, found: Option<Checked>, now: DateTime<Utc>, zone: Tz) -> Report {
        self.adds_up = found.as_ref().is_some_and(|checked| checked.differences == 0);
        self.checked = found.map(|checked| When::at(checked.at, now, zone));
        self
    }
}

/// A figure beside that of the time before, and beside that with sub-accounts.
pub(super) struct Tile {
    pub label: &'static str,
    pub value: String,
    pub note: String,
    /// What is behind it; empty: there is no such list.
    pub href: String,
    /// The figure with sub-accounts, and what is behind that; empty: not here.
    pub below: (String, String),
}

impl Tile {
    /// A figure with what is said of it, and what is behind it.
    pub fn new(label: &'static str, now: i64, note: String, href: String) -> Tile {
        Tile { label, value: figure(now), note, href: linked(now, href), below: Default::default() }
    }

    /// Beside that of the account and all below it, where `shown`.
    pub fn with_below(self, shown: bool, number: i64, href: String) -> Tile {
        if !shown {
            return self;
        }
        Tile { below: (figure(number), linked(number, href)), ..self }
    }
}

/// Of no use nothing is behind.
fn linked(number: i64, href: String) -> String {
    if number == 0 { String::new() } else { href }
}

/// A table with its heads; the first cell of each row is its name.
#[derive(Default)]
pub(super) struct Table {
    pub title: String,
    pub heads: Vec<Head>,
    pub rows: Vec<Row>,
    /// Why there is nothing.
    pub empty: (&'static str, String, &'static str),
    /// What to do then, and where; empty: nothing.
    pub instead: (&'static str, String),
    /// Back at its beginning; empty: this is it.
    pub first: String,
    pub next: String,
    /// In which order, in words.
    pub order: String,
    /// The way to all rows.
    pub all: (String, String),
}

/// The head of a column; without an address it sorts nothing.
pub(super) struct Head {
    pub label: String,
    pub href: String,
    pub dir: &'static str,
    pub num: bool,
}

pub(super) struct Row {
    pub name: String,
    /// Under the name.
    pub under: String,
    pub href: String,
    pub cells: Vec<Cell>,
}

#[derive(Default)]
pub(super) struct Cell {
    pub text: String,
    pub href: String,
    pub num: bool,
    /// Under a text.
    pub under: &'static str,
    /// The figure with sub-accounts, and what is behind that; empty: none of theirs is in it.
    pub below: (String, String),
}

impl Cell {
    /// A figure, with what is behind it.
    pub fn figure(number: i64, href: String) -> Cell {
        Cell { text: figure(number), href: linked(number, href), num: true, ..Cell::default() }
    }

    /// Beside that of the account and all below it, where that is more.
    pub fn with_below(self, more: i64, all: i64, href: String) -> Cell {
        if more == 0 { self } else { Cell { below: (figure(all), linked(all, href)), ..self } }
    }

    /// A word about a figure.
    pub fn word(text: String) -> Cell {
        Cell { text, num: true, ..Cell::default() }
    }

    /// A text.
    pub fn text(text: String, href: String) -> Cell {
        Cell { text, href, ..Cell::default() }
    }
}

/// A column: its label, by what it sorts (empty: it does not), whether figures stand in it.
pub(super) type Column = (String, &'static str, bool);

/// A column of texts, which sorts nothing.
pub(super) fn texts(label: impl Into<String>) -> Column {
    (label.into(), "", false)
}

/// A column of figures.
pub(super) fn figures(label: impl Into<String>, key: &'static str) -> Column {
    (label.into(), key, true)
}

/// The heads of a list that is sorted so.
pub(super) fn heads(
    columns: &[Column],
    here: &str,
    choice: &Choice,
    sort: Sort,
    sortable: &[&'static str],
) -> Vec<Head> {
    columns
        .iter()
        .map(|(label, key, num)| match sortable.iter().find(|known| *known == key) {
            Some(&column) => Head {
                label: label.clone(),
                href: address(here, &choice.with("sort", &sort.toward(column).key(sortable))),
                dir: match (sort.by == column, sort.down) {
                    (false, _) => "",
                    (true, true) => "descending",
                    (true, false) => "ascending",
                },
                num: *num,
            },
            None => Head::plain(label.clone(), *num),
        })
        .collect()
}

impl Head {
    /// One that sorts nothing.
    pub fn plain(label: impl Into<String>, num: bool) -> Head {
        Head { label: label.into(), href: String::new(), dir: "", num }
    }
}

impl Table {
    /// What a cell is a figure of, where the head of its column is out of sight.
    pub fn head(&self, column: &usize) -> &str {
        self.heads.get(*column).map_or("", |head| &head.label)
    }
}

/// What to do where a list is empty: look at more days, or at all that there is in them.
pub(super) fn more_of(here: &str, choice: &Choice) -> (&'static str, String) {
    let year = Choice { period: "year".to_owned(), ..Choice::default() };
    let wider = Choice { from: String::new(), to: String::new(), period: year.period.clone(), ..choice.clone() };
    if choice.period != "year" {
        (t!("reports-show-year"), address(here, &wider.query()))
    } else if wider.with("sort", "") != year.query() {
        (t!("reports-clear-filters"), address(here, &year.query()))
    } else {
        (t!("reports-show-month"), here.to_owned())
    }
}

/// In which order a list stands.
pub(super) fn order_words(columns: &[Column], sort: Sort) -> String {
    let label = columns.iter().find(|(_, key, _)| *key == sort.by).map_or(sort.by, |(label, ..)| label.as_str());
    // German writes nouns with a capital everywhere.
    let column = if language::current() == Language::German { label.to_owned() } else { label.to_lowercase() };
    if sort.down { t!("reports-most-first", column = column) } else { t!("reports-fewest-first", column = column) }
}

/// Cuts what was read to a page; the second part is the way on, empty where it ends.
pub(super) fn page_of<T, K: Serialize>(
    mut rows: Vec<T>,
    at_most: i64,
    here: &str,
    query: &str,
    key: impl Fn(&T) -> K,
) -> (Vec<T>, String) {
    let more = rows.len() as i64 > at_most;
    rows.truncate(usize::try_from(at_most).unwrap_or(0));
    let next = match rows.last() {
        Some(last) if more => {
            let after = format!("after={}", seal(&key(last)));
            address(here, &joined(&[query, &after]))
        }
        _ => String::new(),
    };
    (rows, next)
}

/// "1 Nov 2026 to 24 Nov 2026".
pub(super) fn days(first: NaiveDate, last: NaiveDate) -> String {
    t!("reports-days", first = date(first), last = date(last))
}

/// The same of a span.
pub(super) fn days_in_words(span: Span) -> String {
    days(span.first, span.last)
}

/// The reports of an account, as tabs.
pub(super) fn tabs(frame: &Frame, current: &str) -> Vec<(String, String, bool)> {
    let tab = |words: String, part: &str| {
        let href = if part.is_empty() { frame.here.clone() } else { format!("{}/{part}", frame.here) };
        (words, href, current == part)
    };
    vec![
        tab(t!("reports-all").to_owned(), ""),
        tab(t!("reports-use").to_owned(), "use"),
        tab(t!("reports-cycles", words), "cycles"),
        tab(t!("reports-connectors-methods").to_owned(), "methods"),
        tab(t!("reports-billing-periods").to_owned(), "periods"),
    ]
}
