//! Dialogs are pages first: with script the same question opens in the one dialog (DESIGN section 3).

use super::{check_here, staff_browser};
use crate::support::World;
use fantoccini::key::Key;
use serde_json::json;

/// The dialog is a page that opened in place: it holds the focus, says what is wrong inside itself, and Escape gives the
/// focus back to the button.
#[actix_web::test]
async fn a_destructive_question_opens_as_a_dialog_that_holds_the_focus_and_gives_it_back() {
    let world = World::start().await;
    let browser = staff_browser(&world).await;
    let account = format!("/console/accounts/{}", world.sibling);
    browser.goto(&account).await;
    let button = "a[data-dialog][href$='/suspension']";
    browser.run(&format!("document.querySelector(\"{button}\").focus()")).await;
    browser.press(&[Key::Enter.into()]).await;
    browser.wait_for_text("#dialog[open] h1", "Suspend Sibling Trading?").await;
    browser.wait_for_focus("#dialog [name=reason]").await;
    assert_eq!(browser.path().await, account, "the page is still there");
    check_here(&browser, "dialog").await;
    for _ in 0..8 {
        browser.press(&[Key::Tab.into()]).await;
        let outside = "const at = document.activeElement; return at !== document.body && !at.closest('#dialog')";
        assert_eq!(browser.run(outside).await, json!(false), "the focus left the dialog");
    }
    browser.press(&[Key::Escape.into()]).await;
    browser.wait_for_focus(button).await;
    assert_eq!(browser.count("#dialog[open]").await, 0);

    // A refused form stays in the dialog, with the focus at what is wrong (422).
    browser.press(&[Key::Enter.into()]).await;
    browser.wait_for_focus("#dialog [name=reason]").await;
    browser.press(&[Key::Enter.into()]).await;
    browser.wait_for_focus("#dialog[open] [data-error-summary]").await;
    check_here(&browser, "dialog-refused").await;
    browser.fill("#dialog [name=reason]", "unpaid").await;
    browser.click("#dialog button.danger").await;
    browser.wait_for_text(".page-title .badge", "Suspended").await;
    assert_eq!(browser.path().await, account);
    assert_eq!(browser.count("#dialog[open]").await, 0);
    browser.close().await;
}

/// A click beside it closes it too, and one opened from a menu gives the focus to the menu's button.
#[actix_web::test]
async fn a_dialog_from_a_menu_gives_the_focus_back_to_the_menus_button() {
    let world = World::start().await;
    let browser = staff_browser(&world).await;
    browser.goto(&format!("/console/people/{}", world.people.leaf_admin)).await;
    let button = "[popovertarget=more]";
    browser.run(&format!("document.querySelector('{button}').focus()")).await;
    browser.press(&[Key::Enter.into()]).await;
    browser.find("#more:popover-open a[href$='/disable']").await;
    browser.click("#more a[href$='/disable']").await;
    browser.find("#dialog[open] h1").await;
    browser.press(&[Key::Escape.into()]).await;
    browser.wait_for_focus(button).await;
    assert_eq!(browser.count("#dialog[open]").await, 0);
    browser.close().await;
}

/// The bar of bulk actions comes with the first choice, by keyboard too, and leads to a page that asks.
#[actix_web::test]
async fn chosen_accounts_are_suspended_through_the_bulk_bar() {
    let world = World::start().await;
    let browser = staff_browser(&world).await;
    browser.goto("/console/accounts?q=leaf").await;
    let shown = "return getComputedStyle(document.querySelector('.bulk')).display !== 'none'";
    assert_eq!(browser.run(shown).await, json!(false), "nothing is chosen");
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

/// WCAG 2.2, 2.5.8: what is touched in a list is at least 24 px in both directions.
#[actix_web::test]
async fn boxes_and_tags_of_a_list_are_large_enough_to_touch() {
    let world = World::start().await;
    let console = world.console().await;
    let form = [("name", "Tagged Works"), ("tags", "a, emea")];
    console.post("/console/accounts", &form).await.assert_status(303);
    let browser = staff_browser(&world).await;
    browser.goto("/console/accounts").await;
    let script = "const all = [...document.querySelectorAll('td a:has(> .tag), [data-select], [data-select-all]')];
                  const box = (e) => (e.closest('label') ?? e).getBoundingClientRect(); // a label is hit as its box is
                  return all.length >= 9 && all.every((e) => box(e).width >= 24 && box(e).height >= 24)";
    browser.wait_until("boxes and tags of 24 px", script).await;
    browser.close().await;
}
