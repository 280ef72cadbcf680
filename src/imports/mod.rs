//! Import of customers from a CSV: upload, match the columns, check every row without changing anything, apply all in
//! one transaction. The same file applied again changes nothing, because the API ID says which account a row is about.

mod actions;
pub(crate) mod csv;
mod fields;
mod foreseen;
mod intake;
pub(crate) mod jobs;
mod judge;
pub(crate) mod limits;
mod mapping;
mod pages;
mod queries;
mod survey;
mod tree;

use crate::web::routes::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .get("/console/imports", pages::index::index)
        .get("/console/imports/new", pages::start::new)
        .post("/console/imports", pages::start::upload)
        .get("/console/imports/{id}", pages::show::show)
        .get("/console/imports/{id}/columns", pages::columns::edit)
        .post("/console/imports/{id}/columns", pages::columns::save)
        .get("/console/imports/{id}/faulty.csv", pages::show::faulty)
        .get("/console/imports/{id}/application/new", pages::application::confirm)
        .post("/console/imports/{id}/application", pages::application::apply)
        .get("/console/imports/{id}/deletion/new", pages::deletion::confirm)
        .post("/console/imports/{id}/deletion", pages::deletion::delete);
}
