//! Filters for texts. What makes a text longer is told its length first, and pays for it.

use super::arguments::{list, text};
use crate::mapping::values::{text_of, to_json, wrong};
use minijinja::value::ValueKind;
use minijinja::{Environment, Error, State, Value as Live};

/// The longest padding and truncation.
const WIDTH_MAX: usize = 10_000;
/// The longest text that these filters make, in bytes.
pub(super) const TEXT_MAX: usize = 8 * 1024 * 1024;

type Given<'a> = &'a State<'a, 'a>;

pub(super) fn add_to(language: &mut Environment<'static>) {
    language.add_filter("lower", |s: &State<'_, '_>, v: &Live| text(s, v).map(|t| t.to_lowercase()));
    language.add_filter("upper", |s: &State<'_, '_>, v: &Live| text(s, v).map(|t| t.to_uppercase()));
    language.add_filter("capitalize", |s: &State<'_, '_>, v: &Live| text(s, v).map(|t| capitalized(&t)));
    language.add_filter("title", |s: &State<'_, '_>, v: &Live| text(s, v).map(|t| title(&t)));
    language.add_filter("slug", |s: &State<'_, '_>, v: &Live| text(s, v).map(|t| slug(&t)));
    language.add_filter("digits", |s: &State<'_, '_>, v: &Live| {
        text(s, v).map(|t| t.chars().filter(char::is_ascii_digit).collect::<String>())
    });
    language.add_filter("string", string);
    language.add_filter("trim", trim);
    language.add_filter("replace", replace);
    language.add_filter("split", split);
    language.add_filter("lines", |s: &State<'_, '_>, v: &Live| {
        text(s, v).map(|t| t.lines().map(Live::from).collect::<Vec<_>>())
    });
    language.add_filter("join", join);
    language.add_filter("pad_left", |s: &State<'_, '_>, v: &Live, width: usize, fill: Option<&str>| {
        pad(s, v, width, fill).map(|(text, padding)| padding + &text)
    });
    language.add_filter("pad_right", |s: &State<'_, '_>, v: &Live, width: usize, fill: Option<&str>| {
        pad(s, v, width, fill).map(|(text, padding)| text + &padding)
    });
    language.add_filter("truncate", truncate);
    language.add_filter("between", between);
    language.add_filter("matches", matches);
    language
        .add_filter("starts_with", |s: &State<'_, '_>, v: &Live, begin: &str| text(s, v).map(|t| t.starts_with(begin)));
    language.add_filter("ends_with", |s: &State<'_, '_>, v: &Live, end: &str| text(s, v).map(|t| t.ends_with(end)));
}

fn string(state: Given<'_>, value: &Live) -> Result<String, Error> {
    match value.kind() {
        ValueKind::Number if value.is_integer() => Ok(value.to_string()),
        ValueKind::Seq | ValueKind::Iterable | ValueKind::Map => Ok(text_of(&to_json(value)?)),
        _ => text(state, value).map(std::borrow::Cow::into_owned),
    }
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_uppercase().collect::<String>() + &chars.as_str().to_lowercase()).unwrap_or_default()
}

fn title(text: &str) -> String {
    text.split_inclusive(|c: char| !c.is_alphanumeric() && c != '\'').map(capitalized).collect()
}

