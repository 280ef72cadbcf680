//! What an Account Connector is, and what its forms ask for (MODEL section 5). Which fields there are, the connector's
//! definition says.

use super::secret::Secret;
use crate::connectors::model::{Authentication, CustomField, Parameter};
use crate::error::{AppResult, FieldErrors};
use crate::language::{self, Language};
use crate::people::model::line;
use std::collections::BTreeMap;

/// Account Connectors of one account at most.
pub(crate) const IN_ACCOUNT_MAX: i64 = 200;
/// How long a setup link is good.
pub(crate) const LINK_MINUTES: i64 = 5;
const NAME_CHARS_MAX: usize = 100;
const PARAMETER_CHARS_MAX: usize = 500;
/// Long tokens are a few thousand characters.
pub(crate) const SECRET_CHARS_MAX: usize = 8_000;

/// A form as it was sent: the fields are not known before the definition is read. It may hold secrets, so it shows
/// nothing of itself.
#[derive(Clone, Default, serde::Deserialize)]
#[serde(transparent)]
pub(crate) struct Typed(pub Vec<(String, String)>);

impl Typed {
    /// What was typed into a field; empty where it is not there.
    pub fn of(&self, field: &str) -> &str {
        self.0.iter().find(|(name, _)| name == field).map_or("", |(_, value)| value)
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, field: &str) -> bool {
        !self.of(field).is_empty()
    }
}

/// Whether it can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Credentials are still to be given, or were taken away.
    Open,
    Ready,
    /// The application did not take the credentials any more.
    Refused,
}

impl State {
    /// As the database has it.
    pub fn stored(word: &str) -> State {
        match word {
            "ready" => State::Ready,
            "refused" => State::Refused,
            _ => State::Open,
        }
    }

    /// Badge kind and word.
    pub fn badge(self) -> (&'static str, &'static str) {
        match self {
            State::Open => ("off", t!("account-connectors-state-open")),
            State::Ready => ("ok", t!("account-connectors-state-ready")),
            State::Refused => ("bad", t!("account-connectors-state-refused")),
        }
    }
}

/// What people call it within their account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ConnectorName(String);

impl ConnectorName {
    /// # Errors
    /// What is wrong with it, in words.
    pub fn parse(text: &str) -> Result<ConnectorName, String> {
        line(text, NAME_CHARS_MAX, t!("account-connectors-enter-name")).map(ConnectorName)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How the credentials of a connector are given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// It needs none.
    Nothing,
    Form(Vec<Wanted>),
    /// The customer signs in at the provider.
    Provider,
}

/// A field of the form that asks for credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// The form's name of it.
    pub field: String,
    pub title: String,
    pub help: String,
    /// Typed unseen, and never sent back.
    pub hidden: bool,
    pub required: bool,
    /// Spaces at its ends belong to it.
    exact: bool,
}

impl Wanted {
    fn new(field: &str, title: &str, hidden: bool) -> Wanted {
        Wanted {
            field: field.to_owned(),
            title: title.to_owned(),
            help: String::new(),
            hidden,
            required: true,
            exact: false,
        }
    }

    fn custom(custom: &CustomField) -> Wanted {
        let title = if custom.title.is_empty() { &custom.key } else { &custom.title };
        Wanted {
            help: custom.hint.clone(),
            required: custom.required,
            ..Wanted::new(&format!("custom_{}", custom.key), title, custom.secret)
        }
    }
}

/// The fields that a person fills in for it; none where it needs none, or where the customer signs in at the application.
pub(crate) fn wanted_of(authentication: &Authentication) -> Vec<Wanted> {
    match way(authentication) {
        Way::Form(wanted) => wanted,
        Way::Nothing | Way::Provider => Vec::new(),
    }
}

/// What a connector's authentication asks of a person.
pub(crate) fn way(authentication: &Authentication) -> Way {
    match authentication {
        Authentication::None => Way::Nothing,
        Authentication::ApiKey { .. } => {
            Way::Form(vec![Wanted::new("api_key", t!("account-connectors-field-api-key"), true)])
        }
        Authentication::Basic => Way::Form(vec![
            Wanted::new("user", t!("account-connectors-field-user"), false),
            // Where the user name is a key, the password is usually empty.
            Wanted {
                required: false,
                exact: true,
                ..Wanted::new("secret", t!("account-connectors-field-password"), true)
            },
        ]),
        Authentication::Bearer => Way::Form(vec![Wanted::new("token", t!("account-connectors-field-token"), true)]),
        Authentication::OauthCode(_) => Way::Provider,
        Authentication::OauthClient(_) => Way::Form(vec![
            Wanted::new("client_id", t!("account-connectors-field-client-id"), false),
            Wanted::new("client_secret", t!("account-connectors-field-client-secret"), true),
        ]),
        Authentication::Custom { fields, .. } => Way::Form(fields.iter().map(Wanted::custom).collect()),
    }
}

