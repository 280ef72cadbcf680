//! The way into a frame: a token that the host page's script or a form of ours sends opens it, another keeps it open. The page
//! that waits for a token where a frame has none, and the words, for people and for the host page, of one that is refused.

use super::door::note;
use super::{IDLE_S, LONGEST, silent};
use crate::branding::model::Brand;
use crate::db::frames::InFrame;
use crate::db::sign_in_tokens::{Standing, TokenFacts};
use crate::embedding::model::View;
use crate::embedding::signed;
use crate::error::{AppError, AppResult};
use crate::ids::Token;
use crate::sign_in::actions::with_db;
use crate::web::forms::{Nothing, Presented};
use crate::web::framed::{self, Ancestors, Framed, KEY, Look};
use crate::web::page::Page;
use crate::web::routes::Public;
use crate::web::shell::Shell;
use crate::web::state::App;
use crate::web::{csrf, host, origin};
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, LOCATION, REFERRER_POLICY, SET_COOKIE};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};
use askama::Template;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a host page sends with a token.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::embedding) struct StartForm {
    pub token: String,
    /// light, dark; anything else: the system's.
    pub mode: String,
    /// Not empty: without a ground of its own.
    pub clear: String,
}

#[derive(Template)]
#[template(path = "embedding/refused.html")]
struct RefusedPage {
    shell: Shell,
    code: &'static str,
    text: String,
    detail: String,
}

#[derive(Template)]
#[template(path = "embedding/opening.html")]
struct OpeningPage {
    shell: Shell,
    /// Where it goes on once there is a token.
    here: String,
    ended: bool,
}

/// What a script that brought a token goes on with.
#[derive(Serialize)]
struct Renewed<'a> {
    key: &'a str,
    csrf: String,
}

/// What is said of a token that is refused, to the host page as well.
#[derive(Serialize)]
struct Refusal<'a> {
    code: &'static str,
    message: &'a str,
}

/// Why a token opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::embedding) enum Why {
    /// It is unknown, was used, is late, or lets nobody in any more.
    Spent,
    /// Its account is closed at present.
    Suspended,
    Expired,
    /// It is not for the page that frames it.
    Elsewhere,
    /// It is for somebody else, or the frame was ended.
    Other,
    /// What was signed does not hold: another signature, algorithm, audience or time than it must have.
    Signature,
    /// What it would make finds no room.
    Limit,
}

impl Why {
    pub fn of(standing: Standing) -> Why {
        match standing {
            Standing::Suspended => Why::Suspended,
            Standing::Expired => Why::Expired,
            Standing::Elsewhere => Why::Elsewhere,
            Standing::Other => Why::Other,
            Standing::Usable | Standing::Spent => Why::Spent,
        }
    }

    /// As the host page's script is told.
    fn code(self) -> &'static str {
        match self {
            Why::Spent => "token_spent",
            Why::Suspended => "account_suspended",
            Why::Expired => "account_expired",
            Why::Elsewhere => "origin_refused",
            Why::Other => "token_of_another",
            Why::Signature => "token_refused",
            Why::Limit => "limit_reached",
        }
    }

    fn status(self) -> StatusCode {
        match self {
            Why::Spent => StatusCode::GONE,
            Why::Signature => StatusCode::UNAUTHORIZED,
            _ => StatusCode::FORBIDDEN,
        }
    }

    /// For people: what it means for them, and what to do.
    fn words(self, partner: &str) -> (&'static str, String) {
        let known = if partner.is_empty() { "no" } else { "yes" };
        match self {
            Why::Spent => (t!("embedding-why-spent"), t!("embedding-why-spent-text").to_owned()),
            Why::Suspended => {
                (t!("embedding-why-suspended"), t!("embedding-why-suspended-text", known = known, partner = partner))
            }
            Why::Expired => {
                (t!("embedding-why-expired"), t!("embedding-why-expired-text", known = known, partner = partner))
            }
            Why::Elsewhere => {
                (t!("embedding-why-elsewhere"), t!("embedding-why-elsewhere-text", known = known, partner = partner))
            }
            Why::Other => (t!("embedding-reload-to-go-on"), t!("embedding-why-other-text").to_owned()),
            Why::Limit => (t!("embedding-why-limit"), t!("embedding-why-limit-text", known = known, partner = partner)),
            Why::Signature => {
                (t!("embedding-why-signature"), t!("embedding-why-signature-text", known = known, partner = partner))
            }
        }
    }
}

