//! Calls of programs that were answered, on their way into the log that reports are made of (MODEL section 8). A call does not
//! wait to be written down: it is put into this process's buffer, which is written each second and when the server stops, in one
//! transaction with the figures by hour (`sql/api_calls.sql`). A server that is killed loses less than a second of them.

mod writer;

pub(crate) use writer::Writer;
#[cfg(feature = "test-support")]
pub(crate) use writer::write_all;

use crate::ids::{AccountId, PartnerId, PersonId};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use uuid::Uuid;

/// Calls that wait to be written, at most: what a server answers in many seconds. Those beyond it are not counted, and are said.
const WAITING_MAX: usize = 50_000;
/// The longest that is kept of how long a call took.
const TOOK_MAX: Duration = Duration::from_secs(1_800);

/// A call as the server has answered it.
pub(crate) struct Answered<'a> {
    pub partner: PartnerId,
    pub credential: PersonId,
    pub account: Option<AccountId>,
    pub verb: &'a str,
    /// The pattern of its address.
    pub route: &'a str,
    pub status: u16,
    pub took: Duration,
    pub at: DateTime<Utc>,
}

/// The same as it is written; its id makes sure that it counts once, however often that is tried.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Noted {
    id: Uuid,
    partner_id: PartnerId,
    credential_id: PersonId,
    account_id: Option<AccountId>,
    verb: String,
    route: String,
    status: u16,
    took_us: u32,
    at: DateTime<Utc>,
}

/// What waits to be written.
#[derive(Debug, Default)]
pub(crate) struct Calls(Mutex<Waiting>);

#[derive(Debug, Default)]
struct Waiting {
    calls: Vec<Noted>,
    /// Those for which there was no room.
    lost: u64,
}

impl Calls {
    /// Puts a call down to be written.
    pub fn note(&self, call: Answered<'_>) {
        let noted = Noted {
            id: id_at(call.at),
            partner_id: call.partner,
            credential_id: call.credential,
            account_id: call.account,
            verb: call.verb.to_owned(),
            route: call.route.to_owned(),
            status: call.status,
            took_us: u32::try_from(call.took.min(TOOK_MAX).as_micros()).unwrap_or(u32::MAX),
            at: call.at,
        };
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.calls.len() < WAITING_MAX {
            waiting.calls.push(noted);
        } else {
            waiting.lost += 1;
        }
    }

    /// The oldest of them, so many at most, and how many had no room since this was asked last.
    fn take(&self, at_most: usize) -> (Vec<Noted>, u64) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = at_most.min(waiting.calls.len());
        (waiting.calls.drain(..count).collect(), std::mem::take(&mut waiting.lost))
    }

    /// Puts back what could not be written, before what came since.
    fn put_back(&self, mut calls: Vec<Noted>) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        calls.append(&mut waiting.calls);
        waiting.calls = calls;
    }
}

/// A new id of an instant: partitions go by it, and what a period has is a range of ids.
fn id_at(at: DateTime<Utc>) -> Uuid {
    let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &rand::random()).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(route: &str) -> Answered<'_> {
        Answered {
            partner: PartnerId::new(),
            credential: PersonId::new(),
            account: None,
            verb: "GET",
            route,
            status: 200,
            took: Duration::from_secs(9_999),
            at: "2026-11-24T12:00:00Z".parse().expect("an instant"),
        }
    }

    #[test]
    fn calls_wait_in_their_order_and_no_more_than_there_is_room_for() {
        let calls = Calls::default();
        for route in ["/one", "/two", "/three"] {
            calls.note(call(route));
        }
        let (first, lost) = calls.take(2);
        assert_eq!((first.len(), lost, first[1].route.as_str(), first[0].took_us), (2, 0, "/two", 1_800_000_000));
        calls.put_back(first);
        assert_eq!(
            calls.take(9).0.iter().map(|call| call.route.as_str()).collect::<Vec<_>>(),
            ["/one", "/two", "/three"]
        );
        for _ in 0..WAITING_MAX + 3 {
            calls.note(call("/many"));
        }
        let (many, lost) = calls.take(usize::MAX);
        assert_eq!((many.len(), lost, calls.take(1).1), (WAITING_MAX, 3, 0));
        assert!(many.iter().all(|call| call.id.get_version_num() == 7));
    }
}
