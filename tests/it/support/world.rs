//! Two partners, a tree of accounts, and one caller of each kind.
//!
//! ```text
//! Northwind (partner)                     Contoso (partner)
//!   root ── branch ── leaf                  other
//!   sibling
//!   stopped (suspended)
//! ```

use super::app::{Checks, TestApp, noon};
use super::caller::Caller;
use super::database::{TestDatabase, config, settings};
use berth::clock::Clock;
use berth::config::Config;
use berth::db::Database;
use berth::ids::{AccountId, PersonId};
use berth::testing::Maker;
use diesel::prelude::*;
use std::ops::Deref;
use std::sync::OnceLock;

pub const PASSWORD: &str = "harbour-lights-42";

pub struct World {
    pub app: TestApp,
    pub root: AccountId,
    pub branch: AccountId,
    pub leaf: AccountId,
    pub sibling: AccountId,
    pub stopped: AccountId,
    /// An account of the other partner.
    pub other: AccountId,
    pub people: People,
}

#[derive(Clone, Copy)]
pub struct People {
    /// Console User with full access.
    pub console: PersonId,
    /// Console User without any right.
    pub bare_console: PersonId,
    pub root_admin: PersonId,
    pub branch_admin: PersonId,
    pub leaf_admin: PersonId,
    pub sibling_admin: PersonId,
    pub foreign_console: PersonId,
    pub foreign_admin: PersonId,
}

/// Who is in the world.
#[derive(Clone, Copy)]
struct Made {
    root: AccountId,
    branch: AccountId,
    leaf: AccountId,
    sibling: AccountId,
    stopped: AccountId,
    other: AccountId,
    people: People,
}

/// The world, made once in a run: each test's database is a copy of it.
fn prepared() -> &'static (String, Made) {
    static PREPARED: OnceLock<(String, Made)> = OnceLock::new();
    PREPARED.get_or_init(|| {
        let database = TestDatabase::new();
        let config = config(&settings(database.name(), &[]));
        let db = Database::open(&config, Clock::standing_at(noon()));
        let made = fill(&config, &db);
        drop(db);
        (database.into_template(), made)
    })
}

fn fill(config: &Config, db: &Database) -> Made {
    let near = Maker::new(config, db, "northwind", "Northwind Apps").unwrap();
    let root = near.account("Root Holding", "root", None).unwrap();
    let branch = near.account("Branch Office", "branch", Some(root)).unwrap();
    let leaf = near.account("Leaf Shop", "leaf", Some(branch)).unwrap();
    let sibling = near.account("Sibling Trading", "sibling", None).unwrap();
    let stopped = near.account("Stopped Works", "stopped", None).unwrap();
    near.suspend(stopped, "unpaid").unwrap();
    let admin = |email: &str, account| {
        let person = near.account_user(email, PASSWORD).unwrap();
        near.grant(person, account, "administrator", false).unwrap();
        person
    };
    admin("stopped.admin@customer.test", stopped);
    let far = Maker::new(config, db, "contoso", "Contoso Freight").unwrap();
    let other = far.account("Other Customer", "root", None).unwrap();
    let foreign_admin = far.account_user("other.admin@customer.test", PASSWORD).unwrap();
    far.grant(foreign_admin, other, "administrator", false).unwrap();
    let people = People {
        console: near.console_user("ada.vance@northwind.test", None, PASSWORD).unwrap(),
        bare_console: near.console_user("bare@northwind.test", Some(&[]), PASSWORD).unwrap(),
        root_admin: admin("root.admin@customer.test", root),
        branch_admin: admin("branch.admin@customer.test", branch),
        leaf_admin: admin("leaf.admin@customer.test", leaf),
        sibling_admin: admin("sibling.admin@customer.test", sibling),
        foreign_console: far.console_user("carl@contoso.test", None, PASSWORD).unwrap(),
        foreign_admin,
    };
    Made { root, branch, leaf, sibling, stopped, other, people }
}

#[derive(diesel::QueryableByName)]
struct SessionId {
    #[diesel(sql_type = diesel::sql_types::Text)]
    id: String,
}

impl Deref for World {
    type Target = TestApp;
    fn deref(&self) -> &TestApp {
        &self.app
    }
}

impl World {
    pub async fn start() -> World {
        World::with(Checks::On).await
    }

    pub async fn with(checks: Checks) -> World {
        World::with_settings(checks, &[])
    }

    /// With other settings of the server.
    pub fn with_settings(checks: Checks, changes: &[(&str, &str)]) -> World {
        let (template, made) = prepared();
        let app = TestApp::on(TestDatabase::copy_of(template), checks, changes);
        let Made { root, branch, leaf, sibling, stopped, other, people } = *made;
        World { root, branch, leaf, sibling, stopped, other, people, app }
    }

    /// Starts the background threads: mails, jobs, expiry.
    pub fn with_background(mut self) -> World {
        self.app = self.app.with_background();
        self
    }

    async fn signed_in(&self, name: &str, email: &str) -> Caller {
        let caller = Caller::new(name, self.config.url.as_str());
        caller.sign_in(email, PASSWORD).await.assert_status(303);
        caller
    }

    /// The id of a further session of a person, as their list of sessions names it.
    pub async fn another_session_of(&self, person: PersonId, email: &str) -> String {
        self.signed_in("another browser", email).await;
        let mut conn = self.database.look();
        let query =
            format!("select id::text as id from sessions where person_id = '{person}' order by id desc limit 1");
        diesel::sql_query(query).get_result::<SessionId>(&mut conn).unwrap().id
    }

    /// Console User with full access.
    pub async fn console(&self) -> Caller {
        self.signed_in("console", "ada.vance@northwind.test").await
    }

    /// Console User without any right: dashboard and reports only.
    pub async fn bare_console(&self) -> Caller {
        self.signed_in("bare console", "bare@northwind.test").await
    }

    /// Console User of the other partner, with full access there.
    pub async fn foreign_console(&self) -> Caller {
        self.signed_in("foreign console", "carl@contoso.test").await
    }

    /// Administrator of the other partner's account.
    pub async fn foreign_admin(&self) -> Caller {
        self.signed_in("foreign admin", "other.admin@customer.test").await
    }

    /// Administrator of one account of the tree, and of nothing else.
    pub async fn admin_of(&self, account: AccountId) -> Caller {
        let name = [
            (self.root, "root"),
            (self.branch, "branch"),
            (self.leaf, "leaf"),
            (self.sibling, "sibling"),
            (self.stopped, "stopped"),
        ]
        .into_iter()
        .find_map(|(id, name)| (id == account).then_some(name))
        .expect("an account of the tree");
        self.signed_in(&format!("{name} admin"), &format!("{name}.admin@customer.test")).await
    }

    /// A Console User with just these rights, made for this test.
    pub async fn console_with(&self, rights: &[(&str, &str)]) -> Caller {
        let maker = self.near();
        let email = format!("c{:08x}@northwind.test", rand::random::<u32>());
        maker.console_user(&email, Some(rights), PASSWORD).unwrap();
        self.signed_in("console with rights", &email).await
    }

    /// To make more in the first partner.
    pub fn near(&self) -> Maker<'_> {
        Maker::existing(&self.app.config, &self.app.db, "northwind").unwrap()
    }
}
