//! The sign-in page, and where people land afterwards.

use super::actions::{self, Attempt, Credentials};
use super::language::Choice;
use super::{code, throttle};
use crate::access::Access;
use crate::access::rights::OwnSession;
use crate::db::doorstep::PartnerName;
use crate::db::oidc::Button;
use crate::db::{InSelf, Kind};
use crate::error::{AppError, AppResult};
use crate::ids::Token;
use crate::people::model::{UserName, fold};
use crate::web::forms::{Asked, Nothing, Posted};
use crate::web::page::{Page, Redirect, own_path};
use crate::web::routes::Public;
use crate::web::shell::Shell;
use crate::web::state::App;
use crate::web::{cookie, csrf, host, notice, origin, theme, way_in};
use actix_session::SessionExt;
use actix_web::http::StatusCode;
use actix_web::http::header::RETRY_AFTER;
use actix_web::{CustomizeResponder, Either, HttpRequest, Responder, web};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "sign_in/sign_in.html")]
struct SignInPage {
    shell: Shell,
    partner: String,
    slug: String,
    next: String,
    email: String,
    errors: Vec<(String, String)>,
    dev: bool,
    /// What the button of the partner's own provider says; empty: it has none.
    provider: String,
    /// Somebody there signs in with a password.
    passwords: bool,
    language: Choice,
}

#[derive(Deserialize)]
pub(super) struct Next {
    #[serde(default)]
    next: String,
}

#[derive(Deserialize)]
pub(super) struct SignInForm {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    at: String,
    #[serde(default)]
    next: String,
}

/// `/` leads to where the person works; the console sends everybody else on.
pub(super) async fn start(_: Public, request: HttpRequest, app: web::Data<App>) -> Redirect {
    Redirect::to(if cookie::token_of(&request).is_some() { "/a".to_owned() } else { way_in::of(&request, &app) })
}

pub(super) async fn sign_in(
    _: Public,
    request: HttpRequest,
    app: web::Data<App>,
    next: Asked<Next>,
) -> AppResult<impl Responder> {
    let partner = match host::of(&request).slug() {
        Some(slug) => named(&app, slug).await?,
        None => None,
    };
    page(&request, &app, partner, next.0.next).map(Page::new)
}

/// A partner's own sign-in address.
pub(super) async fn sign_in_at(
    _: Public,
    request: HttpRequest,
    app: web::Data<App>,
    slug: web::Path<String>,
    next: Asked<Next>,
) -> AppResult<impl Responder> {
    let slug = slug.into_inner();
    // On a partner's own host name every other partner is absent.
    if !host::of(&request).admits_slug(&slug) {
        return Err(AppError::NotFound);
    }
    let found = named(&app, &slug).await?.ok_or(AppError::NotFound)?;
    page(&request, &app, Some(found), next.0.next).map(Page::new)
}

/// What a partner is called, and looks like, and the button of its own provider, if it has one.
async fn named(app: &web::Data<App>, slug: &str) -> AppResult<Option<(PartnerName, Option<Button>)>> {
    let slug = slug.to_owned();
    actions::with_db(app, move |db| {
        let Some(found) = db.partner_by_slug(&slug)? else { return Ok(None) };
        let button = db.oidc_button(&found.slug)?;
        Ok(Some((found, button)))
    })
    .await
}

fn page(
    request: &HttpRequest,
    app: &App,
    at: Option<(PartnerName, Option<Button>)>,
    next: String,
) -> AppResult<SignInPage> {
    let token = cookie::token_or_new(request)?;
    let shell = Shell::doorstep(&app.look, t!("sign-in-title"), csrf::token(app, &token), notice::of(request, app));
    let (at, button) = at.map_or((None, None), |(at, button)| (Some(at), button));
    let (partner, slug, brand) = at.map(|at| (at.name, at.slug, at.brand)).unwrap_or_default();
    let (passwords, provider) = button.map_or((true, String::new()), |button| (button.passwords, button.label));
    let shell = shell.of_partner(&partner).in_theme(theme::of(request, app)).wearing(brand.as_deref());
    let address = if slug.is_empty() { "/sign-in".to_owned() } else { way_in::at(&host::of(request), &slug) };
    Ok(SignInPage {
        language: Choice::at(&address, &next),
        shell,
        partner,
        slug,
        next,
        email: String::new(),
        errors: Vec::new(),
        dev: app.config.dev,
        provider,
        passwords,
    })
}

