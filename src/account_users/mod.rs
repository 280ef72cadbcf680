//! The people of customers, as partner staff works with them: everybody, one person, the people of one account. What
//! an account's own administrators do is in `account_people`.

mod actions;
pub(crate) mod api;
pub(crate) mod model;
mod pages;
mod queries;

pub(crate) use actions::access::{admit, vouch};
pub(crate) use pages::grant::differences;

use crate::web::routes::Routes;
use pages::{account, admit, choose, grant, index, many, password, rename, show, standing};

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .get("/console/people", index::index)
        .get("/console/people/new", choose::choose)
        .get("/console/people/{id}", show::show)
        .get("/console/people/{id}/edit", rename::edit)
        .post("/console/people/{id}/edit", rename::update)
        .get("/console/people/{id}/password", password::ask)
        .post("/console/people/{id}/password", password::set)
        .get("/console/people/{id}/disable", standing::ask_disable)
        .post("/console/people/{id}/disable", standing::disable)
        .post("/console/people/{id}/enable", standing::enable)
        .get("/console/people/{id}/sessions", standing::ask_end_sessions)
        .post("/console/people/{id}/sessions", standing::end_sessions)
        .get("/console/people/{id}/two-step", standing::ask_reset_second_step)
        .post("/console/people/{id}/two-step", standing::reset_second_step)
        .post("/console/people/{id}/invitation", standing::invite_again)
        .get("/console/accounts/{id}/people", account::index)
        .post("/console/accounts/{id}/people", admit::create)
        .get("/console/accounts/{id}/people/new", admit::new)
        .get("/console/accounts/{id}/people/many", many::new)
        .post("/console/accounts/{id}/people/many", many::create)
        .get("/console/accounts/{id}/people/{person}/edit", grant::edit)
        .post("/console/accounts/{id}/people/{person}/edit", grant::update)
        .get("/console/accounts/{id}/people/{person}/remove", grant::ask_remove)
        .post("/console/accounts/{id}/people/{person}/remove", grant::remove);
}
