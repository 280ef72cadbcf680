//! Accounts and sub-accounts through the API.

mod calls;
mod model;
mod queries;

use crate::web::routes::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .call("GET", "/v1.0/accounts", calls::list)
        .call("POST", "/v1.0/accounts", calls::create)
        .call("GET", "/v1.0/accounts/{id}", calls::show)
        .call("PUT", "/v1.0/accounts/{id}", calls::update)
        .call("DELETE", "/v1.0/accounts/{id}", calls::delete)
        .call("GET", "/v1.0/accounts/{id}/subaccounts", calls::list_below)
        .call("GET", "/v1.0/accounts/{id}/usage", calls::usage);
}
