//! Signing in at an application for an Account Connector (OAuth 2.0, authorization code): begun with a state that one
//! browser can bring back once, and ended with the application's tokens, sealed in place of what it had.

use super::actions::{connected, locked};
use super::model::{Way, way};
use super::queries::{self, Row};
use super::secret::Secret;
use crate::connectors::model::{Authentication, Definition, Scope};
use crate::connectors::oauth::tokens::Tokens;
use crate::connectors::oauth::{Asked, CALLBACK, Provider, Registration};
use crate::db::schema::oauth_grants;
use crate::db::{GRANT_MINUTES, OauthGrant, ReadTx, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountConnectorId, AccountId, ConnectorId, PartnerId, TokenHash};
use crate::people::model::Version;
use crate::secrets::{Slot, Vault};
use chrono::Duration;
use diesel::prelude::*;
use url::Url;
use uuid::Uuid;
use zeroize::Zeroizing;

/// The longest address that one goes on to afterwards.
const BACK_BYTES_MAX: usize = 4_000;

/// Where somebody goes on to.
pub(crate) struct Leaving {
    /// The application's page.
    pub url: Url,
    pub application: String,
}

/// From where a sign-in is begun.
#[derive(Clone, Copy)]
pub(crate) enum From<'a> {
    /// A place that a session opens, by its name, and the page of ours that one goes on to afterwards; empty: none.
    Session(&'static str, &'a str),
    Link(&'a TokenHash),
}

/// What a code is exchanged with.
pub(crate) struct Exchange {
    pub grant: OauthGrant,
    pub provider: Provider,
    pub registration: Registration,
    pub verifier: Zeroizing<String>,
}

/// Whether an Account Connector is connected with its provider's sign-in.
///
/// # Errors
/// `NotFound` where it is not there; `Conflict` without a live release.
pub(crate) fn signs_in<P>(tx: &mut ReadTx<'_, P>, (account, id): (AccountId, AccountConnectorId)) -> AppResult<bool> {
    let row = queries::find(tx, account, id)?;
    Ok(way(&queries::setup_of(tx, &row)?.authentication) == Way::Provider)
}

/// Begins a sign-in for the browser that asks; an earlier one of its that was not finished ends.
///
/// # Errors
/// `Conflict` where the partner has no registration at the application, an address cannot be made, or somebody else
/// changed it meanwhile.
pub(crate) fn begin<P>(
    tx: &mut WriteTx<'_, P>,
    vault: &Vault,
    (account, id): (AccountId, AccountConnectorId),
    seen: Option<Version>,
    from: From<'_>,
) -> AppResult<Leaving> {
    let row = locked(tx, account, id, seen)?;
    let (provider, application, offered) = provider(tx, &row)?;
    let Some(known) = queries::registration(tx, ConnectorId(row.connector_id))? else {
        return Err(AppError::Conflict(unregistered(&application)));
    };
    let scopes = if known.scopes.is_empty() { offered } else { known.scopes };
    let registration = Registration { client_id: known.client_id, client_secret: String::new() };
    // The address that was registered there, whichever name people work by.
    let redirect = callback(&tx.origin().look.at(known.redirect_host.as_deref()))?;
    let Asked { url, state, verifier } = provider
        .authorize(&registration, &redirect, &scopes, &[])
        .map_err(|faults| AppError::Conflict(format!("{faults}.")))?;
    let verifier = Zeroizing::new(verifier);
    let (partner, person, now, grant) = (tx.partner_id(), tx.person_id(), tx.now(), Uuid::now_v7());
    let (browser, begun_host) = (TokenHash::of(&tx.origin().csrf), tx.origin().site.host().map(str::to_owned));
    let sealed = vault.seal(tx, slot(partner, grant), verifier.as_bytes())?;
    forget(tx, account, id, Some(&browser))?;
    let (place, back, link) = match from {
        // One that is too long to be kept is left: the person is on the connector's page then.
        From::Session(place, back) if back.len() <= BACK_BYTES_MAX => (place, back, None),
        From::Session(place, _) => (place, "", None),
        From::Link(link) => ("link", "", Some(link.0.clone())),
    };
    diesel::insert_into(oauth_grants::table)
        .values((
            oauth_grants::partner_id.eq(partner.0),
            oauth_grants::account_id.eq(account.0),
            oauth_grants::id.eq(grant),
            oauth_grants::account_connector_id.eq(id.0),
            oauth_grants::state_hash.eq(TokenHash::of(&state).0),
            oauth_grants::browser_hash.eq(browser.0),
            oauth_grants::verifier.eq(sealed),
            oauth_grants::place.eq(place),
            oauth_grants::back.eq(back),
            oauth_grants::redirect.eq(redirect.as_str()),
            oauth_grants::begun_host.eq(begun_host),
            oauth_grants::link_hash.eq(link),
            oauth_grants::asked_scopes.eq(scopes),
            oauth_grants::person_id.eq(person.0),
            oauth_grants::created_at.eq(now),
            oauth_grants::expires_at.eq(now + Duration::minutes(GRANT_MINUTES)),
        ))
        .execute(tx.conn())?;
    Ok(Leaving { url, application })
}

