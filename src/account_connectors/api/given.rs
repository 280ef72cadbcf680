//! What calls give a connector: parameters by their names, and credentials as one text or by their fields. They are read as
//! the forms of pages are.

use crate::account_connectors::model::{Typed, Wanted, parameter_field, wanted_of};
use crate::account_connectors::queries::Setup;
use crate::connectors::model::Authentication;
use crate::error::{AppError, AppResult};
use crate::people::model::shortened;
use crate::web::api::Given;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a body says of a connector. It may hold secrets, so it shows nothing of itself.
#[derive(Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
#[schemars(rename = "ConnectorGiven", example = serde_json::json!({
    "Name": "Our shop", "AuthValue": "the customer's key", "Properties": [{"Name": "region", "Value": "eu"}]
}))]
pub(super) struct ConnectorBody {
    pub name: Given<String>,
    pub description: Given<String>,
    /// Credentials in one text: a key, a token, or two parts with a colon between.
    pub auth_value: Given<String>,
    /// Credentials by their fields.
    pub credentials: Given<BTreeMap<String, String>>,
    pub properties: Given<Vec<PropertyBody>>,
    /// Whether sub-accounts may use it.
    pub shared: Given<bool>,
}

/// A parameter with its value.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
#[schemars(rename = "PropertyGiven")]
pub(super) struct PropertyBody {
    pub name: String,
    pub value: serde_json::Value,
}

impl PropertyBody {
    /// Its value as text.
    pub fn text(&self) -> String {
        match &self.value {
            serde_json::Value::String(text) => text.clone(),
            serde_json::Value::Null => String::new(),
            other => other.to_string(),
        }
    }
}

/// What is refused that no parameter is called.
pub(super) fn no_such_property(name: &str) -> AppError {
    AppError::BadRequest(format!("There is not a connector property that matches name '{}'.", shortened(name)))
}

/// Parameters and credentials as a form would have them, and whether there are credentials among them.
pub(super) fn typed(setup: &Setup, body: &ConnectorBody) -> AppResult<(Typed, bool)> {
    let mut typed = Vec::new();
    let wanted = wanted_of(&setup.authentication);
    let mut credentials = Vec::new();
    if let Given::Value(properties) = &body.properties {
        for property in properties {
            let called = |key: &str, title: &str| {
                key.eq_ignore_ascii_case(property.name.trim()) || title.eq_ignore_ascii_case(property.name.trim())
            };
            if let Some(known) = setup.parameters.iter().find(|one| called(&one.key, &one.title)) {
                typed.push((parameter_field(&known.key), property.text()));
            } else if let Some(field) = custom(&wanted, &property.name) {
                credentials.push((field, property.text()));
            } else {
                return Err(no_such_property(&property.name));
            }
        }
    }
    if let Given::Value(fields) = &body.credentials {
        let bare = |text: &str| text.replace('_', "").to_lowercase();
        for (name, value) in fields {
            let known = wanted.iter().find(|one| bare(&one.field) == bare(name)).map(|one| one.field.clone());
            let field = known.or_else(|| custom(&wanted, name)).ok_or_else(|| {
                AppError::BadRequest(format!("Credentials.{}: this connector asks for no such field.", shortened(name)))
            })?;
            credentials.push((field, value.clone()));
        }
    }
    if let Given::Value(text) = &body.auth_value {
        credentials.extend(in_one(&setup.authentication, text)?);
    }
    let any = !credentials.is_empty();
    typed.extend(credentials);
    Ok((Typed(typed), any))
}

/// The field of the application's own with this key or title.
fn custom(wanted: &[Wanted], name: &str) -> Option<String> {
    let name = name.trim();
    let fits = |one: &&Wanted| {
        one.field.strip_prefix("custom_").is_some_and(|key| key.eq_ignore_ascii_case(name))
            || one.field.starts_with("custom_") && one.title.eq_ignore_ascii_case(name)
    };
    wanted.iter().find(fits).map(|one| one.field.clone())
}

/// Credentials out of one text.
fn in_one(authentication: &Authentication, text: &str) -> AppResult<Vec<(String, String)>> {
    let refused = |why: &str| Err(AppError::BadRequest(format!("AuthValue: {why}")));
    let parts = |first: &str, second: &str| {
        let (one, other) = text.split_once(':').unwrap_or((text, ""));
        Ok(vec![(first.to_owned(), one.to_owned()), (second.to_owned(), other.to_owned())])
    };
    match authentication {
        Authentication::None => refused("this connector needs no credentials."),
        Authentication::ApiKey { .. } => Ok(vec![("api_key".to_owned(), text.to_owned())]),
        Authentication::Bearer => Ok(vec![("token".to_owned(), text.to_owned())]),
        Authentication::Basic => parts("user", "secret"),
        Authentication::OauthClient(_) => parts("client_id", "client_secret"),
        Authentication::OauthCode(_) => {
            refused("the customer signs in at this application, by a link or on the connector's page.")
        }
        Authentication::Custom { .. } => refused("give the application's own fields as Credentials or Properties."),
    }
}

/// Complaints of the forms by the names that the API gives their fields.
pub(super) fn named(error: AppError) -> AppError {
    let AppError::Invalid(errors) = error else { return error };
    let words = errors.0.iter().map(|e| match e.field.as_str() {
        "name" => format!("Name: {}", e.message),
        "" => e.message.clone(),
        field => match field.strip_prefix("parameter_") {
            Some(key) => format!("Properties.{key}: {}", e.message),
            None => format!("Credentials.{field}: {}", e.message),
        },
    });
    AppError::BadRequest(words.collect::<Vec<_>>().join(" "))
}
