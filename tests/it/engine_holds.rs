//! What holds work up and lets it go on: stopped cycles, suspended accounts, connectors that cannot be used any more, and
//! faults of ours. Nothing accepted is lost by any of them (R1).

use crate::engine::{post, rows, run, three_steps, world};
use crate::support::World;
use crate::support::target::Target;
use chrono::Duration;
use diesel::connection::SimpleConnection;
use serde_json::{Value, json};
use uuid::Uuid;

/// Each line of a batch is shaped, waits and ends; then all are joined.
fn joined(target: &Target) -> Value {
    json!({
        "steps": [
            {"key": "batch", "name": "Batch", "kind": "webhook", "split": {"by": "each", "path": "lines"}},
            {"key": "shape", "name": "Shape", "kind": "transform", "mapping": {"rules": [
                {"target": "no", "source": {"expression": "index"}}]}},
            {"key": "wait", "name": "Wait", "kind": "delay", "minutes": 5},
            {"key": "all", "name": "All", "kind": "wait_all"},
            {"key": "sum", "name": "Sum", "kind": "http", "verb": "POST", "url": {"fixed": format!("{}/sum", target.url)},
             "body": {"rules": [{"target": "count", "source": {"expression": "steps.all|length"}}]}}],
        "edges": [{"from": "batch", "to": "shape"}, {"from": "shape", "to": "wait"}, {"from": "wait", "to": "all"},
                  {"from": "all", "to": "sum"}]
    })
}

fn change(world: &World, sql: &str) {
    world.database.look().batch_execute(sql).unwrap();
}

fn of_cycle(world: &World, cycle: Uuid, what: &str) -> String {
    rows(world, &format!("{what} from cycles where id = '{cycle}'")).remove(0)
}

#[actix_web::test]
async fn an_item_that_fails_for_a_reason_of_ours_lets_its_parent_go_on() {
    let (world, target) = (world().await, Target::start()); // M1
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Batches", joined(&target)).unwrap();
    post(&world, &hooks[0].1, &[], &json!({"lines": [1, 2, 3]})).await;
    run(&world).await;
    change(
        &world,
        "update step_runs set output = '{broken' where seq = 0 and transaction_id = (select id from transactions where item = 1)",
    );
    world.clock.advance(Duration::minutes(6));
    run(&world).await;
    let items = rows(&world, "item, status, steps, tasks from transactions where item is not null order by item");
    assert_eq!(items, ["0|done|4|1", "1|failed|3|1", "2|done|4|1"], "its totals are those of its log and the ledger");
    let parent = rows(&world, "status, children_open from transactions where item is null");
    assert_eq!(parent, ["done|0"], "its parent does not wait for ever");
    assert_eq!(target.heard()[0].body, json!({"count": 3}));
    assert_eq!(rows(&world, "cause, step from incidents"), ["Our side|wait"]);
    assert_eq!(rows(&world, "1 from queue"), Vec::<String>::new());
}

#[actix_web::test]
async fn what_stays_stopped_is_dropped_with_the_parents_that_wait_for_it() {
    let (world, target) = (world().await, Target::start());
    let (cycle, hooks) = world.near().cycle(&world.app.app, world.root, "Batches", joined(&target)).unwrap();
    post(&world, &hooks[0].1, &[], &json!({"lines": [1, 2]})).await;
    run(&world).await;
    world.near().stop_cycle(world.root, cycle).unwrap();
    for _ in 0..3 {
        world.clock.advance(Duration::hours(25));
        run(&world).await;
    }
    assert_eq!(rows(&world, "status, count(*) from transactions group by status"), ["dropped|3"]);
    assert_eq!(rows(&world, "1 from queue"), Vec::<String>::new());
    assert_eq!(rows(&world, "open from queue_accounts"), ["0"]);
}

#[actix_web::test]
async fn a_suspended_account_begins_nothing_and_what_was_accepted_waits() {
    let (world, target) = (world().await, Target::start()); // MODEL section 4
    let near = world.near();
    let (_, hooks) = near.cycle(&world.app.app, world.branch, "Orders", three_steps(&target)).unwrap();
    post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
    // With the account above it.
    near.suspend(world.root, "unpaid").unwrap();
    run(&world).await;
    assert_eq!(target.heard().len(), 0, "nothing is called for it");
    let waits = rows(&world, "status, waits_for from transactions");
    assert_eq!(waits, ["waiting|Its account is suspended. It goes on when the account is resumed."]);
    world.clock.advance(Duration::hours(48));
    run(&world).await;
    assert_eq!(rows(&world, "status from transactions"), ["waiting"], "and nothing is dropped");
    near.resume(world.root).unwrap();
    run(&world).await;
    assert_eq!(rows(&world, "status from transactions"), ["done"]);
    assert_eq!(target.heard().len(), 1);
}

#[actix_web::test]
async fn the_schedule_of_a_suspended_or_expired_account_starts_nothing() {
    let world = world().await;
    let (near, console) = (world.near(), world.console().await);
    let flow = json!({"steps": [{"key": "begin", "name": "Begin", "kind": "start"}]}).to_string();
    let cycles = format!("/console/accounts/{}/cycles", world.branch);
    let made = console.post(&cycles, &[("name", "Hourly"), ("flow", &flow), ("cron", "0 * * * *")]).await;
    let cycle = made.assert_redirect(&format!("{cycles}/")).location().to_owned();
    console.post(&format!("{cycle}/activation"), &[]).await.assert_redirect(&cycle);
    near.suspend(world.root, "unpaid").unwrap();
    world.clock.advance(Duration::hours(3));
    run(&world).await;
    assert_eq!(rows(&world, "1 from transactions"), Vec::<String>::new());
    near.resume(world.root).unwrap();
    assert_eq!(run(&world).await, 0, "what was missed is not made up for");
    world.clock.advance(Duration::hours(1));
    assert_eq!(run(&world).await, 1);
    // Its expiry date has come, and no chore has noticed yet.
    let expired = world.clock.now() + Duration::minutes(5);
    change(&world, &format!("update accounts set expires_at = '{expired}' where id = '{}'", world.root));
    world.clock.advance(Duration::hours(2));
    run(&world).await;
    assert_eq!(rows(&world, "count(*) from transactions"), ["1"]);
}

