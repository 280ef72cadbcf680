//! Templates: prepared integrations of a partner (MODEL section 5). Each has releases that hold a flow; the live one is
//! what is installed into accounts. This is the product's Template; pages in HTML are in the top-level folder.
//!
//! - `model`: names, folders, who sees one. `check`: what is wrong with a flow here, and on which line.
//!   `file`: a release as a file.
//! - `shelf`: where a template stands: in the partner's library, or in the view of the account that owns it.
//! - `queries`, `shelves`, `actions`, `pages`: both. A builder works on a draft through [`actions::drafts::save_draft`].

pub(crate) mod actions;
mod api;
pub(crate) mod check;
pub(crate) mod file;
pub(crate) mod model;
mod pages;
pub(crate) mod queries;
pub(crate) mod shelf;
pub(crate) mod shelves;

use crate::db::{InAccount, InPartner};
use crate::web::routes::Routes;
use pages::{accounts, drafts, edit, files, form, index, promotion, release, removal, show};

/// The routes of one template and of its releases, on a shelf.
macro_rules! shelved {
    ($routes:expr, $shelf:ty, $list:literal) => {
        $routes
            .get(concat!($list, "/{id}"), show::show::<$shelf>)
            .get(concat!($list, "/{id}/edit"), form::edit::<$shelf>)
            .post(concat!($list, "/{id}/edit"), form::save::<$shelf>)
            .get(concat!($list, "/{id}/removal"), removal::ask::<$shelf>)
            .post(concat!($list, "/{id}/removal"), removal::remove::<$shelf>)
            .post(concat!($list, "/{id}/drafts"), drafts::begin::<$shelf>)
            .get(concat!($list, "/{id}/releases/{number}"), release::show::<$shelf>)
            .get(concat!($list, "/{id}/releases/{number}/export"), files::export::<$shelf>)
            .get(concat!($list, "/{id}/releases/{number}/edit"), edit::edit::<$shelf>)
            .post(concat!($list, "/{id}/releases/{number}/edit"), edit::save::<$shelf>)
            .get(concat!($list, "/{id}/releases/{number}/promotion"), promotion::ask::<$shelf>)
            .post(concat!($list, "/{id}/releases/{number}/promotion"), promotion::promote::<$shelf>)
            .get(concat!($list, "/{id}/releases/{number}/deletion"), drafts::ask_delete::<$shelf>)
            .post(concat!($list, "/{id}/releases/{number}/deletion"), drafts::delete::<$shelf>)
    };
}

pub(crate) fn routes(routes: &mut Routes) {
    api::routes(routes);
    routes
        .get("/console/templates", index::index)
        .get("/console/templates/new", form::new)
        .post("/console/templates", form::create)
        .get("/console/templates/import", files::new)
        .post("/console/templates/import", files::import)
        .get("/console/templates/{id}/accounts", accounts::show)
        .post("/console/templates/{id}/accounts", accounts::change);
    shelved!(routes, InPartner, "/console/templates");
    shelved!(routes, InAccount, "/a/{account}/templates");
}
