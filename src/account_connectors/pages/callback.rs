//! Where an application's sign-in sends the browser back to. The state alone says what it is about, and it is good once, in
//! the browser that was sent away. Neither state nor code stays in an address: who is signed in goes on to the
//! connector's page.

use super::{Stand, back_query, in_own_tab, page_of, way_back};
use crate::access::Access;
use crate::account_connectors::grants::{self, Exchange};
use crate::connectors::oauth::CALLBACK;
use crate::connectors::oauth::denied::Denied;
use crate::connectors::oauth::exchange::{Asking, exchange};
use crate::connectors::oauth::tokens::Tokens;
use crate::db::{InAccount, InPartner, OauthGrant, Origin};
use crate::engine::call::USER_AGENT;
use crate::error::{AppError, AppResult};
use crate::ids::{Token, TokenHash};
use crate::language;
use crate::web::forms::Asked;
use crate::web::page::{Page, Redirect};
use crate::web::routes::Public;
use crate::web::shell::Shell;
use crate::web::state::App;
use crate::web::{cookie, csrf, host, origin, theme};
use actix_web::http::StatusCode;
use actix_web::{Either, HttpRequest, Responder, web};
use askama::Template;
use serde::Deserialize;
use url::Url;

const STATE_CHARS_MAX: usize = 200;
const CODE_CHARS_MAX: usize = 4_000;
/// Of an error code, in words.
const ERROR_CHARS_MAX: usize = 60;

/// What an application sends along.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Back {
    state: String,
    code: String,
    error: String,
}

#[derive(Template)]
#[template(path = "account_connectors/sign_in_done.html")]
struct DonePage {
    shell: Shell,
    words: String,
}

#[derive(Template)]
#[template(path = "account_connectors/sign_in_unknown.html")]
struct UnknownPage {
    shell: Shell,
}

pub(crate) async fn finish(
    _: Public,
    request: HttpRequest,
    asked: Asked<Back>,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let unknown = || {
        let shell = Shell::outside(&request, &app, t!("account-connectors-cannot-finish"));
        Ok(Either::Left(Page::with(UnknownPage { shell }, StatusCode::NOT_FOUND)))
    };
    let back = asked.0;
    if back.state.is_empty() || back.state.len() > STATE_CHARS_MAX {
        return unknown();
    }
    // The session is on the host name by which the sign-in was begun; the application knows one address alone.
    match begun_at(&app, &back.state).await? {
        Some(host) if host.as_deref() != host::of(&request).host() => {
            let there = app.look.at(host.as_deref());
            let to = format!("{there}{CALLBACK}?{}", request.query_string());
            return Ok(Either::Right(Either::Right(Redirect::to(to))));
        }
        _ => {}
    }
    let Some(token) = cookie::token_of(&request) else { return unknown() };
    // The address holds a code, so it is not what the page was asked as.
    let origin = Origin { path: CALLBACK.to_owned(), ..origin::of(&request, &app, &token) };
    let Some(taken) = taken(&app, &back.state, &token, &origin).await? else { return unknown() };
    let of = taken.grant.clone();
    let tokens = tokens(&app, &back, &taken).await;
    let done = match of.place.as_str() {
        "link" => return Ok(Either::Right(Either::Left(by_link(&request, &app, &origin, &taken, tokens).await?))),
        "partner" => by_session::<InPartner>(&app, (&token, ()), origin, &taken, tokens).await,
        _ => by_session::<InAccount>(&app, (&token, of.account), origin, &taken, tokens).await,
    };
    match done {
        // The session ended meanwhile.
        Err(AppError::SignedOut) => unknown(),
        Ok(Session::GoesOn(redirect)) => Ok(Either::Right(Either::Right(redirect))),
        Ok(Session::TabIsDone(words)) => {
            let title = t!("account-connectors-connected-title");
            Ok(Either::Right(Either::Left(Page::new(done_page(&request, &app, &of, title, words)))))
        }
        Err(error) => Err(error),
    }
}

/// On which host name the browser's session is that began the sign-in; None: there is no such sign-in.
async fn begun_at(app: &web::Data<App>, state: &str) -> AppResult<Option<Option<String>>> {
    let (db, state) = (app.db.clone(), TokenHash::of(state));
    language::off_thread(move || db.oauth_begun_at(&state)).await
}

/// What the state stands for, used up.
async fn taken(app: &web::Data<App>, state: &str, token: &Token, origin: &Origin) -> AppResult<Option<Exchange>> {
    let (state, browser) = (TokenHash::of(state), TokenHash::of(&csrf::token(app, token)));
    let (db, vault, origin) = (app.db.clone(), app.vault.clone(), origin.clone());
    let taken = language::off_thread(move || {
        db.take_oauth_grant((&state, &browser), &origin, |tx, grant| grants::exchange(tx, &vault, grant))
    });
    taken.await
}

