//! The secrets of one Account Connector, in the clear for as long as a call is being made. Gone from memory when
//! dropped, never printed.

use std::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// What an Account Connector proves itself with; which kind, its definition's `Authentication` says.
#[derive(Clone, Default, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub(crate) enum Credentials {
    #[default]
    None,
    /// An API key.
    Key(String),
    Basic {
        user: String,
        password: String,
    },
    /// A pasted bearer token or an OAuth access token.
    Token(String),
    /// The application's own fields by key.
    Custom(Vec<(String, String)>),
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials([hidden])")
    }
}
