//! What a crash may cost: nothing but time (R1 to R3). Real servers are killed while they work.

use crate::engine::{Line, three_steps, world};
use crate::support::command::{Serving, berth};
use crate::support::target::Target;
use berth::testing::Stolen;
use diesel::prelude::*;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use url::Url;

/// How often something is killed.
const KILLS: usize = 50;
/// A lease, and what the queue needs to be worked off after it.
const PATIENCE: Duration = Duration::from_secs(180);
/// Accounts, each with a cycle.
const ACCOUNTS: usize = 5;

/// A Postgres of the test's own, to be killed; thrown away when dropped.
struct Cluster {
    url: Url,
}

impl Cluster {
    fn start() -> Cluster {
        Cluster::do_with("start");
        let mut url = Url::parse(&Cluster::do_with("superuser-url")).unwrap();
        url.set_path("/berth");
        Cluster { url }
    }

    fn do_with(command: &str) -> String {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/bin/postgres");
        let said = Command::new(script).args(["--fault", command]).stdin(Stdio::null()).output().unwrap();
        assert!(said.status.success(), "{command}: {}", String::from_utf8_lossy(&said.stderr));
        String::from_utf8(said.stdout).unwrap().lines().last().unwrap_or_default().to_owned()
    }

    fn settings(&self) -> Vec<(&'static str, String)> {
        let mut app = self.url.clone();
        app.set_username("berth_app").unwrap();
        vec![
            ("DATABASE_URL", self.url.to_string()),
            ("APP_DATABASE_URL", app.to_string()),
            ("ALLOWED_NETWORKS", "127.0.0.1/32".to_owned()),
        ]
    }

    fn rows(&self, sql: &str) -> Vec<String> {
        let sql = format!("select concat_ws('|', {sql}").replacen(" from ", ") as line from ", 1);
        let mut conn = PgConnection::establish(self.url.as_str()).unwrap();
        diesel::sql_query(sql).load::<Line>(&mut conn).unwrap().into_iter().map(|row| row.line).collect()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        Cluster::do_with("discard");
    }
}

