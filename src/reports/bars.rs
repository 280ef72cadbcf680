//! The chart of a report: a bar a day, or a month where there are many days, and over it a line of the period before.

use super::choice::Span;
use super::figures::{Day, Sums};
use super::queries::InPeriod;
use super::shown::days;
use super::ticks::{self, Tick};
use crate::web::times::{date, figure};
use chrono::{Datelike, Days, Months, NaiveDate};
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

impl Beside {
    /// What the second bar is of.
    fn second(self) -> &'static str {
        match self {
            Beside::Incidents => t!("reports-incidents"),
            Beside::Failed => t!("reports-failed"),
            Beside::Errors => t!("reports-errors"),
        }
    }

    /// The heads of the table behind the chart.
    fn heads(self) -> Vec<&'static str> {
        let tasks_before = t!("reports-tasks-before");
        match self {
            Beside::Incidents => {
                vec![t!("reports-tasks"), t!("reports-transactions"), t!("reports-incidents"), tasks_before]
            }
            Beside::Failed => vec![t!("reports-tasks"), t!("reports-failed"), tasks_before],
            Beside::Errors => vec![t!("reports-calls"), t!("reports-errors"), t!("reports-calls-before")],
        }
    }

    /// What a chart of it is called.
    fn title(self, by_month: bool, zone: &str) -> String {
        match (self == Beside::Errors, by_month) {
            (true, true) => t!("reports-chart-calls-month", zone = zone),
            (true, false) => t!("reports-chart-calls-day", zone = zone),
            (false, true) => t!("reports-chart-tasks-month", zone = zone),
            (false, false) => t!("reports-chart-tasks-day", zone = zone),
        }
    }
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
    /// Nothing was used in it, nor in the period before.
    pub quiet: bool,
    /// The limit of tasks in words, and where its line stands. Empty: there is none, or none that is near.
    pub limit: (String, i64),
    /// Below the bars.
    pub ticks: Vec<Tick>,
}

/// What a chart of one account says beside its figures.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marks {
    /// Before this day there was no account.
    pub began: Option<NaiveDate>,
    /// How many tasks a billing period it may use, and of how many days that is.
    pub limit: Option<(i64, i64)>,
}

/// A limit that is this much above the highest bar is far, and its line would leave nothing of the bars.
const LIMIT_ROOM: i64 = 2;

/// The limit whose line is drawn: none where nothing was used, or not half of it.
fn near(limit: Option<i64>, used: i64) -> Option<i64> {
    limit.filter(|limit| used > 0 && *limit <= used.saturating_mul(LIMIT_ROOM))
}

/// Hundredths of the chart for a part of its highest: of what is not nothing at least so many, so that it can be seen.
fn height(part: i64, highest: i64, least: i64) -> i64 {
    if part <= 0 { 0 } else { (part.min(highest) * 100 / highest.max(1)).max(least) }
}

/// The least height of a bar, and that of what went wrong in it: 2 px at least, where the chart is 160 px high.
const BAR_MIN: i64 = 1;
const WRONG_MIN: i64 = 2;

/// What stands at the top of the axis.
fn axis(highest: i64, none: &str) -> String {
    if highest == 0 { none.to_owned() } else { figure(highest) }
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
    marked(days, before, span, zone, beside, Marks::default())
}

