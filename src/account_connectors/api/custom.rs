//! The calls about connectors that belong to an account (MODEL section 5), made of the OpenAPI documents of applications.
//! What comes with a call is live at once: the program that sends it is its author.

use super::library::{Wanted, whole};
use super::queries::{self, COLUMNS, Key, Narrow};
use crate::access::rights::Right;
use crate::account_connectors::pages::Stand;
use crate::account_connectors::queries::live;
use crate::connectors::actions::drafts::Draft;
use crate::connectors::actions::{drafts, library, promotion};
use crate::connectors::importing::imported;
use crate::connectors::model::Definition;
use crate::connectors::openapi::Imported;
use crate::connectors::queries::find;
use crate::db::ReadTx;
use crate::db::schema::connectors;
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, known};
use crate::people::model::{Version, line};
use crate::web::api::body::Large;
use crate::web::api::call::Called;
use crate::web::api::idempotency::Key as Once;
use crate::web::api::list::DEEP;
use crate::web::api::{Answer, Body, Call, Given, ListQuery};
use crate::web::forms::Asked;
use actix_web::web;
use diesel::prelude::*;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

/// A connector of an account's own, as a body gives it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
#[schemars(rename = "CustomConnectorGiven")]
pub(super) struct CustomBody {
    /// What it is called; else what the document calls itself.
    pub name: Given<String>,
    /// OpenAPI 2.0, 3.0 or 3.1: the document as an object, or its text in JSON or YAML. To be given for a new connector; for one
    /// that is there it becomes its next release.
    pub open_api: Given<Value>,
}

pub(super) async fn list<P: Stand + Called>(
    call: Call<P::Look, P>,
    asked: Asked<ListQuery>,
    wanted: Asked<Wanted>,
) -> AppResult<Answer> {
    let listed = asked.0.read::<Key>(&COLUMNS)?;
    let here = wanted.0.here("/v1.0/account/connectors/custom");
    let narrow = Narrow { own: true, ..wanted.0.narrow()? };
    call.read_in(move |tx, account| {
        let rows = queries::list(tx, account, &narrow, &listed)?;
        let count = queries::count(tx, account, &narrow, DEEP)?;
        listed.answer(rows, count, &here)
    })
    .await
}

pub(super) async fn show<P: Stand + Called>(call: Call<P::Look, P>, path: web::Path<String>) -> AppResult<Answer> {
    let id: Uuid = known(&path)?;
    call.read_in(move |tx, account| {
        own(tx, account, id)?;
        Answer::of(&whole(tx, id)?)
    })
    .await
}

pub(super) async fn create<P: Stand + Called>(
    call: Call<P::Change, P>,
    body: Body<Large<CustomBody>>,
    key: Once,
) -> AppResult<Answer> {
    let said = &body.value.0;
    let Given::Value(given) = &said.open_api else {
        return Err(AppError::BadRequest("OpenApi: give the application's OpenAPI document.".to_owned()));
    };
    let name = name(said)?;
    let Imported { mut definition, report } = document(&call, given.clone()).await?;
    call.write_once_in(key, &body, move |tx, account| {
        live(tx, account)?;
        if let Some(name) = name {
            definition.name = name;
        }
        complete(&definition)?;
        let new = library::New {
            definition,
            report: serde_json::to_value(&report)?,
            kind: "custom",
            categories: Vec::new(),
            origin: "openapi".to_owned(),
            live: true,
            owner: Some(account),
        };
        let id = library::create(tx, new)?;
        Answer::of(&whole(tx, id)?)
    })
    .await
}

pub(super) async fn change<P: Stand + Called>(
    call: Call<P::Change, P>,
    body: Body<Large<CustomBody>>,
    path: web::Path<String>,
) -> AppResult<Answer> {
    let (id, said): (Uuid, _) = (known(&path)?, body.value.0);
    let name = name(&said)?;
    let imported = match said.open_api {
        Given::Value(given) => Some(document(&call, given).await?),
        Given::Absent | Given::Null => None,
    };
    call.write_in(move |tx, account| {
        own(tx, account, id)?;
        if let Some(name) = name {
            let seen = Version(find(tx, id)?.version);
            library::rename(tx, id, &name, seen)?;
        }
        if let Some(Imported { definition, report }) = imported {
            complete(&definition)?;
            let number = drafts::import(tx, id, &definition, serde_json::to_value(&report)?)?;
            let draft = Draft { connector: id, number, seen: Version(FIRST) };
            promotion::promote(tx, draft)?;
        }
        Answer::of(&whole(tx, id)?)
    })
    .await
}

/// The version of a draft that nobody has edited yet.
const FIRST: i32 = 1;

pub(super) async fn remove<P: Stand + Called>(call: Call<P::Remove, P>, path: web::Path<String>) -> AppResult<Answer> {
    let id: Uuid = known(&path)?;
    call.write_in(move |tx, account| {
        own(tx, account, id)?;
        library::remove(tx, id)?;
        Ok(Answer::done())
    })
    .await
}

/// That it is the account's own.
///
/// # Errors
/// `NotFound`.
fn own<P>(tx: &mut ReadTx<'_, P>, account: AccountId, id: Uuid) -> AppResult<()> {
    let row = connectors::table.find((tx.partner_id().0, id)).filter(connectors::owner_id.eq(account.0));
    let _: Uuid = row.select(connectors::id).first(tx.conn())?;
    Ok(())
}

/// Its name, where one is given.
fn name(said: &CustomBody) -> AppResult<Option<String>> {
    match &said.name {
        Given::Value(name) => Ok(Some(
            line(name, 100, "give one, or leave it out.")
                .map_err(|why| AppError::BadRequest(format!("Name: {why}")))?,
        )),
        Given::Absent | Given::Null => Ok(None),
    }
}

/// Reads the document of a body.
async fn document<R: Right<In = P>, P: Called>(call: &Call<R, P>, given: Value) -> AppResult<Imported> {
    let bytes = match given {
        Value::String(text) => text.into_bytes(),
        object @ Value::Object(_) => serde_json::to_vec(&object)?,
        _ => return Err(refused("give the document as an object, or its text.")),
    };
    imported(call.for_file(), bytes).await?.map_err(|why| refused(&why))
}

/// That it can go live: the document says where its application is.
fn complete(definition: &Definition) -> AppResult<()> {
    match definition.check().into_iter().next() {
        None => Ok(()),
        Some(one) => Err(refused(&format!("{}: {}", one.field, one.words))),
    }
}

fn refused(why: &str) -> AppError {
    AppError::BadRequest(format!("OpenApi: {why}"))
}
