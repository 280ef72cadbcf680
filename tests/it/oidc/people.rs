//! Who somebody is: by the provider's subject, once their address has said so; and what makes nobody another.

use crate::people::{count, lines};
use crate::support::oidc::{Provider, SETTINGS, arrive, begin};
use crate::support::world::PASSWORD;
use crate::support::{Caller, World};
use chrono::{Duration, Utc};
use serde_json::json;

/// Who is signed in.
async fn name_of(caller: &Caller) -> String {
    caller.get("/me").await.assert_ok().text_of(".page-head").unwrap_or_default()
}

#[actix_web::test]
async fn people_of_both_kinds_sign_in_at_a_real_provider() {
    let world = crate::engine::world().await;
    // Its clock is the real one.
    world.clock.advance(Utc::now() - world.clock.now());
    let provider = Provider::real(&world);
    provider.set_up(&world, &[]).await;
    let visitor = world.visitor();
    let page = visitor.get("/sign-in/northwind?next=/console/audit").await;
    assert_eq!(page.texts_of("form[action='/oidc/northwind'] button"), ["Sign in with Acme SSO"]);
    let begun = begin(&visitor, "northwind", &[("next", "/console/audit")]).await;
    for (name, value) in [("response_type", "code"), ("code_challenge_method", "S256"), ("scope", "openid email")] {
        assert_eq!(begun.asked[name], value);
    }
    let back = provider.sign_in(&begun.url, "ada.vance").await;
    visitor.get(&back).await.assert_redirect("/console/audit");
    visitor.get("/console/audit").await.assert_ok();
    assert!(name_of(&visitor).await.contains("ada.vance@northwind.test"));
    assert_eq!(
        lines(
            &world,
            "select actor_email || ' ' || action as line from audit_log where action in ('identity.linked', 'session.opened') order by seq desc limit 2"
        ),
        ["ada.vance@northwind.test session.opened", "ada.vance@northwind.test identity.linked"]
    );
    // The second time the subject says it: nothing is linked anew.
    let again = world.visitor();
    let begun = begin(&again, "northwind", &[]).await;
    again.get(&provider.sign_in(&begun.url, "ada.vance").await).await.assert_redirect("/console");
    assert_eq!(count(&world, "audit_log where action = 'identity.linked'"), 1);
    // Somebody of a customer; one whose address is not verified; and one whom nobody knows.
    let people = json!({ "branch": { "email": "branch.admin@customer.test" }, "unverified": { "email": "bare@northwind.test" } });
    provider.asked("/people", people).await;
    let customer = world.visitor();
    let begun = begin(&customer, "northwind", &[]).await;
    customer.get(&provider.sign_in(&begun.url, "branch").await).await.assert_redirect("/a");
    customer.get(&format!("/a/{}", world.branch)).await.assert_ok();
    for login in ["unverified", "stranger"] {
        let visitor = world.visitor();
        let begun = begin(&visitor, "northwind", &[]).await;
        visitor.get(&provider.sign_in(&begun.url, login).await).await.assert_status(403);
        visitor.get("/console").await.assert_redirect("/sign-in");
    }
}

#[actix_web::test]
async fn the_subject_says_who_it_is_whatever_becomes_of_addresses() {
    let world = crate::engine::world().await;
    let provider = Provider::hostile();
    provider.set_up(&world, &[]).await;
    arrive(&world, &provider, |_, _| {}).await.1.assert_redirect("/console");
    // Ada's address was changed there, to a colleague's even: she is still Ada.
    let (visitor, answer) = arrive(&world, &provider, |claims, _| claims["email"] = json!("bare@northwind.test")).await;
    answer.assert_redirect("/console");
    assert!(name_of(&visitor).await.contains("ada.vance@northwind.test"));
    // Her address was given to somebody else there: they are not Ada.
    let (_, answer) = arrive(&world, &provider, |claims, _| claims["sub"] = json!("s2")).await;
    assert!(answer.assert_status(403).body.contains("linked with another account of Acme SSO"), "{}", answer.body);
    // Disabled, she is nobody, by her subject too.
    let ada = world.people.console;
    let state = |state: &str| {
        let update = format!("update people set state = '{state}' where id = '{ada}'");
        diesel::connection::SimpleConnection::batch_execute(&mut world.database.look(), &update).unwrap();
    };
    state("disabled");
    assert!(arrive(&world, &provider, |_, _| {}).await.1.assert_status(403).body.contains("You cannot sign in here"));
    state("active");
    // She lets go of the link herself, the password having been given lately; then her address decides again.
    let (mine, _) = arrive(&world, &provider, |_, _| {}).await;
    let profile = mine.get("/me").await;
    assert!(profile.body.contains("Linked sign-ins") && profile.body.contains(&provider.url), "{}", profile.body);
    mine.send(&profile, "form[action='/me/unlinking']", &[]).await.assert_redirect("/me");
    assert!(!mine.get("/me").await.body.contains("Linked sign-ins"));
    assert_eq!(count(&world, "audit_log where action = 'identity.unlinked'"), 1);
    let (other, answer) = arrive(&world, &provider, |claims, _| claims["sub"] = json!("s2")).await;
    answer.assert_redirect("/console");
    // Nobody lets go of another's.
    other.post("/me/unlinking", &[("issuer", "https://nobody.example")]).await.assert_status(404);
    assert_eq!(lines(&world, "select subject as line from oidc_identities"), ["s2"]);
    // A colleague does it for who cannot sign in any more.
    let colleague = world.console_with(&[("console_users", "manage")]).await;
    let page = format!("/console/staff/{ada}");
    assert!(colleague.get(&page).await.body.contains("Sign-in provider, as"));
    let asked = colleague.get(&format!("{page}/provider")).await;
    colleague.send(&asked, "form[action$='/provider']", &[]).await.assert_redirect(&page);
    assert_eq!(count(&world, "oidc_identities"), 0);
    colleague.post(&format!("{page}/provider"), &[]).await.assert_status(409);
    // She is told each time, and of what: linked, let go of, linked anew, taken from her.
    let told =
        "select concat_ws(' ', values ->> 'what', values ->> 'provider', values ->> 'address') as line from mails
                 where template = 'sign-in-link' and recipient = 'ada.vance@northwind.test' order by id";
    let linked = "made Acme SSO ada.vance@northwind.test".to_owned();
    let of = |what: &str| format!("{what} {} ", provider.url);
    assert_eq!(lines(&world, told), [linked.clone(), of("removed"), linked, of("partner")]);
    let app = world.app.app.clone();
    actix_web::web::block(move || berth::testing::send_mails(&app).unwrap()).await.unwrap();
    let mailbox = colleague.get("/dev/mails").await;
    assert!(mailbox.assert_ok().body.contains("Your linked sign-in to Northwind Apps"), "{}", mailbox.body);
}

