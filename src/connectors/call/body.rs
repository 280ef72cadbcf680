//! The body of a request, in the way the method wants it.

use super::coerce::text;
use super::fault::Faults;
use super::multipart;
use super::shape::Node;
use super::style::{encode, flat, pairs};
use super::xml;
use crate::connectors::model::{Body, Kind, Method, Style, Verb};
use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde_json::{Map, Value};

/// A body and what it is; the content type is empty where there is none.
#[derive(Default)]
pub(super) struct Written {
    pub(super) bytes: Vec<u8>,
    pub(super) content_type: String,
    /// A header field of the request may name another content type.
    pub(super) free_type: bool,
}

/// Writes the shaped value of a method's body.
pub(super) fn write(method: &Method, value: Option<&Value>, node: &Node<'_>) -> Result<Written, Faults> {
    let written = |bytes: Vec<u8>, content_type: &str| {
        Ok(Written { bytes, content_type: content_type.to_owned(), free_type: false })
    };
    let empty = Value::Object(Map::new());
    let value = match value {
        Some(value) => value,
        // A body that was announced is there, if only as {}.
        None if method.body == Body::Json && matches!(method.verb, Verb::Post | Verb::Put | Verb::Patch) => &empty,
        None => return Ok(Written::default()),
    };
    match method.body {
        Body::None => Err(Faults::one("body", "has no place, the method sends no body")),
        Body::Json => written(value.to_string().into_bytes(), "application/json"),
        Body::Form => written(form(value, node)?.into_bytes(), "application/x-www-form-urlencoded"),
        Body::Multipart => {
            let (bytes, content_type) = multipart::write(&multipart_parts(value, node)?);
            written(bytes, &content_type)
        }
        Body::Xml => written(xml::write(value, node)?.into_bytes(), "application/xml"),
        Body::Text => {
            let text = flat(only_body(value));
            Ok(Written {
                bytes: text.into_bytes(),
                content_type: "text/plain; charset=utf-8".to_owned(),
                free_type: true,
            })
        }
        Body::Binary => {
            let file = File::of(only_body(value)).map_err(|why| Faults::one("body", why))?;
            let free_type = file.content_type.is_none();
            let content_type = file.content_type.unwrap_or_else(|| "application/octet-stream".to_owned());
            Ok(Written { bytes: file.bytes, content_type, free_type })
        }
    }
}

/// The field `body` of a text or a file, or the value itself.
fn only_body(value: &Value) -> &Value {
    value.as_object().and_then(|fields| fields.get("body")).unwrap_or(value)
}

fn fields_of(value: &Value) -> Result<&Map<String, Value>, Faults> {
    value.as_object().ok_or_else(|| Faults::one("body", "must be an object, its fields are sent one by one"))
}

fn style_of(node: &Node<'_>, key: &str) -> Style {
    node.children()
        .find(|(known, _)| *known == key)
        .and_then(|(_, node)| node.field)
        .map_or(Style::Repeated, |f| f.style)
}

fn form(value: &Value, node: &Node<'_>) -> Result<String, Faults> {
    let pairs: Vec<String> = fields_of(value)?
        .iter()
        .flat_map(|(key, value)| pairs(key, value, style_of(node, key), encode))
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    Ok(pairs.join("&"))
}

fn multipart_parts(value: &Value, node: &Node<'_>) -> Result<Vec<multipart::Part>, Faults> {
    let mut parts = Vec::new();
    let mut faults = Faults::default();
    for (key, value) in fields_of(value)? {
        let field = node.children().find(|(known, _)| known == key).and_then(|(_, node)| node.field);
        let items_are_files = node
            .children()
            .find(|(known, _)| known == key)
            .and_then(|(_, node)| node.items_field())
            .is_some_and(|field| field.kind == Kind::File);
        if field.is_some_and(|field| field.kind == Kind::File) || items_are_files {
            let files = match value {
                Value::Array(files) => files.as_slice(),
                file => std::slice::from_ref(file),
            };
            for file in files {
                match File::of(file) {
                    Ok(file) => parts.push(file.part(key)),
                    Err(why) => faults.wrong(key, why),
                }
            }
        } else {
            let verbatim = str::to_owned;
            let pairs = pairs(key, value, style_of(node, key), verbatim);
            parts.extend(pairs.into_iter().map(|(name, value)| multipart::Part::text(name, value)));
        }
    }
    if faults.is_empty() { Ok(parts) } else { Err(faults) }
}

/// A file as a field gives it: base64, or an object as an answer's file is read (`{content_type, base64}`), with a
/// `file_name` where there is one.
struct File {
    bytes: Vec<u8>,
    content_type: Option<String>,
    name: Option<String>,
}

/// Takes base64 with and without its padding.
const BASE64: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);

impl File {
    fn of(value: &Value) -> Result<File, String> {
        let part = |key: &str| value.get(key).and_then(text).filter(|text| !text.is_empty());
        let content = if value.is_object() { part("base64") } else { text(value) };
        let content = content.ok_or_else(|| "must be a file: its content as base64".to_owned())?;
        let content: String = content.split_ascii_whitespace().collect();
        let bytes = GeneralPurpose::new(&alphabet::STANDARD, BASE64)
            .decode(&content)
            .or_else(|_| GeneralPurpose::new(&alphabet::URL_SAFE, BASE64).decode(&content))
            .map_err(|_| "must be a file's content as base64, and is not".to_owned())?;
        let content_type = part("content_type");
        if content_type.as_deref().is_some_and(|kind| !kind.bytes().all(|byte| (b' '..=b'~').contains(&byte))) {
            return Err("has a content type that is none".to_owned());
        }
        Ok(File { bytes, content_type, name: part("file_name") })
    }

    fn part(self, key: &str) -> multipart::Part {
        multipart::Part {
            name: key.to_owned(),
            file_name: Some(self.name.unwrap_or_else(|| key.to_owned())),
            content_type: Some(self.content_type.unwrap_or_else(|| "application/octet-stream".to_owned())),
            bytes: self.bytes,
        }
    }
}
