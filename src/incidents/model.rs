//! Which causes are shown, and what is said about one.

use serde::{Deserialize, Serialize};

/// Which causes a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Show {
    Open,
    Muted,
    Resolved,
}

impl Show {
    /// Reads an address's word; anything else is the open ones.
    pub fn read(word: &str) -> Show {
        match word {
            "muted" => Show::Muted,
            "resolved" => Show::Resolved,
            _ => Show::Open,
        }
    }

    /// The address's word; empty for the open ones.
    pub fn key(self) -> &'static str {
        match self {
            Show::Open => "",
            Show::Muted => "muted",
            Show::Resolved => "resolved",
        }
    }

    /// The database's word.
    pub fn state(self) -> &'static str {
        match self {
            Show::Open => "open",
            Show::Muted => "muted",
            Show::Resolved => "resolved",
        }
    }
}

/// What a person says about a cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Mark {
    /// It is mended; the next incident opens it again.
    Resolve,
    /// It need not be shown among the open ones.
    Mute,
    /// It is to be shown again.
    Unmute,
}

impl Mark {
    /// Reads a form's word.
    pub fn read(word: &str) -> Option<Mark> {
        match word {
            "resolve" => Some(Mark::Resolve),
            "mute" => Some(Mark::Mute),
            "unmute" => Some(Mark::Unmute),
            _ => None,
        }
    }

    /// What it can be said of.
    pub fn applies_to(self, show: Show) -> bool {
        match self {
            Mark::Resolve => matches!(show, Show::Open | Show::Muted),
            Mark::Mute => show == Show::Open,
            Mark::Unmute => show == Show::Muted,
        }
    }

    /// As a job's title begins.
    pub fn words(self) -> &'static str {
        match self {
            Mark::Resolve => "Resolve",
            Mark::Mute => "Mute",
            Mark::Unmute => "Unmute",
        }
    }

    /// The audit log's word.
    pub fn action(self) -> &'static str {
        match self {
            Mark::Resolve => "incident.resolved",
            Mark::Mute => "incident.muted",
            Mark::Unmute => "incident.unmuted",
        }
    }

    /// What is said when it is done.
    pub fn said(self) -> &'static str {
        match self {
            Mark::Resolve => "Resolved. If it comes again, it is shown again and counted anew.",
            Mark::Mute => "Muted. It is counted on, and stands among the muted ones.",
            Mark::Unmute => "Not muted any more.",
        }
    }
}

/// What usually mends a cause, by what its name ends with.
pub(crate) fn advice(cause: &str) -> &'static str {
    let last = cause.rsplit([' ', ':']).next().unwrap_or_default();
    match last {
        "connected" | "sign-in" | "401" | "403" => {
            "Connect the connector again on the Connectors page, or give its user the right that is missing. Then run \
             what failed again."
        }
        "404" | "410" => {
            "What the step asks for is not there. Look at the request in one of the transactions, correct the address or \
             the data, then run what failed again."
        }
        "429" => {
            "The application wants fewer calls at a time. It is tried again by itself for a while; run the rest again later."
        }
        code if code.len() == 3 && code.starts_with('5') => {
            "The application itself has a fault, which often passes. When it is well again, run what failed again."
        }
        code if code.len() == 3 && code.starts_with('4') => {
            "The application refused what it was sent. Compare request and response in one of the transactions, correct \
             the mapping or the data, then run what failed again."
        }
        "answer" => {
            "No answer came. Look whether the address is right and the application is up, then run what failed again."
        }
        "side" => "This is ours to mend, and nothing for you to do. What failed can be run again afterwards.",
        _ => {
            "Correct the step, or the data that comes to it, as the message says. Then run what failed again: from the \
             failed step where the data was wrong elsewhere, from the start where the flow was changed."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::advice;

    #[test]
    fn advice_goes_by_what_happened() {
        for (cause, word) in [
            ("Xero 401", "Connect"),
            ("shop.example 404", "not there"),
            ("Xero 503", "passes"),
            ("Xero 422", "refused"),
            ("Xero: no answer", "No answer"),
            ("Our side", "ours"),
            ("Shape: total: a text is wanted here", "Correct the step"),
        ] {
            assert!(advice(cause).contains(word), "{cause}");
        }
    }
}