/// What is killed: a server that only answers, one that works too, and a worker.
struct Processes {
    settings: Vec<(&'static str, String)>,
    running: Vec<Option<Serving>>,
}

impl Processes {
    fn start(&mut self, no: usize) -> String {
        let answers_only = [("BERTH_WORK", "0")];
        let settings = self.settings.iter().map(|(name, value)| (*name, value.as_str()));
        let started = match no {
            0 => Serving::start("", &settings.chain(answers_only).collect::<Vec<_>>()),
            1 => Serving::start("", &settings.collect::<Vec<_>>()),
            _ => Serving::work("", &settings.collect::<Vec<_>>()),
        };
        let url = started.url.clone();
        self.running[no] = Some(started);
        url
    }
}

#[actix_web::test]
async fn servers_workers_and_postgres_killed_fifty_times_under_load_lose_nothing_and_repeat_no_finished_step() {
    let target = Target::start(); // R1, R2, R3, M1
    let cluster = actix_web::web::block(Cluster::start).await.unwrap();
    let owned = cluster.settings();
    let settings: Vec<(&str, &str)> = owned.iter().map(|(name, value)| (*name, value.as_str())).collect();
    berth("", &settings, &["migrate"]).assert_code(0);
    let accounts = ACCOUNTS.to_string();
    berth("", &settings, &["seed", "bulk", "--prefix", "fault", "--accounts", "20"]).assert_code(0);
    let seeding = ["seed", "cycles", "--partner", "fault-1", "--accounts", &accounts, "--target", &target.url];
    let seeded = berth("", &settings, &seeding);
    let hooks: Vec<String> = seeded.assert_code(0).out.lines().map(str::to_owned).collect();
    assert_eq!(hooks.len(), ACCOUNTS);

    let addresses: Arc<Mutex<Vec<String>>> = Arc::default();
    let told = addresses.clone();
    let mut processes = Processes { settings: owned, running: vec![None, None, None] };
    let killing = actix_web::web::block(move || {
        for no in 0..3 {
            let url = processes.start(no);
            told.lock().unwrap().extend((!url.is_empty()).then_some(url));
        }
        for no in 0..KILLS {
            std::thread::sleep(Duration::from_millis(100 + rand::random::<u64>() % 400));
            if no % 4 == 3 {
                Cluster::do_with("kill");
                std::thread::sleep(Duration::from_millis(rand::random::<u64>() % 200));
                Cluster::do_with("start");
            } else {
                // Dropping kills with SIGKILL and waits.
                processes.running[no % 4] = None;
                let url = processes.start(no % 4);
                if no % 4 < 2 {
                    told.lock().unwrap()[no % 4] = url;
                }
            }
        }
        processes
    });
    let posting = actix_web::rt::spawn(post_until_told(addresses.clone(), hooks));
    let processes = killing.await.unwrap();
    // What is on its way comes through yet, then nothing more is sent.
    let last = addresses.lock().unwrap().clone();
    addresses.lock().unwrap().clear();
    let accepted = posting.await.unwrap();
    assert_eq!(last.len(), 2);
    let begun = Instant::now();
    while !cluster.rows("1 from queue limit 1").is_empty() {
        assert!(begun.elapsed() < PATIENCE, "stuck: {:?}", cluster.rows("state, count(*) from queue group by state"));
        actix_web::rt::time::sleep(Duration::from_millis(200)).await;
    }
    drop(processes);
    assert!(accepted.len() > KILLS, "only {} were accepted", accepted.len());
    let done: BTreeSet<String> = cluster.rows("id from transactions where status = 'done'").into_iter().collect();
    let lost: Vec<&String> = accepted.difference(&done).collect();
    assert!(lost.is_empty(), "accepted and not done: {lost:?}");
    let otherwise = "status, count(*) from transactions where status <> 'done' group by status";
    assert_eq!(cluster.rows(otherwise), Vec::<String>::new());
    let again = "delivery from hook_deliveries group by delivery having count(*) > 1";
    assert_eq!(cluster.rows(again), Vec::<String>::new(), "sent again until it was accepted, and one Transaction");
    assert_eq!(cluster.rows("count(*) from hook_deliveries"), [done.len().to_string()]);
    let twice =
        "transaction_id, step from step_runs where outcome = 'done' group by transaction_id, step having count(*) > 1";
    assert_eq!(cluster.rows(twice), Vec::<String>::new(), "a finished step stays finished");
    let counted: BTreeSet<String> =
        ["count(*) from ledger", "sum(tasks) from step_runs", "sum(tasks) from transactions"]
            .into_iter()
            .flat_map(|count| cluster.rows(count))
            .collect();
    assert_eq!(counted.len(), 1, "ledger, log and transactions say the same: {counted:?}");
    // A call whose outcome was lost with its process is made again, with the same key; all others once.
    let mut calls: BTreeMap<String, usize> = BTreeMap::new();
    for heard in target.heard() {
        *calls.entry(heard.header("idempotency-key").to_owned()).or_default() += 1;
    }
    assert_eq!(calls.len(), done.len(), "one key for each transaction's call");
    let again: usize = calls.values().map(|count| count - 1).sum();
    assert!(again <= KILLS * 64, "{again} calls were made again");
}

/// Sends one after the other, each again under the same delivery id until it is accepted, as senders of webhooks do.
async fn post_until_told(addresses: Arc<Mutex<Vec<String>>>, hooks: Vec<String>) -> BTreeSet<String> {
    let client = reqwest::Client::builder().timeout(Duration::from_secs(5)).build().unwrap();
    let mut accepted = BTreeSet::new();
    let (mut no, mut tries, mut known) = (0, 0, Vec::new());
    loop {
        {
            let now = addresses.lock().unwrap();
            if !now.is_empty() {
                known.clone_from(&*now);
            } else if tries == 0 && !known.is_empty() {
                return accepted;
            }
        }
        let Some(address) = known.get((no + tries) % known.len().max(1)) else {
            actix_web::rt::time::sleep(Duration::from_millis(10)).await;
            continue;
        };
        let body = json!({"customer": "ada", "total": no, "lines": [{"sku": "a"}]});
        let path = &hooks[no % hooks.len()];
        let sent = client.post(format!("{address}{path}")).header("webhook-id", format!("msg_{no}")).json(&body).send();
        match sent.await {
            Ok(answer) if answer.status() == 202 => {
                let answer: serde_json::Value = answer.json().await.unwrap_or_default();
                if let Some(id) = answer["TransactionId"].as_str() {
                    accepted.insert(id.to_owned());
                    (no, tries) = (no + 1, 0);
                    continue;
                }
            }
            Ok(_) | Err(_) => {}
        }
        tries += 1;
        actix_web::rt::time::sleep(Duration::from_millis(10)).await;
    }
}

#[actix_web::test]
async fn without_its_lease_a_worker_opens_no_account() {
    let (world, target) = (world().await, Target::start()); // R3, T10
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    for _ in 0..2 {
        crate::engine::post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
    }
    let stolen = Stolen::claim(&world.db).unwrap();
    assert_eq!(stolen.opens(), Ok(()), "with its lease it does");
    assert!(stolen.as_another_worker().opens().is_err(), "another worker's name");
    assert!(stolen.of_another_account(world.sibling).opens().is_err(), "another account");
    assert!(stolen.of_an_earlier_attempt().opens().is_err(), "a lease from before");
    world.clock.advance(chrono::Duration::seconds(61));
    assert!(stolen.opens().is_err(), "its time is over");
    assert_eq!(crate::engine::run(&world).await, 2, "another takes over");
    assert!(stolen.opens().is_err());
    assert_eq!(target.heard().len(), 2);
}
