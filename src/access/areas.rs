//! What rights of Console Users are for, and how far they go.

use crate::db::{Facts, Kind};

/// What Console Users' rights are given for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// Accounts and sub-accounts.
    Accounts,
    /// People of customers.
    AccountUsers,
    /// The library of connectors.
    Connectors,
    /// Templates.
    Templates,
    /// Cycles of accounts.
    Cycles,
    /// Embedding.
    Embedding,
    /// Reports.
    Reports,
    /// Settings of the partner, the audit log among them.
    Settings,
    /// API credentials.
    ApiCredentials,
    /// The partner's own staff.
    ConsoleUsers,
}

impl Area {
    /// All areas, in the order of the rights grid, with their keys in the database.
    pub const ALL: [(Area, &'static str); 10] = [
        (Area::Accounts, "accounts"),
        (Area::AccountUsers, "account_users"),
        (Area::Connectors, "connectors"),
        (Area::Templates, "templates"),
        (Area::Cycles, "cycles"),
        (Area::Embedding, "embedding"),
        (Area::Reports, "reports"),
        (Area::Settings, "settings"),
        (Area::ApiCredentials, "api_credentials"),
        (Area::ConsoleUsers, "console_users"),
    ];

    /// The key in the database and in forms.
    pub fn key(self) -> &'static str {
        Area::ALL.iter().find(|(area, _)| *area == self).map_or("", |(_, key)| key)
    }

    /// What it is called.
    pub(crate) fn label(self) -> String {
        let label = match self {
            Area::Accounts => t!("access-area-accounts"),
            Area::AccountUsers => t!("access-area-account-users"),
            Area::Connectors => t!("access-area-connectors"),
            Area::Templates => t!("access-area-templates"),
            Area::Cycles => return t!("access-area-cycles", words),
            Area::Embedding => t!("access-area-embedding"),
            Area::Reports => t!("access-area-reports"),
            Area::Settings => t!("access-area-settings"),
            Area::ApiCredentials => t!("access-area-api-credentials"),
            Area::ConsoleUsers => t!("access-area-console-users"),
        };
        label.to_owned()
    }

    /// The name of a right: "Accounts: Edit".
    pub(crate) fn right(self, level: Level) -> String {
        t!("access-right", area = self.label(), level = level.label())
    }
}

/// How much of an area; each includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Nothing.
    None,
    /// Sees it.
    View,
    /// Creates and changes.
    Edit,
    /// Everything, removing included.
    Manage,
}

impl Level {
    /// Reads the database's or a form's word; anything else is nothing.
    pub fn read(word: &str) -> Level {
        match word {
            "view" => Level::View,
            "edit" => Level::Edit,
            "manage" => Level::Manage,
            _ => Level::None,
        }
    }

    /// What a Console User who does not ask holds in an area, from what is kept of their rights.
    pub(crate) fn stored(full_access: bool, rights: &serde_json::Value, area: Area) -> Level {
        if full_access { Level::Manage } else { rights[area.key()].as_str().map_or(Level::None, Level::read) }
    }

    /// The database's word; empty for nothing.
    pub fn key(self) -> &'static str {
        match self {
            Level::None => "",
            Level::View => "view",
            Level::Edit => "edit",
            Level::Manage => "manage",
        }
    }

    /// What it is called.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Level::None => t!("access-level-none"),
            Level::View => t!("access-level-view"),
            Level::Edit => t!("access-level-edit"),
            Level::Manage => t!("access-level-manage"),
        }
    }
}

/// The level that a Console User, or a program of the partner's, holds in an area.
pub fn level(facts: &Facts, area: Area) -> Level {
    match facts.kind {
        Kind::Account => Level::None,
        Kind::Console | Kind::Program if facts.full_access => Level::Manage,
        Kind::Console | Kind::Program => facts.rights.get(area.key()).map_or(Level::None, |word| Level::read(word)),
    }
}
