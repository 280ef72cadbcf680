//! A customer meets the partner and nobody else (MODEL section 9). A branded account is read as its customer reads it: every page,
//! every kind of mail, failures, headers, cookies, scripts, exports, what programs get, what applications hear. The product's name
//! is nowhere, and the same crawl finds it wherever it is planted.

mod failures;
mod finding;
mod pages;
mod sent;

use crate::hosts::{main_of, signed_in};
use crate::isolation::fixtures::Fixtures;
use crate::support::World;
use crate::support::app::Checks;
use crate::support::smtp::SmtpServer;
use crate::support::target::Target;
use diesel::connection::SimpleConnection;
use finding::Findings;
use std::collections::BTreeSet;

/// Where customers find the partner.
const HOST: &str = "north.localhost";
const CUSTOMER: &str = "branch.admin@customer.test";

/// Reads everything that the branch's customer can get.
async fn crawl(plant: &[&str], host: &str) -> Findings {
    let smtp = SmtpServer::start();
    let settings = [("ALLOWED_NETWORKS", "127.0.0.1/32"), ("SMTP_URL", &smtp.url())];
    let world = World::with_settings(Checks::On, &settings);
    let fixtures = Fixtures::make(&world).await;
    let console = world.console().await;
    // Of the other pages of the matrix nothing is in the way of a name of this partner's.
    main_of(&console, &world, host).await;
    let target = Target::start();
    crate::account_view::failed(&world, &target).await;
    for statement in plant {
        world.database.look().batch_execute(statement).unwrap();
    }
    let mut found = Findings::default();
    let customer = signed_in(&world, host, CUSTOMER).await;
    pages::of_the_table(&customer, &fixtures, &mut found).await;
    pages::by_their_links(&world, &customer, &mut found).await;
    pages::of_programs(&world, host, &fixtures, &mut found).await;
    pages::in_frames(&world, host, &mut found).await;
    sent::mails(&world, &smtp, host, &mut found).await;
    sent::an_export(&console, &world, &mut found).await;
    sent::calls(&world, &console, &target, &mut found).await;
    failures::all(&world, host, &customer, &fixtures, &mut found).await;
    found
}

#[actix_web::test]
async fn a_customer_never_meets_the_products_name() {
    let found = crawl(&[], HOST).await;
    assert!(found.hits.is_empty(), "{}", found.told());
    // What was read, so that nobody takes a crawl that goes nowhere for a clean one.
    for (place, at_least) in [
        ("page", 150),
        ("framed page", 60),
        ("header", 1_000),
        ("cookie", 5),
        ("script or style", 4),
        ("API", 60),
        ("mail", 9),
        ("export", 10),
        ("outgoing call", 2),
        ("failure", 14),
    ] {
        let read = found.read.get(place).copied().unwrap_or_default();
        assert!(read >= at_least, "{read} of {place} were read: {:?}", found.read);
    }
    let all = [400, 401, 403, 404, 405, 409, 410, 413, 421, 422, 429, 500, 503];
    let missing: Vec<_> = all.into_iter().filter(|status| !found.statuses.contains(status)).collect();
    assert!(missing.is_empty(), "{missing:?} were not met, but {:?}", found.statuses);
}

#[actix_web::test]
async fn the_crawl_finds_the_name_wherever_it_is_planted() {
    let plant = [
        "update partners set name = 'Northwind of Berth', user_agent = 'BERTH/1.0' where slug = 'northwind'",
        "update cycles set name = 'berthing' where name = 'Orders to the shop'",
        "update people set name = 'Bertha' where email = 'branch.admin@customer.test'",
    ];
    let found = crawl(&plant, "berth.localhost").await;
    let places: BTreeSet<&str> = found.hits.iter().map(|hit| hit.place).collect();
    for place in ["page", "framed page", "API", "mail", "export", "outgoing call", "failure"] {
        assert!(places.contains(place), "not found in {place}: {}", found.told());
    }
    // A webhook's host, and the name in another case.
    assert!(found.told().contains("berth.localhost") && found.told().contains("BERTH/1.0"), "{}", found.told());
}
