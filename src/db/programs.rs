//! A program at the gate: it proves itself with a credential and is given a token.

use super::gate;
use super::maintenance::unattended_facts;
use super::place::{Facts, InPartner, Kind};
use super::tx::{Database, Origin, WriteTx};
use crate::error::AppResult;
use crate::ids::{AccountId, PartnerId, PersonId, TokenHash};
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
}

#[derive(Deserialize)]
struct Found {
    unknown: bool,
    partner: Option<PartnerId>,
    credential: Option<Uuid>,
    account: Option<AccountId>,
    description: Option<String>,
}

/// A token to be given to a client.
pub(crate) struct NewProgram<'a> {
    pub client: &'a Known,
    pub client_id: &'a str,
    pub token: &'a TokenHash,
    pub until: DateTime<Utc>,
    pub origin: &'a Origin,
}

impl Database {
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
            }),
            _ => Client::OutOfScope,
        })
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
