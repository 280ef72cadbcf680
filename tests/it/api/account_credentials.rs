//! Credentials of an account: made by its administrators or by a program of the partner, bound to the account for good.

use crate::account_view::person;
use crate::support::program::{Credential, Program};
use crate::support::{Caller, World};
use berth::ids::AccountId;
use chrono::Duration;
use serde_json::json;

fn page_of(account: AccountId) -> String {
    format!("/a/{account}/api")
}

/// An administrator of the branch with a credential of the branch's, and a program that has its token.
async fn with_program(world: &World) -> (Caller, Credential, Program) {
    let admin = world.admin_of(world.branch).await;
    let credential = Credential::made_at(&admin, &page_of(world.branch), "Order system").await;
    let program = Program::with("order system", world.app.config.url.as_str(), &credential, "").await;
    (admin, credential, program)
}

#[actix_web::test]
async fn an_administrator_makes_a_credential_that_is_shown_once_and_revokes_it() {
    let world = World::start().await;
    let admin = world.admin_of(world.branch).await;
    let here = page_of(world.branch);
    let empty = admin.get(&here).await;
    assert!(empty.assert_ok().body.contains("No credential yet") && !empty.body.contains("Berth"));
    assert!(!admin.get(&format!("{here}/new")).await.assert_ok().body.contains("Berth"));
    let (_, credential, program) = with_program(&world).await;
    program.get("/v1.0/cycles").await.assert_ok();
    let page = admin.get(&here).await;
    assert!(page.assert_ok().body.contains(&credential.client_id) && page.body.contains("Order system"));
    assert!(page.text_of("#tokens").unwrap().contains("Order system"), "its token is good");
    for secret in [&credential.secret, &program.token] {
        assert!(!page.body.contains(secret.as_str()), "shown once");
    }
    // One token alone, which its program gets anew; then the credential with all of its tokens.
    let end = page.attributes_of("form[action*=tokens]", "action").remove(0);
    admin.post(&end, &[]).await.assert_status(303);
    program.get("/v1.0/cycles").await.assert_status(401);
    let program = Program::with("again", world.app.config.url.as_str(), &credential, "").await;
    let ask = page.attributes_of("a[href$=revocation]", "href").remove(0);
    let sure = admin.get(&ask).await;
    admin.send(sure.assert_ok(), "form[action*=revocation]", &[]).await.assert_status(303);
    program.get("/v1.0/cycles").await.assert_status(401);
    Program::ask(world.app.config.url.as_str(), &credential, "").await.assert_status(401);
    assert!(admin.get(&here).await.assert_ok().body.contains("Revoked"));
    let log = admin.get(&format!("/a/{}/audit", world.branch)).await;
    for said in ["made the API credential", "got a token with", "revoked a token of", "revoked the API credential"] {
        assert!(log.assert_ok().body.contains(said), "{said}");
    }
}

#[actix_web::test]
async fn a_token_of_an_accounts_credential_is_bound_to_the_account_without_being_asked() {
    let world = World::start().await; // T4, T5
    let base = world.app.config.url.to_string();
    let (_, credential, program) = with_program(&world).await;
    program.get("/v1.0/accounts").await.assert_said(403, "This needs a token of the partner, not of one account.");
    program.get("/v1.0/accounts/branch").await.assert_status(403);
    program.get("/v1.0/cycles").await.assert_ok();
    program.post("/v1.0/cycles", json!({"Name": "Made by the customer"})).await.assert_status(201);
    for (named, status) in [("branch", 200), ("leaf", 404), ("root", 404), ("nobody", 404)] {
        let answer = program.call(reqwest::Method::GET, "/v1.0/cycles", None, &[("x-cyclr-account", named)]).await;
        assert_eq!(answer.status, status, "{named}: {}", answer.body);
    }
    // Its own account may be named; another is refused, whoever's it is.
    for own in ["account:branch", &format!("account:{}", world.branch)] {
        Program::ask(&base, &credential, own).await.assert_ok();
    }
    for other in ["account:leaf", "account:root", "account:nobody", &format!("account:{}", world.other)] {
        let refused = Program::ask(&base, &credential, other).await;
        assert_eq!((refused.status.as_u16(), &refused.json()["error"]), (400, &json!("invalid_scope")), "{other}");
    }
}

