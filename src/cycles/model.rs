//! States of cycles, and the ways to stop one.

use serde::{Deserialize, Serialize};

/// What a cycle does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    Paused,
    Active,
    /// Takes nothing new, and stops when what is in flight has ended.
    Finishing,
    /// Stopped by an error until a person starts it again.
    Error,
    Removed,
}

impl State {
    /// Reads the database's word.
    pub fn read(word: &str) -> State {
        match word {
            "active" => State::Active,
            "finishing" => State::Finishing,
            "error" => State::Error,
            "removed" => State::Removed,
            _ => State::Paused,
        }
    }

    /// Whether it runs, so that it cannot be edited.
    pub fn runs(self) -> bool {
        matches!(self, State::Active | State::Finishing)
    }

    /// Badge kind and word.
    pub fn badge(self) -> (&'static str, &'static str) {
        match self {
            State::Paused => ("off", t!("cycles-state-paused")),
            State::Active => ("ok", t!("cycles-state-active")),
            State::Finishing => ("info", t!("cycles-state-finishing")),
            State::Error => ("bad", t!("cycles-state-error")),
            State::Removed => ("off", t!("cycles-state-removed")),
        }
    }
}

/// How a cycle is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// What is in flight halts after its step; it goes on when the cycle is started within 24 hours.
    Now,
    /// What is in flight ends first.
    AfterWorkInFlight,
}

/// A cycle's name: 1 to 200 characters.
///
/// # Errors
/// Words for the person who typed it.
pub(crate) fn name(typed: &str) -> Result<String, String> {
    crate::people::model::line(typed, 200, t!("cycles-name-missing"))
}
