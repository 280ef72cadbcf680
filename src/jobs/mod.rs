//! Long work of partner staff: imports and bulk actions. A job is queued with the change that asked for it, carried out
//! by a worker of any server process under a lease (R3), in the name of the person who started it and only as long as
//! that person still holds the right, and it has a page with its progress and the result of each row. What it words is in
//! the language that it was asked for in: the worker speaks it.

pub(crate) mod actions;
pub(crate) mod model;
mod pages;
pub(crate) mod queries;
pub(crate) mod rollouts;
pub(crate) mod view;
pub(crate) mod work;
pub(crate) mod worker;

use crate::web::routes::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    routes.get("/console/jobs/{id}", pages::show).get("/console/jobs/{id}/failures.csv", pages::failures);
}
