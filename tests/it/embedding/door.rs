//! A token for a person: good once, for five minutes, in one account (T3, T5, T11).

use crate::engine::rows;
use crate::support::program::Program;
use crate::support::{Answer, Caller, World};
use chrono::Duration;
use serde_json::json;

const USER: &str = "shop-owner";

async fn token(program: &Program, account: &str) -> String {
    let call = format!("/v1.0/accounts/{account}/signintoken");
    let given = program.post(&call, json!({"Username": USER})).await.assert_ok().json();
    given["Token"].as_str().unwrap().to_owned()
}

async fn enter(visitor: &Caller, token: &str) -> Answer {
    visitor.post_raw("/signin", &[("token", token)]).await
}

fn assert_spent(answer: &Answer) {
    answer.assert_status(410);
    assert_eq!(answer.text_of("h1").as_deref(), Some("This link cannot be used any more"));
    assert!(answer.session_cookie().is_none() && !answer.body.contains("Berth"), "{}", answer.body);
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
}

#[actix_web::test]
async fn a_token_lets_a_person_who_never_signed_up_into_one_account_once() {
    let world = World::start().await;
    let program = world.program().await;
    let token = token(&program, "branch").await;
    assert_eq!(
        rows(&world, &format!("count(*) from sign_in_tokens where token_hash = sha256('{token}'::bytea)")),
        ["1"]
    );
    let users = program.get("/v1.0/accounts/branch/users?details=true").await.json();
    let made = users.as_array().unwrap().iter().find(|user| user["UserName"] == USER).unwrap().clone();
    assert_eq!((&made["Role"], &made["State"]), (&json!("Standard"), &json!("Invited")));
    // Looking spends nothing, as often as a scanner likes; the page tells nobody where it was.
    let visitor = world.visitor();
    for _ in 0..3 {
        let page = visitor.get(&format!("/signin?token={token}")).await;
        assert_eq!(page.assert_ok().text_of("h1").as_deref(), Some("Branch Office"));
        assert_eq!((page.header("referrer-policy"), page.header("cache-control")), ("no-referrer", "no-store"));
        assert!(page.session_cookie().is_none() && !page.body.contains("Berth"), "{}", page.body);
    }
    let came = enter(&visitor, &token).await;
    assert_eq!(came.assert_status(303).location(), format!("/a/{}", world.branch));
    assert!(came.session_cookie().is_some());
    visitor.get(&format!("/a/{}", world.branch)).await.assert_ok();
    visitor.get("/a").await.assert_redirect(&format!("/a/{}", world.branch));
    visitor.get(&format!("/a/{}", world.leaf)).await.assert_not_found();
    visitor.get("/console").await.assert_not_found();
    let users = program.get("/v1.0/accounts/branch/users?details=true").await.json();
    let came = users.as_array().unwrap().iter().find(|user| user["UserName"] == USER).unwrap().clone();
    assert_eq!(came["State"], "Active");
    assert!(came["LastSignInDate"].is_string());
    // Sent again by the same browser within seconds, as by a double click, it leads to the same place, and to the same session.
    let again = enter(&visitor, &token).await;
    assert_eq!(again.assert_status(303).location(), format!("/a/{}", world.branch));
    assert_eq!(rows(&world, "count(*) from sessions where account_id is not null"), ["1"]);
    visitor.get(&format!("/a/{}", world.branch)).await.assert_ok();
    world.clock.advance(Duration::seconds(10));
    // A second use is refused and noted; from the same browser it ends nothing.
    assert_spent(&enter(&visitor, &token).await);
    assert_spent(&visitor.get(&format!("/signin?token={token}")).await);
    visitor.get(&format!("/a/{}", world.branch)).await.assert_ok();
    let noted = "action from audit_log where action in ('session.let_in', 'sign_in.token_refused') order by seq";
    assert_eq!(rows(&world, noted), ["session.let_in", "sign_in.token_refused"]);
    assert_eq!(rows(&world, "count(*) from mails"), ["0"]);
    // Nothing of it stands in the log of answers that a key repeats.
    assert_eq!(rows(&world, &format!("count(*) from api_answers where body like '%{token}%'")), ["0"]);
}

/// What stands in the page of a token and in no address.
async fn visit(visitor: &Caller, token: &str) -> String {
    let page = visitor.get(&format!("/signin?token={token}")).await;
    page.assert_ok().value_of("input[name=visit]").unwrap()
}

