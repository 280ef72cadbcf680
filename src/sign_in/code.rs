//! The page after the password: it asks for a code of the person's app, or a recovery code. Nobody is signed in before it was
//! given: the cookie's token opens this page and nothing else. Wrong codes are counted by person and by source, as wrong
//! passwords are (ASVS 6.3.1, 6.5.1).

use super::actions::{note, with_db};
use super::pages::inside;
use super::throttle::{Throttle, wait_in_words};
use crate::audit::Entry;
use crate::db::doorstep::NewSession;
use crate::db::second_steps::{BegunSignIn, Finished};
use crate::db::{Database, InSelf, Origin, WriteTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::Token;
use crate::mail::model::{Recipient, TwoStep};
use crate::people::device;
use crate::second_steps::actions::mail_about;
use crate::second_steps::model::{Proof, Secret, Typed, wrong};
use crate::second_steps::queries::slot;
use crate::settings::model::Limits;
use crate::web::forms::{Asked, Posted};
use crate::web::page::{Page, Redirect};
use crate::web::routes::Public;
use crate::web::shell::Shell;
use crate::web::state::App;
use crate::web::{cookie, csrf, host, notice, origin, theme, way_in};
use actix_session::SessionExt;
use actix_web::http::StatusCode;
use actix_web::http::header::RETRY_AFTER;
use actix_web::{Either, HttpRequest, Responder, web};
use askama::Template;
use chrono::{DateTime, Utc};
use serde::Deserialize;

pub(super) const PATH: &str = "/second-step";

/// Where whoever is asked for a code goes, and then goes on to `next`.
pub(super) fn page_before(next: &str) -> Redirect {
    let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
    Redirect::to(if next.is_empty() { PATH.to_owned() } else { format!("{PATH}?next={next}") })
}

#[derive(Template)]
#[template(path = "sign_in/code.html")]
struct CodePage {
    shell: Shell,
    email: String,
    next: String,
    /// Back to the sign-in page.
    back: String,
    errors: FieldErrors,
}

#[derive(Deserialize)]
pub(super) struct Next {
    #[serde(default)]
    next: String,
}

#[derive(Deserialize)]
pub(super) struct CodeForm {
    #[serde(default)]
    code: String,
    #[serde(default)]
    next: String,
}

/// What came of a code.
enum Given {
    /// The session is open under the fresh token.
    In,
    Refused,
    /// Too many wrong ones lately.
    Wait(DateTime<Utc>),
}

pub(super) async fn ask(
    _: Public,
    request: HttpRequest,
    app: web::Data<App>,
    next: Asked<Next>,
) -> AppResult<impl Responder> {
    Ok(match begun(&request, &app).await? {
        Some((token, begun)) => {
            Either::Left(Page::new(page(&request, &app, &token, &begun, next.0.next, FieldErrors::default())))
        }
        None => Either::Right(again(&request, &app)),
    })
}

pub(super) async fn give(
    _: Public,
    posted: Posted<CodeForm>,
    request: HttpRequest,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let CodeForm { code, next } = posted.form;
    let Some((token, begun)) = begun(&request, &app).await? else {
        return Ok(Either::Right(Either::Right(again(&request, &app))));
    };
    let mut errors = FieldErrors::default();
    let (mut status, mut wait_s) = (StatusCode::UNPROCESSABLE_ENTITY, None);
    if let Some(typed) = errors.take("code", Typed::parse(&code)) {
        let (fresh, agent, from) = (Token::new(), origin::user_agent(&request), origin::of(&request, &app, &token));
        let attempt = Attempt { begun: begun.clone(), half: token.clone(), fresh: fresh.clone(), typed, agent, from };
        let held = app.clone();
        match with_db(&app, move |db| attempt.make(db, &held)).await? {
            Given::In => {
                cookie::put(&request.get_session(), &fresh)?;
                return Ok(Either::Left(inside(&request, &app, &fresh, begun.kind, &next).await));
            }
            Given::Refused => errors.add("code", wrong()),
            Given::Wait(until) => {
                let now = app.db.clock().now();
                let wait = wait_in_words(until, now);
                errors.add("code", t!("me-too-many-codes", wait = wait));
                (status, wait_s) = (StatusCode::TOO_MANY_REQUESTS, Some((until - now).num_seconds().max(1)));
            }
        }
    }
    let refused = Page::with(page(&request, &app, &token, &begun, next, errors), status).customize();
    Ok(Either::Right(Either::Left(match wait_s {
        Some(seconds) => refused.insert_header((RETRY_AFTER, seconds.to_string())),
        None => refused,
    })))
}

/// The sign-in that waits under the cookie's token.
async fn begun(request: &HttpRequest, app: &web::Data<App>) -> AppResult<Option<(Token, BegunSignIn)>> {
    let Some(token) = cookie::token_of(request) else { return Ok(None) };
    let (hash, from) = (token.hash(), origin::of(request, app, &token));
    let site = from.site.clone();
    let found = with_db(app, move |db| db.begun_sign_in(&hash, &from, |_, begun| Ok(begun))).await?;
    Ok(found.filter(|begun| site.admits(begun.partner)).map(|begun| (token, begun)))
}

fn again(request: &HttpRequest, app: &App) -> Redirect {
    Redirect::to(way_in::of(request, app)).warning(t!("sign-in-took-too-long"))
}

fn page(
    request: &HttpRequest,
    app: &App,
    token: &Token,
    begun: &BegunSignIn,
    next: String,
    errors: FieldErrors,
) -> CodePage {
    let shell = Shell::doorstep(&app.look, t!("sign-in-type-code"), csrf::token(app, token), notice::of(request, app))
        .of_partner(&begun.partner_name)
        .in_theme(theme::of(request, app))
        .wearing(begun.brand.as_deref());
    CodePage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        email: begun.email.clone(),
        next,
        back: way_in::at(&host::of(request), &begun.partner_slug),
        errors,
    }
}

