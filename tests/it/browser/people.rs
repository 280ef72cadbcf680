//! Viewing an account as its people do, and signing in at a provider, as people meet them.

use super::{check_here, faults_here, staff_browser};
use crate::support::World;
use crate::support::browser::Browser;
use crate::support::oidc::{Provider, SETTINGS};
use chrono::Utc;

#[actix_web::test]
async fn an_account_is_viewed_as_its_people_do_and_left_again() {
    let world = World::start().await;
    let browser = staff_browser(&world).await;
    browser.goto(&format!("/console/accounts/{}", world.branch)).await;
    check_here(&browser, "account-with-view-as").await;
    browser.goto(&format!("/console/accounts/{}/view-as", world.branch)).await;
    check_here(&browser, "view-as-asked").await;
    browser.click("main form button.primary").await;
    browser.wait_for_path(&format!("/a/{}", world.branch)).await;
    let said = "return !!document.querySelector('.banner')?.innerText.startsWith('You are viewing Branch Office as its people do')";
    browser.wait_until("the banner", said).await;
    check_here(&browser, "view-as-home").await;
    browser.goto(&format!("/a/{}/cycles", world.branch)).await;
    check_here(&browser, "view-as-cycles").await;
    browser.goto(&format!("/a/{}/api", world.branch)).await;
    check_refusal(&browser, "view-as-refused").await;
    browser.goto(&format!("/a/{}", world.branch)).await;
    browser.click(".banner form button").await;
    browser.wait_for_path("/console/accounts/").await;
    browser.goto(&format!("/a/{}", world.branch)).await;
    check_refusal(&browser, "view-as-over").await;
    browser.goto("/console/audit").await;
    check_here(&browser, "view-as-audit").await;
    browser.close().await;
}

#[actix_web::test]
async fn somebody_signs_in_at_a_real_provider_in_a_real_browser() {
    let world = crate::engine::world().await;
    world.clock.advance(Utc::now() - world.clock.now());
    let provider = Provider::real(&world);
    let staff = staff_browser(&world).await;
    staff.goto(SETTINGS).await;
    check_here(&staff, "provider-empty").await;
    staff.fill("#f-issuer", "https://nobody.invalid").await;
    staff.fill("#f-client_id", "berth").await;
    staff.fill("#f-client_secret", "berth-s3cret").await;
    staff.fill("#f-label", "Acme SSO").await;
    staff.click("main button.primary").await;
    staff.find("#f-issuer-error").await;
    check_here(&staff, "provider-refused").await;
    staff.run("document.getElementById('f-issuer').value = ''").await;
    staff.fill("#f-issuer", &provider.url).await;
    staff.fill("#f-client_secret", "berth-s3cret").await;
    staff.click("main button.primary").await;
    staff.find("a[href$='/removal']").await;
    check_here(&staff, "provider-saved").await;
    staff.goto("/console/settings/ways-in").await;
    check_here(&staff, "ways-in-with-provider").await;
    staff.close().await;

    let browser = Browser::open(world.config.url.as_str()).await;
    browser.goto("/sign-in/northwind").await;
    check_here(&browser, "sign-in-with-provider").await;
    sign_in_there(&browser, "ada.vance").await;
    browser.wait_for_path("/console").await;
    browser.goto("/me").await;
    check_here(&browser, "profile-linked").await;
    browser.goto("/me/confirm?next=/console").await;
    check_here(&browser, "confirm-with-provider").await;
    browser.close().await;

    // Somebody whom the provider knows and the partner does not.
    let browser = Browser::open(world.config.url.as_str()).await;
    browser.goto("/sign-in/northwind").await;
    sign_in_there(&browser, "stranger").await;
    browser.wait_for_path("/oidc/callback").await;
    check_refusal(&browser, "not-let-in").await;
    browser.goto("/oidc/callback?state=none").await;
    check_refusal(&browser, "sign-in-unknown").await;
    browser.close().await;
}

/// The same of a page that says no, which the browser notes as a failure of that page.
async fn check_refusal(browser: &Browser, name: &str) {
    let faults = faults_here(browser, name).await;
    let faults: Vec<String> =
        faults.into_iter().filter(|fault| !fault.contains("responded with a status of 40")).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Follows the button, signs in with the provider's own pages and allows what is asked for.
async fn sign_in_there(browser: &Browser, login: &str) {
    browser.click("form[action='/oidc/northwind'] button").await;
    browser.fill("input[name=login]", login).await;
    browser.fill("input[name=password]", "any").await;
    browser.click("form button[type=submit]").await;
    browser.find("input[name=prompt][value=consent]").await;
    browser.click("form button[type=submit]").await;
    browser.wait_until("it is back", "return !document.querySelector('input[name=prompt]')").await;
    // The provider's own pages want a font from elsewhere.
    drop(browser.complaints().await);
}
