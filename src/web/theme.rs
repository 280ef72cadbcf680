//! The chosen appearance where nobody is known yet: it lives in the profile, and this cookie takes it to the sign-in
//! page and to error pages, so that their first paint is right too (DESIGN section 7).

use super::choice;
use super::state::App;
use actix_web::HttpRequest;
use actix_web::cookie::Cookie;

const COOKIE: &str = "theme";

/// light, dark, or empty for the system's. The cookie is the browser's word, so anything else counts as nothing.
pub(crate) fn of(request: &HttpRequest, app: &App) -> String {
    let cookie = request.cookie(&choice::name(app, COOKIE));
    let known = cookie.as_ref().map(Cookie::value).filter(|theme| matches!(*theme, "light" | "dark"));
    known.unwrap_or_default().to_owned()
}

/// The cookie that keeps a choice in this browser, or takes it out again.
pub(crate) fn cookie(app: &App, theme: Option<&str>) -> Cookie<'static> {
    choice::cookie(app, COOKIE, theme)
}
