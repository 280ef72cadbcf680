//! Which column feeds which field: guessed from the header, in several spellings and languages, then chosen by a person.

use super::fields::{FIELDS, label_of};
use crate::accounts::model::DetailsText;
use crate::error::FieldErrors;
use crate::people::model::fold;
use serde::{Deserialize, Serialize};

/// What a column feeds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Target {
    /// A field of the account, by its name in the form.
    Field(&'static str),
    /// The parent's API ID.
    Parent,
    /// A custom field, by its key.
    Custom(String),
}

const CUSTOM_KEY_CHARS_MAX: usize = 60;

impl Target {
    /// Reads the word of a form or of the database; anything else is no target.
    pub fn read(word: &str) -> Option<Target> {
        if word == "parent" {
            return Some(Target::Parent);
        }
        if let Some(key) = word.strip_prefix("custom:") {
            let good =
                !key.is_empty() && key.chars().count() <= CUSTOM_KEY_CHARS_MAX && !key.contains(['=', '\n', '\r']);
            return good.then(|| Target::Custom(key.to_owned()));
        }
        FIELDS.iter().find(|(field, ..)| *field == word).map(|(field, ..)| Target::Field(field))
    }

    /// The word that [`Target::read`] takes.
    pub fn word(&self) -> String {
        match self {
            Target::Field(field) => (*field).to_owned(),
            Target::Parent => "parent".to_owned(),
            Target::Custom(key) => format!("custom:{key}"),
        }
    }

    /// What people read.
    pub fn label(&self) -> String {
        match self {
            Target::Custom(key) => t!("imports-custom-field", key = key),
            other => label_of(&other.word()),
        }
    }
}

/// The custom field a column without a field of its own could feed.
pub(crate) fn custom_of(column: &str) -> Option<Target> {
    let key: String = column.replace('=', " ").trim().chars().take(CUSTOM_KEY_CHARS_MAX).collect();
    Target::read(&format!("custom:{}", key.trim()))
}

/// Every choice for one column: (word, label).
pub(crate) fn choices(column: &str, chosen: Option<&Target>) -> Vec<(String, String)> {
    let mut choices = vec![(String::new(), t!("imports-do-not").to_owned())];
    choices.extend(FIELDS.iter().map(|(field, _)| ((*field).to_owned(), label_of(field))));
    for custom in [custom_of(column), chosen.cloned()].into_iter().flatten() {
        if matches!(custom, Target::Custom(_)) && !choices.iter().any(|(word, _)| *word == custom.word()) {
            choices.push((custom.word(), custom.label()));
        }
    }
    choices
}

/// One target, or none, for each column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Option<String>>", into = "Vec<Option<String>>")]
pub(crate) struct Mapping(pub Vec<Option<Target>>);

impl From<Vec<Option<String>>> for Mapping {
    fn from(words: Vec<Option<String>>) -> Mapping {
        Mapping(words.into_iter().map(|word| word.and_then(|word| Target::read(&word))).collect())
    }
}

impl From<Mapping> for Vec<Option<String>> {
    fn from(mapping: Mapping) -> Self {
        mapping.0.into_iter().map(|target| target.map(|target| target.word())).collect()
    }
}

impl Mapping {
    /// Guesses from the header; of two columns for one field the first gets it.
    pub fn guess(header: &[String]) -> Mapping {
        let mut mapping = Mapping::default();
        for column in header {
            let target = guess_one(column).filter(|target| !mapping.0.iter().flatten().any(|t| t == target));
            mapping.0.push(target);
        }
        mapping
    }

    /// The column that feeds a target.
    pub fn column(&self, target: &Target) -> Option<usize> {
        self.0.iter().position(|t| t.as_ref() == Some(target))
    }

    pub fn has(&self, field: &str) -> bool {
        Target::read(field).is_some_and(|target| self.column(&target).is_some())
    }

    /// What is wrong with it, at the column's field `column-N`.
    pub fn faults(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        for (i, target) in self.0.iter().enumerate() {
            let Some(target) = target else { continue };
            if let Some(first) = self.column(target).filter(|first| *first < i) {
                errors
                    .add(&format!("column-{i}"), t!("imports-fed-already", column = first + 1, field = target.label()));
            }
            if matches!(target, Target::Custom(_)) && self.has("custom_fields") {
                errors.add(&format!("column-{i}"), t!("imports-custom-twice"));
            }
        }
        if !self.has("api_id") {
            errors.add("", t!("imports-choose-api-id"));
        }
        if !self.has("name") {
            errors.add("", t!("imports-choose-name"));
        }
        errors
    }

    /// The mapped cells as the account's form has them, over what is stored already.
    pub fn over(&self, cells: &[String], mut text: DetailsText) -> DetailsText {
        for (target, cell) in self.0.iter().zip(cells) {
            let cell = crate::web::page::cell_of_csv(cell);
            match target {
                Some(Target::Field(field)) => set(&mut text, field, cell),
                Some(Target::Custom(key)) => text.custom_fields = with_custom(&text.custom_fields, key, cell.trim()),
                Some(Target::Parent) | None => {}
            }
        }
        text
    }

