//! How a partner lets people in: of whom two-step sign-in is required, and from which networks.

use crate::people::{count, lines};
use crate::support::app::Checks;
use crate::support::authenticator::Authenticator;
use crate::support::command::berth;
use crate::support::program::{Credential, Program};
use crate::support::world::PASSWORD;
use crate::support::{Answer, Caller, World};
use reqwest::Method;
use serde_json::json;

const PAGE: &str = "/console/settings/ways-in";
const RULE: &str = "/console/settings/ways-in/two-step";
const OWN: &str = "/me/two-step";

async fn require(caller: &Caller, of: &str) -> Answer {
    let page = caller.get(PAGE).await;
    let version = page.value_of(&format!("form[action='{RULE}'] input[name=version]")).unwrap();
    caller.post(RULE, &[("second_step", of), ("version", &version)]).await
}

#[actix_web::test]
async fn who_must_have_two_step_sign_in_sets_it_up_before_anything_else_opens() {
    let world = World::start().await;
    let console = world.console().await;
    Authenticator::set_up(&console, &world).await;
    let (bare, admin, foreign) =
        (world.bare_console().await, world.admin_of(world.root).await, world.foreign_console().await);
    bare.get("/console").await.assert_ok();
    require(&console, "console").await.assert_redirect(PAGE);
    // Of staff, from the next click on; who has it goes on, and so do customers and other partners (T1).
    for path in ["/console", "/console/settings", "/me", "/me/password", "/me/sessions", "/a"] {
        bare.get(path).await.assert_redirect(OWN);
    }
    bare.post("/me", &[("name", "Renamed"), ("version", "1")]).await.assert_redirect(OWN);
    let part = bare.get_fragment("/console/search?q=b").await;
    assert_eq!((part.assert_status(403).header("hx-redirect"), part.body.as_str()), (OWN, ""));
    console.get("/console").await.assert_ok();
    admin.get(&format!("/a/{}", world.root)).await.assert_ok();
    foreign.get("/console").await.assert_ok();
    let page = bare.get(OWN).await;
    assert!(page.assert_ok().body.contains("Northwind Apps requires two-step sign-in"), "{}", page.body);
    // The password can be given again there, and whoever does not want to may sign out.
    bare.get("/me/confirm").await.assert_ok();
    let other = world.bare_console().await;
    other.get("/console").await.assert_redirect(OWN);
    other.post("/sign-out", &[]).await.assert_redirect("/sign-in/northwind");
    Authenticator::set_up(&bare, &world).await;
    bare.get("/console").await.assert_ok();

    require(&console, "everybody").await.assert_redirect(PAGE);
    admin.get(&format!("/a/{}", world.root)).await.assert_redirect(OWN);
    // An account that is not theirs is told no more of than any.
    admin.get(&format!("/a/{}", world.sibling)).await.assert_redirect(OWN);
    let late = world.admin_of(world.stopped).await;
    late.get(&format!("/a/{}", world.stopped)).await.assert_redirect(OWN);
    let (phone, _) = Authenticator::set_up(&admin, &world).await;
    admin.get(&format!("/a/{}", world.root)).await.assert_ok();
    admin.get(&format!("/a/{}", world.sibling)).await.assert_not_found();
    // Turned off, or reset by staff, it is required again at once.
    let off = [("password", PASSWORD), ("code", &phone.next(&world))];
    admin.post("/me/two-step/off", &off).await.assert_redirect(OWN);
    admin.get("/a").await.assert_redirect(OWN);
    console.post(&format!("/console/staff/{}/two-step", world.people.bare_console), &[]).await.assert_status(303);
    bare.get("/console").await.assert_redirect(OWN);
    require(&console, "optional").await.assert_redirect(PAGE);
    bare.get("/console").await.assert_ok();
    assert_eq!(
        lines(&world, "select changes::text as line from audit_log where action = 'partner.second_step' order by seq")
            .len(),
        3
    );
}

