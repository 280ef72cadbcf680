//! The operator's command: settings, help, what a running server does when it is told to stop or loses its database.

use crate::support::app::Checks;
use crate::support::command::{Serving, berth, berth_with, free_port};
use crate::support::database::{TestDatabase, admin, settings};
use crate::support::world::PASSWORD;
use crate::support::{Caller, World};
use berth::config::SETTINGS;
use diesel::connection::SimpleConnection;
use std::time::{Duration, Instant};

#[test]
fn each_wrong_setting_stops_the_start_with_its_name() {
    let cases = [
        ("PORT", "eighty"),
        ("HOST", "localhost"),
        ("BERTH_URL", "example.com/path"),
        ("BERTH_KEY", "short"),
        ("BERTH_KEY_FILE", "/does/not/exist"),
        ("BERTH_SECRETS_KEY_FILE", "/does/not/exist"),
        ("BERTH_FORMER_KEY_FILES", "/does/not/exist"),
        ("BERTH_POOL", "1"),
        ("BERTH_WORKERS", "many"),
        ("BERTH_DB_TIMEOUT_S", "0"),
        ("SMTP_URL", "mail.example.com"),
        ("MAIL_FROM", "nobody"),
        ("LOG_LEVEL", "loud"),
        ("LOG_FORMAT", "xml"),
        ("BERTH_DEV", "yes"),
        ("TRUSTED_PROXIES", "proxy"),
        ("METRICS_ADDRESS", "9090"),
        ("BERTH_CONFIG", "/does/not/exist.toml"),
        ("DATABASE_URL", "berth"),
    ];
    for (name, value) in cases {
        let mut all = settings("postgres", &[(name, value)]);
        match name {
            "BERTH_KEY_FILE" => drop(all.remove("BERTH_KEY")),
            "DATABASE_URL" => drop(all.remove("APP_DATABASE_URL")),
            _ => {}
        }
        berth_with(&all, &["serve"]).assert_code(2).assert_complains(&format!("setting {name}: "));
    }
    let nothing = std::collections::BTreeMap::new();
    berth_with(&nothing, &["serve"]).assert_code(2).assert_complains("DATABASE_URL").assert_complains("BERTH_KEY");
}

#[test]
fn a_secret_in_a_wrong_setting_is_not_repeated() {
    let said = berth("postgres", &[("SMTP_URL", "http://user:hunter22@mail"), ("BERTH_KEY", "hunter33")], &["serve"]);
    said.assert_code(2);
    assert!(!said.err.contains("hunter"), "{}", said.err);
}

#[test]
fn a_setting_in_the_file_that_does_not_exist_is_named() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "PROT = 8080\n").unwrap();
    let path = file.path().to_str().unwrap();
    berth("postgres", &[("BERTH_CONFIG", path)], &["serve"]).assert_code(2).assert_complains("setting PROT: ");
}

#[test]
fn the_readme_has_every_setting_as_the_program_knows_it() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("README.md");
    let rows: Vec<&str> = readme.lines().filter(|l| l.starts_with("| `")).collect();
    let wanted: Vec<String> =
        SETTINGS.iter().map(|s| format!("| `{}` | {} | {} |", s.name, s.default, s.what)).collect();
    assert_eq!(rows, wanted, "the table of settings in README.md");
}

#[test]
fn the_help_names_every_command_and_what_it_is_for() {
    let help = berth_with(&std::collections::BTreeMap::new(), &["--help"]);
    help.assert_code(0);
    for command in ["serve", "migrate", "seed", "partner", "user", "keys", "doctor"] {
        assert!(help.out.lines().any(|l| l.trim_start().starts_with(command)), "{command}: {}", help.out);
    }
}

#[test]
fn a_partner_and_its_first_user_are_made_and_mistakes_are_named() {
    let database = TestDatabase::new();
    let make = |slug: &str| berth(database.name(), &[], &["partner", "create", "--name", "Fjord Apps", "--slug", slug]);
    make("fjord").assert_code(0);
    make("fjord").assert_code(1).assert_complains("--slug: \"fjord\" is taken");
    make("No Slug").assert_code(1).assert_complains("--slug:");
    let user = |email: &str, partner: &str, password: &str| {
        let arguments = ["user", "create", "--partner", partner, "--email", email, "--name", "Ada Vance"];
        berth(database.name(), &[("BERTH_PASSWORD", password)], &arguments)
    };
    user("ada@fjord.test", "fjord", PASSWORD).assert_code(0);
    user("ada@fjord.test", "fjord", PASSWORD).assert_code(1).assert_complains("already exists");
    user("ada", "fjord", PASSWORD).assert_code(1).assert_complains("--email:");
    user("eve@fjord.test", "fjord", "short").assert_code(1).assert_complains("password:");
    user("eve@fjord.test", "nobody", PASSWORD).assert_code(1).assert_complains("--partner:");
}

