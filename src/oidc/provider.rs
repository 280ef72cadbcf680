//! What an OpenID provider is asked, and what counts of its answers: discovery, authorization code with PKCE, and an ID token
//! that is verified whole (issuer, audience, authorized party, signature, times, nonce). All of it goes by `outbound`, so that R5
//! holds for each of its addresses. What a provider says of itself is remembered for an hour, and read again where it signs with
//! a key that is not known yet.

use crate::ids::PartnerId;
use crate::outbound::{Failure, Outbound};
use chrono::{DateTime, Duration, Utc};
use openidconnect::core::{
    CoreAuthPrompt, CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdTokenClaims,
    CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreTokenResponse, CoreUserInfoClaims,
};
use openidconnect::{
    AccessTokenHash, AsyncHttpClient, AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret,
    CsrfToken, DiscoveryError, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest, HttpResponse, IssuerUrl,
    Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope,
    SignatureVerificationError, TokenResponse,
};
use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use url::Url;

const TIMEOUT: std::time::Duration = std::time::Duration::from_secs(15);
const REPLY_BYTES_MAX: usize = 512 * 1024;
/// What a provider says of itself is believed for so long.
const REMEMBERED_MINUTES: i64 = 60;
/// And not read again for an unknown key before so long, whoever sends one.
const AGAIN_SECONDS: i64 = 30;
/// Providers that are remembered.
const KNOWN_MAX: usize = 2_000;
/// By how much its clock may differ from ours.
const SKEW_MINUTES: i64 = 5;
const SUBJECT_CHARS_MAX: usize = 255;

/// Signatures that count. `none` and those that are made with the client's secret never do.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 3] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EdDsa,
];

type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// Why nobody is known by what came, in words for the log; people are told by what it is.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// No answer, or none of a provider.
    Unreachable(Unread),
    /// It refuses the client, or the code.
    Refused(String),
    /// What it says does not prove anything.
    Untrusted(String),
}

/// Why it cannot be read.
#[derive(Debug)]
pub(crate) enum Unread {
    Said(String),
    /// It answers so where a provider describes itself.
    Status(u16),
    /// It calls itself by another address.
    OtherName,
    /// It answers something else than what a provider is.
    NoProvider,
}

impl Unread {
    /// For who names it.
    pub fn words(&self) -> String {
        match self {
            Unread::Said(why) => why.clone(),
            Unread::Status(status) => t!("oidc-unread-status", status = *status),
            Unread::OtherName => t!("oidc-unread-name").to_owned(),
            Unread::NoProvider => t!("oidc-unread-what").to_owned(),
        }
    }
}

impl Trouble {
    fn unread(why: &impl ToString) -> Trouble {
        Trouble::Unreachable(Unread::Said(why.to_string()))
    }
}

/// Whom the partner's provider is asked as.
pub(crate) struct Asking<'a> {
    pub outbound: &'a Outbound,
    pub known: &'a Known,
    pub partner: PartnerId,
    pub issuer: &'a str,
    pub client_id: &'a str,
    /// Empty: the provider gave none.
    pub secret: &'a str,
    pub user_agent: &'a str,
    /// Where it sends people back to.
    pub back: &'a str,
    pub now: DateTime<Utc>,
}

/// What belongs to one sign-in alone.
pub(crate) struct Once {
    pub state: String,
    pub nonce: String,
    pub verifier: String,
}

/// Whom a provider vouches for.
#[derive(Debug)]
pub(crate) struct Identity {
    pub subject: String,
    /// Only one that the provider has verified.
    pub email: Option<String>,
    pub signed_in_at: Option<DateTime<Utc>>,
    /// Values of `amr` and `acr`.
    pub by: Vec<String>,
}

/// When a provider said it, and what.
type Said = (DateTime<Utc>, Arc<CoreProviderMetadata>);

/// What providers say of themselves, by partner and issuer (T11).
#[derive(Default)]
pub(crate) struct Known(Mutex<HashMap<(PartnerId, String), Said>>);

impl Known {
    fn recall(&self, asking: &Asking<'_>, age: Duration) -> Option<Arc<CoreProviderMetadata>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (read_at, metadata) = all.get(&(asking.partner, asking.issuer.to_owned()))?;
        (asking.now - *read_at < age && *read_at <= asking.now).then(|| metadata.clone())
    }

    fn keep(&self, asking: &Asking<'_>, metadata: &Arc<CoreProviderMetadata>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= KNOWN_MAX {
            all.clear();
        }
        all.insert((asking.partner, asking.issuer.to_owned()), (asking.now, metadata.clone()));
    }
}

