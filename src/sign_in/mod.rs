//! Coming in and going out: sign-in, sign-out, forgotten passwords and mailed links.

mod actions;
mod pages;

use crate::web::routes::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .get("/", pages::start)
        .get("/sign-in", pages::sign_in)
        .get("/sign-in/{slug}", pages::sign_in_at)
        .post("/sign-in", pages::signed_in)
        .post("/sign-out", pages::sign_out);
}
