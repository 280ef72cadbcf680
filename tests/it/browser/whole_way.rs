//! The whole way of an integration by clicks alone (issue 3, Done when 1): an application's description is imported, a
//! template made and installed in two accounts and in a sub-account that uses its parent's connector, webhooks are
//! posted, and when the application breaks that is seen, mended and run again. Against a mock made from the very file
//! that is imported.

use super::{Browser, staff_browser};
use crate::engine::{post, run, world};
use crate::support::World;
use crate::support::mock::Mock;
use berth::ids::AccountId;
use serde_json::json;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/openapi/resend.yaml");
/// What the page is about.
const STATE: &str = ".page-title .badge";

/// Follows a link that opens in the dialog, and says yes there.
async fn agree(browser: &Browser, link: &str) {
    browser.click(link).await;
    browser.click("#dialog form button.primary").await;
}

async fn import(browser: &Browser, url: &str) {
    browser.goto("/console/connectors").await;
    browser.click("main a[href='/console/connectors/import']").await;
    browser.wait_for_text("h1", "Import a connector").await;
    browser.find("#f-file").await.send_keys(FILE).await.unwrap();
    browser.click("form:has(#f-file) button.primary").await;
    browser.wait_for_text(STATE, "Draft").await;
    browser.click(".page-head a[href$='/edit']").await;
    browser.fill("#f-base_url", url).await;
    browser.click("form.connector-head button.primary").await;
    browser.wait_for_text(STATE, "Draft").await;
    agree(browser, ".page-head a[href$='/promotion']").await;
    browser.wait_for_text(STATE, "Release 1 live").await;
}

/// "New order webhook, then send an e-mail through Resend".
async fn template(browser: &Browser) {
    browser.goto("/console/templates").await;
    browser.click("main a[href='/console/templates/new']").await;
    browser.fill("#f-name", "Mail for each order").await;
    browser.click("main form.page button.primary").await;
    browser.wait_for_path("/console/templates/").await;
    browser.wait_for_text("h1", "Mail for each order").await;
    draw(browser).await;
    agree(browser, ".page-head a[href$='/promotion']").await;
    browser.wait_for_text("h1", "Mail for each order").await;
}

/// Draws the flow of the draft.
async fn draw(browser: &Browser) {
    browser.click(".page-head a[href$='/releases/1']").await;
    browser.click(".page-head a[href$='/build']").await;
    // A new template begins with a webhook.
    browser.click(".step-list li:first-child .row-link").await;
    browser.fill(".step-form #f-name", "New order").await;
    save(browser).await;
    browser.click(".step-list .way-add").await;
    browser.click("button.kind[value=action]").await;
    browser.click("a.kind[href*='connector=resend']").await;
    browser.click("button.method-row[value=emails_send]").await;
    browser.wait_for_text("h1", "Send an email").await;
    browser.wait_until("all fields", "return !!document.querySelector(\"[name$='-target'][value='body.html']\")").await;
    map(browser, "body.from", "fixed", "orders@northwind.test").await;
    map(browser, "body.to", "expression", "trigger.email").await;
    map(browser, "body.subject", "expression", "'Order ' ~ trigger.number").await;
    map(browser, "body.html", "fixed", "<p>Thank you.</p>").await;
    browser.run("document.querySelector('[name=on_error][value=stop_transaction]').click()").await;
    save(browser).await;
    assert_eq!(browser.count(".step-list > li").await, 2);
    browser.click(".page-head a[href$='/releases/1']").await;
    browser.wait_for_text(STATE, "Draft").await;
}

async fn save(browser: &Browser) {
    browser.click(".stick-foot button.primary").await;
    browser.wait_until("the list of steps", "return !!document.querySelector('.step-list')").await;
}

/// Says where the value of a field comes from.
async fn map(browser: &Browser, target: &str, kind: &str, text: &str) {
    let row = format!("return document.querySelector(\"[name$='-target'][value='{target}']\").name.split('-')[0]");
    let row = browser.run(&row).await.as_str().expect("a row").to_owned();
    // Optional fields are folded away.
    browser.run("document.querySelectorAll('details.folded').forEach(one => one.open = true)").await;
    browser.find(&format!("[name={row}-kind]")).await.select_by_value(kind).await.unwrap();
    browser.fill(&format!("[name={row}-text]"), text).await;
}

