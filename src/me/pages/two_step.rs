//! A person's own two-step sign-in: setting it up with a QR code, recovery codes, turning it off.

use super::{check_password, tabs};
use crate::access::rights::OwnWayIn;
use crate::access::{Access, confirmed_lately};
use crate::db::{InSelf, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::second_steps::actions;
use crate::second_steps::model::{Picture, Typed, picture};
use crate::second_steps::queries::{self, Standing};
use crate::sign_in::actions::with_db;
use crate::sign_in::throttle::{Throttle, wait_in_words};
use crate::web::forms::{Nothing, Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::state::App;
use crate::web::times::{When, zone};
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;

const PATH: &str = "/me/two-step";

#[derive(Template)]
#[template(path = "me/two_step.html")]
struct TwoStepPage {
    shell: Shell,
    tabs: Vec<(&'static str, &'static str, bool)>,
    /// The partner, where it requires this of the person before anything else opens.
    required_by: String,
    /// While it is set up: what is drawn, and the same for typing.
    begun: Option<(Picture, String)>,
    /// Since when it is on, and how many recovery codes are left.
    on: Option<(When, String)>,
    /// So few are left that it is said.
    few: bool,
    errors: FieldErrors,
}

/// Recovery codes, shown once.
#[derive(Template)]
#[template(path = "me/two_step_codes.html")]
struct CodesPage {
    shell: Shell,
    intro: &'static str,
    codes: Vec<String>,
    all: String,
}

#[derive(Template)]
#[template(path = "me/two_step_off.html")]
struct OffPage {
    shell: Shell,
    email: String,
    errors: FieldErrors,
}

#[derive(Deserialize)]
pub(in crate::me) struct CodeForm {
    #[serde(default)]
    code: String,
}

#[derive(Deserialize)]
pub(in crate::me) struct OffForm {
    #[serde(default)]
    password: String,
    #[serde(default)]
    code: String,
}

pub(in crate::me) async fn show(access: Access<OwnWayIn, InSelf>, app: web::Data<App>) -> AppResult<impl Responder> {
    page(&access, &app, FieldErrors::default()).await.map(Page::new)
}

async fn page(access: &Access<OwnWayIn, InSelf>, app: &web::Data<App>, errors: FieldErrors) -> AppResult<TwoStepPage> {
    let app = app.clone();
    access.read(move |tx| filled(tx, &app, errors)).await
}

fn filled(tx: &mut ReadTx<'_, InSelf>, app: &App, errors: FieldErrors) -> AppResult<TwoStepPage> {
    let (mut begun, mut on, mut few) = (None, None, false);
    match queries::standing(tx, &app.vault)? {
        Standing::Off => {}
        Standing::Begun(secret) => {
            let address = secret.address(&tx.facts().partner_name, &tx.facts().email);
            begun = Some((picture(&address).unwrap_or_default(), secret.text()));
        }
        Standing::On { since, left } => {
            let tz = zone(tx.facts().timezone.as_deref().unwrap_or("UTC"));
            few = left < 3;
            on = Some((When::at(since, tx.now(), tz), t!("me-codes-left", n = left)));
        }
    }
    let required = tx.facts().set_up_first;
    let required_by = if required { tx.facts().partner_name.clone() } else { String::new() };
    let shell = Shell::own(tx, t!("me-two-step"));
    let shell = if errors.is_empty() { shell } else { shell.with_error() };
    Ok(TwoStepPage { shell, tabs: if required { Vec::new() } else { tabs(PATH) }, required_by, begun, on, few, errors })
}

pub(in crate::me) async fn begin(
    access: Access<OwnWayIn, InSelf>,
    _: Posted<Nothing>,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    access
        .write(move |tx| {
            confirmed_lately(tx)?;
            actions::begin(tx, &app.vault)
        })
        .await?;
    Ok(Redirect::to(PATH))
}

pub(in crate::me) async fn confirm(
    access: Access<OwnWayIn, InSelf>,
    posted: Posted<CodeForm>,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let fresh = access.origin().renewal.token();
    let (kept, held) = (fresh.clone(), app.clone());
    let confirmed = with_code(&app, &access, &posted.form.code, move |access, code| {
        access.write(move |tx| {
            confirmed_lately(tx)?;
            let codes = actions::confirm(tx, &held.vault, &code, &fresh)?;
            let intro = t!("me-two-step-is-on");
            Ok(codes_page(tx, intro, codes))
        })
    })
    .await;
    if confirmed.is_ok() {
        // Only now: had it failed, the old token would still be the session's.
        access.origin().renewal.put(kept);
    }
    answered(&access, &app, confirmed).await
}

pub(in crate::me) async fn renew_codes(
    access: Access<OwnWayIn, InSelf>,
    posted: Posted<CodeForm>,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let held = app.clone();
    let renewed = with_code(&app, &access, &posted.form.code, move |access, code| {
        access.write(move |tx| {
            let codes = actions::renew_codes(tx, &held.vault, &code)?;
            Ok(codes_page(tx, t!("me-codes-renewed"), codes))
        })
    })
    .await;
    answered(&access, &app, renewed).await
}

fn codes_page(tx: &ReadTx<'_, InSelf>, intro: &'static str, codes: Vec<String>) -> CodesPage {
    CodesPage { shell: Shell::own(tx, t!("me-your-codes")), intro, all: codes.join("\n"), codes }
}

async fn answered(
    access: &Access<OwnWayIn, InSelf>,
    app: &web::Data<App>,
    done: AppResult<CodesPage>,
) -> AppResult<impl Responder + use<>> {
    match done {
        Ok(codes) => Ok(Either::Left(Page::new(codes))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            Ok(Either::Right(Page::with(page(access, app, errors).await?, status)))
        }
    }
}

pub(in crate::me) async fn ask_off(access: Access<OwnWayIn, InSelf>) -> AppResult<impl Responder> {
    Ok(Page::new(access.read(|tx| Ok(off_page(tx, FieldErrors::default()))).await?))
}

pub(in crate::me) async fn turn_off(
    access: Access<OwnWayIn, InSelf>,
    posted: Posted<OffForm>,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let OffForm { password, code } = posted.form;
    let outcome = match check_password(&app, &access, "password", &password).await {
        Ok(()) => {
            let held = app.clone();
            with_code(&app, &access, &code, move |access, code| {
                access.write(move |tx| actions::turn_off(tx, &held.vault, &code))
            })
            .await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(Either::Left(Redirect::to(PATH).saying(t!("me-two-step-is-off")))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            Ok(Either::Right(Page::with(access.read(move |tx| Ok(off_page(tx, errors))).await?, status)))
        }
    }
}

fn off_page(tx: &ReadTx<'_, InSelf>, errors: FieldErrors) -> OffPage {
    let shell = Shell::own(tx, t!("me-turn-off-two-step"));
    OffPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        email: tx.facts().email.clone(),
        errors,
    }
}

/// Does `work` with a typed code. Wrong ones are counted, as at the sign-in.
async fn with_code<'a, T, F>(
    app: &web::Data<App>,
    access: &'a Access<OwnWayIn, InSelf>,
    typed: &str,
    work: impl FnOnce(&'a Access<OwnWayIn, InSelf>, Typed) -> F,
) -> AppResult<T>
where
    F: Future<Output = AppResult<T>>,
{
    let code = Typed::parse(typed).map_err(|why| AppError::invalid("code", why))?;
    let address = access.origin().address.clone();
    let throttle = Throttle::of_code(access.read(|tx| Ok(tx.person_id())).await?, &address);
    let asked = throttle.clone();
    if let Some(until) = with_db(app, move |db| asked.waits(db)).await? {
        let wait = wait_in_words(until, app.db.clock().now());
        return Err(AppError::invalid("code", t!("me-too-many-codes", wait = wait)));
    }
    let done = work(access, code).await;
    match &done {
        Ok(_) => with_db(app, move |db| throttle.forget(db)).await?,
        Err(AppError::Invalid(_)) => with_db(app, move |db| throttle.count(db)).await?,
        Err(_) => {}
    }
    done
}
