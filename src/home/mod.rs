//! What an account's own people see of it: the list of their accounts, the account's home, its details, the sub-accounts
//! they may see and, for administrators, its audit log. The account is in every address (T9); a grant on a parent shows
//! nothing of a child, nor the reverse (T5, T7). The people of an account are a feature of their own.

mod actions;
mod audit;
mod chooser;
mod details;
mod needs;
mod queries;
mod show;
mod sub_accounts;

use crate::web::routes::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .get("/a", chooser::chooser)
        .get("/a/{account}", show::show)
        .get("/a/{account}/details", details::show)
        .get("/a/{account}/details/edit", details::edit)
        .post("/a/{account}/details", details::update)
        .get("/a/{account}/sub-accounts", sub_accounts::index)
        .get("/a/{account}/audit", audit::index)
        .get("/a/{account}/audit.csv", audit::csv);
}

/// Whether the gate opened the account. Without it (only with the application's checks off, T12) there is nothing to
/// say, not even a name.
fn name_of<P: crate::db::Place>(tx: &crate::db::ReadTx<'_, P>) -> crate::error::AppResult<String> {
    tx.facts().account_name.clone().ok_or(crate::error::AppError::NotFound)
}
