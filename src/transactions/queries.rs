//! Reading Transactions of one account, in the partner's scope or the account's own. Ids are UUIDv7, so that the newest
//! first is the order of ids, and the partitions of other months are passed by.

use super::model::Logged;
use crate::db::ReadTx;
use crate::db::schema::{cycle_connectors, cycles, incidents, queue, step_runs, transactions};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountConnectorId, AccountId, CycleId, TransactionId};
use crate::web::paging::{From, PageOf};
use chrono::{DateTime, Duration, Utc};
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Nullable, Text, Uuid as SqlUuid};
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.id_ends_with"] fn ends_with(id: SqlUuid, ending: Text) -> Bool; }
diesel::define_sql_function! { #[sql_name = "app.came_of"] fn came_of(of_account: SqlUuid, id: SqlUuid, of_id: Nullable<SqlUuid>) -> Bool; }

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
    /// Those of cycles that use this Account Connector.
    pub connector: Option<AccountConnectorId>,
    /// As stored; `running` is what a worker has at this moment, which `queued` and `waiting` leave out.
    pub status: Option<String>,
    pub parent: Option<TransactionId>,
    /// Those that run this one again.
    pub again_of: Option<TransactionId>,
    /// Begun from this instant on.
    pub since: Option<DateTime<Utc>>,
    /// Begun before this instant.
    pub until: Option<DateTime<Utc>>,
    pub ids: Option<Ids>,
    /// Those that raised an incident of this cause.
    pub cause: Option<String>,
    /// Those that were not run again, or to no end: none of their later runs is done, failed by itself, or under way.
    pub open: bool,
    /// What was asked for could not be read: none.
    pub nothing: bool,
}

impl Wanted {
    /// All of one cycle.
    pub fn of(cycle: CycleId) -> Wanted {
        Wanted { cycle: Some(cycle), ..Wanted::default() }
    }
}

/// Ids by how they begin, and end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ids {
    first: Uuid,
    last: Uuid,
    end: String,
}

impl Ids {
    /// Reads an id, 8 characters or more of its beginning, or the beginning and the end as lists show them. None: it is none.
    pub fn read(typed: &str) -> Option<Ids> {
        let (begin, end) = typed.split_once(['…', '.']).unwrap_or((typed, ""));
        let digits = |text: &str| text.chars().filter(|c| *c != '-').collect::<String>().to_ascii_lowercase();
        let (begin, end) = (digits(begin), digits(end.trim_start_matches('.')));
        let hex = |text: &str| text.chars().all(|c| c.is_ascii_hexdigit());
        if !(8..=32).contains(&begin.len()) || end.len() > 12 || !hex(&begin) || !hex(&end) {
            return None;
        }
        let bound = |fill: &str| Uuid::parse_str(&format!("{begin}{}", fill.repeat(32 - begin.len()))).ok();
        Some(Ids { first: bound("0")?, last: bound("f")?, end })
    }
}

/// The bound of the ids of an instant: they begin with their time, and so do the partitions.
pub(crate) fn first_id(at: DateTime<Utc>) -> Uuid {
    let millis = u128::try_from(at.timestamp_millis()).unwrap_or_default();
    Uuid::from_u128(millis << 80)
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

/// A query of Transactions with those alone that are wanted.
macro_rules! narrowed {
    ($query:expr, $wanted:expr, $now:expr) => {{
        let (mut query, wanted, now) = ($query, $wanted, $now);
        if let Some(cycle) = wanted.cycle {
            query = query.filter(transactions::cycle_id.eq(cycle.0));
        }
        if let Some(connector) = wanted.connector {
            // By the account too: the index begins with it.
            let using = cycle_connectors::table
                .filter(cycle_connectors::partner_id.eq(transactions::partner_id))
                .filter(cycle_connectors::account_id.eq(transactions::account_id))
                .filter(cycle_connectors::cycle_id.eq(transactions::cycle_id))
                .filter(cycle_connectors::account_connector_id.eq(connector.0));
            query = query.filter(exists(using));
        }
        let held = || queue::state.eq("leased").and(queue::lease_until.gt(now));
        match wanted.status.as_deref() {
            Some("running") => query = query.filter(held().assume_not_null()),
            Some(status) => {
                query = query.filter(transactions::status.eq(status.to_owned()));
                if matches!(status, "queued" | "waiting") {
                    query = query.filter(queue::lease_until.is_null().or(queue::lease_until.le(now)).assume_not_null());
                }
            }
            None => {}
        }
        if let Some(parent) = wanted.parent {
            query = query.filter(transactions::parent_id.eq(parent.0));
        }
        if let Some(first) = wanted.again_of {
            query = query.filter(transactions::of_id.eq(first.0));
        }
        if let Some(since) = wanted.since {
            query = query.filter(transactions::id.ge(first_id(since)));
        }
        if let Some(until) = wanted.until {
            query = query.filter(transactions::id.lt(first_id(until)));
        }
        if let Some(ids) = &wanted.ids {
            query = query.filter(transactions::id.between(ids.first, ids.last));
            if !ids.end.is_empty() {
                query = query.filter(ends_with(transactions::id, ids.end.clone()));
            }
        }
        if let Some(cause) = &wanted.cause {
            let raised = incidents::table
                .filter(incidents::account_id.eq(transactions::account_id))
                .filter(incidents::transaction_id.eq(transactions::id.nullable()))
                .filter(incidents::cause.eq(cause.clone()));
            query = query.filter(exists(raised));
        }
        if wanted.open {
            query = query.filter(not(came_of(transactions::account_id, transactions::id, transactions::of_id)));
        }
        if wanted.nothing {
            query = query.filter(false.into_sql::<Bool>());
        }
        query
    }};
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
    let query = with_cycle!(tx, account).limit(rows + 1).into_boxed();
    let mut query = narrowed!(query, wanted, now);
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
