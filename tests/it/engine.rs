//! Cycles run: what comes to a webhook becomes a Transaction whose steps are carried out, logged and counted (MODEL
//! sections 5 to 7), against a real application on a port of its own.

use crate::support::World;
use crate::support::app::Checks;
use crate::support::target::Target;
use chrono::Duration;
use diesel::prelude::*;
use serde_json::{Value, json};

#[derive(QueryableByName)]
pub struct Line {
    #[diesel(sql_type = diesel::sql_types::Text)]
    pub line: String,
}

/// Rows of the database as text, one string a row.
pub fn rows(world: &World, sql: &str) -> Vec<String> {
    let sql = format!("select concat_ws('|', {sql}");
    let sql = sql.replacen(" from ", ") as line from ", 1);
    diesel::sql_query(sql).load::<Line>(&mut world.database.look()).unwrap().into_iter().map(|row| row.line).collect()
}

pub async fn world() -> World {
    World::with_settings(Checks::On, &[("ALLOWED_NETWORKS", "127.0.0.1/32")])
}

pub async fn run(world: &World) -> usize {
    berth::testing::run_cycles(&world.app.app).await.unwrap()
}

/// Posts JSON to a webhook, as an application does.
pub async fn post(world: &World, path: &str, headers: &[(&str, &str)], body: &Value) -> (u16, Value) {
    let url = format!("{}{path}", world.config.url.as_str().trim_end_matches('/'));
    let mut request = reqwest::Client::new().post(url).json(body);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    (status, answer.json().await.unwrap_or(Value::Null))
}

/// webhook, transform, HTTP call.
pub fn three_steps(target: &Target) -> Value {
    json!({
        "steps": [
            {"key": "order", "name": "New order", "kind": "webhook"},
            {"key": "shape", "name": "Shape", "kind": "transform", "mapping": {"rules": [
                {"target": "who", "source": {"expression": "trigger.customer|upper"}},
                {"target": "total", "source": {"field": {"step": "order", "path": "total"}}}]}},
            {"key": "send", "name": "Send on", "kind": "http", "verb": "POST", "url": {"fixed": format!("{}/orders", target.url)},
             "body": {"rules": [{"target": "order", "source": {"field": {"step": "shape", "path": ""}}}]}}],
        "edges": [{"from": "order", "to": "shape"}, {"from": "shape", "to": "send"}]
    })
}

#[actix_web::test]
async fn a_webhook_becomes_a_transaction_that_is_carried_out_logged_and_counted() {
    let (world, target) = (world().await, Target::start()); // R1, R2, M1
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    let (status, answer) = post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 12.5})).await;
    assert_eq!(status, 202, "{answer}");
    let id = answer["TransactionId"].as_str().unwrap().to_owned();
    assert_eq!(rows(&world, "status from transactions"), ["queued"], "stored before it was answered");
    assert_eq!(run(&world).await, 1);
    assert_eq!(rows(&world, "id, status, steps, tasks, warnings from transactions"), [format!("{id}|done|3|2|0")]);
    let heard = target.heard();
    assert_eq!(heard.len(), 1);
    assert_eq!((heard[0].verb.as_str(), heard[0].path.as_str()), ("POST", "/orders"));
    assert_eq!(heard[0].body, json!({"order": {"who": "ADA", "total": 12.5}}));
    assert!(!heard[0].header("idempotency-key").is_empty());
    let runs = rows(&world, "seq, step, outcome, tasks, coalesce(status_code, 0) from step_runs order by seq");
    assert_eq!(runs, ["0|order|done|0|0", "1|shape|done|1|0", "2|send|done|1|200"]);
    assert_eq!(rows(&world, "step, method, good from ledger order by step"), ["send|http|t", "shape|transform|t"]);
    assert_eq!(rows(&world, "1 from queue"), Vec::<String>::new());
    assert_eq!(rows(&world, "open from queue_accounts"), ["0"]);
}

