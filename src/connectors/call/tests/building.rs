//! Addresses, queries, headers, kinds and what is required.

use super::{built, built_with, connector, field, given, header, required, values};
use crate::connectors::call::credentials::Credentials;
use crate::connectors::call::values::Values;
use crate::connectors::model::{Field, Kind, Method, Parameter, Place, Style, Verb};
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn url_of(method: Method, given: &Values) -> String {
    match built(&connector(method), given, &Credentials::None) {
        Ok(request) => request.url.to_string(),
        Err(faults) => faults.to_string(),
    }
}

#[test]
fn every_style_of_a_query() {
    let list = json!(["a b", "c,d", 3]);
    let object = json!({ "x": "1&2", "y": [true] });
    let cases = [
        (Style::Repeated, &list, "q=a%20b&q=c%2Cd&q=3"),
        (Style::Commas, &list, "q=a%20b,c%2Cd,3"),
        (Style::Spaces, &list, "q=a%20b%20c%2Cd%203"),
        (Style::Pipes, &list, "q=a%20b%7Cc%2Cd%7C3"),
        (Style::Tabs, &list, "q=a%20b%09c%2Cd%093"),
        (Style::Json, &list, "q=%5B%22a%20b%22%2C%22c%2Cd%22%2C3%5D"),
        (Style::Repeated, &object, "x=1%262&y=%5Btrue%5D"),
        (Style::DeepObject, &object, "q%5Bx%5D=1%262&q%5By%5D=true"),
        (Style::Commas, &object, "x"),
    ];
    for (style, value, expected) in cases {
        let kind = if value.is_array() { Kind::List } else { Kind::Object };
        let method = Method { request: vec![Field { style, ..field("q", Place::Query, kind) }], ..Method::default() };
        let url = url_of(method, &given("query", "q", value.clone()));
        let expected = if expected == "x" { "q=x,1%262,y,%5Btrue%5D" } else { expected };
        assert_eq!(url, format!("https://api.example.com/v1?{expected}"), "{style:?}");
    }
}

#[test]
fn every_style_of_a_path() {
    let cases = [
        (Style::Repeated, json!("a b%é"), "a%20b%25%C3%A9"),
        (Style::Repeated, json!(["a", "b,c"]), "a,b%2Cc"),
        (Style::Matrix, json!(["a", "b"]), ";id=a,b"),
        (Style::Label, json!(["a", "b"]), ".a.b"),
        (Style::Repeated, json!(-7), "-7"),
        (Style::Repeated, json!("..."), "..."),
        (Style::Repeated, json!("a;b=c@d:e&f+g"), "a%3Bb%3Dc%40d%3Ae%26f%2Bg"),
    ];
    for (style, value, expected) in cases {
        let request = vec![Field { style, ..field("id", Place::Path, Kind::Any) }];
        let method = Method { path: "/x/{id}/y".to_owned(), request, ..Method::default() };
        let url = url_of(method, &given("path", "id", value.clone()));
        assert_eq!(url, format!("https://api.example.com/v1/x/{expected}/y"), "{value}");
    }
}

#[test]
fn what_would_change_the_path_is_refused_and_named() {
    for value in ["..", ".", "a/b", "/", "a?b", "a#b", "", "a\\b", "a\r\nb", "../../admin"] {
        let method = Method {
            path: "/x/{id}".to_owned(),
            request: vec![required(field("id", Place::Path, Kind::Text))],
            ..Method::default()
        };
        let words = url_of(method, &given("path", "id", json!(value)));
        assert!(words.starts_with("The field “id” "), "{value:?}: {words}");
    }
    // Two harmless values that make a step up together, or with the path's own text.
    for path in ["/x/.{id}/y", "/x/{id}{id}", "/x/%2e{id}"] {
        let request = vec![field("id", Place::Path, Kind::Text)];
        let method = Method { path: path.to_owned(), request, ..Method::default() };
        let words = url_of(method, &given("path", "id", json!(".")));
        assert!(words.contains("“.” or “..”"), "{path}: {words}");
    }
}

