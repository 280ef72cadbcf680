//! What programs prove themselves with (MODEL section 10): credentials of the partner, each shown once and kept as a hash,
//! and the tokens that were got with them.

mod actions;
mod model;
mod pages;
mod queries;
mod token;

use crate::web::routes::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .post("/oauth/token", token::give)
        .get("/console/settings/api", pages::index)
        .get("/console/settings/api/new", pages::new)
        .post("/console/settings/api", pages::create)
        .get("/console/settings/api/{credential}/revocation", pages::ask)
        .post("/console/settings/api/{credential}/revocation", pages::revoke)
        .post("/console/settings/api/tokens/{token}/revocation", pages::end);
}
