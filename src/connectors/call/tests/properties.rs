//! Whatever fields hold: the host, the path's structure and the headers stay what the definition says, and nothing panics.

use super::{built, built_with, connector, field, reply, values};
use crate::connectors::call::credentials::Credentials;
use crate::connectors::call::field_path::parse;
use crate::connectors::call::read::read;
use crate::connectors::call::xml;
use crate::connectors::model::{Authentication, Body, Field, Kind, Method, Place, Style, Verb};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const STYLES: [Style; 9] = [
    Style::Repeated,
    Style::Commas,
    Style::Spaces,
    Style::Pipes,
    Style::Tabs,
    Style::DeepObject,
    Style::Json,
    Style::Matrix,
    Style::Label,
];

/// Text in which what breaks out of URLs and headers is common.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof!["[./\\\\?#@:;&=%\r\n\t\0 2eEfFa-c]{0,12}", ".{0,12}", Just("..".to_owned()), Just("%2e%2e".to_owned())]
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        hostile().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(hostile(), inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn method(style: Style) -> Method {
    let field = |path: &str, place| Field { style, ..field(path, place, Kind::Any) };
    Method {
        verb: Verb::Post,
        path: "/a/{id}/b".to_owned(),
        body: Body::Json,
        request: vec![
            field("id", Place::Path),
            field("q", Place::Query),
            field("X-Given", Place::Header),
            field("sid", Place::Cookie),
            field("f", Place::Body),
        ],
        ..Method::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_value_changes_host_path_or_headers(
        id in any_value(), q in any_value(), h in any_value(), c in any_value(), f in any_value(), style in 0..9_usize,
    ) {
        let mut definition = connector(method(STYLES[style]));
        definition.authentication = Authentication::Bearer;
        let given = values(json!({
            "path": {"id": id}, "query": {"q": q}, "header": {"X-Given": h}, "cookie": {"sid": c}, "body": {"f": f},
        }));
        // Refused is as good as sent well.
        if let Ok(request) = built(&definition, &given, &Credentials::Token("t".to_owned())) {
            prop_assert_eq!(request.url.origin().ascii_serialization(), "https://api.example.com");
            prop_assert!(request.url.username().is_empty() && request.url.fragment().is_none());
            let parts: Vec<&str> = request.url.path_segments().unwrap().collect();
            prop_assert_eq!(parts.len(), 4, "{}", request.url);
            prop_assert_eq!((parts[0], parts[1], parts[3]), ("v1", "a", "b"));
            let names: Vec<String> = request.headers.iter().map(|(name, _)| name.to_lowercase()).collect();
            let known = ["x-given", "content-type", "accept", "idempotency-key", "authorization", "cookie"];
            prop_assert!(names.iter().all(|name| known.contains(&name.as_str())), "{names:?}");
            for (_, value) in &request.headers {
                prop_assert!(!value.chars().any(|char| char.is_control() && char != '\t'), "{value:?}");
            }
            for (name, value) in request.headers.iter().filter(|(name, _)| name == "Cookie") {
                prop_assert_eq!(value.matches('=').count(), 1, "{}", name);
            }
            let sent: Value = serde_json::from_slice(&request.body).unwrap();
            prop_assert!(sent.as_object().unwrap().len() <= 1);
        }
    }

    #[test]
    fn one_query_value_is_one_pair(value in hostile()) {
        let given = values(json!({"path": {"id": 1}, "query": {"q": value}}));
        let request = built(&connector(method(Style::Repeated)), &given, &Credentials::None);
        let mut definition = connector(method(Style::Repeated));
        definition.methods[0].authenticated = false;
        let request = request.or_else(|_| built(&definition, &given, &Credentials::None)).unwrap();
        let pairs: Vec<_> = request.url.query_pairs().into_owned().collect();
        prop_assert_eq!(pairs, [("q".to_owned(), value)]);
    }

    #[test]
    fn a_parameter_stays_in_its_part_of_the_base_url(value in hostile()) {
        let mut definition = connector(method(Style::Repeated));
        definition.base_url = "https://{p}.example.com/{p}".to_owned();
        let parameters = BTreeMap::from([("p".to_owned(), value)]);
        let given = values(json!({"path": {"id": 1}}));
        if let Ok(request) = built_with(&definition, &given, &Credentials::None, &parameters, None) {
            prop_assert!(request.url.host_str().unwrap().ends_with(".example.com"), "{}", request.url);
            prop_assert_eq!(request.url.path_segments().unwrap().count(), 4);
        }
    }

    #[test]
    fn written_xml_reads_as_what_it_was(name in "[a-zA-Z_][a-zA-Z0-9_.-]{0,8}", text in "[ -~é\n\t]{1,20}", at in "[ -~\n\t]{0,20}") {
        let value = json!({ name: {"@at": at, "t": [text, text], "u": {"#text": text, "@b": "c"}} });
        let document = xml::write(&value, &Default::default()).unwrap();
        prop_assert_eq!(xml::read(&document).unwrap(), value, "{}", document);
    }

    #[test]
    fn no_answer_makes_reading_panic(kind in 0..5_usize, body in prop::collection::vec(any::<u8>(), 0..200), markup in "[<>/a&;!\\[\\]\"'=?x# -]{0,60}") {
        let kinds = ["application/json", "application/xml", "application/x-www-form-urlencoded", "text/plain; charset=", ""];
        for body in [body.as_slice(), markup.as_bytes()] {
            let _ = read(&reply(200, &[("content-type", kinds[kind])], body));
        }
    }

    #[test]
    fn no_path_makes_parsing_panic(path in "[a.\\[\\]\"\\\\é]{0,20}") {
        let _ = parse(&path);
    }
}