    /// The cell of a target, trimmed; empty when it is not mapped.
    pub fn cell<'a>(&self, cells: &'a [String], target: &Target) -> &'a str {
        let cell = self.column(target).and_then(|column| cells.get(column));
        cell.map_or("", |cell| crate::web::page::cell_of_csv(cell).trim())
    }
}

fn guess_one(column: &str) -> Option<Target> {
    if let Some(key) = column.strip_prefix("custom:").or_else(|| column.strip_prefix("Custom:")) {
        return custom_of(key);
    }
    let plain: String = fold(column).chars().filter(|c| c.is_alphanumeric()).collect();
    let (field, ..) = FIELDS.iter().find(|(field, spellings)| {
        field.replace('_', "") == plain || spellings.split(' ').any(|spelling| spelling == plain)
    })?;
    Target::read(field)
}

fn set(text: &mut DetailsText, field: &str, cell: &str) {
    let cell = cell.to_owned();
    match field {
        "name" => text.name = cell,
        "api_id" => text.api_id = cell,
        "description" => text.description = cell,
        // These cannot be empty: an empty cell keeps what is stored.
        "timezone" if cell.trim().is_empty() => {}
        "timezone" => text.timezone = cell,
        "locale" if cell.trim().is_empty() => {}
        "locale" => text.locale = cell,
        "tags" => text.tags = cell,
        "expires_on" => text.expires_on = cell,
        "next_billing_on" => text.next_billing_on = cell,
        "audit_notes" => text.audit_notes = cell,
        "task_audit_notes" => text.task_audit_notes = cell,
        "retention_success_hours" => text.retention_success_hours = cell,
        "retention_error_hours" => text.retention_error_hours = cell,
        "error_webhook_enabled" => text.error_webhook_enabled = cell,
        "error_webhook_url" => text.error_webhook_url = cell,
        "error_webhook_warnings" => text.error_webhook_warnings = cell,
        "custom_fields" => text.custom_fields = cell,
        _ => {}
    }
}

/// The lines of custom fields with one key set, or removed when the value is empty.
fn with_custom(lines: &str, key: &str, value: &str) -> String {
    let others = lines.lines().filter(|line| line.split_once('=').is_none_or(|(k, _)| k.trim() != key));
    let mut all: Vec<String> = others.map(ToOwned::to_owned).collect();
    if !value.is_empty() {
        all.push(format!("{key} = {value}"));
    }
    all.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_guessed_in_several_spellings_and_languages() {
        for (column, word) in [
            ("API ID", "api_id"),
            ("api-id", "api_id"),
            ("Kundennr.", "api_id"),
            ("Numéro client", "api_id"),
            ("客户编号", "api_id"),
            ("NAME", "name"),
            ("Raison sociale", "name"),
            ("会社名", "name"),
            ("Parent API ID", "parent"),
            ("Zeitzone", "timezone"),
            ("custom:CRM owner", "custom:CRM owner"),
            ("Shoe size", ""),
            ("", ""),
        ] {
            let guess = guess_one(column).map(|t| t.word()).unwrap_or_default();
            assert_eq!(guess, word, "{column}");
        }
    }

    #[test]
    fn of_two_columns_for_one_field_the_first_is_taken() {
        let header = ["Name", "name", "API ID"].map(str::to_owned);
        let mapping = Mapping::guess(&header);
        assert_eq!(mapping.0, [Some(Target::Field("name")), None, Some(Target::Field("api_id"))]);
        assert!(mapping.faults().is_empty());
        let doubled = Mapping(vec![mapping.0[0].clone(), mapping.0[0].clone(), mapping.0[2].clone()]);
        assert!(doubled.faults().of("column-1").contains("Column 1 feeds"));
    }

    #[test]
    fn a_mapping_without_api_id_is_refused_with_the_reason() {
        let faults = Mapping::guess(&["Name".to_owned()]).faults();
        assert!(faults.of("").contains("a second time"), "{faults:?}");
    }

    #[test]
    fn only_mapped_fields_change() {
        let stored = DetailsText {
            name: "Old".to_owned(),
            description: "kept".to_owned(),
            timezone: "Europe/Paris".to_owned(),
            custom_fields: "a = 1\nb = 2".to_owned(),
            ..DetailsText::default()
        };
        let mapping = Mapping::guess(&["name", "timezone", "custom:b", "custom:c"].map(str::to_owned));
        let text = mapping.over(&["'=New", "", "", "3"].map(str::to_owned), stored);
        assert_eq!((text.name.as_str(), text.description.as_str()), ("=New", "kept"));
        assert_eq!((text.timezone.as_str(), text.custom_fields.as_str()), ("Europe/Paris", "a = 1\nc = 3"));
    }

    #[test]
    fn a_mapping_comes_back_from_the_database() {
        let mapping = Mapping(vec![Some(Target::Parent), None, Some(Target::Custom("x:y".to_owned()))]);
        let stored = serde_json::to_value(&mapping).expect("json");
        assert_eq!(serde_json::from_value::<Mapping>(stored).expect("mapping"), mapping);
    }
}