#[actix_web::test]
async fn a_delivery_that_comes_twice_is_answered_as_before() {
    let (world, target) = (world().await, Target::start());
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    let body = json!({"customer": "ada", "total": 1});
    let first = post(&world, &hooks[0].1, &[("webhook-id", "msg_1")], &body).await;
    let again = post(&world, &hooks[0].1, &[("webhook-id", "msg_1")], &body).await;
    let other = post(&world, &hooks[0].1, &[("webhook-id", "msg_2")], &body).await;
    assert_eq!(first, again);
    assert_ne!(first.1, other.1);
    run(&world).await;
    assert_eq!(target.heard().len(), 2);
}

#[actix_web::test]
async fn what_cannot_be_taken_is_refused_in_words_and_leaves_nothing() {
    let (world, target) = (world().await, Target::start());
    let (_, hooks) = world.near().cycle(&world.app.app, world.stopped, "Orders", three_steps(&target)).unwrap();
    let (status, answer) = post(&world, &hooks[0].1, &[], &json!({})).await;
    assert_eq!(status, 403, "suspended: {answer}");
    assert!(answer["Message"].as_str().unwrap().contains("suspended"), "{answer}");
    assert_eq!(post(&world, "/hooks/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", &[], &json!({})).await.0, 404);
    assert_eq!(post(&world, "/hooks/short", &[], &json!({})).await.0, 404);
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    let url = format!("{}{}", world.config.url.as_str().trim_end_matches('/'), hooks[0].1);
    let client = reqwest::Client::new();
    let send = |kind: &'static str, body: Vec<u8>| {
        let request = client.post(&url).header("content-type", kind).body(body);
        async move { request.send().await.unwrap().status().as_u16() }
    };
    assert_eq!(send("application/json", b"{\"a\": ".to_vec()).await, 400);
    assert_eq!(send("application/json", b"{\"a\": \"\xfa\"}".to_vec()).await, 400, "not UTF-8");
    assert_eq!(send("application/json", [b'['; 200_000].to_vec()).await, 400, "deep JSON");
    assert_eq!(send("application/json", vec![b' '; 10 * 1024 * 1024 + 1]).await, 413);
    assert_eq!(rows(&world, "1 from transactions"), Vec::<String>::new());
}

#[actix_web::test]
async fn a_step_that_fails_for_now_is_tried_again_by_the_ladder_with_the_same_key() {
    let (world, target) = (world().await, Target::start()); // R2
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    target.says(500, &[], json!({"oops": true}));
    target.says(429, &[("retry-after", "90")], json!({}));
    post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
    run(&world).await;
    assert_eq!(rows(&world, "status from transactions"), ["waiting"]);
    assert_eq!(run(&world).await, 0, "not before its time");
    world.clock.advance(Duration::minutes(6));
    run(&world).await;
    assert_eq!(target.heard().len(), 2);
    world.clock.advance(Duration::seconds(89));
    run(&world).await;
    assert_eq!(target.heard().len(), 2, "the application asked for 90 seconds");
    world.clock.advance(Duration::seconds(2));
    run(&world).await;
    let heard = target.heard();
    assert_eq!(heard.len(), 3);
    assert!(heard.iter().all(|one| one.header("idempotency-key") == heard[0].header("idempotency-key")));
    assert_eq!(rows(&world, "status, tasks from transactions"), ["done|4"], "each call counts, and the transform");
    assert_eq!(rows(&world, "count(*) from ledger"), ["4"]);
    let tries = rows(&world, "attempt, outcome from step_runs where step = 'send' order by seq");
    assert_eq!(tries, ["1|retry", "2|retry", "3|done"]);
    let incidents = rows(&world, "kind, cause, message from incidents");
    let warned = "warning|127.0.0.1 500|127.0.0.1 answered 500.";
    assert!(
        incidents.len() == 1 && incidents[0].starts_with(warned),
        "at its first try, and not for a 429: {incidents:?}"
    );
}

#[actix_web::test]
async fn a_step_that_keeps_failing_fails_for_good_and_raises_an_incident() {
    let (world, target) = (world().await, Target::start());
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    for _ in 0..6 {
        target.says(503, &[], json!({}));
    }
    post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
    run(&world).await;
    let warned = "warning|127.0.0.1 503|send";
    assert_eq!(rows(&world, "kind, cause, step from incidents"), [warned], "people hear of it while it is tried again");
    for _ in 0..6 {
        world.clock.advance(Duration::hours(12));
        run(&world).await;
    }
    assert_eq!(target.heard().len(), 6, "the first try and five more");
    assert_eq!(rows(&world, "status, failed_step from transactions"), ["failed|send"]);
    let incidents = rows(&world, "kind, cause, step from incidents order by id");
    assert_eq!(incidents, [warned, "error|127.0.0.1 503|send"]);
}