/// Our client, as the crate calls it.
struct Calls<'a> {
    outbound: &'a Outbound,
    user_agent: &'a str,
}

impl<'c> AsyncHttpClient<'c> for Calls<'_> {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Failure>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let reply = self.outbound.send_made(request, self.user_agent, (TIMEOUT, REPLY_BYTES_MAX)).await?;
            let kind = reply.header("content-type").and_then(|kind| kind.parse().ok());
            let mut response = HttpResponse::new(reply.body);
            *response.status_mut() = reply.status.try_into().unwrap_or(openidconnect::http::StatusCode::BAD_GATEWAY);
            if let Some(kind) = kind {
                response.headers_mut().insert(openidconnect::http::header::CONTENT_TYPE, kind);
            }
            Ok(response)
        })
    }
}

impl Asking<'_> {
    fn calls(&self) -> Calls<'_> {
        Calls { outbound: self.outbound, user_agent: self.user_agent }
    }

    /// What the provider says of itself, no older than `age`.
    async fn metadata(&self, age: Duration) -> Result<Arc<CoreProviderMetadata>, Trouble> {
        if let Some(known) = self.known.recall(self, age) {
            return Ok(known);
        }
        let issuer = IssuerUrl::new(self.issuer.to_owned()).map_err(|e| Trouble::unread(&e))?;
        let read = CoreProviderMetadata::discover_async(issuer, &self.calls()).await;
        let metadata = Arc::new(read.map_err(undiscovered)?);
        self.known.keep(self, &metadata);
        Ok(metadata)
    }

    fn client(&self, metadata: &CoreProviderMetadata) -> Result<Client, Trouble> {
        let secret = (!self.secret.is_empty()).then(|| ClientSecret::new(self.secret.to_owned()));
        let back = RedirectUrl::new(self.back.to_owned()).map_err(|e| Trouble::unread(&e))?;
        let methods = metadata.token_endpoint_auth_methods_supported();
        let by_header = methods.is_none_or(|all| all.contains(&CoreClientAuthMethod::ClientSecretBasic));
        let client =
            CoreClient::from_provider_metadata(metadata.clone(), ClientId::new(self.client_id.to_owned()), secret);
        let auth = if by_header { AuthType::BasicAuth } else { AuthType::RequestBody };
        Ok(client.set_redirect_uri(back).set_auth_type(auth))
    }

    /// Asks whether there is a provider at the address: before it is saved.
    pub(crate) async fn look(&self) -> Result<(), Trouble> {
        self.metadata(Duration::zero()).await.map(drop)
    }

    /// Where the browser goes.
    pub(crate) async fn authorize(&self, once: &Once, anew: bool) -> Result<Url, Trouble> {
        let metadata = self.metadata(Duration::minutes(REMEMBERED_MINUTES)).await?;
        let client = self.client(&metadata)?;
        let (state, nonce) = (CsrfToken::new(once.state.clone()), Nonce::new(once.nonce.clone()));
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(once.verifier.clone()));
        let mut request = client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, move || state, move || nonce)
            .add_scope(Scope::new("email".to_owned()))
            .set_pkce_challenge(challenge);
        if anew {
            request = request.add_prompt(CoreAuthPrompt::Login).set_max_age(std::time::Duration::ZERO);
        }
        Ok(request.url().0)
    }

    /// Whom the provider vouches for by the code that a browser brought back.
    pub(crate) async fn identify(&self, code: &str, once: &Once) -> Result<Identity, Trouble> {
        let metadata = self.metadata(Duration::minutes(REMEMBERED_MINUTES)).await?;
        let mut client = self.client(&metadata)?;
        let answer = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|e| Trouble::unread(&e))?
            .set_pkce_verifier(PkceCodeVerifier::new(once.verifier.clone()))
            .request_async(&self.calls())
            .await
            .map_err(not_exchanged)?;
        let claims = match self.verified(&client, &answer, once) {
            Err(ClaimsVerificationError::SignatureVerification(why)) if may_be_a_new_key(&why) => {
                client = self.client(&*self.metadata(Duration::seconds(AGAIN_SECONDS)).await?)?;
                self.verified(&client, &answer, once)
            }
            other => other,
        };
        let claims = claims.map_err(|e| Trouble::Untrusted(said(&e)))?;
        let subject = claims.subject().as_str().to_owned();
        if subject.is_empty() || subject.chars().count() > SUBJECT_CHARS_MAX {
            return Err(Trouble::Untrusted("the subject is empty or too long".to_owned()));
        }
        let mut email = claims.email().map(|email| (email.to_string(), claims.email_verified()));
        if email.is_none() {
            email = self.asked_for_email(&client, &answer, &claims).await?;
        }
        let methods = claims.auth_method_refs().into_iter().flatten().map(|one| one.to_string());
        let by = methods.chain(claims.auth_context_ref().map(|one| one.to_string())).collect();
        Ok(Identity {
            subject,
            email: email.filter(|(_, verified)| *verified == Some(true)).map(|(email, _)| email),
            signed_in_at: claims.auth_time(),
            by,
        })
    }

    /// The claims of an ID token that proves what it says.
    fn verified(
        &self,
        client: &Client,
        answer: &CoreTokenResponse,
        once: &Once,
    ) -> Result<CoreIdTokenClaims, ClaimsVerificationError> {
        let token =
            answer.id_token().ok_or_else(|| ClaimsVerificationError::Other("there is no ID token".to_owned()))?;
        let (now, skew) = (self.now, Duration::minutes(SKEW_MINUTES));
        let verifier = client
            .id_token_verifier()
            .set_allowed_algs(ALGORITHMS)
            .set_time_fn(move || now)
            .set_issue_time_verifier_fn(move |issued| match (issued - now).abs() <= skew {
                true => Ok(()),
                false => Err("it was not issued just now".to_owned()),
            });
        let claims = token.claims(&verifier, &Nonce::new(once.nonce.clone()))?.clone();
        if claims.authorized_party().is_some_and(|party| party.as_str() != self.client_id) {
            return Err(ClaimsVerificationError::Other("it was issued to another party".to_owned()));
        }
        if let Some(hash) = claims.access_token_hash() {
            let algorithm = token.signing_alg().map_err(ClaimsVerificationError::SignatureVerification)?;
            let key = token.signing_key(&verifier).map_err(ClaimsVerificationError::SignatureVerification)?;
            let real = AccessTokenHash::from_token(answer.access_token(), algorithm, key);
            if real.map_err(|e| ClaimsVerificationError::Other(e.to_string()))? != *hash {
                return Err(ClaimsVerificationError::Other("it was made for another access token".to_owned()));
            }
        }
        Ok(claims)
    }

    /// The address, of providers that say it only when they are asked (OpenID Connect Core, section 5.4).
    async fn asked_for_email(
        &self,
        client: &Client,
        answer: &CoreTokenResponse,
        claims: &CoreIdTokenClaims,
    ) -> Result<Option<(String, Option<bool>)>, Trouble> {
        let Ok(request) = client.user_info(answer.access_token().clone(), Some(claims.subject().clone())) else {
            return Ok(None);
        };
        let info: CoreUserInfoClaims = request
            .request_async(&self.calls())
            .await
            .map_err(|e| Trouble::Untrusted(format!("its answer about the person does not hold: {e}")))?;
        Ok(info.email().map(|email| (email.to_string(), info.email_verified())))
    }
}

