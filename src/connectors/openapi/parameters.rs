//! Parameters of an operation, of both generations, as fields.

use super::credentials::Carried;
use super::document::{Document, Version};
use super::fields::{Asked, Outline, Way, Written, outline};
use super::shape::How;
use super::tree::Node;
use super::words;
use crate::connectors::field_path;
use crate::connectors::model::{Place, Style};
use crate::connectors::names::{is_header_name, reserved_header};

/// The most parameters of one operation, the path's included.
const PARAMETERS_MAX: usize = 500;

/// A parameter where it was written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parameter<'d> {
    pub node: &'d Node,
    pub name: &'d str,
    pub place: &'d str,
}

/// Those of the path and of the operation, which takes over the ones it has itself. What is wrong goes to `wrong`.
pub(super) fn gather<'d>(
    document: &Document<'d>,
    item: &'d Node,
    operation: &'d Node,
    wrong: &mut Vec<(String, String)>,
) -> Vec<Parameter<'d>> {
    let nameless = || t!("connectors-operation-a-parameter").to_owned();
    let mut all: Vec<Parameter<'d>> = Vec::new();
    for list in [item, operation].map(|node| node.list_at("parameters")) {
        let begin = all.len();
        for node in list {
            let node = match document.follow(node) {
                Ok(node) => node,
                Err(why) => {
                    wrong.push((nameless(), t!("connectors-operation-left-out", why = why)));
                    continue;
                }
            };
            let (Some(name), Some(place)) = (node.text_at("name"), node.text_at("in")) else {
                wrong.push((nameless(), t!("connectors-operation-no-name").to_owned()));
                continue;
            };
            let found = Parameter { node, name, place };
            match all.iter().position(|known| known.is_the_same(&found)) {
                Some(at) if at < begin => all[at] = found,
                Some(_) => wrong.push((found.shown(), t!("connectors-operation-twice").to_owned())),
                None if all.len() < PARAMETERS_MAX => all.push(found),
                None => {
                    let words = t!("connectors-operation-parameters", most = PARAMETERS_MAX);
                    wrong.push((found.shown(), words));
                }
            }
        }
    }
    all
}

impl<'d> Parameter<'d> {
    fn is_the_same(&self, other: &Parameter<'_>) -> bool {
        let same_name =
            if self.place == "header" { self.name.eq_ignore_ascii_case(other.name) } else { self.name == other.name };
        same_name && self.place == other.place
    }

    /// As a note names it.
    pub(super) fn shown(&self) -> String {
        t!("connectors-operation-parameter", name = words::line(self.name, 100))
    }

    /// Where its field belongs; nothing for those that make the body.
    pub(super) fn field_place(&self) -> Option<Place> {
        match self.place {
            "path" => Some(Place::Path),
            "query" => Some(Place::Query),
            "header" => Some(Place::Header),
            "cookie" => Some(Place::Cookie),
            _ => None,
        }
    }

    /// Why it is none of the caller's business, if so.
    pub(super) fn why_left_out(&self, carried: &Carried, path_names: &[String]) -> Option<String> {
        if let Some(why) = carried.why(self.name, self.place) {
            return Some(why);
        }
        match self.place {
            "path" if !path_names.iter().any(|name| name == self.name) => {
                Some(t!("connectors-operation-no-part").to_owned())
            }
            "header" if self.name.eq_ignore_ascii_case("idempotency-key") => {
                Some(t!("connectors-operation-idempotency").to_owned())
            }
            "header"
                if ["accept", "content-type", "authorization"].iter().any(|n| self.name.eq_ignore_ascii_case(n)) =>
            {
                Some(t!("connectors-operation-as-needed").to_owned())
            }
            "header" if reserved_header(self.name) => Some(t!("connectors-operation-connection").to_owned()),
            "header" if !is_header_name(self.name) => Some(t!("connectors-operation-header-name").to_owned()),
            "cookie" if !is_header_name(self.name) => Some(t!("connectors-operation-cookie-name").to_owned()),
            _ if self.name.len() > 200 => Some(t!("connectors-operation-name-long").to_owned()),
            "path" | "query" | "header" | "cookie" => None,
            other => Some(t!("connectors-operation-place", name = words::quoted(other))),
        }
    }

    /// Its field, with those inside it.
    pub(super) fn fields(&self, document: &Document<'d>, place: Place, fields_max: usize) -> Outline {
        let content = self.node.get("content").and_then(super::media::best);
        let schema = self.node.get("schema").or_else(|| content.and_then(|media| media.schema()));
        // In 2.0 the parameter itself is the schema.
        let schema = schema.unwrap_or(self.node);
        let style = if content.is_some() { Style::Json } else { style(self.node, document.version, place) };
        let asked = Asked {
            nodes: vec![schema],
            how: How::All,
            path: field_path::child("", self.name),
            place,
            way: Way::Sent,
            written: Written::Plain,
            required: place == Place::Path || self.node.is_true_at("required"),
            style,
            description: self.node.text_at("description"),
            example: example(document, self.node),
        };
        let mut found = outline(document, &asked, fields_max);
        if self.node.is_true_at("deprecated")
            && let Some(first) = found.fields.first_mut()
        {
            let gap = if first.description.is_empty() { "" } else { "\n" };
            first.description.push_str(gap);
            first.description.push_str("The vendor says not to begin with it.");
        }
        found
    }
}

/// `example`, or the first of `examples`.
pub(super) fn example<'d>(document: &Document<'d>, node: &'d Node) -> Option<&'d Node> {
    node.get("example").or_else(|| node.get("x-example")).or_else(|| {
        let (_, first) = node.get("examples")?.map()?.iter().next()?;
        document.follow(first).ok()?.get("value")
    })
}

/// How lists and objects are written.
pub(super) fn style(node: &Node, version: Version, place: Place) -> Style {
    if version == Version::V2 {
        return match node.text_at("collectionFormat") {
            Some("multi") => Style::Repeated,
            Some("ssv") => Style::Spaces,
            Some("tsv") => Style::Tabs,
            Some("pipes") => Style::Pipes,
            _ => Style::Commas,
        };
    }
    let named = node.text_at("style").unwrap_or(match place {
        Place::Path | Place::Header => "simple",
        Place::Query | Place::Cookie | Place::Body => "form",
    });
    let explode = match node.get("explode") {
        Some(Node::Bool(explode)) => *explode,
        _ => named == "form",
    };
    match (named, explode) {
        ("deepObject", _) => Style::DeepObject,
        ("matrix", _) => Style::Matrix,
        ("label", _) => Style::Label,
        ("simple", _) => Style::Commas,
        ("spaceDelimited", false) => Style::Spaces,
        ("pipeDelimited", false) => Style::Pipes,
        (_, true) => Style::Repeated,
        (_, false) => Style::Commas,
    }
}
