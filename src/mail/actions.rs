//! Putting mails into the outbox, in the transaction of the change that causes them (STYLE 3.3, 3.4).

use super::model::{Letter, Recipient};
use crate::db::schema::mails;
use crate::db::{Place, WriteTx};
use crate::error::AppResult;
use crate::people::model::UserName;
use diesel::prelude::*;
use uuid::Uuid;

/// Puts a mail into the outbox; it leaves after the commit, and not at all when there is none.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn put<P: Place>(tx: &mut WriteTx<'_, P>, to: &Recipient, letter: &Letter) -> AppResult<()> {
    put_all(tx, &[(to.clone(), letter.clone())])
}

/// As [`put`], for many in one statement; none for a user whose name is no address.
///
/// # Errors
/// When they cannot be written.
pub(crate) fn put_all<P: Place>(tx: &mut WriteTx<'_, P>, letters: &[(Recipient, Letter)]) -> AppResult<()> {
    let letters: Vec<_> = letters.iter().filter(|(to, _)| UserName::of_address(&to.email) == to.email).collect();
    // Nothing to write would be asked as a question, which an account's scope may not ask of the outbox.
    if letters.is_empty() {
        return Ok(());
    }
    let (partner, account, now) = (tx.partner_id().0, tx.facts().account, tx.now());
    let mut rows = Vec::with_capacity(letters.len());
    for (to, letter) in letters {
        let (kind, link, values) = letter.stored();
        rows.push((
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
        ));
    }
    diesel::insert_into(mails::table).values(rows).execute(tx.conn())?;
    Ok(())
}
