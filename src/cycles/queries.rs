//! Reading cycles of one account, in the partner's scope or the account's own.

use crate::db::schema::{accounts, cycles, queue};
use crate::db::{ReadTx, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, CycleId};
use crate::web::paging::{From, PageOf};
use crate::web::times::zone;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use diesel::prelude::*;
use serde_json::Value;
use uuid::Uuid;

/// One cycle as lists and pages show it; its flow is read apart.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = cycles)]
pub(crate) struct Cycle {
    pub id: Uuid,
    pub name: String,
    /// What it was installed from.
    pub template_id: Option<Uuid>,
    pub template_release: Option<i32>,
    pub state: String,
    pub problem: Option<String>,
    pub schedule: Option<Value>,
    pub next_run_at: Option<DateTime<Utc>>,
    pub version: i32,
}

/// What is left of a cycle that was removed.
pub(crate) type Removed = (String, Option<DateTime<Utc>>, Option<String>);

/// One page of an account's cycles, by name; with `at_work` those alone that run, or did at that instant or later.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn list<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    at_work: Option<DateTime<Utc>>,
    from: &From<(String, Uuid)>,
    rows: i64,
) -> AppResult<PageOf<Cycle>> {
    let mut query = cycles::table
        .filter(cycles::partner_id.eq(tx.partner_id().0))
        .filter(cycles::account_id.eq(account.0))
        .filter(cycles::state.ne("removed"))
        .select(Cycle::as_select())
        .limit(rows + 1)
        .into_boxed();
    if let Some(since) = at_work {
        let stopped = cycles::state.eq_any(["paused", "error"]).and(cycles::stopped_at.gt(since));
        query = query.filter(cycles::state.eq_any(["active", "finishing"]).or(stopped.assume_not_null()));
    }
    query = match from {
        From::Start => query,
        From::After((name, id)) => query
            .filter(cycles::name_key.ge(name.clone()))
            .filter(cycles::name_key.gt(name.clone()).or(cycles::id.gt(*id))),
        From::Before((name, id)) => query
            .filter(cycles::name_key.le(name.clone()))
            .filter(cycles::name_key.lt(name.clone()).or(cycles::id.lt(*id))),
    };
    query = match from {
        From::Before(_) => query.order((cycles::name_key.desc(), cycles::id.desc())),
        _ => query.order((cycles::name_key.asc(), cycles::id.asc())),
    };
    Ok(PageOf::cut(query.load(tx.conn())?, from, rows, |cycle| (cycle.name.to_lowercase(), cycle.id)))
}

/// A cycle of the account.
///
/// # Errors
/// `NotFound` for one that is not there, removed, or another account's (T4).
pub(crate) fn find<P>(tx: &mut ReadTx<'_, P>, account: AccountId, id: CycleId) -> AppResult<Cycle> {
    cycles::table
        .find((tx.partner_id().0, account.0, id.0))
        .filter(cycles::state.ne("removed"))
        .select(Cycle::as_select())
        .first(tx.conn())
        .optional()?
        .ok_or(AppError::NotFound)
}

/// The same, locked until the transaction ends.
///
/// # Errors
/// As [`find`].
pub(crate) fn locked<P>(tx: &mut WriteTx<'_, P>, account: AccountId, id: CycleId) -> AppResult<Cycle> {
    cycles::table
        .find((tx.partner_id().0, account.0, id.0))
        .filter(cycles::state.ne("removed"))
        .select(Cycle::as_select())
        .for_update()
        .first(tx.conn())
        .optional()?
        .ok_or(AppError::NotFound)
}

/// Its flow and what the customer filled in.
///
/// # Errors
/// As [`find`].
pub(crate) fn content<P>(tx: &mut ReadTx<'_, P>, account: AccountId, id: CycleId) -> AppResult<(Value, Value)> {
    cycles::table
        .find((tx.partner_id().0, account.0, id.0))
        .filter(cycles::state.ne("removed"))
        .select((cycles::flow, cycles::inputs))
        .first(tx.conn())
        .optional()?
        .ok_or(AppError::NotFound)
}

/// The flow of a cycle that its transactions are read with, and whether the cycle is there no more: it keeps its flow when
/// it is removed.
///
/// # Errors
/// `NotFound` for one that never was, or another account's (T4).
pub(crate) fn flow_of<P>(tx: &mut ReadTx<'_, P>, account: AccountId, id: CycleId) -> AppResult<(Value, bool)> {
    let found: Option<(Value, String)> = cycles::table
        .find((tx.partner_id().0, account.0, id.0))
        .select((cycles::flow, cycles::state))
        .first(tx.conn())
        .optional()?;
    found.map(|(flow, state)| (flow, state == "removed")).ok_or(AppError::NotFound)
}

/// A cycle that was removed: its name, when that was, and by whom.
///
/// # Errors
/// `NotFound` for one that is there, never was, or is another account's (T4).
pub(crate) fn removed<P>(tx: &mut ReadTx<'_, P>, account: AccountId, id: CycleId) -> AppResult<Removed> {
    cycles::table
        .find((tx.partner_id().0, account.0, id.0))
        .filter(cycles::state.eq("removed"))
        .select((cycles::name, cycles::stopped_at, cycles::stopped_by))
        .first(tx.conn())
        .optional()?
        .ok_or(AppError::NotFound)
}

/// How much of a cycle waits or runs, up to `at_most`.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn open<P>(tx: &mut ReadTx<'_, P>, account: AccountId, id: CycleId, at_most: i64) -> AppResult<usize> {
    let open: Vec<Uuid> = queue::table
        .filter(queue::partner_id.eq(tx.partner_id().0))
        .filter(queue::account_id.eq(account.0))
        .filter(queue::cycle_id.eq(id.0))
        .select(queue::transaction_id)
        .limit(at_most)
        .load(tx.conn())?;
    Ok(open.len())
}

/// The timezone that an account's cycles run by.
///
/// # Errors
/// `NotFound` for an account that is not there or another's (T4).
pub(crate) fn zone_of<P>(tx: &mut ReadTx<'_, P>, account: AccountId) -> AppResult<Tz> {
    let row = accounts::table.find((tx.partner_id().0, account.0)).select(accounts::timezone);
    let name: String = row.first(tx.conn()).optional()?.ok_or(AppError::NotFound)?;
    Ok(zone(&name))
}

/// Whether something of a cycle runs by hand though the cycle is not started.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn runs_by_hand<P>(tx: &mut ReadTx<'_, P>, account: AccountId, id: CycleId) -> AppResult<bool> {
    let by_hand = queue::table
        .filter(queue::partner_id.eq(tx.partner_id().0))
        .filter(queue::account_id.eq(account.0))
        .filter(queue::cycle_id.eq(id.0))
        .filter(queue::by_hand);
    Ok(diesel::select(diesel::dsl::exists(by_hand)).get_result(tx.conn())?)
}
