//! A change of rights gives each session of the person a new token (MODEL section 3), without losing a request that
//! was under way or a form on a page that was open.

use crate::support::world::PASSWORD;
use crate::support::{Caller, World};
use chrono::Duration;
use futures_util::future::join_all;

const ADA: &str = "ada.vance@northwind.test";

/// Ada's browser with its first cookie.
async fn signed_in(world: &World) -> (Caller, String) {
    let browser = world.visitor();
    let cookie = browser.sign_in(ADA, PASSWORD).await.session_cookie().unwrap();
    (browser, cookie)
}

#[actix_web::test]
async fn a_change_of_rights_gives_a_new_token_at_the_next_request() {
    let world = World::start().await;
    let (browser, before) = signed_in(&world).await;
    assert_eq!(browser.get("/me").await.session_cookie(), None, "nothing changed yet");
    let open_page = browser.get("/me").await.value_of("input[name=csrf]").unwrap();
    world.near().rights_changed(world.people.console).unwrap();
    let after = browser.get("/me").await.session_cookie().expect("a new token");
    assert_ne!(before, after);
    assert_eq!(browser.get("/me").await.session_cookie(), None, "once");
    let form = [("name", "Ada"), ("version", "1"), ("csrf", open_page.as_str())];
    browser.post_raw("/me", &form).await.assert_redirect("/me");
    // The old one is good for what was under way, and for no longer.
    let old = [("cookie", before.as_str())];
    world.clock.advance(Duration::seconds(29));
    let late = world.visitor().get_with("/me", &old).await;
    late.assert_ok();
    assert_eq!(late.session_cookie(), None, "an old token is not given a new one");
    world.clock.advance(Duration::seconds(1));
    world.visitor().get_with("/me", &old).await.assert_redirect("/sign-in");
    browser.get("/me").await.assert_ok();
}

#[actix_web::test]
async fn of_many_requests_at_once_one_carries_the_new_token_and_none_is_lost() {
    let world = World::start().await;
    let (_, mut cookie) = signed_in(&world).await;
    for _ in 0..5 {
        world.near().rights_changed(world.people.console).unwrap();
        let visitors: Vec<Caller> = (0..12).map(|_| world.visitor()).collect();
        let header = [("cookie", cookie.as_str())];
        let answers = join_all(visitors.iter().map(|v| v.get_with("/me", &header))).await;
        for answer in &answers {
            answer.assert_ok();
        }
        let mut fresh: Vec<String> = answers.iter().filter_map(|a| a.session_cookie()).collect();
        assert_eq!(fresh.len(), 1, "one new token");
        cookie = fresh.remove(0);
        world.visitor().get_with("/me", &[("cookie", &cookie)]).await.assert_ok();
        world.clock.advance(Duration::seconds(31));
    }
}

#[actix_web::test]
async fn a_second_change_within_the_grace_waits_for_its_end() {
    let world = World::start().await;
    let (browser, first) = signed_in(&world).await;
    world.near().rights_changed(world.people.console).unwrap();
    browser.get("/me").await.session_cookie().expect("a new token");
    world.near().rights_changed(world.people.console).unwrap();
    // Requests with the first token may still be under way.
    assert_eq!(browser.get("/me").await.session_cookie(), None);
    world.visitor().get_with("/me", &[("cookie", &first)]).await.assert_ok();
    world.clock.advance(Duration::seconds(30));
    browser.get("/me").await.session_cookie().expect("another new token");
    world.visitor().get_with("/me", &[("cookie", &first)]).await.assert_redirect("/sign-in");
    browser.get("/me").await.assert_ok();
}

#[actix_web::test]
async fn every_session_of_the_person_is_renewed_and_nobody_elses() {
    let world = World::start().await;
    let (one, _) = signed_in(&world).await;
    let (two, _) = signed_in(&world).await;
    let bare = world.bare_console().await;
    world.near().rights_changed(world.people.console).unwrap();
    assert!(one.get("/me").await.session_cookie().is_some());
    assert!(two.get("/console/nothing-here").await.session_cookie().is_none(), "no page, no gate");
    assert!(
        two.get("/console/accounts/00000000-0000-7000-8000-000000000000").await.session_cookie().is_some(),
        "also with a 404"
    );
    assert!(bare.get("/me").await.session_cookie().is_none());
}

#[actix_web::test]
async fn signing_out_with_the_old_token_ends_the_session_and_its_new_token() {
    let world = World::start().await;
    let (browser, before) = signed_in(&world).await;
    let csrf = browser.csrf().await;
    world.near().rights_changed(world.people.console).unwrap();
    let after = browser.get("/me").await.session_cookie().expect("a new token");
    let old = [("cookie", before.as_str())];
    let under_way = world.visitor();
    under_way.post_with("/sign-out", &old, &[("csrf", &csrf)]).await.assert_redirect("/sign-in");
    for cookie in [before.as_str(), after.as_str()] {
        world.visitor().get_with("/me", &[("cookie", cookie)]).await.assert_redirect("/sign-in");
    }
}

#[actix_web::test]
async fn a_password_change_in_the_same_request_as_a_rotation_keeps_the_browser_signed_in() {
    let world = World::start().await;
    let (browser, before) = signed_in(&world).await;
    browser.csrf().await;
    world.near().rights_changed(world.people.console).unwrap();
    let form = [("present", PASSWORD), ("password", "a whole new password")];
    let changed = browser.post("/me/password", &form).await;
    changed.assert_redirect("/me/password");
    browser.get("/me").await.assert_ok();
    // Who holds the old token does not profit from the grace of a rotation.
    world.visitor().get_with("/me", &[("cookie", &before)]).await.assert_redirect("/sign-in");
}

/// T5: a grant that goes on to sub-accounts reaches a subtree that comes below it, and no more one that leaves.
#[actix_web::test]
async fn moving_a_subtree_renews_the_sessions_of_those_whose_reach_it_enters_or_leaves() {
    let world = World::start().await;
    let wide = world.near().account_user("wide@customer.test", PASSWORD).unwrap();
    world.near().grant(wide, world.root, "administrator", true).unwrap();
    let wide = world.visitor();
    wide.sign_in("wide@customer.test", PASSWORD).await.assert_status(303);
    // A grant on the root alone, and one inside the subtree that moves, give the same as before.
    let narrow = world.admin_of(world.root).await;
    let inside = world.admin_of(world.sibling).await;
    let console = world.console().await;
    let of_sibling = format!("/a/{}", world.sibling);
    wide.get(&of_sibling).await.assert_not_found();
    for (parent, opens) in [(world.branch.to_string(), true), ("top".to_owned(), false)] {
        world.clock.advance(Duration::seconds(31));
        let path = format!("/console/accounts/{}/move", world.sibling);
        console.post(&path, &[("parent", &parent)]).await.assert_status(303);
        let page = wide.get(&of_sibling).await;
        assert_eq!(page.status.as_u16(), if opens { 200 } else { 404 });
        assert!(page.session_cookie().is_some(), "a new token: {opens}");
        for other in [&narrow, &inside, &console] {
            assert!(other.get("/me").await.session_cookie().is_none(), "{}: {opens}", other.name);
        }
    }
}
