//! What staff does with one Account User. What is common with Console Users is in `people::actions`.

use crate::audit::Entry;
use crate::db::schema::people;
use crate::db::{InPartner, Kind, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::PersonId;
use crate::people::actions::{close_links, close_sessions};
use crate::people::invitations::{Found, Tells, tell};
use crate::people::model::{PersonName, Version};
use crate::people::password::SCHEME;
use crate::people::queries;
use crate::people::terms;
use diesel::prelude::*;

/// Gives another name.
///
/// # Errors
/// `Conflict` when somebody else changed the person meanwhile, the person themself too.
pub(crate) fn rename(
    tx: &mut WriteTx<'_, InPartner>,
    person: PersonId,
    new: &PersonName,
    seen: Version,
) -> AppResult<()> {
    let before = queries::find(tx, Kind::Account, person)?;
    let row = people::table.find((tx.partner_id().0, person.0));
    let written = diesel::update(row.filter(people::name_version.eq(seen.0)))
        .set((
            people::name.eq(new.as_str()),
            people::name_key.eq(new.key()),
            people::name_version.eq(people::name_version + 1),
            people::version.eq(people::version + 1),
        ))
        .execute(tx.conn())?;
    if written == 0 {
        return Err(AppError::Conflict(t!("account-users-person-meanwhile").to_owned()));
    }
    terms::keep(tx, person, new.as_str(), &before.email_key)?;
    tx.audit(Entry::of("person.edited", "person", person, new.as_str()).change("name", &before.name, new.as_str()));
    Ok(())
}

/// Sets a password; every session ends and open links stop working. Who was invited may sign in from now on.
///
/// # Errors
/// `Conflict` for a disabled person.
pub(crate) fn set_password(tx: &mut WriteTx<'_, InPartner>, person: PersonId, hash: &str) -> AppResult<()> {
    let before = queries::find(tx, Kind::Account, person)?;
    if before.state == "disabled" {
        return Err(AppError::Conflict(t!("account-users-enable-first", name = before.name)));
    }
    crate::people::set_password(tx, person, SCHEME, hash)?;
    diesel::update(people::table.find((tx.partner_id().0, person.0)))
        .set(people::state.eq("active"))
        .execute(tx.conn())?;
    close_sessions(tx, person)?;
    close_links(tx, person)?;
    tell(tx, &[&Found::from(&before)], Tells::PasswordSet)?;
    tx.audit(Entry::of("person.password_set", "person", person, &before.name));
    Ok(())
}
