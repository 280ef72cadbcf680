//! What a report is about, as its address says: which days, which accounts, in which order.

use super::figures::Former;
use crate::metering::period::Period;
use crate::people::model::shortened;
use chrono::{Datelike, Days, Months, NaiveDate};
use serde::Deserialize;

/// What can be chosen. `own`: the two dates say it.
pub(super) fn periods() -> Vec<(&'static str, &'static str)> {
    vec![
        ("", t!("reports-last-30")),
        ("week", t!("reports-last-7")),
        ("quarter", t!("reports-last-90")),
        ("month", t!("reports-this-month")),
        ("last-month", t!("reports-last-month")),
        ("year", t!("reports-last-12-months")),
        ("billing", t!("reports-this-billing")),
        ("former", t!("reports-former-billing")),
        ("own", t!("reports-own-dates")),
    ]
}

/// Those that mean the same for all accounts: billing periods are each account's own.
pub(super) fn periods_of_all() -> Vec<(&'static str, &'static str)> {
    periods().into_iter().filter(|(key, _)| !matches!(*key, "billing" | "former")).collect()
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

/// The days from `first` to `last`, and those they stand beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub before: (NaiveDate, NaiveDate),
    /// It has begun and is not over: `before` are as many days of the period before.
    pub so_far: bool,
}

impl Span {
    pub fn of(first: NaiveDate, last: NaiveDate) -> Span {
        let days = u64::try_from((last - first).num_days() + 1).unwrap_or(1);
        let earlier = |day: NaiveDate| day.checked_sub_days(Days::new(days)).unwrap_or(day);
        Span { first, last, before: (earlier(first), earlier(last)), so_far: false }
    }

    /// A period until now. A whole one beside it would make each look like a loss, so it stands beside as many days from
    /// the beginning of the one before, all of it where that is shorter.
    pub fn so_far(period: Period, former: Period, last: NaiveDate) -> Span {
        let days = u64::try_from((last - period.first).num_days()).unwrap_or(0);
        let end = former.until.pred_opt().unwrap_or(former.until);
        let same = former.first.checked_add_days(Days::new(days)).unwrap_or(end);
        Span { first: period.first, last, before: (former.first, same.min(end)), so_far: true }
    }

