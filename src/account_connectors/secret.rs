//! What an Account Connector keeps encrypted, as its form or its provider gave it. In the clear only here and in a call.

use crate::connectors::call::credentials::Credentials;
use crate::error::{AppError, AppResult};
use crate::ids::{AccountConnectorId, PartnerId};
use crate::secrets::Slot;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Credentials of any kind of authentication.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Secret {
    #[default]
    None,
    Key {
        key: String,
    },
    Basic {
        user: String,
        password: String,
    },
    Token {
        token: String,
    },
    /// What an application granted when a person signed in there.
    Oauth {
        access: String,
        refresh: Option<String>,
    },
    /// The customer's own client at the application, with the token that it was given last.
    Client {
        client_id: String,
        client_secret: String,
        access: Option<String>,
    },
    /// The application's own fields, by key.
    Custom {
        fields: Vec<(String, String)>,
    },
}

impl Secret {
    /// Reads what was decrypted.
    ///
    /// # Errors
    /// When a newer version wrote it.
    pub(crate) fn read(plain: &[u8]) -> AppResult<Secret> {
        serde_json::from_slice(plain).map_err(|_| AppError::internal("credentials that this version cannot read"))
    }

    /// As it is encrypted.
    ///
    /// # Errors
    /// Never in fact.
    pub(crate) fn write(&self) -> AppResult<zeroize::Zeroizing<Vec<u8>>> {
        Ok(zeroize::Zeroizing::new(serde_json::to_vec(self)?))
    }

    /// As a call takes it.
    pub(crate) fn credentials(&self) -> Credentials {
        match self {
            Secret::None => Credentials::None,
            Secret::Key { key } => Credentials::Key(key.clone()),
            Secret::Basic { user, password } => Credentials::Basic { user: user.clone(), password: password.clone() },
            Secret::Token { token } => Credentials::Token(token.clone()),
            Secret::Oauth { access, .. } | Secret::Client { access: Some(access), .. } => {
                Credentials::Token(access.clone())
            }
            // The engine asks for a token before it calls.
            Secret::Client { access: None, .. } => Credentials::None,
            Secret::Custom { fields } => Credentials::Custom(fields.clone()),
        }
    }
}

/// Where the credentials of an Account Connector are kept.
pub(crate) fn slot(partner: PartnerId, id: AccountConnectorId) -> Slot {
    Slot { partner, column: "account_connectors.secret", row: id.0 }
}
