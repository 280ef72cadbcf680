//! Bytes of an answer to text by the charset that its content type names. Nothing is refused: what cannot be read is
//! replaced, and a note says so.

use crate::charset::{Charset, named, western};

/// Text, and what had to be done to get it.
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) note: Option<String>,
}

/// Decodes; without a charset, and with one that is not known, as UTF-8.
pub(super) fn decode(bytes: &[u8], charset: Option<&str>) -> Decoded {
    match named(charset) {
        Charset::Western => Decoded { text: western(bytes), note: None },
        Charset::Utf8 => utf8(bytes),
        Charset::Other(name) => {
            let note = format!("The answer is in the charset {name}, which is not known; it was read as UTF-8.");
            Decoded { note: Some(note), ..utf8(bytes) }
        }
    }
}

fn utf8(bytes: &[u8]) -> Decoded {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: text.to_owned(), note: None },
        Err(_) => Decoded {
            text: String::from_utf8_lossy(bytes).into_owned(),
            note: Some("Parts of the answer are not UTF-8 and were replaced by “\u{fffd}”.".to_owned()),
        },
    }
}
