//! What reports of days read: roll-ups alone, a few rows a page. [`super::lists`] has those of the lists.

use super::choice::Today;
use super::figures::{Day, Sums};
use crate::db::schema::{account_ancestors, accounts};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::limits::model::Kind as LimitKind;
use crate::metering::period::Period;
use chrono::{DateTime, Days, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Date, Integer, Nullable, Timestamptz, Uuid as SqlUuid};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.usage_by_day"] fn usage_by_day(of_account: SqlUuid, below: Bool, first: Date, last: Date) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.usage_parts"] fn usage_parts(of_account: SqlUuid, first: Date, last: Date, at_most: Integer) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.usage_of_partner"] fn usage_of_partner(first: Date, last: Date) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.usage_of_accounts"] fn usage_of_accounts(ids: Array<SqlUuid>, first: Date, last: Date) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.usage_of_connector"] fn usage_of_connector(connector: Nullable<SqlUuid>, first: Date, last: Date) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.usage_of_connector_by"] fn usage_of_connector_by(connector: SqlUuid, ids: Array<SqlUuid>, first: Date, last: Date) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.usage_periods"] fn usage_periods(of_account: SqlUuid, below: Bool, starts: Array<Date>, untils: Array<Date>) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.uncounted_since"] fn uncounted_since(of_account: SqlUuid) -> Nullable<Text>; }
diesel::define_sql_function! { #[sql_name = "app.report_days"] fn report_days(of_account: Nullable<SqlUuid>, below: Bool, today: Date, since: Date) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.days_under_way"] fn days_under_way_sql(last: Date, moment: Timestamptz) -> BigInt; }
diesel::define_sql_function! { #[sql_name = "app.figures_checked"] fn figures_checked() -> Nullable<Jsonb>; }

pub(super) fn read<T: DeserializeOwned>(found: serde_json::Value) -> AppResult<T> {
    Ok(serde_json::from_value(found)?)
}

/// What an account used, by day; `below`: with all of its sub-accounts, which only staff may ask.
pub(super) fn by_day<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    below: bool,
    (first, last): (NaiveDate, NaiveDate),
) -> AppResult<Vec<Day>> {
    read(diesel::select(usage_by_day(account.0, below, first, last)).get_result(tx.conn())?)
}

/// What a cycle of an account used.
#[derive(Debug, Deserialize)]
pub(super) struct OfCycle {
    pub id: Uuid,
    /// It is what programs called, which is in none.
    pub by_programs: bool,
    /// None: it was purged.
    pub name: Option<String>,
    pub state: Option<String>,
    pub tasks: i64,
    pub transactions: i64,
    pub failed: i64,
    pub incidents: i64,
}

/// What a method of a connector was used for.
#[derive(Debug, Deserialize)]
pub(super) struct OfMethod {
    /// Of the connector; nil: a data operation.
    pub id: Uuid,
    pub name: Option<String>,
    pub method: String,
    pub tasks: i64,
    pub failed_tasks: i64,
}

/// What an account's use is made of: so many of each at most, the most used first.
#[derive(Debug, Deserialize)]
pub(super) struct Parts {
    pub cycles: Vec<OfCycle>,
    pub methods: Vec<OfMethod>,
}

pub(super) fn parts<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    (first, last): (NaiveDate, NaiveDate),
    at_most: i32,
) -> AppResult<Parts> {
    read(diesel::select(usage_parts(account.0, first, last, at_most)).get_result(tx.conn())?)
}

/// What all accounts of the partner used, by day.
pub(super) fn of_partner(tx: &mut ReadTx<'_, InPartner>, (first, last): (NaiveDate, NaiveDate)) -> AppResult<Vec<Day>> {
    read(diesel::select(usage_of_partner(first, last)).get_result(tx.conn())?)
}

/// What some accounts used together, by day.
pub(super) fn of_accounts(
    tx: &mut ReadTx<'_, InPartner>,
    ids: &[Uuid],
    (first, last): (NaiveDate, NaiveDate),
) -> AppResult<Vec<Day>> {
    read(diesel::select(usage_of_accounts(ids, first, last)).get_result(tx.conn())?)
}

/// What a connector was used for, by day; None: all of them, and data operations.
pub(super) fn of_connector(
    tx: &mut ReadTx<'_, InPartner>,
    connector: Option<Uuid>,
    (first, last): (NaiveDate, NaiveDate),
) -> AppResult<Vec<Day>> {
    read(diesel::select(usage_of_connector(connector, first, last)).get_result(tx.conn())?)
}

/// What a connector was used for by some accounts, by day.
pub(super) fn of_connector_by<P>(
    tx: &mut ReadTx<'_, P>,
    connector: Uuid,
    ids: &[Uuid],
    (first, last): (NaiveDate, NaiveDate),
) -> AppResult<Vec<Day>> {
    read(diesel::select(usage_of_connector_by(connector, ids, first, last)).get_result(tx.conn())?)
}