/// The same of one account, with its limit, and nothing where there was no account yet.
pub(super) fn marked(days: &[Day], before: &[Day], span: Span, zone: &str, beside: Beside, marks: Marks) -> Chart {
    let by_month = (span.last - span.first).num_days() >= BARS_MAX;
    let bars = summed(days, span.ends(), by_month);
    let former = summed(before, span.before, by_month);
    let most = |bars: &[(String, Sums)]| bars.iter().map(|(_, sums)| sums.tasks).max().unwrap_or(0);
    // What a day may use, where the limit is spread over its period; a month is about a period.
    let even = marks.limit.map(|(limit, days)| if by_month { limit } else { limit / days.max(1) });
    let used = most(&bars).max(most(&former));
    let limit = near(even, used);
    let highest = used.max(limit.unwrap_or(0)).max(1);
    let top = bars.iter().max_by_key(|(_, sums)| sums.tasks);
    let calls = beside == Beside::Errors;
    let desc = match top {
        Some((label, sums)) if sums.tasks > 0 && calls => t!("reports-highest-calls", n = sums.tasks, day = label),
        Some((label, sums)) if sums.tasks > 0 => t!("reports-highest-tasks", n = sums.tasks, day = label),
        _ if calls => t!("reports-chart-no-call").to_owned(),
        _ => t!("reports-chart-no-task").to_owned(),
    };
    let mut line = String::new();
    if most(&former) > 0 {
        for (at, (_, sums)) in former.iter().take(bars.len()).enumerate() {
            let _ = write!(line, "{},{} ", at * 10 + 5, 100 - height(sums.tasks, highest, 0));
        }
    }
    let heads = beside.heads();
    let limit = limit_words(marks.limit, limit, by_month, highest);
    let first_bar = |at: usize| if by_month { month_of(span.first, at) } else { day_of(span.first, at) };
    let ends: Vec<NaiveDate> = (0..bars.len()).filter_map(first_bar).collect();
    let heads_of = heads.clone();
    let bar = |(at, (label, sums)): (usize, (String, Sums))| {
        // Not nothing: there was nobody to use anything.
        let absent = sums == Sums::default() && marks.began.zip(first_bar(at)).is_some_and(|(began, day)| day < began);
        if absent {
            let cells = heads_of.iter().map(|_| "–".to_owned()).collect();
            return Bar { label, words: t!("reports-absent").to_owned(), height: 0, second: 0, cells };
        }
        let earlier = former.get(at).map_or(0, |(_, sums)| sums.tasks);
        let (words, part, cells) = said(sums, earlier, beside);
        let cells = cells.into_iter().map(figure).collect();
        let second = height(part, highest, WRONG_MIN);
        Bar { label, words, height: height(sums.tasks, highest, BAR_MIN), second, cells }
    };
    Chart {
        title: beside.title(by_month, zone),
        desc,
        from: date(span.first),
        to: date(span.last),
        highest: axis(
            if used == 0 { 0 } else { highest },
            if calls { t!("reports-no-call") } else { t!("reports-no-task") },
        ),
        bars: bars.into_iter().enumerate().map(bar).collect(),
        first: if calls { t!("reports-calls") } else { t!("reports-tasks") },
        second: beside.second(),
        heads,
        line: line.trim_end().to_owned(),
        quiet: used == 0,
        limit,
        ticks: if by_month { ticks::of_months(&ends) } else { ticks::of_days(&ends) },
    }
}

/// The limit of a period in words, with where the line of its even share stands, where that is drawn.
fn limit_words(limit: Option<(i64, i64)>, drawn: Option<i64>, by_month: bool, highest: i64) -> (String, i64) {
    let Some(((limit, _), even)) = limit.zip(drawn) else { return Default::default() };
    let words = if by_month {
        t!("reports-limit-month", limit = limit)
    } else {
        t!("reports-limit-day", limit = limit, even = even)
    };
    (words, 100 - height(even, highest, 0))
}

/// What a bar says, what its second part is of, and its line of the table.
fn said(sums: Sums, earlier: i64, beside: Beside) -> (String, i64, Vec<i64>) {
    let Sums { tasks, failed_tasks, transactions, incidents, .. } = sums;
    match beside {
        Beside::Incidents => (
            t!(
                "reports-bar-incidents",
                tasks = tasks,
                transactions = transactions,
                incidents = incidents,
                before = earlier
            ),
            incidents,
            vec![tasks, transactions, incidents, earlier],
        ),
        Beside::Failed => (
            t!("reports-bar-tasks", tasks = tasks, failed = failed_tasks, before = earlier),
            failed_tasks,
            vec![tasks, failed_tasks, earlier],
        ),
        Beside::Errors => (
            t!("reports-bar-calls", calls = tasks, failed = failed_tasks, before = earlier),
            failed_tasks,
            vec![tasks, failed_tasks, earlier],
        ),
    }
}

