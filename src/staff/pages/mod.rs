//! The console's pages about Console Users.

pub(super) mod index;
pub(super) mod invite;
pub(super) mod show;
pub(super) mod standing;

use crate::error::AppResult;
use crate::ids::{PersonId, known};

const PATH: &str = "/console/staff";

/// An id from a path: what is no id answers like an id that does not exist (T4).
fn person_id(text: &str) -> AppResult<PersonId> {
    known(text)
}
