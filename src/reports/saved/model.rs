//! When a saved report is sent, about which days, and in which words.

use crate::error::FieldErrors;
use crate::reports::choice::{Choice, Span};
use crate::schedules::local::instant;
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Every {
    Day,
    /// From Monday, which is 1.
    Week(u32),
    /// On a day of the month; on its last, where it has no such day.
    Month(u32),
}

impl Every {
    /// As forms and the database have it.
    pub fn read(key: &str, day: u32) -> Option<Every> {
        match key {
            "daily" => Some(Every::Day),
            "weekly" if (1..=7).contains(&day) => Some(Every::Week(day)),
            "monthly" if (1..=31).contains(&day) => Some(Every::Month(day)),
            _ => None,
        }
    }

    pub fn key(self) -> &'static str {
        match self {
            Every::Day => "daily",
            Every::Week(_) => "weekly",
            Every::Month(_) => "monthly",
        }
    }

    pub fn day(self) -> u32 {
        match self {
            Every::Day => 1,
            Every::Week(day) | Every::Month(day) => day,
        }
    }

    fn falls_on(self, date: NaiveDate) -> bool {
        match self {
            Every::Day => true,
            Every::Week(day) => date.weekday().number_from_monday() == day,
            Every::Month(day) => {
                let last = date.succ_opt().is_some_and(|next| next.month() != date.month());
                date.day() == day || last && date.day() < day
            }
        }
    }
}

/// A time at which something is sent again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Times {
    pub every: Every,
    pub hour: u32,
    pub zone: Tz,
}

impl Times {
    /// The first of them behind an instant; none far outside of the calendar.
    pub fn next_after(self, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let hour = NaiveTime::from_hms_opt(self.hour, 0, 0)?;
        // A month and two days hold one of any kind.
        let mut day = after.with_timezone(&self.zone).date_naive();
        for _ in 0..33 {
            if self.every.falls_on(day)
                && let Some(at) = instant(self.zone, day.and_time(hour))
                && at > after
            {
                return Some(at);
            }
            day = day.checked_add_days(Days::new(1))?;
        }
        None
    }
}

/// A day of the week, from Monday, which is 1.
pub(super) fn weekday(day: u32) -> &'static str {
    match day {
        1 => t!("reports-monday"),
        2 => t!("reports-tuesday"),
        3 => t!("reports-wednesday"),
        4 => t!("reports-thursday"),
        5 => t!("reports-friday"),
        6 => t!("reports-saturday"),
        _ => t!("reports-sunday"),
    }
}

/// When it is sent: "each Monday at 08:00, Europe/London".
pub(super) fn words(times: Times) -> String {
    let (time, zone) = (format!("{:02}:00", times.hour), times.zone.name());
    match times.every {
        Every::Day => t!("reports-each-day-at", time = time, zone = zone),
        Every::Week(day) => t!("reports-each-weekday-at", day = weekday(day), time = time, zone = zone),
        Every::Month(day) => t!("reports-each-month-at", day = day, time = time, zone = zone),
    }
}

/// What a form says of when it is sent.
pub(super) struct TimesText<'a> {
    pub every: &'a str,
    pub weekday: &'a str,
    pub monthday: &'a str,
    pub hour: &'a str,
    pub zone: &'a str,
}

impl TimesText<'_> {
    /// Reads it; what is wrong is said at its field.
    pub fn parse(&self, errors: &mut FieldErrors) -> Option<Times> {
        let (field, day, why) = match self.every {
            "weekly" => ("weekday", self.weekday, t!("reports-weekday-wrong")),
            "monthly" => ("monthday", self.monthday, t!("reports-monthday-wrong")),
            _ => ("every", "", t!("reports-every-wrong")),
        };
        let every = Every::read(self.every, day.trim().parse().unwrap_or(0));
        let every = errors.take(field, every.ok_or_else(|| why.to_owned()));
        let hour = self.hour.trim().parse().ok().filter(|hour: &u32| *hour < 24);
        let hour = errors.take("hour", hour.ok_or_else(|| t!("reports-hour-wrong").to_owned()));
        let zone = self.zone.trim().parse().map_err(|_| t!("reports-timezone-wrong").to_owned());
        let zone = errors.take("timezone", zone);
        Some(Times { every: every?, hour: hour?, zone: zone? })
    }
}

