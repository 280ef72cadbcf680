//! Installing a template in an account (MODEL section 5): a release is chosen, then connectors for its slots, what the
//! customer fills in and a name; a cycle with its own copy of the flow is made. It works without script; what was typed
//! travels in hidden fields, and what a customer filled in stands in no address. A template that is for an account
//! above may be installed, with connectors that are shared from there (T6).
//!
//! An installed cycle is brought to another release on the same screens: they hold what it has, and show first what
//! differs. Going back to a release before is the same way.

pub(crate) mod actions;
mod api;
pub(crate) mod changes;
mod dry;
pub(crate) mod existing;
pub(crate) mod listing;
pub(crate) mod model;
mod pages;
pub(crate) mod plan;
pub(crate) mod queries;
pub(crate) mod rollout;
pub(crate) mod upgrade;
mod watch;

use crate::db::{InAccount, InPartner};
use crate::web::routes::Routes;
pub(crate) use pages::installed::backs;
use pages::{account, choose, installed, many, wizard};

pub(crate) fn routes(routes: &mut Routes) {
    api::routes(routes);
    routes
        .get("/console/templates/{id}/install", account::choose)
        .get("/console/templates/{id}/cycles", installed::all)
        .get("/console/templates/{id}/releases/{number}/cycles", installed::others)
        .get("/console/templates/{id}/releases/{number}/rollout", many::ask)
        .post("/console/templates/{id}/releases/{number}/rollout", many::begin)
        .get("/console/accounts/{id}/templates", choose::index::<InPartner>)
        .get("/console/accounts/{id}/install", wizard::show::<InPartner>)
        .post("/console/accounts/{id}/install", wizard::install::<InPartner>)
        .get("/a/{account}/templates", choose::index::<InAccount>)
        .get("/a/{account}/install", wizard::show::<InAccount>)
        .post("/a/{account}/install", wizard::install::<InAccount>);
}
