//! Exports that were asked for, the pieces of their files, and what goes into them.

use super::model::{Begun, File};
use crate::accounts::model::BIN_DAYS;
use crate::db::schema::{account_ancestors, account_export_parts, account_exports, accounts, jobs};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.account_export"] fn account_export(of_account: SqlUuid, part: Text, after: Nullable<Text>, at_most: Integer, at: Timestamptz) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.exports_beyond"] fn exports_beyond(most: BigInt) -> Jsonb; }

/// Exports that a page lists.
const LISTED: i64 = 20;

/// An export with the job that makes its file.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Export {
    pub id: Uuid,
    pub with_sub_accounts: bool,
    pub size_bytes: i64,
    pub created_at: DateTime<Utc>,
    pub created_by: String,
    pub ready_at: Option<DateTime<Utc>>,
    pub job: Uuid,
    pub state: String,
    pub done: i32,
    pub total: i32,
    pub problem: Option<String>,
}

macro_rules! exports {
    ($tx:expr, $account:expr) => {
        account_exports::table
            .inner_join(
                jobs::table
                    .on(jobs::partner_id.eq(account_exports::partner_id).and(jobs::id.eq(account_exports::job_id))),
            )
            .filter(account_exports::partner_id.eq($tx.partner_id().0))
            .filter(account_exports::account_id.eq($account.0))
            .select((
                account_exports::id,
                account_exports::with_sub_accounts,
                account_exports::size_bytes,
                account_exports::created_at,
                account_exports::created_by,
                account_exports::ready_at,
                jobs::id,
                jobs::state,
                jobs::done,
                jobs::total,
                jobs::problem,
            ))
    };
}

/// One of an account's.
///
/// # Errors
/// `NotFound`.
pub(super) fn find(tx: &mut ReadTx<'_, InPartner>, account: AccountId, id: Uuid) -> AppResult<Export> {
    Ok(exports!(tx, account).filter(account_exports::id.eq(id)).first(tx.conn())?)
}

/// The last ones of an account, the newest first.
pub(super) fn list(tx: &mut ReadTx<'_, InPartner>, account: AccountId) -> AppResult<Vec<Export>> {
    Ok(exports!(tx, account).order(account_exports::id.desc()).limit(LISTED).load(tx.conn())?)
}

/// One that is not made yet, if there is one.
pub(super) fn under_way(tx: &mut ReadTx<'_, InPartner>, account: AccountId) -> AppResult<Option<Export>> {
    let waits = exports!(tx, account).filter(jobs::state.eq_any(["queued", "running"]));
    Ok(waits.order(account_exports::id.desc()).first(tx.conn()).optional()?)
}

/// A piece of a file; None: there are no more.
pub(super) fn piece(
    tx: &mut ReadTx<'_, InPartner>,
    account: AccountId,
    id: Uuid,
    no: i32,
) -> AppResult<Option<Vec<u8>>> {
    let row = account_export_parts::table.find((tx.partner_id().0, account.0, id, no));
    Ok(row.select(account_export_parts::bytes).first(tx.conn()).optional()?)
}

/// What an archive says of itself.
///
/// # Errors
/// `NotFound` for one that is gone.
pub(super) fn begun(tx: &mut ReadTx<'_, InPartner>, account: AccountId, export: Uuid) -> AppResult<Begun> {
    let one = find(tx, account, export)?;
    let row = accounts::table.find((tx.partner_id().0, account.0));
    let api_id: String = row.select(accounts::api_id).first(tx.conn())?;
    Ok(Begun { api_id, asked_by: one.created_by, asked_at: one.created_at })
}

/// A file that is kept, with the account that it is of.
#[derive(Debug, Deserialize)]
pub(super) struct Kept {
    pub account: AccountId,
    pub name: String,
    pub id: Uuid,
    pub made: DateTime<Utc>,
}

/// The oldest files of the partner, where all come to more than so many bytes.
pub(super) fn beyond(tx: &mut ReadTx<'_, InPartner>, bytes: i64) -> AppResult<Vec<Kept>> {
    let found: Value = diesel::select(exports_beyond(bytes)).get_result(tx.conn())?;
    Ok(serde_json::from_value(found)?)
}

/// Those of an account that have ended, but for the newest.
pub(super) fn older(tx: &mut ReadTx<'_, InPartner>, account: AccountId, newest: i64) -> AppResult<Vec<Export>> {
    let ended = exports!(tx, account).filter(jobs::state.ne_all(["queued", "running"]));
    Ok(ended.order(account_exports::id.desc()).offset(newest).load(tx.conn())?)
}

/// The account, and those below it if they are wanted, those above first; but for what is being removed for good.
pub(super) fn accounts_of(
    tx: &mut ReadTx<'_, InPartner>,
    account: AccountId,
    with_sub_accounts: bool,
) -> AppResult<Vec<Uuid>> {
    if !with_sub_accounts {
        return Ok(vec![account.0]);
    }
    let (partner, now) = (tx.partner_id().0, tx.now());
    Ok(account_ancestors::table
        .inner_join(accounts::table.on(
            accounts::partner_id.eq(account_ancestors::partner_id).and(accounts::id.eq(account_ancestors::account_id)),
        ))
        .filter(account_ancestors::partner_id.eq(partner))
        .filter(account_ancestors::ancestor_id.eq(account.0))
        .filter(accounts::erase_asked_at.is_null())
        .filter(accounts::deleted_at.is_null().or(accounts::deleted_at.gt(now - Duration::days(BIN_DAYS))))
        .order((account_ancestors::distance, accounts::id))
        .select(accounts::id)
        .load(tx.conn())?)
}

/// A row, and where the next page goes on.
#[derive(Debug, Deserialize)]
pub(super) struct Row {
    pub key: String,
    pub row: Value,
}

/// A page of a part of an account.
pub(super) fn rows(
    tx: &mut ReadTx<'_, InPartner>,
    account: Uuid,
    file: &File,
    after: Option<&str>,
) -> AppResult<Vec<Row>> {
    let now = tx.now();
    let found: Value =
        diesel::select(account_export(account, file.part, after, file.rows, now)).get_result(tx.conn())?;
    Ok(serde_json::from_value(found)?)
}
