//! Asks for tokens. Applications take liberties with the standard's answer; what is common of that is put right before the
//! `oauth2` crate reads it: errors with status 200, forms for JSON, numbers as text, no token type.

use super::denied::Denied;
use super::tokens::Tokens;
use super::{Provider, Registration};
use crate::connectors::call::read::form;
use crate::connectors::model::ClientIn;
use crate::outbound::{Failure, Outbound, Reply};
use chrono::{DateTime, Utc};
use oauth2::basic::{BasicClient, BasicErrorResponse, BasicErrorResponseType, BasicTokenResponse};
use oauth2::{
    AsyncHttpClient, AuthType, AuthorizationCode, ClientId, ClientSecret, EndpointNotSet, EndpointSet, HttpRequest,
    HttpResponse, PkceCodeVerifier, RedirectUrl, RefreshToken, RequestTokenError, Scope, TokenResponse, TokenUrl,
};
use serde_json::{Map, Value};
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;
use url::Url;

const TIMEOUT: Duration = Duration::from_secs(20);
const REPLY_BYTES_MAX: usize = 256 * 1024;
/// Who says more means for ever.
const LIFE_SECONDS_MAX: u64 = 10 * 366 * 24 * 3600;
/// Of an error code, in words.
const CODE_CHARS_MAX: usize = 60;

type Client = BasicClient<EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet>;
type Answer = Result<BasicTokenResponse, RequestTokenError<Failure, BasicErrorResponse>>;

/// Our client, for one request to a token endpoint.
struct TokenEndpoint<'a> {
    outbound: &'a Outbound,
    user_agent: &'a str,
}

/// What every request for tokens needs beside what it asks.
pub(crate) struct Asking<'a> {
    pub outbound: &'a Outbound,
    pub provider: &'a Provider,
    pub registration: &'a Registration,
    pub user_agent: &'a str,
    pub now: DateTime<Utc>,
}

/// Tokens for the code that the browser brought back. The caller has compared the state.
pub(crate) async fn exchange(
    asking: &Asking<'_>,
    back: &Url,
    code: &str,
    verifier: &str,
    asked_scopes: &[String],
) -> Result<Tokens, Denied> {
    let client = client(asking, &asking.provider.token_url).set_redirect_uri(RedirectUrl::from_url(back.clone()));
    let answer = client
        .exchange_code(AuthorizationCode::new(code.to_owned()))
        .set_pkce_verifier(PkceCodeVerifier::new(verifier.to_owned()))
        .request_async(&asking.endpoint())
        .await;
    tokens(answer, asking.now, None, asked_scopes)
}

/// New tokens for old ones. Where the application gives no new refresh token, the old one stays good.
pub(crate) async fn refresh(asking: &Asking<'_>, old: &Tokens) -> Result<Tokens, Denied> {
    let Some(refresh) = &old.refresh else { return Err(Denied::SignInAgain) };
    let answer = client(asking, &asking.provider.refresh_url)
        .exchange_refresh_token(&RefreshToken::new(refresh.clone()))
        .request_async(&asking.endpoint())
        .await;
    tokens(answer, asking.now, Some(refresh), &old.scopes)
}

/// Tokens for the registration itself.
pub(crate) async fn client_credentials(asking: &Asking<'_>, scopes: &[String]) -> Result<Tokens, Denied> {
    let answer = client(asking, &asking.provider.token_url)
        .exchange_client_credentials()
        .add_scopes(scopes.iter().cloned().map(Scope::new))
        .request_async(&asking.endpoint())
        .await;
    tokens(answer, asking.now, None, scopes)
}

impl Asking<'_> {
    fn endpoint(&self) -> TokenEndpoint<'_> {
        TokenEndpoint { outbound: self.outbound, user_agent: self.user_agent }
    }
}

fn client(asking: &Asking<'_>, token_url: &Url) -> Client {
    let client = BasicClient::new(ClientId::new(asking.registration.client_id.clone()))
        .set_token_uri(TokenUrl::from_url(token_url.clone()))
        .set_auth_type(match asking.provider.client_in {
            ClientIn::Header => AuthType::BasicAuth,
            ClientIn::Body => AuthType::RequestBody,
        });
    match asking.registration.client_secret.as_str() {
        "" => client,
        secret => client.set_client_secret(ClientSecret::new(secret.to_owned())),
    }
}

impl<'c> AsyncHttpClient<'c> for TokenEndpoint<'_> {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Failure>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let limits = (TIMEOUT, REPLY_BYTES_MAX);
            Ok(put_right(&self.outbound.send_made(request, self.user_agent, limits).await?))
        })
    }
}