#[actix_web::test]
async fn whoever_saves_the_rule_without_having_it_is_led_to_it_as_well() {
    let world = World::start().await;
    let console = world.console().await;
    require(&console, "everybody").await.assert_redirect(PAGE);
    console.get(PAGE).await.assert_redirect(OWN);
    Authenticator::set_up(&console, &world).await;
    console.get(PAGE).await.assert_ok();
    // A sign-in goes the same way.
    let visitor = world.visitor();
    visitor.sign_in("bare@northwind.test", PASSWORD).await.assert_redirect("/console");
    visitor.get("/console").await.assert_redirect(OWN);
}

#[actix_web::test]
async fn programs_and_whom_they_let_in_are_asked_for_no_code() {
    let world = World::start().await;
    let console = world.console().await;
    Authenticator::set_up(&console, &world).await;
    let admin = world.admin_of(world.branch).await;
    Authenticator::set_up(&admin, &world).await;
    let credential = Credential::made_by(&console, "Sign-up").await;
    require(&console, "everybody").await.assert_redirect(PAGE);
    let url = world.config.url.as_str();
    let program = Program::with("program", url, &credential, "").await;
    program.get("/v1.0/accounts").await.assert_ok();
    for user in ["branch.admin@customer.test", "newcomer@customer.test"] {
        let asked = program.post("/v1.0/accounts/branch/signintoken", json!({ "Username": user })).await;
        let token = asked.assert_ok().json()["Token"].as_str().unwrap().to_owned();
        let visitor = world.visitor();
        let inside = visitor.post_raw("/signin", &[("token", &token)]).await;
        inside.assert_redirect(&format!("/a/{}", world.branch));
        visitor.get(inside.location()).await.assert_ok();
        // That session proves no password, so it reaches nothing of the person's way in.
        visitor.get(OWN).await.assert_status(403);
    }
}

#[actix_web::test]
async fn the_rule_is_seen_and_saved_by_level_and_the_second_of_two_is_told() {
    let world = World::start().await;
    let looking = world.console_with(&[("settings", "edit")]).await;
    let page = looking.get(PAGE).await;
    assert!(page.assert_ok().body.contains("Optional") && page.texts_of("main form").is_empty(), "{}", page.body);
    looking.post(RULE, &[("second_step", "console"), ("version", "1")]).await.assert_status(403);
    let manager = world.console_with(&[("settings", "manage")]).await;
    manager.post(RULE, &[("second_step", "some"), ("version", "1")]).await.assert_refused("second_step", "Choose one");
    Authenticator::set_up(&manager, &world).await;
    manager.post(RULE, &[("second_step", "console"), ("version", "1")]).await.assert_redirect(PAGE);
    let told = manager.post(RULE, &[("second_step", "everybody"), ("version", "1")]).await;
    told.assert_status(409);
    assert!(told.text_of(".diff").unwrap().contains("Required for console users"), "{}", told.body);
    assert_eq!(told.value_of(&format!("form[action='{RULE}'] input[name=version]")).as_deref(), Some("2"));
    assert_eq!(count(&world, "partners where second_step <> 'optional'"), 1);
}

const NETWORKS: &str = "/console/settings/ways-in/networks";
/// Behind a proxy that is believed, so that callers come from where they say.
const PROXIED: &[(&str, &str)] = &[("TRUSTED_PROXIES", "127.0.0.1")];
const OFFICE: (&str, &str) = ("x-forwarded-for", "192.0.2.7");
const ELSEWHERE: (&str, &str) = ("x-forwarded-for", "198.51.100.9");

async fn allow(caller: &Caller, from: (&str, &str), console: &str, api: &str) -> Answer {
    let page = caller.get_with(PAGE, &[from]).await;
    let version = page.value_of(&format!("form[action='{NETWORKS}'] input[name=version]")).unwrap();
    let form = [("console_networks", console), ("api_networks", api), ("version", &version)];
    caller.post_with(NETWORKS, &[from], &form).await
}

