//! The page, and the document.

use super::reference::{Message, Noun, Object, Reference};
use crate::error_webhook::messages::described;
use crate::web::api::document::document;
use crate::web::host;
use crate::web::page::Page;
use crate::web::routes::Public;
use crate::web::server::calls;
use crate::web::shell::{NavGroup, NavItem, Shell};
use crate::web::state::App;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use serde_json::Value;
use std::sync::LazyLock;

/// It follows from the code, and so is the same as long as the process runs.
pub(super) static DOCUMENT: LazyLock<Value> = LazyLock::new(|| document(&calls(), described));
static TEXT: LazyLock<String> = LazyLock::new(|| DOCUMENT.to_string());
static REFERENCE: LazyLock<Reference> = LazyLock::new(|| Reference::of(&DOCUMENT));

/// From nothing to a running cycle: the commands of the guide, which a test runs.
static QUICK_START: LazyLock<&str> = LazyLock::new(|| {
    let guide = include_str!("../../docs/API.md");
    let block = guide.split("```sh\n").nth(1).and_then(|rest| rest.split("```").next());
    block.unwrap_or_default().trim_end()
});

#[derive(Template)]
#[template(path = "api_docs/reference.html")]
struct ReferencePage {
    shell: Shell,
    address: String,
    about: &'static str,
    quick_start: &'static str,
    nouns: &'static [Noun],
    messages: &'static [Message],
    objects: &'static [Object],
}

pub(super) async fn show(_: Public, request: HttpRequest, app: web::Data<App>) -> impl Responder {
    let site = host::of(&request);
    let reference = &*REFERENCE;
    let link = |(label, href): (&str, String)| NavItem {
        label: label.to_owned(),
        href,
        icon: "code",
        current: false,
        key: "",
    };
    let nouns = reference.nouns.iter().map(|noun| link((&noun.name, format!("#{}", noun.id))));
    let nav = vec![
        NavGroup { label: "First steps".to_owned(), items: vec![link(("Quick start", "#quick-start".to_owned()))] },
        NavGroup { label: "Calls".to_owned(), items: nouns.collect() },
        NavGroup {
            label: "Data".to_owned(),
            items: vec![link(("Messages", "#messages".to_owned())), link(("Objects", "#objects".to_owned()))],
        },
    ];
    Page::new(ReferencePage {
        shell: Shell { nav, ..Shell::plain(&app.look, "API reference").of_partner(site.partner_name()) },
        address: site.address(&app.look),
        about: &reference.about,
        quick_start: *QUICK_START,
        nouns: &reference.nouns,
        messages: &reference.messages,
        objects: &reference.objects,
    })
}

pub(super) async fn as_json(_: Public) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/json; charset=utf-8"))
        .insert_header((CACHE_CONTROL, "no-cache"))
        .body(TEXT.as_str())
}
