//! Two people edit the same thing. The second is told, keeps what they typed, and does not undo what they never touched:
//! the form carries what it was filled from, so that a field that still says so takes what the first has saved.

use crate::language::{self, Language};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// One field of a form that was overtaken.
pub(crate) struct Overtaken<'a> {
    /// In words.
    pub label: &'a str,
    /// What the form was filled from; none where it does not say so, and then nothing in it counts as left alone.
    pub base: Option<&'a str>,
    /// What is saved now.
    pub saved: &'a str,
    /// What was sent; takes what is saved where it was left alone.
    pub typed: &'a mut String,
}

/// How a form stands to what was saved meanwhile.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Meanwhile {
    /// Fields that both changed: words, saved, typed.
    pub both: Vec<(String, String, String)>,
    /// Words of the fields that only the other changed.
    pub theirs: Vec<String>,
}

impl Meanwhile {
    /// What is said above the form: `what` is the thing that was edited, such as "this account".
    pub fn words(&self, what: &str) -> String {
        let mut sentences = vec![t!("web-meanwhile", what = what)];
        if !self.theirs.is_empty() {
            let fields = self.theirs.join(", ");
            // German nouns keep their capitals.
            let fields = if language::current() == Language::German { fields } else { fields.to_lowercase() };
            sentences.push(t!("web-meanwhile-taken", fields = fields));
        }
        let both = if self.both.is_empty() { t!("web-meanwhile-apart") } else { t!("web-meanwhile-both") };
        sentences.push(both.to_owned());
        sentences.join(" ")
    }
}

/// Brings a form up to date with what was saved meanwhile.
pub(crate) fn settle(fields: Vec<Overtaken<'_>>) -> Meanwhile {
    let mut meanwhile = Meanwhile::default();
    for field in fields {
        // Browsers send line ends of their own.
        let same = |a: &str, b: &str| a.replace("\r\n", "\n").trim() == b.replace("\r\n", "\n").trim();
        let changed = field.base.is_none_or(|base| !same(field.saved, base));
        if field.base.is_some_and(|base| same(field.typed, base)) {
            if changed {
                meanwhile.theirs.push(field.label.to_owned());
            }
            field.saved.clone_into(field.typed);
        } else if changed && !same(field.typed, field.saved) {
            meanwhile.both.push((field.label.to_owned(), field.saved.to_owned(), field.typed.clone()));
        }
    }
    meanwhile
}

/// What a form was filled from, as its hidden field carries it.
pub(crate) fn packed<T: Serialize>(filled: &T) -> String {
    serde_json::to_string(filled).unwrap_or_default()
}

/// What a form was filled from; none where it does not say so.
pub(crate) fn unpacked<T: DeserializeOwned>(base: &str) -> Option<T> {
    serde_json::from_str(base).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_alone_takes_what_was_saved_and_what_was_typed_stays() {
        let mut typed = ["same", "mine", "mine", "old", "agreed"].map(str::to_owned);
        let (base, saved) = (["same", "old", "old", "old", "old"], ["same", "old", "theirs", "theirs", "agreed"]);
        let labels = ["Name", "Tags", "Notes", "Language", "Timezone"];
        let fields = typed.iter_mut().enumerate().map(|(no, typed)| Overtaken {
            label: labels[no],
            base: Some(base[no]),
            saved: saved[no],
            typed,
        });
        let meanwhile = settle(fields.collect());
        assert_eq!(typed, ["same", "mine", "mine", "theirs", "agreed"]);
        assert_eq!(meanwhile.both, [("Notes".to_owned(), "theirs".to_owned(), "mine".to_owned())]);
        assert_eq!(meanwhile.theirs, ["Language"]);
        assert!(meanwhile.words("this account").contains("in the form now: language."));
    }
}
