//! Own limits and those of a tree: every one on the way to the root must have room (M4), whatever is made and however.

use super::{default, limit, refused};
use crate::engine::three_steps;
use crate::imports::{apply, check};
use crate::people::{count, invite};
use crate::support::World;
use crate::support::target::Target;
use serde_json::json;

#[actix_web::test]
async fn own_limits_count_own_use_and_tree_limits_that_of_all_below() {
    let world = World::start().await;
    let console = world.console().await;
    // Root, branch and leaf have an administrator each.
    limit(&console, world.root, "users", "1", "5").await.assert_status(303);
    limit(&console, world.branch, "users", "", "3").await.assert_status(303);
    // The root's own limit is full and says nothing of those below; the branch's tree has room for one.
    invite(&console, world.leaf, "a@customer.test", "viewer").await.assert_status(303);
    let said = refused(&invite(&console, world.leaf, "b@customer.test", "viewer").await);
    assert!(said.contains("“Branch Office” and all below it may have 3 users, and 3 are used"), "{said}");
    limit(&console, world.branch, "users", "", "").await.assert_status(303);
    invite(&console, world.leaf, "b@customer.test", "viewer").await.assert_status(303);
    let said = refused(&invite(&console, world.branch, "c@customer.test", "viewer").await);
    assert!(said.contains("“Root Holding” and all below it may have 5 users, and 5 are used"), "{said}");
    let said = refused(&invite(&console, world.root, "c@customer.test", "viewer").await);
    assert!(said.contains("“Root Holding” may have 1 user, and 1 is used"), "the nearest is named: {said}");
    invite(&console, world.sibling, "c@customer.test", "viewer").await.assert_status(303);
    // Who goes makes room.
    let page = format!("/console/accounts/{}/people/{}/remove", world.root, world.people.root_admin);
    console.post(&page, &[]).await.assert_status(303);
    invite(&console, world.leaf, "d@customer.test", "viewer").await.assert_status(303);
}

#[actix_web::test]
async fn sub_accounts_are_limited_below_one_account_and_on_all_levels() {
    let world = World::start().await;
    let console = world.console().await;
    let make = async |parent: berth::ids::AccountId, name: &str| {
        console.post("/console/accounts", &[("name", name), ("parent", &parent.to_string())]).await
    };
    limit(&console, world.root, "sub_accounts", "1", "3").await.assert_status(303);
    let kept = make(world.root, "Second branch").await;
    assert!(refused(&kept).contains("“Root Holding” may have 1 sub-account, and 1 is used"), "{}", refused(&kept));
    assert_eq!(kept.value_of("#f-name").as_deref(), Some("Second branch"), "what was typed stays");
    make(world.leaf, "Deep").await.assert_status(303);
    assert!(refused(&make(world.branch, "Wide").await).contains("“Root Holding” and all below it may have 3"));
    assert_eq!(
        count(
            &world,
            "partner_figures where sub_accounts <> 3 and partner_id = (select partner_id from accounts where name = 'Deep')"
        ),
        0
    );
    // The recycle bin does not count; coming back from it does.
    world.near().delete(world.leaf).unwrap();
    make(world.branch, "Wide").await.assert_status(303);
    let back = console.post(&format!("/console/accounts/{}/restoration", world.leaf), &[]).await;
    assert!(refused(&back).contains("This needs 2 more"), "{}", refused(&back));
    assert_eq!(count(&world, &format!("accounts where id = '{}' and live", world.leaf)), 0);
    limit(&console, world.root, "sub_accounts", "1", "4").await.assert_status(303);
    console.post(&format!("/console/accounts/{}/restoration", world.leaf), &[]).await.assert_status(303);
}

#[actix_web::test]
async fn a_subtree_is_not_moved_into_a_tree_that_is_full() {
    let world = World::start().await;
    let console = world.console().await;
    let sibling = world.sibling.to_string();
    // The branch and its leaf have an administrator each; the sibling has one.
    limit(&console, world.sibling, "users", "", "2").await.assert_status(303);
    let to = format!("/console/accounts/{}/move", world.branch);
    let said = refused(&console.post(&to, &[("parent", &sibling)]).await);
    assert!(
        said.contains("“Sibling Trading” and all below it may have 2 users, and 1 is used. This needs 2 more."),
        "{said}"
    );
    assert_eq!(count(&world, &format!("accounts where id = '{}' and parent_id = '{}'", world.branch, world.root)), 1);
    limit(&console, world.sibling, "users", "", "3").await.assert_status(303);
    limit(&console, world.sibling, "sub_accounts", "0", "").await.assert_status(303);
    assert!(refused(&console.post(&to, &[("parent", &sibling)]).await).contains("may have no sub-accounts"));
    limit(&console, world.sibling, "sub_accounts", "1", "2").await.assert_status(303);
    console.post(&to, &[("parent", &sibling)]).await.assert_status(303);
    // Within one tree nothing is added to it.
    let up = format!("/console/accounts/{}/move", world.leaf);
    limit(&console, world.sibling, "sub_accounts", "2", "2").await.assert_status(303);
    console.post(&up, &[("parent", &sibling)]).await.assert_status(303);
}

