//! The words of which the library that reads cron lines makes its descriptions. Lines have five fields here: there is
//! nothing to say of seconds and years.

use super::words::month;
use croner::describe::Language;
use std::cell::Cell;

/// The language of here, for one description.
#[derive(Default)]
pub(super) struct Told {
    /// What is at hand begins with "every 10 minutes", before which there stands no "at".
    every: Cell<bool>,
    /// What is at hand is every so many months.
    months: Cell<Option<u16>>,
}

impl Language for Told {
    fn every_minute(&self) -> &'static str {
        t!("schedules-told-minute")
    }
    fn every_second_phrase(&self) -> &'static str {
        ""
    }
    fn every_x_minutes(&self, step: u16) -> String {
        self.every.set(true);
        t!("schedules-told-minutes", n = step)
    }
    fn every_x_seconds(&self, _: u16) -> String {
        String::new()
    }
    fn every_x_hours(&self, step: u16) -> String {
        t!("schedules-told-hours", n = step)
    }
    fn every_minute_of_every_x_hours(&self, step: u16) -> String {
        t!("schedules-told-minute-of-hours", n = step)
    }

    fn at_time(&self, time: &str) -> String {
        t!("schedules-told-at-time", time = time)
    }
    fn at_time_and_every_x_seconds(&self, time: &str, _: u16) -> String {
        self.at_time(time)
    }
    fn at_time_at_second(&self, time: &str, _: &str) -> String {
        self.at_time(time)
    }

    fn at_phrase(&self, phrase: &str) -> String {
        if self.every.take() { phrase.to_owned() } else { t!("schedules-told-at", when = phrase) }
    }
    fn on_phrase(&self, phrase: &str) -> String {
        t!("schedules-told-on", days = phrase)
    }
    fn in_phrase(&self, phrase: &str) -> String {
        match self.months.take() {
            Some(step) => t!("schedules-told-in-every", n = step),
            None => t!("schedules-told-in", months = phrase),
        }
    }

    fn second_phrase(&self, _: &str) -> String {
        String::new()
    }
    fn minute_phrase(&self, minutes: &str) -> String {
        t!("schedules-told-minute-no", minutes = minutes)
    }
    fn minute_past_every_hour_phrase(&self, minutes: &str) -> String {
        t!("schedules-told-past", minutes = minutes)
    }
    fn hour_phrase(&self, hours: &str) -> String {
        t!("schedules-told-hour-no", hours = hours)
    }
    fn year_phrase(&self, _: &str) -> String {
        String::new()
    }

    fn day_phrase(&self, days: &str) -> String {
        t!("schedules-told-day-no", days = days)
    }
    fn the_last_day_of_the_month(&self) -> &'static str {
        t!("schedules-told-last-day")
    }
    fn the_weekday_nearest_day(&self, day: &str) -> String {
        t!("schedules-told-nearest", day = day)
    }
    fn the_last_weekday_of_the_month(&self, day: &str) -> String {
        t!("schedules-told-last", day = day)
    }
    fn the_nth_weekday_of_the_month(&self, n: u8, day: &str) -> String {
        match n {
            1 => t!("schedules-told-first", day = day),
            2 => t!("schedules-told-second", day = day),
            3 => t!("schedules-told-third", day = day),
            n => t!("schedules-told-nth", n = n, day = day),
        }
    }

    fn dom_and_dow_if_also(&self, day: &str) -> String {
        t!("schedules-told-if-also", day = day)
    }
    fn dom_and_dow_if_also_one_of(&self, days: &str) -> String {
        t!("schedules-told-if-one-of", days = days)
    }

    fn list_conjunction_and(&self) -> &'static str {
        t!("schedules-told-and")
    }
    fn list_conjunction_or(&self) -> &'static str {
        t!("schedules-told-or")
    }
    fn list_conjunction_and_comma(&self) -> &'static str {
        t!("schedules-told-and")
    }

    fn day_of_week_names(&self) -> [&'static str; 7] {
        [
            t!("schedules-sunday"),
            t!("schedules-monday"),
            t!("schedules-tuesday"),
            t!("schedules-wednesday"),
            t!("schedules-thursday"),
            t!("schedules-friday"),
            t!("schedules-saturday"),
        ]
    }
    fn month_names(&self) -> [&'static str; 12] {
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map(month)
    }

    fn every_past_phrase(&self, every: &str, hours: &str) -> String {
        t!("schedules-told-every-past", every = every, hours = hours)
    }
    fn past_hour_phrase(&self, hours: &str) -> String {
        t!("schedules-told-past-hour", hours = hours)
    }
    fn every_x_months(&self, step: u16) -> String {
        self.months.set(Some(step));
        String::new()
    }
    fn every_x_years(&self, _: u16) -> String {
        String::new()
    }
}
