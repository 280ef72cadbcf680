//! A person's own things: profile, sessions, password, and the password asked again.

use crate::support::World;
use crate::support::app::Checks;
use crate::support::world::PASSWORD;
use chrono::Duration;

const ADA: &str = "ada.vance@northwind.test";
const NEW: &str = "a whole new password";

#[actix_web::test]
async fn a_profile_is_saved_and_shows_at_once() {
    let world = World::start().await;
    let console = world.console().await;
    let form = [("name", " Ada V. "), ("timezone", "Europe/London"), ("theme", "dark"), ("version", "1")];
    let saved = console.post("/me", &form).await;
    saved.assert_redirect("/me");
    let page = console.get("/me").await;
    assert_eq!(page.attributes_of("html", "data-theme"), ["dark"]);
    assert_eq!(page.value_of("#f-name").as_deref(), Some("Ada V."));
    assert_eq!(page.attributes_of("#f-timezone option[selected]", "value"), ["Europe/London"]);
    // The switch was off in the form: single keys do nothing any more.
    assert!(page.attributes_of("#f-shortcuts", "checked").is_empty());
    assert!(page.attributes_of("body", "data-keys").is_empty());
    assert!(page.text_of("#toasts").unwrap().contains("Profile saved."));
    assert!(!console.get("/me").await.text_of("#toasts").unwrap().contains("Profile saved."), "said once");
}

#[actix_web::test]
async fn a_wrong_profile_is_refused_at_the_field_and_keeps_what_was_typed() {
    let world = World::start().await;
    let console = world.console().await;
    let long = "x".repeat(201);
    for (field, value, message) in [
        ("name", "   ", "Enter a name."),
        ("name", long.as_str(), "201 characters are too many"),
        ("name", "a\u{7}b", "control character"),
        ("timezone", "Mars/Olympus", "Choose a timezone"),
        ("theme", "purple", "Choose light, dark"),
    ] {
        let mut form = vec![("name", "Ada Kept"), ("theme", "light"), ("version", "1")];
        form.retain(|(name, _)| *name != field);
        form.push((field, value));
        let answer = console.post("/me", &form).await;
        answer.assert_refused(field, message);
        if field != "name" {
            assert_eq!(answer.value_of("#f-name").as_deref(), Some("Ada Kept"));
        }
    }
    assert_eq!(console.get("/me").await.value_of("input[name=version]").as_deref(), Some("1"), "nothing was written");
}

#[actix_web::test]
async fn of_two_tabs_the_second_is_told_what_the_first_saved() {
    let world = World::start().await;
    let console = world.console().await;
    console.post("/me", &[("name", "Saved First"), ("version", "1")]).await.assert_redirect("/me");
    let second = console.post("/me", &[("name", "Typed Second"), ("version", "1")]).await;
    second.assert_status(409);
    assert!(second.text_of(".diff").unwrap().contains("Saved First"));
    assert_eq!(second.value_of("#f-name").as_deref(), Some("Typed Second"));
    let version = second.value_of("input[name=version]").unwrap();
    console.post("/me", &[("name", "Typed Second"), ("version", &version)]).await.assert_redirect("/me");
}

#[actix_web::test]
async fn a_customers_own_pages_carry_the_partners_name_and_no_console() {
    let world = World::start().await;
    let admin = world.admin_of(world.branch).await;
    for path in ["/me", "/me/sessions", "/me/sessions/others/ending", "/me/password", "/me/two-step", "/me/confirm"] {
        let page = admin.get(path).await;
        page.assert_ok();
        assert_eq!(page.text_of(".brand-name").as_deref(), Some("Northwind Apps"), "{path}");
        assert!(page.attributes_of("a", "href").contains(&"/a".to_owned()), "{path} has a way back");
        assert!(!page.body.contains("/console"), "{path} names the console");
        assert!(!page.body.to_lowercase().contains("berth"), "{path}");
    }
}

#[actix_web::test]
async fn a_session_that_is_ended_is_gone_at_its_next_request() {
    // T11
    let world = World::start().await;
    let (here, there, third) = (world.console().await, world.console().await, world.console().await);
    let list = here.get("/me/sessions").await;
    assert_eq!(list.text_of(".count").as_deref(), Some("3 browsers are signed in"));
    assert_eq!(list.texts_of("tbody .badge").len(), 1, "which is this one");
    let mut endings = list.attributes_of("tbody form", "action");
    assert_eq!(endings.len(), 2, "this one is not offered");
    endings.sort();
    // Ids grow with time: the first of the two is `there`.
    here.post(&endings[0], &[]).await.assert_redirect("/me/sessions");
    there.get("/me").await.assert_redirect("/sign-in");
    third.get("/me").await.assert_ok();
    here.post(&endings[0], &[]).await.assert_not_found();
    here.get("/me/sessions/others/ending").await.assert_ok();
    here.post("/me/sessions/others/ending", &[]).await.assert_redirect("/me/sessions");
    third.get("/me").await.assert_redirect("/sign-in");
    here.get("/me").await.assert_ok();
}

