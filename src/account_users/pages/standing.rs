//! Whether an Account User can come in: disabling, enabling, ending sessions, sending the invitation again.

use super::person_id;
use crate::access::rights::{EditAccountUsers, ManageAccountUsers};
use crate::access::{Access, confirmed_lately};
use crate::db::{InPartner, Kind, ReadTx};
use crate::error::{AppResult, FieldErrors};
use crate::ids::PersonId;
use crate::people::actions;
use crate::people::confirm::Confirm;
use crate::people::queries::find;
use crate::second_steps;
use crate::web::forms::{Nothing, Posted};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::{Responder, web};

fn home(id: PersonId) -> String {
    format!("/console/people/{id}")
}

pub(crate) async fn ask_disable(
    access: Access<ManageAccountUsers, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = person_id(&path)?;
    Ok(Page::new(access.read(move |tx| disable_question(tx, id)).await?))
}

fn disable_question(tx: &mut ReadTx<'_, InPartner>, id: PersonId) -> AppResult<Confirm> {
    let person = find(tx, Kind::Account, id)?;
    Ok(Confirm {
        question: t!("account-users-disable-ask", name = person.name),
        consequences: vec![
            t!("account-users-disable-out").to_owned(),
            t!("account-users-disable-links").to_owned(),
            t!("account-users-disable-kept", n = person.accounts.unwrap_or(0)),
        ],
        action: format!("{}/disable", home(id)),
        back: home(id),
        button: t!("account-users-disable-button"),
        errors: FieldErrors::default(),
        shell: Shell::console(tx, "/console/people", &t!("account-users-disable", name = person.name)),
    })
}

pub(crate) async fn disable(
    access: Access<ManageAccountUsers, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = person_id(&path)?;
    let name = access
        .write(move |tx| {
            let person = find(tx, Kind::Account, id)?;
            actions::disable(tx, &person)?;
            Ok(person.name)
        })
        .await?;
    Ok(Redirect::to(home(id)).saying(t!("account-users-disabled", name = name)))
}

pub(crate) async fn enable(
    access: Access<ManageAccountUsers, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = person_id(&path)?;
    let (name, state) = access
        .write(move |tx| {
            let person = find(tx, Kind::Account, id)?;
            let state = actions::enable(tx, &person)?;
            Ok((person.name, state))
        })
        .await?;
    Ok(Redirect::to(home(id)).saying(actions::enabled_words(&name, state)))
}

pub(crate) async fn ask_end_sessions(
    access: Access<ManageAccountUsers, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = person_id(&path)?;
    let page = access.read(move |tx| {
        let person = find(tx, Kind::Account, id)?;
        Ok(Confirm::end_of_sessions(tx, "/console/people", &person))
    });
    Ok(Page::new(page.await?))
}

pub(crate) async fn end_sessions(
    access: Access<ManageAccountUsers, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = person_id(&path)?;
    let ended = access
        .write(move |tx| {
            let person = find(tx, Kind::Account, id)?;
            actions::end_sessions(tx, &person)
        })
        .await?;
    Ok(Redirect::to(home(id)).saying(t!("account-users-sessions-ended", n = ended)))
}

pub(crate) async fn ask_reset_second_step(
    access: Access<ManageAccountUsers, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = person_id(&path)?;
    let page = access.read(move |tx| {
        confirmed_lately(tx)?;
        let person = find(tx, Kind::Account, id)?;
        Ok(Confirm::reset_of_second_step(tx, "/console/people", &person))
    });
    Ok(Page::new(page.await?))
}

pub(crate) async fn reset_second_step(
    access: Access<ManageAccountUsers, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = person_id(&path)?;
    let name = access
        .write(move |tx| {
            confirmed_lately(tx)?;
            let person = find(tx, Kind::Account, id)?;
            second_steps::actions::reset(tx, &person)?;
            Ok(person.name)
        })
        .await?;
    Ok(Redirect::to(home(id)).saying(t!("account-users-step-reset", name = name)))
}

pub(crate) async fn invite_again(
    access: Access<EditAccountUsers, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = person_id(&path)?;
    let email = access
        .write(move |tx| {
            let person = find(tx, Kind::Account, id)?;
            actions::invite_again(tx, &person, None)?;
            Ok(person.email)
        })
        .await?;
    Ok(Redirect::to(home(id)).saying(t!("account-users-sent-again", who = email)))
}
