//! What an action wants to say on the page it leads to ("Account created"). It travels in a signed cookie that the
//! next page removes, so that a reload does not say it again.

use super::state::App;
use actix_web::HttpRequest;
use actix_web::cookie::{Cookie, SameSite, time::Duration};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use subtle::ConstantTimeEq;

fn name(app: &App) -> &'static str {
    if app.config.plain_loopback() { "n" } else { "__Host-n" }
}

/// Kind ("ok", "warn", "bad", "info") and text of the notice a request carries.
pub(crate) fn of(request: &HttpRequest, app: &App) -> Option<(String, String)> {
    let cookie = request.cookie(name(app))?;
    let (body, seal) = cookie.value().split_once('.')?;
    let expected = URL_SAFE_NO_PAD.encode(super::csrf::seal(app, b"notice", body.as_bytes()));
    if !bool::from(seal.as_bytes().ct_eq(expected.as_bytes())) {
        return None;
    }
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(body).ok()?).ok()?;
    let (kind, text) = text.split_once(' ')?;
    Some((kind.to_owned(), text.to_owned()))
}

/// The cookie that carries a notice to the next page.
pub(crate) fn cookie(app: &App, kind: &str, text: &str) -> Cookie<'static> {
    let text: String = text.chars().take(600).collect();
    let body = URL_SAFE_NO_PAD.encode(format!("{kind} {text}"));
    let seal = URL_SAFE_NO_PAD.encode(super::csrf::seal(app, b"notice", body.as_bytes()));
    Cookie::build(name(app), format!("{body}.{seal}"))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(!app.config.plain_loopback())
        .max_age(Duration::seconds(60))
        .finish()
}

/// Removes the notice once a page has shown it.
pub(crate) fn removal(request: &HttpRequest, app: &App) -> Option<Cookie<'static>> {
    request.cookie(name(app))?;
    let mut cookie =
        Cookie::build(name(app), "").path("/").http_only(true).secure(!app.config.plain_loopback()).finish();
    cookie.make_removal();
    Some(cookie)
}