async fn add_connector(browser: &Browser, account: AccountId, token: &str) {
    browser.goto(&format!("/console/accounts/{account}/connectors")).await;
    browser.click("main a[href*='/connectors/new']").await;
    browser.click("main tbody a[href*='connector=']").await;
    browser.wait_for_text("h1", "Add Resend").await;
    browser.fill("#f-name", "Resend").await;
    browser.click("main form.page button.primary").await;
    browser.click("main a[href$='/connection']").await;
    browser.fill("#f-token", token).await;
    browser.click("main form.page button.primary").await;
    browser.wait_for_text(STATE, "Connected").await;
}

/// Goes through the screens; the only connector there is is chosen already. Answers the path of the webhook.
async fn install(browser: &Browser, account: AccountId) -> String {
    browser.goto(&format!("/console/accounts/{account}/templates")).await;
    browser.click("main tbody a[href*='template=']").await;
    browser
        .wait_until("the connector is chosen", "return !!(document.querySelector('#f-slot_resend') || {}).value")
        .await;
    browser.click("main form.page button.primary").await;
    browser.wait_until("the name is asked for", "return !!document.querySelector('#f-name')").await;
    browser.click("main form.page button.primary").await;
    browser.click("main form[method=post] input[name=then][value=start]").await;
    browser.click("main form.page[method=post] button.primary").await;
    browser.wait_for_text(STATE, "Active").await;
    let address = browser.find("input[id^=hook-]").await.prop("value").await.unwrap().unwrap();
    address[address.find("/hooks/").unwrap()..].to_owned()
}

async fn order(world: &World, hook: &str, number: u32) {
    let order = json!({"email": format!("buyer{number}@shop.test"), "number": number});
    assert_eq!(post(world, hook, &[], &order).await.0, 202);
    run(world).await;
}

#[actix_web::test]
async fn an_integration_is_made_installed_broken_and_mended_by_clicks() {
    let (world, mock) = (world().await, Mock::of("resend.yaml"));
    let browser = staff_browser(&world).await;
    import(&browser, &mock.url).await;
    template(&browser).await;
    add_connector(&browser, world.root, "re_root").await;
    add_connector(&browser, world.sibling, "re_sibling").await;
    let mut hooks = Vec::new();
    for account in [world.root, world.sibling, world.branch] {
        hooks.push(install(&browser, account).await);
    }
    for (no, hook) in hooks.iter().enumerate() {
        order(&world, hook, 100 + u32::try_from(no).unwrap()).await;
    }
    let tokens: Vec<String> =
        mock.heard("POST /emails").iter().map(|mail| mail.header("authorization").to_owned()).collect();
    assert_eq!(tokens, ["Bearer re_root", "Bearer re_sibling", "Bearer re_root"], "the branch uses its parent's");
    for account in [world.root, world.sibling, world.branch] {
        browser.goto(&format!("/console/accounts/{account}/transactions")).await;
        browser.wait_for_text("tbody .badge", "Done").await;
        assert_eq!(browser.count("tbody tr").await, 1);
    }
    // It breaks: the incident is seen, and the transaction behind it.
    mock.breaks(500);
    order(&world, &hooks[2], 200).await;
    browser.click("main a[href$='/incidents']").await;
    browser
        .wait_until("the incident", "return document.querySelector('main').innerText.includes('answered 500')")
        .await;
    browser.click("main a[href$='/transactions']").await;
    browser.wait_for_text("tbody tr:first-child .badge", "Failed").await;
    browser.click("tbody tr:first-child .row-link").await;
    browser.wait_for_text(STATE, "Failed").await;
    // It is mended and run again from the step that failed.
    mock.mends();
    agree(&browser, ".page-head a[href$='/retry']").await;
    browser.wait_for_text(STATE, "Queued").await;
    run(&world).await;
    browser.client.refresh().await.unwrap();
    browser.wait_for_text(STATE, "Done").await;
    let last = mock.heard("POST /emails").pop().unwrap();
    assert_eq!((&last.body["to"], &last.body["subject"]), (&json!("buyer200@shop.test"), &json!("Order 200")));
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.close().await;
}
