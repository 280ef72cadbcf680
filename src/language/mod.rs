//! What pages and mails say, in the language of whoever reads it (DESIGN section 3, Languages). Every string stands in the Fluent
//! files beside this module, one file a feature: `en/` first, each other language with the same messages. `t!` asks for one by
//! its id, `h!` for one with marks of HTML in it.
//!
//! The language is not handed through every function: it belongs to the request, as the clock's "now" belongs to a transaction.
//! [`around`] begins it with what the browser says, the gate speaks on in what the person, the account or the partner chose, and
//! [`off_thread`] takes it along. Where nobody asks (the engine, chores, the command line) it is English, and what is written
//! for somebody is made under [`speaking`]: a mail, and all that a job words. Programs are always answered in English:
//! they compare texts.

#[macro_use]
mod macros;

mod bundles;
mod html;
mod pieces;
mod spoken;

pub(crate) use bundles::{phrase, text};
pub(crate) use html::{Html, html_phrase, html_text};
pub(crate) use pieces::{IntoPiece, Piece};
pub(crate) use spoken::{Spoken, around, cookie, heard, here, off_thread, prefer, speak, speaking, within};

/// A language that every string of the product is there in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Language {
    /// The first one: what is missing elsewhere is said in it.
    #[default]
    English,
    German,
    /// English between brackets, in builds for developers: what stands outside of any is in no file.
    #[cfg(debug_assertions)]
    Bracketed,
}

impl Language {
    /// Those that people choose from.
    pub const ALL: [Language; 2] = [Language::English, Language::German];

    /// Its tag, for `lang` and for storage.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::German => "de",
            #[cfg(debug_assertions)]
            Language::Bracketed => "en-XA",
        }
    }

    /// What it calls itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::German => "Deutsch",
            #[cfg(debug_assertions)]
            Language::Bracketed => "[English]",
        }
    }

    /// That of a tag such as `de` or `de-AT`; None where it is not there.
    pub fn of(tag: &str) -> Option<Language> {
        #[cfg(debug_assertions)]
        if tag == "en-XA" {
            return Some(Language::Bracketed);
        }
        let main = tag.split(['-', '_']).next().unwrap_or_default();
        Language::ALL.into_iter().find(|language| main.eq_ignore_ascii_case(language.code()))
    }

    /// What a form's field says; None: none of its own.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn chosen(text: &str) -> Result<Option<Language>, String> {
        match text {
            "" => Ok(None),
            tag => Language::of(tag).map(Some).ok_or_else(|| t!("language-choose").to_owned()),
        }
    }

    /// The best of what a browser accepts (RFC 9110, 12.5.4): by weight, then by order.
    pub fn accepted(header: &str) -> Option<Language> {
        let mut best = None;
        for part in header.split(',') {
            let mut pieces = part.split(';');
            let tag = pieces.next().unwrap_or_default().trim();
            let weight = pieces.find_map(|p| p.trim().strip_prefix("q=")).map_or(Some(1.0), |q| q.parse::<f32>().ok());
            let (Some(language), Some(weight)) = (Language::of(tag), weight) else { continue };
            if weight > 0.0 && best.is_none_or(|(_, before)| weight > before) {
                best = Some((language, weight));
            }
        }
        best.map(|(language, _)| language)
    }
}

/// The language that is spoken here and now.
pub(crate) fn current() -> Language {
    spoken::current()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_say_which_they_like_best() {
        for (header, language) in [
            ("de-AT,de;q=0.9,en;q=0.8", Some(Language::German)),
            ("fr, en;q=0.7, de;q=0.8", Some(Language::German)),
            ("en-GB", Some(Language::English)),
            ("de;q=0, en;q=0.1", Some(Language::English)),
            ("fr,nl;q=0.5", None),
            ("de;q=x", None),
            ("*", None),
            ("", None),
        ] {
            assert_eq!(Language::accepted(header), language, "{header}");
        }
    }

    #[test]
    fn messages_are_said_with_their_variables() {
        let said = || t!("language-test-accounts", n = 1_204, name = "Ada & Co");
        assert_eq!(said(), "1\u{202f}204 accounts of Ada & Co");
        assert_eq!(speaking(Language::German, None, said), "1.204 Konten von Ada & Co");
        assert_eq!(t!("language-test-accounts", n = 1_i64, name = String::from("Ada")), "1 account of Ada");
        assert_eq!(h!("language-test-bold", name = "<Ada>").to_string(), "Of <b>&#60;Ada&#62;</b>");
    }

    #[test]
    fn the_word_for_cycle_is_the_partners() {
        let said = || t!("language-test-cycles", words);
        assert_eq!(said(), "Cycles: a cycle of many cycles. Cycle.");
        let words = crate::branding::model::Words { cycle: "flow".to_owned(), cycles: "flows".to_owned() };
        assert_eq!(speaking(Language::English, Some(words), said), "Flows: a flow of many flows. Flow.");
    }
}
