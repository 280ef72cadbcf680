//! Listing names and proving them by DNS, against a real name server.

use super::{PAGE, added, at, state};
use crate::people::lines;
use crate::support::app::Checks;
use crate::support::names::NameServer;
use crate::support::{Caller, World};
use berth::testing::check_hosts;
use chrono::Duration;
use std::net::Ipv4Addr;

const HOST: &str = "integrations.acme.test";
const HERE: Ipv4Addr = Ipv4Addr::LOCALHOST;
const ELSEWHERE: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 7);

fn world(names: &NameServer) -> World {
    World::with_settings(Checks::On, &[("DNS_SERVER", &names.setting())])
}

/// Name and value of the record that proves a name, as the page shows them.
async fn proof(console: &Caller) -> (String, String) {
    let codes = console.get(PAGE).await.assert_ok().texts_of("section.panel td code");
    (codes[2].clone(), codes[3].clone())
}

async fn checked(console: &Caller, world: &World, name: &str) -> String {
    // Whoever presses twice at once gets the answer that there is.
    world.clock.advance(Duration::seconds(10));
    console.post(&format!("{name}/check"), &[]).await.assert_redirect(PAGE);
    let page = console.get(PAGE).await;
    assert_eq!(page.texts_of("section.panel .badge").len(), 1);
    format!("{}: {}", state(&page), page.texts_of("section.panel .pad > p").pop().unwrap())
}

#[actix_web::test]
async fn a_name_is_listed_with_its_records_and_proved_by_dns() {
    let names = NameServer::start();
    let world = world(&names);
    let console = world.console().await;
    let name = added(&console, &world, "  Integrations.ACME.test ").await;
    let page = console.get(PAGE).await;
    assert_eq!(state(&page), "Not proved yet");
    let codes = page.texts_of("section.panel td code");
    assert_eq!(codes[..3], [HOST, "127.0.0.1", "_integrations-check.integrations.acme.test"]);
    assert!(!page.texts_of("main").join("").to_lowercase().contains("berth"), "nothing in DNS names the product");
    let (proof_name, value) = proof(&console).await;

    assert!(checked(&console, &world, &name).await.contains("Not found"));
    names.points_to(HOST, ELSEWHERE);
    assert!(checked(&console, &world, &name).await.contains("It points elsewhere: to 192.0.2.7"));
    names.points_to(HOST, HERE);
    assert!(checked(&console, &world, &name).await.contains("It points elsewhere"), "to both");
    names.forget(HOST);
    names.points_to(HOST, HERE);
    assert!(checked(&console, &world, &name).await.contains("the proof is missing"));
    names.says(&proof_name, "integrations-check=of-somebody-else");
    assert!(checked(&console, &world, &name).await.contains("the proof is missing"));
    Caller::new("visitor", &at(&world, HOST)).get("/sign-in").await.assert_status(421);
    names.says(&proof_name, &value);
    assert!(checked(&console, &world, &name).await.starts_with("Verified: It points here and the proof is right"));
    Caller::new("visitor", &at(&world, HOST)).get("/sign-in").await.assert_ok();
    // Pressed again at once, nobody is asked again.
    let asked = names.asked();
    console.post(&format!("{name}/check"), &[]).await.assert_redirect(PAGE);
    assert_eq!(names.asked(), asked);
    let noted = lines(&world, "select action as line from audit_log where action like 'host.%' order by seq");
    assert_eq!(noted, ["host.added", "host.verified"]);
}

#[actix_web::test]
async fn an_alias_of_the_installation_is_what_a_name_should_be() {
    let names = NameServer::start();
    let world = world(&names);
    let other = world.beside(|config| config.url.set_host(Some("service.localhost")).unwrap());
    other.sign_in("ada.vance@northwind.test", crate::support::world::PASSWORD).await.assert_status(303);
    let name = added(&other, &world, HOST).await;
    let codes = other.get(PAGE).await.texts_of("section.panel td code");
    assert_eq!(codes[..2], [HOST, "service.localhost"]);
    names.is_alias(HOST, "other.example");
    assert!(checked(&other, &world, &name).await.contains("It points elsewhere: to other.example"));
    names.forget(HOST);
    names.is_alias(HOST, "Service.localhost");
    names.says(&codes[2], &codes[3]);
    assert!(checked(&other, &world, &name).await.starts_with("Verified"));
}