/// Connections are made on other threads; a process that ended while one was in the TLS library crashed once in
/// twenty-five times.
#[test]
fn a_command_ends_in_order_every_time() {
    let database = TestDatabase::new();
    for n in 0..40 {
        let slug = format!("p{n}");
        berth(database.name(), &[], &["partner", "create", "--name", "Fjord Apps", "--slug", &slug]).assert_code(0);
    }
}

#[test]
fn doctor_says_what_is_right_and_finds_what_is_not() {
    let database = TestDatabase::new();
    berth(database.name(), &[], &["seed", "bulk", "--accounts", "300"]).assert_code(0);
    let said = berth(database.name(), &[], &["doctor"]);
    said.assert_code(0);
    for check in ["address", "key", "disk", "mail", "database", "clock", "pool", "walls", "counters", "secrets"] {
        assert!(said.out.lines().any(|l| l.starts_with("OK") && l.contains(check)), "{check}: {}", said.out);
    }
    database.look().batch_execute("update partner_figures set accounts = accounts + 1").unwrap();
    let cases: [(&[(&str, &str)], &str); 5] = [
        (&[], "counters    partner bulk-1 shows"),
        (
            &[("BERTH_URL", "http://integrations.example.com")],
            "address     http://integrations.example.com/ is plain http",
        ),
        (&[("BERTH_MAIL_DIR", "/dev/null/mail")], "mail        no SMTP_URL, and /dev/null/mail cannot be written"),
        (&[("SMTP_URL", "smtp://127.0.0.1:9")], "mail        the mail server of SMTP_URL does not take us"),
        (&[("APP_DATABASE_URL", "postgres://berth_test_app:wrong@127.0.0.1:9/x")], "database    cannot sign in"),
    ];
    for (changes, fault) in cases {
        let said = berth(database.name(), changes, &["doctor"]);
        said.assert_code(1);
        assert!(said.out.lines().any(|l| l.starts_with("FAULT") && l.contains(fault)), "{fault}: {}", said.out);
    }
}

#[derive(diesel::QueryableByName)]
struct Name {
    #[diesel(sql_type = diesel::sql_types::Text)]
    name: String,
}

/// A database with the world in it, for a server in a process of its own.
async fn filled() -> World {
    World::start().await
}

#[actix_web::test]
async fn a_request_in_flight_is_finished_when_the_server_stops() {
    let world = filled().await;
    let mut serving = Serving::start(world.database.name(), &[("BERTH_WORKERS", "1")]);
    let caller = Caller::new("console", &serving.url);
    caller.sign_in("ada.vance@northwind.test", PASSWORD).await.assert_status(303);
    let mut lock = world.database.look();
    lock.batch_execute("begin; lock table accounts in access exclusive mode").unwrap();
    let waiting = actix_web::rt::spawn(async move { caller.get("/console/accounts").await });
    let begun = Instant::now();
    while !waits_for_lock(&world) {
        assert!(begun.elapsed() < Duration::from_secs(20), "the request does not reach the table");
        actix_web::rt::time::sleep(Duration::from_millis(20)).await;
    }
    serving.terminate();
    actix_web::rt::time::sleep(Duration::from_millis(300)).await;
    assert!(!waiting.is_finished(), "it answered without waiting for the table");
    lock.batch_execute("commit").unwrap();
    let answer = waiting.await.unwrap();
    answer.assert_ok();
    assert!(answer.body.contains("Root Holding"));
    assert!(serving.wait().success(), "{:?}", serving.log());
    serving.wait_for_line("stopped");
}

/// True while a statement on the world's database waits for a lock, be it of a request or of an action; what the server does
/// by itself, such as claiming work, may wait beside it.
pub fn waits_for_lock(world: &World) -> bool {
    use diesel::prelude::*;
    let sql = format!(
        "select state as name from pg_stat_activity where datname = '{}' and wait_event_type = 'Lock'
            and query not like '%maintenance.%'",
        world.database.name()
    );
    diesel::sql_query(sql).load::<Name>(&mut admin()).unwrap().iter().any(|found| !found.name.is_empty())
}

