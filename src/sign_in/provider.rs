//! Signing in at the partner's own OpenID provider: sending the browser there, and taking it back. The state is good once, in the
//! browser that was sent, for ten minutes; nonce and PKCE verifier are made of it. Neither state nor code stays in an address.

use super::actions::{begin, note, with_db};
use super::code;
use super::pages::{inside, replace_token};
use super::throttle::Throttle;
use crate::audit::Entry;
use crate::db::doorstep::NewSession;
use crate::db::oidc::{Came, Going, Stranger, Taken, Vouched};
use crate::db::{Kind, Origin};
use crate::engine::call::USER_AGENT;
use crate::error::{AppError, AppResult};
use crate::ids::{Token, TokenHash};
use crate::oidc::model::is_of_domain;
use crate::oidc::provider::{Asking, Identity, Once, Trouble};
use crate::oidc::{self, CALLBACK, slot};
use crate::people::device;
use crate::people::model::fold;
use crate::settings::model::Limits;
use crate::web::forms::{Asked, Posted};
use crate::web::page::{Page, own_path};
use crate::web::routes::Public;
use crate::web::shell::Shell;
use crate::web::state::App;
use crate::web::{cookie, csrf, host, origin};
use actix_web::http::StatusCode;
use actix_web::{Either, HttpRequest, Responder, web};
use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use serde::Deserialize;

/// How long somebody may take at the provider.
const MINUTES: i64 = 10;
const STATE_CHARS_MAX: usize = 200;
const CODE_CHARS_MAX: usize = 4_000;
const NEXT_CHARS_MAX: usize = 4_000;
/// How much sooner than it was asked for somebody may seem to have signed in: clocks differ.
const SKEW_MINUTES: i64 = 2;

#[derive(Deserialize)]
pub(super) struct Begin {
    #[serde(default)]
    next: String,
    /// Signing in anew, to confirm that it is they.
    #[serde(default)]
    anew: String,
}

/// What a provider sends along.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Back {
    state: String,
    code: String,
    error: String,
    /// Who it says it is (RFC 9207).
    iss: String,
}

#[derive(Template)]
#[template(path = "sign_in/leaving.html")]
struct LeavingPage {
    shell: Shell,
    label: String,
    url: String,
}

#[derive(Template)]
#[template(path = "sign_in/not_let_in.html")]
struct NotLetInPage {
    shell: Shell,
    words: String,
    /// To the sign-in page.
    again: String,
}

/// What belongs to a state, known to nobody who has only that.
fn once(app: &App, state: &str) -> Once {
    let made = |purpose: &[u8]| URL_SAFE_NO_PAD.encode(csrf::seal(app, purpose, state.as_bytes()));
    Once { state: state.to_owned(), nonce: made(b"oidc nonce"), verifier: made(b"oidc verifier") }
}

pub(super) async fn leave(
    _: Public,
    posted: Posted<Begin>,
    request: HttpRequest,
    app: web::Data<App>,
    slug: web::Path<String>,
) -> AppResult<impl Responder> {
    let (token, slug) = (cookie::token_or_new(&request)?, slug.into_inner());
    // On a partner's own host name every other partner is absent.
    if !host::of(&request).admits_slug(&slug) {
        return Err(AppError::NotFound);
    }
    let state = Token::new().expose().to_owned();
    let hashes = (TokenHash::of(&state), TokenHash::of(&csrf::token(&app, &token)));
    let next = own_path(&posted.form.next).filter(|next| next.len() <= NEXT_CHARS_MAX).unwrap_or_default().to_owned();
    let anew = !posted.form.anew.is_empty();
    let going = with_db(&app, move |db| {
        let until = db.clock().now() + Duration::minutes(MINUTES);
        db.begin_oidc(&slug, (&hashes.0, &hashes.1), (&next, anew), until)
    });
    let going = going.await?.ok_or(AppError::NotFound)?;
    let back = callback(&request, &app);
    match asking(&app, &going, "", &back).authorize(&once(&app, &state), anew).await {
        Ok(url) => {
            let shell = shell(&request, &app, &going, &t!("sign-in-to-provider", provider = going.label));
            // A form may not lead to another site by our policy, so the browser goes on by itself.
            let onward = ("refresh", format!("0; url={url}"));
            let page = Page::new(LeavingPage { shell, label: going.label, url: url.into() });
            Ok(Either::Left(page.customize().insert_header(onward)))
        }
        Err(trouble) => Ok(Either::Right(troubled(&request, &app, &going, &trouble))),
    }
}

