//! The pages of Account Connectors, seen from every side, and the way through them in a browser.

use super::{check_here, check_pages, signed_in, staff_browser};
use crate::support::World;
use crate::support::browser::Browser;
use serde_json::json;

/// A connector of the library with every sort of field; its id.
fn library(world: &World) -> String {
    let field = |key: &str, title: &str, secret: bool| json!({ "key": key, "title": title, "secret": secret, "required": secret });
    let definition = json!({
        "name": "Ledgerly", "base_url": "https://{office}.ledgerly.example",
        "authentication": { "kind": "custom", "fields": [field("shop", "Shop", false), field("pin", "PIN", true)] },
        "parameters": [{ "key": "office", "title": "Office", "hint": "As in the address, leeds for leeds.ledgerly.example.", "required": true },
                       { "key": "region", "title": "Region", "choices": ["eu", "us"], "default": "eu" }],
    });
    world.near().connector("ledgerly", definition).unwrap().to_string()
}

/// Adds one as a person does; answers the address of its page.
async fn add(browser: &Browser, here: &str, library: &str, name: &str) -> String {
    browser.goto(&format!("{here}/new?connector={library}")).await;
    browser.fill("#f-name", name).await;
    browser.fill("#f-parameter_office", "leeds").await;
    browser.click("form.page button.primary").await;
    browser.wait_until("added", "return /connectors\\/[0-9a-f-]{36}$/.test(location.pathname)").await;
    browser.path().await
}

async fn connect(browser: &Browser, page: &str) {
    browser.goto(&format!("{page}/connection")).await;
    browser.fill("#f-custom_shop", "Leeds 4").await;
    browser.fill("#f-custom_pin", "hunter-22").await;
    browser.click("form.page button.primary").await;
    browser
        .wait_until(
            "connected",
            "return document.querySelector('.page-title .badge')?.textContent.includes('Connected')",
        )
        .await;
}

fn pages(prefix: &'static str, here: &str, page: &str, library: &str) -> Vec<(&'static str, String)> {
    let names: [(&str, &str, String); 9] = [
        ("console-connectors", "view-connectors", here.to_owned()),
        ("console-connector-choose", "view-connector-choose", format!("{here}/new")),
        ("console-connector-new", "view-connector-new", format!("{here}/new?connector={library}")),
        ("console-connector", "view-connector", page.to_owned()),
        ("console-connector-edit", "view-connector-edit", format!("{page}/edit")),
        ("console-connector-connection", "view-connector-connection", format!("{page}/connection")),
        ("console-connector-disconnect", "view-connector-disconnect", format!("{page}/disconnection")),
        ("console-connector-sharing", "view-connector-sharing", format!("{page}/sharing")),
        ("console-connector-remove", "view-connector-remove", format!("{page}/removal")),
    ];
    names.into_iter().map(|(console, view, path)| (if prefix == "console" { console } else { view }, path)).collect()
}

#[actix_web::test]
async fn pages_of_account_connectors_are_accessible_in_the_console() {
    let world = World::start().await;
    let (browser, library) = (staff_browser(&world).await, library(&world));
    let here = format!("/console/accounts/{}/connectors", world.root);
    check_pages(&browser, &[("console-connectors-none", here.clone())]).await;
    let page = add(&browser, &here, &library, "Leeds").await;
    check_here(&browser, "console-connector-open").await;
    connect(&browser, &page).await;
    let of = page.rsplit('/').next().unwrap().parse().unwrap();
    let near = world.near();
    near.cycle_using(world.root, "New orders to the ledger", "active", world.root, of).unwrap();
    near.cycle_using(world.root, "Nightly stock", "paused", world.root, of).unwrap();
    near.cycle_using(world.branch, "Below", "active", world.root, of).unwrap();
    check_pages(&browser, &pages("console", &here, &page, &library)).await;
    check_pages(
        &browser,
        &[("console-connectors-inherited", here.replace(&world.root.to_string(), &world.branch.to_string()))],
    )
    .await;
    browser.close().await;
}

#[actix_web::test]
async fn pages_of_account_connectors_are_accessible_in_the_account_view() {
    let world = World::start().await;
    let (browser, library) = (signed_in(&world, "root.admin@customer.test").await, library(&world));
    let here = format!("/a/{}/connectors", world.root);
    let page = add(&browser, &here, &library, "Leeds").await;
    connect(&browser, &page).await;
    check_pages(&browser, &pages("view", &here, &page, &library)).await;
    browser.close().await;
    let browser = signed_in(&world, "branch.admin@customer.test").await;
    check_pages(&browser, &[("view-connectors-inherited", format!("/a/{}/connectors", world.branch))]).await;
    browser.close().await;
}

#[actix_web::test]
async fn somebody_without_a_sign_in_connects_by_a_link() {
    let world = World::start().await;
    let (browser, library) = (signed_in(&world, "root.admin@customer.test").await, library(&world));
    let page = add(&browser, &format!("/a/{}/connectors", world.root), &library, "Leeds").await;
    // Without the notice of what was done, which lies over the button for a moment.
    browser.goto(&page).await;
    browser.click("form[action$='/links'] button").await;
    browser.wait_until("the link", "return !!document.querySelector('#setup-link')").await;
    check_here(&browser, "view-connector-link").await;
    let link = browser.run("return new URL(document.querySelector('#setup-link').value).pathname").await;
    let link = link.as_str().unwrap().to_owned();
    let visitor = Browser::open(world.config.url.as_str()).await;
    check_pages(&visitor, &[("connect", link.clone()), ("connect-unknown", "/connect/none".to_owned())]).await;
    visitor.goto(&link).await;
    visitor.click("form button.primary").await;
    visitor.wait_until("refused", "return document.title.startsWith('Error:')").await;
    check_here(&visitor, "connect-refused").await;
    visitor.fill("#f-custom_pin", "hunter-22").await;
    visitor.click("form button.primary").await;
    visitor.wait_until("connected", "return document.querySelector('h1').textContent === 'Connected'").await;
    check_here(&visitor, "connect-done").await;
    visitor.close().await;
    browser.goto(&page).await;
    browser
        .wait_until(
            "connected",
            "return document.querySelector('.page-title .badge').textContent.includes('Connected')",
        )
        .await;
    browser.close().await;
}