/// A code that was typed, by whom and from where.
struct Attempt {
    begun: BegunSignIn,
    half: Token,
    fresh: Token,
    typed: Typed,
    agent: String,
    from: Origin,
}

impl Attempt {
    fn make(self, db: &Database, app: &App) -> AppResult<Given> {
        let throttle = Throttle::of_code(self.begun.person, &self.from.address);
        if let Some(until) = throttle.waits(db)? {
            return Ok(Given::Wait(until));
        }
        if let Some(proof) = self.proof(db, app)?
            && self.finish(db, &proof)?
        {
            throttle.forget(db)?;
            return Ok(Given::In);
        }
        throttle.count(db)?;
        // In nobody's name: whoever knows the password need not be the person.
        db.as_stranger(self.begun.partner, &self.from, |tx| {
            let whose = format!("{} ({})", self.begun.name, self.begun.email);
            tx.audit(Entry::of("sign_in.code_refused", "person", self.begun.person, &whose));
            Ok(())
        })?;
        Ok(Given::Refused)
    }

    /// What the code proves, if anything.
    fn proof(&self, db: &Database, app: &App) -> AppResult<Option<Proof>> {
        let proof = db.begun_sign_in(&self.half.hash(), &self.from, |tx, begun| {
            let sealed = begun.secret.ok_or_else(|| AppError::internal("a second step without a secret"))?;
            let whose = (begun.partner, begun.person);
            let secret = Secret::stored(app.vault.open(tx, slot(begun.partner, begun.person), &sealed)?);
            Ok(Proof::of(&self.typed, &secret, whose, tx.now()))
        })?;
        Ok(proof.flatten())
    }

    fn finish(&self, db: &Database, proof: &Proof) -> AppResult<bool> {
        let (idle_s, ends_at) = Limits::at_most(self.begun.kind).since(db.clock().now());
        let new = NewSession {
            partner: self.begun.partner,
            person: self.begun.person,
            kind: self.begun.kind,
            token: &self.fresh.hash(),
            idle_s,
            ends_at,
            origin: &self.from,
            user_agent: &self.agent,
            device: &device::fingerprint(&self.agent, &self.from.address),
        };
        let by = |tx: &mut WriteTx<'_, InSelf>, finished: Finished| match proof {
            Proof::Step(_) => note(tx, finished.opened, &self.agent, "code"),
            Proof::Recovery(_) => {
                let to = Recipient { email: finished.opened.email.clone(), name: finished.opened.name.clone() };
                mail_about(tx, &to, TwoStep::Recovered(finished.left))?;
                note(tx, finished.opened, &self.agent, "recovery code")
            }
        };
        db.finish_sign_in(&self.half.hash(), proof.parts(), &new, by)
    }
}
