//! A field that a call may leave out, set to nothing, or set: a change leaves alone what is not there.

use super::instant_of;
use chrono::{DateTime, Datelike, Utc};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;

/// What a body says of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Given<T> {
    /// Nothing: it stays as it is.
    #[default]
    Absent,
    /// That there is none.
    Null,
    /// This.
    Value(T),
}

impl<T> Given<T> {
    /// The value of a field that has one always: what was there, unless another is given.
    pub fn or(self, before: T) -> T {
        match self {
            Given::Value(value) => value,
            Given::Absent | Given::Null => before,
        }
    }

    /// What is given, as something else.
    pub fn map<U>(self, as_other: impl FnOnce(T) -> U) -> Given<U> {
        match self {
            Given::Absent => Given::Absent,
            Given::Null => Given::Null,
            Given::Value(value) => Given::Value(as_other(value)),
        }
    }

    /// What is given, read further.
    ///
    /// # Errors
    /// What `read` says.
    pub fn read<U, E>(self, read: impl FnOnce(T) -> Result<U, E>) -> Result<Given<U>, E> {
        Ok(match self {
            Given::Absent => Given::Absent,
            Given::Null => Given::Null,
            Given::Value(value) => Given::Value(read(value)?),
        })
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Given<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Option::<T>::deserialize(from)?.map_or(Given::Null, Given::Value))
    }
}

impl<T: JsonSchema> JsonSchema for Given<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Option::<T>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Option::<T>::json_schema(generator)
    }
}

/// Fields that are read as programs of many kinds write them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lenient;

impl Lenient {
    /// A whole number that may be none; what is no such number says nothing, so that it leaves the field as it is. One that is
    /// larger than can be is the largest that there is, and the least likewise. For `#[serde(deserialize_with = ...)]`.
    pub fn number<'de, D: Deserializer<'de>>(from: D) -> Result<Given<i64>, D::Error> {
        Ok(match serde_json::Value::deserialize(from)? {
            serde_json::Value::Null => Given::Null,
            serde_json::Value::Number(number) => whole(&number).map_or(Given::Absent, Given::Value),
            _ => Given::Absent,
        })
    }

    /// An instant, also one without an offset; an empty text is none.
    pub fn instant<'de, D: Deserializer<'de>>(from: D) -> Result<Given<DateTime<Utc>>, D::Error> {
        let text = match serde_json::Value::deserialize(from)? {
            serde_json::Value::Null => return Ok(Given::Null),
            serde_json::Value::String(text) if text.trim().is_empty() => return Ok(Given::Null),
            serde_json::Value::String(text) => text,
            _ => String::new(),
        };
        // Beyond these years Postgres knows none.
        let read = instant_of(text.trim()).filter(|at| (1970..=9999).contains(&at.year()));
        let why = "must be an instant such as 2026-11-24T00:00:00Z";
        read.map(Given::Value).ok_or_else(|| serde::de::Error::custom(why))
    }
}

fn whole(number: &serde_json::Number) -> Option<i64> {
    let large = || number.as_f64().filter(|number| number.fract() == 0.0);
    #[expect(clippy::cast_possible_truncation, reason = "beyond the bounds it is the bound")]
    number.as_i64().or_else(|| large().map(|number| number as i64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[derive(Deserialize, Default, Debug, PartialEq)]
    #[serde(default)]
    struct Body {
        name: Given<String>,
        #[serde(deserialize_with = "Lenient::number")]
        hours: Given<i64>,
        #[serde(deserialize_with = "Lenient::instant")]
        start: Given<DateTime<Utc>>,
    }

    #[test]
    fn absent_nothing_and_a_value_are_told_apart() {
        let read = |body| serde_json::from_value::<Body>(body).expect("it can be read");
        assert_eq!(read(json!({})), Body::default());
        assert_eq!(
            read(json!({"name": null, "hours": null, "start": ""})),
            Body { name: Given::Null, hours: Given::Null, start: Given::Null }
        );
        assert_eq!(
            read(json!({"name": "a", "hours": 0})),
            Body { name: Given::Value("a".to_owned()), hours: Given::Value(0), ..Body::default() }
        );
        for (hours, read_as) in [
            (json!("abc"), Given::Absent),
            (json!(1.5), Given::Absent),
            (json!(5.0), Given::Value(5)),
            (json!(u64::MAX), Given::Value(i64::MAX)),
            (json!(1e20), Given::Value(i64::MAX)),
            (json!(-1e20), Given::Value(i64::MIN)),
        ] {
            assert_eq!(read(json!({ "hours": hours.clone() })).hours, read_as, "{hours}");
        }
        let new_year = "2030-01-01T00:00:00Z".parse().expect("an instant");
        for text in ["2030-01-01T00:00:00", "2030-01-01T00:00:00.0000000Z", "2030-01-01T01:00:00+01:00"] {
            assert_eq!(read(json!({ "start": text })).start, Given::Value(new_year), "{text}");
        }
        for wrong in [json!("garbage"), json!("2030-01-01T00:00:00+99:00"), json!(5), json!("+12030-01-01T00:00:00")] {
            assert!(serde_json::from_value::<Body>(json!({ "start": wrong.clone() })).is_err(), "{wrong}");
        }
        assert!(serde_json::from_value::<Body>(json!({"name": 1})).is_err());
        assert_eq!((Given::Absent.or(1), Given::Null.or(1), Given::Value(2).or(1)), (1, 1, 2));
    }
}
