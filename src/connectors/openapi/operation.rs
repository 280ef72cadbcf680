//! One operation as one method.

use super::body::{self, Payload};
use super::credentials::Security;
use super::document::{Document, Version};
use super::fields::Outline;
use super::paging::{self, Range};
use super::parameters::{Parameter, gather};
use super::servers::{self, Address};
use super::template::{Template, template};
use super::tree::Node;
use super::words;
use crate::connectors::field_path;
use crate::connectors::model::{Body, Field, Method, Paging, Place, Verb};

/// The longest description of a method, in characters.
const DESCRIPTION_CHARS_MAX: usize = 2_000;

/// An operation where it was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found<'d> {
    pub path: &'d str,
    /// As the document writes it: "get".
    pub verb_name: &'d str,
    pub item: &'d Node,
    pub node: &'d Node,
}

/// What all operations of a document share.
pub(super) struct Shared<'s, 'd> {
    pub document: &'s Document<'d>,
    pub security: &'s Security<'d>,
    pub base_url: &'s str,
    /// The most fields that are sent, and the most that come back.
    pub fields_max: usize,
}

/// A method without a key, and what is to be said about it: where within the operation, and what.
#[derive(Debug)]
pub(super) struct Made {
    pub method: Method,
    pub address: Option<Address>,
    pub remarks: Vec<(String, String)>,
}

impl Found<'_> {
    /// As a report names it: "GET /customers".
    pub(super) fn shown(&self) -> String {
        format!("{} {}", self.verb_name.to_uppercase(), words::line(self.path, 300))
    }

    pub(super) fn verb(&self) -> Option<Verb> {
        Some(match self.verb_name {
            "get" => Verb::Get,
            "post" => Verb::Post,
            "put" => Verb::Put,
            "patch" => Verb::Patch,
            "delete" => Verb::Delete,
            "head" => Verb::Head,
            "options" => Verb::Options,
            _ => return None,
        })
    }
}

/// Makes the method, or says why it cannot be one.
pub(super) fn make<'d>(shared: &Shared<'_, 'd>, found: &Found<'d>) -> Result<Made, String> {
    let verb = found.verb().ok_or_else(|| t!("connectors-operation-verb"))?;
    if found.node.map().is_none() {
        return Err(t!("connectors-operation-no-object").to_owned());
    }
    let template = template(found.path)?;
    let mut remarks: Vec<(String, String)> = template.remarks.iter().map(|r| (String::new(), r.clone())).collect();
    let demanded = shared.security.demanded(found.node);
    remarks.extend(demanded.remark.clone().map(|remark| (String::new(), remark)));
    if found.node.get("callbacks").is_some() {
        let words = t!("connectors-operation-callbacks");
        remarks.push(("callbacks".to_owned(), words.to_owned()));
    }
    let address = [found.node, found.item].into_iter().find(|node| !node.list_at("servers").is_empty());
    let address = address.and_then(|node| servers::of_part(node, shared.base_url, "", &mut remarks));

    let all = gather(shared.document, found.item, found.node, &mut remarks);
    let mut kept = Vec::new();
    for parameter in all {
        let body = shared.document.version == Version::V2 && matches!(parameter.place, "body" | "formData");
        let why = if body {
            demanded.carried.why(parameter.name, parameter.place)
        } else {
            parameter.why_left_out(&demanded.carried, &template.names)
        };
        match why {
            Some(why) => remarks.push((parameter.shown(), why)),
            None => kept.push(parameter),
        }
    }
    one_body(&mut kept, &mut remarks);
    let reserved = template.names.len() + template.fixed.len();
    let mut request = Request { left: shared.fields_max.saturating_sub(reserved), ..Request::default() };
    request.parameters(shared, &kept, &mut remarks);
    request.missing(&template, &mut remarks);
    let payload = request.body(shared, found, &kept, &mut remarks);

    let (answer, response_node) =
        body::of_response(shared.document, found.node, &names(shared, found, "produces"), shared.fields_max);
    say(&answer.found, t!("connectors-operation-answer"), &mut remarks);
    let response = answer.found.fields;
    let paging = match verb {
        Verb::Get => paging::guess(&request.fields, &response, &request.ranges, response_node),
        _ => Paging::None,
    };
    let method = Method {
        key: String::new(),
        name: name(found),
        category: category(found),
        description: words::cut(found.node.text_at("description").unwrap_or_default(), DESCRIPTION_CHARS_MAX),
        verb,
        path: template.path,
        base_url: address.as_ref().map(|address| address.url.clone()).unwrap_or_default(),
        request: request.fields,
        body: payload.body,
        content_type: payload.content_type,
        response,
        paging,
        deprecated: found.node.is_true_at("deprecated"),
        authenticated: demanded.authenticated,
    };
    Ok(Made { method, address, remarks })
}

#[derive(Default)]
struct Request {
    fields: Vec<Field>,
    ranges: Vec<Range>,
    /// How many fields there may be besides.
    left: usize,
}