/// The day of a bar.
fn day_of(first: NaiveDate, at: usize) -> Option<NaiveDate> {
    first.checked_add_days(Days::new(u64::try_from(at).ok()?))
}

/// The last day of a bar's month.
fn month_of(first: NaiveDate, at: usize) -> Option<NaiveDate> {
    first.with_day(1)?.checked_add_months(Months::new(u32::try_from(at).ok()?.checked_add(1)?))?.pred_opt()
}

/// The chart of billing periods, the newest of which is given first.
pub(super) fn of_periods(periods: &[(InPeriod, NaiveDate)], zone: &str, limit: Option<i64>) -> Chart {
    let used = periods.iter().map(|(period, _)| period.own.tasks).max().unwrap_or(0);
    let limit = near(limit, used);
    let highest = used.max(limit.unwrap_or(0)).max(1);
    let bars: Vec<Bar> = periods
        .iter()
        .rev()
        .map(|(period, last)| {
            let own = period.own;
            Bar {
                label: days(period.first, *last),
                words: t!(
                    "reports-bar-period",
                    tasks = own.tasks,
                    transactions = own.transactions,
                    incidents = own.incidents
                ),
                height: height(own.tasks, highest, BAR_MIN),
                second: height(own.incidents, highest, WRONG_MIN),
                cells: [own.tasks, own.transactions, own.incidents].map(figure).to_vec(),
            }
        })
        .collect();
    let ends = |at: Option<&(InPeriod, NaiveDate)>| at.map_or_else(String::new, |(period, _)| date(period.first));
    Chart {
        title: t!("reports-chart-periods", zone = zone),
        desc: t!("reports-highest-period", n = used),
        from: ends(periods.last()),
        to: ends(periods.first()),
        highest: axis(if used == 0 { 0 } else { highest }, t!("reports-no-task")),
        bars,
        first: t!("reports-tasks"),
        second: t!("reports-incidents"),
        heads: vec![t!("reports-tasks"), t!("reports-transactions"), t!("reports-incidents")],
        line: String::new(),
        quiet: used == 0,
        limit: limit.map_or_else(Default::default, |limit| {
            (t!("reports-limit-now", limit = limit), 100 - height(limit, highest, 0))
        }),
        ticks: ticks::of_months(&periods.iter().rev().map(|(period, _)| period.first).collect::<Vec<_>>()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str, tasks: i64, errors: i64) -> Day {
        Day(text.parse().expect("a date"), tasks, 0, tasks, 0, errors, 0, 0)
    }

    fn drawn(days: &[Day], limit: Option<i64>) -> Chart {
        let date = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let span = Span::of(date("2026-11-01"), date("2026-11-30"));
        let marks = Marks { began: None, limit: limit.map(|limit| (limit, 30)) };
        marked(days, &[], span, "UTC", Beside::Incidents, marks)
    }

    #[test]
    fn what_is_not_nothing_can_be_seen() {
        let chart = drawn(&[day("2026-11-02", 1_500, 3), day("2026-11-03", 1, 0)], None);
        let bars: Vec<(i64, i64)> = chart.bars.iter().take(4).map(|bar| (bar.height, bar.second)).collect();
        assert_eq!(bars, [(0, 0), (100, 2), (1, 0), (0, 0)]);
    }

    #[test]
    fn a_limit_is_drawn_where_half_of_it_is_used_and_else_not_told() {
        let days = [day("2026-11-02", 500, 0)];
        for (limit, line, highest) in
            [(30_000, Some(0), "1\u{202f}000"), (30_030, None, "500"), (9_000, Some(40), "500"), (0, Some(100), "500")]
        {
            let chart = drawn(&days, Some(limit));
            assert_eq!((!chart.limit.0.is_empty()).then_some(chart.limit.1), line, "{limit}");
            assert_eq!(chart.highest, highest, "{limit}");
        }
        assert!(drawn(&[], Some(0)).limit.0.is_empty(), "nothing was used of it");
        assert!(drawn(&[], Some(100)).limit.0.is_empty());
    }
}
