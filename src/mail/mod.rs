//! Mails: written to the outbox with the change that caused them, sent afterwards by a chore of the server. A mail
//! speaks as the partner, links only to the configured address, and holds no link's token until it leaves.

pub(crate) mod actions;
pub(crate) mod model;
mod pages;
pub(crate) mod sender;
mod words;

use crate::web::routes::Routes;

pub(crate) fn dev_routes(routes: &mut Routes) {
    routes
        .get("/dev/mails", pages::index)
        .get("/dev/mails/{file}", pages::show)
        .get("/dev/mails/{file}/html", pages::html);
}
