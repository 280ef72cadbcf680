//! The people of customers through the API: who is let into an account, by a name or an address and a password.

mod calls;
mod model;
mod queries;

use crate::web::routes::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .call("GET", "/v1.0/accounts/{id}/users", calls::list)
        .call("PUT", "/v1.0/accounts/{id}/users", calls::admit)
        .call("DELETE", "/v1.0/accounts/{id}/users", calls::remove)
        .call("PUT", "/v1.0/users", calls::set_password);
}
