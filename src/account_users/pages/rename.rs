//! Another name for an Account User. The address is the person (T8) and stays.

use super::person_id;
use crate::access::Access;
use crate::access::rights::EditAccountUsers;
use crate::account_users::actions::person::rename;
use crate::db::{InPartner, Kind, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::PersonId;
use crate::people::model::{PersonName, Version};
use crate::people::queries::find;
use crate::web::forms::Posted;
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::http::StatusCode;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "account_users/rename.html")]
struct RenamePage {
    shell: Shell,
    href: String,
    saved: String,
    email: String,
    form: Form,
    errors: FieldErrors,
    conflict: Vec<(String, String, String)>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    name: String,
    version: String,
}

pub(crate) async fn edit(
    access: Access<EditAccountUsers, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = person_id(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, id, None, FieldErrors::default())).await?))
}

pub(crate) async fn update(
    access: Access<EditAccountUsers, InPartner>,
    posted: Posted<Form>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let (id, form) = (person_id(&path)?, posted.form);
    let seen = Version::of(&form.version);
    let outcome = match PersonName::parse(&form.name).map_err(|why| AppError::invalid("name", why)) {
        Ok(new) => access.write(move |tx| rename(tx, id, &new, seen)).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(Either::Left(Redirect::to(format!("/console/people/{id}")).saying(t!("account-users-renamed")))),
        Err(AppError::Invalid(errors)) => {
            Ok(Either::Right(Page::refused(access.read(move |tx| page(tx, id, Some(form), errors)).await?)))
        }
        Err(AppError::Conflict(why)) => {
            let page = access.read(move |tx| conflict(tx, id, form, &why)).await?;
            Ok(Either::Right(Page::with(page, StatusCode::CONFLICT)))
        }
        Err(other) => Err(other),
    }
}

fn page(
    tx: &mut ReadTx<'_, InPartner>,
    id: PersonId,
    typed: Option<Form>,
    errors: FieldErrors,
) -> AppResult<RenamePage> {
    let person = find(tx, Kind::Account, id)?;
    let shell = Shell::console(tx, "/console/people", &t!("account-users-edit", name = person.name));
    Ok(RenamePage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        href: format!("/console/people/{id}"),
        form: typed.unwrap_or_else(|| Form { name: person.name.clone(), version: person.name_version.to_string() }),
        saved: person.name,
        email: person.email,
        errors,
        conflict: Vec::new(),
    })
}

/// The second of two editors sees what was saved and keeps what they typed.
fn conflict(tx: &mut ReadTx<'_, InPartner>, id: PersonId, typed: Form, why: &str) -> AppResult<RenamePage> {
    let version = find(tx, Kind::Account, id)?.name_version.to_string();
    let mut errors = FieldErrors::default();
    errors.add("", why);
    let page = page(tx, id, Some(Form { version, ..typed }), errors)?;
    let conflict = vec![(t!("account-users-name").to_owned(), page.saved.clone(), page.form.name.clone())];
    Ok(RenamePage { conflict, ..page })
}
