//! A token by which a partner's program lets a person in, at the gate: what it leads to, and using it up.

use super::gate;
use super::maintenance::unattended_facts;
use super::place::{Facts, InSelf, Kind};
use super::tx::{Database, Origin, WriteTx};
use crate::branding::model::Brand;
use crate::error::AppResult;
use crate::ids::{AccountId, PartnerId, PersonId, TokenHash};
use crate::language;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

/// How a token stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Standing {
    Usable,
    /// It was used, is late, or lets its person in no more.
    Spent,
    /// Its account is closed at present.
    Suspended,
    /// Its account is closed since its expiry date.
    Expired,
    /// It is not for the page that frames it.
    Elsewhere,
    /// It is for somebody else than whom the frame is open for, or the frame was ended.
    Other,
}

/// What a token leads to.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct TokenFacts {
    pub standing: Standing,
    pub partner: PartnerId,
    pub partner_name: String,
    /// What it looks like to customers.
    #[serde(default)]
    pub brand: Option<Box<Brand>>,
    pub partner_slug: String,
    pub person: PersonId,
    pub name: String,
    pub email: String,
    pub theme: Option<String>,
    /// That the person reads, else the account.
    pub language: Option<String>,
    pub account: AccountId,
    pub account_name: String,
    pub view: String,
    pub options: Value,
    /// Who may frame what it opens.
    pub origins: Vec<String>,
    /// The session that it had opened ended, since somebody came by it from elsewhere.
    #[serde(default)]
    pub ended: bool,
    /// The browser that has just used it sent its form once more; the session that it got then.
    #[serde(default)]
    pub again: Option<Uuid>,
    /// It was not noted lately that it came again or too late.
    #[serde(default)]
    pub noted: bool,
}

impl TokenFacts {
    /// What is said of it from here on is in their language.
    fn speak(&self) {
        if let Some(tag) = &self.language {
            language::prefer(tag);
        }
    }

    /// What the gate answered to a token, and in whose scope the transaction goes on: that of whom it let in, in `session`, or of
    /// nobody.
    pub(super) fn answered(known: Option<Value>, session: Uuid) -> AppResult<Option<(Facts, TokenFacts)>> {
        let Some(known) = known else { return Ok(None) };
        let known: TokenFacts = serde_json::from_value(known)?;
        known.speak();
        let facts = match known.standing {
            Standing::Usable => Facts {
                kind: Kind::Account,
                session: known.again.unwrap_or(session),
                ..unattended_facts(known.partner, known.person, &known.name, &known.email)
            },
            _ => unattended_facts(known.partner, PersonId(Uuid::nil()), "Somebody", ""),
        };
        Ok(Some((facts, known)))
    }
}

/// The session that a token is to open.
pub(crate) struct ByToken<'a> {
    pub presented: &'a TokenHash,
    /// Of what stood in the page whose form was sent.
    pub visit: Option<&'a TokenHash>,
    /// Of the session that the browser has already.
    pub browser: Option<&'a TokenHash>,
    pub session: &'a TokenHash,
    pub idle_s: i32,
    pub ends_at: DateTime<Utc>,
    pub origin: &'a Origin,
    pub user_agent: &'a str,
}

impl Database {
    /// What a token leads to; looking changes nothing.
    pub(crate) fn sign_in_token(&self, presented: &TokenHash) -> AppResult<Option<TokenFacts>> {
        let now = self.clock.now();
        let found: Option<Value> =
            self.at_gate(|conn| diesel::select(gate::sign_in_token(&presented.0, now)).get_result(conn))?;
        let found: Option<TokenFacts> = found.map(serde_json::from_value).transpose()?;
        if let Some(known) = &found {
            known.speak();
        }
        Ok(found)
    }

    /// Whether a token is absent where a request came to: on another partner's host name there is no such token, and nothing of it
    /// is used up. On the installation's own host every partner's is there, and nothing is asked.
    pub(crate) fn is_absent_at(&self, presented: &TokenHash, origin: &Origin) -> AppResult<bool> {
        if origin.site.host().is_none() {
            return Ok(false);
        }
        Ok(self.sign_in_token(presented)?.is_some_and(|facts| !origin.site.admits(facts.partner)))
    }

    /// Uses a token up and opens its session, and does `work` in the same transaction: in the person's own scope, or where it
    /// let nobody in signed by nobody. None: there is no such token.
    pub(crate) fn use_sign_in_token(
        &self,
        by: &ByToken<'_>,
        work: impl FnOnce(&mut WriteTx<'_, InSelf>, &TokenFacts) -> AppResult<()>,
    ) -> AppResult<Option<TokenFacts>> {
        let session = Uuid::now_v7();
        self.begin_at_gate(
            by.origin,
            |conn, now| {
                let known: Option<Value> = diesel::select(gate::redeem_sign_in_token(
                    &by.presented.0,
                    by.visit.map(|visit| &visit.0),
                    by.browser.map(|browser| &browser.0),
                    now,
                    session,
                    &by.session.0,
                    by.idle_s,
                    by.ends_at,
                    &by.origin.address,
                    by.user_agent,
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
}
