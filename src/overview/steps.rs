//! The first run: a list that ticks itself.

use super::queries::{Dashboard, Overview};
use crate::access::rights::{EditAccountUsers, EditAccounts, EditConnectors, EditConsoleUsers, EditTemplates, Right};
use crate::db::Facts;

/// A step of the first run.
pub(super) struct Step {
    pub done: bool,
    pub text: &'static str,
    pub why: &'static str,
    /// Empty: somebody else has the right.
    pub href: &'static str,
}

impl Step {
    /// Its icon.
    pub fn sign(&self) -> &'static str {
        if self.done { "check" } else { "right" }
    }
}

/// What a partner does first, in its order.
pub(super) fn steps(found: &Overview, dashboard: &Dashboard, facts: &Facts) -> Vec<Step> {
    let link = |may: bool, href: &'static str| if may { href } else { "" };
    vec![
        Step {
            done: dashboard.has_connector,
            text: "Add a connector",
            why: "An application that integrations talk to; from the catalogue, or from its OpenAPI document.",
            href: link(EditConnectors::held(facts), "/console/connectors"),
        },
        Step {
            done: dashboard.has_template,
            text: "Publish a template",
            why: "A prepared integration. It can be installed once a release of it is live.",
            href: link(EditTemplates::held(facts), "/console/templates"),
        },
        Step {
            done: found.accounts.unwrap_or(0) > 0,
            text: "Create the first account",
            why: "One for each of your customers; or import the whole list from a CSV file.",
            href: link(EditAccounts::held(facts), "/console/accounts/new"),
        },
        Step {
            done: found.has_users,
            text: "Invite the first account user",
            why: "A person of a customer, who sees that customer's accounts and nothing else.",
            href: link(EditAccountUsers::held(facts), "/console/people"),
        },
        Step {
            done: found.has_two_staff,
            text: "Invite a second console user",
            why: "So that somebody can still get in when you cannot.",
            href: link(EditConsoleUsers::held(facts), "/console/staff"),
        },
    ]
}
