//! Cycles of one account as the API lists them.

use super::model::{Found, InLibrary};
use crate::db::ReadTx;
use crate::db::schema::{connectors, cycles};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::limits::use_now::period;
use crate::people::model::fold;
use crate::web::api::Listed;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Date, Uuid as SqlUuid};
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.cycles_of_api"] fn cycles_of_api(of_account: SqlUuid, ids: Array<SqlUuid>, first: Date) -> Jsonb; }

/// By what the list can be ordered: when it was made unless asked otherwise.
pub(super) const COLUMNS: [&str; 3] = ["CreatedOnUtc", "Name", "Id"];

/// A row's place: what the list is ordered by, and the id.
pub(super) type Key = (String, Uuid);

/// What a list is narrowed to.
#[derive(Clone, Debug, Default)]
pub(super) struct Narrow {
    pub tag: String,
    /// Keys of the library, of which it calls one.
    pub connectors: Option<Vec<String>>,
}

/// Narrows a query of cycles. A macro, because the type cannot be named.
macro_rules! narrowed {
    ($query:ident, $narrow:expr) => {
        if !$narrow.tag.is_empty() {
            $query = $query.filter(cycles::tags.contains(vec![$narrow.tag.clone()]));
        }
        if let Some(keys) = &$narrow.connectors {
            let mut any: Box<dyn BoxableExpression<cycles::table, Pg, SqlType = Bool>> = Box::new(false.into_sql::<Bool>());
            for key in keys {
                let calls = serde_json::json!({"slots": [{"connector": key}]});
                any = Box::new(any.or(cycles::flow.contains(calls)));
            }
            $query = $query.filter(any);
        }
    };
}

/// The places of a page of cycles.
pub(super) fn page<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    narrow: &Narrow,
    listed: &Listed<Key>,
) -> AppResult<Vec<Key>> {
    let mut query = cycles::table
        .filter(cycles::partner_id.eq(tx.partner_id().0))
        .filter(cycles::account_id.eq(account.0))
        .filter(cycles::state.ne("removed"))
        .select((cycles::name_key, cycles::id))
        .limit(listed.limit())
        .offset(listed.skip)
        .into_boxed();
    narrowed!(query, narrow);
    if listed.by == "Name" {
        if let Some((key, id)) = listed.after.clone() {
            query = if listed.ascending {
                query.filter(cycles::name_key.gt(key.clone()).or(cycles::name_key.eq(key).and(cycles::id.gt(id))))
            } else {
                query.filter(cycles::name_key.lt(key.clone()).or(cycles::name_key.eq(key).and(cycles::id.lt(id))))
            };
        }
        query = if listed.ascending {
            query.order((cycles::name_key.asc(), cycles::id.asc()))
        } else {
            query.order((cycles::name_key.desc(), cycles::id.desc()))
        };
    } else {
        // An id tells when it was made.
        if let Some((_, id)) = &listed.after {
            query = if listed.ascending { query.filter(cycles::id.gt(*id)) } else { query.filter(cycles::id.lt(*id)) };
        }
        query = if listed.ascending { query.order(cycles::id.asc()) } else { query.order(cycles::id.desc()) };
    }
    Ok(query.load(tx.conn())?)
}

/// How many there are, up to so many.
pub(super) fn count<P>(tx: &mut ReadTx<'_, P>, account: AccountId, narrow: &Narrow, most: i64) -> AppResult<i64> {
    let mut query = cycles::table
        .filter(cycles::partner_id.eq(tx.partner_id().0))
        .filter(cycles::account_id.eq(account.0))
        .filter(cycles::state.ne("removed"))
        .select(cycles::id)
        .limit(most)
        .into_boxed();
    narrowed!(query, narrow);
    let found: Vec<Uuid> = query.load(tx.conn())?;
    Ok(i64::try_from(found.len()).unwrap_or(most))
}

/// What there is of these cycles, in their order; tasks are those of the account's present billing period.
pub(super) fn found<P>(tx: &mut ReadTx<'_, P>, account: AccountId, ids: &[Uuid]) -> AppResult<Vec<Found>> {
    let first = period(tx, account)?.ok_or(AppError::NotFound)?.first;
    let found: serde_json::Value = diesel::select(cycles_of_api(account.0, ids, first)).get_result(tx.conn())?;
    Ok(serde_json::from_value(found)?)
}

/// What the library has under these keys.
///
/// # Errors
/// When the database is away.
pub(crate) fn library<P>(tx: &mut ReadTx<'_, P>, keys: &[String]) -> AppResult<Vec<InLibrary>> {
    let found: Vec<(String, Uuid, String, Option<i32>)> = connectors::table
        .filter(connectors::partner_id.eq(tx.partner_id().0))
        .filter(connectors::key.eq_any(keys))
        .select((connectors::key, connectors::id, connectors::name, connectors::live_release))
        .load(tx.conn())?;
    let known = |(key, id, name, live): (String, Uuid, String, Option<i32>)| InLibrary {
        key,
        id,
        name,
        version: live.map(|number| format!("v{number}")),
    };
    Ok(found.into_iter().map(known).collect())
}

/// The connectors that a list is narrowed to, as a call names them.
pub(crate) struct Calling<'a> {
    pub name: &'a str,
    /// As "v3"; empty: any.
    pub version: &'a str,
}

impl Calling<'_> {
    /// Keys of the library under which there are such; none: the list is not narrowed.
    ///
    /// # Errors
    /// When the database is away.
    pub fn keys<P>(&self, tx: &mut ReadTx<'_, P>) -> AppResult<Option<Vec<String>>> {
        if self.name.trim().is_empty() {
            return Ok(None);
        }
        let mut query = connectors::table
            .filter(connectors::partner_id.eq(tx.partner_id().0))
            .filter(connectors::name_key.eq(fold(self.name.trim())))
            .select(connectors::key)
            .into_boxed();
        match self.version.trim().trim_start_matches(['v', 'V']) {
            "" => {}
            // A version that is none is none of a connector's.
            other => query = query.filter(connectors::live_release.eq(other.parse().unwrap_or(-1))),
        }
        Ok(Some(query.load(tx.conn())?))
    }
}
