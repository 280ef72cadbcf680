//! The list of templates that an account may install, as the API gives it: by tag and by the connectors that they call, each
//! with these connectors and, where it is asked for, with what is still to be filled in when it is installed.

use crate::accounts::stand::Stand;
use crate::connectors::icon;
use crate::cycles::api::{Calling, InLibrary, library};
use crate::db::ReadTx;
use crate::error::AppResult;
use crate::flows::model::{Flow, FlowField, Slot};
use crate::ids::AccountId;
use crate::web::api::between::here;
use crate::web::api::call::Called;
use crate::web::api::list::{DEEP, truth};
use crate::web::api::{Answer, Call, ListQuery, Listed};
use crate::web::forms::Asked;
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Integer, Nullable, Text, Uuid as SqlUuid};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

mod sql {
    //! The call of `sql/templates.sql`.
    #![expect(clippy::too_many_arguments, reason = "the call of an SQL function has as many as that function")]
    use super::*;
    diesel::define_sql_function! { #[sql_name = "app.listed_templates"] fn listed_templates(of_account: SqlUuid, of_tag: Text, of_connectors: Nullable<Array<Text>>, by_name: Bool, ascending: Bool, key_name: Nullable<Text>, key_id: Nullable<SqlUuid>, skipped: Integer, at_most: Integer, counted: Integer) -> Jsonb; }
}

/// By what the list can be ordered.
pub(super) const COLUMNS: [&str; 2] = ["Id", "Name"];

/// A row's place: its name in lower case, and the id.
type Key = (String, Uuid);

/// A template that an account may install.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "Template")]
pub(super) struct TemplateObject {
    id: Uuid,
    name: String,
    description: String,
    folder: String,
    tags: Vec<String>,
    /// The account that it belongs to; none: the partner.
    owner: Option<String>,
    /// The release that is installed.
    release: i32,
    /// What it calls.
    connectors: Vec<SlotObject>,
    /// What the customer fills in; where it was asked for.
    fields: Option<Vec<FieldObject>>,
}

/// A connector that a template calls.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "Slot")]
pub(super) struct SlotObject {
    /// By which its steps name it, and an installation fills it.
    slot: String,
    /// Its key in the library.
    connector: String,
    /// Of the library; none: it is there no more.
    id: Option<Uuid>,
    name: String,
    version: Option<String>,
    /// As a data URI, where it was asked for.
    icon: Option<String>,
}

impl SlotObject {
    pub fn of(slot: Slot, library: &[InLibrary], icons: bool) -> SlotObject {
        let known = library.iter().find(|one| one.key == slot.connector);
        let name = known.map_or_else(|| slot.connector.clone(), |one| one.name.clone());
        SlotObject {
            slot: slot.key,
            connector: slot.connector,
            id: known.map(|one| one.id),
            version: known.and_then(|one| one.version.clone()),
            icon: icons.then(|| icon::of(&name)),
            name,
        }
    }
}

/// What the customer fills in.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "TemplateField")]
pub(super) struct FieldObject {
    key: String,
    title: String,
    required: bool,
}

impl From<FlowField> for FieldObject {
    fn from(field: FlowField) -> FieldObject {
        FieldObject { key: field.key, title: field.title, required: field.required }
    }
}

/// What a template is called, and whose it is.
pub(crate) struct About {
    pub id: Uuid,
    pub name: String,
    pub description: String,
    pub folder: String,
    pub tags: Vec<String>,
    /// The account that it belongs to; none: the partner.
    pub owner: Option<String>,
}

/// A template with what is chosen and filled in when it is installed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct TemplateDetails {
    id: Uuid,
    name: String,
    description: String,
    folder: String,
    tags: Vec<String>,
    /// The account that it belongs to; none: the partner.
    owner: Option<String>,
    /// The number of this release.
    release: i32,
    /// What it calls.
    connectors: Vec<SlotObject>,
    /// What the customer fills in.
    fields: Vec<FieldObject>,
}

