//! Values of a step's form that stand for themselves.

use super::Typed;
use crate::error::FieldErrors;
use crate::mapping::model::Source;
use serde_json::Value;
use url::Url;

/// Whether a source that is wanted was left empty.
pub(super) fn says_nothing(source: &Source) -> bool {
    match source {
        Source::Ignore => true,
        Source::Fixed(Value::String(text)) => text.trim().is_empty(),
        _ => false,
    }
}

/// Why an address cannot be called, where it is known before a run.
pub(super) fn uncallable(url: &Source, callable: &dyn Fn(&Url) -> Result<(), String>) -> Option<String> {
    match url {
        Source::Fixed(Value::String(text)) => match Url::parse(text.trim()) {
            Ok(url) => callable(&url).err(),
            Err(_) => Some(t!("builder-wrong-address").to_owned()),
        },
        Source::Ignore => Some(t!("builder-wrong-no-address").to_owned()),
        _ => None,
    }
}

/// A time that is waited, in minutes.
pub(super) fn read_delay(typed: &Typed, errors: &mut FieldErrors) -> u32 {
    let unit: u32 = match typed.get("unit") {
        "1440" => 1_440,
        "60" => 60,
        _ => 1,
    };
    let minutes = typed.trimmed("amount").parse::<u32>().ok().and_then(|amount| amount.checked_mul(unit));
    let minutes = minutes.filter(|minutes| (1..=366 * 1_440).contains(minutes));
    let minutes = minutes.ok_or_else(|| t!("builder-wrong-delay").to_owned());
    errors.take("amount", minutes).unwrap_or(1)
}
