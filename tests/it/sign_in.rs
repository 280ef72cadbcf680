//! Coming in and going out: sign-in, sign-out, how long a session lasts, forged forms, hostile addresses.

use crate::support::world::PASSWORD;
use crate::support::{Answer, World};
use chrono::Duration;

const ADA: &str = "ada.vance@northwind.test";

#[actix_web::test]
async fn the_right_password_leads_to_where_the_person_works() {
    let world = World::start().await;
    world.visitor().sign_in(ADA, PASSWORD).await.assert_redirect("/console");
    world.visitor().sign_in("ADA.Vance@northwind.test ", PASSWORD).await.assert_redirect("/console");
    world.visitor().sign_in("root.admin@customer.test", PASSWORD).await.assert_redirect("/a");
}

#[actix_web::test]
async fn a_wrong_password_and_an_unknown_address_answer_alike() {
    let world = World::start().await;
    let visitor = world.visitor();
    let same = |answer: Answer, email: &str| answer.body.replace(email, "(typed)");
    let wrong = visitor.sign_in(ADA, "not the password").await;
    let unknown = visitor.sign_in("nobody@northwind.test", "not the password").await;
    wrong.assert_status(422);
    unknown.assert_status(422);
    assert!(wrong.session_cookie().is_none() && unknown.session_cookie().is_none());
    assert_eq!(same(wrong, ADA), same(unknown, "nobody@northwind.test"));
}

#[actix_web::test]
async fn somebody_who_was_disabled_is_refused_with_the_same_words_and_their_session_is_gone() {
    let world = World::start().await;
    let console = world.bare_console().await;
    console.get("/me").await.assert_ok();
    world.near().disable(world.people.bare_console).unwrap();
    console.get("/me").await.assert_redirect("/sign-in"); // T11
    let visitor = world.visitor();
    let disabled = visitor.sign_in("bare@northwind.test", PASSWORD).await;
    let unknown = visitor.sign_in("nobody@northwind.test", PASSWORD).await;
    disabled.assert_status(422);
    assert_eq!(disabled.text_of("[data-error-summary]"), unknown.text_of("[data-error-summary]"));
}

#[actix_web::test]
async fn five_wrong_passwords_are_free_and_then_waits_grow_but_never_lock() {
    let world = World::start().await;
    let visitor = world.visitor();
    for _ in 0..5 {
        visitor.sign_in(ADA, "not the password").await.assert_status(422);
    }
    let held = visitor.sign_in(ADA, PASSWORD).await;
    held.assert_status(429);
    let wait: u32 = held.header("retry-after").parse().unwrap();
    assert!((1..=3_600).contains(&wait), "{wait}");
    assert!(held.body.contains("Try again in 2 seconds"), "{}", held.body);
    // An unknown address is held in the same way, and others are not held at all.
    for _ in 0..5 {
        visitor.sign_in("nobody@northwind.test", "not the password").await.assert_status(422);
    }
    visitor.sign_in("nobody@northwind.test", "not the password").await.assert_status(429);
    world.visitor().sign_in("bare@northwind.test", PASSWORD).await.assert_status(303);
    let mut wait_s = 2;
    for _ in 0..11 {
        world.clock.advance(Duration::seconds(wait_s - 1));
        visitor.sign_in(ADA, "not the password").await.assert_status(429);
        world.clock.advance(Duration::seconds(1));
        visitor.sign_in(ADA, "not the password").await.assert_status(422);
        wait_s = (wait_s * 2).min(15 * 60);
    }
    assert_eq!(wait_s, 15 * 60);
    world.clock.advance(Duration::minutes(15));
    visitor.sign_in(ADA, PASSWORD).await.assert_status(303);
    // The right one makes the count begin anew.
    world.visitor().sign_in(ADA, "not the password").await.assert_status(422);
    world.visitor().sign_in(ADA, PASSWORD).await.assert_status(303);
}

