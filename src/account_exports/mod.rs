//! Everything of an account as one archive: what a customer takes along (MODEL section 10, additions). A job makes the file in
//! small transactions, piece by piece into the database, so that any process can make it and any other send it.

mod actions;
mod api;
pub(crate) mod job;
mod limits;
mod model;
mod pages;
mod queries;
mod zip;

use crate::web::routes::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    api::routes(routes);
    routes
        .get("/console/accounts/{id}/export", pages::index)
        .post("/console/accounts/{id}/export", pages::ask)
        .get("/console/accounts/{id}/export/{export}/file", pages::file);
}
