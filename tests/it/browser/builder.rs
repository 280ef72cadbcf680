//! The builder in a real browser: its pages from every side, and a small flow that is drawn by clicking, with script and
//! without.

use super::{Browser, check_pages, staff_browser};
use crate::builder::{add, begun, send, shop};
use crate::engine::{post, run, world};
use crate::support::World;
use crate::support::world::PASSWORD;
use serde_json::json;
use std::time::{Duration, Instant};

/// A cycle with a step of many kinds, faults among them, that ran once.
async fn drawn(world: &World) -> String {
    let console = world.console().await;
    shop(world, "https://shop.example");
    let base = begun(&console, world, "webhook").await;
    let cycle = base.trim_end_matches("/build").to_owned();
    console.post(&format!("{cycle}/activation"), &[]).await.assert_status(303);
    let page = console.get(&cycle).await;
    let hook = page.attributes_of("input[readonly]", "value").remove(0);
    let hook = format!("/hooks/{}", hook.rsplit('/').next().unwrap());
    let body = json!({"customer": {"name": "Zofia Żak", "email": "zofia@example.com"}, "lines": [{"sku": "A-1", "count": 2}], "total": 120.5});
    post(world, &hook, &[], &body).await;
    run(world).await;
    console.post(&format!("{cycle}/stop"), &[("how", "now")]).await.assert_status(303);
    send(&console, &format!("{base}/steps/begin"), &[("name", "New order")]).await.assert_status(303);
    let decision = add(&console, &base, "begin:", &[("kind", "decision")]).await;
    let condition = [
        ("name", "Large order?"),
        ("l0-kind", "field"),
        ("l0-pick", "begin.total"),
        ("t0-test", "greater"),
        ("r0-kind", "json"),
        ("r0-text", "100"),
    ];
    send(&console, &decision, &condition).await.assert_status(303);
    let call = [("kind", "action"), ("connector", "corner"), ("call", "create_order")];
    let order = add(&console, &base, "decision:yes", &call).await;
    let mapping = [
        ("m0-kind", "field"),
        ("m0-pick", "begin.customer.name"),
        ("m1-kind", "expression"),
        ("m1-text", "trigger.lines|length"),
    ];
    send(&console, &order, &mapping).await.assert_status(303);
    add(&console, &base, "decision:no", &[("kind", "switch")]).await;
    add(&console, &base, "create_an_order:", &[("kind", "wait_all")]).await;
    send(
        &console,
        &format!("{base}/steps/switch"),
        &[("case0-value", "gold"), ("v-kind", "fixed"), ("way0", "wait_for_all")],
    )
    .await
    .assert_status(303);
    add(&console, &base, "switch:gold", &[("kind", "transform")]).await;
    add(&console, &base, "wait_for_all:", &[("kind", "http")]).await;
    add(&console, &base, "http_request:", &[("kind", "storage")]).await;
    add(&console, &base, "", &[("kind", "annotation")]).await;
    base
}

