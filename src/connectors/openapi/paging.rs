//! Guesses how an operation pages, from its parameters and its answer. Only what is told apart without doubt is taken:
//! a wrong guess would lose items, none at all can be set by hand.

use super::tree::Node;
use crate::connectors::field_path;
use crate::connectors::model::{Field, Kind, Paging, Place};

const CURSORS: [&str; 15] = [
    "cursor",
    "after",
    "page_token",
    "pagetoken",
    "next_token",
    "nexttoken",
    "starting_after",
    "start_cursor",
    "page_cursor",
    "pagecursor",
    "next_page_token",
    "nextpagetoken",
    "continuation_token",
    "page[cursor]",
    "page[after]",
];
const NEXT_CURSORS: [&str; 12] = [
    "next_cursor",
    "nextcursor",
    "next_page_token",
    "nextpagetoken",
    "next_token",
    "nexttoken",
    "end_cursor",
    "endcursor",
    "next_page_cursor",
    "cursor_next",
    "continuation_token",
    "after",
];
const NEXT_URLS: [&str; 7] =
    ["next_url", "nexturl", "next_page_url", "nextpageurl", "next_page_uri", "@odata.nextlink", "nextlink"];
const PAGES: [&str; 5] = ["page", "page_number", "pagenumber", "page[number]", "pageno"];
const OFFSETS: [&str; 6] = ["offset", "skip", "start_at", "startat", "page[offset]", "$skip"];
const SIZES: [&str; 13] = [
    "per_page",
    "perpage",
    "page_size",
    "pagesize",
    "page[size]",
    "page[limit]",
    "limit",
    "size",
    "count",
    "max_results",
    "maxresults",
    "$top",
    "top",
];
const LISTS: [&str; 8] = ["data", "items", "results", "records", "values", "value", "entries", "list"];
/// The largest page that is asked for without looking.
const SIZE_MAX: f64 = 1_000.0;

/// What a parameter's schema allows.
#[derive(Clone, Debug, Default)]
pub(super) struct Range {
    pub name: String,
    pub minimum: Option<f64>,
    pub maximum: Option<f64>,
}

/// The paging of an operation with these fields; `answer` is the response's node.
pub(super) fn guess(request: &[Field], response: &[Field], ranges: &[Range], answer: Option<&Node>) -> Paging {
    let Some(items) = items(response) else { return Paging::None };
    let parameters = Parameters { request, ranges };
    let cursor = parameters.one_of(&CURSORS);
    if let Some(cursor) = cursor {
        let next: Vec<&Field> = response.iter().filter(|field| is_next_cursor(field)).collect();
        if let [next] = next.as_slice() {
            return Paging::Cursor { items, cursor: cursor.0, next: next.path.clone() };
        }
        if let (true, Some(found)) = (next.is_empty(), last_item(&cursor.0, &items, response)) {
            return found;
        }
    }
    if answer.is_some_and(|answer| answer.pairs_at("headers").any(|(name, _)| name.eq_ignore_ascii_case("link"))) {
        return Paging::LinkHeader { items };
    }
    let urls: Vec<&Field> = response.iter().filter(|field| is_next_url(field, answer)).collect();
    let (page, offset) = (parameters.one_of(&PAGES), parameters.one_of(&OFFSETS));
    match (page, offset, urls.as_slice()) {
        (Some(page), None, _) if cursor_is_none(&parameters) => {
            Paging::Page { items, first: page.1, size: parameters.size(), page: page.0 }
        }
        (None, Some(offset), _) if cursor_is_none(&parameters) => {
            Paging::Offset { items, offset: offset.0, size: parameters.size() }
        }
        (None, None, [next]) => Paging::NextUrl { items, next: next.path.clone() },
        _ => Paging::None,
    }
}

fn cursor_is_none(parameters: &Parameters<'_>) -> bool {
    // "after" and the like beside pages are filters by date more often than cursors.
    let cursors = parameters.named(&CURSORS).filter(|field| !matches!(field.path.as_str(), "after" | "starting_after"));
    cursors.count() == 0
}

struct Parameters<'p> {
    request: &'p [Field],
    ranges: &'p [Range],
}

