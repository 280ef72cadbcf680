//! Values between JSON, as steps give and take it, and the engine of expressions. Whole numbers keep their digits;
//! what comes out is counted, because lists in expressions share their items and a small one can print as a huge one.

use minijinja::value::ValueKind;
use minijinja::{Error, ErrorKind, Value as Live};
use serde_json::{Map, Number, Value};
use std::sync::{Arc, OnceLock};

/// What one expression may give: values, and bytes of text.
const VALUES_MAX: usize = 200_000;
const BYTES_MAX: usize = 8 * 1024 * 1024;
const DEPTH_MAX: usize = 100;

/// A step's data. Cloning shares it, and it is made ready for expressions once, when the first asks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Data(Arc<(Value, OnceLock<Live>)>);

impl Data {
    /// Data of this value.
    pub fn new(value: Value) -> Data {
        Data(Arc::new((value, OnceLock::new())))
    }

    /// The value.
    pub fn json(&self) -> &Value {
        &self.0.0
    }

    /// The value as expressions see it.
    pub fn live(&self) -> Live {
        self.0.1.get_or_init(|| live(&self.0.0)).clone()
    }
}

impl From<Value> for Data {
    fn from(value: Value) -> Data {
        Data::new(value)
    }
}

/// A value as expressions see it.
pub(super) fn live(value: &Value) -> Live {
    match value {
        Value::Null => Live::from(()),
        Value::Bool(yes) => Live::from(*yes),
        Value::Number(number) => {
            let whole = number.as_i64().map(Live::from).or_else(|| number.as_u64().map(Live::from));
            whole.or_else(|| number.as_f64().map(Live::from)).unwrap_or_default()
        }
        Value::String(text) => Live::from(text),
        Value::Array(list) => Live::from(list.iter().map(live).collect::<Vec<_>>()),
        Value::Object(object) => Live::from_pairs(object.iter().map(|(key, value)| (key, live(value)))),
    }
}

/// What an expression gave, as JSON.
///
/// # Errors
/// Where JSON cannot hold it, or it is too large.
pub(super) fn to_json(value: &Live) -> Result<Value, Error> {
    Room { values: VALUES_MAX, bytes: BYTES_MAX }.json(value, 0)
}

/// An error in words of ours.
pub(super) fn wrong(why: impl Into<String>) -> Error {
    Error::new(ErrorKind::InvalidOperation, why.into())
}

struct Room {
    values: usize,
    bytes: usize,
}

impl Room {
    fn json(&mut self, value: &Live, depth: usize) -> Result<Value, Error> {
        self.values = self.values.checked_sub(1).ok_or_else(too_large)?;
        if depth > DEPTH_MAX {
            return Err(wrong(t!("mapping-gives-deep", most = DEPTH_MAX)));
        }
        match value.kind() {
            ValueKind::Undefined | ValueKind::None => Ok(Value::Null),
            ValueKind::Bool => Ok(Value::Bool(value.is_true())),
            ValueKind::Number => number(value).map(Value::Number),
            ValueKind::String => self.text(value.as_str().unwrap_or_default()).map(Value::String),
            ValueKind::Seq | ValueKind::Iterable => {
                value.try_iter()?.checked().map(|item| self.json(&item?, depth + 1)).collect()
            }
            ValueKind::Map => {
                let mut object = Map::new();
                for key in value.try_iter()?.checked() {
                    let key = key?;
                    let name = match key.as_str() {
                        Some(name) => self.text(name)?,
                        None if key.is_number() => key.to_string(),
                        None => return Err(wrong(t!("mapping-gives-names"))),
                    };
                    object.insert(name, self.json(&value.get_item(&key)?, depth + 1)?);
                }
                Ok(Value::Object(object))
            }
            kind => Err(wrong(t!("mapping-gives-kind", kind = kind_words(kind)))),
        }
    }

    fn text(&mut self, text: &str) -> Result<String, Error> {
        self.bytes = self.bytes.checked_sub(text.len()).ok_or_else(too_large)?;
        Ok(text.to_owned())
    }
}

fn too_large() -> Error {
    let (values, megabytes) = (VALUES_MAX.to_string(), BYTES_MAX / 1024 / 1024);
    wrong(t!("mapping-gives-large", values = values, megabytes = megabytes))
}

fn number(value: &Live) -> Result<Number, Error> {
    if value.is_integer() {
        let small = i64::try_from(value.clone()).map(Number::from);
        let number = small.or_else(|_| u64::try_from(value.clone()).map(Number::from));
        return number.map_err(|_| wrong(t!("mapping-gives-digits", number = value.to_string())));
    }
    let float = f64::try_from(value.clone())?;
    Number::from_f64(float).ok_or_else(|| wrong(t!("mapping-gives-endless")))
}

/// A value as it stands in a text: nothing for null, lists and objects as JSON.
pub(super) fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The kind of a value of the engine, in a word.
pub(super) fn kind_words(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Undefined => t!("mapping-kind-undefined"),
        ValueKind::None => t!("mapping-kind-none"),
        ValueKind::Bool => t!("mapping-kind-bool"),
        ValueKind::Number => t!("mapping-kind-number"),
        ValueKind::String => t!("mapping-kind-string"),
        ValueKind::Bytes => t!("mapping-kind-bytes"),
        ValueKind::Seq => t!("mapping-kind-sequence"),
        ValueKind::Map => t!("mapping-kind-map"),
        ValueKind::Iterable => t!("mapping-kind-iterator"),
        ValueKind::Plain => t!("mapping-kind-plain"),
        _ => t!("mapping-kind-invalid"),
    }
}

/// The kind of a value in plain words.
pub(super) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => t!("mapping-a-bool"),
        Value::Number(_) => t!("mapping-a-number"),
        Value::String(_) => t!("mapping-a-text"),
        Value::Array(_) => t!("mapping-a-list"),
        Value::Object(_) => t!("mapping-an-object"),
    }
}
