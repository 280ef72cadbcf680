//! What a partner's customers meet of it (MODEL section 9): names, images, colours, words, links, as checked tokens. A draft is worked
//! on and seen by staff alone; publishing makes a version of it and puts it into force, and an account may have something otherwise.
//! The gate says which brand applies with everything else it says, so a page needs no further question (`sql/brands.sql`).
//!
//! Pure: `colour`, `contrast` (what the product's tokens become), `theme` (the style, all of it in its address), `letterhead` (mails),
//! `images` (decoded and written anew). The console's own pages keep the product's look.

mod actions;
pub(crate) mod colour;
pub(crate) mod contrast;
mod images;
pub(crate) mod letterhead;
pub(crate) mod model;
mod pages;
mod queries;
pub(crate) mod theme;
mod words;

pub(crate) use actions::{for_an_account_of_the_demo, for_the_demo};
pub(crate) use images::Use;
pub(crate) use pages::PATH;

use crate::web::routes::Routes;
use pages::{account, edit, files, pictures, publishing};

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .get("/theme/{name}", files::theme)
        .get("/brand/{partner}/{file}", files::image)
        .get("/console/settings/branding", edit::show)
        .post("/console/settings/branding", edit::save)
        .get("/console/settings/branding/preview", edit::preview)
        .post("/console/settings/branding/images/{use}", pictures::upload)
        .post("/console/settings/branding/images/{use}/removal", pictures::remove)
        .get("/console/settings/branding/publication", publishing::ask)
        .post("/console/settings/branding/publication", publishing::publish)
        .get("/console/settings/branding/discarding", publishing::ask_discard)
        .post("/console/settings/branding/discarding", publishing::discard)
        .post("/console/settings/branding/sample", publishing::mail)
        .get("/console/settings/branding/versions/{number}", publishing::version)
        .post("/console/settings/branding/versions/{number}/restoration", publishing::restore)
        .get("/console/accounts/{id}/branding", account::show)
        .post("/console/accounts/{id}/branding", account::save)
        .get("/console/accounts/{id}/branding/preview", account::preview)
        .post("/console/accounts/{id}/branding/images/{use}", account::upload)
        .post("/console/accounts/{id}/branding/images/{use}/removal", account::remove);
}
