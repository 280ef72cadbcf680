//! JSON texts. Whole numbers too large for a number keep their digits as text; of a name that is there twice the last
//! counts; depth is bounded.

use serde_json::Value;
use std::borrow::Cow;

/// How deep lists and objects may stand in one another.
const DEPTH_MAX: usize = 100;

/// The value of a JSON text.
///
/// # Errors
/// In words, with the line and column.
pub(crate) fn read(text: &str) -> Result<Value, String> {
    let text = with_digits_kept(text)?;
    serde_json::from_str(&text).map_err(|error| error.to_string())
}

/// The text with quotes around whole numbers that are larger than 64 bits, which would lose digits otherwise.
fn with_digits_kept(text: &str) -> Result<Cow<'_, str>, String> {
    let bytes = text.as_bytes();
    let mut quoted = String::new();
    let (mut depth, mut at, mut copied) = (0_usize, 0, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => at = end_of_text(bytes, at + 1),
            b'[' | b'{' => {
                depth += 1;
                if depth > DEPTH_MAX {
                    return Err(t!("hooks-json-deep", most = DEPTH_MAX));
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'-' | b'0'..=b'9' => {
                let rest = text.get(at..).unwrap_or_default();
                let len =
                    rest.find(|c: char| !matches!(c, '0'..='9' | '+' | '-' | '.' | 'e' | 'E')).unwrap_or(rest.len());
                let number = rest.get(..len).unwrap_or_default();
                // A name is no number: JSON wants quotes there, and does not get them from here.
                let is_name = rest.get(len..).is_some_and(|after| after.trim_start().starts_with(':'));
                if !is_name && is_too_large(number) {
                    quoted.push_str(text.get(copied..at).unwrap_or_default());
                    quoted.extend(["\"", number, "\""]);
                    copied = at + len;
                }
                at += len - 1;
            }
            _ => {}
        }
        at += 1;
    }
    if copied == 0 {
        return Ok(Cow::Borrowed(text));
    }
    quoted.push_str(text.get(copied..).unwrap_or_default());
    Ok(Cow::Owned(quoted))
}

/// Where the text ends that began before `at`: at its closing quote, or at the end of all.
fn end_of_text(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at,
            _ => at += 1,
        }
    }
    at
}

/// True for a whole number, written as JSON wants it, beyond 64 bits.
fn is_too_large(number: &str) -> bool {
    let digits = number.strip_prefix('-').unwrap_or(number);
    digits.len() > 18
        && !digits.starts_with('0')
        && digits.bytes().all(|b| b.is_ascii_digit())
        && number.parse::<i64>().is_err()
        && number.parse::<u64>().is_err()
}
