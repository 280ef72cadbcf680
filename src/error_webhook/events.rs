//! What a partner's programs are told of beside failures: changes, as the audit log has them. The log's writer hands over the
//! entries; those that the partner wants to hear of are put into the outbox in the same transaction, so that nothing is told
//! that was not done, and nothing is done untold.

use crate::audit::chain::Row;
use serde_json::{Value, json};
use uuid::Uuid;

/// What a partner chooses by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Topic {
    Transaction,
    Limit,
    Account,
    User,
    Connector,
    Cycle,
}

impl Topic {
    pub const ALL: [Topic; 6] =
        [Topic::Transaction, Topic::Limit, Topic::Account, Topic::User, Topic::Connector, Topic::Cycle];

    /// As it is stored.
    pub const fn key(self) -> &'static str {
        match self {
            Topic::Transaction => "transaction",
            Topic::Limit => "limit",
            Topic::Account => "account",
            Topic::User => "user",
            Topic::Connector => "connector",
            Topic::Cycle => "cycle",
        }
    }

    /// For people.
    pub fn words(self) -> String {
        t!("error-webhook-topics", topic = self.key())
    }

    /// What is told of it.
    pub fn about(self) -> &'static str {
        match self {
            Topic::Transaction => t!("error-webhook-about-transaction"),
            Topic::Limit => t!("error-webhook-about-limit"),
            Topic::Account => t!("error-webhook-about-account"),
            Topic::User => t!("error-webhook-about-user"),
            Topic::Connector => t!("error-webhook-about-connector"),
            Topic::Cycle => t!("error-webhook-about-cycle"),
        }
    }

    /// One that is stored or sent.
    pub fn read(word: &str) -> Option<Topic> {
        Topic::ALL.into_iter().find(|topic| topic.key().eq_ignore_ascii_case(word.trim()))
    }
}

/// The actions of the audit log that are told, with the type of their message.
pub(crate) const CHANGES: &[(&str, &str, Topic)] = &[
    ("account.created", "account.created", Topic::Account),
    ("account.edited", "account.edited", Topic::Account),
    ("account.moved", "account.moved", Topic::Account),
    ("account.suspended", "account.suspended", Topic::Account),
    ("account.resumed", "account.resumed", Topic::Account),
    ("account.expired", "account.expired", Topic::Account),
    ("account.deleted", "account.deleted", Topic::Account),
    ("account.erase_asked", "account.erasure_asked", Topic::Account),
    ("account.restored", "account.restored", Topic::Account),
    ("account.purged", "account.purged", Topic::Account),
    ("account.limit", "limit.changed", Topic::Limit),
    ("partner.limit", "limit.default_changed", Topic::Limit),
    ("person.invited", "user.invited", Topic::User),
    ("person.created", "user.created", Topic::User),
    ("person.edited", "user.edited", Topic::User),
    ("profile.edited", "user.edited", Topic::User),
    ("person.rights", "user.rights_changed", Topic::User),
    ("person.disabled", "user.disabled", Topic::User),
    ("person.enabled", "user.enabled", Topic::User),
    ("grant.given", "user.access_given", Topic::User),
    ("grant.changed", "user.access_changed", Topic::User),
    ("grant.removed", "user.access_removed", Topic::User),
    ("account_connector.added", "account_connector.added", Topic::Connector),
    ("account_connector.edited", "account_connector.edited", Topic::Connector),
    ("account_connector.connected", "account_connector.connected", Topic::Connector),
    ("account_connector.disconnected", "account_connector.disconnected", Topic::Connector),
    ("account_connector.shared", "account_connector.shared", Topic::Connector),
    ("account_connector.unshared", "account_connector.unshared", Topic::Connector),
    ("account_connector.removed", "account_connector.removed", Topic::Connector),
    ("connector.created", "connector.created", Topic::Connector),
    ("connector.edited", "connector.edited", Topic::Connector),
    ("connector.promoted", "connector.promoted", Topic::Connector),
    ("connector.removed", "connector.removed", Topic::Connector),
    ("cycle.created", "cycle.created", Topic::Cycle),
    ("cycle.edited", "cycle.edited", Topic::Cycle),
    ("cycle.renamed", "cycle.renamed", Topic::Cycle),
    ("cycle.connected", "cycle.connected", Topic::Cycle),
    ("cycle.filled_in", "cycle.filled_in", Topic::Cycle),
    ("cycle.planned", "cycle.planned", Topic::Cycle),
    ("cycle.started", "cycle.started", Topic::Cycle),
    ("cycle.stopped", "cycle.stopped", Topic::Cycle),
    ("cycle.upgraded", "cycle.upgraded", Topic::Cycle),
    ("cycle.removed", "cycle.removed", Topic::Cycle),
];

/// What of these entries is ever told, as `app.report_changes` takes it.
pub(crate) fn told(rows: &[Row]) -> Value {
    rows.iter().filter_map(entry).collect()
}

fn entry(row: &Row) -> Option<Value> {
    let (_, name, topic) = CHANGES.iter().find(|(action, ..)| *action == row.action)?;
    // The log has a program by its client id where it has people by their addresses.
    let by = row.actor_email.as_str();
    let (email, client_id) = if by.contains('@') { (Some(by), None) } else { (None, Some(by)) };
    Some(json!({
        "id": Uuid::now_v7(), "topic": topic.key(), "type": name, "account": row.account_id,
        "data": {
            "entry": row.seq,
            "object": { "kind": row.object_kind, "id": row.object_id, "name": row.object_name },
            "changes": row.changes,
            "by": { "name": row.actor_name, "email": email, "client_id": client_id.filter(|by| !by.is_empty()) },
        },
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::phrases::ACTIONS;

    #[test]
    fn what_is_told_is_in_the_audit_log_and_each_topic_is_read_back() {
        for (action, ..) in CHANGES {
            assert!(ACTIONS.contains(action), "{action} has no words in the audit log");
        }
        for topic in Topic::ALL {
            assert_eq!(Topic::read(&topic.key().to_uppercase()), Some(topic));
        }
        assert_eq!(Topic::read("session"), None);
    }
}