#[actix_web::test]
async fn a_claimed_forwarding_address_does_not_make_another_source() {
    let world = World::start().await;
    let visitor = world.visitor();
    for n in 0..50 {
        let (email, claimed) = (format!("nobody{n}@northwind.test"), format!("198.51.{n}.7"));
        let form = [("email", email.as_str()), ("password", "not the password")];
        visitor.post_with("/sign-in", &[("x-forwarded-for", &claimed)], &form).await.assert_status(422);
    }
    visitor.sign_in("somebody-else@northwind.test", "not the password").await.assert_status(429);
}

#[actix_web::test]
async fn signing_out_ends_the_session_and_not_only_the_cookie() {
    let world = World::start().await;
    let visitor = world.visitor();
    let cookie = visitor.sign_in("root.admin@customer.test", PASSWORD).await.session_cookie().unwrap();
    let stolen = [("cookie", cookie.as_str())];
    world.visitor().get_with("/me", &stolen).await.assert_ok();
    let out = visitor.post("/sign-out", &[]).await;
    // Back to the sign-in page of their own partner: a customer meets no other name.
    out.assert_redirect("/sign-in/northwind");
    assert!(out.header("clear-site-data").contains("cache"));
    visitor.get("/me").await.assert_redirect("/sign-in");
    world.visitor().get_with("/me", &stolen).await.assert_redirect("/sign-in");
}

#[actix_web::test]
async fn a_token_from_before_the_sign_in_is_worth_nothing_afterwards() {
    let world = World::start().await;
    let visitor = world.visitor();
    let page = visitor.get("/sign-in").await;
    let (before, form_token) = (page.session_cookie().unwrap(), page.value_of("input[name=csrf]").unwrap());
    let after = visitor.sign_in(ADA, PASSWORD).await.session_cookie().unwrap();
    assert_ne!(before, after);
    world.visitor().get_with("/me", &[("cookie", &before)]).await.assert_redirect("/sign-in");
    // Who knew the form token of before cannot send forms in the session.
    visitor.post_raw("/me/sessions/others/ending", &[("csrf", &form_token)]).await.assert_status(403);
    // A session that was open in the same browser ends with the next sign-in.
    let again = visitor.sign_in(ADA, PASSWORD).await.session_cookie().unwrap();
    assert_ne!(after, again);
    world.visitor().get_with("/me", &[("cookie", &after)]).await.assert_redirect("/sign-in");
}

#[actix_web::test]
async fn a_cookie_that_was_not_signed_here_is_no_session() {
    let world = World::start().await;
    let cookie = world.visitor().sign_in(ADA, PASSWORD).await.session_cookie().unwrap();
    let altered = format!("{}x", &cookie[..cookie.len() - 1]);
    for forged in [altered.as_str(), "s=", "s=x", "s={\"t\":\"\\\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\\\"\"}"] {
        world.visitor().get_with("/me", &[("cookie", forged)]).await.assert_redirect("/sign-in");
    }
}

#[actix_web::test]
async fn a_session_ends_when_it_is_not_used_and_at_its_limit() {
    let world = World::start().await;
    for (email, idle, limit) in [
        (ADA, Duration::hours(1), Duration::hours(24)),
        ("root.admin@customer.test", Duration::hours(12), Duration::days(7)),
    ] {
        let idler = world.visitor();
        idler.sign_in(email, PASSWORD).await.assert_status(303);
        world.clock.advance(idle - Duration::minutes(1));
        idler.get("/me").await.assert_ok();
        world.clock.advance(idle - Duration::minutes(1));
        idler.get("/me").await.assert_ok();
        world.clock.advance(idle);
        idler.get("/me").await.assert_redirect("/sign-in");

        let busy = world.visitor();
        busy.sign_in(email, PASSWORD).await.assert_status(303);
        let step = idle - Duration::minutes(10);
        let mut passed = Duration::zero();
        while passed + step < limit {
            world.clock.advance(step);
            passed += step;
            busy.get("/me").await.assert_ok();
        }
        world.clock.advance(limit - passed);
        busy.get("/me").await.assert_redirect("/sign-in");
    }
}

