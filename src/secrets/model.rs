//! Encrypting small secrets: AES-256-GCM-SIV, which forgives a nonce that repeats, with a key per partner that is itself
//! encrypted by a key derived from the installation's. What is encrypted is bound to its place: moved to another row,
//! column or partner it does not open (SECURITY section 4, Secrets at rest).

use crate::config::Key;
use crate::ids::PartnerId;
use aes_gcm_siv::aead::{Aead, KeyInit, Payload};
use aes_gcm_siv::{Aes256GcmSiv, Nonce};
use hkdf::Hkdf;
use sha2::Sha256;
use uuid::Uuid;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

const NONCE_BYTES: usize = 12;
/// Format, then the key's version in two bytes.
const HEAD_BYTES: usize = 3;
const FORMAT: u8 = 1;

/// What a partner's secrets are encrypted with. Never shown.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(crate) struct DataKey([u8; 32]);

/// Where a secret belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Slot {
    pub partner: PartnerId,
    /// "table.column".
    pub column: &'static str,
    pub row: Uuid,
}

/// Why something does not open. Nothing about its content is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sealed {
    /// It is not of our making, or was altered, or belongs to another place or key.
    Broken,
}

impl DataKey {
    pub(crate) fn new() -> DataKey {
        DataKey(rand::random())
    }

    /// The key as the database keeps it.
    pub(crate) fn wrap(&self, installation: &Key, partner: PartnerId, version: i16) -> Result<Vec<u8>, Sealed> {
        encrypt(&wrapping(installation), &wrapped_for(partner, version), &self.0)
    }

    pub(crate) fn unwrap(
        installation: &Key,
        partner: PartnerId,
        version: i16,
        wrapped: &[u8],
    ) -> Result<DataKey, Sealed> {
        let bytes = Zeroizing::new(decrypt(&wrapping(installation), &wrapped_for(partner, version), wrapped)?);
        Ok(DataKey(bytes.as_slice().try_into().map_err(|_| Sealed::Broken)?))
    }

    /// Encrypts for one place; what comes out names the key's version.
    pub(crate) fn seal(&self, version: i16, slot: Slot, plain: &[u8]) -> Result<Vec<u8>, Sealed> {
        let mut sealed = vec![FORMAT];
        sealed.extend(version.to_be_bytes());
        let bound = bound_to(slot, version);
        sealed.extend(encrypt(&self.0, &bound, plain)?);
        Ok(sealed)
    }

    pub(crate) fn open(&self, slot: Slot, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Sealed> {
        let version = version_of(sealed).ok_or(Sealed::Broken)?;
        let body = sealed.get(HEAD_BYTES..).ok_or(Sealed::Broken)?;
        decrypt(&self.0, &bound_to(slot, version), body).map(Zeroizing::new)
    }
}

/// Which of the partner's keys something was encrypted with. None: it is not of our making.
pub(crate) fn version_of(sealed: &[u8]) -> Option<i16> {
    match sealed {
        [FORMAT, high, low, ..] => Some(i16::from_be_bytes([*high, *low])),
        _ => None,
    }
}

fn wrapping(installation: &Key) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    let material = Zeroizing::new(installation.derive("partner keys"));
    Hkdf::<Sha256>::new(None, material.as_slice())
        .expand(b"wrap", key.as_mut_slice())
        .unwrap_or_else(|_| unreachable!("32 bytes are within the limit"));
    key
}

fn wrapped_for(partner: PartnerId, version: i16) -> Vec<u8> {
    format!("partner_keys.wrapped/{partner}/{version}").into_bytes()
}

fn bound_to(slot: Slot, version: i16) -> Vec<u8> {
    format!("{}/{}/{}/{version}", slot.column, slot.partner, slot.row).into_bytes()
}

fn encrypt(key: &[u8; 32], bound: &[u8], plain: &[u8]) -> Result<Vec<u8>, Sealed> {
    let nonce: [u8; NONCE_BYTES] = rand::random();
    let payload = Payload { msg: plain, aad: bound };
    let text = Aes256GcmSiv::new(key.into()).encrypt(&Nonce::from(nonce), payload).map_err(|_| Sealed::Broken)?;
    Ok([nonce.as_slice(), &text].concat())
}

fn decrypt(key: &[u8; 32], bound: &[u8], text: &[u8]) -> Result<Vec<u8>, Sealed> {
    let (nonce, text) = text.split_at_checked(NONCE_BYTES).ok_or(Sealed::Broken)?;
    let nonce: [u8; NONCE_BYTES] = nonce.try_into().map_err(|_| Sealed::Broken)?;
    let payload = Payload { msg: text, aad: bound };
    Aes256GcmSiv::new(key.into()).decrypt(&Nonce::from(nonce), payload).map_err(|_| Sealed::Broken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn slot() -> Slot {
        Slot { partner: PartnerId(Uuid::from_u128(7)), column: "account_connectors.secret", row: Uuid::from_u128(8) }
    }

    #[test]
    fn a_secret_opens_in_its_place_and_nowhere_else() {
        let key = DataKey::new();
        let sealed = key.seal(3, slot(), b"xoxb-secret").unwrap();
        assert_eq!(version_of(&sealed), Some(3));
        assert!(!sealed.windows(4).any(|part| part == b"xoxb"));
        assert_eq!(key.open(slot(), &sealed).unwrap().as_slice(), b"xoxb-secret");
        for other in [
            Slot { partner: PartnerId(Uuid::from_u128(9)), ..slot() },
            Slot { column: "hooks.token", ..slot() },
            Slot { row: Uuid::from_u128(9), ..slot() },
        ] {
            assert!(key.open(other, &sealed).is_err(), "{other:?}");
        }
        assert!(DataKey::new().open(slot(), &sealed).is_err());
        assert_ne!(sealed, key.seal(3, slot(), b"xoxb-secret").unwrap(), "equal secrets do not look equal");
    }

    #[test]
    fn a_wrapped_key_opens_by_its_installation_for_its_partner_and_version() {
        let installation = Key::parse("dGVzdC1vbmx5LXRlc3Qtb25seS10ZXN0LW9ubHktMDA=").unwrap();
        let other = Key::parse("b3RoZXItb25seS10ZXN0LW9ubHktdGVzdC1vbmx5LTA=").unwrap();
        let partner = slot().partner;
        let key = DataKey::new();
        let wrapped = key.wrap(&installation, partner, 1).unwrap();
        let back = DataKey::unwrap(&installation, partner, 1, &wrapped).unwrap();
        let sealed = key.seal(1, slot(), b"x").unwrap();
        assert_eq!(back.open(slot(), &sealed).unwrap().as_slice(), b"x");
        assert!(DataKey::unwrap(&other, partner, 1, &wrapped).is_err());
        assert!(DataKey::unwrap(&installation, partner, 2, &wrapped).is_err());
        assert!(DataKey::unwrap(&installation, PartnerId(Uuid::nil()), 1, &wrapped).is_err());
    }

    proptest! {
        #[test]
        fn whatever_is_altered_does_not_open(at in any::<proptest::sample::Index>(), bit in 0u8..8, cut in 0usize..40) {
            let key = DataKey::new();
            let mut sealed = key.seal(1, slot(), b"some secret").unwrap();
            prop_assert!(key.open(slot(), &sealed[..sealed.len().saturating_sub(cut + 1)]).is_err());
            let at = at.index(sealed.len());
            sealed[at] ^= 1 << bit;
            prop_assert!(key.open(slot(), &sealed).is_err());
        }
    }
}
