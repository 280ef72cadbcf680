//! Reading causes of incidents over all accounts of a partner that are not in the recycle bin.

#![expect(clippy::too_many_arguments, reason = "the call of an SQL function has as many as that function")]

use super::model::Show;
use super::queries::Cause;
use crate::db::schema::{accounts, incident_causes};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::web::paging::{From, PageOf};
use chrono::{DateTime, Utc};
use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use serde::Deserialize;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.causes_together"] fn causes_together(of_state: Text, of_cause: Nullable<Text>, of_accounts: Nullable<Array<SqlUuid>>, backwards: Bool, key_at: Nullable<Timestamptz>, key_cause: Nullable<Text>, most: Integer, at_most: Integer) -> Jsonb; }

/// Causes of accounts that are grouped at most, the newest first: 20,000 cost about a twentieth of a second.
pub(crate) const GROUPED_MAX: i32 = 50_000;

/// One cause over all accounts that are in the same state of it.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Together {
    pub cause: String,
    pub count: i64,
    pub accounts: i64,
    pub first_at: DateTime<Utc>,
    pub last_at: DateTime<Utc>,
    /// Of the newest.
    pub kind: String,
    /// Of the newest.
    pub message: String,
}

#[derive(Deserialize)]
struct Found {
    causes: Vec<Together>,
    more: bool,
}

/// A cause's place in the list.
pub(crate) type Key = (DateTime<Utc>, String);

/// One page, those that came last first; `of`: in these accounts alone. The second part: there are more than are grouped.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn list(
    tx: &mut ReadTx<'_, InPartner>,
    of: Option<Vec<Uuid>>,
    show: Show,
    from: &From<Key>,
    rows: i64,
) -> AppResult<(PageOf<Together>, bool)> {
    let (backwards, key) = match from {
        From::Start => (false, None),
        From::After(key) => (false, Some(key.clone())),
        From::Before(key) => (true, Some(key.clone())),
    };
    let (at, cause) = key.unzip();
    let most = i32::try_from(rows + 1).unwrap_or(i32::MAX);
    let found = causes_together(show.state(), None::<String>, of, backwards, at, cause, most, GROUPED_MAX);
    let found: Found = serde_json::from_value(diesel::select(found).get_result(tx.conn())?)?;
    let page = PageOf::cut(found.causes, from, rows, |row| (row.last_at, row.cause.clone()));
    Ok((page, found.more))
}

/// One cause as it stands in the accounts that are in that state of it; none: it is so in no account. The second part: it
/// is so in more accounts than are counted.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn find(tx: &mut ReadTx<'_, InPartner>, cause: &str, show: Show) -> AppResult<(Option<Together>, bool)> {
    let nothing = (None::<Vec<Uuid>>, None::<DateTime<Utc>>, None::<String>);
    let found = causes_together(show.state(), Some(cause), nothing.0, false, nothing.1, nothing.2, 1, GROUPED_MAX);
    let mut found: Found = serde_json::from_value(diesel::select(found).get_result(tx.conn())?)?;
    Ok((found.causes.pop(), found.more))
}

/// The causes of one name that are in this state, of accounts that are not in the recycle bin.
macro_rules! of_cause {
    ($tx:expr, $cause:expr, $show:expr) => {{
        use $crate::db::schema::{accounts, incident_causes as c};
        let gone = accounts::table
            .filter(accounts::partner_id.eq(c::partner_id))
            .filter(accounts::id.eq(c::account_id))
            .filter(diesel::dsl::not(accounts::live));
        c::table
            .filter(c::partner_id.eq($tx.partner_id().0))
            .filter(c::cause.eq($cause))
            .filter(c::state.eq($show.state()))
            .filter(diesel::dsl::not(diesel::dsl::exists(gone)))
    }};
}
pub(super) use of_cause;

/// An account that met a cause: how it stands there, the account's id and name.
pub(crate) type Met = (Cause, (Uuid, String));

/// One page of the accounts in this state of a cause, those that met it last first.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn accounts(
    tx: &mut ReadTx<'_, InPartner>,
    cause: &str,
    show: Show,
    from: &From<(DateTime<Utc>, Uuid)>,
    rows: i64,
) -> AppResult<PageOf<Met>> {
    use incident_causes as c;
    let mut query = c::table
        .inner_join(accounts::table.on(accounts::partner_id.eq(c::partner_id).and(accounts::id.eq(c::account_id))))
        .filter(c::partner_id.eq(tx.partner_id().0))
        .filter(c::cause.eq(cause.to_owned()))
        .filter(c::state.eq(show.state()))
        .filter(accounts::live)
        .select((Cause::as_select(), (accounts::id, accounts::name)))
        .limit(rows + 1)
        .into_boxed();
    query = match from {
        From::Start => query,
        From::After((at, id)) => query.filter(c::last_at.le(*at)).filter(c::last_at.lt(*at).or(c::account_id.gt(*id))),
        From::Before((at, id)) => query.filter(c::last_at.ge(*at)).filter(c::last_at.gt(*at).or(c::account_id.lt(*id))),
    };
    query = match from {
        From::Before(_) => query.order((c::last_at.asc(), c::account_id.desc())),
        _ => query.order((c::last_at.desc(), c::account_id.asc())),
    };
    Ok(PageOf::cut(query.load(tx.conn())?, from, rows, |(found, (id, _)): &Met| (found.last_at, *id)))
}

/// In how many accounts it is in this state and was not met again after that moment.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn count(tx: &mut ReadTx<'_, InPartner>, cause: &str, show: Show, seen: DateTime<Utc>) -> AppResult<i64> {
    let query = of_cause!(tx, cause, show).filter(incident_causes::last_at.le(seen));
    Ok(query.select(count_star()).first(tx.conn())?)
}
