//! What a call says, read into a type: the names of its fields in capitals or not, at every depth, and what is wrong in words
//! for the program's author, who knows nothing of the types it is read into.

use crate::error::{AppError, AppResult};
use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error, Expected, IntoDeserializer, Unexpected, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// Reads a value; `place`: where it stands, as in a list.
///
/// # Errors
/// `BadRequest` that names the field.
pub(super) fn as_type<T: DeserializeOwned>(value: Value, place: &str) -> AppResult<T> {
    serde_path_to_error::deserialize(Said(value)).map_err(|why| {
        let path = why.path().to_string();
        let path = if path == "." { "" } else { &path };
        let joint = if place.is_empty() || path.is_empty() { "" } else { "." };
        let colon = if place.is_empty() && path.is_empty() { "" } else { ": " };
        AppError::BadRequest(format!("{place}{joint}{path}{colon}{}.", why.inner()))
    })
}

/// Reads the query of an address.
///
/// # Errors
/// `BadRequest` that names the parameter.
pub(crate) fn asked<T: DeserializeOwned>(query: &[u8]) -> AppResult<T> {
    let (mut fields, mut twice) = (Map::new(), None);
    for (name, value) in url::form_urlencoded::parse(query) {
        let (key, value) = (name.to_ascii_lowercase(), Value::String(value.into_owned()));
        if fields.get(&key).is_some_and(|before| *before != value) {
            twice = Some(name.into_owned());
            // No parameter is a list, so one that is known is refused.
            fields.insert(key, Value::Array(Vec::new()));
        } else {
            fields.insert(key, value);
        }
    }
    let read = as_type(Value::Object(fields), "");
    match (read, twice) {
        (Err(_), Some(name)) => Err(AppError::BadRequest(format!("{name}: stands in the address twice."))),
        (read, _) => read,
    }
}

/// Something that a call said.
struct Said(Value);

impl Said {
    /// What it is, for who expected something else.
    fn wrong(&self, expected: &dyn Expected) -> Wrong {
        Wrong::invalid_type(Unexpected::Other("this"), expected)
    }
}

/// With its fields under the names that a type has them by. Who writes one of them in two ways means the right one.
fn renamed(fields: Map<String, Value>, names: &'static [&'static str]) -> Map<String, Value> {
    let name_of = |name: &str| names.iter().find(|known| known.eq_ignore_ascii_case(name));
    let (right, others): (Map<_, _>, Map<_, _>) =
        fields.into_iter().partition(|(name, _)| names.contains(&name.as_str()));
    let mut all: Map<String, Value> = others
        .into_iter()
        .map(|(name, value)| (name_of(&name).map_or(name.clone(), |known| (*known).to_owned()), value))
        .collect();
    all.extend(right);
    all
}

fn object<'de>(fields: Map<String, Value>) -> MapDeserializer<'de, impl Iterator<Item = (String, Said)>, Wrong> {
    MapDeserializer::new(fields.into_iter().map(|(name, value)| (name, Said(value))))
}

impl IntoDeserializer<'_, Wrong> for Said {
    type Deserializer = Said;

    fn into_deserializer(self) -> Said {
        self
    }
}

impl<'de> Deserializer<'de> for Said {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(yes) => visitor.visit_bool(yes),
            Value::String(text) => visitor.visit_string(text),
            Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(whole), _, _) => visitor.visit_u64(whole),
                (None, Some(whole), _) => visitor.visit_i64(whole),
                (None, None, broken) => visitor.visit_f64(broken.unwrap_or_default()),
            },
            Value::Array(items) => visitor.visit_seq(SeqDeserializer::new(items.into_iter().map(Said))),
            Value::Object(fields) => visitor.visit_map(object(fields)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_newtype_struct(self)
    }

    /// An array is none: it would be taken for the fields in the order in which they are declared.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        match self.0 {
            Value::Object(fields) => visitor.visit_map(object(renamed(fields, names))),
            other => Err(Said(other).wrong(&visitor)),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        match self.0 {
            Value::String(word) => visitor.visit_enum(word.into_deserializer()),
            Value::Object(fields) => visitor.visit_enum(MapAccessDeserializer::new(object(fields))),
            other => Err(Said(other).wrong(&visitor)),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map identifier ignored_any
    }
}

/// Why something cannot be read.
#[derive(Debug)]
struct Wrong(String);

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Wrong {}

