//! What somebody chose in this browser before anybody is known, such as light or dark: a cookie for each, kept for a year and more.

use super::state::App;
use actix_web::cookie::{Cookie, SameSite, time::Duration};
use std::borrow::Cow;

/// What the cookie of a choice is called here: plain loopback has no TLS and so no `__Host-` prefix.
pub(crate) fn name(app: &App, choice: &'static str) -> Cow<'static, str> {
    if app.config.plain_loopback() { choice.into() } else { format!("__Host-{choice}").into() }
}

/// The cookie that keeps a choice, or takes it out again.
pub(crate) fn cookie(app: &App, choice: &'static str, value: Option<&str>) -> Cookie<'static> {
    let mut cookie = Cookie::build(name(app, choice), value.unwrap_or_default().to_owned())
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(!app.config.plain_loopback())
        .max_age(Duration::days(400))
        .finish();
    if value.is_none() {
        cookie.make_removal();
    }
    cookie
}
