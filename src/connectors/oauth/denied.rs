//! Why there are no tokens, in words for whoever can mend it. Nothing that the application wrote is repeated but its
//! error code.

use crate::outbound::Failure;
use std::fmt;

/// No tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Denied {
    /// The grant is used up, withdrawn or too old.
    SignInAgain,
    /// The client id or secret is wrong, or may not do this.
    Client,
    /// The application said no with this code.
    Refused(String),
    /// It is busy.
    Busy,
    /// What came is not an answer of OAuth's.
    Unreadable,
    /// No answer came.
    Failed(Failure),
}

impl Denied {
    /// May the same request succeed later? A code is good once only, so for an exchange this means: ask the person.
    pub(crate) fn worth_retrying(&self) -> bool {
        match self {
            Denied::Busy => true,
            Denied::Failed(failure) => failure.worth_retrying(),
            Denied::SignInAgain | Denied::Client | Denied::Refused(_) | Denied::Unreadable => false,
        }
    }
}

impl fmt::Display for Denied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Denied::SignInAgain => f.write_str(t!("connectors-denied-sign-in")),
            Denied::Client => f.write_str(t!("connectors-denied-client")),
            Denied::Refused(code) => f.write_str(&t!("connectors-denied-refused", code = code)),
            Denied::Busy => f.write_str(t!("connectors-denied-busy")),
            Denied::Unreadable => f.write_str(t!("connectors-denied-unreadable")),
            Denied::Failed(failure) => failure.fmt(f),
        }
    }
}

impl std::error::Error for Denied {}
