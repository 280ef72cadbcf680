//! Transactions by the Tasks that were made in them, so that each figure of a report leads to exactly those behind it: of a
//! connector, of a method, those that failed, those that went on beyond a limit. Days are then those of the Tasks, and not
//! those on which the Transactions began.

use super::filter::Filter;
use crate::db::ReadTx;
use crate::db::schema::connectors;
use crate::error::AppResult;
use crate::people::model::shortened;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Nullable, Text, Uuid as SqlUuid};
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.task_is"] fn task_is(connector: Nullable<SqlUuid>, method: Nullable<Text>, good: Bool, overage: Bool, of_connector: Nullable<SqlUuid>, of_method: Text, which: Text) -> Bool; }

/// Which Tasks an address asks for.
const WHICH: [&str; 3] = ["any", "failed", "over"];

/// Tasks of which a Transaction must have made one.
#[derive(Clone, Debug)]
pub(crate) struct Tasks {
    /// Nil: a data operation.
    pub connector: Option<Uuid>,
    /// Empty: any.
    pub method: String,
    /// A key of [`WHICH`].
    pub which: &'static str,
    /// Made from this instant on.
    pub since: DateTime<Utc>,
    /// Made before this instant.
    pub until: DateTime<Utc>,
}

impl Tasks {
    /// What a filter asks for; none where it asks for no Tasks. Adds to `problems` what cannot be read.
    pub fn read(
        filter: &Filter,
        since: Option<DateTime<Utc>>,
        until: Option<DateTime<Utc>>,
        problems: &mut Vec<String>,
    ) -> Option<Tasks> {
        if !filter.asks_for_tasks() {
            return None;
        }
        let connector = filter.called.parse().ok();
        if connector.is_none() && !filter.called.is_empty() {
            problems.push(t!("transactions-no-called", typed = shortened(&filter.called)));
        }
        let key = if filter.tasks.is_empty() { "any" } else { &filter.tasks };
        let which = WHICH.into_iter().find(|known| *known == key);
        if which.is_none() {
            problems.push(t!("transactions-no-tasks", typed = shortened(key)));
        }
        let ever = || DateTime::from_timestamp(253_402_300_799, 0).unwrap_or(DateTime::<Utc>::MAX_UTC);
        Some(Tasks {
            connector,
            method: filter.by_method.clone(),
            which: which.unwrap_or("any"),
            since: since.unwrap_or(DateTime::UNIX_EPOCH),
            until: until.unwrap_or_else(ever),
        })
    }

    /// Those made between these instants, where there are such.
    pub fn within(self, since: Option<DateTime<Utc>>, until: Option<DateTime<Utc>>) -> Tasks {
        Tasks { since: since.unwrap_or(self.since), until: until.unwrap_or(self.until), ..self }
    }
}

/// What is asked for of Tasks, in words: "with a task of “Harbour”, method “put_it”, that failed"; empty: nothing.
pub(crate) fn words(filter: &Filter, called: &str) -> String {
    if !filter.asks_for_tasks() {
        return String::new();
    }
    let of = match filter.called.as_str() {
        "" => "none",
        id if Uuid::parse_str(id).is_ok_and(|id| id.is_nil()) => "data",
        _ => "connector",
    };
    let name = if called.is_empty() { shortened(&filter.called) } else { called.to_owned() };
    let by = if filter.by_method.is_empty() { "none" } else { "method" };
    let method = shortened(&filter.by_method);
    let which = WHICH.into_iter().find(|known| *known == filter.tasks).unwrap_or("any");
    t!("transactions-with-task", of = of, name = name, by = by, method = method, which = which)
}

/// The sentence above a list that is narrowed so, with more that it is narrowed to; empty: to neither.
pub(crate) fn sentence(filter: &Filter, called: &str, more: &[String]) -> String {
    let made = words(filter, called);
    let parts = std::iter::once(&made).chain(more).filter(|part| !part.is_empty()).map(String::as_str);
    let parts = parts.collect::<Vec<_>>().join(", ");
    let of_days = !(made.is_empty() || filter.from.is_empty() && filter.to.is_empty());
    match (parts.as_str(), of_days) {
        ("", _) => String::new(),
        (parts, true) => t!("transactions-only-days", parts = parts),
        (parts, false) => t!("transactions-only", parts = parts),
    }
}

