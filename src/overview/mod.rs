//! The console's first page: what there is, what needs somebody, what changed. Only what the person may see; three
//! statements whatever the size (the figures of the partner are one function, `app.partner_overview`).

mod components;
mod pages;
mod queries;

use crate::web::routes::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    routes.get("/console", pages::overview);
}

/// Pages for developers, where `BERTH_DEV` is set.
pub(crate) fn dev_routes(routes: &mut Routes) {
    routes.get("/dev/components", components::components);
}
