//! Tests of hooks: tables of bodies, vectors that senders publish, and that nothing panics.

use super::body::read_body;
use super::delivery::delivery_id;
use super::model::{Algorithm, Check, Encoding, Headers, HmacCheck, Reason, Stamp};
use super::outgoing::sign;
use super::verify::verify;
use chrono::{DateTime, Utc};
use proptest::prelude::*;
use serde_json::{Value, json};

fn read(content_type: &str, body: impl AsRef<[u8]>) -> Result<Value, String> {
    read_body(Some(content_type), body.as_ref(), 10_000).map_err(|refusal| refusal.why)
}

#[test]
fn bodies_become_values() {
    for (content_type, body, wanted) in [
        ("application/json", "{\"a\": [1, null]}", json!({"a": [1, null]})),
        ("application/json; charset=utf-8", "\u{feff}{\"ü\": 1}", json!({"ü": 1})),
        ("Application/Vnd.X+JSON", "[]", json!([])),
        ("application/json", "{\"a\": 1, \"a\": 2}", json!({"a": 2})),
        ("application/json", "18446744073709551615", json!(u64::MAX)),
        (
            "application/json",
            "[123456789012345678901, -99999999999999999999, 1e3]",
            json!(["123456789012345678901", "-99999999999999999999", 1000.0]),
        ),
        (
            "application/json",
            "{\"k123456789012345678901\": \"\\\"123456789012345678901\"}",
            json!({"k123456789012345678901": "\"123456789012345678901"}),
        ),
        ("application/json", " \n", Value::Null),
        (
            "application/xml",
            "<o id='7'><l>a</l><l>b</l>x &amp; &#65;<e/></o>",
            json!({"o": {"@id": "7", "l": ["a", "b"], "#text": "x & A", "e": ""}}),
        ),
        (
            "text/xml",
            "<?xml version=\"1.0\"?>\n<!-- c --><n:a xmlns:n='u'><![CDATA[<b>]]></n:a>",
            json!({"n:a": {"@xmlns:n": "u", "#text": "<b>"}}),
        ),
        ("application/x-www-form-urlencoded", "a=1&b=x+y&a=%C3%BC&c", json!({"a": ["1", "ü"], "b": "x y", "c": ""})),
        ("text/csv", "id;name\r\n1;\"A;n\"\r\n2\r\n", json!([{"id": "1", "name": "A;n"}, {"id": "2"}])),
        ("text/csv", "a,a,\n1,2,3\n", json!([{"a": "1", "a_2": "2", "column_3": "3"}])),
        ("text/plain", "hello", json!("hello")),
        ("text/plain; charset=UTF-8", "{\"Type\": \"Notification\"}", json!({"Type": "Notification"})),
        ("text/plain", "{not json", json!("{not json")),
        ("", "[1]", json!([1])),
    ] {
        assert_eq!(read(content_type, body), Ok(wanted), "{content_type} {body}");
    }
    assert_eq!(read("text/plain; charset=\"ISO-8859-1\"", b"caf\xe9 \x80"), Ok(json!("café €")));
    assert_eq!(read("text/xml", b"<?xml version='1.0' encoding='latin1'?><a>\xe9</a>"), Ok(json!({"a": "é"})));
}

