//! The address is the state: filtering changes it, and going back and forward shows what was there (DESIGN section 1).

use super::staff_browser;
use crate::support::World;
use crate::support::browser::Browser;

#[actix_web::test]
async fn searching_narrows_the_list_and_the_address_without_a_new_page() {
    let world = World::start().await;
    let browser = staff_browser(&world).await;
    browser.goto("/console/accounts").await;
    browser.run("window.same = true").await;
    browser.fill("#filter-q", "leaf").await;
    browser.wait_until("one row", "return document.querySelectorAll('#accounts tbody tr').length === 1").await;
    assert_eq!(browser.text("#accounts tbody th a").await, "Leaf Shop");
    browser.wait_until("the address", "return location.search === '?q=leaf'").await;
    assert_eq!(browser.run("return window.same").await, serde_json::json!(true), "the page was not left");
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    // A reload shows the same: the address is the state.
    browser.client.refresh().await.unwrap();
    assert_eq!(browser.text("#accounts tbody th a").await, "Leaf Shop");
    browser.close().await;
}

/// After filtering, Back and Forward show the right list under the right address, with the filter set as it was.
#[actix_web::test]
async fn back_and_forward_show_the_list_that_was_filtered() {
    let world = World::start().await;
    let browser = staff_browser(&world).await;
    browser.goto("/console/accounts").await;
    shows(&browser, "", 5, "").await;
    browser.find("#filter-state").await.select_by_value("suspended").await.unwrap();
    shows(&browser, "?state=suspended", 1, "suspended").await;
    browser.find("#filter-state").await.select_by_value("active").await.unwrap();
    shows(&browser, "?state=active", 4, "active").await;
    // A page opened from the list comes back to the list as it was.
    browser.click("#accounts tbody th a").await;
    browser.wait_for_text("h1", "Branch Office").await;
    browser.client.back().await.unwrap();
    shows(&browser, "?state=active", 4, "active").await;
    browser.client.back().await.unwrap();
    shows(&browser, "?state=suspended", 1, "suspended").await;
    assert_eq!(browser.text("#accounts tbody th a").await, "Stopped Works");
    browser.client.back().await.unwrap();
    shows(&browser, "", 5, "").await;
    browser.client.forward().await.unwrap();
    shows(&browser, "?state=suspended", 1, "suspended").await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.close().await;
}

/// Waits for the address, for so many rows, and for the filter's choice.
async fn shows(browser: &Browser, query: &str, rows: usize, state: &str) {
    let condition = format!(
        "return location.pathname === '/console/accounts' && location.search === '{query}' \
         && document.querySelectorAll('#accounts tbody tr').length === {rows} \
         && document.querySelector('#filter-state').value === '{state}'"
    );
    browser.wait_until(&format!("{rows} rows at {query:?} with state {state:?}"), &condition).await;
}
