//! What is done with Transactions that have ended (R6): run again, replayed, the data of their steps deleted. Whatever is
//! begun anew is a Transaction of its own that keeps a link to the first.

use super::model::{self, Since};
use super::queries::{self, Found};
use crate::audit::Entry;
use crate::db::WriteTx;
use crate::error::{AppError, AppResult};
use crate::flows::model::Flow;
use crate::ids::{AccountId, CycleId, TransactionId};
use diesel::prelude::*;
use diesel::sql_types::{Array, Integer, Text, Timestamptz, Uuid as SqlUuid};

diesel::define_sql_function! { #[sql_name = "app.run_again"] fn run_again(of_account: SqlUuid, again: SqlUuid, new_id: SqlUuid, began_by: Text, copied: Array<Integer>, moment: Timestamptz) -> Text; }
diesel::define_sql_function! { #[sql_name = "app.end_data"] fn end_data(of_account: SqlUuid, of_id: SqlUuid, moment: Timestamptz) -> Integer; }

/// One of many that are run again: as [`retry`], but one that was mended already is left as it is.
///
/// # Errors
/// As [`retry`].
pub(crate) fn retry_unless_mended<P>(
    tx: &mut WriteTx<'_, P>,
    account: AccountId,
    id: TransactionId,
    since: Since,
) -> AppResult<TransactionId> {
    let found = queries::find(tx, account, id)?;
    if queries::mended_at(tx, account, &found)?.is_some() {
        return Err(AppError::Conflict(t!("transactions-mended").to_owned()));
    }
    retry_found(tx, account, &found, since)
}

/// Runs a failed Transaction again.
///
/// # Errors
/// `Conflict` with why not; `NotFound`.
pub(crate) fn retry<P>(
    tx: &mut WriteTx<'_, P>,
    account: AccountId,
    id: TransactionId,
    since: Since,
) -> AppResult<TransactionId> {
    let found = queries::find(tx, account, id)?;
    retry_found(tx, account, &found, since)
}

fn retry_found<P>(
    tx: &mut WriteTx<'_, P>,
    account: AccountId,
    found: &Found,
    since: Since,
) -> AppResult<TransactionId> {
    let id = TransactionId(found.id);
    if !model::may_run_again(&found.status) {
        return Err(AppError::Conflict(t!("transactions-not-failed").to_owned()));
    }
    let (flow, log) = flow_and_log(tx, account, found)?;
    let copied = model::copied(&flow, &log, found.failed_step.as_deref(), since, found.item.is_some())
        .map_err(|why| AppError::Conflict(why.to_owned()))?;
    // Causes of incidents before the queue, as the engine locks them.
    crate::incidents::mending::retried(tx, account, id)?;
    let new = begin(tx, account, id, "retry", copied)?;
    let entry = Entry::of("transaction.retried", "transaction", id, &found.cycle).in_account(account);
    tx.audit(entry.change("from", "", since.logged()).change("transaction", "", new));
    Ok(new)
}

/// Hands what a webhook brought to its cycle once more, as if it came again.
///
/// # Errors
/// `Conflict` with why not; `NotFound`.
pub(crate) fn replay<P>(tx: &mut WriteTx<'_, P>, account: AccountId, id: TransactionId) -> AppResult<TransactionId> {
    let found = queries::find(tx, account, id)?;
    if found.ended_at.is_none() {
        return Err(AppError::Conflict(t!("transactions-not-ended").to_owned()));
    }
    let (flow, log) = flow_and_log(tx, account, &found)?;
    if found.item.is_some() || model::brought(&flow, &log).is_none() {
        return Err(AppError::Conflict(t!("transactions-no-webhook").to_owned()));
    }
    let copied =
        model::copied(&flow, &log, None, Since::Start, false).map_err(|why| AppError::Conflict(why.to_owned()))?;
    let new = begin(tx, account, id, "replay", copied)?;
    let entry = Entry::of("transaction.replayed", "transaction", id, &found.cycle).in_account(account);
    tx.audit(entry.change("transaction", "", new));
    Ok(new)
}

/// Deletes the data of its steps, and of those of the items of its collections: it is hidden now and removed within a
/// minute or two. What ran and what it counted as stays.
///
/// # Errors
/// `Conflict` while it, or an item, has not ended; `NotFound`.
pub(crate) fn delete_data<P>(tx: &mut WriteTx<'_, P>, account: AccountId, id: TransactionId) -> AppResult<()> {
    let (found, now) = (queries::find(tx, account, id)?, tx.now());
    let ended: i32 = diesel::select(end_data(account.0, id.0, now)).get_result(tx.conn())?;
    if ended < 0 {
        return Err(AppError::Conflict(t!("transactions-data-needed").to_owned()));
    }
    if ended > 0 {
        let entry = Entry::of("transaction.data_deleted", "transaction", id, &found.cycle).in_account(account);
        tx.audit(entry.change("transactions", 0, ended));
    }
    Ok(())
}

fn flow_and_log<P>(
    tx: &mut WriteTx<'_, P>,
    account: AccountId,
    found: &Found,
) -> AppResult<(Flow, Vec<model::Logged>)> {
    let (flow, _) = crate::cycles::queries::content(tx, account, CycleId(found.cycle_id))?;
    let expired = found.data_until.is_none_or(|until| until <= tx.now());
    let mut log = queries::log(tx, account, found.id)?;
    log.iter_mut().for_each(|entry| entry.kept &= !expired);
    Ok((serde_json::from_value(flow)?, log))
}

fn begin<P>(
    tx: &mut WriteTx<'_, P>,
    account: AccountId,
    id: TransactionId,
    origin: &str,
    copied: Vec<i32>,
) -> AppResult<TransactionId> {
    let (new, now) = (TransactionId(tx.new_id_after(id.0)), tx.now());
    let answer: String =
        diesel::select(run_again(account.0, id.0, new.0, origin, copied, now)).get_result(tx.conn())?;
    let why = match answer.as_str() {
        "done" => return Ok(new),
        "closed" => t!("transactions-suspended-run-again"),
        "running" => t!("transactions-under-way"),
        _ => return Err(AppError::NotFound),
    };
    Err(AppError::Conflict(why.to_owned()))
}
