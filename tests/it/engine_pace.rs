//! How often an application is called: its rate limit holds over all workers, and who is asked for patience has it (R4).

use crate::engine::{post, rows, run, world};
use crate::support::World;
use crate::support::command::Serving;
use crate::support::target::Target;
use chrono::Duration;
use serde_json::{Value, json};
use std::time::Instant;
use uuid::Uuid;

/// webhook, then a call of a connector with this limit; answers the webhook's path.
async fn limited(world: &World, target: &Target, limit: Value) -> (Uuid, String) {
    let near = world.near();
    let shop = json!({"name": "Shop", "base_url": target.url, "authentication": {"kind": "bearer"}, "rate_limit": limit,
        "methods": [{"key": "orders", "name": "List orders", "path": "/orders", "authenticated": true}]});
    let library = near.connector("shop", shop).unwrap();
    let shop = near.connected(&world.app.app, world.root, library, "Shop", "token").unwrap();
    let flow = json!({"steps": [
            {"key": "hook", "name": "Hook", "kind": "webhook"},
            {"key": "get", "name": "Get orders", "kind": "action", "slot": "shop", "method": "orders"}],
        "edges": [{"from": "hook", "to": "get"}], "slots": [{"key": "shop", "connector": "shop"}]});
    let cycle = near.paused_cycle(&world.app.app, world.root, "Orders", flow).unwrap();
    let page = format!("/console/accounts/{}/cycles/{cycle}", world.root);
    let console = world.console().await;
    console.post(&format!("{page}/connectors"), &[("slot_shop", &shop.to_string())]).await.assert_redirect(&page);
    console.post(&format!("{page}/activation"), &[]).await.assert_redirect(&page);
    let path = console.get(&page).await.value_of("#hook-hook").unwrap();
    (cycle, path[path.find("/hooks/").unwrap()..].to_owned())
}

#[actix_web::test]
async fn what_a_rate_limit_has_no_room_for_waits_for_its_turn_and_costs_no_try() {
    let (world, target) = (world().await, Target::start()); // R4
    let (_, path) = limited(&world, &target, json!({"calls": 2, "per_s": 60})).await;
    for _ in 0..5 {
        post(&world, &path, &[], &json!({})).await;
    }
    run(&world).await;
    assert_eq!(target.heard().len(), 2);
    assert_eq!(
        rows(&world, "status, count(*) from transactions group by status order by status"),
        ["done|2", "waiting|3"]
    );
    let why = rows(&world, "waits_for from transactions where status = 'waiting' group by waits_for");
    assert_eq!(why, ["It waits for its turn: Shop takes 2 calls in 60 s."]);
    world.clock.advance(Duration::seconds(59));
    run(&world).await;
    assert_eq!(target.heard().len(), 2, "the first two were made less than 60 s ago");
    world.clock.advance(Duration::seconds(2));
    run(&world).await;
    assert_eq!(target.heard().len(), 4);
    world.clock.advance(Duration::seconds(60));
    run(&world).await;
    assert_eq!(target.heard().len(), 5);
    assert_eq!(rows(&world, "status, count(*) from transactions group by status"), ["done|5"]);
    assert_eq!(rows(&world, "max(attempt) from step_runs"), ["1"]);
    assert_eq!(rows(&world, "count(*) from ledger"), ["5"], "waiting is no Task");
}

#[actix_web::test]
async fn a_rate_limit_holds_over_all_processes_together() {
    let (world, target) = (world().await, Target::start()); // R3, R4
    let (_, path) = limited(&world, &target, json!({"calls": 3, "per_s": 2})).await;
    for _ in 0..9 {
        post(&world, &path, &[], &json!({})).await;
    }
    let settings = [("ALLOWED_NETWORKS", "127.0.0.1/32")];
    let workers = [0, 1].map(|_| Serving::work(world.database.name(), &settings));
    let begun = Instant::now();
    while target.heard().len() < 9 {
        assert!(
            begun.elapsed().as_secs() < 60,
            "stuck: {:?}",
            rows(&world, "state, count(*) from queue group by state")
        );
        actix_web::rt::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    drop(workers);
    let at: Vec<Instant> = target.heard().iter().map(|heard| heard.at).collect();
    // Booked for 0, 2 and 4 s, three calls each; the first may be a while on their way on a busy machine, which shortens
    // what is seen here. Without a limit over both, six come at once.
    let took = at[8] - at[0];
    assert!(took.as_millis() > 2_500, "nine calls within {took:?}");
    let booked = rows(
        &world,
        "(array_agg(b order by b))[3] - (array_agg(b order by b))[1] < '2 s' from call_turns, unnest(booked) b",
    );
    assert_eq!(booked, ["t"], "the last three are of one window");
    let apart = rows(
        &world,
        "min(output::json ->> 'turn') < max(output::json ->> 'turn') from step_runs where outcome = 'waits'",
    );
    assert_eq!(apart, ["t"], "those that waited had different turns");
}

#[actix_web::test]
async fn while_an_application_asks_for_patience_none_of_its_connectors_calls_is_made() {
    let (world, target) = (world().await, Target::start());
    let (_, path) = limited(&world, &target, Value::Null).await;
    target.says(429, &[("retry-after", "120")], json!({}));
    post(&world, &path, &[], &json!({})).await;
    run(&world).await;
    for _ in 0..3 {
        post(&world, &path, &[], &json!({})).await;
    }
    run(&world).await;
    assert_eq!(target.heard().len(), 1, "the others wait as well");
    let why =
        rows(&world, "waits_for, count(*) from transactions where waits_for like '%left alone%' group by waits_for");
    assert_eq!(why, ["Shop asked to be left alone for a time.|3"]);
    world.clock.advance(Duration::seconds(126));
    run(&world).await;
    assert_eq!(rows(&world, "status, count(*) from transactions group by status"), ["done|4"]);
    assert_eq!(target.heard().len(), 5);
}
