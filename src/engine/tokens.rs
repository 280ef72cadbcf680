//! Tokens of applications that sign in by OAuth 2.0, fresh for each call: asked for when first needed, refreshed shortly
//! before they end, and once more where the application does not take one. Over all workers one at a time does it for an
//! Account Connector: it marks the row, asks with no transaction open, and keeps what came, while the others wait for
//! that. All of it happens in the scope of the account that owns the connector, since the tokens are its own.

use super::model::{Again, Ran};
use super::out::Out;
use super::plans::Connection;
use crate::account_connectors::actions::stop_unusable;
use crate::account_connectors::grants;
use crate::account_connectors::secret::{Secret, slot};
use crate::connectors::model::{Authentication, Definition};
use crate::connectors::oauth::denied::Denied;
use crate::connectors::oauth::exchange::{Asking, client_credentials, refresh};
use crate::connectors::oauth::tokens::Tokens;
use crate::connectors::oauth::{Provider, Registration};
use crate::db::schema::{account_connectors, connector_clients};
use crate::db::{InWork, WriteTx};
use crate::error::{AppError, AppResult};
use crate::secrets::Slot;
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use std::borrow::Cow;
use std::time::Duration as Time;

/// A token that ends sooner is refreshed before a call.
const AHEAD_S: i64 = 60;
/// How long one worker has for it; the application has 20 s for its answer.
const LEASE_S: i64 = 30;
/// How often the others look meanwhile, and how many times.
const LOOK_EVERY: Time = Time::from_millis(150);
const LOOKS_MAX: u32 = 200;
/// What came is worth more than one try to keep it: the application may have ended the old tokens.
const KEEPING_TRIES: u32 = 5;

/// How the credentials stand.
enum Taken {
    /// This worker is the one that asks.
    Mine(Secret, Option<Registration>),
    /// Another has been quicker, or somebody has connected it anew.
    Others(Box<Connection>),
    /// Another is at it.
    Busy,
    /// Nobody can use it any more.
    Gone,
}

/// The connection with a token that lasts for a call.
///
/// # Errors
/// Why there is none, and whom to ask.
pub(super) async fn in_time<'a>(
    out: &Out<'_>,
    connection: &'a Connection,
    definition: &Definition,
) -> Result<Cow<'a, Connection>, Box<Ran>> {
    if !by_oauth(definition) || !is_due(connection, out.engine.now()) {
        return Ok(Cow::Borrowed(connection));
    }
    renewed(out, connection, definition).await.map(Cow::Owned)
}

/// Whether a token can be another next time.
pub(super) fn by_oauth(definition: &Definition) -> bool {
    matches!(definition.authentication, Authentication::OauthCode(_) | Authentication::OauthClient(_))
}

fn is_due(connection: &Connection, now: DateTime<Utc>) -> bool {
    use crate::connectors::call::credentials::Credentials;
    let ahead = if connection.renewable { Duration::seconds(AHEAD_S) } else { Duration::zero() };
    connection.credentials == Credentials::None || connection.expires_at.is_some_and(|end| end <= now + ahead)
}

/// The connection with other tokens than these.
///
/// # Errors
/// Why there are none, and whom to ask.
pub(super) async fn renewed(
    out: &Out<'_>,
    connection: &Connection,
    definition: &Definition,
) -> Result<Connection, Box<Ran>> {
    let mut connection = connection.clone();
    for _ in 0..LOOKS_MAX {
        match take(out, &connection).await.map_err(|cause| ours(&connection, &cause))? {
            Taken::Gone => return Err(Box::new(gone(out, &connection))),
            Taken::Busy => tokio::time::sleep(LOOK_EVERY).await,
            Taken::Others(theirs) if is_due(&theirs, out.engine.now()) => connection = *theirs,
            Taken::Others(theirs) => return Ok(*theirs),
            Taken::Mine(secret, registration) => {
                return ask(out, connection, definition, secret, registration).await;
            }
        }
    }
    let message = format!("The sign-in at {} is being renewed and takes long.", connection.connector_name);
    Err(Box::new(Ran::not(format!("{}: busy", connection.connector_name), message, Again::Ladder)))
}

