//! Whose data a request worked with, for its line in the log: the ids that the gate proved, on their way from the
//! transaction to the edge. Ids only; names and addresses stay out of logs.

use crate::db::Facts;
use crate::ids::{AccountId, PartnerId, PersonId};
use std::sync::{Arc, OnceLock};

/// The place where a request's proved ids wait; all parts of one request share it.
#[derive(Clone, Debug, Default)]
pub struct Trace(Arc<OnceLock<Proved>>);

/// What the gate said, in ids.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Proved {
    pub partner: PartnerId,
    pub person: PersonId,
    pub account: Option<AccountId>,
}

impl Trace {
    /// Keeps the first answer of the gate; those after it are about the same person and place.
    pub(crate) fn note(&self, facts: &Facts) {
        self.0.get_or_init(|| Proved { partner: facts.partner, person: facts.person, account: facts.account });
    }

    /// What was proved, where anything was.
    pub(crate) fn proved(&self) -> Option<Proved> {
        self.0.get().copied()
    }
}
