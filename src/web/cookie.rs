//! The session cookie: actix-session signs it, and it holds one random token and nothing else (MODEL section 3).
//! Before sign-in the token is only good for the anti-forgery check of the sign-in form.

use super::framed::{Framed, KEY};
use super::state::App;
use crate::access::renewal::Renewal;
use crate::config::Config;
use crate::error::{AppError, AppResult};
use crate::ids::Token;
use crate::language;
use actix_session::config::{BrowserSession, CookieContentSecurity};
use actix_session::storage::CookieSessionStore;
use actix_session::{Session, SessionExt, SessionMiddleware};
use actix_web::body::MessageBody;
use actix_web::cookie::{Key, SameSite};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue, SET_COOKIE};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, web};

const FIELD: &str = "t";

/// Plain loopback has no TLS and so no `__Host-` prefix; everywhere else it is there.
pub(crate) fn name(config: &Config) -> &'static str {
    if config.plain_loopback() { "s" } else { "__Host-s" }
}

pub(crate) fn middleware(config: &Config) -> SessionMiddleware<CookieSessionStore> {
    SessionMiddleware::builder(CookieSessionStore::default(), Key::from(&config.key.derive("session cookie")))
        .cookie_name(name(config).to_owned())
        .cookie_secure(!config.plain_loopback())
        .cookie_http_only(true)
        .cookie_same_site(SameSite::Lax)
        .cookie_path("/".to_owned())
        .cookie_content_security(CookieContentSecurity::Signed)
        .session_lifecycle(BrowserSession::default())
        .build()
}

/// The token a request carries: in a frame that of the frame, and no other.
pub(crate) fn token_of(request: &HttpRequest) -> Option<Token> {
    if let Some(framed) = Framed::of(request) {
        return framed.token(request);
    }
    request.get_session().get::<String>(FIELD).ok().flatten().and_then(|text| Token::presented(&text))
}

/// What a request carried when it came.
struct Carried(Token);

/// The token that a request carried when it came. The page of a failure is made outside of the layer of sessions, which has emptied
/// the session by then.
pub(super) fn carried(request: &HttpRequest) -> Option<Token> {
    request.extensions().get::<Carried>().map(|Carried(token)| token.clone())
}

/// The token a visitor carries, or a new one in their cookie.
pub(crate) fn token_or_new(request: &HttpRequest) -> AppResult<Token> {
    if let Some(token) = token_of(request) {
        return Ok(token);
    }
    let token = Token::new();
    put(&request.get_session(), &token)?;
    Ok(token)
}

/// Replaces the token: at sign-in, so that one set by somebody else before is worth nothing.
pub(crate) fn put(session: &Session, token: &Token) -> AppResult<()> {
    session.insert(FIELD, token.expose()).map_err(|e| AppError::internal(format!("session cookie: {e}")))
}

/// Puts a token that was made during a request into its answer, whatever the answer is.
pub(super) async fn renew(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody + 'static>, Error> {
    let session = request.get_session();
    if let Some(token) = token_of(request.request()) {
        // What is refused before anything is asked is refused in the language that they were last answered in.
        let app = request.app_data::<web::Data<App>>();
        if let Some(known) = app.and_then(|app| app.db.last_known(&token.hash())) {
            language::speak(&known);
        }
        request.extensions_mut().insert(Carried(token));
    }
    let mut response = next.call(request).await?;
    let fresh = response.request().extensions().get::<Renewal>().and_then(Renewal::take);
    if let Some(fresh) = fresh {
        match Framed::of(response.request()) {
            Some(framed) => give(&mut response, framed, &fresh),
            None => put(&session, &fresh)?,
        }
    }
    Ok(response)
}

/// Gives a frame its token, by both ways: which of them the browser allows is not known here.
fn give<B>(response: &mut ServiceResponse<B>, framed: Framed, fresh: &Token) {
    let headers = response.headers_mut();
    if let Some(cookie) = framed.cookie(fresh) {
        headers.append(SET_COOKIE, cookie);
    }
    if let Ok(key) = HeaderValue::from_str(fresh.expose()) {
        headers.insert(HeaderName::from_static(KEY), key);
    }
}

/// Removes the cookie.
pub(crate) fn remove(session: &Session) {
    session.purge();
}
