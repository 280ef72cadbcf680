//! Letting people into an account: the person, the grant and the mail in one transaction. Partner staff and
//! administrators of the account come here alike; who may give what is decided before.

use super::invitations::{Found, Invitee, Tells, find_or_make, tell};
use super::model::Role;
use crate::audit::Entry;
use crate::db::schema::account_users;
use crate::db::{Place, WriteTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use diesel::prelude::*;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Whether a grant goes on to the sub-accounts, future ones too: a choice at each grant (T5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    Here,
    WithSubAccounts,
}

impl Reach {
    pub fn of(with_sub_accounts: bool) -> Reach {
        if with_sub_accounts { Reach::WithSubAccounts } else { Reach::Here }
    }

    pub fn goes_on(self) -> bool {
        self == Reach::WithSubAccounts
    }
}

/// What a person may do in an account, and how far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Grant {
    pub role: Role,
    pub reach: Reach,
}

impl Grant {
    /// From a row.
    pub fn stored(role: &str, with_sub_accounts: bool) -> Grant {
        Grant { role: Role::parse(role).unwrap_or(Role::Viewer), reach: Reach::of(with_sub_accounts) }
    }
}

/// The account people are let into, and as what.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Into<'a> {
    pub account: AccountId,
    pub account_name: &'a str,
    pub grant: Grant,
}

/// How a new person gets a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Welcome {
    /// By a mailed link.
    Invited,
    /// The caller sets it in the same transaction.
    WithPassword,
    /// They need none: the partner's program signs them in.
    ByProgram,
}

/// What became of one address.
#[derive(Clone, Debug)]
pub(crate) enum Outcome {
    /// A new person was made.
    Made(Found),
    /// A person who was there already got the account too.
    Granted(Found),
    /// So did one who has not come yet and was mailed a moment ago: the link of that mail leads to all their accounts,
    /// so no other was sent.
    Waiting(Found),
    /// Has a grant on this account; it stays as it is.
    AlreadyHere(Found),
    /// The address is a Console User's (T8).
    ConsoleUser,
    /// The person was disabled.
    Disabled,
}

/// Lets each address in. Where an outcome is one the caller does not accept, it must answer with an error, so that
/// nothing of the list is kept.
pub(crate) fn give<P: Place>(
    tx: &mut WriteTx<'_, P>,
    into: Into<'_>,
    welcome: Welcome,
    invitees: &[Invitee],
) -> AppResult<Vec<Outcome>> {
    let found = find_or_make(tx, "account", invitees)?;
    let entering: Vec<&Found> = found.iter().filter(|f| f.kind == "account" && f.state != "disabled").collect();
    let fresh = insert(tx, into, &entering)?;
    let seats = i64::try_from(fresh.len()).unwrap_or(i64::MAX);
    crate::limits::choke::room(tx, into.account, crate::limits::model::Kind::Users, seats)?;
    let new: Vec<&Found> = entering.into_iter().filter(|f| fresh.contains(&f.id)).collect();
    // Who has not accepted an invitation yet needs one that works, whichever account they were first invited to; nobody
    // can fill their mailbox by letting them into one account after the other.
    let (waiting, settled): (Vec<&Found>, Vec<&Found>) = new.iter().partition(|f| f.state == "invited");
    let mailed = match welcome {
        Welcome::Invited => tell(tx, &waiting, Tells::Invitation(Some(into.account_name)))?,
        Welcome::WithPassword | Welcome::ByProgram => waiting.iter().map(|f| f.id).collect(),
    };
    let mailed_before: Vec<Uuid> = waiting.iter().map(|f| f.id).filter(|id| !mailed.contains(id)).collect();
    tell(tx, &settled, Tells::Granted(into.account_name, into.grant.role))?;
    for person in &new {
        note(tx, into, welcome, person);
        if person.state == "active" {
            super::rotate_sessions(tx, person.person_id())?;
        }
    }
    Ok(found
        .into_iter()
        .map(|person| match () {
            () if person.kind != "account" => Outcome::ConsoleUser,
            () if person.state == "disabled" => Outcome::Disabled,
            () if !fresh.contains(&person.id) => Outcome::AlreadyHere(person),
            () if person.made => Outcome::Made(person),
            () if mailed_before.contains(&person.id) => Outcome::Waiting(person),
            () => Outcome::Granted(person),
        })
        .collect())
}

/// Writes the grants that are not there; says whose.
fn insert<P: Place>(tx: &mut WriteTx<'_, P>, into: Into<'_>, people: &[&Found]) -> AppResult<BTreeSet<Uuid>> {
    let (partner, now) = (tx.partner_id().0, tx.now());
    let rows: Vec<_> = people
        .iter()
        .map(|person| {
            (
                account_users::partner_id.eq(partner),
                account_users::account_id.eq(into.account.0),
                account_users::person_id.eq(person.id),
                account_users::role.eq(into.grant.role.key()),
                account_users::with_sub_accounts.eq(into.grant.reach.goes_on()),
                account_users::created_at.eq(now),
            )
        })
        .collect();
    let fresh: Vec<Uuid> = diesel::insert_into(account_users::table)
        .values(rows)
        .on_conflict_do_nothing()
        .returning(account_users::person_id)
        .get_results(tx.conn())?;
    Ok(fresh.into_iter().collect())
}

fn note<P: Place>(tx: &mut WriteTx<'_, P>, into: Into<'_>, welcome: Welcome, person: &Found) {
    if person.made {
        let action = if welcome == Welcome::Invited { "person.invited" } else { "person.created" };
        tx.audit(Entry::of(action, "person", person.id, &person.name).in_account(into.account).change(
            "email",
            "",
            &person.email,
        ));
    }
    tx.audit(
        Entry::of("grant.given", "person", person.id, &person.name)
            .in_account(into.account)
            .change("account", "", into.account_name)
            .change("role", "", into.grant.role.key())
            .change("with_sub_accounts", "", into.grant.reach.goes_on()),
    );
}
