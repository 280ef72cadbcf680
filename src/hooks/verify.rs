//! Whether a sender has proved itself. Digests and secrets are compared in constant time, and every failure is
//! answered with the same words.

use super::model::{Algorithm, Check, Encoding, Headers, HmacCheck, Refusal, Stamp, WINDOW_S};
use base64::Engine;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};
use subtle::ConstantTimeEq;

/// The most signatures in one header.
const SIGNATURES_MAX: usize = 20;
/// The longest header that is looked at, in bytes.
const HEADER_MAX: usize = 4_096;
/// The longest id of a Standard Webhook, in bytes.
const ID_MAX: usize = 256;

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Refuses a request whose sender has not proved itself.
///
/// # Errors
/// A [`Refusal`] with the reason [`Unproven`](super::model::Reason::Unproven); its note is for the account's log.
pub(crate) fn verify(
    check: &Check,
    secrets: &[&str],
    headers: &Headers<'_>,
    body: &[u8],
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    if check.needs_secret() && !secrets.iter().any(|secret| !secret.is_empty()) {
        return Err(Refusal::unproven("no secret is set for this webhook"));
    }
    let secrets: Vec<&str> = secrets.iter().copied().filter(|secret| !secret.is_empty()).collect();
    match check {
        Check::None => Ok(()),
        Check::Hmac(check) => hmac(check, &secrets, headers, body, now),
        Check::Standard => standard(&secrets, headers, body, now),
        Check::Basic { user } => {
            let given = header(headers, "authorization")?;
            let packed = given.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("basic"));
            let given = packed.and_then(|(_, packed)| BASE64.decode(packed.trim()).ok());
            let given = given.ok_or_else(|| Refusal::unproven("the header authorization is not of the kind Basic"))?;
            one_of(&given, secrets.iter().map(|secret| format!("{user}:{secret}")))
        }
        Check::Token { header: name, prefix } => {
            let given = header(headers, name)?;
            let without = given.strip_prefix(prefix.trim_end()).map(str::trim_start);
            let given = without.ok_or_else(|| Refusal::unproven(format!("the header {name} begins otherwise")))?;
            one_of(given.as_bytes(), secrets.iter().map(|secret| (*secret).to_owned()))
        }
    }
}

fn header<'a>(headers: &Headers<'a>, name: &str) -> Result<&'a str, Refusal> {
    let found = headers.get(name).filter(|value| !value.is_empty() && value.len() <= HEADER_MAX);
    found.ok_or_else(|| Refusal::unproven(format!("the header {name} is missing, too long, or there twice")))
}

/// Compares digests, so that neither the length nor the place of a difference shows in the time it takes.
fn one_of(given: &[u8], wanted: impl Iterator<Item = String>) -> Result<(), Refusal> {
    let given = Sha256::digest(given);
    let same =
        wanted.fold(subtle::Choice::from(0), |same, secret| same | Sha256::digest(secret.as_bytes()).ct_eq(&given));
    if bool::from(same) { Ok(()) } else { Err(Refusal::unproven("the secret is another")) }
}

fn hmac(
    check: &HmacCheck,
    secrets: &[&str],
    headers: &Headers<'_>,
    body: &[u8],
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let given = header(headers, &check.header)?;
    let (signatures, before) = match &check.timestamp {
        Stamp::None => (vec![given], String::new()),
        Stamp::Header { name, signed, window_s } => {
            let stamp = header(headers, name)?;
            in_window(stamp, *window_s, now)?;
            (vec![given], before_body(signed, stamp))
        }
        Stamp::Pairs { timestamp, signature, signed, window_s } => {
            let pairs: Vec<(&str, &str)> = given.split(',').filter_map(|pair| pair.trim().split_once('=')).collect();
            let stamp = pairs.iter().find(|(name, _)| name == timestamp).map_or("", |(_, value)| *value);
            in_window(stamp, *window_s, now)?;
            let signatures = pairs.iter().filter(|(name, _)| name == signature).map(|(_, value)| *value);
            (signatures.take(SIGNATURES_MAX).collect(), before_body(signed, stamp))
        }
    };
    let parts = [before.as_bytes(), body];
    let good = signatures.iter().any(|signature| {
        let packed = signature.strip_prefix(check.prefix.as_str());
        let tag = packed.and_then(|packed| decoded(packed.trim(), check.encoding));
        tag.is_some_and(|tag| secrets.iter().any(|secret| is_signed(check.algorithm, secret.as_bytes(), &parts, &tag)))
    });
    if good { Ok(()) } else { Err(Refusal::unproven(format!("the signature in {} does not fit", check.header))) }
}

