//! The pages of reports, empty and full, in the console and in an account's own view.

use super::{check_pages, signed_in, staff_browser};
use crate::reports::raw::write_past;
use crate::support::World;
use crate::support::command::berth;
use diesel::connection::SimpleConnection;
use serde_json::json;

fn of_partner(name: &str, connector: &str) -> Vec<(String, String)> {
    let here = |part: &str| format!("/console/reports{part}");
    [
        ("home", here("")),
        ("accounts", here("/accounts?period=quarter")),
        ("cycles", here("/cycles?period=quarter")),
        ("connectors", here("/connectors?period=quarter")),
        ("connector", here(&format!("/connectors/{connector}?period=quarter"))),
        ("saved", here("/saved")),
        ("save", here("/saved/new?report=accounts&period=week")),
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
    save_some(&world);
    check(&browser, of_partner("full", &connector)).await;
    check(&browser, of_account("full", &home)).await;
    browser.close().await;
    let customer = signed_in(&world, "root.admin@customer.test").await;
    let home = format!("/a/{}", world.root);
    check(&customer, of_account("own", &home)).await;
    let saved = ["/saved", "/saved/new?report=use"];
    let saved = saved.map(|part| {
        (format!("reports-own{}", part.split('?').next().unwrap().replace('/', "-")), format!("{home}/reports{part}"))
    });
    check(&customer, saved.to_vec()).await;
    customer.close().await;
}

/// One that is sent, one that is paused, one that has stopped.
fn save_some(world: &World) {
    let (partner, ada) = (world.near().partner, world.people.console);
    let row = |name: &str, state: &str| {
        let id = uuid::Uuid::now_v7();
        format!(
            "insert into saved_reports (partner_id, id, saved_by, saved_by_name, name, report, query, every, on_day, hour, timezone, paused,
                                        stopped, next_at, last_at, created_at)
             values ('{partner}', '{id}', '{ada}', 'Ada Vance', '{name}', 'accounts', 'period=week&tag=gold', 'weekly', 1, 8,
                     'Europe/London', {state}, now(), now());
             insert into saved_report_readers (partner_id, report_id, person_id) values ('{partner}', '{id}', '{ada}');"
        )
    };
    let made = row("Gold each week", "false, null, now() + interval '3 days'")
        + &row("Quiet for now", "true, null, null")
        + &row(
            "Of former days",
            "false, 'Bea Field cannot sign in any more. Resume it to have it sent in your name.', null",
        );
    world.database.look().batch_execute(&made).unwrap();
}