/// Asks the application; this worker has the mark.
async fn ask(
    out: &Out<'_>,
    mut connection: Connection,
    definition: &Definition,
    secret: Secret,
    registration: Option<Registration>,
) -> Result<Connection, Box<Ran>> {
    let provider = match Provider::of(definition, &connection.parameters) {
        Ok(provider) => provider,
        Err(faults) => {
            give_back(out, &connection).await.map_err(|cause| ours(&connection, &cause))?;
            return Err(Box::new(Ran::not("Request", format!("{faults}."), Again::No)));
        }
    };
    let answer = asked(out, &provider, definition, &secret, registration, connection.expires_at).await;
    match answer {
        Ok((secret, tokens)) => {
            let kept = keep(out, &connection, &secret, &tokens).await.map_err(|cause| ours(&connection, &cause))?;
            if !kept {
                // Somebody has connected it anew meanwhile: that counts, from the next try on.
                return Err(Box::new(Ran::not(
                    format!("{}: connected anew", connection.connector_name),
                    format!("“{}” was connected anew meanwhile.", connection.name),
                    Again::At(out.engine.now() + Duration::seconds(1)),
                )));
            }
            connection.holds(&secret);
            connection.expires_at = tokens.expires_at;
            connection.tokens_version += 1;
            Ok(connection)
        }
        Err(denied) => Err(Box::new(no(out, &connection, definition, &denied).await)),
    }
}

async fn asked(
    out: &Out<'_>,
    provider: &Provider,
    definition: &Definition,
    secret: &Secret,
    registration: Option<Registration>,
    expires_at: Option<DateTime<Utc>>,
) -> Result<(Secret, Tokens), Denied> {
    let now = out.engine.now();
    let agent = out.engine.plans.agent(out.partner(), out.account());
    let asking =
        |registration| Asking { outbound: &out.engine.outbound, provider, registration, user_agent: &agent, now };
    match (secret, &definition.authentication) {
        (Secret::Client { client_id, client_secret, .. }, Authentication::OauthClient(oauth)) => {
            let registration = Registration { client_id: client_id.clone(), client_secret: client_secret.clone() };
            let tokens = client_credentials(&asking(&registration), &grants::asked(&oauth.scopes)).await?;
            let access = Some(tokens.access.clone());
            let (client_id, client_secret) = (client_id.clone(), client_secret.clone());
            Ok((Secret::Client { client_id, client_secret, access }, tokens))
        }
        (Secret::Oauth { access, refresh: token }, Authentication::OauthCode(_)) => {
            let registration = registration.ok_or(Denied::Client)?;
            let (access, token) = (access.clone(), token.clone());
            let old = Tokens { access, refresh: token, expires_at, scopes: Vec::new() };
            let tokens = refresh(&asking(&registration), &old).await?;
            let (access, token) = (tokens.access.clone(), tokens.refresh.clone());
            Ok((Secret::Oauth { access, refresh: token }, tokens))
        }
        // The connector's authentication is another than it was connected with.
        _ => Err(Denied::SignInAgain),
    }
}

