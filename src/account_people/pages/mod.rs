//! Pages of an account about its own people.

pub(super) mod edit;
pub(super) mod index;
pub(super) mod invite;
pub(super) mod remove;

use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, PersonId};
use actix_web::web;

/// Account and person of a path. The account is the scope's own and was read by `Access`.
type Ids = web::Path<(String, String)>;

fn person_id(path: &Ids) -> AppResult<PersonId> {
    path.1.parse().map_err(|_| AppError::NotFound)
}

fn people_of(account: &AccountId) -> String {
    format!("/a/{account}/people")
}
