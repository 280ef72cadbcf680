//! How functions read their arguments, and those that deal with what is not there.

use crate::mapping::path::{Part, Path};
use crate::mapping::scope::Scope;
use crate::mapping::values::{kind_words, live, text_of, to_json, wrong};
use minijinja::value::{Rest, StringInput, ValueKind};
use minijinja::{Environment, Error, State, Value as Live};
use std::borrow::Cow;
use std::sync::Arc;

pub(super) fn add_to(language: &mut Environment<'static>) {
    language.add_filter("default", default);
    language.add_filter("get", get);
    language.add_function("get", get);
    language.add_filter("lookup", |state: &State<'_, '_>, key: &Live, table: &str, rest: Rest<Live>| {
        lookup(state, table, key, rest)
    });
    language.add_function("lookup", lookup);
    language.add_function("coalesce", coalesce);
    language.add_test("null", |value: &Live| value.is_none());
    language.add_test("empty", |value: &Live| is_empty(value));
}

/// A value as text: nothing for null; a list or an object is refused, a JSON text of it is rarely meant.
pub(super) fn text<'a>(state: &State<'_, '_>, value: &'a Live) -> Result<Cow<'a, str>, Error> {
    match value.kind() {
        ValueKind::String => Ok(Cow::Borrowed(value.as_str().unwrap_or_default())),
        ValueKind::None => Ok(Cow::Borrowed("")),
        ValueKind::Bool | ValueKind::Number => Ok(Cow::Owned(text_of(&to_json(value)?))),
        ValueKind::Undefined => Err(not_there(state, value)),
        kind => Err(wrong(t!("mapping-text-wanted", kind = kind_words(kind)))),
    }
}

/// A value as a list: empty for null. Each item is paid for.
pub(super) fn list(state: &State<'_, '_>, value: &Live) -> Result<Vec<Live>, Error> {
    match value.kind() {
        ValueKind::Seq | ValueKind::Iterable => {
            state.consume_fuel(value.len().unwrap_or_default() as u64)?;
            value.try_iter()?.checked().inspect(|_| ()).collect()
        }
        ValueKind::None => Ok(Vec::new()),
        ValueKind::Undefined => Err(not_there(state, value)),
        kind => Err(wrong(t!("mapping-list-wanted", kind = kind_words(kind)))),
    }
}

/// The engine's own error for what is undefined, which knows its name.
pub(super) fn not_there(state: &State<'_, '_>, value: &Live) -> Error {
    StringInput::new(state, value).err().unwrap_or_else(|| wrong(t!("mapping-value-not-there")))
}

/// A path given as text.
pub(super) fn path(text: &str) -> Result<Path, Error> {
    text.parse().map_err(|why: String| wrong(t!("mapping-path-unreadable", path = text, why = why)))
}

/// What stands there; like [`Path::find`], for live values.
pub(super) fn find(state: &State<'_, '_>, value: &Live, parts: &[Part]) -> Result<Option<Live>, Error> {
    let Some((part, rest)) = parts.split_first() else { return Ok(Some(value.clone())) };
    state.consume_fuel(1)?;
    let next = match part {
        Part::Key(key) if value.kind() == ValueKind::Map => value.get_attr(key)?,
        Part::Index(index) if is_list(value) => value.get_item_by_index(*index)?,
        Part::Each if is_list(value) => {
            let items = list(state, value)?;
            let found = items.iter().map(|item| Ok(find(state, item, rest)?.unwrap_or_default()));
            return found
                .map(|item| item.map(none_for_undefined))
                .collect::<Result<Vec<_>, _>>()
                .map(|l| Some(l.into()));
        }
        _ => Live::UNDEFINED,
    };
    if next.is_undefined() { Ok(None) } else { find(state, &next, rest) }
}

fn none_for_undefined(value: Live) -> Live {
    if value.is_undefined() { Live::from(()) } else { value }
}

fn is_list(value: &Live) -> bool {
    matches!(value.kind(), ValueKind::Seq | ValueKind::Iterable)
}

/// The scope of the running expression.
pub(super) fn scope(state: &State<'_, '_>) -> Result<Arc<Scope>, Error> {
    Scope::of(state).ok_or_else(|| wrong(t!("mapping-not-here")))
}

/// `x|default(y)`: y where x is not there or null; with a third `true` also where it is empty.
fn default(state: &State<'_, '_>, value: &Live, other: Rest<Live>) -> Result<Live, Error> {
    let empty_too = other.get(1).is_some_and(Live::is_true);
    let gone = value.is_undefined() || value.is_none() || (empty_too && is_empty(value));
    if gone {
        given(state, other.first()).map(|other| other.unwrap_or_else(|| Live::from("")))
    } else {
        Ok(value.clone())
    }
}

/// What is to be used instead, where something is said; it must be there.
fn given(state: &State<'_, '_>, other: Option<&Live>) -> Result<Option<Live>, Error> {
    match other {
        Some(other) if other.is_undefined() => Err(not_there(state, other)),
        other => Ok(other.cloned()),
    }
}

pub(super) fn is_empty(value: &Live) -> bool {
    match value.kind() {
        ValueKind::Undefined | ValueKind::None => true,
        ValueKind::String => value.as_str().is_some_and(|text| text.trim().is_empty()),
        ValueKind::Seq | ValueKind::Iterable | ValueKind::Map => value.len() == Some(0),
        _ => false,
    }
}

/// `get(value, "a.b[0].c", other)`: what stands there, or `other` (null when it is not said).
fn get(state: &State<'_, '_>, value: &Live, at: &str, other: Rest<Live>) -> Result<Live, Error> {
    match find(state, value, path(at)?.parts())?.filter(|found| !found.is_none()) {
        Some(found) => Ok(found),
        None => given(state, other.first()).map(|other| other.unwrap_or_else(|| Live::from(()))),
    }
}

/// `lookup("table", key, other)`: the row with this key. Numbers are looked up as they are written.
fn lookup(state: &State<'_, '_>, table: &str, key: &Live, other: Rest<Live>) -> Result<Live, Error> {
    let scope = scope(state)?;
    let Some(rows) = scope.lookups.get(table) else {
        return Err(wrong(t!("mapping-no-lookup", table = table)));
    };
    let key = text(state, key)?;
    match (rows.get(key.as_ref()), other.first()) {
        (Some(row), _) => Ok(live(row)),
        (None, Some(_)) => given(state, other.first()).map(Option::unwrap_or_default),
        (None, None) => {
            let key: String = key.chars().take(60).collect();
            Err(wrong(t!("mapping-no-row-argument", table = table, row = key)))
        }
    }
}

/// `coalesce(a, b, c)`: the first that is there and not null; null when none is.
fn coalesce(values: Rest<Live>) -> Live {
    values.iter().find(|value| !value.is_undefined() && !value.is_none()).cloned().unwrap_or_else(|| Live::from(()))
}
