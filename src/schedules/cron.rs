//! Cron lines of five fields: minute, hour, day of the month, month, day of the week.

use super::local;
use super::told::Told;
use chrono::{DateTime, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use croner::Cron;
use croner::parser::CronParser;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The longest line in characters.
const LINE_MAX: usize = 100;
/// The most times of day looked at for one answer; two days of minutes, the most that a clock can be put back by.
const TRIES_MAX: usize = 2 * 24 * 60;
const HOUR_S: i64 = 3_600;

/// A line that has been understood and fires at least once. Stored and shown as it was typed, single spaces apart.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct CronLine {
    line: String,
    cron: Box<Cron>,
}

impl CronLine {
    /// The line in words.
    pub(super) fn described(&self) -> String {
        self.cron.describe_lang(Told::default())
    }

    /// The first time later than `after`. A line for chosen hours goes by the clock on the wall; one for every hour
    /// goes by elapsed time, as people expect of "every ten minutes" in the night when the clock is changed.
    pub fn next_after(&self, after: DateTime<Utc>, zone: Tz) -> Option<DateTime<Utc>> {
        if self.cron.pattern.hours.values().len() == 24 {
            self.by_elapsed(after, zone)
        } else {
            self.by_wall(after, zone)
        }
    }

    fn by_wall(&self, after: DateTime<Utc>, zone: Tz) -> Option<DateTime<Utc>> {
        let mut wall = after.with_timezone(&zone).naive_local();
        for _ in 0..TRIES_MAX {
            wall = self.cron.find_next_occurrence(&wall, false).ok()?;
            if let Some(moment) = local::instant(zone, wall).filter(|moment| *moment > after) {
                return Some(moment);
            }
        }
        None
    }

    fn by_elapsed(&self, after: DateTime<Utc>, zone: Tz) -> Option<DateTime<Utc>> {
        let next = self.cron.find_next_occurrence(&after.with_timezone(&zone), false).ok()?.to_utc();
        Some(self.in_short_gap(after, next, zone).unwrap_or(next))
    }

    /// Where the clock is put forward between two moments by less than an hour, and a time of the line is skipped: the
    /// moment it was. A skipped hour needs nothing, the hours before and after it have their runs.
    fn in_short_gap(&self, after: DateTime<Utc>, next: DateTime<Utc>, zone: Tz) -> Option<DateTime<Utc>> {
        let offset_s = |moment: DateTime<Utc>| {
            i64::from(zone.offset_from_utc_datetime(&moment.naive_utc()).fix().local_minus_utc())
        };
        let gap_s = offset_s(next) - offset_s(after);
        if !(1..HOUR_S).contains(&gap_s) || next.signed_duration_since(after) > TimeDelta::days(2) {
            return None;
        }
        let at = |wall: NaiveDateTime| zone.from_local_datetime(&wall).earliest();
        let mut wall = after.with_timezone(&zone).naive_local();
        for _ in 0..TRIES_MAX {
            wall = self.cron.find_next_occurrence(&wall, false).ok()?;
            match at(wall) {
                Some(moment) if moment >= next => return None,
                Some(_) => {}
                None => return local::instant(zone, wall).filter(|moment| *moment > after && *moment < next),
            }
        }
        None
    }
}

impl FromStr for CronLine {
    type Err = String;

    fn from_str(text: &str) -> Result<CronLine, String> {
        if text.chars().nth(LINE_MAX).is_some() {
            return Err(t!("schedules-cron-max", most = LINE_MAX));
        }
        let fields: Vec<&str> = text.split_whitespace().collect();
        match fields.len() {
            5 => {}
            6 | 7 => return Err(t!("schedules-cron-many", words)),
            _ if text.trim().starts_with('@') => return Err(t!("schedules-cron-daily").to_owned()),
            _ => return Err(t!("schedules-cron-five").to_owned()),
        }
        let line = fields.join(" ");
        let cron = CronParser::new().parse(&line).map_err(|error| in_words(&fields, &error))?;
        if cron.find_next_occurrence(&NaiveDateTime::default(), false).is_err() {
            return Err(t!("schedules-cron-never").to_owned());
        }
        Ok(CronLine { line, cron: Box::new(cron) })
    }
}

/// What is wrong: the field, where one alone is refused, or what the parser says.
fn in_words(fields: &[&str], error: &croner::errors::CronError) -> String {
    for (at, field) in fields.iter().enumerate() {
        let alone: Vec<&str> = (0..5).map(|no| if no == at { *field } else { "*" }).collect();
        if CronParser::new().parse(&alone.join(" ")).is_err() {
            return match at {
                0 => t!("schedules-cron-minute", field = field),
                1 => t!("schedules-cron-hour", field = field),
                2 => t!("schedules-cron-day", field = field),
                3 => t!("schedules-cron-month", field = field),
                _ => t!("schedules-cron-weekday", field = field),
            };
        }
    }
    t!("schedules-cron-wrong", why = error.to_string())
}

impl PartialEq for CronLine {
    fn eq(&self, other: &CronLine) -> bool {
        self.line == other.line
    }
}

impl fmt::Display for CronLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line)
    }
}

impl TryFrom<String> for CronLine {
    type Error = String;

    fn try_from(text: String) -> Result<CronLine, String> {
        text.parse()
    }
}

impl From<CronLine> for String {
    fn from(line: CronLine) -> String {
        line.line
    }
}
