//! The log of what cycles did: Transactions and their steps (MODEL section 6). Written by the engine; read here, and run
//! again.

mod actions;
pub(crate) mod many;
mod model;
mod pages;
pub(crate) mod queries;
pub(crate) mod retention;
pub(crate) mod shown;

use crate::web::routes::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .get("/console/accounts/{id}/transactions", pages::index::index)
        .get("/console/accounts/{id}/transactions/{transaction}", pages::show::show)
        .get("/console/accounts/{id}/transactions/{transaction}/retry", pages::again::ask_retry)
        .post("/console/accounts/{id}/transactions/{transaction}/retry", pages::again::retry)
        .get("/console/accounts/{id}/transactions/{transaction}/replay", pages::again::ask_replay)
        .post("/console/accounts/{id}/transactions/{transaction}/replay", pages::again::replay)
        .get("/console/accounts/{id}/transactions/{transaction}/data-deletion", pages::again::ask_deletion)
        .post("/console/accounts/{id}/transactions/{transaction}/data-deletion", pages::again::delete_data)
        .get("/console/accounts/{id}/retries", pages::many::ask)
        .post("/console/accounts/{id}/retries", pages::many::queue);
}
