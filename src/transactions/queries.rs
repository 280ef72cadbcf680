//! Reading Transactions of one account, in the partner's scope or the account's own. Ids are UUIDv7, so that the newest
//! first is the order of ids, and the partitions of other months are passed by.

use super::model::Logged;
pub(crate) use super::wanted::{Ids, Wanted};
use super::wanted::{beyond, found_columns, narrowed, with_cycle};
use crate::db::ReadTx;
use crate::db::schema::{cycles, step_runs, transactions};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, CycleId, TransactionId};
use crate::web::api::Listed;
use crate::web::paging::{From, PageOf};
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Integer, Nullable, Text};
use uuid::Uuid;

/// Steps that a page shows of one Transaction.
const STEPS_MAX: i64 = 500;

/// One Transaction.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct Found {
    pub id: Uuid,
    pub cycle_id: Uuid,
    pub cycle: String,
    pub parent_id: Option<Uuid>,
    pub origin: String,
    pub status: String,
    pub waits_for: Option<String>,
    pub started_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    pub steps: i32,
    pub tasks: i32,
    pub warnings: i32,
    pub failed_step: Option<String>,
    pub problem: Option<String>,
    pub data_until: Option<DateTime<Utc>>,
    pub item: Option<i32>,
    pub of_id: Option<Uuid>,
    /// A worker has it until then, unless it renews that (R3).
    pub lease_until: Option<DateTime<Utc>>,
    /// What it waits for comes then: another try, the end of a delay, its turn.
    pub next_at: Option<DateTime<Utc>>,
    /// A person began it, so that it does not wait for its cycle.
    pub by_hand: Option<bool>,
    /// Its cycle's state, and when that was stopped.
    pub cycle_state: String,
    pub cycle_stopped_at: Option<DateTime<Utc>>,
}

/// How long a stopped cycle keeps what waits for it (MODEL section 5).
const KEPT_H: i64 = 24;

impl Found {
    /// The data of its steps is kept: it is at work, or its time is not over.
    pub fn is_kept(&self, now: DateTime<Utc>) -> bool {
        self.ended_at.is_none() || self.data_until.is_some_and(|until| until > now)
    }

    /// It is being carried out at this moment.
    pub fn runs(&self, now: DateTime<Utc>) -> bool {
        self.ended_at.is_none() && self.lease_until.is_some_and(|until| until > now)
    }

    /// Its cycle is stopped, and what waits with it: until when it goes on if the cycle is started, else it is dropped.
    pub fn halted_until(&self) -> Option<DateTime<Utc>> {
        let stopped = !matches!(self.cycle_state.as_str(), "active" | "finishing");
        let held = stopped && self.ended_at.is_none() && self.by_hand == Some(false);
        self.cycle_stopped_at.filter(|_| held).map(|at| at + Duration::hours(KEPT_H))
    }
}

diesel::define_sql_function! { #[sql_name = "left"] fn beginning(text: Nullable<Text>, length: Integer) -> Nullable<Text>; }
diesel::define_sql_function! { #[sql_name = "octet_length"] fn bytes_of(text: Nullable<Text>) -> Nullable<Integer>; }

/// Characters of an output that a page shows (R6): a step may have been given many megabytes.
pub(crate) const SHOWN_MAX: i32 = 65_536;

/// One run of a step.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = step_runs)]
pub(crate) struct StepRun {
    pub seq: i32,
    pub step: String,
    pub started_at: DateTime<Utc>,
    pub attempt: i16,
    pub outcome: String,
    pub port: Option<String>,
    pub took_ms: i32,
    pub records: Option<i32>,
    pub status_code: Option<i16>,
    pub problem: Option<String>,
    /// Its beginning.
    #[diesel(select_expression = beginning(step_runs::output, SHOWN_MAX))]
    #[diesel(select_expression_type = beginning<step_runs::output, i32>)]
    pub output: Option<String>,
    #[diesel(select_expression = bytes_of(step_runs::output))]
    #[diesel(select_expression_type = bytes_of<step_runs::output>)]
    pub output_bytes: Option<i32>,
    pub request: Option<String>,
    pub response: Option<String>,
}

/// Transactions of an account of the scope's partner, as [`Found`].
macro_rules! of_account {
    ($tx:expr, $account:expr) => {
        with_cycle!()
            .filter(transactions::partner_id.eq($tx.partner_id().0))
            .filter(transactions::account_id.eq($account.0))
            .select(found_columns!())
    };
}

/// One page, the newest first.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn list<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    wanted: &Wanted,
    from: &From<Uuid>,
    rows: i64,
) -> AppResult<PageOf<Found>> {
    let now = tx.now();
    let query = of_account!(tx, account).limit(rows + 1).into_boxed();
    let query = beyond!(narrowed!(query, wanted, now), from);
    Ok(PageOf::cut(query.load(tx.conn())?, from, rows, |found| found.id))
}

/// One page in either order, from behind an id on or with so many passed by.
///
/// # Errors
/// When the database cannot be read.
pub(super) fn page<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    wanted: &Wanted,
    listed: &Listed<Uuid>,
) -> AppResult<Vec<Found>> {
    let now = tx.now();
    let query = of_account!(tx, account).limit(listed.limit()).offset(listed.skip).into_boxed();
    let mut query = narrowed!(query, wanted, now);
    if let Some(id) = listed.after {
        let beyond = transactions::id;
        query = if listed.ascending { query.filter(beyond.gt(id)) } else { query.filter(beyond.lt(id)) };
    }
    query = if listed.ascending { query.order(transactions::id.asc()) } else { query.order(transactions::id.desc()) };
    Ok(query.load(tx.conn())?)
}

