//! The description of the API for the partner's developers: the OpenAPI document, and a page to read that is made of it.
//! Both are open to anybody: they tell what there is, and nothing of anyone.
//!
//! - `pages`: the two addresses. `reference`: the document as the page shows it.

mod pages;
mod reference;

use crate::web::routes::Routes;

/// The document, as it is served.
#[cfg(feature = "test-support")]
pub(crate) fn document() -> serde_json::Value {
    pages::DOCUMENT.clone()
}

/// Where the page is; the document lies below it.
pub(crate) const HERE: &str = "/docs";

pub(crate) fn routes(routes: &mut Routes) {
    routes.get(HERE, pages::show).get("/docs/openapi.json", pages::as_json);
}
