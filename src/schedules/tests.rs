//! Tests of schedules: tables around changes of the clock, and properties.

use super::form::ScheduleForm;
use super::model::{INTERVALS_MINUTES, Interval, Schedule};
use chrono::{DateTime, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;
use serde_json::json;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap_or_else(|why| panic!("{text}: {why}"))
}

fn every(minutes: u32, from: &str) -> Schedule {
    Schedule::Every { minutes: Interval::try_from(minutes).unwrap(), from: at(from) }
}

fn cron(line: &str) -> Schedule {
    Schedule::Cron { line: line.parse().unwrap_or_else(|why| panic!("{line}: {why}")) }
}

/// The runs later than `after`, as times of the zone.
fn runs(schedule: &Schedule, zone: Tz, after: &str, count: usize) -> Vec<String> {
    let next = |last: &DateTime<Utc>| schedule.next_after(*last, zone);
    let runs = std::iter::successors(next(&at(after)), next).take(count);
    runs.map(|run| run.with_timezone(&zone).format("%d %H:%M%z").to_string()).collect()
}

#[test]
fn intervals_count_from_their_start() {
    let utc = Tz::UTC;
    for (schedule, after, wanted) in [
        (every(15, "2026-03-02T09:00:00Z"), "2026-03-02T08:00:00Z", Some("2026-03-02T09:00:00Z")),
        (every(15, "2026-03-02T09:00:00Z"), "2026-03-02T09:00:00Z", Some("2026-03-02T09:15:00Z")),
        (every(15, "2026-03-02T09:00:00Z"), "2026-03-05T00:07:30Z", Some("2026-03-05T00:15:00Z")),
        (every(10080, "2026-03-02T09:00:00Z"), "2026-03-02T09:00:00Z", Some("2026-03-09T09:00:00Z")),
        (Schedule::Once { at: at("2026-03-02T09:00:00Z") }, "2026-03-02T08:59:59Z", Some("2026-03-02T09:00:00Z")),
        (Schedule::Once { at: at("2026-03-02T09:00:00Z") }, "2026-03-02T09:00:00Z", None),
    ] {
        assert_eq!(schedule.next_after(at(after), utc), wanted.map(at), "{schedule:?} {after}");
    }
}

#[test]
fn no_run_is_lost_or_doubled_when_the_clock_changes() {
    let (london, new_york, lord_howe) =
        (chrono_tz::Europe::London, chrono_tz::America::New_York, chrono_tz::Australia::Lord_Howe);
    for (schedule, zone, after, wanted) in [
        // Put forward: London 29 March 2026, 01:00 to 02:00; New York 8 March, 02:00 to 03:00; Lord Howe 4 October,
        // 02:00 to 02:30.
        (cron("30 1 * * *"), london, "2026-03-28T00:00:00Z", vec!["28 01:30+0000", "29 02:00+0100", "30 01:30+0100"]),
        (
            cron("30 1,13 * * *"),
            london,
            "2026-03-28T20:00:00Z",
            vec!["29 02:00+0100", "29 13:30+0100", "30 01:30+0100"],
        ),
        (cron("0,30 1 * * *"), london, "2026-03-28T20:00:00Z", vec!["29 02:00+0100", "30 01:00+0100", "30 01:30+0100"]),
        (cron("*/30 * * * *"), london, "2026-03-29T00:10:00Z", vec!["29 00:30+0000", "29 02:00+0100", "29 02:30+0100"]),
        (cron("30 2 * * SUN"), new_york, "2026-03-07T12:00:00Z", vec!["08 03:00-0400", "15 02:30-0400"]),
        (cron("30 * * * *"), new_york, "2026-03-08T06:00:00Z", vec!["08 01:30-0500", "08 03:30-0400", "08 04:30-0400"]),
        (cron("15 2 * * *"), lord_howe, "2026-10-02T20:00:00Z", vec!["04 02:30+1100", "05 02:15+1100"]),
        (
            cron("15 * * * *"),
            lord_howe,
            "2026-10-03T14:30:00Z",
            vec!["04 01:15+1030", "04 02:30+1100", "04 03:15+1100"],
        ),
        (
            cron("45 * * * *"),
            lord_howe,
            "2026-10-03T14:30:00Z",
            vec!["04 01:45+1030", "04 02:45+1100", "04 03:45+1100"],
        ),
        (
            every(1440, "2026-03-27T01:30:00Z"),
            london,
            "2026-03-28T00:00:00Z",
            vec!["28 01:30+0000", "29 02:00+0100", "30 01:30+0100"],
        ),
        (
            every(60, "2026-03-28T00:30:00Z"),
            london,
            "2026-03-29T00:00:00Z",
            vec!["29 00:30+0000", "29 02:30+0100", "29 03:30+0100"],
        ),
        // Put back: London 25 October 2026, 02:00 to 01:00; New York 1 November; Lord Howe 5 April, 02:00 to 01:30.
        (cron("30 1 * * *"), london, "2026-10-24T12:00:00Z", vec!["25 01:30+0100", "26 01:30+0000"]),
        (cron("30 1,13 * * *"), london, "2026-10-24T22:00:00Z", vec!["25 01:30+0100", "25 13:30+0000"]),
        (cron("*/30 1 * * *"), london, "2026-10-24T22:00:00Z", vec!["25 01:00+0100", "25 01:30+0100", "26 01:00+0000"]),
        (
            cron("*/30 * * * *"),
            london,
            "2026-10-25T00:00:00Z",
            vec!["25 01:30+0100", "25 01:00+0000", "25 01:30+0000", "25 02:00+0000"],
        ),
        (cron("30 1 * * *"), new_york, "2026-11-01T06:00:00Z", vec!["02 01:30-0500"]),
        (cron("45 1 * * *"), lord_howe, "2026-04-04T12:00:00Z", vec!["05 01:45+1100", "06 01:45+1030"]),
        (every(10080, "2026-10-18T00:30:00Z"), london, "2026-10-18T00:30:00Z", vec!["25 01:30+0100", "01 01:30+0000"]),
        (every(1440, "2026-10-25T01:30:00Z"), london, "2026-10-25T00:00:00Z", vec!["25 01:30+0000", "26 01:30+0000"]),
    ] {
        assert_eq!(runs(&schedule, zone, after, wanted.len()), wanted, "{schedule:?} {zone} {after}");
    }
}

