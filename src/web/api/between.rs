//! What came about between two instants, as calls about logs ask for it.

use super::instant_of;
use crate::error::{AppError, AppResult};
use crate::people::model::shortened;
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};
use schemars::JsonSchema;
use serde::Deserialize;

/// When it came about.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(crate) struct Between {
    /// From this instant, or the beginning of this day in UTC, on.
    after: String,
    /// Before that.
    before: String,
}

/// An instant, or the beginning of a day in UTC, which may be written as programs in the United States do.
fn at(name: &str, text: &str) -> AppResult<Option<DateTime<Utc>>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let day = |text: &str| text.parse::<NaiveDate>().or_else(|_| NaiveDate::parse_from_str(text, "%m/%d/%Y"));
    let read = instant_of(text).or_else(|| Some(day(text).ok()?.and_time(NaiveTime::MIN).and_utc()));
    // Beyond these years ids of instants, and Postgres, know none.
    let read = read.filter(|at| (1970..=9999).contains(&at.year()));
    let why = || format!("{name} ({}): must be a day or an instant such as 2026-11-24T00:00:00Z.", shortened(text));
    read.map(Some).ok_or_else(|| AppError::BadRequest(why()))
}

/// From when on, and until before when; either may be left open.
pub(crate) type Bounds = (Option<DateTime<Utc>>, Option<DateTime<Utc>>);

impl Between {
    /// The same where a body says it.
    pub fn of(after: &str, before: &str) -> Between {
        Between { after: after.to_owned(), before: before.to_owned() }
    }

    /// The first instant that is asked for, and the first that is not any more.
    ///
    /// # Errors
    /// `BadRequest` that names the parameter.
    pub fn read(&self) -> AppResult<Bounds> {
        Ok((at("after", &self.after)?, at("before", &self.before)?))
    }

    /// The same as parameters of an address.
    pub fn pairs(&self) -> [(&'static str, &str); 2] {
        [("after", &self.after), ("before", &self.before)]
    }
}

/// An address with those of these parameters that say something.
pub(crate) fn here<'a>(path: &str, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs.into_iter().filter(|(_, value)| !value.is_empty()));
    crate::web::paging::address(path, &query.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_instants_are_read_and_others_are_named() {
        let read = |after: &str| Between { after: after.to_owned(), ..Between::default() }.read();
        for text in
            ["2026-11-24", "11/24/2026", "2026-11-24T00:00:00Z", "2026-11-24T00:00:00", "2026-11-24T01:00:00+01:00"]
        {
            let (first, until) = read(text).expect("it can be read");
            assert_eq!((first.map(|at| at.timestamp()), until), (Some(1_795_478_400), None), "{text}");
        }
        for text in ["-9999-01-01", "+12026-01-01", "1969-12-31"] {
            assert!(read(text).is_err(), "{text}");
        }
        assert!(read("24/11/2026").expect_err("no such month").to_string().contains("after (24/11/2026)"));
        assert_eq!(here("/x", Between::default().pairs()), "/x");
    }
}
