//! Two-step sign-in (MODEL section 3): after the password a code of the person's app, or a recovery code.

use crate::people::{count, lines};
use crate::support::authenticator::{Authenticator, codes_on};
use crate::support::world::PASSWORD;
use crate::support::{Caller, World};
use chrono::Duration;

const PAGE: &str = "/me/two-step";
const ASKED: &str = "/second-step";
const ADA: &str = "ada.vance@northwind.test";

/// A browser in which Ada gave her password.
async fn halfway(world: &World) -> Caller {
    let visitor = world.visitor();
    visitor.sign_in(ADA, PASSWORD).await.assert_redirect(ASKED);
    visitor
}

#[actix_web::test]
async fn it_is_set_up_with_a_key_that_is_shown_until_a_code_of_it_was_given() {
    let world = World::start().await;
    let (console, other) = (world.console().await, world.console().await);
    let off = console.get(PAGE).await;
    assert!(off.assert_ok().body.contains("It is off"), "{}", off.body);
    assert!(off.attributes_of("svg.qr", "viewBox").is_empty());
    console.post("/me/two-step/setup", &[]).await.assert_redirect(PAGE);
    let shown = console.get(PAGE).await;
    let key = shown.value_of("#secret").unwrap();
    assert_eq!(key.replace(' ', "").len(), 32, "160 bits");
    assert!(shown.attributes_of("svg.qr path", "d")[0].len() > 1_000, "the code is drawn in the page");
    // Being set up asks nothing of anybody.
    world.visitor().sign_in(ADA, PASSWORD).await.assert_redirect("/console");
    let confirm = "/me/two-step/confirmation";
    console.post(confirm, &[("code", "12345")]).await.assert_refused("code", "Type the 6 digits");
    console.post(confirm, &[("code", "abcd-efgh-ijkl-mnop")]).await.assert_refused("code", "This code is not right");
    let phone = Authenticator::with(&key);
    let wrong = phone.code(world.clock.now() + Duration::minutes(5));
    let still = console.post(confirm, &[("code", &wrong)]).await;
    still.assert_refused("code", "This code is not right");
    assert_eq!(still.value_of("#secret").as_deref(), Some(key.as_str()), "the same key is there to try again");
    let codes = codes_on(console.post(confirm, &[("code", &phone.code(world.clock.now()))]).await.assert_ok());
    assert_eq!(codes.len(), 10);
    // Sessions that were opened without it have ended; this one goes on, under another token.
    other.get("/console").await.assert_redirect("/sign-in");
    let on = console.get(PAGE).await;
    assert!(on.assert_ok().body.contains("10 recovery codes are left"), "{}", on.body);
    assert!(!on.body.contains(&key) && on.value_of("#secret").is_none(), "the key is shown no more");
    assert!(codes.iter().all(|code| !on.body.contains(code)), "nor are the codes");
    // Nothing of either is in the database in clear.
    let plain = key.replace(' ', "");
    for table in ["second_factors", "recovery_codes", "mails", "audit_log"] {
        let text = lines(&world, &format!("select t::text as line from {table} t")).join("\n");
        assert!(!text.contains(&plain) && !text.contains(&codes[0]), "{table}");
    }
    assert_eq!(
        lines(&world, "select recipient || ': ' || (values ->> 'what') as line from mails where template = 'two-step'"),
        [format!("{ADA}: on")]
    );
    let log = console.get("/console/audit?action=second_step.on").await;
    assert!(log.texts_of(".timeline > li").join(" ").contains("turned on two-step sign-in"), "{}", log.body);
    // It cannot be begun again over itself.
    console.post("/me/two-step/setup", &[]).await.assert_status(409);
    console.post(confirm, &[("code", &phone.next(&world))]).await.assert_status(409);
}

