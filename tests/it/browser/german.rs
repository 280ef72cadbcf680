//! German words are longer than English ones: every page holds them on the narrowest screen, and reads with a screen reader as the
//! English ones do (DESIGN sections 2 and 8).

use super::{Browser, signed_in};
use crate::isolation::fixtures::Fixtures;
use crate::isolation::{api, samples};
use crate::support::browser::{Mode, NARROWEST};
use crate::support::{Caller, World};
use berth::web::server;
use diesel::connection::SimpleConnection;

/// Every page that this caller gets, by the list of routes.
async fn look(browser: &Browser, caller: &Caller, places: &[&str], fixtures: &Fixtures) {
    browser.size(NARROWEST).await;
    browser.mode(Mode::Light).await;
    let (mut faults, mut pages) = (Vec::new(), 0);
    for line in server::table() {
        let english = line.path.starts_with("/dev/") || line.path.starts_with("/docs");
        if line.method != "GET" || !places.contains(&line.place) || api::is_call(&line) || english {
            continue;
        }
        let Some(sample) = samples::find(line.method, line.path).filter(|sample| !sample.ends_session) else {
            continue;
        };
        let path = fixtures.fill(sample.path);
        let answer = caller.get(&path).await;
        let is_page = answer.header("content-type").starts_with("text/html") && answer.body.contains("<html");
        if answer.status != 200 || !is_page {
            continue;
        }
        pages += 1;
        browser.goto(&path).await;
        if browser.scrolls_sideways().await {
            faults.push(format!("{path} scrolls sideways"));
            browser.photograph(&format!("german-wide-{pages}")).await;
        }
        // The rules of axe take most of the time, and most of them know no language.
        if pages % 5 == 0 {
            faults.extend(browser.axe().await.into_iter().map(|fault| format!("{path}: {fault}")));
            browser.photograph(&format!("german-{pages}")).await;
        }
        if browser.run("return document.documentElement.lang").await != "de" {
            faults.push(format!("{path} is not in German"));
        }
    }
    assert!(pages > 40, "{pages}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

async fn german() -> (World, Fixtures) {
    let world = World::start().await;
    let fixtures = Fixtures::make(&world).await;
    world.database.look().batch_execute("update people set language = 'de'").unwrap();
    (world, fixtures)
}

#[actix_web::test]
async fn every_page_of_the_console_fits_in_german() {
    let (world, fixtures) = german().await;
    let browser = super::staff_browser(&world).await;
    look(&browser, &world.console().await, &["partner", "self"], &fixtures).await;
    browser.close().await;
}

#[actix_web::test]
async fn every_page_of_an_account_fits_in_german() {
    let (world, fixtures) = german().await;
    let browser = signed_in(&world, "branch.admin@customer.test").await;
    look(&browser, &world.admin_of(world.branch).await, &["account"], &fixtures).await;
    browser.close().await;
}
