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

/// Reads a JSON object of a kind that is called `what`, as "a flow", in the language of here.
///
/// # Errors
/// As [`read`]; and where it is something else than an object.
pub(crate) fn object<T: DeserializeOwned>(text: &str, what: &str) -> Result<T, String> {
    let value: Value = read(text)?;
    match value {
        Value::Object(_) => serde_json::from_str(text).map_err(|cause| placed(text, &cause, "")),
        other => {
            let what = crate::people::model::with_capital(what);
            Err(t!("json-words-is-object", what = what, kind = kind(&other)))
        }
    }
}

/// The same for a fault of which the place is known better: `part` goes before the words.
pub(crate) fn placed(text: &str, cause: &Error, part: &str) -> String {
    let words = match part {
        "" => told(cause),
        part => t!("json-words-at-part", part = part, words = told(cause)),
    };
    let line = text.lines().nth(cause.line().saturating_sub(1)).unwrap_or_default().trim();
    let shown: String = line.chars().take(SHOWN_CHARS).collect();
    match cause.line() {
        0 => format!("{words}."),
        no => {
            let (no, column) = (no.to_string(), cause.column().to_string());
            match shown.is_empty() {
                true => t!("json-words-at-line", no = no, column = column, words = words),
                false => t!("json-words-at-line-shown", no = no, column = column, words = words, shown = shown),
            }
        }
    }
}

/// What is wrong, without its place and without a full stop.
pub(crate) fn told(cause: &Error) -> String {
    let said = cause.to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    match cause.classify() {
        Category::Eof => t!("json-words-early").to_owned(),
        Category::Syntax => syntax(said).to_owned(),
        Category::Data => data(said),
        Category::Io => t!("json-words-unread").to_owned(),
    }
}

fn syntax(said: &str) -> &'static str {
    match said {
        "recursion limit exceeded" => t!("json-words-deep"),
        "trailing comma" => t!("json-words-comma"),
        "trailing characters" => t!("json-words-behind"),
        "key must be a string" => t!("json-words-name-quotes"),
        "lone leading surrogate in hex escape" | "invalid unicode code point" | "unexpected end of hex escape" => {
            t!("json-words-unicode")
        }
        "invalid escape" => t!("json-words-escape"),
        "control character (\\u0000-\\u001F) found while parsing a string" => {
            t!("json-words-line-end")
        }
        "invalid number" | "number out of range" => t!("json-words-number"),
        _ => t!("json-words-no-json"),
    }
}

fn data(said: &str) -> String {
    if let Some(name) = said.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
        return t!("json-words-missing", name = name);
    }
    if let Some((name, known)) = said.strip_prefix("unknown variant `").and_then(|rest| rest.split_once("`, expected "))
    {
        let known = known.trim_start_matches("one of ").replace('`', "");
        return t!("json-words-unknown-of", name = name, known = known);
    }
    if let Some((name, _)) = said.strip_prefix("unknown field `").and_then(|rest| rest.split_once('`')) {
        return t!("json-words-unknown", name = name);
    }
    if let Some((is, wanted)) = said.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected ")) {
        return t!("json-words-wanted", found = found(is), wanted = wanted_words(wanted));
    }
    if let Some((is, wanted)) = said.strip_prefix("invalid value: ").and_then(|rest| rest.split_once(", expected ")) {
        return t!("json-words-not-allowed", found = found(is), wanted = wanted_words(wanted));
    }
    if said.starts_with("invalid length") || said.starts_with("data did not match") {
        return t!("json-words-kind").to_owned();
    }
    if let Some((name, _)) = said.strip_prefix("duplicate field `").and_then(|rest| rest.split_once('`')) {
        return t!("json-words-twice", name = name);
    }
    // Said by our own readers, in words already.
    said.trim_end_matches('.').to_owned()
}

/// What stands there.
fn found(said: &str) -> String {
    let (kind, value) = said.split_once(' ').unwrap_or((said, ""));
    match kind {
        "map" => t!("json-words-object").to_owned(),
        "sequence" => t!("json-words-list").to_owned(),
        "null" | "unit" | "Option" => t!("json-words-null").to_owned(),
        "boolean" | "integer" => value.replace('`', ""),
        "floating" => value.trim_start_matches("point ").replace('`', ""),
        "string" => t!("json-words-the-text", text = value.chars().take(40).collect::<String>()),
        _ => t!("json-words-else").to_owned(),
    }
}

fn wanted_words(said: &str) -> &'static str {
    match said {
        "a sequence" => t!("json-words-list"),
        "a string" | "a borrowed string" | "str" => t!("json-words-quoted"),
        "a boolean" => t!("json-words-bool"),
        "f64" | "f32" => t!("json-words-a-number"),
        kind if kind.starts_with(['u', 'i']) && kind[1..].parse::<u8>().is_ok() => t!("json-words-whole-number"),
        kind if kind.starts_with("struct") || kind.contains("map") || kind.contains("enum") => t!("json-words-object"),
        kind if kind.contains("tuple") || kind.contains("array") => t!("json-words-list"),
        _ => t!("json-words-else"),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => t!("json-words-null"),
        Value::Bool(_) => t!("json-words-bool"),
        Value::Number(_) => t!("json-words-a-number"),
        Value::String(_) => t!("json-words-text"),
        Value::Array(_) => t!("json-words-list"),
        Value::Object(_) => t!("json-words-object"),
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
