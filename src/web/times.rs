//! Instants as pages show them: relative in words, exact on hover, in a named timezone. Formatted by hand, because
//! chrono's `format` was a third of the time of rendering a page (TECH section 2).

use crate::language::{self, Html, Language};
use crate::web::widgets;
use chrono::{DateTime, Datelike, NaiveDate, TimeZone, Timelike, Utc};
use chrono_tz::Tz;

/// The short name of a month in the language of here, such as "Nov".
pub(crate) fn month(month0: u32) -> &'static str {
    match month0 {
        0 => t!("times-month-1"),
        1 => t!("times-month-2"),
        2 => t!("times-month-3"),
        3 => t!("times-month-4"),
        4 => t!("times-month-5"),
        5 => t!("times-month-6"),
        6 => t!("times-month-7"),
        7 => t!("times-month-8"),
        8 => t!("times-month-9"),
        9 => t!("times-month-10"),
        10 => t!("times-month-11"),
        _ => t!("times-month-12"),
    }
}

/// "24 Nov", or "24. Nov."
pub(crate) fn day_and_month(date: NaiveDate) -> String {
    let (day, month) = (date.day(), month(date.month0()));
    match language::current() {
        Language::German => format!("{day}. {month}"),
        _ => format!("{day} {month}"),
    }
}

/// An instant as a page shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct When {
    /// ISO 8601 with offset, for `datetime`.
    pub iso: String,
    /// "24 Nov 2026, 09:14", for hover and print.
    pub exact: String,
    /// "4 minutes ago".
    pub words: String,
}

/// The timezone of a name; UTC when it is not one, which a stored value never is.
pub(crate) fn zone(name: &str) -> Tz {
    name.parse().unwrap_or(Tz::UTC)
}

/// Every IANA zone, for a choice.
pub(crate) fn zones() -> Vec<(&'static str, &'static str)> {
    chrono_tz::TZ_VARIANTS.iter().map(|zone| (zone.name(), zone.name())).collect()
}

impl When {
    pub fn at(instant: DateTime<Utc>, now: DateTime<Utc>, zone: Tz) -> When {
        When { iso: iso(instant, zone), exact: exact(instant, zone), words: relative(instant, now, zone) }
    }

    /// As `timeline::time` shows it, to stand within a message.
    pub fn tag(&self) -> Html {
        Html::of(&widgets::time(&self.iso, &self.exact, &self.words))
    }

    /// The same with the exact time to be read.
    pub fn exact_tag(&self) -> Html {
        Html::of(&widgets::time(&self.iso, &self.exact, &self.exact))
    }

    /// By the clock, to the second: "14:05:09", on another day "24 Nov, 14:05:09". For what follows each other closely.
    pub fn clock(instant: DateTime<Utc>, now: DateTime<Utc>, zone: Tz) -> When {
        let local = zone.from_utc_datetime(&instant.naive_utc());
        let time = format!("{:02}:{:02}:{:02}", local.hour(), local.minute(), local.second());
        let exact = format!("{}, {time}", date(local.date_naive()));
        let words = if local.date_naive() == zone.from_utc_datetime(&now.naive_utc()).date_naive() {
            time
        } else {
            format!("{}, {time}", day_and_month(local.date_naive()))
        };
        When { iso: iso(instant, zone), exact, words }
    }

    /// Until when, to the minute: "at 14:05", on another day "on 27 Nov at 14:05"; exact to the second.
    pub fn until(instant: DateTime<Utc>, now: DateTime<Utc>, zone: Tz) -> When {
        let local = zone.from_utc_datetime(&instant.naive_utc());
        let time = format!("{:02}:{:02}", local.hour(), local.minute());
        let today = local.date_naive() == zone.from_utc_datetime(&now.naive_utc()).date_naive();
        let words = if today {
            t!("times-until-today", time = time)
        } else {
            t!("times-until-day", day = day_and_month(local.date_naive()), time = time)
        };
        When { words, ..When::clock(instant, now, zone) }
    }
}

/// "2026-11-24T09:14:02+00:00".
pub(crate) fn iso(instant: DateTime<Utc>, zone: Tz) -> String {
    let local = zone.from_utc_datetime(&instant.naive_utc());
    local.to_rfc3339_opts(chrono::SecondsFormat::Secs, false)
}