/// Takes what is needed to exchange the code for tokens. The grant was used up in this transaction.
///
/// # Errors
/// `Conflict` where the registration or the live release went meanwhile.
pub(crate) fn exchange<P>(tx: &mut ReadTx<'_, P>, vault: &Vault, grant: OauthGrant) -> AppResult<Exchange> {
    let row = queries::find(tx, grant.account, grant.connector)?;
    let (provider, application, _) = provider(tx, &row)?;
    let (Some(client_id), Some(secret)) = (grant.client_id.clone(), &grant.client_secret) else {
        return Err(AppError::Conflict(unregistered(&application)));
    };
    let of_client = Slot { partner: grant.partner, column: "connector_clients.secret", row: grant.library.0 };
    let client_secret = text(&vault.open(tx, of_client, secret)?)?;
    let verifier = grant.verifier.as_deref().unwrap_or_default();
    let verifier = Zeroizing::new(text(&vault.open(tx, slot(grant.partner, grant.grant), verifier)?)?);
    Ok(Exchange { provider, registration: Registration { client_id, client_secret }, verifier, grant })
}

/// Seals what the application granted, in place of any credentials it had; answers its name.
///
/// # Errors
/// `NotFound` when it was removed meanwhile.
pub(crate) fn finish<P>(
    tx: &mut WriteTx<'_, P>,
    vault: &Vault,
    (account, id): (AccountId, AccountConnectorId),
    tokens: &Tokens,
) -> AppResult<String> {
    let row = locked(tx, account, id, None)?;
    let secret = Secret::Oauth { access: tokens.access.clone(), refresh: tokens.refresh.clone() };
    connected(tx, vault, account, &row, &secret, (&tokens.scopes, tokens.expires_at))?;
    Ok(row.name)
}

/// Ends sign-ins that were begun and not finished: those of one browser, or all.
pub(super) fn forget<P>(
    tx: &mut WriteTx<'_, P>,
    account: AccountId,
    id: AccountConnectorId,
    of: Option<&TokenHash>,
) -> AppResult<()> {
    let open = oauth_grants::table
        .filter(oauth_grants::partner_id.eq(tx.partner_id().0))
        .filter(oauth_grants::account_id.eq(account.0))
        .filter(oauth_grants::account_connector_id.eq(id.0))
        .filter(oauth_grants::used_at.is_null());
    match of {
        Some(browser) => diesel::delete(open.filter(oauth_grants::browser_hash.eq(&browser.0))).execute(tx.conn())?,
        None => diesel::delete(open).execute(tx.conn())?,
    };
    Ok(())
}

/// What is said where the partner has not registered at the application.
pub(crate) fn unregistered(application: &str) -> String {
    t!("account-connectors-unregistered", application = application)
}

/// Where the application sends people back to.
///
/// # Errors
/// Never with an address that the configuration took.
pub(crate) fn callback(address: &str) -> AppResult<Url> {
    Url::parse(&format!("{address}{CALLBACK}")).map_err(AppError::internal)
}

/// The application's addresses for an Account Connector, its name, and the scopes that are asked for where the
/// registration names none.
fn provider<P>(tx: &mut ReadTx<'_, P>, row: &Row) -> AppResult<(Provider, String, Vec<String>)> {
    let setup = queries::setup_of(tx, row)?;
    let Authentication::OauthCode(code) = &setup.authentication else {
        return Err(AppError::Conflict(t!("account-connectors-not-by-sign-in").to_owned()));
    };
    let scopes = asked(&code.scopes);
    let definition =
        Definition { authentication: setup.authentication, parameters: setup.parameters, ..Definition::default() };
    let provider = Provider::of(&definition, &row.parameters()).map_err(|faults| {
        AppError::Conflict(t!("account-connectors-correct-then-connect", faults = faults.to_string()))
    })?;
    Ok((provider, setup.application, scopes))
}

/// The scopes that a definition asks for by itself.
pub(crate) fn asked(scopes: &[Scope]) -> Vec<String> {
    scopes.iter().filter(|scope| scope.asked).map(|scope| scope.name.clone()).collect()
}

fn slot(partner: PartnerId, grant: Uuid) -> Slot {
    Slot { partner, column: "oauth_grants.verifier", row: grant }
}

fn text(plain: &[u8]) -> AppResult<String> {
    std::str::from_utf8(plain).map(str::to_owned).map_err(AppError::internal)
}
