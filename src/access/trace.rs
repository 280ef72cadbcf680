//! Whose data a request worked with, for its line in the log: the ids that the gate proved, on their way from the
//! transaction to the edge. Ids only; names and addresses stay out of logs.

use crate::db::Facts;
use crate::ids::{AccountId, PartnerId, PersonId};
use std::sync::{Arc, OnceLock};

/// The place where a request's proved ids wait; all parts of one request share it.
#[derive(Clone, Debug, Default)]
pub struct Trace(Arc<Known>);

#[derive(Debug, Default)]
struct Known {
    proved: OnceLock<Proved>,
    named: OnceLock<AccountId>,
}

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
        self.keep(Proved { partner: facts.partner, person: facts.person, account: facts.account });
    }

    /// The same for a program that has proved itself beside the gate of a place.
    pub(crate) fn keep(&self, proved: Proved) {
        self.0.proved.get_or_init(|| proved);
    }

    /// Keeps which account a call in the partner's scope was found to name.
    pub(crate) fn name(&self, account: AccountId) {
        self.0.named.get_or_init(|| account);
    }

    /// What was proved, where anything was.
    pub(crate) fn proved(&self) -> Option<Proved> {
        let proved = self.0.proved.get().copied()?;
        Some(Proved { account: proved.account.or_else(|| self.0.named.get().copied()), ..proved })
    }
}
