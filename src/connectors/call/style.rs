//! How lists and objects are written outside a JSON body (OpenAPI's style and explode).

use super::coerce::text;
use crate::connectors::model::Style;
use serde_json::Value;

/// Percent-encodes all but what RFC 3986 calls unreserved: no value can end the part of a URL it stands in.
pub(super) fn encode(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// A single value as text, what is deeper as JSON.
pub(super) fn flat(value: &Value) -> String {
    text(value).unwrap_or_else(|| value.to_string())
}

/// Name and value pairs for a query or a form, not yet encoded except for what joins the items of a list: `encode`
/// is applied to each item before, so that a comma in an item is not taken for one between items.
pub(super) fn pairs(name: &str, value: &Value, style: Style, encode: fn(&str) -> String) -> Vec<(String, String)> {
    let joined = |between: &str| -> Vec<(String, String)> {
        let items: Vec<String> = match value {
            Value::Array(items) => items.iter().map(|item| encode(&flat(item))).collect(),
            Value::Object(fields) => {
                fields.iter().flat_map(|(key, value)| [encode(key), encode(&flat(value))]).collect()
            }
            single => vec![encode(&flat(single))],
        };
        vec![(encode(name), items.join(between))]
    };
    match style {
        Style::Commas | Style::Matrix | Style::Label => joined(","),
        Style::Spaces => joined(&encode(" ")),
        Style::Pipes => joined(&encode("|")),
        Style::Tabs => joined(&encode("\t")),
        Style::Json if text(value).is_none() => vec![(encode(name), encode(&value.to_string()))],
        Style::Json => vec![(encode(name), encode(&flat(value)))],
        Style::DeepObject => {
            let mut found = Vec::new();
            deep(name, value, &mut found);
            found.into_iter().map(|(name, value)| (encode(&name), encode(&value))).collect()
        }
        Style::Repeated => match value {
            Value::Array(items) => items.iter().map(|item| (encode(name), encode(&flat(item)))).collect(),
            Value::Object(fields) => fields.iter().map(|(key, value)| (encode(key), encode(&flat(value)))).collect(),
            single => vec![(encode(name), encode(&flat(single)))],
        },
    }
}

/// The value of a path parameter (RFC 6570), encoded.
pub(super) fn in_path(name: &str, value: &Value, style: Style) -> String {
    let joined = pairs(name, value, Style::Commas, encode).pop().map(|(_, joined)| joined).unwrap_or_default();
    match style {
        Style::Matrix => format!(";{}={joined}", encode(name)),
        Style::Label => format!(".{}", joined.replace(',', ".")),
        Style::Json => encode(&flat(value)),
        _ => joined,
    }
}

fn deep(name: &str, value: &Value, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                deep(&format!("{name}[{key}]"), value, found);
            }
        }
        Value::Array(items) => {
            for (no, item) in items.iter().enumerate() {
                // Lists of objects need their numbers to stay apart; single values go under one name.
                let name = if text(item).is_none() { format!("{name}[{no}]") } else { name.to_owned() };
                deep(&name, item, found);
            }
        }
        single => found.push((name.to_owned(), flat(single))),
    }
}