#[actix_web::test]
async fn there_are_five_at_once_and_only_administrators_have_to_do_with_them() {
    let world = World::start().await;
    let (admin, here) = (world.admin_of(world.branch).await, page_of(world.branch));
    for no in 1..=5 {
        Credential::made_at(&admin, &here, &format!("Program {no}")).await;
    }
    let sixth = admin.post(&here, &[("description", "One more")]).await;
    sixth.assert_status(422);
    assert!(sixth.body.contains("There are 5 credentials, which are the most") && sixth.body.contains("One more"));
    admin.post(&here, &[("description", " ")]).await.assert_refused("description", "200 characters");
    let page = admin.get(&here).await;
    assert!(page.assert_ok().attributes_of("a[href$='/api/new']", "href").is_empty());
    let ask = page.attributes_of("a[href$=revocation]", "href").remove(0);
    admin.post(&ask, &[]).await.assert_status(303);
    Credential::made_at(&admin, &here, "One more").await;
    // The partner's five and those of another account are counted apart.
    Credential::made_by(&world.console().await, "Of the partner").await;
    Credential::made_at(&world.admin_of(world.sibling).await, &page_of(world.sibling), "Of the sibling").await;
    for role in ["standard", "viewer"] {
        let other = person(&world, world.branch, role).await;
        other.get(&here).await.assert_status(403);
        other.post(&here, &[("description", "x")]).await.assert_status(403);
        let home = other.get(&format!("/a/{}", world.branch)).await;
        assert!(home.assert_ok().attributes_of("nav a[href$='/api']", "href").is_empty(), "{role} is not led there");
    }
    // The password is asked for again before one is made.
    world.app.clock.advance(Duration::minutes(11));
    let confirm = admin.get(&format!("{here}/new")).await;
    confirm.assert_status(303);
    assert!(confirm.location().starts_with("/me/confirm"), "{}", confirm.location());
}

#[actix_web::test]
async fn it_stops_with_its_account_and_goes_with_it() {
    let world = World::start().await;
    let base = world.app.config.url.to_string();
    let (_, credential, program) = with_program(&world).await;
    let partner = world.program().await;
    partner.put("/v1.0/accounts/branch/suspend", json!({"Reason": "unpaid"})).await.assert_ok();
    program.get("/v1.0/cycles").await.assert_said(403, "The account “Branch Office” is suspended.");
    partner.put("/v1.0/accounts/branch/resume", json!({})).await.assert_ok();
    program.get("/v1.0/cycles").await.assert_ok();
    partner.delete("/v1.0/accounts/branch").await.assert_ok();
    program.get("/v1.0/cycles").await.assert_status(404);
    Program::ask(&base, &credential, "").await.assert_status(401);
    partner.put("/v1.0/accounts/branch/restore", json!({})).await.assert_ok();
    program.get("/v1.0/cycles").await.assert_ok();
    partner.delete("/v1.0/accounts/branch").await.assert_ok();
    world.app.clock.advance(Duration::days(91));
    world.near().purge_due().unwrap();
    let left = crate::engine::rows(&world, "count(*) from api_credentials where account_id is not null");
    assert_eq!(left, ["0"]);
}

#[actix_web::test]
async fn staff_sees_them_on_the_accounts_page_and_revokes_them() {
    let world = World::start().await;
    let (_, credential, program) = with_program(&world).await;
    let here = format!("/console/accounts/{}/api", world.branch);
    let viewer = world.console_with(&[("accounts", "view"), ("api_credentials", "view")]).await;
    let seen = viewer.get(&here).await;
    assert!(seen.assert_ok().body.contains(&credential.client_id));
    assert!(seen.attributes_of("a[href$=revocation]", "href").is_empty(), "who may only look");
    world.console_with(&[("accounts", "manage")]).await.get(&here).await.assert_status(403);
    let console = world.console().await;
    let page = console.get(&here).await;
    let ask = page.assert_ok().attributes_of("a[href$=revocation]", "href").remove(0);
    // The page of the partner's own credentials does not reach it, nor that of another account.
    let id = ask.split('/').nth(5).unwrap();
    console.get(&format!("/console/settings/api/{id}/revocation")).await.assert_not_found();
    console.get(&format!("/console/accounts/{}/api/{id}/revocation", world.leaf)).await.assert_not_found();
    assert!(
        !console.get("/console/settings/api").await.assert_ok().text_of(".panel").unwrap().contains("Order system")
    );
    console.post(&ask, &[]).await.assert_status(303);
    program.get("/v1.0/cycles").await.assert_status(401);
    console.get("/console/accounts/00000000-0000-7000-8000-000000000000/api").await.assert_not_found();
}

