//! Bytes to text: UTF-8, and Latin-1 where it is said. As browsers do, Latin-1 is read as windows-1252.

use super::model::{Reason, Refusal};
use std::borrow::Cow;

/// What windows-1252 has at 0x80 to 0x9f.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text of the bytes, without a byte order mark.
pub(super) fn decode<'a>(bytes: &'a [u8], charset: Option<&str>) -> Result<Cow<'a, str>, Refusal> {
    if bytes.starts_with(&[0xfe, 0xff]) || bytes.starts_with(&[0xff, 0xfe]) {
        return Err(Refusal::of(Reason::Unsupported, "The body is UTF-16. Send it as UTF-8."));
    }
    let marked = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]);
    match charset.map(str::to_ascii_lowercase).as_deref() {
        None | Some("utf-8" | "utf8" | "us-ascii" | "ascii") => utf8(marked.unwrap_or(bytes)),
        Some("iso-8859-1" | "latin1" | "latin-1" | "iso8859-1" | "windows-1252" | "cp1252") => match marked {
            Some(rest) => utf8(rest),
            None => Ok(bytes.iter().map(|byte| high(*byte)).collect::<String>().into()),
        },
        Some(other) => {
            let other: String = other.chars().take(40).collect();
            Err(Refusal::of(
                Reason::Unsupported,
                format!("The charset {other} is not understood. Send the body as UTF-8."),
            ))
        }
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

fn high(byte: u8) -> char {
    match byte {
        0x80..=0x9f => HIGH.get(usize::from(byte - 0x80)).copied().unwrap_or_default(),
        byte => char::from(byte),
    }
}
