//! People of a partner: what is common to Console Users and Account Users. Staff, account users, sign-in and a
//! person's own pages are features of their own.

pub(crate) mod grants;
pub(crate) mod model;
pub(crate) mod password;

use crate::db::{InPartner, WriteTx};
use crate::error::AppResult;
use crate::ids::PersonId;
use diesel::prelude::*;
use diesel::sql_types::{Text, Timestamptz, Uuid as SqlUuid};

diesel::define_sql_function! { #[sql_name = "app.set_password"] fn set_password_of(person: SqlUuid, scheme: Text, hash: Text, at: Timestamptz) -> Text; }

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
