//! Cycles: integrations that live in an account (MODEL section 5). The console and the account's own people work with them
//! on the same pages by the same actions; the scope's policies hold in both.

pub(crate) mod about;
pub(crate) mod actions;
pub(crate) mod api;
pub(crate) mod hooks;
pub(crate) mod life;
pub(crate) mod model;
pub(crate) mod pages;
pub(crate) mod prerequisites;
pub(crate) mod queries;
pub(crate) mod settings;
pub(crate) mod slots;

use crate::db::{InAccount, InPartner};
use crate::web::routes::Routes;
use pages::{as_template, changing, connectors, create, index, inputs, once, show, stopping, times};

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .get("/console/accounts/{id}/cycles", index::index::<InPartner>)
        .get("/console/accounts/{id}/cycles/new", create::new)
        .post("/console/accounts/{id}/cycles", create::create)
        .get("/console/accounts/{id}/cycles/{cycle}", show::show::<InPartner>)
        .post("/console/accounts/{id}/cycles/{cycle}/activation", show::start::<InPartner>)
        .get("/console/accounts/{id}/cycles/{cycle}/connectors", connectors::ask::<InPartner>)
        .post("/console/accounts/{id}/cycles/{cycle}/connectors", connectors::choose::<InPartner>)
        .get("/console/accounts/{id}/cycles/{cycle}/inputs", inputs::ask::<InPartner>)
        .post("/console/accounts/{id}/cycles/{cycle}/inputs", inputs::save::<InPartner>)
        .get("/console/accounts/{id}/cycles/{cycle}/schedule", times::ask::<InPartner>)
        .post("/console/accounts/{id}/cycles/{cycle}/schedule", times::save::<InPartner>)
        .get("/console/accounts/{id}/cycles/{cycle}/once", once::ask::<InPartner>)
        .post("/console/accounts/{id}/cycles/{cycle}/once", once::run::<InPartner>)
        .get("/console/accounts/{id}/cycles/{cycle}/name", changing::ask_name::<InPartner>)
        .post("/console/accounts/{id}/cycles/{cycle}/name", changing::rename::<InPartner>)
        .get("/console/accounts/{id}/cycles/{cycle}/address", changing::ask_address::<InPartner>)
        .post("/console/accounts/{id}/cycles/{cycle}/address", changing::replace_address::<InPartner>)
        .get("/console/accounts/{id}/cycles/{cycle}/removal", changing::ask_removal::<InPartner>)
        .post("/console/accounts/{id}/cycles/{cycle}/removal", changing::remove::<InPartner>)
        .get("/console/accounts/{id}/cycles/{cycle}/stop", stopping::ask::<InPartner>)
        .post("/console/accounts/{id}/cycles/{cycle}/stop", stopping::stop::<InPartner>)
        .get("/console/accounts/{id}/cycles/{cycle}/template", as_template::ask::<InPartner>)
        .post("/console/accounts/{id}/cycles/{cycle}/template", as_template::save::<InPartner>)
        .get("/a/{account}/cycles", index::index::<InAccount>)
        .get("/a/{account}/cycles/{cycle}", show::show::<InAccount>)
        .post("/a/{account}/cycles/{cycle}/activation", show::start::<InAccount>)
        .get("/a/{account}/cycles/{cycle}/connectors", connectors::ask::<InAccount>)
        .post("/a/{account}/cycles/{cycle}/connectors", connectors::choose::<InAccount>)
        .get("/a/{account}/cycles/{cycle}/inputs", inputs::ask::<InAccount>)
        .post("/a/{account}/cycles/{cycle}/inputs", inputs::save::<InAccount>)
        .get("/a/{account}/cycles/{cycle}/schedule", times::ask::<InAccount>)
        .post("/a/{account}/cycles/{cycle}/schedule", times::save::<InAccount>)
        .get("/a/{account}/cycles/{cycle}/once", once::ask::<InAccount>)
        .post("/a/{account}/cycles/{cycle}/once", once::run::<InAccount>)
        .get("/a/{account}/cycles/{cycle}/name", changing::ask_name::<InAccount>)
        .post("/a/{account}/cycles/{cycle}/name", changing::rename::<InAccount>)
        .get("/a/{account}/cycles/{cycle}/address", changing::ask_address::<InAccount>)
        .post("/a/{account}/cycles/{cycle}/address", changing::replace_address::<InAccount>)
        .get("/a/{account}/cycles/{cycle}/removal", changing::ask_removal::<InAccount>)
        .post("/a/{account}/cycles/{cycle}/removal", changing::remove::<InAccount>)
        .get("/a/{account}/cycles/{cycle}/stop", stopping::ask::<InAccount>)
        .post("/a/{account}/cycles/{cycle}/stop", stopping::stop::<InAccount>)
        .get("/a/{account}/cycles/{cycle}/template", as_template::ask::<InAccount>)
        .post("/a/{account}/cycles/{cycle}/template", as_template::save::<InAccount>);
}
