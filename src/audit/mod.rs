//! The audit log: every change, who, what, from, to, when, from where. Entries are collected by a writing transaction
//! and chained per partner, so that a missing or altered one shows (`chain`, `verify`). The console reads all of it
//! (`pages`); an account's administrators read their account's part, in `crate::home`.

mod api;
pub(crate) mod chain;
pub(crate) mod export;
mod fields;
pub(crate) mod filter;
pub(crate) mod heads;
pub(crate) mod model;
mod pages;
pub(crate) mod phrases;
pub(crate) mod queries;
pub(crate) mod verify;
pub(crate) mod view;

pub(crate) use model::{Author, Entry};

use crate::web::routes::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    api::routes(routes);
    routes
        .get("/console/audit", pages::index)
        .get("/console/audit.csv", pages::csv)
        .get("/console/accounts/{id}/audit", pages::of_account);
}
