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
            text: t!("overview-step-connector"),
            why: t!("overview-step-connector-why"),
            href: link(EditConnectors::held(facts), "/console/connectors"),
        },
        Step {
            done: dashboard.has_template,
            text: t!("overview-step-template"),
            why: t!("overview-step-template-why"),
            href: link(EditTemplates::held(facts), "/console/templates"),
        },
        Step {
            done: found.accounts.unwrap_or(0) > 0,
            text: t!("overview-step-account"),
            why: t!("overview-step-account-why"),
            href: link(EditAccounts::held(facts), "/console/accounts/new"),
        },
        Step {
            done: found.has_users,
            text: t!("overview-step-user"),
            why: t!("overview-step-user-why"),
            href: link(EditAccountUsers::held(facts), "/console/people"),
        },
        Step {
            done: found.has_two_staff,
            text: t!("overview-step-staff"),
            why: t!("overview-step-staff-why"),
            href: link(EditConsoleUsers::held(facts), "/console/staff"),
        },
    ]
}
