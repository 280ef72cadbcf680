//! Schedules as data, and the moment of the next run.

use super::cron::CronLine;
use super::local;
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// The intervals there are, in minutes (MODEL section 5).
pub(crate) const INTERVALS_MINUTES: [u32; 13] = [1, 5, 15, 30, 60, 120, 180, 240, 360, 480, 720, 1440, 10080];
const DAY_MINUTES: u32 = 1440;

/// When a cycle runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Schedule {
    Once {
        at: DateTime<Utc>,
    },
    /// From a moment on, which is the first run. Days and weeks keep the time of day of the account's zone.
    Every {
        minutes: Interval,
        from: DateTime<Utc>,
    },
    Cron {
        line: CronLine,
    },
}

/// One of [`INTERVALS_MINUTES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub(crate) struct Interval(u32);

impl Interval {
    /// In minutes.
    pub fn minutes(self) -> u32 {
        self.0
    }
}

impl TryFrom<u32> for Interval {
    type Error = String;

    fn try_from(minutes: u32) -> Result<Interval, String> {
        Interval::of(minutes.into())
    }
}

impl Interval {
    /// One of so many minutes.
    ///
    /// # Errors
    /// When there is none such, in words.
    pub fn of(minutes: i64) -> Result<Interval, String> {
        let found = INTERVALS_MINUTES.into_iter().find(|known| i64::from(*known) == minutes);
        let all: Vec<String> = INTERVALS_MINUTES.iter().map(u32::to_string).collect();
        let why = || t!("schedules-interval", all = all.join(", "), minutes = minutes.to_string());
        found.map(Interval).ok_or_else(why)
    }
}

impl From<Interval> for u32 {
    fn from(interval: Interval) -> u32 {
        interval.0
    }
}

impl Schedule {
    /// The first run later than `after`; None when there is none.
    pub fn next_after(&self, after: DateTime<Utc>, zone: Tz) -> Option<DateTime<Utc>> {
        if !local::is_sane(after) {
            return None;
        }
        let next = match self {
            Schedule::Once { at } => Some(*at),
            Schedule::Every { from, .. } if *from > after => Some(*from),
            Schedule::Every { minutes, from } if minutes.0 < DAY_MINUTES => {
                let step_s = i64::from(minutes.0) * 60;
                let steps = after.signed_duration_since(*from).num_seconds().div_euclid(step_s).checked_add(1)?;
                from.checked_add_signed(TimeDelta::try_seconds(steps.checked_mul(step_s)?)?)
            }
            Schedule::Every { minutes, from } => next_day(*from, i64::from(minutes.0 / DAY_MINUTES), after, zone),
            Schedule::Cron { line } => line.next_after(after, zone),
        };
        next.filter(|next| *next > after && local::is_sane(*next))
    }

    /// The run after the one that was planned for `planned` and is taken up at `now`. What was missed meanwhile, when
    /// nothing ran, is made up for by that one run.
    pub fn next_when_taken_up(&self, planned: DateTime<Utc>, now: DateTime<Utc>, zone: Tz) -> Option<DateTime<Utc>> {
        self.next_after(planned.max(now), zone)
    }
}

/// The same time of day, every so many days, later than `after`.
fn next_day(from: DateTime<Utc>, days: i64, after: DateTime<Utc>, zone: Tz) -> Option<DateTime<Utc>> {
    let local_of = |moment: DateTime<Utc>| -> NaiveDateTime { moment.with_timezone(&zone).naive_local() };
    let start = local_of(from);
    let passed = local_of(after).date().signed_duration_since(start.date()).num_days().div_euclid(days);
    // A change of the clock, or of the zone, moves a run by less than two steps.
    (passed.saturating_sub(1).max(1)..=passed.saturating_add(3))
        .filter_map(|step| {
            local::instant(zone, start.checked_add_signed(TimeDelta::try_days(step.checked_mul(days)?)?)?)
        })
        .find(|moment| *moment > after)
}