#[actix_web::test]
async fn the_builders_pages_are_accessible() {
    let world = world().await;
    let base = drawn(&world).await;
    let console = world.console().await;
    let fields = [("n0-key", "team"), ("n0-was", ""), ("n0-title", "Team"), ("n0-kind", "text")];
    send(&console, &format!("{base}/fields"), &fields).await.assert_status(303);
    let browser = staff_browser(&world).await;
    let at = |rest: &str| format!("{base}{rest}");
    check_pages(
        &browser,
        &[
            ("builder", at("")),
            ("builder-add", at("/add")),
            ("builder-add-application", at("/add?kind=action")),
            ("builder-add-method", at("/add?kind=action&connector=corner")),
            ("builder-step-call", at("/steps/create_an_order")),
            ("builder-step-decision", at("/steps/decision")),
            ("builder-step-switch", at("/steps/switch")),
            ("builder-step-webhook", at("/steps/begin")),
            ("builder-step-http", at("/steps/http_request")),
            ("builder-step-storage", at("/steps/storage")),
            ("builder-step-place", at("/steps/transform/place")),
            ("builder-step-removal", at("/steps/decision/removal")),
            ("builder-fields", at("/fields")),
            ("builder-connectors", at("/connectors")),
            ("builder-lookups", at("/lookups")),
            ("builder-json", at("/json")),
            ("builder-cycle", base.trim_end_matches("/build").to_owned()),
        ],
    )
    .await;
    let cycle = base.trim_end_matches("/build").to_owned();
    let empty = begun(&console, &world, "poll").await;
    let running = begun(&console, &world, "webhook").await;
    console.post(&format!("{}/activation", running.trim_end_matches("/build")), &[]).await.assert_status(303);
    check_pages(&browser, &[("builder-empty", empty), ("builder-locked", running)]).await;
    browser.close().await;
    // The same in the account's own frame.
    let own = cycle.replace("/console/accounts/", "/a/");
    let browser = super::signed_in(&world, "root.admin@customer.test").await;
    check_pages(&browser, &[("view-builder", format!("{own}/build"))]).await;
    browser.close().await;
}

/// A webhook, a decision and a transform with one row.
async fn draw(browser: &Browser, world: &World) {
    browser.goto(&format!("/console/accounts/{}/cycles/new", world.root)).await;
    browser.fill("#f-name", "Drawn by hand").await;
    browser.click("main form.page button.primary").await;
    browser.wait_for_text("h1", "Drawn by hand").await;
    browser.click(".step-list .way-add").await;
    browser.wait_for_text("h1", "Add a step").await;
    browser.click("button.kind[value=decision]").await;
    browser.wait_for_text("h1", "Decision").await;
    browser.fill("#f-name", "Large?").await;
    browser.find("[name=l0-kind]").await.select_by_value("expression").await.unwrap();
    browser.fill("[name=l0-text]", "trigger.total").await;
    browser.find("[name=t0-test]").await.select_by_value("greater").await.unwrap();
    browser.find("[name=r0-kind]").await.select_by_value("json").await.unwrap();
    browser.fill("[name=r0-text]", "100").await;
    browser.click(".stick-foot button.primary").await;
    browser.wait_for_text("h1", "Drawn by hand").await;
    browser.click(".step-list li:nth-child(2) .step-way .way-add").await;
    browser.wait_for_text("h1", "Add a step").await;
    browser.click("button.kind[value=transform]").await;
    browser.wait_for_text("h1", "Transform").await;
    browser.click("#table-m button[value='m+']").await;
    let end = Instant::now() + Duration::from_secs(20);
    while browser.count("[name=m1-target]").await == 0 {
        assert!(Instant::now() < end, "no second row came");
        actix_web::rt::time::sleep(Duration::from_millis(40)).await;
    }
    browser.fill("[name=m0-target]", "who").await;
    browser.find("[name=m0-kind]").await.select_by_value("expression").await.unwrap();
    browser.fill("[name=m0-text]", "trigger.name|upper").await;
    browser.fill("#f-sample", "{\"begin\": {\"name\": \"ada\"}}").await;
    browser.click("#try button[value=try]").await;
    browser.find(".tried.ok").await;
    assert!(browser.text(".tried").await.ends_with("\"ADA\""));
    browser.click(".stick-foot button.primary").await;
    browser.wait_for_text("h1", "Drawn by hand").await;
    assert_eq!(browser.count(".flow-picture a.node").await, 3);
    browser.wait_for_text(".step-list li:nth-child(3) .row-link", "Transform").await;
}

#[actix_web::test]
async fn a_flow_is_drawn_by_clicking() {
    let world = world().await;
    let browser = staff_browser(&world).await;
    draw(&browser, &world).await;
    // The menu of a step moves it, and its question opens in the dialog.
    browser.click("[popovertarget=step-menu-transform]").await;
    browser.click("#step-menu-transform a[href$='/removal']").await;
    browser.wait_for_text("#dialog h1", "Remove “Transform”?").await;
    browser.click("#dialog form button.danger").await;
    browser.wait_until("the step is gone", "return document.querySelectorAll('.step-list > li').length === 2").await;
    browser.close().await;
}