#[actix_web::test]
async fn a_form_that_one_browser_sends_twice_leads_to_the_same_place_twice() {
    let world = World::start().await;
    let program = world.program().await;
    let token = token(&program, "branch").await;
    // One browser whose first answer had not come when it sent the form again: it has no cookie yet.
    let (first, second) = (world.visitor(), world.visitor());
    let page = visit(&first, &token).await;
    let form = [("token", token.as_str()), ("visit", page.as_str())];
    let (a, b) = futures_util::join!(first.post_raw("/signin", &form), second.post_raw("/signin", &form));
    for (answer, browser) in [(&a, &first), (&b, &second)] {
        assert_eq!(answer.assert_status(303).location(), format!("/a/{}", world.branch));
        browser.get(&format!("/a/{}", world.branch)).await.assert_ok();
    }
    assert_eq!(rows(&world, "count(*) from sessions where account_id is not null"), ["1"]);
    // It stays good once for everybody else: who opened the page too, and who has no page.
    let other = world.visitor();
    assert_spent(&other.get(&format!("/signin?token={token}")).await);
    let theirs = berth::ids::Token::new();
    for visit in ["", theirs.expose()] {
        assert_spent(&other.post_raw("/signin", &[("token", &token), ("visit", visit)]).await);
    }
    // What stood in the page is worth nothing later, nor in another browser, which ends the session as ever.
    world.clock.advance(Duration::seconds(10));
    assert_spent(&second.post_raw("/signin", &form).await);
    let stolen = [("user-agent", "Another browser"), ("sec-fetch-site", "cross-site")];
    assert_spent(&world.visitor().post_with("/signin", &stolen, &[form[0], form[1], ("csrf", "")]).await);
    let ended = rows(&world, "count(*) from sessions where account_id is not null");
    assert_eq!(ended, ["0"]);
}

#[actix_web::test]
async fn a_token_that_is_used_over_and_over_fills_no_log() {
    let world = World::start().await;
    let program = world.program().await;
    let token = token(&program, "branch").await;
    world.clock.advance(Duration::minutes(6));
    let noted = || rows(&world, "count(*) from audit_log where action = 'sign_in.token_refused'").remove(0);
    for (later, count) in [(0, "1"), (59, "1"), (1, "2")] {
        world.clock.advance(Duration::minutes(later));
        for _ in 0..3 {
            assert_spent(&enter(&world.visitor(), &token).await);
        }
        assert_eq!(noted(), count);
    }
}

#[actix_web::test]
async fn of_two_who_use_it_at_once_one_gets_in() {
    let world = World::start().await;
    let program = world.program().await;
    for _ in 0..5 {
        let token = token(&program, "branch").await;
        let (one, other) = (world.visitor(), world.visitor());
        let (a, b) = futures_util::join!(enter(&one, &token), enter(&other, &token));
        let mut both = [a.status.as_u16(), b.status.as_u16()];
        both.sort_unstable();
        assert_eq!(both, [303, 410]);
        let winner = if a.status == 303 { one } else { other };
        winner.get(&format!("/a/{}", world.branch)).await.assert_ok();
    }
}

#[actix_web::test]
async fn a_second_use_from_elsewhere_ends_the_session_of_the_first() {
    let world = World::start().await;
    let program = world.program().await;
    let token = token(&program, "branch").await;
    let first = world.visitor();
    enter(&first, &token).await.assert_status(303);
    let thief = world.visitor();
    let form = [("user-agent", "Another browser"), ("sec-fetch-site", "cross-site")];
    assert_spent(&thief.post_with("/signin", &form, &[("token", &token), ("csrf", "")]).await);
    first.get(&format!("/a/{}", world.branch)).await.assert_status(303); // signed out
    assert_eq!(rows(&world, "changes ->> 0 from audit_log where action = 'sign_in.token_refused'").len(), 1);
}

#[actix_web::test]
async fn a_token_is_good_for_five_minutes_and_its_session_for_eight_hours_or_half_an_hour_of_peace() {
    let world = World::start().await;
    let program = world.program().await;
    let (late, good) = (token(&program, "branch").await, token(&program, "branch").await);
    world.clock.advance(Duration::seconds(299));
    let visitor = world.visitor();
    enter(&visitor, &good).await.assert_status(303);
    world.clock.advance(Duration::seconds(1));
    let other = world.visitor();
    assert_spent(&enter(&other, &late).await);
    for wrong in ["", "short", &"x".repeat(43), "%00"] {
        assert_spent(&enter(&other, wrong).await);
        assert_spent(&other.get(&format!("/launch?token={wrong}")).await);
    }
    let here = format!("/a/{}", world.branch);
    for _ in 0..16 {
        visitor.get(&here).await.assert_ok();
        world.clock.advance(Duration::minutes(29));
    }
    world.clock.advance(Duration::minutes(29));
    visitor.get(&here).await.assert_status(303);
    let idle = world.visitor();
    enter(&idle, &token(&program, "branch").await).await.assert_status(303);
    world.clock.advance(Duration::minutes(31));
    idle.get(&here).await.assert_status(303);
    world.clock.advance(Duration::days(2));
    berth::testing::sweep(&world.app.app).unwrap();
    assert_eq!(rows(&world, "count(*) from sign_in_tokens"), ["0"]);
}

