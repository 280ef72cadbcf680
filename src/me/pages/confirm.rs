//! The password once more, before something that cannot be taken back (ASVS 7.5.3). `AppError::ConfirmFirst` leads
//! here, and this leads back.

use super::check_password;
use crate::access::Access;
use crate::access::rights::{OwnProfile, OwnWayIn};
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

#[derive(Template)]
#[template(path = "me/confirm.html")]
struct ConfirmPage {
    shell: Shell,
    next: String,
    /// The file that was asked for; empty when it was a page.
    file: String,
    email: String,
    /// The partner's provider, where one can sign in anew instead; empty: there is none.
    provider: String,
    slug: String,
    errors: FieldErrors,
}

#[derive(Deserialize)]
pub(in crate::me) struct Next {
    #[serde(default)]
    next: String,
    #[serde(default)]
    file: String,
}

#[derive(Deserialize)]
pub(in crate::me) struct ConfirmForm {
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
    #[serde(default)]
    file: String,
}

pub(in crate::me) async fn ask(access: Access<OwnWayIn, InSelf>, asked: Asked<Next>) -> AppResult<impl Responder> {
    let Next { next, file } = asked.0;
    Ok(Page::new(access.read(move |tx| page(tx, &next, &file, FieldErrors::default())).await?))
}

pub(in crate::me) async fn confirm(
    access: Access<OwnWayIn, InSelf>,
    posted: Posted<ConfirmForm>,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let ConfirmForm { password, next, file } = posted.form;
    match check_password(&app, &access, "password", &password).await {
        Ok(()) => {
            let token = access.token().clone();
            with_db(&app, move |db| db.confirm_session(&token)).await?;
            let back = own_path(&next).unwrap_or("/");
            let to = own_path(&file).map_or_else(|| back.to_owned(), |file| download_of(file, back));
            Ok(Either::Left(Redirect::to(to).saying(t!("me-confirmed"))))
        }
        Err(AppError::Invalid(errors)) => {
            let again = access.read(move |tx| page(tx, &next, &file, errors)).await?;
            Ok(Either::Right(Page::refused(again)))
        }
        Err(other) => Err(other),
    }
}

fn page(tx: &mut ReadTx<'_, InSelf>, next: &str, file: &str, errors: FieldErrors) -> AppResult<ConfirmPage> {
    let provider = crate::oidc::queries::button_for_me(tx)?.unwrap_or_default();
    let shell = Shell::own(tx, t!("me-confirm-title"));
    Ok(ConfirmPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        next: own_path(next).unwrap_or("/").to_owned(),
        file: own_path(file).unwrap_or_default().to_owned(),
        email: tx.facts().email.clone(),
        provider,
        slug: tx.facts().partner_slug.clone(),
        errors,
    })
}

impl ConfirmPage {
    /// Where one goes on to from the provider.
    fn onward(&self) -> String {
        if self.file.is_empty() { self.next.clone() } else { download_of(&self.file, &self.next) }
    }
}

#[derive(Template)]
#[template(path = "me/download.html")]
struct DownloadPage {
    shell: Shell,
    file: String,
    back: String,
}

fn download_of(file: &str, back: &str) -> String {
    let query =
        url::form_urlencoded::Serializer::new(String::new()).extend_pairs([("file", file), ("next", back)]).finish();
    format!("/me/download?{query}")
}

/// Offers the file that the password was asked for.
pub(in crate::me) async fn download(
    access: Access<OwnProfile, InSelf>,
    asked: Asked<Next>,
) -> AppResult<impl Responder> {
    let Next { next, file } = asked.0;
    let file = own_path(&file).ok_or(AppError::NotFound)?.to_owned();
    let back = own_path(&next).unwrap_or("/").to_owned();
    let page = access.read(move |tx| Ok(DownloadPage { shell: Shell::own(tx, t!("me-your-file")), file, back }));
    Ok(Page::new(page.await?))
}
