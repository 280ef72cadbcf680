//! Reading Transactions of one account, in the partner's scope or the account's own. Ids are UUIDv7, so that the newest
//! first is the order of ids, and the partitions of other months are passed by.

use super::model::Logged;
use crate::db::ReadTx;
use crate::db::schema::{cycles, queue, step_runs, transactions};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, CycleId, TransactionId};
use crate::web::paging::{From, PageOf};
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
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
    pub output: Option<String>,
    pub request: Option<String>,
    pub response: Option<String>,
}

/// Which Transactions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    pub cycle: Option<CycleId>,
    pub status: Option<String>,
    pub parent: Option<TransactionId>,
    /// Those that run this one again.
    pub again_of: Option<TransactionId>,
}

impl Wanted {
    /// All of one cycle.
    pub fn of(cycle: CycleId) -> Wanted {
        Wanted { cycle: Some(cycle), ..Wanted::default() }
    }
}

/// Transactions of an account of the scope's partner, each with the name of its cycle and its place in the queue.
macro_rules! with_cycle {
    ($tx:expr, $account:expr) => {
        transactions::table
            .inner_join(
                cycles::table.on(cycles::partner_id
                    .eq(transactions::partner_id)
                    .and(cycles::account_id.eq(transactions::account_id))
                    .and(cycles::id.eq(transactions::cycle_id))),
            )
            .left_join(
                queue::table
                    .on(queue::account_id.eq(transactions::account_id).and(queue::transaction_id.eq(transactions::id))),
            )
            .filter(transactions::partner_id.eq($tx.partner_id().0))
            .filter(transactions::account_id.eq($account.0))
            .select((
                transactions::id,
                transactions::cycle_id,
                cycles::name,
                transactions::parent_id,
                transactions::origin,
                transactions::status,
                transactions::waits_for,
                transactions::started_at,
                transactions::ended_at,
                transactions::steps,
                transactions::tasks,
                transactions::warnings,
                transactions::failed_step,
                transactions::problem,
                transactions::data_until,
                transactions::item,
                transactions::of_id,
                queue::lease_until.nullable(),
                queue::ready_at.nullable(),
                queue::by_hand.nullable(),
                cycles::state,
                cycles::stopped_at,
            ))
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
    let mut query = with_cycle!(tx, account).limit(rows + 1).into_boxed();
    if let Some(cycle) = wanted.cycle {
        query = query.filter(transactions::cycle_id.eq(cycle.0));
    }
    if let Some(status) = &wanted.status {
        query = query.filter(transactions::status.eq(status.clone()));
    }
    query = match wanted.parent {
        Some(parent) => query.filter(transactions::parent_id.eq(parent.0)),
        None => query,
    };
    if let Some(first) = wanted.again_of {
        query = query.filter(transactions::of_id.eq(first.0));
    }
    query = match from {
        From::Start => query,
        From::After(id) => query.filter(transactions::id.lt(*id)),
        From::Before(id) => query.filter(transactions::id.gt(*id)),
    };
    query = match from {
        From::Before(_) => query.order(transactions::id.asc()),
        _ => query.order(transactions::id.desc()),
    };
    Ok(PageOf::cut(query.load(tx.conn())?, from, rows, |found| found.id))
}

/// A Transaction of the account.
///
/// # Errors
/// `NotFound` for one that is not there or another account's (T4).
pub(crate) fn find<P>(tx: &mut ReadTx<'_, P>, account: AccountId, id: TransactionId) -> AppResult<Found> {
    with_cycle!(tx, account).filter(transactions::id.eq(id.0)).first(tx.conn()).optional()?.ok_or(AppError::NotFound)
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