impl Error for Wrong {
    fn custom<T: fmt::Display>(why: T) -> Wrong {
        let why = why.to_string();
        // What the reader of ids says.
        if why.starts_with("UUID parsing failed") { Wrong("must be an id".to_owned()) } else { Wrong(why) }
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Wrong {
        Wrong(must_be(&expected.to_string()))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Wrong {
        match found {
            Unexpected::Unsigned(number) => Wrong(format!("{number} is too large")),
            Unexpected::Signed(number) if number < 0 => Wrong(format!("{number} is too small")),
            _ => Wrong(must_be(&expected.to_string())),
        }
    }

    fn unknown_variant(word: &str, words: &'static [&'static str]) -> Wrong {
        Wrong(format!("“{}” is none of {}", crate::people::model::shortened(word), words.join(", ")))
    }

    fn missing_field(name: &'static str) -> Wrong {
        Wrong(format!("{name} is missing"))
    }

    fn duplicate_field(name: &'static str) -> Wrong {
        Wrong(format!("{name} stands there twice"))
    }
}

/// What was expected, which the reader names by the types of its own language.
fn must_be(expected: &str) -> String {
    let kind = match expected {
        "i8" | "i16" | "i32" | "i64" | "isize" | "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number",
        "f32" | "f64" => "a number",
        "a string" | "string" | "str" | "a character" => "a text",
        "a boolean" => "true or false",
        "a sequence" => "a list",
        "a map" => "an object",
        "unit" | "null" => "null",
        text if text.contains("UUID") => "an id",
        text if text.starts_with("struct ") => "an object",
        text if text.contains("enum ") => "one of its words",
        other => other,
    };
    format!("must be {kind}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use serde_json::json;
    use std::collections::BTreeMap;

    #[derive(Debug, Default, Deserialize, PartialEq)]
    #[serde(rename_all = "PascalCase", default)]
    struct Body {
        run_once: bool,
        size: u32,
        parts: Vec<Part>,
        free: BTreeMap<String, Value>,
        id: Option<uuid::Uuid>,
        share: f64,
        kind: Kind,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "PascalCase")]
    struct Part {
        step_id: String,
    }

    #[derive(Debug, Default, Deserialize, PartialEq)]
    enum Kind {
        #[default]
        One,
        Many(u8),
    }

    #[test]
    fn names_are_found_in_capitals_or_not_at_every_depth_and_free_ones_stay() {
        let read: Body = as_type(
            json!({
                "runonce": true, "SIZE": 7, "size": 8, "Size": 9, "parts": [{"stepid": "a"}], "free": {"stepId": null},
                "Kind": {"Many": 2}, "other": 1
            }),
            "",
        )
        .expect("it can be read");
        assert!(read.run_once && read.size == 9, "the right name counts");
        assert_eq!(read.parts, [Part { step_id: "a".to_owned() }]);
        assert_eq!((read.free.keys().next().map(String::as_str), read.kind), (Some("stepId"), Kind::Many(2)));
    }

    #[test]
    fn what_is_wrong_is_said_in_no_language_of_programs() {
        for (body, said) in [
            (json!({"RunOnce": 1}), "RunOnce: must be true or false."),
            (json!({"size": "x"}), "Size: must be a whole number."),
            (json!({"Size": 1.5}), "Size: must be a whole number."),
            (json!({"Size": -1}), "Size: -1 is too small."),
            (json!({"Size": 99_999_999_999_u64}), "Size: 99999999999 is too large."),
            (json!({"Parts": "x"}), "Parts: must be a list."),
            (json!({"Parts": [["x"]]}), "Parts[0]: must be an object."),
            (json!({"Parts": [{"StepId": 1}]}), "Parts[0].StepId: must be a text."),
            (json!({"Parts": [{}]}), "Parts[0]: StepId is missing."),
            (json!({"Free": 1}), "Free: must be an object."),
            (json!({"Id": "x"}), "Id: must be an id."),
            (json!({"Id": 1}), "Id: must be an id."),
            (json!({"Share": "x"}), "Share: must be a number."),
            (json!({"Kind": "None"}), "Kind: “None” is none of One, Many."),
            (json!({"Kind": {"Many": 300}}), "Kind.Many: 300 is too large."),
            (json!([]), "must be an object."),
        ] {
            let error = as_type::<Body>(body.clone(), "").expect_err("it is wrong").to_string();
            assert_eq!(error, said, "{body}");
        }
        assert_eq!(as_type::<Part>(json!(5), "[7]").expect_err("it is wrong").to_string(), "[7]: must be an object.");
    }

    #[test]
    fn parameters_are_found_so_too_and_one_that_is_given_twice_is_named() {
        #[derive(Debug, Deserialize)]
        #[serde(rename_all = "camelCase", default)]
        #[derive(Default)]
        struct Query {
            page_size: Option<String>,
            tag: String,
        }
        let read = |query: &str| asked::<Query>(query.as_bytes());
        let good = read("PageSize=7&TAG=a%20b&other=1&other=2&tag=a+b").expect("it can be read");
        assert_eq!((good.page_size.as_deref(), good.tag.as_str()), (Some("7"), "a b"));
        let wrong = read("pageSize=1&PageSize=2").expect_err("it is there twice").to_string();
        assert_eq!(wrong, "PageSize: stands in the address twice.");
    }
}
