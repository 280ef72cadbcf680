//! Erasing an account through the API, and the certificate that stays of it.

use super::states::wherever;
use crate::access::rights::{ManageAccounts, ViewAccounts};
use crate::accounts::certificates::{self, Certificate};
use crate::accounts::queries::find;
use crate::accounts::{actions, chain, erasing};
use crate::db::InPartner;
use crate::error::{AppError, AppResult};
use crate::people::model::fold;
use crate::web::api::idempotency::Key as Once;
use crate::web::api::{Answer, Body, Call, Given, instant, told};
use crate::web::routes::Routes;
use actix_web::web;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

const N: &str = "Accounts";

pub(super) fn routes(routes: &mut Routes) {
    routes
        .call(
            "POST",
            "/v1.0/accounts/{id}/erase",
            erase,
            told(N, "Erase an account")
                .about("With all below it, for good and at once, whether it is in the recycle bin or not. Its certificate says when it is done.")
                .takes::<EraseBody>()
                .once()
                .gives::<ErasureObject>(),
        )
        .call(
            "GET",
            "/v1.0/accounts/{id}/certificate",
            certificate,
            told(N, "Get the certificate of an erased account")
                .about("What went, table by table; by the account's id, or by the API ID that it had last.")
                .gives::<CertificateObject>(),
        );
}

/// That it is meant.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
struct EraseBody {
    /// The account's API ID, just as it is written.
    confirm: Given<String>,
}

/// An account that is being erased.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "Erasure")]
struct ErasureObject {
    account_id: String,
    account_internal_id: Uuid,
    /// Accounts below it that go with it.
    sub_accounts: i64,
    /// Where the certificate is; its ErasedOnUtc is null until all is gone.
    certificate: String,
}

/// What stays of an account that was erased.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "Certificate")]
struct CertificateObject {
    account_id: String,
    account_internal_id: Uuid,
    name: String,
    deleted_on_utc: Option<String>,
    deleted_by: Option<String>,
    /// When the last of it went; null: not yet.
    erased_on_utc: Option<String>,
    /// When removing it failed last, where it did not go on since; what is in the way stands in the installation's log.
    failed_on_utc: Option<String>,
    /// When that is tried again, by itself.
    next_try_on_utc: Option<String>,
    /// How many rows of each table went.
    rows: BTreeMap<String, i64>,
}

impl CertificateObject {
    fn of(one: Certificate) -> AppResult<CertificateObject> {
        Ok(CertificateObject {
            account_id: one.api_id,
            account_internal_id: one.account_id,
            name: one.name,
            deleted_on_utc: Some(instant(one.deleted_at)),
            deleted_by: one.deleted_by,
            erased_on_utc: one.purged_at.map(instant),
            failed_on_utc: one.failed_at.map(instant),
            next_try_on_utc: one.retry_at.map(instant),
            rows: serde_json::from_value(one.counts)?,
        })
    }
}

async fn erase(
    call: Call<ManageAccounts, InPartner>,
    body: Body<EraseBody>,
    path: web::Path<String>,
    key: Once,
) -> AppResult<Answer> {
    let confirmed = body.value.confirm.clone().or(String::new());
    call.write_once(key, &body, move |tx| {
        let id = wherever(tx, &path)?;
        let account = find(tx, id)?;
        if confirmed != account.api_id {
            let why = "Confirm: must be the API ID of the account, just as it is written. Nothing was erased.";
            return Err(AppError::BadRequest(why.to_owned()));
        }
        actions::delete(tx, id)?;
        let (sub_accounts, _) = erasing::queue(tx, id)?;
        Answer::of(&ErasureObject {
            account_id: account.api_id,
            account_internal_id: id.0,
            sub_accounts,
            certificate: format!("/v1.0/accounts/{id}/certificate"),
        })
    })
    .await
}

async fn certificate(call: Call<ViewAccounts, InPartner>, path: web::Path<String>) -> AppResult<Answer> {
    call.read(move |tx| {
        // One that there is comes before one that had the same API ID.
        let id = match wherever(tx, &path) {
            Ok(id) => id,
            Err(AppError::NotFound) => {
                let found = certificates::find(tx, &fold(&path), Uuid::try_parse(&path).ok())?;
                return Answer::of(&CertificateObject::of(found.ok_or(AppError::NotFound)?)?);
            }
            Err(other) => return Err(other),
        };
        let account = chain::find(tx, id)?.account;
        if !actions::is_doomed(tx, id)? {
            return Err(AppError::NotFound);
        }
        // What goes already, or could not go.
        if let Some(begun) =
            certificates::find(tx, &fold(&account.api_id), Some(id.0))?.filter(|one| one.account_id == id.0)
        {
            return Answer::of(&CertificateObject::of(begun)?);
        }
        Answer::of(&CertificateObject {
            account_id: account.api_id,
            account_internal_id: id.0,
            name: account.name,
            deleted_on_utc: account.deleted_at.map(instant),
            deleted_by: account.deleted_by,
            erased_on_utc: None,
            failed_on_utc: None,
            next_try_on_utc: None,
            rows: BTreeMap::new(),
        })
    })
    .await
}
