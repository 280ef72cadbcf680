//! Counting what waits to be counted (M1). Any number of processes may do it at once: a row of `usage_pending` is taken and
//! counted in one transaction, by one of them.

#[cfg(feature = "test-support")]
use crate::db::Database;
use crate::error::AppResult;
use crate::web::state::App;

/// Commits' worth that one transaction counts.
const AT_ONCE: i32 = 2_000;

/// Counts a batch. True: there may be more.
pub(crate) fn roll_up(app: &App) -> AppResult<bool> {
    Ok(app.db.roll_up(AT_ONCE)? == AT_ONCE)
}

/// Counts all there is.
///
/// # Errors
/// When the database cannot.
#[cfg(feature = "test-support")]
pub(crate) fn roll_up_all(db: &Database) -> AppResult<()> {
    while db.roll_up(AT_ONCE)? > 0 {}
    Ok(())
}
