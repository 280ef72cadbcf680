//! What a template is called, where it stands and who sees it.

use crate::error::FieldErrors;
use crate::flows::model::{Does, Flow, Step};
use crate::hooks::model::Check;
use crate::language::{Language, speaking};
use crate::people::model::{NUL_STAND_IN, control_refused, fold, line};

const NAME_CHARS_MAX: usize = 200;
const FOLDER_CHARS_MAX: usize = 200;
const TEXT_CHARS_MAX: usize = 4_000;

/// Which accounts a template is for, and whatever lies below them (T6).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Visibility {
    #[default]
    All,
    /// Those with one of these tags.
    Tags(Vec<String>),
    /// Those that are chosen on a page of its own.
    Accounts,
}

impl Visibility {
    /// As the database has it.
    pub fn stored(word: &str, tags: &[String]) -> Visibility {
        match word {
            "tags" => Visibility::Tags(tags.to_vec()),
            "accounts" => Visibility::Accounts,
            _ => Visibility::All,
        }
    }

    /// The database's word.
    pub fn key(&self) -> &'static str {
        match self {
            Visibility::All => "all",
            Visibility::Tags(_) => "tags",
            Visibility::Accounts => "accounts",
        }
    }

    /// The tags of accounts that it is for.
    pub fn tags(&self) -> &[String] {
        match self {
            Visibility::Tags(tags) => tags,
            Visibility::All | Visibility::Accounts => &[],
        }
    }

    /// Words for people.
    pub fn words(&self) -> String {
        match self {
            Visibility::All => t!("templates-all-accounts").to_owned(),
            Visibility::Tags(tags) => {
                t!("templates-visible-tags", tags = tags.join(&format!(" {} ", t!("templates-or"))))
            }
            Visibility::Accounts => t!("templates-chosen-accounts").to_owned(),
        }
    }

    /// The same for the audit log, which keeps it as it is written here.
    pub fn noted(&self) -> String {
        speaking(Language::English, None, || self.words())
    }
}

/// Everything a template says beside its releases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Details {
    pub name: String,
    /// As `Sales/Orders`; empty: at the top.
    pub folder: String,
    pub description: String,
    /// Sorted, without doubles.
    pub tags: Vec<String>,
    pub visibility: Visibility,
    /// Customers see it among the templates of their accounts.
    pub published: bool,
}

/// The same as it was typed.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct DetailsText {
    pub name: String,
    pub folder: String,
    pub description: String,
    pub tags: String,
    /// all, tags, accounts.
    pub visible_to: String,
    pub visible_tags: String,
    /// Empty: not.
    pub published: String,
    pub version: String,
}

impl DetailsText {
    /// Reads the form.
    ///
    /// # Errors
    /// A complaint at each field that is wrong.
    pub fn parse(&self) -> Result<Details, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = errors.take("name", name(&self.name));
        let folder = errors.take("folder", folder(&self.folder));
        let description = errors.take("description", text(&self.description));
        let tags = errors.take("tags", crate::accounts::model::tags(&self.tags));
        let visibility = match self.visible_to.as_str() {
            "tags" => {
                let tags = crate::accounts::model::tags(&self.visible_tags).and_then(|tags| match tags.as_slice() {
                    [] => Err(t!("templates-enter-tags").to_owned()),
                    _ => Ok(tags),
                });
                errors.take("visible_tags", tags).map(Visibility::Tags)
            }
            "accounts" => Some(Visibility::Accounts),
            _ => Some(Visibility::All),
        };
        match (name, folder, description, tags, visibility) {
            (Some(name), Some(folder), Some(description), Some(tags), Some(visibility)) => {
                let published = !self.published.is_empty();
                Ok(Details { name, folder, description, tags, visibility, published })
            }
            _ => Err(errors),
        }
    }
}

/// A template's name.
///
/// # Errors
/// Words for the person who typed it.
pub(crate) fn name(typed: &str) -> Result<String, String> {
    line(typed, NAME_CHARS_MAX, t!("templates-enter-name"))
}

/// A folder, its parts parted by slashes: spaces around them and empty parts go.
///
/// # Errors
/// Words for the person who typed it.
pub(crate) fn folder(typed: &str) -> Result<String, String> {
    let parts: Vec<&str> = typed.split('/').map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        return Ok(String::new());
    }
    line(&parts.join("/"), FOLDER_CHARS_MAX, t!("templates-enter-folder"))
}

/// A text of several lines.
///
/// # Errors
/// Words for the person who typed it.
pub(crate) fn text(typed: &str) -> Result<String, String> {
    let text = typed.replace("\r\n", "\n");
    let text = text.trim();
    if text.chars().count() > TEXT_CHARS_MAX {
        return Err(t!("templates-text-long", most = TEXT_CHARS_MAX.to_string()));
    }
    match text.chars().find(|c| (c.is_control() && !matches!(c, '\n' | '\t')) || *c == NUL_STAND_IN) {
        Some(wrong) => Err(control_refused(wrong)),
        None => Ok(text.to_owned()),
    }
}

/// How names are sorted and searched.
pub(crate) fn name_key(name: &str) -> String {
    fold(name)
}

/// What the first draft of a template holds.
pub(crate) fn first_flow() -> Flow {
    let begin = Step {
        key: "begin".to_owned(),
        name: "Begin".to_owned(),
        does: Does::Webhook { check: Check::default(), synchronous: false, sample: serde_json::Value::Null },
        split: Default::default(),
        on_error: Default::default(),
    };
    Flow { steps: vec![begin], ..Flow::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_tidied() {
        for (typed, kept) in [("", ""), (" / ", ""), (" Sales / Orders/", "Sales/Orders"), ("Sales", "Sales")] {
            assert_eq!(folder(typed), Ok(kept.to_owned()), "{typed}");
        }
        assert!(folder(&"x/".repeat(150)).is_err());
        assert!(folder("a\u{202E}b").is_err());
    }

    #[test]
    fn a_form_is_read_with_a_complaint_at_each_field() {
        let typed = DetailsText { visible_to: "tags".to_owned(), ..DetailsText::default() };
        let errors = typed.parse().expect_err("it has no name and no tags");
        assert!(!errors.of("name").is_empty() && !errors.of("visible_tags").is_empty());
        let typed = DetailsText { name: " Orders ".to_owned(), tags: "b, a, B".to_owned(), ..DetailsText::default() };
        let details = typed.parse().expect("it is good");
        assert_eq!((details.name.as_str(), details.tags.as_slice()), ("Orders", &["a".to_owned(), "b".to_owned()][..]));
        assert_eq!(details.visibility, Visibility::All);
    }

    #[test]
    fn a_new_template_begins_with_a_sound_flow() {
        assert_eq!(first_flow().check(), vec![]);
    }
}
