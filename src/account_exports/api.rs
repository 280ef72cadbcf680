//! Exports of accounts through the API: asked for, looked after, fetched.

use super::actions;
use super::model::{file_name, kept_until};
use super::pages::send;
use super::queries::{self, Export};
use crate::access::rights::ManageAccounts;
use crate::accounts::api::wherever;
use crate::accounts::queries::find as account_of;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::web::api::idempotency::Key as Once;
use crate::web::api::{Answer, Body, Call, Given, instant, told};
use crate::web::routes::Routes;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const N: &str = "Accounts";

pub(super) fn routes(routes: &mut Routes) {
    routes
        .call(
            "POST",
            "/v1.0/accounts/{id}/export",
            ask,
            told(N, "Export an account")
                .about(
                    "Everything of it but secrets, as JSON in a ZIP archive that is made in the background and kept for 7 days; \
                     manifest.json says what is in it. An account's last 3 are kept: asking for another removes the oldest.",
                )
                .takes::<ExportBody>()
                .once()
                .makes::<ExportObject>(),
        )
        .call(
            "GET",
            "/v1.0/accounts/{id}/export/{export}",
            show,
            told(N, "Get an export of an account").gives::<ExportObject>(),
        )
        .call(
            "GET",
            "/v1.0/accounts/{id}/export/{export}/file",
            file,
            told(N, "Get the file of an export").gives_file("application/zip"),
        );
}

/// What is to be in the file.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
#[schemars(rename = "ExportGiven")]
struct ExportBody {
    /// Those below the account too.
    with_sub_accounts: Given<bool>,
}

/// A file of an account.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "Export")]
struct ExportObject {
    id: Uuid,
    account_id: String,
    with_sub_accounts: bool,
    /// Queued, Running, Done or Failed.
    state: String,
    /// How far it is, of 100.
    percent: i32,
    /// Why it failed, in words in the language of whoever asked for it: English where a program did.
    problem: Option<String>,
    size_bytes: Option<i64>,
    created_on_utc: String,
    ready_on_utc: Option<String>,
    /// Until when the file can be fetched.
    kept_until_utc: String,
    /// Where it is, once it is ready.
    file: Option<String>,
}

impl ExportObject {
    fn of(account: Uuid, api_id: String, one: Export) -> ExportObject {
        let ready = one.ready_at.is_some();
        let part = i64::from(one.done) * 100 / i64::from(one.total.max(1));
        ExportObject {
            id: one.id,
            account_id: api_id,
            with_sub_accounts: one.with_sub_accounts,
            state: crate::people::model::with_capital(&one.state),
            percent: if ready { 100 } else { i32::try_from(part.clamp(0, 99)).unwrap_or(0) },
            problem: one.problem,
            size_bytes: ready.then_some(one.size_bytes),
            created_on_utc: instant(one.created_at),
            ready_on_utc: one.ready_at.map(instant),
            kept_until_utc: instant(kept_until(one.created_at)),
            file: ready.then(|| format!("/v1.0/accounts/{account}/export/{}/file", one.id)),
        }
    }
}

fn object(tx: &mut ReadTx<'_, InPartner>, account: AccountId, export: Uuid) -> AppResult<ExportObject> {
    let api_id = account_of(tx, account)?.api_id;
    Ok(ExportObject::of(account.0, api_id, queries::find(tx, account, export)?))
}

async fn ask(
    call: Call<ManageAccounts, InPartner>,
    body: Body<ExportBody>,
    path: web::Path<String>,
    key: Once,
) -> AppResult<Answer> {
    let with_sub_accounts = body.value.with_sub_accounts.clone().or(false);
    call.write_once(key, &body, move |tx| {
        let id = wherever(tx, &path)?;
        let account = account_of(tx, id)?;
        let (export, _) = actions::ask(tx, &account, with_sub_accounts)?;
        Answer::with(StatusCode::CREATED, &object(tx, id, export)?)
    })
    .await
}

type Ids = web::Path<(String, String)>;

async fn show(call: Call<ManageAccounts, InPartner>, path: Ids) -> AppResult<Answer> {
    let export: Uuid = crate::ids::known(&path.1)?;
    call.read(move |tx| {
        let id = wherever(tx, &path.0)?;
        Answer::of(&object(tx, id, export)?)
    })
    .await
}

async fn file(call: Call<ManageAccounts, InPartner>, path: Ids) -> AppResult<HttpResponse> {
    let export: Uuid = crate::ids::known(&path.1)?;
    let found = call.read(move |tx| {
        let id = wherever(tx, &path.0)?;
        let (api_id, one) = (account_of(tx, id)?.api_id, queries::find(tx, id, export)?);
        if one.ready_at.is_none() {
            return Err(AppError::Conflict("The file is not ready yet.".to_owned()));
        }
        Ok((id, file_name(&api_id, one.created_at)))
    });
    let (account, name) = found.await?;
    send(call.for_file(), account, export, &name).await
}
