//! Launch, Marketplace and Orbit through the API: the addresses that clients look for, and whom a call makes.

use crate::engine::rows;
use crate::support::World;
use serde_json::{Value, json};

fn assert_parts(url: &str, with: &[&str], without: &[&str]) {
    for part in with {
        assert!(url.contains(part), "{part} is not in {url}");
    }
    for part in without {
        assert!(!url.contains(part), "{part} is in {url}");
    }
}

#[actix_web::test]
async fn addresses_carry_what_differs_from_the_usual() {
    let world = World::start().await;
    let program = world.program().await;
    let all = json!({
        "AccountId": "branch", "Username": "jo.owner@customer.test", "Password": "harbour lights 77", "AccountName": "Other",
        "Start": "false", "RunOnce": "true", "AutoInstall": "false", "SingleInstall": "true", "completeParameter": "Test-1",
        "wizard": "true", "DisplayDescriptions": true, "InlineOAuth": false, "tags": ["tag_one", "tag_two"]
    });
    for call in ["/v1.0/users/launch", "/v1.0/accounts/branch/launch"] {
        let opened = program.post(call, all.clone()).await.assert_ok().json();
        let url = opened["LaunchUrl"].as_str().unwrap();
        assert_eq!(
            (&opened["AccountId"], &opened["ExpiresAtUtc"]),
            (&json!("branch"), &json!("2026-11-24T12:05:00.000000Z"))
        );
        let parts = [
            opened["Token"].as_str().unwrap(),
            "inline=false",
            "start=false",
            "once=true",
            "auto=false",
            "single=true",
            "wizard=true",
            "descriptions=true",
            "Test-1",
            "tag_one",
            "tag_two",
        ];
        assert_parts(url, &parts, &[]);
        assert!(url.starts_with(&format!("{}launch?token=", world.config.url)), "{url}");
    }
    let usual = json!({
        "Start": "true", "RunOnce": "false", "AutoInstall": "true", "SingleInstall": "false", "wizard": "false",
        "DisplayDescriptions": false, "InlineOAuth": true
    });
    for body in [usual, json!({})] {
        let opened = program.post("/v1.0/accounts/branch/launch", body).await.assert_ok().json();
        let url = opened["LaunchUrl"].as_str().unwrap();
        assert_parts(url, &["auto=true", "single=false"], &["inline=", "start=", "once=", "wizard=", "descriptions="]);
    }
    for (body, inline) in [(json!({"InlineOAuth": false, "MarketplaceId": "8"}), true), (json!({}), false)] {
        let opened = program.post("/v1.0/accounts/branch/marketplace", body).await.assert_ok().json();
        let url = opened["MarketplaceUrl"].as_str().unwrap();
        assert_eq!(url.contains("inline=false"), inline, "{url}");
        assert_parts(url, &[opened["Token"].as_str().unwrap()], &["auto="]);
    }
    let opened = program.post("/v1.0/accounts/branch/orbit", json!({})).await.assert_ok().json();
    assert_parts(opened["OrbitUrl"].as_str().unwrap(), &[opened["Token"].as_str().unwrap(), "/orbit?token="], &[]);
    // Without a name they are all one user, of one seat.
    let named = "email from people where email like '%-%@users.invalid'";
    assert_eq!(rows(&world, named), [format!("{}@users.invalid", world.branch)]);
}

