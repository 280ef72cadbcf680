//! The provider beside passwords, two-step sign-in, and being asked again.

use crate::people::{count, lines};
use crate::support::authenticator::Authenticator;
use crate::support::command::berth;
use crate::support::oidc::{Provider, SETTINGS, arrive, begin};
use crate::support::world::PASSWORD;
use chrono::Duration;
use serde_json::json;

const ADA: &str = "ada.vance@northwind.test";

#[actix_web::test]
async fn a_code_is_asked_for_unless_the_partner_counts_what_the_provider_asked_for() {
    let world = crate::engine::world().await;
    let provider = Provider::hostile();
    provider.set_up(&world, &[]).await;
    let (phone, _) = Authenticator::set_up(&world.console().await, &world).await;
    let mfa = |claims: &mut serde_json::Value, _: &mut serde_json::Value| claims["amr"] = json!(["pwd", "mfa"]);
    let (visitor, answer) = arrive(&world, &provider, mfa).await;
    answer.assert_redirect("/second-step");
    visitor.get("/console").await.assert_redirect("/sign-in");
    visitor.post("/second-step", &[("code", &phone.next(&world))]).await.assert_redirect("/console");
    visitor.signed_in_anew();
    // From here on the partner counts it.
    world.clock.advance(Duration::seconds(30));
    let console = visitor;
    let counted = [("second_step_by", "mfa urn:example:strong"), ("version", "1")];
    console.post(SETTINGS, &provider.form(&counted)).await.assert_redirect(SETTINGS);
    arrive(&world, &provider, |_, _| {}).await.1.assert_redirect("/second-step");
    arrive(&world, &provider, mfa).await.1.assert_redirect("/console");
    let acr = |claims: &mut serde_json::Value, _: &mut serde_json::Value| claims["acr"] = json!("urn:example:strong");
    arrive(&world, &provider, acr).await.1.assert_redirect("/console");
    // A rule that everybody must have it is kept by that too, and by nothing less.
    let rule = [("second_step", "everybody"), ("version", "1")];
    console.post("/console/settings/ways-in/two-step", &rule).await.assert_status(303);
    let bare = |strong: bool| {
        move |claims: &mut serde_json::Value, _: &mut serde_json::Value| {
            (claims["sub"], claims["email"]) = (json!("s9"), json!("bare@northwind.test"));
            claims["amr"] = if strong { json!(["mfa"]) } else { json!(["pwd"]) };
        }
    };
    let (vouched, answer) = arrive(&world, &provider, bare(true)).await;
    answer.assert_redirect("/console");
    vouched.get("/console").await.assert_ok();
    let (weak, answer) = arrive(&world, &provider, bare(false)).await;
    answer.assert_redirect("/console");
    weak.get("/console").await.assert_redirect("/me/two-step");
}

#[actix_web::test]
async fn passwords_are_switched_off_by_who_has_signed_in_there_and_on_again_by_the_operator() {
    let world = crate::engine::world().await;
    let provider = Provider::hostile();
    provider.set_up(&world, &[]).await;
    let off = [("passwords", ""), ("version", "1")];
    let console = world.console().await;
    console.post(SETTINGS, &provider.form(&off)).await.assert_refused("passwords", "Sign in there once yourself");
    arrive(&world, &provider, |_, _| {}).await.1.assert_redirect("/console");
    console.post(SETTINGS, &provider.form(&off)).await.assert_redirect(SETTINGS);
    let page = world.visitor().get("/sign-in/northwind").await;
    assert!(
        page.value_of("input[name=password]").is_none() && page.body.contains("Everybody of Northwind Apps"),
        "{}",
        page.body
    );
    for email in [ADA, "branch.admin@customer.test"] {
        world.visitor().sign_in(email, PASSWORD).await.assert_status(422);
    }
    // The other partner has nothing to do with it, and who is signed in stays so.
    world.foreign_console().await.get("/console").await.assert_ok();
    console.get("/console").await.assert_ok();
    arrive(&world, &provider, |_, _| {}).await.1.assert_redirect("/console");
    // Of staff alone: people of customers go on with passwords.
    let staff = [("passwords", ""), ("audience", "console"), ("version", "2")];
    console.post(SETTINGS, &provider.form(&staff)).await.assert_redirect(SETTINGS);
    world.visitor().sign_in("branch.admin@customer.test", PASSWORD).await.assert_redirect("/a");
    world.visitor().sign_in(ADA, PASSWORD).await.assert_status(422);
    let page = world.visitor().get("/sign-in/northwind").await;
    assert!(page.body.contains("Sign in with Acme SSO") && page.body.contains("Or with a password"), "{}", page.body);
    // The provider is gone.
    drop(provider);
    let down = world.visitor().post("/oidc/northwind", &[]).await;
    assert_eq!(down.status, 200, "what is known of it is good for an hour");
    world.clock.advance(Duration::minutes(61));
    let down = world.visitor().post("/oidc/northwind", &[]).await;
    assert!(down.assert_status(502).body.contains("cannot be reached"), "{}", down.body);
    let said = berth(world.database.name(), &[], &["partner", "allow-passwords", "--slug", "northwind"]);
    assert!(said.assert_code(0).out.contains("with a password again"), "{}", said.out);
    world.visitor().sign_in(ADA, PASSWORD).await.assert_redirect("/console");
    let said = berth(world.database.name(), &[], &["partner", "allow-passwords", "--slug", "northwind"]);
    assert!(said.assert_code(0).out.contains("nothing was changed"), "{}", said.out);
    assert_eq!(count(&world, "audit_log where action = 'partner.sign_in_provider'"), 4);
}

