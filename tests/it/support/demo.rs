//! The demo with what its cycles did, made once in a run: each test's database is a copy of it.

use super::command::berth;
use super::database::TestDatabase;
use serde_json::Value;
use std::sync::OnceLock;

pub struct Demo {
    template: String,
    /// What `--out` wrote.
    pub sign_ins: Value,
}

pub fn demo() -> &'static Demo {
    static MADE: OnceLock<Demo> = OnceLock::new();
    MADE.get_or_init(|| {
        let (database, dir) = (TestDatabase::new(), tempfile::tempdir().unwrap());
        let out = dir.path().join("demo.json");
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
        let asked = [("DEMO_APP_ADDRESS", free.as_str())];
        berth(database.name(), &asked, &["seed", "demo", "--out", out.to_str().unwrap()]).assert_code(0);
        let sign_ins = serde_json::from_str(&std::fs::read_to_string(&out).unwrap()).unwrap();
        Demo { template: database.into_template(), sign_ins }
    })
}

impl Demo {
    pub fn copy(&self) -> TestDatabase {
        TestDatabase::copy_of(&self.template)
    }
}
