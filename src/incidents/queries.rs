//! Reading causes of incidents of one account, in the partner's scope or the account's own.

use super::model::Show;
use crate::db::ReadTx;
use crate::db::schema::{cycles, incident_causes, incident_cycles};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::web::paging::{From, PageOf};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

/// Cycles that are read for a page of causes.
const CYCLES_MAX: i64 = 2_000;

/// One cause.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = incident_causes)]
pub(crate) struct Cause {
    pub cause: String,
    pub count: i64,
    pub first_at: DateTime<Utc>,
    pub last_at: DateTime<Utc>,
    pub kind: String,
    pub message: String,
    pub resolved_at: Option<DateTime<Utc>>,
    pub resolved_by: Option<String>,
    pub muted_at: Option<DateTime<Utc>>,
    pub muted_by: Option<String>,
}

/// One page of causes, those that came last first.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn causes<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    show: Show,
    from: &From<(DateTime<Utc>, String)>,
    rows: i64,
) -> AppResult<PageOf<Cause>> {
    use incident_causes as c;
    let mut query = c::table
        .filter(c::partner_id.eq(tx.partner_id().0))
        .filter(c::account_id.eq(account.0))
        .filter(c::state.eq(show.state()))
        .select(Cause::as_select())
        .limit(rows + 1)
        .into_boxed();
    query = match from {
        From::Start => query,
        From::After((at, cause)) => {
            query.filter(c::last_at.le(*at)).filter(c::last_at.lt(*at).or(c::cause.gt(cause.clone())))
        }
        From::Before((at, cause)) => {
            query.filter(c::last_at.ge(*at)).filter(c::last_at.gt(*at).or(c::cause.lt(cause.clone())))
        }
    };
    query = match from {
        From::Before(_) => query.order((c::last_at.asc(), c::cause.desc())),
        _ => query.order((c::last_at.desc(), c::cause.asc())),
    };
    Ok(PageOf::cut(query.load(tx.conn())?, from, rows, |found| (found.last_at, found.cause.clone())))
}

/// One cause of the account.
///
/// # Errors
/// `NotFound` for one that the account does not have (T4).
pub(crate) fn find<P>(tx: &mut ReadTx<'_, P>, account: AccountId, cause: &str) -> AppResult<Cause> {
    incident_causes::table
        .find((account.0, cause))
        .filter(incident_causes::partner_id.eq(tx.partner_id().0))
        .select(Cause::as_select())
        .first(tx.conn())
        .optional()?
        .ok_or(AppError::NotFound)
}

/// Which cycles these causes affect since they began: cause, cycle, its name, how often; the most affected first.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn affected<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    causes: &[String],
) -> AppResult<Vec<(String, Uuid, String, i64)>> {
    use {incident_causes as c, incident_cycles as n};
    Ok(n::table
        .inner_join(c::table.on(c::account_id.eq(n::account_id).and(c::cause.eq(n::cause))))
        .inner_join(
            cycles::table.on(cycles::partner_id
                .eq(n::partner_id)
                .and(cycles::account_id.eq(n::account_id))
                .and(cycles::id.eq(n::cycle_id))),
        )
        .filter(n::partner_id.eq(tx.partner_id().0))
        .filter(n::account_id.eq(account.0))
        .filter(n::cause.eq_any(causes))
        .filter(n::last_at.ge(c::first_at))
        .order((n::count.desc(), n::cycle_id))
        .limit(CYCLES_MAX)
        .select((n::cause, n::cycle_id, cycles::name, n::count))
        .load(tx.conn())?)
}
