//! Coming back from an application: it knows the address that was registered there and no other, while the browser's session is on
//! the name that its person works by.

use super::{PAGE, main_of, signed_in};
use crate::engine::world;
use crate::oauth::{begun, library, path_of};
use crate::support::oauth::{PARTNER, Provider};
use crate::support::target::Target;
use crate::support::{Caller, World};

const ADMIN: &str = "branch.admin@customer.test";

async fn connects(caller: &Caller, world: &World, library: &str) -> (String, String) {
    let here = format!("/a/{}/connectors", world.branch);
    let page = crate::oauth::added(caller, &here, library).await;
    let away = begun(caller, &page).await;
    (page, away)
}

async fn is_connected(caller: &Caller, page: &str) -> bool {
    caller.get(page).await.assert_ok().text_of(".page-title .badge").as_deref() == Some("Connected")
}

#[actix_web::test]
async fn what_was_registered_before_there_was_a_name_leads_back_to_where_the_person_works() {
    let world = world().await;
    let (provider, target) = (Provider::start(&world), Target::start());
    let library = library(&world, provider.by_code(&target.url), PARTNER.1).await;
    let own = main_of(&world.console().await, &world, "north.localhost").await;
    let customer = signed_in(&world, "north.localhost", ADMIN).await;
    let (page, away) = connects(&customer, &world, &library).await;
    let back = provider.allow(&away).await;
    assert!(back.starts_with(world.config.url.as_str()), "the address that is registered: {back}");
    // The same browser has no session there, and is led on to where it has one; nothing was used up.
    let there = Caller::new("the same browser", world.config.url.as_str());
    for _ in 0..2 {
        let led = there.get(path_of(&back)).await;
        led.assert_redirect(&format!("{own}/oauth/callback?"));
        assert_eq!(led.location(), format!("{own}{}", path_of(&back)));
    }
    customer.get(path_of(&back)).await.assert_redirect(&page);
    assert!(is_connected(&customer, &page).await);
    // Once is once, by either name; and what never was leads nowhere.
    there.get(path_of(&back)).await.assert_status(404);
    customer.get(path_of(&back)).await.assert_status(404);
    there.get("/oauth/callback?state=never&code=x").await.assert_status(404);
}

#[actix_web::test]
async fn a_new_registration_is_told_the_main_name_and_another_can_be_chosen() {
    let world = world().await;
    let console = world.console().await;
    let own = main_of(&console, &world, "north.localhost").await;
    let (provider, target) = (Provider::sending_back_to(&own), Target::start());
    let definition = provider.by_code(&target.url);
    let connector = world.near().connector("ledgerly", definition).unwrap().to_string();
    let form = console.get(&format!("/console/connectors/{connector}/client")).await;
    assert_eq!(form.text_of("form code").unwrap(), format!("{own}/oauth/callback"));
    assert_eq!(form.attributes_of("#f-redirect_host option[selected]", "value"), ["north.localhost"]);
    let href = format!("/console/connectors/{connector}");
    let secret = [("client_secret", PARTNER.1), ("client_id", PARTNER.0)];
    let elsewhere = [secret[0], secret[1], ("redirect_host", "evil.test"), ("version", "1")];
    console.post(&format!("{href}/client"), &elsewhere).await.assert_refused("redirect_host", "none of your verified");
    console.send(&form, "form.page", &secret).await.assert_redirect(&href);

    // Whoever works by the installation's own name is led back there.
    let customer = world.admin_of(world.branch).await;
    let (page, away) = connects(&customer, &world, &connector).await;
    let back = provider.allow(&away).await;
    assert!(back.starts_with(&format!("{own}/oauth/callback?")), "{back}");
    let led = Caller::new("the same browser", &own).get(path_of(&back)).await;
    led.assert_redirect(world.config.url.as_str());
    customer.get(path_of(led.location())).await.assert_redirect(&page);
    assert!(is_connected(&customer, &page).await);
    // By the name itself there is nowhere to be led to.
    let by_name = signed_in(&world, "north.localhost", ADMIN).await;
    let again = begun(&by_name, &page).await;
    by_name.get(path_of(&provider.allow(&again).await)).await.assert_redirect(&page);

    // It stays what it is when another name becomes the main one, and goes with its own.
    main_of(&console, &world, "newer.localhost").await;
    let form = console.get(&format!("{href}/client")).await;
    assert_eq!(form.text_of("form code").unwrap(), format!("{own}/oauth/callback"));
    let id = console.get(PAGE).await.attributes_of("section.panel a[href$=removal]", "href");
    let removal = id.last().unwrap().clone();
    let asked = console.get(&removal).await;
    assert!(
        asked.text_of(".consequences").unwrap().contains("People who sign in at Ledgerly come back by"),
        "{}",
        asked.body
    );
    console.post(&removal, &[]).await.assert_redirect(PAGE);
    let form = console.get(&format!("{href}/client")).await;
    let usual = world.config.url.as_str().trim_end_matches('/').to_owned();
    assert_eq!(form.text_of("form code").unwrap(), format!("{usual}/oauth/callback"));
}
