//! A reply's body as a value, by its content type: JSON and forms as what they say, XML by the rules of `xml`, text and
//! CSV as text, everything else as `{content_type, base64}`. Bounded in depth and in the number of values.

use super::charset::decode;
use super::xml;
use crate::outbound::Reply;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};
use std::fmt;

/// A value takes many times the bytes of its JSON in memory; so many of them are held.
const VALUES_MAX: usize = 1_000_000;
const FORM_FIELDS_MAX: usize = 10_000;

/// What a reply says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ReadReply {
    /// Null where the body is empty.
    pub value: Value,
    /// What had to be put up with, in sentences.
    pub notes: Vec<String>,
}

/// A body that is not what its content type says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unreadable {
    why: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "The answer {}.", self.why)
    }
}

impl std::error::Error for Unreadable {}

/// Reads a reply's body.
pub(crate) fn read(reply: &Reply) -> Result<ReadReply, Unreadable> {
    let content_type = reply.header("content-type").unwrap_or_default();
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let mut notes = Vec::new();
    if reply.body.is_empty() {
        return Ok(ReadReply { value: Value::Null, notes });
    }
    let body = reply.body.as_slice();
    let mut text = || {
        let decoded = decode(body, charset(content_type));
        notes.extend(decoded.note);
        decoded.text
    };
    let value = match kind.as_str() {
        "" => guess(body),
        _ if is_json(&kind) => json(&text()),
        _ if is_xml(&kind) => xml::read(&text()),
        "application/x-www-form-urlencoded" => Ok(form(text().trim())),
        // Some call their JSON text, or let the server say so.
        "text/plain" | "text/javascript" => {
            let text = text();
            Ok(json_object(&text).unwrap_or(Value::String(text)))
        }
        _ if kind.starts_with("text/") || kind.contains("ndjson") || kind == "application/csv" => {
            Ok(Value::String(text()))
        }
        _ => Ok(binary(&kind, body)),
    };
    value.map(|value| ReadReply { value, notes }).map_err(|why| Unreadable { why })
}

pub(super) fn is_json(kind: &str) -> bool {
    kind == "application/json" || kind == "text/json" || kind.ends_with("+json")
}

pub(super) fn is_xml(kind: &str) -> bool {
    kind == "application/xml" || kind == "text/xml" || kind.ends_with("+xml")
}

/// JSON, if it is not too much.
pub(super) fn json(text: &str) -> Result<Value, String> {
    if text.trim().is_empty() {
        return Ok(Value::Null);
    }
    if text.bytes().filter(|byte| matches!(byte, b',' | b'[' | b'{')).count() > VALUES_MAX {
        return Err(format!("holds more than {VALUES_MAX} values"));
    }
    // serde_json itself stops at a depth of 128.
    serde_json::from_str(text)
        .map_err(|error| format!("is said to be JSON and is not, at line {}, column {}", error.line(), error.column()))
}

fn json_object(text: &str) -> Option<Value> {
    let begins = text.trim_start().as_bytes().first().copied();
    if matches!(begins, Some(b'{' | b'[')) { json(text).ok() } else { None }
}

/// Fields of a form; one that comes several times is a list.
pub(in crate::connectors) fn form(text: &str) -> Value {
    let mut fields = Map::new();
    for (name, value) in url::form_urlencoded::parse(text.as_bytes()).take(FORM_FIELDS_MAX) {
        let value = Value::String(value.into_owned());
        match fields.get_mut(name.as_ref()) {
            None => {
                fields.insert(name.into_owned(), value);
            }
            Some(Value::Array(items)) => items.push(value),
            Some(first) => {
                let first_value = first.take();
                *first = Value::Array(vec![first_value, value]);
            }
        }
    }
    Value::Object(fields)
}

/// A body without a content type.
fn guess(body: &[u8]) -> Result<Value, String> {
    match std::str::from_utf8(body) {
        Ok(text) => Ok(json_object(text).unwrap_or_else(|| Value::String(text.to_owned()))),
        Err(_) => Ok(binary("application/octet-stream", body)),
    }
}

fn binary(kind: &str, body: &[u8]) -> Value {
    serde_json::json!({ "content_type": kind, "base64": STANDARD.encode(body) })
}

fn charset(content_type: &str) -> Option<&str> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"'))
    })
}
