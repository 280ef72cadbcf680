//! A forgotten password: a link by mail. Nobody learns here whether an address is known: the answer is the same, it
//! comes after the same time, and asking is limited per address and per source whether it is known or not
//! (ASVS 6.4.1).

use super::actions::with_db;
use super::throttle::{Throttle, wait_in_words};
use crate::branding::model::Brand;
use crate::db::Database;
use crate::error::{AppResult, FieldErrors};
use crate::mail::model::Purpose;
use crate::people::model::EmailAddress;
use crate::web::forms::{Asked, Posted};
use crate::web::page::{Page, Redirect};
use crate::web::routes::Public;
use crate::web::shell::Shell;
use crate::web::state::App;
use crate::web::{cookie, csrf, host, notice, origin, theme};
use actix_web::http::StatusCode;
use actix_web::http::header::RETRY_AFTER;
use actix_web::{Either, HttpRequest, Responder, web};
use askama::Template;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use std::time::Duration;

/// The answer leaves no sooner, so that the work for a known address does not show.
const ANSWER_AFTER: Duration = Duration::from_millis(300);

#[derive(Template)]
#[template(path = "sign_in/reset.html")]
struct ResetPage {
    shell: Shell,
    slug: String,
    email: String,
    errors: FieldErrors,
    summary: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "sign_in/reset_sent.html")]
struct SentPage {
    shell: Shell,
    slug: String,
    dev: bool,
}

#[derive(Deserialize)]
pub(super) struct At {
    #[serde(default)]
    at: String,
}

#[derive(Deserialize)]
pub(super) struct ResetForm {
    #[serde(default)]
    email: String,
    #[serde(default)]
    at: String,
}

pub(super) async fn ask(
    _: Public,
    request: HttpRequest,
    app: web::Data<App>,
    at: Asked<At>,
) -> AppResult<impl Responder> {
    page(&request, &app, at_partner(&request, at.0.at), String::new(), FieldErrors::default()).await.map(Page::new)
}

pub(super) async fn asked(
    _: Public,
    posted: Posted<ResetForm>,
    request: HttpRequest,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let answer_at = tokio::time::Instant::now() + ANSWER_AFTER;
    let ResetForm { email, at } = posted.form;
    let form = ResetForm { email, at: at_partner(&request, at) };
    let mut errors = FieldErrors::default();
    let Some(email) = errors.take("email", EmailAddress::parse(&form.email)) else {
        let again = Page::refused(page(&request, &app, form.at, form.email, errors).await?);
        return Ok(Either::Right(again.customize()));
    };
    let throttle = Throttle::of_reset(&email.key(), &origin::client_address(&request, &app));
    let slug = (!form.at.is_empty()).then(|| form.at.clone());
    let wait = with_db(&app, move |db| ask_once(db, &throttle, &email.key(), slug.as_deref())).await?;
    tokio::time::sleep_until(answer_at).await;
    let Some(until) = wait else {
        let at: String = url::form_urlencoded::byte_serialize(form.at.as_bytes()).collect();
        return Ok(Either::Left(Redirect::to(format!("/reset/sent?at={at}"))));
    };
    let now = app.db.clock().now();
    let wait = wait_in_words(until, now);
    errors.add("", t!("sign-in-asked-often", wait = wait));
    let again = page(&request, &app, form.at, form.email, errors).await?;
    let seconds = (until - now).num_seconds().max(1).to_string();
    let again = Page::with(again, StatusCode::TOO_MANY_REQUESTS).customize();
    Ok(Either::Right(again.insert_header((RETRY_AFTER, seconds))))
}

/// Counts the request and puts the mail into the outbox; some: too many, wait until then.
fn ask_once(db: &Database, throttle: &Throttle, email: &str, slug: Option<&str>) -> AppResult<Option<DateTime<Utc>>> {
    if let Some(until) = throttle.waits(db)? {
        return Ok(Some(until));
    }
    throttle.count(db)?;
    let now = db.clock().now();
    db.ask_reset(email, slug, now + Purpose::Reset.lasts(), now + Purpose::Invite.lasts())?;
    Ok(None)
}

pub(super) async fn sent(
    _: Public,
    request: HttpRequest,
    app: web::Data<App>,
    at: Asked<At>,
) -> AppResult<impl Responder> {
    let (slug, partner, brand) = partner(&app, at_partner(&request, at.0.at)).await?;
    let shell =
        Shell::plain(&app.look, t!("sign-in-look-into-mail")).of_partner(&partner).in_theme(theme::of(&request, &app));
    let shell = shell.wearing(brand.as_deref());
    Ok(Page::new(SentPage { shell, slug, dev: app.config.dev }))
}

async fn page(
    request: &HttpRequest,
    app: &web::Data<App>,
    at: String,
    email: String,
    errors: FieldErrors,
) -> AppResult<ResetPage> {
    let token = cookie::token_or_new(request)?;
    let (slug, partner, brand) = partner(app, at).await?;
    let shell = Shell::doorstep(&app.look, t!("sign-in-forgot"), csrf::token(app, &token), notice::of(request, app))
        .of_partner(&partner)
        .in_theme(theme::of(request, app))
        .wearing(brand.as_deref());
    let shell = if errors.is_empty() { shell } else { shell.with_error() };
    let summary = errors.0.iter().map(|e| (e.field.clone(), e.message.clone())).collect();
    Ok(ResetPage { shell, slug, email, errors, summary })
}

/// On a partner's own host name it is that partner's, whatever was sent along.
fn at_partner(request: &HttpRequest, at: String) -> String {
    host::of(request).slug().map_or(at, str::to_owned)
}

/// Short name, name and brand of the partner whose sign-in page this came from; empty when there is none.
async fn partner(app: &web::Data<App>, slug: String) -> AppResult<(String, String, Option<Box<Brand>>)> {
    if slug.is_empty() {
        return Ok((String::new(), String::new(), None));
    }
    let found = with_db(app, move |db| db.partner_by_slug(&slug)).await?;
    Ok(found.map(|p| (p.slug, p.name, p.brand)).unwrap_or_default())
}
