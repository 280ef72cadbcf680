//! Callers of synchronous webhooks who wait in this process. They are only told that there may be something to see: what
//! they are answered is what was committed, whichever process ran it (R1).

use crate::ids::TransactionId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Notify;

/// Callers that wait at once; who comes then is answered as by a webhook that is not synchronous.
const WAITING_MAX: usize = 1_000;

/// By Transaction: how it is told, and how many wait for it.
type All = Arc<Mutex<HashMap<TransactionId, (Arc<Notify>, usize)>>>;

#[derive(Default)]
pub(super) struct Answers(All);

/// One who waits, for as long as it is kept.
pub(crate) struct Waiting {
    transaction: TransactionId,
    heard: Arc<Notify>,
    all: All,
}

impl Answers {
    /// Begins to wait. None: there are too many already.
    pub(super) fn wait(&self, transaction: TransactionId) -> Option<Waiting> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= WAITING_MAX {
            return None;
        }
        let (heard, count) = all.entry(transaction).or_default();
        *count += 1;
        Some(Waiting { transaction, heard: heard.clone(), all: self.0.clone() })
    }

    /// Something of this Transaction was committed.
    pub(super) fn tell(&self, transaction: TransactionId) {
        if let Some((heard, _)) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&transaction) {
            heard.notify_waiters();
            // Kept for one who is just looking.
            heard.notify_one();
        }
    }
}

impl Waiting {
    /// Until something was committed here.
    pub(crate) async fn heard(&self) {
        self.heard.notified().await;
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, count)) = all.get_mut(&self.transaction) {
            *count -= 1;
            if *count == 0 {
                all.remove(&self.transaction);
            }
        }
    }
}
