//! Console Users: the partner's own staff and what each may do (MODEL section 3).

mod actions;
mod model;
mod pages;

pub(crate) use actions::create;
pub(crate) use model::Rights;

use crate::web::routes::Routes;
use pages::{index, invite, show, standing};

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .get("/console/staff", index::index)
        .get("/console/staff/new", invite::new)
        .post("/console/staff", invite::create)
        .get("/console/staff/{id}", show::show)
        .post("/console/staff/{id}/rights", show::set_rights)
        .get("/console/staff/{id}/disable", standing::ask_disable)
        .post("/console/staff/{id}/disable", standing::disable)
        .post("/console/staff/{id}/enable", standing::enable)
        .get("/console/staff/{id}/sessions", standing::ask_end_sessions)
        .post("/console/staff/{id}/sessions", standing::end_sessions)
        .get("/console/staff/{id}/two-step", standing::ask_reset_second_step)
        .post("/console/staff/{id}/two-step", standing::reset_second_step)
        .post("/console/staff/{id}/invitation", standing::invite_again);
}
