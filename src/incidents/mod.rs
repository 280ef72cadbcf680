//! Errors and warnings of an account's cycles, by their cause (MODEL section 1): how many, since when, which cycles, and
//! whom to ask. They are written by the engine and counted as they are raised. In the console they are shown over all
//! accounts too, where one application that is down is one row.

pub(crate) mod actions;
mod api;
pub(crate) mod marking;
pub(crate) mod mending;
pub(crate) mod model;
mod pages;
pub(crate) mod queries;
mod together;

use crate::db::{InAccount, InPartner};
use crate::web::routes::Routes;
use pages::{cause, everywhere, index, together as together_page};

pub(crate) fn routes(routes: &mut Routes) {
    api::routes(routes);
    routes
        .get("/console/incidents", everywhere::index)
        .get("/console/incidents/cause", together_page::show)
        .post("/console/incidents/cause", together_page::mark)
        .get("/console/accounts/{id}/incidents", index::index::<InPartner>)
        .post("/console/accounts/{id}/incidents", index::mark::<InPartner>)
        .get("/console/accounts/{id}/incidents/cause", cause::show::<InPartner>)
        .get("/a/{account}/incidents", index::index::<InAccount>)
        .post("/a/{account}/incidents", index::mark::<InAccount>)
        .get("/a/{account}/incidents/cause", cause::show::<InAccount>);
}
