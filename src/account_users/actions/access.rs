//! Grants, as partner staff gives, changes and takes them.

use crate::account_users::model::Line;
use crate::account_users::queries::{self, Outlook};
use crate::accounts::actions::tree::{self, Hold};
use crate::audit::Entry;
use crate::db::schema::{account_users, accounts, people};
use crate::db::{InPartner, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, PersonId};
use crate::people::giving::{self, Grant, Into, Outcome, Welcome};
use crate::people::invitations::Invitee;
use crate::people::model::{UserName, Version};
use crate::people::password::SCHEME;
use crate::people::rotate_sessions;
use diesel::prelude::*;

/// How somebody who was let in learns of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// By a mail of now, or by whoever chose the password.
    Now,
    /// By the invitation that was mailed a moment ago.
    Before,
}

/// Lets one person in, by invitation or with the hash of a password.
///
/// # Errors
/// `Invalid` at the address when it cannot be let in.
pub(crate) fn admit(
    tx: &mut WriteTx<'_, InPartner>,
    account: AccountId,
    invitee: Invitee,
    grant: Grant,
    password_hash: Option<&str>,
) -> AppResult<Told> {
    let account_name = usable(tx, account)?;
    let welcome = if password_hash.is_some() { Welcome::WithPassword } else { Welcome::Invited };
    let into = Into { account, account_name: &account_name, grant };
    let address = invitee.email.as_str().to_owned();
    let outcome = giving::give(tx, into, welcome, &[invitee])?.pop();
    let refused = |why: String| Err(AppError::invalid("email", why));
    match (outcome, password_hash) {
        (Some(Outcome::Made(person)), Some(hash)) => {
            activate(tx, person.person_id(), hash)?;
            Ok(Told::Now)
        }
        (Some(Outcome::Made(_) | Outcome::Granted(_)), None) => Ok(Told::Now),
        (Some(Outcome::Waiting(_)), None) => Ok(Told::Before),
        (Some(Outcome::Granted(person) | Outcome::Waiting(person)), Some(_)) => {
            refused(t!("account-users-own-password", address = address, name = person.name))
        }
        (Some(Outcome::AlreadyHere(person)), _) => {
            refused(t!("account-users-already-in", address = address, name = person.name))
        }
        (Some(Outcome::ConsoleUser), _) => refused(t!("account-users-console-user", address = address)),
        (Some(Outcome::Disabled), _) => refused(t!("account-users-was-disabled", address = address)),
        (None, _) => Err(AppError::internal("an address was neither found nor made")),
    }
}

/// Lets in somebody whom the partner's program signs in: nothing is mailed to who is new, and a password is optional. Who is
/// there already stays as they are.
///
/// # Errors
/// `BadRequest` for an address that cannot be let in; `AtLimit`.
pub(crate) fn vouch(
    tx: &mut WriteTx<'_, InPartner>,
    account: AccountId,
    invitee: Invitee,
    grant: Grant,
    password_hash: Option<&str>,
) -> AppResult<PersonId> {
    let account_name = usable(tx, account)?;
    let into = Into { account, account_name: &account_name, grant };
    let user = UserName::of_address(invitee.email.as_str()).to_owned();
    let refused = |why: &str| Err(AppError::BadRequest(format!("Username: {user} {why}")));
    let person = match giving::give(tx, into, Welcome::ByProgram, &[invitee])?.pop() {
        Some(Outcome::Made(person)) => {
            if let Some(hash) = password_hash {
                activate(tx, person.person_id(), hash)?;
            }
            person
        }
        Some(Outcome::Granted(person) | Outcome::Waiting(person) | Outcome::AlreadyHere(person)) => person,
        Some(Outcome::ConsoleUser) => return refused("is a console user. One address is one person."),
        Some(Outcome::Disabled) => return refused("was disabled."),
        None => return Err(AppError::internal("an address was neither found nor made")),
    };
    Ok(person.person_id())
}

