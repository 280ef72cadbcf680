//! Keys with which a partner's own program signs tokens. The partner keeps the private half; only the public one comes here.

use crate::audit::Entry;
use crate::db::schema::{frame_keys, people};
use crate::db::{InPartner, ReadTx, WriteTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::hex;
use crate::people::model::line;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use jsonwebtoken::DecodingKey;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Keys that are good at once: two, and those that come after them.
pub(super) const LIVE_MAX: i64 = 10;
/// The longest key, in characters: RSA of 8192 bits has 1,450.
const KEY_CHARS_MAX: usize = 4_000;
/// A signature of fewer bits than these can be forged.
const RSA_BYTES_MIN: usize = 256;

/// A key, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NewKey {
    pub name: String,
    pub algorithm: &'static str,
    pub pem: String,
    pub fingerprint: String,
}

impl NewKey {
    /// Reads a name and a public key in PEM.
    pub fn typed(name: &str, pem: &str) -> AppResult<NewKey> {
        let mut errors = FieldErrors::default();
        let name = errors.take("name", line(name, 100, t!("embedding-key-name-needed")));
        let key = errors.take("public_key", public_key(pem));
        match (name, key) {
            (Some(name), Some((algorithm, pem, fingerprint))) => Ok(NewKey { name, algorithm, pem, fingerprint }),
            _ => Err(AppError::Invalid(errors)),
        }
    }
}

/// Which algorithm a public key proves, the key as it is kept, and its fingerprint.
fn public_key(text: &str) -> Result<(&'static str, String, String), String> {
    let form = t!("embedding-key-whole");
    let text = text.trim().replace("\r\n", "\n");
    if text.contains("PRIVATE KEY") {
        return Err(t!("embedding-key-private").to_owned());
    }
    if text.chars().count() > KEY_CHARS_MAX || !text.starts_with("-----BEGIN PUBLIC KEY-----") {
        return Err(form.to_owned());
    }
    let fingerprint = hex(&Sha256::digest(text.as_bytes()));
    if let Ok(key) = DecodingKey::from_ed_pem(text.as_bytes())
        && key.try_get_as_bytes().is_ok_and(|bytes| bytes.len() == 32)
    {
        return Ok(("EdDSA", text, fingerprint));
    }
    let Ok(key) = DecodingKey::from_rsa_pem(text.as_bytes()) else {
        return Err(t!("embedding-key-kind").to_owned());
    };
    if key.try_get_as_bytes().is_ok_and(|der| der.len() < RSA_BYTES_MIN) {
        return Err(t!("embedding-key-short").to_owned());
    }
    Ok(("RS256", text, fingerprint))
}

/// A key as the page shows it.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Key {
    pub id: Uuid,
    pub name: String,
    pub algorithm: String,
    pub fingerprint: String,
    pub created_at: DateTime<Utc>,
    pub made_by: Option<String>,
    pub revoked_at: Option<DateTime<Utc>>,
    pub last_used_at: Option<DateTime<Utc>>,
}

/// All keys, newest first; those that were revoked stay listed.
pub(super) fn list(tx: &mut ReadTx<'_, InPartner>) -> AppResult<Vec<Key>> {
    let partner = tx.partner_id();
    Ok(frame_keys::table
        .left_join(
            people::table
                .on(people::partner_id.eq(frame_keys::partner_id).and(people::id.nullable().eq(frame_keys::person_id))),
        )
        .filter(frame_keys::partner_id.eq(partner.0))
        .order(frame_keys::id.desc())
        .select((
            frame_keys::id,
            frame_keys::name,
            frame_keys::algorithm,
            frame_keys::fingerprint,
            frame_keys::created_at,
            people::name.nullable(),
            frame_keys::revoked_at,
            frame_keys::last_used_at,
        ))
        .limit(100)
        .load(tx.conn())?)
}

/// Adds a key.
///
/// # Errors
/// `Conflict` where there are as many as there may be.
pub(super) fn add(tx: &mut WriteTx<'_, InPartner>, key: &NewKey) -> AppResult<Uuid> {
    let id = tx.new_id();
    add_as(tx, id, key)?;
    Ok(id)
}

/// The same with an id that is known beforehand.
///
/// # Errors
/// As [`add`].
pub(super) fn add_as(tx: &mut WriteTx<'_, InPartner>, id: Uuid, key: &NewKey) -> AppResult<()> {
    let (partner, person, now) = (tx.partner_id(), tx.person_id(), tx.now());
    let mine = frame_keys::table.filter(frame_keys::partner_id.eq(partner.0)).filter(frame_keys::revoked_at.is_null());
    let live: i64 = mine.count().get_result(tx.conn())?;
    if live >= LIVE_MAX {
        return Err(AppError::Conflict(t!("embedding-keys-most", most = LIVE_MAX)));
    }
    let known: Option<String> = mine
        .filter(frame_keys::fingerprint.eq(&key.fingerprint))
        .select(frame_keys::name)
        .first(tx.conn())
        .optional()?;
    if let Some(name) = known {
        return Err(AppError::invalid("public_key", t!("embedding-key-known", name = name)));
    }
    diesel::insert_into(frame_keys::table)
        .values((
            frame_keys::partner_id.eq(partner.0),
            frame_keys::id.eq(id),
            frame_keys::name.eq(&key.name),
            frame_keys::algorithm.eq(key.algorithm),
            frame_keys::public_key.eq(&key.pem),
            frame_keys::fingerprint.eq(&key.fingerprint),
            frame_keys::person_id.eq(person.0),
            frame_keys::created_at.eq(now),
        ))
        .execute(tx.conn())?;
    tx.audit(Entry::of("frame_key.added", "frame_key", id, &key.name));
    Ok(())
}

/// The name of a key that is good.
///
/// # Errors
/// `NotFound`.
pub(super) fn name(tx: &mut ReadTx<'_, InPartner>, id: Uuid) -> AppResult<String> {
    let partner = tx.partner_id();
    Ok(frame_keys::table
        .find((partner.0, id))
        .filter(frame_keys::revoked_at.is_null())
        .select(frame_keys::name)
        .first(tx.conn())?)
}

/// Revokes a key: what it signed opens nothing any more, and what it opened ends.
///
/// # Errors
/// `NotFound`.
pub(super) fn revoke(tx: &mut WriteTx<'_, InPartner>, id: Uuid) -> AppResult<String> {
    let (partner, now) = (tx.partner_id(), tx.now());
    let name: String = diesel::update(frame_keys::table.find((partner.0, id)).filter(frame_keys::revoked_at.is_null()))
        .set(frame_keys::revoked_at.eq(now))
        .returning(frame_keys::name)
        .get_result(tx.conn())?;
    tx.audit(Entry::of("frame_key.revoked", "frame_key", id, &name));
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ED: &str = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----";

    #[test]
    fn a_key_says_itself_which_algorithm_it_proves() {
        let (algorithm, pem, fingerprint) = public_key(&format!("  {ED}\r\n")).expect("it is a key");
        assert_eq!((algorithm, pem.as_str(), fingerprint.len()), ("EdDSA", ED, 64));
        for (wrong, said) in [
            ("", "Paste the public key"),
            ("-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----", "private key"),
            ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "It must be an RSA key"),
            ("ssh-ed25519 AAAA", "Paste the public key"),
        ] {
            assert!(public_key(wrong).is_err_and(|why| why.contains(said)), "{wrong}");
        }
    }
}
