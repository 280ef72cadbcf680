//! Changing one's password: the present one is asked, all other sessions end, this one gets a new token.

use super::{check_password, tabs};
use crate::access::Access;
use crate::access::rights::OwnProfile;
use crate::db::{InSelf, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::me::actions;
use crate::people::password::NewPassword;
use crate::web::forms::Posted;
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::state::App;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "me/password.html")]
struct PasswordPage {
    shell: Shell,
    tabs: Vec<(&'static str, &'static str, bool)>,
    email: String,
    errors: FieldErrors,
}

#[derive(Deserialize)]
pub(in crate::me) struct PasswordForm {
    #[serde(default)]
    present: String,
    #[serde(default)]
    password: String,
}

pub(in crate::me) async fn edit(access: Access<OwnProfile, InSelf>) -> AppResult<impl Responder> {
    Ok(Page::new(access.read(|tx| Ok(page(tx, FieldErrors::default()))).await?))
}

pub(in crate::me) async fn change(
    access: Access<OwnProfile, InSelf>,
    posted: Posted<PasswordForm>,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    match replace(&access, &posted.form, &app).await {
        Ok(()) => {
            let saying = t!("me-password-changed");
            Ok(Either::Left(Redirect::to("/me/password").saying(saying)))
        }
        Err(AppError::Invalid(errors)) => {
            Ok(Either::Right(Page::refused(access.read(move |tx| Ok(page(tx, errors))).await?)))
        }
        Err(other) => Err(other),
    }
}

async fn replace(access: &Access<OwnProfile, InSelf>, form: &PasswordForm, app: &web::Data<App>) -> AppResult<()> {
    let (name, email, partner) = access
        .read(|tx| {
            let facts = tx.facts();
            Ok((facts.name.clone(), facts.email.clone(), facts.partner_name.clone()))
        })
        .await?;
    let new = NewPassword::parse(&form.password, &[&email, &name, &partner])
        .map_err(|why| AppError::invalid("password", why))?;
    check_password(app, access, "present", &form.present).await?;
    if form.password == form.present {
        return Err(AppError::invalid("password", t!("me-same-password")));
    }
    let hash = app.hasher.hash(new).await?;
    let fresh = access.origin().renewal.token();
    let kept = fresh.clone();
    access.write(move |tx| actions::change_password(tx, &hash, &fresh)).await?;
    // Only now: had it failed, the old token would still be the session's.
    access.origin().renewal.put(kept);
    Ok(())
}

fn page(tx: &ReadTx<'_, InSelf>, errors: FieldErrors) -> PasswordPage {
    let shell = Shell::own(tx, t!("me-password"));
    PasswordPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        tabs: tabs("/me/password"),
        email: tx.facts().email.clone(),
        errors,
    }
}