impl<'p> Parameters<'p> {
    fn named<'n>(&self, names: &'n [&'n str]) -> impl Iterator<Item = &'p Field> + use<'p, 'n> {
        let fits = move |field: &&Field| {
            let scalar = matches!(field.kind, Kind::Text | Kind::Integer | Kind::Number | Kind::Any);
            field.place == Place::Query && scalar && names.contains(&name(field).to_lowercase().as_str())
        };
        self.request.iter().filter(fits)
    }

    /// The parameter and where it begins, where just one is named so.
    fn one_of(&self, names: &[&str]) -> Option<(String, u32)> {
        let mut found = self.named(names);
        let field = found.next().filter(|_| found.next().is_none())?;
        let name = name(field);
        let begins = field.default.as_ref().and_then(serde_json::Value::as_u64).filter(|first| *first <= 1);
        let zero = begins == Some(0) || (begins.is_none() && self.range(&name).and_then(|r| r.minimum) == Some(0.0));
        Some((name, if zero { 0 } else { 1 }))
    }

    fn range(&self, name: &str) -> Option<&Range> {
        self.ranges.iter().find(|range| range.name == name)
    }

    /// How many items a page is asked to have: the most allowed, within reason, or what is usual.
    fn size(&self) -> Option<(String, u32)> {
        let mut found = self.named(&SIZES);
        let field = found.next().filter(|_| found.next().is_none())?;
        let name = name(field);
        let usual = field.default.as_ref().and_then(serde_json::Value::as_f64);
        let most = self.range(&name).and_then(|range| range.maximum).filter(|most| *most <= SIZE_MAX);
        let size = most.or(usual).filter(|size| (1.0..=SIZE_MAX).contains(size))?;
        Some((name, size as u32))
    }
}

/// A parameter's name, without the quotes of its path.
fn name(field: &Field) -> String {
    match field_path::steps(&field.path).as_deref() {
        Ok([only]) if only.lists == 0 => only.key.clone(),
        _ => String::new(),
    }
}

/// The one list that the answer is about.
fn items(response: &[Field]) -> Option<String> {
    let depth =
        |field: &Field| field_path::steps(&field.path).ok().filter(|s| s.iter().all(|s| s.lists == 0)).map(|s| s.len());
    let mut lists = [Vec::new(), Vec::new(), Vec::new()];
    for field in response.iter().filter(|field| field.kind == Kind::List) {
        if let Some(level) = depth(field).and_then(|depth| lists.get_mut(depth)) {
            level.push(field);
        }
    }
    let level = lists.into_iter().find(|level| !level.is_empty())?;
    if let [only] = level.as_slice() {
        return Some(only.path.clone());
    }
    let of_objects: Vec<_> = level.iter().filter(|list| has_objects(list, response)).collect();
    if let [only] = of_objects.as_slice() {
        return Some(only.path.clone());
    }
    let mut usual = of_objects.iter().filter(|list| LISTS.contains(&list.path.as_str()));
    usual.next().filter(|_| usual.next().is_none()).map(|list| list.path.clone())
}

fn has_objects(list: &Field, response: &[Field]) -> bool {
    let below = format!("{}[].", list.path);
    response.iter().any(|field| field.path.starts_with(&below))
}

/// The last key of a path outside of lists, in small letters.
fn last_key(field: &Field) -> Option<String> {
    let steps = field_path::steps(&field.path).ok()?;
    if steps.iter().any(|step| step.lists > 0) {
        return None;
    }
    steps.last().map(|step| step.key.to_lowercase())
}

fn is_next_cursor(field: &Field) -> bool {
    let scalar = matches!(field.kind, Kind::Text | Kind::Any | Kind::Integer);
    // "after" alone says nothing; below "next" (HubSpot) or "cursors" (Meta) it does.
    let told =
        |key: &str| key != "after" || field.path.ends_with("next.after") || field.path.ends_with("cursors.after");
    scalar && last_key(field).is_some_and(|key| NEXT_CURSORS.contains(&key.as_str()) && told(&key))
}

fn is_next_url(field: &Field, answer: Option<&Node>) -> bool {
    let Some(key) = last_key(field).filter(|_| matches!(field.kind, Kind::Text | Kind::Any) && answer.is_some()) else {
        return false;
    };
    let path = field.path.to_lowercase();
    NEXT_URLS.contains(&key.as_str()) || path.ends_with("links.next") || path.ends_with("links.next.href")
}

/// Pages that go on after the last item's id while the answer says that there is more (Stripe, Resend).
fn last_item(after: &str, items: &str, response: &[Field]) -> Option<Paging> {
    if !matches!(after, "after" | "starting_after") {
        return None;
    }
    let more = |field: &&Field| {
        field.kind == Kind::Boolean && last_key(field).is_some_and(|key| matches!(key.as_str(), "has_more" | "hasmore"))
    };
    let mut found = response.iter().filter(more);
    let more = found.next().filter(|_| found.next().is_none())?;
    let id = format!("{items}[].id");
    response.iter().any(|field| field.path == id).then(|| Paging::LastItem {
        items: items.to_owned(),
        after: after.to_owned(),
        id: "id".to_owned(),
        more: more.path.clone(),
    })
}
