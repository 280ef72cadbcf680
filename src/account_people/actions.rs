//! What administrators do with the people of their own account. Every change locks the account's administrators first
//! and asks for the own authority again behind that lock, so that two of them cannot remove one another at the same
//! time. Three rules: no grant that goes further than the own is given, changed or taken (T5); an account never loses
//! its last administrator who can sign in this way (partner staff may do that); nobody learns whom else an address
//! belongs to.

use super::queries::{self, Authority, Member};
use crate::audit::Entry;
use crate::db::schema::account_users;
use crate::db::{InAccount, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::PersonId;
use crate::people::giving::{self, Grant, Into, Outcome, Reach, Welcome};
use crate::people::invitations::{Found, Invitee, Tells, not_too_soon, tell};
use crate::people::model::{Role, Version};
use crate::people::rotate_sessions;
use diesel::prelude::*;
use uuid::Uuid;

/// Locks the account's administrators and answers the authority of the one who asks.
fn authority(tx: &mut WriteTx<'_, InAccount>) -> AppResult<Authority> {
    let _: Vec<Uuid> = account_users::table
        .filter(account_users::partner_id.eq(tx.partner_id().0))
        .filter(account_users::account_id.eq(tx.account_id().0))
        .filter(account_users::role.eq(Role::Administrator.key()))
        .order(account_users::person_id)
        .select(account_users::person_id)
        .for_update()
        .load(tx.conn())?;
    match queries::authority(tx)? {
        Authority::None => Err(AppError::Forbidden { needs: Role::Administrator.label().to_owned() }),
        held => Ok(held),
    }
}

fn beyond(field: &str) -> AppError {
    AppError::invalid(field, t!("account-people-beyond"))
}

/// The person, when the one who asks may change their grant.
fn within(tx: &mut WriteTx<'_, InAccount>, held: Authority, person: PersonId) -> AppResult<Member> {
    let member = queries::find(tx, person)?;
    if held.covers(member.grant().reach) { Ok(member) } else { Err(beyond("")) }
}

/// Invites a person into the account.
///
/// # Errors
/// `Invalid` at the field that cannot be.
pub(crate) fn invite(tx: &mut WriteTx<'_, InAccount>, invitee: Invitee, grant: Grant) -> AppResult<String> {
    if !authority(tx)?.covers(grant.reach) {
        return Err(beyond("with_sub_accounts"));
    }
    let account_name = tx.facts().account_name.clone().unwrap_or_default();
    let into = Into { account: tx.account_id(), account_name: &account_name, grant };
    let address = invitee.email.as_str().to_owned();
    match giving::give(tx, into, Welcome::Invited, &[invitee])?.pop() {
        Some(Outcome::Made(_) | Outcome::Granted(_) | Outcome::Waiting(_)) => Ok(address),
        Some(Outcome::AlreadyHere(person)) => {
            Err(AppError::invalid("email", t!("account-people-already-here", email = address, name = person.name)))
        }
        // Why is not for a customer to know.
        Some(Outcome::ConsoleUser | Outcome::Disabled) => Err(AppError::invalid(
            "email",
            t!("account-people-not-here", email = address, partner = tx.facts().partner_name),
        )),
        None => Err(AppError::internal("an address was neither found nor made")),
    }
}

/// Gives another role or reach.
///
/// # Errors
/// `Invalid` beyond the own reach and for the last administrator; `Conflict` when somebody else saved meanwhile.
pub(crate) fn change(
    tx: &mut WriteTx<'_, InAccount>,
    person: PersonId,
    grant: Grant,
    seen: Version,
) -> AppResult<String> {
    let held = authority(tx)?;
    let member = within(tx, held, person)?;
    if !held.covers(grant.reach) {
        return Err(beyond("with_sub_accounts"));
    }
    if grant.role != Role::Administrator {
        keeps_an_administrator(tx, &member, "role")?;
    }
    let row = account_users::table.find((tx.partner_id().0, tx.account_id().0, person.0));
    let written = diesel::update(row.filter(account_users::version.eq(seen.0)))
        .set((
            account_users::role.eq(grant.role.key()),
            account_users::with_sub_accounts.eq(grant.reach == Reach::WithSubAccounts),
            account_users::version.eq(account_users::version + 1),
        ))
        .execute(tx.conn())?;
    if written == 0 {
        return Err(AppError::Conflict(t!("account-people-overtaken").to_owned()));
    }
    rotate_sessions(tx, person)?;
    let entry = entry(tx, "grant.changed", &member).change("role", &member.role, grant.role.key()).change(
        "with_sub_accounts",
        member.with_sub_accounts,
        grant.reach.goes_on(),
    );
    tx.audit(entry);
    Ok(member.name)
}

/// Takes the account from a person; gone at their next request (T11).
///
/// # Errors
/// `Invalid` beyond the own reach and for the last administrator.
pub(crate) fn remove(tx: &mut WriteTx<'_, InAccount>, person: PersonId) -> AppResult<String> {
    let held = authority(tx)?;
    let member = within(tx, held, person)?;
    keeps_an_administrator(tx, &member, "")?;
    diesel::delete(account_users::table.find((tx.partner_id().0, tx.account_id().0, person.0))).execute(tx.conn())?;
    rotate_sessions(tx, person)?;
    let entry = entry(tx, "grant.removed", &member).change("role", &member.role, "").change(
        "with_sub_accounts",
        member.with_sub_accounts,
        "",
    );
    tx.audit(entry);
    Ok(member.name)
}

/// Mails the invitation again.
///
/// # Errors
/// `Conflict` when there is nothing to accept any more, and when it was mailed a moment ago.
pub(crate) fn invite_again(tx: &mut WriteTx<'_, InAccount>, person: PersonId) -> AppResult<String> {
    let member = queries::find(tx, person)?;
    if member.state != "invited" {
        return Err(AppError::Conflict(t!("account-people-no-invitation", name = member.name)));
    }
    not_too_soon(tx, person, &member.name)?;
    let account_name = tx.facts().account_name.clone().unwrap_or_default();
    tell(tx, &[&Found::waiting(member.id, &member.name, &member.email)], Tells::Invitation(Some(&account_name)))?;
    let entry = entry(tx, "person.invited", &member).change("email", "", &member.email);
    tx.audit(entry);
    Ok(member.name)
}

fn keeps_an_administrator(tx: &mut WriteTx<'_, InAccount>, member: &Member, field: &str) -> AppResult<()> {
    let counts = member.grant().role == Role::Administrator && member.state == "active";
    if counts && queries::other_administrators(tx, PersonId(member.id))? == 0 {
        return Err(AppError::invalid(field, t!("account-people-last-administrator", name = member.name)));
    }
    Ok(())
}

fn entry(tx: &WriteTx<'_, InAccount>, action: &'static str, member: &Member) -> Entry {
    Entry::of(action, "person", member.id, &member.name).in_account(tx.account_id())
}
