//! Everything that is encrypted with a partner's key, walked through a batch at a time, each in a transaction of its own:
//! for `berth keys rotate`. The owner becomes the gate for it; no request and no worker can. A new column that holds
//! secrets needs its line here (`every_sealed_column_is_walked_through` in tests/it/key_rotation.rs).

use super::schema::{account_connectors, connector_clients, error_webhook_keys, hooks, oidc_providers, second_factors};
use crate::config::Config;
use crate::error::AppResult;
use crate::ids::PartnerId;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use uuid::Uuid;

/// Rows of one transaction.
const AT_ONCE: i64 = 100;

/// What an id was found with.
type Row = (Uuid, Option<Vec<u8>>);

/// Puts the second value in place of the first.
type Put = fn(&mut PgConnection, PartnerId, Uuid, &[u8], &[u8]) -> QueryResult<usize>;

/// A column that holds secrets.
struct Column {
    /// As [`crate::secrets::Slot`] has it.
    name: &'static str,
    page: fn(&mut PgConnection, PartnerId, Uuid) -> QueryResult<Vec<Row>>,
    /// Puts a value in place of another one; nothing where that one is not there any more.
    put: Put,
}

macro_rules! column {
    ($name:literal, $table:ident, $id:ident, $sealed:ident) => {
        Column {
            name: $name,
            page: |conn, partner, after| {
                $table::table
                    .filter($table::partner_id.eq(partner.0))
                    .filter($table::$id.gt(after))
                    .order($table::$id)
                    .limit(AT_ONCE)
                    .select(($table::$id, $table::$sealed.nullable()))
                    .load(conn)
            },
            put: |conn, partner, id, old, new| {
                let row = $table::table.filter($table::partner_id.eq(partner.0)).filter($table::$id.eq(id));
                diesel::update(row.filter($table::$sealed.eq(old))).set($table::$sealed.eq(new)).execute(conn)
            },
        }
    };
}

/// All there are but `oauth_grants.verifier`, which is good for ten minutes: a retired key outlives it.
const COLUMNS: &[Column] = &[
    column!("account_connectors.secret", account_connectors, id, secret),
    column!("connector_clients.secret", connector_clients, connector_id, secret),
    column!("error_webhook_keys.secret", error_webhook_keys, id, secret),
    column!("hooks.proof", hooks, id, proof),
    column!("hooks.token", hooks, id, token),
    column!("oidc_providers.secret", oidc_providers, partner_id, secret),
    column!("second_factors.secret", second_factors, person_id, secret),
];

/// What is encrypted, as the owner sees it.
pub(crate) struct Sealed(PgConnection);

impl Sealed {
    /// Connects as the owner.
    pub(crate) fn open(config: &Config) -> anyhow::Result<Sealed> {
        Ok(Sealed(super::owner(config)?))
    }

    /// Goes through all values of a partner and puts in place of each what `change` makes of it, unless that is nothing.
    /// One that somebody else wrote meanwhile stays. Says how many were replaced.
    pub(crate) fn replace(
        &mut self,
        partner: PartnerId,
        mut change: impl FnMut(&'static str, Uuid, &[u8]) -> AppResult<Option<Vec<u8>>>,
    ) -> AppResult<usize> {
        let mut replaced = 0;
        for column in COLUMNS {
            let mut after = Uuid::nil();
            loop {
                let (rows, last, count) = self.0.transaction(|conn| {
                    conn.batch_execute("set local role berth_gate")?;
                    let rows = (column.page)(conn, partner, after)?;
                    let mut count = 0;
                    for (id, sealed) in &rows {
                        let Some(old) = sealed.as_deref().filter(|sealed| !sealed.is_empty()) else { continue };
                        if let Some(new) = change(column.name, *id, old)? {
                            count += (column.put)(conn, partner, *id, old, &new)?;
                        }
                    }
                    crate::error::AppResult::Ok((rows.len(), rows.last().map(|(id, _)| *id), count))
                })?;
                replaced += count;
                match last {
                    Some(last) if i64::try_from(rows).is_ok_and(|rows| rows == AT_ONCE) => after = last,
                    _ => break,
                }
            }
        }
        Ok(replaced)
    }
}
