//! A provider, or somebody between it and us, that says what it must not: nobody is signed in by any of it.

use crate::people::{count, lines};
use crate::support::World;
use crate::support::oidc::{Provider, SETTINGS, arrive, begin};
use crate::support::world::PASSWORD;
use chrono::Duration;
use serde_json::{Value, json};

/// How the claims of a sound sign-in, and how it is signed, are changed.
type Change = fn(&mut Value, &mut Value);

#[actix_web::test]
async fn a_sound_token_signs_in_by_each_kind_of_key() {
    let world = crate::engine::world().await;
    let provider = Provider::hostile();
    provider.set_up(&world, &[]).await;
    for by in ["rs256", "es256", "eddsa"] {
        let (visitor, answer) = arrive(&world, &provider, |_, wanted| wanted["by"] = json!(by)).await;
        answer.assert_redirect("/console");
        visitor.get("/console").await.assert_ok();
    }
}

#[actix_web::test]
async fn no_token_that_is_wrong_in_any_part_signs_anybody_in() {
    let world = crate::engine::world().await;
    let provider = Provider::hostile();
    provider.set_up(&world, &[("audience", "console")]).await;
    let untrusted: &[(&str, Change)] = &[
        ("another nonce", |claims, _| claims["nonce"] = json!("another")),
        ("no nonce", |claims, _| drop(claims.as_object_mut().unwrap().remove("nonce"))),
        ("another issuer", |claims, _| claims["iss"] = json!("https://login.example.com")),
        ("another client", |claims, _| claims["aud"] = json!("somebody-else")),
        ("a second audience", |claims, _| claims["aud"] = json!(["berth", "somebody-else"])),
        ("another party", |claims, _| claims["azp"] = json!("somebody-else")),
        ("too old", |claims, _| claims["exp"] = json!(claims["iat"].as_i64().unwrap())),
        ("issued long ago", |claims, _| claims["iat"] = json!(claims["iat"].as_i64().unwrap() - 3_600)),
        ("issued in time to come", |claims, _| claims["iat"] = json!(claims["iat"].as_i64().unwrap() + 3_600)),
        ("no subject", |claims, _| drop(claims.as_object_mut().unwrap().remove("sub"))),
        ("an empty subject", |claims, _| claims["sub"] = json!("")),
        ("not signed", |_, wanted| wanted["by"] = json!("none")),
        ("signed with the client secret", |_, wanted| wanted["by"] = json!("hs-secret")),
        ("signed with the public key as a secret", |_, wanted| wanted["by"] = json!("hs-public")),
        ("signed by a stranger under a known key's name", |_, wanted| wanted["by"] = json!("stranger")),
        ("signed by a stranger under its own name", |_, wanted| {
            wanted["by"] = json!("stranger");
            wanted["header"] = json!({ "kid": "mine" });
        }),
        ("with the name of a key of another kind", |_, wanted| wanted["header"] = json!({ "kid": "ec" })),
        ("no ID token at all", |_, wanted| wanted["bare"] = json!(true)),
        ("another access token", |claims, _| claims["at_hash"] = json!("AAAAAAAAAAAAAAAAAAAAAA")),
    ];
    for (what, change) in untrusted {
        let (visitor, answer) = arrive(&world, &provider, change).await;
        assert_eq!(answer.assert_status(403).text_of("h1").as_deref(), Some("You are not signed in"), "{what}");
        assert!(answer.body.contains("could not be trusted"), "{what}: {}", answer.body);
        visitor.get("/console").await.assert_redirect("/sign-in");
    }
    assert_eq!(count(&world, "oidc_identities"), 0);
    assert_eq!(count(&world, "sessions"), 1, "of the one who set it up");
}

