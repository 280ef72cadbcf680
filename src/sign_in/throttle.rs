//! Growing waits for those who guess, never a hard lock: counted in Postgres per address and per source network, so
//! that they survive a restart and hold over all servers (ASVS 6.3.1).

use crate::db::Database;
use crate::error::AppResult;
use crate::ids::PersonId;
use crate::people::device;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

/// What an attempt counts against, each with the tries that are free.
#[derive(Clone, Debug)]
pub(crate) struct Throttle(Vec<(String, i32)>);

impl Throttle {
    /// Wrong passwords at the sign-in page.
    pub fn of_sign_in(email_key: &str, address: &str) -> Throttle {
        Throttle(vec![(subject("a:", email_key), 5), (subject("s:", &device::network(address)), 50)])
    }

    /// Wrong codes of the second step, by whoever knows the password.
    pub fn of_code(person: PersonId, address: &str) -> Throttle {
        Throttle(vec![(subject("t:", &person.to_string()), 5), (subject("s:", &device::network(address)), 50)])
    }

    /// Mails with a link, each counted whether the address is known or not.
    pub fn of_reset(email_key: &str, address: &str) -> Throttle {
        Throttle(vec![(subject("ra:", email_key), 3), (subject("rs:", &device::network(address)), 20)])
    }

    /// Wrong secrets of a program.
    pub fn of_client(client_id: &str, address: &str) -> Throttle {
        Throttle(vec![(subject("c:", client_id), 10), (subject("cs:", &device::network(address)), 50)])
    }

    /// Wrong passwords of somebody who is signed in and was asked again.
    pub fn of_person(person: PersonId) -> Throttle {
        Throttle(vec![(subject("p:", &person.to_string()), 5)])
    }

    /// Until when to wait, if at all.
    pub fn waits(&self, db: &Database) -> AppResult<Option<DateTime<Utc>>> {
        let subjects: Vec<String> = self.0.iter().map(|(subject, _)| subject.clone()).collect();
        db.throttled_until(&subjects)
    }

    /// Counts one attempt.
    pub fn count(&self, db: &Database) -> AppResult<()> {
        self.0.iter().try_for_each(|(subject, free)| db.note_failure(subject, *free))
    }

    /// It was the right person: what counts against them alone is forgotten, the network's count stays.
    pub fn forget(&self, db: &Database) -> AppResult<()> {
        self.0.first().map_or(Ok(()), |(subject, _)| db.forget_failures(subject))
    }
}

/// By what it is remembered that somebody who is kept out by their network was noted.
pub(crate) fn outsider(who: PersonId) -> String {
    subject("n:", &who.to_string())
}

/// "12 seconds", "3 minutes".
pub(crate) fn wait_in_words(until: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let seconds = (until - now).num_seconds().max(1);
    if seconds < 90 { t!("sign-in-seconds", n = seconds) } else { t!("sign-in-minutes", n = seconds / 60 + 1) }
}

/// Addresses are not kept in the clear here.
fn subject(prefix: &str, what: &str) -> String {
    Sha256::digest(what.as_bytes()).iter().fold(prefix.to_owned(), |text, b| format!("{text}{b:02x}"))
}