/// What a refusal is about, as far as that is known.
#[derive(Clone, Debug, Default)]
pub(in crate::embedding) struct Known {
    pub partner: String,
    pub brand: Option<Box<Brand>>,
    pub origins: Vec<String>,
    /// For the partner's developers, in the event that the host page gets.
    pub detail: String,
}

impl Known {
    pub fn of(facts: &TokenFacts) -> Known {
        Known {
            partner: facts.partner_name.clone(),
            brand: facts.brand.clone(),
            origins: facts.origins.clone(),
            detail: String::new(),
        }
    }
}

pub(in crate::embedding) async fn start(
    _: Public,
    presented: Presented<StartForm>,
    request: HttpRequest,
    app: web::Data<App>,
) -> AppResult<HttpResponse> {
    let page = framed::sender(&request);
    open(&request, &app, presented.0, page).await
}

/// Opens a frame, and leads into it; or says why not, in it.
pub(in crate::embedding) async fn open(
    request: &HttpRequest,
    app: &web::Data<App>,
    form: StartForm,
    page: Option<String>,
) -> AppResult<HttpResponse> {
    let (framed, fresh) = (Framed(Uuid::new_v4()), Token::new());
    let fresh = fresh.in_frame(framed.0);
    let facts = match redeem(request, app, form, page, (framed, false), &fresh).await? {
        Ok(facts) => facts,
        Err((why, known)) => return Ok(refused(request, app, why, &known)),
    };
    let view = View::read(&facts.view).ok_or_else(|| AppError::internal(format!("a token for {}", facts.view)))?;
    let options = serde_json::from_value(facts.options)?;
    let home = format!("{}{}", framed.base(), view.home(facts.account, &options));
    request.extensions_mut().insert(Ancestors(facts.origins));
    let mut there = HttpResponse::SeeOther();
    there.insert_header((LOCATION, home)).insert_header((REFERRER_POLICY, "no-referrer"));
    if let Some(cookie) = framed.cookie(&fresh) {
        there.insert_header((SET_COOKIE, cookie));
    }
    Ok(there.finish())
}

/// Another token for a frame that is open: for one that ended by time, or whose browser keeps no cookie for it.
pub(in crate::embedding) async fn exchange(
    _: Public,
    presented: Presented<StartForm>,
    request: HttpRequest,
    app: web::Data<App>,
    id: web::Path<String>,
) -> AppResult<HttpResponse> {
    let framed = frame_of(&request, &id)?;
    // Of one that was ended the token is not used up: there is nothing that it could open.
    if with_db(&app, move |db| db.frame_at(framed.0)).await?.is_some_and(|known| known.ended) {
        let refusal = Refusal { code: "frame_ended", message: t!("embedding-ended") };
        return Ok(HttpResponse::Gone().json(refusal));
    }
    // Of the same family, so that the forms on the page go on working.
    let fresh = match framed.token(&request) {
        Some(before) => Token::of_family(before.family()),
        None => Token::new(),
    };
    let fresh = fresh.in_frame(framed.0);
    match redeem(&request, &app, presented.0, None, (framed, true), &fresh).await? {
        Ok(facts) => {
            request.extensions_mut().insert(Ancestors(facts.origins));
            let mut answer = HttpResponse::Ok();
            if let Some(cookie) = framed.cookie(&fresh) {
                answer.insert_header((SET_COOKIE, cookie));
            }
            answer.insert_header((HeaderName::from_static(KEY), fresh.expose()));
            Ok(answer.json(Renewed { key: fresh.expose(), csrf: csrf::token(&app, &fresh) }))
        }
        Err((why, known)) => {
            let (_, text) = why.words(&known.partner);
            let text = if known.detail.is_empty() { text } else { known.detail };
            Ok(HttpResponse::build(why.status()).json(Refusal { code: why.code(), message: &text }))
        }
    }
}

