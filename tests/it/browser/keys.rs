//! Everything by keyboard: the palette, the shortcuts, menus, and where the focus is after a change (DESIGN sections 3,
//! 7 and 8).

use super::{check_here, signed_in, staff_browser};
use crate::support::World;
use crate::support::browser::Browser;
use crate::support::world::PASSWORD;
use berth::ids::AccountId;
use fantoccini::key::Key;
use serde_json::json;
use std::time::Duration;

const ENTER: char = '\u{e007}';
const ESCAPE: char = '\u{e00c}';
const TAB: char = '\u{e004}';
const DOWN: char = '\u{e015}';
const UP: char = '\u{e013}';

#[actix_web::test]
async fn the_palette_opens_by_key_finds_while_typing_and_goes_there() {
    let world = World::start().await;
    let browser = staff_browser(&world).await;
    assert_eq!([ENTER, ESCAPE, DOWN].map(Some), [Key::Enter, Key::Escape, Key::Down].map(|k| Some(k.into())));
    browser.goto("/console").await;
    browser.press_control('k').await;
    browser.wait_for_focus("#palette[open] #palette-q").await;
    // Nothing typed yet: the pages are there.
    browser.find("#palette-results a[href='/console/accounts']").await;
    browser.write("lea").await;
    browser.wait_for_text("#palette-results li:first-child a span", "Leaf Shop").await;
    check_here(&browser, "palette").await;
    browser.press(&[DOWN]).await;
    browser.wait_for_focus(&format!("#palette-results a[href='/console/accounts/{}']", world.leaf)).await;
    browser.press(&[UP]).await;
    browser.wait_for_focus("#palette-q").await;
    browser.press(&[DOWN, ENTER]).await;
    browser.wait_for_text("h1", "Leaf Shop").await;
    assert_eq!(browser.path().await, format!("/console/accounts/{}", world.leaf));
    assert_eq!(browser.count("#palette[open]").await, 0);
    // Enter in the field goes to the first that was found.
    browser.press_control('k').await;
    browser.wait_for_focus("#palette[open] #palette-q").await;
    browser.write("imports").await;
    browser.wait_for_text("#palette-results li:first-child a span", "Imports").await;
    browser.press(&[ENTER]).await;
    browser.wait_for_path("/console/imports").await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.close().await;
}

#[actix_web::test]
async fn the_palette_opens_by_click_and_escape_gives_the_focus_back() {
    let world = World::start().await;
    let browser = staff_browser(&world).await;
    browser.goto("/console").await;
    browser.click("a.find").await;
    browser.wait_for_focus("#palette[open] #palette-q").await;
    assert_eq!(browser.path().await, "/console", "the link to the search page was not followed");
    browser.write("zzzz").await;
    browser
        .wait_until(
            "nothing found",
            "return document.querySelector('#palette-results .nothing')?.textContent.includes('zzzz')",
        )
        .await;
    browser.press(&[ESCAPE]).await;
    // The first Escape empties the field in some browsers; the palette closes with it or with the next.
    if browser.count("#palette[open]").await == 1 {
        browser.press(&[ESCAPE]).await;
    }
    browser.wait_for_focus("a.find").await;
    assert_eq!(browser.count("#palette[open]").await, 0);
    browser.close().await;
}

/// T4: the palette knows only what the person may open.
#[actix_web::test]
async fn the_palette_of_somebody_without_rights_finds_no_account() {
    let world = World::start().await;
    let browser = signed_in(&world, "bare@northwind.test").await;
    browser.press_control('k').await;
    browser.wait_for_focus("#palette[open] #palette-q").await;
    browser.write("leaf").await;
    browser.wait_until("nothing found", "return !!document.querySelector('#palette-results .nothing')").await;
    assert_eq!(browser.count("#palette-results a").await, 0);
    browser.close().await;
}

#[actix_web::test]
async fn single_keys_go_to_pages_and_walk_through_rows() {
    let world = World::start().await;
    let browser = staff_browser(&world).await;
    browser.goto("/console").await;
    for (key, path) in
        [('a', "/console/accounts"), ('p', "/console/people"), ('o', "/console"), ('a', "/console/accounts")]
    {
        let there = format!("return location.pathname === '{path}' && document.activeElement.matches('main h1')");
        // The second key counts for a moment after the first: a machine under load may be late, and a person tries again.
        for _ in 0..5 {
            browser.press(&['g', key]).await;
            if browser.holds_within(&there, Duration::from_secs(4)).await {
                break;
            }
        }
        browser.wait_until(path, &there).await;
    }
    let row = |n: usize| format!("#accounts tbody tr:nth-child({n}) .row-link");
    browser.press(&['j']).await;
    browser.wait_for_focus(&row(1)).await;
    browser.press(&['j', 'j', 'k']).await;
    browser.wait_for_focus(&row(2)).await;
    browser.press(&['x']).await;
    browser
        .wait_until(
            "the row is chosen",
            "return document.querySelector('#accounts tbody tr:nth-child(2) [data-select]').checked",
        )
        .await;
    browser.wait_for_text("[data-bulk-count]", "1").await;
    browser.press(&['x', ENTER]).await;
    browser.wait_for_text("h1", "Leaf Shop").await;

    // The list of keys opens as a dialog, and Escape closes it.
    browser.press(&['?']).await;
    browser.wait_for_text("#dialog[open] h1", "Keys").await;
    check_here(&browser, "keys").await;
    browser.press(&[ESCAPE]).await;
    browser.wait_until("closed", "return !document.querySelector('#dialog').open").await;
    // Where a page has no search of its own, the slash opens the palette.
    browser.press(&['/']).await;
    browser.wait_for_focus("#palette[open] #palette-q").await;
    browser.close().await;
}

