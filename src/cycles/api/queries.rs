//! Cycles of one account as the API lists them.

use super::model::Found;
use crate::db::ReadTx;
use crate::db::schema::cycles;
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::limits::use_now::period;
use crate::web::api::Listed;
use diesel::prelude::*;
use diesel::sql_types::{Array, Date, Uuid as SqlUuid};
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.cycles_of_api"] fn cycles_of_api(of_account: SqlUuid, ids: Array<SqlUuid>, first: Date) -> Jsonb; }

/// By what the list can be ordered: when it was made unless asked otherwise.
pub(super) const COLUMNS: [&str; 3] = ["CreatedOnUtc", "Name", "Id"];

/// A row's place: what the list is ordered by, and the id.
pub(super) type Key = (String, Uuid);

/// The places of a page of cycles.
pub(super) fn page<P>(tx: &mut ReadTx<'_, P>, account: AccountId, listed: &Listed<Key>) -> AppResult<Vec<Key>> {
    let mut query = cycles::table
        .filter(cycles::partner_id.eq(tx.partner_id().0))
        .filter(cycles::account_id.eq(account.0))
        .filter(cycles::state.ne("removed"))
        .select((cycles::name_key, cycles::id))
        .limit(listed.limit())
        .offset(listed.skip)
        .into_boxed();
    if listed.by == "Name" {
        if let Some((key, id)) = listed.after.clone() {
            query = if listed.ascending {
                query.filter(cycles::name_key.gt(key.clone()).or(cycles::name_key.eq(key).and(cycles::id.gt(id))))
            } else {
                query.filter(cycles::name_key.lt(key.clone()).or(cycles::name_key.eq(key).and(cycles::id.lt(id))))
            };
        }
        query = if listed.ascending {
            query.order((cycles::name_key.asc(), cycles::id.asc()))
        } else {
            query.order((cycles::name_key.desc(), cycles::id.desc()))
        };
    } else {
        // An id tells when it was made.
        if let Some((_, id)) = &listed.after {
            query = if listed.ascending { query.filter(cycles::id.gt(*id)) } else { query.filter(cycles::id.lt(*id)) };
        }
        query = if listed.ascending { query.order(cycles::id.asc()) } else { query.order(cycles::id.desc()) };
    }
    Ok(query.load(tx.conn())?)
}

/// How many there are, up to so many.
pub(super) fn count<P>(tx: &mut ReadTx<'_, P>, account: AccountId, most: i64) -> AppResult<i64> {
    let found: Vec<Uuid> = cycles::table
        .filter(cycles::partner_id.eq(tx.partner_id().0))
        .filter(cycles::account_id.eq(account.0))
        .filter(cycles::state.ne("removed"))
        .select(cycles::id)
        .limit(most)
        .load(tx.conn())?;
    Ok(i64::try_from(found.len()).unwrap_or(most))
}

/// What there is of these cycles, in their order; tasks are those of the account's present billing period.
pub(super) fn found<P>(tx: &mut ReadTx<'_, P>, account: AccountId, ids: &[Uuid]) -> AppResult<Vec<Found>> {
    let first = period(tx, account)?.ok_or(AppError::NotFound)?.first;
    let found: serde_json::Value = diesel::select(cycles_of_api(account.0, ids, first)).get_result(tx.conn())?;
    Ok(serde_json::from_value(found)?)
}
