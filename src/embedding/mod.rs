//! What a partner's program opens for people of a customer who never signed up (MODEL section 9): it asks for a one-use token
//! through the API, and the address with that token in it leads to the account's own pages, to Launch (installing a template),
//! to the Marketplace (a catalogue of them) or to Orbit (what is installed).
//!
//! The token opens a session for that person in that one account. Looking at the address spends nothing; the page behind it
//! does, by a form.

mod actions;
mod api;
mod keys;
pub(crate) mod model;
mod origins;
mod pages;
mod queries;
mod sessions;
mod signed;

use crate::web::routes::Routes;
pub(crate) use pages::frame::opening;
use pages::{catalogue, check, console, door, frame, of_account, orbit};

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
        .post("/embed/start", frame::start)
        .post("/embed/{frame}/exchange", frame::exchange)
        .post("/embed/{frame}/close", frame::close)
        .get("/console/embedding", console::index)
        .post("/console/embedding/origins", console::set_origins)
        .post("/console/embedding/frames/{frame}/end", console::end)
        .get("/console/embedding/keys/new", pages::keys::new)
        .post("/console/embedding/keys", pages::keys::create)
        .get("/console/embedding/keys/{key}/revocation", pages::keys::ask)
        .post("/console/embedding/keys/{key}/revocation", pages::keys::revoke)
        .get("/console/embedding/check", check::ask)
        .post("/console/embedding/check", check::run)
        .get("/console/accounts/{id}/embedding", of_account::show)
        .post("/console/accounts/{id}/embedding", of_account::set)
        .get("/a/{account}/launch", catalogue::launch)
        .get("/a/{account}/marketplace", catalogue::marketplace)
        .get("/a/{account}/orbit", orbit::show)
        .post("/a/{account}/orbit/{cycle}/activation", orbit::start)
        .post("/a/{account}/orbit/{cycle}/stop", orbit::stop);
}
