//! Signing in at a partner's own OpenID provider, before anybody is known: sent there, come back, and who that is here.

use super::connecting::bytes;
use super::doorstep::{Candidate, NewSession, Opened};
use super::maintenance::unattended_facts;
use super::place::{Facts, InSelf, Kind};
use super::tx::{Database, Origin, WriteTx};
use crate::branding::model::Brand;
use crate::error::AppResult;
use crate::ids::{PartnerId, PersonId, TokenHash};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Binary, Bool, Integer, Text, Timestamptz, Uuid as SqlUuid};
use serde::Deserialize;
use uuid::Uuid;

mod asked {
    #![expect(clippy::too_many_arguments, reason = "the call of an SQL function has as many as that function")]
    use super::*;

    diesel::define_sql_function! { #[sql_name = "gate.oidc_button"] fn oidc_button(of_slug: Text) -> Nullable<Jsonb>; }
    diesel::define_sql_function! { #[sql_name = "gate.begin_oidc"] fn begin_oidc(of_slug: Text, sign_in: SqlUuid, state: Binary, browser: Binary, going: Text, anew: Bool, at: Timestamptz, until: Timestamptz) -> Nullable<Jsonb>; }
    diesel::define_sql_function! { #[sql_name = "gate.take_oidc"] fn take_oidc(state: Binary, browser: Binary, at: Timestamptz) -> Nullable<Jsonb>; }
    diesel::define_sql_function! { #[sql_name = "gate.oidc_person"] fn oidc_person(of_partner: SqlUuid, of_issuer: Text, of_subject: Text, address: Text, address_key: Text, at: Timestamptz) -> Jsonb; }
    diesel::define_sql_function! { #[sql_name = "gate.open_oidc_session"] fn open_oidc_session(partner: SqlUuid, person: SqlUuid, session: SqlUuid, token: Binary, at: Timestamptz, idle: Integer, until: Timestamptz, source: Text, agent: Text, device: Binary, proved: Timestamptz, vouched: Bool) -> Nullable<Jsonb>; }
}

/// What the sign-in page of a partner offers beside the password.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Button {
    pub label: String,
    /// Some people there may still sign in with a password.
    pub passwords: bool,
}

/// The provider that a browser is sent to.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Going {
    pub partner: PartnerId,
    pub partner_name: String,
    pub partner_slug: String,
    pub issuer: String,
    pub client_id: String,
    pub label: String,
    /// How the partner's calls name themselves.
    pub user_agent: Option<String>,
    /// What its pages wear.
    #[serde(default)]
    pub brand: Option<Box<Brand>>,
}

/// A sign-in at a provider that a browser has come back from.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Taken {
    #[serde(flatten)]
    pub at: Going,
    /// Encrypted; empty: the provider gave none.
    #[serde(deserialize_with = "bytes")]
    pub secret: Option<Vec<u8>>,
    pub domains: Vec<String>,
    pub second_step_by: Vec<String>,
    pub next: String,
    /// The provider was asked to have the person sign in anew.
    pub anew: bool,
    pub begun_at: DateTime<Utc>,
}

/// Whom a provider vouches for.
pub(crate) struct Vouched<'a> {
    pub issuer: &'a str,
    pub subject: &'a str,
    pub address: &'a str,
    pub address_key: &'a str,
    /// When they last signed in there.
    pub proved: DateTime<Utc>,
    /// With a second step that counts here.
    pub second_step: bool,
}

/// Who came back.
pub(crate) enum Came {
    In(Kind),
    /// A code is asked for next.
    Halfway(Candidate),
    Refused(Stranger),
}

/// Somebody who is not let in, and as whom, where that is known.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Stranger {
    pub refused: String,
    #[serde(default)]
    pub person: Option<PersonId>,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub email: String,
}

#[derive(Clone, Debug, Deserialize)]
struct Known {
    person: PersonId,
    kind: Kind,
    name: String,
    email: String,
    linked: bool,
    second_step: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Answer {
    No(Stranger),
    Yes(Known),
}

impl Database {
    pub(crate) fn oidc_button(&self, slug: &str) -> AppResult<Option<Button>> {
        let found: Option<serde_json::Value> = self.at_gate(|conn| {
            Ok(diesel::select(asked::oidc_button(slug)).get_result::<Option<_>>(conn).optional()?.flatten())
        })?;
        Ok(found.map(serde_json::from_value).transpose()?)
    }

