//! Taking the account from somebody, or leaving it oneself.

use super::{Ids, people_of, person_id};
use crate::access::Access;
use crate::access::rights::AdministerAccount;
use crate::account_people::{actions, queries};
use crate::db::{InAccount, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::PersonId;
use crate::web::forms::{Nothing, Posted};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::{Either, Responder};
use askama::Template;

#[derive(Template)]
#[template(path = "account_people/remove.html")]
struct RemovePage {
    shell: Shell,
    path: String,
    person: PersonId,
    name: String,
    account_name: String,
    with_sub_accounts: bool,
    you: bool,
    errors: FieldErrors,
}

pub(crate) async fn ask(access: Access<AdministerAccount, InAccount>, path: Ids) -> AppResult<impl Responder> {
    let person = person_id(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, person, FieldErrors::default())).await?))
}

pub(crate) async fn remove(
    access: Access<AdministerAccount, InAccount>,
    _: Posted<Nothing>,
    path: Ids,
) -> AppResult<impl Responder> {
    let person = person_id(&path)?;
    let outcome = access
        .write(move |tx| {
            let name = actions::remove(tx, person)?;
            // Who leaves cannot see the list any more.
            let left = person == tx.person_id();
            Ok((name, if left { "/a".to_owned() } else { people_of(&tx.account_id()) }))
        })
        .await;
    match outcome {
        Ok((name, back)) => Ok(Either::Left(Redirect::to(back).saying(t!("account-people-removed", name = name)))),
        Err(AppError::Invalid(errors)) => {
            Ok(Either::Right(Page::refused(access.read(move |tx| page(tx, person, errors)).await?)))
        }
        Err(other) => Err(other),
    }
}

fn page(tx: &mut ReadTx<'_, InAccount>, person: PersonId, errors: FieldErrors) -> AppResult<RemovePage> {
    let member = queries::find(tx, person)?;
    let shell = Shell::account(tx, "people", &t!("account-people-remove-title", name = member.name))?;
    Ok(RemovePage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        path: people_of(&tx.account_id()),
        person,
        name: member.name,
        account_name: tx.facts().account_name.clone().unwrap_or_default(),
        with_sub_accounts: member.with_sub_accounts,
        you: person == tx.person_id(),
        errors,
    })
}
