//! Work before anyone is known: signing in, using a link, throttling. Each is one named gate function.

use super::gate;
use super::place::Kind;
use super::tx::Database;
use crate::error::AppResult;
use crate::ids::{PartnerId, PersonId, TokenHash};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

/// A person whose password may be tried.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Candidate {
    pub partner: PartnerId,
    pub person: PersonId,
    pub kind: Kind,
    pub scheme: String,
    pub hash: String,
}

/// The stored hash of a signed-in person's password.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct StoredPassword {
    pub scheme: String,
    pub hash: String,
}

/// A partner as the sign-in page names it.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct PartnerName {
    pub name: String,
    pub slug: String,
}

/// What a mailed link is for, shown before it is used: a GET never uses it up.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct LinkFacts {
    pub purpose: String,
    pub email: String,
    pub name: String,
    pub partner_name: String,
    pub partner_slug: String,
    pub usable: bool,
}

/// Whose link was used.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct UsedLink {
    pub partner: PartnerId,
    pub person: PersonId,
    pub purpose: String,
    pub kind: Kind,
}

/// A session to be opened.
pub(crate) struct NewSession<'a> {
    pub partner: PartnerId,
    pub person: PersonId,
    pub token: &'a TokenHash,
    pub idle_s: i32,
    pub ends_at: DateTime<Utc>,
    pub address: &'a str,
    pub user_agent: &'a str,
}

impl Database {
    pub(crate) fn partner_by_slug(&self, slug: &str) -> AppResult<Option<PartnerName>> {
        let found: Option<serde_json::Value> = self.at_gate(|conn| {
            Ok(diesel::select(gate::partner_by_slug(slug)).get_result::<Option<_>>(conn).optional()?.flatten())
        })?;
        Ok(found.map(serde_json::from_value).transpose()?)
    }

    pub(crate) fn sign_in_candidates(&self, address: &str, at_partner: Option<&str>) -> AppResult<Vec<Candidate>> {
        let found: serde_json::Value =
            self.at_gate(|conn| diesel::select(gate::sign_in_candidates(address, at_partner)).get_result(conn))?;
        Ok(serde_json::from_value(found)?)
    }

    pub(crate) fn password_of(&self, token: &TokenHash) -> AppResult<Option<StoredPassword>> {
        let now = self.clock.now();
        let found: Option<serde_json::Value> =
            self.at_gate(|conn| diesel::select(gate::password_of(&token.0, now)).get_result(conn))?;
        Ok(found.map(serde_json::from_value).transpose()?)
    }

    /// False when the person was disabled in the meantime.
    pub(crate) fn open_session(&self, new: &NewSession<'_>) -> AppResult<bool> {
        let now = self.clock.now();
        self.at_gate(|conn| {
            diesel::select(gate::open_session(
                new.partner.0,
                new.person.0,
                Uuid::now_v7(),
                &new.token.0,
                now,
                new.idle_s,
                new.ends_at,
                new.address,
                new.user_agent,
            ))
            .get_result(conn)
        })
    }

    pub(crate) fn close_session(&self, token: &TokenHash) -> AppResult<()> {
        self.at_gate(|conn| diesel::select(gate::close_session(&token.0)).execute(conn)).map(|_| ())
    }

    pub(crate) fn confirm_session(&self, token: &TokenHash) -> AppResult<()> {
        let now = self.clock.now();
        self.at_gate(|conn| diesel::select(gate::confirm_session(&token.0, now)).execute(conn)).map(|_| ())
    }

    pub(crate) fn throttled_until(&self, subjects: &[String]) -> AppResult<Option<DateTime<Utc>>> {
        let now = self.clock.now();
        self.at_gate(|conn| diesel::select(gate::throttled_until(subjects, now)).get_result(conn))
    }

    pub(crate) fn note_failure(&self, subject: &str, free: i32) -> AppResult<()> {
        let now = self.clock.now();
        self.at_gate(|conn| diesel::select(gate::note_failure(subject, free, now)).execute(conn)).map(|_| ())
    }

    pub(crate) fn forget_failures(&self, subject: &str) -> AppResult<()> {
        self.at_gate(|conn| diesel::select(gate::forget_failures(subject)).execute(conn)).map(|_| ())
    }

    pub(crate) fn link_facts(&self, token: &TokenHash) -> AppResult<Option<LinkFacts>> {
        let now = self.clock.now();
        let found: Option<serde_json::Value> = self.at_gate(|conn| {
            Ok(diesel::select(gate::link_facts(&token.0, now)).get_result::<Option<_>>(conn).optional()?.flatten())
        })?;
        Ok(found.map(serde_json::from_value).transpose()?)
    }

    /// Uses a link up and sets the password; none when it was used, has expired or never was.
    pub(crate) fn use_link(&self, token: &TokenHash, scheme: &str, hash: &str) -> AppResult<Option<UsedLink>> {
        let now = self.clock.now();
        let used: Option<serde_json::Value> =
            self.at_gate(|conn| diesel::select(gate::use_link(&token.0, now, scheme, hash)).get_result(conn))?;
        Ok(used.map(serde_json::from_value).transpose()?)
    }

    pub(crate) fn ask_reset(&self, address: &str, at_partner: Option<&str>, until: DateTime<Utc>) -> AppResult<()> {
        let now = self.clock.now();
        self.at_gate(|conn| diesel::select(gate::ask_reset(address, at_partner, now, until)).execute(conn)).map(|_| ())
    }

    /// True when Postgres answers, for `/readyz`.
    pub(crate) fn answers(&self) -> bool {
        self.at_gate(|conn| diesel::select(gate::partner_by_slug("")).execute(conn)).is_ok()
    }
}