#[test]
fn after_a_downtime_there_is_one_run() {
    let schedule = every(15, "2026-03-02T09:00:00Z");
    let planned = at("2026-03-02T10:00:00Z");
    assert_eq!(
        schedule.next_when_taken_up(planned, at("2026-03-03T12:07:00Z"), Tz::UTC),
        Some(at("2026-03-03T12:15:00Z"))
    );
    assert_eq!(
        schedule.next_when_taken_up(planned, at("2026-03-02T09:59:00Z"), Tz::UTC),
        Some(at("2026-03-02T10:15:00Z"))
    );
}

#[test]
fn schedules_are_told_in_words() {
    let zone = chrono_tz::Europe::London;
    for (schedule, words) in [
        (Schedule::Once { at: at("2026-07-02T08:00:00Z") }, "once, on 2 July 2026 at 09:00"),
        (every(1, "2026-03-02T09:00:00Z"), "every minute from 09:00"),
        (every(15, "2026-03-02T09:00:00Z"), "every 15 minutes from 09:00"),
        (every(60, "2026-03-02T09:30:00Z"), "every hour from 09:30"),
        (every(240, "2026-03-02T09:00:00Z"), "every 4 hours from 09:00"),
        (every(1440, "2026-07-02T08:00:00Z"), "every day at 09:00"),
        (every(10080, "2026-03-02T08:30:00Z"), "Mondays at 08:30"),
        (cron("30 8 * * MON"), "at 08:30, on Monday"),
        (cron("*/10 * * * *"), "every 10 minutes"),
        (cron("* * * * *"), "every minute"),
    ] {
        assert_eq!(schedule.in_words(zone), words);
    }
}

#[test]
fn cron_lines_are_refused_in_words() {
    for (line, words) in [
        ("", "five fields, as 30 8 * * MON"),
        ("* * * *", "five fields, as"),
        ("0 30 8 * * MON", "without seconds"),
        ("0 30 8 * * MON 2026", "without seconds"),
        ("@daily", "write the five fields out"),
        ("0 0 30 2 *", "never fires"),
        ("61 * * * *", "the field for the minute, 61, is not understood: 0 to 59"),
        ("* 24 * * *", "the field for the hour, 24,"),
        ("* * * FOO *", "the field for the month, FOO,"),
        ("* * * * MOON", "the field for the day of the week"),
    ] {
        let why = line.parse::<super::cron::CronLine>().map(|line| line.to_string()).unwrap_err();
        assert!(why.contains(words), "{line}: {why}");
    }
    assert!("1,".repeat(60).parse::<super::cron::CronLine>().unwrap_err().contains("100 characters"));
    assert_eq!(cron("0  0 29   2 *").next_after(at("2026-03-02T00:00:00Z"), Tz::UTC), Some(at("2028-02-29T00:00:00Z")));
}

#[test]
fn schedules_are_stored_as_json() {
    for (schedule, text) in [
        (every(15, "2026-03-02T09:00:00Z"), json!({"kind": "every", "minutes": 15, "from": "2026-03-02T09:00:00Z"})),
        (cron("0 8  * * *"), json!({"kind": "cron", "line": "0 8 * * *"})),
        (Schedule::Once { at: at("2026-03-02T09:00:00Z") }, json!({"kind": "once", "at": "2026-03-02T09:00:00Z"})),
    ] {
        assert_eq!(serde_json::to_value(&schedule).unwrap(), text);
        assert_eq!(serde_json::from_value::<Schedule>(text).unwrap(), schedule);
    }
    assert!(
        serde_json::from_value::<Schedule>(json!({"kind": "every", "minutes": 7, "from": "2026-03-02T09:00:00Z"}))
            .is_err()
    );
}

