//! What running a Transaction comes to: the outcome of each step, and how the Transaction stands after them. Plain data;
//! `record` writes it, one account at a time.

pub(crate) use crate::db::CycleNow;
use crate::flows::walk::Went;
use crate::ids::ConnectorId;
use crate::mapping::values::Data;
use chrono::{DateTime, Duration, Utc};
use serde_json::Value;
use uuid::Uuid;

/// Tries of a step before it fails for good, the first one included (MODEL section 5).
pub(crate) const TRIES_MAX: i16 = 6;
/// How long after the first failure each further try is.
const LADDER_MIN: [i64; 5] = [5, 35, 95, 275, 635];
/// How often an application may ask for patience before the step fails.
pub(crate) const PATIENCE_MAX: i16 = 50;

/// One Task for the ledger (M1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Task {
    /// None: a data operation.
    pub connector: Option<ConnectorId>,
    pub method: String,
    pub good: bool,
}

/// Why a step could not be done, in words for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// What problems of one kind share: incidents are grouped by it.
    pub cause: String,
    /// It lies in the step and its data, not in what it calls: its cause is named with the step.
    pub own: bool,
    /// What happened, and who can do what about it.
    pub message: String,
    pub again: Again,
    /// Nothing of the cycle can work until a person does something: it stops, whatever the step says about errors.
    pub stops_cycle: bool,
}

/// Whether another try can help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Again {
    No,
    /// By the ladder.
    Ladder,
    /// The application said when.
    At(DateTime<Utc>),
}

/// What a step gave, or why not.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Ran {
    pub result: Done,
    pub tasks: Vec<Task>,
    pub records: Option<i32>,
    pub status_code: Option<i16>,
    /// Masked and cut, as JSON.
    pub request: Option<String>,
    /// Masked and cut, as JSON.
    pub response: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Done {
    /// It goes on by this way.
    On { port: String, output: Value },
    /// It goes on at this instant.
    Later {
        at: DateTime<Utc>,
        why: String,
        /// The call that is booked for then (R4).
        turn: Option<DateTime<Utc>>,
    },
    /// Not done.
    Not(Problem),
}

impl Default for Done {
    fn default() -> Self {
        Done::On { port: String::new(), output: Value::Null }
    }
}

/// Characters of a cause: it is part of a key, and of an address.
const CAUSE_CHARS_MAX: usize = 160;

impl Problem {
    /// For what lies in the step and its data: another try does not help.
    pub(crate) fn amiss(cause: impl Into<String>, message: impl Into<String>) -> Problem {
        Problem { cause: kept(cause), own: true, message: kept(message), again: Again::No, stops_cycle: false }
    }

    /// The cause that its incident is grouped by.
    pub(crate) fn cause_at(&self, step: &str) -> String {
        let cause = if self.own { format!("{step}: {}", self.cause) } else { self.cause.clone() };
        cause.chars().take(CAUSE_CHARS_MAX).collect()
    }
}

impl Ran {
    pub(crate) fn on(port: &str, output: Value) -> Ran {
        Ran { result: Done::On { port: port.to_owned(), output }, ..Ran::default() }
    }

    pub(crate) fn not(cause: impl Into<String>, message: impl Into<String>, again: Again) -> Ran {
        let (cause, message) = (kept(cause), kept(message));
        let problem = Problem { cause, own: false, message, again, stops_cycle: false };
        Ran { result: Done::Not(problem), ..Ran::default() }
    }

    /// As [`Ran::not`], for what lies in the step and its data: another try does not help.
    pub(crate) fn amiss(cause: impl Into<String>, message: impl Into<String>) -> Ran {
        Ran { result: Done::Not(Problem::amiss(cause, message)), ..Ran::default() }
    }

    /// As [`Ran::not`], and the cycle stops until a person has mended it.
    pub(crate) fn stop(cause: impl Into<String>, message: impl Into<String>) -> Ran {
        let (cause, message) = (kept(cause), kept(message));
        let problem = Problem { cause, own: false, message, again: Again::No, stops_cycle: true };
        Ran { result: Done::Not(problem), ..Ran::default() }
    }
}

/// Words as Postgres keeps them: what they quote from data may hold a NUL.
fn kept(words: impl Into<String>) -> String {
    words.into().replace('\0', "\u{FFFD}")
}

/// One row of the log.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Run {
    pub seq: i32,
    pub step: String,
    pub attempt: i16,
    pub outcome: &'static str,
    pub port: Option<String>,
    pub began: DateTime<Utc>,
    pub took_ms: i32,
    pub problem: Option<String>,
    /// As JSON.
    pub output: Option<String>,
    pub ran: Ran,
}

