//! Errors and warnings of an account's cycles, by their cause (MODEL section 1): how many, since when, which cycles, and
//! whom to ask. They are written by the engine and counted as they are raised.

mod actions;
mod model;
mod pages;
mod queries;

use crate::web::routes::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    routes.get("/console/accounts/{id}/incidents", pages::index).post("/console/accounts/{id}/incidents", pages::mark);
}
