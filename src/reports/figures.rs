//! Sums of what was used, and how they are said.

use crate::web::times::{decimal, figure};
use chrono::NaiveDate;
use serde::Deserialize;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::AddAssign;

/// What was used in some time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub(crate) struct Sums {
    pub tasks: i64,
    /// Of those, what went on beyond a limit (M4).
    pub overage: i64,
    pub failed_tasks: i64,
    pub transactions: i64,
    pub failed: i64,
    pub incidents: i64,
}

impl Sums {
    /// For a file, in the order of its columns.
    pub fn cells(self) -> [String; 6] {
        [self.tasks, self.overage, self.failed_tasks, self.transactions, self.failed, self.incidents]
            .map(|n| n.to_string())
    }
}

impl AddAssign for Sums {
    fn add_assign(&mut self, other: Sums) {
        self.tasks += other.tasks;
        self.overage += other.overage;
        self.failed_tasks += other.failed_tasks;
        self.transactions += other.transactions;
        self.failed += other.failed;
        self.incidents += other.incidents;
    }
}

/// A day as the database gives it: tasks, failed tasks, transactions, failed ones, errors, warnings, tasks beyond a limit.
#[derive(Clone, Copy, Debug, Hash, Deserialize)]
pub(super) struct Day(pub NaiveDate, pub i64, pub i64, pub i64, pub i64, pub i64, pub i64, pub i64);

impl Day {
    pub fn sums(self) -> Sums {
        let Day(_, tasks, failed_tasks, transactions, failed, errors, warnings, overage) = self;
        Sums { tasks, overage, failed_tasks, transactions, failed, incidents: errors + warnings }
    }
}

/// Days by their dates.
pub(super) fn by_date(days: Vec<Day>) -> HashMap<NaiveDate, Day> {
    days.into_iter().map(|day| (day.0, day)).collect()
}

pub(super) fn total(days: &[Day]) -> Sums {
    let mut all = Sums::default();
    days.iter().for_each(|day| all += day.sums());
    all
}

/// What a figure stands beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Former {
    /// As many days before.
    Before,
    /// Of a period that has begun and is not over: as many days of the period before.
    SameDays,
}

/// By how much a figure is another than the one before: "3.7", from ten on "12". None where there was nothing before.
fn percent(now: i64, before: i64) -> Option<String> {
    let exact = (now - before).unsigned_abs() as f64 * 100.0 / before.unsigned_abs() as f64;
    (before != 0).then(|| match (exact * 10.0).round() as i64 {
        0 => format!("<{}", decimal(0.1, 1)),
        tenths if tenths < 100 => decimal(tenths as f64 / 10.0, 1),
        _ => figure(exact.round() as i64),
    })
}

/// "12 % more than before", as the note of a figure.
pub(super) fn against(now: i64, before: i64, former: Former) -> String {
    let beside = former == Former::Before;
    match (now.cmp(&before), percent(now, before)) {
        (Ordering::Equal, _) if beside => t!("reports-as-before").to_owned(),
        (Ordering::Equal, _) => t!("reports-as-same-days").to_owned(),
        (_, None) if beside => t!("reports-none-before").to_owned(),
        (_, None) => t!("reports-none-same-days").to_owned(),
        (Ordering::Greater, Some(size)) if beside => t!("reports-more-before", size = size),
        (Ordering::Greater, Some(size)) => t!("reports-more-same-days", size = size),
        (Ordering::Less, Some(size)) if beside => t!("reports-less-before", size = size),
        (Ordering::Less, Some(size)) => t!("reports-less-same-days", size = size),
    }
}

/// What is said of Tasks, with how many of them went on beyond a limit, where some did.
pub(super) fn with_overage(said: String, overage: i64) -> String {
    if overage == 0 { said } else { t!("reports-with-overage", said = said, n = overage) }
}

/// "+12 %", in a row of a list, in the words and digits of [`against`].
pub(super) fn change(now: i64, before: i64) -> String {
    match (now.cmp(&before), percent(now, before)) {
        (Ordering::Greater, Some(size)) => format!("+{size} %"),
        (Ordering::Less, Some(size)) => format!("−{size} %"),
        _ => against(now, before, Former::Before),
    }
}

/// A part of a whole: "3.7 %"; a dash where there is no whole.
pub(super) fn share(part: i64, whole: i64) -> String {
    if whole == 0 { "–".to_owned() } else { format!("{} %", decimal(part as f64 * 100.0 / whole as f64, 1)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{self, Language};

    #[test]
    fn changes_and_shares_are_said_in_words() {
        for (now, before, words) in [
            (0, 0, "as before"),
            (5, 0, "none before"),
            (110, 100, "10 % more than before"),
            (99, 100, "1.0 % less than before"),
            (7, 7, "as before"),
            (0, 3, "100 % less than before"),
            (999_999, 1_000_000, "<0.1 % less than before"),
            (10_996, 10_000, "10 % more than before"),
        ] {
            assert_eq!(against(now, before, Former::Before), words);
        }
        assert_eq!(against(7, 4, Former::SameDays), "75 % more than in the same days before");
        assert_eq!(against(4, 4, Former::SameDays), "as in the same days before");
        for (now, before, words) in [
            (0, 0, "as before"),
            (5, 0, "none before"),
            (1_025, 1_000, "+2.5 %"),
            (110, 100, "+10 %"),
            (50, 100, "−50 %"),
            (7, 7, "as before"),
            (3_000, 1, "+299\u{202f}900 %"),
        ] {
            assert_eq!(change(now, before), words);
        }
        assert_eq!((share(1, 27), share(0, 0)), ("3.7 %".to_owned(), "–".to_owned()));
    }

    #[test]
    fn they_are_said_in_german_with_a_comma() {
        language::speaking(Language::German, None, || {
            assert_eq!(against(1_025, 1_000, Former::SameDays), "2,5 % mehr als in denselben Tagen zuvor");
            assert_eq!((change(50, 100), share(1, 27)), ("−50 %".to_owned(), "3,7 %".to_owned()));
        });
    }
}