/// What the application grants, or in words why it does not.
async fn tokens(app: &App, back: &Back, taken: &Exchange) -> Result<Tokens, String> {
    let of = &taken.grant;
    let (application, partner) = (&of.application, &of.partner_name);
    if !back.error.is_empty() {
        let fits = |char: &char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-' | '.');
        let code: String = back.error.chars().filter(fits).take(ERROR_CHARS_MAX).collect();
        return Err(match code.as_str() {
            "access_denied" => t!("account-connectors-access-refused", application = application),
            code => {
                t!("account-connectors-application-failed", application = application, code = code, partner = partner)
            }
        });
    }
    if back.code.is_empty() || back.code.len() > CODE_CHARS_MAX {
        return Err(t!("account-connectors-no-answer", application = application));
    }
    let asking = Asking {
        outbound: &app.engine.outbound,
        provider: &taken.provider,
        registration: &taken.registration,
        user_agent: of.user_agent.as_deref().unwrap_or(USER_AGENT),
        now: app.db.clock().now(),
    };
    // The same address as when it was begun, or the application refuses the code.
    let address = match &of.redirect {
        Some(redirect) => Url::parse(redirect).map_err(AppError::internal),
        None => grants::callback(&app.look.address),
    };
    let address = address.map_err(|_| t!("account-connectors-not-here").to_owned())?;
    exchange(&asking, &address, &back.code, &taken.verifier, &of.scopes).await.map_err(|denied| match denied {
        Denied::SignInAgain => t!("account-connectors-sign-in-stale", application = application),
        Denied::Client => t!("account-connectors-client-wrong", application = application, partner = partner),
        denied => t!("account-connectors-denied", why = denied.to_string(), partner = partner),
    })
}

/// What became of a sign-in that was begun in a session.
enum Session {
    GoesOn(Redirect),
    /// The page that it was wanted on waits in another tab.
    TabIsDone(String),
}

/// Ends a sign-in that was begun in a session: its right is checked anew.
async fn by_session<P: Stand>(
    app: &App,
    (token, target): (&Token, P::Target),
    origin: Origin,
    taken: &Exchange,
    tokens: Result<Tokens, String>,
) -> AppResult<Session> {
    let (ids, back) = ((taken.grant.account, taken.grant.connector), way_back(&taken.grant.back));
    let access = Access::<P::Change, P>::at(app, token.hash(), target, origin);
    match tokens {
        Ok(tokens) => {
            let vault = app.vault.clone();
            let name = access.write(move |tx| grants::finish(tx, &vault, ids, &tokens)).await?;
            if in_own_tab(&back) {
                return Ok(Session::TabIsDone(t!("account-connectors-tab-done", name = name)));
            }
            let to = if back.is_empty() { page_of::<P>(ids) } else { back };
            Ok(Session::GoesOn(Redirect::to(to).saying(t!("account-connectors-is-connected", name = name))))
        }
        Err(words) => {
            access.prove().await?;
            let form = format!("{}/connection{}", page_of::<P>(ids), back_query(&back));
            Ok(Session::GoesOn(Redirect::to(form).warning(words)))
        }
    }
}

/// Says what became of it where nothing is gone on with.
fn done_page(request: &HttpRequest, app: &App, of: &OauthGrant, title: &str, words: String) -> DonePage {
    let shell = Shell::plain(&app.look, title).of_partner(&of.partner_name).in_theme(theme::of(request, app));
    DonePage { shell: shell.wearing(of.brand.as_deref()), words }
}

/// Ends one that a setup link began: the link is used up with it.
async fn by_link(
    request: &HttpRequest,
    app: &web::Data<App>,
    origin: &Origin,
    taken: &Exchange,
    tokens: Result<Tokens, String>,
) -> AppResult<Page<DonePage>> {
    let of = &taken.grant;
    let page = |title: &str, words: String| done_page(request, app, of, title, words);
    let tokens = match tokens {
        Ok(tokens) => tokens,
        Err(words) => {
            let words = t!("account-connectors-link-still-good", why = words);
            return Ok(Page::refused(page(t!("account-connectors-not-connected-title"), words)));
        }
    };
    let (db, vault, origin) = (app.db.clone(), app.vault.clone(), origin.clone());
    let link = TokenHash(of.link.clone().unwrap_or_default());
    let used = language::off_thread(move || {
        db.use_connect_link(&link, &origin, |tx, link| {
            grants::finish(tx, &vault, (link.account, link.connector), &tokens).map(drop)
        })
    });
    Ok(match used.await? {
        Some(link) => {
            let words = t!("account-connectors-has-credentials", name = link.name, account = link.account_name);
            Page::new(page(t!("account-connectors-connected-title"), words))
        }
        None => Page::refused(page(
            t!("account-connectors-not-connected-title"),
            t!("account-connectors-link-used").to_owned(),
        )),
    })
}
