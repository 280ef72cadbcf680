//! A customer's pages in a frame of the partner's product, on three sites, in a browser that keeps third-party cookies apart or none
//! at all (MODEL section 9; SECURITY section 2).

use super::{Browser, Mode, check_here, staff_browser};
use crate::embedding::frames::allow;
use crate::embedding::offered;
use crate::embedding::signed::add_key;
use crate::engine::{post, rows, world};
use crate::hosts::main_of;
use crate::oauth::registered;
use crate::support::World;
use crate::support::browser::Cookies;
use crate::support::oauth::Provider;
use crate::support::product::Product;
use crate::support::target::Target;
use serde_json::{Value, json};

const PUBLIC: &str = include_str!("../embedding/keys/ed25519.pub");

/// The partner's product, and the console under the partner's own name, which its customers' browsers know alone.
async fn product(world: &World) -> (Product, String) {
    let kid = add_key(world, "Web", PUBLIC).await;
    let console = main_of(&world.console().await, world, "integrations.localhost").await;
    let product = Product::start(&console, &kid, world.clock.clone());
    allow(world, &product.origin("shop")).await;
    (product, console)
}

/// What the host page heard, without what it heard before.
async fn heard(browser: &Browser, of: &str) -> Vec<Value> {
    let events = browser.run("return window.events").await;
    events.as_array().unwrap().iter().filter(|event| event["type"] == of).cloned().collect()
}

async fn host_hears(browser: &Browser, of: &str) {
    browser.wait_until(of, &format!("return window.events.some((event) => event.type === '{of}')")).await;
}