/// DESIGN section 3: never inside fields, and off by a switch in the profile.
#[actix_web::test]
async fn single_keys_are_letters_in_a_field_and_nothing_where_they_are_switched_off() {
    let world = World::start().await;
    let browser = staff_browser(&world).await;
    browser.goto("/console/accounts").await;
    browser.press(&['/']).await;
    browser.wait_for_focus("#filter-q").await;
    browser.write("gpx?").await;
    browser.wait_until("typed", "return document.querySelector('#filter-q').value === 'gpx?'").await;
    browser.wait_until("searched", "return location.search === '?q=gpx%3F'").await;
    browser.press(&[ESCAPE]).await;
    browser.wait_for_focus("body").await;

    browser.goto("/me").await;
    browser.click("#f-shortcuts").await;
    browser.click("form.page button.primary").await;
    browser.wait_until("saved", "return !('keys' in document.body.dataset)").await;
    browser.press(&['g', 'p', '?', '/']).await;
    // What comes last in the queue of keys works still, so the others had their turn.
    browser.press_control('k').await;
    browser.wait_for_focus("#palette[open] #palette-q").await;
    assert_eq!(browser.path().await, "/me");
    assert_eq!(browser.count("#dialog[open]").await, 0);
    browser.close().await;
}

#[actix_web::test]
async fn the_menu_of_a_row_works_by_keyboard() {
    let world = World::start().await;
    world.near().grant(world.people.leaf_admin, world.root, "viewer", false).unwrap();
    let browser = signed_in(&world, "root.admin@customer.test").await;
    browser.goto(&format!("/a/{}/people", world.root)).await;
    let menu = format!("row-{}", world.people.leaf_admin);
    let button = format!(".menu-cell [popovertarget='{menu}']");
    browser.run(&format!("document.querySelector(\"{button}\").focus()")).await;
    browser.press(&[ENTER]).await;
    browser.find(&format!("[id='{menu}']:popover-open")).await;
    assert_eq!(browser.axe().await, Vec::<String>::new());
    browser.photograph("row-menu").await;
    browser.press(&[TAB]).await;
    browser.wait_for_focus(&format!("[id='{menu}'] .item")).await;
    browser.press(&[ESCAPE]).await;
    browser.wait_for_focus(&button).await;
    assert_eq!(browser.count(&format!("[id='{menu}']:popover-open")).await, 0);
    browser.press(&[ENTER, TAB, ENTER]).await;
    browser.wait_until("the first entry's page", "return location.pathname.endsWith('/edit')").await;
    browser.close().await;
}

/// WCAG 2.4.1: the first stop leads past the bars.
#[actix_web::test]
async fn the_first_tab_offers_to_skip_to_the_content() {
    let world = World::start().await;
    let browser = staff_browser(&world).await;
    browser.goto("/console/accounts").await;
    browser.press(&[TAB]).await;
    browser.wait_for_focus("a.skip").await;
    let box_of_it =
        "const box = document.querySelector('a.skip').getBoundingClientRect(); return box.width > 40 && box.top >= 0";
    assert_eq!(browser.run(box_of_it).await, json!(true), "it is seen while it has the focus");
    check_here(&browser, "skip-link").await;
    browser.press(&[ENTER]).await;
    browser.wait_for_focus("main").await;
    browser.press(&[TAB]).await;
    browser.wait_for_focus("main a, main button, main input").await;
    browser.close().await;
}

