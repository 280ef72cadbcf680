//! `berth seed`: the demo and the bulk accounts.

use crate::support::app::{Checks, TestApp};
use crate::support::command::berth;
use crate::support::database::TestDatabase;
use crate::support::demo::demo;
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
fn the_demos_cycles_have_run_for_two_months_and_run_on() {
    let database = demo().copy();
    let told = |what: &str| told(&database, what);
    assert_eq!(told("select count(*) from cycles where state = 'active'"), ["20"]);
    assert_eq!(told("select count(*) from cycles where state <> 'active'"), ["0"]);
    let half_done = "select count(*) from queue where state not in ('timed', 'backlog')";
    assert_eq!(told(half_done), ["0"], "nothing is left half done");
    let days = "select count(distinct (t.started_at at time zone a.timezone)::date) from transactions t join accounts a on a.id = t.account_id";
    assert_eq!(told(&format!("select ({days}) between 60 and 70")), ["true"]);
    assert_eq!(
        told("select count(distinct a.timezone) >= 8 from transactions t join accounts a on a.id = t.account_id"),
        ["true"]
    );
    let today =
        "select count(*) > 50 from transactions where started_at > now() - interval '1 day' and status = 'done'";
    assert_eq!(told(today), ["true"]);
    let failing = "select count(*) * 100.0 / (select count(*) from transactions) between 0.2 and 3 from transactions where status = 'failed'";
    assert_eq!(told(failing), ["true"], "little goes wrong, but something");
    let causes = "select string_agg(distinct cause, ', ') from incidents";
    assert_eq!(told(causes), ["Parcel Yard 422, Post Room 422, Till & Tally 409, Till & Tally 422"]);
    assert_eq!(
        told("select count(*) > 0 from incident_causes where state = 'resolved'"),
        ["true"],
        "some of it was mended"
    );
    // Each row lies in the month of its time, and that month is there.
    for table in ["transactions", "step_runs", "ledger", "incidents", "usage_hours", "usage_days"] {
        assert_eq!(told(&format!("select count(*) from {table}_rest")), ["0"], "{table}");
    }
    let agreed = "select sum(t.tasks) = sum((select count(*) from ledger l where l.account_id = t.account_id and l.transaction_id = t.id))
                    from transactions t";
    assert_eq!(told(agreed), ["true"], "M1: the ledger is the log");
    let steps = "select count(*) from transactions t where t.steps <> (select count(*) from step_runs s where s.account_id = t.account_id and s.transaction_id = t.id)";
    assert_eq!(told(steps), ["0"]);
    assert_eq!(told("select count(*) from usage_pending"), ["0"], "M1: all of it is counted");
    berth(database.name(), &[], &["reconcile"]).assert_code(0);
    let next = "select min(next_run_at) < now() + interval '2 minutes' from cycles where schedule is not null";
    assert_eq!(told(next), ["true"], "a newcomer sees data move within a minute or two");
    berth(database.name(), &[], &["doctor"]).assert_code(0);
}

#[test]
fn the_demo_has_accounts_near_at_and_beyond_their_limits_and_a_tree_with_one() {
    let database = demo().copy(); // M4, M5, M6
    let used = told(
        &database,
        "select a.api_id || '|' || l.tree || '|' || l.at_limit || '|' ||
                round(app.tasks_counted(a.partner_id, a.id, l.tree, app.period_first((now() at time zone a.timezone)::date, a.next_billing_on))
                      * 100.0 / l.value)
           from account_limits l join accounts a on a.id = l.account_id order by a.api_id",
    );
    let percent = |account: &str| -> i64 {
        let line =
            used.iter().find(|line| line.starts_with(account)).unwrap_or_else(|| panic!("{account} in {used:?}"));
        line.rsplit('|').next().unwrap().parse().unwrap()
    };
    assert!((83..=89).contains(&percent("cascadia|false|hold|")), "{used:?}");
    assert_eq!(percent("kowhai|false|hold|"), 100, "{used:?}");
    assert!((107..=117).contains(&percent("groesslinger|false|overage|")), "{used:?}");
    assert!((68..=79).contains(&percent("ashdown|true|hold|")), "{used:?}");
    let held = "select string_agg(distinct a.api_id, ', ') || ' ' || (count(*) > 5) from queue q join accounts a on a.id = q.account_id where q.state = 'backlog'";
    assert_eq!(told(&database, held), ["kowhai true"], "its work waits for the next period");
    let beyond = "select string_agg(distinct a.api_id, ', ') from ledger l join accounts a on a.id = l.account_id where l.overage";
    assert_eq!(told(&database, beyond), ["groesslinger"]);
    let exact = "select count(*) filter (where overage) = count(*) - max(v.value) from ledger l
                   join (select l.account_id, l.value, app.period_first((now() at time zone a.timezone)::date, a.next_billing_on)::timestamp at time zone a.timezone as since
                           from account_limits l join accounts a on a.id = l.account_id where l.at_limit = 'overage') v
                     on v.account_id = l.account_id and l.at >= v.since";
    assert_eq!(told(&database, exact), ["true"], "just what is beyond the limit is counted apart");
    let notices = "select string_agg(a.api_id || ' ' || n.percent, ', ' order by a.api_id, n.percent) from limit_notices n join accounts a on a.id = n.account_id";
    assert_eq!(told(&database, notices), ["cascadia 80, groesslinger 80, groesslinger 100, kowhai 80, kowhai 100"]);
    let told_late = "select count(*) from limit_notices where told_at is null or told_at > now()";
    assert_eq!(told(&database, told_late), ["0"], "they were told in the story");
}

/// The rows of a query with one column, as text.
fn told(database: &TestDatabase, what: &str) -> Vec<String> {
    use diesel::prelude::*;
    let rows = diesel::sql_query(format!("select r.x::text as name from ({what}) r (x)"));
    rows.load::<Name>(&mut database.look()).unwrap().into_iter().map(|row| row.name).collect()
}
