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
    let mut facts = vec![("Body", body_words(method.body).to_owned())];
    if !method.content_type.is_empty() {
        facts.push(("Content type", method.content_type.clone()));
    }
    if !method.base_url.is_empty() {
        facts.push(("Base URL of its own", method.base_url.clone()));
    }
    if !method.authenticated {
        facts.push(("Authentication", "Not needed for this one".to_owned()));
    }
    facts.push(("Long answers", paging_words(&method.paging)));
    facts
}

fn row(field: &Field) -> Row {
    let mut about = field.description.clone();
    if !field.choices.is_empty() {
        let more = if field.choices.len() > 12 { ", ..." } else { "" };
        let first = field.choices.iter().take(12).map(String::as_str).collect::<Vec<_>>().join(", ");
        about = format!("{about}{}One of: {first}{more}", if about.is_empty() { "" } else { " " });
    }
    Row {
        path: if field.path.is_empty() { "(the whole)".to_owned() } else { field.path.clone() },
        title: field.title.clone(),
        place: place_words(field.place),
        kind: kind_words(field.kind),
        required: field.required,
        about: about.chars().take(400).collect(),
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

fn body_words(body: Body) -> &'static str {
    match body {
        Body::None => "None",
        Body::Json => "JSON",
        Body::Form => "Form",
        Body::Multipart => "Form with files",
        Body::Xml => "XML",
        Body::Text => "Text",
        Body::Binary => "File",
    }
}

fn place_words(place: Place) -> &'static str {
    match place {
        Place::Path => "Path",
        Place::Query => "Query",
        Place::Header => "Header",
        Place::Cookie => "Cookie",
        Place::Body => "Body",
    }
}

fn kind_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "Text",
        Kind::Integer => "Whole number",
        Kind::Number => "Number",
        Kind::Boolean => "Yes or no",
        Kind::Object => "Object",
        Kind::List => "List",
        Kind::File => "File",
        Kind::Any => "Anything",
    }
}

/// How the next page of an answer is asked for.
pub(super) fn paging_words(paging: &Paging) -> String {
    match paging {
        Paging::None => "One page".to_owned(),
        Paging::Page { page, .. } => format!("Page by page, numbered in {page}"),
        Paging::Offset { offset, .. } => format!("Page by page, counted in {offset}"),
        Paging::Cursor { cursor, next, .. } => format!("Page by page, {next} goes into {cursor}"),
        Paging::LastItem { after, .. } => format!("Page by page, the last item goes into {after}"),
        Paging::LinkHeader { .. } => "Page by page, by the header Link".to_owned(),
        Paging::NextUrl { next, .. } => format!("Page by page, by the address in {next}"),
    }
}
