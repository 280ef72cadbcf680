//! Whose pages a request shows: by the name it came by, and by nothing else.

use super::{PAGE, added, at, main_of, signed_in, visitor};
use crate::support::program::{Credential, Program};
use crate::support::world::PASSWORD;
use crate::support::{Caller, World};
use chrono::Duration;

const ADA: &str = "ada.vance@northwind.test";
const CARL: &str = "carl@contoso.test";

/// Each partner has a name of its own.
async fn two(world: &World) -> (Caller, Caller) {
    let (near, far) = (world.console().await, world.foreign_console().await);
    added(&near, world, "north.localhost").await;
    added(&far, world, "contoso.localhost").await;
    (near, far)
}

#[actix_web::test]
async fn a_name_that_is_nobodys_gets_a_plain_answer_that_names_nobody() {
    let world = World::start().await;
    two(&world).await;
    let stranger = visitor(&world, "stranger.localhost");
    for path in
        ["/", "/sign-in", "/sign-in/northwind", "/console", "/static/none.css", "/v1.0/accounts", "/docs", "/none"]
    {
        let answer = stranger.get(path).await;
        answer.assert_status(421);
        assert_eq!(
            answer.body, "There is nothing at this address. Check it, or ask whoever sent it to you.\n",
            "{path}"
        );
        assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
        assert!(answer.session_cookie().is_none(), "{path}");
    }
    for path in ["/hooks/none", "/oauth/token", "/sign-in"] {
        stranger.post_raw(path, &[("a", "b")]).await.assert_status(421);
    }
    // Whoever looks whether the server is well names it as they like.
    stranger.get("/healthz").await.assert_ok();
    stranger.get("/readyz").await.assert_ok();
    // On a machine of one's own the usual names are one.
    visitor(&world, "localhost").get("/sign-in").await.assert_ok();
    for odd in ["north.localhost.evil.test", "north.localhost@evil.test", "a b", "[::1", "%00.localhost", "-.localhost"]
    {
        world.visitor().get_with("/sign-in", &[("host", odd)]).await.assert_status(421);
    }
    for same in ["NORTH.localhost", "north.localhost.", "north.localhost:1", "north.localhost:443"] {
        world.visitor().get_with("/sign-in", &[("host", same)]).await.assert_ok();
    }
}

#[actix_web::test]
async fn certificates_are_made_for_names_that_count_and_for_no_other() {
    let world = World::start().await;
    let (near, _) = two(&world).await;
    added(&near, &world, "later.acme.test").await;
    let proxy = visitor(&world, "anything.test");
    for (name, status) in [
        ("north.localhost", 200),
        ("NORTH.localhost.", 200),
        ("contoso.localhost", 200),
        ("127.0.0.1", 200),
        ("later.acme.test", 404),
        ("stranger.localhost", 404),
        ("%00", 404),
        ("", 404),
    ] {
        let answer = proxy.get(&format!("/tls/ask?domain={name}")).await;
        assert_eq!(answer.status.as_u16(), status, "{name}");
        assert_eq!(answer.body, if status == 200 { "yes\n" } else { "no\n" });
    }
    assert_eq!(proxy.get("/tls/ask").await.status.as_u16(), 404);
}

#[actix_web::test]
async fn on_a_partners_name_is_its_sign_in_page_and_its_people_alone() {
    let world = World::start().await;
    two(&world).await;
    let person = visitor(&world, "north.localhost");
    person.get("/").await.assert_redirect("/sign-in");
    let page = person.get("/sign-in").await;
    assert!(page.assert_ok().text_of("h1").unwrap().contains("Northwind Apps"), "{}", page.body);
    person.get("/sign-in/northwind").await.assert_ok();
    person.get("/sign-in/contoso").await.assert_not_found();
    person.get("/sign-in/none").await.assert_not_found();
    // Whatever the form says, it is this partner's people who are looked for.
    for form in [
        [("email", CARL), ("password", PASSWORD), ("at", "contoso")],
        [("email", CARL), ("password", PASSWORD), ("at", "")],
    ] {
        person.post("/sign-in", &form).await.assert_status(422);
    }
    person.sign_in(ADA, PASSWORD).await.assert_redirect("/console");
    assert!(person.get("/console").await.assert_ok().text_of("title").unwrap().contains("Overview"));
    person.post("/sign-out", &[]).await.assert_redirect("/sign-in");
    let reset = visitor(&world, "north.localhost");
    let asked = reset.post("/reset", &[("email", CARL), ("at", "contoso")]).await;
    asked.assert_redirect("/reset/sent?at=northwind");
    assert_eq!(crate::people::lines(&world, "select template as line from mails").len(), 0, "he is nobody here");
}

#[actix_web::test]
async fn a_session_of_another_partner_does_not_count_on_a_partners_name() {
    let world = World::start().await;
    two(&world).await;
    let carl = visitor(&world, "contoso.localhost");
    let cookie = carl.sign_in(CARL, PASSWORD).await.session_cookie().unwrap();
    let admin = Caller::new("admin", &at(&world, "127.0.0.1"));
    let admins = admin.sign_in("root.admin@customer.test", PASSWORD).await.session_cookie().unwrap();
    let account = format!("/a/{}", world.root);
    // Each session works where it was begun, on the installation's own name, and on the partner's.
    for (host, cookie, path, works) in [
        ("contoso.localhost", &cookie, "/console", true),
        ("127.0.0.1", &cookie, "/console", true),
        ("north.localhost", &cookie, "/console", false),
        ("north.localhost", &cookie, "/me", false),
        ("north.localhost", &admins, account.as_str(), true),
        ("127.0.0.1", &admins, account.as_str(), true),
        ("contoso.localhost", &admins, account.as_str(), false),
        ("contoso.localhost", &admins, "/a", false),
    ] {
        // Twice: known and unknown to the process alike.
        for _ in 0..2 {
            let stolen = visitor(&world, host).get_with(path, &[("cookie", cookie)]).await;
            if works {
                stolen.assert_ok();
            } else {
                stolen.assert_redirect("/sign-in?next=");
                assert!(!stolen.body.contains("Contoso") && !stolen.body.contains("Northwind"));
            }
        }
        let missing = visitor(&world, host).get_with("/none", &[("cookie", cookie)]).await;
        let named = if host == "contoso.localhost" { "Northwind" } else { "Contoso" };
        assert!(host == "127.0.0.1" || !missing.body.contains(named), "{host}: {}", missing.body);
    }
}

