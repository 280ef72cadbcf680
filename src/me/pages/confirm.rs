//! The password once more, before something that cannot be taken back (ASVS 7.5.3). `AppError::ConfirmFirst` leads
//! here, and this leads back.

use super::{check_password, summary};
use crate::access::Access;
use crate::access::rights::OwnThings;
use crate::db::{InSelf, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::sign_in::actions::with_db;
use crate::web::forms::{Asked, Posted};
use crate::web::page::{Page, Redirect, own_path};
use crate::web::shell::Shell;
use crate::web::state::App;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;

/// Said on the page the person comes back to.
const CONFIRMED: &str = "Confirmed. You are not asked again for ten minutes.";

#[derive(Template)]
#[template(path = "me/confirm.html")]
struct ConfirmPage {
    shell: Shell,
    next: String,
    email: String,
    errors: FieldErrors,
    summary: Vec<(String, String)>,
}

#[derive(Deserialize)]
pub(in crate::me) struct Next {
    #[serde(default)]
    next: String,
}

#[derive(Deserialize)]
pub(in crate::me) struct ConfirmForm {
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

pub(in crate::me) async fn ask(access: Access<OwnThings, InSelf>, asked: Asked<Next>) -> AppResult<impl Responder> {
    let next = asked.0.next;
    Ok(Page::new(access.read(move |tx| Ok(page(tx, &next, FieldErrors::default()))).await?))
}

pub(in crate::me) async fn confirm(
    access: Access<OwnThings, InSelf>,
    posted: Posted<ConfirmForm>,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let ConfirmForm { password, next } = posted.form;
    match check_password(&app, &access, "password", &password).await {
        Ok(()) => {
            let token = access.token().clone();
            with_db(&app, move |db| db.confirm_session(&token)).await?;
            Ok(Either::Left(Redirect::to(own_path(&next).unwrap_or("/")).saying(CONFIRMED)))
        }
        Err(AppError::Invalid(errors)) => {
            let again = access.read(move |tx| Ok(page(tx, &next, errors))).await?;
            Ok(Either::Right(Page::refused(again)))
        }
        Err(other) => Err(other),
    }
}

fn page(tx: &ReadTx<'_, InSelf>, next: &str, errors: FieldErrors) -> ConfirmPage {
    let shell = Shell::own(tx, "Confirm that it is you");
    ConfirmPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        next: own_path(next).unwrap_or("/").to_owned(),
        email: tx.facts().email.clone(),
        summary: summary(&errors),
        errors,
    }
}