#[actix_web::test]
async fn a_form_from_elsewhere_is_refused() {
    let world = World::start().await;
    let console = world.console().await;
    let form = [("name", "Taken Over"), ("version", "1")];
    console.post_raw("/me", &form).await.assert_status(403);
    console.post_raw("/me", &[("name", "Taken Over"), ("version", "1"), ("csrf", "wrong")]).await.assert_status(403);
    let other = world.foreign_console().await.csrf().await;
    console.post_raw("/me", &[("name", "Taken Over"), ("version", "1"), ("csrf", &other)]).await.assert_status(403);
    for site in ["cross-site", "same-site", "unheard-of"] {
        console.post_with("/me", &[("sec-fetch-site", site)], &form).await.assert_status(403);
    }
    for origin in ["https://evil.example", "null", "http://127.0.0.1:1", ""] {
        console.post_with("/me", &[("origin", origin)], &form).await.assert_status(403);
    }
    // Host and Origin alike prove nothing: only the configured address does. Who comes by another of this machine is told it,
    // who comes by any other is told nothing.
    let alias = [("host", "alias.example"), ("origin", "http://alias.example")];
    console.post_with("/me", &alias, &form).await.assert_status(421);
    let alias = [("host", "localhost"), ("origin", "http://localhost")];
    let refused = console.post_with("/me", &alias, &form).await;
    refused.assert_status(403);
    let text = refused.text_of("main").unwrap();
    let right = world.config.url.origin().ascii_serialization();
    assert!(text.contains(&format!("Open {right}")), "{text}");
    assert!(console.get("/me").await.value_of("#f-name").unwrap().contains("ada"), "nothing was changed");
    console.post_with("/me", &[("sec-fetch-site", "same-origin")], &form).await.assert_redirect("/me");
}

#[actix_web::test]
async fn sign_in_leads_only_to_pages_of_our_own() {
    let world = World::start().await;
    for (next, leads_to) in [
        ("/console/accounts?q=a", "/console/accounts?q=a"),
        ("https://evil.example/", "/console"),
        ("//evil.example/", "/console"),
        ("/\\evil.example", "/console"),
        ("/\t/evil.example", "/console"),
        ("/\r\nset-cookie: s=x", "/console"),
        ("javascript:alert(1)", "/console"),
        ("/ä", "/console"),
        ("", "/console"),
    ] {
        let form = [("email", ADA), ("password", PASSWORD), ("next", next)];
        let answer = world.visitor().post("/sign-in", &form).await;
        answer.assert_status(303);
        assert_eq!(answer.location(), leads_to, "{next:?}");
    }
}

#[actix_web::test]
async fn who_must_sign_in_comes_back_to_the_page_they_wanted() {
    let world = World::start().await;
    let visitor = world.visitor();
    let sent = visitor.get("/console/accounts?q=a%20b").await;
    assert_eq!(sent.location(), "/sign-in?next=%2Fconsole%2Faccounts%3Fq%3Da%2520b");
    assert_eq!(visitor.get(sent.location()).await.value_of("input[name=next]").unwrap(), "/console/accounts?q=a%20b");
    // What was sent has no page: they come back to the one the form was on, when it was one of ours.
    let page = visitor.url("/me?x=1");
    let posted = visitor.post_with("/me", &[("referer", &page)], &[]).await;
    assert_eq!(posted.location(), "/sign-in?next=%2Fme%3Fx%3D1");
    let posted = visitor.post_with("/me", &[("referer", "https://evil.example/me")], &[]).await;
    assert_eq!(posted.location(), "/sign-in");
}