pub(super) async fn signed_in(
    _: Public,
    posted: Posted<SignInForm>,
    request: HttpRequest,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let form = posted.form;
    let site = host::of(&request);
    let slug = site.slug().or(Some(form.at.as_str()).filter(|at| !at.is_empty())).map(str::to_owned);
    let before = cookie::token_or_new(&request)?;
    let given = Credentials {
        // Who has a name instead of an address may type that.
        email_key: UserName::parse(&form.email).map_or_else(|_| fold(&form.email), |user| user.address().key()),
        password: &form.password,
        at_partner: slug.clone(),
        user_agent: origin::user_agent(&request),
        origin: origin::of(&request, &app, &before),
    };
    let mut wait_s = None;
    let (problem, status) = match actions::attempt(&app, given).await? {
        Attempt::In(token, kind) => {
            replace_token(&request, &app, before, &token).await?;
            return Ok(Either::Left(inside(&request, &app, &token, kind, &form.next).await));
        }
        Attempt::Halfway(token) => {
            replace_token(&request, &app, before, &token).await?;
            return Ok(Either::Left(code::page_before(&form.next).customize()));
        }
        Attempt::Refused => (t!("sign-in-refused").to_owned(), StatusCode::UNPROCESSABLE_ENTITY),
        Attempt::Wait(until) => {
            let now = app.db.clock().now();
            wait_s = Some((until - now).num_seconds().max(1));
            let wait = throttle::wait_in_words(until, now);
            (t!("sign-in-too-many", wait = wait), StatusCode::TOO_MANY_REQUESTS)
        }
    };
    let partner = match slug {
        Some(slug) => named(&app, &slug).await?,
        None => None,
    };
    let mut again = page(&request, &app, partner, form.next)?;
    again.shell = again.shell.with_error();
    again.email = form.email;
    again.errors = vec![(String::new(), problem)];
    let again = Page::with(again, status).customize();
    Ok(Either::Right(match wait_s {
        Some(seconds) => again.insert_header((RETRY_AFTER, seconds.to_string())),
        None => again,
    }))
}

/// A new token: one that was set by somebody else before is worth nothing. The session of this browser until now, if there was
/// one, ends.
pub(super) async fn replace_token(
    request: &HttpRequest,
    app: &web::Data<App>,
    before: Token,
    token: &Token,
) -> AppResult<()> {
    actions::with_db(app, move |db| db.close_session(&before.hash())).await?;
    cookie::put(&request.get_session(), token)
}

/// To where the person wanted to go, or works, with what their browser remembers of them.
pub(super) async fn inside(
    request: &HttpRequest,
    app: &App,
    token: &Token,
    kind: Kind,
    next: &str,
) -> CustomizeResponder<Redirect> {
    let (theme, slug) = known_of(request, app, token).await;
    let home = if kind == Kind::Console { "/console" } else { "/a" };
    let there = Redirect::to(own_path(next).unwrap_or(home)).customize();
    let there = there.add_cookie(&theme::cookie(app, theme.as_deref()));
    match slug {
        Some(slug) => there.add_cookie(&way_in::cookie(app, &slug)),
        None => there,
    }
}

/// The appearance in the profile of whoever just came in, and the slug of their partner. A page without them is no
/// reason to turn them away.
async fn known_of(request: &HttpRequest, app: &App, token: &Token) -> (Option<String>, Option<String>) {
    let origin = origin::of(request, app, token);
    let mine: Access<OwnSession, InSelf> = Access::by_token(&app.db, token, (), origin);
    let known = mine.read(|tx| Ok((tx.facts().theme.clone(), Some(tx.facts().partner_slug.clone()))));
    known.await.unwrap_or_default()
}

/// Ends this session; also harmless when it had ended already.
pub(super) async fn sign_out(
    _: Public,
    _: Posted<Nothing>,
    request: HttpRequest,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let mut back = way_in::of(&request, &app);
    if let Some(token) = cookie::token_of(&request) {
        let origin = origin::of(&request, &app, &token);
        let mine: Access<OwnSession, InSelf> = Access::by_token(&app.db, &token, (), origin);
        let noted = mine
            .write(|tx| {
                let facts = tx.facts();
                let back = way_in::at(&tx.origin().site, &facts.partner_slug);
                let entry = crate::audit::Entry::of("session.closed", "person", facts.person, &facts.name);
                tx.audit(entry);
                Ok(back)
            })
            .await;
        match noted {
            Ok(sign_in) => back = sign_in,
            Err(AppError::SignedOut) => {}
            Err(other) => return Err(other),
        }
        actions::with_db(&app, move |db| db.close_session(&token.hash())).await?;
    }
    cookie::remove(&request.get_session());
    Ok(Redirect::to(back).customize().insert_header(("Clear-Site-Data", "\"cache\", \"storage\"")))
}
