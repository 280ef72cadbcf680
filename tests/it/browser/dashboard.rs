//! Dashboards and the list of accounts, empty and full, and the live load that refreshes itself.

use super::{check_pages, signed_in, staff_browser};
use crate::dashboard::used;
use crate::engine::{post, three_steps, world};
use crate::limits::{default, limit};
use crate::support::target::Target;
use serde_json::json;

#[actix_web::test]
async fn the_dashboards_are_accessible_empty_and_full_and_live() {
    let (world, target) = (world().await, Target::start());
    let staff = staff_browser(&world).await;
    let customer = signed_in(&world, "root.admin@customer.test").await;
    let (account, home) = (format!("/console/accounts/{}", world.root), format!("/a/{}", world.root));
    check_pages(&staff, &[("overview-empty", "/console".to_owned()), ("account-empty", account.clone())]).await;
    check_pages(&customer, &[("home-empty", home.clone())]).await;

    used(&world, &target, world.root, "Sync invoices to Xero", 5, 2).await;
    used(&world, &target, world.branch, "Stock levels", 3, 0).await;
    used(&world, &target, world.sibling, "Orders", 4, 1).await;
    let console = world.console().await;
    default(&console, "tasks_month", "12", "").await.assert_status(303);
    limit(&console, world.root, "tasks_month", "25", "100").await.assert_status(303);
    limit(&console, world.root, "active_cycles", "3", "").await.assert_status(303);
    check_pages(
        &staff,
        &[
            ("overview-full", "/console".to_owned()),
            ("account-full", account.clone()),
            ("account-full-below", format!("{account}?of=below")),
            ("accounts-full", "/console/accounts".to_owned()),
            ("accounts-failing", "/console/accounts?needs=failing".to_owned()),
        ],
    )
    .await;
    check_pages(&customer, &[("home-full", home.clone())]).await;

    // What comes meanwhile appears by itself, and the rest of the page stays as it is.
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Late", three_steps(&target)).unwrap();
    for (browser, path) in [(&staff, "/console"), (&staff, account.as_str()), (&customer, home.as_str())] {
        browser.goto(path).await;
        browser.run("document.querySelector('h1').dataset.kept = '1'").await;
        let before = browser.text("#load .tile:nth-child(2) .figure").await;
        post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
        let changed =
            format!("return document.querySelector('#load .tile:nth-child(2) .figure').textContent !== '{before}'");
        browser.wait_at_most("the live load", &changed, std::time::Duration::from_secs(15)).await;
        assert_eq!(browser.run("return document.querySelector('h1').dataset.kept").await, json!("1"));
    }
    staff.close().await;
    customer.close().await;
}
