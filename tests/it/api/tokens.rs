//! Credentials, and the tokens that are got with them.

use crate::support::World;
use crate::support::caller::Caller;
use crate::support::program::{Credential, Program};
use chrono::{DateTime, Duration};
use serde_json::json;

/// Everything that the database keeps of credentials and tokens.
fn kept(world: &World) -> String {
    let sql = "select concat((select string_agg(c::text, ' ') from api_credentials c), (select string_agg(t::text, ' ') from api_tokens t),
                             (select string_agg(l::text, ' ') from audit_log l)) as line";
    diesel::RunQueryDsl::get_result::<crate::engine::Line>(diesel::sql_query(sql), &mut world.database.look())
        .unwrap()
        .line
}

#[actix_web::test]
async fn a_credential_is_made_once_gives_tokens_and_ends_with_all_of_them() {
    let world = World::start().await;
    let (console, base) = (world.console().await, world.app.config.url.to_string());
    let empty = console.get("/console/settings/api").await;
    assert!(empty.assert_ok().body.contains("No credential yet"));
    let credential = Credential::made_by(&console, "Sign-up service").await;
    let given = Program::ask(&base, &credential, "").await;
    let token = given.assert_ok().json();
    assert_eq!((&token["token_type"], &token["expires_in"]), (&json!("bearer"), &json!(1_209_599)));
    let at = |field: &str| DateTime::parse_from_rfc2822(token[field].as_str().unwrap()).unwrap();
    assert_eq!((at(".expires") - at(".issued")).num_seconds(), 1_209_599);
    assert!(token[".expires"].as_str().unwrap().ends_with(" GMT"));
    assert_eq!((given.header("cache-control"), given.header("x-content-type-options")), ("no-store", "nosniff"));
    let program = Program::new("program", &base, token["access_token"].as_str().unwrap());
    program.get("/v1.0/accounts").await.assert_ok();
    // What the database keeps is no secret, and no page shows one again.
    let page = console.get("/console/settings/api").await;
    for secret in [&credential.secret, &program.token] {
        assert!(!page.assert_ok().body.contains(secret.as_str()));
        assert!(!kept(&world).contains(secret.as_str()), "only a hash is kept");
    }
    assert!(page.body.contains(&credential.client_id) && page.body.contains("Sign-up service"));
    let log = console.get("/console/audit").await;
    for said in ["made the API credential", "got a token with the API credential"] {
        assert!(log.assert_ok().body.contains(said), "{said}");
    }
    // A second one, so that one can be exchanged for the other; then the first is revoked.
    let second = Credential::made_by(&console, "Its successor").await;
    let other = Program::with("second", &base, &second, "").await;
    let ask = page.attributes_of("a[href$=revocation]", "href").remove(0);
    let sure = console.get(&ask).await;
    console.send(sure.assert_ok(), "form[action*=revocation]", &[]).await.assert_status(303);
    let refused = program.get("/v1.0/accounts").await;
    refused.assert_said(401, "The token is missing, has expired or was revoked. Get one from /oauth/token.");
    assert_eq!(refused.header("www-authenticate"), "Bearer");
    Program::ask(&base, &credential, "").await.assert_status(401);
    other.get("/v1.0/accounts").await.assert_ok();
    // One token alone.
    let page = console.get("/console/settings/api").await;
    let end = page.attributes_of("form[action*=tokens]", "action").remove(0);
    console.post(&end, &[]).await.assert_status(303);
    other.get("/v1.0/accounts").await.assert_status(401);
    Program::ask(&base, &second, "").await.assert_ok();
}

