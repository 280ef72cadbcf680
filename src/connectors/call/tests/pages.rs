//! Paging of every kind, and that it ends.

use super::{connector, field, reply, values};
use crate::connectors::call::paging::{Next, Progress, first, items, next_page};
use crate::connectors::call::values::Values;
use crate::connectors::model::{Body, Kind, Method, Paging, Place};
use serde_json::{Value, json};
use url::Url;

fn base() -> Url {
    Url::parse("https://api.example.com/v1/things?size=2").unwrap()
}

/// Reads these pages one after another; gives what each next one is asked with.
fn walk(paging: &Paging, pages: &[(Value, &str)]) -> Vec<Option<Next>> {
    let mut progress = Progress::default();
    pages
        .iter()
        .map(|(page, link)| {
            let headers: Vec<(&str, &str)> = if link.is_empty() { Vec::new() } else { vec![("link", *link)] };
            let reply = reply(200, &headers, b"");
            next_page(paging, &mut progress, &base(), page, &reply, 100)
        })
        .collect()
}

fn parameter(name: &str, value: impl Into<Value>) -> Option<Next> {
    Some(Next::Parameter { name: name.to_owned(), value: value.into() })
}

fn address(url: &str) -> Option<Next> {
    Some(Next::Address(Url::parse(url).unwrap()))
}

fn text(text: &str) -> String {
    text.to_owned()
}

#[test]
fn numbered_pages_and_offsets_end_with_a_short_or_empty_one() {
    let sized = Paging::Page { items: text("d"), page: text("p"), first: 1, size: Some((text("n"), 2)) };
    let pages = [(json!({"d": [1, 2]}), ""), (json!({"d": [3, 4]}), ""), (json!({"d": [5]}), "")];
    assert_eq!(walk(&sized, &pages), [parameter("p", 2), parameter("p", 3), None]);
    let unsized_ = Paging::Page { items: text(""), page: text("p"), first: 0, size: None };
    assert_eq!(walk(&unsized_, &[(json!([1]), ""), (json!([]), "")]), [parameter("p", 1), None]);
    let offset = Paging::Offset { items: text("d"), offset: text("o"), size: None };
    assert_eq!(walk(&offset, &pages[..2]), [parameter("o", 2), parameter("o", 4)]);
    // An answer of another shape is the last one.
    assert_eq!(walk(&offset, &[(json!({"error": "x"}), "")]), [None]);
    assert_eq!(walk(&Paging::None, &[(json!([1]), "")]), [None]);
}

#[test]
fn cursors_end_when_empty_or_repeated() {
    let cursor = Paging::Cursor { items: text("d"), cursor: text("c"), next: text("meta.next") };
    let page = |next: Value| (json!({"d": [1], "meta": {"next": next}}), "");
    let pages = [page(json!("a")), page(json!(7)), page(json!("a"))];
    assert_eq!(walk(&cursor, &pages), [parameter("c", "a"), parameter("c", 7), None]);
    for last in [json!(""), json!(null), json!(false), json!({}), json!("x".repeat(9_000))] {
        assert_eq!(walk(&cursor, &[page(last)]), [None]);
    }
    let last = Paging::LastItem { items: text("d"), after: text("after"), id: text("id"), more: text("has_more") };
    let page = |id: &str, more: bool| (json!({"d": [{"id": "0"}, {"id": id}], "has_more": more}), "");
    assert_eq!(walk(&last, &[page("1", true), page("2", false)]), [parameter("after", "1"), None]);
    assert_eq!(walk(&last, &[page("1", true), page("1", true)]), [parameter("after", "1"), None]);
}

