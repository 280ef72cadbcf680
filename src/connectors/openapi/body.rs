//! What an operation sends and what comes back, as fields.

use super::document::{Document, Version};
use super::fields::{Asked, Outline, Way, Written, outline};
use super::media::{self, Media};
use super::parameters::{Parameter, example, style};
use super::shape::How;
use super::tree::Node;
use super::words;
use crate::connectors::field_path;
use crate::connectors::model::{Body, Field, Kind, Place, Style};

/// A body with its fields.
#[derive(Debug, Default)]
pub(super) struct Payload {
    pub body: Body,
    /// See `Method::content_type`.
    pub content_type: String,
    pub found: Outline,
}

/// What 3.x's `requestBody` says.
pub(super) fn of_request<'d>(document: &Document<'d>, operation: &'d Node, fields_max: usize) -> Payload {
    let Some(node) = operation.get("requestBody") else { return Payload::default() };
    let node = match document.follow(node) {
        Ok(node) => node,
        Err(why) => return Payload::with_trouble(t!("connectors-operation-body-left-out", why = why)),
    };
    let Some(media) = node.get("content").and_then(media::best) else { return Payload::default() };
    let required = node.is_true_at("required");
    let mut payload = described(document, media, node.text_at("description"), required, Way::Sent, fields_max);
    if matches!(payload.body, Body::Form | Body::Multipart) {
        encodings(media, &mut payload);
    }
    payload
}