#[actix_web::test]
async fn silence_says_nothing_and_a_fault_is_said_for_as_long_as_it_lasts() {
    let names = NameServer::start();
    let world = world(&names);
    let console = world.console().await;
    let name = added(&console, &world, HOST).await;
    let (proof_name, value) = proof(&console).await;
    names.points_to(HOST, HERE);
    names.says(&proof_name, &value);
    assert!(checked(&console, &world, &name).await.starts_with("Verified"));
    let later = |hours| {
        world.clock.advance(Duration::hours(hours));
        let app = world.app.app.clone();
        async move { actix_web::web::block(move || check_hosts(&app).unwrap()).await.unwrap() }
    };
    // Not before a day has passed.
    let asked = names.asked();
    later(23).await;
    assert_eq!(names.asked(), asked);
    names.is_silent(true);
    later(2).await;
    let console = world.console().await;
    let page = console.get(PAGE).await;
    assert_eq!(state(&page), "Verified");
    assert!(page.texts_of("main p").join(" ").contains("The name servers did not answer"), "{}", page.body);
    names.is_silent(false);
    names.forget(&proof_name);
    later(2).await;
    let page = world.console().await.get(PAGE).await;
    assert_eq!(state(&page), "Failing");
    assert!(page.texts_of(".alert").join("").contains("Checks go on by themselves"), "{}", page.body);
    // Whoever still reaches it is let in; what fails for days is said so, and stays.
    Caller::new("visitor", &at(&world, HOST)).get("/sign-in").await.assert_ok();
    // Who manages settings is mailed once, after a day.
    let told = "select concat_ws(' ', recipient, values ->> 'host') as line from mails where template = 'host-failing'";
    later(20).await;
    assert_eq!(lines(&world, told), Vec::<String>::new());
    later(5).await;
    assert_eq!(lines(&world, told), [format!("ada.vance@northwind.test {HOST}")]);
    later(80).await;
    assert_eq!(lines(&world, told).len(), 1);
    let page = world.console().await.get(PAGE).await;
    assert!(page.texts_of(".alert").join("").contains("This name has failed for days"), "{}", page.body);
    names.says(&proof_name, &value);
    later(2).await;
    assert_eq!(state(&world.console().await.get(PAGE).await), "Verified");
    let noted = lines(
        &world,
        "select action || ' by ' || actor_name as line from audit_log where action in ('host.verified', 'host.failing') order by seq",
    );
    assert_eq!(noted, ["host.verified by ada vance", "host.failing by System", "host.verified by System"]);
}

#[actix_web::test]
async fn of_two_partners_the_first_who_proves_a_name_has_it_and_nobody_is_told_whose_it_is() {
    let names = NameServer::start();
    let world = world(&names);
    let (near, far) = (world.console().await, world.foreign_console().await);
    let (mine, theirs) = (added(&near, &world, HOST).await, added(&far, &world, HOST).await);
    names.points_to(HOST, HERE);
    for console in [&near, &far] {
        let (name, value) = proof(console).await;
        names.says(&name, &value);
    }
    assert!(checked(&far, &world, &theirs).await.starts_with("Verified"));
    let refused = checked(&near, &world, &mine).await;
    assert!(refused.starts_with("Not proved yet") && refused.contains("this name is in use here already"), "{refused}");
    assert!(!near.get(PAGE).await.body.contains("Contoso"));
    near.post(&format!("{mine}/removal"), &[]).await.assert_redirect(PAGE);
    near.post(PAGE, &[("host", HOST)]).await.assert_refused("host", "This name is in use here already");
    // Foreign and absent are alike (T4).
    for path in [format!("{theirs}/check"), format!("{theirs}/main"), format!("{theirs}/removal")] {
        near.post(&path, &[]).await.assert_not_found();
    }
    far.post(&format!("{theirs}/removal"), &[]).await.assert_redirect(PAGE);
    near.post(PAGE, &[("host", HOST)]).await.assert_redirect(PAGE);
}

#[actix_web::test]
async fn what_is_no_name_is_refused_where_it_was_typed() {
    let world = World::start().await;
    let console = world.console().await;
    for (typed, why) in [
        ("", "Enter a host name"),
        ("https://acme.test/", "Enter the name alone"),
        ("127.0.0.2", "This is an address"),
        ("localhost", "This is no host name"),
        ("<script>", "This is no host name"),
    ] {
        let refused = console.post(PAGE, &[("host", typed)]).await;
        refused.assert_refused("host", why);
        assert_eq!(refused.value_of("#f-host").unwrap(), typed);
    }
    added(&console, &world, "anbindung.müller.test").await;
    let page = console.get(PAGE).await;
    assert_eq!(page.text_of("section.panel h2").as_deref(), Some("anbindung.xn--mller-kva.test"));
    assert!(page.texts_of("section.panel p").contains(&"anbindung.müller.test".to_owned()));
    console.post(PAGE, &[("host", "ANBINDUNG.müller.test")]).await.assert_refused("host", "in your list already");
    for at in 1..20 {
        console.post(PAGE, &[("host", &format!("n{at}.acme.test"))]).await.assert_redirect(PAGE);
    }
    console.post(PAGE, &[("host", "n20.acme.test")]).await.assert_refused("host", "20 names are the most");
}

#[actix_web::test]
async fn who_may_not_manage_settings_looks_and_who_may_not_see_them_does_not() {
    let world = World::start().await;
    let console = world.console().await;
    let name = added(&console, &world, "acme.localhost").await;
    let looking = world.console_with(&[("settings", "view")]).await;
    let page = looking.get(PAGE).await;
    assert!(page.assert_ok().texts_of("main form").is_empty(), "{}", page.body);
    looking.post(PAGE, &[("host", "other.localhost")]).await.assert_status(403);
    for what in ["check", "main", "removal"] {
        looking.post(&format!("{name}/{what}"), &[]).await.assert_status(403);
    }
    world.bare_console().await.get(PAGE).await.assert_status(403);
    world.admin_of(world.root).await.get(PAGE).await.assert_not_found();
}
