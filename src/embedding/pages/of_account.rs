//! Which pages may frame one account, in place of those that may frame all.

use super::OriginsForm;
use crate::access::Access;
use crate::access::rights::{EditEmbedding, Right, ViewEmbedding};
use crate::accounts::stand::{self, Frame, Section, account_of};
use crate::db::{InPartner, ReadTx};
use crate::embedding::{model, origins};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::AccountId;
use crate::people::model::Version;
use crate::web::forms::{Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::{Either, Responder, web};
use askama::Template;

#[derive(Template)]
#[template(path = "embedding/console/of_account.html")]
struct AccountPage {
    shell: Shell,
    frame: Frame,
    may_edit: bool,
    /// What holds without a list of its own, and whose that is.
    above: Vec<String>,
    above_of: (String, String),
    form: OriginsForm,
    conflict: Vec<(String, String, String)>,
    errors: FieldErrors,
}

pub(in crate::embedding) async fn show(
    access: Access<ViewEmbedding, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let account = account_of(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, account, None, FieldErrors::default())).await?))
}

pub(in crate::embedding) async fn set(
    access: Access<EditEmbedding, InPartner>,
    posted: Posted<OriginsForm>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let (account, form) = (account_of(&path)?, posted.form);
    let seen = Version::of(&form.version);
    let outcome = match model::origins(&form.origins) {
        Ok(new) => {
            let own = (!new.is_empty()).then_some(new);
            access.write(move |tx| origins::set_of_account(tx, account, own.as_deref(), seen)).await
        }
        Err(why) => Err(AppError::invalid("origins", why)),
    };
    match outcome {
        Ok(()) => Ok(Either::Left(
            Redirect::to(format!("/console/accounts/{account}/embedding")).saying(t!("embedding-saved")),
        )),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, account, Some(form), errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

fn page(
    tx: &mut ReadTx<'_, InPartner>,
    account: AccountId,
    sent: Option<OriginsForm>,
    errors: FieldErrors,
) -> AppResult<AccountPage> {
    let (shell, frame) =
        <InPartner as stand::Stand>::frame(tx, account, Section::Embedding, &Section::Embedding.words())?;
    let saved = origins::of_account(tx, account)?;
    let filled = OriginsForm::filled(&saved.own.unwrap_or_default(), saved.version);
    let (form, conflict) = OriginsForm::shown(sent, filled, &errors);
    let above_of = match saved.above.1 {
        Some((id, name)) => (format!("/console/accounts/{id}/embedding"), name),
        None => (super::console::PATH.to_owned(), t!("embedding-all-accounts").to_owned()),
    };
    Ok(AccountPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        may_edit: EditEmbedding::held(tx.facts()),
        above: saved.above.0,
        above_of,
        form,
        conflict,
        errors,
        frame,
    })
}
