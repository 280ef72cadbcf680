//! One database a test, copied from a template that this run of the tests migrated once. Nothing is left behind: each
//! database goes with its test, and a janitor process removes what a crash left when the run ends.

use berth::config::Config;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use url::Url;

/// The role the server connects as in tests; its password is no secret.
const APP_ROLE: &str = "berth_test_app";
const APP_PASSWORD: &str = "test-only";
/// 32 bytes of base64.
const KEY: &str = "dGVzdC1vbmx5LXRlc3Qtb25seS10ZXN0LW9ubHktMDA=";

/// A database that is dropped with this value.
pub struct TestDatabase {
    name: String,
}

/// The server the tests make databases in.
pub fn admin_url() -> Url {
    let url = std::env::var("BERTH_TEST_DATABASE_URL")
        .or_else(|_| std::env::var("DATABASE_URL"))
        .expect("BERTH_TEST_DATABASE_URL is set by bin/test; by hand: bin/postgres --test start");
    Url::parse(&url).expect("BERTH_TEST_DATABASE_URL is a URL")
}

pub fn admin() -> PgConnection {
    PgConnection::establish(admin_url().as_str()).expect("the test Postgres answers")
}

fn url_of(database: &str, app: bool) -> String {
    let mut url = admin_url();
    url.set_path(database);
    if app {
        url.set_username(APP_ROLE).expect("a user");
        url.set_password(Some(APP_PASSWORD)).expect("a password");
    }
    url.into()
}

/// The settings of a server on that database, with changes.
pub fn settings(database: &str, changes: &[(&str, &str)]) -> BTreeMap<String, String> {
    let mut settings = BTreeMap::from([
        ("DATABASE_URL".to_owned(), url_of(database, false)),
        ("APP_DATABASE_URL".to_owned(), url_of(database, true)),
        ("BERTH_KEY".to_owned(), KEY.to_owned()),
        ("BERTH_WORKERS".to_owned(), "1".to_owned()),
        ("BERTH_POOL".to_owned(), "4".to_owned()),
        ("BERTH_DEV".to_owned(), "1".to_owned()),
    ]);
    settings.extend(changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    settings
}

pub fn config(settings: &BTreeMap<String, String>) -> Config {
    let mut config = Config::from_source(&|name| settings.get(name).cloned()).expect("valid settings");
    // The least bcrypt takes: tests sign in often.
    config.password_cost = 4;
    config
}

/// The run's own prefix, so that runs on one server do not meet.
fn prefix() -> &'static str {
    static PREFIX: OnceLock<String> = OnceLock::new();
    PREFIX.get_or_init(|| format!("berth_test_{}_{:08x}", std::process::id(), rand::random::<u32>()))
}

fn template() -> &'static str {
    static TEMPLATE: OnceLock<String> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        berth::testing::install_cryptography();
        start_janitor();
        let name = format!("{}_template", prefix());
        let mut conn = admin();
        // Roles belong to the whole server: two runs must not prepare them at the same moment.
        conn.batch_execute("select pg_advisory_lock(7241094)").expect("lock");
        conn.batch_execute(&format!("create database {name}")).expect("template");
        berth::testing::migrate(&config(&settings(&name, &[]))).expect("the migrations run");
        conn.batch_execute("select pg_advisory_unlock(7241094)").expect("unlock");
        name
    })
}

impl TestDatabase {
    /// A migrated, empty database.
    pub fn new() -> TestDatabase {
        TestDatabase::copy_of(template())
    }

    /// A copy of a database that nobody is connected to.
    pub fn copy_of(template: &str) -> TestDatabase {
        TestDatabase::named(&format!("template {template}"))
    }

    /// Keeps it for the rest of the run, for others to be copied from: nobody can connect to it any more.
    pub fn into_template(self) -> String {
        let name = self.name.clone();
        std::mem::forget(self);
        admin()
            .batch_execute(&format!(
                "alter database {name} allow_connections false;
                 select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"
            ))
            .expect("a template");
        name
    }

    /// A database without anything in it.
    pub fn bare() -> TestDatabase {
        template();
        TestDatabase::named("")
    }

    fn named(from: &str) -> TestDatabase {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("{}_{}", prefix(), NEXT.fetch_add(1, Ordering::Relaxed));
        admin().batch_execute(&format!("create database {name} {from}")).expect("a database");
        TestDatabase { name }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// A connection as the tests' own role, to look behind the walls. A test never acts through it.
    pub fn look(&self) -> PgConnection {
        PgConnection::establish(&url_of(&self.name, false)).expect("the test database answers")
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Ok(mut conn) = PgConnection::establish(admin_url().as_str()) {
            // What fails here the janitor does again.
            let _ = conn.batch_execute(&format!("drop database if exists {} with (force)", self.name));
        }
    }
}

/// Starts this very binary as a process that waits for the run to end and then drops what is left of it.
fn start_janitor() {
    let exe = std::env::current_exe().expect("this test binary");
    let child = Command::new(exe)
        .args(["--exact", "support::database::janitor", "--ignored", "--nocapture"])
        .env("BERTH_TEST_JANITOR", prefix())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the janitor starts");
    // Its standard input closes when this process ends, however it ends.
    std::mem::forget(child);
}

#[test]
#[ignore = "run by the test binary itself, to clean up"]
fn janitor() {
    let Ok(prefix) = std::env::var("BERTH_TEST_JANITOR") else { return };
    std::io::copy(&mut std::io::stdin(), &mut std::io::sink()).expect("waits for the run to end");
    let mut conn = admin();
    let left: Vec<String> = databases::table
        .filter(databases::datname.like(format!("{prefix}%")))
        .select(databases::datname)
        .load(&mut conn)
        .expect("a list of databases");
    for name in left {
        let _ = conn.batch_execute(&format!("drop database if exists {name} with (force)"));
    }
}

diesel::table! {
    #[sql_name = "pg_database"]
    databases (datname) {
        datname -> Text,
    }
}
