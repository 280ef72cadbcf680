//! The way in by a one-use token. Looking at its address spends nothing, since scanners and browsers look ahead; the form on the
//! page does, which sends itself where a person sees it. It needs no session and no anti-forgery token, as it has its own. The
//! page tells no other site where it was. A form that the same browser sends twice leads to the same place twice: what stands in
//! the page beside the token, and in no address, says that it is the same.

use super::frame::{Known, StartForm, Why, refused};
use super::{IDLE_S, LONGEST, silent};
use crate::access::Access;
use crate::access::rights::OwnSession;
use crate::audit::Entry;
use crate::db::sign_in_tokens::{ByToken, Standing, TokenFacts};
use crate::db::{InSelf, WriteTx};
use crate::embedding::model::View;
use crate::error::{AppError, AppResult, Closed};
use crate::ids::{PersonId, Token};
use crate::sign_in::actions::with_db;
use crate::web::forms::{Asked, Presented};
use crate::web::framed::{self, Ancestors};
use crate::web::page::{Page, Redirect};
use crate::web::routes::Public;
use crate::web::shell::Shell;
use crate::web::state::App;
use crate::web::{cookie, host, origin, theme, way_in};
use actix_session::SessionExt;
use actix_web::http::StatusCode;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "embedding/door.html")]
struct DoorPage {
    shell: Shell,
    action: String,
    token: String,
    /// What tells this page from every other that shows the same token.
    visit: String,
    account: String,
    name: String,
    /// Who is signed in with this browser, where that is somebody else: then nobody is changed without a click.
    other: String,
}

/// The same in a frame, which has a session of its own.
#[derive(Template)]
#[template(path = "embedding/door_framed.html")]
struct FramedDoorPage {
    shell: Shell,
    action: String,
    /// The same in a window, where no session can be kept in the frame.
    window: String,
    token: String,
    account: String,
}

#[derive(Template)]
#[template(path = "embedding/spent.html")]
struct SpentPage {
    shell: Shell,
    partner: String,
}

#[derive(Deserialize)]
pub(in crate::embedding) struct TokenForm {
    #[serde(default)]
    token: String,
    #[serde(default)]
    visit: String,
}

pub(in crate::embedding) async fn look(
    _: Public,
    request: HttpRequest,
    app: web::Data<App>,
    asked: Asked<TokenForm>,
) -> AppResult<HttpResponse> {
    let Some(token) = Token::presented(&asked.0.token) else { return Ok(spent(&request, &app, None)) };
    let hash = token.hash();
    let site = host::of(&request);
    let known = with_db(&app, move |db| db.sign_in_token(&hash)).await?.filter(|facts| site.admits(facts.partner));
    if framed::shown_in_frame(&request)
        && let Some(facts) = known.as_ref().filter(|facts| facts.standing != Standing::Usable)
    {
        let known = Known::of(facts);
        return Ok(refused(&request, &app, Why::of(facts.standing), &known));
    }
    let facts = match open(known)? {
        Ok(facts) => facts,
        Err(known) => return Ok(spent(&request, &app, known.as_ref())),
    };
    let shell = Shell::plain(&app.look, &facts.account_name);
    if framed::shown_in_frame(&request) {
        let look = framed::Look { origins: facts.origins.clone(), ..framed::Look::default() };
        request.extensions_mut().insert(Ancestors(facts.origins));
        let page = FramedDoorPage {
            shell: shell.of_partner(&facts.partner_name).in_frame(look).wearing(facts.brand.as_deref()),
            action: request.path().to_owned(),
            window: request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned(),
            token: token.expose().to_owned(),
            account: facts.account_name,
        };
        return Ok(silent(&request, Page::new(page)));
    }
    let other = other_than(&request, &app, facts.person).await;
    let page = DoorPage {
        other,
        shell: shell.of_partner(&facts.partner_name).in_theme(theme_of(&facts)).wearing(facts.brand.as_deref()),
        action: request.path().to_owned(),
        token: token.expose().to_owned(),
        visit: Token::new().expose().to_owned(),
        account: facts.account_name,
        name: facts.name,
    };
    Ok(silent(&request, Page::new(page)))
}

/// The name of whoever is signed in with this browser, where that is another person.
async fn other_than(request: &HttpRequest, app: &App, person: PersonId) -> String {
    let Some(token) = cookie::token_of(request) else { return String::new() };
    let origin = origin::of(request, app, &token);
    let present: Access<OwnSession, InSelf> = Access::by_token(&app.db, &token, (), origin);
    let known = present.read(|tx| Ok((tx.person_id(), tx.facts().name.clone())));
    known.await.ok().filter(|(known, _)| *known != person).map(|(_, name)| name).unwrap_or_default()
}