#[test]
fn the_base_url_takes_parameters_only_where_they_belong() {
    let cases = [
        ("https://{p}.example.com/v1", "acme", "https://acme.example.com/v1/m"),
        ("https://{p}/api", "git.acme.com:8443", "https://git.acme.com:8443/api/m"),
        ("https://{p}", "acme.com", "https://acme.com/m"),
        ("{p}/services", "https://acme.my.example.com/", "https://acme.my.example.com/services/m"),
        ("https://example.com/{p}/x?version=1", "v 2", "https://example.com/v%202/x/m?version=1"),
        ("https://{p}.example.com/", "evil.com/", "The field “p” must be a part of a host name"),
        ("https://{p}.example.com/", "evil.com#", "The field “p” must be a part of a host name"),
        ("https://{p}.example.com/", "a:b@evil.com", "The field “p” must be a part of a host name"),
        ("https://{p}.example.com/", "evil.com:80", "The field “p” must be a part of a host name"),
        ("https://{p}.example.com/", "evil.com\\", "The field “p” must be a part of a host name"),
        ("https://{p}.example.com/", "", "Give a value for p."),
        ("https://example.com/{p}", "..", "The field “p” is a part of the address"),
        ("https://example.com/{p}", "a/b", "The field “p” is a part of the address"),
        ("{p}/x", "ftp://example.com", "The field “p” must be a whole address"),
        ("{p}/x", "https://a:b@example.com", "The field “p” must be a whole address"),
        ("https://{p", "a", "The base URL has an unclosed “{”"),
        ("file:///{p}", "a", "The connector's base URL must begin"),
    ];
    for (base, value, expected) in cases {
        let mut definition = connector(Method { path: "/m".to_owned(), ..Method::default() });
        definition.base_url = base.to_owned();
        let parameters = BTreeMap::from([("p".to_owned(), value.to_owned())]);
        let found = built_with(&definition, &Values::default(), &Credentials::None, &parameters, None);
        let found = found.map_or_else(|faults| faults.to_string(), |request| request.url.to_string());
        assert!(found.starts_with(expected), "{base} {value:?}: {found}");
    }
}

#[test]
fn parameters_have_defaults_and_choices() {
    let mut definition = connector(Method::default());
    definition.base_url = "https://{region}.example.com".to_owned();
    let choices = vec!["eu".to_owned(), "us".to_owned()];
    definition.parameters =
        vec![Parameter { key: "region".to_owned(), default: "eu".to_owned(), choices, ..Parameter::default() }];
    let with = |value: &str| {
        let parameters = BTreeMap::from([("region".to_owned(), value.to_owned())]);
        built_with(&definition, &Values::default(), &Credentials::None, &parameters, None).map(|r| r.url.to_string())
    };
    assert_eq!(with("").unwrap(), "https://eu.example.com/");
    assert_eq!(with("us").unwrap(), "https://us.example.com/");
    assert_eq!(with("mars").unwrap_err().to_string(), "The field “region” must be one of eu, us.");
}

#[test]
fn kinds_are_made_of_one_another_where_nothing_is_lost() {
    let cases = [
        (Kind::Integer, json!("42"), Some(json!(42))),
        (Kind::Integer, json!(" 42.00 "), Some(json!(42))),
        (Kind::Integer, json!(42.0), Some(json!(42))),
        (Kind::Integer, json!("18446744073709551615"), Some(json!(u64::MAX))),
        (Kind::Integer, json!("4.2"), None),
        (Kind::Integer, json!(4.2), None),
        (Kind::Integer, json!("1e3"), None),
        (Kind::Integer, json!("99999999999999999999999"), None),
        (Kind::Integer, json!(""), None),
        (Kind::Number, json!("12.50"), Some(json!(12.5))),
        (Kind::Number, json!("1e3"), Some(json!(1000.0))),
        (Kind::Number, json!("1,5"), None),
        (Kind::Number, json!("0.12345678901234567890"), None),
        (Kind::Number, json!("NaN"), None),
        (Kind::Boolean, json!("TRUE"), Some(json!(true))),
        (Kind::Boolean, json!(0), Some(json!(false))),
        (Kind::Boolean, json!("yes"), None),
        (Kind::Text, json!(1.5), Some(json!("1.5"))),
        (Kind::Text, json!(true), Some(json!("true"))),
        (Kind::Text, json!(["a"]), None),
        (Kind::List, json!("a"), Some(json!(["a"]))),
        (Kind::List, json!("[1, 2]"), Some(json!([1, 2]))),
        (Kind::Object, json!("{\"a\": 1}"), Some(json!({"a": 1}))),
        (Kind::Object, json!("a"), None),
        (Kind::Any, json!({"a": null}), Some(json!({"a": null}))),
    ];
    for (kind, value, expected) in cases {
        let request = vec![field("f", Place::Body, kind)];
        let method =
            Method { verb: Verb::Post, body: crate::connectors::model::Body::Json, request, ..Method::default() };
        let found = built(&connector(method), &given("body", "f", value.clone()), &Credentials::None);
        let found = found.map(|request| serde_json::from_slice::<Value>(&request.body).unwrap()["f"].clone());
        match expected {
            Some(expected) => assert_eq!(found, Ok(expected), "{kind:?} {value}"),
            None => assert!(found.unwrap_err().to_string().starts_with("The field “f” must be"), "{kind:?} {value}"),
        }
    }
}

