//! Reading the partner's webhook and what became of its reports.

use super::events::Topic;
use crate::db::schema::{accounts, error_reports, error_webhook_keys, error_webhooks};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::web::api::between::Bounds;
use crate::web::paging::{From, PageOf};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::Uuid as SqlUuid;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.limit_webhook_of"] fn limit_webhook_of(of_account: SqlUuid) -> Nullable<Text>; }

/// What the partner says.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Saved {
    pub enabled: bool,
    pub url: Option<String>,
    pub warnings: bool,
    /// Keys of [`super::events::Topic`].
    pub events: Vec<String>,
    /// Why it was switched off without a person.
    pub stopped: Option<String>,
    /// 0: nothing was ever saved.
    pub version: i32,
}

impl Default for Saved {
    /// Nothing was ever said: what would be told is what went wrong.
    fn default() -> Saved {
        let events = [Topic::Transaction, Topic::Limit].map(|topic| topic.key().to_owned()).to_vec();
        Saved { enabled: false, url: None, warnings: false, events, stopped: None, version: 0 }
    }
}

impl Saved {
    /// What is told.
    pub fn topics(&self) -> Vec<Topic> {
        self.events.iter().filter_map(|word| Topic::read(word)).collect()
    }
}

/// A key, without what it holds.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Key {
    pub created_at: DateTime<Utc>,
    pub created_by: String,
    pub ends_at: Option<DateTime<Utc>>,
}

/// A report and what became of it.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Report {
    pub id: Uuid,
    pub account_id: Option<Uuid>,
    pub account: Option<String>,
    pub transaction_id: Option<Uuid>,
    pub kind: String,
    pub url: String,
    pub state: String,
    pub created_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
    pub attempts: i16,
    pub status_code: Option<i16>,
    pub problem: Option<String>,
    /// The body, as it is sent.
    pub payload: String,
}

impl Report {
    /// The type of its message, as its body says.
    pub fn type_of(&self) -> String {
        let body = serde_json::from_str::<serde_json::Value>(&self.payload).unwrap_or_default();
        body["type"].as_str().unwrap_or_default().to_owned()
    }
}

pub(super) fn saved(tx: &mut ReadTx<'_, InPartner>) -> AppResult<Saved> {
    let found = error_webhooks::table
        .find(tx.partner_id().0)
        .select((
            error_webhooks::enabled,
            error_webhooks::url,
            error_webhooks::warnings,
            error_webhooks::events,
            error_webhooks::stopped,
            error_webhooks::version,
        ))
        .first(tx.conn())
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Those that sign now, the present one first.
pub(super) fn keys(tx: &mut ReadTx<'_, InPartner>) -> AppResult<Vec<Key>> {
    let (partner, now) = (tx.partner_id().0, tx.now());
    let good = error_webhook_keys::ends_at.is_null().or(error_webhook_keys::ends_at.gt(now));
    Ok(error_webhook_keys::table
        .filter(error_webhook_keys::partner_id.eq(partner))
        .filter(good)
        .order(error_webhook_keys::id.desc())
        .select((error_webhook_keys::created_at, error_webhook_keys::created_by, error_webhook_keys::ends_at))
        .load(tx.conn())?)
}

/// A boxed query of reports, with what it is narrowed to.
macro_rules! narrowed {
    ($query:expr, $wanted:expr) => {{
        let (mut query, (since, until)) = ($query, $wanted.bounds);
        if !$wanted.state.is_empty() {
            query = query.filter(error_reports::state.eq($wanted.state));
        }
        if let Some(since) = since {
            query = query.filter(error_reports::created_at.ge(since));
        }
        if let Some(until) = until {
            query = query.filter(error_reports::created_at.lt(until));
        }
        query
    }};
}

/// Those of a [`Report`].
macro_rules! columns {
    () => {
        (
            error_reports::id,
            error_reports::account_id,
            accounts::name.nullable(),
            error_reports::transaction_id,
            error_reports::kind,
            error_reports::url,
            error_reports::state,
            error_reports::created_at,
            error_reports::due_at,
            error_reports::attempts,
            error_reports::status_code,
            error_reports::problem,
            error_reports::payload,
        )
    };
}

/// What a list of reports is narrowed to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wanted<'a> {
    /// Of any where it is empty.
    pub state: &'a str,
    pub bounds: Bounds,
}

