//! Templates: prepared integrations of a partner (MODEL section 5). Each has releases that hold a flow; the live one is
//! what is installed into accounts. This is the product's Template; pages in HTML are in the top-level folder.
//!
//! - `model`: names, folders, who sees one. `check`: what is wrong with a flow here, and on which line.
//!   `file`: a release as a file.
//! - `queries`, `actions`, `pages`: the library in the console. A builder works on a draft through
//!   [`actions::drafts::save_draft`].

pub(crate) mod actions;
pub(crate) mod check;
pub(crate) mod file;
pub(crate) mod model;
mod pages;
pub(crate) mod queries;

use crate::web::routes::Routes;
use pages::{accounts, drafts, edit, files, form, index, promotion, release, removal, show};

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .get("/console/templates", index::index)
        .get("/console/templates/new", form::new)
        .post("/console/templates", form::create)
        .get("/console/templates/import", files::new)
        .post("/console/templates/import", files::import)
        .get("/console/templates/{id}", show::show)
        .get("/console/templates/{id}/edit", form::edit)
        .post("/console/templates/{id}/edit", form::save)
        .get("/console/templates/{id}/accounts", accounts::show)
        .post("/console/templates/{id}/accounts", accounts::change)
        .get("/console/templates/{id}/removal", removal::ask)
        .post("/console/templates/{id}/removal", removal::remove)
        .post("/console/templates/{id}/drafts", drafts::begin)
        .get("/console/templates/{id}/releases/{number}", release::show)
        .get("/console/templates/{id}/releases/{number}/export", files::export)
        .get("/console/templates/{id}/releases/{number}/edit", edit::edit)
        .post("/console/templates/{id}/releases/{number}/edit", edit::save)
        .get("/console/templates/{id}/releases/{number}/promotion", promotion::ask)
        .post("/console/templates/{id}/releases/{number}/promotion", promotion::promote)
        .get("/console/templates/{id}/releases/{number}/deletion", drafts::ask_delete)
        .post("/console/templates/{id}/releases/{number}/deletion", drafts::delete);
}
