//! Replies to values and outcomes.

use super::reply;
use crate::connectors::call::outcome::{Outcome, outcome};
use crate::connectors::call::read::read;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use std::time::Duration;

type Headers = &'static [(&'static str, &'static str)];

fn read_as(content_type: &str, body: &[u8]) -> Result<Value, String> {
    let reply = reply(200, &[("content-type", content_type)], body);
    read(&reply).map(|read| read.value).map_err(|unreadable| unreadable.to_string())
}

#[test]
fn each_content_type_is_read_as_it_is() {
    let cases: [(&str, &[u8], Value); 21] = [
        ("application/json", b"{\"a\": [1, null]}", json!({"a": [1, null]})),
        ("application/json; charset=utf-8", b"\xef\xbb\xbf{}", json!({})),
        ("application/json; charset=ISO-8859-1", b"\"\xe9\x80\"", json!("é€")),
        ("application/problem+json", b"{\"title\": \"x\"}", json!({"title": "x"})),
        ("application/json", b" \n", Value::Null),
        ("application/json", b"", Value::Null),
        (
            "application/xml",
            b"<?xml version=\"1.0\"?><r><a x='1'>t</a><b/><a>u &amp; &#233;</a></r>",
            json!({"r": {"a": [{"@x": "1", "#text": "t"}, "u & é"], "b": null}}),
        ),
        ("text/xml", b"<r>\n <a><![CDATA[<x>]]></a>\n</r>", json!({"r": {"a": "<x>"}})),
        (
            "application/atom+xml",
            b"<f:r xmlns:f='u'> keep </f:r>",
            json!({"f:r": {"@xmlns:f": "u", "#text": " keep "}}),
        ),
        ("application/x-www-form-urlencoded", b"a=1&b=x+y%26&a=2", json!({"a": ["1", "2"], "b": "x y&"})),
        ("text/csv", b"a,b\n1,2\n", json!("a,b\n1,2\n")),
        ("text/html; charset=latin1", b"\xfc", json!("ü")),
        ("text/plain", b"hello", json!("hello")),
        ("text/plain", b"{\"a\": 1}", json!({"a": 1})),
        ("text/plain", b"{not json", json!("{not json")),
        ("application/x-ndjson", b"{}\n{}\n", json!("{}\n{}\n")),
        ("image/png", b"\x89P", json!({"content_type": "image/png", "base64": "iVA="})),
        ("application/pdf", b"%PDF", json!({"content_type": "application/pdf", "base64": "JVBERg=="})),
        ("", b"[1]", json!([1])),
        ("", b"words", json!("words")),
        ("", b"\xff\xfe", json!({"content_type": "application/octet-stream", "base64": "//4="})),
    ];
    for (content_type, body, expected) in cases {
        assert_eq!(read_as(content_type, body), Ok(expected), "{content_type} {}", String::from_utf8_lossy(body));
    }
}

#[test]
fn what_is_not_what_it_says_is_refused_in_words() {
    let deep = "[".repeat(100_000);
    let wide = format!("[{}1]", "1,".repeat(1_000_001));
    let deep_xml = "<a>".repeat(100_000);
    let laughs = "<!DOCTYPE r [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><r>&b;</r>";
    let cases: [(&str, &str, &str); 10] = [
        ("application/json", "{\"a\":", "is said to be JSON and is not, at line 1, column 5"),
        ("application/json", &deep, "is said to be JSON and is not, at line 1"),
        ("application/json", &wide, "holds more than 1000000 values"),
        ("application/xml", &deep_xml, "is XML that is too deep"),
        ("application/xml", laughs, "is XML with a document type"),
        ("application/xml", "<!DOCTYPE r SYSTEM \"file:///etc/passwd\"><r/>", "is XML with a document type"),
        ("application/xml", "<r>&file;</r>", "is XML with entities of its own"),
        ("application/xml", "<r a='&file;'/>", "is XML with entities of its own"),
        ("application/xml", "<r><a></r>", "is not well-formed XML"),
        ("application/xml", "words", "is not well-formed XML"),
    ];
    for (content_type, body, expected) in cases {
        let words = read_as(content_type, body.as_bytes()).unwrap_err();
        assert!(words.starts_with(&format!("The answer {expected}")), "{words}");
    }
}

#[test]
fn what_had_to_be_replaced_is_said() {
    let odd = read(&reply(200, &[("content-type", "text/plain")], b"a\xffb")).unwrap();
    assert_eq!(odd.value, json!("a\u{fffd}b"));
    assert_eq!(odd.notes, ["Parts of the answer are not UTF-8 and were replaced by “\u{fffd}”."]);
    let unknown = read(&reply(200, &[("content-type", "text/plain; charset=\"koi8-r\"")], b"a")).unwrap();
    assert_eq!(unknown.notes, ["The answer is in the charset koi8-r, which is not known; it was read as UTF-8."]);
}

#[test]
fn outcomes_say_what_to_do_next() {
    let now: DateTime<Utc> = "2026-03-01T12:00:00Z".parse().unwrap();
    let seconds = |seconds| Some(Duration::from_secs(seconds));
    let cases: [(u16, Headers, Outcome); 17] = [
        (200, &[], Outcome::Done),
        (204, &[], Outcome::Done),
        (401, &[], Outcome::Unauthorised),
        (429, &[], Outcome::RateLimited(None)),
        (429, &[("retry-after", "120")], Outcome::RateLimited(seconds(120))),
        (429, &[("retry-after", "Sun, 01 Mar 2026 12:01:30 GMT")], Outcome::RateLimited(seconds(90))),
        (429, &[("retry-after", "Sun, 01 Mar 2026 11:00:00 GMT")], Outcome::RateLimited(seconds(0))),
        (429, &[("retry-after", "99999999999999999999999")], Outcome::RateLimited(seconds(86_400))),
        (429, &[("retry-after", "soon")], Outcome::RateLimited(None)),
        (403, &[("retry-after", "5")], Outcome::RateLimited(seconds(5))),
        (403, &[("x-ratelimit-remaining", "0")], Outcome::RateLimited(None)),
        (408, &[], Outcome::Busy(None)),
        (425, &[], Outcome::Busy(None)),
        (500, &[], Outcome::Busy(None)),
        (503, &[("retry-after", "10")], Outcome::Busy(seconds(10))),
        (599, &[], Outcome::Busy(None)),
        (999, &[], Outcome::Busy(None)),
    ];
    for (status, headers, expected) in cases {
        assert_eq!(outcome(&reply(status, headers, b""), now), expected, "{status} {headers:?}");
    }
    for status in [301, 400, 402, 403, 404, 405, 409, 413, 415, 418, 422] {
        let Outcome::Refused(words) = outcome(&reply(status, &[], b""), now) else { panic!("{status}") };
        assert!(words.starts_with("The application ") && words.ends_with(&format!("(status {status}).")), "{words}");
    }
    assert_eq!(
        Outcome::RateLimited(seconds(120)).words(),
        "The application has had too many calls. It asks to wait 120 seconds."
    );
}
