//! What programs prove themselves with (MODEL section 10): credentials of the partner and of its accounts, each shown once and
//! kept as a hash, and the tokens that were got with them. Those of an account's credential are always bound to it.

mod actions;
mod api;
mod model;
mod pages;
mod queries;
mod token;

use crate::db::{InAccount, InPartner};
use crate::web::routes::Routes;
use pages::{of_account, partner};

pub(crate) fn routes(routes: &mut Routes) {
    api::routes(routes);
    routes
        .post("/oauth/token", token::give)
        .get("/console/settings/api", partner::index)
        .get("/console/settings/api/new", partner::new)
        .post("/console/settings/api", partner::create)
        .get("/console/settings/api/{credential}/revocation", partner::ask)
        .post("/console/settings/api/{credential}/revocation", partner::revoke)
        .post("/console/settings/api/tokens/{token}/revocation", partner::end)
        .get("/console/accounts/{id}/api", of_account::index::<InPartner>)
        .get("/console/accounts/{id}/api/{credential}/revocation", of_account::ask::<InPartner>)
        .post("/console/accounts/{id}/api/{credential}/revocation", of_account::revoke::<InPartner>)
        .post("/console/accounts/{id}/api/tokens/{token}/revocation", of_account::end::<InPartner>)
        .get("/a/{account}/api", of_account::index::<InAccount>)
        .get("/a/{account}/api/new", of_account::new)
        .post("/a/{account}/api", of_account::create)
        .get("/a/{account}/api/{credential}/revocation", of_account::ask::<InAccount>)
        .post("/a/{account}/api/{credential}/revocation", of_account::revoke::<InAccount>)
        .post("/a/{account}/api/tokens/{token}/revocation", of_account::end::<InAccount>);
}
