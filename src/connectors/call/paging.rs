//! The next page of a long answer, and the items of this one. It ends with an empty page, with a cursor that was there
//! before, and at the caller's cap, whatever the application says.

use super::field_path::{Step, parse};
use super::values::Values;
use crate::connectors::model::{Method, Paging};
use crate::outbound::Reply;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use url::Url;

/// A longer cursor is no cursor.
const CURSOR_BYTES_MAX: usize = 8 * 1024;
/// Pages nobody asks more of.
const PAGES_MAX: u32 = 10_000;

/// How far a method has been read. Stored between pages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Progress {
    /// Pages read.
    pub pages: u32,
    /// Items read.
    pub items: u64,
    /// How long a page was asked to be, which may be less than the method says.
    size: Option<u64>,
    /// Of each cursor or address that was followed, the beginning of its hash.
    seen: Vec<u64>,
}

/// What makes the next page of a request.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Next {
    /// The same request with this parameter (`Values::set`).
    Parameter { name: String, value: Value },
    /// The same method at this address (`Call::page`).
    Address(Url),
}

/// Sets what the first page is asked with: its number and its size, where the mapping says nothing.
pub(crate) fn first(method: &Method, values: &mut Values) -> Progress {
    let (size, begin) = match &method.paging {
        Paging::Page { page, first, size, .. } => (size, Some((page, *first))),
        Paging::Offset { offset, size, .. } => (size, Some((offset, 0))),
        _ => return Progress::default(),
    };
    for (name, value) in begin.into_iter().chain(size.as_ref().map(|(name, size)| (name, *size))) {
        values.set_default(method, name, Value::from(value));
    }
    let asked = size.as_ref().and_then(|(name, _)| number(values.slot(method, name)));
    Progress { size: asked, ..Progress::default() }
}

/// A number, also one that was mapped as text.
fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())
}

/// The items of a page; a page without a list has itself as its one item.
pub(crate) fn items<'a>(paging: &Paging, page: &'a Value) -> &'a [Value] {
    let path = match paging {
        Paging::None => return if page.is_null() { &[] } else { std::slice::from_ref(page) },
        Paging::Page { items, .. } | Paging::Offset { items, .. } | Paging::Cursor { items, .. } => items,
        Paging::LastItem { items, .. } | Paging::LinkHeader { items } | Paging::NextUrl { items, .. } => items,
    };
    match at(page, path) {
        Some(Value::Array(items)) => items,
        _ => &[],
    }
}

/// What the next page is asked with, after this one; none when this was the last. `base` is the address this page was
/// asked for at, and `pages_max` the caller's cap.
pub(crate) fn next_page(
    paging: &Paging,
    progress: &mut Progress,
    base: &Url,
    page: &Value,
    reply: &Reply,
    pages_max: u32,
) -> Option<Next> {
    let items = items(paging, page);
    progress.pages = progress.pages.saturating_add(1);
    progress.items = progress.items.saturating_add(items.len() as u64);
    if items.is_empty() || progress.pages >= pages_max.min(PAGES_MAX) {
        return None;
    }
    // A mapping may have asked for shorter pages: then those are not short.
    let asked = progress.size;
    let short = |size: &Option<(String, u32)>| {
        size.as_ref().is_some_and(|(_, size)| (items.len() as u64) < asked.unwrap_or_else(|| u64::from(*size)))
    };
    let parameter = |name: &str, value: Value| Some(Next::Parameter { name: name.to_owned(), value });
    match paging {
        Paging::None => None,
        Paging::Page { size, .. } | Paging::Offset { size, .. } if short(size) => None,
        Paging::Page { page, first, .. } => parameter(page, Value::from(first.saturating_add(progress.pages))),
        Paging::Offset { offset, .. } => parameter(offset, Value::from(progress.items)),
        Paging::Cursor { cursor, next, .. } => {
            let value = at(page, next).filter(|value| progress.is_new(value))?;
            parameter(cursor, value.clone())
        }
        Paging::LastItem { after, id, more, .. } => {
            if !more.is_empty() && at(page, more) != Some(&Value::Bool(true)) {
                return None;
            }
            let value = at(items.last()?, id).filter(|value| progress.is_new(value))?;
            parameter(after, value.clone())
        }
        Paging::LinkHeader { .. } => {
            let link = reply.headers.iter().filter(|(name, _)| name == "link").find_map(|(_, value)| link(value))?;
            progress.address(base, link)
        }
        Paging::NextUrl { next, .. } => progress.address(base, at(page, next)?.as_str()?),
    }
}

impl Progress {
    fn address(&mut self, base: &Url, address: &str) -> Option<Next> {
        // Of the same origin only: the credentials go along.
        let url = base.join(address).ok().filter(|url| url.origin() == base.origin())?;
        self.is_new(&Value::String(url.to_string())).then_some(Next::Address(url))
    }

    /// Is this a cursor, and one that was not followed before?
    fn is_new(&mut self, cursor: &Value) -> bool {
        let text = match cursor {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => return false,
        };
        let hash = Sha256::digest(text.as_bytes());
        let hash = hash.iter().take(8).fold(0, |sum, byte| sum << 8 | u64::from(*byte));
        if text.is_empty() || text.len() > CURSOR_BYTES_MAX || self.seen.contains(&hash) {
            return false;
        }
        self.seen.push(hash);
        true
    }
}

/// The value at a path without lists on its way.
fn at<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    parse(path)?.iter().try_fold(value, |value, step| match step {
        Step::Key(key) => value.get(key),
        Step::Items => Some(value),
    })
}

/// The target of rel="next" in a Link header (RFC 8288).
fn link(header: &str) -> Option<&str> {
    let mut rest = header;
    while let Some((_, after)) = rest.split_once('<') {
        let (target, after) = after.split_once('>')?;
        let end = after.find('<').unwrap_or(after.len());
        let is_next = after[..end].split([';', ',']).any(|parameter| {
            let Some((name, value)) = parameter.split_once('=') else { return false };
            let rels = value.trim().trim_matches('"');
            name.trim().eq_ignore_ascii_case("rel") && rels.split(' ').any(|rel| rel.eq_ignore_ascii_case("next"))
        });
        if is_next {
            return Some(target);
        }
        rest = &after[end..];
    }
    None
}
