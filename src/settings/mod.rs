//! What holds for everybody of a partner: its name, how long its people stay signed in (MODEL section 3)
//! and how its calls to applications name themselves.

mod actions;
pub(crate) mod model;
mod pages;
mod queries;

use crate::web::routes::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .get("/console/settings", pages::show)
        .post("/console/settings/name", pages::rename)
        .post("/console/settings/sessions", pages::set_limits)
        .post("/console/settings/user-agent", pages::set_user_agent);
}
