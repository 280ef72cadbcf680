//! Signing in: throttled per address and per source, the same work and the same words for an unknown address and for
//! a wrong password (ASVS 6.3.1, 6.3.8).

use super::throttle::Throttle;
use crate::audit::Entry;
use crate::db::doorstep::{Candidate, NewSession, Opened};
use crate::db::{Database, InSelf, Kind, Origin, WriteTx};
use crate::error::AppResult;
use crate::ids::Token;
use crate::mail;
use crate::mail::model::{Letter, Recipient};
use crate::people::device;
use crate::settings::model::Limits;
use crate::web::state::App;
use actix_web::web;
use chrono::{DateTime, Duration, Utc};

/// How long somebody may take between the password and the code.
const CODE_MINUTES: i64 = 10;

/// How an attempt ended.
pub(super) enum Attempt {
    /// The new session's token, and where the person belongs.
    In(Token, Kind),
    /// The password was right, and a code is asked for next; the token is good for that page alone.
    Halfway(Token),
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
    let throttle = Throttle::of_sign_in(&given.email_key, &given.origin.address);
    let (email, at_partner, asked) = (given.email_key.clone(), given.at_partner.clone(), throttle.clone());
    let (wait, candidates) = with_db(app, move |db| match asked.waits(db)? {
        Some(until) => Ok((Some(until), Vec::new())),
        None => Ok((None, db.sign_in_candidates(&email, at_partner.as_deref())?)),
    })
    .await?;
    if let Some(until) = wait {
        return Ok(Attempt::Wait(until));
    }
    let Some(person) = matching(app, &candidates, given.password).await? else {
        with_db(app, move |db| throttle.count(db)).await?;
        note_refused(app, candidates, given.origin);
        return Ok(Attempt::Refused);
    };
    let kind = person.kind;
    let known = person.clone();
    if person.second_step {
        let token = begin(app, person, throttle).await?;
        strengthen(app, known, given.password.to_owned());
        return Ok(Attempt::Halfway(token));
    }
    match open(app, person, given.user_agent, given.origin, throttle).await? {
        Some(token) => {
            strengthen(app, known, given.password.to_owned());
            Ok(Attempt::In(token, kind))
        }
        None => Ok(Attempt::Refused),
    }
}

/// Hashes the password anew when its hash is of a time with a lower cost: only now is it known in clear. Nobody waits
/// for it, and what does not succeed now is done at the next sign-in.
fn strengthen(app: &web::Data<App>, person: Candidate, password: String) {
    let app = app.clone();
    actix_web::rt::spawn(async move {
        let done = match app.hasher.stronger(&password, &person.hash).await {
            Ok(None) => return,
            Ok(Some(fresh)) => with_db(&app, move |db| db.strengthen(&person, &fresh)).await,
            Err(busy) => Err(busy),
        };
        if let Err(cause) = done {
            tracing::warn!("a password keeps its weaker hash until the next sign-in: {cause}");
        }
    });
}

/// Notes a refused attempt in the log of each partner that knows the address. The answer does not wait for it: it must
/// take the same time whether the address is known or not. The throttle bounds how many there can be.
fn note_refused(app: &web::Data<App>, candidates: Vec<Candidate>, origin: Origin) {
    if candidates.is_empty() {
        return;
    }
    let db = app.db.clone();
    drop(web::block(move || {
        for person in &candidates {
            let noted = db.as_stranger(person.partner, &origin, |tx| {
                let whose = format!("{} ({})", person.name, person.email);
                tx.audit(Entry::of("sign_in.refused", "person", person.person, &whose));
                Ok(())
            });
            if let Err(cause) = noted {
                tracing::warn!(request.id = %origin.request_id, "a refused sign-in is not in the audit log: {cause}");
            }
        }
    }));
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

/// Remembers that the password was given, under a fresh token that is no session's.
pub(super) async fn begin(app: &web::Data<App>, person: Candidate, throttle: Throttle) -> AppResult<Token> {
    let token = Token::new();
    let hash = token.hash();
    with_db(app, move |db| {
        throttle.forget(db)?;
        db.begin_sign_in(&person, &hash, db.clock().now() + Duration::minutes(CODE_MINUTES))
    })
    .await?;
    Ok(token)
}

/// Opens a session under a fresh token (none when the person was disabled meanwhile) and notes it in the audit log.
async fn open(
    app: &web::Data<App>,
    person: Candidate,
    user_agent: String,
    origin: Origin,
    throttle: Throttle,
) -> AppResult<Option<Token>> {
    let token = Token::new();
    let hash = token.hash();
    let opened = with_db(app, move |db| {
        throttle.forget(db)?;
        let (idle_s, ends_at) = Limits::at_most(person.kind).since(db.clock().now());
        let new = NewSession {
            partner: person.partner,
            person: person.person,
            kind: person.kind,
            token: &hash,
            idle_s,
            ends_at,
            origin: &origin,
            user_agent: &user_agent,
            device: &device::fingerprint(&user_agent, &origin.address),
        };
        db.open_session(&new, |tx, opened| note(tx, opened, &user_agent, ""))
    })
    .await?;
    Ok(opened.then_some(token))
}

/// The entry in the audit log, with what was given after the password, and a mail when the person never came from there.
pub(super) fn note(tx: &mut WriteTx<'_, InSelf>, opened: Opened, user_agent: &str, second_step: &str) -> AppResult<()> {
    let entry =
        Entry::of("session.opened", "person", tx.person_id(), &opened.name).change("second_step", "", second_step);
    tx.audit(entry);
    if !opened.new_device {
        return Ok(());
    }
    let letter = Letter::NewSignIn { agent: user_agent.to_owned(), address: tx.origin().address.clone(), at: tx.now() };
    mail::actions::put(tx, &Recipient { email: opened.email, name: opened.name }, &letter)
}

/// Runs gate functions off the async threads.
pub(crate) async fn with_db<T: Send + 'static>(
    app: &web::Data<App>,
    work: impl FnOnce(&Database) -> AppResult<T> + Send + 'static,
) -> AppResult<T> {
    let db = app.db.clone();
    crate::language::off_thread(move || work(&db)).await
}
