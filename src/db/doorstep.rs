//! Work before anyone is known: signing in, using a link, throttling. Each is one named gate function.

use super::gate;
use super::maintenance::unattended_facts;
use super::place::{Facts, InSelf, Kind};
use super::tx::{Database, Origin, WriteTx};
use crate::audit::Entry;
use crate::branding::model::{Brand, Image};
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
    pub name: String,
    pub email: String,
    pub scheme: String,
    pub hash: String,
    /// A code is asked for after it.
    pub second_step: bool,
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
    /// What it looks like to customers.
    #[serde(default)]
    pub brand: Option<Box<Brand>>,
}

/// What a mailed link is for, shown before it is used: a GET never uses it up.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct LinkFacts {
    pub purpose: String,
    pub email: String,
    pub name: String,
    pub partner_name: String,
    pub partner_slug: String,
    /// What it looks like to customers.
    #[serde(default)]
    pub brand: Option<Box<Brand>>,
    pub usable: bool,
}

/// Whose link was used.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct UsedLink {
    pub partner: PartnerId,
    pub person: PersonId,
    pub purpose: String,
    pub kind: Kind,
    pub name: String,
    pub email: String,
    /// The partner's, for the way to the sign-in page.
    pub slug: String,
}

/// A password that a link's holder chose.
pub(crate) struct ByLink<'a> {
    pub token: &'a TokenHash,
    pub scheme: &'a str,
    pub hash: &'a str,
    pub origin: &'a Origin,
}

/// Whose session was opened.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Opened {
    pub name: String,
    pub email: String,
    /// The person never came from this kind of browser and network, though from others.
    pub new_device: bool,
}

/// A session to be opened.
pub(crate) struct NewSession<'a> {
    pub partner: PartnerId,
    pub person: PersonId,
    pub kind: Kind,
    pub token: &'a TokenHash,
    pub idle_s: i32,
    pub ends_at: DateTime<Utc>,
    pub origin: &'a Origin,
    pub user_agent: &'a str,
    /// Hash of the kind of browser and the network.
    pub device: &'a [u8],
}

impl NewSession<'_> {
    /// The person's own scope, once the session is opened.
    pub(super) fn facts(&self, session: Uuid, opened: &Opened) -> Facts {
        let facts = unattended_facts(self.partner, self.person, &opened.name, &opened.email);
        Facts { kind: self.kind, session, ..facts }
    }
}

impl Database {
    pub(crate) fn partner_by_slug(&self, slug: &str) -> AppResult<Option<PartnerName>> {
        let found: Option<serde_json::Value> = self.at_gate(|conn| {
            Ok(diesel::select(gate::partner_by_slug(slug)).get_result::<Option<_>>(conn).optional()?.flatten())
        })?;
        Ok(found.map(serde_json::from_value).transpose()?)
    }

    /// An image of a brand, for whoever has its address.
    pub(crate) fn brand_image(&self, image: &Image) -> AppResult<Option<Vec<u8>>> {
        let (partner, id) = (image.partner.0, image.id);
        self.at_gate(|conn| diesel::select(gate::brand_image(partner, id)).get_result(conn))
    }

    /// Whose a host name is that was proved.
    pub(crate) fn host(&self, name: &str) -> AppResult<Option<crate::web::host::Owned>> {
        let found: Option<serde_json::Value> = self
            .at_gate(|conn| Ok(diesel::select(gate::host(name)).get_result::<Option<_>>(conn).optional()?.flatten()))?;
        Ok(found.map(serde_json::from_value).transpose()?)
    }

    pub(crate) fn sign_in_candidates(&self, address: &str, at_partner: Option<&str>) -> AppResult<Vec<Candidate>> {
        let found: serde_json::Value =
            self.at_gate(|conn| diesel::select(gate::sign_in_candidates(address, at_partner)).get_result(conn))?;
        Ok(serde_json::from_value(found)?)
    }

