//! Incidents through the API: each by itself, of one cycle or of all cycles of an account.

mod calls;
mod queries;

use crate::db::{InAccount, InPartner};
use crate::web::routes::Routes;
use calls as c;

pub(super) fn routes(routes: &mut Routes) {
    routes
        .account_call("GET", "/v1.0/cycles/incidents/{level}", c::of_account::<InPartner>, c::of_account::<InAccount>)
        .account_call("GET", "/v1.0/cycles/{cycle}/incidents", c::of_cycle::<InPartner>, c::of_cycle::<InAccount>);
}
