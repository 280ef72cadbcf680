//! Between the password and the code: nobody is signed in yet, and the token of the cookie opens no place.

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
use diesel::sql_types::{BigInt, Binary, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use serde::Deserialize;
use uuid::Uuid;

mod asked {
    #![expect(clippy::too_many_arguments, reason = "the call of an SQL function has as many as that function")]
    use super::*;

    diesel::define_sql_function! { #[sql_name = "gate.begin_sign_in"] fn begin_sign_in(partner: SqlUuid, person: SqlUuid, sign_in: SqlUuid, token: Binary, at: Timestamptz, until: Timestamptz) -> Text; }
    diesel::define_sql_function! { #[sql_name = "gate.begun_sign_in"] fn begun_sign_in(token: Binary, at: Timestamptz) -> Nullable<Jsonb>; }
    diesel::define_sql_function! { #[sql_name = "gate.finish_sign_in"] fn finish_sign_in(begun: Binary, step: Nullable<BigInt>, recovery: Nullable<Binary>, session: SqlUuid, token: Binary, at: Timestamptz, idle: Integer, until: Timestamptz, source: Text, agent: Text, device: Binary) -> Nullable<Jsonb>; }
}

/// A sign-in that waits for a code.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct BegunSignIn {
    pub partner: PartnerId,
    pub partner_name: String,
    /// What it looks like to customers.
    #[serde(default)]
    pub brand: Option<Box<Brand>>,
    pub partner_slug: String,
    pub person: PersonId,
    pub kind: Kind,
    pub name: String,
    pub email: String,
    /// What the person's codes are made of, encrypted.
    #[serde(deserialize_with = "bytes")]
    pub secret: Option<Vec<u8>>,
}

/// Whose sign-in was finished.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Finished {
    #[serde(flatten)]
    pub opened: Opened,
    /// Recovery codes that are left.
    pub left: i64,
}

impl Database {
    /// Remembers that somebody gave their password.
    pub(crate) fn begin_sign_in(&self, whose: &Candidate, token: &TokenHash, until: DateTime<Utc>) -> AppResult<()> {
        let (partner, person, id, now) = (whose.partner.0, whose.person.0, Uuid::now_v7(), self.clock.now());
        self.at_gate(|conn| {
            diesel::select(asked::begin_sign_in(partner, person, id, &token.0, now, until)).execute(conn)
        })
        .map(|_| ())
    }

    /// Does `work` in the scope of whoever gave their password under this token. None: nobody did, or too long ago.
    pub(crate) fn begun_sign_in<T>(
        &self,
        token: &TokenHash,
        origin: &Origin,
        work: impl FnOnce(&mut WriteTx<'_, InSelf>, BegunSignIn) -> AppResult<T>,
    ) -> AppResult<Option<T>> {
        self.begin_at_gate(
            origin,
            |conn, now| {
                let found: Option<serde_json::Value> =
                    diesel::select(asked::begun_sign_in(&token.0, now)).get_result(conn)?;
                let Some(found) = found else { return Ok(None) };
                let begun: BegunSignIn = serde_json::from_value(found)?;
                let facts = unattended_facts(begun.partner, begun.person, &begun.name, &begun.email);
                Ok(Some((Facts { kind: begun.kind, ..facts }, begun)))
            },
            work,
        )
    }

    /// Uses up the code and the begun sign-in, opens the session, and does `work` in the person's own scope in the same
    /// transaction. False: it does not wait any more, or the code was used before.
    pub(crate) fn finish_sign_in(
        &self,
        begun: &TokenHash,
        (step, recovery): (Option<i64>, Option<&[u8]>),
        new: &NewSession<'_>,
        work: impl FnOnce(&mut WriteTx<'_, InSelf>, Finished) -> AppResult<()>,
    ) -> AppResult<bool> {
        let session = Uuid::now_v7();
        let finished = self.begin_at_gate(
            new.origin,
            |conn, now| {
                let finished: Option<serde_json::Value> = diesel::select(asked::finish_sign_in(
                    &begun.0,
                    step,
                    recovery,
                    session,
                    &new.token.0,
                    now,
                    new.idle_s,
                    new.ends_at,
                    &new.origin.address,
                    new.user_agent,
                    new.device,
                ))
                .get_result(conn)?;
                let Some(finished) = finished else { return Ok(None) };
                let finished: Finished = serde_json::from_value(finished)?;
                Ok(Some((new.facts(session, &finished.opened), finished)))
            },
            work,
        )?;
        Ok(finished.is_some())
    }
}
