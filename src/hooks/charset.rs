//! Bytes of a webhook to text: UTF-8, and Latin-1 where it is said. What does not fit is refused.

use super::model::{Reason, Refusal};
use crate::charset::{Charset, named, western};
use std::borrow::Cow;

/// The text of the bytes, without a byte order mark.
pub(super) fn decode<'a>(bytes: &'a [u8], charset: Option<&str>) -> Result<Cow<'a, str>, Refusal> {
    if bytes.starts_with(&[0xfe, 0xff]) || bytes.starts_with(&[0xff, 0xfe]) {
        return Err(Refusal::of(Reason::Unsupported, "The body is UTF-16. Send it as UTF-8."));
    }
    let marked = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]);
    match (named(charset), marked) {
        (Charset::Utf8, marked) => utf8(marked.unwrap_or(bytes)),
        (Charset::Western, Some(marked)) => utf8(marked),
        (Charset::Western, None) => Ok(western(bytes).into()),
        (Charset::Other(name), _) => Err(Refusal::of(
            Reason::Unsupported,
            format!("The charset {name} is not understood. Send the body as UTF-8."),
        )),
    }
}

fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>, Refusal> {
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| {
        let why = format!(
            "The body is not UTF-8: byte {} cannot be read. Send it as UTF-8, or name its charset.",
            error.valid_up_to() + 1
        );
        Refusal::of(Reason::Unreadable, why)
    })
}
