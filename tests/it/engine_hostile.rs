//! Applications and data that mean no good: each ends in an incident in words, nothing is stuck, and the worker goes on
//! (R5, and the faults that part 2 names).

use crate::engine::{post, rows, run, three_steps, world};
use crate::support::World;
use crate::support::app::Checks;
use crate::support::target::Target;
use chrono::Duration;
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpListener;

/// A server that answers every connection by these bytes and more of them without end.
fn endless(begins: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { break };
            std::thread::spawn(move || {
                let mut asked = [0; 4096];
                drop(stream.read(&mut asked));
                drop(stream.write_all(begins.as_bytes()));
                let more = vec![b'a'; 64 * 1024];
                while stream.write_all(&more).is_ok() {}
            });
        }
    });
    url
}

/// webhook, then a call of this address that is not tried again.
fn calls(url: &str) -> Value {
    json!({"steps": [
            {"key": "hook", "name": "Hook", "kind": "webhook"},
            {"key": "call", "name": "Call", "kind": "http", "verb": "GET", "url": {"fixed": url}, "on_error": "stop_transaction"}],
        "edges": [{"from": "hook", "to": "call"}]})
}

/// Runs one Transaction and gives what its incident says.
async fn fails(world: &World, flow: Value) -> String {
    let name = format!("Cycle {}", rand::random::<u32>());
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, &name, flow).unwrap();
    let (status, answer) = post(world, &hooks[0].1, &[], &json!({"a": 1})).await;
    assert_eq!(status, 202, "{answer}");
    run(world).await;
    let id = answer["TransactionId"].as_str().unwrap();
    assert_eq!(rows(world, &format!("status from transactions where id = '{id}'")), ["failed"]);
    rows(world, &format!("message from incidents where transaction_id = '{id}'")).remove(0)
}

#[actix_web::test]
async fn answers_without_end_or_of_no_form_end_in_an_incident_and_the_worker_goes_on() {
    let (world, target) = (world().await, Target::start());
    let huge = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2147483648\r\n\r\n\"";
    let said = fails(&world, calls(&endless(huge))).await;
    assert!(said.contains("MB"), "2 GB: {said}");
    let said = fails(&world, calls(&endless("HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n"))).await;
    assert!(said.contains("MB"), "no length: {said}");
    let said = fails(&world, calls(&endless("HTTP/1.1 200 OK\r\nx-long: "))).await;
    assert!(!said.is_empty(), "a header without end");
    let said = fails(&world, calls(&endless("SSH-2.0-OpenSSH\r\n"))).await;
    assert!(!said.is_empty(), "no HTTP at all");
    target.says(200, &[("content-type", "application/json")], json!({}));
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Fine", calls(&target.url)).unwrap();
    post(&world, &hooks[0].1, &[], &json!({})).await;
    run(&world).await;
    assert_eq!(rows(&world, "count(*) from transactions where status = 'done'"), ["1"], "the worker is alive");
    assert_eq!(rows(&world, "1 from queue"), Vec::<String>::new());
}

#[actix_web::test]
async fn a_redirect_into_the_inside_is_not_followed() {
    let (world, target) = (world().await, Target::start()); // R5
    for inside in ["http://127.0.0.2:5432/", "http://[::1]/", "http://169.254.169.254/latest/meta-data/"] {
        target.says(302, &[("location", inside)], json!({}));
        let said = fails(&world, calls(&target.url)).await;
        assert!(said.contains("address") || said.contains("network"), "{inside}: {said}");
    }
    let closed = World::with_settings(Checks::On, &[]);
    let said = fails(&closed, calls(&target.url)).await;
    assert!(!said.is_empty() && target.heard().len() == 3, "without leave nothing on this machine is called: {said}");
}