impl Request {
    fn parameters<'d>(&mut self, shared: &Shared<'_, 'd>, kept: &[Parameter<'d>], remarks: &mut Vec<(String, String)>) {
        for parameter in kept {
            let Some(place) = parameter.field_place() else { continue };
            let found = parameter.fields(shared.document, place, self.left);
            self.left = self.left.saturating_sub(found.fields.len());
            say(&found, &parameter.shown(), remarks);
            self.ranges.push(Range { name: parameter.name.to_owned(), minimum: found.minimum, maximum: found.maximum });
            self.fields.extend(found.fields);
        }
    }

    /// Parts of the path that the document does not describe, and parameters that it writes into the path.
    fn missing(&mut self, template: &Template, remarks: &mut Vec<(String, String)>) {
        for name in &template.names {
            let path = field_path::child("", name);
            if !self.fields.iter().any(|field| field.place == Place::Path && field.path == path) {
                remarks.push((
                    t!("connectors-operation-path-part", name = name),
                    t!("connectors-operation-part-undescribed").to_owned(),
                ));
                self.fields.push(Field { path, place: Place::Path, required: true, ..Field::default() });
            }
        }
        for (name, value) in &template.fixed {
            let path = field_path::child("", name);
            if !self.fields.iter().any(|field| field.place == Place::Query && field.path == path) {
                let default = Some(value.clone().into());
                let choices = if value.is_empty() { Vec::new() } else { vec![value.clone()] };
                self.fields.push(Field {
                    path,
                    place: Place::Query,
                    required: !value.is_empty(),
                    choices,
                    default,
                    ..Field::default()
                });
            }
        }
    }

    fn body<'d>(
        &mut self,
        shared: &Shared<'_, 'd>,
        found: &Found<'d>,
        kept: &[Parameter<'d>],
        remarks: &mut Vec<(String, String)>,
    ) -> Payload {
        let left = self.left;
        let mut payload = if shared.document.version == Version::V2 {
            body::of_parameters(shared.document, kept, &names(shared, found, "consumes"), left)
        } else {
            body::of_request(shared.document, found.node, left)
        };
        let part = t!("connectors-operation-body");
        if found.verb() == Some(Verb::Head) && payload.body != Body::None {
            remarks.push((part.to_owned(), t!("connectors-operation-head").to_owned()));
            return Payload::default();
        }
        say(&payload.found, part, remarks);
        self.fields.append(&mut payload.found.fields);
        if payload.body != Body::None && left == 0 {
            remarks.push((part.to_owned(), t!("connectors-operation-body-no-room").to_owned()));
        }
        payload
    }
}

/// In 2.0 an operation has one parameter in the body, or those of a form.
fn one_body(kept: &mut Vec<Parameter<'_>>, remarks: &mut Vec<(String, String)>) {
    let mut body = false;
    let has_body = kept.iter().any(|parameter| parameter.place == "body");
    kept.retain(|parameter| {
        let again = (parameter.place == "body" && std::mem::replace(&mut body, true))
            || (parameter.place == "formData" && has_body);
        if again {
            let words = t!("connectors-operation-one-body");
            remarks.push((parameter.shown(), words.to_owned()));
        }
        !again
    });
}

/// Puts an outline's troubles into words with their place.
fn say(outline: &Outline, part: &str, remarks: &mut Vec<(String, String)>) {
    for (path, what) in &outline.troubles {
        let place = match path.as_str() {
            "" => part.to_owned(),
            path => t!("connectors-operation-field", part = part, path = path),
        };
        let mut letters = what.chars();
        let what = letters.next().map(|first| first.to_uppercase().to_string() + letters.as_str()).unwrap_or_default();
        remarks.push((place, if what.ends_with('.') { what } else { what + "." }));
    }
}

/// 2.0's content types: the operation's own, or the document's.
fn names<'d>(shared: &Shared<'_, 'd>, found: &Found<'d>, key: &str) -> Vec<&'d str> {
    let own = found.node.get(key).or_else(|| shared.document.root.get(key));
    own.and_then(Node::list).unwrap_or_default().iter().filter_map(Node::text).take(50).collect()
}

fn name(found: &Found<'_>) -> String {
    let summary =
        found.node.text_at("summary").map(|summary| words::line(summary, 200).trim_end_matches('.').to_owned());
    let id = || found.node.text_at("operationId").map(|id| words::title(id, 200));
    summary
        .filter(|name| !name.is_empty())
        .or_else(id)
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| words::line(&found.shown(), 200))
}

/// The first tag, else the first part of the path that has a name.
fn category(found: &Found<'_>) -> String {
    let tag = found.node.list_at("tags").iter().find_map(Node::text).map(|tag| words::line(tag, 100));
    let part = || {
        let mut parts = found.path.split('/').filter(|part| !part.is_empty() && !part.contains('{'));
        parts.next().map(|part| words::title(part, 100))
    };
    tag.filter(|tag| !tag.is_empty())
        .or_else(part)
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "General".to_owned())
}

/// What an operation's key is made of.
pub(super) fn key(found: &Found<'_>) -> String {
    let id = found.node.text_at("operationId").map(|id| words::slug(id, 100)).unwrap_or_default();
    if !id.is_empty() {
        return id;
    }
    let path = words::slug(&format!("{} {}", found.verb_name, found.path), 100);
    if path.is_empty() { found.verb_name.to_lowercase() } else { path }
}