#[test]
fn bodies_are_refused_in_words() {
    let deep = format!("{}{}", "[".repeat(101), "]".repeat(101));
    let deep_xml = format!("{}{}", "<a>".repeat(101), "</a>".repeat(101));
    for (content_type, body, words) in [
        ("application/json", "{\"a\": }", "could not be read as JSON: expected value at line 1 column 7."),
        ("application/json", deep.as_str(), "more than 100 deep"),
        ("application/json", "01234567890123456789012345", "could not be read as JSON"),
        ("application/json", "{123456789012345678901: 1} ", "could not be read as JSON"),
        ("text/xml", deep_xml.as_str(), "more than 100 deep"),
        ("text/xml", "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "document type (DOCTYPE) is not taken"),
        ("text/xml", "<a>&x;</a>", "the entity &x; is not known"),
        ("text/xml", "<a b='&x;'/>", "could not be read as XML"),
        ("text/xml", "<a><b></a>", "could not be read as XML"),
        ("text/xml", "<a>", "the element a is not closed"),
        ("text/xml", "<a/><b/>", "a document has one root"),
        ("text/xml", "<a/>x", "text outside of the root"),
        ("text/xml", "hello", "text outside of the root"),
        ("text/csv", "a,b\n1,2,3\n", "line 2 has 3 cells, and there are 2 columns"),
        ("multipart/form-data; boundary=x", "x", "The content type multipart/form-data is not understood"),
        ("image/png", "x", "The content type image/png is not understood"),
        ("text/plain; charset=utf-7", "x", "The charset utf-7 is not understood"),
    ] {
        let told = read(content_type, body).map(|value| value.to_string()).unwrap_err();
        assert!(told.contains(words), "{content_type} {body}: {told}");
    }
    assert!(read("application/json", b"\"\xff\"").unwrap_err().contains("not UTF-8: byte 2 cannot be read"));
    assert!(read("application/json", b"\xff\xfe{\x00").unwrap_err().contains("UTF-16"));
    let large = read_body(Some("text/plain"), &[b'x'; 11], 10).unwrap_err();
    assert_eq!((large.reason.status(), large.why.as_str()), (413, "The body has 11 bytes; 10 are the most."));
}

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap()
}

/// Whether the headers prove the sender; the note otherwise.
fn proved(check: &Check, secrets: &[&str], headers: &[(&str, &str)], body: &str, now: i64) -> Result<(), String> {
    let headers = Headers::new(headers.iter().map(|(name, value)| (*name, value.as_bytes())));
    verify(check, secrets, &headers, body.as_bytes(), at(now)).map_err(|refusal| {
        assert_eq!(refusal.reason, Reason::Unproven);
        assert_eq!(refusal.why, "The sender of this request could not be verified.");
        refusal.note.unwrap()
    })
}

fn hmac(header: &str, algorithm: Algorithm, encoding: Encoding, prefix: &str, timestamp: Stamp) -> Check {
    Check::Hmac(HmacCheck { header: header.to_owned(), algorithm, encoding, prefix: prefix.to_owned(), timestamp })
}

#[test]
fn the_vector_of_github_is_proved() {
    let check = hmac("X-Hub-Signature-256", Algorithm::Sha256, Encoding::Hex, "sha256=", Stamp::None);
    let signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    let secret = "It's a Secret to Everybody";
    let given = [("x-hub-signature-256", signature)];
    assert_eq!(proved(&check, &[secret], &given, "Hello, World!", 0), Ok(()));
    assert_eq!(proved(&check, &["old", secret], &given, "Hello, World!", 0), Ok(()));
    let does_not_fit = Err("the signature in X-Hub-Signature-256 does not fit".to_owned());
    assert_eq!(proved(&check, &[secret], &given, "Hello, World?", 0), does_not_fit);
    assert_eq!(proved(&check, &["other"], &given, "Hello, World!", 0), does_not_fit);
    for wrong in [
        "sha256=",
        "sha256=zz",
        "sha256=757107ea",
        "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        "sha256=7",
    ] {
        assert_eq!(
            proved(&check, &[secret], &[("x-hub-signature-256", wrong)], "Hello, World!", 0),
            does_not_fit,
            "{wrong}"
        );
    }
    let twice = [given[0], given[0]];
    assert!(proved(&check, &[secret], &twice, "Hello, World!", 0).unwrap_err().contains("there twice"));
    assert!(proved(&check, &[], &given, "Hello, World!", 0).unwrap_err().contains("no secret is set"));
    assert!(proved(&check, &[""], &given, "Hello, World!", 0).unwrap_err().contains("no secret is set"));
}

