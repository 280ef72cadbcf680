//! One Console User with their rights, and the form that changes them.

use super::{PATH, person_id};
use crate::access::Access;
use crate::access::rights::{EditConsoleUsers, ManageConsoleUsers, Right, ViewConsoleUsers};
use crate::db::{InPartner, Kind, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::PersonId;
use crate::people::invitations::again_in;
use crate::people::model::Version;
use crate::people::queries::find;
use crate::people::standing;
use crate::staff::actions::{self, rights_of};
use crate::staff::model::Rights;
use crate::web::forms::Posted;
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::times::{When, zone};
use actix_web::http::StatusCode;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "staff/show.html")]
struct StaffPersonPage {
    shell: Shell,
    href: String,
    name: String,
    email: String,
    you: bool,
    kind: &'static str,
    state: &'static str,
    invited: bool,
    /// How long to wait before the invitation can be sent again; empty: not at all.
    again_in: String,
    disabled: bool,
    created: When,
    last_sign_in: Option<When>,
    /// Since when a code is asked for after the password.
    two_step: Option<When>,
    /// The address by which they are known at the sign-in provider; empty: they are not.
    linked: String,
    invited_until: Option<When>,
    access: String,
    grid: Vec<(String, String, String)>,
    version: String,
    may_give_all: bool,
    /// What the one who looks holds: nobody gives more.
    mine: String,
    /// What this person holds and the one who looks does not, so that nothing can be changed; empty otherwise.
    beyond: String,
    may_edit: bool,
    may_manage: bool,
    errors: FieldErrors,
    conflict: Vec<(String, String, String)>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    /// "full" or "areas".
    access: String,
    version: String,
    /// `right_{area}` for each area, among whatever else is in the form.
    #[serde(flatten)]
    rights: BTreeMap<String, String>,
}

pub(crate) async fn show(
    access: Access<ViewConsoleUsers, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = person_id(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, id, None, FieldErrors::default())).await?))
}

pub(crate) async fn set_rights(
    access: Access<EditConsoleUsers, InPartner>,
    posted: Posted<Form>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let (id, form) = (person_id(&path)?, posted.form);
    let seen = Version::of(&form.version);
    let typed = Rights::typed(&form.access, &form.rights);
    let chosen = typed.as_ref().ok().cloned();
    let outcome = match typed {
        Ok(rights) => access.write(move |tx| actions::set_rights(tx, id, &rights, seen)).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(Either::Left(Redirect::to(format!("{PATH}/{id}")).saying(t!("staff-rights-changed")))),
        Err(AppError::Invalid(errors)) => {
            let typed = chosen.map(|rights| (rights, form.version));
            Ok(Either::Right(Page::refused(access.read(move |tx| page(tx, id, typed, errors)).await?)))
        }
        Err(AppError::Conflict(why)) => {
            let page = access.read(move |tx| conflict(tx, id, chosen, &why)).await?;
            Ok(Either::Right(Page::with(page, StatusCode::CONFLICT)))
        }
        Err(other) => Err(other),
    }
}

fn page(
    tx: &mut ReadTx<'_, InPartner>,
    id: PersonId,
    typed: Option<(Rights, String)>,
    errors: FieldErrors,
) -> AppResult<StaffPersonPage> {
    let person = find(tx, Kind::Console, id)?;
    let second_step = crate::second_steps::queries::since(tx, id)?;
    let linked = crate::oidc::queries::linked_as(tx, id)?.unwrap_or_default();
    let facts = tx.facts();
    let mine = Rights::stored(facts.full_access, &serde_json::json!(facts.rights));
    let stored = rights_of(&person);
    let beyond = mine.lacks(&stored).unwrap_or_default();
    let (shown, version) = typed.unwrap_or_else(|| (stored, person.rights_version.to_string()));
    let now = tx.now();
    let tz = zone(facts.timezone.as_deref().unwrap_or("UTC"));
    let when = |at| When::at(at, now, tz);
    let (kind, state) = standing::badge(&person.state, person.invited_until, now);
    let shell = Shell::console(tx, PATH, &person.name);
    Ok(StaffPersonPage {
        href: format!("{PATH}/{id}"),
        you: id == tx.person_id(),
        invited: person.state == "invited",
        again_in: again_in(person.invited_until, now),
        disabled: person.state == "disabled",
        created: when(person.created_at),
        last_sign_in: person.last_sign_in_at.map(when),
        two_step: second_step.map(when),
        linked,
        invited_until: person.invited_until.filter(|_| person.state == "invited").map(when),
        access: if shown.full { "full" } else { "areas" }.to_owned(),
        grid: shown.grid(),
        version,
        may_give_all: mine.full,
        mine: mine.summary(),
        may_edit: EditConsoleUsers::held(facts) && beyond.is_empty(),
        may_manage: ManageConsoleUsers::held(facts) && beyond.is_empty(),
        beyond,
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        name: person.name,
        email: person.email,
        kind,
        state,
        errors,
        conflict: Vec::new(),
    })
}

/// The second of two editors sees what was saved and keeps what they chose.
fn conflict(
    tx: &mut ReadTx<'_, InPartner>,
    id: PersonId,
    chosen: Option<Rights>,
    why: &str,
) -> AppResult<StaffPersonPage> {
    let saved = find(tx, Kind::Console, id)?;
    let stored = rights_of(&saved);
    let chosen = chosen.unwrap_or_else(|| stored.clone());
    let conflict = stored.changes(&chosen);
    let mut errors = FieldErrors::default();
    errors.add("", why);
    Ok(StaffPersonPage { conflict, ..page(tx, id, Some((chosen, saved.rights_version.to_string())), errors)? })
}
