//! People of a partner: what is common to Console Users and Account Users. Staff, account users, sign-in and a
//! person's own pages are features of their own.

pub(crate) mod actions;
pub(crate) mod confirm;
pub(crate) mod device;
pub(crate) mod giving;
pub(crate) mod grants;
pub(crate) mod invitations;
pub(crate) mod model;
pub(crate) mod password;
pub(crate) mod plain;
pub(crate) mod queries;
pub(crate) mod standing;
pub(crate) mod terms;

use crate::db::{InPartner, Place, WriteTx};
use crate::error::AppResult;
use crate::ids::PersonId;
use diesel::prelude::*;
use diesel::sql_types::{Array, Text, Timestamptz, Uuid as SqlUuid};
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.set_password"] fn set_password_of(person: SqlUuid, scheme: Text, hash: Text, at: Timestamptz) -> Text; }
diesel::define_sql_function! { #[sql_name = "app.rotate_sessions"] fn rotate_sessions_of(person: SqlUuid) -> Text; }
diesel::define_sql_function! { #[sql_name = "app.rotate_sessions_below"] fn rotate_sessions_below_all(of_accounts: Array<SqlUuid>) -> Text; }

/// Stores the hash of a person's password. No page can read it back.
pub(crate) fn set_password(
    tx: &mut WriteTx<'_, InPartner>,
    person: PersonId,
    scheme: &str,
    hash: &str,
) -> AppResult<()> {
    let now = tx.now();
    diesel::select(set_password_of(person.0, scheme, hash, now)).execute(tx.conn())?;
    Ok(())
}

/// Gives every session of a person a new token at its next request. Whatever changes somebody's rights calls this in
/// the same transaction (MODEL section 3); the rights themselves are read anew at every request (T11).
pub(crate) fn rotate_sessions<P: Place>(tx: &mut WriteTx<'_, P>, person: PersonId) -> AppResult<()> {
    diesel::select(rotate_sessions_of(person.0)).execute(tx.conn())?;
    Ok(())
}

/// The same for everybody whose grant on one of these accounts reaches what hangs below it: a subtree came or went, and
/// their rights with it (T5).
pub(crate) fn rotate_sessions_below(tx: &mut WriteTx<'_, InPartner>, accounts: &[Uuid]) -> AppResult<()> {
    diesel::select(rotate_sessions_below_all(accounts)).execute(tx.conn())?;
    Ok(())
}
