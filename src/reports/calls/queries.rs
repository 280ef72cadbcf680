//! What reports of calls read: the hours for figures, the log for single calls.

use crate::db::schema::{accounts, api_calls, api_credentials};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::reports::lists::Slice;
use crate::reports::queries::read;
use crate::transactions::wanted::first_id;
use crate::web::paging::{From, PageOf};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

mod sql {
    //! The calls of `sql/api_calls.sql`.
    #![expect(clippy::too_many_arguments, reason = "the call of an SQL function has as many as that function")]
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
    diesel::define_sql_function! { #[sql_name = "app.calls_by_day"] fn calls_by_day(zone: Text, since: Timestamptz, until: Timestamptz, credential: Nullable<SqlUuid>) -> Jsonb; }
    diesel::define_sql_function! { #[sql_name = "app.calls_by_credential"] fn calls_by_credential(since: Timestamptz, until: Timestamptz, before_since: Timestamptz, before_until: Timestamptz, credential: Nullable<SqlUuid>, sort: Text, down: Bool, after_place: Nullable<BigInt>, after_id: Nullable<SqlUuid>, at_most: Integer) -> Jsonb; }
    diesel::define_sql_function! { #[sql_name = "app.calls_by_route"] fn calls_by_route(since: Timestamptz, until: Timestamptz, before_since: Timestamptz, before_until: Timestamptz, credential: Nullable<SqlUuid>) -> Jsonb; }
}

/// From an hour to before another.
pub(super) type Hours = (DateTime<Utc>, DateTime<Utc>);

/// What calls came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub(super) struct Counts {
    pub calls: i64,
    pub refused: i64,
    pub limited: i64,
    pub failed: i64,
    pub took_us: i64,
}

impl Counts {
    /// All that were answered with an error.
    pub fn errors(&self) -> i64 {
        self.refused + self.limited + self.failed
    }

    /// Both together.
    pub fn and(self, other: Counts) -> Counts {
        Counts {
            calls: self.calls + other.calls,
            refused: self.refused + other.refused,
            limited: self.limited + other.limited,
            failed: self.failed + other.failed,
            took_us: self.took_us + other.took_us,
        }
    }
}

/// Calls by day of a timezone.
pub(super) fn by_day(
    tx: &mut ReadTx<'_, InPartner>,
    zone: &str,
    (since, until): Hours,
    credential: Option<Uuid>,
) -> AppResult<Vec<(NaiveDate, Counts)>> {
    type Line = (NaiveDate, i64, i64, i64, i64, i64);
    let lines: Vec<Line> =
        read(diesel::select(sql::calls_by_day(zone, since, until, credential)).get_result(tx.conn())?)?;
    let counts =
        |(day, calls, refused, limited, failed, took_us)| (day, Counts { calls, refused, limited, failed, took_us });
    Ok(lines.into_iter().map(counts).collect())
}

/// A credential with its calls.
#[derive(Debug, Deserialize)]
pub(super) struct OfCredential {
    pub id: Uuid,
    pub place: i64,
    /// None: it is there no more.
    pub name: Option<String>,
    pub client_id: Option<String>,
    pub revoked: bool,
    #[serde(flatten)]
    pub counts: Counts,
    /// Its calls in the period before.
    pub before: i64,
}

/// Credentials by their calls; `before`: what they stand beside.
pub(super) fn by_credential(
    tx: &mut ReadTx<'_, InPartner>,
    (since, until): Hours,
    before: Hours,
    credential: Option<Uuid>,
    slice: &Slice,
) -> AppResult<Vec<OfCredential>> {
    let ((place, id), sort) = (slice.after.unzip(), slice.sort);
    let at_most = i32::try_from(slice.at_most).unwrap_or(i32::MAX);
    let call =
        sql::calls_by_credential(since, until, before.0, before.1, credential, sort.by, sort.down, place, id, at_most);
    read(diesel::select(call).get_result(tx.conn())?)
}

/// A route with the calls of it.
#[derive(Debug, Deserialize)]
pub(super) struct OfRoute {
    pub verb: String,
    pub route: String,
    #[serde(flatten)]
    pub counts: Counts,
    pub before: i64,
}

/// What was called, the most first.
pub(super) fn by_route(
    tx: &mut ReadTx<'_, InPartner>,
    (since, until): Hours,
    before: Hours,
    credential: Option<Uuid>,
) -> AppResult<Vec<OfRoute>> {
    read(diesel::select(sql::calls_by_route(since, until, before.0, before.1, credential)).get_result(tx.conn())?)
}

/// Credentials that can be chosen.
const CHOICES_MAX: i64 = 100;

/// The partner's credentials, those that are good first.
pub(super) fn credentials(tx: &mut ReadTx<'_, InPartner>) -> AppResult<Vec<(Uuid, String)>> {
    Ok(api_credentials::table
        .filter(api_credentials::partner_id.eq(tx.partner_id().0))
        .order((api_credentials::revoked_at.is_not_null(), api_credentials::id.desc()))
        .limit(CHOICES_MAX)
        .select((api_credentials::id, api_credentials::description))
        .load(tx.conn())?)
}

/// Which single calls are wanted.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub hours: Hours,
    pub credential: Option<Uuid>,
    /// Verb and route.
    pub call: Option<(String, String)>,
    /// Statuses, from one to before another, and whether 429 is among them.
    pub statuses: Option<(i16, i16)>,
    pub but: Option<i16>,
    /// One of these accounts.
    pub accounts: Option<Vec<Uuid>>,
}

/// A single call.
#[derive(Clone, Debug, Queryable)]
pub(super) struct OneCall {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub credential: Uuid,
    pub description: Option<String>,
    pub account: Option<Uuid>,
    /// Of the account, and whether it is in the recycle bin.
    pub of: Option<(String, String)>,
    pub verb: String,
    pub route: String,
    pub status: i16,
    pub took_us: i32,
}

/// A page of them, the newest first.
pub(super) fn log(
    tx: &mut ReadTx<'_, InPartner>,
    wanted: &Wanted,
    from: &From<Uuid>,
    rows: i64,
) -> AppResult<PageOf<OneCall>> {
    let partner = tx.partner_id().0;
    let mut query = api_calls::table
        .left_join(api_credentials::table.on(
            api_credentials::partner_id.eq(api_calls::partner_id).and(api_credentials::id.eq(api_calls::credential_id)),
        ))
        .left_join(
            accounts::table.on(accounts::partner_id
                .eq(api_calls::partner_id)
                .and(accounts::id.nullable().eq(api_calls::account_id))),
        )
        .filter(api_calls::partner_id.eq(partner))
        .filter(api_calls::id.ge(first_id(wanted.hours.0)))
        .filter(api_calls::id.lt(first_id(wanted.hours.1)))
        .select((
            api_calls::id,
            api_calls::at,
            api_calls::credential_id,
            api_credentials::description.nullable(),
            api_calls::account_id,
            (accounts::name, accounts::standing).nullable(),
            api_calls::verb,
            api_calls::route,
            api_calls::status,
            api_calls::took_us,
        ))
        .limit(rows + 1)
        .into_boxed();
    if let Some(credential) = wanted.credential {
        query = query.filter(api_calls::credential_id.eq(credential));
    }
    if let Some((verb, route)) = wanted.call.clone() {
        query = query.filter(api_calls::verb.eq(verb)).filter(api_calls::route.eq(route));
    }
    if let Some((from, until)) = wanted.statuses {
        // As the index of errors has it.
        query = query.filter(api_calls::status.ge(400)).filter(api_calls::status.between(from, until - 1));
    }
    if let Some(but) = wanted.but {
        query = query.filter(api_calls::status.ne(but));
    }
    if let Some(accounts) = wanted.accounts.clone() {
        query = query.filter(api_calls::account_id.eq_any(accounts));
    }
    let query = match from {
        From::Start => query.order(api_calls::id.desc()),
        From::After(id) => query.filter(api_calls::id.lt(*id)).order(api_calls::id.desc()),
        From::Before(id) => query.filter(api_calls::id.gt(*id)).order(api_calls::id.asc()),
    };
    Ok(PageOf::cut(query.load(tx.conn())?, from, rows, |row: &OneCall| row.id))
}
