//! Accounts of the partner as the API lists them.

use crate::accounts::queries::Account;
use crate::db::schema::{accounts, partner_figures};
use crate::db::{InPartner, ReadTx, WriteTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::web::api::Listed;
use diesel::prelude::*;

diesel::alias!(accounts as parents: Parents);

/// By what the list can be ordered: when it was made unless asked otherwise.
pub(super) const COLUMNS: [&str; 3] = ["CreatedDate", "Name", "Id"];

/// A row's place: what the list is ordered by, and the id.
pub(super) type Key = (String, uuid::Uuid);

/// An account with the API ID of the one above it.
pub(super) type Row = (Account, Option<String>);

/// The place of a row.
pub(super) fn key_of(by: &str, account: &Account) -> Key {
    let fold = crate::people::model::fold;
    let key = match by {
        "Name" => fold(&account.name),
        "Id" => fold(&account.api_id),
        _ => String::new(),
    };
    (key, account.id)
}

/// A page of accounts that are not in the recycle bin; `above`: of those right below this one alone.
pub(super) fn list(
    tx: &mut ReadTx<'_, InPartner>,
    above: Option<AccountId>,
    listed: &Listed<Key>,
) -> AppResult<Vec<Row>> {
    let parent = parents
        .filter(parents.field(accounts::partner_id).eq(accounts::partner_id))
        .filter(parents.field(accounts::id).nullable().eq(accounts::parent_id))
        .select(parents.field(accounts::api_id))
        .single_value();
    let mut query = accounts::table
        .filter(accounts::partner_id.eq(tx.partner_id().0))
        .filter(accounts::live)
        .select((Account::as_select(), parent))
        .limit(listed.limit())
        .offset(listed.skip)
        .into_boxed();
    if let Some(above) = above {
        query = query.filter(accounts::parent_id.eq(above.0));
    }
    macro_rules! beyond {
        ($column:expr) => {{
            if let Some((key, id)) = listed.after.clone() {
                query = if listed.ascending {
                    query.filter($column.ge(key.clone())).filter($column.gt(key).or(accounts::id.gt(id)))
                } else {
                    query.filter($column.le(key.clone())).filter($column.lt(key).or(accounts::id.lt(id)))
                };
            }
            if listed.ascending {
                query.order(($column.asc(), accounts::id.asc()))
            } else {
                query.order(($column.desc(), accounts::id.desc()))
            }
        }};
    }
    let query = match listed.by {
        "Name" => beyond!(accounts::name_key),
        "Id" => beyond!(accounts::api_id_key),
        _ => {
            if let Some((_, id)) = &listed.after {
                query = if listed.ascending {
                    query.filter(accounts::id.gt(*id))
                } else {
                    query.filter(accounts::id.lt(*id))
                };
            }
            if listed.ascending { query.order(accounts::id.asc()) } else { query.order(accounts::id.desc()) }
        }
    };
    Ok(query.load(tx.conn())?)
}

/// How many accounts there are, sub-accounts among them.
pub(super) fn count(tx: &mut ReadTx<'_, InPartner>) -> AppResult<i64> {
    let figures: Option<(i64, i64)> = partner_figures::table
        .find(tx.partner_id().0)
        .select((partner_figures::accounts, partner_figures::sub_accounts))
        .first(tx.conn())
        .optional()?;
    Ok(figures.map_or(0, |(roots, below)| roots + below))
}

/// How many are right below one, up to so many.
pub(super) fn count_below(tx: &mut ReadTx<'_, InPartner>, above: AccountId, most: i64) -> AppResult<i64> {
    let found: Vec<uuid::Uuid> = accounts::table
        .filter(accounts::partner_id.eq(tx.partner_id().0))
        .filter(accounts::live)
        .filter(accounts::parent_id.eq(above.0))
        .select(accounts::id)
        .limit(most)
        .load(tx.conn())?;
    Ok(i64::try_from(found.len()).unwrap_or(most))
}

/// Makes whoever else changes an account wait, so that a change which leaves fields out takes the newest of them.
///
/// # Errors
/// `NotFound`.
pub(super) fn hold(tx: &mut WriteTx<'_, InPartner>, account: AccountId) -> AppResult<()> {
    let row = accounts::table.find((tx.partner_id().0, account.0)).select(accounts::id).for_no_key_update();
    row.first::<uuid::Uuid>(tx.conn())?;
    Ok(())
}