/// The name of the connector that is asked for; empty: none is, or it was deleted.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn called<P>(tx: &mut ReadTx<'_, P>, filter: &Filter) -> AppResult<String> {
    let Ok(id) = Uuid::parse_str(&filter.called) else { return Ok(String::new()) };
    let name = connectors::table.find((tx.partner_id().0, id)).select(connectors::name);
    Ok(name.first(tx.conn()).optional()?.unwrap_or_default())
}

/// An id is made with what it is of, or moments later.
const APART: chrono::Duration = chrono::Duration::days(1);

/// The bounds of the ids of Tasks that were made then: the partitions of other months are passed by.
pub(crate) fn ids_of(tasks: &Tasks) -> (Uuid, Uuid) {
    use super::wanted::first_id;
    let until = tasks.until.checked_add_signed(APART).unwrap_or(tasks.until);
    (first_id(tasks.since.checked_sub_signed(APART).unwrap_or(tasks.since)), first_id(until))
}

/// The first and the last day, where either is asked for.
pub(crate) fn days_between((first, last): (Option<NaiveDate>, Option<NaiveDate>)) -> Option<(NaiveDate, NaiveDate)> {
    let asked = first.is_some() || last.is_some();
    // Postgres knows no day as late as chrono's last.
    let latest = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX);
    asked.then(|| (first.unwrap_or_default(), last.unwrap_or(latest)))
}

/// A query of Transactions with those alone in which such a Task was made. Looked up by account and Transaction, which the
/// index of the ledger begins with.
macro_rules! with_tasks {
    ($query:expr, $tasks:expr, $days:expr) => {{
        use $crate::db::schema::{ledger, transactions};
        use $crate::transactions::tasks::{days_between, ids_of, task_is};
        use $crate::transactions::wanted::day_in;
        let (query, tasks) = ($query, $tasks);
        let (first, until) = ids_of(tasks);
        let (connector, method) = (tasks.connector, tasks.method.clone());
        let made = ledger::table
            .filter(ledger::account_id.eq(transactions::account_id))
            .filter(ledger::transaction_id.eq(transactions::id.nullable()))
            .filter(ledger::id.ge(first))
            .filter(ledger::id.lt(until))
            .filter(ledger::at.ge(tasks.since))
            .filter(ledger::at.lt(tasks.until))
            .filter(task_is(
                ledger::connector_id,
                ledger::method,
                ledger::good,
                ledger::overage,
                connector,
                method,
                tasks.which,
            ));
        match days_between($days) {
            Some((first, last)) => query
                .filter(diesel::dsl::exists(made.filter(day_in(ledger::account_id, ledger::at).between(first, last)))),
            None => query.filter(diesel::dsl::exists(made)),
        }
    }};
}

pub(super) use with_tasks;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tasks_are_said_as_they_are_asked_for() {
        let nil = Uuid::nil();
        let some = Uuid::from_u128(7);
        for (query, said) in [
            (String::new(), ""),
            ("tasks=any".to_owned(), "with a task"),
            ("tasks=over".to_owned(), "with a task that went on beyond the limit"),
            (format!("called={nil}&tasks=failed"), "with a task that is a data operation that failed"),
            (format!("called={some}&by_method=put"), "with a task of “Harbour”, method “put”"),
            (
                format!("called={some}&by_method=put&tasks=failed"),
                "with a task of “Harbour”, method “put”, that failed",
            ),
        ] {
            assert_eq!(words(&Filter::read(&query), "Harbour"), said, "{query}");
        }
    }

    #[test]
    fn what_cannot_be_read_of_tasks_is_said() {
        for (query, problems) in [("tasks=some", 1), ("called=x", 1), ("called=x&tasks=y", 2), ("tasks=failed", 0)] {
            let mut found = Vec::new();
            assert!(Tasks::read(&Filter::read(query), None, None, &mut found).is_some());
            assert_eq!(found.len(), problems, "{query}: {found:?}");
        }
        assert!(Tasks::read(&Filter::default(), None, None, &mut Vec::new()).is_none());
    }
}
