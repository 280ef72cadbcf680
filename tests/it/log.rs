//! The log of transactions as pages show it: how each stands, which are looked for, and what went wrong (R6).

use crate::engine::{post, rows, run, three_steps, world};
use crate::support::World;
use crate::support::target::Target;
use berth::testing::Stolen;
use chrono::Duration;
use serde_json::json;

fn page(world: &World, rest: &str) -> String {
    format!("/console/accounts/{}/{rest}", world.root)
}

#[actix_web::test]
async fn what_a_worker_has_is_running_and_what_waits_says_until_when() {
    let (world, target) = (world().await, Target::start());
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    let console = world.console().await;
    target.says(503, &[], json!({}));
    post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
    let list = page(&world, "transactions");
    assert!(console.get(&list).await.body.contains("Queued"));
    let claimed = Stolen::claim(&world.db).unwrap();
    let shown = console.get(&list).await.body;
    assert!(shown.contains("</svg>Running"), "{shown}");
    let account = world.admin_of(world.root).await;
    assert!(
        account.get(&format!("/a/{}/transactions", world.root)).await.body.contains("</svg>Running"),
        "to its people too"
    );
    drop(claimed);
    // The worker is gone: it is queued again, and runs.
    world.clock.advance(Duration::minutes(5));
    assert!(!console.get(&list).await.body.contains("</svg>Running"));
    run(&world).await;
    assert_eq!(rows(&world, "status from transactions"), ["waiting"]);
    let shown = console.get(&list).await.body;
    assert!(shown.contains("Tried again <time") && shown.contains(">at "), "{shown}");
    assert!(!shown.contains("It is tried again."), "the time says it");
}
