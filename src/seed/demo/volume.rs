//! How much the demo's webhooks bring on which day: a week's rhythm, growth, some chance, and so much that an account has used
//! of its limit what it is to have used.

use super::past::{LIMITS, TOLD, Told, billed};
use crate::metering::period::Period;
use crate::seed::chance::Chance;
use chrono::{DateTime, Datelike, Duration, NaiveDate, Timelike, Utc};
use chrono_tz::Tz;
use std::collections::BTreeMap;

/// When customers of an account buy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Week {
    /// Most at its end.
    Shop,
    /// Little at its end.
    Office,
}

impl Week {
    fn part(self, day: NaiveDate) -> f64 {
        let parts = match self {
            Week::Shop => [0.88, 0.84, 0.92, 1.0, 1.18, 1.36, 0.82],
            Week::Office => [1.18, 1.24, 1.2, 1.16, 1.06, 0.62, 0.54],
        };
        parts[day.weekday().num_days_from_monday() as usize]
    }
}

/// Days over which an account comes to what is usual for it by now.
const GROWN: f64 = 64.0;

/// What a webhook brings each day, until now; nothing where a schedule begins the cycle.
pub(super) fn planned(no: usize, zone: Tz, now: DateTime<Utc>) -> Vec<(NaiveDate, f64)> {
    let (told, today) = (&TOLD[no], now.with_timezone(&zone).date_naive());
    let many = |back: i64| {
        let chance = Chance::from_seed(no as u64 * 1_000 + back as u64).below(25) as f64;
        let begun = (0.3 + 0.1 * (told.since - back) as f64).min(1.0);
        let grown = 1.0 - 0.55 * back as f64 / GROWN;
        let day = today - Duration::days(back);
        (day, told.daily * told.week.part(day) * begun * grown * (0.88 + chance / 100.0))
    };
    (0..=told.since).rev().map(many).collect()
}

/// What to multiply the days of each cycle with, so that limits are used as far as they are to be.
pub(super) fn scales(zones: &BTreeMap<&str, Tz>, now: DateTime<Utc>) -> Vec<f64> {
    let mut scales = vec![1.0; TOLD.len()];
    for limit in &LIMITS {
        let until = now - Duration::hours(limit.hours_before);
        let mine = |told: &Told| if limit.with_sub_accounts { told.owner } else { told.account } == limit.account;
        let members: Vec<usize> = (0..TOLD.len()).filter(|no| mine(&TOLD[*no])).collect();
        let (mut fixed, mut free) = (0.0, 0.0);
        for no in &members {
            let zone = zones.get(TOLD[*no].account).copied().unwrap_or(Tz::UTC);
            match TOLD[*no].every {
                Some(minutes) => {
                    fixed += days_used(limit.account, zone, now, until) * 1_440.0 / f64::from(minutes)
                        * TOLD[*no].kind.tasks()
                }
                None => free += brought(*no, zone, now, until, billed(limit.account, now)) * TOLD[*no].kind.tasks(),
            }
        }
        let scale = (limit.value as f64 * limit.percent / 100.0 - fixed) / f64::max(free, 1.0);
        members.into_iter().for_each(|no| scales[no] = scale.max(0.0));
    }
    scales
}

/// Days of the billing period that have passed.
fn days_used(account: &str, zone: Tz, now: DateTime<Utc>, until: DateTime<Utc>) -> f64 {
    let local = until.with_timezone(&zone);
    let first = Period::of(now.with_timezone(&zone).date_naive(), billed(account, now)).first;
    (local.date_naive() - first).num_days() as f64 + f64::from(local.num_seconds_from_midnight()) / 86_400.0
}

/// What a webhook brings in the billing period until an instant.
fn brought(no: usize, zone: Tz, now: DateTime<Utc>, until: DateTime<Utc>, billed: Option<NaiveDate>) -> f64 {
    let local = until.with_timezone(&zone);
    let first = Period::of(now.with_timezone(&zone).date_naive(), billed).first;
    let part = |day: NaiveDate| match day.cmp(&local.date_naive()) {
        std::cmp::Ordering::Less => 1.0,
        // From half past six to half past eight in the evening, most of it at one.
        std::cmp::Ordering::Equal => so_far((f64::from(local.num_seconds_from_midnight()) - 23_400.0) / 50_400.0),
        std::cmp::Ordering::Greater => 0.0,
    };
    planned(no, zone, now).into_iter().filter(|(day, _)| *day >= first).map(|(day, many)| many * part(day)).sum()
}

/// How much of what comes on a day has come after a part of it.
fn so_far(part: f64) -> f64 {
    let part = part.clamp(0.0, 1.0);
    if part < 0.5 { 2.0 * part * part } else { 1.0 - 2.0 * (1.0 - part) * (1.0 - part) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_used_as_far_as_they_are_to_be_at_any_hour() {
        let zones: BTreeMap<&str, Tz> = [
            ("cascadia", Tz::America__Los_Angeles),
            ("kowhai", Tz::Pacific__Auckland),
            ("groesslinger", Tz::Europe__Berlin),
        ]
        .into();
        for hour in 0..48 {
            let now: DateTime<Utc> =
                "2026-11-30T00:20:00Z".parse::<DateTime<Utc>>().expect("an instant") + Duration::hours(hour);
            let scales = scales(&zones, now);
            for (no, told) in TOLD.iter().enumerate() {
                assert!((0.3..3.0).contains(&scales[no]), "{} is stretched by {}", told.account, scales[no]);
            }
            let zone = Tz::America__Los_Angeles;
            let no = TOLD.iter().position(|told| told.account == "cascadia").expect("it is told");
            let used = brought(no, zone, now, now, billed("cascadia", now)) * scales[no] * TOLD[no].kind.tasks();
            assert!((used - 2_150.0).abs() < 1.0, "{used}");
        }
    }

    #[test]
    fn cycles_are_told_in_the_order_in_which_they_were_installed() {
        assert!(TOLD.windows(2).all(|two| two[0].since >= two[1].since));
    }
}
