//! Whether a Console User can come in: disabling, enabling, ending sessions, sending the invitation again.

use super::{PATH, person_id};
use crate::access::rights::{EditConsoleUsers, ManageConsoleUsers};
use crate::access::{Access, confirmed_lately};
use crate::db::{InPartner, Kind, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::PersonId;
use crate::people::actions::enabled_words;
use crate::people::confirm::Confirm;
use crate::people::queries::find;
use crate::staff::actions;
use crate::web::forms::{Nothing, Posted};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::{Either, Responder, web};

fn home(id: PersonId) -> String {
    format!("{PATH}/{id}")
}

pub(crate) async fn ask_disable(
    access: Access<ManageConsoleUsers, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = person_id(&path)?;
    Ok(Page::new(access.read(move |tx| question(tx, id)).await?))
}

fn question(tx: &mut ReadTx<'_, InPartner>, id: PersonId) -> AppResult<Confirm> {
    let person = find(tx, Kind::Console, id)?;
    Ok(Confirm {
        question: t!("account-users-disable-ask", name = person.name),
        consequences: vec![
            t!("account-users-disable-out").to_owned(),
            t!("account-users-disable-links").to_owned(),
            t!("staff-disable-kept").to_owned(),
        ],
        action: format!("{}/disable", home(id)),
        back: home(id),
        button: t!("staff-disable"),
        errors: FieldErrors::default(),
        shell: Shell::console(tx, PATH, &t!("account-users-disable", name = person.name)),
    })
}

pub(crate) async fn disable(
    access: Access<ManageConsoleUsers, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = person_id(&path)?;
    match access.write(move |tx| actions::disable(tx, id)).await {
        Ok(name) => Ok(Either::Left(Redirect::to(home(id)).saying(t!("account-users-disabled", name = name)))),
        Err(AppError::Invalid(errors)) => {
            let question = access.read(move |tx| question(tx, id)).await?;
            Ok(Either::Right(Page::refused(question.refused(errors))))
        }
        Err(other) => Err(other),
    }
}

pub(crate) async fn enable(
    access: Access<ManageConsoleUsers, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = person_id(&path)?;
    let (name, state) = access.write(move |tx| actions::enable(tx, id)).await?;
    Ok(Redirect::to(home(id)).saying(enabled_words(&name, state)))
}

pub(crate) async fn ask_end_sessions(
    access: Access<ManageConsoleUsers, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = person_id(&path)?;
    let page = access.read(move |tx| {
        let person = find(tx, Kind::Console, id)?;
        Ok(Confirm::end_of_sessions(tx, PATH, &person))
    });
    Ok(Page::new(page.await?))
}

pub(crate) async fn end_sessions(
    access: Access<ManageConsoleUsers, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = person_id(&path)?;
    let name = access.write(move |tx| actions::end_sessions(tx, id)).await?;
    Ok(Redirect::to(home(id)).saying(t!("staff-sessions-ended", name = name)))
}

pub(crate) async fn ask_reset_second_step(
    access: Access<ManageConsoleUsers, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = person_id(&path)?;
    Ok(Page::new(access.read(move |tx| reset_question(tx, id)).await?))
}

fn reset_question(tx: &mut ReadTx<'_, InPartner>, id: PersonId) -> AppResult<Confirm> {
    confirmed_lately(tx)?;
    let person = find(tx, Kind::Console, id)?;
    Ok(Confirm::reset_of_second_step(tx, PATH, &person))
}

pub(crate) async fn reset_second_step(
    access: Access<ManageConsoleUsers, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = person_id(&path)?;
    let done = access.write(move |tx| {
        confirmed_lately(tx)?;
        actions::reset_second_step(tx, id)
    });
    match done.await {
        Ok(name) => Ok(Either::Left(Redirect::to(home(id)).saying(t!("account-users-step-reset", name = name)))),
        Err(AppError::Invalid(errors)) => {
            let question = access.read(move |tx| reset_question(tx, id)).await?;
            Ok(Either::Right(Page::refused(question.refused(errors))))
        }
        Err(other) => Err(other),
    }
}

pub(crate) async fn invite_again(
    access: Access<EditConsoleUsers, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = person_id(&path)?;
    let name = access.write(move |tx| actions::invite_again(tx, id)).await?;
    Ok(Redirect::to(home(id)).saying(t!("account-users-sent-again", who = name)))
}