#[actix_web::test]
async fn a_program_of_the_partner_makes_lists_and_revokes_them() {
    let world = World::start().await;
    let base = world.app.config.url.to_string();
    let (program, here) = (world.program().await, "/v1.0/accounts/branch/credentials");
    for body in [json!({}), json!({"Description": " "})] {
        program.post(here, body).await.assert_said(400, "Description: is required");
    }
    let key = [("idempotency-key", "credential-1")];
    let body = json!({"Description": "Order system"}).to_string();
    let post = async || program.call(reqwest::Method::POST, here, Some(body.clone()), &key).await;
    let made = post().await.assert_status(201).json();
    let text = |field: &str| made[field].as_str().unwrap_or_default().to_owned();
    let credential = Credential { client_id: text("ClientId"), secret: text("ClientSecret") };
    assert_eq!((text("Description"), made["LastUsedOnUtc"].clone()), ("Order system".to_owned(), json!(null)));
    // The same call again makes none, and what is kept to answer it holds no secret.
    let again = post().await.assert_status(201).json();
    assert_eq!((&again["Id"], &again["ClientSecret"]), (&made["Id"], &json!(null)));
    let kept = crate::engine::rows(&world, "body from api_answers where key = 'credential-1'");
    assert!(kept[0].contains("Order system") && !kept[0].contains(&credential.secret));
    let own = Program::with("order system", &base, &credential, "").await;
    own.get("/v1.0/cycles").await.assert_ok();
    own.get(here).await.assert_status(403);
    let listed = program.get(here).await.assert_ok().json();
    assert_eq!((listed.as_array().unwrap().len(), &listed[0]["Id"]), (1, &made["Id"]));
    assert!(listed[0]["LastUsedOnUtc"].is_string() && listed[0].get("ClientSecret").is_none());
    // Of another account it is none; of its own it goes, and stays gone.
    let id = text("Id");
    program.delete(&format!("/v1.0/accounts/leaf/credentials/{id}")).await.assert_status(404);
    program.delete(&format!("{here}/{id}")).await.assert_ok();
    program.delete(&format!("{here}/{id}")).await.assert_status(404);
    own.get("/v1.0/cycles").await.assert_status(401);
    assert_eq!(program.get(here).await.assert_ok().json(), json!([]));
    for no in 1..=5 {
        program.post(here, json!({"Description": format!("Program {no}")})).await.assert_status(201);
    }
    let sixth = program.post(here, json!({"Description": "One more"})).await;
    assert!(sixth.status == 400 && sixth.body.contains("which are the most"), "{}", sixth.body);
    program.post("/v1.0/accounts/nobody/credentials", json!({"Description": "x"})).await.assert_status(404);
}

#[actix_web::test]
async fn a_credential_goes_with_the_place_of_the_person_who_made_it() {
    let world = World::start().await; // T11
    let (_, credential, program) = with_program(&world).await;
    let (of_partner, base) = (world.program().await, world.app.config.url.to_string());
    program.get("/v1.0/cycles").await.assert_ok();
    let users = "/v1.0/accounts/branch/users";
    let somebody = of_partner.get(users).await.assert_ok().json();
    let maker = json!({"UserName": "branch.admin@customer.test"});
    assert!(somebody.to_string().contains("branch.admin@customer.test"), "{somebody}");
    for role in ["Standard", "Viewer"] {
        of_partner.put(users, json!({"UserName": "branch.admin@customer.test", "Role": role})).await.assert_ok();
        program.get("/v1.0/cycles").await.assert_status(401);
        Program::ask(&base, &credential, "").await.assert_status(401);
    }
    let page = world.console().await.get(&format!("/console/accounts/{}/api", world.branch)).await;
    assert!(page.assert_ok().body.contains("its maker is no administrator here"));
    let listed = of_partner.get("/v1.0/accounts/branch/credentials").await.assert_ok().json();
    assert_eq!(listed[0]["Rests"], json!(true));
    // With the place it is good again; one that the partner made asks after nobody.
    of_partner.put(users, json!({"UserName": "branch.admin@customer.test", "Role": "Administrator"})).await.assert_ok();
    program.get("/v1.0/cycles").await.assert_ok();
    let made = of_partner.post("/v1.0/accounts/branch/credentials", json!({"Description": "Ours"})).await;
    let made = made.assert_status(201).json();
    let text = |name: &str| made[name].as_str().unwrap().to_owned();
    let ours = Credential { client_id: text("ClientId"), secret: text("ClientSecret") };
    let ours = Program::with("ours", &base, &ours, "").await;
    of_partner.call(reqwest::Method::DELETE, users, Some(maker.to_string()), &[]).await.assert_ok();
    program.get("/v1.0/cycles").await.assert_status(401);
    ours.get("/v1.0/cycles").await.assert_ok();
}
