//! The marks below a chart: days, weeks or months, as many as can be read beside each other on a phone.

use crate::web::times::{day_and_month, month};
use chrono::{Datelike, NaiveDate, Weekday};

/// Bars of which each is marked.
const EACH_MAX: usize = 7;
/// Marks of weeks that stand beside each other, and of months.
const WEEKS_MAX: usize = 7;
const MONTHS_MAX: usize = 12;

/// A mark: how far from the beginning, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tick {
    pub at: String,
    pub label: String,
}

/// The middle of a bar.
fn tick(at: usize, bars: usize, label: String) -> Tick {
    Tick { at: format!("{:.2}%", (at as f64 + 0.5) * 100.0 / bars.max(1) as f64), label }
}

/// Those of bars of a day each: each of a week's, the Mondays of more.
pub(super) fn of_days(days: &[NaiveDate]) -> Vec<Tick> {
    let each = days.len() <= EACH_MAX;
    let marked: Vec<_> = days.iter().enumerate().filter(|(_, day)| each || day.weekday() == Weekday::Mon).collect();
    let step = marked.len().div_ceil(WEEKS_MAX).max(1);
    marked.into_iter().step_by(step).map(|(at, day)| tick(at, days.len(), day_and_month(*day))).collect()
}

/// Those of bars of a month or a billing period each: its month, and the year where it is another.
pub(super) fn of_months(firsts: &[NaiveDate]) -> Vec<Tick> {
    let step = firsts.len().div_ceil(MONTHS_MAX).max(1);
    let mut year = firsts.first().map(NaiveDate::year);
    let mark = |(at, day): (usize, &NaiveDate)| {
        let another = year.replace(day.year()) != Some(day.year());
        tick(at, firsts.len(), if another { day.year().to_string() } else { month(day.month0()).to_owned() })
    };
    firsts.iter().enumerate().step_by(step).map(mark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(first: &str, count: usize) -> Vec<NaiveDate> {
        first.parse::<NaiveDate>().expect("a date").iter_days().take(count).collect()
    }

    fn labels(ticks: &[Tick]) -> Vec<&str> {
        ticks.iter().map(|tick| tick.label.as_str()).collect()
    }

    #[test]
    fn days_weeks_and_months_are_marked() {
        assert_eq!(labels(&of_days(&days("2026-11-30", 3))), ["30 Nov", "1 Dec", "2 Dec"]);
        let month = of_days(&days("2026-11-01", 30));
        assert_eq!(labels(&month), ["2 Nov", "9 Nov", "16 Nov", "23 Nov", "30 Nov"]);
        assert_eq!((month[0].at.as_str(), month[4].at.as_str()), ("5.00%", "98.33%"));
        assert_eq!(labels(&of_days(&days("2026-08-31", 90))).len(), 7, "every second Monday");
        let firsts: Vec<NaiveDate> = days("2025-12-01", 366).into_iter().filter(|day| day.day() == 1).collect();
        assert_eq!(labels(&of_months(&firsts[..12]))[..3], ["Dec", "2026", "Feb"]);
        assert_eq!(labels(&of_months(&firsts)), ["Dec", "2026", "Apr", "Jun", "Aug", "Oct", "Dec"]);
        assert!(of_days(&[]).is_empty() && of_months(&[]).is_empty());
    }
}
