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

/// All of them.
fn places() -> Vec<Place> {
    vec![
        Place {
            text: t!("search-new-account"),
            href: "/console/accounts/new",
            icon: "plus",
            also: t!("search-new-account-also"),
            may: EditAccounts::held,
        },
        Place {
            text: t!("search-import"),
            href: "/console/imports/new",
            icon: "upload",
            also: t!("search-import-also"),
            may: EditAccounts::held,
        },
        Place {
            text: t!("search-invite-user"),
            href: "/console/people/new",
            icon: "mail",
            also: t!("search-invite-user-also"),
            may: EditAccountUsers::held,
        },
        Place {
            text: t!("search-invite-staff"),
            href: "/console/staff/new",
            icon: "mail",
            also: t!("search-invite-staff-also"),
            may: EditConsoleUsers::held,
        },
        Place {
            text: t!("search-overview"),
            href: "/console",
            icon: "home",
            also: t!("search-overview-also"),
            may: |_| true,
        },
        Place {
            text: t!("search-accounts"),
            href: "/console/accounts",
            icon: "building",
            also: t!("search-accounts-also"),
            may: ViewAccounts::held,
        },
        Place {
            text: t!("search-transactions"),
            href: "/console/transactions",
            icon: "activity",
            also: t!("search-transactions-also"),
            may: ViewCycles::held,
        },
        Place {
            text: t!("search-incidents"),
            href: "/console/incidents",
            icon: "warn",
            also: t!("search-incidents-also"),
            may: ViewCycles::held,
        },
        Place {
            text: t!("search-templates"),
            href: "/console/templates",
            icon: "layers",
            also: t!("search-templates-also"),
            may: ViewTemplates::held,
        },
        Place {
            text: t!("search-suspended"),
            href: "/console/accounts?state=suspended",
            icon: "pause",
            also: t!("search-suspended-also"),
            may: ViewAccounts::held,
        },
        Place {
            text: t!("search-people"),
            href: "/console/people",
            icon: "users",
            also: t!("search-people-also"),
            may: ViewAccountUsers::held,
        },
        Place {
            text: t!("search-imports"),
            href: "/console/imports",
            icon: "upload",
            also: t!("search-imports-also"),
            may: ViewAccounts::held,
        },
        Place {
            text: t!("search-recycle-bin"),
            href: "/console/recycle-bin",
            icon: "trash",
            also: t!("search-recycle-bin-also"),
            may: ViewAccounts::held,
        },
        Place {
            text: t!("search-staff"),
            href: "/console/staff",
            icon: "shield",
            also: t!("search-staff-also"),
            may: ViewConsoleUsers::held,
        },
        Place {
            text: t!("search-audit"),
            href: "/console/audit",
            icon: "audit",
            also: t!("search-audit-also"),
            may: ViewAudit::held,
        },
        Place { text: t!("search-profile"), href: "/me", icon: "user", also: t!("search-profile-also"), may: |_| true },
        Place {
            text: t!("search-sessions"),
            href: "/me/sessions",
            icon: "lock",
            also: t!("search-sessions-also"),
            may: |_| true,
        },
        Place {
            text: t!("search-password"),
            href: "/me/password",
            icon: "key",
            also: t!("search-password-also"),
            may: |_| true,
        },
    ]
}

/// Those the person may open in which every word of the search begins a word; all of them for an empty search.
pub(super) fn matching(facts: &Facts, q: &str) -> Vec<Place> {
    let asked = words(q);
    places()
        .into_iter()
        .filter(|place| (place.may)(facts))
        .filter(|place| {
            let known = words(&format!("{} {}", place.text, place.also));
            asked.iter().all(|word| known.iter().any(|k| k.starts_with(word.as_str())))
        })
        .collect()
}
