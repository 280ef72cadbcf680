//! Limits as values: what can be limited, what is typed, and whether there is room. Pure.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What can be limited (M3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Users,
    SubAccounts,
    Connectors,
    ActiveCycles,
    TasksMonth,
    #[serde(rename = "transactions_minute")]
    PerMinute,
    AtOnce,
    PayloadKb,
    RetentionHours,
}

/// What happens at a limit (M5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Then {
    /// What would be one too many is not made.
    Refused,
    /// Work waits for the next period, or goes on counted apart, as is set.
    Held,
    /// Work waits until there is room.
    Waits,
    /// What is larger is not taken.
    TooLarge,
    /// What was asked for is cut to it.
    Shortened,
}

impl Kind {
    pub const ALL: [Kind; 9] = [
        Kind::Users,
        Kind::SubAccounts,
        Kind::Connectors,
        Kind::ActiveCycles,
        Kind::TasksMonth,
        Kind::PerMinute,
        Kind::AtOnce,
        Kind::PayloadKb,
        Kind::RetentionHours,
    ];
    /// Those of which something is counted that stays until it is removed.
    pub const COUNTED: [Kind; 4] = [Kind::Users, Kind::SubAccounts, Kind::Connectors, Kind::ActiveCycles];

    /// The database's word, and that of addresses and columns.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Users => "users",
            Kind::SubAccounts => "sub_accounts",
            Kind::Connectors => "connectors",
            Kind::ActiveCycles => "active_cycles",
            Kind::TasksMonth => "tasks_month",
            Kind::PerMinute => "transactions_minute",
            Kind::AtOnce => "at_once",
            Kind::PayloadKb => "payload_kb",
            Kind::RetentionHours => "retention_hours",
        }
    }

    pub fn read(key: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// What it is called.
    pub fn words(self) -> String {
        t!("limits-kind", kind = self.key())
    }

    /// The same within a sentence.
    pub(super) fn within(self) -> String {
        t!("limits-kind-within", kind = self.key())
    }

    /// "5 users", "1 hour".
    pub fn counted(self, value: i64) -> String {
        match self {
            Kind::Users => t!("limits-count-users", n = value),
            Kind::SubAccounts => t!("limits-count-sub-accounts", n = value),
            Kind::Connectors => t!("limits-count-connectors", n = value),
            Kind::ActiveCycles => t!("limits-count-cycles", n = value),
            Kind::TasksMonth => t!("limits-count-tasks", n = value),
            Kind::PerMinute | Kind::AtOnce => t!("limits-count-transactions", n = value),
            Kind::PayloadKb => t!("limits-count-kb", n = value),
            Kind::RetentionHours => t!("limits-count-hours", n = value),
        }
    }

    /// What it counts, for who sets it.
    pub fn hint(self) -> String {
        let words = match self {
            Kind::Users => t!("limits-hint-users"),
            Kind::SubAccounts => t!("limits-hint-sub-accounts"),
            Kind::Connectors => t!("limits-hint-connectors"),
            Kind::ActiveCycles => return t!("limits-hint-cycles", words),
            Kind::TasksMonth => t!("limits-hint-tasks"),
            Kind::PerMinute => t!("limits-hint-minute"),
            Kind::AtOnce => t!("limits-hint-at-once"),
            Kind::PayloadKb => t!("limits-hint-payload"),
            Kind::RetentionHours => t!("limits-hint-retention"),
        };
        words.to_owned()
    }

    pub fn then(self) -> Then {
        match self {
            Kind::Users | Kind::SubAccounts | Kind::Connectors | Kind::ActiveCycles => Then::Refused,
            Kind::TasksMonth => Then::Held,
            Kind::PerMinute | Kind::AtOnce => Then::Waits,
            Kind::PayloadKb => Then::TooLarge,
            Kind::RetentionHours => Then::Shortened,
        }
    }

    /// Whether use adds up, so that a tree limit is for all below together; else it bounds each of them.
    pub fn adds_up(self) -> bool {
        matches!(self.then(), Then::Refused | Then::Held) || self == Kind::PerMinute
    }

    /// Whether work waits at it (M5), so that the queue is brought to it when it is set.
    pub fn makes_wait(self) -> bool {
        matches!(self.then(), Then::Held | Then::Waits)
    }

    /// What holds where nothing is set.
    pub fn unset(self) -> Option<i64> {
        match self {
            Kind::AtOnce => Some(10),
            Kind::PayloadKb | Kind::RetentionHours => Some(self.most()),
            _ => None,
        }
    }

    /// The most that can be set.
    pub fn most(self) -> i64 {
        match self {
            Kind::Users | Kind::SubAccounts | Kind::Connectors | Kind::ActiveCycles => 1_000_000,
            Kind::TasksMonth => 1_000_000_000_000,
            Kind::PerMinute => 1_000_000,
            Kind::AtOnce => 1_000,
            Kind::PayloadKb => 10_240,
            Kind::RetentionHours => 744,
        }
    }

    /// When what was used counts no more.
    pub(super) fn resets(self) -> &'static str {
        match self {
            Kind::TasksMonth => t!("limits-resets"),
            _ => "",
        }
    }

    /// Reads a typed value.
    ///
    /// # Errors
    /// Words for its field.
    pub fn parse(self, typed: &str) -> Result<i64, String> {
        let digits: String = typed.chars().filter(|c| !matches!(c, ' ' | ',' | '\u{a0}' | '\u{202f}')).collect();
        if digits.is_empty() {
            return Err(t!("limits-enter", what = self.within()));
        }
        if digits.starts_with('-') && digits[1..].bytes().all(|b| b.is_ascii_digit()) {
            return Err(t!("limits-not-negative", what = self.words()));
        }
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(t!("limits-whole", what = self.within()));
        }
        match digits.parse::<i64>() {
            Ok(value) if value <= self.most() => Ok(value),
            _ => Err(t!("limits-at-most", what = self.words(), most = self.most())),
        }
    }
}

