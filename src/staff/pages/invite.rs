//! A new Console User: by a mailed invitation, or with a password.

use super::PATH;
use crate::access::Access;
use crate::access::rights::EditConsoleUsers;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::people::invitations::Invitee;
use crate::people::model::{EmailAddress, PersonName};
use crate::people::password::NewPassword;
use crate::staff::actions::create as make;
use crate::staff::model::Rights;
use crate::web::forms::{FormKey, Posted};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::state::App;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "staff/invite.html")]
struct InvitePage {
    shell: Shell,
    key: String,
    form: Form,
    grid: Vec<(String, String, String)>,
    /// What the one who invites holds: nobody gives more.
    mine: String,
    may_give_all: bool,
    errors: FieldErrors,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    name: String,
    email: String,
    /// "password": staff chooses one; anything else: by a mailed link.
    how: String,
    password: String,
    /// "full" or "areas".
    access: String,
    /// `right_{area}` for each area, among whatever else is in the form.
    #[serde(flatten)]
    rights: BTreeMap<String, String>,
}

/// The form, checked.
struct NewStaff {
    invitee: Invitee,
    rights: Rights,
    password: Option<NewPassword>,
}

impl Form {
    fn parse(&self) -> AppResult<NewStaff> {
        let mut errors = FieldErrors::default();
        let email = errors.take("email", EmailAddress::parse(&self.email));
        let named = errors.take("name", PersonName::parse(&self.name));
        let password = if self.how == "password" {
            errors.take("password", NewPassword::parse(&self.password, &[&self.email, &self.name])).map(Some)
        } else {
            Some(None)
        };
        let rights = match Rights::typed(&self.access, &self.rights) {
            Err(AppError::Invalid(wrong)) => {
                errors.0.extend(wrong.0);
                None
            }
            other => Some(other?),
        };
        match (email, named, password, rights) {
            (Some(email), Some(name), Some(password), Some(rights)) => {
                Ok(NewStaff { invitee: Invitee { name, email }, rights, password })
            }
            _ => Err(AppError::Invalid(errors)),
        }
    }
}

pub(crate) async fn new(access: Access<EditConsoleUsers, InPartner>) -> AppResult<impl Responder> {
    let form = Form { how: "invite".to_owned(), access: "areas".to_owned(), ..Form::default() };
    Ok(Page::new(access.read(move |tx| Ok(page(tx, form, FieldErrors::default()))).await?))
}

pub(crate) async fn create(
    access: Access<EditConsoleUsers, InPartner>,
    posted: Posted<Form>,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let (form, key) = (posted.form, posted.key);
    let said = match form.how.as_str() {
        "password" => t!("account-users-can-sign-in", address = form.email.trim()),
        _ => t!("staff-invited", address = form.email.trim()),
    };
    let outcome = match form.parse() {
        Ok(new) => write(&access, &app, new, key).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(location) => Ok(Either::Left(Redirect::to(location).saying(said))),
        Err(AppError::Invalid(errors)) => {
            Ok(Either::Right(Page::refused(access.read(move |tx| Ok(page(tx, form, errors))).await?)))
        }
        Err(other) => Err(other),
    }
}

async fn write(
    access: &Access<EditConsoleUsers, InPartner>,
    app: &App,
    new: NewStaff,
    key: Option<FormKey>,
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
            let id = make(tx, new.invitee, &new.rights, hash.as_deref())?;
            Ok(format!("{PATH}/{id}"))
        })
        .await
}

fn page(tx: &ReadTx<'_, InPartner>, form: Form, errors: FieldErrors) -> InvitePage {
    let facts = tx.facts();
    let mine = Rights::stored(facts.full_access, &serde_json::json!(facts.rights));
    let shell = Shell::console(tx, PATH, t!("staff-invite"));
    let chosen = Rights::typed("areas", &form.rights).unwrap_or_else(|_| Rights::none());
    InvitePage {
        key: shell.form_key(),
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        grid: chosen.grid(),
        may_give_all: mine.full,
        mine: mine.summary(),
        form: Form { password: String::new(), ..form },
        errors,
    }
}
