//! Entries as pages show them: in the console with everything, in an account without what is the partner's own.

use super::chain::Row;
use super::fields::{field_words, value_words};
use super::model::Change;
use super::phrases::words;
use crate::access::rights::{Right, ViewAccountUsers, ViewAccounts, ViewConnectors, ViewConsoleUsers};
use crate::db::Facts;
use crate::web::times::When;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use std::collections::BTreeMap;
use uuid::Uuid;

/// For `templates/audit/_entries.html`.
#[derive(Clone, Debug)]
pub(crate) struct EntryView {
    pub at: When,
    pub who: String,
    pub what: String,
    pub object: String,
    pub href: String,
    pub kind: &'static str,
    /// Label, from, to.
    pub changes: Vec<(String, String, String)>,
    /// Number, address, request id: what a search in other logs starts from.
    pub trace: String,
    /// The account it happened in, when that is not the object itself.
    pub place: String,
    pub place_href: String,
}

impl EntryView {
    /// The changed fields, for the template.
    pub fn changed(&self) -> &[(String, String, String)] {
        &self.changes
    }
}

/// Fields of an entry made by the partner that the account's own people may read; all others are the partner's own
/// (SECURITY section 4, Authorisation).
const SHARED_FIELDS: &[&str] = &[
    "name",
    "description",
    "timezone",
    "locale",
    "api_id",
    "expires_on",
    "role",
    "with_sub_accounts",
    "email",
    "state",
    "application",
    "may",
    "until",
];

/// An entry in the console.
pub(crate) fn in_console(
    row: Row,
    names: &BTreeMap<Uuid, String>,
    facts: &Facts,
    now: DateTime<Utc>,
    zone: Tz,
) -> EntryView {
    let place = row.account_id.filter(|id| row.object_id != id.to_string()).map(|id| {
        let known = names.get(&id).cloned().unwrap_or_else(|| t!("audit-purged-account").to_owned());
        (known, if ViewAccounts::held(facts) { format!("/console/accounts/{id}") } else { String::new() })
    });
    let (place, place_href) = place.unwrap_or_default();
    let who = match (row.action.as_str(), row.actor_email.as_str()) {
        ("sign_in.refused" | "sign_in.code_refused" | "sign_in.provider_refused", _) => t!("audit-somebody").to_owned(),
        (_, "") => t!("audit-the-system").to_owned(),
        (_, email) if row.as_whom.is_empty() => t!("audit-who", name = row.actor_name, email = email),
        (_, email) => t!("audit-who-as", name = row.actor_name, email = email, whom = row.as_whom),
    };
    let trace: Vec<String> = [t!("audit-entry", n = row.seq), row.address.clone(), row.request_id.clone()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    EntryView {
        at: When::at(row.at, now, zone),
        who,
        what: what(&row),
        href: console_href(&row, facts),
        object: object_of(&row),
        kind: kind_of(&row.action),
        changes: changes_of(&row, None),
        trace: trace.join(" · "),
        place,
        place_href,
    }
}

/// An entry in the account it belongs to. What the partner's staff did is signed with the partner's name; their names,
/// addresses, networks and notes are not the customer's.
pub(crate) fn in_account(row: Row, own: &[Uuid], partner_name: &str, now: DateTime<Utc>, zone: Tz) -> EntryView {
    let by_own = row.actor_id.is_some_and(|id| own.contains(&id));
    EntryView {
        at: When::at(row.at, now, zone),
        who: match (by_own, row.as_whom.as_str()) {
            (true, _) => t!("audit-who", name = row.actor_name, email = row.actor_email),
            (false, "") => partner_name.to_owned(),
            (false, whom) => t!("audit-partner-as", partner = partner_name, whom = whom),
        },
        what: what(&row),
        href: String::new(),
        object: object_of(&row),
        kind: kind_of(&row.action),
        // What limits an account has, its people see on its page of limits.
        changes: changes_of(&row, (!by_own && row.action != "account.limit").then_some(SHARED_FIELDS)),
        trace: if by_own { row.address } else { String::new() },
        place: String::new(),
        place_href: String::new(),
    }
}

/// The changed fields, all of them or only some, with words for their names.
pub(crate) fn changes_of(row: &Row, only: Option<&[&str]>) -> Vec<(String, String, String)> {
    let changes: Vec<Change> = serde_json::from_value(row.changes.clone()).unwrap_or_default();
    changes
        .into_iter()
        .filter(|change| only.is_none_or(|fields| fields.contains(&change.field.as_str())))
        .map(|change| {
            let field = field_words(&change.field);
            (field, value_words(&change.field, change.from), value_words(&change.field, change.to))
        })
        .collect()
}

/// What was done. Where what it was done to is not said, nothing leads to it.
fn what(row: &Row) -> String {
    let mut words = words(&row.action);
    if object_of(row).is_empty() {
        words.truncate(words.trim_end_matches(':').len());
    }
    words
}

/// Nobody "signed in Ada": the object of a session is the person who acts.
fn object_of(row: &Row) -> String {
    let own = ["session.", "profile.", "password.", "second_step.", "network.", "identity."]
        .iter()
        .any(|group| row.action.starts_with(group));
    // What an export took along is said by its action.
    let said = row.action.starts_with("export.");
    if said || own && row.actor_id.is_some_and(|id| id.to_string() == row.object_id) {
        String::new()
    } else {
        row.object_name.clone()
    }
}

fn console_href(row: &Row, facts: &Facts) -> String {
    match row.object_kind.as_str() {
        "account" if ViewAccounts::held(facts) => format!("/console/accounts/{}", row.object_id),
        "connector" if ViewConnectors::held(facts) => format!("/console/connectors/{}", row.object_id),
        "staff" if ViewConsoleUsers::held(facts) => format!("/console/staff/{}", row.object_id),
        "account_connector" if ViewConnectors::held(facts) => row
            .account_id
            .map_or_else(String::new, |account| format!("/console/accounts/{account}/connectors/{}", row.object_id)),
        "report" if row.account_id.is_none() => "/console/reports/saved".to_owned(),
        // A grant is on an account, so its person is an Account User.
        "person" if row.account_id.is_some() && ViewAccountUsers::held(facts) => {
            format!("/console/people/{}", row.object_id)
        }
        _ => String::new(),
    }
}

fn kind_of(action: &str) -> &'static str {
    match action {
        "account.suspended" | "account.expired" | "person.disabled" | "grant.removed" | "sign_in.refused" => "warn",
        "network.refused"
        | "sign_in.code_refused"
        | "sign_in.provider_refused"
        | "second_step.off"
        | "second_step.reset" => "warn",
        "account_connector.disconnected" | "account_connector.unshared" | "account_connector.removed" => "warn",
        "report.stopped" => "warn",
        "account.deleted" | "connector.removed" | "cycle.removed" => "bad",
        _ => "",
    }
}
