//! T6: a sub-account may use what its ancestors share, sees name, application, owner and state of it, and no more.

use super::{added, connected, id_of, in_account, in_console, ledgerly};
use crate::people::lines;
use crate::support::World;

#[actix_web::test]
async fn a_sub_account_sees_what_its_own_chain_shares_and_only_that() {
    let world = World::start().await;
    let (console, library) = (world.console().await, ledgerly(&world));
    let shared = connected(&console, &in_console(world.root), &library, "Ledger of root", "token-root").await;
    let kept = added(&console, &in_console(world.root), &library, "Private of root", "").await;
    connected(&console, &in_console(world.branch), &library, "Ledger of branch", "token-branch").await;
    connected(&console, &in_console(world.sibling), &library, "Ledger of sibling", "token-sibling").await;
    let edit = [("name", "Ledger of root"), ("parameter_office", "secret-office"), ("version", "2")];
    console.post(&format!("{shared}/edit"), &edit).await.assert_redirect(&shared);
    let admin = world.admin_of(world.leaf).await;
    let list = admin.get(&in_account(world.leaf)).await;
    let rows = list.assert_ok().texts_of("section tbody tr");
    assert_eq!(
        rows,
        ["Ledger of branch Ledgerly Connected Branch Office", "Ledger of root Ledgerly Connected Root Holding"]
    );
    assert_eq!(list.texts_of(".list tbody tr"), ["This account has no connector of its own."]);
    assert!(list.attributes_of("section tbody a", "href").is_empty(), "there is no page of it to open");
    for never in ["Private of root", "Ledger of sibling", "token-root", "secret-office", &id_of(&shared).to_string()] {
        assert!(!list.body.contains(never), "{never}");
    }
    // The parent does not see its child's, nor the sibling anybody's.
    let of_branch = world.admin_of(world.branch).await.get(&in_account(world.branch)).await;
    assert!(of_branch.body.contains("Ledger of root") && of_branch.body.contains("Ledger of branch"));
    let of_root = world.admin_of(world.root).await.get(&in_account(world.root)).await;
    assert!(of_root.body.contains("Private of root") && !of_root.body.contains("Ledger of branch"));
    let of_sibling = world.admin_of(world.sibling).await.get(&in_account(world.sibling)).await;
    assert!(!of_sibling.body.contains("of root") && !of_sibling.body.contains("of branch"));
    // The console shows the same, with the way to its owner.
    let list = console.get(&in_console(world.leaf)).await;
    let hrefs = list.attributes_of("section tbody a", "href");
    assert!(hrefs.contains(&shared) && !hrefs.contains(&kept) && hrefs.len() == 2, "{hrefs:?}");
}

#[actix_web::test]
async fn a_sub_account_cannot_open_change_or_remove_what_it_may_use() {
    let world = World::start().await;
    let (console, library) = (world.console().await, ledgerly(&world));
    let shared = connected(&console, &in_console(world.root), &library, "Ledger of root", "token-root").await;
    let before = lines(&world, "select c::text as line from account_connectors c");
    let admin = world.admin_of(world.leaf).await;
    let id = id_of(&shared);
    let form = [("name", "Mine"), ("token", "x"), ("shared", "no"), ("version", "2")];
    for account in [world.leaf, world.root] {
        let page = format!("{}/{id}", in_account(account));
        admin.get(&page).await.assert_not_found();
        for part in ["edit", "connection", "disconnection", "sharing", "removal"] {
            admin.get(&format!("{page}/{part}")).await.assert_not_found();
            admin.post(&format!("{page}/{part}"), &form).await.assert_not_found();
        }
        admin.post(&format!("{page}/links"), &[]).await.assert_not_found();
    }
    // In the console too, an account's address reaches its own only.
    console.post(&format!("{}/{id}/removal", in_console(world.leaf)), &form).await.assert_not_found();
    assert_eq!(before, lines(&world, "select c::text as line from account_connectors c"));
}

#[actix_web::test]
async fn no_cycle_can_be_given_the_connector_of_an_account_beside_or_below() {
    let world = World::start().await;
    let (console, library, near) = (world.console().await, ledgerly(&world), world.near());
    let page = connected(&console, &in_console(world.branch), &library, "Ledger", "token").await;
    let of = id_of(&page);
    for (account, owner) in [(world.sibling, world.branch), (world.root, world.branch), (world.sibling, world.sibling)]
    {
        assert!(near.cycle_using(account, "Stolen", "paused", owner, of).is_err(), "{account} of {owner}");
    }
    near.cycle_using(world.leaf, "Inherited", "paused", world.branch, of).unwrap();
    near.cycle_using(world.branch, "Own", "paused", world.branch, of).unwrap();
}