/// "24 Nov 2026, 09:14".
pub(crate) fn exact(instant: DateTime<Utc>, zone: Tz) -> String {
    let local = zone.from_utc_datetime(&instant.naive_utc());
    format!("{}, {:02}:{:02}", date(local.date_naive()), local.hour(), local.minute())
}

/// "24 Nov 2026".
pub(crate) fn date(date: NaiveDate) -> String {
    format!("{} {}", day_and_month(date), date.year())
}

fn relative(instant: DateTime<Utc>, now: DateTime<Utc>, zone: Tz) -> String {
    let seconds = (now - instant).num_seconds();
    let (distance, ahead) = (seconds.abs(), seconds < 0);
    match distance {
        0..45 if ahead => t!("times-in-a-moment").to_owned(),
        0..45 => t!("times-just-now").to_owned(),
        45..3_570 if ahead => t!("times-in-minutes", n = (distance + 30) / 60),
        45..3_570 => t!("times-minutes-ago", n = (distance + 30) / 60),
        3_570..84_600 if ahead => t!("times-in-hours", n = (distance + 1_800) / 3_600),
        3_570..84_600 => t!("times-hours-ago", n = (distance + 1_800) / 3_600),
        84_600..2_592_000 if ahead => t!("times-in-days", n = (distance + 43_200) / 86_400),
        84_600..2_592_000 => t!("times-days-ago", n = (distance + 43_200) / 86_400),
        _ => date(zone.from_utc_datetime(&instant.naive_utc()).date_naive()),
    }
}

/// A figure with thin spaces between thousands, at which no line breaks; in German with points.
pub(crate) fn figure(number: i64) -> String {
    let between = match language::current() {
        Language::German => '.',
        _ => '\u{202f}',
    };
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        text.push('−');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(between);
        }
        text.push(digit);
    }
    text
}

/// A number with decimals as the language writes it: "96.8", "96,8".
pub(crate) fn decimal(number: f64, digits: usize) -> String {
    let text = format!("{number:.digits$}");
    match language::current() {
        Language::German => text.replace('.', ","),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Duration;

    #[test]
    fn relative_times_read_well() {
        let now = Utc.with_ymd_and_hms(2026, 11, 24, 12, 0, 0).single().expect("valid");
        for (ago_s, words) in [
            (5, "just now"),
            (60, "1 minute ago"),
            (240, "4 minutes ago"),
            (3_600, "1 hour ago"),
            (7_300, "2 hours ago"),
            (86_400, "1 day ago"),
            (-7_200, "in 2 hours"),
            (-20, "in a moment"),
            (40 * 86_400, "15 Oct 2026"),
        ] {
            assert_eq!(relative(now - Duration::seconds(ago_s), now, Tz::UTC), words);
        }
    }

    #[test]
    fn exact_times_are_of_the_zone() {
        let instant = Utc.with_ymd_and_hms(2026, 7, 1, 23, 30, 0).single().expect("valid");
        assert_eq!(exact(instant, zone("Europe/London")), "2 Jul 2026, 00:30");
        assert_eq!(iso(instant, zone("Europe/London")), "2026-07-02T00:30:00+01:00");
    }

    #[test]
    fn clocks_name_the_day_where_it_is_another() {
        let now = Utc.with_ymd_and_hms(2026, 11, 24, 12, 0, 0).single().expect("valid");
        let (soon, later) = (now + Duration::minutes(65), now + Duration::hours(20));
        let told = |when: When| (when.words, when.exact);
        assert_eq!(told(When::clock(soon, now, Tz::UTC)), ("13:05:00".into(), "24 Nov 2026, 13:05:00".into()));
        assert_eq!(When::clock(later, now, Tz::UTC).words, "25 Nov, 08:00:00");
        assert_eq!(told(When::until(soon, now, Tz::UTC)), ("at 13:05".into(), "24 Nov 2026, 13:05:00".into()));
        assert_eq!(When::until(later, now, Tz::UTC).words, "on 25 Nov at 08:00");
    }

    #[test]
    fn figures_have_thin_spaces() {
        for (n, text) in
            [(0, "0"), (999, "999"), (1_204, "1\u{202f}204"), (1_204_331, "1\u{202f}204\u{202f}331"), (-5, "−5")]
        {
            assert_eq!(figure(n), text);
        }
    }
}