pub(super) async fn come_back(
    _: Public,
    request: HttpRequest,
    asked: Asked<Back>,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let back = asked.0;
    let Some(before) = cookie::token_of(&request) else { return Ok(Either::Left(unknown(&request, &app))) };
    // The address holds a code, so it is not what the page was asked as.
    let origin = Origin { path: CALLBACK.to_owned(), ..origin::of(&request, &app, &before) };
    let Some((taken, secret)) = taken(&app, &back.state, &before, &origin).await? else {
        return Ok(Either::Left(unknown(&request, &app)));
    };
    let at = &taken.at;
    let identity = match identify(&request, &app, &back, &taken, &secret).await {
        Ok(identity) => identity,
        Err(No::Said(words)) => return Ok(Either::Left(not_let_in(&request, &app, at, words, StatusCode::FORBIDDEN))),
        Err(No::Trouble(trouble)) => return Ok(Either::Left(troubled(&request, &app, at, &trouble))),
    };
    let (came, token) = match who(&request, &app, &taken, &identity, &origin).await? {
        Ok(came) => came,
        Err(words) => return Ok(Either::Left(not_let_in(&request, &app, at, words, StatusCode::FORBIDDEN))),
    };
    let (token, kind) = match came {
        Came::In(kind) => (token, kind),
        Came::Halfway(person) => {
            let throttle = Throttle::of_sign_in(&fold(&person.email), &origin.address);
            let half = begin(&app, person, throttle).await?;
            replace_token(&request, &app, before, &half).await?;
            return Ok(Either::Right(code::page_before(&taken.next).customize()));
        }
        Came::Refused(stranger) => {
            let words = refused(&stranger, at);
            note_refused(&app, &taken, &identity, stranger, &origin).await?;
            return Ok(Either::Left(not_let_in(&request, &app, at, words, StatusCode::FORBIDDEN)));
        }
    };
    replace_token(&request, &app, before, &token).await?;
    Ok(Either::Right(inside(&request, &app, &token, kind, &taken.next).await))
}

/// Why nobody is known.
enum No {
    Said(String),
    Trouble(Trouble),
}

/// What the state stands for, used up, with the client secret.
async fn taken(
    app: &web::Data<App>,
    state: &str,
    token: &Token,
    origin: &Origin,
) -> AppResult<Option<(Taken, String)>> {
    if state.is_empty() || state.len() > STATE_CHARS_MAX {
        return Ok(None);
    }
    let (state, browser) = (TokenHash::of(state), TokenHash::of(&csrf::token(app, token)));
    let (vault, origin) = (app.vault.clone(), origin.clone());
    with_db(app, move |db| {
        db.take_oidc((&state, &browser), &origin, |tx, taken| {
            let sealed = taken.secret.clone().filter(|sealed| !sealed.is_empty());
            let opened = sealed.map(|sealed| vault.open(tx, slot(taken.at.partner), &sealed)).transpose()?;
            let secret = opened.map_or_else(String::new, |plain| String::from_utf8_lossy(&plain).into_owned());
            Ok((taken, secret))
        })
    })
    .await
}

/// The same when one is sent away and when one comes back: both are of one browser, at one host name.
fn callback(request: &HttpRequest, app: &App) -> String {
    format!("{}{CALLBACK}", host::of(request).address(&app.look))
}

fn asking<'a>(app: &'a App, at: &'a Going, secret: &'a str, back: &'a str) -> Asking<'a> {
    Asking {
        outbound: &app.engine.outbound,
        known: &app.providers,
        partner: at.partner,
        issuer: &at.issuer,
        client_id: &at.client_id,
        secret,
        user_agent: at.user_agent.as_deref().unwrap_or(USER_AGENT),
        back,
        now: app.db.clock().now(),
    }
}

/// Whom the provider vouches for.
async fn identify(request: &HttpRequest, app: &App, back: &Back, taken: &Taken, secret: &str) -> Result<Identity, No> {
    let label = &taken.at.label;
    let other = !back.iss.is_empty() && !is_issuer(&back.iss, &taken.at.issuer);
    if other {
        return Err(No::Trouble(Trouble::Untrusted("another provider answered".to_owned())));
    }
    if back.error == "access_denied" {
        return Err(No::Said(t!("sign-in-provider-denied", provider = label)));
    }
    if !back.error.is_empty() || back.code.is_empty() || back.code.len() > CODE_CHARS_MAX {
        return Err(No::Said(t!("sign-in-provider-failed", provider = label)));
    }
    let address = callback(request, app);
    let asking = asking(app, &taken.at, secret, &address);
    let identity = asking.identify(&back.code, &once(app, &back.state)).await.map_err(No::Trouble)?;
    let anew_since = taken.begun_at - Duration::minutes(SKEW_MINUTES);
    if taken.anew && identity.signed_in_at.is_none_or(|at| at < anew_since) {
        return Err(No::Said(t!("sign-in-provider-not-anew", provider = label)));
    }
    Ok(identity)
}

fn is_issuer(said: &str, issuer: &str) -> bool {
    said.trim_end_matches('/') == issuer.trim_end_matches('/')
}

