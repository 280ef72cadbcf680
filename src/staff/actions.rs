//! What staff does with staff. Every change first locks who is concerned: the one who asks, the one it is about, and
//! everybody with full access, always in the order of their ids. So two people cannot take full access from one another
//! at the same time, and nobody uses rights that were just taken from them (T11).

use super::model::Rights;
use crate::audit::Entry;
use crate::db::schema::people;
use crate::db::{InPartner, Kind, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::PersonId;
use crate::language::{self, Language};
use crate::people::invitations::{Invitee, Tells, find_or_make, tell};
use crate::people::model::Version;
use crate::people::password::SCHEME;
use crate::people::queries::{self, Person};
use diesel::prelude::*;
use uuid::Uuid;

/// Staff that is locked at once at most; a partner has tens of people with full access, not thousands.
const LOCKED_MAX: i64 = 5_000;

/// Who is concerned by a change, as they are now and stay until its end.
struct Locked {
    /// Rights of the one who asks.
    mine: Rights,
    /// Others than the one it is about who have full access and can sign in.
    others_with_full_access: usize,
}

impl Locked {
    fn take(tx: &mut WriteTx<'_, InPartner>, about: Option<PersonId>) -> AppResult<Locked> {
        let (partner, me) = (tx.partner_id().0, tx.person_id());
        let concerned: Vec<Uuid> = [Some(me), about].into_iter().flatten().map(|p| p.0).collect();
        let rows: Vec<(Uuid, String, bool, serde_json::Value)> = people::table
            .filter(people::partner_id.eq(partner))
            .filter(people::kind.eq("console"))
            .filter(people::id.eq_any(concerned).or(people::full_access.and(people::state.eq("active"))))
            .order(people::id)
            .limit(LOCKED_MAX)
            .select((people::id, people::state, people::full_access, people::rights))
            .for_update()
            .load(tx.conn())?;
        let active = |state: &str| state == "active";
        let mine = rows
            .iter()
            .find(|(id, state, ..)| *id == me.0 && active(state))
            .map(|(_, _, full, levels)| Rights::stored(*full, levels))
            .ok_or(AppError::SignedOut)?;
        let others = rows.iter().filter(|(id, state, full, _)| Some(PersonId(*id)) != about && *full && active(state));
        Ok(Locked { mine, others_with_full_access: others.count() })
    }

    /// The person a change is about, when the one who asks may change them.
    fn person(&self, tx: &mut WriteTx<'_, InPartner>, about: PersonId) -> AppResult<Person> {
        let person = queries::find(tx, Kind::Console, about)?;
        match self.mine.lacks(&rights_of(&person)) {
            None => Ok(person),
            Some(needs) => Err(AppError::Forbidden { needs }),
        }
    }

    /// Refuses to take full access from the last active person who has it.
    fn keeps_full_access(&self, person: &Person, field: &str) -> AppResult<()> {
        if person.full_access && person.state == "active" && self.others_with_full_access == 0 {
            return Err(AppError::invalid(field, t!("staff-last-full", name = person.name)));
        }
        Ok(())
    }

    fn may_give(&self, rights: &Rights) -> AppResult<()> {
        match self.mine.lacks(rights) {
            None => Ok(()),
            Some(lacking) => Err(AppError::invalid("access", t!("staff-lacking", right = lacking))),
        }
    }
}

/// The rights of a person as stored.
pub(super) fn rights_of(person: &Person) -> Rights {
    Rights::stored(person.full_access, &person.rights)
}

/// Makes a Console User, by invitation or with the hash of a password.
///
/// # Errors
/// `Invalid` for an address in use and for rights the one who asks does not hold.
pub(crate) fn create(
    tx: &mut WriteTx<'_, InPartner>,
    invitee: Invitee,
    rights: &Rights,
    password_hash: Option<&str>,
) -> AppResult<PersonId> {
    Locked::take(tx, None)?.may_give(rights)?;
    let address = invitee.email.as_str().to_owned();
    let found = find_or_make(tx, "console", &[invitee])?;
    let person = found.first().ok_or_else(|| AppError::internal("an address was neither found nor made"))?;
    if !person.made {
        let why = if person.kind == "console" {
            t!("staff-already", address = address, name = person.name)
        } else {
            t!("staff-customers", address = address)
        };
        return Err(AppError::invalid("email", why));
    }
    let id = person.person_id();
    write_rights(tx, id, rights)?;
    match password_hash {
        None => drop(tell(tx, &[person], Tells::Invitation(None))?),
        Some(hash) => {
            crate::people::set_password(tx, id, SCHEME, hash)?;
            let row = people::table.find((tx.partner_id().0, id.0));
            diesel::update(row).set(people::state.eq("active")).execute(tx.conn())?;
        }
    }
    let action = if password_hash.is_some() { "person.created" } else { "person.invited" };
    let entry = Entry::of(action, "person", id, &person.name).change("email", "", &person.email);
    tx.audit(with_changes(entry, &Rights::none(), rights));
    Ok(id)
}

fn write_rights(tx: &mut WriteTx<'_, InPartner>, person: PersonId, rights: &Rights) -> AppResult<()> {
    diesel::update(people::table.find((tx.partner_id().0, person.0)))
        .set((
            people::full_access.eq(rights.full),
            people::rights.eq(rights.to_json()),
            people::rights_version.eq(people::rights_version + 1),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The log's fields are named in one language, whoever asks.
fn with_changes(entry: Entry, from: &Rights, to: &Rights) -> Entry {
    language::speaking(Language::English, None, || from.changes(to))
        .into_iter()
        .fold(entry, |entry, (what, from, to)| entry.change(&what, from, to))
}

/// Gives other rights, from the next request on (T11).
///
/// # Errors
/// `Forbidden` for a person who holds more, `Invalid` for rights the one who asks does not hold and for the last full
/// access, `Conflict` when somebody else saved meanwhile.
pub(crate) fn set_rights(
    tx: &mut WriteTx<'_, InPartner>,
    about: PersonId,
    rights: &Rights,
    seen: Version,
) -> AppResult<()> {
    let locked = Locked::take(tx, Some(about))?;
    let person = locked.person(tx, about)?;
    if Version(person.rights_version) != seen {
        return Err(AppError::Conflict(t!("staff-meanwhile", name = person.name)));
    }
    locked.may_give(rights)?;
    if !rights.full {
        locked.keeps_full_access(&person, "access")?;
    }
    write_rights(tx, about, rights)?;
    crate::people::rotate_sessions(tx, about)?;
    let entry = Entry::of("person.rights", "person", about, &person.name);
    tx.audit(with_changes(entry, &rights_of(&person), rights));
    Ok(())
}

/// Shuts a person out.
///
/// # Errors
/// `Forbidden` for a person who holds more, `Invalid` for oneself and for the last full access.
pub(crate) fn disable(tx: &mut WriteTx<'_, InPartner>, about: PersonId) -> AppResult<String> {
    let locked = Locked::take(tx, Some(about))?;
    let person = locked.person(tx, about)?;
    locked.keeps_full_access(&person, "")?;
    if about == tx.person_id() {
        return Err(AppError::invalid("", t!("staff-not-yourself")));
    }
    crate::people::actions::disable(tx, &person)?;
    Ok(person.name)
}

/// Lets a disabled person in again; answers their name and state.
///
/// # Errors
/// `Forbidden` for a person who holds more.
pub(crate) fn enable(tx: &mut WriteTx<'_, InPartner>, about: PersonId) -> AppResult<(String, &'static str)> {
    let person = Locked::take(tx, Some(about))?.person(tx, about)?;
    let state = crate::people::actions::enable(tx, &person)?;
    Ok((person.name, state))
}

/// Signs a person out everywhere; answers their name.
///
/// # Errors
/// `Forbidden` for a person who holds more.
pub(crate) fn end_sessions(tx: &mut WriteTx<'_, InPartner>, about: PersonId) -> AppResult<String> {
    let person = Locked::take(tx, Some(about))?.person(tx, about)?;
    crate::people::actions::end_sessions(tx, &person)?;
    Ok(person.name)
}

/// Takes the second step of the sign-in from a person who lost it; answers their name.
///
/// # Errors
/// `Forbidden` for a person who holds more, `Invalid` for oneself: who is signed in as somebody need not be them.
pub(crate) fn reset_second_step(tx: &mut WriteTx<'_, InPartner>, about: PersonId) -> AppResult<String> {
    let person = Locked::take(tx, Some(about))?.person(tx, about)?;
    if about == tx.person_id() {
        return Err(AppError::invalid("", t!("staff-not-own-step")));
    }
    crate::second_steps::actions::reset(tx, &person)?;
    Ok(person.name)
}

/// Mails the invitation again; answers the name.
///
/// # Errors
/// `Forbidden` for a person who holds more.
pub(crate) fn invite_again(tx: &mut WriteTx<'_, InPartner>, about: PersonId) -> AppResult<String> {
    let person = Locked::take(tx, Some(about))?.person(tx, about)?;
    crate::people::actions::invite_again(tx, &person, None)?;
    Ok(person.name)
}