#[actix_web::test]
async fn nobody_ends_a_session_of_somebody_else() {
    // T4, T8
    let world = World::start().await;
    let victim = world.console().await;
    let session = world.another_session_of(world.people.console, ADA).await;
    for other in [world.bare_console().await, world.foreign_console().await, world.admin_of(world.root).await] {
        other.post(&format!("/me/sessions/{session}/ending"), &[]).await.assert_not_found();
        other.post("/me/sessions/none/ending", &[]).await.assert_not_found();
        other.post("/me/sessions/others/ending", &[]).await.assert_redirect("/me/sessions");
    }
    let list = victim.get("/me/sessions").await;
    assert_eq!(list.texts_of("tbody tr").len(), 2);
}

#[actix_web::test]
async fn a_session_that_ran_out_is_not_listed() {
    let world = World::start().await;
    world.console().await;
    world.clock.advance(Duration::hours(2));
    let later = world.console().await;
    assert_eq!(later.get("/me/sessions").await.texts_of("tbody tr").len(), 1);
}

#[actix_web::test]
async fn changing_the_password_ends_all_other_sessions_and_renews_this_one() {
    let world = World::with_settings(Checks::On, &[]).with_background();
    let (here, there) = (world.visitor(), world.console().await);
    let before = here.sign_in(ADA, PASSWORD).await.session_cookie().unwrap();
    here.post("/me/password", &[("present", "wrong one here"), ("password", NEW)])
        .await
        .assert_refused("present", "not your present password");
    here.post("/me/password", &[("present", PASSWORD), ("password", "short")])
        .await
        .assert_refused("password", "at least 10");
    here.post("/me/password", &[("present", PASSWORD), ("password", PASSWORD)])
        .await
        .assert_refused("password", "the password you have");
    there.get("/me").await.assert_ok();
    let changed = here.post("/me/password", &[("present", PASSWORD), ("password", NEW)]).await;
    changed.assert_redirect("/me/password");
    let after = changed.session_cookie().unwrap();
    assert_ne!(before, after);
    there.get("/me").await.assert_redirect("/sign-in");
    world.visitor().get_with("/me", &[("cookie", &before)]).await.assert_redirect("/sign-in");
    here.get("/me").await.assert_ok();
    // Forms on pages that were open go on working.
    here.post("/me", &[("name", "Ada"), ("version", "1")]).await.assert_redirect("/me");
    let told = world.mails(1).await.remove(0);
    assert_eq!(told.subject, "Your password for Northwind Apps was changed");
    world.visitor().sign_in(ADA, PASSWORD).await.assert_status(422);
    world.visitor().sign_in(ADA, NEW).await.assert_status(303);
    world.app.stop().await;
}

#[actix_web::test]
async fn guessing_the_password_at_an_open_browser_has_to_wait() {
    let world = World::start().await;
    let console = world.console().await;
    for _ in 0..5 {
        console
            .post("/me/confirm", &[("password", "wrong one here")])
            .await
            .assert_refused("password", "not your present");
    }
    console.post("/me/confirm", &[("password", PASSWORD)]).await.assert_refused("password", "too many wrong tries");
    let form = [("present", PASSWORD), ("password", NEW)];
    console.post("/me/password", &form).await.assert_refused("present", "too many wrong tries");
    world.clock.advance(Duration::seconds(3));
    console.post("/me/confirm", &[("password", PASSWORD)]).await.assert_redirect("/");
}

