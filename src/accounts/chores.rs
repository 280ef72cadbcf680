//! What happens to accounts by itself: expiry dates that have come, and the end of the recycle bin.

use super::actions;
use crate::db::Database;
use crate::error::AppResult;
use crate::web::state::App;

/// Accounts looked at in one go.
const AT_ONCE: i32 = 200;

/// Suspends accounts whose expiry date has come. The gate refuses them from that very instant; this makes it visible
/// in lists, and to the accounts below. True: there may be more.
pub(crate) fn expire_due(app: &App) -> AppResult<bool> {
    expire(&app.db)
}

pub(crate) fn expire(db: &Database) -> AppResult<bool> {
    let due = db.expired_accounts(AT_ONCE)?;
    let mut done = 0;
    for (partner, account) in &due {
        match db.for_installation(*partner, "System", |tx| actions::expire(tx, *account)) {
            Ok(_) => done += 1,
            // One that fails does not keep the others waiting; it comes again with the next round.
            Err(cause) => tracing::warn!(account.id = %account, "account {account} could not be expired: {cause}"),
        }
    }
    Ok(done > 0 && due.len() == AT_ONCE as usize)
}

/// Removes a batch of what has been in the recycle bin for 90 days. True: there is more.
pub(crate) fn purge_due(app: &App) -> AppResult<bool> {
    app.db.purge_batch()
}
