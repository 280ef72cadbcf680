//! Putting mails into the outbox, in the transaction of the change that causes them (STYLE 3.3, 3.4).

use super::model::{Letter, Purpose, Recipient};
use crate::db::schema::mails;
use crate::db::{Place, WriteTx};
use crate::error::AppResult;
use crate::ids::PersonId;
use diesel::prelude::*;
use diesel::sql_types::{Text, Timestamptz, Uuid as SqlUuid};
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.make_link"] fn make_link_of(link: SqlUuid, person: SqlUuid, why: Text, at: Timestamptz, until: Timestamptz) -> Text; }

/// Puts a mail into the outbox; it leaves after the commit, and not at all when there is none.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn put<P: Place>(tx: &mut WriteTx<'_, P>, to: &Recipient, letter: &Letter) -> AppResult<()> {
    let (kind, link, values) = letter.stored();
    let (partner, account, now) = (tx.partner_id().0, tx.facts().account, tx.now());
    diesel::insert_into(mails::table)
        .values((
            mails::partner_id.eq(partner),
            mails::id.eq(Uuid::now_v7()),
            mails::account_id.eq(account.map(|id| id.0)),
            mails::template.eq(kind),
            mails::recipient.eq(&to.email),
            mails::recipient_name.eq(&to.name),
            mails::values.eq(serde_json::to_value(values)?),
            mails::link_id.eq(link),
            mails::created_at.eq(now),
            mails::due_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Makes a one-use link for a person of this partner. It has no token yet: that is made when the mail leaves.
///
/// # Errors
/// When it cannot be written; also in a person's own scope, which may not make links.
pub(crate) fn make_link<P: Place>(tx: &mut WriteTx<'_, P>, person: PersonId, purpose: Purpose) -> AppResult<Uuid> {
    let (link, now) = (Uuid::now_v7(), tx.now());
    diesel::select(make_link_of(link, person.0, purpose.key(), now, now + purpose.lasts())).execute(tx.conn())?;
    Ok(link)
}

/// Invites a person who has no password yet: a link for the first one, and the mail that carries it. `account` is the
/// name of the account they are invited to.
///
/// # Errors
/// As [`make_link`].
pub(crate) fn invite<P: Place>(
    tx: &mut WriteTx<'_, P>,
    person: PersonId,
    to: &Recipient,
    account: Option<&str>,
) -> AppResult<()> {
    let link = make_link(tx, person, Purpose::Invite)?;
    let by = tx.facts().name.clone();
    put(tx, to, &Letter::Invite { link, by, account: account.map(ToOwned::to_owned) })
}
