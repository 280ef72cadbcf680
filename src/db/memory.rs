//! What the gate said a moment ago. Not an authority: facts from here count only in a transaction in which the gate has
//! just held their seal (see [`super::entering`]), so that nothing here can be out of date or be another's.

use super::place::{Facts, Place};
use super::tx::Asking;
use crate::ids::{AccountId, TokenHash};
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Answers remembered in one generation; there are two.
const GENERATION: usize = 4096;

/// Stands in a key for wherever a session was seen last.
const ANYWHERE: &str = "anywhere";

/// Who asked, by the hash of the token, and for which place.
type Key = (Vec<u8>, &'static str, Option<AccountId>);

/// The gate's answers, the oldest forgotten by generations.
#[derive(Default)]
pub(super) struct Memory(Mutex<Generations>);

#[derive(Default)]
struct Generations {
    young: HashMap<Key, Arc<Facts>>,
    old: HashMap<Key, Arc<Facts>>,
}

fn key<P: Place>(asking: &Asking<'_, P>) -> Key {
    (asking.token.0.clone(), P::NAME, P::account(asking.target))
}

impl Memory {
    /// What the gate said, unless something is due by now that only the gate's own answer brings about.
    pub(super) fn recall<P: Place>(&self, asking: &Asking<'_, P>, now: DateTime<Utc>) -> Option<Arc<Facts>> {
        let key = key(asking);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = match all.young.get(&key) {
            Some(known) => known.clone(),
            None => {
                let known = all.old.remove(&key)?;
                all.young.insert(key, known.clone());
                known
            }
        };
        known.settled_until.is_some_and(|until| now <= until).then_some(known)
    }

    /// Remembers an answer that was sealed; of another only who it was, for `last_known`.
    pub(super) fn keep<P: Place>(&self, asking: &Asking<'_, P>, facts: &Arc<Facts>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.young.len() >= GENERATION {
            all.old = std::mem::take(&mut all.young);
        }
        if facts.seal.is_some() {
            all.young.insert(key(asking), facts.clone());
        }
        all.young.insert((asking.token.0.clone(), ANYWHERE, None), facts.clone());
    }

    /// What a session was last known as, for the frame of an error page and for nothing else: it is not asked whether
    /// any of it still holds.
    pub(super) fn last_known(&self, token: &TokenHash) -> Option<Arc<Facts>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (token.0.clone(), ANYWHERE, None);
        all.young.get(&key).or_else(|| all.old.get(&key)).cloned()
    }
}