/// How many there are, up to so many.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn count<P>(tx: &mut ReadTx<'_, P>, account: AccountId, wanted: &Wanted, at_most: i64) -> AppResult<i64> {
    let now = tx.now();
    let query = of_account!(tx, account).select(transactions::id).limit(at_most).into_boxed();
    let found: Vec<Uuid> = narrowed!(query, wanted, now).load(tx.conn())?;
    Ok(i64::try_from(found.len()).unwrap_or(i64::MAX))
}

/// An account's cycles by name, for a choice: so many, and one of them for sure.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn cycles_of<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    surely: Option<CycleId>,
    at_most: i64,
) -> AppResult<Vec<(Uuid, String)>> {
    let of_account = cycles::table
        .filter(cycles::partner_id.eq(tx.partner_id().0))
        .filter(cycles::account_id.eq(account.0))
        .select((cycles::id, cycles::name));
    let mut found: Vec<(Uuid, String)> = of_account
        .filter(cycles::state.ne("removed"))
        .order((cycles::name_key, cycles::id))
        .limit(at_most)
        .load(tx.conn())?;
    if let Some(wanted) = surely.filter(|wanted| found.iter().all(|(id, _)| *id != wanted.0)) {
        found.extend(of_account.filter(cycles::id.eq(wanted.0)).first(tx.conn()).optional()?);
    }
    Ok(found)
}

/// A Transaction of the account.
///
/// # Errors
/// `NotFound` for one that is not there or another account's (T4).
pub(crate) fn find<P>(tx: &mut ReadTx<'_, P>, account: AccountId, id: TransactionId) -> AppResult<Found> {
    of_account!(tx, account).filter(transactions::id.eq(id.0)).first(tx.conn()).optional()?.ok_or(AppError::NotFound)
}

/// Its steps as they ran.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn steps<P>(tx: &mut ReadTx<'_, P>, account: AccountId, id: TransactionId) -> AppResult<Vec<StepRun>> {
    Ok(step_runs::table
        .filter(step_runs::account_id.eq(account.0))
        .filter(step_runs::transaction_id.eq(id.0))
        .order(step_runs::seq)
        .limit(STEPS_MAX)
        .select(StepRun::as_select())
        .load(tx.conn())?)
}

/// The same without data whose time is over, whether it is removed already or not.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn kept_steps<P>(tx: &mut ReadTx<'_, P>, account: AccountId, found: &Found) -> AppResult<Vec<StepRun>> {
    let mut runs = steps(tx, account, TransactionId(found.id))?;
    if !found.is_kept(tx.now()) {
        runs.iter_mut().for_each(|run| (run.request, run.response, run.output) = (None, None, None));
    }
    Ok(runs)
}

/// Its log without the data.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn log<P>(tx: &mut ReadTx<'_, P>, account: AccountId, id: Uuid) -> AppResult<Vec<Logged>> {
    let found: Vec<(i32, String, String, bool)> = step_runs::table
        .filter(step_runs::partner_id.eq(tx.partner_id().0))
        .filter(step_runs::account_id.eq(account.0))
        .filter(step_runs::transaction_id.eq(id))
        .order(step_runs::seq)
        .select((step_runs::seq, step_runs::step, step_runs::outcome, step_runs::output.is_not_null()))
        .load(tx.conn())?;
    Ok(found.into_iter().map(|(seq, step, outcome, kept)| Logged { seq, step, outcome, kept }).collect())
}

/// When another run of the same first Transaction ended well, if one did: then what failed is mended.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn mended_at<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    found: &Found,
) -> AppResult<Option<DateTime<Utc>>> {
    let first = found.of_id.unwrap_or(found.id);
    let ended = transactions::table
        .filter(transactions::partner_id.eq(tx.partner_id().0))
        .filter(transactions::account_id.eq(account.0))
        .filter(transactions::of_id.eq(first))
        .filter(transactions::status.eq("done"))
        .order(transactions::id.desc())
        .select(transactions::ended_at)
        .first::<Option<DateTime<Utc>>>(tx.conn())
        .optional()?;
    Ok(ended.flatten())
}
