//! The calls about accounts.

use super::model::{AccountBody, AccountObject, UsageObject, named};
use super::queries::{self, COLUMNS, Key};
use crate::access::rights::{EditAccounts, ManageAccounts, ViewAccounts};
use crate::accounts::actions::{self, Version};
use crate::accounts::model::{ApiId, start_of};
use crate::accounts::queries::{Account, find, with_parents};
use crate::db::{InPartner, ReadTx, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::limits::use_now::tasks;
use crate::metering::period::Period;
use crate::people::model::{fold, shortened};
use crate::web::api::call::account_named;
use crate::web::api::idempotency::Key as Once;
use crate::web::api::list::{DEEP, Truth};
use crate::web::api::{Answer, Body, Call, Given, ListQuery, instant};
use crate::web::forms::Asked;
use crate::web::times::zone;
use actix_web::web;
use schemars::JsonSchema;
use serde::Deserialize;

type Path = web::Path<String>;

/// What is said of an API ID that another account has.
pub(super) const TAKEN: &str = "ID already in use";

/// The object of an account, as things stand in the transaction.
pub(super) fn object(tx: &mut ReadTx<'_, InPartner>, id: AccountId) -> AppResult<AccountObject> {
    let now = tx.now();
    let row = with_parents(tx, &[id.0])?.pop().ok_or(AppError::NotFound)?;
    Ok(AccountObject::of(row, now))
}

pub(super) async fn list(call: Call<ViewAccounts, InPartner>, asked: Asked<ListQuery>) -> AppResult<Answer> {
    page(call, asked.0, None).await
}

pub(super) async fn list_below(
    call: Call<ViewAccounts, InPartner>,
    path: Path,
    asked: Asked<ListQuery>,
) -> AppResult<Answer> {
    page(call, asked.0, Some(path.into_inner())).await
}

async fn page(call: Call<ViewAccounts, InPartner>, asked: ListQuery, of: Option<String>) -> AppResult<Answer> {
    let listed = asked.read::<Key>(&COLUMNS)?;
    call.read(move |tx| {
        let (above, count, here) = match of {
            None => (None, queries::count(tx)?, "/v1.0/accounts".to_owned()),
            Some(name) => {
                let above = account_named(tx, &name)?;
                (Some(above), queries::count_below(tx, above, DEEP)?, format!("/v1.0/accounts/{above}/subaccounts"))
            }
        };
        let now = tx.now();
        let rows = queries::list(tx, above, &listed)?;
        let keyed: Vec<(Key, AccountObject)> =
            rows.into_iter().map(|row| (queries::key_of(listed.by, &row.0), AccountObject::of(row, now))).collect();
        listed.answer(keyed, count, &here)
    })
    .await
}

pub(super) async fn show(call: Call<ViewAccounts, InPartner>, path: Path) -> AppResult<Answer> {
    call.read(move |tx| {
        let id = account_named(tx, &path)?;
        Answer::of(&object(tx, id)?)
    })
    .await
}

pub(super) async fn create(
    call: Call<EditAccounts, InPartner>,
    body: Body<AccountBody>,
    key: Once,
) -> AppResult<Answer> {
    let said = body.value.clone();
    call.write_once(key, &body, move |tx| {
        let id = make(tx, said)?;
        Answer::of(&object(tx, id)?)
    })
    .await
}

/// The account that is to be above one.
pub(super) fn parent_named(tx: &mut ReadTx<'_, InPartner>, name: &str) -> AppResult<AccountId> {
    match account_named(tx, name.trim()) {
        Err(AppError::NotFound) => Err(no_such_parent(name)),
        found => found,
    }
}

/// Said where there is none of that name.
pub(super) fn no_such_parent(name: &str) -> AppError {
    AppError::BadRequest(format!("ParentAccountId ({}): there is no such account", shortened(name)))
}

/// Makes an account as a body says it.
fn make(tx: &mut WriteTx<'_, InPartner>, body: AccountBody) -> AppResult<AccountId> {
    let parent = match &body.parent_account_id {
        Given::Value(name) if !name.trim().is_empty() => Some(parent_named(tx, name)?),
        _ => None,
    };
    actions::create(tx, &body.create()?, parent).map_err(as_known)
}

/// Complaints that clients know by these words.
pub(super) fn as_known(error: AppError) -> AppError {
    match error {
        AppError::Invalid(errors) if errors.0.iter().any(|e| e.field == "api_id") => {
            AppError::BadRequest(TAKEN.to_owned())
        }
        AppError::Invalid(errors) if errors.0.iter().any(|e| e.field == "next_billing_on") => {
            named(AppError::Invalid(errors))
        }
        other => other,
    }
}

/// What can be done about an account that was deleted.
const RESTORE: &str = "Bring it back by PUT /v1.0/accounts/{id}/restore, or erase it.";

/// How a change deals with an account that is not there.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Change {
    #[schemars(with = "bool")]
    create_if_missing: Truth,
}

