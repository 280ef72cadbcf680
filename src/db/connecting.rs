//! What gives an Account Connector its credentials before anybody is known: the link with which somebody does it without
//! signing in, and the browser that comes back from an application's sign-in. Each is used up at the beginning of a
//! transaction in the scope of that account.

use super::maintenance::unattended_facts;
use super::place::{Facts, InAccount, Kind};
use super::tx::{Database, Origin, WriteTx};
use crate::branding::model::Brand;
use crate::error::AppResult;
use crate::ids::{AccountConnectorId, AccountId, ConnectorId, PartnerId, PersonId, TokenHash};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Binary, Timestamptz};
use serde::{Deserialize, Deserializer};
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "gate.connect_link"] fn connect_link(token: Binary, at: Timestamptz) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "gate.use_connect_link"] fn use_connect_link(token: Binary, at: Timestamptz) -> Nullable<Jsonb>; }

diesel::define_sql_function! { #[sql_name = "gate.hold_connect_link"] fn hold_connect_link(token: Binary, at: Timestamptz, until: Timestamptz) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "gate.take_oauth_grant"] fn take_oauth_grant(state: Binary, browser: Binary, at: Timestamptz) -> Nullable<Jsonb>; }

/// How long somebody may take to sign in at an application.
pub(crate) const GRANT_MINUTES: i64 = 10;

/// A sign-in at an application that a browser has come back from.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct OauthGrant {
    pub partner: PartnerId,
    pub account: AccountId,
    pub grant: Uuid,
    pub connector: AccountConnectorId,
    /// Who began it, or made the link.
    pub person: PersonId,
    /// Where it was begun: partner, account or link.
    pub place: String,
    /// The address that the application was told to send the browser back to; None: the installation's.
    pub redirect: Option<String>,
    /// Where the person goes on afterwards; empty: to the connector's page.
    pub back: String,
    #[serde(deserialize_with = "bytes")]
    pub link: Option<Vec<u8>>,
    /// Encrypted.
    #[serde(deserialize_with = "bytes")]
    pub verifier: Option<Vec<u8>>,
    pub scopes: Vec<String>,
    pub partner_name: String,
    /// What it looks like to customers.
    #[serde(default)]
    pub brand: Option<Box<Brand>>,
    /// How the partner's calls name themselves.
    pub user_agent: Option<String>,
    pub account_name: String,
    pub application: String,
    pub library: ConnectorId,
    /// None: the partner has no registration at the application any more.
    pub client_id: Option<String>,
    /// Encrypted.
    #[serde(deserialize_with = "bytes")]
    pub client_secret: Option<Vec<u8>>,
}

/// Bytes as Postgres writes them in JSON with `encode(.., 'base64')`, which breaks them into lines.
pub(crate) fn bytes<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Vec<u8>>, D::Error> {
    let text: Option<String> = Option::deserialize(from)?;
    let text = text.map(|text| text.replace('\n', ""));
    text.map(|text| STANDARD.decode(text)).transpose().map_err(serde::de::Error::custom)
}

/// What a link connects.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct ConnectLink {
    pub partner: PartnerId,
    pub account: AccountId,
    pub connector: AccountConnectorId,
    /// Who made it; the name is the partner's where its staff did.
    pub person: PersonId,
    pub made_by: String,
    pub partner_name: String,
    /// What it looks like to customers.
    #[serde(default)]
    pub brand: Option<Box<Brand>>,
    pub account_name: String,
    /// The Account Connector's own name.
    pub name: String,
    /// The connector's.
    pub application: String,
    /// Of the live release, as `connectors::model::Authentication`.
    pub authentication: serde_json::Value,
    pub usable: bool,
}

impl Database {
    /// What a link is for; nothing is used up. None: there never was one.
    pub(crate) fn connect_link(&self, token: &TokenHash) -> AppResult<Option<ConnectLink>> {
        let now = self.clock.now();
        let found: Option<serde_json::Value> =
            self.at_gate(|conn| diesel::select(connect_link(&token.0, now)).get_result(conn))?;
        Ok(found.map(serde_json::from_value).transpose()?)
    }

