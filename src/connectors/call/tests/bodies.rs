//! Bodies of every kind.

use super::{built, connector, field, header, values};
use crate::connectors::call::credentials::Credentials;
use crate::connectors::model::{Body, Field, Kind, Method, Place, Style, Verb};
use serde_json::{Value, json};

fn body_of(body: Body, fields: Vec<Field>, value: Value) -> (String, Vec<u8>) {
    let method = Method { verb: Verb::Post, body, request: fields, ..Method::default() };
    match built(&connector(method), &values(json!({ "body": value })), &Credentials::None) {
        Ok(request) => (header(&request, "content-type").unwrap_or_default().to_owned(), request.body),
        Err(faults) => (String::new(), faults.to_string().into_bytes()),
    }
}

fn text_of(body: Body, fields: Vec<Field>, value: Value) -> (String, String) {
    let (kind, bytes) = body_of(body, fields, value);
    (kind, String::from_utf8(bytes).unwrap())
}

#[test]
fn json_form_text_and_nothing() {
    let text = |path| field(path, Place::Body, Kind::Text);
    assert_eq!(
        text_of(Body::Json, vec![text("a")], json!({"a": 1})),
        ("application/json".into(), r#"{"a":"1"}"#.into())
    );
    assert_eq!(text_of(Body::Json, vec![], json!([1])), ("application/json".into(), "[1]".into()));
    assert_eq!(text_of(Body::Json, vec![], json!(null)), ("application/json".into(), "{}".into()));
    let fields = vec![text("a"), Field { style: Style::DeepObject, ..field("o", Place::Body, Kind::Object) }];
    assert_eq!(
        text_of(Body::Form, fields, json!({"a": "x &y=é", "l": ["1", "2"], "o": {"k": {"d": 1}}})),
        ("application/x-www-form-urlencoded".into(), "a=x%20%26y%3D%C3%A9&l=1&l=2&o%5Bk%5D%5Bd%5D=1".into())
    );
    assert_eq!(
        text_of(Body::Text, vec![text("body")], json!({"body": "as it is\n"})),
        ("text/plain; charset=utf-8".into(), "as it is\n".into())
    );
    assert_eq!(text_of(Body::None, vec![], json!(null)), (String::new(), String::new()));
}

#[test]
fn binary_is_decoded() {
    let file = || vec![field("body", Place::Body, Kind::File)];
    let (kind, bytes) = body_of(Body::Binary, file(), json!({"body": "AP/+\nAA=="}));
    assert_eq!((kind.as_str(), bytes.as_slice()), ("application/octet-stream", &[0, 255, 254, 0][..]));
    let image = json!({"body": {"content_type": "image/png", "base64": "AP_-AA"}});
    assert_eq!(body_of(Body::Binary, file(), image).0, "image/png");
    for bad in [json!("not base64!"), json!({"content_type": "a\r\nb", "base64": "AA=="}), json!([1])] {
        let words = text_of(Body::Binary, file(), json!({ "body": bad })).1;
        assert!(words.starts_with("The field “body” "), "{words}");
    }
}

#[test]
fn multipart_holds_files_and_fields_that_cannot_break_out() {
    let fields = vec![field("note", Place::Body, Kind::Text), field("file", Place::Body, Kind::File)];
    let value = json!({
        "note": "--part\r\nContent-Disposition: form-data; name=\"evil\"\r\n\r\nx",
        "file": {"base64": "aGk=", "file_name": "a\"\r\nX-Evil: b.txt", "content_type": "text/plain"},
        "odd\"\r\nname": 1,
    });
    let (kind, body) = text_of(Body::Multipart, fields.clone(), value.clone());
    let boundary = kind.strip_prefix("multipart/form-data; boundary=").unwrap();
    assert_eq!(body.matches(&format!("--{boundary}")).count(), 4);
    assert!(
        body.contains("name=\"file\"; filename=\"a%22%0D%0AX-Evil: b.txt\"\r\nContent-Type: text/plain\r\n\r\nhi\r\n")
    );
    assert!(body.contains("name=\"odd%22%0D%0Aname\"\r\n\r\n1\r\n"), "{body}");
    assert_eq!(text_of(Body::Multipart, fields, value), (kind.clone(), body), "the same again");
}

#[test]
fn xml_has_one_root_and_escapes() {
    let wanted = [
        (
            json!({"order": {"@id": "1\"<", "line": ["a", {"@no": 2, "#text": "b & c"}], "none": null, "ok": true}}),
            "<order id=\"1&quot;&lt;\"><line>a</line><line no=\"2\">b &amp; c</line><ok>true</ok></order>",
        ),
        (json!({"a": "1", "b": ["<x/>", ""]}), "<request><a>1</a><b>&lt;x/&gt;</b><b></b></request>"),
        (json!({"a": "1"}), "<request><a>1</a></request>"),
        (json!({"o": {"t": "]]> \r\n é"}}), "<o><t>]]&gt; &#13;\n é</t></o>"),
    ];
    for (value, expected) in wanted {
        let (kind, body) = text_of(Body::Xml, vec![], value);
        assert_eq!(kind, "application/xml");
        assert_eq!(body, format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{expected}"));
    }
    for bad in
        [json!({"a b": 1, "c": 2}), json!({"a><b": {}}), json!({"r": {"a": "\u{1}"}}), json!({"r": {"@a=\"": 1}})]
    {
        let words = text_of(Body::Xml, vec![], bad.clone()).1;
        assert!(words.starts_with("The field “"), "{bad}: {words}");
    }
}

#[test]
fn xml_elements_stand_in_the_order_of_the_fields() {
    let fields = ["order.zeta", "order.lines[].sku", "order.lines[].amount", "order.alpha"];
    let fields = fields.iter().map(|path| field(path, Place::Body, Kind::Text)).collect();
    let value = json!({"order": {"alpha": 1, "extra": 2, "lines": [{"amount": 3, "sku": 4}], "zeta": 5}});
    let body = text_of(Body::Xml, fields, value).1;
    let lines = "<lines><sku>4</sku><amount>3</amount></lines>";
    assert!(body.ends_with(&format!("<order><zeta>5</zeta>{lines}<alpha>1</alpha><extra>2</extra></order>")), "{body}");
}