    /// Remembers that a browser is sent to a partner's provider. None: it has none.
    pub(crate) fn begin_oidc(
        &self,
        slug: &str,
        (state, browser): (&TokenHash, &TokenHash),
        (next, anew): (&str, bool),
        until: DateTime<Utc>,
    ) -> AppResult<Option<Going>> {
        let (now, id) = (self.clock.now(), Uuid::now_v7());
        let found: Option<serde_json::Value> = self.at_gate(|conn| {
            let begun = asked::begin_oidc(slug, id, &state.0, &browser.0, next, anew, now, until);
            diesel::select(begun).get_result(conn)
        })?;
        Ok(found.map(serde_json::from_value).transpose()?)
    }

    /// Uses up the sign-in that a browser brings back, and does `work` at that partner in a scope that reaches no person's
    /// things. None: there is none with this state, or it was used, is late, or another browser began it.
    pub(crate) fn take_oidc<T>(
        &self,
        (state, browser): (&TokenHash, &TokenHash),
        origin: &Origin,
        work: impl FnOnce(&mut WriteTx<'_, InSelf>, Taken) -> AppResult<T>,
    ) -> AppResult<Option<T>> {
        self.begin_at_gate(
            origin,
            |conn, now| {
                let found: Option<serde_json::Value> =
                    diesel::select(asked::take_oidc(&state.0, &browser.0, now)).get_result(conn)?;
                let Some(found) = found else { return Ok(None) };
                let taken: Taken = serde_json::from_value(found)?;
                Ok(Some((unattended_facts(taken.at.partner, PersonId(Uuid::nil()), "Somebody", ""), taken)))
            },
            work,
        )
    }

    /// Finds whom a provider vouches for, links who comes the first time, and opens the session that `new` makes for them,
    /// unless a code is asked for first; `work` is done in the person's own scope in the same transaction, with what was
    /// opened and whether they were linked.
    pub(crate) fn sign_in_by_provider<'n>(
        &self,
        (at, origin): (PartnerId, &Origin),
        vouched: &Vouched<'_>,
        new: impl FnOnce(PersonId, Kind) -> NewSession<'n>,
        work: impl FnOnce(&mut WriteTx<'_, InSelf>, Option<Opened>, bool) -> AppResult<()>,
    ) -> AppResult<Came> {
        let mut refused =
            Stranger { refused: "disabled".to_owned(), person: None, name: String::new(), email: String::new() };
        let came = self.begin_at_gate(
            origin,
            |conn, now| {
                let (issuer, subject) = (vouched.issuer, vouched.subject);
                let found = asked::oidc_person(at.0, issuer, subject, vouched.address, vouched.address_key, now);
                let found: serde_json::Value = diesel::select(found).get_result(conn)?;
                let known = match serde_json::from_value(found)? {
                    Answer::Yes(known) => known,
                    Answer::No(stranger) => {
                        refused = stranger;
                        return Ok(None);
                    }
                };
                if known.second_step && !vouched.second_step {
                    let facts = unattended_facts(at, known.person, &known.name, &known.email);
                    return Ok(Some((Facts { kind: known.kind, ..facts }, (known, None))));
                }
                let (new, session) = (new(known.person, known.kind), Uuid::now_v7());
                let opened: Option<serde_json::Value> = diesel::select(asked::open_oidc_session(
                    at.0,
                    known.person.0,
                    session,
                    &new.token.0,
                    now,
                    new.idle_s,
                    new.ends_at,
                    &new.origin.address,
                    new.user_agent,
                    new.device,
                    vouched.proved,
                    vouched.second_step,
                ))
                .get_result(conn)?;
                // Disabled at this very moment.
                let Some(opened) = opened else { return Ok(None) };
                let opened: Opened = serde_json::from_value(opened)?;
                Ok(Some((new.facts(session, &opened), (known, Some(opened)))))
            },
            |tx: &mut WriteTx<'_, InSelf>, (known, opened)| {
                let inside = opened.is_some();
                work(tx, opened, known.linked)?;
                Ok(match inside {
                    true => Came::In(known.kind),
                    false => Came::Halfway(Candidate {
                        partner: at,
                        person: known.person,
                        kind: known.kind,
                        name: known.name,
                        email: known.email,
                        scheme: String::new(),
                        hash: String::new(),
                        second_step: true,
                    }),
                })
            },
        )?;
        Ok(came.unwrap_or(Came::Refused(refused)))
    }
}
