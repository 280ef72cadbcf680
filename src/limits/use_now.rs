//! What is used of limits that are not counted where things are made.

use crate::db::ReadTx;
use crate::error::AppResult;
use crate::ids::AccountId;

/// Tasks of an account in its present billing period, alone or with all below it; none where that cannot be told (M2).
///
/// # Errors
/// When it cannot be read.
pub(crate) fn tasks<P>(_: &mut ReadTx<'_, P>, _: AccountId, _with_sub_accounts: bool) -> AppResult<Option<i64>> {
    Ok(None)
}
