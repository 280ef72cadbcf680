//! Templates that an account may install, and installing one, through the API. `upgrading`: bringing one to another release.

mod upgrading;

use super::actions::install_open;
use super::listing::{self, About, COLUMNS, TemplateDetails, TemplateObject, list};
use super::model::{Then, Typed, input_field, slot_field};
use super::queries::{Known, known as template_known};
use crate::accounts::stand::Stand;
use crate::cycles::api::{CycleObject, object};
use crate::db::{InAccount, InPartner};
use crate::error::{AppError, AppResult};
use crate::ids::known;
use crate::web::api::call::Called;
use crate::web::api::given::Lenient;
use crate::web::api::idempotency::Key as Once;
use crate::web::api::{Answer, Body, Call, Given, told};
use crate::web::routes::Routes;
use crate::web::state::App;
use actix_web::web;
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Minutes between two runs of what begins by the time, unless the call says otherwise.
const USUAL_INTERVAL: i64 = 60;

const N: &str = "Templates";

pub(super) fn routes(routes: &mut Routes) {
    routes
        .account_call(
            "GET",
            "/v1.0/templates",
            list::<InPartner>,
            list::<InAccount>,
            told(N, "List templates")
                .about("Those that the account may install.")
                .asks::<listing::Wanted>()
                .pages::<TemplateObject>(&COLUMNS),
        )
        .account_call(
            "GET",
            "/v1.0/templates/{template}",
            show::<InPartner>,
            show::<InAccount>,
            told(N, "Get a template").gives::<TemplateDetails>(),
        )
        .account_call(
            "POST",
            "/v1.0/templates/{template}/install",
            carry_out::<InPartner>,
            carry_out::<InAccount>,
            told(N, "Install a template")
                .about("Makes a cycle of it in the account, paused until nothing is left to be done before it can start; Account Connectors that it needs and the account has not are made, to be connected.")
                .takes::<Wanted>()
                .once()
                .gives::<CycleObject>(),
        )
        .account_call(
            "PUT",
            "/v1.0/cycles/{cycle}/upgrade",
            upgrading::upgrade::<InPartner>,
            upgrading::upgrade::<InAccount>,
            told("Cycles", "Bring a cycle to another release")
                .about("To the live release of its template, or to the one that is named. What was filled in is kept.")
                .takes::<upgrading::ReleaseBody>()
                .gives::<CycleObject>(),
        );
}

async fn show<P: Stand + Called>(call: Call<P::View, P>, path: web::Path<String>) -> AppResult<Answer> {
    let id: Uuid = known(&path)?;
    call.read_in(move |tx, account| {
        let template: Known = template_known(tx, account, id)?.filter(|one| one.offered).ok_or(AppError::NotFound)?;
        let release = template.live.ok_or(AppError::NotFound)?;
        let flow = super::queries::flow(tx, account, id, release)?;
        let Known { name, description, folder, tags, owner_name: owner, .. } = template;
        let about = About { id, name, description, folder, tags, owner };
        Answer::of(&TemplateDetails::of(tx, about, (release, flow))?)
    })
    .await
}

/// What an installation is given.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
#[schemars(rename = "Installation", example = serde_json::json!({"Name": "Orders", "Fields": {"shop": "Harbour Books"}, "Activate": true}))]
struct Wanted {
    /// What the cycle is called; the template's name unless said.
    name: Given<String>,
    /// The Account Connector for each slot; the only one that is ready unless said.
    connectors: BTreeMap<String, Uuid>,
    /// What the customer would fill in, by the key of the field.
    fields: BTreeMap<String, serde_json::Value>,
    /// Minutes between two runs, where it begins by the time.
    #[serde(deserialize_with = "Lenient::number")]
    interval: Given<i64>,
    /// The first of those runs.
    #[serde(deserialize_with = "Lenient::instant")]
    start_time: Given<DateTime<Utc>>,
    /// Start it at once where nothing is left to do before.
    activate: bool,
}

impl Wanted {
    /// As the screens of an installation would have it.
    fn typed(&self, template: Uuid, zone: chrono_tz::Tz) -> Typed {
        let mut typed = vec![
            ("template".to_owned(), template.to_string()),
            ("mode".to_owned(), "every".to_owned()),
            ("minutes".to_owned(), self.interval.clone().or(USUAL_INTERVAL).to_string()),
        ];
        if let Given::Value(name) = &self.name {
            typed.push(("name".to_owned(), name.clone()));
        }
        if let Given::Value(start) = &self.start_time {
            typed.push(("start".to_owned(), start.with_timezone(&zone).format("%Y-%m-%dT%H:%M:%S").to_string()));
        }
        typed.extend(filled_in(&self.connectors, &self.fields));
        Typed(typed)
    }
}

/// Connectors and values as the screens have them.
fn filled_in<'a>(
    connectors: &'a BTreeMap<String, Uuid>,
    fields: &'a BTreeMap<String, serde_json::Value>,
) -> impl Iterator<Item = (String, String)> + 'a {
    let text = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let chosen = connectors.iter().map(|(slot, id)| (slot_field(slot), id.to_string()));
    chosen.chain(fields.iter().map(move |(key, value)| (input_field(key), text(value))))
}

/// Complaints of the screens by the names that the API gives their fields.
fn named(error: AppError) -> AppError {
    let AppError::Invalid(errors) = error else { return error };
    let words = errors.0.iter().map(|e| {
        let name = match e.field.as_str() {
            "minutes" => "Interval".to_owned(),
            "start" => "StartTime".to_owned(),
            "name" => "Name".to_owned(),
            other => match (other.strip_prefix("slot_"), other.strip_prefix("field_")) {
                (Some(slot), _) => format!("Connectors.{slot}"),
                (_, Some(key)) => format!("Fields.{key}"),
                _ => other.to_owned(),
            },
        };
        format!("{name}: {}", e.message)
    });
    AppError::BadRequest(words.collect::<Vec<_>>().join(" "))
}

async fn carry_out<P: Stand + Called>(
    call: Call<P::Edit, P>,
    body: Body<Wanted>,
    path: web::Path<String>,
    key: Once,
    app: web::Data<App>,
) -> AppResult<Answer> {
    let (id, said, vault): (Uuid, Wanted, _) = (known(&path)?, body.value.clone(), app.vault.clone());
    let answer = call.write_once_in(key, &body, move |tx, account| {
        template_known(tx, account, id)?.filter(|one| one.offered).ok_or(AppError::NotFound)?;
        let zone = crate::cycles::queries::zone_of(tx, account)?;
        let then = if said.activate { Then::Starts } else { Then::Stays };
        let cycle = install_open(tx, &vault, account, &said.typed(id, zone), then).map_err(named)?;
        Answer::of(&object(tx, &vault, account, cycle)?)
    });
    let answer = answer.await?;
    app.engine.hear();
    Ok(answer)
}
