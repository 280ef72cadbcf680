//! What is done alike with a Console User and an Account User, once the caller has settled that it may be done.

use super::invitations::{Found, Tells, not_too_soon, tell};
use super::queries::Person;
use crate::audit::Entry;
use crate::db::schema::{links, people, sessions};
use crate::db::{InPartner, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::PersonId;
use diesel::prelude::*;
use diesel::sql_types::Uuid as SqlUuid;

diesel::define_sql_function! { #[sql_name = "app.has_password"] fn has_password(person: SqlUuid) -> Bool; }

/// Shuts a person out: no sign-in, every session ends, mailed links stop working. What they did stays, and so do
/// their accounts and rights for when they are enabled again.
///
/// # Errors
/// `Conflict` when they are disabled already.
pub(crate) fn disable(tx: &mut WriteTx<'_, InPartner>, person: &Person) -> AppResult<()> {
    if person.state == "disabled" {
        return Err(AppError::Conflict(t!("people-disabled-already", name = person.name)));
    }
    set_state(tx, person, "disabled")?;
    close_sessions(tx, PersonId(person.id))?;
    close_links(tx, PersonId(person.id))?;
    tx.audit(Entry::of("person.disabled", "person", person.id, &person.name).change(
        "state",
        &person.state,
        "disabled",
    ));
    Ok(())
}

/// Lets a disabled person in again; who never had a password must be invited again.
///
/// # Errors
/// `Conflict` when they are not disabled.
pub(crate) fn enable(tx: &mut WriteTx<'_, InPartner>, person: &Person) -> AppResult<&'static str> {
    if person.state != "disabled" {
        return Err(AppError::Conflict(t!("people-not-disabled", name = person.name)));
    }
    let can_sign_in: bool = diesel::select(has_password(person.id)).get_result(tx.conn())?;
    let state = if can_sign_in { "active" } else { "invited" };
    set_state(tx, person, state)?;
    tx.audit(Entry::of("person.enabled", "person", person.id, &person.name).change("state", "disabled", state));
    Ok(state)
}

/// What to say after somebody was enabled.
pub(crate) fn enabled_words(who: &str, state: &str) -> String {
    if state == "active" { t!("people-enabled", who = who) } else { t!("people-enabled-invite", who = who) }
}

/// Signs a person out everywhere. Answers how many sessions ended.
pub(crate) fn end_sessions(tx: &mut WriteTx<'_, InPartner>, person: &Person) -> AppResult<usize> {
    let ended = close_sessions(tx, PersonId(person.id))?;
    tx.audit(Entry::of("person.sessions_ended", "person", person.id, &person.name).change("sessions", ended, 0));
    Ok(ended)
}

/// Mails the invitation again, good for the full time; the link mailed before works until its own end, or until one of the
/// two is used.
///
/// # Errors
/// `Conflict` when there is nothing to accept any more, and when it was mailed a moment ago.
pub(crate) fn invite_again(tx: &mut WriteTx<'_, InPartner>, person: &Person, account: Option<&str>) -> AppResult<()> {
    if person.state != "invited" {
        return Err(AppError::Conflict(t!("people-nothing-to-send", name = person.name)));
    }
    not_too_soon(tx, PersonId(person.id), &person.name)?;
    tell(tx, &[&Found::from(person)], Tells::Invitation(account))?;
    tx.audit(Entry::of("person.invited", "person", person.id, &person.name).change("email", "", &person.email));
    Ok(())
}

/// Ends every session of a person.
pub(crate) fn close_sessions(tx: &mut WriteTx<'_, InPartner>, person: PersonId) -> AppResult<usize> {
    let theirs =
        sessions::table.filter(sessions::partner_id.eq(tx.partner_id().0)).filter(sessions::person_id.eq(person.0));
    Ok(diesel::delete(theirs).execute(tx.conn())?)
}

/// Uses up every mailed link of a person.
pub(crate) fn close_links(tx: &mut WriteTx<'_, InPartner>, person: PersonId) -> AppResult<()> {
    let now = tx.now();
    let open = links::table
        .filter(links::partner_id.eq(tx.partner_id().0))
        .filter(links::person_id.eq(person.0))
        .filter(links::used_at.is_null());
    diesel::update(open).set(links::used_at.eq(now)).execute(tx.conn())?;
    Ok(())
}

fn set_state(tx: &mut WriteTx<'_, InPartner>, person: &Person, state: &str) -> AppResult<()> {
    diesel::update(people::table.find((tx.partner_id().0, person.id)))
        .set(people::state.eq(state))
        .execute(tx.conn())?;
    Ok(())
}
