//! Puts a request together: fields into their places, then what the protocol wants, then the credentials.

use super::address;
use super::auth::{self, Parts};
use super::body;
use super::credentials::Credentials;
use super::fault::Faults;
use super::shape::{Node, shape};
use super::style::{encode, flat, pairs};
use super::values::Values;
use crate::connectors::model::{Definition, Method, Place, Style, Verb};
use crate::outbound::Request;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::time::Duration;
use url::Url;

/// What most applications answer best.
const ACCEPT: &str = "application/json, application/xml;q=0.9, */*;q=0.8";
const REDIRECTS_MAX: u8 = 3;

/// A call that is to be made.
pub(crate) struct Call<'a> {
    pub definition: &'a Definition,
    /// The key of a method of the definition.
    pub method: &'a str,
    /// What the Account Connector says beside its credentials.
    pub parameters: &'a BTreeMap<String, String>,
    pub credentials: &'a Credentials,
    pub values: &'a Values,
    /// The whole address of a further page, as [`super::paging`] gave it; path and query fields are not used then.
    pub page: Option<&'a Url>,
    /// The same for every try of a step (R2).
    pub idempotency_key: Option<&'a str>,
    pub user_agent: &'a str,
    pub timeout: Duration,
    pub reply_bytes_max: usize,
}

/// The request of a call, or all that keeps it from being made.
pub(crate) fn build(call: &Call<'_>) -> Result<Request, Faults> {
    let definition = call.definition;
    let method = definition
        .methods
        .iter()
        .find(|method| method.key == call.method)
        .ok_or_else(|| Faults::one("", format!("The connector has no method “{}” any more", call.method)))?;
    let base = address::base(definition, method, call.parameters)?;
    let mut faults = Faults::default();
    let place = |place| Node::of(method.request.iter().filter(move |field| field.place == place));
    let given = |at: Place, faults: &mut Faults| outside_body(call, at, &place(at), faults);
    let (path, query) = match call.page {
        Some(_) => Default::default(),
        None => (given(Place::Path, &mut faults), given(Place::Query, &mut faults)),
    };
    let (header, cookie) = (given(Place::Header, &mut faults), given(Place::Cookie, &mut faults));
    let body_node = place(Place::Body);
    let given_body = Some(&call.values.body).filter(|value| !value.is_null());
    let body_value = if given_body.is_none() && body_node.is_empty() {
        None
    } else {
        shape(given_body, &body_node, "", &mut faults)
    };
    if !faults.is_empty() {
        return Err(faults);
    }
    let written = body::write(method, body_value.as_ref(), &body_node)?;
    let mut parts = Parts {
        query: query
            .iter()
            .flat_map(|(name, value)| pairs(name, value, style(method, Place::Query, name), encode))
            .collect(),
        headers: headers(&header)?,
        cookies: cookie.iter().map(|(name, value)| (encode(name), encode(&flat(value)))).collect(),
    };
    finish(&mut parts, call, method, &written)?;
    let url = match call.page {
        None => address::full(&base, method, &path, &place(Place::Path), &parts.query)?,
        Some(page) => further_page(&base, page, &parts.query)?,
    };
    Ok(Request {
        verb: verb_of(method.verb),
        url,
        headers: parts.headers,
        body: written.bytes,
        user_agent: call.user_agent.to_owned(),
        timeout: call.timeout,
        reply_bytes_max: call.reply_bytes_max,
        redirects_max: REDIRECTS_MAX,
    })
}

/// The shaped values of one place. What the method does not have there is a mapping of an older release: said, not sent.
fn outside_body(call: &Call<'_>, place: Place, node: &Node<'_>, faults: &mut Faults) -> Map<String, Value> {
    let mut shaped = Map::new();
    let empty = Map::new();
    let given = call.values.at(place).unwrap_or(&empty);
    for (key, child) in node.children() {
        if let Some(value) = shape(given.get(key), child, key, faults) {
            shaped.insert(key.to_owned(), value);
        }
    }
    for key in given.iter().filter(|(_, value)| !value.is_null()).map(|(key, _)| key) {
        if !node.children().any(|(known, _)| known == key) {
            faults.wrong(key, "is not a field of this method any more; take it out of the mapping");
        }
    }
    shaped
}

fn style(method: &Method, place: Place, name: &str) -> Style {
    let named = |path: &str| super::field_path::single_key(path).is_some_and(|key| key == name);
    method.request.iter().find(|field| field.place == place && named(&field.path)).map_or(Style::Repeated, |f| f.style)
}

/// Lists are joined by commas, as header fields are (RFC 9110 section 5.6.1).
fn headers(fields: &Map<String, Value>) -> Result<Vec<(String, String)>, Faults> {
    let mut faults = Faults::default();
    let mut headers = Vec::new();
    for (name, value) in fields {
        let written = match value {
            Value::Array(items) => items.iter().map(flat).collect::<Vec<_>>().join(", "),
            single => flat(single),
        };
        if written.chars().any(|char| char.is_control() && char != '\t') {
            faults.wrong(name, "is sent in a header and must not hold a line break or control character");
        }
        headers.push((name.clone(), written));
    }
    if faults.is_empty() { Ok(headers) } else { Err(faults) }
}

/// What no field decides.
fn finish(parts: &mut Parts, call: &Call<'_>, method: &Method, written: &body::Written) -> Result<(), Faults> {
    let named_by_field = written.free_type && parts.has_header("content-type");
    if !written.content_type.is_empty() && !named_by_field {
        parts.set_header("Content-Type", written.content_type.clone());
    }
    if !parts.has_header("accept") {
        parts.set_header("Accept", ACCEPT.to_owned());
    }
    if let Some(key) = call.idempotency_key {
        parts.set_header("Idempotency-Key", key.to_owned());
    }
    if method.authenticated {
        auth::apply(parts, call.definition, call.parameters, call.credentials)?;
    }
    if !parts.cookies.is_empty() {
        let cookies: Vec<String> = parts.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let cookies = cookies.join("; ");
        parts.set_header("Cookie", cookies);
    }
    Ok(())
}

/// An address that an answer gave, with the credentials that stand in the query. Only where the connector is at home:
/// an answer must not send them elsewhere.
fn further_page(base: &Url, page: &Url, query: &[(String, String)]) -> Result<Url, Faults> {
    if page.origin() != base.origin() {
        return Err(Faults::one("", "The next page is on another server; it was not asked for"));
    }
    let mut url = page.clone();
    url.set_fragment(None);
    let names: Vec<&str> = query.iter().map(|(name, _)| name.as_str()).collect();
    let kept = page.query().unwrap_or_default().split('&').filter(|pair| {
        let name = pair.split('=').next().unwrap_or_default();
        !pair.is_empty() && !names.contains(&name)
    });
    let pairs: Vec<String> =
        kept.map(str::to_owned).chain(query.iter().map(|(name, value)| format!("{name}={value}"))).collect();
    url.set_query((!pairs.is_empty()).then(|| pairs.join("&")).as_deref());
    Ok(url)
}

/// As the client takes it.
pub(crate) fn verb_of(verb: Verb) -> reqwest::Method {
    match verb {
        Verb::Get => reqwest::Method::GET,
        Verb::Post => reqwest::Method::POST,
        Verb::Put => reqwest::Method::PUT,
        Verb::Patch => reqwest::Method::PATCH,
        Verb::Delete => reqwest::Method::DELETE,
        Verb::Head => reqwest::Method::HEAD,
        Verb::Options => reqwest::Method::OPTIONS,
    }
}
