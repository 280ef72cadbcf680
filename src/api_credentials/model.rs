//! What a program proves itself with, and how long its tokens last.

use crate::ids::{AccountId, Token, TokenHash};
use chrono::Duration;

/// Credentials that a partner, or an account, may have at once.
pub(super) const LIVE_MAX: i64 = 5;
/// A token is good for 14 days, less a second: clients expect exactly this figure.
pub(super) const TOKEN_S: i64 = 1_209_599;

/// Whose a credential is: it may do what its owner may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// The partner and all of its accounts.
    Partner,
    /// One account: each token of it is bound to that account (T5).
    Account(AccountId),
}

impl Owner {
    /// The one account; None: the partner.
    pub fn account(self) -> Option<AccountId> {
        match self {
            Owner::Partner => None,
            Owner::Account(account) => Some(account),
        }
    }
}

/// For how long a token is good.
pub(super) fn token_length() -> Duration {
    Duration::seconds(TOKEN_S)
}

/// A credential as it is given out: both parts are shown once, and only the first is kept as it is.
pub(super) struct Fresh {
    pub client_id: String,
    pub secret: String,
}

impl Fresh {
    pub fn new() -> Fresh {
        let id: String = rand::random::<[u8; 16]>().iter().map(|byte| letter(*byte)).collect();
        Fresh { client_id: format!("ci_{id}"), secret: format!("cs_{}", Token::new().expose()) }
    }

    /// What is kept of the secret.
    pub fn hash(&self) -> TokenHash {
        TokenHash::of(&self.secret)
    }

    /// By which two are told apart.
    pub fn end(&self) -> String {
        self.secret.chars().skip(self.secret.chars().count().saturating_sub(4)).collect()
    }
}

/// A digit or a letter of a byte; some are a little likelier, which is no matter where nothing is secret.
fn letter(byte: u8) -> char {
    let letters = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    char::from(letters[usize::from(byte) % letters.len()])
}

/// What a `scope` asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// All that the credential may.
    Whole,
    /// One account, by API ID or id.
    Account(String),
}

impl Scope {
    /// Reads `account:{API ID}`; None: it is of no known kind.
    pub fn read(text: &str) -> Option<Scope> {
        match text.trim() {
            "" => Some(Scope::Whole),
            text => match text.split_once(':') {
                Some((kind, name)) if kind.eq_ignore_ascii_case("account") && !name.trim().is_empty() => {
                    Some(Scope::Account(name.trim().to_owned()))
                }
                _ => None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credential_is_random_and_known_by_its_ends() {
        let (one, other) = (Fresh::new(), Fresh::new());
        assert!(one.client_id != other.client_id && one.secret != other.secret);
        assert!(one.client_id.len() == 19 && one.secret.len() == 46 && one.secret.ends_with(&one.end()));
        assert_eq!(one.hash(), TokenHash::of(&one.secret));
    }

    #[test]
    fn scopes_are_read() {
        assert_eq!(Scope::read(" "), Some(Scope::Whole));
        assert_eq!(Scope::read("account: shop 7"), Some(Scope::Account("shop 7".to_owned())));
        for wrong in ["account:", "all", "cycle:1"] {
            assert_eq!(Scope::read(wrong), None, "{wrong}");
        }
    }
}