/// Marks the row, or says how it stands.
async fn take(out: &Out<'_>, connection: &Connection) -> AppResult<Taken> {
    let (seen, below) = (connection.clone(), connection.owner != out.account());
    let vault = out.engine.vault.clone();
    owners(out, connection, move |tx| {
        type Found = (String, bool, i32, Option<Vec<u8>>, Option<DateTime<Utc>>, Option<DateTime<Utc>>);
        let key = (tx.partner_id().0, tx.account_id().0, seen.id.0);
        let found: Option<Found> = account_connectors::table
            .find(key)
            .select((
                account_connectors::state,
                account_connectors::shared,
                account_connectors::tokens_version,
                account_connectors::secret,
                account_connectors::expires_at,
                account_connectors::refreshing_until,
            ))
            .for_update()
            .first(tx.conn())
            .optional()?;
        let Some((state, shared, version, Some(sealed), expires_at, refreshing)) = found else {
            return Ok(Taken::Gone);
        };
        if state != "ready" || (below && !shared) {
            return Ok(Taken::Gone);
        }
        let now = tx.now();
        if version == seen.tokens_version && refreshing.is_some_and(|until| until > now) {
            return Ok(Taken::Busy);
        }
        let place = slot(tx.partner_id(), seen.id);
        let secret = Secret::read(&vault.open(tx, place, &sealed)?)?;
        if version != seen.tokens_version {
            let mut theirs = seen;
            theirs.holds(&secret);
            (theirs.expires_at, theirs.tokens_version) = (expires_at, version);
            return Ok(Taken::Others(Box::new(theirs)));
        }
        diesel::update(account_connectors::table.find(key))
            .set(account_connectors::refreshing_until.eq(now + Duration::seconds(LEASE_S)))
            .execute(tx.conn())?;
        let registered: Option<(String, Vec<u8>)> = connector_clients::table
            .find((key.0, seen.connector.0))
            .select((connector_clients::client_id, connector_clients::secret))
            .first(tx.conn())
            .optional()?;
        let registration = registered.map(|(client_id, sealed)| {
            let of = Slot { partner: tx.partner_id(), column: "connector_clients.secret", row: seen.connector.0 };
            let secret = vault.open(tx, of, &sealed)?;
            let client_secret = std::str::from_utf8(&secret).map_err(AppError::internal)?.to_owned();
            Ok::<_, AppError>(Registration { client_id, client_secret })
        });
        Ok(Taken::Mine(secret, registration.transpose()?))
    })
    .await
}

/// Keeps new tokens in place of those that were seen, the refresh token among them. False: it has others by now.
async fn keep(out: &Out<'_>, connection: &Connection, secret: &Secret, tokens: &Tokens) -> AppResult<bool> {
    let mut tries = 0;
    loop {
        let (vault, seen, secret, tokens) =
            (out.engine.vault.clone(), connection.clone(), secret.clone(), tokens.clone());
        let kept = owners(out, connection, move |tx| {
            let place = slot(tx.partner_id(), seen.id);
            let sealed = vault.seal(tx, place, &secret.write()?)?;
            let row = account_connectors::table.find((tx.partner_id().0, tx.account_id().0, seen.id.0));
            let changed = diesel::update(row)
                .filter(account_connectors::tokens_version.eq(seen.tokens_version))
                .filter(account_connectors::state.eq("ready"))
                .set((
                    account_connectors::secret.eq(sealed),
                    account_connectors::expires_at.eq(tokens.expires_at),
                    account_connectors::tokens_version.eq(seen.tokens_version + 1),
                    account_connectors::refreshing_until.eq(None::<DateTime<Utc>>),
                ))
                .execute(tx.conn())?;
            Ok(changed == 1)
        });
        match kept.await {
            Err(cause) if tries < KEEPING_TRIES => {
                tracing::warn!("keeping refreshed tokens will be tried again: {cause}");
                tries += 1;
                tokio::time::sleep(Time::from_secs(1)).await;
            }
            kept => return kept,
        }
    }
}

/// The application did not give tokens: for now, or until a person does something.
async fn no(out: &Out<'_>, connection: &Connection, definition: &Definition, denied: &Denied) -> Ran {
    let (application, name, owner) = (&connection.connector_name, &connection.name, &connection.owner_name);
    let cause = format!("{application}: sign-in");
    let by_customer = matches!(definition.authentication, Authentication::OauthClient(_));
    if matches!(denied, Denied::SignInAgain) || (by_customer && matches!(denied, Denied::Client)) {
        return match refuse(out, connection).await {
            // The cause that the cycles stopped by it have: it is one incident.
            Ok(()) => Ran::stop(
                format!("{name}: not connected"),
                format!(
                    "{application} does not accept the sign-in of “{name}” any more. Someone of {owner} must connect it \
                     again{}",
                    out.afterwards()
                ),
            ),
            Err(cause) => *ours(connection, &cause),
        };
    }
    if let Err(cause) = give_back(out, connection).await {
        tracing::warn!("the mark of a refresh is left to its time: {cause}");
    }
    match denied {
        Denied::Client => Ran::stop(
            cause,
            format!(
                "{application} does not accept the client ID and secret of this product, so “{name}” cannot be used. \
                 Whoever keeps the library of connectors must correct the registration{}",
                out.afterwards()
            ),
        ),
        denied => {
            let again = if denied.worth_retrying() { Again::Ladder } else { Again::No };
            Ran::not(cause, format!("“{name}” could not be signed in at {application}. {denied}"), again)
        }
    }
}