/// Lets a whole list in, or nobody. Who has access already keeps it as it is. Answers how many were mailed an invitation a
/// moment ago and so get no other.
///
/// # Errors
/// `Invalid` without words of its own when a line cannot be let in; the page shows each line's own.
pub(crate) fn admit_all(
    tx: &mut WriteTx<'_, InPartner>,
    account: AccountId,
    lines: &[Line],
    grant: Grant,
) -> AppResult<usize> {
    let account_name = usable(tx, account)?;
    let outlook = queries::outlook(tx, account, lines)?;
    if outlook.iter().any(|o| !matches!(o, Outlook::NewPerson | Outlook::KnownPerson | Outlook::AlreadyHere)) {
        return Err(some_lines());
    }
    let invitees: Vec<Invitee> = lines.iter().filter_map(|l| l.read.clone().ok()).collect();
    let into = Into { account, account_name: &account_name, grant };
    let outcomes = giving::give(tx, into, Welcome::Invited, &invitees)?;
    // Between the look and the writing somebody may have taken an address.
    if outcomes.iter().any(|o| matches!(o, Outcome::ConsoleUser | Outcome::Disabled)) {
        return Err(some_lines());
    }
    Ok(outcomes.iter().filter(|o| matches!(o, Outcome::Waiting(_))).count())
}

fn some_lines() -> AppError {
    AppError::invalid("lines", t!("account-users-some-lines"))
}

/// The account's name; its tree is held, so that it is not moved to the recycle bin meanwhile. That is the lock which the
/// limits take too: with another one first, this would wait for a move that waits for this.
fn usable(tx: &mut WriteTx<'_, InPartner>, account: AccountId) -> AppResult<String> {
    tree::lock(tx, &[account.0], Hold::Shared)?;
    let (account_name, live): (String, bool) = accounts::table
        .find((tx.partner_id().0, account.0))
        .select((accounts::name, accounts::live))
        .first(tx.conn())?;
    if !live {
        return Err(AppError::Conflict(t!("account-users-in-bin", name = account_name)));
    }
    Ok(account_name)
}

fn activate(tx: &mut WriteTx<'_, InPartner>, person: PersonId, hash: &str) -> AppResult<()> {
    crate::people::set_password(tx, person, SCHEME, hash)?;
    diesel::update(people::table.find((tx.partner_id().0, person.0)))
        .set(people::state.eq("active"))
        .execute(tx.conn())?;
    Ok(())
}

/// Gives another role, or another reach.
///
/// # Errors
/// `Conflict` when somebody else changed the grant meanwhile.
pub(crate) fn change(
    tx: &mut WriteTx<'_, InPartner>,
    account: AccountId,
    person: PersonId,
    grant: Grant,
    seen: Version,
) -> AppResult<()> {
    let before = queries::grant(tx, account, person)?;
    let (account_name, _) = queries::account(tx, account)?;
    let row = account_users::table.find((tx.partner_id().0, account.0, person.0));
    let written = diesel::update(row.filter(account_users::version.eq(seen.0)))
        .set((
            account_users::role.eq(grant.role.key()),
            account_users::with_sub_accounts.eq(grant.reach.goes_on()),
            account_users::version.eq(account_users::version + 1),
        ))
        .execute(tx.conn())?;
    if written == 0 {
        return Err(AppError::Conflict(t!("account-users-access-meanwhile").to_owned()));
    }
    rotate_sessions(tx, person)?;
    tx.audit(
        Entry::of("grant.changed", "person", person, &before.person_name)
            .in_account(account)
            .change("account", &account_name, &account_name)
            .change("role", &before.role, grant.role.key())
            .change("with_sub_accounts", before.with_sub_accounts, grant.reach.goes_on()),
    );
    Ok(())
}

/// Takes an account from a person; gone at their next request (T11).
pub(crate) fn remove(tx: &mut WriteTx<'_, InPartner>, account: AccountId, person: PersonId) -> AppResult<String> {
    let before = queries::grant(tx, account, person)?;
    let (account_name, _) = queries::account(tx, account)?;
    diesel::delete(account_users::table.find((tx.partner_id().0, account.0, person.0))).execute(tx.conn())?;
    rotate_sessions(tx, person)?;
    tx.audit(
        Entry::of("grant.removed", "person", person, &before.person_name)
            .in_account(account)
            .change("account", &account_name, "")
            .change("role", &before.role, "")
            .change("with_sub_accounts", before.with_sub_accounts, ""),
    );
    Ok(before.person_name)
}
