//! The things that paths name, made in a world: an id of each kind, all of the first partner.

use crate::support::World;
use berth::ids::AccountId;
use std::collections::BTreeMap;

pub struct Fixtures(BTreeMap<&'static str, String>);

impl Fixtures {
    pub async fn make(world: &World) -> Fixtures {
        Fixtures(BTreeMap::from([
            ("{account}", world.branch.to_string()),
            ("{leaf}", world.leaf.to_string()),
            ("{sibling}", world.sibling.to_string()),
            ("{stopped}", world.stopped.to_string()),
            ("{person}", world.people.branch_admin.to_string()),
            ("{staff}", world.people.bare_console.to_string()),
            ("{session}", world.another_session_of(world.people.console, "ada.vance@northwind.test").await),
        ]))
    }

    /// The same with another account in the account view's addresses.
    pub fn with_account(mut self, account: AccountId) -> Fixtures {
        self.0.insert("{account}", account.to_string());
        self
    }

    pub fn fill(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
    }
}
