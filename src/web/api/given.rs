//! A field that a call may leave out, set to nothing, or set: a change leaves alone what is not there.

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

/// A whole number that may be none; what is no such number says nothing, so that it leaves the field as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lenient;

impl Lenient {
    /// For `#[serde(deserialize_with = ...)]`.
    pub fn number<'de, D: Deserializer<'de>>(from: D) -> Result<Given<i64>, D::Error> {
        Ok(match serde_json::Value::deserialize(from)? {
            serde_json::Value::Null => Given::Null,
            value => value.as_i64().map_or(Given::Absent, Given::Value),
        })
    }
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
    }

    #[test]
    fn absent_nothing_and_a_value_are_told_apart() {
        let read = |body| serde_json::from_value::<Body>(body).expect("it can be read");
        assert_eq!(read(json!({})), Body::default());
        assert_eq!(read(json!({"name": null, "hours": null})), Body { name: Given::Null, hours: Given::Null });
        assert_eq!(
            read(json!({"name": "a", "hours": 0})),
            Body { name: Given::Value("a".to_owned()), hours: Given::Value(0) }
        );
        assert_eq!(read(json!({"hours": "abc"})).hours, Given::Absent);
        assert!(serde_json::from_value::<Body>(json!({"name": 1})).is_err());
        assert_eq!((Given::Absent.or(1), Given::Null.or(1), Given::Value(2).or(1)), (1, 1, 2));
    }
}
