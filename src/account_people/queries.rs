//! Reading the people of the account one is in. Names and addresses are of people, which an account's role cannot
//! read: functions that apply the account themselves tell them, and only those of this account.

use crate::db::{InAccount, ReadTx};
use crate::error::{AppError, AppResult};
use crate::ids::PersonId;
use crate::people::giving::{Grant, Reach};
use crate::people::model::{Role, fold};
use crate::web::paging::{From, PageOf};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Integer, Nullable, Text, Uuid as SqlUuid};
use serde::Deserialize;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.account_people"] fn account_people(search: Text, beyond_name: Nullable<Text>, beyond_id: Nullable<SqlUuid>, backwards: Bool, page_size: Integer) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.account_person"] fn account_person(person: SqlUuid) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "app.my_reach"] fn my_reach() -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.other_administrators"] fn other_administrators_than(person: SqlUuid) -> BigInt; }

/// A person with a grant on this very account.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Member {
    pub id: Uuid,
    pub name: String,
    name_key: String,
    pub email: String,
    /// invited, active or disabled.
    pub state: String,
    pub last_sign_in_at: Option<DateTime<Utc>>,
    pub role: String,
    pub with_sub_accounts: bool,
    pub version: i32,
    pub invited_until: Option<DateTime<Utc>>,
}

impl Member {
    pub fn grant(&self) -> Grant {
        Grant::stored(&self.role, self.with_sub_accounts)
    }
}

/// One page of the account's people by name; the search is for any part of name or address.
pub(crate) fn list(
    tx: &mut ReadTx<'_, InAccount>,
    search: &str,
    from: &From<(String, Uuid)>,
    rows: i64,
) -> AppResult<PageOf<Member>> {
    let (key, backwards) = match from.clone() {
        From::Start => (None, false),
        From::After(key) => (Some(key), false),
        From::Before(key) => (Some(key), true),
    };
    let (beyond_name, beyond_id) = key.unzip();
    let limit = i32::try_from(rows + 1).unwrap_or(i32::MAX);
    let read: serde_json::Value =
        diesel::select(account_people(fold(search), beyond_name, beyond_id, backwards, limit)).get_result(tx.conn())?;
    let read: Vec<Member> = serde_json::from_value(read)?;
    Ok(PageOf::cut(read, from, rows, |m| (m.name_key.clone(), m.id)))
}

/// One person of the account.
pub(crate) fn find(tx: &mut ReadTx<'_, InAccount>, person: PersonId) -> AppResult<Member> {
    let found: Option<serde_json::Value> = diesel::select(account_person(person.0)).get_result(tx.conn())?;
    Ok(serde_json::from_value(found.ok_or(AppError::NotFound)?)?)
}

/// How far the one who asks reaches from this account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Authority {
    /// Not an administrator here.
    None,
    /// Administrator of this account only.
    Here,
    /// Administrator of this account and its sub-accounts.
    WithSubAccounts,
}

impl Authority {
    /// Whether a grant may be given, changed or taken: never one that goes further than the own.
    pub fn covers(self, reach: Reach) -> bool {
        match self {
            Authority::None => false,
            Authority::Here => reach == Reach::Here,
            Authority::WithSubAccounts => true,
        }
    }
}

/// The authority of the person of the scope, as it is at this statement.
pub(crate) fn authority(tx: &mut ReadTx<'_, InAccount>) -> AppResult<Authority> {
    #[derive(Deserialize)]
    struct Ranks {
        here: i32,
        below: i32,
    }
    let ranks: serde_json::Value = diesel::select(my_reach()).get_result(tx.conn())?;
    let Ranks { here, below } = serde_json::from_value(ranks)?;
    Ok(match (Role::of_rank(here), Role::of_rank(below)) {
        (_, Role::Administrator) => Authority::WithSubAccounts,
        (Role::Administrator, _) => Authority::Here,
        _ => Authority::None,
    })
}

/// Administrators of this account, other than that person, who can sign in.
pub(crate) fn other_administrators(tx: &mut ReadTx<'_, InAccount>, than: PersonId) -> AppResult<i64> {
    Ok(diesel::select(other_administrators_than(than.0)).get_result(tx.conn())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_reaches_beyond_their_own_grant() {
        for (authority, here, below) in
            [(Authority::None, false, false), (Authority::Here, true, false), (Authority::WithSubAccounts, true, true)]
        {
            assert_eq!(authority.covers(Reach::Here), here);
            assert_eq!(authority.covers(Reach::WithSubAccounts), below);
        }
    }
}
