//! Accounts and sub-accounts through the API.

mod bulk;
mod calls;
mod erasure;
mod model;
mod queries;
mod states;

use crate::web::api::told;
use crate::web::routes::Routes;
use bulk::ResultObject;
use calls::Change;
use model::{AccountBody, AccountObject, UsageObject};
use queries::COLUMNS;
pub(crate) use states::wherever;

const N: &str = "Accounts";

pub(crate) fn routes(routes: &mut Routes) {
    states::routes(routes);
    erasure::routes(routes);
    routes
        .call("GET", "/v1.0/accounts", calls::list, told(N, "List accounts").pages::<AccountObject>(&COLUMNS))
        .call(
            "POST",
            "/v1.0/accounts",
            calls::create,
            told(N, "Create an account").takes::<AccountBody>().once().gives::<AccountObject>(),
        )
        .call(
            "POST",
            "/v1.0/accounts/bulk",
            bulk::create_many,
            told(N, "Create many accounts")
                .about("1,000 at most, sub-accounts among them; a result for each, in their order.")
                .takes::<Vec<AccountBody>>()
                .once()
                .gives_all::<ResultObject>(),
        )
        .call("GET", "/v1.0/accounts/{id}", calls::show, told(N, "Get an account").gives::<AccountObject>())
        .call(
            "PUT",
            "/v1.0/accounts/{id}",
            calls::update,
            told(N, "Change an account")
                .about("With createIfMissing it is made under this API ID where there is none.")
                .asks::<Change>()
                .takes::<AccountBody>()
                .gives::<AccountObject>(),
        )
        .call(
            "DELETE",
            "/v1.0/accounts/{id}",
            calls::delete,
            told(N, "Delete an account").about("It goes to the recycle bin with all below it."),
        )
        .call(
            "GET",
            "/v1.0/accounts/{id}/subaccounts",
            calls::list_below,
            told(N, "List sub-accounts").pages::<AccountObject>(&COLUMNS),
        )
        .call(
            "GET",
            "/v1.0/accounts/{id}/usage",
            calls::usage,
            told(N, "Get an account's usage").about("Of its present billing period.").gives::<UsageObject>(),
        );
}
