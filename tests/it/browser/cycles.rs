//! The pages of cycles and of what they did, seen from every side, and a person's way through them.

use super::{check_pages, staff_browser};
use crate::engine::{post, run, three_steps, world};
use crate::support::target::Target;
use serde_json::json;

#[actix_web::test]
async fn pages_of_cycles_and_transactions_are_accessible() {
    let (world, target) = (world().await, Target::start());
    let (cycle, hooks) =
        world.near().cycle(&world.app.app, world.root, "Orders to the shop", three_steps(&target)).unwrap();
    let flow = json!({"steps": [{"key": "begin", "name": "Every morning", "kind": "start"}],
                      "slots": [{"key": "shop", "connector": "shop"}]});
    let paused = world.near().paused_cycle(&world.app.app, world.root, "Stock, nightly", flow).unwrap();
    let (_, good) = post(&world, &hooks[0].1, &[], &json!({"customer": "Zofia Żak", "total": 12.5})).await;
    run(&world).await;
    target.says(404, &[], json!({"error": "no such order"}));
    let (_, bad) = post(&world, &hooks[0].1, &[], &json!({"customer": "Ana", "total": 3})).await;
    target.says(503, &[], json!({}));
    run(&world).await;
    post(&world, &hooks[0].1, &[], &json!({"customer": "Ida", "total": 4})).await;
    run(&world).await;
    let browser = staff_browser(&world).await;
    let account = |rest: &str| format!("/console/accounts/{}{rest}", world.root);
    let transaction =
        |answer: &serde_json::Value| account(&format!("/transactions/{}", answer["TransactionId"].as_str().unwrap()));
    check_pages(
        &browser,
        &[
            ("cycles", account("/cycles")),
            ("cycles-none", format!("/console/accounts/{}/cycles", world.sibling)),
            ("cycle-new", account("/cycles/new")),
            ("cycle", account(&format!("/cycles/{cycle}"))),
            ("cycle-paused", account(&format!("/cycles/{paused}"))),
            ("cycle-connectors", account(&format!("/cycles/{paused}/connectors"))),
            ("cycle-stop", account(&format!("/cycles/{cycle}/stop"))),
            ("transactions", account("/transactions")),
            ("transactions-none", account("/transactions?status=dropped")),
            ("transaction-done", transaction(&good)),
            ("transaction-failed", transaction(&bad)),
        ],
    )
    .await;
    browser.close().await;
}

#[actix_web::test]
async fn pages_of_all_accounts_together_are_accessible() {
    let (world, target) = (world().await, Target::start());
    let near = world.near();
    for account in [world.root, world.branch] {
        let (_, hooks) = near.cycle(&world.app.app, account, "Orders to the shop", three_steps(&target)).unwrap();
        target.says(404, &[], json!({"error": "no such order"}));
        post(&world, &hooks[0].1, &[], &json!({"customer": "Ana", "total": 3})).await;
        run(&world).await;
        post(&world, &hooks[0].1, &[], &json!({"customer": "Ida", "total": 4})).await;
        run(&world).await;
    }
    let browser = staff_browser(&world).await;
    let cause = "cause=127.0.0.1+404";
    let failed = "status%3Dfailed%26cause%3D127.0.0.1%2B404%26open%3D1";
    check_pages(
        &browser,
        &[
            ("incidents-together", "/console/incidents".to_owned()),
            ("incidents-together-none", "/console/incidents?show=muted".to_owned()),
            ("cause-together", format!("/console/incidents/cause?{cause}")),
            ("cause-together-none", format!("/console/incidents/cause?{cause}&show=muted")),
            ("transactions-together", "/console/transactions".to_owned()),
            ("transactions-together-failed", format!("/console/transactions?status=failed&{cause}&open=1")),
            ("retries-together", format!("/console/retries?all=1&filter={failed}")),
        ],
    )
    .await;
    browser.close().await;
}