pub(in crate::embedding) async fn enter(
    _: Public,
    presented: Presented<TokenForm>,
    request: HttpRequest,
    app: web::Data<App>,
) -> AppResult<HttpResponse> {
    if framed::shown_in_frame(&request) {
        let form = StartForm { token: presented.0.token, ..StartForm::default() };
        let page = framed::sender(&request).filter(|page| *page != origin::own(&request, &app));
        return super::frame::open(&request, &app, form, page).await;
    }
    let Some(token) = Token::presented(&presented.0.token) else {
        return Ok(spent(&request, &app, None));
    };
    let (fresh, user_agent) = (Token::new(), origin::user_agent(&request));
    let (origin, session) = (origin::of_program(&request, &app), fresh.hash());
    let visit = Token::presented(&presented.0.visit).map(|visit| visit.hash());
    let before = cookie::token_of(&request);
    let browser = before.as_ref().map(Token::hash);
    let used = with_db(&app, move |db| {
        if db.is_absent_at(&token.hash(), &origin)? {
            return Ok(None);
        }
        let by = ByToken {
            presented: &token.hash(),
            visit: visit.as_ref(),
            browser: browser.as_ref(),
            session: &session,
            idle_s: IDLE_S,
            ends_at: db.clock().now() + LONGEST,
            origin: &origin,
            user_agent: &user_agent,
        };
        db.use_sign_in_token(&by, note)
    });
    let facts = match open(used.await?)? {
        Ok(facts) => facts,
        Err(known) => return Ok(spent(&request, &app, known.as_ref())),
    };
    // Whoever worked in this browser until now does so no more: two people are never one. Who comes again was the last who did.
    if let Some(before) = before.filter(|_| facts.again.is_none()) {
        with_db(&app, move |db| db.close_session(&before.hash())).await?;
    }
    cookie::put(&request.get_session(), &fresh)?;
    let view = View::read(&facts.view).ok_or_else(|| AppError::internal(format!("a token for {}", facts.view)))?;
    let options = serde_json::from_value(facts.options)?;
    let mut there = silent(&request, Redirect::to(view.home(facts.account, &options)));
    for kept in [theme::cookie(&app, facts.theme.as_deref()), way_in::cookie(&app, &facts.partner_slug)] {
        there.add_cookie(&kept).map_err(|cause| AppError::internal(format!("a cookie: {cause}")))?;
    }
    Ok(there)
}

/// A token that lets in; otherwise what is known of it, which may be nothing.
///
/// # Errors
/// `Suspended` for one of an account that is closed at present.
fn open(facts: Option<TokenFacts>) -> AppResult<Result<TokenFacts, Option<TokenFacts>>> {
    match facts {
        Some(facts) if facts.standing == Standing::Usable => Ok(Ok(facts)),
        Some(facts) if facts.standing == Standing::Spent => Ok(Err(Some(facts))),
        None => Ok(Err(None)),
        Some(facts) => Err(AppError::Suspended(Box::new(Closed {
            theme: theme_of(&facts),
            brand: facts.brand,
            account: facts.account_name,
            expired: facts.standing == Standing::Expired,
            partner: facts.partner_name,
            // Nobody is signed in, so there is nobody to sign out.
            person: String::new(),
            others: Vec::new(),
        }))),
    }
}

fn theme_of(facts: &TokenFacts) -> String {
    facts.theme.clone().unwrap_or_default()
}

/// In the transaction that uses the token up, or that refuses it. One that is used over and over fills no log.
pub(in crate::embedding) fn note(tx: &mut WriteTx<'_, InSelf>, facts: &TokenFacts) -> AppResult<()> {
    if !facts.noted && !facts.ended {
        return Ok(());
    }
    let action = if facts.standing == Standing::Usable { "session.let_in" } else { "sign_in.token_refused" };
    let entry = Entry::of(action, "person", facts.person, &facts.name).in_account(facts.account);
    tx.audit(if facts.ended { entry.change("session", "open", "ended") } else { entry });
    Ok(())
}

/// Unknown, used and late tokens look alike.
fn spent(request: &HttpRequest, app: &App, facts: Option<&TokenFacts>) -> HttpResponse {
    let partner = facts.map(|facts| facts.partner_name.clone()).unwrap_or_default();
    let shell = Shell::outside(request, app, t!("embedding-spent"))
        .of_partner(&partner)
        .wearing(facts.and_then(|facts| facts.brand.as_deref()));
    silent(request, Page::with(SpentPage { shell, partner }, StatusCode::GONE))
}