/// What 2.0's `body` and `formData` parameters say.
pub(super) fn of_parameters<'d>(
    document: &Document<'d>,
    parameters: &[Parameter<'d>],
    consumes: &[&'d str],
    fields_max: usize,
) -> Payload {
    if let Some(body) = parameters.iter().find(|parameter| parameter.place == "body") {
        let best = media::best_named(
            consumes.iter().copied().filter(|name| !matches!(media::body_of(name), Body::Form | Body::Multipart)),
        );
        let media = Media { node: Some(body.node), ..best.unwrap_or(Media { name: "", body: Body::Json, node: None }) };
        let description = body.node.text_at("description");
        return described(document, media, description, body.node.is_true_at("required"), Way::Sent, fields_max);
    }
    let form: Vec<&Parameter> = parameters.iter().filter(|parameter| parameter.place == "formData").collect();
    if form.is_empty() {
        return Payload::default();
    }
    let files = form.iter().any(|parameter| parameter.node.text_at("type") == Some("file"));
    let takes = |body| consumes.iter().any(|name| media::body_of(name) == body);
    let multipart = files || (takes(Body::Multipart) && !takes(Body::Form));
    let mut payload = Payload { body: if multipart { Body::Multipart } else { Body::Form }, ..Payload::default() };
    for parameter in form {
        let left = fields_max.saturating_sub(payload.found.fields.len());
        let found = parameter.fields(document, Place::Body, left);
        payload.found.fields.extend(found.fields);
        payload.found.troubles.extend(found.troubles);
    }
    payload
}

/// The answer of a call that went well.
pub(super) fn of_response<'d>(
    document: &Document<'d>,
    operation: &'d Node,
    produces: &[&'d str],
    fields_max: usize,
) -> (Payload, Option<&'d Node>) {
    let mut trouble = None;
    let Some(response) = best_response(document, operation, &mut trouble) else {
        return (trouble.map_or_else(Payload::default, Payload::with_trouble), None);
    };
    let media = if document.version == Version::V2 {
        let json = Media { name: "application/json", body: Body::Json, node: None };
        let file = response.get("schema").is_some_and(|schema| schema.text_at("type") == Some("file"));
        let best = if file {
            Media { body: Body::Binary, ..json }
        } else {
            media::best_named(produces.iter().copied()).unwrap_or(json)
        };
        response.get("schema").map(|_| Media { node: Some(response), ..best })
    } else {
        response.get("content").and_then(media::best)
    };
    let Some(media) = media else { return (Payload::default(), Some(response)) };
    (described(document, media, None, false, Way::Received, fields_max), Some(response))
}

/// 200 first, then the other 2xx, `2XX`, and `default` only where none of them is there.
fn best_response<'d>(document: &Document<'d>, operation: &'d Node, trouble: &mut Option<String>) -> Option<&'d Node> {
    let mut found: Option<(u16, &'d Node)> = None;
    let mut well = false;
    for (status, node) in operation.pairs_at("responses") {
        let rank = match status {
            "200" => 0,
            _ if status.len() == 3 && status.starts_with('2') => status.parse::<u16>().unwrap_or(299),
            "default" => 1_000,
            _ => continue,
        };
        well |= rank < 1_000;
        match document.follow(node) {
            Ok(node) => {
                let described = node.get("schema").is_some() || node.get("content").is_some();
                let rank = if described { rank } else { rank + 300 };
                if found.is_none_or(|(best, _)| rank < best) {
                    found = Some((rank, node));
                }
            }
            Err(why) => {
                let status = words::quoted(status);
                *trouble = Some(t!("connectors-operation-answer-left-out", status = status, why = why));
            }
        }
    }
    found.filter(|(rank, _)| !well || *rank < 1_000).map(|(_, node)| node)
}

impl Payload {
    fn with_trouble(words: String) -> Self {
        let found = Outline { troubles: vec![(String::new(), words)], ..Outline::default() };
        Self { found, ..Self::default() }
    }
}

fn described<'d>(
    document: &Document<'d>,
    media: Media<'d>,
    description: Option<&'d str>,
    required: bool,
    way: Way,
    fields_max: usize,
) -> Payload {
    let mut payload = Payload { body: media.body, content_type: media.unusual_name(), ..Payload::default() };
    let nothing = Outline::default();
    let schema = media.schema();
    payload.found = match (media.body, schema) {
        (Body::Text | Body::Binary, _) if way == Way::Sent => whole(media.body, description, required),
        (Body::Text, _) => Outline { fields: vec![text_answer()], ..nothing },
        (Body::Binary, _) => {
            let words = t!("connectors-operation-answer-no-fields", name = words::quoted(media.name));
            Outline { troubles: vec![(String::new(), words)], ..nothing }
        }
        (Body::None, _) | (_, None) if way == Way::Received => nothing,
        (_, schema) => {
            // A body that is not described may still be sent: as one field that can be anything.
            let schema = schema.unwrap_or(&Node::Null);
            let mut asked = Asked {
                nodes: vec![schema],
                how: How::All,
                path: String::new(),
                place: Place::Body,
                way,
                written: Written::Plain,
                required,
                style: Style::default(),
                description: None,
                example: media.node.and_then(|node| example(document, node)),
            };
            match media.body {
                Body::Xml => {
                    asked.written = Written::Xml;
                    asked.path = field_path::child("", &root_element(document, schema));
                }
                Body::Multipart => asked.written = Written::Multipart,
                _ => {}
            }
            outline(document, &asked, fields_max)
        }
    };
    payload
}

/// The one field of a body that is sent as it is.
fn whole(body: Body, description: Option<&str>, required: bool) -> Outline {
    let field = Field {
        path: "body".to_owned(),
        kind: if body == Body::Text { Kind::Text } else { Kind::File },
        description: words::cut(description.unwrap_or_default(), 1_000),
        required,
        ..Field::default()
    };
    Outline { fields: vec![field], ..Outline::default() }
}

fn text_answer() -> Field {
    Field { title: "Text".to_owned(), ..Field::default() }
}

/// What the outermost element is called.
fn root_element<'d>(document: &Document<'d>, schema: &'d Node) -> String {
    let followed = document.follow(schema).unwrap_or(schema);
    let items = followed.get("items").and_then(|items| document.follow(items).ok());
    let said = |node: &'d Node| node.get("xml").and_then(|xml| xml.text_at("name"));
    let referred = schema.text_at("$ref").and_then(|reference| reference.rsplit('/').next());
    let name = said(followed).or(referred).or_else(|| items.and_then(said)).or_else(|| followed.text_at("title"));
    name.filter(|name| name.len() <= 200).unwrap_or("root").to_owned()
}

/// How the parts of a form are written, where its `encoding` says so.
fn encodings(media: Media<'_>, payload: &mut Payload) {
    for field in &mut payload.found.fields {
        let Some(name) = top_name(&field.path) else { continue };
        let encoding = media.node.and_then(|node| node.get("encoding")).and_then(|encoding| encoding.get(&name));
        let json = encoding
            .and_then(|encoding| encoding.text_at("contentType"))
            .is_some_and(|n| media::body_of(n) == Body::Json);
        let styled =
            encoding.is_some_and(|encoding| encoding.get("style").is_some() || encoding.get("explode").is_some());
        field.style = match (encoding, payload.body, field.kind) {
            (Some(_), _, Kind::List | Kind::Object | Kind::Any) if json => Style::Json,
            (Some(encoding), _, Kind::List | Kind::Object | Kind::Any) if styled => {
                style(encoding, Version::V30, Place::Body)
            }
            // By the specification, objects in multipart bodies are JSON.
            (_, Body::Multipart, Kind::Object) => Style::Json,
            _ => continue,
        };
    }
}

/// The name of a field that stands directly in the body.
fn top_name(path: &str) -> Option<String> {
    match field_path::steps(path).ok()?.as_slice() {
        [only] if only.lists == 0 => Some(only.key.clone()),
        _ => None,
    }
}
