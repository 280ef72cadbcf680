//! Signing in at a partner's own OpenID provider (MODEL section 3): which one and for whom is the partner's to say (`pages`,
//! `actions`), what the provider says is verified here (`provider`), and who that is in this partner the gate says
//! (`sql/oidc.sql`): whoever was linked with the provider's subject, else the one active person with an address that it
//! vouches for. Nobody is made. The pages on the way there and back are in `sign_in`.

mod actions;
pub(crate) mod model;
mod pages;
pub(crate) mod provider;
pub(crate) mod queries;

pub(crate) use actions::{allow_passwords, linked, slot, unlink_mine};

use crate::access::rights::{ManageAccountUsers, ManageConsoleUsers};
use crate::web::routes::Routes;
use pages::{settings, unlinking};

/// Where a provider sends people back to, below the console's own address.
pub(crate) const CALLBACK: &str = "/oidc/callback";

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .get(settings::PATH, settings::show)
        .post(settings::PATH, settings::save)
        .get("/console/settings/ways-in/provider/removal", settings::ask_removal)
        .post("/console/settings/ways-in/provider/removal", settings::remove)
        .get("/console/staff/{id}/provider", unlinking::ask::<ManageConsoleUsers>)
        .post("/console/staff/{id}/provider", unlinking::unlink::<ManageConsoleUsers>)
        .get("/console/people/{id}/provider", unlinking::ask::<ManageAccountUsers>)
        .post("/console/people/{id}/provider", unlinking::unlink::<ManageAccountUsers>);
}
