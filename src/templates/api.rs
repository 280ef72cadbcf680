//! Templates of the partner's library through the API: a live release as a file, and a file as a draft. That they are
//! listed and installed is in `installs::api`.

use super::actions::files;
use super::file::File;
use super::queries;
use crate::access::rights::{EditTemplates, ViewTemplates};
use crate::db::InPartner;
use crate::error::{AppError, AppResult};
use crate::ids::known;
use crate::installs::listing::{About, TemplateDetails};
use crate::web::api::idempotency::Key as Once;
use crate::web::api::{Answer, Body, Call, Plain, told};
use crate::web::forms::Asked;
use crate::web::routes::Routes;
use actix_web::web;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const N: &str = "Templates";

pub(super) fn routes(routes: &mut Routes) {
    routes
        .call(
            "GET",
            "/v1.0/templates/{template}/export",
            export,
            told(N, "Export a template")
                .about("Its live release as a file, by which another installation or partner can import it.")
                .gives::<Exported>(),
        )
        .call(
            "POST",
            "/v1.0/templates/import",
            import,
            told(N, "Import a template")
                .about("Makes a draft of a file that an export gave; somebody looks through it and makes it live. Release is the number of that draft.")
                .asks::<Into>()
                .takes::<Exported>()
                .once()
                .gives::<TemplateDetails>(),
        );
}

/// A template's file.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "TemplateFile")]
struct Exported {
    /// What else there is of it, as an export gives it.
    #[serde(flatten)]
    fields: serde_json::Map<String, serde_json::Value>,
}

async fn export(call: Call<ViewTemplates, InPartner>, path: web::Path<String>) -> AppResult<Answer> {
    let id: Uuid = known(&path)?;
    call.read(move |tx| {
        let template = queries::find(tx, id)?;
        let number = template.live_release.ok_or(AppError::NotFound)?;
        Answer::of(&queries::file(tx, template, number)?)
    })
    .await
}

/// What the draft is of.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
struct Into {
    /// The template that it becomes a draft of; a new one unless said.
    into: String,
}

async fn import(
    call: Call<EditTemplates, InPartner>,
    body: Body<Plain>,
    asked: Asked<Into>,
    key: Once,
) -> AppResult<Answer> {
    let into = match asked.0.into.trim() {
        "" => None,
        id => Some(known::<Uuid>(id)?),
    };
    let file = File::read(&body.value.0).map_err(AppError::BadRequest)?;
    call.write_once(key, &body, move |tx| {
        let (id, release) = files::import(tx, file, into, "")?;
        let (template, flow) = (queries::find(tx, id)?, queries::flow(tx, id, release)?);
        let owner = Some(template.owner().to_owned()).filter(|owner| !owner.is_empty());
        let queries::Template { name, description, folder, tags, .. } = template;
        let about = About { id, name, description, folder, tags, owner };
        Answer::of(&TemplateDetails::of(tx, about, (release, flow))?)
    })
    .await
}
