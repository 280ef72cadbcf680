//! The chart of a report: a bar a day, or a week or month where there are many days.

use super::choice::Span;
use super::figures::{Day, Sums};
use crate::web::times::{counted, date};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// Bars that can be told apart on a phone.
const BARS_MAX: i64 = 93;

/// A chart as its component takes it.
#[derive(Clone)]
pub(crate) struct Chart {
    pub title: String,
    pub desc: String,
    pub from: String,
    pub to: String,
    /// Label, words, height of the Tasks and of the incidents among them: hundredths of the tallest.
    pub bars: Vec<(String, String, i32, i32)>,
}

/// The chart of some days; a day without figures is a bar of nothing.
pub(super) fn chart(days: &[Day], span: Span, zone: &str) -> Chart {
    let known: BTreeMap<NaiveDate, Sums> = days.iter().map(|day| (day.0, day.sums())).collect();
    let by_month = (span.last - span.first).num_days() >= BARS_MAX;
    let mut bars: Vec<(String, Sums)> = Vec::new();
    let mut month = None;
    for day in span.days() {
        let sums = known.get(&day).copied().unwrap_or_default();
        let this = (day.year(), day.month());
        match bars.last_mut() {
            Some((_, bar)) if by_month && month == Some(this) => *bar += sums,
            _ => bars.push((if by_month { format!("{:04}-{:02}", this.0, this.1) } else { date(day) }, sums)),
        }
        month = Some(this);
    }
    let highest = bars.iter().map(|(_, sums)| sums.tasks).max().unwrap_or(0).max(1);
    let height = |part: i64| i32::try_from(part.min(highest) * 100 / highest).unwrap_or(0);
    let top = bars.iter().max_by_key(|(_, sums)| sums.tasks);
    let desc = match top {
        Some((label, sums)) if sums.tasks > 0 => {
            format!("Highest: {} on {label}.", counted(sums.tasks, "task", "tasks"))
        }
        _ => "No task in this time.".to_owned(),
    };
    Chart {
        title: format!("Tasks per {} ({zone})", if by_month { "month" } else { "day" }),
        desc,
        from: date(span.first),
        to: date(span.last),
        bars: bars
            .into_iter()
            .map(|(label, sums)| {
                let words = format!(
                    "{}, {}, {}",
                    counted(sums.tasks, "task", "tasks"),
                    counted(sums.transactions, "transaction", "transactions"),
                    counted(sums.incidents, "incident", "incidents")
                );
                (label, words, height(sums.tasks), height(sums.incidents))
            })
            .collect(),
    }
}
