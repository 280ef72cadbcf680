//! What a host name may be, what DNS is found to say about it, and what follows. Pure.

use crate::config::Config;
use crate::language::{Language, speaking};
use chrono::{DateTime, Duration, Utc};
use url::Host;

/// Names that one partner may list.
pub(super) const NAMES_MAX: usize = 20;
/// What stands before the name in that of the TXT record: nobody's name.
const PROOF_LABEL: &str = "_integrations-check";
/// A name that was never proved is asked about hourly for so long, then daily.
const EAGER_DAYS: i64 = 3;
/// A name that fails for so long is not a passing fault any more.
pub(super) const LONG_DAYS: i64 = 3;

/// Whoever manages settings is mailed about one that has failed for so long.
pub(super) const TOLD_HOURS: i64 = 24;

/// Whether a text has the form of a host name in DNS: labels of letters, digits and hyphens, two at least.
pub(crate) fn could_be(name: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    // An address is no name: the last label of one is never a number.
    let named = |last: &str| last.bytes().any(|b| b.is_ascii_lowercase());
    name.len() <= 253 && name.split('.').all(label) && name.rsplit_once('.').is_some_and(|(_, last)| named(last))
}

/// Of this machine alone, which browsers find without DNS.
pub(super) fn is_local(name: &str) -> bool {
    name.ends_with(".localhost")
}

/// Reads a typed name: as DNS has it, in punycode where it has other letters.
///
/// # Errors
/// In words, what is wrong with it.
pub(super) fn typed(text: &str, config: &Config) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(t!("hosts-typed-none").to_owned());
    }
    if text.contains(['/', ':', '@', '?', '#', '\\']) && !text.starts_with('[') {
        return Err(t!("hosts-typed-more").to_owned());
    }
    let name = match Host::parse(text.trim_end_matches('.')) {
        Ok(Host::Domain(name)) => name,
        Ok(Host::Ipv4(_) | Host::Ipv6(_)) => {
            return Err(t!("hosts-typed-address").to_owned());
        }
        Err(_) => return Err(t!("hosts-typed-no-name").to_owned()),
    };
    if !could_be(&name) {
        return Err(t!("hosts-typed-no-name").to_owned());
    }
    if config.is_own_name(&name) {
        return Err(t!("hosts-typed-own").to_owned());
    }
    let reserved = [".local", ".internal", ".invalid", ".home.arpa"].iter().any(|end| name.ends_with(end));
    if reserved || is_local(&name) && !config.plain_loopback() {
        return Err(t!("hosts-typed-inside").to_owned());
    }
    Ok(name)
}

/// Name and value of the TXT record that proves a name.
pub(super) fn proof_record(host: &str, proof: &str) -> (String, String) {
    (format!("{PROOF_LABEL}.{host}"), format!("integrations-check={proof}"))
}

/// With the letters that people typed.
pub(super) fn readable(host: &str) -> String {
    url::quirks::domain_to_unicode(host)
}

/// How a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Never proved.
    Pending,
    Verified,
    /// Proved once; the last check found something else.
    Failing,
}

impl State {
    pub fn read(key: &str) -> State {
        match key {
            "verified" => State::Verified,
            "failing" => State::Failing,
            _ => State::Pending,
        }
    }

    pub fn key(self) -> &'static str {
        match self {
            State::Pending => "pending",
            State::Verified => "verified",
            State::Failing => "failing",
        }
    }

    /// Kind of badge, and its word.
    pub fn badge(self) -> (&'static str, &'static str) {
        match self {
            State::Pending => ("info", t!("hosts-state-pending")),
            State::Verified => ("ok", t!("hosts-state-verified")),
            State::Failing => ("bad", t!("hosts-state-failing")),
        }
    }

    /// Its word for the audit log, which keeps it as it is written here.
    pub fn noted(self) -> &'static str {
        speaking(Language::English, None, || self.badge().1)
    }
}

/// What DNS says about a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Good,
    /// There is no such name, or nothing behind it.
    Missing,
    /// It points to another place, which is named.
    Elsewhere(String),
    /// It points here, and the TXT record is missing or another.
    Unproved,
    /// All is set, and another partner has proved it before.
    Taken,
    /// The name servers did not answer, or not in time.
    Silent,
}

impl Found {
    pub fn read(key: &str, detail: &str) -> Option<Found> {
        Some(match key {
            "good" => Found::Good,
            "missing" => Found::Missing,
            "elsewhere" => Found::Elsewhere(detail.to_owned()),
            "unproved" => Found::Unproved,
            "taken" => Found::Taken,
            "silent" => Found::Silent,
            _ => return None,
        })
    }

    pub fn key(&self) -> &'static str {
        match self {
            Found::Good => "good",
            Found::Missing => "missing",
            Found::Elsewhere(_) => "elsewhere",
            Found::Unproved => "unproved",
            Found::Taken => "taken",
            Found::Silent => "silent",
        }
    }

    pub fn detail(&self) -> &str {
        if let Found::Elsewhere(place) = self { place } else { "" }
    }

    /// In words: what was found, and what to do.
    pub fn words(&self) -> String {
        match self {
            Found::Good => t!("hosts-found-good").to_owned(),
            Found::Missing => t!("hosts-found-missing").to_owned(),
            Found::Elsewhere(place) => {
                t!("hosts-found-elsewhere", place = place)
            }
            Found::Unproved => t!("hosts-found-unproved").to_owned(),
            Found::Taken => t!("hosts-found-taken").to_owned(),
            Found::Silent => t!("hosts-found-silent").to_owned(),
        }
    }
}

/// How a name stands, since when, and when DNS is asked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    pub state: State,
    pub verified_at: Option<DateTime<Utc>>,
    pub failing_since: Option<DateTime<Utc>>,
    pub due_at: DateTime<Utc>,
}

/// What follows from a check. A name that was proved stays good for requests while it fails: where it leads elsewhere none come,
/// and a passing fault must not shut anybody out. Silence says nothing.
pub(super) fn judged(before: Standing, created_at: DateTime<Utc>, found: &Found, now: DateTime<Utc>) -> Standing {
    let (hour, day) = (now + Duration::hours(1), now + Duration::days(1));
    let eager = if now - created_at < Duration::days(EAGER_DAYS) { hour } else { day };
    match (before.state, found) {
        (_, Found::Good) => Standing {
            state: State::Verified,
            verified_at: before.verified_at.or(Some(now)),
            failing_since: None,
            due_at: day,
        },
        (State::Pending, _) => Standing { due_at: eager, ..before },
        (_, Found::Silent) => Standing { due_at: hour, ..before },
        (State::Verified | State::Failing, _) => Standing {
            state: State::Failing,
            failing_since: before.failing_since.or(Some(now)),
            due_at: hour,
            ..before
        },
    }
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