/// The answer as the standard would have it.
fn put_right(reply: &Reply) -> HttpResponse {
    let is_form = reply.header("content-type").is_some_and(|kind| kind.to_ascii_lowercase().contains("urlencoded"));
    let read = match std::str::from_utf8(&reply.body) {
        Ok(text) if is_form => Some(form(text.trim())),
        Ok(text) => serde_json::from_str(text).ok(),
        Err(_) => None,
    };
    // What is no object says something by its status only.
    let mut fields = match read {
        Some(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    put_fields_right(&mut fields);
    let has_token = fields.contains_key("access_token");
    if !has_token && !fields.contains_key("error") {
        let code = match reply.status {
            401 => Some("invalid_client"),
            408 | 425 | 429 | 500.. => Some("temporarily_unavailable"),
            _ => None,
        };
        fields.extend(code.map(|code| ("error".to_owned(), Value::from(code))));
    }
    let status = match reply.status {
        200..=299 if has_token => 200,
        // An error with a status that says success.
        200..=299 => 400,
        status => status,
    };
    answer(status, &Value::Object(fields).to_string())
}

fn put_fields_right(fields: &mut Map<String, Value>) {
    if fields.contains_key("access_token") && !fields.get("token_type").is_some_and(Value::is_string) {
        fields.insert("token_type".to_owned(), Value::from("bearer"));
    }
    let life = fields.get("expires_in").and_then(|life| match life {
        Value::Number(number) => number.as_u64().or_else(|| number.as_f64().map(|seconds| seconds as u64)),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    });
    fields.remove("expires_in");
    if let Some(life) = life {
        fields.insert("expires_in".to_owned(), Value::from(life));
    }
    // Lists of scopes, and things that are null or of another shape than text.
    if let Some(Value::Array(scopes)) = fields.get("scope") {
        let scopes: Vec<&str> = scopes.iter().filter_map(Value::as_str).collect();
        let scopes = scopes.join(" ");
        fields.insert("scope".to_owned(), Value::from(scopes));
    }
    for name in ["scope", "refresh_token", "error", "error_description", "error_uri"] {
        if fields.get(name).is_some_and(|value| !value.is_string()) {
            fields.remove(name);
        }
    }
}

fn answer(status: u16, body: &str) -> HttpResponse {
    let mut response = HttpResponse::new(body.as_bytes().to_vec());
    *response.status_mut() =
        oauth2::http::StatusCode::from_u16(status).unwrap_or(oauth2::http::StatusCode::BAD_GATEWAY);
    response
}

fn tokens(
    answer: Answer,
    now: DateTime<Utc>,
    old_refresh: Option<&String>,
    asked_scopes: &[String],
) -> Result<Tokens, Denied> {
    let granted = answer.map_err(denied)?;
    let life = granted.expires_in().map(|life| life.as_secs().min(LIFE_SECONDS_MAX) as i64);
    let scopes = match granted.scopes() {
        // Some part them by commas.
        Some(scopes) => {
            let each = scopes.iter().flat_map(|scope| scope.split(',')).map(str::trim);
            each.filter(|scope| !scope.is_empty()).map(str::to_owned).collect()
        }
        // RFC 6749 section 5.1: nothing said is everything granted.
        None => asked_scopes.to_vec(),
    };
    let access = granted.access_token().secret().clone();
    if access.is_empty() || access.chars().any(char::is_control) {
        return Err(Denied::Unreadable);
    }
    Ok(Tokens {
        access,
        refresh: granted.refresh_token().map(|token| token.secret().clone()).or_else(|| old_refresh.cloned()),
        expires_at: life.and_then(|life| now.checked_add_signed(chrono::Duration::seconds(life))),
        scopes,
    })
}

fn denied(error: RequestTokenError<Failure, BasicErrorResponse>) -> Denied {
    match error {
        RequestTokenError::Request(failure) => Denied::Failed(failure),
        RequestTokenError::ServerResponse(answer) => match answer.error() {
            BasicErrorResponseType::InvalidGrant => Denied::SignInAgain,
            BasicErrorResponseType::InvalidClient | BasicErrorResponseType::UnauthorizedClient => Denied::Client,
            BasicErrorResponseType::Extension(code) => by_code(code),
            other => Denied::Refused(other.as_ref().to_owned()),
        },
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => Denied::Unreadable,
    }
}

/// Codes that applications have made up for what the standard has words for.
fn by_code(code: &str) -> Denied {
    match code {
        "temporarily_unavailable" | "server_error" | "slow_down" | "internal_error" => Denied::Busy,
        "invalid_code"
        | "code_already_used"
        | "bad_verification_code"
        | "token_expired"
        | "invalid_refresh_token"
        | "token_revoked" => Denied::SignInAgain,
        "incorrect_client_credentials" | "invalid_client_id" | "bad_client_secret" => Denied::Client,
        other => {
            let fits = |char: &char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-' | '.');
            Denied::Refused(other.chars().filter(fits).take(CODE_CHARS_MAX).collect())
        }
    }
}
