//! Light or dark: as the system says until the person chooses; the choice is in the first HTML, so nothing flashes
//! (DESIGN section 7).

use super::staff_browser;
use crate::support::browser::{Browser, Mode};
use crate::support::world::PASSWORD;
use crate::support::{Caller, World};
use serde_json::json;

/// Whether the page is dark to look at.
async fn dark(browser: &Browser) -> bool {
    let ground = "const [r] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g); return r < 128";
    browser.run(ground).await == json!(true)
}

/// What the server wrote into the page, before any script ran.
async fn written(caller: &Caller, path: &str) -> Option<String> {
    caller.get(path).await.attributes_of("html", "data-theme").into_iter().next()
}

#[actix_web::test]
async fn the_appearance_follows_the_system_until_one_is_chosen_and_then_stays() {
    let world = World::start().await;
    let browser = staff_browser(&world).await;
    browser.goto("/console").await;
    for (mode, expected) in [(Mode::Dark, true), (Mode::Light, false), (Mode::Dark, true)] {
        browser.mode(mode).await;
        assert_eq!(dark(&browser).await, expected, "as the system: {mode:?}");
    }
    browser.goto("/me").await;
    browser.click("input[name=theme][value=light]").await;
    browser.click("form.page button.primary").await;
    browser.find("html[data-theme=light]").await;
    assert!(!dark(&browser).await, "light was chosen on a dark system");
    browser.client.refresh().await.unwrap();
    browser.find("html[data-theme=light]").await;
    assert!(!dark(&browser).await, "after a reload");
    browser.goto("/console/accounts").await;
    assert!(!dark(&browser).await, "on another page");
    browser.goto("/console/nothing").await;
    assert!(!dark(&browser).await, "on a page that does not exist");

    // Signed out, and in again.
    browser.goto("/console").await;
    browser.click("[popovertarget=person-menu]").await;
    browser.click("#person-menu form button").await;
    browser.wait_for_path("/sign-in").await;
    browser.find("#f-password").await;
    assert!(!dark(&browser).await, "on the sign-in page");
    browser.sign_in("ada.vance@northwind.test", PASSWORD).await;
    browser.find("html[data-theme=light] h1").await;
    assert!(!dark(&browser).await, "signed in again");
    browser.close().await;
}

#[actix_web::test]
async fn the_chosen_appearance_is_in_the_first_html_of_every_page() {
    let world = World::start().await;
    let here = world.console().await;
    assert_eq!(written(&here, "/console").await, None, "as the system");
    here.post("/me", &[("name", "Ada Vance"), ("theme", "dark"), ("version", "1")]).await.assert_redirect("/me");
    // Another browser of the same person: chosen in the profile, and from the sign-in on before it too.
    let there = world.console().await;
    for caller in [&here, &there] {
        for path in ["/console", "/me", "/console/nothing"] {
            assert_eq!(written(caller, path).await.as_deref(), Some("dark"), "{path}");
        }
        caller.post("/sign-out", &[]).await.assert_redirect("/sign-in/northwind");
        for path in ["/sign-in/northwind", "/sign-in", "/reset", "/reset/sent", "/link/none"] {
            assert_eq!(written(caller, path).await.as_deref(), Some("dark"), "{path}");
        }
    }
    // Given up again.
    let here = world.console().await;
    here.post("/me", &[("name", "Ada Vance"), ("theme", ""), ("version", "2")]).await.assert_redirect("/me");
    assert_eq!(written(&here, "/console").await, None);
    assert_eq!(written(&here, "/console/nothing").await, None);
    // The cookie is only the browser's word.
    let odd = world.visitor().get_with("/sign-in", &[("cookie", "theme=\"><script>")]).await;
    assert_eq!(odd.assert_ok().attributes_of("html", "data-theme"), Vec::<String>::new());
}
