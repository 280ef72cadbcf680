//! One person's access to one account: another role, with sub-accounts or not, or gone.

use super::{account_id, person_id};
use crate::access::Access;
use crate::access::rights::{EditAccountUsers, ManageAccountUsers, Right};
use crate::account_users::actions::access::{change, remove as take};
use crate::account_users::model::{grant, role_choices};
use crate::account_users::queries;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::{AccountId, PersonId};
use crate::people::confirm::Confirm;
use crate::people::giving::{Grant, Reach};
use crate::people::model::{Role, Version};
use crate::web::forms::{Nothing, Posted};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::http::StatusCode;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "account_users/grant.html")]
struct GrantPage {
    shell: Shell,
    account_name: String,
    account_href: String,
    person: PersonId,
    person_name: String,
    email: String,
    form: Form,
    roles: Vec<(String, String, String)>,
    errors: FieldErrors,
    conflict: Vec<(String, String, String)>,
    may_remove: bool,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    role: String,
    with_sub_accounts: String,
    version: String,
}

/// Account and person of a path.
type Ids = web::Path<(String, String)>;

fn ids(path: &Ids) -> AppResult<(AccountId, PersonId)> {
    Ok((account_id(&path.0)?, person_id(&path.1)?))
}

fn people_of(account: AccountId) -> String {
    format!("/console/accounts/{account}/people")
}

pub(crate) async fn edit(access: Access<EditAccountUsers, InPartner>, path: Ids) -> AppResult<impl Responder> {
    let ids = ids(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, ids, None, FieldErrors::default())).await?))
}

pub(crate) async fn update(
    access: Access<EditAccountUsers, InPartner>,
    posted: Posted<Form>,
    path: Ids,
) -> AppResult<impl Responder> {
    let (account, person) = ids(&path)?;
    let form = posted.form;
    let mut errors = FieldErrors::default();
    let seen = Version::of(&form.version);
    let outcome = match grant(&mut errors, &form.role, &form.with_sub_accounts) {
        Some(grant) => access.write(move |tx| change(tx, account, person, grant, seen)).await,
        None => Err(AppError::Invalid(errors)),
    };
    match outcome {
        Ok(()) => Ok(Either::Left(Redirect::to(people_of(account)).saying(t!("account-users-access-changed")))),
        Err(AppError::Invalid(errors)) => {
            let page = access.read(move |tx| page(tx, (account, person), Some(form), errors)).await?;
            Ok(Either::Right(Page::refused(page)))
        }
        Err(AppError::Conflict(why)) => {
            let page = access.read(move |tx| conflict(tx, (account, person), form, &why)).await?;
            Ok(Either::Right(Page::with(page, StatusCode::CONFLICT)))
        }
        Err(other) => Err(other),
    }
}

fn page(
    tx: &mut ReadTx<'_, InPartner>,
    (account, person): (AccountId, PersonId),
    typed: Option<Form>,
    errors: FieldErrors,
) -> AppResult<GrantPage> {
    let saved = queries::grant(tx, account, person)?;
    let (account_name, _) = queries::account(tx, account)?;
    let shell = Shell::console(tx, "/console/accounts", &t!("account-users-access-of", name = saved.person_name));
    Ok(GrantPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        account_name,
        account_href: format!("/console/accounts/{account}"),
        person,
        form: typed.unwrap_or_else(|| filled(&saved)),
        person_name: saved.person_name,
        email: saved.email,
        roles: role_choices(),
        errors,
        conflict: Vec::new(),
        may_remove: ManageAccountUsers::held(tx.facts()),
    })
}

fn filled(saved: &queries::Grant) -> Form {
    Form {
        role: saved.role.clone(),
        with_sub_accounts: if saved.with_sub_accounts { "1".to_owned() } else { String::new() },
        version: saved.version.to_string(),
    }
}

/// The second of two editors sees what was saved and keeps what they typed.
fn conflict(
    tx: &mut ReadTx<'_, InPartner>,
    ids: (AccountId, PersonId),
    typed: Form,
    why: &str,
) -> AppResult<GrantPage> {
    let saved = queries::grant(tx, ids.0, ids.1)?;
    let mut errors = FieldErrors::default();
    errors.add("", why);
    let conflict = differences(
        Grant::stored(&saved.role, saved.with_sub_accounts),
        Grant::stored(&typed.role, !typed.with_sub_accounts.is_empty()),
    );
    let typed = Form { version: saved.version.to_string(), ..typed };
    Ok(GrantPage { conflict, ..page(tx, ids, Some(typed), errors)? })
}

/// (field, saved by the other, typed here) for each that differs.
pub(crate) fn differences(saved: Grant, typed: Grant) -> Vec<(String, String, String)> {
    let reach = |r: Reach| if r.goes_on() { t!("account-users-yes") } else { t!("account-users-no") }.to_owned();
    let role = |r: Role| r.label().to_owned();
    [
        (t!("account-users-role"), role(saved.role), role(typed.role)),
        (t!("account-users-with-sub-accounts"), reach(saved.reach), reach(typed.reach)),
    ]
    .into_iter()
    .filter(|(_, saved, typed)| saved != typed)
    .map(|(field, saved, typed)| (field.to_owned(), saved, typed))
    .collect()
}

pub(crate) async fn ask_remove(access: Access<ManageAccountUsers, InPartner>, path: Ids) -> AppResult<impl Responder> {
    let (account, person) = ids(&path)?;
    Ok(Page::new(access.read(move |tx| question(tx, account, person)).await?))
}

fn question(tx: &mut ReadTx<'_, InPartner>, account: AccountId, person: PersonId) -> AppResult<Confirm> {
    let saved = queries::grant(tx, account, person)?;
    let (account_name, _) = queries::account(tx, account)?;
    let lost = if saved.with_sub_accounts {
        t!("account-users-remove-lost-tree", account = account_name)
    } else {
        t!("account-users-remove-lost", account = account_name)
    };
    Ok(Confirm {
        question: t!("account-users-remove-ask", name = saved.person_name, account = account_name),
        consequences: vec![
            lost,
            t!("account-users-remove-stays").to_owned(),
            t!("account-users-remove-again").to_owned(),
        ],
        action: format!("{}/{person}/remove", people_of(account)),
        back: people_of(account),
        button: t!("account-users-remove-button"),
        errors: FieldErrors::default(),
        shell: Shell::console(tx, "/console/accounts", &t!("account-users-remove", name = saved.person_name)),
    })
}

pub(crate) async fn remove(
    access: Access<ManageAccountUsers, InPartner>,
    _: Posted<Nothing>,
    path: Ids,
) -> AppResult<impl Responder> {
    let (account, person) = ids(&path)?;
    let name = access.write(move |tx| take(tx, account, person)).await?;
    Ok(Redirect::to(people_of(account)).saying(t!("account-users-removed", name = name)))
}