#[test]
fn addresses_stay_on_the_origin_of_the_connector() {
    let link = Paging::LinkHeader { items: text("") };
    let cases = [
        (
            "<https://api.example.com/v1/things?page=2>; rel=\"next\"",
            address("https://api.example.com/v1/things?page=2"),
        ),
        (
            "</v1/a,b;c?x=1>; rel=prev, </v1/things?page=3>; title=\"a\"; rel=\"last next\"",
            address("https://api.example.com/v1/things?page=3"),
        ),
        ("<?page=4>; rel=next", address("https://api.example.com/v1/things?page=4")),
        ("<https://evil.example/steal>; rel=\"next\"", None),
        ("<http://api.example.com/v1>; rel=\"next\"", None),
        ("<https://api.example.com:8443/v1>; rel=\"next\"", None),
        ("<//evil.example/x>; rel=next", None),
        ("<https://api.example.com/v1>; rel=\"prev\"", None),
        ("<unclosed; rel=next", None),
        ("", None),
    ];
    for (header, expected) in cases {
        assert_eq!(walk(&link, &[(json!([1]), header)]), [expected], "{header}");
    }
    let next = Paging::NextUrl { items: text("d"), next: text("next") };
    let page = |url: &str| (json!({"d": [1], "next": url}), "");
    let there = "https://api.example.com/v1/things?page=2";
    assert_eq!(walk(&next, &[page(there), page(there)]), [address(there), None], "not in circles");
    assert_eq!(walk(&next, &[page("https://evil.example/")]), [None]);
    assert_eq!(walk(&next, &[page("javascript:alert(1)")]), [None]);
}

#[test]
fn the_callers_cap_holds() {
    let paging = Paging::Page { items: text(""), page: text("p"), first: 1, size: None };
    let mut progress = Progress::default();
    let mut next = || next_page(&paging, &mut progress, &base(), &json!([1, 2]), &reply(200, &[], b""), 2);
    assert_eq!((next(), next()), (parameter("p", 2), None));
    assert_eq!((progress.pages, progress.items), (2, 4));
}

#[test]
fn items_are_where_the_definition_says() {
    let at = |path: &str| Paging::LinkHeader { items: text(path) };
    let page = json!({"a": {"b.c": [1, 2]}});
    assert_eq!(items(&at("a.\"b.c\""), &page), [json!(1), json!(2)]);
    assert!(items(&at("a.x"), &page).is_empty() && items(&at("a"), &page).is_empty());
    assert_eq!(items(&Paging::None, &page), std::slice::from_ref(&page));
    assert!(items(&Paging::None, &Value::Null).is_empty());
}

#[test]
fn parameters_go_where_the_method_has_them() {
    let size = Some((text("limit"), 50));
    let method = Method {
        body: Body::Json,
        request: vec![field("cursor", Place::Body, Kind::Text), field("limit", Place::Query, Kind::Integer)],
        paging: Paging::Page { items: text(""), page: text("page"), first: 1, size },
        ..Method::default()
    };
    let mut given = values(json!({"query": {"limit": 10}}));
    first(&method, &mut given);
    given.set(&method, "cursor", json!("c"));
    assert_eq!(given, values(json!({"query": {"limit": 10, "page": 1}, "body": {"cursor": "c"}})));
    let mut given = Values::default();
    first(&connector(method).methods[0], &mut given);
    assert_eq!(given, values(json!({"query": {"limit": 50, "page": 1}})));
}

#[test]
fn a_page_is_short_by_what_was_asked_for() {
    let paging = Paging::Page { items: text(""), page: text("page"), first: 1, size: Some((text("limit"), 50)) };
    let method = Method {
        request: vec![field("limit", Place::Query, Kind::Integer)],
        paging: paging.clone(),
        ..Method::default()
    };
    for asked in [json!(2), json!("2")] {
        let mut progress = first(&method, &mut values(json!({"query": {"limit": asked}})));
        let mut next = |page: Value| next_page(&paging, &mut progress, &base(), &page, &reply(200, &[], b""), 100);
        assert_eq!((next(json!([1, 2])), next(json!([3]))), (parameter("page", 2), None));
    }
    let mut progress = first(&method, &mut Values::default());
    assert_eq!(next_page(&paging, &mut progress, &base(), &json!([1, 2]), &reply(200, &[], b""), 100), None);
}