#[actix_web::test]
async fn a_line_of_the_log_says_whose_data_it_was_and_no_secret() {
    let world = filled().await;
    let serving = Serving::start(world.database.name(), &[("LOG_FORMAT", "json")]);
    let console = Caller::new("console", &serving.url);
    console.sign_in("ada.vance@northwind.test", PASSWORD).await.assert_status(303);
    let account = world.root.to_string();
    let shown = console.get(&format!("/console/accounts/{account}?q=hunter22")).await;
    shown.assert_ok();
    console.get(&format!("/console/accounts/{}", world.other)).await.assert_not_found();
    console.get("/link/hunter33hunter33hunter33hunter33hunter33hun").await;
    let line = serving.wait_for_line(&format!("GET /console/accounts/{account} 200"));
    let line: serde_json::Value = serde_json::from_str(&line).expect("a line of JSON");
    let partner = world.near().partner.to_string();
    let field = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
    assert_eq!(field("request.id"), shown.header("x-request-id"));
    assert_eq!(field("partner.id"), partner);
    assert_eq!(field("account.id"), account);
    assert_eq!(field("person.id"), world.people.console.to_string());
    let foreign = serving.wait_for_line(&format!("{} 404", world.other));
    assert!(foreign.contains(&partner) && !foreign.contains("account.id"), "{foreign}");
    serving.wait_for_line("GET /link/");
    // The account's own people are told apart in the same way, and so is a page that belongs to no account.
    let admin = Caller::new("admin", &serving.url);
    admin.sign_in("branch.admin@customer.test", PASSWORD).await.assert_status(303);
    let entered = admin.get(&format!("/a/{}/people", world.branch)).await;
    entered.assert_ok();
    let line = serving.wait_for_line(&format!("GET /a/{}/people 200", world.branch));
    let line: serde_json::Value = serde_json::from_str(&line).expect("a line of JSON");
    let field = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
    assert_eq!(field("request.id"), entered.header("x-request-id"));
    assert_eq!((field("partner.id"), field("account.id")), (partner.clone(), world.branch.to_string()));
    assert_eq!(field("person.id"), world.people.branch_admin.to_string());
    // Refused at the gate: no account was entered, and none is named.
    admin.get(&format!("/a/{}", world.leaf)).await.assert_not_found();
    let refused = serving.wait_for_line(&format!("GET /a/{} 404", world.leaf));
    let refused: serde_json::Value = serde_json::from_str(&refused).expect("a line of JSON");
    assert_eq!((refused["partner.id"].as_str(), refused["account.id"].as_str()), (Some(partner.as_str()), None));
    admin.get("/me").await.assert_ok();
    let own = serving.wait_for_line("GET /me 200");
    assert!(own.contains(&partner) && !own.contains("account.id"), "{own}");
    let all = serving.log().join("\n");
    for secret in [PASSWORD, "ada.vance", "Ada Vance", "hunter22", "hunter33", "Root Holding", "set-cookie"] {
        assert!(!all.contains(secret), "{secret} in {all}");
    }
}

#[actix_web::test]
async fn health_and_metrics_are_where_they_belong() {
    let database = TestDatabase::new();
    let metrics = format!("127.0.0.1:{}", free_port());
    let serving = Serving::start(database.name(), &[("METRICS_ADDRESS", &metrics)]);
    let pages = Caller::new("balancer", &serving.url);
    assert_eq!(pages.get("/healthz").await.assert_ok().body, "ok\n");
    assert_eq!(pages.get("/readyz").await.assert_ok().body, "ready\n");
    pages.get("/metrics").await.assert_not_found();
    let numbers = Caller::new("prometheus", &format!("http://{metrics}")).get("/metrics").await;
    numbers.assert_ok();
    assert!(numbers.body.contains("route=\"/readyz\""), "{}", numbers.body);
    assert!(numbers.body.contains("database_connections"), "{}", numbers.body);
}

#[actix_web::test]
async fn a_database_that_goes_away_is_a_503_and_comes_back_without_a_restart() {
    let world = World::with_settings(Checks::On, &[("BERTH_DB_TIMEOUT_S", "1")]);
    let console = world.console().await;
    console.get("/console/accounts").await.assert_ok();
    let name = world.database.name().to_owned();
    let end_all = format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");

    // Ended connections alone are not even noticed.
    admin().batch_execute(&end_all).unwrap();
    console.get("/console/accounts").await.assert_ok();

    admin().batch_execute(&format!("alter database {name} allow_connections false; {end_all}")).unwrap();
    let begun = Instant::now();
    let answer = console.get("/console/accounts").await;
    answer.assert_status(503);
    assert!(!answer.header("retry-after").is_empty());
    assert!(begun.elapsed() < Duration::from_secs(5), "it took {:?}", begun.elapsed());
    assert!(answer.text_of("h1").is_some(), "a page, not a bare line");
    console.get("/healthz").await.assert_ok();
    let ready = console.get("/readyz").await;
    assert!(ready.assert_status(503).body.contains("database"));

    admin().batch_execute(&format!("alter database {name} allow_connections true")).unwrap();
    let begun = Instant::now();
    while console.get("/readyz").await.status != 200 {
        assert!(begun.elapsed() < Duration::from_secs(30), "it does not recover");
        actix_web::rt::time::sleep(Duration::from_millis(50)).await;
    }
    console.get("/console/accounts").await.assert_ok();
}
