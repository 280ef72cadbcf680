//! The link with which somebody gives the credentials of one Account Connector without signing in: looked at before
//! anybody is known, and used up at the beginning of a transaction in the scope of that account.

use super::maintenance::unattended_facts;
use super::place::{Facts, InAccount, Kind};
use super::tx::{Database, Origin, WriteTx};
use crate::error::AppResult;
use crate::ids::{AccountConnectorId, AccountId, PartnerId, PersonId, TokenHash};
use diesel::prelude::*;
use diesel::sql_types::{Binary, Timestamptz};
use serde::Deserialize;

diesel::define_sql_function! { #[sql_name = "gate.connect_link"] fn connect_link(token: Binary, at: Timestamptz) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "gate.use_connect_link"] fn use_connect_link(token: Binary, at: Timestamptz) -> Nullable<Jsonb>; }

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
        self.begin_at_gate(
            origin,
            |conn, now| {
                let used: Option<serde_json::Value> =
                    diesel::select(use_connect_link(&token.0, now)).get_result(conn)?;
                let Some(used) = used else { return Ok(None) };
                let used: ConnectLink = serde_json::from_value(used)?;
                let name = format!("A setup link of {}", used.made_by);
                let facts = unattended_facts(used.partner, used.person, &name, "by a link");
                let account = (Some(used.account), Some(used.account_name.clone()));
                let facts = Facts { kind: Kind::Account, account: account.0, account_name: account.1, ..facts };
                Ok(Some((facts, used)))
            },
            |tx: &mut WriteTx<'_, InAccount>, used| {
                work(tx, &used)?;
                Ok(used)
            },
        )
    }
}
