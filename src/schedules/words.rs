//! A schedule as people say it, in the account's time. It begins with a small letter, to stand in a sentence.

use super::model::Schedule;
use chrono::{DateTime, Datelike, NaiveDateTime, Timelike, Utc};
use chrono_tz::Tz;

const WEEKDAYS: [&str; 7] = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Schedule {
    /// In words: "every 15 minutes from 09:00", "Mondays at 08:30".
    pub fn in_words(&self, zone: Tz) -> String {
        let local = |moment: &DateTime<Utc>| moment.with_timezone(&zone).naive_local();
        match self {
            Schedule::Once { at } => {
                let at = local(at);
                format!("once, on {} {} {} at {}", at.day(), name(&MONTHS, at.month0()), at.year(), time(at))
            }
            Schedule::Every { minutes, from } => {
                let from = local(from);
                match minutes.minutes() {
                    1 => format!("every minute from {}", time(from)),
                    60 => format!("every hour from {}", time(from)),
                    1440 => format!("every day at {}", time(from)),
                    10080 => format!("{} at {}", name(&WEEKDAYS, from.weekday().num_days_from_monday()), time(from)),
                    minutes if minutes % 60 == 0 => format!("every {} hours from {}", minutes / 60, time(from)),
                    minutes => format!("every {minutes} minutes from {}", time(from)),
                }
            }
            Schedule::Cron { line } => {
                let described = line.described();
                let described = described.trim_end_matches('.');
                let mut chars =
                    described.strip_prefix("At ").filter(|rest| rest.starts_with("every")).unwrap_or(described).chars();
                match chars.next() {
                    Some(first) => first.to_lowercase().chain(chars).collect(),
                    None => line.to_string(),
                }
            }
        }
    }
}

fn name<'a>(names: &[&'a str], at: u32) -> &'a str {
    usize::try_from(at).ok().and_then(|at| names.get(at)).copied().unwrap_or_default()
}

fn time(at: NaiveDateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}
