//! A person's own way in: profile, sessions, password. The place is the person's own scope (`InSelf`), in which no
//! other person's row is visible.

mod actions;
mod pages;
mod queries;

use crate::web::routes::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .get("/me", pages::profile::edit)
        .post("/me", pages::profile::update)
        .get("/me/sessions", pages::sessions::index)
        .get("/me/sessions/others/ending", pages::sessions::confirm_others)
        .post("/me/sessions/others/ending", pages::sessions::end_others)
        .post("/me/sessions/{session}/ending", pages::sessions::end_one)
        .get("/me/password", pages::password::edit)
        .post("/me/password", pages::password::change)
        .get("/me/confirm", pages::confirm::ask)
        .post("/me/confirm", pages::confirm::confirm)
        .get("/me/download", pages::confirm::download);
}
