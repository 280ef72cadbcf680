//! Coming in and going out: sign-in, sign-out, forgotten passwords and mailed links.

pub(crate) mod actions;
mod code;
mod language;
mod links;
mod pages;
mod provider;
mod reset;
pub(crate) mod throttle;

use crate::web::routes::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .get("/", pages::start)
        .get("/sign-in", pages::sign_in)
        .get("/sign-in/{slug}", pages::sign_in_at)
        .post("/sign-in", pages::signed_in)
        .get("/second-step", code::ask)
        .post("/second-step", code::give)
        .post("/oidc/{slug}", provider::leave)
        .get(crate::oidc::CALLBACK, provider::come_back)
        .post("/language", language::choose)
        .post("/sign-out", pages::sign_out)
        .get("/reset", reset::ask)
        .post("/reset", reset::asked)
        .get("/reset/sent", reset::sent)
        .get("/link/{token}", links::show)
        .post("/link/{token}", links::choose);
}