#[actix_web::test]
async fn setting_it_up_needs_the_password_of_a_moment_ago_and_ends_by_itself() {
    let world = World::start().await;
    let console = world.console().await;
    console.post("/me/two-step/setup", &[]).await.assert_redirect(PAGE);
    world.clock.advance(Duration::minutes(11));
    console.post("/me/two-step/setup", &[]).await.assert_redirect("/me/confirm");
    let phone = Authenticator::with(&console.get(PAGE).await.value_of("#secret").unwrap());
    let late = console.post("/me/two-step/confirmation", &[("code", &phone.code(world.clock.now()))]).await;
    late.assert_redirect("/me/confirm");
    world.clock.advance(Duration::minutes(50));
    assert!(console.get(PAGE).await.value_of("#secret").is_none(), "a key that nobody confirmed is shown no more");
}

#[actix_web::test]
async fn after_the_password_a_code_is_asked_for_and_nothing_opens_before_it() {
    let world = World::start().await;
    let (phone, _) = Authenticator::set_up(&world.console().await, &world).await;
    let visitor = world.visitor();
    let form = [("email", ADA), ("password", PASSWORD), ("next", "/console/accounts?q=b")];
    let there = visitor.post("/sign-in", &form).await;
    there.assert_redirect("/second-step?next=%2Fconsole%2Faccounts%3Fq%3Db");
    let half = there.session_cookie().unwrap();
    for path in ["/console", "/me", "/a", "/me/two-step"] {
        visitor.get(path).await.assert_redirect("/sign-in");
    }
    let page = visitor.get(there.location()).await;
    assert!(page.assert_ok().body.contains("Northwind Apps") && page.body.contains(ADA), "{}", page.body);
    assert_eq!(page.attributes_of("#f-code", "autocomplete"), ["one-time-code"]);
    let sent =
        [("code", "000000"), ("next", "/console/accounts?q=b"), ("csrf", &page.value_of("input[name=csrf]").unwrap())];
    visitor.post_raw(ASKED, &sent).await.assert_refused("code", "This code is not right");
    let code = phone.next(&world);
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    let inside = visitor.post_raw(ASKED, &[("code", &spaced), sent[1], sent[2]]).await;
    inside.assert_redirect("/console/accounts?q=b");
    assert_ne!(inside.session_cookie().unwrap(), half);
    visitor.get("/console").await.assert_ok();
    // The token of before is worth nothing, and the page does not open again.
    let old = world.visitor();
    old.get_with(ASKED, &[("cookie", &half)]).await.assert_redirect("/sign-in");
    old.get_with("/console", &[("cookie", &half)]).await.assert_redirect("/sign-in");
    let log = visitor.get("/console/audit").await.texts_of(".timeline > li").join("\n");
    assert!(log.contains("Somebody gave the password and a wrong code for"), "{log}");
    // Others are not asked, and nobody learns from the sign-in page who is: the password must be right first.
    world.visitor().sign_in("bare@northwind.test", PASSWORD).await.assert_redirect("/console");
    world.visitor().sign_in(ADA, "not the password").await.assert_status(422);
    assert_eq!(count(&world, "begun_sign_ins"), 0);
}

#[actix_web::test]
async fn a_code_is_good_once_and_one_step_either_way() {
    let world = World::start().await;
    let (phone, _) = Authenticator::set_up(&world.console().await, &world).await;
    world.clock.advance(Duration::minutes(5));
    let step = |n: i32| phone.code(world.clock.now() + Duration::seconds(30) * n);
    for off in [-2, 2] {
        halfway(&world).await.post(ASKED, &[("code", &step(off))]).await.assert_refused("code", "not right");
    }
    halfway(&world).await.post(ASKED, &[("code", &step(-1))]).await.assert_redirect("/console");
    halfway(&world).await.post(ASKED, &[("code", &step(-1))]).await.assert_refused("code", "was used before");
    halfway(&world).await.post(ASKED, &[("code", &step(1))]).await.assert_redirect("/console");
    // What is older than one that was used is used too.
    halfway(&world).await.post(ASKED, &[("code", &step(0))]).await.assert_refused("code", "was used before");
    // Two at once with the same code: one gets in.
    let code = phone.next(&world);
    let code = if code == step(0) { phone.next(&world) } else { code };
    let (one, other) = (halfway(&world).await, halfway(&world).await);
    let form = [("code", code.as_str())];
    let (one, other) = futures_util::join!(one.post(ASKED, &form), other.post(ASKED, &form));
    let got_in =
        [&one, &other].into_iter().filter(|answer| answer.status == 303 && answer.location() == "/console").count();
    assert_eq!(got_in, 1, "{} {}", one.body, other.body);
    // The other is told so, or begins anew: with the first its own wait for a code ended.
    let turned_away = [&one, &other].into_iter().find(|answer| answer.status == 422 || answer.location() != "/console");
    assert!(turned_away.is_some_and(|answer| answer.status == 422 || answer.location().starts_with("/sign-in")));
}