#[test]
fn older_and_longer_digests_are_proved() {
    // RFC 2202, test 2 for SHA-1; RFC 4231, test 2 for SHA-512.
    let body = "what do ya want for nothing?";
    let sha1 = hmac("x-sig", Algorithm::Sha1, Encoding::Hex, "", Stamp::None);
    assert_eq!(proved(&sha1, &["Jefe"], &[("X-Sig", "EFFCDF6AE5EB2FA2D27416D5F184DF9C259A7C79")], body, 0), Ok(()));
    let sha512 = hmac("x-sig", Algorithm::Sha512, Encoding::Base64, "", Stamp::None);
    let tag = "Fkt6e/z4GeLjlfvnO1bgo4e9ZCIugx/WECcM1+olBVSXWL91wFqZSm0DT2X48Ob9yuqxo01Ka0tjbgcKOLznNw";
    assert_eq!(proved(&sha512, &["Jefe"], &[("X-Sig", tag)], body, 0), Ok(()));
    assert_eq!(proved(&sha512, &["Jefe"], &[("X-Sig", &format!("{tag}=="))], body, 0), Ok(()));
    assert!(proved(&sha512, &["Jefe"], &[("X-Sig", tag)], "what do ya want for something?", 0).is_err());
}

#[test]
fn timestamps_in_the_header_are_proved_as_stripe_signs() {
    let stamp = Stamp::Pairs {
        timestamp: "t".to_owned(),
        signature: "v1".to_owned(),
        signed: "{timestamp}.{body}".to_owned(),
        window_s: 300,
    };
    let check = hmac("Stripe-Signature", Algorithm::Sha256, Encoding::Hex, "", stamp);
    let tag = tag_of("whsec_test", "1492774577.{\"id\":1}");
    let header = format!("t=1492774577,v1=6ffbb59b,v1={tag},v0=6ffbb59b");
    let given = [("Stripe-Signature", header.as_str())];
    assert_eq!(proved(&check, &["whsec_test"], &given, "{\"id\":1}", 1_492_774_577 + 300), Ok(()));
    for (now, why) in [(1_492_774_577 + 301, "301 seconds away"), (1_492_774_577 - 301, "301 seconds away")] {
        assert!(proved(&check, &["whsec_test"], &given, "{\"id\":1}", now).unwrap_err().contains(why));
    }
    assert!(proved(&check, &["whsec_test"], &given, "{\"id\":2}", 1_492_774_577).unwrap_err().contains("does not fit"));
    for (header, why) in [
        ("v1=aa", "missing or no number"),
        ("t=1492774577", "does not fit"),
        ("", "is missing"),
        ("t=x,v1=a", "no number"),
    ] {
        let told = proved(&check, &["whsec_test"], &[("Stripe-Signature", header)], "", 1_492_774_577).unwrap_err();
        assert!(told.contains(why), "{header}: {told}");
    }
}

#[test]
fn the_vector_of_slack_is_proved() {
    let stamp = Stamp::Header {
        name: "X-Slack-Request-Timestamp".to_owned(),
        signed: "v0:{timestamp}:{body}".to_owned(),
        window_s: 300,
    };
    let check = hmac("X-Slack-Signature", Algorithm::Sha256, Encoding::Hex, "v0=", stamp);
    let body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    let given = [
        ("X-Slack-Signature", "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"),
        ("X-Slack-Request-Timestamp", "1531420618"),
    ];
    assert_eq!(proved(&check, &["8f742231b10e8888abcd99yyyzzz85a5"], &given, body, 1_531_420_618), Ok(()));
}

