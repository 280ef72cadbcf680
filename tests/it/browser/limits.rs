//! The pages of limits, empty and full.

use super::{check_pages, signed_in, staff_browser};
use crate::limits::{default, limit};
use crate::people::invite;
use crate::support::World;

#[actix_web::test]
async fn the_pages_of_limits_are_accessible_empty_and_full() {
    let world = World::start().await;
    let browser = staff_browser(&world).await;
    let of = |rest: &str| format!("/console/accounts/{}/limits{rest}", world.leaf);
    let settings = |rest: &str| format!("/console/settings/limits{rest}");
    check_pages(&browser, &[("limits-none", of("")), ("limits-defaults-none", settings(""))]).await;
    let console = world.console().await;
    invite(&console, world.branch, "second@customer.test", "viewer").await.assert_status(303);
    default(&console, "users", "1", "10").await.assert_status(303);
    default(&console, "tasks_month", "25000", "").await.assert_status(303);
    default(&console, "at_once", "4", "").await.assert_status(303);
    limit(&console, world.root, "users", "5", "40").await.assert_status(303);
    limit(&console, world.leaf, "connectors", "5", "").await.assert_status(303);
    limit(&console, world.root, "sub_accounts", "", "3").await.assert_status(303);
    check_pages(
        &browser,
        &[
            ("limits", of("")),
            ("limits-set", of("/tasks_month")),
            ("limits-defaults", settings("")),
            ("limits-default", settings("/users")),
            ("limits-bulk", format!("/console/bulk/limits?ids={}", world.leaf)),
        ],
    )
    .await;
    browser.close().await;
    let customer = signed_in(&world, "leaf.admin@customer.test").await;
    check_pages(&customer, &[("limits-own", format!("/a/{}/limits", world.leaf))]).await;
    customer.close().await;
}
