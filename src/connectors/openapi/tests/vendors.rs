//! The four documents of `tests/openapi`, each with every operation accounted for, and some methods in detail.

use super::{field, imported, paths};
use crate::connectors::model::{Authentication, Body, Kind, Paging, Place, Verb};
use crate::connectors::openapi::Imported;
use serde_json::Value;

fn read(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/openapi/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// "GET /x" of each operation, by another reader than the importer's.
fn operations(text: &[u8]) -> Vec<String> {
    let document: Value =
        serde_json::from_slice(text).or_else(|_| serde_saphyr::from_slice(text)).expect("JSON or YAML");
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().expect("an object") {
        for verb in
            item.as_object().expect("an object").keys().filter(|key| {
                ["get", "put", "post", "delete", "options", "head", "patch", "trace"].contains(&key.as_str())
            })
        {
            all.push(format!("{} {path}", verb.to_uppercase()));
        }
    }
    all.sort();
    all
}

fn vendor(name: &str, count: usize) -> Imported {
    let text = read(name);
    let imported = imported(&text);
    imported.assert_sound();
    let mut reported: Vec<String> =
        imported.report.operations.iter().map(|operation| operation.place.clone()).collect();
    reported.sort();
    let wanted = operations(&text);
    assert_eq!(wanted.len(), count, "{name} has other operations than its README says");
    assert_eq!(reported, wanted, "{name}");
    imported
}

#[test]
fn all_of_resend() {
    let resend = vendor("resend.yaml", 104);
    assert_eq!(resend.report.totals.taken, 104);
    assert_eq!(resend.report.specification, "OpenAPI 3.1.2");
    assert_eq!(resend.definition.base_url, "https://api.resend.com");
    assert_eq!(resend.definition.authentication, Authentication::Bearer);
    assert!(resend.says("POST /emails, parameter Idempotency-Key", "a key of its own is sent"));
    assert!(resend.says("#/webhooks", "17 webhooks were left out"));

    let send = resend.method("emails_send");
    assert_eq!((send.name.as_str(), send.category.as_str()), ("Send an email", "Emails"));
    assert_eq!((send.verb, send.path.as_str(), send.body), (Verb::Post, "/emails", Body::Json));
    let required: Vec<&str> = send.request.iter().filter(|f| f.required).map(|f| f.path.as_str()).collect();
    assert_eq!(required, ["from", "to", "subject", "template.id"]);
    assert_eq!(field(&send.request, "to").kind, Kind::Any, "one address, or a list of them");
    assert_eq!(field(&send.request, "attachments").kind, Kind::List);
    assert_eq!(field(&send.request, "attachments[].filename").kind, Kind::Text);
    assert_eq!(field(&send.request, "template").kind, Kind::Object);
    assert!(field(&send.request, "template").description.starts_with("Use a published template"));
    assert_eq!(paths(&send.response), ["id"]);

    let (items, after) = ("data".to_owned(), "after".to_owned());
    let last = Paging::LastItem { items, after, id: "id".to_owned(), more: "has_more".to_owned() };
    assert_eq!(resend.method("emails_list").paging, last);
    assert_eq!(resend.method("audiences_list").paging, Paging::None, "it has no parameter to page with");
}

#[test]
fn all_of_slack() {
    let slack = vendor("slack_web_openapi_v2.json", 174);
    assert_eq!(slack.report.totals.taken, 174);
    assert_eq!(slack.report.specification, "Swagger 2.0");
    assert_eq!(slack.definition.base_url, "https://slack.com/api");
    let Authentication::OauthCode(code) = &slack.definition.authentication else { panic!("no OAuth") };
    assert_eq!(code.authorize_url, "https://slack.com/oauth/authorize");
    assert_eq!(code.token_url, "https://slack.com/api/oauth.access");
    assert!(code.scopes.iter().any(|scope| scope.name == "chat:write:bot" && scope.asked));
    assert!(code.scopes.iter().any(|scope| scope.name == "bot" && !scope.asked), "no method asks for it");

    let post = slack.method("chat_post_message");
    assert_eq!((post.verb, post.path.as_str(), post.body), (Verb::Post, "/chat.postMessage", Body::Form));
    assert_eq!(post.category, "chat");
    assert!(post.authenticated);
    assert!(!post.request.iter().any(|field| field.path == "token"), "the connector sends it");
    assert!(slack.says("POST /chat.postMessage, parameter token", "sent by the connector's authentication"));
    assert_eq!(post.request.len(), 15);
    assert!(field(&post.request, "channel").required && !field(&post.request, "text").required);
    assert_eq!(field(&post.request, "unfurl_links").kind, Kind::Boolean);
    assert_eq!(field(&post.response, "ok").kind, Kind::Boolean);
    assert!(paths(&post.response).contains(&"message.text"));
    let tokens =
        slack.definition.methods.iter().flat_map(|method| &method.request).filter(|field| field.path == "token");
    assert_eq!(tokens.count(), 0);

    let cursor = |items: &str| Paging::Cursor {
        items: items.to_owned(),
        cursor: "cursor".to_owned(),
        next: "response_metadata.next_cursor".to_owned(),
    };
    assert_eq!(slack.method("conversations_list").paging, cursor("channels"));
    assert_eq!(slack.method("conversations_members").paging, cursor("members"));
    assert_eq!(slack.method("users_list").response.len(), paths(&slack.method("users_list").response).len());
}

#[test]
fn all_of_xeros_projects() {
    let xero = vendor("xero_projects.yaml", 16);
    assert_eq!(xero.report.totals.taken, 16);
    assert_eq!(xero.report.specification, "OpenAPI 3.0.0");
    assert_eq!(xero.definition.base_url, "https://api.xero.com/projects.xro/2.0");
    let Authentication::OauthCode(code) = &xero.definition.authentication else { panic!("no OAuth") };
    let asked: Vec<&str> = code.scopes.iter().filter(|scope| scope.asked).map(|scope| scope.name.as_str()).collect();
    assert_eq!(asked, ["projects", "projects.read"]);

    let list = xero.method("get_projects");
    let tenant = field(&list.request, "Xero-Tenant-Id");
    assert_eq!((tenant.place, tenant.required), (Place::Header, true));
    let ids = field(&list.request, "projectIds");
    assert_eq!((ids.place, ids.kind), (Place::Query, Kind::List));
    let size = Some(("pageSize".to_owned(), 500));
    assert_eq!(list.paging, Paging::Page { items: "items".to_owned(), page: "page".to_owned(), first: 1, size });
    assert_eq!(field(&list.response, "items[].totalTaskAmount.currency").kind, Kind::Text);
    assert_eq!(field(&list.response, "pagination.pageCount").kind, Kind::Integer);
    let path = field(&xero.method("get_project").request, "projectId");
    assert_eq!((path.place, path.required), (Place::Path, true));
}

#[test]
fn all_of_xeros_bank_feeds() {
    let xero = vendor("xero_bankfeeds.yaml", 7);
    assert_eq!(xero.report.totals.taken, 7);
    let create = xero.method("create_feed_connections");
    assert_eq!((create.verb, create.body), (Verb::Post, Body::Json));
    assert_eq!(field(&create.request, "items").kind, Kind::List);
    assert!(field(&create.request, "items[].accountType").choices.contains(&"BANK".to_owned()));
}