#[actix_web::test]
async fn an_application_that_is_down_for_an_hour_is_tried_by_the_ladder_and_nothing_is_lost() {
    let (world, target) = (world().await, Target::start()); // R1, R2
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    for _ in 0..5 {
        post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
    }
    for minute in 0..75 {
        if minute < 60 {
            for _ in 0..5 {
                target.says(500, &[], json!({}));
            }
        }
        run(&world).await;
        if minute == 59 {
            assert_eq!(rows(&world, "status, count(*) from transactions group by status"), ["waiting|5"]);
            let tried = target.heard().len();
            assert!((10..=20).contains(&tried), "{tried} calls in an hour: twice or thrice each, not more");
            target.forget();
        }
        world.clock.advance(Duration::minutes(1));
    }
    world.clock.advance(Duration::hours(1));
    run(&world).await;
    assert_eq!(rows(&world, "status, count(*) from transactions group by status"), ["done|5"]);
    assert_eq!(rows(&world, "count(*) from ledger"), rows(&world, "sum(tasks) from step_runs"));
}

#[actix_web::test]
async fn a_clock_that_jumps_an_hour_loses_and_repeats_nothing() {
    let (world, target) = (world().await, Target::start());
    let mut flow = three_steps(&target);
    flow["steps"].as_array_mut().unwrap().push(json!({"key": "rest", "name": "Rest", "kind": "delay", "minutes": 30}));
    flow["edges"] =
        json!([{"from": "order", "to": "rest"}, {"from": "rest", "to": "shape"}, {"from": "shape", "to": "send"}]);
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", flow).unwrap();
    post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
    run(&world).await;
    assert_eq!(rows(&world, "status from transactions"), ["waiting"]);
    world.clock.advance(Duration::hours(-1));
    post(&world, &hooks[0].1, &[], &json!({"customer": "ben", "total": 1})).await;
    run(&world).await;
    assert_eq!(target.heard().len(), 0, "an hour back: both wait");
    world.clock.advance(Duration::hours(2));
    run(&world).await;
    assert_eq!(target.heard().len(), 2, "an hour on: both have waited long enough");
    assert_eq!(rows(&world, "status, count(*) from transactions group by status"), ["done|2"]);
    assert_eq!(rows(&world, "1 from queue"), Vec::<String>::new());
}

#[actix_web::test]
async fn data_that_does_not_fit_ends_at_its_step_in_words() {
    let (world, target) = (world().await, Target::start());
    let mut flow = three_steps(&target);
    flow["steps"][1]["mapping"]["rules"][1]["source"] = json!({"expression": "steps.order.total.cents + 1"});
    let said = fails(&world, flow).await;
    assert!(said.contains("total"), "the fault names its target: {said}");
    let mut flow = three_steps(&target);
    flow["steps"][1]["mapping"]["rules"][0]["source"] = json!({"field": {"step": "order", "path": "email"}});
    flow["steps"][1]["mapping"]["rules"][1]["source"] = json!({"expression": "trigger.email + 1"});
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Nul", flow).unwrap();
    assert_eq!(post(&world, &hooks[0].1, &[], &json!({"em\u{0}ail": "a"})).await.0, 202);
    run(&world).await;
    let causes = rows(&world, "cause, count(*) from incidents group by cause order by cause");
    assert_eq!(
        causes,
        ["Shape: total: trigger.email is not there|1", "Shape: who: trigger.customer is not there|1"],
        "a NUL in a name is data that does not fit, and no fault of ours"
    );
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Large", three_steps(&target)).unwrap();
    let large = json!({"customer": "a".repeat(9 * 1024 * 1024), "total": 1});
    assert_eq!(post(&world, &hooks[0].1, &[], &large).await.0, 202);
    run(&world).await;
    assert_eq!(
        rows(&world, "1 from queue"),
        Vec::<String>::new(),
        "9 MB are carried, or refused by a step; never stuck"
    );
    let kept = rows(&world, "max(length(request)) from step_runs where step = 'send'");
    assert!(kept[0].parse::<usize>().unwrap_or(0) < 1024 * 1024, "a large body is cut in the log: {kept:?}");
}