#[actix_web::test]
async fn items_of_a_split_collection_are_transactions_of_their_own_and_are_joined_again() {
    let (world, target) = (world().await, Target::start());
    let flow = json!({
        "steps": [
            {"key": "batch", "name": "Batch", "kind": "webhook", "split": {"by": "each", "path": "lines"}},
            {"key": "is_big", "name": "Big?", "kind": "decision",
             "condition": {"all": [{"left": {"expression": "item.amount"}, "test": "greater", "right": {"fixed": 10}}]}},
            {"key": "send", "name": "Send", "kind": "http", "verb": "POST", "url": {"fixed": format!("{}/big", target.url)},
             "body": {"rules": [{"target": "no", "source": {"expression": "index"}}, {"target": "amount", "source": {"expression": "item.amount"}}]}},
            {"key": "all", "name": "All", "kind": "wait_all"},
            {"key": "sum", "name": "Sum", "kind": "http", "verb": "POST", "url": {"fixed": format!("{}/sum", target.url)},
             "body": {"rules": [{"target": "count", "source": {"expression": "steps.all|length"}}]}}],
        "edges": [{"from": "batch", "to": "is_big"}, {"from": "is_big", "port": "yes", "to": "send"},
                  {"from": "is_big", "port": "no", "to": "all"}, {"from": "send", "to": "all"}, {"from": "all", "to": "sum"}]
    });
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Batches", flow).unwrap();
    let lines: Vec<Value> = (0..25).map(|no| json!({"amount": no})).collect();
    post(&world, &hooks[0].1, &[], &json!({"lines": lines})).await;
    run(&world).await;
    assert_eq!(rows(&world, "message from incidents"), Vec::<String>::new());
    let counts = rows(&world, "origin, status, count(*) from transactions group by origin, status order by origin");
    assert_eq!(counts, ["item|done|25", "webhook|done|1"]);
    let heard = target.heard();
    let big = heard.iter().filter(|one| one.path == "/big");
    let mut numbers: Vec<i64> = big.map(|one| one.body["no"].as_i64().unwrap()).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (11..25).collect::<Vec<_>>());
    let sums: Vec<&Value> = heard.iter().filter(|one| one.path == "/sum").map(|one| &one.body).collect();
    assert_eq!(sums, [&json!({"count": 25})]);
    assert_eq!(rows(&world, "open from queue_accounts"), ["0"]);
}