#[actix_web::test]
async fn staff_comes_in_from_the_networks_that_are_allowed_and_from_no_other() {
    let world = World::with_settings(Checks::On, PROXIED);
    let (console, bare, admin) = (world.console().await, world.bare_console().await, world.admin_of(world.root).await);
    let foreign = world.foreign_console().await;
    bare.get_with("/console", &[ELSEWHERE]).await.assert_ok();
    allow(&console, OFFICE, "192.0.2.0/24\n2001:db8::/32", "").await.assert_redirect(PAGE);
    // Open sessions too, at the next request, on every page; also one that was asked for a moment ago.
    for path in ["/console", "/me", "/console/accounts", OWN, "/console/search?q=b"] {
        let out = bare.get_with(path, &[ELSEWHERE]).await;
        assert!(out.assert_status(403).body.contains("198.51.100.9"), "{path}: {}", out.body);
        assert!(!out.body.contains("192.0.2.0"), "which networks those are is told nobody");
    }
    bare.post_with("/me", &[ELSEWHERE], &[("name", "Renamed"), ("version", "1")]).await.assert_status(403);
    bare.get_with("/console", &[OFFICE]).await.assert_ok();
    bare.get_with("/console", &[("x-forwarded-for", "2001:db8:1::5")]).await.assert_ok();
    bare.get_with("/console", &[("x-forwarded-for", "198.51.100.9, 192.0.2.8")]).await.assert_ok();
    // What a browser claims is not believed: the last address that a proxy added counts.
    bare.get_with("/console", &[("x-forwarded-for", "192.0.2.8, 198.51.100.9")]).await.assert_status(403);
    // A sign-in from elsewhere opens nothing either, and everybody may sign out.
    let visitor = world.visitor();
    let form = [("email", "bare@northwind.test"), ("password", PASSWORD)];
    visitor.post_with("/sign-in", &[ELSEWHERE], &form).await.assert_redirect("/console");
    visitor.get_with("/console", &[ELSEWHERE]).await.assert_status(403);
    let csrf = visitor.get_with("/sign-in", &[ELSEWHERE]).await.value_of("input[name=csrf]").unwrap();
    visitor.post_with("/sign-out", &[ELSEWHERE], &[("csrf", &csrf)]).await.assert_redirect("/sign-in/northwind");
    // Customers and other partners come from where they are.
    admin.get_with(&format!("/a/{}", world.root), &[ELSEWHERE]).await.assert_ok();
    foreign.get_with("/console", &[ELSEWHERE]).await.assert_ok();
    // Noted once an hour for each person, however often they try.
    let noted = || lines(&world, "select actor_email as line from audit_log where action = 'network.refused'");
    assert_eq!(noted(), ["bare@northwind.test"]);
    world.clock.advance(chrono::Duration::minutes(59));
    bare.get_with("/console", &[ELSEWHERE]).await.assert_status(403);
    assert_eq!(noted().len(), 1);
    world.clock.advance(chrono::Duration::minutes(1));
    let again = world.visitor();
    again.post_with("/sign-in", &[ELSEWHERE], &form).await.assert_redirect("/console");
    again.get_with("/console", &[ELSEWHERE]).await.assert_status(403);
    assert_eq!(noted().len(), 2);
    let staff = world.visitor();
    let form = [("email", "ada.vance@northwind.test"), ("password", PASSWORD)];
    staff.post_with("/sign-in", &[OFFICE], &form).await.assert_redirect("/console");
    let log = staff.get_with("/console/audit", &[OFFICE]).await.texts_of(".timeline > li").join("\n");
    assert!(log.contains("was kept out by the network they came from"), "{log}");
    assert!(log.contains("changed the allowed networks of") && log.contains("192.0.2.0/24, 2001:db8::/32"), "{log}");
}