#[actix_web::test]
async fn programs_call_by_every_name_that_is_their_partners() {
    let world = World::start().await;
    let (near, _) = two(&world).await;
    let credential = Credential::made_by(&near, "Sign-up").await;
    let program = Program::with("program", &at(&world, "north.localhost"), &credential, "").await;
    program.get("/v1.0/accounts").await.assert_ok();
    let usual = Program::new("program", world.config.url.as_str(), &program.token);
    usual.get("/v1.0/accounts").await.assert_ok();
    let elsewhere = Program::new("program", &at(&world, "contoso.localhost"), &program.token);
    for _ in 0..2 {
        elsewhere.get("/v1.0/accounts").await.assert_status(401);
    }
    Program::ask(&at(&world, "contoso.localhost"), &credential, "").await.assert_status(401);
    let refused = Program::new("program", &at(&world, "stranger.localhost"), &program.token);
    let refused = Caller::new("raw", &at(&world, "stranger.localhost"))
        .get_with("/v1.0/accounts", &[("authorization", &format!("Bearer {}", refused.token))])
        .await;
    refused.assert_status(421);
}

#[actix_web::test]
async fn forms_come_from_the_name_they_are_sent_to() {
    let world = World::start().await;
    two(&world).await;
    let ada = signed_in(&world, "north.localhost", ADA).await;
    let form = [("name", "Ada Renamed"), ("version", "1")];
    for origin in [
        at(&world, "contoso.localhost"),
        at(&world, "127.0.0.1"),
        "null".to_owned(),
        "https://north.localhost".to_owned(),
    ] {
        ada.post_with("/me", &[("origin", &origin)], &form).await.assert_status(403);
    }
    ada.post("/me", &form).await.assert_redirect("/me");
    // A browser that says where a form comes from is believed, whatever name it came by.
    ada.post_with("/me", &[("sec-fetch-site", "same-site")], &form).await.assert_status(403);
}

#[actix_web::test]
async fn a_name_that_is_removed_is_nobodys_at_once_here_and_within_half_a_minute_elsewhere() {
    let world = World::start().await;
    let console = world.console().await;
    let name = added(&console, &world, "north.localhost").await;
    let other = world.beside(|_| ());
    let by_name = [("host", "north.localhost")];
    visitor(&world, "north.localhost").get("/sign-in").await.assert_ok();
    other.get_with("/sign-in", &by_name).await.assert_ok();
    let asked = console.get(&format!("{name}/removal")).await;
    assert!(asked.assert_ok().texts_of(".consequences li").len() >= 3, "{}", asked.body);
    console.post(&format!("{name}/removal"), &[]).await.assert_redirect(PAGE);
    visitor(&world, "north.localhost").get("/sign-in").await.assert_status(421);
    other.get_with("/sign-in", &by_name).await.assert_ok();
    world.clock.advance(Duration::seconds(30));
    other.get_with("/sign-in", &by_name).await.assert_status(421);
    // Added again it is asked about where it is remembered as nobody's, too.
    added(&console, &world, "north.localhost").await;
    visitor(&world, "north.localhost").get("/sign-in").await.assert_ok();
    other.get_with("/sign-in", &by_name).await.assert_status(421);
    world.clock.advance(Duration::seconds(30));
    other.get_with("/sign-in", &by_name).await.assert_ok();
}

#[actix_web::test]
async fn failures_on_a_partners_name_are_the_partners() {
    let world = World::start().await;
    two(&world).await;
    let person = visitor(&world, "north.localhost");
    for (path, status) in [
        ("/none", 404),
        ("/link/none", 410),
        ("/connect/none", 410),
        ("/oauth/callback?state=x", 404),
        ("/signin?token=none", 410),
    ] {
        let answer = person.get(path).await;
        answer.assert_status(status);
        assert!(answer.text_of("title").unwrap().contains("Northwind Apps"), "{path}: {}", answer.body);
    }
}

#[actix_web::test]
async fn the_main_name_is_one_that_is_verified_and_can_be_left_again() {
    let world = World::start().await;
    let console = world.console().await;
    let pending = added(&console, &world, "later.acme.test").await;
    console.post(&format!("{pending}/main"), &[]).await.assert_status(409);
    main_of(&console, &world, "north.localhost").await;
    let settings = console.get("/console/settings").await;
    assert_eq!(settings.value_of("#sign-in-address").unwrap(), format!("{}/sign-in", at(&world, "north.localhost")));
    assert_eq!(console.get(PAGE).await.texts_of(".tag"), ["In links"]);
    console.post(&format!("{PAGE}/usual"), &[]).await.assert_redirect(PAGE);
    let settings = console.get("/console/settings").await;
    let usual = world.config.url.as_str().trim_end_matches('/').to_owned();
    assert_eq!(settings.value_of("#sign-in-address").unwrap(), format!("{usual}/sign-in/northwind"));
    let noted =
        crate::people::lines(&world, "select count(*)::text as line from audit_log where action = 'partner.main_host'");
    assert_eq!(noted, ["2"]);
}
