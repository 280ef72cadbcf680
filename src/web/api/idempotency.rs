//! A call that is sent again under the same `Idempotency-Key` is answered as the first time and does nothing more: what it
//! was answered is written in the transaction of what it did. Two at once wait for each other.

use super::answer::Answer;
use super::body::Body;
use super::call::{Call, Called};
use crate::access::rights::Mutating;
use crate::db::schema::api_answers;
use crate::db::{Place, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use actix_web::FromRequest;
use actix_web::HttpRequest;
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use chrono::Duration;
use diesel::prelude::*;
use sha2::{Digest, Sha256};
use std::future::{Ready, ready};

/// How a call is told that it was answered before.
const AGAIN: (&str, &str) = ("Idempotent-Replayed", "true");
/// The status of a call that has no answer yet.
const UNDER_WAY: i16 = 0;
/// What is done outside has surely ended after so long.
const OPEN_S: i64 = crate::engine::direct::OPEN_S;
/// The largest answer of an application that is kept.
const KEPT_BYTES_MAX: usize = 64 * 1024;
/// The longest key.
const KEY_MAX: usize = 255;

/// The `Idempotency-Key` of a call, if it has one.
#[derive(Clone, Debug)]
pub(crate) struct Key(Option<String>);

impl Key {
    /// An id made of it: the same for all calls of a place under the same key.
    pub fn within(&self, place: uuid::Uuid) -> Option<uuid::Uuid> {
        self.0.as_deref().map(|key| crate::ids::id_of(place, key.as_bytes()))
    }
}

impl FromRequest for Key {
    type Error = AppError;
    type Future = Ready<AppResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let wrong =
            || AppError::BadRequest(format!("Idempotency-Key: must be 1 to {KEY_MAX} visible ASCII characters."));
        ready(match request.headers().get("idempotency-key") {
            None => Ok(Key(None)),
            Some(value) => match value.to_str() {
                Ok(text) if (1..=KEY_MAX).contains(&text.trim().len()) => Ok(Key(Some(text.trim().to_owned()))),
                _ => Err(wrong()),
            },
        })
    }
}

