//! Whose data a request worked with, for its line in the log: the ids that the gate proved, on their way from the
//! transaction to the edge. Ids only; names and addresses stay out of logs. On the same way goes how often a program may
//! still call, and how a frame looks.

use crate::db::Facts;
use crate::ids::{AccountId, PartnerId, PersonId};
use crate::web::api::pace::Standing;
use crate::web::framed::told::Told;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The place where a request's proved ids wait; all parts of one request share it.
#[derive(Clone, Debug, Default)]
pub struct Trace(Arc<Known>);

#[derive(Debug, Default)]
struct Known {
    proved: OnceLock<Proved>,
    named: OnceLock<AccountId>,
    pace: OnceLock<Standing>,
    frame: OnceLock<crate::web::framed::Look>,
    told: Mutex<Vec<Told>>,
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
        if let Some(frame) = &facts.frame {
            self.0.frame.get_or_init(|| frame.clone());
        }
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

    /// Keeps how the program stands by what it may call, for its answer.
    pub(crate) fn stands(&self, pace: Standing) {
        self.0.pace.get_or_init(|| pace);
    }

    /// How it stands, where that was counted.
    pub(crate) fn pace(&self) -> Option<Standing> {
        self.0.pace.get().copied()
    }

    /// Keeps what a frame's host page is told of something that was done.
    pub(crate) fn tell(&self, told: Told) {
        self.0.told.lock().unwrap_or_else(PoisonError::into_inner).push(told);
    }

    /// What it is told, taken.
    pub(crate) fn told(&self) -> Vec<Told> {
        std::mem::take(&mut self.0.told.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The frame that the session is for, where it is for one.
    pub(crate) fn frame(&self) -> Option<crate::web::framed::Look> {
        self.0.frame.get().cloned()
    }

    /// What was proved, where anything was.
    pub(crate) fn proved(&self) -> Option<Proved> {
        let proved = self.0.proved.get().copied()?;
        Some(Proved { account: proved.account.or_else(|| self.0.named.get().copied()), ..proved })
    }
}
