//! Pages of an account about its own people.

pub(super) mod edit;
pub(super) mod index;
pub(super) mod invite;
pub(super) mod remove;

use crate::error::AppResult;
use crate::ids::{AccountId, PersonId, known};
use actix_web::web;

/// Account and person of a path. The account is the scope's own and was read by `Access`.
type Ids = web::Path<(String, String)>;

fn person_id(path: &Ids) -> AppResult<PersonId> {
    known(&path.1)
}

fn people_of(account: &AccountId) -> String {
    format!("/a/{account}/people")
}
