//! OAuth 2.0 for connectors: the address a customer grants access at (PKCE S256 and state), tokens for the code that
//! comes back, for a refresh token, and for client credentials. Tokens are asked for through `outbound`, so R5 holds for
//! these addresses too; a redirect is not followed, since the client's secret goes along. Nothing is stored here:
//! `account_connectors` begins and ends a sign-in, the engine refreshes.

pub(crate) mod denied;
pub(crate) mod exchange;
#[cfg(test)]
mod tests;
pub(crate) mod tokens;

use super::call::address::filled;
use super::call::fault::Faults;
use super::model::{Authentication, ClientIn, Definition};
use oauth2::basic::BasicClient;
use oauth2::{AuthUrl, ClientId, CsrfToken, PkceCodeChallenge, RedirectUrl, Scope};
use std::collections::BTreeMap;
use std::fmt;
use url::Url;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Where an application sends people back to, below the console's own address.
pub(crate) const CALLBACK: &str = "/oauth/callback";

/// What an application knows its caller by: the partner's own registration there, or a customer's.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(crate) struct Registration {
    pub client_id: String,
    /// Empty where the application has given none (a public client, which PKCE is enough for).
    pub client_secret: String,
}

impl fmt::Debug for Registration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Registration([hidden])")
    }
}

/// The addresses of an application, with the parameters of an Account Connector in them.
#[derive(Clone, Debug)]
pub(crate) struct Provider {
    /// None for client credentials.
    authorize_url: Option<Url>,
    token_url: Url,
    refresh_url: Url,
    client_in: ClientIn,
}

/// The begin of a grant. State and verifier are kept with the customer's session until the browser comes back.
#[derive(Clone)]
pub(crate) struct Asked {
    /// Where the customer's browser goes.
    pub url: Url,
    pub state: String,
    pub verifier: String,
}

impl Provider {
    /// Of a definition whose authentication is one of OAuth's.
    pub(crate) fn of(definition: &Definition, parameters: &BTreeMap<String, String>) -> Result<Provider, Faults> {
        let fill = |address: &str| filled(address, definition, parameters);
        match &definition.authentication {
            Authentication::OauthCode(oauth) => Ok(Provider {
                authorize_url: Some(fill(&oauth.authorize_url)?),
                token_url: fill(&oauth.token_url)?,
                refresh_url: fill(if oauth.refresh_url.is_empty() { &oauth.token_url } else { &oauth.refresh_url })?,
                client_in: oauth.client_in,
            }),
            Authentication::OauthClient(oauth) => Ok(Provider {
                authorize_url: None,
                token_url: fill(&oauth.token_url)?,
                refresh_url: fill(&oauth.token_url)?,
                client_in: oauth.client_in,
            }),
            _ => Err(Faults::one("", t!("connectors-no-oauth"))),
        }
    }

    /// Where to send the customer's browser. `back` is the console's address for the answer, `extra` what an application
    /// wants beside the standard (`access_type=offline`).
    pub(crate) fn authorize(
        &self,
        registration: &Registration,
        back: &Url,
        scopes: &[String],
        extra: &[(String, String)],
    ) -> Result<Asked, Faults> {
        let authorize = self.authorize_url.clone().ok_or_else(|| Faults::one("", t!("connectors-no-person")))?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let client = BasicClient::new(ClientId::new(registration.client_id.clone()))
            .set_auth_uri(AuthUrl::from_url(authorize))
            .set_redirect_uri(RedirectUrl::from_url(back.clone()));
        let mut request = client
            .authorize_url(CsrfToken::new_random)
            .add_scopes(scopes.iter().cloned().map(Scope::new))
            .set_pkce_challenge(challenge);
        for (name, value) in extra {
            request = request.add_extra_param(name, value);
        }
        let (url, state) = request.url();
        Ok(Asked { url, state: state.into_secret(), verifier: verifier.into_secret() })
    }
}
