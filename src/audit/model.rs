//! What an entry holds.

use crate::ids::{AccountId, PartnerId, PersonId};
use serde::{Deserialize, Serialize};

/// One field that changed. Secrets never come here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Change {
    pub field: String,
    pub from: String,
    pub to: String,
}

/// One change, not yet numbered.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The account it happened in; none for what belongs to the partner alone.
    pub account: Option<AccountId>,
    /// What was done, as "account.suspended".
    pub action: &'static str,
    /// What kind of thing it was done to: "account", "person".
    pub object_kind: &'static str,
    pub object_id: String,
    /// Its name at the time, so that the entry reads alone.
    pub object_name: String,
    pub changes: Vec<Change>,
}

/// Who did it and from where.
#[derive(Clone, Debug)]
pub(crate) struct Author {
    pub partner: PartnerId,
    pub person: Option<PersonId>,
    pub name: String,
    pub email: String,
    pub address: String,
    pub request_id: String,
    /// As whom they did it; empty: as themselves.
    pub as_whom: String,
}

impl Entry {
    /// An entry without changed fields.
    pub fn of(action: &'static str, object_kind: &'static str, object_id: impl ToString, object_name: &str) -> Entry {
        Entry {
            account: None,
            action,
            object_kind,
            object_id: object_id.to_string(),
            object_name: object_name.to_owned(),
            changes: Vec::new(),
        }
    }

    /// Says in which account it happened.
    pub fn in_account(mut self, account: AccountId) -> Entry {
        self.account = Some(account);
        self
    }

    /// The same, where it happened in one at all.
    pub fn within(self, account: Option<AccountId>) -> Entry {
        match account {
            Some(account) => self.in_account(account),
            None => self,
        }
    }

    /// Adds a field; one that stayed as it was is left out.
    pub fn change(mut self, field: &str, from: impl ToString, to: impl ToString) -> Entry {
        let (from, to) = (from.to_string(), to.to_string());
        if from != to {
            self.changes.push(Change { field: field.to_owned(), from, to });
        }
        self
    }
}
