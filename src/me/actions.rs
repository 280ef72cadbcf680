//! What a person changes about their own way in.

use super::queries;
use crate::audit::Entry;
use crate::db::schema::{people, sessions};
use crate::db::{InSelf, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::Token;
use crate::language::Language;
use crate::mail;
use crate::mail::model::{Changed, Letter, Recipient};
use crate::people::device;
use crate::people::model::PersonName;
use crate::people::password::SCHEME;
use diesel::prelude::*;
use diesel::sql_types::{Binary, Text, Timestamptz, Uuid as SqlUuid};
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.set_my_password"] fn set_my_password(scheme: Text, hash: Text, at: Timestamptz) -> Text; }
diesel::define_sql_function! { #[sql_name = "app.renew_my_session"] fn renew_my_session(session: SqlUuid, fresh: Binary, at: Timestamptz) -> Text; }

/// The profile as it should be.
#[derive(Clone, Debug)]
pub(super) struct NewProfile {
    pub name: PersonName,
    pub timezone: Option<String>,
    pub theme: Option<String>,
    pub language: Option<Language>,
    pub shortcuts: bool,
}

/// # Errors
/// `Conflict` when the profile was changed since the form was filled.
pub(super) fn edit_profile(tx: &mut WriteTx<'_, InSelf>, new: &NewProfile, seen_version: i32) -> AppResult<()> {
    let (partner, person) = (tx.partner_id(), tx.person_id());
    let before = queries::profile(tx)?;
    let renamed = i32::from(before.name != new.name.as_str());
    let written = diesel::update(people::table.find((partner.0, person.0)).filter(people::version.eq(seen_version)))
        .set((
            people::name.eq(new.name.as_str()),
            people::name_key.eq(new.name.key()),
            people::timezone.eq(&new.timezone),
            people::theme.eq(&new.theme),
            people::language.eq(new.language.map(Language::code)),
            people::shortcuts.eq(new.shortcuts),
            people::version.eq(people::version + 1),
            // Who renames this person meanwhile is told only when the name itself changed.
            people::name_version.eq(people::name_version + renamed),
        ))
        .execute(tx.conn())?;
    if written == 0 {
        return Err(AppError::Conflict(t!("me-meanwhile").to_owned()));
    }
    if renamed > 0 {
        crate::people::terms::keep_mine(tx, new.name.as_str())?;
    }
    let or_default = |text: &Option<String>| text.clone().unwrap_or_default();
    let entry = Entry::of("profile.edited", "person", person, new.name.as_str())
        .change("name", &before.name, new.name.as_str())
        .change("timezone", or_default(&before.timezone), or_default(&new.timezone))
        .change("theme", or_default(&before.theme), or_default(&new.theme))
        .change("language", or_default(&before.language), new.language.map_or("", Language::code))
        .change("shortcuts", before.shortcuts, new.shortcuts);
    if !entry.changes.is_empty() {
        tx.audit(entry);
    }
    Ok(())
}

/// Ends one of the person's sessions; it is gone at its next request (T11).
///
/// # Errors
/// `NotFound` for a session that is not theirs or has ended.
pub(super) fn end_session(tx: &mut WriteTx<'_, InSelf>, session: Uuid) -> AppResult<()> {
    let (partner, person) = (tx.partner_id(), tx.person_id());
    let mine = sessions::table
        .filter(sessions::partner_id.eq(partner.0).and(sessions::person_id.eq(person.0)).and(sessions::id.eq(session)));
    let agent: String = diesel::delete(mine).returning(sessions::user_agent).get_result(tx.conn())?;
    let name = tx.facts().name.clone();
    tx.audit(Entry::of("session.revoked", "person", person, &name).change("device", device::kept_words(&agent), ""));
    Ok(())
}

/// Ends all of the person's sessions but this one; answers with how many there were.
pub(super) fn end_other_sessions(tx: &mut WriteTx<'_, InSelf>) -> AppResult<usize> {
    let ended = delete_others(tx)?;
    if ended > 0 {
        let (person, name) = (tx.person_id(), tx.facts().name.clone());
        tx.audit(Entry::of("session.revoked", "person", person, &name).change("sessions", ended, 0));
    }
    Ok(ended)
}

fn delete_others(tx: &mut WriteTx<'_, InSelf>) -> AppResult<usize> {
    let (partner, person, this) = (tx.partner_id().0, tx.person_id().0, tx.facts().session);
    let others = sessions::table
        .filter(sessions::partner_id.eq(partner).and(sessions::person_id.eq(person)).and(sessions::id.ne(this)));
    Ok(diesel::delete(others).execute(tx.conn())?)
}

/// After a change of what the person signs in with: all other sessions end, and this one gets the fresh token.
pub(crate) fn sign_in_anew(tx: &mut WriteTx<'_, InSelf>, fresh: &Token) -> AppResult<()> {
    let (now, session) = (tx.now(), tx.facts().session);
    delete_others(tx)?;
    diesel::select(renew_my_session(session, &fresh.hash().0, now)).execute(tx.conn())?;
    Ok(())
}

/// Sets the new password, ends all other sessions, gives this one the fresh token, and tells the person by mail.
pub(super) fn change_password(tx: &mut WriteTx<'_, InSelf>, hash: &str, fresh: &Token) -> AppResult<()> {
    let now = tx.now();
    diesel::select(set_my_password(SCHEME, hash, now)).execute(tx.conn())?;
    sign_in_anew(tx, fresh)?;
    let to = Recipient { email: tx.facts().email.clone(), name: tx.facts().name.clone() };
    tx.audit(Entry::of("password.changed", "person", tx.person_id(), &to.name));
    mail::actions::put(tx, &to, &Letter::PasswordChanged(Changed::OnOwnPage))
}