/// Lower-case letters and digits, `-` between words. Letters of other scripts stay.
fn slug(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

fn trim(state: Given<'_>, value: &Live, chars: Option<&str>) -> Result<String, Error> {
    let text = text(state, value)?;
    Ok(match chars {
        Some(chars) => text.trim_matches(|c| chars.contains(c)).to_owned(),
        None => text.trim().to_owned(),
    })
}

fn replace(state: Given<'_>, value: &Live, from: &str, to: &Live) -> Result<String, Error> {
    let (text, to) = (text(state, value)?, text(state, to)?);
    if from.is_empty() {
        return Err(wrong(t!("mapping-replace-empty")));
    }
    let count = text.matches(from).count();
    fits(state, text.len().saturating_add(count.saturating_mul(to.len())))?;
    Ok(text.replace(from, &to))
}

/// Refuses what is too long before it is made, and makes sure that it can be paid for.
pub(super) fn fits(state: &State<'_, '_>, bytes: usize) -> Result<(), Error> {
    if bytes > TEXT_MAX {
        return Err(wrong(t!("mapping-text-grows", most = TEXT_MAX / 1024 / 1024)));
    }
    state.consume_fuel(bytes as u64 / 64)
}

fn split(state: Given<'_>, value: &Live, by: Option<&str>, parts_max: Option<usize>) -> Result<Vec<Live>, Error> {
    let text = text(state, value)?;
    let parts: Vec<Live> = match by {
        None | Some("") => text.split_whitespace().map(Live::from).collect(),
        Some(by) => text.splitn(parts_max.unwrap_or(usize::MAX).max(1), by).map(Live::from).collect(),
    };
    state.consume_fuel(parts.len() as u64)?;
    Ok(parts)
}

fn join(state: Given<'_>, value: &Live, between: Option<&str>) -> Result<String, Error> {
    let between = between.unwrap_or_default();
    let mut joined = String::new();
    for (no, item) in list(state, value)?.iter().enumerate() {
        let item = text(state, item)?;
        fits(state, joined.len() + item.len() + between.len()).and_then(|()| state.consume_fuel(1))?;
        if no > 0 {
            joined.push_str(between);
        }
        joined.push_str(&item);
    }
    Ok(joined)
}

/// The text, and what is missing to the width in characters.
fn pad(state: Given<'_>, value: &Live, width: usize, fill: Option<&str>) -> Result<(String, String), Error> {
    let text = text(state, value)?.into_owned();
    if width > WIDTH_MAX {
        return Err(wrong(t!("mapping-pad-max", most = WIDTH_MAX.to_string())));
    }
    let fill = fill.filter(|fill| !fill.is_empty()).unwrap_or(" ");
    let padding = fill.chars().cycle().take(width.saturating_sub(text.chars().count())).collect();
    Ok((text, padding))
}

fn truncate(state: Given<'_>, value: &Live, chars_max: usize, end: Option<&str>) -> Result<String, Error> {
    let text = text(state, value)?;
    if text.chars().nth(chars_max).is_none() {
        return Ok(text.into_owned());
    }
    let end = end.unwrap_or_default();
    let kept = chars_max.saturating_sub(end.chars().count());
    Ok(text.chars().take(kept).chain(end.chars()).take(chars_max).collect())
}

/// What stands after the first `begin` and before the next `end`; an empty text where they do not stand.
fn between(state: Given<'_>, value: &Live, begin: &str, end: &str) -> Result<String, Error> {
    let text = text(state, value)?;
    let after = text.split_once(begin).map(|(_, after)| after);
    Ok(after.and_then(|after| after.split_once(end)).map(|(inner, _)| inner.to_owned()).unwrap_or_default())
}

/// Whether the whole text is like a pattern of `*` (anything) and `?` (one character). Capitals count.
fn matches(state: Given<'_>, value: &Live, pattern: &str) -> Result<bool, Error> {
    let text: Vec<char> = text(state, value)?.chars().collect();
    let pattern: Vec<char> = pattern.chars().collect();
    state.consume_fuel((text.len() as u64).saturating_mul(pattern.len() as u64) / 64)?;
    let (mut at, mut in_pattern) = (0, 0);
    let mut star = None;
    while let Some(c) = text.get(at) {
        match pattern.get(in_pattern) {
            Some('*') => {
                star = Some((in_pattern, at));
                in_pattern += 1;
            }
            Some(p) if *p == '?' || p == c => {
                at += 1;
                in_pattern += 1;
            }
            _ => {
                let Some((after_star, from)) = star else { return Ok(false) };
                star = Some((after_star, from + 1));
                at = from + 1;
                in_pattern = after_star + 1;
            }
        }
    }
    Ok(pattern.get(in_pattern..).is_none_or(|rest| rest.iter().all(|p| *p == '*')))
}