    /// Uses a link up, and does `work` in the scope of its account in the same transaction, signed by whoever holds a
    /// link of who made it. None when it was used, has expired or never was.
    pub(crate) fn use_connect_link(
        &self,
        token: &TokenHash,
        origin: &Origin,
        work: impl FnOnce(&mut WriteTx<'_, InAccount>, &ConnectLink) -> AppResult<()>,
    ) -> AppResult<Option<ConnectLink>> {
        self.by_link(
            origin,
            |conn, now| diesel::select(use_connect_link(&token.0, now)).get_result(conn),
            |tx, used| {
                work(tx, &used)?;
                Ok(used)
            },
        )
    }

    /// The same without using it up, for who goes on to sign in at the application: it stays good for that long.
    pub(crate) fn with_connect_link<T>(
        &self,
        token: &TokenHash,
        origin: &Origin,
        work: impl FnOnce(&mut WriteTx<'_, InAccount>, ConnectLink) -> AppResult<T>,
    ) -> AppResult<Option<T>> {
        self.by_link(
            origin,
            |conn, now| {
                let until = now + Duration::minutes(GRANT_MINUTES);
                diesel::select(hold_connect_link(&token.0, now, until)).get_result(conn)
            },
            work,
        )
    }

    fn by_link<T>(
        &self,
        origin: &Origin,
        ask: impl FnOnce(&mut PgConnection, DateTime<Utc>) -> QueryResult<Option<serde_json::Value>>,
        work: impl FnOnce(&mut WriteTx<'_, InAccount>, ConnectLink) -> AppResult<T>,
    ) -> AppResult<Option<T>> {
        self.begin_at_gate(
            origin,
            |conn, now| {
                let Some(link) = ask(conn, now)? else { return Ok(None) };
                let link: ConnectLink = serde_json::from_value(link)?;
                let name = format!("A setup link of {}", link.made_by);
                let facts = in_account(link.partner, link.person, &name, (link.account, &link.account_name));
                Ok(Some((facts, link)))
            },
            work,
        )
    }

    /// On which of its partner's host names the sign-in with this state was begun, Some(None) being the installation's own. None:
    /// there is no such sign-in.
    pub(crate) fn oauth_begun_at(&self, state: &TokenHash) -> AppResult<Option<Option<String>>> {
        #[derive(Deserialize)]
        struct Begun {
            host: Option<String>,
        }
        let now = self.clock.now();
        let found: Option<serde_json::Value> = self.at_gate(|conn| {
            Ok(diesel::select(super::gate::oauth_begun_at(&state.0, now))
                .get_result::<Option<_>>(conn)
                .optional()?
                .flatten())
        })?;
        let found: Option<Begun> = found.map(serde_json::from_value).transpose()?;
        Ok(found.map(|begun| begun.host))
    }

    /// Uses up the sign-in that a browser brings back, and does `work` in the scope of its account in the same
    /// transaction. None when there is none with this state, or it was used, is late, or another browser began it.
    pub(crate) fn take_oauth_grant<T>(
        &self,
        (state, browser): (&TokenHash, &TokenHash),
        origin: &Origin,
        work: impl FnOnce(&mut WriteTx<'_, InAccount>, OauthGrant) -> AppResult<T>,
    ) -> AppResult<Option<T>> {
        self.begin_at_gate(
            origin,
            |conn, now| {
                let taken: Option<serde_json::Value> =
                    diesel::select(take_oauth_grant(&state.0, &browser.0, now)).get_result(conn)?;
                let Some(taken) = taken else { return Ok(None) };
                let taken: OauthGrant = serde_json::from_value(taken)?;
                let at = (taken.account, taken.account_name.as_str());
                Ok(Some((in_account(taken.partner, taken.person, "A sign-in", at), taken)))
            },
            work,
        )
    }
}

fn in_account(partner: PartnerId, person: PersonId, name: &str, (account, account_name): (AccountId, &str)) -> Facts {
    let facts = unattended_facts(partner, person, name, "by a link");
    Facts { kind: Kind::Account, account: Some(account), account_name: Some(account_name.to_owned()), ..facts }
}
