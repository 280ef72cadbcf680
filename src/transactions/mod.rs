//! The log of what cycles did: Transactions, their steps, incidents (MODEL section 6). Written by the engine, read here.

mod pages;
pub(crate) mod queries;
pub(crate) mod shown;

use crate::web::routes::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .get("/console/accounts/{id}/transactions", pages::index)
        .get("/console/accounts/{id}/transactions/{transaction}", pages::show);
}
