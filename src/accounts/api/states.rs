//! What else is done with accounts: suspended and resumed, moved, tagged, brought back. Each answers with the account.

use super::calls::{as_known, object, parent_named};
use super::model::AccountObject;
use crate::access::rights::{EditAccounts, ManageAccounts};
use crate::accounts::actions;
use crate::accounts::model::Reason;
use crate::accounts::queries::with_parents;
use crate::db::schema::accounts;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::people::model::fold;
use crate::web::api::call::account_named;
use crate::web::api::{Answer, Body, Call, Given, told};
use crate::web::routes::Routes;
use actix_web::web;
use diesel::prelude::*;
use schemars::JsonSchema;
use serde::Deserialize;
use uuid::Uuid;

const N: &str = "Accounts";

pub(super) fn routes(routes: &mut Routes) {
    routes
        .call(
            "PUT",
            "/v1.0/accounts/{id}/suspend",
            suspend,
            told(N, "Suspend an account")
                .about("With all below it: nobody enters, cycles do not run, what comes in is refused.")
                .takes::<Why>()
                .gives::<AccountObject>(),
        )
        .call(
            "PUT",
            "/v1.0/accounts/{id}/resume",
            resume,
            told(N, "Resume an account").takes::<Why>().gives::<AccountObject>(),
        )
        .call(
            "PUT",
            "/v1.0/accounts/{id}/parent",
            place,
            told(N, "Move an account")
                .about("With all below it; to the top without a parent.")
                .takes::<Place>()
                .gives::<AccountObject>(),
        )
        .call(
            "PUT",
            "/v1.0/accounts/{id}/restore",
            restore,
            told(N, "Restore an account")
                .about("From the recycle bin, with all that went along with it.")
                .gives::<AccountObject>(),
        )
        .call(
            "PATCH",
            "/v1.0/accounts/{id}/tags",
            tag,
            told(N, "Add and remove an account's tags").takes::<Tags>().gives::<AccountObject>(),
        );
}

type Path = web::Path<String>;

/// Why it is done, which the audit log keeps.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
struct Why {
    reason: Given<String>,
}

async fn suspend(call: Call<ManageAccounts, InPartner>, body: Body<Why>, path: Path) -> AppResult<Answer> {
    let reason = Reason::parse(&body.value.reason.or(String::new()))
        .map_err(|why| AppError::BadRequest(format!("Reason: {why}")))?;
    call.write(move |tx| {
        let id = account_named(tx, &path)?;
        actions::suspend(tx, id, &reason)?;
        Answer::of(&object(tx, id)?)
    })
    .await
}

async fn resume(call: Call<ManageAccounts, InPartner>, body: Body<Why>, path: Path) -> AppResult<Answer> {
    let note = body.value.reason.or(String::new());
    if !note.trim().is_empty() {
        Reason::parse(&note).map_err(|why| AppError::BadRequest(format!("Reason: {why}")))?;
    }
    call.write(move |tx| {
        let id = account_named(tx, &path)?;
        actions::resume(tx, id, note.trim())?;
        Answer::of(&object(tx, id)?)
    })
    .await
}

/// Where an account is to be.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
struct Place {
    /// The account above it, by API ID or id; null: it is to be at the top.
    parent_account_id: Given<String>,
}

async fn place(call: Call<ManageAccounts, InPartner>, body: Body<Place>, path: Path) -> AppResult<Answer> {
    let wanted = match body.value.parent_account_id {
        Given::Value(name) if !name.trim().is_empty() => Some(name.trim().to_owned()),
        Given::Value(_) | Given::Null => None,
        Given::Absent => {
            let why = "ParentAccountId: name the account above it, or null for the top.";
            return Err(AppError::BadRequest(why.to_owned()));
        }
    };
    call.write(move |tx| {
        let id = account_named(tx, &path)?;
        let parent = wanted.map(|name| parent_named(tx, &name));
        let refused = |error| match error {
            AppError::Invalid(errors) => {
                let words: Vec<&str> = errors.0.iter().map(|error| error.message.as_str()).collect();
                AppError::BadRequest(format!("ParentAccountId: {}", words.join(" ")))
            }
            other => other,
        };
        actions::move_to(tx, id, parent.transpose()?, None).map_err(refused)?;
        Answer::of(&object(tx, id)?)
    })
    .await
}

/// An account by its API ID or id, in the recycle bin or not.
pub(crate) fn wherever(tx: &mut ReadTx<'_, InPartner>, named: &str) -> AppResult<AccountId> {
    let all = || accounts::table.filter(accounts::partner_id.eq(tx.partner_id().0)).select(accounts::id);
    let by_name = all().filter(accounts::api_id_key.eq(fold(named)));
    let by_id = Uuid::try_parse(named).ok().map(|id| all().filter(accounts::id.eq(id)));
    let found: Option<Uuid> = by_name.first(tx.conn()).optional()?;
    let id = match (found, by_id) {
        (Some(id), _) => AccountId(id),
        (None, Some(query)) => AccountId(query.first(tx.conn())?),
        (None, None) => return Err(AppError::NotFound),
    };
    tx.origin().trace.name(id);
    Ok(id)
}

async fn restore(call: Call<ManageAccounts, InPartner>, path: Path) -> AppResult<Answer> {
    call.write(move |tx| {
        let id = wherever(tx, &path)?;
        actions::restore(tx, id)?;
        let now = tx.now();
        let row = with_parents(tx, &[id.0])?.pop().ok_or(AppError::NotFound)?;
        Answer::of(&AccountObject::of(row, now))
    })
    .await
}

/// Tags to be added and to be removed; capitals do not count.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
struct Tags {
    add: Vec<String>,
    remove: Vec<String>,
}

async fn tag(call: Call<EditAccounts, InPartner>, body: Body<Tags>, path: Path) -> AppResult<Answer> {
    let said = body.value;
    let add =
        crate::accounts::model::tags(&said.add.join(",")).map_err(|why| AppError::BadRequest(format!("Add: {why}")))?;
    call.write(move |tx| {
        let id = account_named(tx, &path)?;
        actions::tag(tx, id, &add, &said.remove).map_err(super::model::named).map_err(as_known)?;
        Answer::of(&object(tx, id)?)
    })
    .await
}
