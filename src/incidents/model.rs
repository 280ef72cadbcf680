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

    /// For people.
    pub fn words(self) -> &'static str {
        match self {
            Show::Open => t!("incidents-open"),
            Show::Muted => t!("incidents-muted"),
            Show::Resolved => t!("incidents-resolved"),
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

    /// A form's word.
    pub fn key(self) -> &'static str {
        match self {
            Mark::Resolve => "resolve",
            Mark::Mute => "mute",
            Mark::Unmute => "unmute",
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
            Mark::Resolve => t!("incidents-said-resolved"),
            Mark::Mute => t!("incidents-said-muted"),
            Mark::Unmute => t!("incidents-said-unmuted"),
        }
    }
}

/// What usually mends a cause, by what its name ends with.
pub(crate) fn advice(cause: &str) -> &'static str {
    let last = cause.rsplit([' ', ':']).next().unwrap_or_default();
    match last {
        "connected" | "sign-in" | "401" | "403" => t!("incidents-advice-connect"),
        "404" | "410" => t!("incidents-advice-missing"),
        "429" => t!("incidents-advice-fewer"),
        code if code.len() == 3 && code.starts_with('5') => t!("incidents-advice-their-fault"),
        code if code.len() == 3 && code.starts_with('4') => t!("incidents-advice-refused"),
        "answer" => t!("incidents-advice-no-answer"),
        "side" => t!("incidents-advice-ours"),
        _ => t!("incidents-advice-step"),
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
