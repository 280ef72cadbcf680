//! People of an account as those people see and manage them: `/a/{account}/people`. What partner staff does with them
//! is in `account_users`.

mod actions;
mod pages;
pub(crate) mod queries;

use crate::web::routes::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .get("/a/{account}/people", pages::index::index)
        .get("/a/{account}/people/new", pages::invite::new)
        .post("/a/{account}/people", pages::invite::create)
        .get("/a/{account}/people/{person}/edit", pages::edit::edit)
        .post("/a/{account}/people/{person}/edit", pages::edit::update)
        .get("/a/{account}/people/{person}/remove", pages::remove::ask)
        .post("/a/{account}/people/{person}/remove", pages::remove::remove)
        .post("/a/{account}/people/{person}/invitation", pages::invite::again);
}
