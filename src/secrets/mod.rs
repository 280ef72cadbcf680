//! Secrets of customers and partners, encrypted at rest (SECURITY section 4): write-only for people, read by the engine.

mod keyring;
pub(crate) mod model;
pub(crate) mod rotation;

pub(crate) use keyring::{Vault, make_first_keys};
pub(crate) use model::Slot;
