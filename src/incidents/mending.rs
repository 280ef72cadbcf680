//! Causes that close by themselves: every transaction that failed of one was run again, and is done. Running one again
//! marks its causes; maintenance looks at those that are marked, each in its account's own scope (T10). So neither the
//! engine's hot path nor a page that is read does anything for it, and what nobody runs again costs nothing.

use crate::db::schema::{incident_causes, incidents};
use crate::db::{Database, WriteTx};
use crate::error::AppResult;
use crate::ids::{AccountId, TransactionId};
use crate::web::state::App;
use diesel::prelude::*;
use diesel::sql_types::Timestamptz;

diesel::define_sql_function! { #[sql_name = "app.mend_causes"] fn mend_causes(moment: Timestamptz) -> Integer; }

/// Causes looked at in one go.
const AT_ONCE: i32 = 200;

/// Closes what is mended. False: the rest has time.
///
/// # Errors
/// When the database is away; what was closed stays so.
pub(crate) fn close_mended(app: &App) -> AppResult<bool> {
    close(&app.db)?;
    Ok(false)
}

fn close(db: &Database) -> AppResult<()> {
    let now = db.clock().now();
    for due in db.mended_accounts(AT_ONCE)? {
        db.for_due(due.partner, due.account, |tx| Ok(diesel::select(mend_causes(now)).execute(tx.conn())?))?;
    }
    Ok(())
}

/// Something of what a transaction raised may be mended soon: it is run again.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn retried<P>(tx: &mut WriteTx<'_, P>, account: AccountId, id: TransactionId) -> AppResult<()> {
    let (partner, now) = (tx.partner_id().0, tx.now());
    let of_it = incidents::table
        .filter(incidents::partner_id.eq(partner))
        .filter(incidents::account_id.eq(account.0))
        .filter(incidents::transaction_id.eq(id.0))
        .select(incidents::cause);
    let causes: Vec<String> = of_it.load(tx.conn())?;
    if causes.is_empty() {
        return Ok(());
    }
    let open = incident_causes::table
        .filter(incident_causes::partner_id.eq(partner))
        .filter(incident_causes::account_id.eq(account.0))
        .filter(incident_causes::cause.eq_any(causes))
        .filter(incident_causes::resolved_at.is_null());
    diesel::update(open).set(incident_causes::retried_at.eq(now)).execute(tx.conn())?;
    Ok(())
}
