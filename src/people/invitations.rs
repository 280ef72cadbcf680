//! Finding or making people by their address, and the mails that tell them. Everything is done for a whole list in one
//! statement each, in a partner's scope as in an account's; the scope decides whom it may touch.

use super::model::{EmailAddress, PersonName, Role};
use super::queries::Person;
use super::terms::terms;
use crate::db::{Place, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::PersonId;
use crate::mail::model::{Changed, Letter, Purpose, Recipient};
use crate::sign_in::throttle::wait_in_words;
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Jsonb, Text, Timestamptz, Uuid as SqlUuid};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.people_for"] fn people_for(wanted: Jsonb, of_kind: Text, at: Timestamptz) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.invitations_for"] fn invitations_for(wanted: Jsonb, at: Timestamptz, until: Timestamptz) -> Jsonb; }

diesel::define_sql_function! { #[sql_name = "app.lock_invitation"] fn lock_invitation(person: SqlUuid) -> Nullable<Timestamptz>; }

/// Between two mails of one invitation.
const AGAIN_MINUTES: i64 = 10;

/// When an invitation that ends then can be mailed again; none: it can be now. Each mail makes it last the full time
/// anew, so its end says when the last one was asked for.
fn again_at(ends: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let at = ends? - Purpose::Invite.lasts() + Duration::minutes(AGAIN_MINUTES);
    (at > now).then_some(at)
}

/// "7 minutes": how long to wait before the invitation can be mailed again; empty when it can be now.
pub(crate) fn again_in(ends: Option<DateTime<Utc>>, now: DateTime<Utc>) -> String {
    again_at(ends, now).map_or_else(String::new, |at| wait_in_words(at, now))
}

/// Refuses to mail an invitation again so soon; locks the person until the end of the transaction.
///
/// # Errors
/// `Conflict`, saying when it can be.
pub(crate) fn not_too_soon<P: Place>(tx: &mut WriteTx<'_, P>, person: PersonId, name: &str) -> AppResult<()> {
    let now = tx.now();
    let ends: Option<DateTime<Utc>> = diesel::select(lock_invitation(person.0)).get_result(tx.conn())?;
    match again_in(ends, now).as_str() {
        "" => Ok(()),
        wait => Err(AppError::Conflict(t!("people-again-later", name = name, wait = wait))),
    }
}

/// Somebody to be let in.
#[derive(Clone, Debug)]
pub(crate) struct Invitee {
    pub name: PersonName,
    pub email: EmailAddress,
}

/// A person as found or made by an address.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Found {
    pub id: Uuid,
    /// console or account.
    pub kind: String,
    pub name: String,
    pub email: String,
    email_key: String,
    /// invited, active or disabled.
    pub state: String,
    /// Made just now.
    pub made: bool,
}

impl From<&Person> for Found {
    fn from(person: &Person) -> Found {
        Found {
            id: person.id,
            kind: person.kind.clone(),
            name: person.name.clone(),
            email: person.email.clone(),
            email_key: person.email_key.clone(),
            state: person.state.clone(),
            made: false,
        }
    }
}

impl Found {
    /// Somebody who was invited and has not come yet.
    pub fn waiting(id: Uuid, full_name: &str, email: &str) -> Found {
        Found {
            id,
            kind: "account".to_owned(),
            name: full_name.to_owned(),
            email: email.to_owned(),
            email_key: super::model::fold(email),
            state: "invited".to_owned(),
            made: false,
        }
    }

    pub fn person_id(&self) -> PersonId {
        PersonId(self.id)
    }
}

/// Finds or makes a person for each address, in the order given (T8: one person per address and partner).
pub(crate) fn find_or_make<P: Place>(
    tx: &mut WriteTx<'_, P>,
    kind: &str,
    invitees: &[Invitee],
) -> AppResult<Vec<Found>> {
    let wanted: Vec<Value> = invitees
        .iter()
        .map(|i| {
            json!({
                "id": PersonId::new(), "email": i.email.as_str(), "email_key": i.email.key(), "name": i.name.as_str(),
                "name_key": i.name.key(), "terms": terms(i.name.as_str(), &i.email.key()),
            })
        })
        .collect();
    let now = tx.now();
    let answer: Value = diesel::select(people_for(Value::Array(wanted), kind, now)).get_result(tx.conn())?;
    let found: Vec<Found> = serde_json::from_value(answer)?;
    let mut by_key: BTreeMap<String, Found> = found.into_iter().map(|f| (f.email_key.clone(), f)).collect();
    Ok(invitees.iter().filter_map(|i| by_key.remove(&i.email.key())).collect())
}

/// What a mail tells.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Tells<'a> {
    /// Come in: with a link to choose a password. The account's name; none for the partner's own staff.
    Invitation(Option<&'a str>),
    /// You may open one more account.
    Granted(&'a str, Role),
    /// Your password was set by somebody.
    PasswordSet,
}

/// Puts a mail for each person into the outbox, in this transaction, and answers whom it told; an invitation only to who
/// has not accepted one, and to whom none was mailed a moment ago.
/// A mail names the partner and the account, never a person: whoever invites could write anything into their name.
pub(crate) fn tell<P: Place>(tx: &mut WriteTx<'_, P>, people: &[&Found], tells: Tells<'_>) -> AppResult<Vec<Uuid>> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let links = match tells {
        Tells::Invitation(_) => open_links(tx, people)?,
        Tells::Granted(..) | Tells::PasswordSet => BTreeMap::new(),
    };
    let letter = |person: &Found| match tells {
        Tells::Invitation(account) => {
            links.get(&person.id).map(|link| Letter::Invite { link: *link, account: account.map(ToOwned::to_owned) })
        }
        Tells::Granted(account, role) => Some(Letter::Granted { account: account.to_owned(), role }),
        Tells::PasswordSet => Some(Letter::PasswordChanged(Changed::ByPartner)),
    };
    let (told, letters): (Vec<Uuid>, Vec<_>) = people
        .iter()
        .filter_map(|p| Some((p.id, (Recipient { email: p.email.clone(), name: p.name.clone() }, letter(p)?))))
        .unzip();
    crate::mail::actions::put_all(tx, &letters)?;
    Ok(told)
}

/// A new link for each person who has not accepted an invitation yet. It has no token: that is made when its mail
/// leaves. Links of earlier mails stay good until their own time; using one uses up all. Who was mailed a moment ago gets
/// none.
fn open_links<P: Place>(tx: &mut WriteTx<'_, P>, people: &[&Found]) -> AppResult<BTreeMap<Uuid, Uuid>> {
    #[derive(Deserialize)]
    struct Open {
        person: Uuid,
        link: Uuid,
    }
    let now = tx.now();
    let lately = now - Duration::minutes(AGAIN_MINUTES);
    let one = |p: &&Found| json!({ "person": p.id, "link": Uuid::now_v7(), "unless_since": lately });
    let wanted = people.iter().map(one).collect();
    let until = now + Purpose::Invite.lasts();
    let answer: Value = diesel::select(invitations_for(Value::Array(wanted), now, until)).get_result(tx.conn())?;
    let open: Vec<Open> = serde_json::from_value(answer)?;
    Ok(open.into_iter().map(|o| (o.person, o.link)).collect())
}