/// Where a report stands in a list.
pub(super) type Place = (DateTime<Utc>, Uuid);

/// Reports of the partner, each with its account's name.
#[diesel::dsl::auto_type(no_type_alias)]
fn all(partner: Uuid) -> _ {
    let of_account =
        accounts::partner_id.eq(error_reports::partner_id).and(accounts::id.nullable().eq(error_reports::account_id));
    error_reports::table.left_join(accounts::table.on(of_account)).filter(error_reports::partner_id.eq(partner))
}

/// One page of reports, the newest first.
pub(super) fn reports(
    tx: &mut ReadTx<'_, InPartner>,
    state: &str,
    from: &From<Place>,
    rows: i64,
) -> AppResult<PageOf<Report>> {
    let wanted = Wanted { state, bounds: (None, None) };
    let found = some(tx, &wanted, from, 0, rows + 1)?;
    Ok(PageOf::cut(found, from, rows, |row: &Report| (row.created_at, row.id)))
}

/// So many of them, in the direction in which the page goes.
pub(super) fn some(
    tx: &mut ReadTx<'_, InPartner>,
    wanted: &Wanted<'_>,
    from: &From<Place>,
    skip: i64,
    rows: i64,
) -> AppResult<Vec<Report>> {
    let (at, id) = (error_reports::created_at, error_reports::id);
    let query = all(tx.partner_id().0).select(columns!()).offset(skip).limit(rows).into_boxed();
    let query = narrowed!(query, wanted);
    let query = match from {
        From::Start => query.order((at.desc(), id.desc())),
        From::After((t, k)) => query.filter(at.lt(*t).or(at.eq(*t).and(id.lt(*k)))).order((at.desc(), id.desc())),
        From::Before((t, k)) => query.filter(at.gt(*t).or(at.eq(*t).and(id.gt(*k)))).order((at.asc(), id.asc())),
    };
    Ok(query.load(tx.conn())?)
}

/// One of them.
///
/// # Errors
/// `NotFound`.
pub(super) fn report(tx: &mut ReadTx<'_, InPartner>, id: Uuid) -> AppResult<Report> {
    all(tx.partner_id().0)
        .filter(error_reports::id.eq(id))
        .select(columns!())
        .first(tx.conn())
        .optional()?
        .ok_or(AppError::NotFound)
}

/// How many there are, counted no further than `most`.
pub(super) fn count(tx: &mut ReadTx<'_, InPartner>, wanted: &Wanted<'_>, most: i64) -> AppResult<i64> {
    let query = error_reports::table
        .filter(error_reports::partner_id.eq(tx.partner_id().0))
        .select(error_reports::id)
        .limit(most)
        .into_boxed();
    let found: Vec<Uuid> = narrowed!(query, wanted).load(tx.conn())?;
    Ok(i64::try_from(found.len()).unwrap_or(most))
}

/// Where an account's limits are told of; none: nowhere.
///
/// # Errors
/// When the database is away.
pub(crate) fn limits_address(tx: &mut ReadTx<'_, InPartner>, account: AccountId) -> AppResult<Option<String>> {
    Ok(diesel::select(limit_webhook_of(account.0)).get_result(tx.conn())?)
}

/// A report's state; nobody else changes it until the end of the transaction.
pub(super) fn state_locked(tx: &mut ReadTx<'_, InPartner>, id: Uuid) -> AppResult<String> {
    error_reports::table
        .find((tx.partner_id().0, id))
        .select(error_reports::state)
        .for_update()
        .first(tx.conn())
        .optional()?
        .ok_or(AppError::NotFound)
}
