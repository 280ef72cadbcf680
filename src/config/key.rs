//! The keys of the installation, as settings give them: one for everything, and if wanted another that partners' keys are
//! wrapped with, which can be replaced without touching passwords or sessions (`berth keys rotate`).

use super::Reader;
use std::path::PathBuf;

/// The installation key. Never shown.
#[derive(Clone)]
pub struct Key([u8; 32]);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(..)")
    }
}

impl Key {
    /// Reads 32 bytes of base64.
    pub fn parse(text: &str) -> Result<Key, String> {
        use base64::Engine;
        let bytes = base64::engine::general_purpose::STANDARD
            .decode(text.trim())
            .map_err(|_| "is not base64; make one with `openssl rand -base64 32`".to_owned())?;
        let bytes: [u8; 32] =
            bytes.try_into().map_err(|_| "must be 32 bytes; make one with `openssl rand -base64 32`".to_owned())?;
        Ok(Key(bytes))
    }

    /// A key for one purpose, so that no two uses share one: HMAC-SHA-512 of the purpose's name.
    pub fn derive(&self, purpose: &str) -> [u8; 64] {
        use hmac::{Hmac, KeyInit, Mac};
        let mut mac = Hmac::<sha2::Sha512>::new_from_slice(&self.0).unwrap_or_else(|_| unreachable!("any length"));
        mac.update(purpose.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

/// What partners' keys are wrapped with: the present one, and those before it that may still be needed.
#[derive(Clone, Debug)]
pub struct WrappingKeys {
    /// New ones are wrapped with this.
    pub current: Key,
    /// What is not rewrapped yet is wrapped with one of these.
    pub former: Vec<Key>,
}

impl WrappingKeys {
    /// All of them, the present one first.
    pub fn all(&self) -> impl Iterator<Item = &Key> {
        std::iter::once(&self.current).chain(&self.former)
    }
}

/// The key, and the file it was read from.
pub(super) fn read(read: &mut Reader<'_>) -> (Key, Option<PathBuf>) {
    let nothing = Key([0; 32]);
    let (setting, text, file) = match (read.text("BERTH_KEY"), read.text("BERTH_KEY_FILE")) {
        (Some(text), _) => ("BERTH_KEY", text, None),
        (None, Some(path)) => match std::fs::read_to_string(&path) {
            Ok(text) => ("BERTH_KEY_FILE", text, Some(PathBuf::from(path))),
            Err(e) => {
                read.wrong("BERTH_KEY_FILE", format!("cannot read {path}: {e}"));
                return (nothing, None);
            }
        },
        (None, None) => {
            read.wrong(
                "BERTH_KEY",
                "is not set, and neither is BERTH_KEY_FILE; make one with `openssl rand -base64 32`",
            );
            return (nothing, None);
        }
    };
    let key = Key::parse(&text).unwrap_or_else(|why| {
        read.wrong(setting, why);
        nothing
    });
    (key, file)
}

/// Reads a key from a file.
fn from_file(read: &mut Reader<'_>, setting: &str, path: &str) -> Option<Key> {
    let key = std::fs::read_to_string(path)
        .map_err(|cause| format!("cannot read {path}: {cause}"))
        .and_then(|text| Key::parse(&text).map_err(|why| format!("{path} {why}")));
    key.map_err(|why| read.wrong(setting, why)).ok()
}

/// The keys that wrap partners' keys. Without settings of their own it is the installation key, which stays good for
/// what was wrapped before there were any.
pub(super) fn read_wrapping(read: &mut Reader<'_>, installation: &Key) -> WrappingKeys {
    let (current, formers) = ("BERTH_SECRETS_KEY_FILE", "BERTH_FORMER_KEY_FILES");
    let own = read.text(current).and_then(|path| from_file(read, current, &path));
    let listed = read.text(formers).unwrap_or_default();
    let paths = listed.split(',').map(str::trim).filter(|path| !path.is_empty());
    let mut former: Vec<Key> = paths.filter_map(|path| from_file(read, formers, path)).collect();
    match own {
        None => WrappingKeys { current: installation.clone(), former },
        Some(own) => {
            former.push(installation.clone());
            WrappingKeys { current: own, former }
        }
    }
}
