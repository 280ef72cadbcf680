//! Which causes are shown, and what is said about one.

/// Which causes a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
}

/// What a person says about a cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
}
