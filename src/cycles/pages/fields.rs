//! What a customer fills in for a flow, and when it runs, as fields of a form: on the screens of an installation and on a
//! cycle's own pages.

use crate::error::FieldErrors;
use crate::flows::model::{FieldKind, FlowField};
use crate::schedules::model::INTERVALS_MINUTES;

/// One field as `templates/cycles/_fields.html` shows it.
pub(crate) struct InputRow {
    pub field: String,
    pub label: String,
    pub hint: String,
    pub error: String,
    pub value: String,
    pub kind: &'static str,
    pub options: Vec<(String, String)>,
    pub required: bool,
}

impl InputRow {
    /// A field of a flow under the form's name for it.
    pub fn of(field: &FlowField, name: String, value: &str, errors: &FieldErrors) -> InputRow {
        let empty = match (field.required, field.default.as_str()) {
            (true, "") => t!("cycles-choose").to_owned(),
            (false, "") => t!("cycles-nothing").to_owned(),
            (_, usual) => t!("cycles-as-usual", usual = usual),
        };
        let pair = |value: &str, words: &str| (value.to_owned(), words.to_owned());
        let options: Vec<(String, String)> = match field.kind {
            _ if !field.choices.is_empty() => field.choices.iter().map(|choice| pair(choice, choice)).collect(),
            FieldKind::Boolean => vec![pair("true", t!("cycles-yes")), pair("false", t!("cycles-no"))],
            _ => Vec::new(),
        };
        let options = if options.is_empty() { options } else { [vec![(String::new(), empty)], options].concat() };
        let hint = match (field.hint.trim(), field.default.as_str()) {
            (hint, "") => hint.to_owned(),
            (hint, _) if !options.is_empty() => hint.to_owned(),
            (hint, usual) => format!("{hint} {}", t!("cycles-empty-means", usual = usual)).trim().to_owned(),
        };
        InputRow {
            label: field.words().to_owned(),
            error: errors.of(&name).to_owned(),
            value: value.to_owned(),
            required: field.required && field.default.is_empty(),
            kind: match field.kind {
                FieldKind::Date => "date",
                FieldKind::Email => "email",
                FieldKind::Url => "url",
                _ => "text",
            },
            field: name,
            options,
            hint,
        }
    }

    /// What is filled in, in words.
    pub fn words(&self) -> String {
        match (self.value.as_str(), self.options.iter().find(|(value, _)| *value == self.value)) {
            ("", None) => t!("cycles-left-empty").to_owned(),
            (_, Some((_, words))) => words.clone(),
            (value, None) => value.to_owned(),
        }
    }
}

/// When a cycle runs, as it was typed: `mode`, `minutes`, `start` and `line`.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Times {
    pub mode: String,
    pub minutes: String,
    pub start: String,
    pub line: String,
}

/// The intervals there are, as a choice.
pub(crate) fn intervals() -> Vec<(String, String)> {
    INTERVALS_MINUTES.iter().map(|minutes| (minutes.to_string(), interval(*minutes))).collect()
}

fn interval(minutes: u32) -> String {
    match minutes {
        1 => t!("cycles-every-minute").to_owned(),
        60 => t!("cycles-every-hour").to_owned(),
        1_440 => t!("cycles-every-day").to_owned(),
        10_080 => t!("cycles-every-week").to_owned(),
        n if n % 60 == 0 => t!("cycles-every-hours", n = n / 60),
        n => t!("cycles-every-minutes", n = n),
    }
}
