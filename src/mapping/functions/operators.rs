//! What stands in the place of operators and of the engine's filters that compare: it pays for everything it walks
//! through before it does, so that lists of shared items cannot make it run for long.

use super::arguments::{list, not_there, text};
use super::text::fits;
use crate::mapping::syntax::{CONCAT, NUMBER};
use crate::mapping::values::{kind_words, text_of, to_json, wrong};
use minijinja::value::{Kwargs, ValueKind};
use minijinja::{Environment, Error, State, Value as Live, filters};

/// The deepest value that is compared.
const DEPTH_MAX: usize = 100;

type Compare = fn(&Live, &Live) -> bool;

pub(super) fn add_to(language: &mut Environment<'static>) {
    language.add_function(CONCAT, concat);
    language.add_function(NUMBER, number);
    let comparisons: [(&[&str], Compare); 6] = [
        (&["$eq", "eq", "equalto", "=="], |a, b| a == b),
        (&["$ne", "ne", "!="], |a, b| a != b),
        (&["$lt", "lt", "lessthan", "<"], |a, b| a < b),
        (&["$le", "le", "<="], |a, b| a <= b),
        (&["$gt", "gt", "greaterthan", ">"], |a, b| a > b),
        (&["$ge", "ge", ">="], |a, b| a >= b),
    ];
    for (names, compare) in comparisons {
        let compared = move |state: &State<'_, '_>, a: &Live, b: &Live| -> Result<bool, Error> {
            pay(state, a, 0)?;
            pay(state, b, 0)?;
            Ok(compare(a, b))
        };
        for name in names {
            if name.starts_with('$') {
                language.add_function(*name, compared)
            } else {
                language.add_test(*name, compared)
            }
        }
    }
    language.add_function("$in", |state: &State<'_, '_>, a: &Live, b: &Live| is_in(state, a, b));
    language.add_function("$not_in", |state: &State<'_, '_>, a: &Live, b: &Live| is_in(state, a, b).map(|is| !is));
    language.add_test("in", |state: &State<'_, '_>, a: &Live, b: &Live| is_in(state, a, b));
    language.add_filter("contains", |state: &State<'_, '_>, value: &Live, wanted: &Live| is_in(state, wanted, value));
    language.add_filter("sort", |state: &State<'_, '_>, value: Live, kwargs: Kwargs| {
        pay_to_sort(state, &value).and_then(|()| filters::sort(state, value, kwargs))
    });
    language.add_filter("unique", |state: &State<'_, '_>, value: Live, kwargs: Kwargs| {
        pay_to_sort(state, &value).and_then(|()| filters::unique(state, value, kwargs))
    });
    language.add_filter("min", |state: &State<'_, '_>, value: Live, kwargs: Kwargs| {
        pay_to_sort(state, &value).and_then(|()| filters::min(state, value, kwargs))
    });
    language.add_filter("max", |state: &State<'_, '_>, value: Live, kwargs: Kwargs| {
        pay_to_sort(state, &value).and_then(|()| filters::max(state, value, kwargs))
    });
    language.add_filter("sum", sum);
}

/// Pays for walking through the value. What is not there is named.
fn pay(state: &State<'_, '_>, value: &Live, depth: usize) -> Result<(), Error> {
    match value.kind() {
        ValueKind::Undefined => Err(not_there(state, value)),
        ValueKind::String => state.consume_fuel(1 + value.as_str().map_or(0, str::len) as u64 / 64),
        ValueKind::Seq | ValueKind::Iterable | ValueKind::Map if depth > DEPTH_MAX => {
            Err(wrong(t!("mapping-compared-deep", most = DEPTH_MAX)))
        }
        ValueKind::Seq | ValueKind::Iterable => {
            state.consume_fuel(1)?;
            value.try_iter()?.checked().try_for_each(|item| pay(state, &item?, depth + 1))
        }
        ValueKind::Map => {
            state.consume_fuel(1)?;
            value.try_iter()?.checked().try_for_each(|key| {
                let key = key?;
                pay(state, &key, depth + 1)?;
                pay(state, &value.get_item(&key)?, depth + 1)
            })
        }
        _ => state.consume_fuel(1),
    }
}

/// Pays for comparing the items of a list with one another.
fn pay_to_sort(state: &State<'_, '_>, value: &Live) -> Result<(), Error> {
    let before = state.fuel_levels().map_or(0, |(consumed, _)| consumed);
    pay(state, value, 0)?;
    let walked = state.fuel_levels().map_or(0, |(consumed, _)| consumed) - before;
    let rounds = value.len().unwrap_or_default().checked_ilog2().unwrap_or_default();
    state.consume_fuel(walked.saturating_mul(u64::from(rounds)) / 4)
}

/// `a ~ b`: as parts of a text are put together; nothing for null, lists and objects as JSON.
fn concat(state: &State<'_, '_>, a: &Live, b: &Live) -> Result<String, Error> {
    let part = |value: &Live| -> Result<String, Error> {
        match value.kind() {
            ValueKind::Seq | ValueKind::Iterable | ValueKind::Map => Ok(text_of(&to_json(value)?)),
            ValueKind::Number if value.is_integer() => Ok(value.to_string()),
            _ => text(state, value).map(std::borrow::Cow::into_owned),
        }
    };
    let (mut joined, b) = (part(a)?, part(b)?);
    fits(state, joined.len() + b.len())?;
    joined.push_str(&b);
    Ok(joined)
}

/// A side of `*`.
fn number(state: &State<'_, '_>, value: &Live) -> Result<Live, Error> {
    match value.kind() {
        ValueKind::Number => Ok(value.clone()),
        ValueKind::Undefined => Err(not_there(state, value)),
        ValueKind::String => Err(wrong(t!("mapping-text-times"))),
        kind => Err(wrong(t!("mapping-times", kind = kind_words(kind)))),
    }
}

/// Whether a list has the item, an object the name, a text the other text.
fn is_in(state: &State<'_, '_>, wanted: &Live, value: &Live) -> Result<bool, Error> {
    pay(state, wanted, 0)?;
    match value.kind() {
        ValueKind::Seq | ValueKind::Iterable => {
            pay(state, value, 0)?;
            Ok(list(state, value)?.contains(wanted))
        }
        ValueKind::Map => Ok(!value.get_item(wanted)?.is_undefined()),
        _ => Ok(text(state, value)?.contains(text(state, wanted)?.as_ref())),
    }
}

/// `list|sum`: of numbers, exact where all are whole.
fn sum(state: &State<'_, '_>, value: &Live) -> Result<Live, Error> {
    let items = list(state, value)?;
    let mut whole = Some(0_i128);
    let mut float = 0.0;
    for item in items.iter().filter(|item| !item.is_none()) {
        let number = number(state, item)?;
        whole = match i128::try_from(number.clone()) {
            Ok(add) if number.is_integer() => whole.and_then(|sum| sum.checked_add(add)),
            _ => None,
        };
        float += f64::try_from(number)?;
    }
    Ok(whole.map_or_else(|| Live::from(float), Live::from))
}