/// What becomes of tasks beyond the limit (M5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum AtLimit {
    Hold,
    Overage,
}

impl AtLimit {
    pub fn read(word: &str) -> Option<AtLimit> {
        match word {
            "hold" => Some(AtLimit::Hold),
            "overage" => Some(AtLimit::Overage),
            _ => None,
        }
    }

    pub fn key(self) -> &'static str {
        match self {
            AtLimit::Hold => "hold",
            AtLimit::Overage => "overage",
        }
    }
}

/// An account's own limit of a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Own {
    /// As the partner's default says.
    #[default]
    Inherited,
    /// None, although there is a default.
    Unlimited,
    Value(i64),
}

impl Own {
    /// The limit that holds then: its own, never above the cap, or the default; none: there is none.
    pub fn limit(self, base: Base) -> Option<i64> {
        match self {
            Own::Inherited => base.value,
            Own::Unlimited => None,
            Own::Value(value) => Some(base.cap.map_or(value, |cap| value.min(cap))),
        }
    }
}

/// What is set for an account of a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Set {
    pub own: Own,
    /// For it and all below it together.
    pub tree: Option<i64>,
    pub at_limit: Option<AtLimit>,
}

impl Set {
    /// Own and tree, for the log.
    pub fn words(&self, kind: Kind) -> (String, String) {
        let own = match self.own {
            Own::Inherited => t!("limits-as-by-default").to_owned(),
            Own::Unlimited => t!("limits-no-limit-within").to_owned(),
            Own::Value(value) => with_at_limit(kind, value, self.at_limit),
        };
        (own, self.tree.map(|value| with_at_limit(kind, value, self.at_limit)).unwrap_or_default())
    }

    /// For a form, to tell whether it is still so when it is sent.
    pub fn packed(&self) -> String {
        let own = match self.own {
            Own::Inherited => "inherited".to_owned(),
            Own::Unlimited => "unlimited".to_owned(),
            Own::Value(value) => value.to_string(),
        };
        packed([own, shown(self.tree)], self.at_limit)
    }
}

/// What a partner gives to each account where nothing was set for it, and the most that one may be given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Base {
    pub value: Option<i64>,
    pub cap: Option<i64>,
    pub at_limit: Option<AtLimit>,
}

impl Base {
    /// Default and cap, for the log.
    pub fn words(&self, kind: Kind) -> (String, String) {
        let value = self
            .value
            .map_or_else(|| t!("limits-no-limit-within").to_owned(), |value| with_at_limit(kind, value, self.at_limit));
        (value, self.cap.map(|cap| kind.counted(cap)).unwrap_or_default())
    }

    /// As [`Set::packed`].
    pub fn packed(&self) -> String {
        packed([shown(self.value), shown(self.cap)], self.at_limit)
    }
}

fn shown(value: Option<i64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn packed([one, other]: [String; 2], at_limit: Option<AtLimit>) -> String {
    format!("{one}/{other}/{}", at_limit.map_or("", AtLimit::key))
}

fn with_at_limit(kind: Kind, value: i64, at_limit: Option<AtLimit>) -> String {
    match at_limit {
        Some(AtLimit::Hold) => t!("limits-count-hold", count = kind.counted(value)),
        Some(AtLimit::Overage) => t!("limits-count-overage", count = kind.counted(value)),
        None => kind.counted(value),
    }
}

/// What is done at a limit, in words.
pub(crate) fn at_limit_words(kind: Kind, at_limit: Option<AtLimit>) -> &'static str {
    match (kind.then(), at_limit) {
        (Then::Refused, _) => t!("limits-then-refused"),
        (Then::Held, Some(AtLimit::Overage)) => t!("limits-then-overage"),
        (Then::Held, _) => t!("limits-then-hold"),
        (Then::Waits, _) => t!("limits-then-waits"),
        (Then::TooLarge, _) => t!("limits-then-not-taken"),
        (Then::Shortened, _) => t!("limits-then-shortened"),
    }
}

/// One limit that holds for an account, with what is used of it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Level {
    pub kind: Kind,
    /// Whom it was set for; of a default the account itself.
    pub account: Uuid,
    pub name: String,
    /// Levels above the account that is asked about.
    pub distance: i16,
    pub tree: bool,
    /// It is the partner's default.
    pub inherited: bool,
    /// None: it says that there is no limit.
    pub value: Option<i64>,
    pub at_limit: Option<AtLimit>,
    /// None: it could not be read, or nothing is counted here.
    pub used: Option<i64>,
    /// When the next billing period of that account begins, of a limit that counts by them.
    #[serde(default)]
    pub resets: Option<NaiveDate>,
}

/// Whether there is room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict<'a> {
    Room,
    /// The nearest limit that has none.
    AtLimit(&'a Level),
}

/// Whether each limit of the chain has room for so many more (M4); `used` is without them. Who asks for nothing more
/// always has room: what is there stays, though a limit was lowered below it.
pub(crate) fn verdict(chain: &[Level], asked: i64) -> Verdict<'_> {
    if asked <= 0 {
        return Verdict::Room;
    }
    let full = |level: &&Level| match (level.value, level.used) {
        (Some(value), Some(used)) => used.saturating_add(asked) > value,
        _ => false,
    };
    chain.iter().filter(full).min_by_key(|level| (level.distance, level.tree)).map_or(Verdict::Room, Verdict::AtLimit)
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
