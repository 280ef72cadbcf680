//! The log of what cycles did: Transactions and their steps (MODEL section 6). Written by the engine; read here, and run
//! again.

mod actions;
mod api;
mod everywhere;
mod exchange;
pub(crate) mod filter;
pub(crate) mod many;
mod model;
mod pages;
pub(crate) mod queries;
pub(crate) mod retention;
pub(crate) mod shown;
pub(crate) mod tasks;
mod waiting;
pub(crate) mod wanted;

use crate::db::{InAccount, InPartner};
use crate::web::routes::Routes;
use pages::{again, everywhere as everywhere_pages, index, many as many_pages, show};

pub(crate) fn routes(routes: &mut Routes) {
    api::routes(routes);
    routes
        .get("/console/transactions", everywhere_pages::index)
        .get("/console/accounts/{id}/transactions", index::index::<InPartner>)
        .get("/console/accounts/{id}/transactions/{transaction}", show::show::<InPartner>)
        .get("/console/accounts/{id}/transactions/{transaction}/retry", again::ask_retry::<InPartner>)
        .post("/console/accounts/{id}/transactions/{transaction}/retry", again::retry::<InPartner>)
        .get("/console/accounts/{id}/transactions/{transaction}/replay", again::ask_replay::<InPartner>)
        .post("/console/accounts/{id}/transactions/{transaction}/replay", again::replay::<InPartner>)
        .get("/console/accounts/{id}/transactions/{transaction}/data-deletion", again::ask_deletion::<InPartner>)
        .post("/console/accounts/{id}/transactions/{transaction}/data-deletion", again::delete_data::<InPartner>)
        .get("/console/accounts/{id}/transactions/{transaction}/next-try", again::ask_try::<InPartner>)
        .post("/console/accounts/{id}/transactions/{transaction}/next-try", again::try_now::<InPartner>)
        .get("/console/accounts/{id}/transactions/{transaction}/stop", again::ask_stop::<InPartner>)
        .post("/console/accounts/{id}/transactions/{transaction}/stop", again::stop::<InPartner>)
        .get("/console/retries", many_pages::ask_together)
        .post("/console/retries", many_pages::queue_together)
        .get("/console/accounts/{id}/retries", many_pages::ask)
        .post("/console/accounts/{id}/retries", many_pages::queue)
        .get("/a/{account}/transactions", index::index::<InAccount>)
        .get("/a/{account}/transactions/{transaction}", show::show::<InAccount>)
        .get("/a/{account}/transactions/{transaction}/retry", again::ask_retry::<InAccount>)
        .post("/a/{account}/transactions/{transaction}/retry", again::retry::<InAccount>)
        .get("/a/{account}/transactions/{transaction}/replay", again::ask_replay::<InAccount>)
        .post("/a/{account}/transactions/{transaction}/replay", again::replay::<InAccount>)
        .get("/a/{account}/transactions/{transaction}/data-deletion", again::ask_deletion::<InAccount>)
        .post("/a/{account}/transactions/{transaction}/data-deletion", again::delete_data::<InAccount>)
        .get("/a/{account}/transactions/{transaction}/next-try", again::ask_try::<InAccount>)
        .post("/a/{account}/transactions/{transaction}/next-try", again::try_now::<InAccount>)
        .get("/a/{account}/transactions/{transaction}/stop", again::ask_stop::<InAccount>)
        .post("/a/{account}/transactions/{transaction}/stop", again::stop::<InAccount>);
}
