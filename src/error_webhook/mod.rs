//! The webhook (MODEL section 4): a partner's own systems are told of each transaction that failed, of limits, and if wanted
//! of each change to accounts, users, connectors and cycles, as Standard Webhooks 1.0 says. What is reported is written with
//! its incident or change (`sql/error_webhook.sql`) and sent afterwards, at least once, by a thread of its own.

pub(crate) mod actions;
pub(crate) mod address;
mod api;
pub(crate) mod events;
pub(crate) mod messages;
pub(crate) mod model;
mod pages;
pub(crate) mod queries;
pub(crate) mod sender;

use crate::web::routes::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    api::routes(routes);
    routes
        .get("/console/settings/error-webhook", pages::show)
        .post("/console/settings/error-webhook", pages::save)
        .post("/console/settings/error-webhook/test", pages::test)
        .get("/console/settings/error-webhook/key", pages::key::ask)
        .post("/console/settings/error-webhook/key", pages::key::replace)
        .get("/console/settings/error-webhook/deliveries", pages::deliveries::index)
        .post("/console/settings/error-webhook/deliveries/again", pages::deliveries::all_again)
        .post("/console/settings/error-webhook/deliveries/{delivery}/again", pages::deliveries::again);
}
