//! A running server in the test's own process, on a free port.

use super::caller::Caller;
use super::database::{TestDatabase, config, settings};
use actix_web::web;
use berth::clock::Clock;
use berth::config::Config;
use berth::db::Database;
use berth::testing::Background;
use berth::web::{server, state::App};
use chrono::{DateTime, TimeZone, Utc};
use std::net::TcpListener;

/// When tests happen, unless they move the clock.
pub fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 24, 12, 0, 0).unwrap()
}

pub struct TestApp {
    pub database: TestDatabase,
    pub config: Config,
    pub clock: Clock,
    pub db: Database,
    pub app: web::Data<App>,
    pub mail_dir: tempfile::TempDir,
    handle: actix_web::dev::ServerHandle,
    background: Option<Background>,
}

/// Whether the application's own checks are on (T12).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Checks {
    On,
    Off,
}

impl TestApp {
    pub async fn with(checks: Checks, changes: &[(&str, &str)]) -> TestApp {
        TestApp::on(TestDatabase::new(), checks, changes)
    }

    /// A server on a database that may have something in it.
    pub fn on(database: TestDatabase, checks: Checks, changes: &[(&str, &str)]) -> TestApp {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mail_dir = tempfile::tempdir().unwrap();
        let port = listener.local_addr().unwrap().port().to_string();
        let mut all = vec![("PORT", port.as_str()), ("BERTH_MAIL_DIR", mail_dir.path().to_str().unwrap())];
        all.extend_from_slice(changes);
        let config = config(&settings(database.name(), &all));
        let clock = Clock::standing_at(noon());
        let mut db = Database::open(&config, clock.clone());
        if checks == Checks::Off {
            db = db.without_checks();
        }
        let app = web::Data::new(App::new(config.clone(), db.clone()).unwrap());
        let server = server::serve(app.clone(), listener, false).unwrap();
        let handle = server.handle();
        actix_web::rt::spawn(server);
        TestApp { database, config, clock, db, app, mail_dir, handle, background: None }
    }

    /// A second server on the same database with other settings; answers a browser of its visitors.
    pub fn beside(&self, change: impl FnOnce(&mut Config)) -> Caller {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut config = self.config.clone();
        config.url = format!("http://{}", listener.local_addr().unwrap()).parse().unwrap();
        change(&mut config);
        let visitor = Caller::new("visitor of the second server", config.url.as_str());
        let app = web::Data::new(App::new(config, self.db.clone()).unwrap());
        actix_web::rt::spawn(server::serve(app, listener, false).unwrap());
        visitor
    }

    /// Starts the background threads: mails, jobs, expiry.
    pub fn with_background(mut self) -> TestApp {
        self.background = Some(Background::start(self.app.clone()));
        self
    }

    /// Somebody with an empty browser.
    pub fn visitor(&self) -> Caller {
        Caller::new("anonymous", self.config.url.as_str())
    }

    pub async fn stop(mut self) {
        if let Some(background) = self.background.take() {
            background.stop().await;
        }
        self.handle.stop(true).await;
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        // The server keeps answering until its runtime ends, which is now.
        drop(self.handle.stop(false));
    }
}