#[actix_web::test]
async fn a_new_customer_is_made_with_an_account_and_a_user_once() {
    let world = World::start().await;
    let program = world.program().await;
    let new =
        json!({"AccountId": "shop-9", "AccountName": "Ninth shop", "Username": "jo", "Password": "harbour lights 77"});
    // At once, by many: one account, one user, a token each.
    let calls = (0..6).map(|_| program.post("/v1.0/users/launch", new.clone()));
    let answers = futures_util::future::join_all(calls).await;
    let mut tokens: Vec<String> =
        answers.iter().map(|answer| answer.assert_ok().json()["Token"].as_str().unwrap().to_owned()).collect();
    tokens.sort();
    tokens.dedup();
    assert_eq!(tokens.len(), 6);
    assert_eq!(rows(&world, "name, api_id from accounts where api_id = 'shop-9'"), ["Ninth shop|shop-9"]);
    assert_eq!(program.get("/v1.0/accounts/shop-9/users").await.json(), json!(["jo"]));
    // The password is theirs.
    world.visitor().sign_in("jo", "harbour lights 77").await.assert_redirect("/a");
    // Without an id it is made up, once for a key; the token is another each time.
    let body = json!({"AccountName": "Tenth shop", "Username": "al"});
    let key = [("idempotency-key", "signup-10")];
    let call = || program.call(reqwest::Method::POST, "/v1.0/users/marketplace", Some(body.to_string()), &key);
    let (first, again) = (call().await, call().await);
    assert_eq!(first.assert_ok().json()["AccountId"], again.assert_ok().json()["AccountId"]);
    assert_ne!(first.json()["Token"], again.json()["Token"]);
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(rows(&world, "count(*) from accounts where name = 'Tenth shop'"), ["1"]);
    let other = Some(json!({"AccountName": "Eleventh"}).to_string());
    let refused = program.call(reqwest::Method::POST, "/v1.0/users/marketplace", other, &[]).await;
    refused.assert_said(400, "Username: is required.");
    // Nobody is mailed, and what is at its limit is not passed by.
    assert_eq!(rows(&world, "count(*) from mails"), ["0"]);
    program.put("/v1.0/accounts/shop-9/limits/Users", json!({"Own": 1})).await.assert_ok();
    let full = program.post("/v1.0/accounts/shop-9/signintoken", json!({"Username": "third"})).await;
    full.assert_status(409);
    program.post("/v1.0/accounts/shop-9/signintoken", json!({"Username": "jo"})).await.assert_ok();
}

#[actix_web::test]
async fn what_is_wrong_with_an_opening_is_named() {
    let world = World::start().await;
    let program = world.program().await;
    let refused = async |call: &str, body: Value| {
        let answer = program.post(call, body).await;
        (answer.status.as_u16(), answer.json()["Message"].as_str().unwrap().to_owned())
    };
    let (launch, users) = ("/v1.0/accounts/branch/launch", "/v1.0/users/launch");
    let long = "x".repeat(501);
    for (call, body, said) in [
        ("/v1.0/accounts/branch/signintoken", json!({}), "Username: is required."),
        ("/v1.0/accounts/branch/signintoken", json!({"Username": "a b"}), "Username: must be an e-mail address"),
        ("/v1.0/accounts/branch/signintoken", json!({"Username": "ada.vance@northwind.test"}), "is a console user"),
        (launch, json!({"Start": "perhaps"}), "Start (perhaps): must be true or false."),
        (launch, json!({"RunOnce": 1}), "must be true or false"),
        (launch, json!({"Tags": "crm"}), "Tags: "),
        (launch, json!({"Tags": vec!["t"; 21]}), "Tags: 20 of 100"),
        (launch, json!({"CompleteParameter": long}), "CompleteParameter: 500"),
        (users, json!({"AccountName": "New"}), "Username: is required."),
        (users, json!({"Username": "jo"}), "AccountName: is required"),
        (users, json!({"Username": "jo", "AccountId": "a/b", "AccountName": "New"}), "AccountId: "),
        (users, json!({"Username": "jo", "AccountName": "New", "Password": "short"}), "Password: Use at least 10"),
    ] {
        let (status, words) = refused(call, body.clone()).await;
        assert!(status == 400 && words.contains(said), "{call} {body}: {status} {words}");
    }
    assert_eq!(refused("/v1.0/accounts/nobody/launch", json!({})).await.0, 404);
    assert_eq!(rows(&world, "count(*) from sign_in_tokens"), ["0"]);
}