#[actix_web::test]
async fn a_token_lasts_fourteen_days_and_a_partner_has_five_credentials() {
    let world = World::start().await;
    let (console, base) = (world.console().await, world.app.config.url.to_string());
    let mut credentials = Vec::new();
    for no in 1..=5 {
        credentials.push(Credential::made_by(&console, &format!("Program {no}")).await);
    }
    let sixth = console.post("/console/settings/api", &[("description", "One more")]).await;
    sixth.assert_status(422);
    assert!(sixth.body.contains("There are 5 credentials, which are the most") && sixth.body.contains("One more"));
    console
        .post("/console/settings/api", &[("description", " ")])
        .await
        .assert_refused("description", "200 characters");
    let program = Program::with("program", &base, &credentials[0], "").await;
    world.app.clock.advance(Duration::seconds(1_209_598));
    program.get("/v1.0/accounts").await.assert_ok();
    world.app.clock.advance(Duration::seconds(2));
    program.get("/v1.0/accounts").await.assert_status(401);
}

#[actix_web::test]
async fn who_cannot_prove_it_gets_no_token_and_waits_longer_each_time() {
    let world = World::start().await;
    let (console, base) = (world.console().await, world.app.config.url.to_string());
    let credential = Credential::made_by(&console, "Sign-up service").await;
    let wrong = Credential { secret: "cs_wrong".to_owned(), ..credential.clone() };
    let refused = Program::ask(&base, &wrong, "").await;
    assert_eq!((refused.status.as_u16(), &refused.json()["error"]), (401, &json!("invalid_client")));
    assert!(refused.json()["Message"].as_str().unwrap().contains("client_secret"));
    let unknown = Credential { client_id: "ci_0000000000000000".to_owned(), ..credential.clone() };
    assert_eq!(Program::ask(&base, &unknown, "").await.body, refused.body, "a client that there is not");
    let client = Caller::new("client", &base);
    for (form, error) in [
        (vec![("grant_type", "password")], "unsupported_grant_type"),
        (vec![("grant_type", "client_credentials"), ("scope", "everything")], "invalid_scope"),
    ] {
        let answer = client.post_raw("/oauth/token", &form).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["error"]), (400, &json!(error)));
    }
    client.post_raw("/oauth/token", &[]).await.assert_status(400);
    let mut last = 401;
    for _ in 0..15 {
        last = Program::ask(&base, &wrong, "").await.status.as_u16();
    }
    assert_eq!(last, 429);
    let waiting = Program::ask(&base, &credential, "").await;
    assert!(waiting.status == 429 && waiting.header("retry-after").parse::<i64>().unwrap() > 0);
    world.app.clock.advance(Duration::minutes(16));
    Program::ask(&base, &credential, "").await.assert_ok();
}

#[actix_web::test]
async fn a_token_bound_to_an_account_reaches_that_account_alone() {
    let world = World::start().await; // T4, T5
    let (console, base) = (world.console().await, world.app.config.url.to_string());
    let credential = Credential::made_by(&console, "Branch service").await;
    let refused = Program::ask(&base, &credential, "account:nobody").await;
    assert_eq!((refused.status.as_u16(), &refused.json()["error"]), (400, &json!("invalid_scope")));
    let bound = Program::with("bound", &base, &credential, "account:branch").await;
    bound.get("/v1.0/accounts").await.assert_said(403, "This needs a token of the partner, not of one account.");
    // By id as well, and of another partner never.
    Program::ask(&base, &credential, &format!("account:{}", world.branch)).await.assert_ok();
    Program::ask(&base, &credential, &format!("account:{}", world.other)).await.assert_status(400);
    let page = console.get("/console/settings/api").await;
    assert!(page.assert_ok().text_of("#tokens").unwrap().contains("Branch Office"));
}

#[actix_web::test]
async fn a_session_is_no_token_and_a_token_no_session() {
    let world = World::start().await;
    let (console, base) = (world.console().await, world.app.config.url.to_string());
    console.get("/v1.0/accounts").await.assert_status(401);
    let program = world.program().await;
    program.get("/console/accounts").await.assert_status(303);
    for token in ["", "pt_", "nonsense", &program.token[..20], &program.token.replace("pt_", "at_")] {
        Program::new("none", &base, token).get("/v1.0/accounts").await.assert_status(401);
    }
    // Who may not manage credentials makes none.
    let bare = world.console_with(&[("api_credentials", "view")]).await;
    bare.get("/console/settings/api").await.assert_ok();
    bare.post("/console/settings/api", &[("description", "x")]).await.assert_status(403);
}
