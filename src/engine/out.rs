//! Who calls out, and by which right: a step of a leased Transaction, or a program that calls a method through the API. What
//! leads to a call (`call`, `pace`, `tokens`) is the same for both.

use super::worker::Engine;
use crate::db::{Claimed, InWork, WriteTx};
use crate::error::AppResult;
use crate::ids::{AccountId, PartnerId};
use chrono::{DateTime, Utc};
use std::sync::Arc;
use uuid::Uuid;

/// What a call is made with.
pub(super) struct Out<'a> {
    pub engine: &'a Arc<Engine>,
    pub by: By<'a>,
    pub now: DateTime<Utc>,
    /// The call that was booked for it, where it waited for its turn.
    pub turn: Option<DateTime<Utc>>,
    /// The same for every try (R2).
    pub idempotency_key: Uuid,
    /// Tries before this one.
    pub attempt: i16,
}

/// What opens the account's work for it.
#[derive(Clone, Copy)]
pub(super) enum By<'a> {
    /// The lease of a Transaction.
    Step(&'a Claimed),
    /// A call that was opened.
    Program(&'a Opened),
}

/// A call of a program that was opened, and is counted whatever comes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Opened {
    pub partner: PartnerId,
    pub account: AccountId,
    pub id: Uuid,
}

impl Out<'_> {
    pub fn partner(&self) -> PartnerId {
        match self.by {
            By::Step(claimed) => claimed.partner,
            By::Program(opened) => opened.partner,
        }
    }

    pub fn account(&self) -> AccountId {
        match self.by {
            By::Step(claimed) => claimed.account,
            By::Program(opened) => opened.account,
        }
    }

    /// The cycle, or the call: what may use the connector.
    pub fn caller(&self) -> Uuid {
        match self.by {
            By::Step(claimed) => claimed.cycle.0,
            By::Program(opened) => opened.id,
        }
    }

    /// How a sentence ends that says what a person must do.
    pub fn afterwards(&self) -> &'static str {
        match self.by {
            By::Step(_) => "; then start the cycle.",
            By::Program(_) => "; then call again.",
        }
    }

    /// A database transaction in the account.
    ///
    /// # Errors
    /// As [`crate::db::Database::for_work`].
    pub async fn within<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut WriteTx<'_, InWork>) -> AppResult<T> + Send + 'static,
    ) -> AppResult<T> {
        match self.by {
            By::Step(claimed) => self.engine.for_work(claimed.clone(), work).await,
            By::Program(opened) => {
                let Opened { partner, account, id } = *opened;
                self.engine.blocking(move |db| db.for_call(partner, account, id, work)).await
            }
        }
    }
}
