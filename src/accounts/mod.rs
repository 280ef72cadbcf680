//! Accounts and sub-accounts, as partner staff work with them (MODEL section 4).

pub(crate) mod actions;
pub(crate) mod chain;
pub(crate) mod model;
pub(crate) mod pages;
pub(crate) mod queries;
pub(crate) mod subtree;

use crate::web::routes::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .get("/console/accounts", pages::index::index)
        .get("/console/accounts/new", pages::edit::new)
        .post("/console/accounts", pages::edit::create)
        .get("/console/accounts/{id}", pages::show::show)
        .get("/console/accounts/{id}/edit", pages::edit::edit)
        .post("/console/accounts/{id}/edit", pages::edit::update);
}
