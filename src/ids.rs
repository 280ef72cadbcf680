//! Ids and secrets, both from the system's random source. Ids are UUIDv7: they sort by time and may be seen;
//! a token is 256 random bits and is only ever stored as its SHA-256.

use crate::error::{AppError, AppResult};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use std::fmt;
use uuid::Uuid;

macro_rules! id_types {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id, later than all before it.
            pub fn new() -> Self { Self(Uuid::now_v7()) }
        }
        impl Default for $name {
            fn default() -> Self { Self::new() }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> { Ok(Self(Uuid::parse_str(text)?)) }
        }
        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self { Self(id) }
        }
    )+};
}

id_types! {
    /// A partner.
    PartnerId,
    /// An account or a sub-account.
    AccountId,
    /// A Console User or an Account User.
    PersonId,
    /// A connector of a partner's library.
    ConnectorId,
    /// A connector installed in an account.
    AccountConnectorId,
    /// A template.
    TemplateId,
    /// A cycle.
    CycleId,
    /// One flow of data through a cycle.
    TransactionId,
    /// The address of a webhook step.
    HookId,
}

/// What a path or a form names: an id, or the number of a release.
///
/// # Errors
/// `NotFound`: what is none answers like one that does not exist (T4).
pub(crate) fn known<T: std::str::FromStr>(text: &str) -> AppResult<T> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// Characters of a token that stay when it is replaced: 126 bits.
const FAMILY_CHARS: usize = 21;

/// A random secret as it travels: in a cookie or a link. Never logged, never stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// 256 fresh random bits.
    pub fn new() -> Token {
        Token(URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()))
    }

    /// A token as somebody presents it; anything of the wrong length is none.
    pub fn presented(text: &str) -> Option<Token> {
        (text.len() == 43 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'))
            .then(|| Token(text.to_owned()))
    }

    /// The part that stays when a session's token is replaced: forms on pages that are open go on working.
    pub(crate) fn family(&self) -> &str {
        self.0.get(..FAMILY_CHARS).unwrap_or_default()
    }

    /// A token of the same family with 130 fresh random bits; with a family of none, all bits are fresh.
    pub(crate) fn of_family(family: &str) -> Token {
        let mut token = Token::new();
        if family.len() == FAMILY_CHARS {
            token.0.replace_range(..FAMILY_CHARS, family);
        }
        token
    }

    /// What the database keeps instead of the token.
    pub fn hash(&self) -> TokenHash {
        TokenHash::of(&self.0)
    }

    /// The text for the cookie or the link.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl Default for Token {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

/// SHA-256 of a [`Token`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenHash(pub(crate) Vec<u8>);

impl TokenHash {
    /// What the database keeps instead of a secret that others made.
    pub(crate) fn of(secret: &str) -> TokenHash {
        TokenHash(Sha256::digest(secret.as_bytes()).to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_comes_back_from_its_text_and_nothing_else_does() {
        let token = Token::new();
        assert_eq!(Token::presented(token.expose()), Some(token.clone()));
        for wrong in ["", "short", &format!("{}x", token.expose()), &token.expose().replace(|_| true, "/")] {
            assert_eq!(Token::presented(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_replaced_token_keeps_its_family_and_nothing_else() {
        let token = Token::new();
        let fresh = Token::of_family(token.family());
        assert_eq!(fresh.family(), token.family());
        assert_ne!(fresh, token);
        assert_eq!(Token::presented(fresh.expose()), Some(fresh.clone()));
        assert_ne!(Token::of_family("").family(), token.family());
    }

    #[test]
    fn a_token_does_not_show_in_debug_output() {
        let token = Token::new();
        assert!(!format!("{token:?}").contains(token.expose()));
    }
}
