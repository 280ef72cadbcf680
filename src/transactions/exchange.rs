//! What a step sent and got, as its log keeps it, in the parts that people look for. Pure.

use serde_json::Value;
use std::fmt::Write;

/// A stored request, response or output.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Payload {
    /// `POST https://api.example/orders`, `200 in 31 ms`; empty where it is data alone.
    pub line: String,
    pub headers: Vec<(String, String)>,
    /// Indented where it is JSON.
    pub body: String,
    /// The request as a command, with the secrets hidden as they are in the log; empty where there is none.
    pub curl: String,
}

impl Payload {
    /// Reads what the engine wrote; text of another form is shown as it is.
    pub fn read(text: &str) -> Payload {
        let Ok(value) = serde_json::from_str::<Value>(text) else {
            return Payload { body: text.to_owned(), ..Payload::default() };
        };
        let Some(headers) = value.get("headers").and_then(headers) else {
            return Payload { body: pretty(&value), ..Payload::default() };
        };
        let said = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
        let (verb, url, body) = (said("verb"), said("url"), said("body"));
        let body = match value.get("bytes") {
            Some(bytes) => t!("transactions-bytes-came", bytes = bytes.to_string()),
            None => indented(body),
        };
        Payload {
            line: line(&value, verb, url),
            curl: if verb.is_empty() || url.is_empty() {
                String::new()
            } else {
                curl(verb, url, &headers, said("body"))
            },
            headers,
            body,
        }
    }
}

fn headers(list: &Value) -> Option<Vec<(String, String)>> {
    let pair = |pair: &Value| match pair.as_array().map(Vec::as_slice) {
        Some([Value::String(name), Value::String(value)]) => Some((name.clone(), value.clone())),
        _ => None,
    };
    list.as_array()?.iter().map(pair).collect()
}

fn line(value: &Value, verb: &str, url: &str) -> String {
    let said = |name: &str| value.get(name).map(Value::to_string);
    let answered = match (said("status"), said("took_ms")) {
        (Some(status), Some(took)) => t!("transactions-answered", status = status, took = took),
        (Some(status), None) => t!("transactions-answered-status", status = status),
        (None, Some(took)) => t!("transactions-answered-after", took = took),
        (None, None) => String::new(),
    };
    let parts: Vec<&str> = [&answered, verb, url].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// For a shell, each part in quotes.
fn curl(verb: &str, url: &str, headers: &[(String, String)], body: &str) -> String {
    let mut command = format!("curl -X {verb} {}", quoted(url));
    for (name, value) in headers {
        let _ = write!(command, " \\\n  -H {}", quoted(&format!("{name}: {value}")));
    }
    if !body.is_empty() {
        let _ = write!(command, " \\\n  --data-raw {}", quoted(body));
    }
    command
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// JSON with a line for each field; what is none stays as it is.
fn indented(text: &str) -> String {
    serde_json::from_str::<Value>(text).map_or_else(|_| text.to_owned(), |value| pretty(&value))
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_else(|_| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_request_is_told_in_its_parts_and_as_a_command() {
        let stored = json!({"verb": "POST", "url": "https://api.example/o?a=1", "body": "{\"who\":\"O'Neil\"}",
                            "headers": [["content-type", "application/json"], ["authorization", "[hidden]"]]});
        let read = Payload::read(&stored.to_string());
        assert_eq!(read.line, "POST https://api.example/o?a=1");
        assert_eq!(read.headers.len(), 2);
        assert_eq!(read.body, "{\n  \"who\": \"O'Neil\"\n}");
        assert_eq!(
            read.curl,
            "curl -X POST 'https://api.example/o?a=1' \\\n  -H 'content-type: application/json' \\\n  -H 'authorization: [hidden]' \\\n  --data-raw '{\"who\":\"O'\\''Neil\"}'"
        );
    }

    #[test]
    fn a_response_is_told_by_its_status_and_data_as_it_is() {
        let stored = json!({"status": 404, "took_ms": 31, "url": "", "headers": [["server", "x"]], "body": "<gone>"});
        let read = Payload::read(&stored.to_string());
        assert_eq!(
            (read.line.as_str(), read.body.as_str(), read.curl.as_str()),
            ("Status 404 after 31 ms", "<gone>", "")
        );
        let data = Payload::read(r#"{"headers": {"a": 1}}"#);
        assert_eq!((data.line.as_str(), data.body.as_str()), ("", "{\n  \"headers\": {\n    \"a\": 1\n  }\n}"));
        assert_eq!(Payload::read("no JSON").body, "no JSON");
    }
}
