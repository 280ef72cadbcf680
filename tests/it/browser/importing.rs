//! A customer list is imported by somebody who clicks.

use crate::support::World;
use crate::support::browser::Browser;
use crate::support::customers::customers;
use crate::support::world::PASSWORD;
use fantoccini::Locator;
use std::time::Duration;

/// Uploads a list and goes on to the checked import; answers with the tiles' figures by their words.
async fn upload_and_check(browser: &Browser, file: &std::path::Path) -> Vec<String> {
    browser.goto("/console/imports/new").await;
    let chooser = browser.find("input[type=file]").await;
    chooser.send_keys(file.to_str().unwrap()).await.unwrap();
    browser.click("form.page button.primary").await;
    browser.wait_at_most("the columns", "return location.pathname.endsWith('/columns')", Duration::from_secs(60)).await;
    browser.click("main form button.primary").await;
    browser
        .wait_at_most("the check", "return !!document.querySelector('.tiles') && !document.querySelector('main progress, main [role=progressbar]')", Duration::from_secs(90))
        .await;
    let mut figures = Vec::new();
    for figure in browser.client.find_all(Locator::Css(".tiles .figure")).await.unwrap() {
        figures.push(figure.text().await.unwrap().chars().filter(char::is_ascii_digit).collect());
    }
    figures
}

/// Done when 2: 10,000 customers with 200 faulty rows; again changes nothing.
#[actix_web::test]
async fn ten_thousand_customers_are_imported_by_clicking() {
    let world = World::start().await.with_background();
    let list = customers(10_000, 200);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("customers.csv");
    std::fs::write(&file, &list.csv).unwrap();
    let browser = Browser::open(world.config.url.as_str()).await;
    browser.sign_in("ada.vance@northwind.test", PASSWORD).await;

    assert_eq!(upload_and_check(&browser, &file).await, ["9800", "0", "0", "200"]);
    browser.photograph("import-checked").await;
    assert_eq!(browser.axe().await, Vec::<String>::new());
    // The faulty rows are reported by line.
    let here = browser.path().await;
    browser.goto(&format!("{here}?outcome=faulty")).await;
    let (line, words) = &list.faults[0];
    assert_eq!(browser.text("tbody tr:first-child td.num").await, line.to_string());
    let said = browser.text("tbody tr:first-child td.wrap").await;
    assert!(said.contains(words), "{said}");
    browser.photograph("import-faulty").await;

    // Apply opens as a dialog; its button says what it does.
    browser.goto(&here).await;
    browser.click("a[href$='/application/new']").await;
    browser.wait_until("the dialog", "return document.querySelector('#dialog').open").await;
    browser.photograph("import-apply-dialog").await;
    browser.click("#dialog form[action$='/application'] button.primary").await;
    let applied = "return document.body.innerText.includes('See the accounts')";
    browser.wait_at_most("applied", applied, Duration::from_secs(120)).await;
    browser.photograph("import-applied").await;
    browser.goto("/console/accounts").await;
    let figures = browser.text(".count").await;
    browser.photograph("accounts-many").await;

    // The same file again: everything is as it should be already.
    assert_eq!(upload_and_check(&browser, &file).await, ["0", "0", "9800", "200"]);
    browser.goto("/console/accounts").await;
    assert_eq!(browser.text(".count").await, figures);
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.close().await;
    world.app.stop().await;
}
