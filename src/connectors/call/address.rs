//! Where a call goes: base URL with the connector's parameters, path with its fields. What customers type stays in the
//! place it was meant for; a value that would become another host or another path is refused and named.

use super::fault::Faults;
use super::shape::Node;
use super::style::{encode, in_path};
use crate::connectors::model::{Definition, Method, Style};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use url::Url;

/// A piece of `/customers/{id}`.
enum Piece<'a> {
    Literal(&'a str),
    Hole(&'a str),
}

/// The base URL of a method, with the parameters of the Account Connector in it.
pub(super) fn base(
    definition: &Definition,
    method: &Method,
    parameters: &BTreeMap<String, String>,
) -> Result<Url, Faults> {
    let template = if method.base_url.is_empty() { &definition.base_url } else { &method.base_url };
    filled(template, definition, parameters)
}

/// An address that may hold `{parameter}`: a base URL, or where tokens are asked for.
pub(in crate::connectors) fn filled(
    template: &str,
    definition: &Definition,
    parameters: &BTreeMap<String, String>,
) -> Result<Url, Faults> {
    let pieces = pieces(template).ok_or_else(|| Faults::one("", t!("connectors-call-base-unclosed")))?;
    let mut text = String::new();
    for (no, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Literal(literal) => text.push_str(literal),
            Piece::Hole(key) => {
                let value = parameter(definition, parameters, key)?;
                let ends_host = match pieces.get(no + 1) {
                    None => true,
                    Some(Piece::Literal(next)) => next.starts_with('/'),
                    Some(Piece::Hole(_)) => false,
                };
                let value = in_base(&text, &value, ends_host).map_err(|why| Faults::one(key, why))?;
                text.push_str(&value);
            }
        }
    }
    let mut url = Url::parse(&text).map_err(|_| Faults::one("", t!("connectors-call-base-no-address")))?;
    url.set_fragment(None);
    if url.host().is_none() || !matches!(url.scheme(), "http" | "https") {
        return Err(Faults::one("", t!("connectors-call-base-scheme")));
    }
    Ok(url)
}

/// The value of a connector's parameter: what was given, else its default.
pub(super) fn parameter(
    definition: &Definition,
    given: &BTreeMap<String, String>,
    key: &str,
) -> Result<String, Faults> {
    let known = definition.parameters.iter().find(|parameter| parameter.key == key);
    let default = known.map(|parameter| parameter.default.as_str()).unwrap_or_default();
    let value = given.get(key).map(|value| value.trim()).filter(|value| !value.is_empty()).unwrap_or(default);
    match known {
        _ if value.is_empty() => Err(Faults { missing: vec![key.to_owned()], wrong: Vec::new() }),
        Some(known) if !known.choices.is_empty() && !known.choices.iter().any(|choice| choice == value) => {
            Err(Faults::one(key, t!("connectors-call-one-of", choices = known.choices.join(", "))))
        }
        _ => Ok(value.to_owned()),
    }
}

fn in_base(before: &str, value: &str, ends_host: bool) -> Result<String, String> {
    let Some((_, after_scheme)) = before.split_once("://") else {
        return whole_url(before, value);
    };
    if after_scheme.contains('/') {
        return segment(value);
    }
    let (host, port) = match value.rsplit_once(':') {
        Some((host, port)) if ends_host && after_scheme.is_empty() => (host, port),
        _ => (value, "0"),
    };
    let host_ok = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'));
    if !host_ok || host.is_empty() || port.parse::<u16>().is_err() {
        return Err(t!("connectors-call-host").to_owned());
    }
    Ok(value.to_owned())
}

/// A parameter that begins the address is all of it up to the path, as some applications give each customer one.
fn whole_url(before: &str, value: &str) -> Result<String, String> {
    let url = Url::parse(value).ok().filter(|url| {
        let plain = url.username().is_empty() && url.password().is_none();
        before.is_empty() && matches!(url.scheme(), "http" | "https") && plain
    });
    match url {
        Some(url) if url.query().is_none() && url.fragment().is_none() => {
            Ok(url.as_str().trim_end_matches('/').to_owned())
        }
        _ => Err(t!("connectors-call-whole").to_owned()),
    }
}