#[actix_web::test]
async fn stopping_a_cycle_is_noticed_before_the_next_call() {
    let (world, target) = (world().await, Target::start());
    let call = |key: &str| json!({"key": key, "name": key, "kind": "http", "verb": "POST", "url": {"fixed": format!("{}/{key}", target.url)}});
    let flow = json!({"steps": [{"key": "hook", "name": "Hook", "kind": "webhook"}, call("first"), call("second")],
                      "edges": [{"from": "hook", "to": "first"}, {"from": "first", "to": "second"}]});
    let (cycle, hooks) = world.near().cycle(&world.app.app, world.root, "Two calls", flow).unwrap();
    let (config, db, root) = (world.config.clone(), world.db.clone(), world.root);
    target.does(move || {
        berth::testing::Maker::existing(&config, &db, "northwind").unwrap().stop_cycle(root, cycle).unwrap();
    });
    post(&world, &hooks[0].1, &[], &json!({})).await;
    run(&world).await;
    let paths: Vec<String> = target.heard().into_iter().map(|one| one.path).collect();
    assert_eq!(paths, ["/first"], "what is in flight halts after its step");
    assert_eq!(rows(&world, "step, outcome from step_runs order by seq"), ["hook|done", "first|done"]);
    assert_eq!(rows(&world, "state from queue"), ["stopped"]);
    // Starting takes it up by itself.
    world.near().start_cycle(world.root, cycle).unwrap();
    assert_eq!(rows(&world, "state from queue"), ["ready"]);
    run(&world).await;
    assert_eq!(target.heard().len(), 2, "and each call was made once");
}

#[actix_web::test]
async fn deliveries_are_remembered_for_seven_days() {
    let (world, target) = (world().await, Target::start());
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    for (id, days) in [("msg_1", 6), ("msg_2", 2)] {
        post(&world, &hooks[0].1, &[("webhook-id", id)], &json!({})).await;
        world.clock.advance(Duration::days(days));
    }
    berth::testing::sweep(&world.app.app).unwrap();
    assert_eq!(rows(&world, "delivery from hook_deliveries"), ["msg_2"]);
}

/// A cycle of the branch that calls through a connector of the root, chosen and not started.
async fn with_connector(world: &World, target: &Target) -> (Uuid, Uuid) {
    let near = world.near();
    let shop = json!({"name": "Shop", "base_url": target.url, "authentication": {"kind": "bearer"},
                      "methods": [{"key": "orders", "name": "List orders", "path": "/orders"}]});
    let library = near.connector("shop", shop).unwrap();
    let theirs = near.connected(&world.app.app, world.root, library, "Main shop", "very-secret-token").unwrap();
    let flow = json!({"steps": [
            {"key": "hook", "name": "Hook", "kind": "webhook"},
            {"key": "get", "name": "Get orders", "kind": "action", "slot": "shop", "method": "orders"}],
        "edges": [{"from": "hook", "to": "get"}], "slots": [{"key": "shop", "connector": "shop"}]});
    let cycle = near.paused_cycle(&world.app.app, world.branch, "Orders", flow).unwrap();
    let page = format!("/console/accounts/{}/cycles/{cycle}/connectors", world.branch);
    world.console().await.post(&page, &[("slot_shop", &theirs.to_string())]).await.assert_status(303);
    (cycle, theirs)
}

#[actix_web::test]
async fn a_cycle_that_is_started_beside_a_disconnect_does_not_stay_active() {
    let (world, target) = (world().await, Target::start());
    let (cycle, theirs) = with_connector(&world, &target).await;
    let (console, partner) = (world.console().await, world.near().partner);
    let mut beside = world.database.look();
    beside
        .batch_execute(&format!(
            "begin; update account_connectors set state = 'open', secret = null where id = '{theirs}';
             set local role berth_partner; set local app.partner_id = '{partner}';
             select app.stop_unusable('{}', '{theirs}', 'here', 'below', now())",
            world.root
        ))
        .unwrap();
    let page = format!("/console/accounts/{}/cycles/{cycle}", world.branch);
    let starting = actix_web::rt::spawn(async move { console.post(&format!("{page}/activation"), &[]).await.status });
    actix_web::rt::time::sleep(std::time::Duration::from_millis(500)).await;
    beside.batch_execute("commit").unwrap();
    assert_eq!(starting.await.unwrap(), 303);
    assert_eq!(of_cycle(&world, cycle, "state"), "paused");
}

#[actix_web::test]
async fn a_cycle_that_its_connector_stops_has_an_incident_that_says_whom_to_ask() {
    let (world, target) = (world().await, Target::start());
    let (cycle, theirs) = with_connector(&world, &target).await;
    world.near().start_cycle(world.branch, cycle).unwrap();
    world.near().unshare(world.root, theirs).unwrap();
    assert_eq!(of_cycle(&world, cycle, "state"), "error");
    let raised = rows(&world, "account_id, cycle_id, kind, cause, message, transaction_id from incidents");
    let words = "Root Holding does not share “Main shop” any more. Ask an administrator of Root Holding, or use a connector of this account, then start this cycle.";
    assert_eq!(raised, [format!("{}|{cycle}|error|Main shop: not shared|{words}", world.branch)]);
}
