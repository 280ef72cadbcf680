//! Sums of what was used, and how they are said.

use crate::web::times::figure;
use chrono::NaiveDate;
use serde::Deserialize;
use std::ops::AddAssign;

/// What was used in some time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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

pub(super) fn total(days: &[Day]) -> Sums {
    let mut all = Sums::default();
    days.iter().for_each(|day| all += day.sums());
    all
}

/// "12 % more than before", as the note of a figure.
pub(super) fn against(now: i64, before: i64) -> String {
    match (now, before) {
        (_, 0) if now == 0 => "as before".to_owned(),
        (_, 0) => "none before".to_owned(),
        _ => {
            let percent = (now - before) as f64 * 100.0 / before as f64;
            let size = if percent.abs() < 10.0 {
                format!("{:.1}", percent.abs())
            } else {
                figure(percent.abs().round() as i64)
            };
            match now.cmp(&before) {
                std::cmp::Ordering::Equal => "as before".to_owned(),
                std::cmp::Ordering::Greater => format!("{size} % more than before"),
                std::cmp::Ordering::Less => format!("{size} % less than before"),
            }
        }
    }
}

/// As [`against`], with how many of the Tasks went on beyond a limit, where some did.
pub(super) fn tasks_against(now: Sums, before: Sums) -> String {
    let said = against(now.tasks, before.tasks);
    if now.overage == 0 { said } else { format!("{said}; {} over the limit, counted apart", figure(now.overage)) }
}

/// "+12 %", in a row of a list; a dash where there was nothing before.
pub(super) fn change(now: i64, before: i64) -> String {
    if before == 0 {
        return if now == 0 { "0 %".to_owned() } else { "new".to_owned() };
    }
    let percent = (now - before) as f64 * 100.0 / before as f64;
    let sign = match now.cmp(&before) {
        std::cmp::Ordering::Less => "−",
        std::cmp::Ordering::Equal => "",
        std::cmp::Ordering::Greater => "+",
    };
    format!("{sign}{} %", figure(percent.abs().round() as i64))
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
        ] {
            assert_eq!(against(now, before), words);
        }
        for (now, before, words) in [
            (0, 0, "0 %"),
            (5, 0, "new"),
            (110, 100, "+10 %"),
            (50, 100, "−50 %"),
            (7, 7, "0 %"),
            (3_000, 1, "+299\u{202f}900 %"),
        ] {
            assert_eq!(change(now, before), words);
        }
        assert_eq!((share(1, 27), share(0, 0)), ("3.7 %".to_owned(), "–".to_owned()));
    }
}