#[actix_web::test]
async fn hostile_input_is_an_answer_and_never_a_failure() {
    let world = World::start().await;
    let visitor = world.visitor();
    let long = "x".repeat(100_000);
    for (email, password) in [
        ("", ""),
        (long.as_str(), long.as_str()),
        ("<script>alert(1)</script>", "x"),
        ("'; drop table people; --", "x"),
        ("a\0b@northwind.test", "p\0w"),
        ("\u{202e}ada@northwind.test", "x"),
    ] {
        let answer = visitor.sign_in(email, password).await;
        answer.assert_status(422);
        assert!(!answer.body.contains("<script>alert"));
    }
    let agent = "<script>alert(1)</script>\u{ff}".repeat(500);
    let form = [("email", ADA), ("password", PASSWORD)];
    for headers in [
        [("user-agent", agent.as_str()), ("accept", "\u{ff}")],
        [("x-forwarded-for", "not, an, address"), ("accept-language", "\"<>")],
    ] {
        world.visitor().post_with("/sign-in", &headers, &form).await.assert_redirect("/console");
    }
    let me = world.visitor();
    me.post_with("/sign-in", &[("user-agent", "<img src=x onerror=alert(1)>")], &form).await.assert_status(303);
    let sessions = me.get("/me/sessions").await;
    assert!(!sessions.body.contains("<img") && sessions.body.contains("An unknown device"));
}

/// Staff see who was tried and from where; nobody learns from the answer that the address is known, and what was typed
/// is written nowhere.
#[actix_web::test]
async fn a_refused_sign_in_is_in_the_audit_log_without_what_was_typed() {
    let world = World::start().await;
    world.visitor().sign_in(ADA, "quiet-harbour-guess-9").await.assert_status(422);
    world.visitor().sign_in("nobody@northwind.test", "quiet-harbour-guess-9").await.assert_status(422);
    let console = world.console().await;
    let end = std::time::Instant::now() + std::time::Duration::from_secs(10);
    let log = loop {
        let log = console.get("/console/audit?action=sign_in.refused").await;
        if log.body.contains("Somebody") {
            break log;
        }
        assert!(std::time::Instant::now() < end, "no entry: {}", log.body);
        actix_web::rt::time::sleep(std::time::Duration::from_millis(50)).await;
    };
    let said = log.text_of(".timeline > li").unwrap();
    assert!(said.contains("Somebody gave a wrong password for ada vance (ada.vance@northwind.test)"), "{said}");
    assert!(!log.body.contains("quiet-harbour-guess-9") && !log.body.contains("nobody@northwind.test"));
    // Another partner's log knows nothing of it (T1).
    let other = world.foreign_console().await.get("/console/audit?action=sign_in.refused").await;
    assert!(!other.body.contains("ada.vance@northwind.test"));
    // Nobody knows who it was: Ada is whom it was tried on, not who did it. Looking for her shows it all the same.
    let ada = world.people.console;
    let of_ada = |who: &str| format!("audit_log where action = 'sign_in.refused' and {who}");
    assert_eq!(crate::people::count(&world, &of_ada("actor_id is not null")), 0);
    assert_eq!(crate::people::count(&world, &of_ada(&format!("object_id = '{ada}'"))), 1);
    let hers = console.get(&format!("/console/audit?person={ada}")).await.texts_of(".timeline > li");
    assert_eq!(hers.len(), 2, "her own sign-in and the one that was refused: {hers:?}");
    assert!(hers[0].contains("signed in") && hers[1].contains("Somebody"), "the newest first: {hers:?}");
    let next = console.get(&format!("/console/audit?rows=1&person={ada}")).await.attributes_of("a[rel=next]", "href");
    assert!(console.get(&next[0]).await.body.contains("Somebody"), "over a page's edge too");
}

