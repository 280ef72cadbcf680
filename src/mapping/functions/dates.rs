//! Filters for dates. A moment is a text as RFC 3339 writes it, a date alone, a date and a time of the account's zone,
//! RFC 2822, or seconds (milliseconds from 10^11 on) since 1970. What comes out is RFC 3339 unless a format is given;
//! formats are those of strftime, as %d.%m.%Y.

use super::arguments::{scope, text};
use crate::mapping::values::wrong;
use crate::schedules::local;
use chrono::format::{Item, StrftimeItems};
use chrono::{DateTime, Months, NaiveDate, NaiveDateTime, SecondsFormat, TimeDelta, Utc};
use chrono_tz::Tz;
use minijinja::value::{Kwargs, ValueKind};
use minijinja::{Environment, Error, State, Value as Live};
use std::fmt::Write;

/// The longest format.
const FORMAT_MAX: usize = 100;
/// Numbers from here on are milliseconds.
const MILLISECONDS_FROM: i64 = 100_000_000_000;

pub(super) fn add_to(language: &mut Environment<'static>) {
    language.add_filter("date", |s: &State<'_, '_>, v: &Live, format: Option<&str>, zone: Option<&str>, by: Kwargs| {
        let (format, zone) = named(format, zone, &by)?;
        date(s, v, format, zone)
    });
    language.add_filter(
        "date_parse",
        |s: &State<'_, '_>, v: &Live, format: Option<&str>, zone: Option<&str>, by: Kwargs| {
            let (format, zone) = named(format, zone, &by)?;
            date_parse(s, v, format, zone)
        },
    );
    language.add_filter("date_add", date_add);
    language.add_filter("date_diff", date_diff);
    language.add_filter("in_zone", |s: &State<'_, '_>, v: &Live, zone: &str| date(s, v, None, Some(zone)));
    language.add_filter("unix", |s: &State<'_, '_>, v: &Live| moment(s, v, None).map(|m| m.timestamp()));
    language.add_filter("unix_ms", |s: &State<'_, '_>, v: &Live| moment(s, v, None).map(|m| m.timestamp_millis()));
}

/// A format and a zone, in their places or by name.
fn named<'a>(
    format: Option<&'a str>,
    zone: Option<&'a str>,
    by: &'a Kwargs,
) -> Result<(Option<&'a str>, Option<&'a str>), Error> {
    let (format_named, zone_named): (Option<&str>, Option<&str>) = (by.get("format")?, by.get("zone")?);
    by.assert_all_used().map_err(|_| wrong(t!("mapping-date-takes")))?;
    Ok((format.or(format_named), zone.or(zone_named)))
}

/// `x|date("%d.%m.%Y", "Europe/Paris")`.
fn date(state: &State<'_, '_>, value: &Live, format: Option<&str>, zone: Option<&str>) -> Result<String, Error> {
    let moment = moment(state, value, zone)?;
    match format {
        Some(format) => formatted(&moment, format),
        None => Ok(rfc3339(&moment)),
    }
}

/// `x|date_parse("%d/%m/%Y", "Europe/Paris")`: reads a date written in a way of its own.
fn date_parse(state: &State<'_, '_>, value: &Live, format: Option<&str>, zone: Option<&str>) -> Result<String, Error> {
    let Some(format) = format else { return moment(state, value, zone).map(|moment| rfc3339(&moment)) };
    let text = text(state, value)?;
    let zone = zone_of(state, zone)?;
    items(format)?;
    let offset = DateTime::parse_from_str(&text, format).map(|moment| moment.with_timezone(&zone));
    let read = offset.ok().or_else(|| {
        let time = NaiveDateTime::parse_from_str(&text, format);
        let time = time.or_else(|_| NaiveDate::parse_from_str(&text, format).map(|day| day.and_time(<_>::default())));
        time.ok().and_then(|time| local::instant(zone, time)).map(|moment| moment.with_timezone(&zone))
    });
    let shown: String = text.chars().take(40).collect();
    read.map(|moment| rfc3339(&moment)).ok_or_else(|| wrong(t!("mapping-date-format", shown = shown, format = format)))
}

