//! An account's credentials through the API, for programs of the partner: they give a customer one, and take it back.

use super::actions;
use super::model::Owner;
use super::queries::{self, Credential};
use crate::access::rights::{ManageApiCredentials, ViewApiCredentials};
use crate::db::InPartner;
use crate::error::{AppError, AppResult};
use crate::people::model::line;
use crate::web::api::call::account_named;
use crate::web::api::idempotency::Key as Once;
use crate::web::api::{Answer, Body, Call, Given, ListQuery, Place, instant, told};
use crate::web::forms::Asked;
use crate::web::routes::Routes;
use actix_web::http::StatusCode;
use actix_web::web;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const N: &str = "Accounts";
/// The newest first.
const COLUMNS: [&str; 1] = ["Order"];

pub(super) fn routes(routes: &mut Routes) {
    routes
        .call(
            "GET",
            "/v1.0/accounts/{id}/credentials",
            list,
            told(N, "List an account's API credentials")
                .about("Those that are good, the newest first; 5 at most.")
                .pages::<CredentialObject>(&COLUMNS),
        )
        .call(
            "POST",
            "/v1.0/accounts/{id}/credentials",
            create,
            told(N, "Make an API credential of an account")
                .about("Its tokens are bound to the account. The secret is in this answer alone: a call that is sent again under its Idempotency-Key is answered without.")
                .takes::<CredentialBody>()
                .once()
                .makes::<MadeObject>(),
        )
        .call(
            "DELETE",
            "/v1.0/accounts/{id}/credentials/{credential}",
            revoke,
            told(N, "Revoke an API credential of an account").about("All of its tokens end with it."),
        );
}

/// What a credential is for.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
#[schemars(rename = "CredentialGiven")]
struct CredentialBody {
    /// What will use it, in up to 200 characters.
    description: Given<String>,
}

/// What a program of an account proves itself with.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "Credential")]
struct CredentialObject {
    id: Uuid,
    description: String,
    client_id: String,
    /// The last four characters of its secret.
    secret_end: String,
    created_on_utc: String,
    created_by: String,
    /// When it last got a token.
    last_used_on_utc: Option<String>,
    /// It is good for nothing at present: the person of the account who made it does not administer the account any more.
    rests: bool,
}

impl CredentialObject {
    fn of(one: Credential, resting: &[Uuid]) -> CredentialObject {
        CredentialObject {
            rests: resting.contains(&one.id),
            id: one.id,
            description: one.description,
            client_id: one.client_id,
            secret_end: one.secret_end,
            created_on_utc: instant(one.created_at),
            created_by: one.created_by,
            last_used_on_utc: one.last_used_at.map(instant),
        }
    }
}

/// A credential that was made.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "CredentialMade")]
struct MadeObject {
    #[serde(flatten)]
    credential: CredentialObject,
    /// Given once; null where the call was answered before.
    client_secret: Option<String>,
}

async fn list(
    call: Call<ViewApiCredentials, InPartner>,
    path: web::Path<String>,
    asked: Asked<ListQuery>,
) -> AppResult<Answer> {
    let listed = asked.0.read::<Place>(&COLUMNS)?;
    call.read(move |tx| {
        let account = account_named(tx, &path)?;
        let owner = Owner::Account(account);
        let resting = queries::resting(tx, owner)?;
        let good: Vec<CredentialObject> =
            queries::good(tx, owner)?.into_iter().map(|one| CredentialObject::of(one, &resting)).collect();
        listed.in_order(good, &format!("/v1.0/accounts/{account}/credentials"))
    })
    .await
}

async fn create(
    call: Call<ManageApiCredentials, InPartner>,
    body: Body<CredentialBody>,
    path: web::Path<String>,
    key: Once,
) -> AppResult<Answer> {
    let said = body.value.description.clone().or(String::new());
    let description =
        line(&said, 200, "is required").map_err(|why| AppError::BadRequest(format!("Description: {why}")))?;
    // What is kept to be answered again must not hold a secret, of which the database has a hash alone.
    let (given, secret) = std::sync::mpsc::channel();
    let answer = call
        .write_once(key, &body, move |tx| {
            let owner = Owner::Account(account_named(tx, &path)?);
            let (id, fresh) = actions::create(tx, owner, &description)?;
            let credential = CredentialObject::of(queries::find(tx, owner, id)?, &[]);
            // Nobody listens where the call was given up.
            let _ = given.send(MadeObject { credential: credential.clone(), client_secret: Some(fresh.secret) });
            Answer::with(StatusCode::CREATED, &MadeObject { credential, client_secret: None })
        })
        .await?;
    match secret.try_recv() {
        Ok(made) => Answer::with(StatusCode::CREATED, &made),
        Err(_) => Ok(answer),
    }
}

async fn revoke(call: Call<ManageApiCredentials, InPartner>, path: web::Path<(String, String)>) -> AppResult<Answer> {
    let id: Uuid = crate::ids::known(&path.1)?;
    call.write(move |tx| {
        let owner = Owner::Account(account_named(tx, &path.0)?);
        // What is listed no more is gone, as with whatever else is deleted.
        if !queries::good(tx, owner)?.iter().any(|one| one.id == id) {
            return Err(AppError::NotFound);
        }
        actions::revoke(tx, owner, id)?;
        Ok(Answer::done())
    })
    .await
}
