//! Limits of what runs: at once, how much a webhook brings, how long data is kept (M3, M5).

use super::{default, limit, limits_of};
use crate::engine::{post, rows, run, three_steps};
use crate::support::target::Target;
use chrono::Duration;
use serde_json::json;

#[actix_web::test]
async fn what_runs_at_once_follows_the_limit_and_the_rest_waits() {
    let (world, target) = (crate::engine::world().await, Target::start()); // M5, R4
    let console = world.console().await;
    let (_, hooks) = world.near().cycle(&world.app.app, world.leaf, "Orders", three_steps(&target)).unwrap();
    let queued = || rows(&world, "state, count(*) from queue group by state order by state");
    limit(&console, world.leaf, "at_once", "2", "").await.assert_redirect(&limits_of(world.leaf));
    for total in 0..6 {
        assert_eq!(post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": total})).await.0, 202);
    }
    assert_eq!(queued(), ["backlog|4", "ready|2"]);
    // A tree's bounds each of its accounts; more room takes up the backlog, less puts back what does not run yet.
    limit(&console, world.leaf, "at_once", "5", "").await.assert_status(303);
    assert_eq!(queued(), ["backlog|1", "ready|5"]);
    limit(&console, world.root, "at_once", "", "3").await.assert_status(303);
    assert_eq!(queued(), ["backlog|3", "ready|3"]);
    limit(&console, world.root, "at_once", "", "0").await.assert_status(303);
    assert_eq!(queued(), ["backlog|6"]);
    assert_eq!(run(&world).await, 0, "none at all");
    default(&console, "at_once", "4", "").await.assert_status(303);
    limit(&console, world.root, "at_once", "", "").await.assert_status(303);
    limit(&console, world.leaf, "at_once", "", "").await.assert_status(303);
    assert_eq!(queued(), ["backlog|2", "ready|4"]);
    // A default is the cap too (M3).
    limit(&console, world.leaf, "at_once", "5", "").await.assert_refused("value", "4 transactions at most");
    run(&world).await;
    assert_eq!(rows(&world, "status, count(*) from transactions group by status"), ["done|6"]);
    assert_eq!(rows(&world, "open, at_once, beyond from queue_accounts"), ["0|4|0"]);
}

#[actix_web::test]
async fn what_runs_when_the_limit_is_lowered_makes_no_room_when_it_ends() {
    let (world, target) = (crate::engine::world().await, Target::start());
    let console = world.console().await;
    let (_, hooks) = world.near().cycle(&world.app.app, world.leaf, "Orders", three_steps(&target)).unwrap();
    for total in 0..8 {
        post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": total})).await;
    }
    limit(&console, world.leaf, "at_once", "5", "").await.assert_status(303);
    let taken = berth::testing::Stolen::claim(&world.db).unwrap();
    limit(&console, world.leaf, "at_once", "1", "").await.assert_status(303);
    assert_eq!(rows(&world, "state, count(*) from queue group by state order by state"), ["backlog|3", "leased|5"]);
    assert_eq!(rows(&world, "open, at_once, beyond from queue_accounts"), ["8|1|4"]);
    drop(taken);
    world.clock.advance(Duration::minutes(2));
    run(&world).await;
    assert_eq!(rows(&world, "status, count(*) from transactions group by status"), ["done|8"]);
    assert_eq!(rows(&world, "open, at_once, beyond from queue_accounts"), ["0|1|0"]);
}

#[actix_web::test]
async fn a_webhook_that_brings_too_much_is_answered_with_the_limit_from_the_moment_that_it_is_set() {
    let (world, target) = (crate::engine::world().await, Target::start()); // M5, M6
    let console = world.console().await;
    let (_, hooks) = world.near().cycle(&world.app.app, world.leaf, "Orders", three_steps(&target)).unwrap();
    let large = json!({"customer": "ada", "total": 1, "note": "x".repeat(3 * 1024)});
    assert_eq!(post(&world, &hooks[0].1, &[], &large).await.0, 202);
    limit(&console, world.root, "payload_kb", "", "2").await.assert_status(303);
    // No time has passed, so that the cycle's plan of before is still at hand.
    let (status, said) = post(&world, &hooks[0].1, &[], &large).await;
    assert_eq!(status, 413);
    let said = said["Message"].as_str().unwrap();
    assert!(said.contains("4 KB") && said.contains("2 KB are the most") && said.contains("“Root Holding”"), "{said}");
    assert_eq!(rows(&world, "count(*) from transactions"), ["1"]);
    assert_eq!(post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await.0, 202);
    limit(&console, world.root, "payload_kb", "", "4").await.assert_status(303);
    assert_eq!(post(&world, &hooks[0].1, &[], &large).await.0, 202);
}

#[actix_web::test]
async fn step_data_is_kept_no_longer_than_the_limit() {
    let (world, target) = (crate::engine::world().await, Target::start());
    let console = world.console().await;
    default(&console, "retention_hours", "24", "48").await.assert_status(303);
    let (_, hooks) = world.near().cycle(&world.app.app, world.leaf, "Orders", three_steps(&target)).unwrap();
    post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
    run(&world).await;
    let hours = "date_part('epoch', data_until - ended_at)::integer / 3600 from transactions";
    assert_eq!(rows(&world, hours), ["24"]);
}
