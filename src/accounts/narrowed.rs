//! The accounts that a list over all of a partner's is narrowed to: those with a tag, those at and below one, or both.

use crate::audit::queries::accounts_like;
use crate::db::schema::accounts;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::people::model::{fold, shortened};
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text, Uuid as SqlUuid};
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.narrowed_accounts"] fn narrowed_accounts(tag: Text, above: Nullable<SqlUuid>) -> Array<SqlUuid>; }
diesel::define_sql_function! { #[sql_name = "app.has_tag"] fn has_tag(tag: Text) -> Bool; }

fn exists(tx: &mut ReadTx<'_, InPartner>, account: Uuid) -> AppResult<bool> {
    let row = accounts::table.find((tx.partner_id().0, account));
    Ok(diesel::select(diesel::dsl::exists(row)).get_result(tx.conn())?)
}

/// Those accounts; the second part says what could not be read, and then there is none of them.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn narrowed(
    tx: &mut ReadTx<'_, InPartner>,
    tag: &str,
    below: &str,
) -> AppResult<(Vec<Uuid>, Option<String>)> {
    let (mut above, tag_key) = (None, fold(tag));
    if !below.is_empty() {
        let mut distinct = accounts_like(tx, below)?;
        distinct.sort_unstable();
        distinct.dedup();
        let typed = shortened(below);
        match distinct.as_slice() {
            // What looks like an id may be of no account.
            [only] if exists(tx, *only)? => above = Some(*only),
            [] | [_] => return Ok((Vec::new(), Some(t!("accounts-narrowed-none", typed = typed)))),
            _ => {
                return Ok((Vec::new(), Some(t!("accounts-narrowed-several", typed = typed))));
            }
        }
    }
    if !tag.is_empty() && !diesel::select(has_tag(&tag_key)).get_result::<bool>(tx.conn())? {
        return Ok((Vec::new(), Some(t!("accounts-narrowed-tag", tag = shortened(tag)))));
    }
    Ok((diesel::select(narrowed_accounts(tag_key, above)).get_result(tx.conn())?, None))
}
