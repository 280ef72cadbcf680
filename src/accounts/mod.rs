//! Accounts and sub-accounts, as partner staff work with them (MODEL section 4).

pub(crate) mod actions;
pub(crate) mod api;
pub(crate) mod bin;
pub(crate) mod branches;
pub(crate) mod bulk;
pub(crate) mod certificates;
pub(crate) mod chain;
pub(crate) mod chores;
pub(crate) mod erasing;
pub(crate) mod filter;
pub(crate) mod model;
pub(crate) mod narrowed;
pub(crate) mod pages;
pub(crate) mod queries;
pub(crate) mod recent;
pub(crate) mod stand;
pub(crate) mod stands;
pub(crate) mod subtree;

use crate::web::routes::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .get("/console/accounts", pages::index::index)
        .get("/console/accounts/export", pages::export::export)
        .get("/console/accounts/near", pages::near::show)
        .get("/console/bulk/tags", pages::bulk::ask_tags)
        .post("/console/bulk/tags", pages::bulk::tag)
        .get("/console/bulk/limits", pages::bulk::ask_limits)
        .post("/console/bulk/limits", pages::bulk::limit)
        .get("/console/bulk/{change}", pages::bulk::ask)
        .post("/console/bulk/{change}", pages::bulk::carry_out)
        .get("/console/accounts/new", pages::edit::new)
        .post("/console/accounts", pages::edit::create)
        .get("/console/accounts/{id}", pages::show::show)
        .get("/console/accounts/{id}/edit", pages::edit::edit)
        .post("/console/accounts/{id}/edit", pages::edit::update)
        .get("/console/accounts/{id}/details", pages::details::show)
        .get("/console/accounts/{id}/sub-accounts", pages::tree::show)
        .get("/console/accounts/{id}/move", pages::moving::choose)
        .post("/console/accounts/{id}/move", pages::moving::carry_out)
        .get("/console/accounts/{id}/suspension", pages::standing::suspending)
        .post("/console/accounts/{id}/suspension", pages::standing::suspend)
        .get("/console/accounts/{id}/resumption", pages::standing::resuming)
        .post("/console/accounts/{id}/resumption", pages::standing::resume)
        .get("/console/accounts/{id}/deletion", pages::deletion::deleting)
        .post("/console/accounts/{id}/deletion", pages::deletion::delete)
        .get("/console/accounts/{id}/restoration", pages::deletion::restoring)
        .post("/console/accounts/{id}/restoration", pages::deletion::restore)
        .get("/console/accounts/{id}/erasure", pages::erasure::asking)
        .post("/console/accounts/{id}/erasure", pages::erasure::erase)
        .get("/console/accounts/{id}/view-as", pages::viewing::ask)
        .post("/console/accounts/{id}/view-as", pages::viewing::begin)
        .post("/console/accounts/{id}/view-as/end", pages::viewing::end)
        .get("/console/recycle-bin", pages::recycle_bin::index)
        .get("/console/recycle-bin/certificates", pages::certificates::index);
}