#[actix_web::test]
async fn a_token_of_an_account_that_is_closed_or_of_somebody_who_may_not_come_any_more_is_refused() {
    let world = World::start().await;
    let program = world.program().await;
    let visitor = world.visitor();
    let of_branch = token(&program, "branch").await;
    world.near().suspend(world.branch, "unpaid").unwrap();
    let closed = enter(&visitor, &of_branch).await;
    closed.assert_status(403);
    assert!(closed.body.contains("suspended by Northwind Apps") && !closed.body.contains("unpaid"), "{}", closed.body);
    visitor.get(&format!("/signin?token={of_branch}")).await.assert_status(403);
    // It was not spent: the account opens again in time.
    world.near().resume(world.branch).unwrap();
    enter(&visitor, &of_branch).await.assert_status(303);
    world.near().suspend(world.branch, "unpaid").unwrap();
    visitor.get(&format!("/a/{}", world.branch)).await.assert_status(403); // T11
    world.near().resume(world.branch).unwrap();
    // Deleted.
    let of_sibling = token(&program, "sibling").await;
    world.near().delete(world.sibling).unwrap();
    assert_spent(&enter(&world.visitor(), &of_sibling).await);
    // Let in no more.
    let again = token(&program, "branch").await;
    program.delete(&format!("/v1.0/accounts/branch/users?userName={USER}")).await.assert_ok();
    assert_spent(&enter(&world.visitor(), &again).await);
    // Disabled; and then no token is made either.
    let again = token(&program, "branch").await;
    let person = rows(&world, &format!("id from people where email = '{USER}@users.invalid'")).remove(0);
    world.near().disable(berth::ids::PersonId(person.parse().unwrap())).unwrap();
    assert_spent(&enter(&world.visitor(), &again).await);
    let refused = program.post("/v1.0/accounts/root/signintoken", json!({"Username": USER})).await;
    refused.assert_said(400, "Username: shop-owner was disabled.");
    // Its credential was revoked.
    let program = world.program().await;
    let call = "/v1.0/accounts/root/signintoken";
    let given = program.post(call, json!({"Username": "another"})).await.assert_ok().json();
    use diesel::connection::SimpleConnection;
    world.database.look().batch_execute("update api_credentials set revoked_at = created_at").unwrap();
    assert_spent(&enter(&world.visitor(), given["Token"].as_str().unwrap()).await);
}

#[actix_web::test]
async fn a_token_takes_the_place_of_whoever_worked_in_the_browser_and_proves_no_password() {
    let world = World::start().await;
    let program = world.program().await;
    // Known here by a grant that goes on to sub-accounts: nothing is given anew.
    let person = world.near().account_user("group@customer.test", crate::support::world::PASSWORD).unwrap();
    world.near().grant(person, world.root, "administrator", true).unwrap();
    let call = "/v1.0/accounts/branch/signintoken";
    let given = program.post(call, json!({"UserName": "group@customer.test"})).await.assert_ok().json();
    assert_eq!(rows(&world, &format!("count(*) from account_users where person_id = '{person}'")), ["1"]);
    let browser = world.console().await;
    let before = browser.get("/console").await;
    before.assert_ok();
    // Nobody is changed for somebody else without a click.
    let door = browser.get(&format!("/signin?token={}", given["Token"].as_str().unwrap())).await;
    assert!(door.assert_ok().attributes_of("form[data-at-once]", "action").is_empty());
    assert!(door.text_of("main").unwrap().contains("is signed out when you continue"), "{}", door.body);
    enter(&browser, given["Token"].as_str().unwrap()).await.assert_redirect(&format!("/a/{}", world.branch));
    browser.get("/console").await.assert_not_found();
    let page = browser.get(&format!("/a/{}", world.branch)).await;
    assert!(page.assert_ok().texts_of("#switcher-list a").is_empty(), "the others are not offered");
    browser.get(&format!("/a/{}", world.root)).await.assert_not_found(); // T5: though the person may enter it otherwise
    // What asks for the password asks for it at once.
    let export = browser.get(&format!("/a/{}/audit.csv", world.branch)).await;
    export.assert_redirect("/me/confirm");
    // Their other things are for a sign-in of their own; and with the credential goes whom it let in.
    for own in ["/me", "/me/sessions", "/me/password", "/me/confirm"] {
        browser.get(own).await.assert_status(403);
    }
    let staff = world.console().await;
    let credential = rows(&world, "id from api_credentials order by id limit 1").remove(0);
    staff.post(&format!("/console/settings/api/{credential}/revocation"), &[]).await.assert_status(303);
    let here = browser.get(&format!("/a/{}", world.branch)).await;
    assert_eq!(here.status, 303, "{}", here.body);
}
