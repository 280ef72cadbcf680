//! Counting what was used, over all accounts (T10): roll-ups, and whether they say what ledger and log say (M1, M2).

use super::pool::Lane;
use super::tx::{Database, in_transaction};
use super::work::HeldAccount;
use crate::error::AppResult;
use crate::ids::{AccountId, PartnerId};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Date, Integer, Jsonb, Nullable, Timestamptz, Uuid as SqlUuid};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "maintenance.roll_up"] fn roll_up(at_most: Integer, only_account: Nullable<SqlUuid>) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "maintenance.untold_notices"] fn untold_notices(at_most: Integer) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "maintenance.roll_up_lag"] fn roll_up_lag(at: Timestamptz) -> Nullable<Double>; }
diesel::define_sql_function! { #[sql_name = "maintenance.used_accounts"] fn used_accounts(of_partner: SqlUuid, after: SqlUuid, at_most: Integer) -> Array<SqlUuid>; }
diesel::define_sql_function! { #[sql_name = "maintenance.differences"] fn differences(of_partner: SqlUuid, of_account: SqlUuid, first: Date, last: Date) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "maintenance.partner_differences"] fn partner_differences(of_partner: SqlUuid, first: Date, last: Date) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "maintenance.recount"] fn recount(of_partner: SqlUuid, of_account: SqlUuid) -> Text; }
diesel::define_sql_function! { #[sql_name = "maintenance.note_reconciliation"] fn note_reconciliation(of_partner: SqlUuid, this: SqlUuid, at: Timestamptz, accounts: Integer, differences: BigInt, detail: Jsonb) -> Text; }
diesel::define_sql_function! { #[sql_name = "maintenance.unreconciled"] fn unreconciled(before: Timestamptz) -> Nullable<SqlUuid>; }

diesel::define_sql_function! {
    /// Compares what accounts use with their limits.
    #[sql_name = "maintenance.watch_limits"]
    fn watch_limits(partners: Array<SqlUuid>, accounts: Array<SqlUuid>, at: Timestamptz) -> Text;
}

/// A figure that two sources do not agree on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Difference {
    /// None: of the partner as a whole.
    #[serde(default)]
    pub account: Option<Uuid>,
    pub day: NaiveDate,
    /// The Transaction it is about; None: the day as a whole.
    #[serde(default)]
    pub transaction_id: Option<Uuid>,
    /// Which figure, and which table has it.
    pub what: String,
    /// What the rows it is made of come to.
    pub counted: i64,
    /// What that table says.
    pub found: i64,
}

/// What a batch of counting came to.
#[derive(Debug, Deserialize)]
struct Counted {
    commits: i32,
    /// Of those that had Tasks, in the order of `accounts`.
    partners: Vec<Uuid>,
    accounts: Vec<Uuid>,
}

/// A notice that nobody was told of yet.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Untold {
    pub partner: PartnerId,
    pub id: Uuid,
}

impl Database {
    /// Counts what waits to be counted, up to so many commits' worth; says how many.
    /// What was counted is compared with the limits in the same transaction, so that no notice is lost (M6).
    pub(crate) fn roll_up(&self, at_most: i32) -> AppResult<i32> {
        let now = self.clock.now();
        self.maintain(|conn| {
            let counted: serde_json::Value = diesel::select(roll_up(at_most, None::<Uuid>)).get_result(conn)?;
            let counted: Counted = serde_json::from_value(counted)?;
            if !counted.accounts.is_empty() {
                diesel::select(watch_limits(counted.partners, counted.accounts, now)).execute(conn)?;
            }
            Ok(counted.commits)
        })
    }

    /// Compares accounts whose work waits with their limits: nothing of theirs is counted meanwhile, so it is here that a
    /// limit set below what is used is noticed (M6). By itself, since whoever counts writes notices before it locks an
    /// account's place in the queue.
    pub(crate) fn watch_held(&self, held: &[HeldAccount]) -> AppResult<()> {
        let (now, all) = (self.clock.now(), held.iter().map(|one| (one.partner.0, one.account.0)));
        let (partners, accounts): (Vec<Uuid>, Vec<Uuid>) = all.unzip();
        self.maintain(|conn| {
            diesel::select(watch_limits(partners, accounts, now)).execute(conn)?;
            Ok(())
        })
    }

    /// What is to be told of limits, the oldest first: whose it is, and which.
    pub(crate) fn untold_notices(&self, at_most: i32) -> AppResult<Vec<Untold>> {
        self.maintain(|conn| {
            let found: serde_json::Value = diesel::select(untold_notices(at_most)).get_result(conn)?;
            Ok(serde_json::from_value(found)?)
        })
    }

    /// For how many seconds the oldest of what waits to be counted has waited; None: nothing does.
    pub(crate) fn roll_up_lag(&self) -> AppResult<Option<f64>> {
        let now = self.clock.now();
        self.maintain(|conn| Ok(diesel::select(roll_up_lag(now)).get_result(conn)?))
    }

    /// Accounts of a partner that have used anything, in the order of ids, from behind one on.
    pub(crate) fn used_accounts(
        &self,
        partner: PartnerId,
        after: AccountId,
        at_most: i32,
    ) -> AppResult<Vec<AccountId>> {
        self.maintain(|conn| {
            let ids: Vec<Uuid> = diesel::select(used_accounts(partner.0, after.0, at_most)).get_result(conn)?;
            Ok(ids.into_iter().map(AccountId).collect())
        })
    }

    /// Where the figures of an account differ between two days. It is one statement, so one moment is looked at.
    pub(crate) fn differences(
        &self,
        partner: PartnerId,
        account: AccountId,
        first: NaiveDate,
        last: NaiveDate,
    ) -> AppResult<Vec<Difference>> {
        self.maintain(|conn| {
            let call = differences(partner.0, account.0, first, last);
            let found: serde_json::Value = diesel::select(call).get_result(conn)?;
            let found: Vec<Difference> = serde_json::from_value(found)?;
            Ok(found.into_iter().map(|one| Difference { account: Some(account.0), ..one }).collect())
        })
    }

    /// Where the days of a partner differ from the sum of its accounts'.
    pub(crate) fn partner_differences(
        &self,
        partner: PartnerId,
        first: NaiveDate,
        last: NaiveDate,
    ) -> AppResult<Vec<Difference>> {
        self.maintain(|conn| {
            let call = partner_differences(partner.0, first, last);
            let found: serde_json::Value = diesel::select(call).get_result(conn)?;
            Ok(serde_json::from_value(found)?)
        })
    }

    /// Counts an account anew from the ledger and the log.
    ///
    /// # Errors
    /// When it is being counted elsewhere at this moment: nothing was changed, and it can be tried again.
    pub(crate) fn recount(&self, partner: PartnerId, account: AccountId) -> AppResult<()> {
        let mut conn = self.pools.get(Lane::Slow)?;
        in_transaction(&mut conn, "BEGIN ISOLATION LEVEL REPEATABLE READ; SET LOCAL ROLE berth_maintenance", |conn| {
            diesel::select(recount(partner.0, account.0)).execute(conn)?;
            Ok(())
        })
    }

    /// Keeps what a check of a partner's figures found.
    pub(crate) fn note_reconciliation(
        &self,
        partner: PartnerId,
        accounts: i32,
        found: &[Difference],
        shown: &[Difference],
    ) -> AppResult<()> {
        let (now, detail) = (self.clock.now(), serde_json::to_value(shown)?);
        let count = i64::try_from(found.len()).unwrap_or(i64::MAX);
        self.maintain(|conn| {
            diesel::select(note_reconciliation(partner.0, Uuid::now_v7(), now, accounts, count, detail))
                .execute(conn)?;
            Ok(())
        })
    }

    /// A partner whose figures were not checked since an instant; None: all were.
    pub(crate) fn unreconciled(&self, before: DateTime<Utc>) -> AppResult<Option<PartnerId>> {
        self.maintain(|conn| {
            let found: Option<Uuid> = diesel::select(unreconciled(before)).get_result(conn)?;
            Ok(found.map(PartnerId))
        })
    }
}
