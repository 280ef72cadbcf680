//! `POST /oauth/token`: a program proves itself with its credential and gets a token (RFC 6749 section 4.4), in the form that
//! clients of the public conventions expect.

use super::model::{Scope, TOKEN_S, token_length};
use crate::access::trace::Proved;
use crate::audit::Entry;
use crate::db::programs::{Client, NewProgram, Proof};
use crate::db::{Database, Origin};
use crate::error::{AppError, AppResult};
use crate::ids::{PersonId, TokenHash};
use crate::people::model::fold;
use crate::sign_in::actions::with_db;
use crate::sign_in::throttle::{Throttle, wait_in_words};
use crate::web::api::Bearer;
use crate::web::api::pace::Pace;
use crate::web::forms::Checked;
use crate::web::origin;
use crate::web::routes::Public;
use crate::web::state::App;
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::{AUTHORIZATION, CACHE_CONTROL, PRAGMA, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::future::Future;
use std::pin::Pin;

/// What a client sends. It carries no anti-forgery token and needs none: the secret is the proof, and no browser has it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    grant_type: String,
    client_id: String,
    client_secret: String,
    scope: String,
}

impl Checked for Asked {}

impl FromRequest for Asked {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = AppResult<Self>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let form = web::Form::<Asked>::from_request(request, payload);
        let basic = basic(request);
        Box::pin(async move {
            let mut asked = form.await.map(web::Form::into_inner).map_err(|_| {
                let why =
                    "Send the fields grant_type, client_id and client_secret as application/x-www-form-urlencoded.";
                AppError::BadRequest(why.to_owned())
            })?;
            if let Some((id, secret)) = basic {
                (asked.client_id, asked.client_secret) = (id, secret);
            }
            Ok(asked)
        })
    }
}

/// The client's id and secret as HTTP Basic, which RFC 6749 allows as well.
fn basic(request: &HttpRequest) -> Option<(String, String)> {
    let (scheme, sealed) = request.headers().get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    let text = String::from_utf8(STANDARD.decode(sealed.trim()).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    scheme.eq_ignore_ascii_case("basic").then(|| (id.to_owned(), secret.to_owned()))
}

#[derive(Serialize)]
struct Given<'a> {
    access_token: &'a str,
    token_type: &'static str,
    expires_in: i64,
    #[serde(rename = ".issued")]
    issued: String,
    #[serde(rename = ".expires")]
    expires: String,
}

/// What went wrong, as RFC 6749 has it and as the rest of the API does.
#[derive(Serialize)]
struct Refused<'a> {
    error: &'static str,
    error_description: &'a str,
    #[serde(rename = "Message")]
    message: &'a str,
}

fn refused(status: StatusCode, error: &'static str, words: &str) -> HttpResponse {
    let mut answer = HttpResponse::build(status);
    if status == StatusCode::UNAUTHORIZED {
        answer.insert_header((WWW_AUTHENTICATE, "Basic realm=\"API\""));
    }
    answer.insert_header((CACHE_CONTROL, "no-store")).json(Refused { error, error_description: words, message: words })
}

enum Outcome {
    Given(Bearer, DateTime<Utc>),
    /// It may not be called from this address.
    Outside(String),
    /// Too many wrong secrets lately.
    Wait(DateTime<Utc>, DateTime<Utc>),
    Unknown,
    OutOfScope,
}

pub(super) async fn give(
    _: Public,
    asked: Asked,
    request: HttpRequest,
    app: web::Data<App>,
) -> AppResult<HttpResponse> {
    if asked.grant_type != "client_credentials" {
        let why = "grant_type: must be client_credentials.";
        return Ok(refused(StatusCode::BAD_REQUEST, "unsupported_grant_type", why));
    }
    let Some(scope) = Scope::read(&asked.scope) else {
        let why = "scope: must be account:{API ID}, or be left out.";
        return Ok(refused(StatusCode::BAD_REQUEST, "invalid_scope", why));
    };
    let origin = origin::of_program(&request, &app);
    let held = app.clone();
    let outcome = with_db(&app, move |db| open(db, &held.pace, &asked, &scope, &origin)).await?;
    Ok(match outcome {
        Outcome::Given(bearer, now) => {
            let day = |at: DateTime<Utc>| at.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
            HttpResponse::Ok().insert_header((CACHE_CONTROL, "no-store")).insert_header((PRAGMA, "no-cache")).json(
                Given {
                    access_token: bearer.expose(),
                    token_type: "bearer",
                    expires_in: TOKEN_S,
                    issued: day(now),
                    expires: day(now + token_length()),
                },
            )
        }
        Outcome::Outside(address) => {
            let (_, why) = crate::web::api::answer::words_of(&AppError::Outside { address, program: true });
            refused(StatusCode::FORBIDDEN, "unauthorized_client", &why)
        }
        Outcome::Wait(until, now) => {
            let words = format!("Too many wrong secrets. Wait {} and try again.", wait_in_words(until, now));
            let mut answer = refused(StatusCode::TOO_MANY_REQUESTS, "invalid_client", &words);
            let seconds = (until - now).num_seconds().max(1);
            answer.headers_mut().insert(RETRY_AFTER, seconds.into());
            answer
        }
        Outcome::Unknown => {
            let why = "client_id or client_secret is wrong, or the credential was revoked.";
            refused(StatusCode::UNAUTHORIZED, "invalid_client", why)
        }
        Outcome::OutOfScope => {
            refused(StatusCode::BAD_REQUEST, "invalid_scope", "scope: this credential has no such account.")
        }
    })
}

fn open(db: &Database, pace: &Pace, asked: &Asked, scope: &Scope, origin: &Origin) -> AppResult<Outcome> {
    let (now, throttle) = (db.clock().now(), Throttle::of_client(&asked.client_id, &origin.address));
    if let Some(until) = throttle.waits(db)? {
        return Ok(Outcome::Wait(until, now));
    }
    let account = match scope {
        Scope::Whole => None,
        Scope::Account(name) => Some((fold(name), uuid::Uuid::try_parse(name).ok())),
    };
    let secret = TokenHash::of(&asked.client_secret);
    let account = account.as_ref().map(|(key, id)| (key.as_str(), *id));
    let client = match db.client(&Proof { client_id: &asked.client_id, secret: &secret, account })? {
        Client::Known(client) if origin.site.admits(client.partner) => client,
        Client::OutOfScope => return Ok(Outcome::OutOfScope),
        // On another partner's host name there is no such client.
        Client::Known(_) | Client::Unknown => {
            throttle.count(db)?;
            return Ok(Outcome::Unknown);
        }
    };
    throttle.forget(db)?;
    let known = Proved { partner: client.partner, person: PersonId(client.credential), account: client.account };
    origin.trace.keep(known);
    if client.networks.as_ref().is_some_and(|networks| !networks.hold(&origin.address)) {
        db.note_program_outside(&client, &asked.client_id, origin);
        return Ok(Outcome::Outside(origin.address.clone()));
    }
    if !pace.is_free() {
        let standing = pace.take(db, (known.partner, known.person), now)?;
        origin.trace.stands(standing);
        if !standing.passes {
            return Err(AppError::too_many(&standing));
        }
    }
    let bearer = Bearer::new(client.account);
    let new = NewProgram {
        client: &client,
        client_id: &asked.client_id,
        token: &bearer.hash(),
        until: now + token_length(),
        origin,
    };
    db.open_program(&new, |tx| {
        let entry = Entry::of("api_token.issued", "api_credential", client.credential, &client.description);
        tx.audit(entry.within(client.account));
        Ok(())
    })?;
    Ok(Outcome::Given(bearer, now))
}