/// The days that a mail of that day is about: those that are over. A day that has just begun would stand beside whole ones
/// and look like a loss. The second part says what could not be read.
pub(super) fn days(choice: &Choice, today: NaiveDate, billed_on: Option<NaiveDate>) -> (Span, Vec<String>) {
    let whole = matches!(choice.period.as_str(), "last-month" | "former");
    let as_of = if whole { today } else { today.pred_opt().unwrap_or(today) };
    choice.span(as_of, billed_on)
}

/// What a report is narrowed to, in words; empty: nothing. `account`: the name of the one that it is of.
pub(super) fn narrowed(choice: &Choice, account: &str) -> String {
    let mut parts = Vec::new();
    if !account.is_empty() {
        parts.push(t!("reports-of-account", account = account));
    }
    if !choice.parent.is_empty() {
        parts.push(t!("reports-at-below", account = choice.parent));
    }
    if !choice.tag.is_empty() {
        parts.push(t!("reports-with-tag", tag = choice.tag));
    }
    if !choice.connector.is_empty() {
        parts.push(t!("reports-of-connector").to_owned());
    }
    if !choice.credential.is_empty() {
        parts.push(t!("reports-of-credential").to_owned());
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_next_time_is_of_the_timezone_and_there_in_every_month() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("an instant");
        for (every, hour, zone, after, next) in [
            (Every::Day, 9, Tz::Europe__London, "2026-10-24T08:00:00Z", "2026-10-25T09:00:00Z"),
            (Every::Day, 9, Tz::Europe__London, "2026-10-23T08:00:00Z", "2026-10-24T08:00:00Z"),
            // 02:00 is skipped in spring.
            (Every::Day, 2, Tz::America__New_York, "2026-03-08T06:30:00Z", "2026-03-08T07:00:00Z"),
            // 01:00 comes twice in autumn: it is sent at the first and not at the second.
            (Every::Day, 1, Tz::America__New_York, "2026-11-01T05:00:00Z", "2026-11-02T06:00:00Z"),
            (Every::Week(1), 6, Tz::UTC, "2026-11-26T10:00:00Z", "2026-11-30T06:00:00Z"),
            (Every::Month(31), 6, Tz::UTC, "2026-11-26T10:00:00Z", "2026-11-30T06:00:00Z"),
            (Every::Month(31), 6, Tz::UTC, "2028-02-01T10:00:00Z", "2028-02-29T06:00:00Z"),
            (Every::Month(31), 6, Tz::UTC, "2026-01-31T06:00:00Z", "2026-02-28T06:00:00Z"),
        ] {
            assert_eq!(Times { every, hour, zone }.next_after(at(after)), Some(at(next)), "{every:?} {after}");
        }
    }

    #[test]
    fn a_mail_is_about_days_that_are_over() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        for (period, today, first, last) in [
            ("", "2026-12-01", "2026-11-01", "2026-11-30"),
            ("week", "2026-11-30", "2026-11-23", "2026-11-29"),
            ("month", "2026-12-01", "2026-11-01", "2026-11-30"),
            ("month", "2026-12-02", "2026-12-01", "2026-12-01"),
            ("last-month", "2026-12-01", "2026-11-01", "2026-11-30"),
            ("billing", "2026-12-15", "2026-11-15", "2026-12-14"),
            ("former", "2026-12-15", "2026-11-15", "2026-12-14"),
        ] {
            let choice = Choice { period: period.to_owned(), ..Choice::default() };
            let (span, problems) = days(&choice, day(today), Some(day("2026-12-15")));
            assert_eq!((span.first, span.last), (day(first), day(last)), "{period} {today}");
            assert!(problems.is_empty());
        }
    }

    proptest! {
        #[test]
        fn the_next_time_is_later_and_soon_enough(seconds in 0i64..4_000_000_000, kind in 0u32..3, day in 1u32..32, hour in 0u32..24,
                                                  zone in 0usize..500) {
            let zone = chrono_tz::TZ_VARIANTS[zone % chrono_tz::TZ_VARIANTS.len()];
            let every = match kind { 0 => Every::Day, 1 => Every::Week(day.min(7)), _ => Every::Month(day) };
            prop_assert_eq!(Every::read(every.key(), every.day()), Some(every));
            let after = DateTime::from_timestamp(seconds, 0).expect("in range");
            let next = Times { every, hour, zone }.next_after(after).expect("there is one");
            prop_assert!(next > after);
            let most = match every { Every::Day => 2, Every::Week(_) => 8, Every::Month(_) => 32 };
            prop_assert!((next - after).num_days() <= most);
        }
    }
}
