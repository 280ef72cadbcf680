//! Frames at the gate: the tokens that open them, what is known of one by its address, and the signatures by which a partner's own
//! program proves itself (MODEL section 9).

use super::gate;
use super::maintenance::unattended_facts;
use super::place::{Facts, InPartner, InSelf, Kind};
use super::schema::spent_signatures;
use super::sign_in_tokens::TokenFacts;
use super::tx::{Database, Origin, WriteTx};
use crate::branding::model::Brand;
use crate::error::AppResult;
use crate::ids::{PartnerId, PersonId, TokenHash};
use crate::language;
use crate::web::framed::Look;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

/// The session that a token is to open in a frame.
pub(crate) struct InFrame<'a> {
    pub presented: &'a TokenHash,
    pub frame: Uuid,
    /// The frame is open already and goes on.
    pub again: bool,
    pub session: &'a TokenHash,
    pub idle_s: i32,
    pub ends_at: DateTime<Utc>,
    pub origin: &'a Origin,
    pub user_agent: &'a str,
    /// The origin of the page that it stands on, where the browser says it.
    pub page: Option<&'a str>,
    /// light, dark, or empty for the system's.
    pub mode: &'a str,
    pub clear: bool,
}

/// What anybody may learn of a frame by its address.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct FrameFacts {
    #[serde(flatten)]
    pub look: Look,
    pub partner: PartnerId,
    pub partner_name: String,
    /// What it looks like to customers.
    pub brand: Option<Box<Brand>>,
    /// That its account reads.
    pub language: String,
    /// It was ended, so no token is taken for it any more.
    pub ended: bool,
}

/// A key whose signatures prove a partner's program.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct FrameKey {
    pub partner: PartnerId,
    pub partner_name: String,
    /// What it looks like to customers.
    pub brand: Option<Box<Brand>>,
    pub algorithm: String,
    pub public_key: String,
    /// Who may frame what it opens.
    pub origins: Vec<String>,
    /// Neither revoked nor late.
    pub good: bool,
}

/// Whose signature was taken.
#[derive(Deserialize)]
struct Taken {
    partner: PartnerId,
    partner_name: String,
    partner_slug: String,
    partner_language: Option<String>,
    key: Uuid,
    name: String,
}

impl Database {
    /// What is known of a frame by its address; looking changes nothing.
    pub(crate) fn frame_at(&self, frame: Uuid) -> AppResult<Option<FrameFacts>> {
        let found: Option<Value> = self.at_gate(|conn| diesel::select(gate::frame_at(frame)).get_result(conn))?;
        let found: Option<FrameFacts> = found.map(serde_json::from_value).transpose()?;
        if let Some(frame) = &found {
            language::prefer(&frame.language);
        }
        Ok(found)
    }

    /// Uses a token up for a frame and opens its session, and does `work` in the same transaction, as
    /// [`Database::use_sign_in_token`] does. None: there is no such token.
    pub(crate) fn open_frame(
        &self,
        by: &InFrame<'_>,
        work: impl FnOnce(&mut WriteTx<'_, InSelf>, &TokenFacts) -> AppResult<()>,
    ) -> AppResult<Option<TokenFacts>> {
        let session = Uuid::now_v7();
        self.begin_at_gate(
            by.origin,
            |conn, now| {
                let known: Option<Value> = diesel::select(gate::open_frame(
                    &by.presented.0,
                    by.frame,
                    by.again,
                    now,
                    session,
                    &by.session.0,
                    by.idle_s,
                    by.ends_at,
                    &by.origin.address,
                    by.user_agent,
                    by.page,
                    by.mode,
                    by.clear,
                ))
                .get_result(conn)?;
                TokenFacts::answered(known, session)
            },
            |tx: &mut WriteTx<'_, InSelf>, known| {
                work(tx, &known)?;
                Ok(known)
            },
        )
    }

    /// The key that a signed token names.
    pub(crate) fn frame_key(&self, key: Uuid) -> AppResult<Option<FrameKey>> {
        let now = self.clock.now();
        let found: Option<Value> = self.at_gate(|conn| diesel::select(gate::frame_key(key, now)).get_result(conn))?;
        Ok(found.map(serde_json::from_value).transpose()?)
    }

    /// Does `work` as the program whose signature was proved, in its partner's scope. `named`: what the signed token calls itself, by
    /// which it is taken once. None: it was taken before, or its key was revoked meanwhile; nothing was done.
    pub(crate) fn by_signature<T>(
        &self,
        (key, named, until): (Uuid, &TokenHash, DateTime<Utc>),
        origin: &Origin,
        work: impl FnOnce(&mut WriteTx<'_, InPartner>) -> AppResult<T>,
    ) -> AppResult<Option<T>> {
        self.begin_at_gate(
            origin,
            |conn, now| {
                let taken: Option<Value> =
                    diesel::select(gate::take_signature(key, &named.0, now, until)).get_result(conn)?;
                let Some(taken) = taken else { return Ok(None) };
                let taken: Taken = serde_json::from_value(taken)?;
                let known = unattended_facts(taken.partner, PersonId(taken.key), &taken.name, "");
                let facts = Facts {
                    kind: Kind::Program,
                    partner_name: taken.partner_name,
                    partner_slug: taken.partner_slug,
                    partner_language: taken.partner_language,
                    full_access: true,
                    ..known
                };
                Ok(Some((facts, ())))
            },
            |tx: &mut WriteTx<'_, InPartner>, ()| work(tx),
        )
    }

    /// Keeps which one-use token was made of a signed one, in the transaction that makes it.
    pub(crate) fn keep_made(tx: &mut WriteTx<'_, InPartner>, named: &TokenHash, made: &TokenHash) -> AppResult<()> {
        let spent = spent_signatures::table.find((tx.partner_id().0, &named.0));
        diesel::update(spent).set(spent_signatures::token_hash.eq(&made.0)).execute(tx.conn())?;
        Ok(())
    }

    /// Refuses a signed token that was taken before: what it had opened ends, and `work` notes that in the same transaction, signed by
    /// nobody. None: it was not taken, or no more is known of it.
    pub(crate) fn refuse_signature(
        &self,
        (key, named): (Uuid, &TokenHash),
        origin: &Origin,
        work: impl FnOnce(&mut WriteTx<'_, InSelf>, &TokenFacts) -> AppResult<()>,
    ) -> AppResult<Option<TokenFacts>> {
        self.begin_at_gate(
            origin,
            |conn, now| {
                let known: Option<Value> =
                    diesel::select(gate::refuse_signature(key, &named.0, now)).get_result(conn)?;
                TokenFacts::answered(known, Uuid::nil())
            },
            |tx: &mut WriteTx<'_, InSelf>, known| {
                work(tx, &known)?;
                Ok(known)
            },
        )
    }
}
