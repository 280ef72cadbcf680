//! Single values: text, numbers and booleans become one another where nothing is lost, and are refused in words where
//! something would be.

use crate::connectors::model::Kind;
use serde_json::{Number, Value};

/// So many digits every double keeps.
const DIGITS_MAX: usize = 15;
/// So much of a wrong value is repeated in a message.
const SHOWN_MAX: usize = 40;

/// The value as this kind, which is not a list or an object.
pub(super) fn scalar(value: &Value, kind: Kind) -> Result<Value, String> {
    match kind {
        Kind::Text => text(value).map(Value::String).ok_or_else(|| "must be text, not a list or an object".to_owned()),
        Kind::Integer => integer(value).ok_or_else(|| format!("must be a whole number; {} is not", shown(value))),
        Kind::Number => number(value).ok_or_else(|| format!("must be a number such as 12.5; {} is not", shown(value))),
        Kind::Boolean => boolean(value).ok_or_else(|| format!("must be true or false; {} is neither", shown(value))),
        Kind::File | Kind::Any | Kind::Object | Kind::List => Ok(value.clone()),
    }
}

/// A single value as text; none for lists and objects.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null => Some(String::new()),
        Value::Array(_) | Value::Object(_) => None,
    }
}

/// A value as a message may repeat it.
pub(super) fn shown(value: &Value) -> String {
    match text(value) {
        Some(text) if text.chars().count() > SHOWN_MAX => {
            format!("“{}…”", text.chars().take(SHOWN_MAX).collect::<String>())
        }
        Some(text) => format!("“{text}”"),
        None if value.is_array() => "a list".to_owned(),
        None => "an object".to_owned(),
    }
}

fn integer(value: &Value) -> Option<Value> {
    match value {
        Value::Number(number) if number.is_i64() || number.is_u64() => Some(value.clone()),
        Value::Number(number) => whole(number.as_f64()?).map(Value::from),
        Value::String(text) => {
            let text = text.trim();
            // "12.0" is a whole number too.
            let digits = match text.split_once('.') {
                Some((digits, zeros)) if !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0') => digits,
                _ => text,
            };
            let digits = digits.strip_prefix('+').unwrap_or(digits);
            digits.parse::<i64>().map(Value::from).or_else(|_| digits.parse::<u64>().map(Value::from)).ok()
        }
        _ => None,
    }
}

/// A double without fraction, where doubles still tell neighbours apart.
fn whole(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_992.0).then_some(number as i64)
}

fn number(value: &Value) -> Option<Value> {
    match value {
        Value::Number(_) => Some(value.clone()),
        Value::String(text) => {
            let text = text.trim();
            let number: Number = serde_json::from_str(text).ok()?;
            let mantissa = text.split(['e', 'E']).next().unwrap_or(text);
            let digits = mantissa.bytes().filter(u8::is_ascii_digit).skip_while(|byte| *byte == b'0').count();
            (!number.is_f64() || digits <= DIGITS_MAX).then_some(Value::Number(number))
        }
        _ => None,
    }
}

fn boolean(value: &Value) -> Option<Value> {
    let text = text(value)?;
    let text = text.trim();
    match text {
        "1" => Some(Value::Bool(true)),
        "0" => Some(Value::Bool(false)),
        _ if text.eq_ignore_ascii_case("true") => Some(Value::Bool(true)),
        _ if text.eq_ignore_ascii_case("false") => Some(Value::Bool(false)),
        _ => None,
    }
}
