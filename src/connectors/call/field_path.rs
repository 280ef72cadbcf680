//! A field's path, `customer.emails[].address`, as steps.

/// Deeper ones no application has.
const STEPS_MAX: usize = 32;

/// One step down into a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Key(String),
    /// `[]`: each item of the list that stands before it.
    Items,
}

/// The steps of a path; none when it is not one. A key with dots or brackets is quoted, `\"` and `\\` stand in quotes for
/// themselves.
pub(super) fn parse(path: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        if steps.len() == STEPS_MAX {
            return None;
        }
        if let Some(after) = rest.strip_prefix("[]") {
            steps.push(Step::Items);
            rest = after;
        } else {
            let key = if steps.is_empty() { rest } else { rest.strip_prefix('.')? };
            let (key, after) = if let Some(quoted) = key.strip_prefix('"') { unquote(quoted)? } else { bare(key)? };
            steps.push(Step::Key(key));
            rest = after;
        }
    }
    Some(steps)
}

/// The one key of a field outside the body.
pub(super) fn single_key(path: &str) -> Option<String> {
    match parse(path)?.as_slice() {
        [Step::Key(key)] => Some(key.clone()),
        _ => None,
    }
}

fn bare(text: &str) -> Option<(String, &str)> {
    let end = text.find(['.', '[']).unwrap_or(text.len());
    let (key, after) = text.split_at(end);
    (!key.is_empty()).then(|| (key.to_owned(), after))
}

fn unquote(text: &str) -> Option<(String, &str)> {
    let mut key = String::new();
    let mut chars = text.char_indices();
    while let Some((at, char)) = chars.next() {
        match char {
            '"' => return Some((key, &text[at + 1..])),
            '\\' => key.push(chars.next()?.1),
            char => key.push(char),
        }
    }
    None
}
