//! One method of a release: what goes in and what comes out.

use super::{PATH, crumbs, release_address, release_of};
use crate::access::Access;
use crate::access::rights::{EditConnectors, Right, ViewConnectors};
use crate::connectors::model::{Body, Field, Kind, Paging, Place, Verb};
use crate::connectors::queries;
use crate::db::InPartner;
use crate::error::AppResult;
use crate::web::page::Page;
use crate::web::shell::Shell;
use actix_web::{Responder, web};
use askama::Template;

#[derive(Template)]
#[template(path = "connectors/method.html")]
struct MethodPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    name: String,
    key: String,
    call: String,
    category: String,
    description: String,
    deprecated: bool,
    facts: Vec<(&'static str, String)>,
    request: Vec<Row>,
    response: Vec<Row>,
    href: String,
    may_edit: bool,
}

struct Row {
    path: String,
    title: String,
    place: &'static str,
    kind: &'static str,
    required: bool,
    about: String,
}

pub(crate) async fn show(
    access: Access<ViewConnectors, InPartner>,
    path: web::Path<(String, String, String)>,
) -> AppResult<impl Responder> {
    let (id, number) = release_of(&path.0, &path.1)?;
    let key = path.into_inner().2;
    let page = access.read(move |tx| {
        let connector = queries::find(tx, id)?;
        let release = queries::release(tx, id, number)?;
        let method = queries::method(tx, id, number, &key)?;
        Ok(MethodPage {
            shell: Shell::console(tx, PATH, &method.name),
            crumbs: crumbs(&connector, Some(number), &method.name),
            call: format!("{} {}", verb_words(method.verb), method.path),
            facts: facts(&method),
            request: method.request.iter().map(row).collect(),
            response: method.response.iter().map(row).collect(),
            href: format!("{}/methods/{}", release_address(id, number), method.key),
            may_edit: release.is_draft() && EditConnectors::held(tx.facts()),
            name: method.name,
            key: method.key,
            category: method.category,
            description: method.description,
            deprecated: method.deprecated,
        })
    });
    Ok(Page::new(page.await?))
}

fn facts(method: &crate::connectors::model::Method) -> Vec<(&'static str, String)> {
    let mut facts = vec![(t!("connectors-body"), body_words(method.body).to_owned())];
    if !method.content_type.is_empty() {
        facts.push((t!("connectors-content-type"), method.content_type.clone()));
    }
    if !method.base_url.is_empty() {
        facts.push((t!("connectors-own-base-url"), method.base_url.clone()));
    }
    if !method.authenticated {
        facts.push((t!("connectors-authentication"), t!("connectors-not-needed").to_owned()));
    }
    facts.push((t!("connectors-long-answers"), paging_words(&method.paging)));
    facts
}

fn row(field: &Field) -> Row {
    Row {
        path: if field.path.is_empty() { t!("connectors-whole").to_owned() } else { field.path.clone() },
        title: field.title.clone(),
        place: place_words(field.place),
        kind: kind_words(field.kind),
        required: field.required,
        about: about(field).chars().take(400).collect(),
    }
}

/// What is said about a field, with the first of its choices.
fn about(field: &Field) -> String {
    if field.choices.is_empty() {
        return field.description.clone();
    }
    let first = field.choices.iter().take(12).map(String::as_str).collect::<Vec<_>>().join(", ");
    match (field.description.as_str(), field.choices.len() > 12) {
        ("", false) => t!("connectors-one-of", choices = first),
        ("", true) => t!("connectors-one-of-more", choices = first),
        (about, false) => t!("connectors-about-one-of", about = about, choices = first),
        (about, true) => t!("connectors-about-one-of-more", about = about, choices = first),
    }
}

pub(super) fn verb_words(verb: Verb) -> &'static str {
    match verb {
        Verb::Get => "GET",
        Verb::Post => "POST",
        Verb::Put => "PUT",
        Verb::Patch => "PATCH",
        Verb::Delete => "DELETE",
        Verb::Head => "HEAD",
        Verb::Options => "OPTIONS",
    }
}

pub(super) fn body_words(body: Body) -> &'static str {
    match body {
        Body::None => t!("connectors-body-none"),
        Body::Json => "JSON",
        Body::Form => t!("connectors-body-form"),
        Body::Multipart => t!("connectors-body-multipart"),
        Body::Xml => "XML",
        Body::Text => t!("connectors-body-text"),
        Body::Binary => t!("connectors-body-binary"),
    }
}

pub(super) fn place_words(place: Place) -> &'static str {
    match place {
        Place::Path => t!("connectors-place-path"),
        Place::Query => t!("connectors-place-query"),
        Place::Header => t!("connectors-place-header"),
        Place::Cookie => t!("connectors-place-cookie"),
        Place::Body => t!("connectors-place-body"),
    }
}

pub(super) fn kind_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => t!("connectors-kind-text"),
        Kind::Integer => t!("connectors-kind-integer"),
        Kind::Number => t!("connectors-kind-number"),
        Kind::Boolean => t!("connectors-kind-boolean"),
        Kind::Object => t!("connectors-kind-object"),
        Kind::List => t!("connectors-kind-list"),
        Kind::File => t!("connectors-kind-file"),
        Kind::Any => t!("connectors-kind-anything"),
    }
}

/// How the next page of an answer is asked for.
pub(super) fn paging_words(paging: &Paging) -> String {
    match paging {
        Paging::None => t!("connectors-paging-none").to_owned(),
        Paging::Page { page, .. } => t!("connectors-paging-page", page = page),
        Paging::Offset { offset, .. } => t!("connectors-paging-offset", offset = offset),
        Paging::Cursor { cursor, next, .. } => t!("connectors-paging-cursor", next = next, cursor = cursor),
        Paging::LastItem { after, .. } => t!("connectors-paging-last", after = after),
        Paging::LinkHeader { .. } => t!("connectors-paging-link").to_owned(),
        Paging::NextUrl { next, .. } => t!("connectors-paging-next", next = next),
    }
}
