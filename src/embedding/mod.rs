//! What a partner's program opens for people of a customer who never signed up (MODEL section 9): it asks for a one-use token
//! through the API, and the address with that token in it leads to the account's own pages, to Launch (installing a template),
//! to the Marketplace (a catalogue of them) or to Orbit (what is installed).
//!
//! The token opens a session for that person in that one account. Looking at the address spends nothing; the page behind it
//! does, by a form.

mod actions;
mod api;
pub(crate) mod model;
mod pages;
mod queries;

use crate::web::routes::Routes;
use pages::{catalogue, door, orbit};

pub(crate) fn routes(routes: &mut Routes) {
    api::routes(routes);
    routes
        .get("/signin", door::look)
        .post("/signin", door::enter)
        .get("/launch", door::look)
        .post("/launch", door::enter)
        .get("/marketplace", door::look)
        .post("/marketplace", door::enter)
        .get("/orbit", door::look)
        .post("/orbit", door::enter)
        .get("/a/{account}/launch", catalogue::launch)
        .get("/a/{account}/marketplace", catalogue::marketplace)
        .get("/a/{account}/orbit", orbit::show)
        .post("/a/{account}/orbit/{cycle}/activation", orbit::start)
        .post("/a/{account}/orbit/{cycle}/stop", orbit::stop);
}
