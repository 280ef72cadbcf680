//! How a word is found by who does not type its marks: "lodz" finds "Łódź", and "gross" "Größlinger". `app.plain` in SQL
//! does the same, and a test compares the two.

use icu_normalizer::{ComposingNormalizer, DecomposingNormalizer};
use std::borrow::Cow;

/// A text that was folded, without accents and with plain letters. Marks that are letters of a script stay.
pub(crate) fn plain(folded: &str) -> Cow<'_, str> {
    if folded.is_ascii() {
        return folded.into();
    }
    let mut plain = String::with_capacity(folded.len());
    for c in DecomposingNormalizer::new_nfd().normalize(folded).chars() {
        match c {
            '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' => {}
            'ł' => plain.push('l'),
            'ø' => plain.push('o'),
            'đ' | 'ð' => plain.push('d'),
            'ħ' => plain.push('h'),
            'ŧ' => plain.push('t'),
            'ı' => plain.push('i'),
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'þ' => plain.push_str("th"),
            '’' | '‘' | '‛' | 'ʼ' | '´' => plain.push('\''),
            other => plain.push(other),
        }
    }
    ComposingNormalizer::new_nfc().normalize(&plain).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_go_and_letters_of_other_scripts_stay() {
        for (folded, expected) in [
            ("żubr łódź", "zubr lodz"),
            ("größlinger", "grosslinger"),
            ("l’étoile", "l'etoile"),
            ("e\u{301}te\u{301}", "ete"),
            ("i\u{307}stanbul ırmak", "istanbul irmak"),
            ("smørrebrød æon þór", "smorrebrod aeon thor"),
            ("がぎ", "がぎ"),
            ("한국", "한국"),
            ("हिन्दी", "हिन्दी"),
            ("plain-7", "plain-7"),
        ] {
            assert_eq!(plain(folded), expected, "{folded}");
            assert_eq!(plain(expected), expected, "once is enough for {folded}");
        }
    }
}