#[actix_web::test]
async fn who_is_not_vouched_for_or_not_here_is_told_why() {
    let world = crate::engine::world().await;
    let provider = Provider::hostile();
    provider.set_up(&world, &[("audience", "console"), ("domains", "northwind.test\ncustomer.test")]).await;
    world.near().console_user("off@northwind.test", Some(&[]), PASSWORD).unwrap();
    let off = "update people set state = 'disabled' where email = 'off@northwind.test'";
    diesel::connection::SimpleConnection::batch_execute(&mut world.database.look(), off).unwrap();
    let refused: &[(&str, Change)] = &[
        ("does not say that your e-mail address is verified", |claims, _| claims["email_verified"] = json!(false)),
        ("does not say that your e-mail address is verified", |claims, _| {
            claims.as_object_mut().unwrap().remove("email_verified");
        }),
        ("does not say that your e-mail address is verified", |claims, wanted| {
            claims.as_object_mut().unwrap().remove("email");
            wanted["info"] = json!({ "sub": "s1", "email": "ada.vance@northwind.test", "email_verified": false });
        }),
        ("is not of a domain that may sign in", |claims, _| {
            claims["email"] = json!("ada.vance@northwind.test.evil.example")
        }),
        ("nobody here has your address", |claims, _| claims["email"] = json!("nobody@northwind.test")),
        ("You cannot sign in here at present", |claims, _| claims["email"] = json!("off@northwind.test")),
        ("People like you sign in here with a password", |claims, _| {
            claims["email"] = json!("root.admin@customer.test")
        }),
    ];
    for (words, change) in refused {
        let (visitor, answer) = arrive(&world, &provider, change).await;
        assert!(answer.assert_status(403).body.contains(words), "{words}: {}", answer.body);
        visitor.get("/console").await.assert_redirect("/sign-in");
    }
    // What another says of the person is not about them.
    let (_, answer) = arrive(&world, &provider, |claims, wanted| {
        claims.as_object_mut().unwrap().remove("email");
        wanted["info"] = json!({ "sub": "another", "email": "ada.vance@northwind.test", "email_verified": true });
    })
    .await;
    assert!(answer.assert_status(403).body.contains("could not be trusted"), "{}", answer.body);
    assert_eq!(count(&world, "oidc_identities"), 0);
    assert_eq!(
        lines(
            &world,
            "select object_name || ': ' || (changes -> 0 ->> 'to') as line from audit_log where action = 'sign_in.provider_refused' order by seq"
        ),
        [
            "nobody@northwind.test: unknown",
            "off (off@northwind.test): disabled",
            "root admin (root.admin@customer.test): audience"
        ]
    );
    // Of those whom it vouches for by asking it, the address counts as one in the token does.
    let (_, answer) = arrive(&world, &provider, |claims, wanted| {
        claims.as_object_mut().unwrap().remove("email");
        wanted["info"] = json!({ "sub": "s1", "email": "Ada.Vance@northwind.test", "email_verified": true });
    })
    .await;
    answer.assert_redirect("/console");
}

#[actix_web::test]
async fn a_state_is_good_once_for_ten_minutes_and_in_one_browser() {
    let world = crate::engine::world().await;
    let provider = Provider::hostile();
    provider.set_up(&world, &[]).await;
    let (visitor, other) = (world.visitor(), world.visitor());
    let begun = begin(&visitor, "northwind", &[("next", "/console/audit")]).await;
    let back = begun.back(&json!({ "claims": begun.claims(&world, &provider) }));
    // Another browser has nothing by it, and takes nothing away.
    other.get("/sign-in").await.assert_ok();
    assert_eq!(
        other.get(&back).await.assert_status(404).text_of("h1").as_deref(),
        Some("This sign-in cannot be finished")
    );
    visitor.get(&back).await.assert_redirect("/console/audit");
    visitor.get(&back).await.assert_status(404);
    world.visitor().get(&back).await.assert_status(404);
    visitor.get("/oidc/callback?state=made-up&code=x").await.assert_status(404);
    visitor.get("/oidc/callback").await.assert_status(404);
    let late = world.visitor();
    let begun = begin(&late, "northwind", &[]).await;
    world.clock.advance(Duration::minutes(10));
    late.get(&begun.back(&json!({ "claims": begun.claims(&world, &provider) }))).await.assert_status(404);
    assert_eq!(count(&world, "oidc_sign_ins"), 0);
    // What one is sent on to is a page of ours.
    let lured = world.visitor();
    let begun = begin(&lured, "northwind", &[("next", "//evil.example/")]).await;
    lured.get(&begun.back(&json!({ "claims": begun.claims(&world, &provider) }))).await.assert_redirect("/console");
    // An answer of another provider, and one that says no.
    let (answer, denied) = (world.visitor(), world.visitor());
    let begun = begin(&answer, "northwind", &[]).await;
    let mixed =
        format!("{}&iss=https://evil.example", begun.back(&json!({ "claims": begun.claims(&world, &provider) })));
    assert!(answer.get(&mixed).await.assert_status(403).body.contains("could not be trusted"));
    let begun = begin(&denied, "northwind", &[]).await;
    let no = denied.get(&format!("/oidc/callback?state={}&error=access_denied", begun.asked["state"])).await;
    assert!(no.assert_status(403).body.contains("You did not sign in at Acme SSO"), "{}", no.body);
}

