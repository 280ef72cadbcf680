//! Anti-forgery: every unsafe request carries a token derived from the session's own, and comes from our own pages
//! (ASVS 3.5.1, 3.5.3).

use super::state::App;
use crate::error::{AppError, AppResult};
use crate::ids::Token;
use actix_web::HttpRequest;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// The token for forms on pages of this session. It comes from the part of the session's token that stays when that is
/// replaced after a change of rights, so that no form on an open page is lost; a sign-in replaces all of it.
pub(crate) fn token(app: &App, session: &Token) -> String {
    URL_SAFE_NO_PAD.encode(seal(app, b"csrf", session.family().as_bytes()))
}

pub(crate) fn seal(app: &App, purpose: &[u8], message: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(&app.form_key).unwrap_or_else(|_| unreachable!("any length"));
    mac.update(purpose);
    mac.update(&[0]);
    mac.update(message);
    mac.finalize().into_bytes().into()
}

/// Refuses a request that did not come from a page of this session.
///
/// # Errors
/// `Forged`; `WrongAddress` when the server is used under an address that is not the configured one; `SignedOut` when
/// there is no session cookie at all.
pub(crate) fn check(request: &HttpRequest, app: &App, presented: Option<&str>) -> AppResult<()> {
    let header = |name: &str| request.headers().get(name).and_then(|v| v.to_str().ok());
    match (header("sec-fetch-site"), header("origin")) {
        (Some("same-origin" | "none"), _) => {}
        (Some(_), _) => return Err(AppError::Forged),
        // Old browsers, and all of them where the address is neither https nor this machine's own: the Origin must be
        // the configured one, or that of the partner's proved name by which the request came. What a request says of
        // itself, its Host, proves nothing else.
        (None, Some(origin)) if origin == super::origin::own(request, app) => {}
        (None, Some(origin)) if Some(origin) == own_origin(request).as_deref() => {
            tracing::warn!("a form was refused: people use another address than BERTH_URL names. Set BERTH_URL to it");
            return Err(AppError::WrongAddress(super::origin::own(request, app)));
        }
        (None, _) => return Err(AppError::Forged),
    }
    let session = super::cookie::token_of(request).ok_or(AppError::SignedOut)?;
    let given = header("x-csrf-token").or(presented).unwrap_or_default();
    if bool::from(given.as_bytes().ct_eq(token(app, &session).as_bytes())) { Ok(()) } else { Err(AppError::Forged) }
}

/// Whether an origin looks like that of our own pages: good enough for a way back, and for nothing that is done.
pub(super) fn looks_own(request: &HttpRequest, app: &App, origin: &str) -> bool {
    origin == super::origin::own(request, app) || Some(origin) == own_origin(request).as_deref()
}

/// The origin the request itself was sent to; a browser without `Sec-Fetch-Site` sends both alike.
fn own_origin(request: &HttpRequest) -> Option<String> {
    let host = request.headers().get("host")?.to_str().ok()?;
    Some(format!("{}://{host}", request.connection_info().scheme()))
}
