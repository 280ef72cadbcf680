//! Charsets that bodies come in: which one a name means, and Latin-1 as text. What to do with bytes that do not fit is
//! decided where they come from: a webhook is refused, an application's answer is shown as well as can be.

/// What a charset's name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Charset {
    /// Also where none is named, and for ASCII, which is a part of it.
    Utf8,
    /// Latin-1, read as windows-1252 as browsers do.
    Western,
    /// Not known; its name, fit to be shown.
    Other(String),
}

/// What windows-1252 has between 0x80 and 0x9f, where Latin-1 has control characters nobody sends.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Reads a name.
pub(crate) fn named(name: Option<&str>) -> Charset {
    match name.map(str::to_ascii_lowercase).as_deref() {
        None | Some("utf-8" | "utf8" | "us-ascii" | "ascii") => Charset::Utf8,
        Some("iso-8859-1" | "iso8859-1" | "latin1" | "latin-1" | "windows-1252" | "cp1252") => Charset::Western,
        Some(other) => Charset::Other(other.chars().filter(char::is_ascii_graphic).take(40).collect()),
    }
}

/// The bytes as windows-1252; each is a character.
pub(crate) fn western(bytes: &[u8]) -> String {
    let letter = |byte: &u8| match byte {
        0x80..=0x9f => WINDOWS_1252.get(usize::from(byte - 0x80)).copied().unwrap_or_default(),
        byte => char::from(*byte),
    };
    bytes.iter().map(letter).collect()
}
