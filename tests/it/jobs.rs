//! Jobs under a lease: a server that is killed or stopped in the middle of one leaves nothing half-done, and another
//! takes the job over (R3).

use crate::support::customers::customers;
use crate::support::database::settings;
use crate::support::{Caller, World};
use berth::testing::run_jobs;
use chrono::{Duration, Utc};
use diesel::prelude::*;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

const ROWS: usize = 20_000;
/// Accounts of the world, the other partner's included.
const BEFORE: i64 = 6;

#[derive(QueryableByName, Debug)]
struct Job {
    #[diesel(sql_type = diesel::sql_types::Text)]
    state: String,
    #[diesel(sql_type = diesel::sql_types::Integer)]
    done: i32,
    #[diesel(sql_type = diesel::sql_types::SmallInt)]
    attempts: i16,
}

fn application(world: &World) -> Job {
    diesel::sql_query("select state, done, attempts from jobs where kind = 'import.apply'")
        .get_result(&mut world.database.look())
        .unwrap()
}

fn accounts(world: &World) -> i64 {
    use diesel::sql_types::BigInt;
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        n: i64,
    }
    diesel::sql_query("select count(*) as n from accounts").get_result::<Count>(&mut world.database.look()).unwrap().n
}

/// A server of its own process on the world's database.
struct Server(Child);

impl Server {
    fn start(world: &World) -> Server {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
        let child = Command::new(env!("CARGO_BIN_EXE_berth"))
            .arg("serve")
            .env_clear()
            .envs(settings(world.database.name(), &[("PORT", &port), ("LOG_LEVEL", "error")]))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Server(child)
    }

