//! What an action wants to say on the page it leads to ("Account created"). It travels in a signed cookie that the
//! next page removes, so that a reload does not say it again.

use super::framed::Said;
use super::state::App;
use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::http::header::HeaderValue;
use actix_web::{HttpMessage, HttpRequest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use subtle::ConstantTimeEq;

fn name(app: &App) -> &'static str {
    if app.config.plain_loopback() { "n" } else { "__Host-n" }
}

/// Kind ("ok", "warn", "bad", "info") and text of the notice a request carries.
pub(crate) fn of(request: &HttpRequest, app: &App) -> Option<(String, String)> {
    // In a frame it came by another way (framed::told).
    if let Some(Said(kind, text)) = request.extensions().get::<Said>() {
        return Some((kind.clone(), text.clone()));
    }
    read(request.cookie(name(app))?.value(), app)
}

/// What such a cookie of an answer says.
pub(crate) fn given(cookie: &Cookie<'_>, app: &App) -> Option<(String, String)> {
    if cookie.name() == name(app) { read(cookie.value(), app) } else { None }
}

/// Whether a line of an answer sets it.
pub(crate) fn is_one(line: &HeaderValue, app: &App) -> bool {
    line.to_str().is_ok_and(|line| line.split('=').next() == Some(name(app)))
}

fn read(value: &str, app: &App) -> Option<(String, String)> {
    let (body, seal) = value.split_once('.')?;
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
