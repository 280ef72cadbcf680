//! Reading the recycle bin: what was deleted, newest first. What went along with another is not listed by itself.

use crate::db::schema::accounts;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::people::model::fold;
use crate::web::paging::{From, PageOf};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

diesel::alias!(accounts as along: Along, accounts as parents: Parents);

/// A row's place: the instant of its deletion and its id.
pub(crate) type Key = (DateTime<Utc>, Uuid);

/// A deletion in the recycle bin.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct Deleted {
    pub id: Uuid,
    pub name: String,
    pub api_id: String,
    pub deleted_at: Option<DateTime<Utc>>,
    pub deleted_by: Option<String>,
    pub parent_id: Option<Uuid>,
    /// Sub-accounts that went along.
    pub along: Option<i64>,
    pub parent_name: Option<String>,
    pub parent_live: Option<bool>,
}

/// One page, narrowed to names and API IDs that contain `q`.
pub(crate) fn list(tx: &mut ReadTx<'_, InPartner>, q: &str, from: &From<Key>, rows: i64) -> AppResult<PageOf<Deleted>> {
    let partner = tx.partner_id().0;
    let mut query = accounts::table
        .filter(accounts::partner_id.eq(partner))
        .filter(accounts::deleted_at.is_not_null())
        .filter(accounts::deleted_with.is_null())
        .into_boxed();
    let wanted = fold(q);
    if !wanted.is_empty() {
        let pattern = format!("%{}%", wanted.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
        query = query.filter(accounts::name_key.like(pattern.clone()).or(accounts::api_id_key.like(pattern)));
    }
    query = match from {
        From::Start => query,
        From::After((at, id)) => {
            query.filter(accounts::deleted_at.le(*at)).filter(accounts::deleted_at.lt(*at).or(accounts::id.lt(*id)))
        }
        From::Before((at, id)) => {
            query.filter(accounts::deleted_at.ge(*at)).filter(accounts::deleted_at.gt(*at).or(accounts::id.gt(*id)))
        }
    };
    query = match from {
        From::Before(_) => query.order((accounts::deleted_at.asc(), accounts::id.asc())),
        _ => query.order((accounts::deleted_at.desc(), accounts::id.desc())),
    };
    let parent = || {
        parents
            .filter(parents.field(accounts::partner_id).eq(accounts::partner_id))
            .filter(parents.field(accounts::id).nullable().eq(accounts::parent_id))
    };
    let read: Vec<Deleted> = query
        .limit(rows + 1)
        .select((
            accounts::id,
            accounts::name,
            accounts::api_id,
            accounts::deleted_at,
            accounts::deleted_by,
            accounts::parent_id,
            along
                .filter(along.field(accounts::partner_id).eq(accounts::partner_id))
                .filter(along.field(accounts::deleted_with).eq(accounts::id.nullable()))
                .count()
                .single_value(),
            parent().select(parents.field(accounts::name)).single_value(),
            parent().select(parents.field(accounts::live)).single_value(),
        ))
        .load(tx.conn())?;
    Ok(PageOf::cut(read, from, rows, |row| (row.deleted_at.unwrap_or_default(), row.id)))
}

/// Sub-accounts that went along with a deleted account.
pub(crate) fn gone_along(tx: &mut ReadTx<'_, InPartner>, account: AccountId) -> AppResult<i64> {
    Ok(accounts::table
        .filter(accounts::partner_id.eq(tx.partner_id().0))
        .filter(accounts::deleted_with.eq(account.0))
        .count()
        .get_result(tx.conn())?)
}