/// Whoever guesses cannot fill the log: an entry needs an attempt that the throttle let through.
#[actix_web::test]
async fn a_flood_of_guesses_leaves_few_entries_and_coming_and_going_has_its_own() {
    let world = World::start().await;
    for _ in 0..40 {
        let answer = world.visitor().sign_in(ADA, "quiet-harbour-guess-9").await;
        assert!([422, 429].contains(&answer.status.as_u16()));
    }
    world.clock.advance(Duration::minutes(20));
    let console = world.console().await;
    console.get("/console").await.assert_ok();
    console.post("/sign-out", &[]).await.assert_status(303);
    let mut noted = 0;
    for _ in 0..100 {
        noted = crate::people::count(&world, "audit_log where action = 'sign_in.refused'");
        if noted >= 5 {
            break;
        }
        actix_web::rt::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(noted, 5, "the five free tries, and none of the 35 that had to wait");
    for action in ["session.opened", "session.closed"] {
        let own = format!("audit_log where action = '{action}' and actor_email = '{ADA}' and address = '127.0.0.1'");
        assert_eq!(crate::people::count(&world, &own), 1, "{action}");
    }
}

/// SECURITY section 4, Passwords: a hash of a lower cost is replaced when the password is given, and only then.
#[actix_web::test]
async fn a_hash_of_a_lower_cost_is_made_anew_at_sign_in() {
    let world = World::start().await;
    let ada = world.people.console;
    let hash =
        || crate::people::lines(&world, &format!("select hash as line from credentials where person_id = '{ada}'"));
    let weak = hash();
    assert!(weak[0].starts_with("$2b$04$"), "{weak:?}");
    let stronger = |config: &mut berth::config::Config| config.password_cost = 5;
    world.beside(stronger).sign_in(ADA, "quiet-harbour-guess-9").await.assert_status(422);
    world.visitor().sign_in(ADA, PASSWORD).await.assert_status(303);
    assert_eq!(hash(), weak, "neither a wrong password nor the same cost changes it");
    world.beside(stronger).sign_in(ADA, PASSWORD).await.assert_status(303);
    let end = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while !hash()[0].starts_with("$2b$05$") {
        assert!(std::time::Instant::now() < end, "still {:?}", hash());
        actix_web::rt::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    world.visitor().sign_in(ADA, PASSWORD).await.assert_status(303);
    assert!(hash()[0].starts_with("$2b$05$"), "a lower setting does not weaken it");
}

/// Who is signed out meets the partner's page again and not the nameless one; a cookie somebody made up leads nowhere.
#[actix_web::test]
async fn who_was_signed_out_is_led_to_the_partners_own_page() {
    let world = World::start().await;
    let visitor = world.visitor();
    visitor.get("/console/accounts").await.assert_redirect("/sign-in?next=");
    let console = world.console().await;
    world.clock.advance(chrono::Duration::days(2));
    let lapsed = console.get("/console/accounts?q=a").await;
    lapsed.assert_redirect("/sign-in/northwind?next=%2Fconsole%2Faccounts%3Fq%3Da");
    assert!(console.get(lapsed.location()).await.body.contains("Northwind Apps"));
    let admin = world.admin_of(world.root).await;
    admin.post("/sign-out", &[]).await.assert_redirect("/sign-in/northwind");
    admin.get("/a").await.assert_redirect("/sign-in/northwind?next=");
    admin.get("/").await.assert_redirect("/sign-in/northwind");
    let made_up = visitor.get_with("/console", &[("cookie", "at=contoso.AAAA")]).await;
    made_up.assert_redirect("/sign-in?next=");
}

#[actix_web::test]
async fn the_sign_in_page_speaks_the_language_that_was_chosen_there() {
    let world = World::start().await;
    let visitor = world.visitor();
    let page = visitor.get("/sign-in/northwind?next=/console/accounts").await;
    let chosen = visitor.send(&page, "form[action='/language']", &[("language", "de")]).await;
    chosen.assert_redirect("/sign-in/northwind?next=%2Fconsole%2Faccounts");
    let page = visitor.get("/sign-in/northwind").await;
    assert_eq!(
        (page.attributes_of("html", "lang"), page.text_of("h1")),
        (vec!["de".to_owned()], Some("Bei Northwind Apps anmelden".to_owned()))
    );
    assert_eq!(page.attributes_of("form[action='/language'] button[aria-current]", "value"), ["de"]);
    visitor.post("/language", &[("language", "tlh")]).await.assert_status(400);
    visitor.post("/language", &[("language", "en"), ("back", "//elsewhere.test")]).await.assert_redirect("/sign-in");
    assert_eq!(visitor.get("/sign-in").await.attributes_of("html", "lang"), ["en"]);
}
