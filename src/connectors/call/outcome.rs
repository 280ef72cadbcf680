//! What a reply's status asks for: go on, give up, sign in again, wait.

use crate::outbound::Reply;
use chrono::{DateTime, Utc};
use std::time::Duration;

/// Who asks for a longer wait does not mean it, or the step has failed.
const WAIT_MAX: Duration = Duration::from_secs(24 * 3600);

/// What to do after an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Done,
    /// The application does not want this request, now or later. The sentence says what to look at.
    Refused(String),
    /// The credentials are not, or no longer, good.
    Unauthorised,
    /// Too many calls; wait so long, if it is said.
    RateLimited(Option<Duration>),
    /// Another try may succeed; wait so long, if it is said.
    Busy(Option<Duration>),
}

/// Reads a reply's status and what it says of waiting.
pub(crate) fn outcome(reply: &Reply, now: DateTime<Utc>) -> Outcome {
    let wait = reply.header("retry-after").and_then(|value| retry_after(value, now));
    let spent = ["x-ratelimit-remaining", "ratelimit-remaining"].iter().any(|name| reply.header(name) == Some("0"));
    match reply.status {
        200..=299 => Outcome::Done,
        401 => Outcome::Unauthorised,
        429 => Outcome::RateLimited(wait),
        // Some have one status for "not allowed" and "not so often".
        403 if wait.is_some() || spent => Outcome::RateLimited(wait),
        408 | 425 | 500.. => Outcome::Busy(wait),
        status => Outcome::Refused(refused(status)),
    }
}

impl Outcome {
    /// The outcome as a sentence; nothing where all went well.
    pub(crate) fn words(&self) -> String {
        let waiting = |wait: &Option<Duration>| match wait {
            Some(wait) => format!(" It asks to wait {} seconds.", wait.as_secs()),
            None => String::new(),
        };
        match self {
            Outcome::Done => String::new(),
            Outcome::Refused(why) => why.clone(),
            Outcome::Unauthorised => {
                "The application does not accept the credentials. Authenticate the connector again.".to_owned()
            }
            Outcome::RateLimited(wait) => format!("The application has had too many calls.{}", waiting(wait)),
            Outcome::Busy(wait) => format!("The application cannot answer at the moment.{}", waiting(wait)),
        }
    }
}

fn refused(status: u16) -> String {
    let why = match status {
        300..=399 => "sent the request elsewhere. Check the address of the connector",
        400 | 422 => "does not accept what was sent. Check the fields of this step",
        402 => "wants to be paid first. Check the plan of that account",
        403 => "does not allow this. Check what the credentials may do there",
        404 | 410 => "does not have what was asked for. Check the ids in this step",
        405 | 501 => "does not offer this method at this address",
        406 | 415 => "does not speak the format of this method",
        409 | 412 => "says that this conflicts with what it has. It may have been done before",
        413 => "finds the request too large",
        _ => "refused the request",
    };
    format!("The application {why} (status {status}).")
}

/// Seconds or a date (RFC 9110 section 10.2.3).
pub(crate) fn retry_after(value: &str, now: DateTime<Utc>) -> Option<Duration> {
    let value = value.trim();
    let wait = match value.parse::<u64>() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => WAIT_MAX,
        Err(_) => (DateTime::parse_from_rfc2822(value).ok()?.with_timezone(&Utc) - now).to_std().unwrap_or_default(),
    };
    Some(wait.min(WAIT_MAX))
}
