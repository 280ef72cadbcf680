//! The last entries of an account's audit log, for its overview.

use crate::audit::phrases::words;
use crate::db::schema::audit_log;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use chrono::{DateTime, Utc};
use diesel::prelude::*;

const ENTRIES: i64 = 6;

/// One thing that happened.
#[derive(Clone, Debug)]
pub(crate) struct Happened {
    pub at: DateTime<Utc>,
    pub who: String,
    /// In the past tense after a name.
    pub what: String,
    pub object: String,
}

/// The newest first.
pub(crate) fn happened(tx: &mut ReadTx<'_, InPartner>, account: AccountId) -> AppResult<Vec<Happened>> {
    let rows: Vec<(DateTime<Utc>, String, String, String)> = audit_log::table
        .filter(audit_log::partner_id.eq(tx.partner_id().0))
        .filter(audit_log::account_id.eq(account.0))
        .order((audit_log::at.desc(), audit_log::seq.desc()))
        .limit(ENTRIES)
        .select((audit_log::at, audit_log::actor_name, audit_log::action, audit_log::object_name))
        .load(tx.conn())?;
    Ok(rows
        .into_iter()
        .map(|(at, who, action, object)| {
            // What an export took along is said by its action.
            let object = if action.starts_with("export.") { String::new() } else { object };
            Happened { at, who, what: words(&action), object }
        })
        .collect())
}