#[actix_web::test]
async fn tokens_call_from_the_networks_that_are_allowed_and_from_no_other() {
    let world = World::with_settings(Checks::On, PROXIED);
    let console = world.console().await;
    let credential = Credential::made_by(&console, "Sign-up").await;
    let url = world.config.url.as_str();
    let of_partner = Program::with("program", url, &credential, "").await;
    let bound = Program::with("bound program", url, &credential, "account:branch").await;
    allow(&console, ELSEWHERE, "", "192.0.2.0/24").await.assert_redirect(PAGE);
    let said =
        "The API may not be called from 198.51.100.9. The partner's settings name the networks it may be called from.";
    for program in [&of_partner, &bound] {
        for _ in 0..3 {
            let out = program.call(Method::GET, "/v1.0/cycles", None, &[ELSEWHERE, ("x-account", "branch")]).await;
            out.assert_said(403, said);
        }
        let inside = program.call(Method::GET, "/v1.0/cycles", None, &[OFFICE, ("x-account", "branch")]).await;
        inside.assert_ok();
    }
    let body = json!({ "Name": "Another" }).to_string();
    let out = of_partner.call(Method::POST, "/v1.0/accounts", Some(body.clone()), &[ELSEWHERE]).await;
    out.assert_said(403, said);
    assert_eq!(count(&world, "accounts where name = 'Another'"), 0);
    of_partner.call(Method::POST, "/v1.0/accounts", Some(body), &[OFFICE]).await.assert_status(200);
    // Nor is a token given there.
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", credential.client_id.as_str()),
        ("client_secret", credential.secret.as_str()),
    ];
    let refused = world.visitor().post_with("/oauth/token", &[ELSEWHERE], &form).await;
    refused.assert_status(403);
    assert_eq!((&refused.json()["error"], &refused.json()["Message"]), (&json!("unauthorized_client"), &json!(said)));
    world.visitor().post_with("/oauth/token", &[OFFICE], &form).await.assert_ok();
    // A wrong secret is told nothing of networks.
    let form = [("grant_type", "client_credentials"), ("client_id", form[1].1), ("client_secret", "wrong")];
    world.visitor().post_with("/oauth/token", &[ELSEWHERE], &form).await.assert_status(401);
    assert_eq!(
        lines(
            &world,
            "select object_kind || ' ' || actor_name as line from audit_log where action = 'network.refused'"
        ),
        ["api_credential Sign-up"]
    );
    // The list of programs shuts no person out.
    console.get_with("/console", &[ELSEWHERE]).await.assert_ok();
}

#[actix_web::test]
async fn a_wrong_list_and_one_that_shuts_out_who_saves_it_are_refused_with_words() {
    let world = World::with_settings(Checks::On, PROXIED);
    let console = world.console().await;
    let wrong = allow(&console, OFFICE, "192.0.2.0/24\nthe office", "10.0.0.1/8").await;
    wrong.assert_refused("console_networks", "Line 2, “the office”: write a network as 192.0.2.0/24");
    wrong.assert_refused("api_networks", "If you mean the whole of it, write 10.0.0.0/8.");
    assert!(wrong.text_of("#f-console_networks").unwrap().contains("the office"), "what was typed is kept");
    let many: String = (0..101).map(|n| format!("10.0.{n}.0/24\n")).collect();
    allow(&console, OFFICE, &many, "").await.assert_refused("console_networks", "101 networks are too many");
    let shut = allow(&console, OFFICE, "198.51.100.0/24", "").await;
    shut.assert_refused("console_networks", "You are at 192.0.2.7, which is in none of these networks");
    assert_eq!(count(&world, "partners where networks_version = 1"), 2, "nothing was saved");
    allow(&console, OFFICE, " 192.0.2.7 \n\n192.0.2.7", "::/0").await.assert_redirect(PAGE);
    let page = console.get_with(PAGE, &[OFFICE]).await;
    assert_eq!(page.text_of("#f-console_networks").as_deref(), Some("192.0.2.7/32"));
    let form = [("console_networks", "192.0.2.0/24"), ("api_networks", ""), ("version", "1")];
    let told = console.post_with(NETWORKS, &[OFFICE], &form).await;
    told.assert_status(409);
    assert!(told.texts_of(".diff").join(" ").contains("192.0.2.7/32"), "{}", told.body);
    let looking = [("console_networks", ""), ("api_networks", ""), ("version", "2")];
    console.post_with(NETWORKS, &[ELSEWHERE], &looking).await.assert_status(403);
    // Shut out all the same, by another provider, say: the operator opens it, and servers that run hold to it at once.
    let said = berth(world.database.name(), &[], &["partner", "allow-all-networks", "--slug", "northwind"]);
    assert!(said.assert_code(0).out.contains("from all networks again"), "{}", said.out);
    console.get_with("/console", &[ELSEWHERE]).await.assert_ok();
    let said = berth(world.database.name(), &[], &["partner", "allow-all-networks", "--slug", "northwind"]);
    assert!(said.assert_code(0).out.contains("nothing was changed"), "{}", said.out);
    berth(world.database.name(), &[], &["partner", "allow-all-networks", "--slug", "nobody"]).assert_code(1);
}
