//! Another role for somebody of the account, with sub-accounts or not.

use super::{Ids, people_of, person_id};
use crate::access::Access;
use crate::access::rights::AdministerAccount;
use crate::account_people::actions;
use crate::account_people::queries::{self, Authority, Member};
use crate::account_users::differences;
use crate::account_users::model::{grant, role_choices};
use crate::db::{InAccount, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::PersonId;
use crate::people::giving::Grant;
use crate::people::model::Version;
use crate::web::forms::Posted;
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::http::StatusCode;
use actix_web::{Either, Responder};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "account_people/edit.html")]
struct EditPage {
    shell: Shell,
    path: String,
    member: Member,
    form: Form,
    roles: Vec<(String, String, String)>,
    may_go_on: bool,
    errors: FieldErrors,
    conflict: Vec<(String, String, String)>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    role: String,
    with_sub_accounts: String,
    version: String,
}

pub(crate) async fn edit(access: Access<AdministerAccount, InAccount>, path: Ids) -> AppResult<impl Responder> {
    let person = person_id(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, person, None, FieldErrors::default())).await?))
}

pub(crate) async fn update(
    access: Access<AdministerAccount, InAccount>,
    posted: Posted<Form>,
    path: Ids,
) -> AppResult<impl Responder> {
    let (person, form) = (person_id(&path)?, posted.form);
    let mut errors = FieldErrors::default();
    let seen = Version::of(&form.version);
    let outcome = match grant(&mut errors, &form.role, &form.with_sub_accounts) {
        Some(grant) => {
            access.write(move |tx| Ok((actions::change(tx, person, grant, seen)?, people_of(&tx.account_id())))).await
        }
        None => Err(AppError::Invalid(errors)),
    };
    match outcome {
        Ok((name, back)) => Ok(Either::Left(Redirect::to(back).saying(t!("account-people-access-saved", name = name)))),
        Err(AppError::Invalid(errors)) => {
            let page = access.read(move |tx| page(tx, person, Some(form), errors)).await?;
            Ok(Either::Right(Page::refused(page)))
        }
        Err(AppError::Conflict(why)) => {
            let page = access.read(move |tx| conflict(tx, person, form, &why)).await?;
            Ok(Either::Right(Page::with(page, StatusCode::CONFLICT)))
        }
        Err(other) => Err(other),
    }
}

fn page(
    tx: &mut ReadTx<'_, InAccount>,
    person: PersonId,
    typed: Option<Form>,
    errors: FieldErrors,
) -> AppResult<EditPage> {
    let member = queries::find(tx, person)?;
    let may_go_on = queries::authority(tx)? == Authority::WithSubAccounts;
    let shell = Shell::account(tx, "people", &t!("account-people-access-of", name = member.name))?;
    Ok(EditPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        path: people_of(&tx.account_id()),
        form: typed.unwrap_or_else(|| Form {
            role: member.role.clone(),
            with_sub_accounts: if member.with_sub_accounts { "1".to_owned() } else { String::new() },
            version: member.version.to_string(),
        }),
        member,
        roles: role_choices(),
        may_go_on,
        errors,
        conflict: Vec::new(),
    })
}

/// The second of two editors sees what was saved and keeps what they chose.
fn conflict(tx: &mut ReadTx<'_, InAccount>, person: PersonId, typed: Form, why: &str) -> AppResult<EditPage> {
    let saved = queries::find(tx, person)?;
    let mut errors = FieldErrors::default();
    errors.add("", why);
    let conflict = differences(saved.grant(), Grant::stored(&typed.role, !typed.with_sub_accounts.is_empty()));
    let typed = Form { version: saved.version.to_string(), ..typed };
    Ok(EditPage { conflict, ..page(tx, person, Some(typed), errors)? })
}
