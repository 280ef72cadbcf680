//! The step that sends an e-mail. Its mails are put into the outbox with ids made of the step's key, so that a step that
//! is run again after a crash (R2) puts none there twice; the sender has the rest. In the sender's name stands the account.

use super::model::{Again, Ran, Task};
use super::steps::{At, unmapped};
use crate::db::schema::{accounts, mails};
use crate::db::{InWork, WriteTx};
use crate::error::AppResult;
use crate::flows::recipients::{recipients, words};
use crate::mapping::apply::value_of;
use crate::mapping::model::Source;
use crate::people::model::EmailAddress;
use chrono::Duration;
use diesel::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

const SUBJECT_CHARS_MAX: usize = 200;
const BODY_BYTES_MAX: usize = 256 * 1024;
/// Mails that the steps of one account send within an hour.
const IN_AN_HOUR_MAX: i64 = 200;

diesel::define_sql_function! { fn pg_advisory_xact_lock(key: diesel::sql_types::BigInt) -> diesel::sql_types::Text; }

/// What is sent, read and checked.
struct Letter {
    to: Vec<String>,
    subject: String,
    body: String,
    reply_to: Option<String>,
}

/// What became of a letter.
enum Put {
    Done,
    /// So many were sent within the last hour.
    TooMany(i64),
}

/// Sends an e-mail: it has left when the outbox has it.
pub(crate) async fn send(at: &At<'_>, to: &Source, subject: &Source, body: &Source, reply_to: &Source) -> Ran {
    let letter = match letter(at, to, subject, body, reply_to) {
        Ok(letter) => letter,
        Err(ran) => return *ran,
    };
    let shown = json!({ "to": letter.to, "subject": letter.subject, "body": letter.body, "reply_to": letter.reply_to });
    let output = json!({ "to": letter.to, "subject": letter.subject });
    let key = at.idempotency_key;
    let task = |good| Task { connector: None, method: "email.send".to_owned(), good };
    let put = at.engine.for_work(at.claimed.clone(), move |tx| put(tx, key, &letter)).await;
    let request = Some(shown.to_string());
    match put {
        Ok(Put::Done) => Ran { tasks: vec![task(true)], request, ..Ran::on("", output) },
        Ok(Put::TooMany(sent)) => {
            let message = format!(
                "This account has sent {sent} e-mails within the last hour, and {IN_AN_HOUR_MAX} are the most. Send fewer, or \
                 through an application for e-mail."
            );
            Ran { request, ..Ran::not("E-mails an hour", message, Again::Ladder) }
        }
        Err(cause) => {
            tracing::warn!("an e-mail step will be tried again: {cause}");
            Ran::not("E-mail", "The database could not be reached.", Again::Ladder)
        }
    }
}

fn letter(at: &At<'_>, to: &Source, subject: &Source, body: &Source, reply_to: &Source) -> Result<Letter, Box<Ran>> {
    let value = |source: &Source| value_of(source, at.inputs).map_err(|fault| Box::new(unmapped(&[fault])));
    let no = |message: String| Box::new(Ran::amiss("E-mail", message));
    let to = recipients(&value(to)?).map_err(no)?;
    let subject: String = words(&value(subject)?).split_whitespace().collect::<Vec<_>>().join(" ");
    if subject.is_empty() || subject.chars().count() > SUBJECT_CHARS_MAX {
        return Err(no(format!("The subject must have 1 to {SUBJECT_CHARS_MAX} characters.")));
    }
    let body = words(&value(body)?);
    if body.len() > BODY_BYTES_MAX {
        let (has, most) = (body.len() / 1024, BODY_BYTES_MAX / 1024);
        return Err(no(format!("The text has {has} KB; {most} KB are the most.")));
    }
    let reply_to = words(&value(reply_to)?);
    let reply_to = match reply_to.trim() {
        "" => None,
        address => Some(EmailAddress::parse(address).map_err(no)?.as_str().to_owned()),
    };
    Ok(Letter { to, subject, body, reply_to })
}

fn put(tx: &mut WriteTx<'_, InWork>, key: Uuid, letter: &Letter) -> AppResult<Put> {
    let (partner, account, now) = (tx.partner_id().0, tx.account_id().0, tx.now());
    let ids: Vec<Uuid> = letter.to.iter().map(|to| mail_id(key, to)).collect();
    let mine = mails::table.filter(mails::account_id.eq(account)).filter(mails::template.eq("step"));
    let there: i64 =
        mine.filter(mails::partner_id.eq(partner)).filter(mails::id.eq_any(&ids)).count().get_result(tx.conn())?;
    if usize::try_from(there).is_ok_and(|there| there >= ids.len()) {
        return Ok(Put::Done);
    }
    // Steps of one account count one after the other, else each would find room that there is once.
    diesel::select(pg_advisory_xact_lock(lock_of(account))).execute(tx.conn())?;
    let lately: i64 = mine.filter(mails::created_at.gt(now - Duration::hours(1))).count().get_result(tx.conn())?;
    let new = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    if lately.saturating_add(new) > IN_AN_HOUR_MAX {
        return Ok(Put::TooMany(lately));
    }
    let name: String = accounts::table.find((partner, account)).select(accounts::name).first(tx.conn())?;
    let mut values = json!({ "account": name, "subject": letter.subject, "body": letter.body });
    if let (Some(address), Value::Object(values)) = (&letter.reply_to, &mut values) {
        values.insert("reply_to".to_owned(), json!(address));
    }
    let rows: Vec<_> = ids
        .iter()
        .zip(&letter.to)
        .map(|(id, to)| {
            (
                mails::partner_id.eq(partner),
                mails::id.eq(id),
                mails::account_id.eq(account),
                mails::template.eq("step"),
                mails::recipient.eq(to),
                mails::recipient_name.eq(""),
                mails::values.eq(&values),
                mails::created_at.eq(now),
                mails::due_at.eq(now),
            )
        })
        .collect();
    diesel::insert_into(mails::table).values(rows).on_conflict_do_nothing().execute(tx.conn())?;
    Ok(Put::Done)
}

/// The lock under which an account's mails are counted; that another account may share it costs a wait and nothing else.
fn lock_of(account: Uuid) -> i64 {
    let (high, low) = account.as_u64_pair();
    (high ^ low.rotate_left(17)).cast_signed()
}

/// The same for a recipient of a step, however often it is run, and for nothing else.
fn mail_id(key: Uuid, to: &str) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(key.as_bytes());
    hash.update(to.as_bytes());
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(hash.finalize()).for_each(|(byte, of)| *byte = of);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mails_id_is_the_same_for_every_try() {
        let key = Uuid::from_u128(7);
        assert_eq!(mail_id(key, "a@b.test"), mail_id(key, "a@b.test"));
        assert_ne!(mail_id(key, "a@b.test"), mail_id(key, "c@b.test"));
        assert_ne!(mail_id(key, "a@b.test"), mail_id(Uuid::from_u128(8), "a@b.test"));
    }
}
