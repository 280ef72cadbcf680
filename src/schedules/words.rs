//! A schedule as people say it, in the account's time. It begins with a small letter, to stand in a sentence.

use super::model::Schedule;
use chrono::{DateTime, Datelike, NaiveDateTime, Timelike, Utc, Weekday};
use chrono_tz::Tz;

impl Schedule {
    /// In words: "every 15 minutes from 09:00", "Mondays at 08:30".
    pub fn in_words(&self, zone: Tz) -> String {
        let local = |moment: &DateTime<Utc>| moment.with_timezone(&zone).naive_local();
        match self {
            Schedule::Once { at } => {
                let at = local(at);
                let (month, year) = (month(at.month0()), at.year().to_string());
                t!("schedules-once", day = at.day(), month = month, year = year, time = time(at))
            }
            Schedule::Every { minutes, from } => {
                let from = local(from);
                match minutes.minutes() {
                    1 => t!("schedules-every-minute", time = time(from)),
                    60 => t!("schedules-every-hour", time = time(from)),
                    1440 => t!("schedules-every-day", time = time(from)),
                    10080 => weekly(from),
                    minutes if minutes % 60 == 0 => {
                        t!("schedules-every-hours", hours = minutes / 60, time = time(from))
                    }
                    minutes => t!("schedules-every-minutes", minutes = minutes, time = time(from)),
                }
            }
            Schedule::Cron { line } => {
                let described = line.described();
                let mut chars = described.trim_end_matches('.').chars();
                match chars.next() {
                    Some(first) => first.to_lowercase().chain(chars).collect(),
                    None => line.to_string(),
                }
            }
        }
    }
}

fn weekly(from: NaiveDateTime) -> String {
    match from.weekday() {
        Weekday::Mon => t!("schedules-mondays", time = time(from)),
        Weekday::Tue => t!("schedules-tuesdays", time = time(from)),
        Weekday::Wed => t!("schedules-wednesdays", time = time(from)),
        Weekday::Thu => t!("schedules-thursdays", time = time(from)),
        Weekday::Fri => t!("schedules-fridays", time = time(from)),
        Weekday::Sat => t!("schedules-saturdays", time = time(from)),
        Weekday::Sun => t!("schedules-sundays", time = time(from)),
    }
}

/// A month by its place in the year from 0.
pub(super) fn month(month0: u32) -> &'static str {
    match month0 {
        0 => t!("schedules-month-1"),
        1 => t!("schedules-month-2"),
        2 => t!("schedules-month-3"),
        3 => t!("schedules-month-4"),
        4 => t!("schedules-month-5"),
        5 => t!("schedules-month-6"),
        6 => t!("schedules-month-7"),
        7 => t!("schedules-month-8"),
        8 => t!("schedules-month-9"),
        9 => t!("schedules-month-10"),
        10 => t!("schedules-month-11"),
        _ => t!("schedules-month-12"),
    }
}

fn time(at: NaiveDateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}