#[actix_web::test]
async fn confirming_leads_back_and_only_to_pages_of_our_own() {
    let world = World::start().await;
    let console = world.console().await;
    for (next, leads_to) in [
        ("/console/accounts?q=a", "/console/accounts?q=a"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("/\\evil.example", "/"),
        ("", "/"),
    ] {
        let encoded: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
        let page = console.get(&format!("/me/confirm?next={encoded}")).await;
        assert_eq!(page.value_of("input[name=next]").as_deref(), Some(leads_to), "{next:?}");
        let answer = console.post("/me/confirm", &[("password", PASSWORD), ("next", next)]).await;
        answer.assert_status(303);
        assert_eq!(answer.location(), leads_to, "{next:?}");
    }
}

#[actix_web::test]
async fn what_cannot_be_taken_back_asks_for_the_password_again_and_comes_back() {
    let world = World::start().await;
    let console = world.console().await;
    let deletion = format!("/console/accounts/{}/deletion", world.leaf);
    console.get(&deletion).await.assert_ok();
    world.clock.advance(Duration::minutes(11));
    let encoded: String = url::form_urlencoded::byte_serialize(deletion.as_bytes()).collect();
    let confirm = format!("/me/confirm?next={encoded}");
    // A form that was open too long leads back to its page, not to an address that only takes forms.
    let page = console.url(&deletion);
    let posted = console.post_with(&deletion, &[("referer", &page)], &[]).await;
    assert_eq!((posted.status.as_u16(), posted.location()), (303, confirm.as_str()));
    let posted = console.post_with(&deletion, &[("referer", "https://evil.example/x")], &[]).await;
    assert_eq!(posted.location(), "/me/confirm?next=%2F");
    // htmx follows with the whole page.
    let boosted = console.post_with(&deletion, &[("referer", &page), ("hx-request", "true")], &[]).await;
    assert_eq!((boosted.status.as_u16(), boosted.header("hx-redirect")), (403, confirm.as_str()));
    let next = console.get(&confirm).await.value_of("input[name=next]").unwrap();
    let confirmed = console.post("/me/confirm", &[("password", PASSWORD), ("next", &next)]).await;
    assert_eq!(confirmed.location(), deletion);
    console.post(&deletion, &[("typed_name", "Leaf Shop")]).await.assert_redirect("/console/accounts/");
}

/// MODEL section 3: a full export asks for the password again. A file is no page, so the way back is to the page with
/// the link to it.
#[actix_web::test]
async fn every_full_export_asks_for_the_password_and_leads_back_to_its_page() {
    let world = World::start().await;
    let (console, admin) = (world.console().await, world.admin_of(world.root).await);
    let own_log = format!("/a/{}/audit.csv", world.root);
    let files = [
        (&console, "/console/accounts/export".to_owned(), "/console/accounts?q=o"),
        (&console, "/console/accounts/export?q=o".to_owned(), "/console/accounts?q=o"),
        (&console, "/console/audit.csv".to_owned(), "/console/audit"),
        (&admin, own_log, "/a"),
    ];
    for (caller, file, _) in &files {
        caller.get(file).await.assert_ok();
    }
    let exports = "audit_log where action like 'export.%'";
    let before = crate::people::count(&world, exports);
    world.clock.advance(Duration::minutes(10) + Duration::seconds(1));
    for (caller, file, page) in &files {
        let referer = caller.url(page);
        let asked = caller.get_with(file, &[("referer", &referer)]).await;
        asked.assert_redirect("/me/confirm?next=");
        let next = caller.get(asked.location()).await.value_of("input[name=next]").unwrap();
        assert_eq!(&next, page);
        let kept = caller.get(asked.location()).await.value_of("input[name=file]").unwrap();
        assert_eq!(&kept, file);
    }
    assert_eq!(crate::people::count(&world, exports), before, "nothing was taken, so nothing is noted");
    for caller in [&console, &admin] {
        caller.post("/me/confirm", &[("password", PASSWORD), ("next", "/me")]).await.assert_redirect("/me");
    }
    for (caller, file, _) in &files {
        caller.get(file).await.assert_ok();
    }
    // Deleting many asks as deleting one does.
    world.clock.advance(Duration::minutes(11));
    let chosen = world.leaf.to_string();
    console.get(&format!("/console/bulk/deletion?ids={chosen}")).await.assert_redirect("/me/confirm?next=");
    let form = [("ids", chosen.as_str()), ("number", "1")];
    console.post("/console/bulk/deletion", &form).await.assert_redirect("/me/confirm?next=");
    assert_eq!(crate::people::count(&world, "jobs"), 0);
}

/// A file cannot begin by itself after a form: a page offers it and leads back, also to who opened its address directly.
#[actix_web::test]
async fn after_the_password_the_file_is_offered_with_a_way_back() {
    let world = World::start().await;
    let console = world.console().await;
    world.clock.advance(Duration::minutes(11));
    let file = "/console/audit.csv?what=account&from=2026-01-01";
    let asked = console.get(file).await;
    let form = console.get(asked.location()).await;
    let (next, kept) = (form.value_of("input[name=next]").unwrap(), form.value_of("input[name=file]").unwrap());
    assert_eq!((next.as_str(), kept.as_str()), ("/", file));
    let wrong = console.post("/me/confirm", &[("password", "wrong"), ("next", &next), ("file", &kept)]).await;
    assert_eq!(wrong.assert_status(422).value_of("input[name=file]").unwrap(), file, "kept");
    let given = console.post("/me/confirm", &[("password", PASSWORD), ("next", &next), ("file", &kept)]).await;
    given.assert_redirect("/me/download?file=");
    let offer = console.get(given.location()).await;
    assert_eq!(offer.attributes_of("main a.btn", "href"), [file, "/"]);
    assert_eq!(offer.texts_of("main a.btn"), ["Download now", "Go back"]);
    let got = console.get(file).await;
    assert!(got.assert_ok().header("content-type").starts_with("text/csv"));
    for foreign in ["https://evil.example/x", "//evil.example", ""] {
        console.get(&format!("/me/download?file={foreign}")).await.assert_not_found();
    }
}
