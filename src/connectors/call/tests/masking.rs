//! No secret survives in what is stored or shown (R6).

use super::{built, connector, field, given, reply};
use crate::connectors::call::credentials::Credentials;
use crate::connectors::call::mask::Mask;
use crate::connectors::model::{Authentication, CustomField, Definition, KeyPlace, Kind, Method, Place, Sent};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use proptest::prelude::*;
use serde_json::{Value, json};

fn bearer() -> Definition {
    Definition { authentication: Authentication::Bearer, ..connector(Method::default()) }
}

fn mask_of(secret: &str) -> Mask {
    Mask::new(&bearer(), &Credentials::Token(secret.to_owned()))
}

#[test]
fn names_that_carry_secrets_are_hidden_whatever_they_hold() {
    let mask = mask_of("unrelated");
    let shown = mask.reply(&reply(
        200,
        &[
            ("set-cookie", "sid=x1"),
            ("x-api-key", "x1"),
            ("x-acme-token", "x1"),
            ("x-client-secret", "x1"),
            ("location", "https://a.example/b?code=ok&access_token=x1&n=2"),
            ("content-type", "application/json"),
            ("idempotency-key", "step-7"),
        ],
        br#"{"access_token": "x1", "a": [{"clientSecret": {"x1": 1}, "user_password": "x1", "next_page_token": "ok"}], "token": null}"#,
    ));
    assert!(!format!("{shown:?}").contains("x1"), "{shown:?}");
    assert_eq!(
        serde_json::from_str::<Value>(&shown.body).unwrap(),
        json!({"access_token": "[hidden]", "token": null,
               "a": [{"clientSecret": "[hidden]", "user_password": "[hidden]", "next_page_token": "ok"}]})
    );
    let value = |name: &str| shown.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    assert_eq!(value("location"), Some("https://a.example/b?code=ok&access_token=[hidden]&n=2"));
    assert_eq!(value("idempotency-key"), Some("step-7"));
    let form = reply(200, &[("content-type", "application/x-www-form-urlencoded")], b"a=b&client_secret=x1&c=");
    assert_eq!(mask.reply(&form).body, "a=b&client_secret=[hidden]&c=");
    let xml = reply(200, &[("content-type", "text/xml")], b"<r password='x1x1'><s:Token>x1x1</s:Token><b>c</b></r>");
    assert_eq!(mask.reply(&xml).body, "<r password='[hidden]'><s:Token>[hidden]</s:Token><b>c</b></r>");
}

#[test]
fn bodies_are_cut_and_what_is_no_text_is_only_counted() {
    let mask = mask_of("s3cret-s3cret");
    let long = format!("{}s3cret-s3cret and on", "a".repeat(65_530));
    let shown = mask.reply(&reply(200, &[("content-type", "text/plain")], long.as_bytes())).body;
    assert!(shown.ends_with("a[hidde\n[cut; it had 65550 bytes]"), "{}", &shown[65_500..]);
    let binary = reply(200, &[("content-type", "image/png")], &[0x89, 0x50, 0xff]);
    assert_eq!(mask.reply(&binary).body, "[3 bytes of image/png]");
    let broken = reply(200, &[("content-type", "text/xml")], b"<password>x1");
    assert_eq!(mask.reply(&broken).body, "[12 bytes that are not well-formed XML]");
}

#[test]
fn a_short_secret_does_not_eat_the_text() {
    let shown = mask_of("ab").value(&json!({"a": "about", "b": "ab"}));
    assert_eq!(shown, json!({"a": "about", "b": "[hidden]"}));
    let user = Credentials::Basic { user: "ann@example.com".to_owned(), password: "long-password".to_owned() };
    let definition = Definition { authentication: Authentication::Basic, ..bearer() };
    let mask = Mask::new(&definition, &user);
    assert_eq!(mask.text("ann@example.com long-password"), "ann@example.com [hidden]");
    assert_eq!(mask.text(&STANDARD.encode("ann@example.com:long-password")), "[hidden]");
    let key = Credentials::Basic { user: "sk_live_1".to_owned(), password: String::new() };
    assert_eq!(Mask::new(&definition, &key).text("sk_live_1"), "[hidden]");
}

