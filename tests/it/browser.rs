//! What only a real browser can show: that people can use the pages.

mod importing;
mod scoped;

use crate::support::World;
use crate::support::browser::{Browser, DESKTOP, Mode, PHONE};
use crate::support::world::PASSWORD;

/// Pages of each kind of person, checked at both widths and in both modes.
async fn check_pages(browser: &Browser, pages: &[(&str, String)]) {
    let mut faults = Vec::new();
    for (name, path) in pages {
        for (size, wide) in [(DESKTOP, "1280"), (PHONE, "390")] {
            browser.size(size).await;
            for mode in [Mode::Light, Mode::Dark] {
                browser.mode(mode).await;
                browser.goto(path).await;
                let at = format!("{name}-{wide}-{mode:?}").to_lowercase();
                browser.photograph(&at).await;
                faults.extend(browser.axe().await.into_iter().map(|f| format!("{at}: {f}")));
                if browser.scrolls_sideways().await {
                    faults.push(format!("{at}: the page scrolls sideways"));
                }
            }
        }
        browser.size((320, 640)).await;
        browser.goto(path).await;
        if browser.scrolls_sideways().await {
            faults.push(format!("{name}: scrolls sideways at 320 px"));
        }
    }
    faults.extend(browser.complaints().await);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[actix_web::test]
async fn pages_of_the_console_are_accessible_in_both_modes_and_widths() {
    let world = World::start().await;
    let browser = Browser::open(world.config.url.as_str()).await;
    browser.sign_in("ada.vance@northwind.test", PASSWORD).await;
    let account = |rest: &str| format!("/console/accounts/{}{rest}", world.root);
    check_pages(
        &browser,
        &[
            ("accounts", "/console/accounts".to_owned()),
            ("accounts-none-found", "/console/accounts?q=zzz".to_owned()),
            ("account-new", "/console/accounts/new".to_owned()),
            ("account", account("")),
            ("account-edit", account("/edit")),
            ("not-found", "/console/nothing".to_owned()),
        ],
    )
    .await;
    browser.close().await;
}

#[actix_web::test]
async fn the_pages_of_an_accounts_life_are_accessible() {
    let world = World::start().await;
    let browser = Browser::open(world.config.url.as_str()).await;
    browser.sign_in("ada.vance@northwind.test", PASSWORD).await;
    let account = |rest: &str| format!("/console/accounts/{}{rest}", world.root);
    check_pages(
        &browser,
        &[
            ("account-details", account("/details")),
            ("account-sub-accounts", account("/sub-accounts")),
            ("account-audit", account("/audit")),
            ("account-people", account("/people")),
            ("account-invite", account("/people/new")),
            ("account-move", account("/move")),
            ("account-suspension", account("/suspension")),
            ("account-deletion", account("/deletion")),
            ("recycle-bin", "/console/recycle-bin".to_owned()),
        ],
    )
    .await;
    browser.close().await;
}

#[actix_web::test]
async fn the_other_pages_of_the_console_are_accessible() {
    let world = World::start().await;
    let browser = Browser::open(world.config.url.as_str()).await;
    browser.sign_in("ada.vance@northwind.test", PASSWORD).await;
    check_pages(
        &browser,
        &[
            ("overview", "/console".to_owned()),
            ("audit", "/console/audit".to_owned()),
            ("search", "/console/search?q=leaf".to_owned()),
            ("people", "/console/people".to_owned()),
            ("invite", "/console/people/new".to_owned()),
            ("staff", "/console/staff".to_owned()),
            ("staff-new", "/console/staff/new".to_owned()),
            ("imports", "/console/imports".to_owned()),
            ("import-new", "/console/imports/new".to_owned()),
        ],
    )
    .await;
    browser.close().await;
}

#[actix_web::test]
async fn the_account_view_is_accessible() {
    let world = World::start().await;
    let browser = Browser::open(world.config.url.as_str()).await;
    browser.sign_in("root.admin@customer.test", PASSWORD).await;
    let here = |rest: &str| format!("/a/{}{rest}", world.root);
    check_pages(
        &browser,
        &[
            ("view-home", here("")),
            ("view-details", here("/details")),
            ("view-details-edit", here("/details/edit")),
            ("view-sub-accounts", here("/sub-accounts")),
            ("view-people", here("/people")),
            ("view-invite", here("/people/new")),
            ("view-audit", here("/audit")),
        ],
    )
    .await;
    browser.close().await;
}

/// The bar of bulk actions comes with the first choice, by keyboard too, and leads to a page that asks.
#[actix_web::test]
async fn chosen_accounts_are_suspended_through_the_bulk_bar() {
    let world = World::start().await;
    let browser = Browser::open(world.config.url.as_str()).await;
    browser.sign_in("ada.vance@northwind.test", PASSWORD).await;
    browser.goto("/console/accounts?q=leaf").await;
    let shown = "return getComputedStyle(document.querySelector('.bulk')).display !== 'none'";
    assert_eq!(browser.run(shown).await, serde_json::json!(false), "nothing is chosen");
    browser.find("#accounts tbody [data-select]").await.send_keys(" ").await.unwrap();
    browser.wait_until("the bar", shown).await;
    assert_eq!(browser.axe().await, Vec::<String>::new());
    browser.photograph("bulk-bar").await;
    browser.click(".bulk button[formaction='/console/bulk/suspension']").await;
    browser.wait_for_text("h1", "Suspend 1 account?").await;
    browser.find("[name=reason]").await;
    browser.photograph("bulk-suspension").await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.close().await;
}

#[actix_web::test]
async fn the_doorstep_is_accessible() {
    let world = World::start().await;
    let browser = Browser::open(world.config.url.as_str()).await;
    check_pages(
        &browser,
        &[
            ("sign-in", "/sign-in".to_owned()),
            ("sign-in-partner", "/sign-in/northwind".to_owned()),
            ("reset", "/reset?at=northwind".to_owned()),
            ("reset-sent", "/reset/sent".to_owned()),
            ("link-spent", "/link/none".to_owned()),
        ],
    )
    .await;
    browser.close().await;
}

#[actix_web::test]
async fn a_persons_own_pages_are_accessible() {
    let world = World::start().await;
    let browser = Browser::open(world.config.url.as_str()).await;
    browser.sign_in("root.admin@customer.test", PASSWORD).await;
    check_pages(
        &browser,
        &[
            ("profile", "/me".to_owned()),
            ("sessions", "/me/sessions".to_owned()),
            ("end-others", "/me/sessions/others/ending".to_owned()),
            ("password", "/me/password".to_owned()),
            ("confirm", "/me/confirm".to_owned()),
        ],
    )
    .await;
    browser.close().await;
}

#[actix_web::test]
async fn searching_narrows_the_list_and_the_address_without_a_new_page() {
    let world = World::start().await;
    let browser = Browser::open(world.config.url.as_str()).await;
    browser.sign_in("ada.vance@northwind.test", PASSWORD).await;
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

#[actix_web::test]
async fn an_account_is_made_without_script() {
    let world = World::start().await;
    let browser = Browser::open(world.config.url.as_str()).await;
    browser.sign_in("ada.vance@northwind.test", PASSWORD).await;
    browser.scripts(false).await;
    browser.goto("/console/accounts/new").await;
    browser.click("form.page button.primary").await;
    browser.find("#f-name-error").await;
    browser.fill("#f-name", "Made By Hand").await;
    browser.click("form.page button.primary").await;
    browser.wait_for_text("h1", "Made By Hand").await;
    browser.scripts(true).await;
    browser.close().await;
}
