//! Where the figures of reports lead: the transactions behind each, by the filters of their lists.

use super::choice::{Choice, Span};
use crate::access::rights::{Right, ViewCycles};
use crate::db::{Facts, Kind};
use crate::web::paging::{address, joined};
use chrono::NaiveDate;
use uuid::Uuid;

/// The transactions behind the figures of some days: of one account, or of all of the partner's.
#[derive(Clone)]
pub(super) struct Log {
    /// Whose: the address of an account, or of the console; empty: this person may not look.
    home: String,
    span: Span,
    /// More that they are narrowed to.
    more: String,
}

impl Log {
    /// Those of `home`, for who may look at them.
    pub fn of(facts: &Facts, home: &str, span: Span) -> Log {
        let may = facts.kind == Kind::Account || ViewCycles::held(facts);
        Log { home: if may { home.to_owned() } else { String::new() }, span, more: String::new() }
    }

    /// Those of all accounts that a choice narrows to.
    pub fn of_all(facts: &Facts, choice: &Choice, span: Span) -> Log {
        let mut more = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("below", &choice.parent), ("tag", &choice.tag)] {
            if !value.is_empty() {
                more.append_pair(name, value);
            }
        }
        Log { more: more.finish(), ..Log::of(facts, "/console", span) }
    }

    /// Those of one account in the console, where it is not in the recycle bin.
    pub fn of_account(&self, account: Uuid, live: bool) -> Log {
        let home = if live { format!("/console/accounts/{account}") } else { String::new() };
        Log { home: if self.home.is_empty() { String::new() } else { home }, more: String::new(), ..self.clone() }
    }

    /// Those of other days.
    pub fn on(&self, (first, last): (NaiveDate, NaiveDate)) -> Log {
        Log { span: Span { first, last, ..self.span }, ..self.clone() }
    }

    /// True where this person may look.
    pub fn opens(&self) -> bool {
        !self.home.is_empty()
    }

    /// The address of those that this filter leaves; empty for who may not look.
    pub fn list(&self, filter: &str) -> String {
        if !self.opens() {
            return String::new();
        }
        // Of all accounts, each by its own days as here.
        let whose = if self.home == "/console" { "&days=accounts" } else { "" };
        let days = format!("period=own&from={}&to={}{whose}", self.span.first, self.span.last);
        address(&format!("{}/transactions", self.home), &joined(&[&days, &self.more, filter]))
    }

    /// The same of an account and all below it, in the console.
    pub fn below(&self, account: Uuid, filter: &str) -> String {
        let home = if self.opens() { "/console".to_owned() } else { String::new() };
        Log { home, more: format!("below={account}"), ..self.clone() }.list(filter)
    }
}

/// A filter of transactions: those in which a task of a connector was made, by this method where one is named.
pub(super) fn called_in(connector: Uuid, method: &str) -> String {
    let mut filter = url::form_urlencoded::Serializer::new(String::new());
    filter.append_pair("called", &connector.to_string());
    if !method.is_empty() {
        filter.append_pair("by_method", method);
    }
    filter.finish()
}

/// The tasks, the failed ones, and those beyond a limit.
pub(super) const TASKS: &str = "tasks=any";
pub(super) const FAILED_TASKS: &str = "tasks=failed";
pub(super) const OVER: &str = "tasks=over";
/// Transactions that failed, and those with incidents.
pub(super) const FAILED: &str = "status=failed";
pub(super) const INCIDENTS: &str = "status=incidents";
