//! Connectors installed in accounts, with the credentials of that customer (MODEL section 5). Staff works with them in
//! the console, an account's own people in their view: the same pages and actions in two scopes, in which the policies
//! hold. Accounts below may use what is shared with them, and see no more of it than that (T6).

pub(crate) mod actions;
pub(crate) mod api;
pub(crate) mod grants;
pub(crate) mod model;
mod pages;
pub(crate) mod queries;
pub(crate) mod secret;
pub(crate) mod usual;

use crate::connectors::oauth::CALLBACK;
use crate::db::{InAccount, InPartner};
use crate::web::routes::Routes;
use pages::{callback, connection, doorstep, edit, index, link, new, questions, show, window};

pub(crate) fn routes(routes: &mut Routes) {
    api::routes(routes);
    routes
        .get("/console/accounts/{id}/connectors", index::index::<InPartner>)
        .post("/console/accounts/{id}/connectors", new::create::<InPartner>)
        .get("/console/accounts/{id}/connectors/new", new::new::<InPartner>)
        .get("/console/accounts/{id}/connectors/{connector}", show::show::<InPartner>)
        .get("/console/accounts/{id}/connectors/{connector}/edit", edit::edit::<InPartner>)
        .post("/console/accounts/{id}/connectors/{connector}/edit", edit::update::<InPartner>)
        .get("/console/accounts/{id}/connectors/{connector}/connection", connection::ask::<InPartner>)
        .post("/console/accounts/{id}/connectors/{connector}/connection", connection::connect::<InPartner>)
        .post("/console/accounts/{id}/connectors/{connector}/links", link::make::<InPartner>)
        .get("/console/accounts/{id}/connectors/{connector}/disconnection", questions::ask_disconnect::<InPartner>)
        .post("/console/accounts/{id}/connectors/{connector}/disconnection", questions::disconnect::<InPartner>)
        .get("/console/accounts/{id}/connectors/{connector}/sharing", questions::ask_share::<InPartner>)
        .post("/console/accounts/{id}/connectors/{connector}/sharing", questions::share::<InPartner>)
        .get("/console/accounts/{id}/connectors/{connector}/removal", questions::ask_remove::<InPartner>)
        .post("/console/accounts/{id}/connectors/{connector}/removal", questions::remove::<InPartner>)
        .get("/a/{account}/connectors", index::index::<InAccount>)
        .post("/a/{account}/connectors", new::create::<InAccount>)
        .get("/a/{account}/connectors/new", new::new::<InAccount>)
        .get("/a/{account}/connectors/{connector}", show::show::<InAccount>)
        .get("/a/{account}/connectors/{connector}/edit", edit::edit::<InAccount>)
        .post("/a/{account}/connectors/{connector}/edit", edit::update::<InAccount>)
        .get("/a/{account}/connectors/{connector}/connection", connection::ask::<InAccount>)
        .post("/a/{account}/connectors/{connector}/connection", connection::connect::<InAccount>)
        .post("/a/{account}/connectors/{connector}/links", link::make::<InAccount>)
        .get("/a/{account}/connectors/{connector}/disconnection", questions::ask_disconnect::<InAccount>)
        .post("/a/{account}/connectors/{connector}/disconnection", questions::disconnect::<InAccount>)
        .get("/a/{account}/connectors/{connector}/sharing", questions::ask_share::<InAccount>)
        .post("/a/{account}/connectors/{connector}/sharing", questions::share::<InAccount>)
        .get("/a/{account}/connectors/{connector}/removal", questions::ask_remove::<InAccount>)
        .post("/a/{account}/connectors/{connector}/removal", questions::remove::<InAccount>)
        .post("/a/{account}/connectors/{connector}/window", window::open)
        .get("/a/{account}/connectors/{connector}/state", window::state)
        .get("/connect/{token}", doorstep::show)
        .post("/connect/{token}", doorstep::connect)
        .get(CALLBACK, callback::finish);
}
