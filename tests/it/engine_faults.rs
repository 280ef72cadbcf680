//! What a crash may cost: nothing but time (R1 to R3). Real servers are killed while they work.

use crate::engine::{rows, three_steps, world};
use crate::support::command::Serving;
use crate::support::target::Target;
use berth::testing::Stolen;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Servers that run at once, each a worker too.
const SERVERS: usize = 2;
/// How often one of them is killed.
const KILLS: usize = 50;
/// A lease, and what the queue needs to be worked off after it.
const PATIENCE: Duration = Duration::from_secs(180);

#[actix_web::test]
async fn servers_killed_fifty_times_under_load_lose_nothing_and_repeat_no_finished_step() {
    let (world, target) = (world().await, Target::start()); // R1, R2, R3, M1
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    let settings = [("ALLOWED_NETWORKS", "127.0.0.1/32")];
    let database = world.database.name().to_owned();
    let addresses: Arc<Mutex<Vec<String>>> = Arc::default();
    let mut servers: Vec<Serving> = (0..SERVERS).map(|_| Serving::start(&database, &settings)).collect();
    *addresses.lock().unwrap() = servers.iter().map(|server| server.url.clone()).collect();
    let posting = actix_web::rt::spawn(post_until_told(addresses.clone(), hooks[0].1.clone()));
    let killing = {
        let addresses = addresses.clone();
        actix_web::web::block(move || {
            for no in 0..KILLS {
                std::thread::sleep(Duration::from_millis(100 + rand::random::<u64>() % 400));
                let slot = no % SERVERS;
                // Dropping kills with SIGKILL and waits.
                servers.remove(slot);
                servers.insert(slot, Serving::start(&database, &[("ALLOWED_NETWORKS", "127.0.0.1/32")]));
                addresses.lock().unwrap()[slot].clone_from(&servers[slot].url);
            }
            servers
        })
    };
    let servers = killing.await.unwrap();
    addresses.lock().unwrap().clear();
    let accepted = posting.await.unwrap();
    let begun = Instant::now();
    while !rows(&world, "1 from queue limit 1").is_empty() {
        assert!(begun.elapsed() < PATIENCE, "stuck: {:?}", rows(&world, "state, count(*) from queue group by state"));
        actix_web::rt::time::sleep(Duration::from_millis(200)).await;
    }
    drop(servers);
    assert!(accepted.len() > KILLS, "only {} were accepted", accepted.len());
    let done: BTreeSet<String> = rows(&world, "id from transactions where status = 'done'").into_iter().collect();
    let lost: Vec<&String> = accepted.difference(&done).collect();
    assert!(lost.is_empty(), "accepted and not done: {lost:?}");
    assert_eq!(
        rows(&world, "status, count(*) from transactions where status <> 'done' group by status"),
        Vec::<String>::new()
    );
    let twice =
        "transaction_id, step from step_runs where outcome = 'done' group by transaction_id, step having count(*) > 1";
    assert_eq!(rows(&world, twice), Vec::<String>::new(), "a finished step stays finished");
    let counted: BTreeSet<String> =
        ["count(*) from ledger", "sum(tasks) from step_runs", "sum(tasks) from transactions"]
            .into_iter()
            .flat_map(|count| rows(&world, count))
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

async fn post_until_told(addresses: Arc<Mutex<Vec<String>>>, path: String) -> BTreeSet<String> {
    let client = reqwest::Client::builder().timeout(Duration::from_secs(5)).build().unwrap();
    let mut accepted = BTreeSet::new();
    for no in 0.. {
        let address = {
            let known = addresses.lock().unwrap();
            if known.is_empty() {
                break;
            }
            known[no % known.len()].clone()
        };
        let body = json!({"customer": "ada", "total": no});
        match client.post(format!("{address}{path}")).json(&body).send().await {
            Ok(answer) if answer.status() == 202 => {
                let answer: serde_json::Value = answer.json().await.unwrap_or_default();
                accepted.extend(answer["TransactionId"].as_str().map(str::to_owned));
            }
            // Not accepted, or the server was killed before it could say so.
            _ => actix_web::rt::time::sleep(Duration::from_millis(10)).await,
        }
    }
    accepted
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
