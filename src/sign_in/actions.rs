//! Signing in: throttled per address and per source, the same work and the same words for an unknown address and for
//! a wrong password (ASVS 6.3.1, 6.3.8).

use crate::access::Access;
use crate::access::rights::OwnThings;
use crate::audit::Entry;
use crate::db::doorstep::{Candidate, NewSession};
use crate::db::{Database, InSelf, Kind, Origin};
use crate::error::{AppError, AppResult};
use crate::ids::Token;
use crate::web::state::App;
use actix_web::web;
use chrono::{DateTime, Duration, Utc};
use sha2::{Digest, Sha256};
use std::net::IpAddr;

/// Failed tries before an address, and before a source network, must wait.
const FREE_PER_ADDRESS: i32 = 5;
const FREE_PER_SOURCE: i32 = 50;

/// How an attempt ended.
pub(super) enum Attempt {
    /// The new session's token, and where the person belongs.
    In(Token, Kind),
    /// Wrong address or password; nobody learns which.
    Refused,
    /// Too many failed tries: when to try again.
    Wait(DateTime<Utc>),
}

/// What was typed, and from where.
pub(super) struct Credentials<'a> {
    pub email_key: String,
    pub password: &'a str,
    /// The partner's slug, when the page was that partner's.
    pub at_partner: Option<String>,
    pub user_agent: String,
    pub origin: Origin,
}

pub(super) async fn attempt(app: &web::Data<App>, given: Credentials<'_>) -> AppResult<Attempt> {
    let subjects = [address_subject(&given.email_key), source_subject(&given.origin.address)];
    let (email, at_partner, asked) = (given.email_key.clone(), given.at_partner.clone(), subjects.clone());
    let (wait, candidates) = with_db(app, move |db| match db.throttled_until(&asked)? {
        Some(until) => Ok((Some(until), Vec::new())),
        None => Ok((None, db.sign_in_candidates(&email, at_partner.as_deref())?)),
    })
    .await?;
    if let Some(until) = wait {
        return Ok(Attempt::Wait(until));
    }
    let Some(person) = matching(app, &candidates, given.password).await? else {
        with_db(app, move |db| {
            db.note_failure(&subjects[0], FREE_PER_ADDRESS)?;
            db.note_failure(&subjects[1], FREE_PER_SOURCE)
        })
        .await?;
        return Ok(Attempt::Refused);
    };
    let kind = person.kind;
    match open(app, person, given.user_agent, given.origin, subjects[0].clone()).await? {
        Some(token) => Ok(Attempt::In(token, kind)),
        None => Ok(Attempt::Refused),
    }
}

async fn matching(app: &App, candidates: &[Candidate], password: &str) -> AppResult<Option<Candidate>> {
    if candidates.is_empty() {
        app.hasher.verify_nobody(password).await?;
    }
    for candidate in candidates {
        if candidate.scheme == crate::people::password::SCHEME && app.hasher.verify(password, &candidate.hash).await? {
            return Ok(Some(candidate.clone()));
        }
    }
    Ok(None)
}

/// Opens a session under a fresh token (none when the person was disabled meanwhile) and notes it in the audit log.
async fn open(
    app: &web::Data<App>,
    person: Candidate,
    user_agent: String,
    origin: Origin,
    subject: String,
) -> AppResult<Option<Token>> {
    let token = Token::new();
    let hash = token.hash();
    let (idle, absolute) = lengths(person.kind);
    let ends_at = app.db.clock().now() + absolute;
    let address = origin.address.clone();
    let opened = with_db(app, move |db| {
        db.forget_failures(&subject)?;
        db.open_session(&NewSession {
            partner: person.partner,
            person: person.person,
            token: &hash,
            idle_s: i32::try_from(idle.num_seconds()).unwrap_or(i32::MAX),
            ends_at,
            address: &address,
            user_agent: &user_agent,
        })
    })
    .await?;
    if !opened {
        return Ok(None);
    }
    let mine: Access<OwnThings, InSelf> = Access::by_token(&app.db, &token, (), origin);
    mine.write(|tx| {
        let facts = tx.facts();
        let entry = Entry::of("session.opened", "person", facts.person, &facts.name);
        tx.audit(entry);
        Ok(())
    })
    .await?;
    Ok(Some(token))
}

/// Idle and absolute length of a session (MODEL section 3).
fn lengths(kind: Kind) -> (Duration, Duration) {
    match kind {
        Kind::Console => (Duration::hours(1), Duration::hours(24)),
        Kind::Account => (Duration::hours(12), Duration::days(7)),
    }
}

/// Runs gate functions off the async threads.
pub(super) async fn with_db<T: Send + 'static>(
    app: &web::Data<App>,
    work: impl FnOnce(&Database) -> AppResult<T> + Send + 'static,
) -> AppResult<T> {
    let db = app.db.clone();
    web::block(move || work(&db))
        .await
        .map_err(|_| AppError::Busy { why: "The server is stopping.".to_owned(), retry_after_s: 5 })?
}

fn subject(prefix: &str, what: &str) -> String {
    Sha256::digest(what.as_bytes()).iter().fold(prefix.to_owned(), |text, b| format!("{text}{b:02x}"))
}

pub(super) fn address_subject(email_key: &str) -> String {
    subject("a:", email_key)
}

/// A household or an office shares a network: /24 and /64.
pub(super) fn source_subject(address: &str) -> String {
    let network = match address.parse::<IpAddr>() {
        Ok(IpAddr::V4(ip)) => ip.octets()[..3].iter().map(ToString::to_string).collect::<Vec<_>>().join("."),
        Ok(IpAddr::V6(ip)) => ip.segments()[..4].iter().map(|s| format!("{s:x}")).collect::<Vec<_>>().join(":"),
        Err(_) => address.to_owned(),
    };
    subject("s:", &network)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_a_network() {
        assert_eq!(source_subject("192.0.2.7"), source_subject("192.0.2.200"));
        assert_ne!(source_subject("192.0.2.7"), source_subject("192.0.3.7"));
        assert_eq!(source_subject("2001:db8:1:2::1"), source_subject("2001:db8:1:2:ffff::9"));
        assert_ne!(source_subject("2001:db8:1:2::1"), source_subject("2001:db8:1:3::1"));
    }
}
