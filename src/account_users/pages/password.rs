//! Setting a password for an Account User, who may then sign in with it.

use super::person_id;
use crate::access::Access;
use crate::access::rights::ManageAccountUsers;
use crate::account_users::actions::person::set_password;
use crate::db::{InPartner, Kind, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::PersonId;
use crate::people::password::NewPassword;
use crate::people::queries::find;
use crate::web::forms::Posted;
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::state::App;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "account_users/password.html")]
struct PasswordPage {
    shell: Shell,
    href: String,
    name: String,
    email: String,
    errors: FieldErrors,
}

#[derive(Deserialize)]
pub(crate) struct Form {
    #[serde(default)]
    password: String,
}

pub(crate) async fn ask(
    access: Access<ManageAccountUsers, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = person_id(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, id, FieldErrors::default())).await?))
}

pub(crate) async fn set(
    access: Access<ManageAccountUsers, InPartner>,
    posted: Posted<Form>,
    path: web::Path<String>,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let id = person_id(&path)?;
    let person = access.read(move |tx| find(tx, Kind::Account, id)).await?;
    let outcome = match NewPassword::parse(&posted.form.password, &[&person.email, &person.name]) {
        // No transaction is open while the password is hashed.
        Ok(password) => {
            let hash = app.hasher.hash(password).await?;
            access.write(move |tx| set_password(tx, id, &hash)).await
        }
        Err(why) => Err(AppError::invalid("password", why)),
    };
    match outcome {
        Ok(()) => Ok(Either::Left(
            Redirect::to(format!("/console/people/{id}")).saying(t!("account-users-password-set", name = person.name)),
        )),
        Err(AppError::Invalid(errors)) => {
            Ok(Either::Right(Page::refused(access.read(move |tx| page(tx, id, errors)).await?)))
        }
        Err(other) => Err(other),
    }
}

fn page(tx: &mut ReadTx<'_, InPartner>, id: PersonId, errors: FieldErrors) -> AppResult<PasswordPage> {
    let person = find(tx, Kind::Account, id)?;
    let shell = Shell::console(tx, "/console/people", &t!("account-users-password-for", name = person.name));
    Ok(PasswordPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        href: format!("/console/people/{id}"),
        name: person.name,
        email: person.email,
        errors,
    })
}
