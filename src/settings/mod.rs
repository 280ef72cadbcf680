//! What holds for everybody of a partner: its name, how its people sign in and for how long (MODEL section 3), and how its
//! calls to applications name themselves.

mod actions;
pub(crate) mod model;
pub(crate) mod networks;
mod pages;
mod queries;

pub(crate) use actions::allow_all_networks;

use crate::web::routes::Routes;
use pages::{show, ways_in};

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .get("/console/settings", show::show)
        .post("/console/settings/name", show::rename)
        .post("/console/settings/language", show::set_language)
        .post("/console/settings/sessions", show::set_limits)
        .post("/console/settings/user-agent", show::set_user_agent)
        .get("/console/settings/ways-in", ways_in::show)
        .post("/console/settings/ways-in/two-step", ways_in::set_second_step)
        .post("/console/settings/ways-in/networks", ways_in::set_networks);
}
