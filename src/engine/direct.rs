//! A method that a program calls through the API: by the one way out for calls, at the pace of all of them, and counted as a
//! step's call is (M1). It is opened in the scope of who asks for it, in the transaction that asks for room at the limits
//! (M5); no transaction is open while the call is under way; and the one that ends it writes the ledger. A process that dies
//! between leaves the open call, which is counted as failed when its time is over.

use super::call::{self, usable};
use super::model::{Again, Done, Ran};
pub(crate) use super::out::Opened;
use super::out::{By, Out};
use super::plans::Connection;
use super::worker::Engine;
use crate::connectors::call::values::Values;
use crate::db::{Database, InWork, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountConnectorId, AccountId};
use crate::limits::said::{Full, no_room_to_call};
use crate::secrets::Vault;
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Text, Timestamptz, Uuid as SqlUuid};
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.open_call"] fn open_call(of_account: SqlUuid, id: SqlUuid, of_connector: SqlUuid, of_method: Text, at: Timestamptz, until: Timestamptz) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "app.connection_of_call"] fn connection_of_call(id: SqlUuid) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "app.close_call"] fn close_call(id: SqlUuid, entries: Array<SqlUuid>, went_well: Array<Bool>, at: Timestamptz) -> Text; }

/// No call takes so long: its turn, its tokens, its request and another one with other tokens have shorter bounds together.
pub(crate) const OPEN_S: i64 = 300;
/// When to call again where too many are under way.
const BUSY_S: u32 = 2;
/// Calls that were cut off and are counted in one round.
const LOST_AT_ONCE: i32 = 500;

/// What is said to who opens one.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Said {
    closed: bool,
    /// As many are under way as may be at once.
    busy: bool,
    /// It is used up, and holds.
    limit: Option<Limit>,
}

#[derive(Debug, Deserialize)]
struct Limit {
    account_id: Uuid,
    #[serde(flatten)]
    full: Full,
}

/// Opens a call by an Account Connector of the account's own, in the scope of who asks for it.
///
/// # Errors
/// `NotFound`; `Conflict` while the account is suspended; `TooMany`; `AtLimit`.
pub(crate) fn open<P>(
    tx: &mut WriteTx<'_, P>,
    account: AccountId,
    connector: AccountConnectorId,
    method: &str,
) -> AppResult<Opened> {
    let (id, now) = (tx.new_id(), tx.now());
    let until = now + Duration::seconds(OPEN_S);
    let said: Option<serde_json::Value> =
        diesel::select(open_call(account.0, id, connector.0, method, now, until)).get_result(tx.conn())?;
    let said: Said = serde_json::from_value(said.ok_or(AppError::NotFound)?)?;
    if said.closed {
        return Err(AppError::Conflict("Its account is suspended. Resume the account first.".to_owned()));
    }
    if said.busy {
        let why =
            "As many calls of this account are under way as may be at once. Call again when one has ended.".to_owned();
        return Err(AppError::TooMany { why, retry_after_s: BUSY_S });
    }
    match said.limit {
        Some(limit) => Err(AppError::AtLimit(Box::new(no_room_to_call(&limit.full, limit.account_id)))),
        None => Ok(Opened { partner: tx.partner_id(), account, id }),
    }
}

/// Makes a call that was opened, and ends it. `key`: the same for all tries of who asks.
pub(crate) async fn carry_out(engine: &Arc<Engine>, opened: Opened, method: &str, values: Values, key: Uuid) -> Ran {
    let now = engine.now();
    let out = Out { engine, by: By::Program(&opened), now, turn: None, idempotency_key: key, attempt: 0 };
    let ran = made(&out, method, values).await;
    let went_well: Vec<bool> = ran.tasks.iter().map(|task| task.good).collect();
    if let Err(cause) = out.within(move |tx| close(tx, opened.id, went_well)).await {
        // It is not lost: what stays open is counted.
        tracing::warn!(account.id = %opened.account, "the call {} is left open: {cause}", opened.id);
    }
    ran
}

async fn made(out: &Out<'_>, method: &str, values: Values) -> Ran {
    let (engine, id, account) = (out.engine.clone(), out.caller(), out.account());
    let connection = match out
        .within(move |tx| {
            engine.plans.look_at_agent(tx, account)?;
            connection(tx, &engine.vault, id)
        })
        .await
    {
        Ok(Some(connection)) => connection,
        Ok(None) => return Ran::not("Connector removed", "The connector was removed meanwhile.", Again::No),
        Err(cause) => {
            tracing::warn!("a call could not be prepared: {cause}");
            return Ran::not("Our side", "The database could not be reached.", Again::Ladder);
        }
    };
    match usable(&connection, out) {
        Ok(()) => call::by_connection(out, &connection, method, values, 1).await,
        Err(ran) => *ran,
    }
}

fn connection(tx: &mut WriteTx<'_, InWork>, vault: &Vault, call: Uuid) -> AppResult<Option<Connection>> {
    let found: Option<serde_json::Value> = diesel::select(connection_of_call(call)).get_result(tx.conn())?;
    let Some(found) = found else { return Ok(None) };
    let mut connection: Connection = serde_json::from_value(found)?;
    connection.unseal(tx, vault)?;
    Ok(Some(connection))
}

fn close(tx: &mut WriteTx<'_, InWork>, call: Uuid, went_well: Vec<bool>) -> AppResult<()> {
    let (entries, now) = (tx.new_ids(went_well.len()), tx.now());
    diesel::select(close_call(call, entries, went_well, now)).execute(tx.conn())?;
    Ok(())
}

/// Counts calls that were cut off, whose outcome nobody knows: as failed.
///
/// # Errors
/// When the database is away; what was done stays.
pub(super) fn count_lost(db: &Database) -> AppResult<()> {
    for lost in db.lost_calls(LOST_AT_ONCE)? {
        let count = lost.calls.len();
        db.for_due(lost.partner, lost.account, |tx| {
            lost.calls.iter().try_for_each(|call| close(tx, *call, vec![false]))
        })?;
        tracing::warn!(account.id = %lost.account, "{count} calls of programs were cut off and are counted as failed");
    }
    Ok(())
}

impl Ran {
    /// Whether the application was called and another call would come to nothing else.
    pub(crate) fn is_final(&self) -> bool {
        let settled = match &self.result {
            Done::On { .. } => true,
            Done::Later { .. } => false,
            Done::Not(problem) => matches!(problem.again, Again::No),
        };
        settled && !self.tasks.is_empty()
    }

    /// When an application may be called again, where it is not now.
    pub(crate) fn not_before(&self) -> Option<DateTime<Utc>> {
        match &self.result {
            Done::Later { at, .. } => Some(*at),
            Done::Not(problem) => match problem.again {
                Again::At(at) => Some(at),
                _ => None,
            },
            Done::On { .. } => None,
        }
    }
}
