//! Times of day in a timezone. A time that the clock passes twice means the first of the two; one that it skips means
//! the moment at which the clock was put forward.

use chrono::{DateTime, Datelike, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// The moment of a local time; None far outside the calendar that is of use.
pub(crate) fn instant(zone: Tz, local: NaiveDateTime) -> Option<DateTime<Utc>> {
    if !(1..=9998).contains(&local.year()) {
        return None;
    }
    match zone.from_local_datetime(&local).earliest() {
        Some(moment) => Some(moment.to_utc()),
        None => put_forward(zone, local),
    }
}

/// True in the years 1 to 9998, so that no zone, format or addition of a day meets an end of the calendar.
pub(crate) fn is_sane(moment: DateTime<Utc>) -> bool {
    (1..=9998).contains(&moment.year())
}

/// The first moment whose local time is later than this one, which the clock skipped.
fn put_forward(zone: Tz, local: NaiveDateTime) -> Option<DateTime<Utc>> {
    let mut before = local.checked_sub_signed(TimeDelta::days(2))?.and_utc().timestamp();
    let mut after = local.checked_add_signed(TimeDelta::days(2))?.and_utc().timestamp();
    let wanted = local.and_utc().timestamp();
    while after - before > 1 {
        let middle = before + (after - before) / 2;
        let offset = zone.offset_from_utc_datetime(&DateTime::from_timestamp(middle, 0)?.naive_utc()).fix();
        if middle + i64::from(offset.local_minus_utc()) > wanted { after = middle } else { before = middle }
    }
    DateTime::from_timestamp(after, 0)
}
