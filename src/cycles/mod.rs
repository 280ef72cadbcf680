//! Cycles: integrations that live in an account (MODEL section 5). The console and the account's own people work with them
//! by the same actions; the scope's policies hold in both.

pub(crate) mod actions;
pub(crate) mod hooks;
pub(crate) mod model;
pub(crate) mod pages;
pub(crate) mod prerequisites;
pub(crate) mod queries;
pub(crate) mod slots;

use crate::web::routes::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .get("/console/accounts/{id}/cycles", pages::index::index)
        .get("/console/accounts/{id}/cycles/new", pages::create::new)
        .post("/console/accounts/{id}/cycles", pages::create::create)
        .get("/console/accounts/{id}/cycles/{cycle}", pages::show::show)
        .post("/console/accounts/{id}/cycles/{cycle}/activation", pages::show::start)
        .get("/console/accounts/{id}/cycles/{cycle}/connectors", pages::connectors::ask)
        .post("/console/accounts/{id}/cycles/{cycle}/connectors", pages::connectors::choose)
        .get("/console/accounts/{id}/cycles/{cycle}/once", pages::once::ask)
        .post("/console/accounts/{id}/cycles/{cycle}/once", pages::once::run)
        .get("/console/accounts/{id}/cycles/{cycle}/stop", pages::stopping::ask)
        .post("/console/accounts/{id}/cycles/{cycle}/stop", pages::stopping::stop);
}
