//! Connectors as the API has them.

use crate::account_connectors::model::{State, Wanted, wanted_of};
use crate::account_connectors::queries::{Row, Setup};
use crate::connectors::model::{Field, Method, Parameter, Place};
use crate::ids::id_of;
use crate::web::api::instant;
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

/// A connector of the library: what its live release is.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "Connector")]
pub(super) struct ConnectorObject {
    pub id: Uuid,
    pub name: String,
    /// "v3": its live release.
    pub version: Option<String>,
    pub description: String,
    /// Approved where a release is live, else Withdrawn.
    pub status: &'static str,
    pub categories: Vec<String>,
    /// As a data URI.
    pub icon: String,
    /// Application, Utility or Custom.
    pub kind: String,
    /// Of one account, which alone installs it; else the partner's.
    pub owned_by_account: bool,
    /// None, ApiKey, Basic, Bearer, OauthCode, OauthClient or Custom.
    pub authentication_type: String,
    pub method_count: i32,
    /// What an installation is given beside its credentials; of one connector alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub properties: Option<Vec<AskedProperty>>,
    /// What it is given as credentials; empty where it needs none, or where the customer signs in at the application.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credentials: Option<Vec<AskedCredential>>,
}

/// A parameter that an installation may be given.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(super) struct AskedProperty {
    pub name: String,
    pub title: String,
    pub required: bool,
    pub default: String,
    /// The only values there are; empty: any.
    pub choices: Vec<String>,
}

/// A field of its credentials.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(super) struct AskedCredential {
    pub name: String,
    pub title: String,
    pub required: bool,
    pub secret: bool,
}

impl ConnectorObject {
    /// With what its forms ask for.
    pub fn with_setup(self, setup: &Setup) -> ConnectorObject {
        let property = |one: &Parameter| AskedProperty {
            name: one.key.clone(),
            title: one.title.clone(),
            required: one.required,
            default: one.default.clone(),
            choices: one.choices.clone(),
        };
        let credential = |one: Wanted| AskedCredential {
            name: one.field,
            title: one.title,
            required: one.required,
            secret: one.hidden,
        };
        ConnectorObject {
            properties: Some(setup.parameters.iter().map(property).collect()),
            credentials: Some(wanted_of(&setup.authentication).into_iter().map(credential).collect()),
            ..self
        }
    }
}

/// A method of a connector.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "Method")]
pub(crate) struct MethodObject {
    pub id: Uuid,
    /// The same, by which a call names it.
    pub method_unique_identifier: Uuid,
    /// As flows name it.
    pub key: String,
    pub name: String,
    pub description: String,
    pub category: String,
    /// GET, POST and so on.
    pub method_type: String,
    pub end_point: String,
    pub deprecated: bool,
    /// What stands in the address and the headers.
    pub parameters: Vec<FieldObject>,
    pub request_fields: Vec<FieldObject>,
    pub response_fields: Vec<FieldObject>,
}

/// A field of a method.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "Field")]
pub(crate) struct FieldObject {
    /// As mappings name it: "query.page", "body.customer.name".
    pub id: String,
    pub name: String,
    pub description: String,
    pub data_type: String,
    pub required: bool,
}

impl FieldObject {
    pub fn of(field: &Field) -> FieldObject {
        let place = format!("{:?}", field.place).to_lowercase();
        FieldObject {
            id: match field.path.as_str() {
                "" => place,
                list if list.starts_with('[') => format!("{place}{list}"),
                path => format!("{place}.{path}"),
            },
            name: if field.title.is_empty() { field.path.clone() } else { field.title.clone() },
            description: field.description.clone(),
            data_type: format!("{:?}", field.kind),
            required: field.required,
        }
    }
}

/// The id of a method: the same in each release, since its key is.
pub(crate) fn method_id(connector: Uuid, key: &str) -> Uuid {
    id_of(connector, key.as_bytes())
}

impl MethodObject {
    pub fn of(connector: Uuid, method: &Method) -> MethodObject {
        let id = method_id(connector, &method.key);
        let (body, other): (Vec<&Field>, Vec<&Field>) =
            method.request.iter().partition(|field| field.place == Place::Body);
        let objects = |fields: Vec<&Field>| fields.into_iter().map(FieldObject::of).collect();
        MethodObject {
            id,
            method_unique_identifier: id,
            key: method.key.clone(),
            name: method.name.clone(),
            description: method.description.clone(),
            category: method.category.clone(),
            method_type: format!("{:?}", method.verb).to_uppercase(),
            end_point: method.path.clone(),
            deprecated: method.deprecated,
            parameters: objects(other),
            request_fields: objects(body),
            response_fields: method.response.iter().map(FieldObject::of).collect(),
        }
    }
}

/// A connector that is installed in an account.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "InstalledConnector")]
pub(super) struct InstalledObject {
    pub id: Uuid,
    pub name: String,
    pub description: String,
    pub authenticated: bool,
    /// Open, Ready or Refused.
    pub state: &'static str,
    /// Why the application did not take its credentials.
    pub problem: Option<String>,
    /// Whether sub-accounts may use it.
    pub shared: bool,
    pub created_date: String,
    pub authenticated_date: Option<String>,
    pub connector: ConnectorObject,
}

impl InstalledObject {
    pub fn of(row: Row, connector: ConnectorObject) -> InstalledObject {
        InstalledObject {
            authenticated: row.state() == State::Ready,
            state: match row.state() {
                State::Open => "Open",
                State::Ready => "Ready",
                State::Refused => "Refused",
            },
            id: row.id,
            name: row.name,
            description: row.description,
            problem: row.problem,
            shared: row.shared,
            created_date: instant(row.created_at),
            authenticated_date: row.authenticated_at.map(instant),
            connector,
        }
    }
}

/// A parameter of one that is installed, with its value.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "Property")]
pub(super) struct PropertyObject {
    pub id: String,
    pub name: String,
    pub title: String,
    /// The connector's default where it was given none.
    pub value: String,
    pub account_connector_id: Uuid,
}

impl PropertyObject {
    pub fn of(row: &Row, parameter: &Parameter) -> PropertyObject {
        PropertyObject {
            id: parameter.key.clone(),
            name: parameter.key.clone(),
            title: parameter.title.clone(),
            value: row.parameters().remove(&parameter.key).unwrap_or_else(|| parameter.default.clone()),
            account_connector_id: row.id,
        }
    }
}

/// A value of a choice, with what people call it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "Choice")]
pub(super) struct ChoiceObject {
    pub name: String,
    pub value: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_have_ids_of_their_own() {
        let connector = Uuid::from_u128(7);
        assert_eq!(method_id(connector, "list"), method_id(connector, "list"));
        assert_ne!(method_id(connector, "list"), method_id(Uuid::from_u128(8), "list"));
    }
}
