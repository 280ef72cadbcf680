//! Bytes to text by the charset that a content type names.

/// Text, and what had to be done to get it.
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) note: Option<String>,
}

/// What windows-1252 has between 0x80 and 0x9f, where Latin-1 has control characters nobody sends.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Decodes; without a charset, and with one that is not known, as UTF-8.
pub(super) fn decode(bytes: &[u8], charset: Option<&str>) -> Decoded {
    match charset.map(str::to_ascii_lowercase).as_deref() {
        Some("iso-8859-1" | "iso8859-1" | "latin1" | "latin-1" | "windows-1252" | "cp1252") => {
            Decoded { text: bytes.iter().map(|byte| western(*byte)).collect(), note: None }
        }
        None | Some("utf-8" | "utf8" | "us-ascii" | "ascii") => utf8(bytes),
        Some(other) => {
            let shown: String = other.chars().filter(|char| char.is_ascii_graphic()).take(40).collect();
            let decoded = utf8(bytes);
            let note = format!("The answer is in the charset {shown}, which is not known; it was read as UTF-8.");
            Decoded { note: Some(note), ..decoded }
        }
    }
}

fn western(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS_1252[usize::from(byte - 0x80)],
        byte => char::from(byte),
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
