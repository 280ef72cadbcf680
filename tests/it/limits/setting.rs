//! Setting limits, and what is said of them.

use super::{default, limit, limits_of, refused};
use crate::people::{count, invite, lines, people_of};
use crate::support::World;

const DEFAULTS: &str = "/console/settings/limits";

#[actix_web::test]
async fn at_the_default_nobody_more_is_let_in_and_the_message_says_all() {
    let world = World::start().await; // M3, M6
    let (console, admin) = (world.console().await, world.admin_of(world.branch).await);
    default(&console, "users", "2", "").await.assert_redirect(DEFAULTS);
    invite(&console, world.branch, "second@customer.test", "viewer").await.assert_status(303);
    let said = refused(&invite(&console, world.branch, "third@customer.test", "viewer").await);
    for words in [
        "Limit of users reached",
        "“Branch Office” may have 2 users, and 2 are used",
        "the default in your settings",
        "raise the limit",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let form = [("name", "Third"), ("email", "third@customer.test"), ("role", "viewer")];
    let own = admin.post(&format!("/a/{}/people", world.branch), &form).await;
    let said = refused(&own);
    assert!(said.contains("2 are used") && said.contains("ask Northwind Apps to raise it"), "{said}");
    assert_eq!(own.value_of("#f-email").as_deref(), Some("third@customer.test"), "what was typed stays");
    assert_eq!(count(&world, "people where email = 'third@customer.test'"), 0, "nothing of it is kept");
    // Who is in already is no seat more, and another account has its own.
    let again = invite(&console, world.branch, "second@customer.test", "viewer").await;
    assert!(again.assert_status(422).body.contains("let into this account already"));
    invite(&console, world.leaf, "second@customer.test", "viewer").await.assert_status(303);
    // A list is let in as a whole or not at all.
    let many =
        [("lines", "x@customer.test, X Person\ny@customer.test, Y Person"), ("role", "viewer"), ("step", "invite")];
    let list = console.post(&format!("{}/many", people_of(world.leaf)), &many).await;
    assert_eq!(count(&world, "people where email in ('x@customer.test', 'y@customer.test')"), 0, "{}", list.status);
}

#[actix_web::test]
async fn an_account_has_more_less_or_nothing_of_its_own() {
    let world = World::start().await;
    let console = world.console().await;
    default(&console, "users", "1", "").await.assert_redirect(DEFAULTS);
    limit(&console, world.branch, "users", "2", "").await.assert_redirect(&limits_of(world.branch));
    invite(&console, world.branch, "second@customer.test", "viewer").await.assert_status(303);
    limit(&console, world.branch, "users", "0", "").await.assert_redirect(&limits_of(world.branch));
    let said = refused(&invite(&console, world.branch, "third@customer.test", "viewer").await);
    assert!(said.contains("may have no users") && said.contains("set for “Branch Office”"), "{said}");
    let page = console.get(&limits_of(world.branch)).await;
    assert!(page.assert_ok().body.contains("2 of 0, 2 over"), "{:?}", page.text_of("main"));
    limit(&console, world.branch, "users", "none", "").await.assert_status(303);
    invite(&console, world.branch, "third@customer.test", "viewer").await.assert_status(303);
    limit(&console, world.branch, "users", "", "").await.assert_status(303);
    refused(&invite(&console, world.branch, "fourth@customer.test", "viewer").await);
    let log = lines(&world, "select changes::text as line from audit_log where action = 'account.limit' order by seq");
    assert!(
        log.len() == 4 && log[0].contains("as by default") && log[1].contains("2 users") && log[1].contains("0 users"),
        "{log:?}"
    );
}

#[actix_web::test]
async fn a_value_that_cannot_be_is_refused_at_its_field() {
    let world = World::start().await;
    let console = world.console().await;
    default(&console, "connectors", "5", "10").await.assert_redirect(DEFAULTS);
    for (own, field, message) in [
        ("-1", "value", "Connectors cannot be less than 0"),
        ("9999999999999999999999", "value", "at most"),
        ("1.5", "value", "whole number"),
        ("11", "value", "10 connectors at most"),
        ("none", "own", "10 connectors at most"),
    ] {
        limit(&console, world.branch, "connectors", own, "").await.assert_refused(field, message);
    }
    let kept = limit(&console, world.branch, "connectors", "7", "-3").await;
    kept.assert_refused("tree", "cannot be less than 0");
    assert_eq!(kept.value_of("#f-value").as_deref(), Some("7"), "what was typed stays");
    // A tree may have more than the cap of one account.
    limit(&console, world.branch, "connectors", "10", "40").await.assert_status(303);
    for (value, cap, field, message) in [
        ("12", "11", "cap", "cannot be less than the default"),
        ("", "11", "value", "there must be a default"),
        ("x", "", "value", "whole number"),
    ] {
        default(&console, "users", value, cap).await.assert_refused(field, message);
    }
    // Somebody else was quicker: what they saved is shown, and saving again replaces it.
    let page = format!("{}/connectors", limits_of(world.branch));
    let stale = [("own", "value"), ("value", "3"), ("seen", "inherited//")];
    let told = console.post(&page, &stale).await;
    assert!(told.assert_status(409).body.contains("Someone else changed this limit"));
    let seen = told.value_of("input[name=seen]").unwrap();
    console.post(&page, &[("own", "value"), ("value", "3"), ("seen", &seen)]).await.assert_status(303);
    console.get(&format!("{}/seats", limits_of(world.branch))).await.assert_not_found();
    console.get(&format!("{DEFAULTS}/seats")).await.assert_not_found();
}

#[actix_web::test]
async fn a_default_below_what_is_used_lists_who_is_over() {
    let world = World::start().await;
    let console = world.console().await;
    invite(&console, world.branch, "second@customer.test", "viewer").await.assert_status(303);
    invite(&console, world.sibling, "third@customer.test", "viewer").await.assert_status(303);
    limit(&console, world.sibling, "users", "5", "").await.assert_status(303);
    let saved = default(&console, "users", "1", "").await;
    saved.assert_redirect(&format!("{DEFAULTS}/users"));
    let page = console.get(saved.location()).await;
    assert_eq!(page.assert_ok().texts_of("#over tbody tr"), ["Branch Officebranch2 of 1 user"]);
    assert_eq!(page.attributes_of("#over tbody a", "href"), [limits_of(world.branch)]);
    assert_eq!(page.texts_of("#differing tbody tr"), ["Sibling Tradingsibling5 users"]);
    let list = console.get(DEFAULTS).await;
    assert!(
        list.assert_ok()
            .texts_of("tbody tr")
            .iter()
            .any(|row| row.replace(' ', "").starts_with("Users1userNoneRefused1")),
        "{:?}",
        list.texts_of("tbody tr")
    );
}

#[actix_web::test]
async fn an_accounts_people_see_their_limits_and_set_none() {
    let world = World::start().await; // T4, SECURITY section 4
    let (console, admin) = (world.console().await, world.admin_of(world.leaf).await);
    let own = format!("/a/{}/limits", world.leaf);
    assert!(admin.get(&own).await.assert_ok().body.contains("Nothing is limited"));
    limit(&console, world.root, "users", "", "3").await.assert_status(303);
    limit(&console, world.leaf, "connectors", "4", "").await.assert_status(303);
    let page = admin.get(&own).await;
    let rows = page.assert_ok().texts_of("tbody tr");
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows[0].contains("3 of 3") && rows[0].contains("Root Holding"), "{rows:?}");
    assert!(rows[1].contains("0 of 4"), "{rows:?}");
    assert!(page.body.contains("Northwind Apps sets them"));
    assert!(page.attributes_of("main form", "action").is_empty() && page.attributes_of("main td a", "href").is_empty());
    let form = [("own", "unlimited"), ("seen", "inherited//")];
    for path in [format!("{}/users", limits_of(world.leaf)), format!("{own}/users")] {
        assert!([403, 404].contains(&admin.post(&path, &form).await.status.as_u16()), "{path}");
    }
    let viewer = world.console_with(&[("accounts", "view"), ("settings", "view")]).await;
    viewer.get(&limits_of(world.leaf)).await.assert_ok();
    viewer.get(&format!("{DEFAULTS}/users")).await.assert_ok();
    viewer.get(&format!("{}/users", limits_of(world.leaf))).await.assert_status(403);
    viewer.post(&format!("{}/users", limits_of(world.leaf)), &form).await.assert_status(403);
    viewer.post(&format!("{DEFAULTS}/users"), &[("value", "1")]).await.assert_status(403);
    let foreign = world.foreign_console().await;
    for path in [limits_of(world.leaf), format!("{}/users", limits_of(world.leaf))] {
        foreign.get(&path).await.assert_not_found();
    }
    foreign.post(&format!("{}/users", limits_of(world.leaf)), &form).await.assert_not_found();
    world.admin_of(world.root).await.get(&own).await.assert_not_found();
}

#[actix_web::test]
async fn a_form_that_cannot_be_read_says_so_without_what_its_fields_are_called_inside() {
    let world = World::start().await;
    let console = world.console().await;
    let page = format!("{}/users", limits_of(world.leaf));
    let seen = console.get(&page).await.assert_ok().value_of("input[name=seen]").unwrap();
    assert_eq!(seen, "inherited//", "no words of the program");
    let twice = console.post(&page, &[("own", "value"), ("value", "3"), ("seen", &seen), ("seen", &seen)]).await;
    let said = twice.assert_status(400).text_of("main").unwrap();
    assert!(said.contains("The form could not be read") && said.contains("Nothing was saved"), "{said}");
    for word in ["seen", "duplicate", "`"] {
        assert!(!said.contains(word), "{word}: {said}");
    }
    let address = console.get("/console/accounts?state=active&state=expired").await;
    assert!(!address.assert_status(400).text_of("main").unwrap().contains('`'));
    assert_eq!(count(&world, "account_limits"), 0);
}