#[test]
fn a_form_is_read_with_every_fault_at_its_field() {
    let (zone, now) = (chrono_tz::Europe::London, at("2026-07-02T09:17:31Z"));
    let form = |mode: &str, start: &str, minutes: &str, line: &str| ScheduleForm {
        mode: mode.to_owned(),
        start: start.to_owned(),
        minutes: minutes.to_owned(),
        line: line.to_owned(),
    };
    for (form, wanted) in [
        (form("once", "2026-07-02T10:18", "", ""), Schedule::Once { at: at("2026-07-02T09:18:00Z") }),
        (form("every", "2026-07-01T09:00", "60", ""), every(60, "2026-07-01T08:00:00Z")),
        (form("every", "", "5", ""), every(5, "2026-07-02T09:17:00Z")),
        (form("cron", "", "", " 0 8 * * * "), cron("0 8 * * *")),
    ] {
        assert_eq!(form.read(zone, now), Ok(wanted));
    }
    for (form, fields) in [
        (form("once", "", "", ""), vec!["start"]),
        (form("once", "2026-07-02T10:17", "", ""), vec!["start"]),
        (form("once", "tomorrow", "", ""), vec!["start"]),
        (form("every", "x", "7", ""), vec!["start", "minutes"]),
        (form("every", "", "", ""), vec!["minutes"]),
        (form("cron", "", "", "0 0 30 2 *"), vec!["line"]),
        (form("", "", "", ""), vec!["mode"]),
    ] {
        let faults = form.read(zone, now).unwrap_err();
        assert_eq!(faults.iter().map(|(field, _)| *field).collect::<Vec<_>>(), fields, "{faults:?}");
        assert!(faults.iter().all(|(_, why)| why.ends_with('.')), "{faults:?}");
    }
}

fn any_zone() -> impl Strategy<Value = Tz> {
    prop::sample::select(chrono_tz::TZ_VARIANTS.to_vec())
}

fn any_moment() -> impl Strategy<Value = DateTime<Utc>> {
    (946_684_800_i64..2_524_608_000).prop_map(|seconds| DateTime::from_timestamp(seconds, 0).unwrap())
}

fn any_schedule() -> impl Strategy<Value = Schedule> {
    let interval = prop::sample::select(INTERVALS_MINUTES.to_vec());
    let field = |range: std::ops::RangeInclusive<u32>| {
        prop_oneof![Just("*".to_owned()), range.prop_map(|n| n.to_string()), (2_u32..9).prop_map(|n| format!("*/{n}"))]
    };
    let line = (field(0..=59), field(0..=23), field(1..=28), field(1..=12), field(0..=6));
    prop_oneof![
        any_moment().prop_map(|at| Schedule::Once { at }),
        (interval, any_moment())
            .prop_map(|(m, from)| Schedule::Every { minutes: Interval::try_from(m).unwrap(), from }),
        line.prop_map(|(a, b, c, d, e)| cron(&format!("{a} {b} {c} {d} {e}"))),
    ]
}

proptest! {
    #[test]
    fn the_next_run_is_later_and_no_moment_between_has_another(
        schedule in any_schedule(), zone in any_zone(), after in any_moment(), part in 0.0_f64..1.0,
    ) {
        if let Some(next) = schedule.next_after(after, zone) {
            prop_assert!(next > after);
            #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "a moment somewhere between")]
            let between = after + TimeDelta::seconds((next.signed_duration_since(after).num_seconds() as f64 * part) as i64);
            if between < next {
                prop_assert_eq!(schedule.next_after(between, zone), Some(next));
            }
            if let Some(then) = schedule.next_after(next, zone) {
                prop_assert!(then > next);
            }
        }
    }

    #[test]
    fn days_keep_their_time(from in any_moment(), zone in any_zone(), days in 1_i64..3_000) {
        let schedule = Schedule::Every { minutes: Interval::try_from(1440).unwrap(), from };
        let after = from + TimeDelta::days(days);
        let next = schedule.next_after(after, zone).unwrap();
        let local = |moment: DateTime<Utc>| moment.with_timezone(&zone).naive_local();
        prop_assert!(next > after && next <= after + TimeDelta::hours(50), "{next}");
        let kept = local(next).time() == local(from).time();
        // Or the clock was put forward over it.
        prop_assert!(kept || local(next - TimeDelta::seconds(1)).signed_duration_since(local(next)) < -TimeDelta::seconds(1));
    }

    #[test]
    fn no_line_panics(line in "[0-9*,/#LW+?A-Z -]{0,24}|\\PC{0,20}", zone in any_zone(), after in any_moment()) {
        if let Ok(line) = line.parse::<super::cron::CronLine>() {
            let schedule = Schedule::Cron { line };
            let next = schedule.next_after(after, zone);
            prop_assert!(next.is_none_or(|next| next > after && next.second() == 0), "{:?} {:?}", schedule, next);
            prop_assert!(!schedule.in_words(zone).is_empty());
        }
    }
}
