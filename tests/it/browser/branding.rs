//! Branding in a real browser: the page, what it previews while one types, and what customers then see.

use super::{check_here, check_pages, signed_in, staff_browser};
use crate::branding::{BRAND, PAGE, branded, save_at};
use crate::support::World;

#[actix_web::test]
async fn the_pages_of_a_brand_can_be_used_by_everybody_in_both_modes() {
    let world = branded().await;
    let console = world.console().await;
    save_at(&console, PAGE, &[("name", "Northwind Flows"), ("light_brand", "#facc15")]).await.assert_status(303);
    let browser = staff_browser(&world).await;
    let account = format!("/console/accounts/{}/branding", world.branch);
    let pages = [
        ("branding", PAGE.to_owned()),
        ("branding-sign-in-dark", format!("{PAGE}?view=sign-in&shade=dark")),
        ("branding-mail", format!("{PAGE}?view=mail")),
        ("branding-error", format!("{PAGE}?view=error")),
        ("branding-publication", format!("{PAGE}/publication")),
        ("branding-version", format!("{PAGE}/versions/1")),
        ("branding-account", account),
    ];
    check_pages(&browser, &pages).await;
    browser.close().await;
}

#[actix_web::test]
async fn the_preview_follows_what_is_typed_and_says_what_is_moved() {
    let world = World::start().await;
    let browser = staff_browser(&world).await;
    browser.goto(PAGE).await;
    browser.fill("#f-name", "Typed Name").await;
    browser
        .wait_until("the name", "return document.querySelector('.brand-preview').textContent.includes('Typed Name')")
        .await;
    browser.fill("#f-light_brand", "#facc15").await;
    browser
        .wait_until("the note", "return document.querySelector('.brand-notes').textContent.includes('Links of')")
        .await;
    let picked = "return document.querySelector('[data-colour-of=\"#f-light_brand\"]').value";
    assert_eq!(browser.run(picked).await, serde_json::json!("#facc15"), "the picker follows the field");
    // Another view keeps what was typed, though nothing is saved.
    browser.click("#brand-live nav a[href*='view=mail']").await;
    let mail = "return document.querySelector('.brand-preview').textContent.includes('Typed Name gave you access')";
    browser.wait_until("the mail", mail).await;
    let painted = "return getComputedStyle(document.querySelector('.brand-preview .btn.primary')).backgroundColor !== 'rgb(79, 70, 229)'";
    browser.wait_until("the brand's style", painted).await;
    check_here(&browser, "branding-typed").await;
    browser.close().await;
}

#[actix_web::test]
async fn what_customers_see_of_a_brand_reads_in_both_modes_at_every_width() {
    let world = World::start().await;
    let console = world.console().await;
    // Colours that nobody could read as they are: they are moved.
    let pale = BRAND.iter().copied().filter(|(key, _)| !key.contains("_brand"));
    let pale: Vec<_> =
        pale.chain([("light_brand", "#facc15"), ("light_page", "#fde68a"), ("dark_brand", "#312e81")]).collect();
    save_at(&console, PAGE, &pale).await.assert_status(303);
    crate::branding::publish(&console).await.assert_status(303);
    let browser = signed_in(&world, "branch.admin@customer.test").await;
    let home = format!("/a/{}", world.branch);
    let pages = [
        ("branded-home", home.clone()),
        ("branded-cycles", format!("{home}/cycles")),
        ("branded-people", format!("{home}/people")),
        ("branded-marketplace", format!("{home}/marketplace")),
        ("branded-orbit", format!("{home}/orbit")),
        ("branded-profile", "/me".to_owned()),
    ];
    check_pages(&browser, &pages).await;
    browser.goto("/a/none").await;
    check_here(&browser, "branded-error").await;
    browser.close().await;
    let visitor = crate::support::browser::Browser::open(world.config.url.as_str()).await;
    visitor.goto("/sign-in/northwind").await;
    check_here(&visitor, "branded-sign-in").await;
    visitor.close().await;
}