impl<R: Mutating<In = P>, P: Called> Call<R, P> {
    /// As [`Call::write`], once under a key.
    ///
    /// # Errors
    /// As [`Call::write`]. Another call under the same key is answered with 422.
    pub async fn write_once<T>(
        &self,
        key: Key,
        body: &Body<T>,
        work: impl FnOnce(&mut WriteTx<'_, P>) -> AppResult<Answer> + Send + 'static,
    ) -> AppResult<Answer> {
        let Some(key) = key.0 else { return self.write(work).await };
        let fingerprint = fingerprint(&self.line, None, &body.bytes);
        self.write(move |tx| once(tx, &key, &fingerprint, work)).await
    }
}

impl<R: Mutating<In = P>, P: Called> Call<R, P> {
    /// As [`Call::write_once`] for what is not to be kept, such as a secret: `work` is done once and its answer kept, `then` makes
    /// of it, each time anew, what is answered.
    ///
    /// # Errors
    /// As [`Call::write_once`].
    pub async fn write_once_then<T>(
        &self,
        key: Key,
        body: &Body<T>,
        work: impl FnOnce(&mut WriteTx<'_, P>) -> AppResult<Answer> + Send + 'static,
        then: impl FnOnce(&mut WriteTx<'_, P>, Answer) -> AppResult<Answer> + Send + 'static,
    ) -> AppResult<Answer> {
        let fingerprint = fingerprint(&self.line, None, &body.bytes);
        self.write(move |tx| {
            let kept = match key.0 {
                None => work(tx)?,
                Some(key) => once(tx, &key, &fingerprint, work)?,
            };
            if kept.status.is_success() { then(tx, kept) } else { Ok(kept) }
        })
        .await
    }

    /// As [`Call::write_once`] for a call about one account: it is the same call whether its API ID or its id is named.
    ///
    /// # Errors
    /// As [`Call::write_in`].
    pub async fn write_once_in<T>(
        &self,
        key: Key,
        body: &Body<T>,
        work: impl FnOnce(&mut WriteTx<'_, P>, AccountId) -> AppResult<Answer> + Send + 'static,
    ) -> AppResult<Answer> {
        let (line, bytes) = (self.line.clone(), body.bytes.clone());
        self.write_in(move |tx, account| match key.0 {
            None => work(tx, account),
            Some(key) => once(tx, &key, &fingerprint(&line, Some(account), &bytes), |tx| work(tx, account)),
        })
        .await
    }
}

/// How a call began whose work is outside, where no transaction is open.
pub(crate) enum Begun<T> {
    /// It is to be done; what it is answered is to be kept then.
    Now(T),
    /// It was answered before.
    Before(Answer),
}

impl<R: Mutating<In = P>, P: Called> Call<R, P> {
    /// Begins what is done outside and answered by [`Call::end_once`], once under a key.
    ///
    /// # Errors
    /// As [`Call::write_in`]; `Conflict` while a call under the key is under way, or where it was cut off.
    pub async fn begin_once_in<T, O: Send + 'static>(
        &self,
        key: &Key,
        body: &Body<T>,
        work: impl FnOnce(&mut WriteTx<'_, P>, AccountId) -> AppResult<O> + Send + 'static,
    ) -> AppResult<Begun<O>> {
        let (key, line, bytes) = (key.0.clone(), self.line.clone(), body.bytes.clone());
        self.write_in(move |tx, account| {
            if let Some(key) = &key {
                if let Some(answer) = before(tx, key, &fingerprint(&line, Some(account), &bytes))? {
                    return Ok(Begun::Before(answer));
                }
                // What an application says belongs to the account, and goes with it (T1, M2).
                let row = api_answers::table.find((tx.partner_id().0, tx.person_id().0, key));
                diesel::update(row).set(api_answers::account_id.eq(account.0)).execute(tx.conn())?;
            }
            work(tx, account).map(Begun::Now)
        })
        .await
    }

    /// Keeps what such a call is answered; where it is not `done`, the same key begins it anew.
    ///
    /// # Errors
    /// As [`Call::write`].
    pub async fn end_once(&self, key: &Key, answer: &Answer, done: bool) -> AppResult<()> {
        let Some(key) = key.0.clone() else { return Ok(()) };
        let (status, body) = match answer.body.len() {
            0..=KEPT_BYTES_MAX => (answer.status, answer.body.clone()),
            _ => {
                let why = "Idempotency-Key: the call under it was made, and its answer was too large to be kept.";
                let large = Answer::refused(StatusCode::CONFLICT, why);
                (large.status, large.body)
            }
        };
        self.write(move |tx| match done {
            true => keep(tx, &key, status, &body),
            false => {
                let row = api_answers::table.find((tx.partner_id().0, tx.person_id().0, &key));
                diesel::delete(row).execute(tx.conn())?;
                Ok(())
            }
        })
        .await
    }
}

/// What tells a call from others: what is called, the account in which, and the body.
fn fingerprint(line: &str, account: Option<AccountId>, bytes: &[u8]) -> Vec<u8> {
    let account = account.map(|account| account.0.as_bytes().to_vec()).unwrap_or_default();
    Sha256::new()
        .chain_update(line.as_bytes())
        .chain_update([0])
        .chain_update(account)
        .chain_update([0])
        .chain_update(bytes)
        .finalize()
        .to_vec()
}

fn once<P: Place>(
    tx: &mut WriteTx<'_, P>,
    key: &str,
    fingerprint: &[u8],
    work: impl FnOnce(&mut WriteTx<'_, P>) -> AppResult<Answer>,
) -> AppResult<Answer> {
    if let Some(answer) = before(tx, key, fingerprint)? {
        return Ok(answer);
    }
    let answer = work(tx)?;
    keep(tx, key, answer.status, &answer.body)?;
    Ok(answer)
}

/// What was answered under this key before. Whoever has the row first does the work; others wait here for its commit, or for
/// its failure.
fn before<P: Place>(tx: &mut WriteTx<'_, P>, key: &str, fingerprint: &[u8]) -> AppResult<Option<Answer>> {
    use api_answers as a;
    let (partner, credential, now) = (tx.partner_id().0, tx.person_id().0, tx.now());
    let bound = tx.facts().bound.map(|id| id.0);
    let first = diesel::insert_into(a::table)
        .values((
            a::partner_id.eq(partner),
            a::credential_id.eq(credential),
            a::key.eq(key),
            a::account_id.eq(bound),
            a::fingerprint.eq(fingerprint),
            a::status.eq(UNDER_WAY),
            a::body.eq(""),
            a::created_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(tx.conn())?
        == 1;
    if first {
        return Ok(None);
    }
    let (known, status, body): (Vec<u8>, i16, String) =
        a::table.find((partner, credential, key)).select((a::fingerprint, a::status, a::body)).first(tx.conn())?;
    if known != fingerprint {
        let why = "Idempotency-Key: was used for another call within 24 hours. Take a new key for a new call.";
        return Ok(Some(Answer::refused(StatusCode::UNPROCESSABLE_ENTITY, why)));
    }
    if status == UNDER_WAY && taken_over(tx, key)? {
        return Ok(None);
    }
    if status == UNDER_WAY {
        let why = "Idempotency-Key: a call under it is under way, or was cut off before its answer was kept. Ask again, or see \
                   what it did before you make another under a new key.";
        return Err(AppError::Conflict(why.to_owned()));
    }
    let status = u16::try_from(status).ok().and_then(|status| StatusCode::from_u16(status).ok());
    let status = status.ok_or_else(|| AppError::internal("a kept answer has no status"))?;
    Ok(Some(Answer { status, body, headers: Vec::new() }.header(AGAIN.0, AGAIN.1)))
}

/// Takes over a call that was cut off so long ago that nobody carries it out any more; of two at once one does.
fn taken_over<P: Place>(tx: &mut WriteTx<'_, P>, key: &str) -> AppResult<bool> {
    use api_answers as a;
    let now = tx.now();
    let cut_off = a::table
        .find((tx.partner_id().0, tx.person_id().0, key))
        .filter(a::status.eq(UNDER_WAY))
        .filter(a::created_at.lt(now - Duration::seconds(OPEN_S)));
    Ok(diesel::update(cut_off).set(a::created_at.eq(now)).execute(tx.conn())? == 1)
}

fn keep<P: Place>(tx: &mut WriteTx<'_, P>, key: &str, status: StatusCode, body: &str) -> AppResult<()> {
    use api_answers as a;
    let status = i16::try_from(status.as_u16()).unwrap_or(i16::MAX);
    diesel::update(a::table.find((tx.partner_id().0, tx.person_id().0, key)))
        .set((a::status.eq(status), a::body.eq(body)))
        .execute(tx.conn())?;
    Ok(())
}