#[actix_web::test]
async fn two_partners_with_one_provider_know_nothing_of_one_another() {
    let world = crate::engine::world().await;
    let provider = Provider::hostile();
    provider.set_up(&world, &[]).await;
    world.foreign_console().await.post(SETTINGS, &provider.form(&[])).await.assert_redirect(SETTINGS);
    arrive(&world, &provider, |_, _| {}).await.1.assert_redirect("/console");
    // The same subject is nobody at the other partner, until an address says who.
    let visitor = world.visitor();
    let begun = begin(&visitor, "contoso", &[]).await;
    let back = begun.back(&json!({ "claims": begun.claims(&world, &provider) }));
    assert!(visitor.get(&back).await.assert_status(403).body.contains("Contoso Freight does not"));
    let visitor = world.visitor();
    let begun = begin(&visitor, "contoso", &[]).await;
    let mut claims = begun.claims(&world, &provider);
    claims["email"] = json!("carl@contoso.test");
    visitor.get(&begun.back(&json!({ "claims": claims }))).await.assert_redirect("/console");
    assert!(name_of(&visitor).await.contains("carl@contoso.test"));
    assert_eq!(count(&world, "oidc_identities where subject = 's1'"), 2);
    // A partner without a provider has no way there, and one that has none any more ends what was begun.
    world.visitor().post("/oidc/nobody", &[]).await.assert_not_found();
    let visitor = world.visitor();
    let begun = begin(&visitor, "contoso", &[]).await;
    world.foreign_console().await.post(&format!("{SETTINGS}/removal"), &[]).await.assert_redirect(SETTINGS);
    visitor.get(&begun.back(&json!({ "claims": begun.claims(&world, &provider) }))).await.assert_status(404);
    assert!(!world.visitor().get("/sign-in/contoso").await.body.contains("Sign in with"));
}

#[actix_web::test]
async fn a_new_device_is_mailed_and_limits_and_networks_hold_as_for_a_password() {
    let world = crate::engine::world().await;
    let provider = Provider::hostile();
    provider.set_up(&world, &[]).await;
    let (visitor, answer) = arrive(&world, &provider, |_, _| {}).await;
    answer.assert_redirect("/console");
    world.clock.advance(Duration::minutes(61));
    visitor.get("/console").await.assert_redirect("/sign-in");
    let other = world.visitor();
    let begun = begin(&other, "northwind", &[]).await;
    let back = begun.back(&json!({ "claims": begun.claims(&world, &provider) }));
    other
        .get_with(&back, &[("user-agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0")])
        .await
        .assert_redirect("/console");
    assert_eq!(count(&world, "mails where template = 'new-sign-in'"), 1);
    // An open session of somebody else in this browser is replaced.
    let admin = world.admin_of(world.branch).await;
    let begun = begin(&admin, "northwind", &[]).await;
    admin.get(&begun.back(&json!({ "claims": begun.claims(&world, &provider) }))).await.assert_redirect("/console");
    assert!(name_of(&admin).await.contains("ada.vance@northwind.test"));
    assert_eq!(world.visitor().sign_in("ada.vance@northwind.test", PASSWORD).await.status, 303, "passwords go on");
}

#[actix_web::test]
async fn who_was_invited_accepts_first() {
    let world: World = crate::engine::world().await;
    let provider = Provider::hostile();
    provider.set_up(&world, &[]).await;
    crate::people::invite(&world.console().await, world.branch, "mia@customer.test", "viewer").await.assert_status(303);
    let (_, answer) = arrive(&world, &provider, |claims, _| claims["email"] = json!("mia@customer.test")).await;
    assert!(answer.assert_status(403).body.contains("have not accepted yet"), "{}", answer.body);
    assert_eq!(count(&world, "oidc_identities"), 0);
}