/// Reads the credentials out of a form.
///
/// # Errors
/// `Invalid` with a message at each field that is wrong; none repeats what was typed.
pub(crate) fn secret_of(authentication: &Authentication, typed: &Typed) -> AppResult<Secret> {
    let mut errors = FieldErrors::default();
    let given: BTreeMap<String, String> = match way(authentication) {
        Way::Form(wanted) => wanted
            .into_iter()
            .filter_map(|wanted| {
                let value = errors.take(&wanted.field, credential(&wanted, typed.of(&wanted.field)))?;
                Some((wanted.field, value))
            })
            .collect(),
        Way::Nothing | Way::Provider => BTreeMap::new(),
    };
    let of = |field: &str| given.get(field).cloned().unwrap_or_default();
    if *authentication == Authentication::Basic && of("user").contains(':') {
        errors.add("user", t!("account-connectors-colon"));
    }
    errors.into_result()?;
    Ok(match authentication {
        Authentication::ApiKey { .. } => Secret::Key { key: of("api_key") },
        Authentication::Basic => Secret::Basic { user: of("user"), password: of("secret") },
        Authentication::Bearer => Secret::Token { token: of("token") },
        Authentication::Custom { fields, .. } => Secret::Custom {
            fields: fields.iter().map(|f| (f.key.clone(), of(&format!("custom_{}", f.key)))).collect(),
        },
        Authentication::OauthClient(_) => {
            Secret::Client { client_id: of("client_id"), client_secret: of("client_secret"), access: None }
        }
        Authentication::None | Authentication::OauthCode(_) => Secret::None,
    })
}

fn credential(wanted: &Wanted, typed: &str) -> Result<String, String> {
    let value = if wanted.exact { typed } else { typed.trim() };
    let called = called(&wanted.title);
    if value.is_empty() && wanted.required {
        return Err(t!("account-connectors-enter", what = called));
    }
    if value.chars().count() > SECRET_CHARS_MAX {
        return Err(t!("account-connectors-too-long", what = called, max = SECRET_CHARS_MAX.to_string()));
    }
    if value.chars().any(char::is_control) {
        return Err(t!("account-connectors-control", what = called));
    }
    Ok(value.to_owned())
}

/// A title within a sentence: "Access token" is "access token", "API key" stays; so does all of German.
fn called(title: &str) -> String {
    if language::current() == Language::German {
        return title.to_owned();
    }
    let mut letters = title.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => title.to_owned(),
    }
}

/// The form's name of a parameter.
pub(crate) fn parameter_field(key: &str) -> String {
    format!("parameter_{key}")
}

/// Reads a connector's parameters out of a form; what is left empty takes the connector's default.
///
/// # Errors
/// `Invalid` with a message at each field that is wrong.
pub(crate) fn parameters_of(known: &[Parameter], typed: &Typed, errors: &mut FieldErrors) -> BTreeMap<String, String> {
    let mut given = BTreeMap::new();
    for parameter in known {
        let field = parameter_field(&parameter.key);
        if let Some(value) = errors.take(&field, parameter_value(parameter, typed.of(&field)))
            && !value.is_empty()
        {
            given.insert(parameter.key.clone(), value);
        }
    }
    given
}

fn parameter_value(parameter: &Parameter, typed: &str) -> Result<String, String> {
    let title = if parameter.title.is_empty() { &parameter.key } else { &parameter.title };
    let empty = t!("account-connectors-enter", what = called(title));
    if typed.trim().is_empty() {
        return if parameter.required && parameter.default.is_empty() { Err(empty) } else { Ok(String::new()) };
    }
    let value = line(typed, PARAMETER_CHARS_MAX, &empty)?;
    if !parameter.choices.is_empty() && !parameter.choices.contains(&value) {
        return Err(t!("account-connectors-choose-one", choices = parameter.choices.join(", ")));
    }
    Ok(value)
}

/// Cycles that use an Account Connector; those that run now are among the former.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
pub(crate) struct Use {
    pub here: i64,
    pub here_running: i64,
    /// In accounts below; only ever a count (T7).
    pub below: i64,
    pub below_running: i64,
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