/// What a run of a step is for what follows.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub seq: i32,
    pub step: String,
    pub went: Went,
    /// What a step that waits, waits for; its first entry says since when.
    pub began: DateTime<Utc>,
    pub tasks: i16,
    pub warned: bool,
    /// It was no try: it only waited.
    pub waited: bool,
    pub output: Data,
}

impl Entry {
    /// What a Transaction begins with.
    pub(crate) fn first(step: String, began: DateTime<Utc>, output: Data) -> Entry {
        Entry { seq: 0, step, went: Went::On(String::new()), began, tasks: 0, warned: false, waited: false, output }
    }
}

/// An Error or a Warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Incident {
    pub step: String,
    pub kind: &'static str,
    pub cause: String,
    pub message: String,
}

/// Items that become Transactions of their own.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Items {
    pub step: String,
    pub outputs: Vec<String>,
    /// A step of the parent waits for them.
    pub joined: bool,
}

/// How a Transaction stands after the steps in hand.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Standing {
    /// The next steps follow at once; only what is done is written.
    GoesOn,
    /// It waits for a time.
    Until {
        at: DateTime<Utc>,
        why: String,
    },
    /// It waits for its items.
    ForItems,
    Done,
    Failed {
        step: String,
        problem: String,
        stops_cycle: bool,
    },
    /// Its cycle is stopped, or its account: it waits for it.
    Parked {
        why: &'static str,
    },
}

impl CycleNow {
    /// What keeps its Transaction from doing anything now, in words. A stopped cycle keeps what waits (MODEL section 5), and
    /// so does a suspended account (MODEL section 4).
    pub fn held(&self) -> Option<&'static str> {
        let runs = matches!(self.state.as_str(), "active" | "finishing");
        if self.closed {
            return Some(super::said::SUSPENDED);
        }
        let may = runs || (self.by_hand && self.state != "removed");
        (!may).then_some(super::said::STOPPED)
    }
}

/// Hours that the data of a Transaction's steps is kept after its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    pub good_h: i16,
    pub failed_h: i16,
}

/// Everything to be written about a Transaction at one time.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Report {
    pub runs: Vec<Run>,
    pub incidents: Vec<Incident>,
    pub items: Vec<Items>,
    pub standing: Option<Standing>,
    pub totals: Totals,
}

impl Report {
    /// Whether any of it is counted as a Task.
    pub(crate) fn has_tasks(&self) -> bool {
        self.runs.iter().any(|run| !run.ran.tasks.is_empty())
    }
}

/// What a Transaction has come to, from its beginning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    pub steps: i32,
    pub tasks: i32,
    pub warnings: i32,
}

impl Totals {
    /// What these entries come to.
    pub fn of(entries: &[Entry]) -> Totals {
        Totals {
            steps: i32::try_from(entries.len()).unwrap_or(i32::MAX),
            tasks: entries.iter().map(|entry| i32::from(entry.tasks)).sum(),
            warnings: entries.iter().map(|entry| i32::from(entry.warned)).sum(),
        }
    }
}

/// When a step is tried again after its try number `attempt` failed; `first` is when it was first tried. None: no more.
/// Spread a little, by what is always the same for one try, so that many that failed together do not come together.
pub(crate) fn next_try(attempt: i16, first: DateTime<Utc>, now: DateTime<Utc>, salt: Uuid) -> Option<DateTime<Utc>> {
    let minutes = *LADDER_MIN.get(usize::try_from(attempt.max(1) - 1).ok()?)?;
    let spread =
        i64::from(salt.as_bytes().iter().fold(attempt.unsigned_abs(), |a, b| a.wrapping_mul(31) ^ u16::from(*b)) % 100);
    let at = first + Duration::seconds(minutes * 60 + minutes * 60 * spread / 1_000);
    // After a long outage the ladder's time is over: the next try is soon, not in the past.
    Some(at.max(now + Duration::seconds(5)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ladder_has_five_further_tries_spread_by_a_tenth() {
        let first = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        for (attempt, minutes) in [(1, 5), (2, 35), (3, 95), (4, 275), (5, 635)] {
            for salt in 0..50u128 {
                let at = next_try(attempt, first, first, Uuid::from_u128(salt * 7_919)).unwrap();
                let late = (at - first).num_seconds() - minutes * 60;
                assert!((0..=minutes * 6).contains(&late), "{attempt}: {late} s late");
            }
        }
        assert_eq!(next_try(6, first, first, Uuid::nil()), None);
        let much_later = first + Duration::days(2);
        assert_eq!(next_try(1, first, much_later, Uuid::nil()), Some(much_later + Duration::seconds(5)));
    }
}