#[actix_web::test]
async fn a_flow_is_drawn_without_script() {
    let world = world().await;
    let browser = Browser::open(world.config.url.as_str()).await;
    browser.scripts(false).await;
    browser.sign_in("ada.vance@northwind.test", PASSWORD).await;
    browser.wait_for_text("h1", "Overview").await;
    draw(&browser, &world).await;
    browser.click(".flow-picture a.node[href$='/steps/decision']").await;
    browser.wait_for_text("h1", "Large?").await;
    browser.scripts(true).await;
    browser.close().await;
}

#[actix_web::test]
async fn what_was_typed_stays_when_a_step_is_tried_and_when_another_page_comes() {
    let world = world().await;
    let console = world.console().await;
    let base = begun(&console, &world, "webhook").await;
    let step = add(&console, &base, "begin:", &[("kind", "transform")]).await;
    let browser = staff_browser(&world).await;
    browser.goto(&step).await;
    browser.fill("#f-name", "Shape it").await;
    browser.fill("[name=m0-target]", "who").await;
    browser.find("[name=m0-kind]").await.select_by_value("expression").await.unwrap();
    browser.fill("[name=m0-text]", "trigger.name|upper").await;
    browser.fill("#f-sample", "{\"begin\": {\"name\": \"ada\"}}").await;
    browser.click("#press-try").await;
    browser.find(".tried.ok").await;
    let typed = "return document.querySelector('#f-name').value === 'Shape it' \
                 && document.querySelector('[name=m0-target]').value === 'who' \
                 && document.querySelector('[name=m0-text]').value === 'trigger.name|upper' \
                 && document.querySelector('#f-sample').value.includes('ada')";
    browser.wait_until("it is all there after the try", typed).await;
    // Meanwhile somebody starts the cycle: the answer is another page, which must not take its place.
    let cycle = base.trim_end_matches("/build").to_owned();
    console.post(&format!("{cycle}/activation"), &[]).await.assert_redirect(&cycle);
    browser.click("#press-try").await;
    browser
        .wait_until("it is said", "return !!document.querySelector('.toast, [role=status] .toast, #toasts > *')")
        .await;
    browser.wait_until("it is all there though another page came", typed).await;
    browser.close().await;
}

/// What a person points at is what the click hits: no bar lies over it.
#[actix_web::test]
async fn nothing_lies_over_the_buttons_of_a_step_and_the_tab_in_use_is_in_sight() {
    let world = world().await;
    let base = drawn(&world).await;
    let browser = staff_browser(&world).await;
    for size in [(1280, 800), (390, 844)] {
        browser.size(size).await;
        browser.goto(&format!("{base}/steps/create_an_order")).await;
        let hit = "return [...document.querySelectorAll('.step-form button:not(.sr-only):not([tabindex])')]\
                   .filter(b => b.checkVisibility()).every(b => { b.scrollIntoView({block: 'nearest'}); \
                   const r = b.getBoundingClientRect(), at = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2); \
                   return b.contains(at); })";
        browser.wait_until("each button is hit", hit).await;
        // What is picked goes to where one typed last.
        browser.find("[name=m1-kind]").await.select_by_value("expression").await.unwrap();
        browser.fill("[name=m1-text]", "1 + ").await;
        browser.click("[data-pick='begin.total']").await;
        browser
            .wait_until(
                "it was inserted",
                "return document.querySelector('[name=m1-text]').value === '1 + steps.begin.total'",
            )
            .await;
        browser.goto(&format!("{base}/json")).await;
        let seen = "const r = document.querySelector('main .tabs [aria-current]').getBoundingClientRect(); \
                    return r.left >= 0 && r.right <= innerWidth";
        browser.wait_until("the tab in use is in sight", seen).await;
    }
    browser.close().await;
}