/// Ends a frame's session, since its host page takes it away.
pub(in crate::embedding) async fn close(
    _: Public,
    _: Presented<Nothing>,
    request: HttpRequest,
    app: web::Data<App>,
    id: web::Path<String>,
) -> AppResult<HttpResponse> {
    let framed = frame_of(&request, &id)?;
    if let Some(token) = framed.token(&request) {
        with_db(&app, move |db| db.close_session(&token.hash())).await?;
    }
    Ok(HttpResponse::NoContent().finish())
}

/// The frame that an address names, where a page of ours asks: no other site's may try something here by script.
fn frame_of(request: &HttpRequest, id: &str) -> AppResult<Framed> {
    if request.headers().get("sec-fetch-site").is_some_and(|site| site != "same-origin") {
        return Err(AppError::Forged);
    }
    Uuid::try_parse(id).map(Framed).map_err(|_| AppError::NotFound)
}

type Redeemed = Result<TokenFacts, (Why, Known)>;

async fn redeem(
    request: &HttpRequest,
    app: &web::Data<App>,
    form: StartForm,
    page: Option<String>,
    (framed, again): (Framed, bool),
    fresh: &Token,
) -> AppResult<Redeemed> {
    let token = if signed::looks_so(&form.token) {
        match signed::accept(request, app, form.token).await? {
            Ok(token) => token,
            Err(refused) => return Ok(Err(refused)),
        }
    } else {
        let Some(token) = Token::presented(&form.token) else { return Ok(Err((Why::Spent, Known::default()))) };
        token
    };
    let (source, user_agent, session) = (origin::of_program(request, app), origin::user_agent(request), fresh.hash());
    let used = with_db(app, move |db| {
        if db.is_absent_at(&token.hash(), &source)? {
            return Ok(None);
        }
        let mode = if matches!(form.mode.as_str(), "light" | "dark") { form.mode.as_str() } else { "" };
        let by = InFrame {
            presented: &token.hash(),
            frame: framed.0,
            again,
            session: &session,
            idle_s: IDLE_S,
            ends_at: db.clock().now() + LONGEST,
            origin: &source,
            user_agent: &user_agent,
            page: page.as_deref(),
            mode,
            clear: !form.clear.is_empty(),
        };
        db.open_frame(&by, note)
    });
    Ok(match used.await? {
        Some(facts) if facts.standing == Standing::Usable => Ok(facts),
        Some(facts) => Err((Why::of(facts.standing), Known::of(&facts))),
        None => Err((Why::Spent, Known::default())),
    })
}

/// The page of a refusal; its script tells the host page, of those that may frame it.
pub(in crate::embedding) fn refused(request: &HttpRequest, app: &App, why: Why, known: &Known) -> HttpResponse {
    let (title, text) = why.words(&known.partner);
    let look = Look { origins: known.origins.clone(), ..Look::default() };
    let shell =
        Shell::outside(request, app, title).of_partner(&known.partner).in_frame(look).wearing(known.brand.as_deref());
    request.extensions_mut().insert(Ancestors(known.origins.clone()));
    let page = RefusedPage { shell, code: why.code(), text, detail: known.detail.clone() };
    silent(request, Page::with(page, why.status()))
}

/// The page of a frame that has no token: it asks the host page for one and goes on.
pub(crate) async fn opening(request: &HttpRequest, app: &web::Data<App>, framed: Framed) -> HttpResponse {
    let known = with_db(app, move |db| db.frame_at(framed.0)).await;
    let known = match known {
        Ok(Some(known)) if host::of(request).admits(known.partner) => known,
        Ok(_) => return crate::web::failure::answer(request, &AppError::NotFound),
        Err(cause) => return crate::web::failure::answer(request, &cause),
    };
    let title = if known.ended { t!("embedding-reload-to-go-on") } else { t!("embedding-one-moment") };
    let here = format!("{}{}", framed.base(), request.uri().path_and_query().map_or("/", |path| path.as_str()));
    request.extensions_mut().insert(Ancestors(known.look.origins.clone()));
    let shell = Shell::plain(&app.look, title)
        .of_partner(&known.partner_name)
        .in_frame(known.look)
        .wearing(known.brand.as_deref());
    let page = OpeningPage { shell, here, ended: known.ended };
    silent(request, Page::with(page, StatusCode::UNAUTHORIZED))
}
