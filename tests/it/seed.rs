//! `berth seed`: the demo and the bulk accounts.

use crate::support::app::{Checks, TestApp};
use crate::support::command::berth;
use crate::support::database::TestDatabase;
use crate::support::{Answer, Caller};
use std::os::unix::fs::PermissionsExt;

#[derive(diesel::QueryableByName)]
struct Name {
    #[diesel(sql_type = diesel::sql_types::Text)]
    name: String,
}

#[test]
fn bulk_accounts_are_the_same_for_the_same_seed_and_stand_behind_the_walls() {
    use diesel::prelude::*;
    let database = TestDatabase::new();
    let bulk = |prefix: &str| {
        let arguments = ["seed", "bulk", "--partners", "2", "--accounts", "500", "--prefix", prefix];
        berth(database.name(), &[], &arguments).assert_code(0);
    };
    bulk("one");
    bulk("two");
    let names = |slug: &str| -> Vec<String> {
        let mut conn = database.look();
        let sql = "select a.name from accounts a join partners p on p.id = a.partner_id";
        diesel::sql_query(format!("{sql} where p.slug = '{slug}' order by a.id, a.name"))
            .load::<Name>(&mut conn)
            .unwrap()
            .into_iter()
            .map(|n| n.name)
            .collect()
    };
    assert_eq!(names("one-1").len(), 500);
    assert_eq!(names("one-1"), names("two-1"));
    assert_ne!(names("one-1"), names("one-2"));
    berth(database.name(), &[], &["doctor"]).assert_code(0);
}

#[actix_web::test]
async fn the_demo_lets_everyone_in_who_is_in_its_file() {
    let app = TestApp::with(Checks::On, &[]).await;
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("demo.json");
    std::fs::write(&path, "").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    let out = path.to_str().unwrap();
    let name = app.database.name().to_owned();
    let seed = || berth(&name, &[], &["seed", "demo", "--if-empty", "--out", out]);
    seed().assert_code(0);
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let text = std::fs::read_to_string(&path).unwrap();
    let demo: serde_json::Value = serde_json::from_str(&text).unwrap();
    let users = demo["users"].as_array().unwrap();
    assert!(demo["url"].as_str().unwrap().starts_with("http://127.0.0.1"));
    assert!(users.len() >= 12, "{}", users.len());

    // The database is not empty any more, so nothing is made and the file stays.
    seed().assert_code(0);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    berth(&name, &[], &["seed", "demo"]).assert_code(1).assert_complains("the demo is here already");
    berth(&name, &[], &["doctor"]).assert_code(0);
    let shown = berth(&name, &[], &["seed", "demo", "--show", out]);
    shown.assert_code(0);

    // The history of the demo ends now, which is later than the standing clock of other tests.
    app.clock.advance(chrono::Utc::now() - app.clock.now());
    for (no, user) in users.iter().enumerate() {
        let field = |name: &str| user[name].as_str().unwrap();
        assert!(shown.out.contains(field("email")) && shown.out.contains(field("password")), "{}", shown.out);
        let caller = Caller::new(field("name"), app.config.url.as_str());
        // Each from a place of their own, as far as throttling goes: a test is one address.
        let answer = caller.sign_in(field("email"), field("password")).await;
        answer.assert_status(303);
        let home = if field("kind") == "console" { "/console" } else { "/a" };
        let page = caller.get(home).await;
        assert!(page.status == 200 || page.status == 303, "{no} {}: {}", field("email"), page.status);
        if field("email").starts_with("ada@") {
            assert_demo_is_believable(&caller.get("/console/accounts?rows=100").await);
        }
    }
}

fn assert_demo_is_believable(list: &Answer) {
    list.assert_ok();
    let rows = list.texts_of("tbody tr").len();
    assert!(rows >= 60, "{rows} accounts");
}

#[test]
fn the_demos_cycles_have_run_for_two_days_and_run_on() {
    use diesel::prelude::*;
    let database = TestDatabase::new();
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let asked = [("DEMO_APP_ADDRESS", free.as_str())];
    berth(database.name(), &asked, &["seed", "demo"]).assert_code(0);
    let mut conn = database.look();
    let mut told = |what: &str| -> Vec<String> {
        let rows = diesel::sql_query(format!("select ({what})::text as name")).load::<Name>(&mut conn).unwrap();
        rows.into_iter().map(|row| row.name).collect()
    };
    assert_eq!(told("select count(*) from cycles where state = 'active'"), ["3"]);
    assert_eq!(told("select count(*) from queue where state <> 'timed'"), ["0"], "nothing is left half done");
    assert_eq!(told("select count(*) > 100 from transactions where status = 'done'"), ["true"]);
    assert_eq!(told("select count(*) between 1 and 40 from transactions where status = 'failed'"), ["true"]);
    assert_eq!(told("select count(distinct cause) from incidents"), ["1"], "mistyped addresses and nothing else");
    let agreed = "select sum(tasks) = (select count(*) from ledger) from transactions";
    assert_eq!(told(agreed), ["true"], "M1: the ledger is the log");
    let next = "select bool_and(next_run_at < now() + interval '2 minutes') from cycles where schedule is not null";
    assert_eq!(told(next), ["true"], "a newcomer sees data move within a minute");
    berth(database.name(), &asked, &["doctor"]).assert_code(0);
}
