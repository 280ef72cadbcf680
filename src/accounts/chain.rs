//! One account with its ancestors: what every page of an account needs, in one statement.

use crate::db::schema::{account_ancestors, account_users, accounts, incident_causes};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use chrono::{DateTime, Utc};
use diesel::dsl::{count, exists};
use diesel::prelude::*;
use uuid::Uuid;

diesel::alias!(accounts as below: Below, account_ancestors as reach: Reach);

/// An account of the chain, as far as heads and states need it.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = accounts)]
pub(crate) struct Link {
    pub id: Uuid,
    pub name: String,
    pub api_id: String,
    pub timezone: String,
    pub parent_id: Option<Uuid>,
    pub depth: i16,
    pub standing: String,
    pub suspended_at: Option<DateTime<Utc>>,
    pub suspended_reason: Option<String>,
    /// None although suspended: its expiry date did it.
    pub suspended_by: Option<String>,
    pub expires_at: Option<DateTime<Utc>>,
    pub deleted_at: Option<DateTime<Utc>>,
    pub deleted_by: Option<String>,
    pub deleted_with: Option<Uuid>,
    pub created_at: DateTime<Utc>,
}

impl Link {
    /// Why nobody can enter, as far as this account itself is the cause.
    pub fn stop(&self, now: DateTime<Utc>) -> Option<Stop> {
        if self.suspended_at.is_some() && self.suspended_by.is_some() {
            Some(Stop::Suspended)
        } else if self.suspended_at.is_some() || self.expires_at.is_some_and(|at| at <= now) {
            Some(Stop::Expired)
        } else {
            None
        }
    }
}

/// What closes an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// Somebody suspended it.
    Suspended,
    /// Its expiry date has come.
    Expired,
}

/// An account, its ancestors and its counts.
#[derive(Clone, Debug)]
pub(crate) struct Chain {
    /// The topmost first, the parent last.
    pub ancestors: Vec<Link>,
    pub account: Link,
    /// Direct sub-accounts that are not deleted.
    pub sub_accounts: i64,
    /// People who may open it, by a grant on it or by one with sub-accounts above it (T5), each counted once.
    pub people: i64,
    /// It has open errors.
    pub failing: bool,
}

impl Chain {
    /// The nearest ancestor that is closed, and why.
    pub fn closed_by(&self, now: DateTime<Utc>) -> Option<(&Link, Stop)> {
        self.ancestors.iter().rev().find_map(|link| link.stop(now).map(|stop| (link, stop)))
    }
}

/// The chain of an account, in the recycle bin too.
pub(crate) fn find(tx: &mut ReadTx<'_, InPartner>, account: AccountId) -> AppResult<Chain> {
    let partner = tx.partner_id().0;
    // The counts name the account, not the row, so Postgres takes each once.
    let sub_accounts = below
        .filter(below.field(accounts::partner_id).eq(partner))
        .filter(below.field(accounts::parent_id).eq(account.0))
        .filter(below.field(accounts::live))
        .count()
        .single_value();
    let people = account_users::table
        .inner_join(
            reach.on(reach
                .field(account_ancestors::partner_id)
                .eq(account_users::partner_id)
                .and(reach.field(account_ancestors::ancestor_id).eq(account_users::account_id))),
        )
        .filter(reach.field(account_ancestors::partner_id).eq(partner))
        .filter(reach.field(account_ancestors::account_id).eq(account.0))
        .filter(reach.field(account_ancestors::distance).eq(0).or(account_users::with_sub_accounts))
        .select(count(account_users::person_id).aggregate_distinct())
        .single_value();
    let failing = exists(
        incident_causes::table
            .filter(incident_causes::partner_id.eq(partner))
            .filter(incident_causes::account_id.eq(account.0))
            .filter(incident_causes::state.eq("open"))
            .filter(incident_causes::kind.eq("error")),
    );
    let mut links: Vec<(Link, Option<i64>, Option<i64>, bool)> = account_ancestors::table
        .inner_join(accounts::table.on(
            accounts::partner_id.eq(account_ancestors::partner_id).and(accounts::id.eq(account_ancestors::ancestor_id)),
        ))
        .filter(account_ancestors::partner_id.eq(partner))
        .filter(account_ancestors::account_id.eq(account.0))
        .order(account_ancestors::distance.desc())
        .select((Link::as_select(), sub_accounts, people, failing))
        .load(tx.conn())?;
    let (account, sub_accounts, people, failing) = links.pop().ok_or(AppError::NotFound)?;
    Ok(Chain {
        ancestors: links.into_iter().map(|(link, ..)| link).collect(),
        account,
        sub_accounts: sub_accounts.unwrap_or(0),
        people: people.unwrap_or(0),
        failing,
    })
}