#[actix_web::test]
async fn a_recovery_code_lets_in_once_and_new_ones_replace_them() {
    let world = World::start().await;
    let console = world.console().await;
    let (phone, codes) = Authenticator::set_up(&console, &world).await;
    for typed in [codes[0].clone(), codes[1].to_uppercase().replace('-', " ")] {
        halfway(&world).await.post(ASKED, &[("code", &typed)]).await.assert_redirect("/console");
        halfway(&world).await.post(ASKED, &[("code", &typed)]).await.assert_refused("code", "was used before");
    }
    assert!(console.get(PAGE).await.body.contains("8 recovery codes are left"));
    let told = "select concat_ws(' ', values ->> 'what', values ->> 'left') as line
                  from mails where template = 'two-step' order by id";
    assert_eq!(lines(&world, told)[2], "recovered 8");
    console.post("/me/two-step/codes", &[("code", &codes[0])]).await.assert_refused("code", "was used before");
    let renewed = console.post("/me/two-step/codes", &[("code", &phone.next(&world))]).await;
    let fresh = codes_on(renewed.assert_ok());
    assert_eq!((fresh.len(), count(&world, "recovery_codes")), (10, 10));
    assert!(fresh.iter().all(|code| !codes.contains(code)));
    halfway(&world).await.post(ASKED, &[("code", &codes[2])]).await.assert_refused("code", "was used before");
    halfway(&world).await.post(ASKED, &[("code", &fresh[9])]).await.assert_redirect("/console");
    // Another person's are nobody else's.
    let bare = world.bare_console().await;
    Authenticator::set_up(&bare, &world).await;
    bare.post("/me/two-step/codes", &[("code", &fresh[1])]).await.assert_refused("code", "was used before");
}

#[actix_web::test]
async fn wrong_codes_are_limited_like_wrong_passwords() {
    let world = World::start().await;
    let (phone, _) = Authenticator::set_up(&world.console().await, &world).await;
    let visitor = halfway(&world).await;
    for _ in 0..5 {
        visitor.post(ASKED, &[("code", "000000")]).await.assert_status(422);
    }
    // The count is the person's: it helps nobody to begin anew, and the right code waits as well.
    let held = halfway(&world).await.post(ASKED, &[("code", &phone.code(world.clock.now()))]).await;
    held.assert_status(429);
    assert!(held.header("retry-after").parse::<u32>().unwrap() >= 1);
    assert!(held.body.contains("too many wrong codes"), "{}", held.body);
    assert_eq!(count(&world, "audit_log where action = 'sign_in.code_refused'"), 5, "what waits is not tried");
    // Others are not held, and never is it for good.
    world.visitor().sign_in("bare@northwind.test", PASSWORD).await.assert_redirect("/console");
    visitor.post(ASKED, &[("code", &phone.next(&world))]).await.assert_redirect("/console");
}

#[actix_web::test]
async fn a_begun_sign_in_ends_after_ten_minutes_and_with_the_person() {
    let world = World::start().await;
    let (phone, _) = Authenticator::set_up(&world.console().await, &world).await;
    let late = halfway(&world).await;
    world.clock.advance(Duration::minutes(10));
    late.get(ASKED).await.assert_redirect("/sign-in");
    late.post(ASKED, &[("code", &phone.code(world.clock.now()))]).await.assert_redirect("/sign-in");
    let visitor = halfway(&world).await;
    world.near().disable(world.people.console).unwrap();
    visitor.post(ASKED, &[("code", &phone.code(world.clock.now()))]).await.assert_redirect("/sign-in");
    // The chore sweeps what nobody finished.
    world.clock.advance(Duration::minutes(10));
    berth::testing::sweep(&world.app.app).unwrap();
    assert_eq!(count(&world, "begun_sign_ins"), 0);
}

