//! The pages on which limits are shown and set, with work that waits and with overage, at both widths, light and dark.

use super::{check_pages, signed_in, staff_browser};
use crate::dashboard::used;
use crate::engine::{post, run, three_steps, world};
use crate::limits::{limit, limit_with};
use crate::support::target::Target;
use serde_json::json;

#[actix_web::test]
async fn the_pages_of_limits_are_accessible_with_work_that_waits_and_with_overage() {
    let (world, target) = (world().await, Target::start()); // M4 to M6
    let console = world.console().await;
    let (_, hooks) = world.near().cycle(&world.app.app, world.leaf, "Orders", three_steps(&target)).unwrap();
    limit_with(&console, world.sibling, "tasks_month", "3", "", "overage").await.assert_status(303);
    used(&world, &target, world.sibling, "Stock", 3, 0).await;
    limit_with(&console, world.root, "tasks_month", "50", "3", "hold").await.assert_status(303);
    limit(&console, world.sibling, "users", "", "2").await.assert_status(303);
    for total in 0..4 {
        post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": total})).await;
    }
    run(&world).await;
    berth::testing::count_use(&world.app.app).unwrap();
    let account = |id: berth::ids::AccountId, part: &str| format!("/console/accounts/{id}{part}");
    let browser = staff_browser(&world).await;
    let pages = [
        ("limits-list", "/console/accounts".to_owned()),
        ("limits-held", account(world.leaf, "/limits")),
        ("limits-overage", account(world.sibling, "/limits")),
        ("limits-overview", account(world.leaf, "")),
        ("limits-overview-over", account(world.sibling, "")),
        ("limits-set", account(world.leaf, "/limits/tasks_month")),
        ("limits-move", account(world.branch, &format!("/move?to={}", world.sibling))),
        ("limits-bulk", format!("/console/bulk/limits?ids={}&ids={}", world.root, world.leaf)),
        ("limits-default", "/console/settings/limits/tasks_month".to_owned()),
        ("limits-webhook", "/console/settings/error-webhook".to_owned()),
        ("limits-periods", account(world.sibling, "/reports/periods")),
    ];
    check_pages(&browser, &pages).await;
    browser.close().await;
    let customer = signed_in(&world, "leaf.admin@customer.test").await;
    let home = format!("/a/{}", world.leaf);
    check_pages(&customer, &[("limits-own-home", home.clone()), ("limits-own", format!("{home}/limits"))]).await;
    customer.close().await;
}
