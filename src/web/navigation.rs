//! The console's side bar, and the way back of a person's own pages.

use super::shell::{NavGroup, NavItem};
use crate::access::rights::{Area, Level, level};
use crate::db::Facts;

/// The way back to where an Account User works.
pub(super) fn own_nav() -> Vec<NavGroup> {
    let back = NavItem {
        label: t!("web-nav-your-accounts").to_owned(),
        href: "/a".to_owned(),
        icon: "",
        current: false,
        key: "o",
    };
    vec![NavGroup { label: String::new(), items: vec![back] }]
}

/// Only what the person may open is listed.
pub(super) fn console_nav(facts: &Facts, current: &str) -> Vec<NavGroup> {
    let sees = |area| level(facts, area) >= Level::View;
    let item = |label: &str, href: &str, icon, key| NavItem {
        label: label.to_owned(),
        href: href.to_owned(),
        icon,
        current: current == href,
        key,
    };
    let mut operate = vec![item(t!("web-nav-overview"), "/console", "home", "o")];
    if sees(Area::Accounts) {
        operate.push(item(t!("web-nav-accounts"), "/console/accounts", "building", "a"));
    }
    if sees(Area::AccountUsers) {
        operate.push(item(t!("web-nav-people"), "/console/people", "users", "p"));
    }
    if sees(Area::Cycles) {
        operate.push(item(t!("web-nav-transactions"), "/console/transactions", "activity", "t"));
        operate.push(item(t!("web-nav-incidents"), "/console/incidents", "warn", "n"));
    }
    let mut build = Vec::new();
    if sees(Area::Connectors) {
        build.push(item(t!("web-nav-connectors"), "/console/connectors", "plug", "c"));
    }
    if sees(Area::Templates) {
        build.push(item(t!("web-nav-templates"), "/console/templates", "layers", "m"));
    }
    let mut insight = vec![item(t!("web-nav-reports"), "/console/reports", "activity", "r")];
    if sees(Area::Settings) {
        insight.push(item(t!("web-nav-audit"), "/console/audit", "audit", "l"));
    }
    let mut configure = Vec::new();
    if sees(Area::Accounts) {
        configure.push(item(t!("web-nav-imports"), "/console/imports", "upload", "i"));
        configure.push(item(t!("web-nav-recycle-bin"), "/console/recycle-bin", "trash", "b"));
    }
    if sees(Area::Embedding) {
        configure.push(item(t!("web-nav-embedding"), "/console/embedding", "code", "e"));
    }
    if sees(Area::ConsoleUsers) {
        configure.push(item(t!("web-nav-console-users"), "/console/staff", "shield", "u"));
    }
    if sees(Area::Settings) {
        configure.push(item(t!("web-nav-settings"), "/console/settings", "settings", "s"));
    }
    let group = |label: &str, items| NavGroup { label: label.to_owned(), items };
    let groups = [
        group(t!("web-nav-operate"), operate),
        group(t!("web-nav-build"), build),
        group(t!("web-nav-insight"), insight),
        group(t!("web-nav-configure"), configure),
    ];
    groups.into_iter().filter(|g| !g.items.is_empty()).collect()
}
