//! The console's pages about Console Users.

pub(super) mod index;
pub(super) mod invite;
pub(super) mod show;
pub(super) mod standing;

use crate::error::{AppError, AppResult};
use crate::ids::PersonId;

const PATH: &str = "/console/staff";

/// An id from a path: what is no id answers like an id that does not exist (T4).
fn person_id(text: &str) -> AppResult<PersonId> {
    text.parse().map_err(|_| AppError::NotFound)
}
