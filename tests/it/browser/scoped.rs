//! Somebody who was invited by e-mail comes in, and sees their own accounts and nothing else.

use crate::support::World;
use crate::support::browser::Browser;
use crate::support::world::PASSWORD;
use fantoccini::Locator;
use std::time::{Duration, Instant};

/// The path of the link in a mail to this person, as soon as it was sent.
async fn mailed_link(world: &World, recipient: &str) -> String {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        for file in std::fs::read_dir(world.mail_dir.path()).unwrap().flatten() {
            let Ok(mail) = std::fs::read_to_string(file.path()) else { continue };
            // Quoted-printable: long lines are broken with "=", and "=" is "=3D".
            let plain = mail.replace("=\r\n", "").replace("=3D", "=");
            if !plain.contains(recipient) {
                continue;
            }
            if let Some(at) = plain.find("/link/") {
                return plain[at..at + "/link/".len() + 43].to_owned();
            }
        }
        assert!(Instant::now() < end, "no mail to {recipient}");
        actix_web::rt::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn invite(browser: &Browser, account: &str, role: &str) {
    browser.goto(&format!("/console/accounts/{account}/people/new")).await;
    browser.fill("#f-email", "jo.kim@delta.test").await;
    browser.fill("#f-name", "Jo Kim").await;
    browser.click(&format!("input[name=role][value={role}]")).await;
    browser.click("form.page button.primary").await;
    browser.wait_until("invited", "return location.pathname.endsWith('/people')").await;
}

/// Done when 3, in the browser; the matrix shows it for every route.
#[actix_web::test]
async fn an_invited_person_switches_between_two_accounts_and_finds_nothing_else() {
    let world = World::start().await.with_background();
    let staff = Browser::open(world.config.url.as_str()).await;
    staff.sign_in("ada.vance@northwind.test", PASSWORD).await;
    invite(&staff, &world.branch.to_string(), "standard").await;
    invite(&staff, &world.leaf.to_string(), "administrator").await;
    staff.photograph("account-people").await;
    assert_eq!(staff.complaints().await, Vec::<String>::new());
    staff.close().await;

    let jo = Browser::open(world.config.url.as_str()).await;
    jo.goto(&mailed_link(&world, "jo.kim@delta.test").await).await;
    jo.photograph("invitation").await;
    assert_eq!(jo.axe().await, Vec::<String>::new());
    jo.fill("#f-password", "quiet-tide-rising-7").await;
    jo.click("main form button.primary").await;
    jo.wait_until("the password is set", "return !location.pathname.startsWith('/link/')").await;
    jo.sign_in("jo.kim@delta.test", "quiet-tide-rising-7").await;
    jo.goto("/a").await;
    jo.photograph("my-accounts").await;
    assert_eq!(jo.axe().await, Vec::<String>::new());

    // Branch and leaf, by the switcher; the account is in the address (T9).
    jo.goto(&format!("/a/{}", world.branch)).await;
    assert_eq!(jo.text(".place-name").await, "Branch Office");
    jo.click("button.switch").await;
    jo.photograph("switcher").await;
    jo.click(&format!("#switcher a[href='/a/{}']", world.leaf)).await;
    jo.wait_until("the other account", &format!("return location.pathname === '/a/{}'", world.leaf)).await;
    assert_eq!(jo.text(".place-name").await, "Leaf Shop");
    jo.photograph("account-home").await;
    assert_eq!(jo.axe().await, Vec::<String>::new());

    // Everything else does not exist (T4, T5, T7).
    for path in [
        format!("/a/{}", world.root),
        format!("/a/{}", world.sibling),
        format!("/a/{}/people", world.root),
        format!("/a/{}", world.other),
        "/console".to_owned(),
        "/console/accounts".to_owned(),
        format!("/console/accounts/{}", world.branch),
        "/console/audit".to_owned(),
    ] {
        jo.goto(&path).await;
        assert_eq!(jo.text("h1").await, "Page not found", "{path}");
    }
    jo.close().await;
    world.app.stop().await;
}

/// DESIGN section 5: the switcher offers a search past eight accounts; it finds while typing, and only one's own (T5).
#[actix_web::test]
async fn the_switcher_finds_one_of_many_accounts_while_typing() {
    let world = World::start().await;
    for n in 10..22 {
        let shop = world.near().account(&format!("Shop {n}"), &format!("shop-{n}"), None).unwrap();
        world.near().grant(world.people.leaf_admin, shop, "viewer", false).unwrap();
    }
    let browser = Browser::open(world.config.url.as_str()).await;
    browser.sign_in("leaf.admin@customer.test", PASSWORD).await;
    browser.goto(&format!("/a/{}", world.leaf)).await;
    browser.click("button.switch").await;
    browser.find("#switcher:popover-open #switcher-q").await;
    browser.wait_until("one can type at once", "return document.activeElement.id === 'switcher-q'").await;
    browser.wait_until(
        "arrows walk the hits and come back",
        "const key = (k) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: k, bubbles: true }));
         const hits = [...document.querySelectorAll('#switcher-list a')];
         document.querySelector('#switcher-q').focus();
         key('ArrowDown'); const first = document.activeElement === hits[0];
         key('ArrowDown'); const second = document.activeElement === hits[1];
         key('ArrowUp'); key('ArrowUp');
         return first && second && document.activeElement.id === 'switcher-q'",
    )
    .await;
    assert_eq!(browser.client.find_all(Locator::Css("#switcher-list a")).await.unwrap().len(), 8);
    browser.fill("#switcher-q", "shop 2").await;
    browser.wait_until("two shops", "return document.querySelectorAll('#switcher-list a').length === 2").await;
    assert_eq!(browser.axe().await, Vec::<String>::new());
    browser.fill("#switcher-q", "sibling").await;
    browser.wait_until("nothing of others", "return document.querySelectorAll('#switcher-list a').length === 0").await;
    browser.fill("#switcher-q", "shop 21").await;
    browser.wait_for_text("#switcher-list li:first-child a span", "Shop 21").await;
    browser.click("#switcher-list a").await;
    browser.wait_for_text(".place-name", "Shop 21").await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.close().await;
}

#[actix_web::test]
async fn a_bare_user_name_signs_in_by_the_form() {
    let world = World::start().await;
    let person = world.near().account_user("night-shift@users.invalid", PASSWORD).unwrap();
    world.near().grant(person, world.branch, "standard", false).unwrap();
    let browser = Browser::open(world.config.url.as_str()).await;
    browser.sign_in("Night-shift", PASSWORD).await;
    browser.wait_until("the account", "return document.title.includes('Branch Office')").await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.close().await;
}
