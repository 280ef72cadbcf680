//! Reading the partner's error webhook and what became of its reports.

use crate::db::schema::{accounts, error_reports, error_webhook_keys, error_webhooks};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::web::paging::{From, PageOf};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::Uuid as SqlUuid;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.error_webhook_of"] fn error_webhook_of(of_account: SqlUuid) -> Record<(Nullable<Text>, Nullable<Bool>)>; }

/// What the partner says.
#[derive(Clone, Debug, Default, Queryable)]
pub(super) struct Saved {
    pub enabled: bool,
    pub url: Option<String>,
    pub warnings: bool,
    /// Why it was switched off without a person.
    pub stopped: Option<String>,
    /// 0: nothing was ever saved.
    pub version: i32,
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
}

pub(super) fn saved(tx: &mut ReadTx<'_, InPartner>) -> AppResult<Saved> {
    let found = error_webhooks::table
        .find(tx.partner_id().0)
        .select((
            error_webhooks::enabled,
            error_webhooks::url,
            error_webhooks::warnings,
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

/// One page of reports, the newest first; of one state, or of any.
pub(super) fn reports(
    tx: &mut ReadTx<'_, InPartner>,
    state: &str,
    from: &From<(DateTime<Utc>, Uuid)>,
    rows: i64,
) -> AppResult<PageOf<Report>> {
    let partner = tx.partner_id().0;
    let mut query = error_reports::table
        .left_join(
            accounts::table.on(accounts::partner_id
                .eq(error_reports::partner_id)
                .and(accounts::id.nullable().eq(error_reports::account_id))),
        )
        .filter(error_reports::partner_id.eq(partner))
        .select((
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
        ))
        .limit(rows + 1)
        .into_boxed();
    if !state.is_empty() {
        query = query.filter(error_reports::state.eq(state));
    }
    let (at, id) = (error_reports::created_at, error_reports::id);
    let query = match from {
        From::Start => query.order((at.desc(), id.desc())),
        From::After((t, k)) => query.filter(at.lt(*t).or(at.eq(*t).and(id.lt(*k)))).order((at.desc(), id.desc())),
        From::Before((t, k)) => query.filter(at.gt(*t).or(at.eq(*t).and(id.gt(*k)))).order((at.asc(), id.asc())),
    };
    Ok(PageOf::cut(query.load(tx.conn())?, from, rows, |row: &Report| (row.created_at, row.id)))
}

/// Where failures of an account are reported to; none: nowhere.
///
/// # Errors
/// When the database is away.
pub(crate) fn address_of(tx: &mut ReadTx<'_, InPartner>, account: AccountId) -> AppResult<Option<String>> {
    let (url, _): (Option<String>, Option<bool>) = diesel::select(error_webhook_of(account.0)).get_result(tx.conn())?;
    Ok(url)
}

/// A report's account and state; nobody else changes it until the end of the transaction.
pub(super) fn find_locked(tx: &mut ReadTx<'_, InPartner>, id: Uuid) -> AppResult<(Option<Uuid>, String)> {
    error_reports::table
        .find((tx.partner_id().0, id))
        .select((error_reports::account_id, error_reports::state))
        .for_update()
        .first(tx.conn())
        .optional()?
        .ok_or(AppError::NotFound)
}
