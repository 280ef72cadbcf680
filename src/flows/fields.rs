//! What a customer fills in when a flow is installed: how each field is read, and what it is when it is left empty.

use super::model::{FieldKind, Flow, FlowField};
use serde_json::{Number, Value};
use std::collections::BTreeSet;

/// Characters of one field at most.
pub(crate) const FIELD_CHARS_MAX: usize = 2_000;
/// Fields of a flow at most.
const FIELDS_MAX: usize = 100;
const KEY_CHARS_MAX: usize = 60;

impl FlowField {
    /// What people call it.
    pub(crate) fn words(&self) -> &str {
        if self.title.is_empty() { &self.key } else { &self.title }
    }

    /// Reads what was typed; none where it was left empty.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub(crate) fn read(&self, typed: &str) -> Result<Option<Value>, String> {
        let typed = typed.trim();
        if typed.is_empty() {
            let missing = self.required && self.default.is_empty();
            return if missing { Err(t!("flows-field-missing", field = self.words())) } else { Ok(None) };
        }
        if typed.chars().count() > FIELD_CHARS_MAX {
            return Err(t!("flows-field-long", most = FIELD_CHARS_MAX.to_string()));
        }
        if let Some(wrong) = typed.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t' | '\r')) {
            return Err(crate::people::model::control_refused(wrong));
        }
        if !self.choices.is_empty() && self.choices.iter().all(|choice| choice != typed) {
            return Err(t!("flows-field-choices", choices = self.choices.join(", ")));
        }
        self.kind.read(typed).map(Some)
    }

    /// What it is when it is left empty; none: nothing.
    pub(crate) fn usual(&self) -> Option<Value> {
        if self.default.is_empty() {
            return None;
        }
        Some(self.kind.read(self.default.trim()).unwrap_or_else(|_| Value::String(self.default.clone())))
    }
}

impl FieldKind {
    fn read(self, text: &str) -> Result<Value, String> {
        match self {
            FieldKind::Text => Ok(Value::String(text.to_owned())),
            FieldKind::Integer => {
                let number: Result<i64, _> = text.replace([' ', '\u{202F}'], "").parse();
                number.map(Value::from).map_err(|_| t!("flows-field-integer").to_owned())
            }
            FieldKind::Number => {
                let number = text.replace([' ', '\u{202F}'], "").parse().ok().and_then(Number::from_f64);
                number.map(Value::Number).ok_or_else(|| t!("flows-field-number").to_owned())
            }
            FieldKind::Boolean => match text {
                "true" => Ok(Value::Bool(true)),
                "false" => Ok(Value::Bool(false)),
                _ => Err(t!("flows-field-boolean").to_owned()),
            },
            FieldKind::Date => match text.parse::<chrono::NaiveDate>() {
                Ok(date) => Ok(Value::String(date.to_string())),
                Err(_) => Err(t!("flows-field-date").to_owned()),
            },
            FieldKind::Email => {
                let email = crate::people::model::EmailAddress::parse(text)?;
                Ok(Value::String(email.as_str().to_owned()))
            }
            FieldKind::Url => match url::Url::parse(text) {
                Ok(address) if matches!(address.scheme(), "http" | "https") => Ok(Value::String(text.to_owned())),
                _ => Err(t!("flows-field-url").to_owned()),
            },
        }
    }
}

/// What is wrong with the fields of a flow.
pub(crate) fn faults(flow: &Flow) -> Vec<String> {
    if flow.fields.len() > FIELDS_MAX {
        return vec![t!("flows-fields-max", most = FIELDS_MAX)];
    }
    let (mut faults, mut keys) = (Vec::new(), BTreeSet::new());
    for field in &flow.fields {
        let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
        if field.key.is_empty() || field.key.len() > KEY_CHARS_MAX || !field.key.bytes().all(fits) {
            faults.push(t!("flows-field-key", field = field.words(), most = KEY_CHARS_MAX));
        } else if !keys.insert(field.key.as_str()) {
            faults.push(t!("flows-field-twice", key = field.key));
        }
        if !field.default.is_empty()
            && let Err(why) = field.read(&field.default)
        {
            faults.push(t!("flows-field-usual", field = field.words(), why = why));
        }
        let choices = field.choices.iter().find_map(|choice| field.kind.read(choice).err().map(|why| (choice, why)));
        if let Some((choice, why)) = choices {
            faults.push(t!("flows-field-choice", choice = choice, field = field.words(), why = why));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn field(kind: FieldKind) -> FlowField {
        FlowField { key: "f".to_owned(), title: "Field".to_owned(), kind, ..FlowField::default() }
    }

    #[test]
    fn each_kind_reads_what_fits_it() {
        let table = [
            (FieldKind::Text, " a b ", Some(json!("a b"))),
            (FieldKind::Integer, "1 250", Some(json!(1250))),
            (FieldKind::Integer, "1.5", None),
            (FieldKind::Number, "1.5", Some(json!(1.5))),
            (FieldKind::Number, "1e999", None),
            (FieldKind::Number, "many", None),
            (FieldKind::Boolean, "true", Some(json!(true))),
            (FieldKind::Boolean, "yes", None),
            (FieldKind::Date, "2026-03-02", Some(json!("2026-03-02"))),
            (FieldKind::Date, "2.3.2026", None),
            (FieldKind::Email, "ada@example.com", Some(json!("ada@example.com"))),
            (FieldKind::Email, "ada", None),
            (FieldKind::Url, "https://example.com/a", Some(json!("https://example.com/a"))),
            (FieldKind::Url, "javascript:alert(1)", None),
        ];
        for (kind, typed, read) in table {
            assert_eq!(field(kind).read(typed).ok().flatten(), read, "{kind:?} {typed}");
        }
    }

    #[test]
    fn what_is_left_empty_is_missing_or_as_usual() {
        let wanted = FlowField { required: true, ..field(FieldKind::Integer) };
        assert_eq!(wanted.read(" "), Err("Fill in “Field”.".to_owned()));
        let usual = FlowField { default: "25".to_owned(), ..wanted };
        assert_eq!((usual.read(""), usual.usual()), (Ok(None), Some(json!(25))));
        let chosen = FlowField { choices: vec!["1".to_owned(), "2".to_owned()], ..field(FieldKind::Integer) };
        assert_eq!((chosen.read("2"), chosen.read("3").is_err()), (Ok(Some(json!(2))), true));
    }

    #[test]
    fn faults_of_fields_are_named() {
        let wrong = |field: FlowField| faults(&Flow { fields: vec![field], ..Flow::default() });
        assert_eq!(wrong(field(FieldKind::Text)), Vec::<String>::new());
        assert!(wrong(FlowField { key: "a b".to_owned(), ..field(FieldKind::Text) })[0].contains("needs a key"));
        assert!(wrong(FlowField { default: "x".to_owned(), ..field(FieldKind::Integer) })[0].contains("left empty"));
        assert!(wrong(FlowField { choices: vec!["x".to_owned()], ..field(FieldKind::Date) })[0].contains("choice"));
        let twice = Flow { fields: vec![field(FieldKind::Text), field(FieldKind::Text)], ..Flow::default() };
        assert!(faults(&twice)[0].contains("Two fields"));
    }
}
