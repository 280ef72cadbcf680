//! Filters for lists and objects. Paths are those of `mapping/path.rs`.

use super::arguments::{find, list, path};
use crate::mapping::conditions::compare;
use crate::mapping::model::Test;
use crate::mapping::values::{kind_words, to_json, wrong};
use minijinja::value::ValueKind;
use minijinja::{Environment, Error, State, Value as Live};

/// The most items that `range` and `flatten` make.
const ITEMS_MAX: usize = 100_000;

pub(super) fn add_to(language: &mut Environment<'static>) {
    language.add_filter("pluck", pluck);
    language.add_filter("where", |s: &State<'_, '_>, v: &Live, at: &str, a: Option<Live>, b: Option<Live>| {
        filter(s, v, at, (a, b), true)
    });
    language.add_filter("without", |s: &State<'_, '_>, v: &Live, at: &str, a: Option<Live>, b: Option<Live>| {
        filter(s, v, at, (a, b), false)
    });
    language.add_filter("flatten", flatten);
    language.add_filter("group", group);
    language.add_filter("keys", |s: &State<'_, '_>, v: &Live| members(s, v, |key, _| key));
    language.add_filter("values", |s: &State<'_, '_>, v: &Live| members(s, v, |_, value| value));
    language.add_function("range", range);
}

/// `list|pluck("customer.email")`: that of each item; null where an item has none.
fn pluck(state: &State<'_, '_>, value: &Live, at: &str) -> Result<Vec<Live>, Error> {
    let at = path(at)?;
    let items = list(state, value)?;
    items.iter().map(|item| Ok(find(state, item, at.parts())?.unwrap_or_else(|| Live::from(())))).collect()
}

/// `list|where("state", "paid")`, `list|where("total", "greater", 100)`, `list|where("email")` for those that have one;
/// `without` keeps the others. Values are compared as conditions do.
fn filter(
    state: &State<'_, '_>,
    value: &Live,
    at: &str,
    wanted: (Option<Live>, Option<Live>),
    keep: bool,
) -> Result<Vec<Live>, Error> {
    let at = path(at)?;
    let zone = super::arguments::scope(state)?.zone;
    let (test, right) = match wanted {
        (None, _) => (Test::IsNotEmpty, Live::from(())),
        (Some(right), None) => (Test::Equals, right),
        (Some(test), Some(right)) => (named_test(&test)?, right),
    };
    let right = to_json(&right)?;
    let mut kept = Vec::new();
    for item in list(state, value)? {
        let left = find(state, &item, at.parts())?.map(|left| to_json(&left)).transpose()?.unwrap_or_default();
        state.consume_fuel(4)?;
        if compare(&left, test, &right, zone, false).map_err(wrong)? == keep {
            kept.push(item);
        }
    }
    Ok(kept)
}

fn named_test(name: &Live) -> Result<Test, Error> {
    let name = name.as_str().unwrap_or_default();
    serde_json::from_value(serde_json::Value::from(name)).map_err(|_| wrong(t!("mapping-where-knows")))
}

/// `list|flatten`: lists in the list become its items; as deep as said, once where nothing is.
fn flatten(state: &State<'_, '_>, value: &Live, depth: Option<usize>) -> Result<Vec<Live>, Error> {
    let mut items = list(state, value)?;
    for _ in 0..depth.unwrap_or(1).min(10) {
        let mut flat = Vec::new();
        for item in items {
            if matches!(item.kind(), ValueKind::Seq | ValueKind::Iterable) {
                flat.extend(list(state, &item)?);
            } else {
                flat.push(item);
            }
            if flat.len() > ITEMS_MAX {
                return Err(wrong(t!("mapping-items-max", most = ITEMS_MAX.to_string())));
            }
        }
        items = flat;
    }
    Ok(items)
}

/// `list|group("country")`: objects of `key` and `items`, in the order of the first of each.
fn group(state: &State<'_, '_>, value: &Live, at: &str) -> Result<Vec<Live>, Error> {
    let at = path(at)?;
    let mut places = std::collections::HashMap::new();
    let mut groups: Vec<(Live, Vec<Live>)> = Vec::new();
    for item in list(state, value)? {
        let key = find(state, &item, at.parts())?.unwrap_or_else(|| Live::from(()));
        let place = *places.entry(to_json(&key)?.to_string()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, items)) => items.push(item),
            None => groups.push((key, vec![item])),
        }
        state.consume_fuel(4)?;
    }
    Ok(groups.into_iter().map(|(key, items)| Live::from_pairs([("key", key), ("items", Live::from(items))])).collect())
}

fn members(state: &State<'_, '_>, value: &Live, part: fn(Live, Live) -> Live) -> Result<Vec<Live>, Error> {
    if value.kind() != ValueKind::Map {
        return Err(wrong(t!("mapping-object-wanted", kind = kind_words(value.kind()))));
    }
    state.consume_fuel(value.len().unwrap_or_default() as u64)?;
    value.try_iter()?.map(|key| Ok(part(key.clone(), value.get_item(&key)?))).collect()
}

/// `range(3)` is 0, 1, 2; `range(1, 4)` is 1, 2, 3.
fn range(state: &State<'_, '_>, first: i64, end: Option<i64>) -> Result<Vec<Live>, Error> {
    let (first, end) = end.map_or((0, first), |end| (first, end));
    let count = usize::try_from(end.saturating_sub(first).max(0)).unwrap_or(usize::MAX);
    if count > ITEMS_MAX {
        return Err(wrong(t!("mapping-range-max", most = ITEMS_MAX.to_string())));
    }
    state.consume_fuel(count as u64)?;
    Ok((first..end).map(Live::from).collect())
}
