//! Mailed links. Looking at one never uses it up, since mail scanners open links: only the form does. It sets a
//! password, ends all sessions, and signs nobody in (ASVS 6.4.3). Unknown, used and late ones answer alike.

use super::actions::with_db;
use super::throttle::Throttle;
use crate::audit::Entry;
use crate::db::doorstep::{ByLink, LinkFacts, UsedLink};
use crate::db::{Database, InSelf, WriteTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::Token;
use crate::mail;
use crate::mail::model::{Changed, Letter, Recipient};
use crate::people::model::fold;
use crate::people::password::{NewPassword, SCHEME};
use crate::web::forms::Posted;
use crate::web::page::{Page, Redirect};
use crate::web::routes::Public;
use crate::web::shell::Shell;
use crate::web::state::App;
use crate::web::{cookie, csrf, host, origin, theme, way_in};
use actix_web::http::StatusCode;
use actix_web::{Either, HttpRequest, Responder, web};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "sign_in/link.html")]
struct LinkPage {
    shell: Shell,
    invited: bool,
    action: String,
    partner: String,
    email: String,
    errors: FieldErrors,
    summary: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "sign_in/link_spent.html")]
struct SpentPage {
    shell: Shell,
    slug: String,
}

#[derive(Deserialize)]
pub(super) struct PasswordForm {
    #[serde(default)]
    password: String,
}

pub(super) async fn show(
    _: Public,
    request: HttpRequest,
    app: web::Data<App>,
    token: web::Path<String>,
) -> AppResult<impl Responder> {
    Ok(match facts(&request, &app, &token).await? {
        Ok((token, link)) => Either::Left(Page::new(page(&request, &app, &token, link, FieldErrors::default())?)),
        Err(link) => Either::Right(spent(&request, &app, link)),
    })
}

pub(super) async fn choose(
    _: Public,
    posted: Posted<PasswordForm>,
    request: HttpRequest,
    app: web::Data<App>,
    token: web::Path<String>,
) -> AppResult<impl Responder> {
    let (token, link) = match facts(&request, &app, &token).await? {
        Ok(usable) => usable,
        Err(link) => return Ok(Either::Right(Either::Right(spent(&request, &app, link)))),
    };
    let mut errors = FieldErrors::default();
    let known = [link.email.as_str(), &link.name, &link.partner_name];
    let Some(password) = errors.take("password", NewPassword::parse(&posted.form.password, &known)) else {
        let again = page(&request, &app, &token, link, errors)?;
        return Ok(Either::Right(Either::Left(Page::refused(again))));
    };
    let hash = app.hasher.hash(password).await?;
    let visitor = cookie::token_or_new(&request)?;
    let origin = origin::of(&request, &app, &visitor);
    let used = with_db(&app, move |db| {
        let by = ByLink { token: &token.hash(), scheme: SCHEME, hash: &hash, origin: &origin };
        let used = db.use_link(&by, note)?;
        if let Some(used) = &used {
            forgive(db, used, &origin.address)?;
        }
        Ok(used)
    })
    .await?;
    match used {
        Some(used) => {
            let to = way_in::at(&host::of(&request), &used.slug);
            Ok(Either::Left(Redirect::to(to).saying(t!("sign-in-password-set"))))
        }
        // Somebody was quicker with the same link.
        None => Ok(Either::Right(Either::Right(spent(&request, &app, Some(link))))),
    }
}

/// In the transaction that uses the link up.
fn note(tx: &mut WriteTx<'_, InSelf>, used: &UsedLink) -> AppResult<()> {
    tx.audit(Entry::of("password.reset", "person", used.person, &used.name));
    if used.purpose == "reset" {
        let to = Recipient { email: used.email.clone(), name: used.name.clone() };
        mail::actions::put(tx, &to, &Letter::PasswordChanged(Changed::ByMailedLink))?;
    }
    Ok(())
}

/// Who can read the mailbox need not wait for what others guessed.
fn forgive(db: &Database, used: &UsedLink, address: &str) -> AppResult<()> {
    Throttle::of_sign_in(&fold(&used.email), address).forget(db)
}

/// A usable link; otherwise what is known of it, which may be nothing.
async fn facts(
    request: &HttpRequest,
    app: &web::Data<App>,
    text: &str,
) -> AppResult<Result<(Token, LinkFacts), Option<LinkFacts>>> {
    let Some(token) = Token::presented(text) else { return Ok(Err(None)) };
    let hash = token.hash();
    let found = with_db(app, move |db| db.link_facts(&hash)).await?;
    Ok(match found.filter(|link| host::of(request).admits_slug(&link.partner_slug)) {
        Some(link) if link.usable => Ok((token, link)),
        other => Err(other),
    })
}

fn page(
    request: &HttpRequest,
    app: &App,
    link_token: &Token,
    link: LinkFacts,
    errors: FieldErrors,
) -> AppResult<LinkPage> {
    let visitor = cookie::token_or_new(request)?;
    let invited = match link.purpose.as_str() {
        "invite" => true,
        "reset" => false,
        other => return Err(AppError::internal(format!("a link for {other}"))),
    };
    let title = if invited { t!("sign-in-choose-password") } else { t!("sign-in-set-new-password") };
    let shell = Shell::doorstep(&app.look, title, csrf::token(app, &visitor), None)
        .of_partner(&link.partner_name)
        .in_theme(theme::of(request, app))
        .wearing(link.brand.as_deref());
    let shell = if errors.is_empty() { shell } else { shell.with_error() };
    Ok(LinkPage {
        shell,
        invited,
        action: format!("/link/{}", link_token.expose()),
        partner: link.partner_name,
        email: link.email,
        summary: errors.0.iter().map(|e| (e.field.clone(), e.message.clone())).collect(),
        errors,
    })
}

fn spent(request: &HttpRequest, app: &App, link: Option<LinkFacts>) -> Page<SpentPage> {
    let (slug, partner, brand) = link.map(|l| (l.partner_slug, l.partner_name, l.brand)).unwrap_or_default();
    let shell = Shell::outside(request, app, t!("sign-in-link-spent")).of_partner(&partner).wearing(brand.as_deref());
    Page::with(SpentPage { shell, slug }, StatusCode::GONE)
}
