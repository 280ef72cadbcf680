//! Sums of what was used, and how they are said.

use crate::web::times::figure;
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

/// What a figure stands beside, in words: as many days before.
pub(super) const BEFORE: &str = "before";
/// The same of a period that has begun and is not over: as many days of the period before.
pub(super) const SAME_DAYS: &str = "in the same days before";

/// By how much a figure is another than the one before: "3.7", from ten on "12". None where there was nothing before.
fn percent(now: i64, before: i64) -> Option<String> {
    let exact = (now - before).unsigned_abs() as f64 * 100.0 / before.unsigned_abs() as f64;
    (before != 0).then(|| match (exact * 10.0).round() as i64 {
        0 => "<0.1".to_owned(),
        tenths if tenths < 100 => format!("{}.{}", tenths / 10, tenths % 10),
        _ => figure(exact.round() as i64),
    })
}

/// "12 % more than before", as the note of a figure. `before_words`: [`BEFORE`] or [`SAME_DAYS`].
pub(super) fn against(now: i64, before: i64, before_words: &str) -> String {
    match (now.cmp(&before), percent(now, before)) {
        (Ordering::Equal, _) => format!("as {before_words}"),
        (_, None) => format!("none {before_words}"),
        (Ordering::Greater, Some(size)) => format!("{size} % more than {before_words}"),
        (Ordering::Less, Some(size)) => format!("{size} % less than {before_words}"),
    }
}

/// What is said of Tasks, with how many of them went on beyond a limit, where some did.
pub(super) fn with_overage(said: String, overage: i64) -> String {
    if overage == 0 { said } else { format!("{said}; {} over the limit, counted apart", figure(overage)) }
}

/// "+12 %", in a row of a list, in the words and digits of [`against`].
pub(super) fn change(now: i64, before: i64) -> String {
    match (now.cmp(&before), percent(now, before)) {
        (Ordering::Greater, Some(size)) => format!("+{size} %"),
        (Ordering::Less, Some(size)) => format!("−{size} %"),
        _ => against(now, before, BEFORE),
    }
}

/// A part of a whole: "3.7 %"; a dash where there is no whole.
pub(super) fn share(part: i64, whole: i64) -> String {
    if whole == 0 { "–".to_owned() } else { format!("{:.1} %", part as f64 * 100.0 / whole as f64) }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(against(now, before, BEFORE), words);
        }
        assert_eq!(against(7, 4, SAME_DAYS), "75 % more than in the same days before");
        assert_eq!(against(4, 4, SAME_DAYS), "as in the same days before");
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
}