/// After a visit the focus is at the new heading; after a part of the page changed it stays where the person is.
#[actix_web::test]
async fn the_focus_goes_to_the_heading_of_a_new_page_and_stays_when_a_list_changes() {
    let world = World::start().await;
    let browser = staff_browser(&world).await;
    browser.goto("/console").await;
    browser.run("window.same = true").await;
    browser.click(".side a[href='/console/accounts']").await;
    browser.wait_for_text("h1", "Accounts").await;
    browser.wait_for_focus("main h1").await;
    browser.find("#filter-state").await.select_by_value("active").await.unwrap();
    browser.run("document.querySelector('#filter-state').focus()").await;
    rows(&browser, 4).await;
    browser.wait_for_focus("#filter-state").await;
    browser.run("document.querySelector('#sort-Created').focus()").await;
    browser.press(&[ENTER]).await;
    browser.wait_until("sorted", "return location.search.includes('sort=')").await;
    browser.wait_for_focus("#sort-Created").await;
    // A refused form: at the list of what is wrong.
    browser.goto("/console/accounts/new").await;
    browser.run("window.same = true").await;
    browser.click("form.page button.primary").await;
    browser.wait_for_focus("[data-error-summary]").await;
    browser.press(&[TAB, ENTER]).await;
    browser.wait_for_focus("#f-name").await;
    assert_eq!(browser.run("return window.same").await, json!(true), "all of it without a new page");
    browser.close().await;
}

async fn rows(browser: &Browser, number: usize) {
    let condition = format!("return document.querySelectorAll('#accounts tbody tr').length === {number}");
    browser.wait_until(&format!("{number} rows"), &condition).await;
}

/// A branch of the tree opens and closes with the arrow keys, and the focus stays at its row.
#[actix_web::test]
async fn the_tree_of_sub_accounts_is_walked_with_the_arrow_keys() {
    let world = World::start().await;
    let browser = staff_browser(&world).await;
    browser.goto(&format!("/console/accounts/{}/sub-accounts", world.root)).await;
    let row = |id: AccountId| format!("[data-tree] .row-link[href='/console/accounts/{id}']");
    browser.press(&['j']).await;
    browser.wait_for_focus(&row(world.branch)).await;
    assert_eq!(browser.count(&row(world.leaf)).await, 0, "the branch is closed");
    browser.press(&['\u{e014}']).await;
    browser.find(&row(world.leaf)).await;
    let open = "return document.querySelector('[data-tree] tbody tr').getAttribute('aria-expanded') === 'true'";
    browser.wait_until("the branch is open", open).await;
    browser
        .wait_until("the focus is in the tree", "return !!document.activeElement.closest('[data-tree] tbody tr')")
        .await;
    browser.press(&[DOWN]).await;
    browser.wait_for_focus(&row(world.leaf)).await;
    browser.press(&[UP]).await;
    browser.wait_for_focus(&row(world.branch)).await;
    browser.press(&['\u{e012}']).await;
    browser
        .wait_until("the branch is closed", "return document.querySelectorAll('[data-tree] tbody tr').length === 1")
        .await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.close().await;
}

/// DESIGN section 8: by keyboard only, from sign-in to sign-out.
#[actix_web::test]
async fn somebody_signs_in_suspends_an_account_and_signs_out_without_a_mouse() {
    let world = World::start().await;
    let browser = Browser::open(world.config.url.as_str()).await;
    browser.goto("/sign-in").await;
    browser.wait_for_focus("#f-email").await;
    browser.write("ada.vance@northwind.test").await;
    browser.press(&[TAB]).await;
    browser.wait_for_focus("#f-password").await;
    browser.write(PASSWORD).await;
    browser.press(&[ENTER]).await;
    browser.wait_for_text("h1", "Overview").await;
    browser.press_control('k').await;
    browser.wait_for_focus("#palette[open] #palette-q").await;
    browser.write("sibl").await;
    browser.wait_for_text("#palette-results li:first-child a span", "Sibling Trading").await;
    browser.press(&[ENTER]).await;
    browser.wait_for_text("h1", "Sibling Trading").await;
    browser.wait_for_focus("main h1").await;
    tab_to(&browser, "a[data-dialog][href$='/suspension']").await;
    browser.press(&[ENTER]).await;
    browser.wait_for_focus("#dialog [name=reason]").await;
    browser.write("unpaid").await;
    browser.press(&[ENTER]).await;
    browser.wait_for_text(".page-title .badge", "Suspended").await;
    tab_to(&browser, "[popovertarget=person-menu]").await;
    browser.press(&[ENTER]).await;
    tab_to(&browser, "#person-menu form button").await;
    browser.press(&[ENTER]).await;
    browser.wait_for_path("/sign-in/northwind").await;
    browser.close().await;
}

/// Presses Tab until the focus is there; every stop shows where it is.
async fn tab_to(browser: &Browser, selector: &str) {
    let there = format!("return document.activeElement.matches({})", json!(selector));
    let marked = "const at = document.activeElement, ring = (e) => getComputedStyle(e).outlineStyle !== 'none'; \
        return at === document.body || ring(at) || at.matches('h1, main') || ring(at.parentElement)";
    for _ in 0..60 {
        if browser.run(&there).await == json!(true) {
            return;
        }
        browser.press(&[TAB]).await;
        assert_eq!(browser.run(marked).await, json!(true), "a stop on the way to {selector} is not seen");
    }
    panic!("Tab never came to {selector}");
}
