//! The page behind a setup link: whoever has it gives the credentials of one Account Connector, without signing in and
//! without seeing anything else. Looking uses nothing up, nor does going on to sign in at the application: that
//! uses the link up when it has worked. Unknown, used and late links answer alike.

use super::inputs::{self, Input};
use super::leave;
use crate::account_connectors::actions;
use crate::account_connectors::grants::{self, From};
use crate::account_connectors::model::{Typed, Way, secret_of, way};
use crate::connectors::model::Authentication;
use crate::db::ConnectLink;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::Token;
use crate::language;
use crate::web::forms::{Posted, complaint};
use crate::web::page::Page;
use crate::web::routes::Public;
use crate::web::shell::Shell;
use crate::web::state::App;
use crate::web::{cookie, csrf, host, origin, theme};
use actix_web::http::StatusCode;
use actix_web::{Either, HttpRequest, Responder, web};
use askama::Template;

#[derive(Template)]
#[template(path = "account_connectors/doorstep.html")]
struct DoorstepPage {
    shell: Shell,
    link: ConnectLink,
    address: String,
    /// They are given by signing in at the application.
    sign_in: bool,
    /// A page of ours has opened it in a window, for whoever has just asked for that: it goes on by itself.
    at_once: bool,
    inputs: Vec<Input>,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "account_connectors/doorstep_done.html")]
struct DonePage {
    shell: Shell,
    link: ConnectLink,
}

#[derive(Template)]
#[template(path = "account_connectors/doorstep_spent.html")]
struct SpentPage {
    shell: Shell,
}

pub(crate) async fn show(
    _: Public,
    request: HttpRequest,
    app: web::Data<App>,
    token: web::Path<String>,
) -> AppResult<impl Responder> {
    Ok(match usable(&request, &app, &token).await? {
        Some((token, link)) => {
            Either::Left(Page::new(page(&request, &app, &token, link, &Typed::default(), FieldErrors::default())?))
        }
        None => Either::Right(spent(&request, &app)),
    })
}

pub(crate) async fn connect(
    _: Public,
    posted: Posted<Typed>,
    request: HttpRequest,
    app: web::Data<App>,
    token: web::Path<String>,
) -> AppResult<impl Responder> {
    let Some((token, link)) = usable(&request, &app, &token).await? else {
        return Ok(Either::Left(spent(&request, &app)));
    };
    let typed = posted.form;
    let visitor = cookie::token_or_new(&request)?;
    let origin = origin::of(&request, &app, &visitor);
    let (db, vault, hash) = (app.db.clone(), app.vault.clone(), token.hash());
    if way(&authentication(&link)?) == Way::Provider {
        let begun = language::off_thread(move || {
            db.with_connect_link(&hash, &origin, |tx, link| {
                grants::begin(tx, &vault, (link.account, link.connector), None, From::Link(&hash))
            })
        });
        return match begun.await {
            Ok(Some(leaving)) => {
                let shell = shell(
                    &request,
                    &app,
                    &t!("account-connectors-continue", application = leaving.application),
                    Some(&link),
                )?;
                Ok(Either::Right(Either::Right(Either::Right(leave::page(shell, leaving)))))
            }
            Ok(None) => Ok(Either::Left(spent(&request, &app))),
            Err(error) => {
                let (errors, status) = complaint(error)?;
                let again = page(&request, &app, &token, link, &typed, errors)?;
                Ok(Either::Right(Either::Left(Page::with(again, status))))
            }
        };
    }
    // A form that is refused does not cost the link.
    if let Err(AppError::Invalid(errors)) = secret_of(&authentication(&link)?, &typed) {
        let again = page(&request, &app, &token, link, &typed, errors)?;
        return Ok(Either::Right(Either::Left(Page::refused(again))));
    }
    let used = language::off_thread(move || {
        db.use_connect_link(&hash, &origin, |tx, link| {
            actions::connect(tx, &vault, (link.account, link.connector), None, &typed).map(drop)
        })
    });
    let used = used.await?;
    Ok(match used {
        Some(link) => {
            let shell = shell(&request, &app, t!("account-connectors-connected-title"), Some(&link))?;
            Either::Right(Either::Right(Either::Left(Page::new(DonePage { shell, link }))))
        }
        // Somebody was quicker with the same link.
        None => Either::Left(spent(&request, &app)),
    })
}

/// The link, if it can be used.
async fn usable(request: &HttpRequest, app: &web::Data<App>, text: &str) -> AppResult<Option<(Token, ConnectLink)>> {
    let Some(token) = Token::presented(text) else { return Ok(None) };
    let (db, hash) = (app.db.clone(), token.hash());
    let found = language::off_thread(move || db.connect_link(&hash)).await?;
    let here = host::of(request);
    Ok(found.filter(|link| link.usable && here.admits(link.partner)).map(|link| (token, link)))
}

fn authentication(link: &ConnectLink) -> AppResult<Authentication> {
    Ok(serde_json::from_value(link.authentication.clone())?)
}

fn page(
    request: &HttpRequest,
    app: &App,
    token: &Token,
    link: ConnectLink,
    typed: &Typed,
    errors: FieldErrors,
) -> AppResult<DoorstepPage> {
    let shell = shell(request, app, &t!("account-connectors-connect-title", name = link.application), Some(&link))?;
    let (wanted, sign_in) = match way(&authentication(&link)?) {
        Way::Form(wanted) => (wanted, false),
        Way::Nothing => (Vec::new(), false),
        Way::Provider => (Vec::new(), true),
    };
    Ok(DoorstepPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        address: format!("/connect/{}", token.expose()),
        sign_in,
        at_once: sign_in && errors.is_empty() && opened_here(request),
        inputs: inputs::of_credentials(wanted, typed, &errors),
        link,
        errors,
    })
}

fn shell(request: &HttpRequest, app: &App, title: &str, link: Option<&ConnectLink>) -> AppResult<Shell> {
    let visitor = cookie::token_or_new(request)?;
    Ok(Shell::doorstep(&app.look, title, csrf::token(app, &visitor), None)
        .of_partner(link.map_or("", |link| &link.partner_name))
        .in_theme(theme::of(request, app))
        .wearing(link.and_then(|link| link.brand.as_deref())))
}

/// Whether a page of ours has opened this; what another site or a mail leads to, nobody has asked for yet.
fn opened_here(request: &HttpRequest) -> bool {
    request.query_string() == "window"
        && request.headers().get("sec-fetch-site").is_some_and(|site| site == "same-origin")
}

fn spent(request: &HttpRequest, app: &App) -> Page<SpentPage> {
    let shell = Shell::outside(request, app, t!("account-connectors-link-spent"));
    Page::with(SpentPage { shell }, StatusCode::GONE)
}
