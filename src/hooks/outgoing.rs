//! Signatures of what is sent, as Standard Webhooks 1.0 says: the error webhook of an account.

use super::verify::standard_key;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// How long a key is, in bytes.
const KEY_BYTES: std::ops::RangeInclusive<usize> = 24..=64;

/// The headers of one try. The id stays the same from try to try, the timestamp does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Signed {
    /// `webhook-id`
    pub id: String,
    /// `webhook-timestamp`
    pub timestamp: String,
    /// `webhook-signature`: one signature for each secret.
    pub signature: String,
}

impl Signed {
    /// Names and values.
    pub fn headers(&self) -> [(&'static str, &str); 3] {
        let Signed { id, timestamp, signature } = self;
        [("webhook-id", id), ("webhook-timestamp", timestamp), ("webhook-signature", signature)]
    }
}

/// Signs a body with each secret: while one is replaced, receivers that know either can verify it.
///
/// # Errors
/// In words, without the secret, where there is none or one is not `whsec_` and base64 of 24 to 64 bytes.
pub(crate) fn sign(id: &str, at: DateTime<Utc>, body: &[u8], secrets: &[&str]) -> Result<Signed, String> {
    if secrets.is_empty() {
        return Err("there is no secret to sign with".to_owned());
    }
    if id.is_empty() || id.contains('.') || !id.bytes().all(|b| b.is_ascii_graphic()) {
        return Err("an id of a message is letters and digits, without a dot".to_owned());
    }
    let timestamp = at.timestamp().to_string();
    let mut signatures = Vec::new();
    for secret in secrets {
        let key = secret.starts_with("whsec_").then(|| standard_key(secret)).flatten();
        let key = key.filter(|key| KEY_BYTES.contains(&key.len()));
        let key = key.ok_or("a signing secret is whsec_ and base64 of 24 to 64 bytes")?;
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).map_err(|_| "the signing secret cannot be used")?;
        for part in [id.as_bytes(), b".", timestamp.as_bytes(), b".", body] {
            mac.update(part);
        }
        signatures.push(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())));
    }
    Ok(Signed { id: id.to_owned(), timestamp, signature: signatures.join(" ") })
}
