//! Host names of partners in a real browser, which finds `*.localhost` by itself.

use super::{check_pages, staff_browser};
use crate::hosts::{at, main_of};
use crate::support::World;
use crate::support::browser::Browser;
use crate::support::world::PASSWORD;

#[actix_web::test]
async fn two_partners_names_in_one_browser_are_two_places() {
    let world = World::start().await;
    main_of(&world.console().await, &world, "north.localhost").await;
    main_of(&world.foreign_console().await, &world, "contoso.localhost").await;
    let (north, contoso) = (at(&world, "north.localhost"), at(&world, "contoso.localhost"));
    let browser = Browser::open(&north).await;
    browser.sign_in("branch.admin@customer.test", PASSWORD).await;
    browser.wait_for_path("/a/").await;
    assert!(browser.text("main").await.contains("Branch Office"));
    // The other partner's customer signs in beside it: each name has a session of its own.
    browser.client.goto(&format!("{contoso}/")).await.unwrap();
    assert!(browser.text("h1").await.contains("Contoso Freight"), "{}", browser.text("main").await);
    browser.fill("#f-email", "other.admin@customer.test").await;
    browser.fill("#f-password", PASSWORD).await;
    browser.click("form[action='/sign-in'] button.primary").await;
    browser.wait_for_path(&format!("{contoso}/a/")).await;
    assert!(browser.text("main").await.contains("Other Customer"));
    browser.goto("/a").await;
    browser.wait_for_path("/a/").await;
    assert!(browser.text("main").await.contains("Branch Office"), "still the first one's");
    // Signed out of one, the other stays.
    browser.client.goto(&format!("{contoso}/sign-in/northwind")).await.unwrap();
    assert_eq!(browser.text("h1").await, "Page not found");
    browser.client.goto(&format!("http://stranger.localhost:{}/", world.config.url.port().unwrap())).await.unwrap();
    let text = browser.text("body").await;
    assert!(text.starts_with("There is nothing at this address"), "{text}");
    browser.close().await;
}

#[actix_web::test]
async fn names_are_listed_on_a_page_that_anybody_can_use() {
    let world = World::start().await;
    let console = world.console().await;
    main_of(&console, &world, "north.localhost").await;
    for host in ["integrations.acme.test", "a-rather-long-name-for-integrations.of-a-department.northwind-apps.example"]
    {
        console.post("/console/settings/hosts", &[("host", host)]).await.assert_status(303);
    }
    let browser = staff_browser(&world).await;
    let removal = console.get("/console/settings/hosts").await.attributes_of("main a[href$=removal]", "href").remove(0);
    check_pages(&browser, &[("hosts", "/console/settings/hosts".to_owned()), ("host-removal", removal)]).await;
    browser.goto("/console/settings/hosts").await;
    browser.fill("#f-host", "https://acme.test").await;
    browser.click("form[action='/console/settings/hosts'] button.primary").await;
    browser.wait_for_text("#f-host-error", "Error:\nEnter the name alone, without https://, a port or a path.").await;
    browser.close().await;
}
