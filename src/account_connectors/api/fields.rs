//! What the methods of a connector that is installed send and get, field by field, as its live release has them.

use super::model::{FieldObject, method_id};
use super::queries as library;
use crate::account_connectors::pages::Stand;
use crate::account_connectors::queries;
use crate::connectors::model::{Field, Method};
use crate::connectors::queries::live_outline;
use crate::error::{AppError, AppResult};
use crate::ids::{AccountConnectorId, known};
use crate::people::model::fold;
use crate::web::api::between::here;
use crate::web::api::call::Called;
use crate::web::api::{Answer, Call, ListQuery};
use crate::web::forms::Asked;
use actix_web::web;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// By what the list can be ordered.
pub(super) const COLUMNS: [&str; 2] = ["ConnectorField", "MethodUniqueIdentifier"];
/// A field's place: what the list is ordered by, the method, whether it is sent, the field.
type Place = (String, Uuid, bool, String);

/// Which fields.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Wanted {
    /// A method, by its id or its key; none: all of them.
    method: String,
}

/// A field of a method of a connector.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ConnectorField {
    /// Its place in what is sent or comes back: "path.id", "body.customer.name".
    connector_field: String,
    display_name: String,
    description: String,
    data_type: String,
    required: bool,
    method_unique_identifier: Uuid,
    method_name: String,
    /// It is sent; else it comes back.
    for_request_format: bool,
}

pub(super) async fn list<P: Stand + Called>(
    call: Call<P::Look, P>,
    path: web::Path<String>,
    asked: Asked<ListQuery>,
    wanted: Asked<Wanted>,
) -> AppResult<Answer> {
    let id = known::<AccountConnectorId>(&path)?;
    let listed = asked.0.read::<Place>(&COLUMNS)?;
    let wanted = wanted.0.method;
    call.read_in(move |tx, account| {
        let connector = queries::find(tx, account, id)?.connector_id;
        let (_, number, outline) = live_outline(tx, connector)?;
        let is_wanted = |key: &str| {
            wanted.is_empty()
                || key == wanted
                || Uuid::try_parse(&wanted).is_ok_and(|id| id == method_id(connector, key))
        };
        let keys: Vec<String> =
            outline.methods.into_iter().map(|method| method.key).filter(|key| is_wanted(key)).collect();
        if keys.is_empty() && !wanted.is_empty() {
            return Err(AppError::NotFound);
        }
        let methods = library::methods(tx, connector, number, &keys)?;
        let by_method = listed.by == COLUMNS[1];
        let mut all: Vec<(Place, ConnectorField)> = Vec::new();
        for method in &methods {
            let its = method_id(connector, &method.key);
            let both = method
                .request
                .iter()
                .map(|field| (field, true))
                .chain(method.response.iter().map(|field| (field, false)));
            all.extend(both.map(|(field, sent)| {
                let field = of(method, its, field, sent);
                let order = if by_method { String::new() } else { fold(&field.connector_field) };
                ((order, its, sent, field.connector_field.clone()), field)
            }));
        }
        let count = i64::try_from(all.len()).unwrap_or(i64::MAX);
        let path = format!("/v1.0/account/connectors/{}/fields", id);
        listed.answer(listed.cut(all), count, &here(&path, [("method", wanted.as_str())]))
    })
    .await
}

fn of(method: &Method, id: Uuid, field: &Field, sent: bool) -> ConnectorField {
    let known = FieldObject::of(field);
    ConnectorField {
        connector_field: known.id,
        display_name: known.name,
        description: known.description,
        data_type: known.data_type,
        required: known.required,
        method_unique_identifier: id,
        method_name: method.name.clone(),
        for_request_format: sent,
    }
}
