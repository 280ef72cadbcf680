//! Billing periods: months that begin on the day of the month of an account's next billing date, calendar months where it
//! has none. A day that a month does not have is its last: who is billed on the 31st is billed on the 28th of February and
//! on the 31st of March again.

use chrono::{Datelike, Months, NaiveDate};

/// Days from `first` to before `until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    pub first: NaiveDate,
    /// The day on which the next one begins.
    pub until: NaiveDate,
}

impl Period {
    /// The one that a day lies in, of an account whose next billing date is, was or will be `billed_on`.
    pub fn of(day: NaiveDate, billed_on: Option<NaiveDate>) -> Period {
        // Without a date, any first of a month.
        let anchor = billed_on.or_else(|| day.with_day(1)).unwrap_or(day);
        let apart = (day.year() - anchor.year()) * 12 + day.month0() as i32 - anchor.month0() as i32;
        let begins = if month_on(anchor, apart) <= day { apart } else { apart - 1 };
        Period { first: month_on(anchor, begins), until: month_on(anchor, begins + 1) }
    }
}

/// The anchor's day so many months on; the month's last where it has no such day.
fn month_on(anchor: NaiveDate, months: i32) -> NaiveDate {
    let by = Months::new(months.unsigned_abs());
    let moved = if months < 0 { anchor.checked_sub_months(by) } else { anchor.checked_add_months(by) };
    moved.unwrap_or(anchor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn periods_begin_on_the_billing_day() {
        for (on, billed, first, until) in [
            ("2026-11-26", None, "2026-11-01", "2026-12-01"),
            ("2026-11-26", Some("2026-12-15"), "2026-11-15", "2026-12-15"),
            ("2026-11-15", Some("2026-12-15"), "2026-11-15", "2026-12-15"),
            ("2026-11-14", Some("2026-12-15"), "2026-10-15", "2026-11-15"),
            // A date that has passed goes on month by month.
            ("2026-11-26", Some("2024-01-31"), "2026-10-31", "2026-11-30"),
            ("2026-11-30", Some("2024-01-31"), "2026-11-30", "2026-12-31"),
            ("2027-02-28", Some("2027-03-31"), "2027-02-28", "2027-03-31"),
            ("2028-02-29", Some("2026-01-31"), "2028-02-29", "2028-03-31"),
        ] {
            let period = Period::of(day(on), billed.map(day));
            assert_eq!(period, Period { first: day(first), until: day(until) }, "{on} {billed:?}");
        }
    }

    proptest! {
        #[test]
        fn every_day_lies_in_one_period_and_they_follow_each_other(on in 0i32..40_000, billed in proptest::option::of(0i32..40_000)) {
            let at = |n: i32| NaiveDate::from_num_days_from_ce_opt(719_163 + n).expect("in range");
            let (on, billed) = (at(on), billed.map(at));
            let here = Period::of(on, billed);
            prop_assert!(here.first <= on && on < here.until);
            prop_assert_eq!(Period::of(here.first, billed), here);
            let next = Period::of(here.until, billed);
            prop_assert_eq!(next.first, here.until);
            prop_assert!((28..=31).contains(&(here.until - here.first).num_days()));
        }
    }
}
