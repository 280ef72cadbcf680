//! The audit log through the API.

use super::chain::Row;
use super::queries::{self, Key, Wanted};
use crate::access::rights::ViewAudit;
use crate::db::InPartner;
use crate::error::AppResult;
use crate::ids::hex;
use crate::web::api::between::{Between, here};
use crate::web::api::call::account_named;
use crate::web::api::list::DEEP;
use crate::web::api::{Answer, Call, ListQuery, instant, told};
use crate::web::forms::Asked;
use crate::web::routes::Routes;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const N: &str = "Audit log";
/// The one order that there is.
const COLUMNS: [&str; 1] = ["CreatedOnUtc"];

pub(super) fn routes(routes: &mut Routes) {
    routes.call(
        "GET",
        "/v1.0/audit",
        list,
        told(N, "List the audit log").asks::<Narrow>().asks::<Between>().pages::<EntryObject>(&COLUMNS),
    );
}

/// What the list is narrowed to, beside when it was done.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
struct Narrow {
    /// An account, by API ID or id: what was done in it.
    account: String,
}

/// What somebody did.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "AuditEntry")]
struct EntryObject {
    /// Its number in the partner's chain, without gaps.
    number: i64,
    created_on_utc: String,
    /// As "account.suspended".
    action: String,
    /// The id of the account that it was done in.
    account_internal_id: Option<Uuid>,
    object_kind: String,
    object_id: String,
    object_name: String,
    actor_name: String,
    actor_email: String,
    /// As whom staff did it who saw an account as its people do; empty: as themselves.
    acting_as: String,
    /// From where.
    address: String,
    changes: Vec<ChangeObject>,
    /// SHA-256 over the entry before and this one, in hexadecimal digits.
    hash: String,
}

/// What it changed.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all(serialize = "PascalCase"), default)]
struct ChangeObject {
    field: String,
    from: String,
    to: String,
}

impl EntryObject {
    fn of(row: Row) -> AppResult<EntryObject> {
        Ok(EntryObject {
            number: row.seq,
            created_on_utc: instant(row.at),
            action: row.action,
            account_internal_id: row.account_id,
            object_kind: row.object_kind,
            object_id: row.object_id,
            object_name: row.object_name,
            actor_name: row.actor_name,
            actor_email: row.actor_email,
            acting_as: row.as_whom,
            address: row.address,
            changes: serde_json::from_value(row.changes)?,
            hash: hex(&row.hash),
        })
    }
}

async fn list(
    call: Call<ViewAudit, InPartner>,
    asked: Asked<ListQuery>,
    narrow: Asked<Narrow>,
    between: Asked<Between>,
) -> AppResult<Answer> {
    let listed = asked.0.read::<Key>(&COLUMNS)?;
    let from = listed.by_time(0)?;
    let (since, until) = between.0.read()?;
    call.read(move |tx| {
        let named = narrow.0.account.trim();
        let accounts = match named {
            "" => None,
            named => Some(vec![account_named(tx, named)?.0]),
        };
        let wanted = Wanted { accounts, since, until, ..Wanted::default() };
        let skip = usize::try_from(listed.skip).unwrap_or(0);
        let rows = queries::page(tx, &wanted, &from, listed.skip + listed.limit())?;
        let rows: Vec<(Key, EntryObject)> = rows
            .into_iter()
            .skip(skip)
            .map(|row| Ok(((row.at, row.seq), EntryObject::of(row)?)))
            .collect::<AppResult<_>>()?;
        let count = queries::count(tx, &wanted, DEEP)?;
        let here = here("/v1.0/audit", std::iter::once(("account", named)).chain(between.0.pairs()));
        listed.answer(rows, count, &here)
    })
    .await
}
