//! What a report is about, as its address says: which days, which accounts, in which order.

use crate::metering::period::Period;
use crate::people::model::shortened;
use chrono::{Datelike, Days, Months, NaiveDate};
use serde::Deserialize;

/// What can be chosen. `own`: the two dates say it.
pub(super) const PERIODS: &[(&str, &str)] = &[
    ("", "Last 30 days"),
    ("week", "Last 7 days"),
    ("quarter", "Last 90 days"),
    ("month", "This month"),
    ("last-month", "Last month"),
    ("year", "Last 12 months"),
    ("billing", "This billing period"),
    ("former", "Billing period before"),
    ("own", "Own dates"),
];

/// Those that mean the same for all accounts: billing periods are each account's own.
pub(super) fn periods_of_all() -> Vec<(&'static str, &'static str)> {
    PERIODS.iter().copied().filter(|(key, _)| !matches!(*key, "billing" | "former")).collect()
}

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
    /// A column; with a dash before it the most is first.
    pub sort: String,
    /// Accounts with this tag alone.
    pub tag: String,
    /// This account and all below it alone: its API ID, the beginning of its name, or its id.
    pub parent: String,
    /// This connector of the library alone.
    pub connector: String,
    /// This API credential alone.
    pub credential: String,
    /// A saved report of the console: of this account alone.
    pub account: String,
}

/// Which day it is. Days are each account's own, so that somewhere it can be a later one already: where an account lies
/// further east, or lay there until its timezone was changed. What was counted on such a day is part of "until now".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Today {
    pub here: NaiveDate,
    /// The last day with figures, or `here` where none is later.
    pub furthest: NaiveDate,
}

/// Days that it can be later elsewhere: timezones lie 26 hours apart at most.
const DAYS_AHEAD: u64 = 2;

impl Today {
    /// With all later days that there can be.
    pub fn with_ahead(here: NaiveDate) -> Today {
        Today { here, furthest: here.checked_add_days(Days::new(DAYS_AHEAD)).unwrap_or(here) }
    }

    /// With the last of the days that have figures, where it is a later one.
    pub fn with_figures(here: NaiveDate, days: impl Iterator<Item = NaiveDate>) -> Today {
        let ahead = Today::with_ahead(here).furthest;
        Today { here, furthest: days.filter(|day| *day <= ahead).fold(here, NaiveDate::max) }
    }
}

impl From<NaiveDate> for Today {
    fn from(here: NaiveDate) -> Today {
        Today { here, furthest: here }
    }
}

/// The days from `first` to `last`, and as many before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub before: (NaiveDate, NaiveDate),
}

impl Span {
    pub fn of(first: NaiveDate, last: NaiveDate) -> Span {
        let days = u64::try_from((last - first).num_days() + 1).unwrap_or(1);
        let earlier = |day: NaiveDate| day.checked_sub_days(Days::new(days)).unwrap_or(day);
        Span { first, last, before: (earlier(first), earlier(last)) }
    }

    /// Its first and last day.
    pub fn ends(self) -> (NaiveDate, NaiveDate) {
        (self.first, self.last)
    }

    /// Every day of it.
    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        self.first.iter_days().take_while(move |day| *day <= self.last)
    }
}

impl Choice {
    /// With what is typed around the words left out.
    pub fn known(mut self) -> Choice {
        for text in [&mut self.tag, &mut self.parent, &mut self.from, &mut self.to] {
            *text = text.trim().to_owned();
        }
        // Two dates are own dates, so that the page shows what was typed.
        if self.period.is_empty() && !(self.from.is_empty() && self.to.is_empty()) {
            "own".clone_into(&mut self.period);
        }
        self
    }

    /// The days, by a calendar on which it is `today`; the second part says what could not be read, and the days are
    /// those of the first choice then. So many days end with the furthest; a month or a period is that of today, and
    /// ends with it.
    pub fn span(&self, today: impl Into<Today>, billed_on: Option<NaiveDate>) -> (Span, Vec<String>) {
        let Today { here: today, furthest } = today.into();
        let back = |days: u64| Span::of(furthest.checked_sub_days(Days::new(days - 1)).unwrap_or(furthest), furthest);
        let until_now = |period: Period| Span::of(period.first, furthest.min(period.until.pred_opt().unwrap_or(today)));
        let usual = back(30);
        let here = Period::of(today, billed_on);
        let month = Period::of(today, None);
        let day_before = |day: NaiveDate| day.pred_opt().unwrap_or(day);
        let own = self.period == "own" || self.period.is_empty() && !(self.from.is_empty() && self.to.is_empty());
        if own {
            return match self.own(furthest) {
                Ok(span) => (span, Vec::new()),
                Err(why) => (usual, vec![why]),
            };
        }
        let whole = |period: Period| Span::of(period.first, day_before(period.until));
        let span = match self.period.as_str() {
            "" => usual,
            "week" => back(7),
            "quarter" => back(90),
            "month" => until_now(month),
            "last-month" => whole(Period::of(day_before(month.first), None)),
            // Whole months and this one, so that what is nearly nothing but months is read from months.
            "year" => {
                let first = month.first.checked_sub_months(Months::new(11)).unwrap_or(month.first);
                Span::of(first, until_now(month).last)
            }
            "billing" => until_now(here),
            "former" => whole(Period::of(day_before(here.first), billed_on)),
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
        // What two years before the first of all days came to, nobody can say.
        if first.year() < 1970 || last.year() > 9_000 {
            return Err("There are no figures of that year. Choose another day.".to_owned());
        }
        Ok(Span::of(first, last))
    }

    pub fn below(&self) -> bool {
        self.of == "below"
    }

    fn parts(&self) -> [(&'static str, &str); 10] {
        [
            ("period", &self.period),
            ("from", &self.from),
            ("to", &self.to),
            ("of", &self.of),
            ("sort", &self.sort),
            ("tag", &self.tag),
            ("parent", &self.parent),
            ("connector", &self.connector),
            ("credential", &self.credential),
            ("account", &self.account),
        ]
    }

    /// The set parts as a query, one of them as given.
    pub fn with(&self, part: &str, value: &str) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, own) in self.parts() {
            let chosen = if name == part { value } else { own };
            if !chosen.is_empty() {
                query.append_pair(name, chosen);
            }
        }
        query.finish()
    }

