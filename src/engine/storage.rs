//! What Storage steps keep, of a cycle or of an account.

use crate::db::schema::storage as stored;
use crate::db::{InWork, WriteTx};
use crate::error::AppResult;
use crate::flows::model::StorageAction;
use diesel::prelude::*;
use serde_json::Value;
use uuid::Uuid;

/// Gets, puts or removes a stored value.
///
/// # Errors
/// When the database cannot.
pub(crate) fn act(
    tx: &mut WriteTx<'_, InWork>,
    action: StorageAction,
    scope: Uuid,
    name: &str,
    value: String,
) -> AppResult<Value> {
    let (partner, account, now) = (tx.partner_id().0, tx.account_id().0, tx.now());
    let row = stored::table.find((partner, account, scope, name));
    match action {
        StorageAction::Get => {
            let found: Option<String> = row.select(stored::value).first(tx.conn()).optional()?;
            Ok(found.map(|text| serde_json::from_str(&text)).transpose()?.unwrap_or(Value::Null))
        }
        StorageAction::Remove => {
            diesel::delete(row).execute(tx.conn())?;
            Ok(Value::Null)
        }
        StorageAction::Put => {
            diesel::insert_into(stored::table)
                .values((
                    stored::partner_id.eq(partner),
                    stored::account_id.eq(account),
                    stored::scope_id.eq(scope),
                    stored::name.eq(name),
                    stored::value.eq(&value),
                    stored::updated_at.eq(now),
                ))
                .on_conflict((stored::partner_id, stored::account_id, stored::scope_id, stored::name))
                .do_update()
                .set((stored::value.eq(&value), stored::updated_at.eq(now)))
                .execute(tx.conn())?;
            Ok(serde_json::from_str(&value)?)
        }
    }
}
