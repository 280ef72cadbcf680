//! Two-step sign-in as a person meets it: set up by a key, recovery codes, and asked for after the password.

use super::{check_here, staff_browser};
use crate::support::World;
use crate::support::authenticator::Authenticator;
use crate::support::browser::Browser;
use crate::support::world::PASSWORD;

#[actix_web::test]
async fn two_step_sign_in_is_set_up_and_used() {
    let world = World::start().await;
    let browser = staff_browser(&world).await;
    browser.goto("/me/two-step").await;
    check_here(&browser, "two-step-off").await;
    browser.click("main form button.primary").await;
    browser.find("svg.qr").await;
    check_here(&browser, "two-step-setting-up").await;
    let key = browser.run("return document.getElementById('secret').value").await;
    let phone = Authenticator::with(key.as_str().unwrap());
    browser.fill("#f-code", "000000").await;
    browser.click("form.page button.primary").await;
    browser.find("#f-code-error").await;
    check_here(&browser, "two-step-refused").await;
    browser.fill("#f-code", &phone.next(&world)).await;
    browser.click("form.page button.primary").await;
    browser.find(".secret pre").await;
    check_here(&browser, "two-step-codes").await;
    browser.click("main a[href='/me/two-step']").await;
    browser.wait_for_path("/me/two-step").await;
    browser.find("a[href='/me/two-step/off']").await;
    check_here(&browser, "two-step-on").await;
    browser.goto("/me/two-step/off").await;
    check_here(&browser, "two-step-turn-off").await;
    browser.close().await;

    let browser = Browser::open(world.config.url.as_str()).await;
    browser.goto("/sign-in/northwind").await;
    browser.fill("#f-email", "ada.vance@northwind.test").await;
    browser.fill("#f-password", PASSWORD).await;
    browser.click("main button.primary").await;
    browser.wait_for_path("/second-step").await;
    browser.find("#f-code").await;
    check_here(&browser, "second-step").await;
    browser.fill("#f-code", "111111").await;
    browser.click("main button.primary").await;
    browser.find("#f-code-error").await;
    check_here(&browser, "second-step-refused").await;
    browser.fill("#f-code", &phone.next(&world)).await;
    browser.click("main button.primary").await;
    browser.wait_for_path("/console").await;
    browser.close().await;
}

#[actix_web::test]
async fn ways_in_are_set_and_lead_who_must_to_two_step_sign_in() {
    let world = World::start().await;
    let browser = staff_browser(&world).await;
    browser.goto("/console/settings/ways-in").await;
    check_here(&browser, "ways-in").await;
    browser.fill("#f-console_networks", "10.0.0.0/33").await;
    browser.click("form[action$='/networks'] button.primary").await;
    browser.find("#f-console_networks-error").await;
    check_here(&browser, "ways-in-refused").await;
    browser.goto("/console/settings/ways-in").await;
    browser.click("input[name=second_step][value=everybody]").await;
    browser.click("form[action$='/two-step'] button.primary").await;
    browser.wait_for_path("/me/two-step").await;
    browser.find("main form button.primary").await;
    check_here(&browser, "two-step-required").await;
    browser.close().await;
}
