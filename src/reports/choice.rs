//! Which days a report is about, as its address says.

use crate::metering::period::Period;
use crate::people::model::shortened;
use chrono::{Days, NaiveDate};
use serde::Deserialize;

/// What can be chosen. `own`: the two dates say it.
pub(super) const PERIODS: &[(&str, &str)] = &[
    ("", "Last 30 days"),
    ("week", "Last 7 days"),
    ("quarter", "Last 90 days"),
    ("billing", "This billing period"),
    ("former", "Billing period before"),
    ("own", "Own dates"),
];

/// Days that a report may span: two years with a leap day.
const DAYS_MAX: i64 = 731;

/// A report's address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct Choice {
    pub period: String,
    pub from: String,
    pub to: String,
    /// below: the chart is of the account with its sub-accounts.
    pub of: String,
}

/// The days from `first` to `last`, and as many before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub before: (NaiveDate, NaiveDate),
}

impl Span {
    fn of(first: NaiveDate, last: NaiveDate) -> Span {
        let days = u64::try_from((last - first).num_days() + 1).unwrap_or(1);
        let earlier = |day: NaiveDate| day.checked_sub_days(Days::new(days)).unwrap_or(day);
        Span { first, last, before: (earlier(first), earlier(last)) }
    }

    /// Every day of it.
    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        self.first.iter_days().take_while(move |day| *day <= self.last)
    }
}

impl Choice {
    /// The days, by a calendar on which it is `today`; the second part says what could not be read, and the days are
    /// those of the first choice then.
    pub fn span(&self, today: NaiveDate, billed_on: Option<NaiveDate>) -> (Span, Vec<String>) {
        let back = |days: u64| Span::of(today.checked_sub_days(Days::new(days - 1)).unwrap_or(today), today);
        let usual = back(30);
        let here = Period::of(today, billed_on);
        let day_before = |day: NaiveDate| day.pred_opt().unwrap_or(day);
        let own = self.period == "own" || self.period.is_empty() && !(self.from.is_empty() && self.to.is_empty());
        if own {
            return match self.own(today) {
                Ok(span) => (span, Vec::new()),
                Err(why) => (usual, vec![why]),
            };
        }
        let span = match self.period.as_str() {
            "" => usual,
            "week" => back(7),
            "quarter" => back(90),
            "billing" => Span::of(here.first, today),
            "former" => {
                let before = Period::of(day_before(here.first), billed_on);
                Span::of(before.first, day_before(before.until))
            }
            other => {
                let why = format!("There is no period “{}”. Choose one from the list.", shortened(other));
                return (usual, vec![why]);
            }
        };
        (span, Vec::new())
    }

    fn own(&self, today: NaiveDate) -> Result<Span, String> {
        let day = |text: &str| crate::accounts::model::date(text);
        let last = day(&self.to)?.unwrap_or(today);
        let first = day(&self.from)?.unwrap_or(last.checked_sub_days(Days::new(29)).unwrap_or(last));
        if first > last {
            return Err(format!("{last} is before {first}, so no day is left. Swap the two dates."));
        }
        if (last - first).num_days() >= DAYS_MAX {
            return Err(format!("{DAYS_MAX} days are the most. Choose a later first day, or an earlier last one."));
        }
        Ok(Span::of(first, last))
    }

    pub fn below(&self) -> bool {
        self.of == "below"
    }

    /// As a query, with `of` as given.
    pub fn query(&self, of: &str) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("period", self.period.as_str()), ("from", &self.from), ("to", &self.to), ("of", of)] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        query.finish()
    }

    /// True where something else than the first choice was made.
    pub fn is_set(&self) -> bool {
        !self.query("").is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn a_period_stands_beside_as_many_days_before() {
        let today = day("2026-11-26");
        for (period, from, to, first, last, before) in [
            ("", "", "", "2026-10-28", "2026-11-26", "2026-09-28"),
            ("week", "", "", "2026-11-20", "2026-11-26", "2026-11-13"),
            ("billing", "", "", "2026-11-15", "2026-11-26", "2026-11-03"),
            ("former", "", "", "2026-10-15", "2026-11-14", "2026-09-14"),
            ("own", "2026-02-01", "2026-02-28", "2026-02-01", "2026-02-28", "2026-01-04"),
            ("", "2026-11-26", "", "2026-11-26", "2026-11-26", "2026-11-25"),
        ] {
            let text = |text: &str| text.to_owned();
            let choice = Choice { period: text(period), from: text(from), to: text(to), ..Choice::default() };
            let (span, problems) = choice.span(today, Some(day("2026-12-15")));
            assert_eq!(problems, Vec::<String>::new());
            assert_eq!((span.first, span.last, span.before.0), (day(first), day(last), day(before)), "{period}");
            assert_eq!(span.days().count() as i64, (span.last - span.first).num_days() + 1);
        }
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        for (period, from, to) in [
            ("century", "", ""),
            ("own", "yesterday", ""),
            ("own", "2026-11-02", "2026-11-01"),
            ("own", "1999-01-01", ""),
        ] {
            let text = |text: &str| text.to_owned();
            let choice = Choice { period: text(period), from: text(from), to: text(to), ..Choice::default() };
            assert_eq!(choice.span(day("2026-11-26"), None).1.len(), 1, "{period} {from}");
        }
    }
}
