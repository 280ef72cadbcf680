//! How a partner lets people in: of whom two-step sign-in is required, and from which networks.

use crate::people::{count, lines};
use crate::support::authenticator::Authenticator;
use crate::support::program::{Credential, Program};
use crate::support::world::PASSWORD;
use crate::support::{Answer, Caller, World};
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
