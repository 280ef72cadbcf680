//! What only a real browser can show: that people can use the pages.

mod account_connectors;
mod account_view;
mod branding;
mod builder;
mod cycles;
mod dashboard;
mod dialogs;
mod embedding;
mod frames;
mod german;
mod held_work;
mod history;
mod hosts;
mod importing;
mod keys;
mod library;
mod limits;
mod nearest;
mod people;
mod plain;
mod reports;
mod scoped;
mod states;
mod theme;
mod two_step;
mod whole_way;

use crate::support::World;
use crate::support::browser::{Browser, DESKTOP, Mode, NARROWEST, PHONE};
use crate::support::world::PASSWORD;

/// Bytes that a first visit may load, compressed (DESIGN section 2).
const WEIGHT_MAX: u64 = 60_000;

/// Opens each page, weighs it, and looks at it from every side.
async fn check_pages(browser: &Browser, pages: &[(&str, String)]) {
    let mut faults = Vec::new();
    for (name, path) in pages {
        browser.goto(path).await;
        let (weight, foreign) = browser.weight().await;
        if !(20_000..WEIGHT_MAX).contains(&weight) {
            faults.push(format!("{name}: a first visit loads {weight} bytes"));
        }
        faults.extend(foreign.into_iter().map(|address| format!("{name} asks another server for {address}")));
        faults.extend(faults_here(browser, name).await);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The page as it stands, at every width and in both modes: what axe-core finds, and whether it scrolls sideways; and
/// what the browser complained about meanwhile, such as a refusal of the security policy.
async fn faults_here(browser: &Browser, name: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for size in [DESKTOP, PHONE, NARROWEST] {
        browser.size(size).await;
        for mode in [Mode::Light, Mode::Dark] {
            browser.mode(mode).await;
            let at = format!("{name}-{}-{mode:?}", size.0).to_lowercase();
            if size != NARROWEST {
                browser.photograph(&at).await;
            }
            faults.extend(browser.axe().await.into_iter().map(|f| format!("{at}: {f}")));
            if browser.scrolls_sideways().await {
                faults.push(format!("{at}: the page scrolls sideways"));
            }
        }
    }
    faults.extend(browser.complaints().await.into_iter().map(|words| format!("{name}: {words}")));
    browser.size(DESKTOP).await;
    faults
}

async fn check_here(browser: &Browser, name: &str) {
    let faults = faults_here(browser, name).await;
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A browser of this world, signed in.
async fn signed_in(world: &World, email: &str) -> Browser {
    let browser = Browser::open(world.config.url.as_str()).await;
    browser.sign_in(email, PASSWORD).await;
    browser
}

async fn staff_browser(world: &World) -> Browser {
    signed_in(world, "ada.vance@northwind.test").await
}

/// The harness would see what the tours look for.
#[actix_web::test]
async fn a_refusal_of_the_policy_a_wide_page_and_a_pale_word_are_seen() {
    let world = World::start().await;
    let browser = staff_browser(&world).await;
    browser.goto("/console").await;
    browser
        .run("document.querySelector('main').insertAdjacentHTML('beforeend', '<p style=\"color: red\">a</p><img src=\"https://elsewhere.example/x.png\"><input type=\"text\">')")
        .await;
    browser.run("document.querySelector('main').style.minWidth = '3000px'").await;
    let faults = faults_here(&browser, "spoilt").await.join("\n");
    for fault in ["style-src", "img-src", "label: ", "scrolls sideways"] {
        assert!(faults.contains(fault), "{fault} was not seen: {faults}");
    }
    browser.close().await;
}

#[actix_web::test]
async fn pages_of_the_console_are_accessible_in_both_modes_and_widths() {
    let world = World::start().await;
    let browser = staff_browser(&world).await;
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
    let browser = staff_browser(&world).await;
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
    let browser = staff_browser(&world).await;
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
            ("settings", "/console/settings".to_owned()),
            ("error-webhook", "/console/settings/error-webhook".to_owned()),
            ("error-webhook-key", "/console/settings/error-webhook/key".to_owned()),
            ("deliveries", "/console/settings/error-webhook/deliveries".to_owned()),
            ("certificates", "/console/recycle-bin/certificates".to_owned()),
            ("bulk-tags", "/console/bulk/tags?all=1".to_owned()),
            ("bulk-deletion", "/console/bulk/deletion?all=1".to_owned()),
        ],
    )
    .await;
    browser.close().await;
}

#[actix_web::test]
async fn the_account_view_is_accessible() {
    let world = World::start().await;
    let browser = signed_in(&world, "root.admin@customer.test").await;
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
    let browser = signed_in(&world, "root.admin@customer.test").await;
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
