//! Users of one account as the API lists them: those with a grant on the account itself.

use super::model::UserObject;
use crate::db::schema::{account_users, people};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::{AccountId, PersonId};
use crate::people::model::{UserName, with_capital};
use crate::web::api::{Listed, instant};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

/// The only order that there is.
pub(super) const COLUMNS: [&str; 1] = ["UserName"];

/// A row's place.
pub(super) type Key = String;

type Row = (String, String, String, String, bool, String, Option<DateTime<Utc>>);

fn object((key, email, name, role, with_sub_accounts, state, last): Row) -> (Key, UserObject) {
    let user = UserObject {
        user_name: UserName::of_address(&email).to_owned(),
        name,
        role: with_capital(&role),
        with_sub_accounts,
        state: with_capital(&state),
        last_sign_in_date: last.map(instant),
    };
    (key, user)
}

macro_rules! users {
    ($tx:expr, $account:expr) => {
        account_users::table
            .inner_join(
                people::table
                    .on(people::partner_id.eq(account_users::partner_id).and(people::id.eq(account_users::person_id))),
            )
            .filter(account_users::partner_id.eq($tx.partner_id().0))
            .filter(account_users::account_id.eq($account.0))
    };
}

/// A page of them.
pub(super) fn list(
    tx: &mut ReadTx<'_, InPartner>,
    account: AccountId,
    listed: &Listed<Key>,
) -> AppResult<Vec<(Key, UserObject)>> {
    let mut query = users!(tx, account)
        .select((
            people::email_key,
            people::email,
            people::name,
            account_users::role,
            account_users::with_sub_accounts,
            people::state,
            people::last_sign_in_at,
        ))
        .limit(listed.limit())
        .offset(listed.skip)
        .into_boxed();
    if let Some(key) = listed.after.clone() {
        query = if listed.ascending {
            query.filter(people::email_key.gt(key))
        } else {
            query.filter(people::email_key.lt(key))
        };
    }
    query = if listed.ascending { query.order(people::email_key.asc()) } else { query.order(people::email_key.desc()) };
    Ok(query.load::<Row>(tx.conn())?.into_iter().map(object).collect())
}

/// How many there are.
pub(super) fn count(tx: &mut ReadTx<'_, InPartner>, account: AccountId) -> AppResult<i64> {
    Ok(users!(tx, account).count().get_result(tx.conn())?)
}

/// One of them.
///
/// # Errors
/// `NotFound`.
pub(super) fn one(tx: &mut ReadTx<'_, InPartner>, account: AccountId, person: PersonId) -> AppResult<UserObject> {
    let row: Row = users!(tx, account)
        .filter(account_users::person_id.eq(person.0))
        .select((
            people::email_key,
            people::email,
            people::name,
            account_users::role,
            account_users::with_sub_accounts,
            people::state,
            people::last_sign_in_at,
        ))
        .first(tx.conn())?;
    Ok(object(row).1)
}

/// The account user with this address, and their state; nobody of the partner's own staff.
pub(super) fn by_address(tx: &mut ReadTx<'_, InPartner>, key: &str) -> AppResult<Option<(PersonId, String)>> {
    let found: Option<(Uuid, String)> = people::table
        .filter(people::partner_id.eq(tx.partner_id().0))
        .filter(people::email_key.eq(key))
        .filter(people::kind.eq("account"))
        .select((people::id, people::state))
        .first(tx.conn())
        .optional()?;
    Ok(found.map(|(id, state)| (PersonId(id), state)))
}
