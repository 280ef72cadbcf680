//! Incidents through the API: each by itself, of one cycle or of all cycles of an account.

mod calls;
mod queries;

use crate::db::{InAccount, InPartner};
use crate::web::api::between::Between;
use crate::web::api::told;
use crate::web::routes::Routes;
use calls as c;
use calls::{COLUMNS, IncidentObject};

const N: &str = "Incidents";

pub(super) fn routes(routes: &mut Routes) {
    routes
        .account_call(
            "GET",
            "/v1.0/cycles/incidents/{level}",
            c::of_account::<InPartner>,
            c::of_account::<InAccount>,
            told(N, "List an account's incidents").asks::<Between>().pages::<IncidentObject>(&COLUMNS),
        )
        .account_call(
            "GET",
            "/v1.0/cycles/{cycle}/incidents",
            c::of_cycle::<InPartner>,
            c::of_cycle::<InAccount>,
            told(N, "List a cycle's incidents").asks::<Between>().pages::<IncidentObject>(&COLUMNS),
        );
}
