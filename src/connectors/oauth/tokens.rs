//! What an application granted.

use chrono::{DateTime, Utc};
use std::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Tokens of one Account Connector, gone from memory when dropped and never printed.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub(crate) struct Tokens {
    pub access: String,
    /// None where the application gives none: then somebody must sign in again, or the client asks anew.
    pub refresh: Option<String>,
    /// None where the application does not say.
    #[zeroize(skip)]
    pub expires_at: Option<DateTime<Utc>>,
    /// What was granted, which may be less than was asked for.
    #[zeroize(skip)]
    pub scopes: Vec<String>,
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tokens([hidden], expires_at: {:?}, scopes: {:?})", self.expires_at, self.scopes)
    }
}
