//! Numbering and chaining: per partner without gaps, `hash = SHA-256(hash before || canonical row)`.

use super::model::{Author, Entry};
use crate::db::schema::{audit_heads, audit_log};
use crate::error::AppResult;
use crate::error_webhook::events;
use anyhow::Context;
use chrono::{DateTime, SecondsFormat, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Jsonb, Timestamptz, Uuid as SqlUuid};
use sha2::{Digest, Sha256};
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.advance_chain"] fn advance_chain(of_partner: SqlUuid, last: BigInt, head: Binary, told: Jsonb, moment: Timestamptz) -> Text; }

/// A row of the log.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = audit_log)]
pub(crate) struct Row {
    pub partner_id: Uuid,
    pub account_id: Option<Uuid>,
    pub seq: i64,
    pub at: DateTime<Utc>,
    pub actor_id: Option<Uuid>,
    pub actor_name: String,
    pub actor_email: String,
    pub action: String,
    pub object_kind: String,
    pub object_id: String,
    pub object_name: String,
    pub changes: serde_json::Value,
    pub address: String,
    pub request_id: String,
    pub hash: Vec<u8>,
    pub as_whom: String,
}

impl Row {
    /// The text that is hashed: every field but the hash itself, in a fixed order; as whom it was done where that is said, so
    /// that entries from before it could be said keep their hash.
    fn canonical(&self) -> String {
        let mut fields = serde_json::json!([
            self.partner_id,
            self.account_id,
            self.seq,
            self.at.to_rfc3339_opts(SecondsFormat::Micros, true),
            self.actor_id,
            self.actor_name,
            self.actor_email,
            self.action,
            self.object_kind,
            self.object_id,
            self.object_name,
            self.changes,
            self.address,
            self.request_id
        ]);
        if let (Some(fields), false) = (fields.as_array_mut(), self.as_whom.is_empty()) {
            fields.push(self.as_whom.as_str().into());
        }
        fields.to_string()
    }

    /// The hash this row must have after one with `before`.
    pub fn hash_after(&self, before: &[u8]) -> Vec<u8> {
        Sha256::new().chain_update(before).chain_update(self.canonical()).finalize().to_vec()
    }
}

/// Rows a statement carries; 16 values each stay well under the protocol's 65,535.
const ROWS_AT_ONCE: usize = 1_000;

/// Adds entries to the author's partner's chain. Locks the head until the transaction ends, so call it last.
pub(crate) fn append(
    conn: &mut PgConnection,
    author: &Author,
    now: DateTime<Utc>,
    entries: Vec<Entry>,
) -> AppResult<()> {
    let (mut seq, mut hash): (i64, Vec<u8>) = audit_heads::table
        .find(author.partner.0)
        .select((audit_heads::seq, audit_heads::hash))
        .for_update()
        .first(conn)
        .context("the partner has no audit chain")?;
    // An import brings a hundred thousand: only a statement's worth of rows is held at a time.
    let mut rows = Vec::with_capacity(entries.len().min(ROWS_AT_ONCE));
    for entry in entries {
        seq += 1;
        let mut row = Row {
            partner_id: author.partner.0,
            account_id: entry.account.map(|id| id.0),
            seq,
            at: now,
            actor_id: author.person.map(|id| id.0).filter(|id| !id.is_nil()),
            actor_name: author.name.clone(),
            actor_email: author.email.clone(),
            action: entry.action.to_owned(),
            object_kind: entry.object_kind.to_owned(),
            object_id: entry.object_id,
            object_name: entry.object_name,
            changes: serde_json::to_value(entry.changes)?,
            address: author.address.clone(),
            request_id: author.request_id.clone(),
            hash: Vec::new(),
            as_whom: author.as_whom.clone(),
        };
        row.hash = row.hash_after(&hash);
        hash.clone_from(&row.hash);
        rows.push(row);
        if rows.len() == ROWS_AT_ONCE {
            keep(conn, &rows)?;
            advance(conn, author, (seq, &hash), &rows, now)?;
            rows.clear();
        }
    }
    keep(conn, &rows)?;
    advance(conn, author, (seq, &hash), &rows, now)
}

/// Writes rows. A single one has a statement of its own, which is prepared.
fn keep(conn: &mut PgConnection, rows: &[Row]) -> AppResult<()> {
    match rows {
        [] => {}
        [only] => drop(diesel::insert_into(audit_log::table).values(only).execute(conn)?),
        some => drop(diesel::insert_into(audit_log::table).values(some).execute(conn)?),
    }
    Ok(())
}

/// Moves the chain's head to the last of these rows, and puts into the outbox those that the partner wants to hear of: one round
/// trip, since all who write wait for the head.
fn advance(
    conn: &mut PgConnection,
    author: &Author,
    (seq, hash): (i64, &[u8]),
    rows: &[Row],
    now: DateTime<Utc>,
) -> AppResult<()> {
    diesel::select(advance_chain(author.partner.0, seq, hash, events::told(rows), now)).execute(conn)?;
    Ok(())
}