/// What is signed before the body; the check was saved with the body last.
fn before_body(signed: &str, stamp: &str) -> String {
    signed.strip_suffix("{body}").unwrap_or(signed).replace("{timestamp}", stamp)
}

fn decoded(text: &str, encoding: Encoding) -> Option<Vec<u8>> {
    match encoding {
        Encoding::Base64 => BASE64.decode(text).ok(),
        Encoding::Hex => {
            let digit = |b: &u8| char::from(*b).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
            let pairs = text.as_bytes().chunks(2);
            pairs.map(|pair| Some((digit(pair.first()?)? << 4) | digit(pair.get(1)?)?)).collect()
        }
    }
}

fn in_window(stamp: &str, window_s: u32, now: DateTime<Utc>) -> Result<(), Refusal> {
    let sent = stamp.parse::<i64>().map_err(|_| Refusal::unproven("the timestamp is missing or no number"))?;
    let apart_s = now.timestamp().abs_diff(sent);
    if apart_s <= u64::from(window_s) {
        return Ok(());
    }
    Err(Refusal::unproven(format!("the timestamp is {apart_s} seconds away; {window_s} are allowed")))
}

fn is_signed(algorithm: Algorithm, key: &[u8], parts: &[&[u8]], tag: &[u8]) -> bool {
    fn with<M: Mac + KeyInit>(key: &[u8], parts: &[&[u8]], tag: &[u8]) -> bool {
        let Ok(mut mac) = <M as KeyInit>::new_from_slice(key) else { return false };
        parts.iter().for_each(|part| mac.update(part));
        mac.verify_slice(tag).is_ok()
    }
    match algorithm {
        Algorithm::Sha1 => with::<Hmac<Sha1>>(key, parts, tag),
        Algorithm::Sha256 => with::<Hmac<Sha256>>(key, parts, tag),
        Algorithm::Sha512 => with::<Hmac<Sha512>>(key, parts, tag),
    }
}

fn standard(secrets: &[&str], headers: &Headers<'_>, body: &[u8], now: DateTime<Utc>) -> Result<(), Refusal> {
    let (id, stamp) = (header(headers, "webhook-id")?, header(headers, "webhook-timestamp")?);
    let signatures = header(headers, "webhook-signature")?;
    if id.len() > ID_MAX {
        return Err(Refusal::unproven("the header webhook-id is too long"));
    }
    in_window(stamp, WINDOW_S, now)?;
    let before = format!("{id}.{stamp}.");
    let parts = [before.as_bytes(), body];
    let good = signatures.split_whitespace().take(SIGNATURES_MAX).any(|signature| {
        let tag = signature.strip_prefix("v1,").and_then(|packed| BASE64.decode(packed).ok());
        tag.is_some_and(|tag| {
            let keys = secrets.iter().filter_map(|secret| standard_key(secret));
            keys.into_iter().any(|key| is_signed(Algorithm::Sha256, &key, &parts, &tag))
        })
    });
    if good { Ok(()) } else { Err(Refusal::unproven("no signature in webhook-signature fits")) }
}

/// The key of a secret as Standard Webhooks writes it: base64, after `whsec_` or without.
pub(super) fn standard_key(secret: &str) -> Option<Vec<u8>> {
    let packed = secret.trim();
    BASE64.decode(packed.strip_prefix("whsec_").unwrap_or(packed)).ok().filter(|key| !key.is_empty())
}