pub(super) async fn update(
    call: Call<EditAccounts, InPartner>,
    body: Body<AccountBody>,
    path: Path,
    asked: Asked<Change>,
) -> AppResult<Answer> {
    let (name, said, create) = (path.into_inner(), body.value, asked.0.create_if_missing.0);
    if create && let Given::Value(id) = &said.id {
        // Made under the one and found by the other, it would be made again at the next such call.
        if fold(id.trim()) != fold(&name) {
            return Err(AppError::BadRequest("Id: must be the one in the address.".to_owned()));
        }
    }
    match put(&call, name.clone(), said.clone(), create).await {
        // Made by another call meanwhile, and there to be changed now; or there all the time, in the recycle bin.
        Err(AppError::BadRequest(why)) if create && why == TAKEN => {
            let deleted = || AppError::Conflict(format!("{TAKEN}: its account is in the recycle bin. {RESTORE}"));
            put(&call, name, said, false).await.map_err(|why| match why {
                AppError::NotFound => deleted(),
                other => other,
            })
        }
        done => done,
    }
}

async fn put(call: &Call<EditAccounts, InPartner>, name: String, said: AccountBody, create: bool) -> AppResult<Answer> {
    call.write(move |tx| {
        let id = match account_named(tx, &name) {
            Ok(id) => {
                change(tx, id, said)?;
                id
            }
            Err(AppError::NotFound) if create => {
                ApiId::parse(&name).map_err(|why| AppError::BadRequest(format!("Id: {why}")))?;
                make(tx, AccountBody { id: Given::Value(name), ..said })?
            }
            Err(other) => return Err(other),
        };
        Answer::of(&object(tx, id)?)
    })
    .await
}

fn change(tx: &mut WriteTx<'_, InPartner>, id: AccountId, body: AccountBody) -> AppResult<()> {
    queries::hold(tx, id)?;
    let before: Account = find(tx, id)?;
    if let Given::Value(parent) = &body.parent_account_id {
        let same = account_named(tx, parent.trim()).is_ok_and(|parent| Some(parent.0) == before.parent_id);
        if !same {
            let why = "ParentAccountId: an account is moved by PUT /v1.0/accounts/{id}/parent";
            return Err(AppError::BadRequest(why.to_owned()));
        }
    }
    let seen = Version(before.version);
    actions::update(tx, id, &body.change(&before)?, seen).map_err(as_known)
}

pub(super) async fn delete(call: Call<ManageAccounts, InPartner>, path: Path) -> AppResult<Answer> {
    call.write(move |tx| {
        let id = account_named(tx, &path)?;
        actions::delete(tx, id)?;
        Ok(Answer::done())
    })
    .await
}

pub(super) async fn usage(call: Call<ViewAccounts, InPartner>, path: Path) -> AppResult<Answer> {
    call.read(move |tx| {
        let id = account_named(tx, &path)?;
        let account: Account = find(tx, id)?;
        let today = tx.now().with_timezone(&zone(&account.timezone)).date_naive();
        let period = Period::of(today, account.next_billing_on);
        let used = tasks(tx, id)?;
        Answer::of(&UsageObject {
            id: account.api_id,
            tasks_used: used,
            start_time: instant(start_of(period.first, &account.timezone)),
            end_time: instant(start_of(period.until, &account.timezone)),
        })
    })
    .await
}
