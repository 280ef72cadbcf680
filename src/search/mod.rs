//! Going to anything in the console: the page `/console/search`, and the same results for the palette (Ctrl K). Only
//! what the person may open; every look-up is an index range of a few rows, so it answers at once at any size.

mod pages;
mod places;
mod queries;

use crate::web::routes::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    routes.get("/console/search", pages::search);
}