#[actix_web::test]
async fn it_is_turned_off_with_the_password_and_a_code() {
    let world = World::start().await;
    let admin = world.admin_of(world.root).await;
    let (phone, codes) = Authenticator::set_up(&admin, &world).await;
    let off = "/me/two-step/off";
    let code = phone.next(&world);
    admin.post(off, &[("password", "wrong"), ("code", &code)]).await.assert_refused("password", "not your present");
    admin.post(off, &[("password", PASSWORD), ("code", "000000")]).await.assert_refused("code", "not right");
    assert_eq!(count(&world, "second_factors"), 1);
    admin.post(off, &[("password", PASSWORD), ("code", &code)]).await.assert_redirect(PAGE);
    assert_eq!((count(&world, "second_factors"), count(&world, "recovery_codes")), (0, 0));
    world.visitor().sign_in("root.admin@customer.test", PASSWORD).await.assert_redirect("/a");
    // Set up anew there is another key, and a recovery code does for turning it off as well.
    let (other, fresh) = Authenticator::set_up(&admin, &world).await;
    assert_ne!(other.code(world.clock.now()), phone.code(world.clock.now()));
    admin.post(off, &[("password", PASSWORD), ("code", &codes[0])]).await.assert_refused("code", "was used before");
    admin.post(off, &[("password", PASSWORD), ("code", &fresh[0])]).await.assert_redirect(PAGE);
    assert_eq!(count(&world, "audit_log where action = 'second_step.off'"), 2);
}

#[actix_web::test]
async fn staff_resets_it_for_whoever_lost_it_and_the_person_is_told() {
    let world = World::start().await;
    let admin = world.admin_of(world.root).await;
    Authenticator::set_up(&admin, &world).await;
    Authenticator::set_up(&world.bare_console().await, &world).await;
    let console = world.console().await;
    let (person, staff) = (
        format!("/console/people/{}", world.people.root_admin),
        format!("/console/staff/{}", world.people.bare_console),
    );
    for page in [&person, &staff] {
        let shown = console.get(page).await;
        assert!(shown.attributes_of("a", "href").contains(&format!("{page}/two-step")), "{}", shown.body);
        assert!(console.get(&format!("{page}/two-step")).await.assert_ok().body.contains("really they who ask"));
        console.post(&format!("{page}/two-step"), &[]).await.assert_redirect(page);
        console.post(&format!("{page}/two-step"), &[]).await.assert_status(409);
        assert!(!console.get(page).await.body.contains("Reset two-step"), "there is nothing left to reset");
    }
    assert_eq!((count(&world, "second_factors"), count(&world, "recovery_codes")), (0, 0));
    world.visitor().sign_in("root.admin@customer.test", PASSWORD).await.assert_redirect("/a");
    assert_eq!(
        lines(&world, "select recipient as line from mails where values ->> 'what' = 'reset' order by id"),
        ["root.admin@customer.test", "bare@northwind.test"]
    );
    let log = console.get("/console/audit?action=second_step.reset").await.texts_of(".timeline > li").join(" ");
    assert!(log.contains("reset the two-step sign-in of"), "{log}");
    // Nobody takes their own away so, nor that of a person who holds more, nor with a password of long ago.
    Authenticator::set_up(&console, &world).await;
    let own = format!("/console/staff/{}/two-step", world.people.console);
    console.post(&own, &[]).await.assert_status(422);
    let manager = world.console_with(&[("console_users", "manage")]).await;
    manager.post(&own, &[]).await.assert_status(403);
    world.clock.advance(Duration::minutes(11));
    console.get(&format!("{person}/two-step")).await.assert_redirect("/me/confirm");
    console.post(&format!("{person}/two-step"), &[]).await.assert_redirect("/me/confirm");
}
