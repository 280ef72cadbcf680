//! A program at the gate: it proves itself with a credential and is given a token.

use super::gate;
use super::maintenance::unattended_facts;
use super::place::{Facts, InPartner, Kind};
use super::tx::{Database, Origin, WriteTx};
use crate::error::AppResult;
use crate::ids::{AccountId, PartnerId, PersonId, TokenHash};
use crate::settings::networks::Networks;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

/// What a client proves itself with, and the account that its token is to be bound to.
pub(crate) struct Proof<'a> {
    pub client_id: &'a str,
    pub secret: &'a TokenHash,
    /// An API ID, folded, and the same as an id where it is one.
    pub account: Option<(&'a str, Option<Uuid>)>,
}

/// What the gate says to it.
pub(crate) enum Client {
    /// There is no such client, or it has another secret.
    Unknown,
    /// It may not have that account.
    OutOfScope,
    Known(Known),
}

/// A client that proved itself.
pub(crate) struct Known {
    pub partner: PartnerId,
    pub credential: Uuid,
    pub account: Option<AccountId>,
    pub description: String,
    /// From which networks it may call; none: from all.
    pub networks: Option<Networks>,
}

#[derive(Deserialize)]
struct Found {
    unknown: bool,
    partner: Option<PartnerId>,
    credential: Option<Uuid>,
    account: Option<AccountId>,
    description: Option<String>,
    #[serde(default)]
    networks: Option<Networks>,
}

/// A token to be given to a client.
pub(crate) struct NewProgram<'a> {
    pub client: &'a Known,
    pub client_id: &'a str,
    pub token: &'a TokenHash,
    pub until: DateTime<Utc>,
    pub origin: &'a Origin,
}

/// Whose a token is.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Owner {
    pub partner: PartnerId,
    /// The credential, where it is a program's.
    pub person: PersonId,
    pub bound: Option<AccountId>,
}

impl Database {
    /// Whose a token was when it was seen last, else whose it is; None: nobody's. It opens nothing: whether it still holds is
    /// asked by whoever enters a place with it.
    pub(crate) fn owner_of(&self, token: &TokenHash) -> AppResult<Option<Owner>> {
        if let Some(owner) = self.known_owner(token) {
            return Ok(Some(owner));
        }
        let now = self.clock().now();
        let found: Option<serde_json::Value> =
            self.at_gate(|conn| diesel::select(gate::who(&token.0, now)).get_result(conn))?;
        Ok(found.map(serde_json::from_value).transpose()?)
    }

    /// The same of what is remembered alone.
    pub(crate) fn known_owner(&self, token: &TokenHash) -> Option<Owner> {
        let known = self.last_known(token)?;
        Some(Owner { partner: known.partner, person: known.person, bound: known.bound })
    }

    /// Turns of a credential in a minute: how many were got of those that are wanted, and how many are taken of it in all.
    pub(crate) fn take_turns(
        &self,
        (partner, credential): (PartnerId, PersonId),
        minute: DateTime<Utc>,
        want: u32,
        most: u32,
    ) -> AppResult<(u32, u32)> {
        let number = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
        let call = || gate::take_turns(partner.0, credential.0, minute, number(want), number(most));
        let turns: Vec<i32> = self.at_gate(|conn| diesel::select(call()).get_result(conn))?;
        let part = |at: usize| turns.get(at).and_then(|count| u32::try_from(*count).ok()).unwrap_or(0);
        Ok((part(0), part(1)))
    }

    pub(crate) fn client(&self, proof: &Proof<'_>) -> AppResult<Client> {
        let (key, id) = proof.account.map_or((None, None), |(key, id)| (Some(key), id));
        let found: Option<serde_json::Value> = self.at_gate(|conn| {
            diesel::select(gate::client_of(proof.client_id, &proof.secret.0, key, id)).get_result(conn)
        })?;
        let Some(found) = found else { return Ok(Client::Unknown) };
        let found: Found = serde_json::from_value(found)?;
        Ok(match (found.unknown, found.partner, found.credential) {
            (false, Some(partner), Some(credential)) => Client::Known(Known {
                partner,
                credential,
                account: found.account,
                description: found.description.unwrap_or_default(),
                networks: found.networks,
            }),
            _ => Client::OutOfScope,
        })
    }

    /// Notes that a client asked for a token from a network that is not allowed.
    pub(crate) fn note_program_outside(&self, client: &Known, client_id: &str, origin: &Origin) {
        let person = PersonId(client.credential);
        let facts = unattended_facts(client.partner, person, &client.description, client_id);
        self.note_outsider(&Facts { kind: Kind::Program, ..facts }, origin);
    }

    /// Gives a client a token, and does `work` in its partner's scope in the same transaction, in the client's name.
    pub(crate) fn open_program(
        &self,
        new: &NewProgram<'_>,
        work: impl FnOnce(&mut WriteTx<'_, InPartner>) -> AppResult<()>,
    ) -> AppResult<()> {
        let (client, id) = (new.client, Uuid::now_v7());
        self.begin_at_gate(
            new.origin,
            |conn, now| {
                let account = client.account.map(|id| id.0);
                let (partner, credential) = (client.partner.0, client.credential);
                let call = gate::open_program(
                    partner,
                    credential,
                    account,
                    id,
                    &new.token.0,
                    now,
                    new.until,
                    &new.origin.address,
                );
                diesel::select(call).execute(conn)?;
                let facts =
                    unattended_facts(client.partner, PersonId(client.credential), &client.description, new.client_id);
                Ok(Some((Facts { kind: Kind::Program, session: id, ..facts }, ())))
            },
            |tx: &mut WriteTx<'_, InPartner>, ()| work(tx),
        )
        .map(|_| ())
    }
}