    /// Does `work` at the partner of a person whose password was not given, signed by nobody, because who tried is not
    /// known, and in a scope that reaches no person's things: for the entry about a refused sign-in and nothing else.
    pub(crate) fn as_stranger(
        &self,
        at: PartnerId,
        origin: &Origin,
        work: impl FnOnce(&mut WriteTx<'_, InSelf>) -> AppResult<()>,
    ) -> AppResult<()> {
        let facts = unattended_facts(at, PersonId(Uuid::nil()), "Somebody", "");
        self.begin_at_gate(origin, |_, _| Ok(Some((facts, ()))), |tx: &mut WriteTx<'_, InSelf>, ()| work(tx))
            .map(|_| ())
    }

    /// Notes in the audit log who is kept out by their network, once an hour each. They are told no anyhow, so what goes wrong
    /// here is said in the log alone.
    pub(crate) fn note_outsider(&self, who: &Facts, origin: &Origin) {
        let subject = crate::sign_in::throttle::outsider(who.person);
        let facts = Facts { kind: who.kind, ..unattended_facts(who.partner, who.person, &who.name, &who.email) };
        let noted = self.begin_at_gate(
            origin,
            |conn, now| {
                let due: bool = diesel::select(gate::note_outsider(&subject, now)).get_result(conn)?;
                Ok(due.then_some((facts, ())))
            },
            |tx: &mut WriteTx<'_, InSelf>, ()| {
                let kind = if who.kind == Kind::Program { "api_credential" } else { "person" };
                let entry = Entry::of("network.refused", kind, who.person, &who.name);
                tx.audit(entry.change("address", "", &origin.address));
                Ok(())
            },
        );
        if let Err(cause) = noted {
            tracing::warn!(request.id = %origin.request_id, "somebody kept out is not in the audit log: {cause}");
        }
    }

    /// Puts another hash of the same password in the place of the one that was just verified; not when that was replaced
    /// meanwhile.
    pub(crate) fn strengthen(&self, person: &Candidate, fresh: &str) -> AppResult<()> {
        let (partner, id) = (person.partner.0, person.person.0);
        self.at_gate(|conn| diesel::select(gate::strengthen(partner, id, &person.hash, fresh)).execute(conn))
            .map(|_| ())
    }

    pub(crate) fn password_of(&self, token: &TokenHash) -> AppResult<Option<StoredPassword>> {
        let now = self.clock.now();
        let found: Option<serde_json::Value> =
            self.at_gate(|conn| diesel::select(gate::password_of(&token.0, now)).get_result(conn))?;
        Ok(found.map(serde_json::from_value).transpose()?)
    }

    /// Opens a session, and does `work` in the person's own scope in the same transaction. False when the person was
    /// disabled in the meantime.
    pub(crate) fn open_session(
        &self,
        new: &NewSession<'_>,
        work: impl FnOnce(&mut WriteTx<'_, InSelf>, Opened) -> AppResult<()>,
    ) -> AppResult<bool> {
        let session = Uuid::now_v7();
        let opened = self.begin_at_gate(
            new.origin,
            |conn, now| {
                let opened: Option<serde_json::Value> = diesel::select(gate::open_session(
                    new.partner.0,
                    new.person.0,
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
                let Some(opened) = opened else { return Ok(None) };
                let opened: Opened = serde_json::from_value(opened)?;
                Ok(Some((new.facts(session, &opened), opened)))
            },
            work,
        )?;
        Ok(opened.is_some())
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

    /// Uses a link up and sets the password, and does `work` in the person's own scope in the same transaction. None
    /// when the link was used, has expired or never was.
    pub(crate) fn use_link(
        &self,
        by: &ByLink<'_>,
        work: impl FnOnce(&mut WriteTx<'_, InSelf>, &UsedLink) -> AppResult<()>,
    ) -> AppResult<Option<UsedLink>> {
        self.begin_at_gate(
            by.origin,
            |conn, now| {
                let used: Option<serde_json::Value> =
                    diesel::select(gate::use_link(&by.token.0, now, by.scheme, by.hash)).get_result(conn)?;
                let Some(used) = used else { return Ok(None) };
                let used: UsedLink = serde_json::from_value(used)?;
                let facts = unattended_facts(used.partner, used.person, &used.name, &used.email);
                Ok(Some((Facts { kind: used.kind, ..facts }, used)))
            },
            |tx: &mut WriteTx<'_, InSelf>, used| {
                work(tx, &used)?;
                Ok(used)
            },
        )
    }

    /// Puts a link into the outbox for everybody with this address who may have one.
    pub(crate) fn ask_reset(
        &self,
        address: &str,
        at_partner: Option<&str>,
        reset_until: DateTime<Utc>,
        invite_until: DateTime<Utc>,
    ) -> AppResult<()> {
        let now = self.clock.now();
        self.at_gate(|conn| {
            diesel::select(gate::ask_reset(address, at_partner, now, reset_until, invite_until)).execute(conn)
        })
        .map(|_| ())
    }

    /// True when Postgres answers, for `/readyz`.
    pub(crate) fn answers(&self) -> bool {
        self.at_gate(|conn| diesel::select(gate::partner_by_slug("")).execute(conn)).is_ok()
    }
}