#[actix_web::test]
async fn a_new_key_is_read_and_an_unknown_one_is_not_asked_for_again_and_again() {
    let world = crate::engine::world().await;
    let provider = Provider::hostile();
    provider.set_up(&world, &[]).await;
    let reads = async || provider.asked("/reads", json!({})).await["reads"].as_i64().unwrap();
    arrive(&world, &provider, |_, _| {}).await.1.assert_redirect("/console");
    assert_eq!(reads().await, 1, "what was read when it was set up is known");
    provider.asked("/rotate", json!({})).await;
    world.clock.advance(Duration::seconds(31));
    arrive(&world, &provider, |_, _| {}).await.1.assert_redirect("/console");
    assert_eq!(reads().await, 2);
    for _ in 0..3 {
        let (_, answer) = arrive(&world, &provider, |_, wanted| wanted["header"] = json!({ "kid": "unknown" })).await;
        answer.assert_status(403);
    }
    assert_eq!(reads().await, 2, "whoever sends unknown keys makes us read nothing");
    world.clock.advance(Duration::minutes(61));
    arrive(&world, &provider, |_, _| {}).await.1.assert_redirect("/console");
    assert_eq!(reads().await, 3);
}

#[actix_web::test]
async fn a_provider_is_read_before_it_is_saved_and_never_inside_our_own_network() {
    let world = World::start().await;
    let (console, provider) = (world.console().await, Provider::hostile());
    for (issuer, words) in [
        (provider.url.as_str(), "could not be read"),
        ("http://169.254.169.254", ""),
        ("https://10.0.0.1", ""),
        ("https://localhost", ""),
        ("not an address", "This is no issuer"),
    ] {
        let refused = console.post(SETTINGS, &provider.form(&[("issuer", issuer)])).await;
        let said = refused.assert_status(422).text_of("#f-issuer-error").unwrap_or_default();
        assert!(
            !said.is_empty() && (words.is_empty() || said.contains(words) || said.contains("not be called")),
            "{issuer}: {said}"
        );
        assert!(!refused.body.contains("berth-s3cret"), "a secret is never sent back");
    }
    assert_eq!(count(&world, "oidc_providers"), 0);
    // The same provider under another name of its own is not the one that it says it is.
    let world = crate::engine::world().await;
    let console = world.console().await;
    let slash = format!("{}/", provider.url);
    let refused = console.post(SETTINGS, &provider.form(&[("issuer", &slash)])).await;
    assert!(
        refused.text_of("#f-issuer-error").unwrap().contains("calls itself by another address"),
        "{}",
        refused.body
    );
    // Who has every right of settings, and not all access, decides who nobody is.
    let settings = world.console_with(&[("settings", "manage")]).await;
    let refused = settings.post(SETTINGS, &provider.form(&[])).await;
    assert!(refused.assert_status(403).body.contains("Full access"));
    assert!(!settings.get(SETTINGS).await.assert_ok().body.contains("<form class=\"page\""));
    world.clock.advance(Duration::minutes(11));
    console.post(SETTINGS, &provider.form(&[])).await.assert_redirect("/me/confirm");
}
