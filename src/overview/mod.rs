//! The console's first page: what was used, what there is, what runs at this moment, what needs somebody, what changed. Only what
//! the person may see; a few statements whatever the size, over roll-ups and counters alone.
//!
//! - [`load`]: the live load, which stands on the pages of accounts too.
//! - `tiles`, `needs`, `steps`: the parts of the page. `queries`: what it reads.

mod components;
pub(crate) mod load;
mod needs;
mod pages;
mod queries;
mod steps;
mod tiles;

use crate::web::routes::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    routes.get("/console", pages::overview);
}

/// Pages for developers, where `BERTH_DEV` is set.
pub(crate) fn dev_routes(routes: &mut Routes) {
    routes.get("/dev/components", components::components);
}
