//! "The password was given a moment ago": asked before what cannot be taken back or takes everything along (MODEL
//! section 3). One check for all.

use crate::db::{Place, ReadTx};
use crate::error::{Afterwards, AppError, AppResult};
use chrono::Duration;

/// For this long after the password was given it is not asked for again.
const CONFIRMED_MINUTES: i64 = 10;

/// For a page, or the form on it.
///
/// # Errors
/// `ConfirmFirst` when the password was given longer ago; the person comes back to the page.
pub(crate) fn confirmed_lately<P: Place>(tx: &ReadTx<'_, P>) -> AppResult<()> {
    check(tx, Afterwards::Here)
}

/// For a file with everything in it.
///
/// # Errors
/// `ConfirmFirst` when the password was given longer ago; the person comes back to the page with the link to the file.
pub(crate) fn confirmed_for_file<P: Place>(tx: &ReadTx<'_, P>) -> AppResult<()> {
    check(tx, Afterwards::Before)
}

fn check<P: Place>(tx: &ReadTx<'_, P>, afterwards: Afterwards) -> AppResult<()> {
    if tx.now() - tx.facts().confirmed_at > Duration::minutes(CONFIRMED_MINUTES) {
        return Err(AppError::ConfirmFirst(afterwards));
    }
    Ok(())
}