/// Who that is here, with the token of their session; in words why nobody.
async fn who(
    request: &HttpRequest,
    app: &web::Data<App>,
    taken: &Taken,
    identity: &Identity,
    origin: &Origin,
) -> AppResult<Result<(Came, Token), String>> {
    let label = &taken.at.label;
    let Some(address) = identity.email.clone() else {
        return Ok(Err(t!("sign-in-provider-unverified", provider = label)));
    };
    let key = fold(&address);
    if !is_of_domain(&key, &taken.domains) {
        return Ok(Err(t!("sign-in-provider-domain", address = address, provider = label)));
    }
    let (token, agent, by, from) = (Token::new(), origin::user_agent(request), label.clone(), origin.clone());
    let (partner, issuer, subject) = (taken.at.partner, taken.at.issuer.clone(), identity.subject.clone());
    let second_step = identity.by.iter().any(|value| taken.second_step_by.contains(value));
    let (anew, signed_in_at, hash) = (taken.anew, identity.signed_in_at, token.hash());
    let came = with_db(app, move |db| {
        let now = db.clock().now();
        let proved = if anew { now } else { signed_in_at.unwrap_or(DateTime::<Utc>::UNIX_EPOCH) };
        let device = device::fingerprint(&agent, &from.address);
        let vouched =
            Vouched { issuer: &issuer, subject: &subject, address: &address, address_key: &key, proved, second_step };
        let new = |person, kind: Kind| {
            let (idle_s, ends_at) = Limits::at_most(kind).since(now);
            NewSession {
                partner,
                person,
                kind,
                token: &hash,
                idle_s,
                ends_at,
                origin: &from,
                user_agent: &agent,
                device: &device,
            }
        };
        db.sign_in_by_provider((partner, &from), &vouched, new, |tx, opened, linked| {
            if linked {
                oidc::linked(tx, &issuer, &by, &address)?;
            }
            opened.map_or(Ok(()), |opened| note(tx, opened, &agent, if second_step { &by } else { "" }))
        })
    });
    Ok(Ok((came.await?, token)))
}

/// Why somebody whom the provider knows is not let in.
fn refused(stranger: &Stranger, at: &Going) -> String {
    let (label, partner) = (&at.label, &at.partner_name);
    match stranger.refused.as_str() {
        "invited" => t!("sign-in-accept-first").to_owned(),
        "disabled" => t!("sign-in-not-at-present", partner = partner),
        "audience" => t!("sign-in-by-password").to_owned(),
        "other" => t!("sign-in-linked-elsewhere", provider = label, partner = partner),
        _ => t!("sign-in-nobody", provider = label, partner = partner),
    }
}

/// In nobody's name: what the provider says of them is not enough.
async fn note_refused(
    app: &web::Data<App>,
    taken: &Taken,
    identity: &Identity,
    who: Stranger,
    origin: &Origin,
) -> AppResult<()> {
    let (partner, origin) = (taken.at.partner, origin.clone());
    let address = identity.email.clone().unwrap_or_default();
    with_db(app, move |db| {
        db.as_stranger(partner, &origin, |tx| {
            let whose = if who.name.is_empty() { address } else { format!("{} ({})", who.name, who.email) };
            let id = who.person.map(|person| person.to_string()).unwrap_or_default();
            tx.audit(Entry::of("sign_in.provider_refused", "person", id, &whose).change("reason", "", &who.refused));
            Ok(())
        })
    })
    .await
}

fn shell(request: &HttpRequest, app: &App, at: &Going, title: &str) -> Shell {
    Shell::outside(request, app, title).of_partner(&at.partner_name).wearing(at.brand.as_deref())
}

fn not_let_in(request: &HttpRequest, app: &App, at: &Going, words: String, status: StatusCode) -> Page<NotLetInPage> {
    let shell = shell(request, app, at, t!("sign-in-not-signed-in"));
    Page::with(NotLetInPage { shell, words, again: format!("/sign-in/{}", at.partner_slug) }, status)
}

/// The provider itself fails. What exactly is for the log.
fn troubled(request: &HttpRequest, app: &App, at: &Going, trouble: &Trouble) -> Page<NotLetInPage> {
    let label = &at.label;
    tracing::warn!(partner.id = %at.partner, "a sign-in at a partner's provider failed: {trouble:?}");
    let (words, status) = match trouble {
        Trouble::Unreachable(_) => (t!("sign-in-unreachable", provider = label), StatusCode::BAD_GATEWAY),
        Trouble::Refused(_) => {
            (t!("sign-in-not-accepted", provider = label, partner = at.partner_name), StatusCode::FORBIDDEN)
        }
        Trouble::Untrusted(_) => {
            (t!("sign-in-untrusted", provider = label, partner = at.partner_name), StatusCode::FORBIDDEN)
        }
    };
    not_let_in(request, app, at, words, status)
}

/// No such state in this browser: used, late, another browser's, or made up.
fn unknown(request: &HttpRequest, app: &App) -> Page<NotLetInPage> {
    let shell = Shell::outside(request, app, t!("sign-in-cannot-finish"));
    let words = t!("sign-in-begin-again");
    Page::with(
        NotLetInPage { shell, words: words.to_owned(), again: crate::web::way_in::of(request, app) },
        StatusCode::NOT_FOUND,
    )
}
