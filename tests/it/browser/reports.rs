//! The pages of reports, empty and full, in the console and in an account's own view.

use super::{check_pages, signed_in, staff_browser};
use crate::reports::raw::write_past;
use crate::support::World;
use crate::support::command::berth;
use serde_json::json;

fn of_partner(name: &str, connector: &str) -> Vec<(String, String)> {
    let here = |part: &str| format!("/console/reports{part}");
    [
        ("home", here("")),
        ("accounts", here("/accounts?period=quarter")),
        ("cycles", here("/cycles?period=quarter")),
        ("connectors", here("/connectors?period=quarter")),
        ("connector", here(&format!("/connectors/{connector}?period=quarter"))),
    ]
    .map(|(page, path)| (format!("reports-{name}-{page}"), path))
    .to_vec()
}

fn of_account(name: &str, home: &str) -> Vec<(String, String)> {
    ["", "/use?period=quarter", "/cycles?period=quarter", "/methods?period=quarter", "/periods"]
        .map(|part| {
            let page = part.trim_start_matches('/').split('?').next().unwrap().to_owned();
            (format!("reports-{name}-account-{page}"), format!("{home}/reports{part}"))
        })
        .to_vec()
}

async fn check(browser: &crate::support::browser::Browser, pages: Vec<(String, String)>) {
    let pages: Vec<(&str, String)> = pages.iter().map(|(name, path)| (name.as_str(), path.clone())).collect();
    check_pages(browser, &pages).await;
}

#[actix_web::test]
async fn the_pages_of_reports_are_accessible_empty_and_full() {
    let world = World::start().await;
    let definition = json!({"name": "Harbour", "base_url": "https://harbour.example", "authentication": {"kind": "none"}, "methods": []});
    let connector = world.near().connector("harbour", definition).unwrap().to_string();
    let home = format!("/console/accounts/{}", world.root);
    let browser = staff_browser(&world).await;
    check(&browser, of_partner("empty", &connector)).await;
    check(&browser, of_account("empty", &home)).await;
    browser.close().await;
    write_past(&mut world.database.look(), 120, 3);
    world.app.clock.advance(chrono::Utc::now() - world.app.clock.now());
    let name = world.database.name().to_owned();
    berth(&name, &[], &["reconcile", "--repair"]).assert_code(0);
    let browser = staff_browser(&world).await;
    check(&browser, of_partner("full", &connector)).await;
    check(&browser, of_account("full", &home)).await;
    browser.close().await;
    let customer = signed_in(&world, "root.admin@customer.test").await;
    check(&customer, of_account("own", &format!("/a/{}", world.root))).await;
    customer.close().await;
}
