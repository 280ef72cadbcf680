//! Which sign-in page leads back in: that of the partner at whom this browser last signed in, so that who comes back
//! after a session ended meets that partner's name and address again. Its slug travels in a signed cookie.

use super::choice;
use super::host::{self, Site};
use super::state::App;
use actix_web::HttpRequest;
use actix_web::cookie::Cookie;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use subtle::ConstantTimeEq;

const COOKIE: &str = "at";

fn sealed(app: &App, slug: &str) -> String {
    URL_SAFE_NO_PAD.encode(super::csrf::seal(app, b"way in", slug.as_bytes()))
}

/// The address of a partner's sign-in page: by its short name, which its own host name needs not.
pub(crate) fn at(site: &Site, slug: &str) -> String {
    if site.host().is_some() { "/sign-in".to_owned() } else { format!("/sign-in/{slug}") }
}

/// The address of the sign-in page; the one for all partners where none is known.
pub(crate) fn of(request: &HttpRequest, app: &App) -> String {
    let site = host::of(request);
    if let Some(slug) = site.slug() {
        return at(&site, slug);
    }
    let slug = request.cookie(&choice::name(app, COOKIE)).and_then(|cookie| {
        let (slug, seal) = cookie.value().rsplit_once('.')?;
        let known = bool::from(seal.as_bytes().ct_eq(sealed(app, slug).as_bytes()));
        known.then(|| slug.to_owned())
    });
    slug.map_or_else(|| "/sign-in".to_owned(), |slug| format!("/sign-in/{slug}"))
}

/// The cookie that remembers a partner.
pub(crate) fn cookie(app: &App, slug: &str) -> Cookie<'static> {
    choice::cookie(app, COOKIE, Some(&format!("{slug}.{}", sealed(app, slug))))
}
