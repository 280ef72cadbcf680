//! Which Transactions are wanted, and the query that finds them: the pieces that the log of one account and that of all of
//! a partner's share.

use super::tasks::Tasks;
use crate::ids::{AccountConnectorId, ConnectorId, CycleId, TemplateId, TransactionId};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::sql_types::{Nullable, Text, Timestamptz, Uuid as SqlUuid};
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.id_ends_with"] fn ends_with(id: SqlUuid, ending: Text) -> Bool; }
diesel::define_sql_function! { #[sql_name = "app.came_of"] fn came_of(of_account: SqlUuid, id: SqlUuid, of_id: Nullable<SqlUuid>) -> Bool; }
diesel::define_sql_function! { #[sql_name = "app.day_in"] fn day_in(of_account: SqlUuid, at: Timestamptz) -> Date; }

/// Which Transactions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    pub cycle: Option<CycleId>,
    /// Those of cycles that use this Account Connector.
    pub connector: Option<AccountConnectorId>,
    /// Those of cycles that use any Account Connector of this connector of the library.
    pub library: Option<ConnectorId>,
    /// Those of cycles that were installed from this template.
    pub template: Option<TemplateId>,
    /// As stored; `running` is what a worker has at this moment, which `queued` and `waiting` leave out, and
    /// [`super::filter::WITH_INCIDENTS`] what failed or raised a warning, [`super::filter::UNENDED`] what has not ended.
    pub status: Option<String>,
    pub parent: Option<TransactionId>,
    /// Those that run this one again.
    pub again_of: Option<TransactionId>,
    /// Begun from this instant on.
    pub since: Option<DateTime<Utc>>,
    /// Begun before this instant.
    pub until: Option<DateTime<Utc>>,
    /// Begun on this day of their account or later, and on that one or earlier: as roll-ups count them (M1). Where Tasks are
    /// asked for, these were made then.
    pub days: (Option<NaiveDate>, Option<NaiveDate>),
    /// Those in which such Tasks were made.
    pub tasks: Option<Tasks>,
    pub ids: Option<Ids>,
    /// Those that raised an incident of this cause.
    pub cause: Option<String>,
    /// Those that were not run again, or to no end: none of their later runs is done, failed by itself, or under way.
    pub open: bool,
    /// The items of collections alone, or all others.
    pub items: Option<bool>,
    /// What was asked for could not be read: none.
    pub nothing: bool,
}

impl Wanted {
    /// All of one cycle.
    pub fn of(cycle: CycleId) -> Wanted {
        Wanted { cycle: Some(cycle), ..Wanted::default() }
    }

    /// With a connector that is one of the library, not of an account.
    pub fn of_library(self, id: &str) -> Wanted {
        Wanted { connector: None, library: id.parse().ok(), ..self }
    }
}

/// Ids by how they begin, and end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ids {
    pub first: Uuid,
    pub last: Uuid,
    /// Empty: whatever it ends with.
    pub end: String,
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

/// Transactions, each with its cycle and its place in the queue.
macro_rules! with_cycle {
    () => {{
        use $crate::db::schema::{cycles, queue, transactions};
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
    }};
}

/// The columns of what was found.
macro_rules! found_columns {
    () => {{
        use $crate::db::schema::{cycles, queue, transactions};
        (
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
        )
    }};
}

/// A query of Transactions with those alone that are wanted.
macro_rules! narrowed {
    ($query:expr, $wanted:expr, $now:expr) => {{
        use $crate::db::schema::{account_connectors, cycle_connectors, cycles, incidents, queue, transactions};
        use $crate::transactions::filter::{NOT_BEGUN, UNENDED, WITH_INCIDENTS};
        use $crate::transactions::tasks::with_tasks;
        use $crate::transactions::wanted::{came_of, day_in, ends_with, first_id};
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
            query = query.filter(diesel::dsl::exists(using));
        }
        if let Some(library) = wanted.library {
            let using = cycle_connectors::table
                .inner_join(
                    account_connectors::table.on(account_connectors::partner_id
                        .eq(cycle_connectors::partner_id)
                        .and(account_connectors::account_id.eq(cycle_connectors::owner_id))
                        .and(account_connectors::id.eq(cycle_connectors::account_connector_id))),
                )
                .filter(cycle_connectors::partner_id.eq(transactions::partner_id))
                .filter(cycle_connectors::account_id.eq(transactions::account_id))
                .filter(cycle_connectors::cycle_id.eq(transactions::cycle_id))
                .filter(account_connectors::connector_id.eq(library.0))
                // All columns would be asked for otherwise, and the secret is nobody's to read.
                .select(account_connectors::id);
            query = query.filter(diesel::dsl::exists(using));
        }
        if let Some(template) = wanted.template {
            query = query.filter(cycles::template_id.eq(template.0));
        }
        let held = || queue::state.eq("leased").and(queue::lease_until.gt(now));
        match wanted.status.as_deref() {
            Some("running") => query = query.filter(held().assume_not_null()),
            // What has not ended is in the queue, which is shorter than the log.
            Some(UNENDED) => query = query.filter(queue::state.is_not_null().assume_not_null()),
            Some(WITH_INCIDENTS) => {
                query = query.filter(transactions::status.eq("failed").or(transactions::warnings.gt(0)));
            }
            Some(status) => {
                query = if status == NOT_BEGUN {
                    query.filter(transactions::status.eq_any(["queued", "waiting"]))
                } else {
                    query.filter(transactions::status.eq(status.to_owned()))
                };
                if matches!(status, "queued" | "waiting" | NOT_BEGUN) {
                    query = query.filter(queue::state.is_not_null().assume_not_null());
                    query = query.filter(queue::lease_until.is_null().or(queue::lease_until.le(now)).assume_not_null());
                }
            }
            None => {}
        }
        if let Some(parent) = wanted.parent {
            query = query.filter(transactions::parent_id.eq(parent.0));
        }
        match wanted.items {
            Some(true) => query = query.filter(transactions::item.is_not_null()),
            Some(false) => query = query.filter(transactions::item.is_null()),
            None => {}
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
        // Beside instants, by which the partitions and the index are entered.
        let (first, last) = if wanted.tasks.is_some() { (None, None) } else { wanted.days };
        if let Some(first) = first {
            query = query.filter(day_in(transactions::account_id, transactions::started_at).ge(first));
        }
        if let Some(last) = last {
            query = query.filter(day_in(transactions::account_id, transactions::started_at).le(last));
        }
        if let Some(tasks) = &wanted.tasks {
            query = with_tasks!(query, tasks, wanted.days);
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
            query = query.filter(diesel::dsl::exists(raised));
        }
        if wanted.open {
            query = query.filter(diesel::dsl::not(came_of(
                transactions::account_id,
                transactions::id,
                transactions::of_id,
            )));
        }
        if wanted.nothing {
            query = query.filter(false.into_sql::<diesel::sql_types::Bool>());
        }
        query
    }};
}

/// A query of the rows beyond a key, the nearest first.
macro_rules! beyond {
    ($query:expr, $from:expr) => {{
        use $crate::db::schema::transactions;
        use $crate::web::paging::From;
        let query = match $from {
            From::Start => $query,
            From::After(id) => $query.filter(transactions::id.lt(*id)),
            From::Before(id) => $query.filter(transactions::id.gt(*id)),
        };
        match $from {
            From::Before(_) => query.order(transactions::id.asc()),
            _ => query.order(transactions::id.desc()),
        }
    }};
}

pub(super) use {beyond, found_columns, narrowed, with_cycle};
