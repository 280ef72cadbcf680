//! What people typed to say when a cycle runs. Times are the account's.

use super::local;
use super::model::{Interval, Schedule};
use chrono::{DateTime, DurationRound, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;

/// The fields of the form, as they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ScheduleForm {
    /// `once`, `every` or `cron`.
    pub mode: String,
    /// For `once` the moment, for `every` the first run: `2026-03-02T09:00`. Empty with `every`: this minute.
    pub start: String,
    pub minutes: String,
    pub line: String,
}

/// A field and what is wrong with it, as the page shows it there.
pub(crate) type FieldFault = (&'static str, String);

impl ScheduleForm {
    /// The schedule.
    ///
    /// # Errors
    /// Everything wrong, by field.
    pub fn read(&self, zone: Tz, now: DateTime<Utc>) -> Result<Schedule, Vec<FieldFault>> {
        match self.mode.as_str() {
            "once" => match self.start(zone) {
                Ok(Some(at)) if at <= now => Err(vec![("start", t!("schedules-passed").to_owned())]),
                Ok(Some(at)) => Ok(Schedule::Once { at }),
                Ok(None) => Err(vec![("start", t!("schedules-say-when", words))]),
                Err(fault) => Err(vec![fault]),
            },
            "every" => {
                let minutes = match self.minutes.trim().parse::<u32>() {
                    Ok(minutes) => Interval::try_from(minutes).map_err(|why| sentence(&why)),
                    Err(_) => Err(t!("schedules-choose-often", words)),
                };
                match (self.start(zone), minutes) {
                    (Ok(start), Ok(minutes)) => {
                        let this_minute = now.duration_trunc(TimeDelta::minutes(1)).unwrap_or(now);
                        Ok(Schedule::Every { minutes, from: start.unwrap_or(this_minute) })
                    }
                    (start, minutes) => {
                        let minutes = minutes.err().map(|why| ("minutes", why));
                        Err(start.err().into_iter().chain(minutes).collect())
                    }
                }
            }
            "cron" => match self.line.parse() {
                Ok(line) => Ok(Schedule::Cron { line }),
                Err(why) => Err(vec![("line", sentence(&why))]),
            },
            _ => Err(vec![("mode", t!("schedules-choose-mode").to_owned())]),
        }
    }

    fn start(&self, zone: Tz) -> Result<Option<DateTime<Utc>>, FieldFault> {
        let text = self.start.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let time = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M")
            .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S"));
        let moment = time.ok().and_then(|time| local::instant(zone, time)).filter(|moment| local::is_sane(*moment));
        moment.map(Some).ok_or_else(|| ("start", t!("schedules-write-time").to_owned()))
    }
}

/// With a capital and a full stop.
fn sentence(why: &str) -> String {
    let mut chars = why.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).chain(['.']).collect()).unwrap_or_default()
}