#[test]
fn the_vector_of_standard_webhooks_is_proved_and_made() {
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let body = "{\"test\": 2432232314}";
    let signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    let headers = |signature: &'static str| {
        [
            ("Webhook-Id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
            ("webhook-timestamp", "1614265330"),
            ("webhook-signature", signature),
        ]
    };
    let now = 1_614_265_330;
    assert_eq!(proved(&Check::Standard, &[secret], &headers(signature), body, now + 300), Ok(()));
    let several = "v2,AAAA v1,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    assert_eq!(proved(&Check::Standard, &["whsec_AAAA", secret], &headers(several), body, now), Ok(()));
    assert!(
        proved(&Check::Standard, &[secret], &headers(signature), body, now + 301).unwrap_err().contains("seconds away")
    );
    assert!(proved(&Check::Standard, &[secret], &headers("v1,AAAA"), body, now).unwrap_err().contains("no signature"));
    assert!(proved(&Check::Standard, &["%"], &headers(signature), body, now).unwrap_err().contains("no signature"));

    let made = sign("msg_p5jXN8AQM9LWM0D4loKWxJek", at(now), body.as_bytes(), &[secret]).unwrap();
    assert_eq!(made.signature, signature);
    let other = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let made = sign("msg_1", at(now), body.as_bytes(), &[other, secret]).unwrap();
    for secret in [secret, other] {
        assert_eq!(proved(&Check::Standard, &[secret], &made.headers(), body, now), Ok(()));
    }
    for (id, secrets, why) in [
        ("msg_1", vec![], "no secret"),
        ("msg_1", vec!["whsec_AAAA"], "24 to 64 bytes"),
        ("msg_1", vec!["MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], "24 to 64 bytes"),
        ("a.b", vec![secret], "without a dot"),
        ("a\nb", vec![secret], "without a dot"),
    ] {
        assert!(sign(id, at(now), b"", &secrets).unwrap_err().contains(why), "{id} {secrets:?}");
    }
}

#[test]
fn passwords_and_tokens_are_proved() {
    let basic = Check::Basic { user: "ann".to_owned() };
    for (header, good) in [
        ("Basic YW5uOnNlY3JldA==", true),
        ("basic YW5uOnNlY3JldA", true),
        ("Basic YW5uOnNlY3JldHM=", false),
        ("Basic Ym9iOnNlY3JldA==", false),
        ("Bearer YW5uOnNlY3JldA==", false),
        ("Basic %", false),
    ] {
        assert_eq!(proved(&basic, &["secret"], &[("Authorization", header)], "", 0).is_ok(), good, "{header}");
    }
    let token = Check::Token { header: "X-Token".to_owned(), prefix: String::new() };
    let bearer = Check::Token { header: "Authorization".to_owned(), prefix: "Bearer ".to_owned() };
    assert_eq!(proved(&token, &["a", "b"], &[("x-token", "b")], "", 0), Ok(()));
    assert_eq!(proved(&token, &["a"], &[("x-token", "A")], "", 0), Err("the secret is another".to_owned()));
    assert_eq!(proved(&bearer, &["a"], &[("Authorization", "Bearer a")], "", 0), Ok(()));
    assert!(proved(&bearer, &["a"], &[("Authorization", "a")], "", 0).is_err());
    assert!(proved(&token, &["a"], &[], "", 0).unwrap_err().contains("is missing"));
    assert_eq!(proved(&Check::None, &[], &[], "", 0), Ok(()));
}

#[test]
fn a_check_says_what_is_wrong_with_it() {
    let stamped = |signed: &str, window_s| {
        let stamp = Stamp::Header { name: "x-time".to_owned(), signed: signed.to_owned(), window_s };
        hmac("x-sig", Algorithm::Sha256, Encoding::Hex, "", stamp)
    };
    for (check, wrong) in [
        (Check::None, false),
        (Check::Standard, false),
        (Check::Basic { user: "a:b".to_owned() }, true),
        (Check::Token { header: "X Token".to_owned(), prefix: String::new() }, true),
        (stamped("{timestamp}.{body}", 300), false),
        (stamped("{body}", 300), true),
        (stamped("{body}{timestamp}", 300), true),
        (stamped("{timestamp}.{body}", 0), true),
    ] {
        assert_eq!(check.fault().is_some(), wrong, "{check:?}");
    }
    let stored = json!({"kind": "hmac", "header": "x", "algorithm": "sha256", "encoding": "hex", "timestamp": {"place": "header", "name": "t"}});
    let Check::Hmac(check) = serde_json::from_value::<Check>(stored).unwrap() else { panic!("another kind") };
    assert_eq!(
        check.timestamp,
        Stamp::Header { name: "t".to_owned(), signed: "{timestamp}.{body}".to_owned(), window_s: 300 }
    );
}

#[test]
fn a_delivery_has_the_id_that_its_sender_gave() {
    let of = |headers: &[(&str, &str)], body: Value| {
        delivery_id(&Headers::new(headers.iter().map(|(name, value)| (*name, value.as_bytes()))), &body)
    };
    assert_eq!(of(&[("X-Request-Id", "r"), ("X-GitHub-Delivery", "g-1")], json!({})).as_deref(), Some("g-1"));
    assert_eq!(of(&[("Webhook-Id", "w"), ("Idempotency-Key", "k")], json!({})).as_deref(), Some("w"));
    assert_eq!(of(&[], json!({"object": "event", "id": "evt_1"})).as_deref(), Some("evt_1"));
    assert_eq!(of(&[], json!({"object": "charge", "id": "evt_1"})), None);
    assert_eq!(of(&[("webhook-id", "a b"), ("x-request-id", "")], json!([])), None);
    let long = "x".repeat(201);
    assert_eq!(of(&[("webhook-id", &long)], json!({})).map(|id| id.len()), Some(64));
}

/// HMAC-SHA-256 in hexadecimal digits, for senders whose published vectors are not at hand.
fn tag_of(secret: &str, text: &str) -> String {
    use ::hmac::{Hmac, KeyInit, Mac};
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

const TYPES: [&str; 7] = [
    "application/json",
    "text/xml",
    "application/x-www-form-urlencoded",
    "text/csv",
    "text/plain",
    "",
    "text/xml; charset=latin1",
];

proptest! {
    #[test]
    fn no_body_panics(content_type in prop::sample::select(TYPES.to_vec()), bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(content_type, bytes);
    }

    #[test]
    fn no_text_panics(content_type in prop::sample::select(TYPES.to_vec()), text in "[<>/a&;#'\"=!\\[\\]{}:,0-9.eE+\\\\ -]{0,60}|\\PC{0,40}") {
        let _ = read(content_type, &text);
        let _ = read(&text, content_type);
    }

    #[test]
    fn json_is_read_as_serde_reads_it(text in "[\\[\\]{}:,\"ab0-9.\\\\ -]{0,24}") {
        // Texts this short hold no number that is too large, but for those of 19 digits and more.
        if !text.as_bytes().windows(19).any(|run| run.iter().all(u8::is_ascii_digit)) {
            let wanted = serde_json::from_str::<Value>(&text).map_err(|_| ());
            prop_assert_eq!(super::json::read(&text).map_err(|_| ()), wanted);
        }
    }

    #[test]
    fn whole_numbers_keep_their_digits(number in any::<u128>()) {
        let value = super::json::read(&format!("[{number}]")).unwrap();
        let digits = value[0].as_str().map_or_else(|| value[0].to_string(), str::to_owned);
        prop_assert_eq!(digits, number.to_string());
    }

    #[test]
    fn no_header_panics(value in "[a-z0-9=,. +/]{0,40}|\\PC{0,20}", stamp in "[0-9-]{0,22}") {
        let stamped = Stamp::Pairs { timestamp: "t".to_owned(), signature: "v".to_owned(), signed: "{timestamp}.{body}".to_owned(), window_s: 1 };
        for check in [
            Check::Standard,
            Check::Basic { user: "a".to_owned() },
            hmac("h", Algorithm::Sha256, Encoding::Base64, "x", Stamp::None),
            hmac("h", Algorithm::Sha1, Encoding::Hex, "", stamped),
        ] {
            let given = [("h", value.as_str()), ("authorization", &value), ("webhook-id", &value), ("webhook-timestamp", &stamp), ("webhook-signature", &value)];
            prop_assert!(proved(&check, &["secret"], &given, "body", 0).is_err());
        }
    }
}