/// It must be connected again: every cycle that uses it stops and says whom to ask, in accounts below too.
async fn refuse(out: &Out<'_>, connection: &Connection) -> AppResult<()> {
    let seen = connection.clone();
    owners(out, connection, move |tx| {
        let (application, name, owner) = (&seen.connector_name, &seen.name, &seen.owner_name);
        let row = account_connectors::table.find((tx.partner_id().0, tx.account_id().0, seen.id.0));
        let changed = diesel::update(row)
            .filter(account_connectors::tokens_version.eq(seen.tokens_version))
            .filter(account_connectors::state.eq("ready"))
            .set((
                account_connectors::state.eq("refused"),
                account_connectors::problem.eq("the sign-in has ended or was withdrawn there."),
                account_connectors::tokens_version.eq(seen.tokens_version + 1),
                account_connectors::refreshing_until.eq(None::<DateTime<Utc>>),
                account_connectors::version.eq(account_connectors::version + 1),
            ))
            .execute(tx.conn())?;
        if changed == 1 {
            let (account, now) = (tx.account_id().0, tx.now());
            let here = format!(
                "{application} does not accept the sign-in of “{name}” any more. Connect it again, then start this cycle."
            );
            let below = format!(
                "{application} does not accept the sign-in of “{name}” of {owner} any more. Ask an administrator of \
                 {owner} to connect it again, then start this cycle."
            );
            let stop = stop_unusable(account, seen.id.0, here, below, now);
            diesel::select(stop).get_result::<i32>(tx.conn())?;
        }
        Ok(())
    })
    .await
}

async fn give_back(out: &Out<'_>, connection: &Connection) -> AppResult<()> {
    let seen = connection.clone();
    owners(out, connection, move |tx| {
        let row = account_connectors::table.find((tx.partner_id().0, tx.account_id().0, seen.id.0));
        diesel::update(row)
            .filter(account_connectors::tokens_version.eq(seen.tokens_version))
            .set(account_connectors::refreshing_until.eq(None::<DateTime<Utc>>))
            .execute(tx.conn())?;
        Ok(())
    })
    .await
}

/// A transaction in the account that owns the connector: the cycle's own or one above it.
async fn owners<T: Send + 'static>(
    out: &Out<'_>,
    connection: &Connection,
    work: impl FnOnce(&mut WriteTx<'_, InWork>) -> AppResult<T> + Send + 'static,
) -> AppResult<T> {
    let (partner, owner) = (out.partner(), connection.owner);
    out.engine.blocking(move |db| db.for_due(partner, owner, work)).await
}

fn gone(out: &Out<'_>, connection: &Connection) -> Ran {
    let (application, name, owner) = (&connection.connector_name, &connection.name, &connection.owner_name);
    let message = format!(
        "“{name}” cannot be used any more: it must be connected and shared. Someone of {owner} can do that{}",
        out.afterwards()
    );
    Ran::stop(format!("{application}: sign-in"), message)
}

fn ours(connection: &Connection, cause: &AppError) -> Box<Ran> {
    tracing::warn!("tokens could not be renewed: {cause}");
    let name = &connection.connector_name;
    Box::new(Ran::not(format!("{name}: our side"), "The sign-in could not be renewed.", Again::Ladder))
}
