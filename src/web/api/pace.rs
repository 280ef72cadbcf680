//! How often a credential may call: so many calls a minute, over all servers together. A server takes turns in advance from
//! Postgres, a hundredth of the minute's at a time, and spends them by itself: so most calls ask nobody, no more are ever let
//! through than the limit, and what one server has not spent at the minute's end is lost to the others.

use crate::db::Database;
use crate::error::{AppError, AppResult};
use crate::ids::{PartnerId, PersonId};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// For how long turns are counted.
pub(crate) const WINDOW_S: i64 = 60;
/// Turns are taken in advance in so many parts of a minute's.
const PARTS: u32 = 100;
/// Credentials that are remembered before those of former minutes are forgotten.
const KNOWN_MAX: usize = 4_096;

/// Who calls.
pub(crate) type Caller = (PartnerId, PersonId);

/// How a caller stands after a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Calls a minute.
    pub limit: u32,
    /// Those that are left of this minute, as far as this server knows.
    pub left: u32,
    /// Seconds until the next one.
    pub resets_s: i64,
    /// The call may go on.
    pub passes: bool,
}

/// What this server has of a minute's turns.
#[derive(Clone, Copy, Debug)]
struct Hand {
    minute: DateTime<Utc>,
    /// Taken and not spent.
    unspent: u32,
    /// Taken by all servers, as they said last.
    taken: u32,
}

/// The turns in hand, by caller.
#[derive(Debug)]
pub(crate) struct Pace {
    /// Calls a minute; 0: as many as they like.
    limit: u32,
    hands: Mutex<HashMap<Caller, Hand>>,
}

impl Pace {
    /// So many calls a minute; 0: no limit.
    pub fn new(limit: u32) -> Pace {
        Pace { limit, hands: Mutex::default() }
    }

    /// Whether there is no limit.
    pub fn is_free(&self) -> bool {
        self.limit == 0
    }

    /// Spends a turn of those in hand. None: there are none, so that Postgres must be asked ([`Pace::take`]).
    pub fn spend(&self, caller: Caller, now: DateTime<Utc>) -> Option<Standing> {
        let minute = minute_of(now);
        let mut hands = self.hands.lock().unwrap_or_else(PoisonError::into_inner);
        let hand = hands.get_mut(&caller).filter(|hand| hand.minute == minute)?;
        if hand.unspent == 0 && hand.taken < self.limit {
            return None;
        }
        let passes = hand.unspent > 0;
        hand.unspent = hand.unspent.saturating_sub(1);
        Some(self.standing(*hand, now, passes))
    }

    /// Takes turns from Postgres and spends one of them.
    ///
    /// # Errors
    /// When the database is away.
    pub fn take(&self, db: &Database, caller: Caller, now: DateTime<Utc>) -> AppResult<Standing> {
        // Another call may have taken some meanwhile.
        if let Some(standing) = self.spend(caller, now) {
            return Ok(standing);
        }
        let minute = minute_of(now);
        let (got, taken) = db.take_turns(caller, minute, (self.limit / PARTS).max(1), self.limit)?;
        let mut hands = self.hands.lock().unwrap_or_else(PoisonError::into_inner);
        if hands.len() >= KNOWN_MAX {
            hands.retain(|_, hand| hand.minute == minute);
        }
        let hand = hands.entry(caller).or_insert(Hand { minute, unspent: 0, taken: 0 });
        if hand.minute != minute {
            *hand = Hand { minute, unspent: 0, taken: 0 };
        }
        hand.taken = hand.taken.max(taken);
        hand.unspent += got;
        let passes = hand.unspent > 0;
        hand.unspent = hand.unspent.saturating_sub(1);
        Ok(self.standing(*hand, now, passes))
    }

    fn standing(&self, hand: Hand, now: DateTime<Utc>, passes: bool) -> Standing {
        let resets_s = WINDOW_S - (now - hand.minute).num_seconds().clamp(0, WINDOW_S - 1);
        let left = self.limit.saturating_sub(hand.taken) + hand.unspent;
        Standing { limit: self.limit, left, resets_s, passes }
    }
}

impl Standing {
    /// The headers of the IETF's draft: the policy, and how the caller stands by it.
    pub fn headers(&self) -> [(&'static str, String); 2] {
        [
            ("ratelimit-policy", format!("\"default\";q={};w={WINDOW_S}", self.limit)),
            ("ratelimit", format!("\"default\";r={};t={}", self.left, self.resets_s)),
        ]
    }

    /// What a caller that must wait is told.
    pub fn words(&self) -> String {
        format!("This credential may call {} times a minute. Wait {} seconds.", self.limit, self.resets_s)
    }
}

impl AppError {
    /// What a program is told that has no turn left.
    pub(crate) fn too_many(standing: &Standing) -> AppError {
        let retry_after_s = u32::try_from(standing.resets_s).unwrap_or(1);
        AppError::TooMany { why: standing.words(), retry_after_s }
    }
}

fn minute_of(now: DateTime<Utc>) -> DateTime<Utc> {
    now.duration_trunc(TimeDelta::seconds(WINDOW_S)).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn with(limit: u32, unspent: u32, taken: u32) -> (Pace, Caller) {
        let (pace, caller) = (Pace::new(limit), (PartnerId::new(), PersonId::new()));
        let hand = Hand { minute: at("2026-11-24T12:00:00Z"), unspent, taken };
        pace.hands.lock().expect("not poisoned").insert(caller, hand);
        (pace, caller)
    }

    #[test]
    fn turns_in_hand_are_spent_and_then_some_are_asked_for_or_there_are_none() {
        let now = at("2026-11-24T12:00:18.5Z");
        let (pace, caller) = with(10, 2, 8);
        let left: Vec<Option<(u32, bool)>> =
            (0..3).map(|_| pace.spend(caller, now).map(|standing| (standing.left, standing.passes))).collect();
        assert_eq!(left, [Some((3, true)), Some((2, true)), None], "two are left for all servers");
        let (pace, caller) = with(10, 1, 10);
        assert!(pace.spend(caller, now).is_some_and(|standing| standing.passes));
        let refused = pace.spend(caller, now).expect("nobody need be asked");
        assert_eq!((refused.left, refused.resets_s, refused.passes), (0, 42, false));
        assert_eq!(refused.headers()[1].1, "\"default\";r=0;t=42");
        assert!(refused.words().contains("10 times a minute. Wait 42 seconds"));
    }

    #[test]
    fn the_next_minute_begins_anew() {
        let (pace, caller) = with(10, 2, 10);
        assert!(pace.spend(caller, at("2026-11-24T12:01:00Z")).is_none());
        assert!(pace.spend((caller.0, PersonId::new()), at("2026-11-24T12:00:59Z")).is_none(), "another's turns");
    }
}
