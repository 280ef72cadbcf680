//! Connectors: applications that cycles can call (MODEL section 5). A partner's library holds them with their releases.
//!
//! - [`model`]: a definition as data. `check`: what is wrong with one. `address`, `names`, `field_path`: its small
//!   languages.
//! - [`openapi`]: definitions from the documents that vendors publish. [`catalogue`]: those that come with the product.
//!   [`changes`]: what is different between two releases.
//! - [`call`]: requests and replies of one method. [`oauth`]: tokens from providers.
//! - [`owned`]: those that belong to an account. `importing`: of what was sent. `choices`: for other pages. `queries`, `actions`, `pages`: the library in the console.

pub(crate) mod actions;
pub(crate) mod address;
pub(crate) mod call;
pub(crate) mod catalogue;
pub(crate) mod changes;
pub(crate) mod check;
pub(crate) mod choices;
pub(crate) mod field_path;
pub(crate) mod icon;
pub(crate) mod importing;
pub(crate) mod model;
pub(crate) mod names;
pub(crate) mod oauth;
pub(crate) mod openapi;
pub(crate) mod owned;
mod pages;
pub(crate) mod queries;

use crate::web::routes::Routes;
use pages::{
    applications, client, comparison, drafts, head, import, index, method, method_edit, promotion, release, removal,
    report, show,
};

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .get("/console/connectors", index::index)
        .get("/console/connectors/new", head::new)
        .post("/console/connectors", head::create)
        .get("/console/connectors/import", import::new)
        .post("/console/connectors/import", import::import)
        .get("/console/connectors/catalogue", applications::index)
        .post("/console/connectors/catalogue/{key}", applications::add)
        .get("/console/connectors/{id}", show::show)
        .get("/console/connectors/{id}/name", show::edit_name)
        .post("/console/connectors/{id}/name", show::rename)
        .get("/console/connectors/{id}/client", client::edit)
        .post("/console/connectors/{id}/client", client::save)
        .get("/console/connectors/{id}/client/removal", client::ask_forget)
        .post("/console/connectors/{id}/client/removal", client::forget)
        .get("/console/connectors/{id}/removal", removal::ask)
        .post("/console/connectors/{id}/removal", removal::remove)
        .post("/console/connectors/{id}/drafts", drafts::begin)
        .get("/console/connectors/{id}/releases/{number}", release::show)
        .get("/console/connectors/{id}/releases/{number}/report", report::show)
        .get("/console/connectors/{id}/releases/{number}/changes", comparison::show)
        .get("/console/connectors/{id}/releases/{number}/edit", head::edit)
        .post("/console/connectors/{id}/releases/{number}/edit", head::save)
        .get("/console/connectors/{id}/releases/{number}/promotion", promotion::ask)
        .post("/console/connectors/{id}/releases/{number}/promotion", promotion::promote)
        .get("/console/connectors/{id}/releases/{number}/deletion", drafts::ask_delete)
        .post("/console/connectors/{id}/releases/{number}/deletion", drafts::delete)
        .get("/console/connectors/{id}/releases/{number}/new-method", method_edit::new)
        .post("/console/connectors/{id}/releases/{number}/new-method", method_edit::create)
        .get("/console/connectors/{id}/releases/{number}/methods/{key}", method::show)
        .get("/console/connectors/{id}/releases/{number}/methods/{key}/edit", method_edit::edit)
        .post("/console/connectors/{id}/releases/{number}/methods/{key}/edit", method_edit::save)
        .get("/console/connectors/{id}/releases/{number}/methods/{key}/removal", method_edit::ask_remove)
        .post("/console/connectors/{id}/releases/{number}/methods/{key}/removal", method_edit::remove);
}