    /// All set parts as a query.
    pub fn query(&self) -> String {
        self.with("", "")
    }

    /// The days alone, for another report.
    pub fn period_query(&self) -> String {
        let days =
            Choice { period: self.period.clone(), from: self.from.clone(), to: self.to.clone(), ..Choice::default() };
        days.query()
    }

    /// True where something else than the first choice was made; an order narrows nothing.
    pub fn is_set(&self) -> bool {
        self.parts().iter().any(|(name, value)| !matches!(*name, "of" | "sort") && !value.is_empty())
    }
}

/// By which column a list is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sort {
    pub by: &'static str,
    /// The most is first.
    pub down: bool,
}

impl Sort {
    /// The order that an address asks for; of columns that there are not, the first, the most first.
    pub fn read(text: &str, columns: &[&'static str]) -> Sort {
        let (name, down) = text.strip_prefix('-').map_or((text, false), |name| (name, true));
        match columns.iter().find(|column| **column == name) {
            Some(&by) => Sort { by, down },
            None => Sort { by: columns.first().copied().unwrap_or("tasks"), down: true },
        }
    }

    /// As an address has it; empty: the first order.
    pub fn key(self, columns: &[&'static str]) -> String {
        if self.down && columns.first() == Some(&self.by) {
            return String::new();
        }
        format!("{}{}", if self.down { "-" } else { "" }, self.by)
    }

    /// The order that the head of a column leads to: the most first, and then the other way round.
    pub fn toward(self, column: &'static str) -> Sort {
        Sort { by: column, down: column != self.by || !self.down }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
            ("month", "", "", "2026-11-01", "2026-11-26", "2026-10-06"),
            ("last-month", "", "", "2026-10-01", "2026-10-31", "2026-08-31"),
            ("year", "", "", "2025-12-01", "2026-11-26", "2024-12-05"),
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
    fn days_that_began_elsewhere_end_a_period_but_no_month() {
        let here = day("2026-11-30");
        let today = Today::with_figures(here, ["2026-11-29", "2026-12-01", "2027-01-01"].map(day).into_iter());
        assert_eq!(today, Today { here, furthest: day("2026-12-01") });
        for (period, first, last) in [
            ("", "2026-11-02", "2026-12-01"),
            ("week", "2026-11-25", "2026-12-01"),
            ("month", "2026-11-01", "2026-11-30"),
            ("year", "2025-12-01", "2026-11-30"),
            ("billing", "2026-11-15", "2026-12-01"),
            ("former", "2026-10-15", "2026-11-14"),
        ] {
            let choice = Choice { period: period.to_owned(), ..Choice::default() };
            let (span, _) = choice.span(today, Some(day("2026-12-15")));
            assert_eq!(span.ends(), (day(first), day(last)), "{period}");
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

    proptest! {
        /// Whatever stands in an address, it is read as days that there are, or what is wrong is said.
        #[test]
        fn any_address_gives_days_or_a_reason(period in "[a-z]{0,8}|own|week|year|former", from in "\\PC{0,12}|[0-9]{4}-[0-9]{2}-[0-9]{2}",
                                              to in "\\PC{0,12}|[0-9]{4}-[0-9]{2}-[0-9]{2}", today in 0i32..20_000, billed in proptest::option::of(0i32..20_000)) {
            let at = |n: i32| NaiveDate::from_num_days_from_ce_opt(730_000 + n).expect("in range");
            let choice = Choice { period, from, to, ..Choice::default() };
            let (span, problems) = choice.span(at(today), billed.map(at));
            prop_assert!(span.first <= span.last && (span.last - span.first).num_days() < DAYS_MAX);
            prop_assert_eq!(span.before.1.succ_opt(), Some(span.first));
            prop_assert_eq!(span.before.1 - span.before.0, span.last - span.first);
            prop_assert!(problems.len() <= 1);
            // What an address says is what is read from it again.
            let read: Choice = serde_html_form::from_str(&choice.query()).expect("it can be read");
            prop_assert_eq!(read, choice);
        }

        #[test]
        fn orders_are_those_that_there_are(text in "\\PC{0,12}|-?(tasks|failed|incidents)") {
            let columns = ["tasks", "failed", "incidents"];
            let sort = Sort::read(&text, &columns);
            prop_assert!(columns.contains(&sort.by));
            prop_assert_eq!(Sort::read(&sort.key(&columns), &columns), sort);
            prop_assert_eq!(sort.toward(sort.by), Sort { down: !sort.down, ..sort });
        }
    }
}