/// axe-core and width of what is in the frame, at the widths and modes that frames have.
async fn check_frame(browser: &Browser, name: &str) {
    let mut faults = Vec::new();
    for width in [320, 480, 1000] {
        browser.size((width + 16, 900)).await;
        for mode in [Mode::Light, Mode::Dark] {
            browser.mode(mode).await;
            let at = format!("{name} at {width} {mode:?}");
            faults.extend(browser.axe().await.into_iter().map(|fault| format!("{at}: {fault}")));
            if browser.scrolls_sideways().await {
                faults.push(format!("{at}: it scrolls sideways"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    browser.size(super::DESKTOP).await;
}

/// Signs in at the application in the window that has opened.
async fn allows_in_window(browser: &Browser, opener: fantoccini::wd::WindowHandle) {
    let end = std::time::Instant::now() + std::time::Duration::from_secs(20);
    let window = loop {
        let all = browser.client.windows().await.unwrap();
        if let Some(other) = all.into_iter().find(|other| *other != opener) {
            break other;
        }
        assert!(std::time::Instant::now() < end, "no window has opened");
        actix_web::rt::time::sleep(std::time::Duration::from_millis(50)).await;
    };
    browser.client.switch_to_window(window).await.unwrap();
    browser.wait_until("the application asks who it is", "return !!document.querySelector('input[name=login]')").await;
    browser.fill("input[name=login]", "ada").await;
    browser.fill("input[name=password]", "any").await;
    browser.click("button[type=submit]").await;
    browser
        .wait_until(
            "it asks what is allowed",
            "return !document.querySelector('input[name=login]') && !!document.querySelector('button[type=submit]')",
        )
        .await;
    browser.click("button[type=submit]").await;
    browser.client.switch_to_window(opener).await.unwrap();
}

async fn whole_way(cookies: Cookies) {
    let world = world().await;
    let (provider, target) = (Provider::start(&world), Target::start());
    registered(&world, provider.by_code(&target.url)).await;
    let flow = json!({"steps": [
            {"key": "hook", "name": "Hook", "kind": "webhook"},
            {"key": "get", "name": "Get orders", "kind": "action", "slot": "books", "method": "orders"}],
        "edges": [{"from": "hook", "to": "get"}], "slots": [{"key": "books", "connector": "ledgerly"}]});
    offered(&world, "Orders into the books", "crm", &flow).await;
    offered(&world, "Leads into the books", "crm", &flow).await;
    let (product, console) = product(&world).await;
    let browser = Browser::open_with(&product.origin("shop"), cookies, &console).await;
    browser.goto("/?account=corner&view=launch").await;
    let opener = browser.client.window().await.unwrap();
    host_hears(&browser, "embed:ready").await;
    browser.client.enter_frame(0).await.unwrap();
    browser.wait_for_text("h1", "Choose what to install").await;
    assert_eq!(browser.text("header.framed p").await, "The corner");
    check_frame(&browser, "launch").await;
    browser.click(".offers li:nth-child(2) a.primary").await;
    browser.wait_for_text("h1", "Install Orders into the books").await;
    check_frame(&browser, "connectors").await;
    browser.click("main .hint a").await;
    browser.wait_for_text("h1", "Add Ledgerly").await;
    browser.click("main form.page button.primary").await;
    browser.wait_until("it is added", "return !!document.querySelector('main a[href*=\"/connection\"]')").await;
    browser.click("main a[href*='/connection']").await;
    browser.wait_until("it asks to connect", "return !!document.querySelector('form[data-frame-window-of]')").await;
    check_frame(&browser, "connection").await;
    browser.click("form[data-frame-window-of] button.primary").await;
    allows_in_window(&browser, opener.clone()).await;
    browser.client.enter_frame(0).await.unwrap();
    // It goes on by itself, to where the installation was left.
    browser.wait_for_text("h1", "Install Orders into the books").await;
    assert_eq!(rows(&world, "state from account_connectors"), ["ready"]);
    browser.click("main form.page button.primary").await;
    browser.wait_until("the name is asked for", "return !!document.querySelector('#f-name')").await;
    browser.click("main form.page button.primary").await;
    browser.wait_until("all is shown", "return !!document.querySelector('[name=then][value=start]:checked')").await;
    check_frame(&browser, "review").await;
    browser.click("main form.page[method=post] button.primary").await;
    browser.wait_for_text(".page-title .badge", "Active").await;
    assert_eq!(rows(&world, "name, state from cycles"), ["Orders into the books|active"]);
    let hook = browser.find("#hook-hook").await.prop("value").await.unwrap().unwrap();
    assert!(hook.starts_with(&console), "{hook}");
    browser.client.enter_parent_frame().await.unwrap();
    assert_eq!(heard(&browser, "embed:installed").await.len(), 1);
    assert_eq!(heard(&browser, "embed:cycle").await[0]["state"], "started");
    assert_eq!(heard(&browser, "embed:connector").await[0]["state"], "connected");
    assert!(heard(&browser, "embed:error").await.is_empty());
    assert!(browser.run("return document.querySelector('iframe').offsetHeight > 200").await == json!(true));
    // What comes to its webhook flows.
    let path = &hook[hook.find("/hooks/").unwrap()..];
    post(&world, path, &[], &json!({"order": 7})).await;
    crate::engine::run(&world).await;
    assert_eq!(rows(&world, "count(*) from transactions"), ["1"]);
    browser.goto("/?account=corner&view=orbit").await;
    host_hears(&browser, "embed:ready").await;
    browser.client.enter_frame(0).await.unwrap();
    browser.wait_for_text("h1", "Your integrations").await;
    check_frame(&browser, "orbit").await;
    browser.click(".offers form button").await;
    browser.wait_for_text(".offers .badge", "Paused").await;
    assert_eq!(rows(&world, "state from cycles"), ["paused"]);
    browser.client.enter_parent_frame().await.unwrap();
    assert_eq!(heard(&browser, "embed:cycle").await[0]["state"], "paused");
    browser.close().await;
}

#[actix_web::test]
async fn a_customer_who_never_signed_up_works_in_a_frame_with_third_party_cookies_blocked() {
    whole_way(Cookies::NoThirdParty).await;
}

#[actix_web::test]
async fn a_customer_who_never_signed_up_works_in_a_frame_without_any_cookie() {
    whole_way(Cookies::NoneInFrames).await;
}

#[actix_web::test]
async fn another_site_shows_nothing_and_two_customers_in_one_browser_do_not_mix() {
    let world = world().await;
    let (product, console) = product(&world).await;
    let browser = Browser::open_with(&product.origin("other"), Cookies::NoThirdParty, &console).await;
    browser.goto("/?account=corner&view=orbit").await;
    host_hears(&browser, "embed:error").await;
    assert_eq!(heard(&browser, "embed:error").await[0]["code"], "not_shown");
    assert!(heard(&browser, "embed:ready").await.is_empty());
    browser.client.enter_frame(0).await.unwrap();
    assert_eq!(browser.count("header.framed").await, 0);
    browser.close().await;
    let browser = Browser::open_with(&product.origin("shop"), Cookies::NoThirdParty, &console).await;
    browser.goto("/?account=anna&account=bert&view=account").await;
    let both = "return new Set(window.events.filter((e) => e.type === 'embed:ready').map((e) => e.account)).size === 2";
    browser.wait_until("both are there", both).await;
    for _ in 0..2 {
        for (frame, name) in [(0, "The anna"), (1, "The bert")] {
            browser.client.enter_frame(frame).await.unwrap();
            browser.wait_for_text("header.framed p", name).await;
            browser.click(".top-nav li:nth-child(2) a").await;
            browser.wait_for_text("h1", "Cycles").await;
            assert_eq!(browser.text("header.framed p").await, name);
            if frame == 0 {
                check_frame(&browser, "account").await;
            }
            browser.client.enter_parent_frame().await.unwrap();
        }
    }
    browser.goto("/?account=corner&view=marketplace").await;
    host_hears(&browser, "embed:ready").await;
    browser.client.enter_frame(0).await.unwrap();
    browser.wait_until("there is a heading", "return !!document.querySelector('h1')").await;
    check_frame(&browser, "marketplace").await;
    browser.client.enter_parent_frame().await.unwrap();
    // So is the page of a refusal.
    let corner = rows(&world, "id from accounts where api_id = 'corner'").remove(0);
    let suspend = format!("/console/accounts/{corner}/suspension");
    world.console().await.post(&suspend, &[("reason", "unpaid")]).await.assert_status(303);
    browser.goto("/?account=corner&view=orbit").await;
    host_hears(&browser, "embed:error").await;
    assert_eq!(heard(&browser, "embed:error").await[0]["code"], "account_suspended");
    browser.client.enter_frame(0).await.unwrap();
    browser.wait_until("it says why", "return !!document.querySelector('[data-frame-error]')").await;
    check_frame(&browser, "suspended").await;
    browser.client.enter_parent_frame().await.unwrap();
    browser.goto("/?account=anna&account=bert&view=account").await;
    browser.wait_until("both are there", both).await;
    // A session that ended goes on with another token, without a reload: what is on the page stays.
    world.clock.advance(chrono::Duration::minutes(31));
    browser.client.enter_frame(0).await.unwrap();
    browser.run("window.kept = true").await;
    browser.click(".top-nav li:nth-child(1) a").await;
    browser
        .wait_until("it goes on", "return !document.querySelector('.top-nav li:nth-child(2) a[aria-current]')")
        .await;
    assert_eq!(browser.run("return window.kept === true").await, json!(true));
    browser.client.enter_parent_frame().await.unwrap();
    assert_eq!(heard(&browser, "embed:token-needed").await.len(), 1);
    // The mode that the host wants holds at once.
    browser.run("window.frames_of[0].setMode('dark')").await;
    browser.client.enter_frame(0).await.unwrap();
    browser.wait_until("it is dark", "return document.documentElement.dataset.theme === 'dark'").await;
    browser.close().await;
}

#[actix_web::test]
async fn staff_sets_frames_up_and_sees_a_real_one_in_the_self_check() {
    let world = world().await;
    let (product, console) = product(&world).await;
    let browser = Browser::open_with(&product.origin("shop"), Cookies::NoThirdParty, &console).await;
    browser.goto("/?account=corner&view=orbit").await;
    host_hears(&browser, "embed:ready").await;
    browser.close().await;
    let staff = staff_browser(&world).await;
    staff.goto("/console/embedding").await;
    check_here(&staff, "embedding").await;
    staff.goto("/console/embedding/keys/new").await;
    check_here(&staff, "embedding-key").await;
    staff.goto(&format!("/console/accounts/{}/embedding", world.branch)).await;
    check_here(&staff, "embedding-of-account").await;
    staff.goto("/console/embedding/check").await;
    staff.fill("#f-page", "https://elsewhere.example/page").await;
    staff.fill("#f-account", "branch").await;
    staff.click("main form.page button.primary").await;
    staff
        .wait_until("each rule is judged", "return document.querySelectorAll('main .plain-list li').length >= 5")
        .await;
    let rules = staff.text("main .plain-list").await;
    assert!(rules.contains("https://elsewhere.example is not in the list of all accounts."), "{rules}");
    check_here(&staff, "embedding-check").await;
    staff.click("main form[method=post] button").await;
    staff
        .wait_until(
            "the frame is there",
            "return document.querySelector('[data-check-said]')?.innerText.includes('embed:ready')",
        )
        .await;
    staff.client.enter_frame(0).await.unwrap();
    staff.wait_for_text("h1", "Your integrations").await;
    staff.client.enter_parent_frame().await.unwrap();
    staff.photograph("embedding-check-frame").await;
    let complaints = staff.complaints().await;
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    staff.close().await;
}
