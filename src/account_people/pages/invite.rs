//! Inviting somebody into the account.

use super::{Ids, people_of, person_id};
use crate::access::Access;
use crate::access::rights::AdministerAccount;
use crate::account_people::actions;
use crate::account_people::queries::{self, Authority};
use crate::account_users::model::{PersonText, role_choices};
use crate::db::{InAccount, ReadTx};
use crate::error::{AppResult, FieldErrors};
use crate::web::forms::{Nothing, Posted, refusal};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::{Either, Responder};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "account_people/invite.html")]
struct InvitePage {
    shell: Shell,
    path: String,
    key: String,
    form: Form,
    roles: Vec<(String, String, String)>,
    /// The own access goes on to sub-accounts, so that such access may be given.
    may_go_on: bool,
    errors: FieldErrors,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    name: String,
    email: String,
    role: String,
    with_sub_accounts: String,
}

pub(crate) async fn new(access: Access<AdministerAccount, InAccount>) -> AppResult<impl Responder> {
    let form = Form { role: "standard".to_owned(), ..Form::default() };
    Ok(Page::new(access.read(move |tx| page(tx, form, FieldErrors::default())).await?))
}

pub(crate) async fn create(
    access: Access<AdministerAccount, InAccount>,
    posted: Posted<Form>,
) -> AppResult<impl Responder> {
    let (form, key) = (posted.form, posted.key);
    // An account's own people never choose another's password.
    let typed = PersonText {
        name: form.name.clone(),
        email: form.email.clone(),
        role: form.role.clone(),
        with_sub_accounts: form.with_sub_accounts.clone(),
        ..PersonText::default()
    };
    // The same words whether they are new or were invited elsewhere a moment ago: that is not for this account to know.
    let said = t!("account-people-invite-done", email = form.email.trim());
    let outcome = match typed.parse() {
        Ok(new) => {
            access
                .write_once(key, move |tx| {
                    actions::invite(tx, new.invitee, new.grant)?;
                    Ok(people_of(&tx.account_id()))
                })
                .await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(location) => Ok(Either::Left(Redirect::to(location).saying(said))),
        Err(error) => {
            let (errors, status) = refusal(error)?;
            Ok(Either::Right(Page::with(access.read(move |tx| page(tx, form, errors)).await?, status)))
        }
    }
}

fn page(tx: &mut ReadTx<'_, InAccount>, form: Form, errors: FieldErrors) -> AppResult<InvitePage> {
    let may_go_on = queries::authority(tx)? == Authority::WithSubAccounts;
    let shell = Shell::account(tx, "people", t!("account-people-invite"))?;
    Ok(InvitePage {
        key: shell.form_key(),
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        path: people_of(&tx.account_id()),
        form,
        roles: role_choices(),
        may_go_on,
        errors,
    })
}

pub(crate) async fn again(
    access: Access<AdministerAccount, InAccount>,
    _: Posted<Nothing>,
    path: Ids,
) -> AppResult<impl Responder> {
    let person = person_id(&path)?;
    let (name, back) =
        access.write(move |tx| Ok((actions::invite_again(tx, person)?, people_of(&tx.account_id())))).await?;
    Ok(Redirect::to(back).saying(t!("account-people-invite-again-done", name = name)))
}
