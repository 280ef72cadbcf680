//! What is said of limits before an account is moved: who refuses it, and where its work will wait (M6).

use super::{limit, limit_with, limits_of};
use crate::dashboard::used;
use crate::engine::{rows, world};
use crate::support::target::Target;

#[actix_web::test]
async fn the_preview_of_a_move_names_the_limit_that_has_no_room() {
    let world = world().await; // M4, M6
    let console = world.console().await;
    let preview = async || console.get(&format!("/console/accounts/{}/move?to={}", world.branch, world.sibling)).await;
    limit(&console, world.sibling, "users", "", "2").await.assert_status(303);
    let page = preview().await;
    let said = page.assert_ok().text_of(".alert.bad").unwrap();
    for part in [
        "cannot go there as things stand",
        "Limit of users reached",
        "“Sibling Trading” and all below it may have 2 users, and 1 is used. This needs 2 more.",
        "The limit is set for “Sibling Trading”",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert_eq!(page.attributes_of(".alert.bad a", "href"), [limits_of(world.sibling)]);
    assert!(page.attributes_of("main form[method=post]", "action").is_empty(), "there is nothing to confirm");
    limit(&console, world.sibling, "users", "", "3").await.assert_status(303);
    limit(&console, world.sibling, "sub_accounts", "0", "").await.assert_status(303);
    assert!(preview().await.text_of(".alert.bad").unwrap().contains("may have no sub-accounts"));
    limit(&console, world.sibling, "sub_accounts", "", "2").await.assert_status(303);
    let page = preview().await;
    assert_eq!(page.text_of(".alert.bad"), None, "it is exactly room enough");
    let done = console
        .post(
            &format!("/console/accounts/{}/move", world.branch),
            &page.filled("main form[method=post]").iter().map(|(k, v)| (k.as_str(), v.as_str())).collect::<Vec<_>>(),
        )
        .await;
    done.assert_status(303);
    assert_eq!(
        rows(&world, &format!("1 from accounts where id = '{}' and parent_id = '{}'", world.branch, world.sibling))
            .len(),
        1
    );
}

#[actix_web::test]
async fn the_preview_of_a_move_says_that_work_will_wait_below_a_limit_that_is_used_up() {
    let (world, target) = (world().await, Target::start()); // M5, M6
    let console = world.console().await;
    used(&world, &target, world.branch, "Stock", 2, 0).await;
    used(&world, &target, world.leaf, "Below", 1, 0).await;
    limit_with(&console, world.sibling, "tasks_month", "", "7", "hold").await.assert_status(303);
    let preview = async || console.get(&format!("/console/accounts/{}/move?to={}", world.branch, world.sibling)).await;
    assert_eq!(preview().await.assert_ok().text_of(".alert"), None, "6 of 7");
    limit_with(&console, world.sibling, "tasks_month", "", "6", "hold").await.assert_status(303);
    let page = preview().await;
    let said = page.text_of(".alert.warn").unwrap();
    for part in [
        "Limit of tasks a month reached",
        "“Sibling Trading” and all below it may have 6 tasks a month",
        "6 are used",
        "set for “Sibling Trading” and resets on 1 Dec 2026",
        "All work of “Sibling Trading” and of every account below it waits then",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!page.attributes_of("main form[method=post]", "action").is_empty(), "it may go all the same");
    limit_with(&console, world.sibling, "tasks_month", "", "6", "overage").await.assert_status(303);
    assert!(preview().await.text_of(".alert.warn").unwrap().contains("counted apart as overage"));
    // Within one tree nothing is added to its limit.
    limit_with(&console, world.root, "tasks_month", "", "1", "hold").await.assert_status(303);
    let up = console.get(&format!("/console/accounts/{}/move?to={}", world.leaf, world.root)).await;
    assert_eq!(up.assert_ok().text_of(".alert"), None);
}