#[actix_web::test]
async fn an_import_that_would_pass_a_limit_is_refused_as_a_whole_with_the_reason() {
    let world = World::start().await;
    let console = world.console().await;
    default(&console, "sub_accounts", "2", "").await.assert_status(303);
    let csv = "Name,API ID,Parent API ID\nHead,head,\nOne,one,head\nTwo,two,head\nThree,three,head\nLoose,loose,\n";
    let import = check(&world, &console, csv).await;
    apply(&world, &console, &import).await;
    let page = console.get(&import).await;
    let said = page.assert_ok().text_of("main").unwrap();
    assert!(said.contains("“Head” may have 2 sub-accounts, and this would make 3"), "{said}");
    assert_eq!(count(&world, "accounts where api_id in ('head', 'one', 'loose')"), 0, "all or none");
    default(&console, "sub_accounts", "3", "").await.assert_status(303);
    apply(&world, &console, &import).await;
    assert_eq!(count(&world, "accounts where api_id in ('head', 'one', 'two', 'three', 'loose')"), 5);
    // Below one that is there: what it has counts.
    limit(&console, world.root, "sub_accounts", "", "3").await.assert_status(303);
    let csv = "Name,API ID,Parent API ID\nMore,more,branch\nStill more,still-more,leaf\n";
    let import = check(&world, &console, csv).await;
    apply(&world, &console, &import).await;
    let said = console.get(&import).await.text_of("main").unwrap();
    assert!(said.contains("“Root Holding” and all below it may have 3 sub-accounts"), "{said}");
    assert_eq!(count(&world, "accounts where api_id = 'more'"), 0);
}

#[actix_web::test]
async fn connectors_and_active_cycles_stop_at_their_limits() {
    let (world, target) = (crate::engine::world().await, Target::start());
    let console = world.console().await;
    let near = world.near();
    let definition =
        json!({ "name": "Ledgerly", "base_url": "https://api.example", "authentication": { "kind": "none" } });
    let library = near.connector("ledgerly", definition).unwrap().to_string();
    let here = format!("/console/accounts/{}/connectors", world.branch);
    limit(&console, world.branch, "connectors", "1", "").await.assert_status(303);
    console.post(&here, &[("connector", &*library), ("name", "First")]).await.assert_status(303);
    let second = console.post(&here, &[("connector", &*library), ("name", "Second")]).await;
    assert!(refused(&second).contains("“Branch Office” may have 1 connector, and 1 is used"));
    assert_eq!(second.value_of("#f-name").as_deref(), Some("Second"));
    assert_eq!(count(&world, "account_connectors"), 1);

    limit(&console, world.root, "active_cycles", "", "1").await.assert_status(303);
    let first = near.cycle(&world.app.app, world.leaf, "First", three_steps(&target)).unwrap().0;
    let second = near.paused_cycle(&world.app.app, world.branch, "Second", three_steps(&target)).unwrap();
    let page = format!("/console/accounts/{}/cycles/{second}", world.branch);
    console.post(&format!("{page}/activation"), &[]).await.assert_redirect(&page);
    let told = console.get(&page).await.body;
    assert!(told.contains("Limit of active cycles reached"), "it is said on its page");
    assert_eq!(count(&world, "cycles where state = 'active'"), 1);
    // A suspended account keeps its places, so that it can always be resumed.
    near.suspend(world.leaf, "unpaid").unwrap();
    console.post(&format!("{page}/activation"), &[]).await.assert_redirect(&page);
    assert_eq!(count(&world, "cycles where state = 'active'"), 1);
    near.resume(world.leaf).unwrap();
    let other = format!("/console/accounts/{}/cycles/{first}", world.leaf);
    console.post(&format!("{other}/stop"), &[("how", "now")]).await.assert_redirect(&other);
    console.post(&format!("{page}/activation"), &[]).await.assert_redirect(&page);
    assert_eq!(count(&world, &format!("cycles where state = 'active' and id = '{second}'")), 1);
}