    /// What its figures stand beside.
    pub fn former(self) -> Former {
        if self.so_far { Former::SameDays } else { Former::Before }
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
        let day_before = |day: NaiveDate| day.pred_opt().unwrap_or(day);
        let last_of = |period: Period| furthest.min(day_before(period.until));
        // A sub-account further east may have a later day already; this one has not had it.
        let until_now =
            |period: Period, former: Period| Span { last: last_of(period), ..Span::so_far(period, former, today) };
        let usual = back(30);
        let (here, month) = (Period::of(today, billed_on), Period::of(today, None));
        let here_before = Period::of(day_before(here.first), billed_on);
        let month_before = Period::of(day_before(month.first), None);
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
            "month" => until_now(month, month_before),
            "last-month" => whole(month_before),
            // Whole months and this one, so that what is nearly nothing but months is read from months.
            "year" => {
                let first = month.first.checked_sub_months(Months::new(11)).unwrap_or(month.first);
                Span::of(first, last_of(month))
            }
            "billing" => until_now(here, here_before),
            "former" => whole(here_before),
            other => {
                let why = t!("reports-no-period", typed = shortened(other));
                return (usual, vec![why]);
            }
        };
        (span, Vec::new())
    }

    fn own(&self, today: NaiveDate) -> Result<Span, String> {
        let (from, to) = match (typed_day(&self.from), typed_day(&self.to)) {
            (Ok(from), Ok(to)) => (from, to),
            (from, to) => return Err([from.err(), to.err()].into_iter().flatten().collect::<Vec<_>>().join(" ")),
        };
        let last = to.unwrap_or(today);
        let first = from.unwrap_or(last.checked_sub_days(Days::new(29)).unwrap_or(last));
        if first > last {
            return Err(t!("times-days-swapped", last = last.to_string(), first = first.to_string()));
        }
        if (last - first).num_days() >= DAYS_MAX {
            return Err(t!("reports-days-most", n = DAYS_MAX));
        }
        // What two years before the first of all days came to, nobody can say.
        if first.year() < YEARS_FROM || last.year() > 9_000 {
            return Err(t!("reports-no-year").to_owned());
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

/// The first year of which there can be figures.
const YEARS_FROM: i32 = 1970;

/// A day as it was typed; none: it was not.
fn typed_day(text: &str) -> Result<Option<NaiveDate>, String> {
    match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        Ok(day) if day.year() < YEARS_FROM => {
            Err(t!("reports-too-long-ago", typed = shortened(text), year = YEARS_FROM.to_string()))
        }
        _ => crate::accounts::model::date(text),
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
    fn days_stand_beside_as_many_days_before() {
        let today = day("2026-11-26");
        for (period, from, to, first, last, before) in [
            ("", "", "", "2026-10-28", "2026-11-26", "2026-09-28"),
            ("week", "", "", "2026-11-20", "2026-11-26", "2026-11-13"),
            ("billing", "", "", "2026-11-15", "2026-11-26", "2026-10-15"),
            ("former", "", "", "2026-10-15", "2026-11-14", "2026-09-14"),
            ("month", "", "", "2026-11-01", "2026-11-26", "2026-10-01"),
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
            assert_eq!(span.so_far, matches!(period, "month" | "billing"), "{period}");
        }
    }

    #[test]
    fn what_is_not_over_stands_beside_the_same_days_of_the_one_before() {
        for (period, today, billed, first, before) in [
            ("month", "2026-11-26", None, "2026-11-01", ("2026-10-01", "2026-10-26")),
            ("month", "2026-11-01", None, "2026-11-01", ("2026-10-01", "2026-10-01")),
            // The one before is shorter, or longer.
            ("month", "2027-03-31", None, "2027-03-01", ("2027-02-01", "2027-02-28")),
            ("month", "2028-03-29", None, "2028-03-01", ("2028-02-01", "2028-02-29")),
            ("month", "2027-02-28", None, "2027-02-01", ("2027-01-01", "2027-01-28")),
            ("billing", "2026-11-26", Some("2026-12-15"), "2026-11-15", ("2026-10-15", "2026-10-26")),
            ("billing", "2026-11-15", Some("2026-12-15"), "2026-11-15", ("2026-10-15", "2026-10-15")),
            // Billed on the 31st: 28 Feb to 30 Mar beside 31 Jan to 27 Feb.
            ("billing", "2027-03-30", Some("2027-05-31"), "2027-02-28", ("2027-01-31", "2027-02-27")),
            ("billing", "2027-03-31", Some("2027-05-31"), "2027-03-31", ("2027-02-28", "2027-02-28")),
        ] {
            let choice = Choice { period: period.to_owned(), ..Choice::default() };
            let (span, _) = choice.span(day(today), billed.map(day));
            assert_eq!(span.ends(), (day(first), day(today)), "{period} {today}");
            assert_eq!(span.before, (day(before.0), day(before.1)), "{period} {today}");
            assert_eq!(span.former(), Former::SameDays);
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
            if period == "billing" {
                assert_eq!(
                    span.before,
                    (day("2026-10-15"), day("2026-10-30")),
                    "a day that has not begun here is in neither"
                );
            }
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
        let choice = Choice {
            period: "own".to_owned(),
            from: "1900-01-01".to_owned(),
            to: "soon".to_owned(),
            ..Choice::default()
        };
        let why = choice.span(day("2026-11-26"), None).1.remove(0);
        assert!(why.contains("“1900-01-01” is too long ago") && why.contains("“soon” is not a date"), "{why}");
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
            prop_assert!(span.before.0 <= span.before.1 && span.before.1 < span.first);
            if span.so_far {
                // As many days, or all of a period that is shorter.
                let apart = (span.last - span.first) - (span.before.1 - span.before.0);
                prop_assert!(apart.num_days() == 0 || span.before.1.succ_opt() == Some(span.first) && apart.num_days() <= 3);
            } else {
                prop_assert_eq!(span.before.1.succ_opt(), Some(span.first));
                prop_assert_eq!(span.before.1 - span.before.0, span.last - span.first);
            }
            prop_assert!(problems.len() <= 1);
            // What an address says is what is read from it again.
            let read: Choice = serde_html_form::from_str(&choice.query()).expect("it can be read");
            prop_assert_eq!(read, choice);
        }
    }
}
