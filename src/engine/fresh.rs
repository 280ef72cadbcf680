//! What this process accepted a moment ago, so that its Transactions begin without reading back what was just written.
//! Only a saving: what is not here is read from the log. Keyed by the Transaction, which the gate opens for its account
//! alone, and given out once (T11).

use super::model::Entry;
use crate::ids::TransactionId;
use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

/// Of what came in, together, in bytes as it was written; what is older gives way.
const BYTES_MAX: usize = 16 * 1024 * 1024;

#[derive(Default)]
pub(super) struct Fresh(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    entries: HashMap<TransactionId, (Entry, usize)>,
    /// As they came; those that were taken stay in it until their turn.
    order: VecDeque<TransactionId>,
    bytes: usize,
}

/// What an entry takes beside its data.
const ENTRY_BYTES: usize = 500;

impl Fresh {
    /// Remembers the first entry of a log that was committed; `bytes` is what its data took there.
    pub(super) fn put(&self, transaction: TransactionId, entry: Entry, bytes: usize) {
        let bytes = bytes + ENTRY_BYTES;
        if bytes > BYTES_MAX / 4 {
            return;
        }
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        while kept.bytes + bytes > BYTES_MAX {
            let Some(oldest) = kept.order.pop_front() else { break };
            kept.remove(&oldest);
        }
        // Those that were taken leave holes in the order; it must not grow by them.
        if kept.order.len() > 2 * kept.entries.len() + 64 {
            let Kept { entries, order, .. } = &mut *kept;
            order.retain(|id| entries.contains_key(id));
        }
        kept.bytes += bytes;
        kept.entries.insert(transaction, (entry, bytes));
        kept.order.push_back(transaction);
    }

    /// What a Transaction began with, if this process knows it.
    pub(super) fn take(&self, transaction: TransactionId) -> Option<Entry> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&transaction)
    }
}

impl Kept {
    fn remove(&mut self, transaction: &TransactionId) -> Option<Entry> {
        let (entry, bytes) = self.entries.remove(transaction)?;
        self.bytes -= bytes;
        Some(entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mapping::values::Data;
    use uuid::Uuid;

    fn entry() -> Entry {
        let output = Data::new(serde_json::Value::Null);
        let began = chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        Entry::first("hook".to_owned(), began, output)
    }

    #[test]
    fn it_gives_out_once_and_keeps_to_its_bound() {
        let (fresh, id) = (Fresh::default(), |no: u128| TransactionId(Uuid::from_u128(no)));
        fresh.put(id(1), entry(), 100);
        assert!(fresh.take(id(1)).is_some() && fresh.take(id(1)).is_none());
        for no in 2..40 {
            fresh.put(id(no), entry(), 1024 * 1024);
        }
        assert!(fresh.take(id(2)).is_none() && fresh.take(id(39)).is_some());
        fresh.put(id(50), entry(), BYTES_MAX);
        assert!(fresh.take(id(50)).is_none());
        for no in 100..10_000 {
            fresh.put(id(no), entry(), 10);
            fresh.take(id(no));
        }
        let kept = fresh.0.lock().unwrap();
        assert!(kept.order.len() < 1_000 && kept.bytes <= BYTES_MAX);
    }
}
