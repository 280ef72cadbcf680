//! When a report is tried again and when it is given up. Nothing here knows of HTTP clients or of SQL.

use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

/// Minutes from one try to the next: ten tries over three days.
const LADDER_MIN: [i64; 9] = [1, 5, 30, 120, 300, 600, 840, 1_200, 1_440];
/// Nobody may ask for more patience than this.
const PATIENCE_H: i64 = 24;
/// How long a key that was replaced signs beside the new one.
pub(crate) const BOTH_KEYS_H: i64 = 24;

/// What came of one try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Came {
    /// An answer with this status, and how long it asked to be left alone.
    Answer(u16, Option<Duration>),
    /// None; in words why, and whether another try is worth it.
    Nothing(String, bool),
}

/// How a report stands after a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stands {
    pub state: &'static str,
    /// The next try.
    pub due: Option<DateTime<Utc>>,
    pub status: Option<u16>,
    pub problem: Option<String>,
    /// Nobody listens there any more: the webhook is to be switched off.
    pub stop: Option<&'static str>,
}

impl Stands {
    /// After the try of this number, which is 1 for the first.
    pub(crate) fn after(came: Came, attempt: i16, id: Uuid, now: DateTime<Utc>) -> Stands {
        let status = match came {
            Came::Answer(status, _) => Some(status),
            Came::Nothing(..) => None,
        };
        let ended = |state, problem, stop| Stands { state, due: None, status, problem, stop };
        let (problem, wait) = match came {
            Came::Answer(200..=299, _) => return ended("sent", None, None),
            Came::Answer(410, _) => {
                let why = "It answered 410: nobody listens there any more.";
                return ended("failed", Some(why.to_owned()), Some(why));
            }
            Came::Answer(status @ 300..=399, _) => (format!("It answered {status}. Redirects are not followed."), None),
            Came::Answer(status, wait) => (format!("It answered {status}."), wait),
            Came::Nothing(words, true) => (words, None),
            Came::Nothing(words, false) => return ended("failed", Some(words), None),
        };
        match next_try(attempt, wait, id, now) {
            Some(at) => Stands { state: "waiting", due: Some(at), status, problem: Some(problem), stop: None },
            None => ended("failed", Some(problem), Some("No report was taken there for three days.")),
        }
    }
}

/// By the ladder, a little later for some than for others, so that what failed together does not come back together.
fn next_try(attempt: i16, wait: Option<Duration>, id: Uuid, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let rung = usize::try_from(attempt).ok()?.checked_sub(1)?;
    let step = Duration::minutes(*LADDER_MIN.get(rung)?);
    let jitter = step * i32::from(id.as_bytes()[15]) / (255 * 10);
    let asked = wait.unwrap_or_default().min(Duration::hours(PATIENCE_H));
    Some(now + (step + jitter).max(asked))
}

/// What the message is called at every try: Standard Webhooks wants letters and digits.
pub(crate) fn message_id(id: Uuid) -> String {
    format!("msg_{}", id.simple())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    fn after(came: Came, attempt: i16) -> Stands {
        Stands::after(came, attempt, Uuid::nil(), now())
    }

    #[test]
    fn what_is_taken_is_sent_and_410_switches_off() {
        assert_eq!(after(Came::Answer(204, None), 1).state, "sent");
        let gone = after(Came::Answer(410, None), 1);
        assert!(gone.state == "failed" && gone.stop.is_some());
        let refused = after(Came::Nothing("It may not be called.".to_owned(), false), 1);
        assert!(refused.state == "failed" && refused.stop.is_none());
    }

    #[test]
    fn the_ladder_takes_three_days_and_ends() {
        let mut hours = 0;
        for attempt in 1..10 {
            let stands = after(Came::Answer(500, None), attempt);
            hours += (stands.due.unwrap() - now()).num_minutes();
        }
        assert_eq!(hours / 60, 75);
        assert!(after(Came::Answer(500, None), 10).stop.is_some());
    }

    #[test]
    fn a_wait_that_is_asked_for_is_kept_within_a_day() {
        let due = |wait| after(Came::Answer(429, Some(wait)), 1).due.unwrap() - now();
        assert_eq!(due(Duration::minutes(20)), Duration::minutes(20));
        assert_eq!(due(Duration::seconds(1)), Duration::minutes(1), "not sooner than by the ladder");
        assert_eq!(due(Duration::days(9)), Duration::hours(24));
        let late = Stands::after(Came::Answer(302, None), 2, Uuid::max(), now());
        assert_eq!(late.due.unwrap() - now(), Duration::seconds(330));
    }
}
