//! Connectors of the library as the API lists them.

use super::model::ConnectorObject;
use crate::connectors::icon;
use crate::connectors::model::Method;
use crate::connectors::owned::of_partner_or;
use crate::db::ReadTx;
use crate::db::schema::{account_connectors, connector_releases, connectors};
use crate::error::AppResult;
use crate::ids::{AccountConnectorId, AccountId};
use crate::people::model::{fold, with_capital};
use crate::web::api::{Listed, pascal};
use diesel::dsl::not;
use diesel::prelude::*;
use diesel::sql_types::{Array, Jsonb, Text};
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.connector_methods"] fn connector_methods(definition: Jsonb, wanted: Array<Text>) -> Jsonb; }

/// By what the list can be ordered.
pub(super) const COLUMNS: [&str; 2] = ["Name", "Id"];

/// A row's place.
pub(super) type Key = (String, Uuid);

/// What a list of connectors is narrowed to.
#[derive(Clone, Debug, Default)]
pub(super) struct Narrow {
    /// Part of the name.
    pub query: String,
    pub category: String,
    pub without_custom: bool,
    /// The whole name.
    pub named: Option<String>,
    /// The account's own alone.
    pub own: bool,
}

type Row =
    (Uuid, String, String, String, Vec<String>, Option<i32>, Option<Uuid>, Option<String>, Option<String>, Option<i32>);

fn object(row: Row) -> (Key, ConnectorObject) {
    let (id, name, name_key, kind, categories, live, owner, description, authentication, methods) = row;
    let connector = ConnectorObject {
        id,
        icon: icon::of(&name),
        name,
        version: live.map(|number| format!("v{number}")),
        description: description.unwrap_or_default(),
        status: if live.is_some() { "Approved" } else { "Withdrawn" },
        categories,
        kind: with_capital(&kind),
        owned_by_account: owner.is_some(),
        authentication_type: pascal(&authentication.unwrap_or_default()),
        method_count: methods.unwrap_or(0),
        properties: None,
        credentials: None,
    };
    ((name_key, id), connector)
}

/// Connectors of the partner, each with its live release. A macro, because the type cannot be named.
macro_rules! library {
    ($tx:expr) => {
        connectors::table
            .left_join(
                connector_releases::table.on(connector_releases::partner_id
                    .eq(connectors::partner_id)
                    .and(connector_releases::connector_id.eq(connectors::id))
                    .and(connector_releases::number.nullable().eq(connectors::live_release))),
            )
            .filter(connectors::partner_id.eq($tx.partner_id().0))
            .select((
                connectors::id,
                connectors::name,
                connectors::name_key,
                connectors::kind,
                connectors::categories,
                connectors::live_release,
                connectors::owner_id,
                connector_releases::definition.retrieve_as_text("description").nullable(),
                connector_releases::authentication.nullable(),
                connector_releases::methods.nullable(),
            ))
    };
}

/// Narrows a query of the library. A macro, because the type cannot be named.
macro_rules! narrowed {
    ($query:ident, $account:expr, $narrow:expr) => {
        $query = if $narrow.own {
            $query.filter(connectors::owner_id.eq($account.0))
        } else {
            $query.filter(of_partner_or(vec![$account.0]))
        };
        if !$narrow.query.is_empty() {
            let part = fold(&$narrow.query).replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
            $query = $query.filter(connectors::name_key.like(format!("%{part}%")));
        }
        if let Some(name) = &$narrow.named {
            $query = $query.filter(connectors::name_key.eq(fold(name)));
        }
        if !$narrow.category.is_empty() {
            $query = $query.filter(connectors::categories.contains(vec![$narrow.category.clone()]));
        }
        if $narrow.without_custom {
            $query = $query.filter(not(connectors::kind.eq("custom")));
        }
    };
}

/// A page of those that an account can install: the partner's and its own.
pub(super) fn list<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    narrow: &Narrow,
    listed: &Listed<Key>,
) -> AppResult<Vec<(Key, ConnectorObject)>> {
    let mut query = library!(tx)
        .filter(connectors::live_release.is_not_null())
        .limit(listed.limit())
        .offset(listed.skip)
        .into_boxed();
    narrowed!(query, account, narrow);
    if listed.by == "Id" {
        if let Some((_, id)) = &listed.after {
            query = if listed.ascending {
                query.filter(connectors::id.gt(*id))
            } else {
                query.filter(connectors::id.lt(*id))
            };
        }
        query = if listed.ascending { query.order(connectors::id.asc()) } else { query.order(connectors::id.desc()) };
    } else {
        if let Some((key, id)) = listed.after.clone() {
            let same = connectors::name_key.eq(key.clone());
            query = if listed.ascending {
                query.filter(connectors::name_key.gt(key).or(same.and(connectors::id.gt(id))))
            } else {
                query.filter(connectors::name_key.lt(key).or(same.and(connectors::id.lt(id))))
            };
        }
        query = if listed.ascending {
            query.order((connectors::name_key.asc(), connectors::id.asc()))
        } else {
            query.order((connectors::name_key.desc(), connectors::id.desc()))
        };
    }
    Ok(query.load::<Row>(tx.conn())?.into_iter().map(object).collect())
}

/// How many of them there are, up to so many.
pub(super) fn count<P>(tx: &mut ReadTx<'_, P>, account: AccountId, narrow: &Narrow, most: i64) -> AppResult<i64> {
    let mut query = connectors::table
        .filter(connectors::partner_id.eq(tx.partner_id().0))
        .filter(connectors::live_release.is_not_null())
        .select(connectors::id)
        .limit(most)
        .into_boxed();
    narrowed!(query, account, narrow);
    let found: Vec<Uuid> = query.load(tx.conn())?;
    Ok(i64::try_from(found.len()).unwrap_or(most))
}

/// These connectors, whether a release of them is live or not.
pub(super) fn these<P>(tx: &mut ReadTx<'_, P>, ids: &[Uuid]) -> AppResult<Vec<ConnectorObject>> {
    let rows: Vec<Row> = library!(tx).filter(connectors::id.eq_any(ids)).load(tx.conn())?;
    Ok(rows.into_iter().map(|row| object(row).1).collect())
}

/// Some methods of a release, whole.
pub(super) fn methods<P>(
    tx: &mut ReadTx<'_, P>,
    connector: Uuid,
    number: i32,
    keys: &[String],
) -> AppResult<Vec<Method>> {
    let stored: serde_json::Value = connector_releases::table
        .find((tx.partner_id().0, connector, number))
        .select(connector_methods(connector_releases::definition, keys))
        .first(tx.conn())?;
    Ok(serde_json::from_value(stored)?)
}

/// Says what one that is installed is for.
pub(super) fn describe<P>(
    tx: &mut crate::db::WriteTx<'_, P>,
    account: AccountId,
    id: AccountConnectorId,
    words: &str,
) -> AppResult<()> {
    diesel::update(account_connectors::table.find((tx.partner_id().0, account.0, id.0)))
        .set(account_connectors::description.eq(words))
        .execute(tx.conn())?;
    Ok(())
}
