//! What accounts may use (MODEL M3 to M6): limits as values, the one place that holds them when something is made
//! (`choke`), and the pages on which a partner sets them.

pub(crate) mod actions;
mod api;
pub(crate) mod brief;
pub(crate) mod change;
pub(crate) mod choke;
pub(crate) mod model;
pub(crate) mod notices;
pub(crate) mod over;
mod pages;
pub(crate) mod queries;
pub(crate) mod said;
pub(crate) mod use_now;

use crate::web::routes::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    api::routes(routes);
    routes
        .get("/console/settings/limits", pages::defaults::index)
        .get("/console/settings/limits/{kind}", pages::defaults::ask)
        .post("/console/settings/limits/{kind}", pages::defaults::set)
        .get("/console/accounts/{id}/limits", pages::account::show)
        .get("/console/accounts/{id}/limits/{kind}", pages::set::ask)
        .post("/console/accounts/{id}/limits/{kind}", pages::set::set)
        .get("/a/{account}/limits", pages::own::show);
}
