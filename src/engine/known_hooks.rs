//! Webhook addresses that were asked for lately, so that most are opened in one round trip. A remembered one proves
//! nothing: the opening batch holds it against what the gate would say now.

use super::worker::Engine;
use crate::db::{HookFacts, InWork, WriteTx};
use crate::error::AppResult;
use crate::ids::TokenHash;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Then it begins anew.
const KEPT_MAX: usize = 20_000;

#[derive(Default)]
pub(super) struct KnownHooks(Mutex<HashMap<Vec<u8>, HookFacts>>);

impl Engine {
    /// Whose webhook this address was a moment ago.
    pub(crate) fn known_hook(&self, token: &TokenHash) -> Option<HookFacts> {
        self.hooks.0.lock().unwrap_or_else(PoisonError::into_inner).get(&token.0).cloned()
    }

    /// Asks the gate; one that takes what comes is remembered.
    pub(crate) fn ask_hook(&self, token: &TokenHash) -> AppResult<Option<HookFacts>> {
        let facts = self.db.hook(token)?;
        if let Some(facts) = facts.as_ref().filter(|facts| !facts.stopped && facts.state == "active") {
            let mut kept = self.hooks.0.lock().unwrap_or_else(PoisonError::into_inner);
            if kept.len() >= KEPT_MAX {
                kept.clear();
            }
            kept.insert(token.0.clone(), facts.clone());
        }
        Ok(facts)
    }

    /// Whose webhook this address is, from memory or from the gate.
    pub(crate) fn hook_now(&self, token: &TokenHash) -> AppResult<Option<HookFacts>> {
        match self.known_hook(token) {
            Some(known) => Ok(Some(known)),
            None => self.ask_hook(token),
        }
    }

    pub(crate) fn forget_hook(&self, token: &TokenHash) {
        self.hooks.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&token.0);
    }

    /// As [`crate::db::Database::for_hook`].
    pub(crate) fn for_hook<T>(
        &self,
        token: &TokenHash,
        known: &HookFacts,
        work: impl FnOnce(&mut WriteTx<'_, InWork>) -> AppResult<T>,
    ) -> AppResult<Option<T>> {
        self.db.for_hook(token, known, work)
    }
}
