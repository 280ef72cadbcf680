//! A customer who never signed up opens what the partner's program was answered, and installs a template.

use super::{Browser, check_here, faults_here};
use crate::embedding::{asked, by_webhook, offered};
use crate::engine::rows;
use crate::support::World;
use serde_json::json;

#[actix_web::test]
async fn a_customer_who_never_signed_up_installs_a_template_from_a_launch_address() {
    let world = World::start().await;
    let program = world.program().await;
    offered(&world, "Contacts into the shop", "crm", &by_webhook()).await;
    offered(&world, "Leads into the shop", "crm", &by_webhook()).await;
    let body =
        json!({"AccountId": "shop-9", "AccountName": "Ninth shop", "Username": "jo", "DisplayDescriptions": true});
    let launch = asked(&program, "/v1.0/users/launch", body.clone()).await;
    let browser = Browser::open(world.config.url.as_str()).await;
    browser.goto(&launch).await;
    browser.wait_for_text("h1", "Choose what to install").await;
    check_here(&browser, "launch").await;
    assert!(!browser.path().await.contains("token="));
    browser.click(".offers li:first-child a.primary").await;
    browser.wait_until("the name is asked for", "return !!document.querySelector('#f-name')").await;
    browser.click("main form.page button.primary").await;
    browser.wait_until("all is shown", "return !!document.querySelector('[name=then][value=start]:checked')").await;
    browser.click("main form.page[method=post] button.primary").await;
    browser.wait_for_text(".page-title .badge", "Active").await;
    assert_eq!(rows(&world, "name, state from cycles"), ["Contacts into the shop|active"]);
    let orbit = asked(&program, "/v1.0/accounts/shop-9/orbit", json!({"Username": "jo"})).await;
    browser.goto(&orbit).await;
    browser.wait_for_text("h1", "Your integrations").await;
    check_here(&browser, "orbit").await;
    browser.click(".offers form button").await;
    browser.wait_for_text(".offers .badge", "Paused").await;
    let market = asked(&program, "/v1.0/users/marketplace", body.clone()).await;
    browser.goto(&market).await;
    browser.wait_for_text("h1", "Marketplace").await;
    check_here(&browser, "marketplace").await;
    // Without script a button does it; used twice it says what to do.
    browser.scripts(false).await;
    let launch = asked(&program, "/v1.0/users/launch", body).await;
    browser.goto(&launch).await;
    browser.wait_for_text("h1", "Ninth shop").await;
    browser.click("main form button.primary").await;
    browser.wait_for_text("h1", "Choose what to install").await;
    browser.goto(&launch).await;
    browser.wait_for_text("h1", "This link cannot be used any more").await;
    browser.scripts(true).await;
    browser.goto(&launch).await;
    let faults: Vec<String> = faults_here(&browser, "spent").await.into_iter().filter(|f| !f.contains("410")).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    browser.close().await;
}