#[actix_web::test]
async fn a_delay_survives_and_a_stopped_cycle_keeps_what_waits_for_a_day() {
    let (world, target) = (world().await, Target::start());
    let mut flow = three_steps(&target);
    flow["steps"][1] = json!({"key": "shape", "name": "Wait", "kind": "delay", "minutes": 30});
    flow["steps"][2]["body"] = json!({"rules": []});
    let (cycle, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", flow).unwrap();
    for _ in 0..2 {
        post(&world, &hooks[0].1, &[], &json!({"total": 1})).await;
    }
    run(&world).await;
    assert_eq!(rows(&world, "status from transactions"), ["waiting", "waiting"]);
    world.clock.advance(Duration::minutes(31));
    world.near().stop_cycle(world.root, cycle).unwrap();
    assert_eq!(post(&world, &hooks[0].1, &[], &json!({})).await.0, 409);
    run(&world).await;
    assert_eq!(target.heard().len(), 0, "what is in flight halts");
    world.near().start_cycle(world.root, cycle).unwrap();
    run(&world).await;
    assert_eq!(target.heard().len(), 2, "and goes on when the cycle is started");
    post(&world, &hooks[0].1, &[], &json!({"total": 1})).await;
    run(&world).await;
    world.near().stop_cycle(world.root, cycle).unwrap();
    world.clock.advance(Duration::hours(25));
    run(&world).await;
    run(&world).await;
    let statuses = rows(&world, "status, count(*) from transactions group by status order by status");
    assert_eq!(statuses, ["done|2", "dropped|1"]);
    assert_eq!(rows(&world, "1 from queue"), Vec::<String>::new());
}

#[actix_web::test]
async fn staff_see_what_ran_with_each_request_and_response() {
    let (world, target) = (world().await, Target::start());
    let (cycle, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    let sent = [("authorization", "Bearer very-secret-token")];
    let (_, answer) = post(&world, &hooks[0].1, &sent, &json!({"customer": "ada", "total": 1})).await;
    target.says(404, &[], json!({"error": "no such order"}));
    run(&world).await;
    let console = world.console().await;
    let account = format!("/console/accounts/{}", world.root);
    let list = console.get(&format!("{account}/transactions?status=failed")).await;
    assert_eq!(list.text_of("tbody .badge").unwrap(), "Failed");
    assert!(list.text_of("tbody td.wrap").unwrap().contains("127.0.0.1 answered 404"), "{}", list.body);
    let none = console.get(&format!("{account}/transactions?status=done")).await;
    assert!(none.body.contains("No transaction matches"));
    let id = answer["TransactionId"].as_str().unwrap();
    let page = console.get(&format!("{account}/transactions/{id}")).await;
    for words in ["no such order", "Send on", "/orders", "ADA"] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    assert!(!page.body.contains("very-secret-token"), "masked when it was stored (R6)");
    let page = console.get(&format!("{account}/cycles/{cycle}")).await;
    assert_eq!(page.text_of(".page-title .badge").unwrap(), "Active");
    assert!(page.body.contains(&hooks[0].1), "its address is shown to those who work with it");
}

#[actix_web::test]
async fn a_cycle_is_made_started_and_stopped_in_the_console() {
    let world = world().await;
    let console = world.console().await;
    let cycles = format!("/console/accounts/{}/cycles", world.root);
    assert!(console.get(&cycles).await.body.contains("No cycle yet"));
    let flow = json!({"steps": [{"key": "begin", "name": "Begin", "kind": "start"}, {"key": "wait", "name": "Wait", "kind": "delay", "minutes": 5}],
                      "edges": [{"from": "begin", "to": "wait"}]});
    let refused = console.post(&cycles, &[("name", ""), ("flow", "{\"steps\": ["), ("cron", "* * *")]).await;
    refused.assert_status(422);
    for words in ["Give it a name", "Line 1, character 11: it ends too early", "{&#34;steps&#34;: ["] {
        assert!(refused.body.contains(words), "{words}: {}", refused.body);
    }
    let text = flow.to_string();
    let made = console.post(&cycles, &[("name", "Nightly"), ("flow", &text), ("cron", "30 2 * * *")]).await;
    let cycle = made.assert_redirect(&format!("{cycles}/")).location().to_owned();
    assert_eq!(console.get(&cycle).await.text_of(".page-title .badge").unwrap(), "Paused");
    console.post(&format!("{cycle}/activation"), &[]).await.assert_redirect(&cycle);
    assert_eq!(console.get(&cycle).await.text_of(".page-title .badge").unwrap(), "Active");
    // R1: the schedule begins one run, and after a long outage one and not all that were missed.
    assert_eq!(run(&world).await, 0);
    world.clock.advance(Duration::hours(15));
    assert_eq!(run(&world).await, 1);
    world.clock.advance(Duration::days(10));
    run(&world).await;
    assert_eq!(
        rows(&world, "origin, status, count(*) from transactions group by origin, status order by status"),
        ["schedule|done|1", "schedule|waiting|1"]
    );
    // The session ended meanwhile.
    let console = world.console().await;
    assert!(console.get(&format!("{cycle}/stop")).await.body.contains("Stop Nightly?"));
    console.post(&format!("{cycle}/stop"), &[("how", "finish")]).await.assert_redirect(&cycle);
    assert_eq!(console.get(&cycle).await.text_of(".page-title .badge").unwrap(), "Finishing");
    world.clock.advance(Duration::minutes(6));
    run(&world).await;
    run(&world).await;
    assert_eq!(console.get(&cycle).await.text_of(".page-title .badge").unwrap(), "Paused");
    let entries = rows(&world, "action from audit_log where object_kind = 'cycle' order by seq");
    assert_eq!(entries, ["cycle.created", "cycle.started", "cycle.stopped"]);
}

/// T6: a sub-account's cycle calls through a connector of its parent, whose credentials it never sees.
#[actix_web::test]
async fn a_sub_account_calls_through_its_parents_connector_until_that_is_unshared() {
    let (world, target) = (world().await, Target::start());
    let near = world.near();
    let shop = json!({"name": "Shop", "base_url": target.url, "authentication": {"kind": "bearer"}, "methods": [
        {"key": "orders", "name": "List orders", "path": "/orders", "authenticated": true,
         "request": [{"path": "page", "place": "query", "kind": "integer"}],
         "paging": {"kind": "page", "items": "data", "page": "page", "first": 1, "size": null}}]});
    let library = near.connector("shop", shop).unwrap();
    let theirs = near.connected(&world.app.app, world.root, library, "Main shop", "very-secret-token").unwrap();
    let flow = json!({"steps": [
            {"key": "hook", "name": "Hook", "kind": "webhook"},
            {"key": "get", "name": "Get orders", "kind": "action", "slot": "shop", "method": "orders", "pages": 9}],
        "edges": [{"from": "hook", "to": "get"}], "slots": [{"key": "shop", "connector": "shop"}]});
    let cycle = near.paused_cycle(&world.app.app, world.branch, "Orders", flow).unwrap();
    let page = format!("/console/accounts/{}/cycles/{cycle}", world.branch);
    let console = world.console().await;
    assert!(console.get(&page).await.body.contains("Choose a connector for “shop”"));
    console.post(&format!("{page}/activation"), &[]).await.assert_redirect(&page);
    assert_eq!(console.get(&page).await.text_of(".page-title .badge").unwrap(), "Paused", "not before all is there");
    let choose = console.get(&format!("{page}/connectors")).await;
    assert!(choose.body.contains("Main shop, of Root Holding"), "{}", choose.body);
    let sibling = near.connected(&world.app.app, world.sibling, library, "Sibling shop", "another").unwrap();
    let refused = console.post(&format!("{page}/connectors"), &[("slot_shop", &sibling.to_string())]).await;
    refused.assert_status(422);
    console.post(&format!("{page}/connectors"), &[("slot_shop", &theirs.to_string())]).await.assert_redirect(&page);
    console.post(&format!("{page}/activation"), &[]).await.assert_redirect(&page);
    let hooks = console.get(&page).await;
    let path = hooks.value_of("#hook-hook").unwrap();
    let path = &path[path.find("/hooks/").unwrap()..];
    target.says(200, &[], json!({"data": [{"id": 1}, {"id": 2}]}));
    target.says(200, &[], json!({"data": [{"id": 3}]}));
    target.says(200, &[], json!({"data": []}));
    assert_eq!(post(&world, path, &[], &json!({})).await.0, 202);
    run(&world).await;
    assert_eq!(rows(&world, "status, tasks from transactions"), ["done|3"], "each page is one call");
    let heard = target.heard();
    let asked: Vec<&str> = heard.iter().map(|one| one.path.as_str()).collect();
    assert_eq!(asked, ["/orders?page=1", "/orders?page=2", "/orders?page=3"]);
    assert!(heard.iter().all(|one| one.header("authorization") == "Bearer very-secret-token"));
    let log = rows(&world, "concat(request, response, output) from step_runs");
    assert!(log.iter().all(|line| !line.contains("very-secret-token")), "{log:?}");
    // The parent keeps it to itself from now on: the cycle stops and says whom to ask.
    near.unshare(world.root, theirs).unwrap();
    let stopped = console.get(&page).await;
    assert_eq!(stopped.text_of(".page-title .badge").unwrap(), "Error");
    assert!(stopped.body.contains("Root Holding"), "{}", stopped.body);
    assert_eq!(post(&world, path, &[], &json!({})).await.0, 409);
    run(&world).await;
    assert_eq!(target.heard().len(), 3, "nothing was called");
}