impl TemplateDetails {
    /// Of one of its releases.
    ///
    /// # Errors
    /// When the database is away.
    pub fn of<P>(tx: &mut ReadTx<'_, P>, about: About, (release, flow): (i32, Flow)) -> AppResult<TemplateDetails> {
        let keys: Vec<String> = flow.slots.iter().map(|slot| slot.connector.clone()).collect();
        let library = library(tx, &keys)?;
        let About { id, name, description, folder, tags, owner } = about;
        let connectors = flow.slots.into_iter().map(|slot| SlotObject::of(slot, &library, true)).collect();
        let fields = flow.fields.into_iter().map(FieldObject::from).collect();
        Ok(TemplateDetails { id, name, description, folder, tags, owner, release, connectors, fields })
    }
}

/// What the list is narrowed to, and what it shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Wanted {
    tag: String,
    connector_name: String,
    connector_version: String,
    /// true: with the connectors' pictures.
    include_icons: Option<String>,
    /// true: with what is to be filled in.
    include_prerequisites: Option<String>,
}

/// A template as the database lists it.
#[derive(Deserialize)]
struct Row {
    id: Uuid,
    name: String,
    name_key: String,
    description: String,
    folder: String,
    tags: Vec<String>,
    owner_name: Option<String>,
    release: i32,
    slots: Vec<Slot>,
    fields: Vec<FlowField>,
}

#[derive(Deserialize)]
struct Found {
    rows: Vec<Row>,
    count: i64,
}

fn found<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    tag: &str,
    connectors: Option<Vec<String>>,
    listed: &Listed<Key>,
) -> AppResult<Found> {
    let number = |n: i64| i32::try_from(n).unwrap_or(i32::MAX);
    let (name, id) = listed.after.clone().unzip();
    let found: serde_json::Value = diesel::select(sql::listed_templates(
        account.0,
        tag,
        connectors,
        listed.by == "Name",
        listed.ascending,
        name,
        id,
        number(listed.skip),
        number(listed.limit()),
        number(DEEP),
    ))
    .get_result(tx.conn())?;
    Ok(serde_json::from_value(found)?)
}

pub(super) async fn list<P: Stand + Called>(
    call: Call<P::View, P>,
    asked: Asked<ListQuery>,
    wanted: Asked<Wanted>,
) -> AppResult<Answer> {
    let (listed, wanted) = (asked.0.read::<Key>(&COLUMNS)?, wanted.0);
    let shows = |name, text: &Option<String>| truth(name, text.as_deref()).map(|said| said.unwrap_or(false));
    let icons = shows("includeIcons", &wanted.include_icons)?;
    let fields = shows("includePrerequisites", &wanted.include_prerequisites)?;
    call.read_in(move |tx, account| {
        let connectors = Calling { name: &wanted.connector_name, version: &wanted.connector_version }.keys(tx)?;
        let found = found(tx, account, wanted.tag.trim(), connectors, &listed)?;
        let keys: Vec<String> =
            found.rows.iter().flat_map(|row| &row.slots).map(|slot| slot.connector.clone()).collect();
        let library = library(tx, &keys)?;
        let rows = found.rows.into_iter().map(|row| {
            let object = TemplateObject {
                id: row.id,
                name: row.name,
                description: row.description,
                folder: row.folder,
                tags: row.tags,
                owner: row.owner_name,
                release: row.release,
                connectors: row.slots.into_iter().map(|slot| SlotObject::of(slot, &library, icons)).collect(),
                fields: fields.then(|| row.fields.into_iter().map(FieldObject::from).collect()),
            };
            ((row.name_key, row.id), object)
        });
        let here = here(
            "/v1.0/templates",
            [
                ("tag", wanted.tag.as_str()),
                ("connectorName", &wanted.connector_name),
                ("connectorVersion", &wanted.connector_version),
                ("includeIcons", if icons { "true" } else { "" }),
                ("includePrerequisites", if fields { "true" } else { "" }),
            ],
        );
        listed.answer(rows.collect(), found.count, &here)
    })
    .await
}
