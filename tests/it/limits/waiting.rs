//! Limits at which work waits: tasks a month, held or gone on as overage, and transactions a minute (M3 to M6).

use super::{default, limit};
use crate::engine::{post, rows, run, three_steps};
use crate::support::World;
use crate::support::command::Serving;
use crate::support::mailbox::until;
use crate::support::target::Target;
use chrono::Duration;
use serde_json::json;

/// Webhooks to an account's cycle, each of which becomes two Tasks.
async fn send(world: &World, hook: &str, times: usize) {
    for total in 0..times {
        assert_eq!(post(world, hook, &[], &json!({"customer": "ada", "total": total})).await.0, 202);
    }
}

fn count(world: &World) {
    berth::testing::count_use(&world.app.app).unwrap();
}

/// Transactions in a state.
fn finished(world: &World, state: &str) -> usize {
    rows(world, &format!("id from transactions where status = '{state}'")).len()
}

/// Sets a limit of tasks a month with what happens at it.
async fn tasks(world: &World, account: berth::ids::AccountId, own: &str, tree: &str, at_limit: &str) {
    let console = world.console().await;
    super::limit_with(&console, account, "tasks_month", own, tree, at_limit).await.assert_status(303);
}

#[actix_web::test]
async fn work_is_held_exactly_at_the_limit_and_goes_on_in_its_order_when_it_is_raised() {
    let (world, target) = (crate::engine::world().await, Target::start()); // M5, M6
    let (_, hooks) = world.near().cycle(&world.app.app, world.leaf, "Orders", three_steps(&target)).unwrap();
    tasks(&world, world.leaf, "7", "", "hold").await;
    send(&world, &hooks[0].1, 6).await;
    run(&world).await;
    // Three and a half: the fourth stops between its two Tasks, nothing is dropped, and not one Task too many is done.
    assert_eq!(rows(&world, "count(*) from ledger"), ["7"]);
    assert_eq!(
        rows(&world, "status, count(*) from transactions group by status order by status"),
        ["done|3", "waiting|3"]
    );
    assert_eq!(rows(&world, "state, count(*) from queue group by state"), ["backlog|3"]);
    assert_eq!(rows(&world, "open, at_once, beyond, held ->> 'used' from queue_accounts"), ["3|0|0|7"]);
    let words = rows(&world, "waits_for from transactions where waits_for is not null group by waits_for");
    let [said] = words.as_slice() else { panic!("one reason: {words:?}") };
    for part in
        ["Limit of tasks a month reached", "7 tasks", "and 7 are used or under way", "1 Dec 2026", "Nothing is lost"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert_eq!(run(&world).await, 0, "it is not taken up in vain");
    let load = world.console().await.get("/console").await.text_of("#load").unwrap();
    assert!(load.contains("0 running, 3 waiting"), "{load}");

    tasks(&world, world.leaf, "9", "", "hold").await;
    run(&world).await;
    assert_eq!(rows(&world, "count(*) from ledger"), ["9"]);
    let done = rows(&world, "array_agg(status = 'done' order by id)::text from transactions");
    assert_eq!(done, ["{t,t,t,t,f,f}"], "the oldest first");
    tasks(&world, world.leaf, "", "", "").await;
    run(&world).await;
    assert_eq!(rows(&world, "status, count(*) from transactions group by status"), ["done|6"]);
    assert_eq!(rows(&world, "open, at_once, beyond, held is null from queue_accounts"), ["0|10|0|t"]);
    count(&world);
    assert_eq!(rows(&world, "tasks, overage from usage_account_days"), ["12|0"]);
}

#[actix_web::test]
async fn held_work_goes_on_by_itself_in_the_next_billing_period() {
    let (world, target) = (crate::engine::world().await, Target::start()); // M5
    let (_, hooks) = world.near().cycle(&world.app.app, world.leaf, "Orders", three_steps(&target)).unwrap();
    tasks(&world, world.leaf, "2", "", "hold").await;
    send(&world, &hooks[0].1, 2).await;
    run(&world).await;
    count(&world);
    world.clock.advance(Duration::days(6));
    assert_eq!(run(&world).await, 0, "30 November");
    world.clock.advance(Duration::days(1));
    run(&world).await;
    assert_eq!(rows(&world, "status, count(*) from transactions group by status"), ["done|2"]);
}

#[actix_web::test]
async fn a_tree_s_limit_is_shared_by_all_below_it() {
    let (world, target) = (crate::engine::world().await, Target::start()); // M4
    let (_, of_leaf) = world.near().cycle(&world.app.app, world.leaf, "Orders", three_steps(&target)).unwrap();
    let (_, of_root) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    tasks(&world, world.root, "", "6", "hold").await;
    send(&world, &of_root[0].1, 2).await;
    run(&world).await;
    send(&world, &of_leaf[0].1, 2).await;
    run(&world).await;
    assert_eq!(rows(&world, "count(*) from ledger"), ["6"]);
    let waits = finished(&world, "waiting");
    assert_eq!(waits, 1, "one of the leaf's");
    let said = rows(&world, "waits_for from transactions where status = 'waiting'");
    assert!(said[0].contains("and all below it may have 6 tasks"), "{said:?}");
    // Its own limit is another one: with more of it nothing changes.
    tasks(&world, world.leaf, "100", "", "hold").await;
    assert_eq!(run(&world).await, 0);
    tasks(&world, world.root, "", "8", "hold").await;
    run(&world).await;
    assert_eq!(finished(&world, "done"), 4);
}

#[actix_web::test]
async fn overage_goes_on_and_is_counted_apart() {
    let (world, target) = (crate::engine::world().await, Target::start()); // M5
    let (_, hooks) = world.near().cycle(&world.app.app, world.leaf, "Orders", three_steps(&target)).unwrap();
    tasks(&world, world.leaf, "5", "", "overage").await;
    send(&world, &hooks[0].1, 4).await;
    run(&world).await;
    count(&world);
    assert_eq!(rows(&world, "status, count(*) from transactions group by status"), ["done|4"]);
    assert_eq!(rows(&world, "overage, count(*) from ledger group by overage order by overage"), ["f|5", "t|3"]);
    assert_eq!(rows(&world, "tasks, overage from usage_account_days"), ["8|3"]);
    assert_eq!(rows(&world, "tasks, overage from usage_partner_days"), ["8|3"]);
    // A tree's limit that holds goes before.
    tasks(&world, world.root, "", "9", "hold").await;
    send(&world, &hooks[0].1, 2).await;
    run(&world).await;
    assert_eq!(rows(&world, "count(*) from ledger"), ["9"]);
}

#[actix_web::test]
async fn what_begins_within_a_minute_is_limited_and_the_rest_waits_for_the_next() {
    let (world, target) = (crate::engine::world().await, Target::start()); // M3, M5
    let console = world.console().await;
    let (_, hooks) = world.near().cycle(&world.app.app, world.leaf, "Orders", three_steps(&target)).unwrap();
    limit(&console, world.leaf, "transactions_minute", "4", "").await.assert_status(303);
    send(&world, &hooks[0].1, 9).await;
    run(&world).await;
    assert_eq!(finished(&world, "done"), 4);
    let said = rows(&world, "waits_for from transactions where waits_for is not null group by waits_for");
    assert!(said[0].contains("may begin 4 transactions a minute"), "{said:?}");
    world.clock.advance(Duration::seconds(61));
    run(&world).await;
    assert_eq!(finished(&world, "done"), 8);
    world.clock.advance(Duration::seconds(61));
    run(&world).await;
    assert_eq!(finished(&world, "done"), 9);
    assert_eq!(rows(&world, "open, at_once, beyond, held is null from queue_accounts"), ["0|10|0|t"]);
}

#[actix_web::test]
async fn a_worker_that_dies_with_a_granted_task_loses_no_room() {
    let (world, target) = (crate::engine::world().await, Target::start()); // R3, M5
    let (_, hooks) = world.near().cycle(&world.app.app, world.leaf, "Orders", three_steps(&target)).unwrap();
    tasks(&world, world.leaf, "4", "", "hold").await;
    send(&world, &hooks[0].1, 3).await;
    let taken = berth::testing::Stolen::claim(&world.db).unwrap();
    drop(taken);
    world.clock.advance(Duration::minutes(2));
    run(&world).await;
    assert_eq!(rows(&world, "count(*) from ledger"), ["4"]);
    assert_eq!(finished(&world, "done"), 2);
    assert_eq!(rows(&world, "count(*) from queue where granted > 0"), ["0"]);
}

#[actix_web::test]
async fn eighty_and_a_hundred_percent_are_told_once_a_period_by_mail_and_webhook() {
    let (world, target) = (crate::engine::world().await, Target::start()); // M6
    let (_, hooks) = world.near().cycle(&world.app.app, world.leaf, "Orders", three_steps(&target)).unwrap();
    tasks(&world, world.leaf, "10", "", "hold").await;
    let told = || rows(&world, "values ->> 'percent', recipient from mails where template = 'limit' order by id");
    let tell = || {
        count(&world);
        berth::testing::tell_of_limits(&world.app.app).unwrap();
    };
    send(&world, &hooks[0].1, 3).await;
    run(&world).await;
    tell();
    assert_eq!(told(), Vec::<String>::new(), "60 %");
    send(&world, &hooks[0].1, 1).await;
    run(&world).await;
    tell();
    let at_80 = told();
    assert!(at_80.iter().any(|row| row.ends_with("leaf.admin@customer.test")), "{at_80:?}");
    assert!(at_80.len() > 1 && at_80.iter().all(|row| row.starts_with("80|")), "staff too: {at_80:?}");
    send(&world, &hooks[0].1, 2).await;
    run(&world).await;
    tell();
    tell();
    assert_eq!(told().len(), 2 * at_80.len(), "each of them once more, and once only");
    // Raised and lowered again in the same period it is not said again.
    tasks(&world, world.leaf, "11", "", "hold").await;
    run(&world).await;
    tell();
    assert_eq!(told().len(), 2 * at_80.len());
    assert_eq!(rows(&world, "percent, used from limit_notices order by percent"), ["80|8", "100|10"]);
    // A limit set below what is used is told of as well, as fully used alone, though nothing more is counted.
    tasks(&world, world.root, "", "5", "hold").await;
    run(&world).await;
    world.clock.advance(Duration::seconds(6));
    run(&world).await;
    assert_eq!(rows(&world, "percent, used from limit_notices where tree order by percent"), ["80|11", "100|11"]);
}

#[actix_web::test]
async fn what_is_fully_used_at_once_is_told_as_that_alone() {
    let (world, target) = (crate::engine::world().await, Target::start()); // M6
    let (_, hooks) = world.near().cycle(&world.app.app, world.leaf, "Orders", three_steps(&target)).unwrap();
    tasks(&world, world.leaf, "4", "", "hold").await;
    send(&world, &hooks[0].1, 2).await;
    run(&world).await;
    count(&world);
    berth::testing::tell_of_limits(&world.app.app).unwrap();
    let marked = rows(&world, "percent, told_at is not null from limit_notices order by percent");
    assert_eq!(marked, ["80|t", "100|t"], "both are seen to");
    let told = rows(&world, "values ->> 'percent', recipient from mails where template = 'limit' order by recipient");
    assert!(told.len() > 1 && told.iter().all(|row| row.starts_with("100|")), "staff and administrators: {told:?}");
    let mut once = told.clone();
    once.dedup();
    assert_eq!(once, told, "once each");
}

#[actix_web::test]
async fn a_default_holds_each_account_by_itself() {
    let (world, target) = (crate::engine::world().await, Target::start()); // M3, M4
    let console = world.console().await;
    let (_, of_leaf) = world.near().cycle(&world.app.app, world.leaf, "Orders", three_steps(&target)).unwrap();
    let (_, of_root) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    default(&console, "tasks_month", "2", "").await.assert_status(303);
    send(&world, &of_leaf[0].1, 2).await;
    send(&world, &of_root[0].1, 2).await;
    run(&world).await;
    assert_eq!(rows(&world, "count(*) from ledger group by account_id"), ["2", "2"]);
    let said = rows(&world, "waits_for from transactions where waits_for is not null group by waits_for");
    assert!(said.iter().all(|words| words.contains("The limit is the default.")), "{said:?}");
}

#[actix_web::test]
async fn several_processes_at_once_meet_a_shared_limit_to_the_task() {
    let (world, target) = (crate::engine::world().await, Target::start()); // M4, M5, R3
    // The processes' clock is the machine's, and they sweep sessions by it.
    world.clock.advance(chrono::Utc::now() - world.clock.now());
    let mut hooks = Vec::new();
    for account in [world.root, world.branch, world.leaf] {
        hooks.push(world.near().cycle(&world.app.app, account, "Orders", three_steps(&target)).unwrap().1[0].1.clone());
    }
    tasks(&world, world.root, "", "31", "hold").await;
    for hook in &hooks {
        send(&world, hook, 12).await;
    }
    let working = |name: &str| Serving::work(name, &[("ALLOWED_NETWORKS", "127.0.0.1/32")]);
    let (first, second) = (working(world.database.name()), working(world.database.name()));
    let still = "transaction_id from queue where state in ('ready', 'leased')";
    until("all that is left waits", || {
        (finished(&world, "done") >= 14 && rows(&world, still).is_empty()).then_some(())
    })
    .await;
    // One dies with what it has in hand, and what it was granted is not lost.
    drop(first);
    let third = working(world.database.name());
    assert_eq!(rows(&world, "count(*) from ledger"), ["31"]);
    tasks(&world, world.root, "", "50", "hold").await;
    until("fifty", || (rows(&world, "count(*) from ledger") == ["50"]).then_some(())).await;
    tasks(&world, world.root, "", "", "").await;
    until("the end", || (finished(&world, "done") == 36).then_some(())).await;
    assert_eq!(rows(&world, "count(*) from ledger"), ["72"]);
    assert_eq!(rows(&world, "count(*) from queue"), ["0"]);
    assert_eq!(
        rows(&world, "count(*) from queue_accounts where held is not null or open <> 0 or at_once <> 10"),
        ["0"]
    );
    drop((second, third));
}
