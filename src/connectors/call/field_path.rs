//! A field's path, `customer.emails[].address`, as steps one after another: how the requests and replies of a method are
//! walked through. What a path is, [`crate::connectors::field_path`] says.

use crate::connectors::field_path;

/// Deeper ones no application has.
const STEPS_MAX: usize = 32;

/// One step down into a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Key(String),
    /// `[]`: each item of the list that stands before it.
    Items,
}

/// The steps of a path; none when it is not one.
pub(super) fn parse(path: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    for (no, field_path::Step { key, lists }) in field_path::steps(path).ok()?.into_iter().enumerate() {
        // `[].name` begins with no key: the whole is the list.
        if !(no == 0 && lists > 0 && key.is_empty()) {
            steps.push(Step::Key(key));
        }
        steps.extend(std::iter::repeat_n(Step::Items, lists));
    }
    (steps.len() <= STEPS_MAX).then_some(steps)
}

/// The one key of a field outside the body.
pub(super) fn single_key(path: &str) -> Option<String> {
    match parse(path)?.as_slice() {
        [Step::Key(key)] => Some(key.clone()),
        _ => None,
    }
}
