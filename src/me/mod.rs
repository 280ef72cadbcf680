//! A person's own way in: profile, sessions, password. The place is the person's own scope (`InSelf`), in which no
//! other person's row is visible.

mod actions;
mod pages;
mod queries;

pub(crate) use actions::sign_in_anew;

use crate::web::routes::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .get("/me", pages::profile::edit)
        .post("/me", pages::profile::update)
        .post("/me/unlinking", pages::profile::unlink)
        .get("/me/sessions", pages::sessions::index)
        .get("/me/sessions/others/ending", pages::sessions::confirm_others)
        .post("/me/sessions/others/ending", pages::sessions::end_others)
        .post("/me/sessions/{session}/ending", pages::sessions::end_one)
        .get("/me/password", pages::password::edit)
        .post("/me/password", pages::password::change)
        .get("/me/two-step", pages::two_step::show)
        .post("/me/two-step/setup", pages::two_step::begin)
        .post("/me/two-step/confirmation", pages::two_step::confirm)
        .post("/me/two-step/codes", pages::two_step::renew_codes)
        .get("/me/two-step/off", pages::two_step::ask_off)
        .post("/me/two-step/off", pages::two_step::turn_off)
        .get("/me/confirm", pages::confirm::ask)
        .post("/me/confirm", pages::confirm::confirm)
        .get("/me/download", pages::confirm::download);
}