/// `x|date_add(days=1, hours=-2)`: days, weeks, months and years keep the time of day of the zone.
fn date_add(state: &State<'_, '_>, value: &Live, by: Kwargs) -> Result<String, Error> {
    let zone: Option<&str> = by.get("zone")?;
    let moment = moment(state, value, zone)?;
    let amount = |name: &str| by.get::<Option<i64>>(name).map(Option::unwrap_or_default);
    let far = || wrong(t!("mapping-date-far"));
    let months =
        amount("years")?.checked_mul(12).and_then(|m| m.checked_add(amount("months").ok()?)).ok_or_else(far)?;
    let days = amount("weeks")?.checked_mul(7).and_then(|d| d.checked_add(amount("days").ok()?)).ok_or_else(far)?;
    let (hours, minutes, seconds) = (amount("hours")?, amount("minutes")?, amount("seconds")?);
    by.assert_all_used().map_err(|_| wrong(t!("mapping-date-add")))?;
    let local = moment.naive_local();
    let by_months = Months::new(u32::try_from(months.unsigned_abs()).map_err(|_| far())?);
    let shifted = if months < 0 { local.checked_sub_months(by_months) } else { local.checked_add_months(by_months) };
    let shifted = shifted.and_then(|time| time.checked_add_signed(TimeDelta::try_days(days)?)).ok_or_else(far)?;
    let start = match shifted == local {
        true => moment.with_timezone(&Utc),
        false => local::instant(moment.timezone(), shifted).ok_or_else(far)?,
    };
    let exact = TimeDelta::try_hours(hours)
        .and_then(|sum| {
            sum.checked_add(&TimeDelta::try_minutes(minutes)?)?.checked_add(&TimeDelta::try_seconds(seconds)?)
        })
        .and_then(|sum| start.checked_add_signed(sum));
    let moment = exact.filter(|moment| local::is_sane(*moment)).ok_or_else(far)?.with_timezone(&moment.timezone());
    Ok(rfc3339(&moment))
}

/// `a|date_diff(b, "days")`: how much later b is, in whole units; days are days of 24 hours.
fn date_diff(state: &State<'_, '_>, value: &Live, other: &Live, unit: Option<&str>) -> Result<i64, Error> {
    let between = moment(state, other, None)?.signed_duration_since(moment(state, value, None)?);
    match unit.unwrap_or("days") {
        "seconds" => Ok(between.num_seconds()),
        "minutes" => Ok(between.num_minutes()),
        "hours" => Ok(between.num_hours()),
        "days" => Ok(between.num_days()),
        "weeks" => Ok(between.num_weeks()),
        _ => Err(wrong(t!("mapping-date-diff"))),
    }
}

fn zone_of(state: &State<'_, '_>, name: Option<&str>) -> Result<Tz, Error> {
    match name {
        None => Ok(scope(state)?.zone),
        Some(name) => name.parse().map_err(|_| {
            let name: String = name.chars().take(40).collect();
            wrong(t!("mapping-no-zone", name = name))
        }),
    }
}

/// The moment that a value means, in the zone named or the account's.
fn moment(state: &State<'_, '_>, value: &Live, zone: Option<&str>) -> Result<DateTime<Tz>, Error> {
    let zone = zone_of(state, zone)?;
    let read = match value.kind() {
        ValueKind::Number => i64::try_from(value.clone()).ok().and_then(since_1970),
        _ => read(text(state, value)?.trim(), zone),
    };
    read.filter(|moment| local::is_sane(*moment)).map(|moment| moment.with_timezone(&zone)).ok_or_else(|| {
        let shown: String = value.to_string().chars().take(40).collect();
        wrong(t!("mapping-no-date", shown = shown))
    })
}

/// A text as a moment; without an offset it is a time of the zone.
pub(in crate::mapping) fn read(text: &str, zone: Tz) -> Option<DateTime<Utc>> {
    if text.len() > FORMAT_MAX {
        return None;
    }
    if text.len() >= 9 && text.bytes().all(|b| b.is_ascii_digit()) {
        return since_1970(text.parse().ok()?);
    }
    if let Ok(moment) = DateTime::parse_from_rfc3339(text).or_else(|_| DateTime::parse_from_rfc2822(text)) {
        return Some(moment.to_utc());
    }
    let time = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
    let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|day| day.and_time(<_>::default()));
    local::instant(zone, time.or_else(day)?)
}

fn since_1970(number: i64) -> Option<DateTime<Utc>> {
    match number.checked_abs()? < MILLISECONDS_FROM {
        true => DateTime::from_timestamp(number, 0),
        false => DateTime::from_timestamp_millis(number),
    }
}

fn rfc3339(moment: &DateTime<Tz>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

fn items(format: &str) -> Result<Vec<Item<'_>>, Error> {
    let items: Vec<Item<'_>> =
        StrftimeItems::new(format.get(..FORMAT_MAX.min(format.len())).unwrap_or_default()).collect();
    if format.len() > FORMAT_MAX || items.contains(&Item::Error) {
        return Err(wrong(t!("mapping-format-unknown")));
    }
    Ok(items)
}

fn formatted(moment: &DateTime<Tz>, format: &str) -> Result<String, Error> {
    let mut text = String::new();
    write!(text, "{}", moment.format_with_items(items(format)?.iter()))
        .map_err(|_| wrong(t!("mapping-format-cannot")))?;
    Ok(text)
}
