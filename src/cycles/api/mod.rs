//! Cycles of an account through the API: by tokens of the partner for any account they name, and by those that are bound to
//! one.

mod calls;
mod model;
mod queries;
mod writing;

pub(crate) use calls::object;

use crate::db::{InAccount, InPartner};
use crate::web::routes::Routes;
use {calls as c, writing as w};

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .account_call("GET", "/v1.0/cycles", c::list::<InPartner>, c::list::<InAccount>)
        .account_call("POST", "/v1.0/cycles", w::create::<InPartner>, w::create::<InAccount>)
        .account_call("GET", "/v1.0/cycles/{cycle}", c::show::<InPartner>, c::show::<InAccount>)
        .account_call("PUT", "/v1.0/cycles/{cycle}", w::change::<InPartner>, w::change::<InAccount>)
        .account_call("DELETE", "/v1.0/cycles/{cycle}", c::delete::<InPartner>, c::delete::<InAccount>)
        .account_call("PUT", "/v1.0/cycles/{cycle}/activate", c::activate::<InPartner>, c::activate::<InAccount>)
        .account_call("PUT", "/v1.0/cycles/{cycle}/deactivate", c::deactivate::<InPartner>, c::deactivate::<InAccount>)
        .account_call(
            "GET",
            "/v1.0/cycles/{cycle}/prerequisites",
            c::prerequisites::<InPartner>,
            c::prerequisites::<InAccount>,
        );
}