#[actix_web::test]
async fn who_is_asked_again_signs_in_there_anew_and_an_old_sign_in_confirms_nothing() {
    let world = crate::engine::world().await;
    let provider = Provider::hostile();
    provider.set_up(&world, &[]).await;
    let now = world.clock.now().timestamp();
    // Somebody who signed in there hours ago is in, and asked again before what takes everything along.
    let (mine, answer) = arrive(&world, &provider, |claims, _| claims["auth_time"] = json!(now - 7_200)).await;
    answer.assert_redirect("/console");
    let wanted = format!("/console/accounts/{}/view-as", world.branch);
    let confirm = mine.get(&wanted).await;
    let page = mine.get(confirm.assert_redirect("/me/confirm").location()).await;
    assert_eq!(page.texts_of("form[action='/oidc/northwind'] button"), ["Sign in with Acme SSO"]);
    let fields = page.filled("form[action='/oidc/northwind']");
    assert!(fields.contains(&("next".to_owned(), wanted.clone())), "{fields:?}");
    let anew = [("next", wanted.as_str()), ("anew", "1")];
    let begun = begin(&mine, "northwind", &anew).await;
    assert_eq!((begun.asked["prompt"].as_str(), begun.asked["max_age"].as_str()), ("login", "0"));
    let mut old = begun.claims(&world, &provider);
    old["auth_time"] = json!(now - 7_200);
    let refused = mine.get(&begun.back(&json!({ "claims": old }))).await;
    assert!(refused.assert_status(403).body.contains("did not ask you to sign in anew"), "{}", refused.body);
    let begun = begin(&mine, "northwind", &anew).await;
    mine.get(&begun.back(&json!({ "claims": begun.claims(&world, &provider) }))).await.assert_redirect(&wanted);
    mine.get(&wanted).await.assert_ok();
}

#[actix_web::test]
async fn the_secret_is_kept_encrypted_and_goes_to_no_other_provider() {
    let world = crate::engine::world().await;
    let (provider, other) = (Provider::hostile(), Provider::hostile());
    provider.set_up(&world, &[]).await;
    let console = world.console().await;
    let kept = lines(&world, "select encode(secret, 'escape') as line from oidc_providers").remove(0);
    assert!(!kept.is_empty() && !kept.contains("s3cret"), "{kept}");
    for page in [SETTINGS, "/console/audit", "/console/settings/ways-in"] {
        assert!(!console.get(page).await.assert_ok().body.contains("berth-s3cret"), "{page}");
    }
    // Saved again without one it stays; with another issuer it is gone.
    let again = [("client_secret", ""), ("version", "1")];
    console.post(SETTINGS, &provider.form(&again)).await.assert_redirect(SETTINGS);
    assert_eq!(lines(&world, "select encode(secret, 'escape') as line from oidc_providers"), [kept]);
    arrive(&world, &provider, |_, _| {}).await.1.assert_redirect("/console");
    let moved = [("client_secret", ""), ("version", "2")];
    console.post(SETTINGS, &other.form(&moved)).await.assert_redirect(SETTINGS);
    assert_eq!(count(&world, "oidc_providers where secret = ''"), 1);
    // Two who save at once: the second is told.
    console.post(SETTINGS, &other.form(&moved)).await.assert_status(409);
    // Linked at the one, she is somebody new at the other.
    let begun_here = arrive(&world, &other, |_, _| {}).await.1;
    begun_here.assert_redirect("/console");
    assert_eq!(count(&world, "oidc_identities"), 2);
}
