//! What is done with a Transaction that has not ended: what waits for its next try is tried now, and what waits is stopped.

use super::queries;
use crate::audit::Entry;
use crate::db::WriteTx;
use crate::engine::plans::RETENTION_H;
use crate::engine::said::stopped_by;
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, TransactionId};
use diesel::RunQueryDsl;
use diesel::sql_types::{Integer, Text, Timestamptz, Uuid as SqlUuid};

diesel::define_sql_function! { #[sql_name = "app.try_now"] fn try_now_(of_account: SqlUuid, of_id: SqlUuid, moment: Timestamptz) -> Text; }
diesel::define_sql_function! { #[sql_name = "app.end_waiting"] fn end_waiting(of_account: SqlUuid, of_id: SqlUuid, why: Text, keep_hours: Integer, moment: Timestamptz) -> Integer; }

/// Has the step tried at once that waits for its next try; the further ones stay where the ladder has them (MODEL section 5).
///
/// # Errors
/// `Conflict` with why not; `NotFound`.
pub(crate) fn try_now<P>(tx: &mut WriteTx<'_, P>, account: AccountId, id: TransactionId) -> AppResult<()> {
    let (found, now) = (queries::find(tx, account, id)?, tx.now());
    let answer: String = diesel::select(try_now_(account.0, id.0, now)).get_result(tx.conn())?;
    let why = match answer.as_str() {
        "done" => {
            tx.audit(Entry::of("transaction.tried_now", "transaction", id, &found.cycle).in_account(account));
            return Ok(());
        }
        "closed" => t!("transactions-suspended"),
        "stopped" => t!("transactions-stopped-start"),
        _ => t!("transactions-no-next-try"),
    };
    Err(AppError::Conflict(why.to_owned()))
}

/// Ends a Transaction that waits, with what waits of its items; says how many ended. What is carried out at this moment
/// goes on. Its data is kept like that of one that failed, and it can be run again.
///
/// # Errors
/// `Conflict` where nothing of it waits; `NotFound`.
pub(crate) fn stop<P>(tx: &mut WriteTx<'_, P>, account: AccountId, id: TransactionId) -> AppResult<i32> {
    let (found, now, by) = (queries::find(tx, account, id)?, tx.now(), tx.facts().name.clone());
    let why = stopped_by(&by);
    let ended: i32 =
        diesel::select(end_waiting(account.0, id.0, why, i32::from(RETENTION_H), now)).get_result(tx.conn())?;
    if ended == 0 {
        let why = if found.ended_at.is_some() { t!("transactions-ended") } else { t!("transactions-carried-out") };
        return Err(AppError::Conflict(why.to_owned()));
    }
    let entry = Entry::of("transaction.stopped", "transaction", id, &found.cycle).in_account(account);
    tx.audit(entry.change("transactions", 0, ended));
    Ok(ended)
}
