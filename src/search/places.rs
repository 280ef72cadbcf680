//! Pages and actions that can be gone to by name.

use crate::access::rights::{
    EditAccountUsers, EditAccounts, EditConsoleUsers, Right, ViewAccountUsers, ViewAccounts, ViewAudit,
    ViewConsoleUsers, ViewCycles, ViewTemplates,
};
use crate::accounts::model::words;
use crate::db::Facts;

/// A page or an action.
pub(super) struct Place {
    pub text: &'static str,
    pub href: &'static str,
    pub icon: &'static str,
    /// Other words that people use for it.
    also: &'static str,
    may: fn(&Facts) -> bool,
}

const PLACES: &[Place] = &[
    Place {
        text: "New account",
        href: "/console/accounts/new",
        icon: "plus",
        also: "create add customer",
        may: EditAccounts::held,
    },
    Place {
        text: "Import accounts",
        href: "/console/imports/new",
        icon: "upload",
        also: "csv upload customers list",
        may: EditAccounts::held,
    },
    Place {
        text: "Invite an account user",
        href: "/console/people/new",
        icon: "mail",
        also: "new person add",
        may: EditAccountUsers::held,
    },
    Place {
        text: "Invite a console user",
        href: "/console/staff/new",
        icon: "mail",
        also: "new staff add colleague",
        may: EditConsoleUsers::held,
    },
    Place { text: "Overview", href: "/console", icon: "home", also: "dashboard start", may: |_| true },
    Place {
        text: "Accounts",
        href: "/console/accounts",
        icon: "building",
        also: "customers sub-accounts",
        may: ViewAccounts::held,
    },
    Place {
        text: "Transactions",
        href: "/console/transactions",
        icon: "activity",
        also: "log runs executions failed history",
        may: ViewCycles::held,
    },
    Place {
        text: "Incidents",
        href: "/console/incidents",
        icon: "warn",
        also: "errors warnings problems failures",
        may: ViewCycles::held,
    },
    Place {
        text: "Templates",
        href: "/console/templates",
        icon: "layers",
        also: "integrations prepared library releases",
        may: ViewTemplates::held,
    },
    Place {
        text: "Suspended accounts",
        href: "/console/accounts?state=suspended",
        icon: "pause",
        also: "closed stopped",
        may: ViewAccounts::held,
    },
    Place {
        text: "People",
        href: "/console/people",
        icon: "users",
        also: "account users",
        may: ViewAccountUsers::held,
    },
    Place { text: "Imports", href: "/console/imports", icon: "upload", also: "csv", may: ViewAccounts::held },
    Place {
        text: "Recycle bin",
        href: "/console/recycle-bin",
        icon: "trash",
        also: "deleted restore",
        may: ViewAccounts::held,
    },
    Place {
        text: "Console users",
        href: "/console/staff",
        icon: "shield",
        also: "staff rights colleagues",
        may: ViewConsoleUsers::held,
    },
    Place {
        text: "Audit log",
        href: "/console/audit",
        icon: "audit",
        also: "history changes log",
        may: ViewAudit::held,
    },
    Place { text: "Your profile", href: "/me", icon: "user", also: "name theme timezone settings", may: |_| true },
    Place { text: "Your sessions", href: "/me/sessions", icon: "lock", also: "devices sign out", may: |_| true },
    Place { text: "Your password", href: "/me/password", icon: "key", also: "change", may: |_| true },
];

/// Those the person may open in which every word of the search begins a word; all of them for an empty search.
pub(super) fn matching(facts: &Facts, q: &str) -> Vec<&'static Place> {
    let asked = words(q);
    PLACES
        .iter()
        .filter(|place| (place.may)(facts))
        .filter(|place| {
            let known = words(&format!("{} {}", place.text, place.also));
            asked.iter().all(|word| known.iter().any(|k| k.starts_with(word.as_str())))
        })
        .collect()
}
