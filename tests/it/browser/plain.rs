//! With scripts switched off: the pages are plain HTML, and everything can be done (DESIGN section 1).

use super::Browser;
use crate::support::World;
use crate::support::world::PASSWORD;
use std::time::{Duration, Instant};

/// A browser without scripts that came in by the sign-in form.
async fn plain(world: &World) -> Browser {
    let browser = Browser::open(world.config.url.as_str()).await;
    browser.scripts(false).await;
    browser.sign_in("ada.vance@northwind.test", PASSWORD).await;
    browser.wait_for_text("h1", "Overview").await;
    browser
}

async fn done(browser: Browser) {
    browser.scripts(true).await;
    browser.close().await;
}

#[actix_web::test]
async fn the_list_is_filtered_without_script() {
    let world = World::start().await;
    let browser = plain(&world).await;
    browser.goto("/console/accounts").await;
    assert_eq!(browser.count("#accounts tbody tr").await, 5);
    browser.find("#filter-state").await.select_by_value("suspended").await.unwrap();
    browser.click(".filters button").await;
    browser.wait_for_text("#accounts tbody tr:first-child th a", "Stopped Works").await;
    assert_eq!(browser.count("#accounts tbody tr").await, 1);
    assert!(browser.path().await.contains("state=suspended"));
    browser.click(".filters a[href='/console/accounts']").await;
    browser.wait_for_text("#accounts tbody tr:first-child th a", "Branch Office").await;
    browser.fill("#filter-q", "sibl").await;
    browser.click(".filters button").await;
    browser.wait_for_text("#accounts tbody tr:first-child th a", "Sibling Trading").await;
    done(browser).await;
}

#[actix_web::test]
async fn an_account_is_made_edited_suspended_and_found_without_script() {
    let world = World::start().await;
    let browser = plain(&world).await;
    browser.goto("/console/accounts/new").await;
    browser.click("form.page button.primary").await;
    browser.find("#f-name-error").await;
    browser.fill("#f-name", "Made By Hand").await;
    browser.click("form.page button.primary").await;
    browser.wait_for_text("h1", "Made By Hand").await;
    browser.click(".page-head a[href$='/edit']").await;
    browser.wait_for_text("h1", "Edit Made By Hand").await;
    browser.fill("#f-name", "Made Anew").await;
    browser.click("form.page button.primary").await;
    browser.wait_for_text("h1", "Made Anew").await;
    // Without script the dialog is a page, with the same question.
    browser.click(".page-head a[href$='/suspension']").await;
    browser.wait_for_text("main h1", "Suspend Made Anew?").await;
    assert!(browser.path().await.ends_with("/suspension"));
    assert_eq!(browser.count("#dialog[open]").await, 0);
    browser.click("main form button.danger").await;
    browser.find("#f-reason-error").await;
    browser.fill("#f-reason", "unpaid").await;
    browser.click("main form button.danger").await;
    browser.wait_for_text(".page-title .badge", "Suspended").await;
    browser.click("a.find").await;
    browser.wait_for_text("h1", "Search").await;
    browser.fill("main input[name=q]", "anew").await;
    browser.click("main form button").await;
    browser.wait_for_text("main .results li:first-child a span", "Made Anew").await;
    done(browser).await;
}

/// Reloads until a job that runs beside the server has come so far: without script nothing reloads by itself.
async fn reload_until(browser: &Browser, path: &str, state: &str) {
    let end = Instant::now() + Duration::from_secs(60);
    loop {
        browser.goto(path).await;
        let now = browser.text(".page-title .badge").await;
        if now == state {
            return;
        }
        assert!(Instant::now() < end, "{path} says {now}, not {state}");
        actix_web::rt::time::sleep(Duration::from_millis(200)).await;
    }
}

#[actix_web::test]
async fn many_are_suspended_at_once_without_script() {
    let world = World::start().await.with_background();
    let browser = plain(&world).await;
    browser.goto("/console/accounts?q=sibl").await;
    browser.click("#accounts tbody [data-select]").await;
    browser.click(".bulk button[formaction='/console/bulk/suspension']").await;
    browser.wait_for_text("main h1", "Suspend 1 account?").await;
    browser.wait_for_text(".chosen-list li:first-child", "Sibling Trading sibling").await;
    browser.fill("#f-reason", "unpaid").await;
    browser.click("main form button.danger").await;
    browser.wait_for_path("/console/jobs/").await;
    let job = browser.path().await;
    reload_until(&browser, &job, "Done").await;
    assert_eq!(browser.text("#job tbody th a").await, "Sibling Trading");
    done(browser).await;
    world.app.stop().await;
}

#[actix_web::test]
async fn a_list_is_imported_to_its_end_without_script() {
    let world = World::start().await.with_background();
    let browser = plain(&world).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("customers.csv");
    std::fs::write(&file, "Name,API ID\nHand Made,hand-1\nRoot Holding,root\n,faulty\n").unwrap();
    browser.goto("/console/imports/new").await;
    browser.find("input[type=file]").await.send_keys(file.to_str().unwrap()).await.unwrap();
    browser.click("form.page button.primary").await;
    browser.wait_for_text("h1", "Match columns").await;
    browser.click("main form button.primary").await;
    browser.wait_for_text("h1", "customers.csv").await;
    let import = browser.path().await;
    reload_until(&browser, &import, "Checked, with faults").await;
    assert_eq!(browser.text(".tiles .tile:first-child .figure").await, "1");
    browser.find(".filters select[name=outcome]").await.select_by_value("faulty").await.unwrap();
    browser.click(".filters button").await;
    browser.wait_for_text("tbody tr:first-child td.num", "4").await;
    browser.click("a[href$='/application/new']").await;
    browser.wait_for_text("main h1", "Apply this import?").await;
    browser.click("main form button.primary").await;
    browser.wait_for_text("h1", "customers.csv").await;
    reload_until(&browser, &import, "Applied").await;
    browser.goto("/console/accounts?q=hand").await;
    assert_eq!(browser.text("#accounts tbody th a").await, "Hand Made");
    done(browser).await;
    world.app.stop().await;
}

#[actix_web::test]
async fn a_person_is_invited_without_script() {
    let world = World::start().await;
    let browser = plain(&world).await;
    browser.goto(&format!("/console/accounts/{}/people/new", world.branch)).await;
    browser.fill("#f-email", "jo.kim@delta.test").await;
    browser.fill("#f-name", "Jo Kim").await;
    browser.click("input[name=role][value=standard]").await;
    browser.click("form.page button.primary").await;
    browser.wait_for_path(&format!("/console/accounts/{}/people", world.branch)).await;
    browser.find("a.row-link[href*='/console/people/']").await;
    browser.goto("/console/people?q=jo").await;
    assert_eq!(browser.text("tbody tr:first-child .badge").await, "Invitation sent");
    // Signing out is a form too; the menu with it opens by itself.
    browser.click("[popovertarget=person-menu]").await;
    browser.click("#person-menu form button").await;
    browser.wait_for_path("/sign-in").await;
    done(browser).await;
}
