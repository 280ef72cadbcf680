//! The end of the data of steps (R6): when the hours that its account keeps it are over, it is removed in small batches,
//! each in the account's own scope (T10). What ran, how it went and the ledger stay (M1, M2).

use crate::db::Database;
use crate::error::AppResult;
use crate::web::state::App;
use diesel::prelude::*;
use diesel::sql_types::{Array, Timestamptz, Uuid as SqlUuid};

diesel::define_sql_function! { #[sql_name = "app.drop_data"] fn drop_data(ids: Array<SqlUuid>, moment: Timestamptz) -> Integer; }

/// Transactions looked at in one go.
const AT_ONCE: i32 = 500;

/// Removes a batch. True: there may be more.
///
/// # Errors
/// When the database is away; what was removed stays so.
pub(crate) fn drop_due(app: &App) -> AppResult<bool> {
    drop_batch(&app.db)
}

fn drop_batch(db: &Database) -> AppResult<bool> {
    let (mut looked_at, now) = (0, db.clock().now());
    for due in db.due_data(AT_ONCE)? {
        looked_at += due.transactions.len();
        let call = drop_data(due.transactions, now);
        db.for_due(due.partner, due.account, |tx| Ok(diesel::select(call).execute(tx.conn())?))?;
    }
    Ok(looked_at == AT_ONCE as usize)
}
