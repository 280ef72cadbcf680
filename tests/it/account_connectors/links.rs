//! The one-use link with which somebody connects one Account Connector without signing in.

use super::{added, badge, in_account, in_console, ledgerly, somebody};
use crate::people::{count, lines};
use crate::support::{Caller, World};
use chrono::Duration;

/// Makes a link through the form; answers its path.
async fn link(caller: &Caller, page: &str) -> String {
    let made = caller.post(&format!("{page}/links"), &[]).await;
    let link = made.assert_ok().value_of("#setup-link").unwrap();
    link[link.find("/connect/").unwrap()..].to_owned()
}

#[actix_web::test]
async fn whoever_has_it_connects_that_one_connector_once_without_signing_in() {
    let world = World::start().await;
    let (admin, library) = (world.admin_of(world.branch).await, ledgerly(&world));
    let page = added(&admin, &in_account(world.branch), &library, "Leeds", "1").await;
    let path = link(&admin, &page).await;
    let visitor = world.visitor();
    for _ in 0..2 {
        let shown = visitor.get(&path).await;
        let words = shown.assert_ok().text_of("main").unwrap();
        for word in ["Northwind Apps", "Leeds", "Ledgerly", "Branch Office"] {
            assert!(words.contains(word), "{word} is not in {words}");
        }
        assert_eq!(shown.attributes_of("main input:not([type=hidden])", "name"), ["token"]);
    }
    // A form that is refused costs nothing.
    visitor.post(&path, &[("token", "")]).await.assert_refused("token", "Enter the access token");
    let done = visitor.post(&path, &[("token", "from-the-customer")]).await;
    assert!(done.assert_ok().text_of("h1").as_deref() == Some("Connected"));
    assert_eq!(badge(&admin, &page).await, "Connected");
    assert!(admin.get(&page).await.text_of("dl.facts").unwrap().contains("by A setup link of branch admin"));
    visitor.get(&path).await.assert_status(410);
    let again = visitor.post(&path, &[("token", "another")]).await;
    again.assert_status(410);
    assert!(!again.body.contains("Leeds") && !again.body.contains("Branch Office"), "a spent link tells nothing");
    let entries = lines(
        &world,
        "select action || ' by ' || actor_name as line from audit_log where action like 'account_connector.%' order by seq",
    );
    assert_eq!(
        entries,
        [
            "account_connector.added by branch admin",
            "account_connector.linked by branch admin",
            "account_connector.connected by A setup link of branch admin",
        ]
    );
    assert_eq!(count(&world, "sessions s join people p on p.id = s.person_id where p.email = 'x'"), 0);
    // It opens nothing else.
    visitor.get(&page).await.assert_redirect("/sign-in");
}

#[actix_web::test]
async fn of_two_who_use_it_at_once_one_is_late() {
    let world = World::start().await;
    let (admin, library) = (world.admin_of(world.branch).await, ledgerly(&world));
    let page = added(&admin, &in_account(world.branch), &library, "Leeds", "1").await;
    let path = link(&admin, &page).await;
    let (one, two) = (world.visitor(), world.visitor());
    let (first, second) = futures_util::join!(one.post(&path, &[("token", "1")]), two.post(&path, &[("token", "2")]));
    let mut said = [first.status.as_u16(), second.status.as_u16()];
    said.sort_unstable();
    assert_eq!(said, [200, 410]);
    assert_eq!(count(&world, "audit_log where action = 'account_connector.connected'"), 1);
}

#[actix_web::test]
async fn late_replaced_unknown_and_closed_links_answer_alike() {
    let world = World::start().await;
    let (console, library) = (world.console().await, ledgerly(&world));
    let page = added(&console, &in_console(world.branch), &library, "Leeds", "1").await;
    let visitor = world.visitor();
    let unknown = visitor.get("/connect/none").await;
    unknown.assert_status(410);
    let replaced = link(&console, &page).await;
    let path = link(&console, &page).await;
    assert_eq!(visitor.get(&replaced).await.assert_status(410).body, unknown.body);
    // While the account is closed, and above it, nothing is taken.
    world.near().suspend(world.root, "unpaid").unwrap();
    assert_eq!(visitor.get(&path).await.assert_status(410).body, unknown.body);
    visitor.post(&path, &[("token", "x")]).await.assert_status(410);
    world.near().resume(world.root).unwrap();
    world.clock.advance(Duration::seconds(299));
    visitor.get(&path).await.assert_ok();
    world.clock.advance(Duration::seconds(1));
    assert_eq!(visitor.get(&path).await.assert_status(410).body, unknown.body);
    visitor.post(&path, &[("token", "x")]).await.assert_status(410);
    // Taking the credentials away takes the links with them, and so does removing it.
    let path = link(&console, &page).await;
    console.post(&format!("{page}/connection"), &[("token", "x"), ("version", "1")]).await.assert_redirect(&page);
    console.post(&format!("{page}/disconnection"), &[("version", "2")]).await.assert_redirect(&page);
    visitor.post(&path, &[("token", "x")]).await.assert_status(410);
    let path = link(&console, &page).await;
    console.post(&format!("{page}/removal"), &[("version", "3")]).await.assert_status(303);
    visitor.post(&path, &[("token", "x")]).await.assert_status(410);
    assert_eq!(count(&world, "connect_links"), 0);
}

#[actix_web::test]
async fn the_token_itself_is_not_kept_and_only_who_may_change_makes_one() {
    let world = World::start().await;
    let (console, library) = (world.console().await, ledgerly(&world));
    let page = added(&console, &in_console(world.branch), &library, "Leeds", "1").await;
    let path = link(&console, &page).await;
    let kept = lines(&world, "select l::text as line from connect_links l");
    assert!(kept.len() == 1 && !kept[0].contains(path.trim_start_matches("/connect/")));
    assert!(kept[0].contains("Northwind Apps") && !kept[0].contains("ada vance"), "{kept:?}");
    let own = page.replace("/console/accounts/", "/a/");
    somebody(&world, world.branch, "viewer").await.post(&format!("{own}/links"), &[]).await.assert_status(403);
    world.admin_of(world.root).await.post(&format!("{own}/links"), &[]).await.assert_not_found();
    assert_eq!(count(&world, "connect_links"), 1);
}
