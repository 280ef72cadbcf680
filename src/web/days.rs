//! A first and a last day that narrow a list, as people type them.

use crate::accounts::model::{date, start_of};
use chrono::{DateTime, Utc};

/// The instants from which and until which, without the second; none where no day was typed.
pub(crate) type Span = (Option<DateTime<Utc>>, Option<DateTime<Utc>>);

/// Reads the two days, which are days of `timezone` and both belong to it; adds to `problems` what cannot be read.
pub(crate) fn span(from: &str, to: &str, timezone: &str, problems: &mut Vec<String>) -> Span {
    let mut day = |text: &str| {
        date(text).unwrap_or_else(|why| {
            problems.push(why);
            None
        })
    };
    let (first, last) = (day(from), day(to));
    if let (Some(first), Some(last)) = (first, last)
        && first > last
    {
        problems.push(t!("times-days-swapped", last = last.to_string(), first = first.to_string()));
    }
    let begins = |day| start_of(day, timezone);
    (first.map(begins), last.and_then(|day| day.succ_opt()).map(begins))
}
