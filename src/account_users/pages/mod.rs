//! The console's pages about the people of customers.

pub(super) mod account;
pub(super) mod admit;
pub(super) mod choose;
pub(super) mod grant;
pub(super) mod index;
pub(super) mod many;
pub(super) mod password;
pub(super) mod rename;
pub(super) mod show;
pub(super) mod standing;

use crate::error::AppResult;
use crate::ids::{AccountId, PersonId, known};

/// An id from a path: what is no id answers like an id that does not exist (T4).
fn person_id(text: &str) -> AppResult<PersonId> {
    known(text)
}

fn account_id(text: &str) -> AppResult<AccountId> {
    known(text)
}
