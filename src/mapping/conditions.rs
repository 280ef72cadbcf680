//! How values are compared, in the conditions of Decisions and Switches and in the filter `where`.
//!
//! - A number and a text that is one are compared as numbers, whole ones digit by digit. Two texts are *equal* only as
//!   texts (007 is not 7), but *greater* and *less* as numbers where both are numbers.
//! - Two texts that are both dates (`2026-03-02`, or RFC 3339) are compared as moments; a date alone begins at midnight
//!   in the account's zone.
//! - Other texts are compared letter by letter; capitals count only where `exact_case` says so.
//! - true and false are equal to the texts of these names. Lists and objects are equal when all in them is.
//! - What is not there is null: equal to null alone, empty, and never greater or less than anything.
//! - Empty are null, a text of nothing but spaces, a list and an object without anything in it. 0 and false are not.

use super::apply::resolve;
use super::expressions;
use super::functions::read_date;
use super::model::{Clause, Condition, Fault, RULES_MAX, Test};
use super::scope::Inputs;
use super::values::{kind_of, text_of};
use chrono_tz::Tz;
use minijinja::Value as Live;
use serde_json::{Number, Value};
use std::cmp::Ordering;

/// Whether the condition is met.
///
/// # Errors
/// What cannot be evaluated or compared.
pub(crate) fn holds(condition: &Condition, inputs: &Inputs) -> Result<bool, Fault> {
    let root = inputs.root();
    let (clauses, all) = match condition {
        Condition::Expression(text) => return Ok(is_true(&expressions::evaluate(text, inputs, &root)?)),
        Condition::All(clauses) => (clauses, true),
        Condition::Any(clauses) => (clauses, false),
    };
    if clauses.len() > RULES_MAX {
        return Err(Fault::error(t!("mapping-comparisons-max", most = RULES_MAX)));
    }
    for clause in clauses {
        if met(clause, inputs, &root)? != all {
            return Ok(!all);
        }
    }
    Ok(all)
}

fn met(clause: &Clause, inputs: &Inputs, root: &Live) -> Result<bool, Fault> {
    let left = resolve(&clause.left, inputs, root)?.unwrap_or_default();
    let right =
        if clause.test.has_right() { resolve(&clause.right, inputs, root)?.unwrap_or_default() } else { Value::Null };
    compare(&left, clause.test, &right, inputs.zone, clause.exact_case).map_err(Fault::error)
}

/// Whether the test is met.
///
/// # Errors
/// In words, where the two cannot be ordered.
pub(super) fn compare(left: &Value, test: Test, right: &Value, zone: Tz, exact_case: bool) -> Result<bool, String> {
    let case = |value: &Value| if exact_case { text_of(value) } else { text_of(value).to_lowercase() };
    let order = |wanted: fn(Ordering) -> bool| order(left, right, zone, exact_case).map(|o| o.is_some_and(wanted));
    Ok(match test {
        Test::Equals => equal(left, right, zone, exact_case),
        Test::NotEquals => !equal(left, right, zone, exact_case),
        Test::Contains => match left {
            Value::Array(list) => list.iter().any(|item| equal(item, right, zone, exact_case)),
            Value::Object(object) => object.contains_key(&text_of(right)),
            Value::Null => false,
            _ => case(left).contains(&case(right)),
        },
        Test::StartsWith => case(left).starts_with(&case(right)),
        Test::EndsWith => case(left).ends_with(&case(right)),
        Test::Greater => order(Ordering::is_gt)?,
        Test::Less => order(Ordering::is_lt)?,
        Test::AtLeast => order(Ordering::is_ge)?,
        Test::AtMost => order(Ordering::is_le)?,
        Test::IsEmpty => is_empty(left),
        Test::IsNotEmpty => !is_empty(left),
        Test::IsTrue => is_true(left),
        Test::MatchesOneOf => match right {
            Value::Array(list) => list.iter().any(|item| equal(left, item, zone, exact_case)),
            Value::String(text) => text.split(',').any(|part| equal(left, &Value::from(part.trim()), zone, exact_case)),
            one => equal(left, one, zone, exact_case),
        },
    })
}

impl Test {
    /// True where there is something to compare with.
    pub(crate) fn has_right(self) -> bool {
        !matches!(self, Test::IsEmpty | Test::IsNotEmpty | Test::IsTrue)
    }
}

fn equal(left: &Value, right: &Value, zone: Tz, exact_case: bool) -> bool {
    match (left, right) {
        (Value::String(a), Value::String(b)) => {
            if a == b || (!exact_case && a.to_lowercase() == b.to_lowercase()) {
                return true;
            }
            matches!((date(a, zone), date(b, zone)), (Some(a), Some(b)) if a == b)
        }
        (Value::Number(_), Value::Number(_) | Value::String(_)) | (Value::String(_), Value::Number(_)) => {
            numbers(left, right).is_some_and(Ordering::is_eq)
        }
        (Value::Bool(yes), Value::String(text)) | (Value::String(text), Value::Bool(yes)) => {
            text.trim().eq_ignore_ascii_case(if *yes { "true" } else { "false" })
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b, zone, exact_case))
        }
        _ => left == right,
    }
}

/// How two values stand to one another; None where one is null.
fn order(left: &Value, right: &Value, zone: Tz, exact_case: bool) -> Result<Option<Ordering>, String> {
    if left.is_null() || right.is_null() {
        return Ok(None);
    }
    if let Some(order) = numbers(left, right) {
        return Ok(Some(order));
    }
    match (left, right) {
        (Value::String(a), Value::String(b)) => Ok(Some(match (date(a, zone), date(b, zone)) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ if exact_case => a.cmp(b),
            _ => a.to_lowercase().cmp(&b.to_lowercase()),
        })),
        _ => Err(t!("mapping-not-ordered", left = kind_of(left), right = kind_of(right))),
    }
}

fn date(text: &str, zone: Tz) -> Option<chrono::DateTime<chrono::Utc>> {
    // A number of seconds is no date here: two long numbers are numbers.
    if text.get(..5)?.ends_with('-') { read_date(text.trim(), zone) } else { None }
}

/// How two values stand to one another as numbers, where both are.
fn numbers(left: &Value, right: &Value) -> Option<Ordering> {
    let (left, right) = (number(left)?, number(right)?);
    match (whole(&left), whole(&right)) {
        (Some(a), Some(b)) => Some(a.cmp(&b)),
        _ => left.as_f64()?.partial_cmp(&right.as_f64()?),
    }
}

fn whole(number: &Number) -> Option<i128> {
    number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from))
}

fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => Some(number.clone()),
        Value::String(text) => {
            let text = text.trim();
            let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+'));
            let whole =
                || text.parse::<i64>().map(Number::from).ok().or_else(|| text.parse::<u64>().map(Number::from).ok());
            if plain { whole().or_else(|| Number::from_f64(text.parse().ok()?)) } else { None }
        }
        _ => None,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(object) => object.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// true, a number other than 0, and the texts true, yes, on and 1.
fn is_true(value: &Value) -> bool {
    match value {
        Value::Bool(yes) => *yes,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => ["true", "yes", "on", "1"].iter().any(|yes| text.trim().eq_ignore_ascii_case(yes)),
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
}
