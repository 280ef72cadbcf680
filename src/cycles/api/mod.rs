//! Cycles of an account through the API: by tokens of the partner for any account they name, and by those that are bound to
//! one.

mod calls;
mod flow;
mod model;
mod queries;
mod upgradeable;
mod writing;

pub(crate) use calls::object;
#[cfg(feature = "test-support")]
pub(crate) use flow::edge_id;
pub(crate) use model::{CycleObject, InLibrary, step_id};
pub(crate) use queries::{Calling, library};

use crate::db::{InAccount, InPartner};
use crate::web::api::told;
use crate::web::routes::Routes;
use calls::{Deactivation, Started, Wanted};
use model::{Activation, PrerequisiteObject};
use queries::COLUMNS;
use upgradeable::UpgradeableCycle;
use writing::CycleBody;
use {calls as c, writing as w};

const N: &str = "Cycles";

pub(crate) fn routes(routes: &mut Routes) {
    flow::routes(routes);
    routes
        .account_call(
            "GET",
            "/v1.0/cycles",
            c::list::<InPartner>,
            c::list::<InAccount>,
            told(N, "List cycles").asks::<Wanted>().pages::<CycleObject>(&COLUMNS),
        )
        .account_call(
            "POST",
            "/v1.0/cycles",
            w::create::<InPartner>,
            w::create::<InAccount>,
            told(N, "Create a cycle")
                .about("Empty, or with what it does as Flow.")
                .takes::<CycleBody>()
                .once()
                .makes::<CycleObject>(),
        )
        .account_call(
            "GET",
            "/v1.0/cycles/upgradeable",
            upgradeable::list::<InPartner>,
            upgradeable::list::<InAccount>,
            told(N, "List cycles that have a newer release").pages::<UpgradeableCycle>(&COLUMNS),
        )
        .account_call(
            "GET",
            "/v1.0/cycles/{cycle}",
            c::show::<InPartner>,
            c::show::<InAccount>,
            told(N, "Get a cycle").gives::<CycleObject>(),
        )
        .account_call(
            "PUT",
            "/v1.0/cycles/{cycle}",
            w::change::<InPartner>,
            w::change::<InAccount>,
            told(N, "Change a cycle")
                .about("A running cycle is not changed: 409.")
                .takes::<CycleBody>()
                .gives::<CycleObject>(),
        )
        .account_call(
            "DELETE",
            "/v1.0/cycles/{cycle}",
            c::delete::<InPartner>,
            c::delete::<InAccount>,
            told(N, "Delete a cycle"),
        )
        .account_call(
            "PUT",
            "/v1.0/cycles/{cycle}/activate",
            c::activate::<InPartner>,
            c::activate::<InAccount>,
            told(N, "Start a cycle")
                .about("With RunOnce it runs now and not again; the answer names the transaction.")
                .takes::<Activation>()
                .gives::<Started>(),
        )
        .account_call(
            "PUT",
            "/v1.0/cycles/{cycle}/deactivate",
            c::deactivate::<InPartner>,
            c::deactivate::<InAccount>,
            told(N, "Stop a cycle").asks::<Deactivation>().gives::<CycleObject>(),
        )
        .account_call(
            "GET",
            "/v1.0/cycles/{cycle}/prerequisites",
            c::prerequisites::<InPartner>,
            c::prerequisites::<InAccount>,
            told(N, "List what is open before a cycle can start").pages::<PrerequisiteObject>(&calls::OPEN),
        );
}
