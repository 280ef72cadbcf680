//! The chart of a report: a bar a day, or a month where there are many days, and over it a line of the period before.

use super::choice::Span;
use super::figures::{Day, Sums};
use super::queries::InPeriod;
use crate::web::times::{counted, date, figure};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Bars that can be told apart on a phone.
const BARS_MAX: i64 = 93;

/// What stands beside the Tasks of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    /// Transactions, and the incidents as the second bar.
    Incidents,
    /// The second bar is of the Tasks that failed.
    Failed,
    /// It is not of Tasks but of calls of programs, and the second bar of those that were answered with an error.
    Errors,
}

/// A bar, with its line of the table behind the chart.
#[derive(Clone)]
pub(crate) struct Bar {
    pub label: String,
    pub words: String,
    /// Hundredths of the highest.
    pub height: i64,
    pub second: i64,
    /// Tasks, what stands beside them, and Tasks of the period before.
    pub cells: Vec<String>,
}

/// A chart with the table behind it.
#[derive(Clone)]
pub(crate) struct Chart {
    pub title: String,
    pub desc: String,
    pub from: String,
    pub to: String,
    pub highest: String,
    pub bars: Vec<Bar>,
    /// What the first bar is of, and the second.
    pub first: &'static str,
    pub second: &'static str,
    pub heads: Vec<&'static str>,
    /// The period before, as the points of a line; empty: nothing was used in it.
    pub line: String,
}

/// The bars of some days; a day without figures is a bar of nothing.
fn summed(days: &[Day], (first, last): (NaiveDate, NaiveDate), by_month: bool) -> Vec<(String, Sums)> {
    let known: BTreeMap<NaiveDate, Sums> = days.iter().map(|day| (day.0, day.sums())).collect();
    let mut bars: Vec<(String, Sums)> = Vec::new();
    let mut month = None;
    for day in first.iter_days().take_while(|day| *day <= last) {
        let sums = known.get(&day).copied().unwrap_or_default();
        let this = (day.year(), day.month());
        match bars.last_mut() {
            Some((_, bar)) if by_month && month == Some(this) => *bar += sums,
            _ => bars.push((if by_month { format!("{:04}-{:02}", this.0, this.1) } else { date(day) }, sums)),
        }
        month = Some(this);
    }
    bars
}

/// The chart of some days beside those before.
pub(super) fn chart(days: &[Day], before: &[Day], span: Span, zone: &str, beside: Beside) -> Chart {
    let by_month = (span.last - span.first).num_days() >= BARS_MAX;
    let bars = summed(days, span.ends(), by_month);
    let former = summed(before, span.before, by_month);
    let most = |bars: &[(String, Sums)]| bars.iter().map(|(_, sums)| sums.tasks).max().unwrap_or(0);
    let highest = most(&bars).max(most(&former)).max(1);
    let height = |part: i64| part.min(highest) * 100 / highest;
    let top = bars.iter().max_by_key(|(_, sums)| sums.tasks);
    let (first, one, many) =
        if beside == Beside::Errors { ("Calls", "call", "calls") } else { ("Tasks", "task", "tasks") };
    let desc = match top {
        Some((label, sums)) if sums.tasks > 0 => format!("Highest: {} on {label}.", counted(sums.tasks, one, many)),
        _ => format!("No {one} in this time."),
    };
    let mut line = String::new();
    if most(&former) > 0 {
        for (at, (_, sums)) in former.iter().take(bars.len()).enumerate() {
            let _ = write!(line, "{},{} ", at * 10 + 5, 100 - height(sums.tasks));
        }
    }
    let (second, heads) = match beside {
        Beside::Incidents => ("Incidents", vec!["Tasks", "Transactions", "Incidents", "Tasks before"]),
        Beside::Failed => ("Failed", vec!["Tasks", "Failed", "Tasks before"]),
        Beside::Errors => ("Errors", vec!["Calls", "Errors", "Calls before"]),
    };
    let bar = |(at, (label, sums)): (usize, (String, Sums))| {
        let earlier = former.get(at).map_or(0, |(_, sums)| sums.tasks);
        let tasks = counted(sums.tasks, one, many);
        let (words, part, cells) = match beside {
            Beside::Incidents => (
                format!(
                    "{tasks}, {}, {}; before {}",
                    counted(sums.transactions, "transaction", "transactions"),
                    counted(sums.incidents, "incident", "incidents"),
                    figure(earlier)
                ),
                sums.incidents,
                vec![sums.tasks, sums.transactions, sums.incidents, earlier],
            ),
            Beside::Failed | Beside::Errors => (
                format!("{tasks}, {} failed; before {}", figure(sums.failed_tasks), figure(earlier)),
                sums.failed_tasks,
                vec![sums.tasks, sums.failed_tasks, earlier],
            ),
        };
        let cells = cells.into_iter().map(figure).collect();
        Bar { label, words, height: height(sums.tasks), second: height(part), cells }
    };
    Chart {
        title: format!("{first} per {} ({zone})", if by_month { "month" } else { "day" }),
        desc,
        from: date(span.first),
        to: date(span.last),
        highest: figure(highest),
        bars: bars.into_iter().enumerate().map(bar).collect(),
        first,
        second,
        heads,
        line: line.trim_end().to_owned(),
    }
}

/// The chart of billing periods, the newest of which is given first.
pub(super) fn of_periods(periods: &[(InPeriod, NaiveDate)], zone: &str) -> Chart {
    let highest = periods.iter().map(|(period, _)| period.own.tasks).max().unwrap_or(0).max(1);
    let height = |part: i64| part.min(highest) * 100 / highest;
    let bars: Vec<Bar> = periods
        .iter()
        .rev()
        .map(|(period, last)| {
            let own = period.own;
            Bar {
                label: format!("{} to {}", date(period.first), date(*last)),
                words: format!(
                    "{}, {}, {}",
                    counted(own.tasks, "task", "tasks"),
                    counted(own.transactions, "transaction", "transactions"),
                    counted(own.incidents, "incident", "incidents")
                ),
                height: height(own.tasks),
                second: height(own.incidents),
                cells: [own.tasks, own.transactions, own.incidents].map(figure).to_vec(),
            }
        })
        .collect();
    let ends = |at: Option<&(InPeriod, NaiveDate)>| at.map_or_else(String::new, |(period, _)| date(period.first));
    Chart {
        title: format!("Tasks per billing period ({zone})"),
        desc: format!("Highest: {}.", counted(highest, "task", "tasks")),
        from: ends(periods.last()),
        to: ends(periods.first()),
        highest: figure(highest),
        bars,
        first: "Tasks",
        second: "Incidents",
        heads: vec!["Tasks", "Transactions", "Incidents"],
        line: String::new(),
    }
}