/// The address of a call: base, the method's path with its fields, and a query whose pairs are encoded.
pub(super) fn full(
    base: &Url,
    method: &Method,
    fields: &Map<String, Value>,
    node: &Node<'_>,
    query: &[(String, String)],
) -> Result<Url, Faults> {
    let (template, literal_query) = method.path.split_once('?').unwrap_or((&method.path, ""));
    let path = path(base, template, fields, node)?;
    let mut url = base.clone();
    url.set_path(&path);
    // The parser resolves `..` however it is spelled; a path that it changed is not the one that was meant.
    if url.path() != path {
        return Err(Faults::one("", "The fields of the path make it lead elsewhere; a part of it is “.” or “..”"));
    }
    let mut parts: Vec<String> = base.query().into_iter().chain([literal_query]).map(str::to_owned).collect();
    parts.extend(query.iter().map(|(name, value)| format!("{name}={value}")));
    parts.retain(|part| !part.is_empty());
    url.set_query((!parts.is_empty()).then(|| parts.join("&")).as_deref());
    Ok(url)
}

fn path(base: &Url, template: &str, fields: &Map<String, Value>, node: &Node<'_>) -> Result<String, Faults> {
    let pieces = pieces(template).ok_or_else(|| Faults::one("", "The method's path has an unclosed “{”"))?;
    let mut faults = Faults::default();
    let mut path = String::new();
    for piece in pieces {
        match piece {
            Piece::Literal(literal) => path.push_str(&tidy(literal)),
            Piece::Hole(key) => {
                let style = node.children().find(|(known, _)| *known == key).and_then(|(_, node)| node.field);
                match fields.get(key).filter(|value| !value.is_null()) {
                    None => faults.missing(key),
                    Some(value) => match in_segment(key, value, style.map_or(Style::Repeated, |field| field.style)) {
                        Ok(text) => path.push_str(&text),
                        Err(why) => faults.wrong(key, why),
                    },
                }
            }
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let base = base.path();
    Ok(match path.strip_prefix('/').unwrap_or(&path) {
        "" => base.to_owned(),
        path => format!("{}/{path}", base.trim_end_matches('/')),
    })
}

fn in_segment(key: &str, value: &Value, style: Style) -> Result<String, String> {
    let each: Vec<&Value> = match value {
        Value::Array(items) => items.iter().collect(),
        Value::Object(fields) => fields.values().collect(),
        single => vec![single],
    };
    if each.is_empty() {
        return Err(t!("connectors-call-empty").to_owned());
    }
    for value in each {
        segment(&super::style::flat(value))?;
    }
    Ok(in_path(key, value, style))
}

/// A value as one part of a path. Servers differ on what an encoded slash means, so none is sent.
fn segment(value: &str) -> Result<String, String> {
    if value.is_empty() {
        return Err(t!("connectors-call-empty").to_owned());
    }
    if matches!(value, "." | "..")
        || value.chars().any(|char| matches!(char, '/' | '\\' | '?' | '#') || char.is_control())
    {
        return Err(t!("connectors-call-segment").to_owned());
    }
    Ok(encode(value))
}

/// A definition's own text, which may hold spaces or letters that a URL writes encoded.
fn tidy(literal: &str) -> String {
    let keeps = |char: char| {
        char.is_ascii_graphic() && !matches!(char, '"' | '<' | '>' | '`' | '{' | '}' | '#' | '\\' | '^' | '|')
    };
    let mut buffer = [0; 4];
    literal
        .chars()
        .map(|char| if keeps(char) { char.to_string() } else { encode(char.encode_utf8(&mut buffer)) })
        .collect()
}

fn pieces(template: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        let end = at + rest[at..].find('}')?;
        if at > 0 {
            pieces.push(Piece::Literal(&rest[..at]));
        }
        pieces.push(Piece::Hole(&rest[at + 1..end]));
        rest = &rest[end + 1..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Literal(rest));
    }
    Some(pieces)
}