/// Whether another key may be the cause: it was replaced a moment ago.
fn may_be_a_new_key(why: &SignatureVerificationError) -> bool {
    matches!(why, SignatureVerificationError::NoMatchingKey | SignatureVerificationError::CryptoError(_))
}

/// What is wrong with an ID token; its own contents stay out of logs.
fn said(error: &ClaimsVerificationError) -> String {
    match error {
        ClaimsVerificationError::Expired(_) => "the ID token has expired, or was not issued just now",
        ClaimsVerificationError::InvalidAudience(_) => "the ID token is for another client",
        ClaimsVerificationError::InvalidIssuer(_) => "the ID token is of another issuer",
        ClaimsVerificationError::InvalidNonce(_) => "the ID token is of another sign-in",
        ClaimsVerificationError::SignatureVerification(_) => "the signature of the ID token does not hold",
        ClaimsVerificationError::Other(why) => why,
        _ => "the ID token cannot be used",
    }
    .to_owned()
}

fn undiscovered(error: DiscoveryError<Failure>) -> Trouble {
    Trouble::Unreachable(match error {
        DiscoveryError::Request(failure) => Unread::Said(failure.to_string()),
        DiscoveryError::Response(status, ..) => Unread::Status(status.as_u16()),
        DiscoveryError::Validation(_) => Unread::OtherName,
        _ => Unread::NoProvider,
    })
}

fn not_exchanged<T: openidconnect::ErrorResponse>(error: RequestTokenError<Failure, T>) -> Trouble {
    match error {
        RequestTokenError::Request(failure) => Trouble::unread(&failure),
        RequestTokenError::ServerResponse(_) => {
            Trouble::Refused("it does not accept the code or the client".to_owned())
        }
        _ => Trouble::Untrusted("its answer holds no ID token that can be read".to_owned()),
    }
}
