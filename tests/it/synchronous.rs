//! Webhooks whose callers wait: they are answered with what the flow's Synchronous response gives, once that is
//! committed, whichever process ran it (MODEL section 5, R1).

use crate::engine::{post, rows, run, world};
use crate::support::World;
use crate::support::command::Serving;
use crate::support::target::Target;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// webhook, call, response, and a call after it.
fn flow(target: &Target) -> Value {
    json!({"steps": [
            {"key": "ask", "name": "Ask", "kind": "webhook", "synchronous": true},
            {"key": "price", "name": "Price", "kind": "http", "verb": "GET", "url": {"fixed": format!("{}/price", target.url)},
             "on_error": "stop_transaction"},
            {"key": "answer", "name": "Answer", "kind": "respond", "status": 201, "mapping": {"rules": [
                {"target": "price", "source": {"field": {"step": "price", "path": "price"}}},
                {"target": "for", "source": {"field": {"step": "ask", "path": "item"}}}]}},
            {"key": "note", "name": "Note", "kind": "http", "verb": "POST", "url": {"fixed": format!("{}/note", target.url)}}],
        "edges": [{"from": "ask", "to": "price"}, {"from": "price", "to": "answer"}, {"from": "answer", "to": "note"}]})
}

/// Posts, runs what came of it here, and gives the answer.
async fn ask(world: &World, path: &str, headers: &[(&str, &str)], body: &Value) -> (u16, Value) {
    let known = rows(world, "count(*) from transactions");
    let asking = post(world, path, headers, body);
    let running = async {
        let begun = Instant::now();
        while rows(world, "count(*) from transactions") == known {
            assert!(begun.elapsed() < Duration::from_secs(10), "nothing was accepted");
            actix_web::rt::time::sleep(Duration::from_millis(10)).await;
        }
        run(world).await
    };
    let (answer, _) = futures_util::future::join(asking, running).await;
    answer
}

#[actix_web::test]
async fn the_caller_is_answered_with_what_the_flow_responds_and_again_the_same() {
    let (world, target) = (world().await, Target::start());
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Prices", flow(&target)).unwrap();
    target.says(200, &[], json!({"price": 12.5}));
    let sent = [("webhook-id", "msg_1")];
    let answer = ask(&world, &hooks[0].1, &sent, &json!({"item": "tea"})).await;
    assert_eq!(answer, (201, json!({"price": 12.5, "for": "tea"})));
    assert_eq!(
        rows(&world, "status, tasks from transactions"),
        ["done|3"],
        "what comes after the response is done too"
    );
    assert_eq!(post(&world, &hooks[0].1, &sent, &json!({"item": "tea"})).await, answer, "the delivery comes again");
    assert_eq!(rows(&world, "count(*) from transactions"), ["1"]);
}

#[actix_web::test]
async fn a_caller_whose_flow_fails_is_told_so_at_once() {
    let (world, target) = (world().await, Target::start());
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Prices", flow(&target)).unwrap();
    target.says(404, &[], json!({}));
    let begun = Instant::now();
    let (status, answer) = ask(&world, &hooks[0].1, &[], &json!({"item": "tea"})).await;
    assert_eq!(status, 502, "{answer}");
    let id = rows(&world, "id from transactions where status = 'failed'");
    assert_eq!(answer["TransactionId"].as_str(), id.first().map(String::as_str));
    assert!(begun.elapsed() < Duration::from_secs(20), "it did not wait for its time to be over");
}

#[actix_web::test]
async fn a_flow_that_ends_without_a_response_answers_as_any_webhook() {
    let (world, target) = (world().await, Target::start());
    let mut flow = flow(&target);
    flow["steps"][2] = json!({"key": "answer", "name": "Answer", "kind": "transform", "mapping": {"rules": []}});
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Prices", flow).unwrap();
    let (status, answer) = ask(&world, &hooks[0].1, &[], &json!({"item": "tea"})).await;
    assert_eq!((status, answer["TransactionId"].is_string()), (202, true), "{answer}");
}

#[actix_web::test]
async fn a_server_that_only_answers_gives_the_response_that_a_worker_made() {
    let (world, target) = (world().await, Target::start()); // R3: any number of workers share the queue
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Prices", flow(&target)).unwrap();
    target.says(200, &[], json!({"price": 3}));
    let (database, allowed) = (world.database.name(), ("ALLOWED_NETWORKS", "127.0.0.1/32"));
    let server = Serving::start(database, &[("BERTH_WORK", "0")]);
    let mut worker = Serving::work(database, &[allowed]);
    let client = reqwest::Client::new();
    let answer =
        client.post(format!("{}{}", server.url, hooks[0].1)).json(&json!({"item": "tea"})).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 201);
    assert!(answer.headers().contains_key("x-transaction-id"));
    assert_eq!(answer.json::<Value>().await.unwrap(), json!({"price": 3, "for": "tea"}));
    worker.terminate();
    assert!(worker.wait().success(), "{:?}", worker.log());
    // Without a worker what is accepted is stored and waits.
    let client = client.post(format!("{}{}", server.url, hooks[0].1)).json(&json!({"item": "milk"}));
    let waiting = actix_web::rt::spawn(client.timeout(Duration::from_secs(2)).send());
    assert!(waiting.await.unwrap().is_err(), "nobody runs it");
    let status = "status from transactions order by id desc limit 1";
    assert_eq!(rows(&world, status), ["queued"]);
}
