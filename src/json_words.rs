//! What is wrong with JSON that a person typed or uploaded, in words for that person: never the parser's own.

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::{Category, Error};

/// Longer lines are cut where they are shown.
const SHOWN_CHARS: usize = 80;

/// Reads JSON.
///
/// # Errors
/// What is wrong, with its line and character and what stands there.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|cause| placed(text, &cause, ""))
}

/// Reads a JSON object of a kind that is called `what`, as "a flow".
///
/// # Errors
/// As [`read`]; and where it is something else than an object.
pub(crate) fn object<T: DeserializeOwned>(text: &str, what: &str) -> Result<T, String> {
    let value: Value = read(text)?;
    match value {
        Value::Object(_) => serde_json::from_str(text).map_err(|cause| placed(text, &cause, "")),
        other => Err(format!(
            "{} is an object, between {{ and }}. This is {}.",
            crate::people::model::with_capital(what),
            kind(&other)
        )),
    }
}

/// The same for a fault of which the place is known better: `part` goes before the words.
pub(crate) fn placed(text: &str, cause: &Error, part: &str) -> String {
    let words = told(cause);
    let line = text.lines().nth(cause.line().saturating_sub(1)).unwrap_or_default().trim();
    let shown: String = line.chars().take(SHOWN_CHARS).collect();
    match cause.line() {
        0 => format!("{part}{words}."),
        no if shown.is_empty() => format!("Line {no}, character {}: {part}{words}.", cause.column()),
        no => format!("Line {no}, character {}: {part}{words}. There stands “{shown}”.", cause.column()),
    }
}

/// What is wrong, without its place and without a full stop.
pub(crate) fn told(cause: &Error) -> String {
    let said = cause.to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    match cause.classify() {
        Category::Eof => "it ends too early: a bracket, a brace or a quotation mark is not closed".to_owned(),
        Category::Syntax => syntax(said).to_owned(),
        Category::Data => data(said),
        Category::Io => "it could not be read".to_owned(),
    }
}

fn syntax(said: &str) -> &'static str {
    match said {
        "recursion limit exceeded" => "values are nested too deep",
        "trailing comma" => "a comma stands before the end of a list or an object: remove it",
        "trailing characters" => "something stands behind the end: remove it",
        "key must be a string" => "a name must stand between quotation marks, as \"name\": ...",
        "lone leading surrogate in hex escape" | "invalid unicode code point" | "unexpected end of hex escape" => {
            "a character that is written as \\u... is none"
        }
        "invalid escape" => "a backslash in a text stands before what it cannot: write \\\\ for a backslash",
        "control character (\\u0000-\\u001F) found while parsing a string" => {
            "a text goes over a line's end: write \\n for a new line, or close its quotation marks"
        }
        "invalid number" | "number out of range" => "a number is not written as JSON wants it",
        _ => "this is no JSON: look for a missing comma, colon, quotation mark or bracket just before it",
    }
}

fn data(said: &str) -> String {
    if let Some(name) = said.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
        return format!("“{name}” is missing");
    }
    if let Some((name, known)) = said.strip_prefix("unknown variant `").and_then(|rest| rest.split_once("`, expected "))
    {
        let known = known.trim_start_matches("one of ").replace('`', "");
        return format!("“{name}” is not known here. It is one of: {known}");
    }
    if let Some((name, _)) = said.strip_prefix("unknown field `").and_then(|rest| rest.split_once('`')) {
        return format!("“{name}” is not known here");
    }
    if let Some((is, wanted)) = said.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected ")) {
        return format!("there is {} where {} is wanted", found(is), wanted_words(wanted));
    }
    if let Some((is, wanted)) = said.strip_prefix("invalid value: ").and_then(|rest| rest.split_once(", expected ")) {
        return format!("{} is not allowed here: {} is wanted", found(is), wanted_words(wanted));
    }
    if said.starts_with("invalid length") || said.starts_with("data did not match") {
        return "what stands here is not of the kind that is wanted".to_owned();
    }
    if let Some((name, _)) = said.strip_prefix("duplicate field `").and_then(|rest| rest.split_once('`')) {
        return format!("“{name}” stands twice");
    }
    // Said by our own readers, in words already.
    said.trim_end_matches('.').to_owned()
}

/// What stands there.
fn found(said: &str) -> String {
    let (kind, value) = said.split_once(' ').unwrap_or((said, ""));
    match kind {
        "map" => "an object".to_owned(),
        "sequence" => "a list".to_owned(),
        "null" | "unit" | "Option" => "nothing (null)".to_owned(),
        "boolean" | "integer" => value.replace('`', ""),
        "floating" => value.trim_start_matches("point ").replace('`', ""),
        "string" => format!("the text {}", value.chars().take(40).collect::<String>()),
        _ => "something else".to_owned(),
    }
}

fn wanted_words(said: &str) -> &'static str {
    match said {
        "a sequence" => "a list",
        "a string" | "a borrowed string" | "str" => "a text between quotation marks",
        "a boolean" => "true or false",
        "f64" | "f32" => "a number",
        kind if kind.starts_with(['u', 'i']) && kind[1..].parse::<u8>().is_ok() => "a whole number",
        kind if kind.starts_with("struct") || kind.contains("map") || kind.contains("enum") => "an object",
        kind if kind.contains("tuple") || kind.contains("array") => "a list",
        _ => "something else",
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing (null)",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[allow(dead_code)]
    struct Row {
        name: String,
        count: u8,
    }

    #[test]
    fn no_word_of_a_parser_is_said() {
        for (text, wanted) in [
            ("", "Line 1, character 0: it ends too early"),
            ("{\n \"name\": \"a\"", "Line 2, character 12: it ends too early"),
            ("{\"name\": \"a\",}", "a comma stands before the end"),
            ("{name: 1}", "between quotation marks"),
            ("{\"name\": 1, \"count\": 1}", "there is 1 where a text between quotation marks is wanted"),
            ("{\"name\": \"a\", \"count\": 700}", "700 is not allowed here: a whole number is wanted"),
            ("{\"name\": \"a\"}", "“count” is missing"),
            ("[]", "A row is an object, between { and }. This is a list."),
            ("7", "This is a number."),
        ] {
            let said = object::<Row>(text, "a row").expect_err("it is none");
            assert!(said.contains(wanted), "{text}: {said}");
            for word in ["EOF", "expected", "struct", "parsing", "serde"] {
                assert!(!said.contains(word), "{text}: {said}");
            }
        }
    }
}
