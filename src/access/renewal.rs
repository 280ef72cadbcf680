//! A session's new token on its way from the transaction that made it to the cookie of the answer (MODEL section 3:
//! sessions are rotated at any change of rights).

use crate::ids::Token;
use std::sync::{Arc, Mutex, PoisonError};

/// The place where a request's new token waits; all parts of one request share it.
#[derive(Clone, Debug, Default)]
pub struct Renewal {
    family: String,
    frame: Option<uuid::Uuid>,
    fresh: Arc<Mutex<Option<Token>>>,
}

impl Renewal {
    /// For a request that came with this token.
    pub(crate) fn of(presented: &Token) -> Renewal {
        Renewal { family: presented.family().to_owned(), frame: presented.frame(), fresh: Arc::default() }
    }

    /// A new token for the same browser.
    pub(crate) fn token(&self) -> Token {
        let fresh = Token::of_family(&self.family);
        match self.frame {
            Some(frame) => fresh.in_frame(frame),
            None => fresh,
        }
    }

    /// The answer will carry this token; a later one wins.
    pub(crate) fn put(&self, fresh: Token) {
        *self.fresh.lock().unwrap_or_else(PoisonError::into_inner) = Some(fresh);
    }

    /// The token the answer must carry.
    pub(crate) fn take(&self) -> Option<Token> {
        self.fresh.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
