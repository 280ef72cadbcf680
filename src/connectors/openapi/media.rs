//! Content types: which of several is chosen, and how it is written.

use super::tree::Node;
use crate::connectors::model::Body;

/// One content type with its description.
#[derive(Clone, Copy, Debug)]
pub(super) struct Media<'d> {
    pub name: &'d str,
    pub body: Body,
    pub node: Option<&'d Node>,
}

impl<'d> Media<'d> {
    pub(super) fn schema(&self) -> Option<&'d Node> {
        self.node.and_then(|node| node.get("schema"))
    }

    /// What the content type must be called, where that is not what the body's kind is usually called.
    pub(super) fn unusual_name(&self) -> String {
        let essence = essence(self.name);
        let usual = match self.body {
            Body::Json => essence == "application/json",
            Body::Form | Body::Multipart | Body::None => true,
            Body::Xml => essence == "application/xml",
            Body::Text => essence == "text/plain",
            Body::Binary => essence == "application/octet-stream",
        };
        if usual || essence.contains('*') || essence.len() > 100 || !is_essence(&essence) {
            String::new()
        } else {
            essence
        }
    }
}

/// How a content type is written.
pub(super) fn body_of(name: &str) -> Body {
    let essence = essence(name);
    match essence.as_str() {
        "application/json" | "text/json" | "*/*" | "application/*" | "" => Body::Json,
        "application/x-www-form-urlencoded" => Body::Form,
        "application/xml" | "text/xml" => Body::Xml,
        essence if essence.ends_with("+json") => Body::Json,
        essence if essence.ends_with("+xml") && essence != "image/svg+xml" => Body::Xml,
        essence if essence.starts_with("multipart/") => Body::Multipart,
        essence if essence.starts_with("text/") => Body::Text,
        "application/graphql" | "application/x-ndjson" | "application/yaml" | "application/javascript" => Body::Text,
        _ => Body::Binary,
    }
}

/// The best of an OpenAPI 3 `content`: described ones first, and of those JSON, forms, XML, text, bytes.
pub(super) fn best<'d>(content: &'d Node) -> Option<Media<'d>> {
    let all = content.map()?.iter().take(100);
    all.map(|(name, node)| Media { name, body: body_of(name), node: Some(node) })
        .min_by_key(|media| (media.schema().is_none(), rank(media.body), essence(media.name).contains('+')))
}

/// The best of Swagger 2.0's `consumes` or `produces`.
pub(super) fn best_named<'d>(names: impl Iterator<Item = &'d str>) -> Option<Media<'d>> {
    let all = names.map(|name| Media { name, body: body_of(name), node: None });
    all.min_by_key(|media| (rank(media.body), essence(media.name).contains('+')))
}

fn rank(body: Body) -> u8 {
    match body {
        Body::Json => 0,
        Body::Form => 1,
        Body::Multipart => 2,
        Body::Xml => 3,
        Body::Text => 4,
        Body::Binary | Body::None => 5,
    }
}

/// Without parameters, in lower case.
fn essence(name: &str) -> String {
    name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn is_essence(essence: &str) -> bool {
    let token =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b));
    essence.split_once('/').is_some_and(|(kind, name)| token(kind) && token(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_types_are_told_apart() {
        for (name, body) in [
            ("application/json; charset=utf-8", Body::Json),
            ("application/vnd.api+json", Body::Json),
            ("application/x-www-form-urlencoded", Body::Form),
            ("multipart/form-data", Body::Multipart),
            ("TEXT/XML", Body::Xml),
            ("application/soap+xml", Body::Xml),
            ("text/csv", Body::Text),
            ("image/png", Body::Binary),
            ("application/pdf", Body::Binary),
        ] {
            assert_eq!(body_of(name), body, "{name}");
        }
    }

    #[test]
    fn only_unusual_names_are_kept() {
        let named = |name| Media { name, body: body_of(name), node: None }.unusual_name();
        assert_eq!(named("application/json; charset=utf-8"), "");
        assert_eq!(named("application/merge-patch+json"), "application/merge-patch+json");
        assert_eq!(named("text/csv"), "text/csv");
        assert_eq!(named("image/*"), "");
        assert_eq!(named("image/png\r\nX: y"), "");
    }
}
