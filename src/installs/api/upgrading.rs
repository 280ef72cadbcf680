//! Bringing a cycle to another release of its template, through the API: a newer one, or back to one before.

use super::{filled_in, named};
use crate::accounts::stand::Stand;
use crate::cycles::api::object;
use crate::cycles::queries::find;
use crate::error::{AppError, AppResult};
use crate::ids::{CycleId, known};
use crate::installs::model::Typed;
use crate::installs::upgrade;
use crate::web::api::call::Called;
use crate::web::api::given::Lenient;
use crate::web::api::{Answer, Body, Call, Given};
use crate::web::state::App;
use actix_web::web;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Which release, and what is to be chosen and filled in for it beside what the cycle has.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
#[schemars(rename = "CycleRelease")]
pub(super) struct ReleaseBody {
    /// The live one unless said.
    #[serde(deserialize_with = "Lenient::number")]
    release: Given<i64>,
    /// The Account Connector for each slot that is to have another.
    connectors: BTreeMap<String, Uuid>,
    /// What the customer would fill in, by the key of the field.
    fields: BTreeMap<String, serde_json::Value>,
}

pub(super) async fn upgrade<P: Stand + Called>(
    call: Call<P::Edit, P>,
    body: Body<ReleaseBody>,
    path: web::Path<String>,
    app: web::Data<App>,
) -> AppResult<Answer> {
    let (id, said, vault) = (known::<CycleId>(&path)?, body.value, app.vault.clone());
    let answer = call.write_in(move |tx, account| {
        let template = find(tx, account, id)?.template_id.ok_or_else(|| {
            AppError::Conflict("It was not installed from a template that is still there.".to_owned())
        })?;
        let mut typed = vec![("cycle".to_owned(), id.to_string()), ("template".to_owned(), template.to_string())];
        if let Given::Value(release) = said.release {
            typed.push(("release".to_owned(), release.to_string()));
        }
        typed.extend(filled_in(&said.connectors, &said.fields));
        upgrade::upgrade(tx, Some(&vault), account, &Typed(typed), None).map_err(named)?;
        Answer::of(&object(tx, &vault, account, id)?)
    });
    let answer = answer.await?;
    app.engine.hear();
    Ok(answer)
}