/// Kinds of authentication, each with one secret.
fn kinds(secret: &str) -> Vec<(Authentication, Credentials)> {
    let key = |place| Authentication::ApiKey { place, name: "zone".to_owned(), prefix: "Z ".to_owned() };
    let sent = |value: &str| vec![Sent { name: "zone".to_owned(), value: value.to_owned() }];
    let fields = vec![CustomField { key: "k".to_owned(), secret: true, required: true, ..CustomField::default() }];
    let custom = Authentication::Custom { fields, headers: sent("a {k} b"), query: sent("{k}") };
    vec![
        (key(KeyPlace::Header), Credentials::Key(secret.to_owned())),
        (key(KeyPlace::Query), Credentials::Key(secret.to_owned())),
        (key(KeyPlace::Cookie), Credentials::Key(secret.to_owned())),
        (Authentication::Bearer, Credentials::Token(secret.to_owned())),
        (Authentication::Basic, Credentials::Basic { user: "ann".to_owned(), password: secret.to_owned() }),
        (custom, Credentials::Custom(vec![("k".to_owned(), secret.to_owned())])),
    ]
}

/// Is the secret in the text in any way that somebody could read it from? Undoes what masking must see through.
fn readable(text: &str, secret: &str) -> bool {
    let mut layers = vec![text.to_owned()];
    layers.push(
        url::form_urlencoded::parse(format!("x={}", text.replace('&', "%26")).as_bytes()).map(|(_, v)| v).collect(),
    );
    layers.push(
        url::form_urlencoded::parse(format!("x={}", text.replace('&', "%26").replace('+', "%2B")).as_bytes())
            .map(|(_, v)| v)
            .collect(),
    );
    layers.push(text.replace("\\/", "/").replace("\\\"", "\"").replace("\\\\", "\\"));
    layers.push(
        text.replace("&quot;", "\"")
            .replace("&apos;", "'")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&"),
    );
    for word in text.split(|char: char| !(char.is_ascii_alphanumeric() || matches!(char, '+' | '/' | '-' | '_' | '=')))
    {
        for engine in [STANDARD, URL_SAFE] {
            layers.extend(engine.decode(word).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    layers.iter().any(|layer| layer.contains(secret))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_secret_never_survives(secret in "[ -~é€]{8,40}", before in "[a-z ]{0,5}", after in "[a-z ]{0,5}") {
        // What surrounds it must not hold it, or it would be shown rightly.
        prop_assume!(secret.trim() == secret && !"[hidden]".contains(&secret));
        for (authentication, credentials) in kinds(&secret) {
            let request = vec![field("f", Place::Query, Kind::Text), field("h", Place::Header, Kind::Text)];
            let definition = Definition { authentication, ..connector(Method { request, ..Method::default() }) };
            let mask = Mask::new(&definition, &credentials);
            let around = format!("{before}{secret}{after}");
            let request = built(&definition, &given("query", "f", json!(around)), &credentials).unwrap();
            let shown = mask.request(&request);
            prop_assert!(!readable(&shown.url, &secret), "{}", shown.url);
            for (name, value) in &shown.headers {
                prop_assert!(!readable(value, &secret), "{name}: {value}");
            }
            let ascii: String = around.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
            let echoes = [
                ("application/json", json!({"a": [around], "b": {&around: 1}}).to_string()),
                ("application/json", format!("{{\"a\": \"{ascii}\"}}")),
                ("application/json", format!("{{\"broken\": \"{}\"", json!(around).to_string().trim_matches('"'))),
                ("text/plain", around.clone()),
                ("text/plain", STANDARD.encode(&around)),
                ("text/plain", URL_SAFE.encode(format!("ann:{secret}"))),
                ("text/html", quick_xml::escape::escape(&around).into_owned()),
                ("application/xml", format!("<r><a>{}</a></r>", quick_xml::escape::escape(&around))),
                ("application/x-www-form-urlencoded", url::form_urlencoded::Serializer::new(String::new())
                    .append_pair("f", &around).append_pair(&around, "v").finish()),
            ];
            for (kind, body) in echoes {
                let shown = mask.reply(&reply(200, &[("content-type", kind), ("x-echo", &around)], body.as_bytes()));
                prop_assert!(!readable(&shown.body, &secret), "{kind}: {}", shown.body);
                prop_assert!(!readable(&shown.headers[1].1, &secret), "{:?}", shown.headers);
            }
        }
    }
}
