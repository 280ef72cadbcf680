//! Errors and warnings of an account's cycles, by their cause (MODEL section 1): how many, since when, which cycles, and
//! whom to ask. They are written by the engine and counted as they are raised.

mod actions;
pub(crate) mod mending;
pub(crate) mod model;
mod pages;
pub(crate) mod queries;

use crate::db::{InAccount, InPartner};
use crate::web::routes::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .get("/console/accounts/{id}/incidents", pages::index::<InPartner>)
        .post("/console/accounts/{id}/incidents", pages::mark::<InPartner>)
        .get("/a/{account}/incidents", pages::index::<InAccount>)
        .post("/a/{account}/incidents", pages::mark::<InAccount>);
}