    fn signal(&mut self, name: &str) -> std::process::ExitStatus {
        Command::new("kill").args([name, &self.0.id().to_string()]).status().unwrap();
        self.0.wait().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A checked import of many customers whose application is queued; the clock is the machine's.
async fn queued_application(world: &World) -> (Caller, String) {
    world.clock.advance(Utc::now() - world.clock.now());
    let console = world.console().await;
    let answer = console.upload("/console/imports", "customers.csv", &customers(ROWS, 0).csv).await;
    let import = answer.location().trim_end_matches("/columns").to_owned();
    let columns: Vec<(String, &str)> = ["name", "api_id", "parent", "timezone", "locale", "tags", "expires_on", ""]
        .into_iter()
        .enumerate()
        .map(|(i, target)| (format!("column-{i}"), target))
        .collect();
    let columns: Vec<(&str, &str)> = columns.iter().map(|(k, v)| (k.as_str(), *v)).collect();
    console.post(&format!("{import}/columns"), &columns).await.assert_redirect(&import);
    jobs(world).await;
    console.post(&format!("{import}/application"), &[]).await.assert_redirect(&import);
    (console, import)
}

async fn jobs(world: &World) -> usize {
    let db = world.db.clone();
    actix_web::web::block(move || run_jobs(&db)).await.unwrap().unwrap()
}

/// Waits until accounts are being written, which the progress shows although nothing is committed.
async fn wait_for_the_middle(world: &World) {
    let end = Instant::now() + std::time::Duration::from_secs(120);
    loop {
        let job = application(world);
        assert_eq!(accounts(world), BEFORE, "nothing is seen before all is there: {job:?}");
        if job.done as usize > ROWS * 45 / 100 {
            assert!((job.done as usize) < ROWS, "the job was too quick for this test: {job:?}");
            return;
        }
        assert!(Instant::now() < end, "{job:?}");
        actix_web::rt::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

#[actix_web::test]
async fn a_server_killed_in_the_middle_of_an_import_leaves_nothing_and_another_takes_over() {
    let world = World::start().await; // R3
    let (console, import) = queued_application(&world).await;
    let mut server = Server::start(&world);
    wait_for_the_middle(&world).await;
    server.signal("-KILL");
    assert_eq!(accounts(&world), BEFORE);
    assert_eq!(application(&world).state, "running");
    assert_eq!(console.get(&import).await.text_of(".page-title .badge").unwrap(), "Applying");
    world.clock.advance(Utc::now() - world.clock.now());
    assert_eq!(jobs(&world).await, 0, "the lease of the dead holds for a while");
    world.clock.advance(Duration::seconds(61));
    // Postgres may still be at the last statement of the dead, whose transaction keeps the job until it is undone.
    let end = Instant::now() + std::time::Duration::from_secs(30);
    while jobs(&world).await == 0 {
        assert!(Instant::now() < end, "{:?}", application(&world));
        actix_web::rt::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(application(&world).attempts, 2);
    assert_eq!(accounts(&world), BEFORE + ROWS as i64);
    assert_eq!(console.get(&import).await.text_of(".page-title .badge").unwrap(), "Applied");
}

#[actix_web::test]
async fn a_server_that_is_stopped_gives_its_job_back_at_once() {
    let world = World::start().await;
    let (_, _) = queued_application(&world).await;
    let mut server = Server::start(&world);
    wait_for_the_middle(&world).await;
    let status = server.signal("-TERM");
    assert!(status.success(), "{status}");
    assert_eq!((accounts(&world), application(&world).state.as_str()), (BEFORE, "queued"));
    assert_eq!(jobs(&world).await, 1);
    assert_eq!(accounts(&world), BEFORE + ROWS as i64);
}

#[actix_web::test]
async fn without_its_lease_no_transaction_of_a_worker_opens() {
    // R3: asked of the same function that is the first statement of every transaction of a worker.
    use diesel::connection::SimpleConnection;
    let world = World::start().await;
    let (_console, _import) = queued_application(&world).await;
    let mut conn = world.database.look();
    let mut holds = |change: &str, attempt: i32, after: &str| -> bool {
        conn.batch_execute(&format!("begin; update jobs set {change} where kind = 'import.apply'")).unwrap();
        let asked = format!(
            "select gate.hold_lease(partner_id, id, {attempt}::smallint, now() + interval '{after}')
               from jobs where kind = 'import.apply'"
        );
        let answer = conn.batch_execute(&asked);
        conn.batch_execute("rollback").unwrap();
        match answer {
            Ok(()) => true,
            Err(refusal) => {
                assert_eq!(refusal.to_string(), "the lease does not hold");
                false
            }
        }
    };
    let running = "state = 'running', attempts = 1, started_at = now(), lease_until = now() + interval '60 seconds'";
    assert!(holds(running, 1, "59 seconds"));
    assert!(!holds(running, 1, "60 seconds"), "it ran out");
    assert!(!holds(&running.replace("attempts = 1", "attempts = 2"), 1, "0"), "another worker took it");
    assert!(!holds("attempts = 0", 0, "0"), "nobody has it");
}

#[actix_web::test]
async fn a_worker_that_loses_its_lease_between_two_batches_writes_nothing_more() {
    // R3. A lock of the test's holds the worker inside its first batch.
    use diesel::connection::SimpleConnection;
    let world = World::start().await;
    let console = world.console().await;
    let answer = console.upload("/console/imports", "customers.csv", &customers(5_000, 0).csv).await;
    let import = answer.location().trim_end_matches("/columns").to_owned();
    let columns = [("column-0", "name"), ("column-1", "api_id")];
    console.post(&format!("{import}/columns"), &columns).await.assert_redirect(&import);
    let (mut holder, mut look) = (world.database.look(), world.database.look());
    let mut count = |sql: &str| -> i64 {
        #[derive(QueryableByName)]
        struct Count {
            #[diesel(sql_type = diesel::sql_types::BigInt)]
            n: i64,
        }
        diesel::sql_query(format!("select count(*) as n from {sql}")).get_result::<Count>(&mut look).unwrap().n
    };
    holder.batch_execute("begin; lock table import_rows in share mode").unwrap();
    let db = world.db.clone();
    let worker = actix_web::rt::spawn(actix_web::web::block(move || run_jobs(&db)));
    let end = Instant::now() + std::time::Duration::from_secs(60);
    while count("pg_locks where relation = 'import_rows'::regclass and not granted") == 0 {
        assert!(Instant::now() < end, "the worker never came to its first batch");
        actix_web::rt::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    // While its transaction is open nobody else gets the job, even when the lease runs out; renewing it does not wait.
    assert_eq!(count("(select maintenance.claim_job('2100-01-01', '2100-01-02') as job) c where job is not null"), 0);
    let mut other = world.database.look();
    other
        .batch_execute("set lock_timeout = '5s'; update jobs set lease_until = lease_until + interval '1 second'")
        .unwrap();
    // Then another worker has it: what is under way commits, as it began with the lease, and nothing after it.
    other.batch_execute("update jobs set attempts = attempts + 1").unwrap();
    holder.batch_execute("rollback").unwrap();
    assert_eq!(worker.await.unwrap().unwrap().unwrap(), 1);
    let judged = count("import_rows where outcome is not null");
    assert!(judged > 0 && judged < 5_000, "one batch, not {judged}");
    assert_eq!(count("imports where state = 'checking'"), 1);
    assert_eq!(count("jobs where state = 'running' and attempts = 2"), 1);
    // The other's lease runs out in its turn, and the third tries all of it again.
    world.clock.advance(Duration::seconds(120));
    assert_eq!(jobs(&world).await, 1);
    assert_eq!(count("import_rows where outcome is not null"), 5_000);
    assert_eq!(count("imports where state = 'checked'"), 1);
}
