//! Letting one person into an account: by a mailed invitation, or with a password that staff chooses.

use super::account_id;
use crate::access::Access;
use crate::access::rights::EditAccountUsers;
use crate::account_users::actions::access::{Told, admit};
use crate::account_users::model::{NewPerson, PersonText, role_choices};
use crate::account_users::queries;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppResult, FieldErrors};
use crate::ids::AccountId;
use crate::web::forms::{Asked, FormKey, Posted, refusal};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::state::App;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

#[derive(Template)]
#[template(path = "account_users/admit.html")]
struct AdmitPage {
    shell: Shell,
    account_name: String,
    account_href: String,
    key: String,
    form: PersonText,
    roles: Vec<(String, String, String)>,
    errors: FieldErrors,
}

/// What another page has filled in already.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Prefilled {
    name: String,
    email: String,
}

pub(crate) async fn new(
    access: Access<EditAccountUsers, InPartner>,
    path: web::Path<String>,
    query: Asked<Prefilled>,
) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    let Prefilled { name, email } = query.0;
    let form =
        PersonText { name, email, role: "standard".to_owned(), how: "invite".to_owned(), ..PersonText::default() };
    Ok(Page::new(access.read(move |tx| page(tx, id, form, FieldErrors::default())).await?))
}

pub(crate) async fn create(
    access: Access<EditAccountUsers, InPartner>,
    posted: Posted<PersonText>,
    path: web::Path<String>,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    let (form, key) = (posted.form, posted.key);
    let said = match form.how.as_str() {
        "password" => t!("account-users-can-sign-in", address = form.email.trim()),
        _ => t!("account-users-let-in", address = form.email.trim()),
    };
    let mailed_before = Arc::new(AtomicBool::new(false));
    let outcome = match form.parse() {
        Ok(new) => write(&access, &app, id, new, key, mailed_before.clone()).await,
        Err(error) => {
            // A form for an account that is not there is answered like the account (T4).
            access.read(move |tx| queries::account(tx, id)).await?;
            Err(error)
        }
    };
    match outcome {
        Ok(location) if mailed_before.load(Ordering::Relaxed) => Ok(Either::Left(
            Redirect::to(location).saying(t!("account-users-mailed-before", address = form.email.trim())),
        )),
        Ok(location) => Ok(Either::Left(Redirect::to(location).saying(said))),
        Err(error) => {
            let (errors, status) = refusal(error)?;
            Ok(Either::Right(Page::with(access.read(move |tx| page(tx, id, form, errors)).await?, status)))
        }
    }
}

async fn write(
    access: &Access<EditAccountUsers, InPartner>,
    app: &App,
    account: AccountId,
    new: NewPerson,
    key: Option<FormKey>,
    mailed_before: Arc<AtomicBool>,
) -> AppResult<String> {
    let hash = match new.password {
        None => None,
        Some(password) => {
            // Nobody without the right makes the server hash; and no transaction is open meanwhile.
            access.prove().await?;
            Some(app.hasher.hash(password).await?)
        }
    };
    access
        .write_once(key, move |tx| {
            let told = admit(tx, account, new.invitee, new.grant, hash.as_deref())?;
            mailed_before.store(told == Told::Before, Ordering::Relaxed);
            Ok(format!("/console/accounts/{account}/people"))
        })
        .await
}

fn page(tx: &mut ReadTx<'_, InPartner>, id: AccountId, form: PersonText, errors: FieldErrors) -> AppResult<AdmitPage> {
    let (account_name, _) = queries::account(tx, id)?;
    let shell = Shell::console(tx, "/console/accounts", &t!("account-users-invite-to", account = account_name));
    Ok(AdmitPage {
        key: shell.form_key(),
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        account_name,
        account_href: format!("/console/accounts/{id}"),
        form: PersonText { password: String::new(), ..form },
        roles: role_choices(),
        errors,
    })
}
