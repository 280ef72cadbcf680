//! Fields of forms that a connector's definition asks for.

use crate::account_connectors::model::{Typed, Wanted, parameter_field};
use crate::connectors::model::Parameter;
use crate::error::FieldErrors;
use std::collections::BTreeMap;

/// For `templates/account_connectors/_inputs.html`.
pub(crate) struct Input {
    pub field: String,
    pub title: String,
    pub help: String,
    /// Empty for a secret, whatever was typed.
    pub value: String,
    pub error: String,
    pub hidden: bool,
    pub required: bool,
    /// The only values there are; empty for any.
    pub choices: Vec<(String, String)>,
}

/// Fields for credentials; secrets are not sent back.
pub(super) fn of_credentials(wanted: Vec<Wanted>, typed: &Typed, errors: &FieldErrors) -> Vec<Input> {
    wanted
        .into_iter()
        .map(|wanted| Input {
            value: if wanted.hidden { String::new() } else { typed.of(&wanted.field).to_owned() },
            error: errors.of(&wanted.field).to_owned(),
            title: wanted.title,
            help: wanted.help,
            hidden: wanted.hidden,
            required: wanted.required,
            choices: Vec::new(),
            field: wanted.field,
        })
        .collect()
}

/// Fields for parameters, filled with what was typed or, before that, with what is stored.
pub(super) fn of_parameters(
    known: &[Parameter],
    stored: &BTreeMap<String, String>,
    typed: Option<&Typed>,
    errors: &FieldErrors,
) -> Vec<Input> {
    known
        .iter()
        .map(|parameter| {
            let field = parameter_field(&parameter.key);
            let kept = || stored.get(&parameter.key).cloned().unwrap_or_default();
            let value = typed.map_or_else(kept, |typed| typed.of(&field).to_owned());
            let required = parameter.required && parameter.default.is_empty();
            Input {
                error: errors.of(&field).to_owned(),
                title: if parameter.title.is_empty() { parameter.key.clone() } else { parameter.title.clone() },
                help: help(parameter),
                value,
                hidden: false,
                required,
                choices: choices(parameter),
                field,
            }
        })
        .collect()
}

fn help(parameter: &Parameter) -> String {
    match (parameter.hint.trim(), parameter.default.as_str()) {
        (hint, "") => hint.to_owned(),
        // The choice itself says what happens without one.
        (hint, _) if !parameter.choices.is_empty() => hint.to_owned(),
        ("", default) => t!("account-connectors-left-empty", default = default),
        (hint, default) => t!("account-connectors-hint-left-empty", hint = hint, default = default),
    }
}

fn choices(parameter: &Parameter) -> Vec<(String, String)> {
    if parameter.choices.is_empty() {
        return Vec::new();
    }
    let unchosen = match parameter.default.as_str() {
        "" => t!("account-connectors-choose").to_owned(),
        default => t!("account-connectors-as-usual", default = default),
    };
    let each = parameter.choices.iter().map(|choice| (choice.clone(), choice.clone()));
    std::iter::once((String::new(), unchosen)).chain(each).collect()
}
