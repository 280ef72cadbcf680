//! The pages about running integrations in both views, seen from every side; and an account user's way through them.

use super::{check_pages, signed_in, staff_browser};
use crate::engine::{post, run, world};
use crate::support::World;
use crate::support::target::Target;
use crate::templates::{connector, live, sending, version};
use serde_json::json;

/// Where pages of an account stand in one of the views.
struct Places {
    home: String,
    template: String,
    failed: String,
    running: String,
    paused: uuid::Uuid,
    asking: uuid::Uuid,
}

/// An account with everything that these pages can show.
async fn filled(world: &World, target: &Target) -> Places {
    let console = world.console().await;
    let library = connector(world, "shop", &target.url);
    world.near().connected(&world.app.app, world.root, library, "Head office shop", "t0ken").unwrap();
    let flow = crate::engine::three_steps(target);
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Orders to the shop", flow).unwrap();
    target.says(404, &[], json!({"error": "no such order"}));
    let (_, failed) = post(world, &hooks[0].1, &[], &json!({"customer": "Zofia Żak", "total": 12.5})).await;
    run(world).await;
    let (_, running) = post(world, &hooks[0].1, &[], &json!({"customer": "Ana", "total": 3})).await;
    let asking = json!({
        "steps": [{"key": "begin", "name": "Every morning", "kind": "start"}],
        "slots": [{"key": "shop", "connector": "shop"}],
        "fields": [{"key": "days", "title": "Days to pay", "kind": "integer", "required": true, "hint": "After the invoice"},
                   {"key": "mood", "title": "Mood", "default": "calm", "choices": ["calm", "eager"]}]});
    let asking = world.near().paused_cycle(&world.app.app, world.root, "Payment reminders", asking).unwrap();
    let paused = world.near().paused_cycle(&world.app.app, world.root, "Orders, by hand", sending("shop")).unwrap();
    let mut flow = sending("shop");
    flow["fields"] = json!([{"key": "team", "title": "Team", "required": true, "default": "Blue"}]);
    let page = live(&console, "New orders into the shop", &flow).await;
    let seen = version(&console, &format!("{page}/edit")).await;
    let form = [
        ("name", "New orders into the shop"),
        ("description", "Sends each new order on."),
        ("published", "1"),
        ("version", seen.as_str()),
    ];
    console.post(&format!("{page}/edit"), &form).await.assert_status(303);
    let id = |answer: &serde_json::Value| answer["TransactionId"].as_str().unwrap().to_owned();
    Places {
        home: String::new(),
        template: page.rsplit('/').next().unwrap().to_owned(),
        failed: id(&failed),
        running: id(&running),
        paused,
        asking,
    }
}

impl Places {
    /// The pages that both views have.
    fn pages(&self, view: &'static str) -> Vec<(String, String)> {
        let here = |rest: String| format!("{}/{rest}", self.home);
        let (paused, asking, template) = (self.paused, self.asking, &self.template);
        let install = |more: &str| here(format!("install?template={template}{more}"));
        [
            ("cycles", here("cycles".to_owned())),
            ("cycle-by-hand", here(format!("cycles/{paused}"))),
            ("cycle-asking", here(format!("cycles/{asking}"))),
            ("cycle-inputs", here(format!("cycles/{asking}/inputs"))),
            ("cycle-schedule", here(format!("cycles/{asking}/schedule"))),
            ("cycle-connectors", here(format!("cycles/{asking}/connectors"))),
            ("cycle-once", here(format!("cycles/{paused}/once"))),
            ("transactions", here("transactions".to_owned())),
            ("transactions-failed", here("transactions?status=failed".to_owned())),
            ("transaction-failed", here(format!("transactions/{}", self.failed))),
            ("transaction-running", here(format!("transactions/{}", self.running))),
            ("transaction-retry", here(format!("transactions/{}/retry", self.failed))),
            ("incidents", here("incidents".to_owned())),
            ("incidents-resolved", here("incidents?show=resolved".to_owned())),
            ("templates", here("templates".to_owned())),
            ("install", install("")),
            ("install-settings", install("&slot_shop=&step=settings")),
            ("install-review", install("&slot_shop=&name=Orders&step=review")),
        ]
        .into_iter()
        .map(|(name, path)| (format!("{view}-{name}"), path))
        .collect()
    }
}

async fn check(browser: &super::Browser, pages: &[(String, String)]) {
    let pages: Vec<(&str, String)> = pages.iter().map(|(name, path)| (name.as_str(), path.clone())).collect();
    check_pages(browser, &pages).await;
}

#[actix_web::test]
async fn running_integrations_are_accessible_in_the_account_view() {
    let (world, target) = (world().await, Target::start());
    let places = Places { home: format!("/a/{}", world.root), ..filled(&world, &target).await };
    let browser = signed_in(&world, "root.admin@customer.test").await;
    let mut pages = places.pages("view");
    pages.push(("view-home-running".to_owned(), places.home.clone()));
    check(&browser, &pages).await;
    browser.close().await;
}

#[actix_web::test]
async fn running_integrations_are_accessible_in_the_console() {
    let (world, target) = (world().await, Target::start());
    let places = Places { home: format!("/console/accounts/{}", world.root), ..filled(&world, &target).await };
    let browser = staff_browser(&world).await;
    let mut pages = places.pages("console");
    let template = |rest: &str| format!("/console/templates/{}{rest}", places.template);
    let own = [
        ("console-library", "/console/templates".to_owned()),
        ("console-template", template("")),
        ("console-template-edit", template("/edit")),
        ("console-template-release", template("/releases/1")),
        ("console-template-install", template("/install")),
        ("console-as-template", format!("{}/cycles/{}/template", places.home, places.paused)),
    ];
    pages.extend(own.map(|(name, path)| (name.to_owned(), path)));
    check(&browser, &pages).await;
    browser.close().await;
}

#[actix_web::test]
async fn an_account_user_starts_a_cycle_and_runs_a_failed_transaction_again() {
    let (world, target) = (world().await, Target::start());
    let flow = crate::engine::three_steps(&target);
    let (cycle, hooks) = world.near().cycle(&world.app.app, world.root, "Orders to the shop", flow).unwrap();
    world.near().stop_cycle(world.root, cycle).unwrap();
    let browser = signed_in(&world, "root.admin@customer.test").await;
    browser.wait_for_path(&format!("/a/{}", world.root)).await;
    browser.click("nav.top-nav a[href$='/cycles']").await;
    browser.wait_for_path(&format!("/a/{}/cycles", world.root)).await;
    browser.click("tbody a.row-link").await;
    browser.wait_for_text(".page-title .badge", "Paused").await;
    browser.click("form[action$='/activation'] button").await;
    browser.wait_for_text(".page-title .badge", "Active").await;
    target.says(404, &[], json!({"error": "no such order"}));
    post(&world, &hooks[0].1, &[], &json!({"customer": "Zofia", "total": 12.5})).await;
    run(&world).await;
    browser.click("nav.top-nav a[href$='/transactions']").await;
    browser.wait_for_text("#transactions tbody .badge", "Failed").await;
    browser.click("tbody a.row-link").await;
    browser.wait_for_text(".page-title .badge", "Failed").await;
    browser.click("a[href$='/retry']").await;
    browser.wait_for_text("#dialog h1", "Run this transaction again?").await;
    browser.click("#dialog button.primary").await;
    browser.wait_for_text(".page-title .badge", "Queued").await;
    // The page is live: nobody reloads it.
    run(&world).await;
    browser.wait_for_text(".page-title .badge", "Done").await;
    browser.close().await;
}
