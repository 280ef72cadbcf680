//! The people of customers through the API: who is let into an account, by a name or an address and a password.

mod calls;
mod model;
mod queries;

use crate::web::api::told;
use crate::web::routes::Routes;
use calls::Wanted;
use model::{NameOrUser, UserBody, UserObject};
use queries::COLUMNS;

const N: &str = "Users";

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .call("GET", "/v1.0/accounts/{id}/users", calls::list, told(N, "List an account's users").about("Names; with details objects.").asks::<Wanted>().pages::<NameOrUser>(&COLUMNS))
        .call("PUT", "/v1.0/accounts/{id}/users", calls::admit, told(N, "Let a user in").about("A new user gets the password, or an invitation by mail where the name is an address and no password is given. Who is there already stays, with the Role if one is given; a Password other than the one that they have is refused: PUT /v1.0/users sets another.").takes::<UserBody>().gives::<UserObject>())
        .call("DELETE", "/v1.0/accounts/{id}/users", calls::remove, told(N, "Take a user out").takes::<UserBody>())
        .call("PUT", "/v1.0/users", calls::set_password, told(N, "Set a user's password").takes::<UserBody>());
}