/// An account and all below it, as the scope sees them.
pub(super) fn at_or_below<P>(tx: &mut ReadTx<'_, P>, account: AccountId) -> AppResult<Vec<Uuid>> {
    Ok(account_ancestors::table
        .filter(account_ancestors::partner_id.eq(tx.partner_id().0))
        .filter(account_ancestors::ancestor_id.eq(account.0))
        .select(account_ancestors::account_id)
        .load(tx.conn())?)
}

/// A billing period with what its account used, and beside it what the account and all of its sub-accounts did.
#[derive(Debug)]
pub(super) struct InPeriod {
    pub first: NaiveDate,
    pub own: Sums,
    pub tree: Sums,
}

/// What periods came to, the newest first: the day each begins, and that on which the next one does.
pub(super) fn by_period<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    below: bool,
    periods: &[(NaiveDate, NaiveDate)],
) -> AppResult<Vec<InPeriod>> {
    type Figures = (i64, i64, i64, i64, i64, i64);
    type Row = (NaiveDate, Figures, Figures);
    let (starts, untils): (Vec<NaiveDate>, Vec<NaiveDate>) = periods.iter().copied().unzip();
    let rows: Vec<Row> = read(diesel::select(usage_periods(account.0, below, starts, untils)).get_result(tx.conn())?)?;
    let sums = |(tasks, overage, failed_tasks, transactions, failed, incidents): Figures| Sums {
        tasks,
        overage,
        failed_tasks,
        transactions,
        failed,
        incidents,
    };
    Ok(rows.into_iter().map(|(first, own, tree)| InPeriod { first, own: sums(own), tree: sums(tree) }).collect())
}

/// Until when everything of an account is counted; None: all of it is.
pub(super) fn counted_until<P>(tx: &mut ReadTx<'_, P>, account: AccountId) -> AppResult<Option<DateTime<Utc>>> {
    let oldest: Option<String> = diesel::select(uncounted_since(account.0)).get_result(tx.conn())?;
    let at = oldest.and_then(|id| Uuid::parse_str(&id).ok()).and_then(|id| id.get_timestamp());
    Ok(at.and_then(|at| {
        let (seconds, nanos) = at.to_unix();
        DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanos)
    }))
}

/// The account's next billing date.
pub(super) fn billed_on<P>(tx: &mut ReadTx<'_, P>, account: AccountId) -> AppResult<Option<NaiveDate>> {
    Ok(accounts::table.find((tx.partner_id().0, account.0)).select(accounts::next_billing_on).first(tx.conn())?)
}

/// How days lie in an account.
#[derive(Debug, Deserialize)]
pub(super) struct Calendar {
    pub billed_on: Option<NaiveDate>,
    /// When the account began; None: it is the calendar of all of them.
    pub began_at: Option<DateTime<Utc>>,
    /// The last day with figures, where that is later than today.
    furthest: NaiveDate,
    /// Until when its days were days of other timezones, the newest first.
    pub zones: Vec<(DateTime<Utc>, String)>,
    #[serde(skip)]
    here: NaiveDate,
}

impl Calendar {
    pub fn today(&self) -> Today {
        Today { here: self.here, furthest: self.furthest }
    }

    /// The billing period that the account is in.
    pub fn period(&self) -> Period {
        Period::of(self.here, self.billed_on)
    }
}

/// How far back a change of timezone is told.
const ZONES_DAYS: u64 = 800;

/// The calendar of an account on a day, with that of its sub-accounts where `below`; None: that of all accounts together.
pub(super) fn calendar<P>(
    tx: &mut ReadTx<'_, P>,
    account: Option<AccountId>,
    below: bool,
    here: NaiveDate,
) -> AppResult<Calendar> {
    let since = here.checked_sub_days(Days::new(ZONES_DAYS)).unwrap_or(here);
    let found = diesel::select(report_days(account.map(|id| id.0), below, here, since)).get_result(tx.conn())?;
    Ok(Calendar { here, ..read(found)? })
}

/// Accounts of the partner in which a day is not over yet. It looks at all of them.
pub(super) fn days_under_way(tx: &mut ReadTx<'_, InPartner>, last: NaiveDate) -> AppResult<i64> {
    let now = tx.now();
    Ok(diesel::select(days_under_way_sql(last, now)).get_result(tx.conn())?)
}

/// How many tasks a month an account may use itself, or with all below it; none: there is no such limit.
pub(super) fn task_limit<P>(tx: &mut ReadTx<'_, P>, account: AccountId, below: bool) -> AppResult<Option<i64>> {
    let levels = crate::limits::queries::levels(tx, account, &[LimitKind::TasksMonth])?;
    let found = levels.iter().find(|level| level.distance == 0 && level.tree == below);
    Ok(found.and_then(|level| level.value))
}

/// The newest check of the partner's figures.
#[derive(Debug, Deserialize)]
pub(super) struct Checked {
    pub at: DateTime<Utc>,
    /// How many figures differ, of those that are seen here.
    pub differences: i64,
}

/// When the figures were compared last; None: they were not yet.
pub(super) fn checked<P>(tx: &mut ReadTx<'_, P>) -> AppResult<Option<Checked>> {
    let found: Option<serde_json::Value> = diesel::select(figures_checked()).get_result(tx.conn())?;
    found.map(read).transpose()
}
