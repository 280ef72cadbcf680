//! Transactions stand in the log where their time says, whatever the machine's clock says and though the clock is put back.

use super::{page, shown};
use crate::engine::{post, rows, run, three_steps, world};
use crate::support::World;
use crate::support::command::berth;
use crate::support::target::Target;
use chrono::Duration;
use serde_json::json;

/// Brings so many to a webhook and runs them; their ids.
async fn some(world: &World, hook: &str, many: usize) -> Vec<String> {
    let mut ids = Vec::new();
    for _ in 0..many {
        let (_, answer) = post(world, hook, &[], &json!({"customer": "ada", "total": 1})).await;
        ids.push(answer["TransactionId"].as_str().unwrap().to_owned());
    }
    run(world).await;
    ids
}

#[actix_web::test]
async fn a_day_of_the_log_holds_what_the_day_of_the_report_counts_though_the_clock_is_put_back() {
    let (world, target) = (world().await, Target::start()); // M1, M2
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    let hook = &hooks[0].1;
    let mut by_day = Vec::new();
    // Far ahead of the machine's clock, back by more than a day and by an hour, and on again.
    for (moved, many) in
        [(Duration::days(40), 3), (Duration::hours(-31), 2), (Duration::hours(-1), 2), (Duration::days(2), 1)]
    {
        world.clock.advance(moved);
        by_day.push((world.clock.now(), some(&world, hook, many).await));
    }
    berth::testing::count_use(&world.app.app).unwrap();
    by_day.sort();
    let newest_first: Vec<&String> = by_day.iter().rev().flat_map(|(_, ids)| ids.iter().rev()).collect();
    assert_eq!(
        shown(&world, "").await.iter().collect::<Vec<_>>(),
        newest_first,
        "by their time, those of one instant as they came"
    );
    let days: std::collections::BTreeSet<_> = by_day.iter().map(|(at, _)| at.date_naive()).collect();
    for day in days {
        let mine = by_day.iter().rev().filter(|(at, _)| at.date_naive() == day);
        let mine: Vec<&String> = mine.flat_map(|(_, ids)| ids.iter().rev()).collect();
        let query = format!("period=own&from={day}&to={day}");
        assert_eq!(shown(&world, &query).await.iter().collect::<Vec<_>>(), mine, "{day}");
        let counted = rows(&world, &format!("transactions, tasks from usage_account_days where day = '{day}'"));
        assert_eq!(counted, [format!("{}|{}", mine.len(), mine.len() * 2)], "{day}");
    }
    // In the month of their time, and nowhere else.
    let misplaced = "count(*) from transactions where app.accepted_at(id) <> date_trunc('milliseconds', started_at)";
    assert_eq!(rows(&world, misplaced), ["0"]);
    let misplaced = "count(*) from ledger where app.accepted_at(id) <> date_trunc('milliseconds', at)";
    assert_eq!(rows(&world, misplaced), ["0"]);
    berth(world.database.name(), &[], &["reconcile"]).assert_code(0);
}

#[actix_web::test]
async fn what_was_run_again_comes_after_its_first_run_though_the_clock_was_put_back() {
    let (world, target) = (world().await, Target::start()); // R6
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    target.says(404, &[], json!({}));
    let first = some(&world, &hooks[0].1, 1).await.remove(0);
    assert_eq!(shown(&world, "status=failed&open=1").await, std::slice::from_ref(&first));
    world.clock.advance(Duration::minutes(-10));
    let console = world.console().await;
    console
        .post(&page(&world, &format!("transactions/{first}/retry")), &[("since", "failure")])
        .await
        .assert_status(303);
    run(&world).await;
    assert_eq!(rows(&world, "origin, status from transactions order by id"), ["webhook|failed", "retry|done"]);
    assert_eq!(shown(&world, "status=failed&open=1").await, Vec::<String>::new(), "it is mended");
}
