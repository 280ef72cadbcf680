//! How paging is guessed, and where it is not.

use super::{imported, small};
use crate::connectors::model::Paging;

/// The paging of a GET with these query parameters ("name" or "name: schema") and this answer.
#[track_caller]
fn paging(parameters: &[&str], answer: &str, headers: &str) -> Paging {
    let parameters: Vec<String> = parameters
        .iter()
        .map(|parameter| {
            let (name, schema) = parameter.split_once(": ").unwrap_or((parameter, "{type: string}"));
            format!("{{name: '{name}', in: query, schema: {schema}}}")
        })
        .collect();
    let answer = format!("{{headers: {{{headers}}}, content: {{application/json: {{schema: {answer}}}}}}}");
    let parameters = parameters.join(", ");
    let imported = imported(small(
        &format!("/x: {{get: {{operationId: get, parameters: [{parameters}], responses: {{200: {answer}}}}}}}"),
        "",
    ));
    imported.assert_sound();
    imported.method("get").paging.clone()
}

const LIST: &str = "{type: array, items: {properties: {id: {type: string}}}}";

fn data(more: &str) -> String {
    format!("{{properties: {{data: {LIST}, {more}}}}}")
}

#[test]
fn pages_and_offsets() {
    let page = |items: &str, first, size: Option<(&str, u32)>| Paging::Page {
        items: items.to_owned(),
        page: "page".to_owned(),
        first,
        size: size.map(|(name, size)| (name.to_owned(), size)),
    };
    let number = "{type: integer}";
    assert_eq!(paging(&["page: {type: integer}"], LIST, ""), page("", 1, None));
    assert_eq!(
        paging(&["page: {type: integer}", "per_page: {type: integer, maximum: 100, default: 30}"], &data("x: {}"), ""),
        page("data", 1, Some(("per_page", 100)))
    );
    assert_eq!(
        paging(&["page: {type: integer, default: 0}", "size: {type: integer, default: 20}"], LIST, ""),
        page("", 0, Some(("size", 20)))
    );
    assert_eq!(paging(&["page: {type: integer, minimum: 0}", "size"], LIST, ""), page("", 0, None));
    let offset = |name: &str, size: u32| Paging::Offset {
        items: "data".to_owned(),
        offset: name.to_owned(),
        size: Some(("limit".to_owned(), size)),
    };
    let limit = "limit: {type: integer, maximum: 50}";
    assert_eq!(paging(&[&format!("offset: {number}"), limit], &data("x: {}"), ""), offset("offset", 50));
    assert_eq!(paging(&[&format!("page[offset]: {number}"), limit], &data("x: {}"), ""), offset("page[offset]", 50));
}

#[test]
fn cursors_and_last_items() {
    let cursor = |cursor: &str, next: &str| Paging::Cursor {
        items: "data".to_owned(),
        cursor: cursor.to_owned(),
        next: next.to_owned(),
    };
    let text = "{type: string}";
    assert_eq!(paging(&["cursor"], &data(&format!("next_cursor: {text}")), ""), cursor("cursor", "next_cursor"));
    assert_eq!(
        paging(&["cursor", "limit"], &data(&format!("meta: {{properties: {{next_cursor: {text}}}}}")), ""),
        cursor("cursor", "meta.next_cursor")
    );
    assert_eq!(
        paging(&["pageToken"], &data(&format!("nextPageToken: {text}")), ""),
        cursor("pageToken", "nextPageToken")
    );
    assert_eq!(
        paging(
            &["after"],
            &data(&format!("paging: {{properties: {{next: {{properties: {{after: {text}, link: {text}}}}}}}}}")),
            ""
        ),
        cursor("after", "paging.next.after")
    );
    let last = |after: &str| Paging::LastItem {
        items: "data".to_owned(),
        after: after.to_owned(),
        id: "id".to_owned(),
        more: "has_more".to_owned(),
    };
    assert_eq!(paging(&["after"], &data("has_more: {type: boolean}"), ""), last("after"));
    assert_eq!(
        paging(&["starting_after", "ending_before"], &data("has_more: {type: boolean}"), ""),
        last("starting_after")
    );
}

#[test]
fn links() {
    let next = |path: &str| Paging::NextUrl { items: "data".to_owned(), next: path.to_owned() };
    assert_eq!(
        paging(&["page", "per_page"], LIST, "Link: {schema: {type: string}}"),
        Paging::LinkHeader { items: String::new() }
    );
    assert_eq!(paging(&[], &data("next_url: {type: string}"), ""), next("next_url"));
    assert_eq!(paging(&[], &data("links: {properties: {next: {type: string}}}"), ""), next("links.next"));
    let odata = Paging::NextUrl { items: "value".to_owned(), next: "\"@odata.nextLink\"".to_owned() };
    assert_eq!(
        paging(&[], &format!("{{properties: {{value: {LIST}, '@odata.nextLink': {{type: string}}}}}}"), ""),
        odata
    );
}

#[test]
fn what_is_in_doubt_is_not_guessed() {
    let two = format!("{{properties: {{a: {LIST}, b: {LIST}}}}}");
    let text = "{type: string}";
    for (parameters, answer) in [
        (vec!["page"], "{properties: {id: {type: string}}}".to_owned()),
        (vec!["page"], two),
        (vec!["page", "offset"], LIST.to_owned()),
        (vec!["cursor"], LIST.to_owned()),
        (vec!["cursor"], data(&format!("next_cursor: {text}, a: {{properties: {{next_cursor: {text}}}}}"))),
        (vec!["after"], data("x: {type: boolean}")),
        (vec!["page", "cursor"], LIST.to_owned()),
        (vec!["limit"], LIST.to_owned()),
        (vec![], LIST.to_owned()),
    ] {
        assert_eq!(paging(&parameters, &answer, ""), Paging::None, "{parameters:?} {answer}");
    }
}