#[test]
fn all_that_is_missing_or_wrong_is_said_at_once() {
    let fields = vec![
        required(field("id", Place::Path, Kind::Text)),
        required(field("customer.name", Place::Body, Kind::Text)),
        field("address", Place::Body, Kind::Object),
        required(field("address.city", Place::Body, Kind::Text)),
        field("lines", Place::Body, Kind::List),
        required(field("lines[].sku", Place::Body, Kind::Text)),
        Field { choices: vec!["a".to_owned(), "b".to_owned()], ..field("state", Place::Body, Kind::Text) },
        Field { default: Some(json!("EUR")), ..required(field("currency", Place::Body, Kind::Text)) },
    ];
    let method = Method {
        verb: Verb::Post,
        path: "/{id}".to_owned(),
        request: fields,
        body: crate::connectors::model::Body::Json,
        ..Method::default()
    };
    let definition = connector(method);
    let bad = values(json!({
        "query": { "gone": 1 },
        "body": { "lines": [{ "sku": "x" }, { "sku": null }], "state": "c" },
    }));
    let faults = built(&definition, &bad, &Credentials::None).unwrap_err();
    assert_eq!(
        faults.to_string(),
        "Give a value for id, customer.name, lines[].sku. The field “gone” is not a field of this method any more; take \
         it out of the mapping. The field “state” must be one of a, b; “c” is not."
    );
    let good = values(json!({ "path": { "id": 1 }, "body": {
        "customer": { "name": "A", "extra": null, "more": 1 }, "address": null, "other": { "x": null, "y": [null] }
    }}));
    let request = built(&definition, &good, &Credentials::None).unwrap();
    assert_eq!(
        serde_json::from_slice::<Value>(&request.body).unwrap(),
        json!({ "customer": { "name": "A", "more": 1 }, "currency": "EUR", "other": { "y": [null] } })
    );
}

#[test]
fn headers_and_cookies_hold_what_they_can() {
    let method = Method {
        request: vec![
            field("X-List", Place::Header, Kind::List),
            field("X-Text", Place::Header, Kind::Text),
            field("sid", Place::Cookie, Kind::Text),
        ],
        ..Method::default()
    };
    let definition = connector(method);
    let good = values(json!({ "header": { "X-List": [1, "b"], "X-Text": "é" }, "cookie": { "sid": "a; b=c" } }));
    let request = built(&definition, &good, &Credentials::None).unwrap();
    assert_eq!((header(&request, "x-list"), header(&request, "x-text")), (Some("1, b"), Some("é")));
    assert_eq!(header(&request, "cookie"), Some("sid=a%3B%20b%3Dc"));
    assert_eq!(header(&request, "idempotency-key"), Some("step-7"));
    assert_eq!(request.user_agent, "Acme Sync/1");
    for bad in ["a\r\nX-Evil: 1", "a\nb", "\0", "a\u{7f}"] {
        let words = built(&definition, &given("header", "X-Text", json!(bad)), &Credentials::None).unwrap_err();
        assert!(words.to_string().starts_with("The field “X-Text” is sent in a header"), "{words}");
    }
}
