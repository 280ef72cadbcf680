//! What follows from an account's state elsewhere: expiry reaches sub-accounts, and what is in the recycle bin is left
//! alone by lists, files, imports and changes to many (MODEL section 4).

use crate::imports::{apply, check, counts};
use crate::people::{count, lines};
use crate::support::{Caller, World};
use chrono::Duration;

async fn expire_root(world: &World, console: &Caller) {
    let edit = format!("/console/accounts/{}/edit", world.root);
    let version = console.get(&edit).await.value_of("input[name=version]").unwrap();
    let form =
        [("name", "Root Holding"), ("api_id", "root"), ("version", version.as_str()), ("expires_on", "2026-11-25")];
    console.post(&edit, &form).await.assert_status(303);
}

#[actix_web::test]
async fn an_expiry_date_closes_sub_accounts_at_that_instant_too() {
    let world = World::start().await;
    expire_root(&world, &world.console().await).await;
    let leaf = format!("/a/{}", world.leaf);
    world.clock.advance(Duration::hours(12) - Duration::seconds(1));
    world.admin_of(world.leaf).await.get(&leaf).await.assert_ok();
    world.clock.advance(Duration::seconds(1));
    // Nothing ran in the background yet, and the answer is the account's own page, not a failure.
    let closed = world.admin_of(world.leaf).await.get(&leaf).await;
    closed.assert_status(403);
    assert!(closed.body.contains("Leaf Shop") && closed.body.contains("Northwind Apps"), "{}", closed.body);
    assert_eq!(count(&world, "accounts where standing = 'suspended' and api_id in ('root', 'branch', 'leaf')"), 0);
    world.near().expire_due().unwrap();
    assert_eq!(
        lines(
            &world,
            "select api_id || ' ' || standing || ' ' || coalesce(suspended_reason, '-') as line
               from accounts where api_id in ('branch', 'leaf') or name = 'Root Holding' order by depth"
        ),
        ["root suspended Expiry date reached", "branch suspended -", "leaf suspended -"]
    );
    // A sub-account that is made afterwards is closed as well.
    let late = world.near().account("Late Shop", "late", Some(world.branch)).unwrap();
    assert_eq!(count(&world, &format!("accounts where id = '{late}' and standing = 'suspended'")), 1);
    // A sibling has nothing to do with it.
    world.admin_of(world.sibling).await.get(&format!("/a/{}", world.sibling)).await.assert_ok();
}

#[actix_web::test]
async fn an_account_in_the_recycle_bin_neither_expires_nor_is_in_lists_and_files() {
    let world = World::start().await;
    let console = world.console().await;
    expire_root(&world, &console).await;
    world.near().delete(world.root).unwrap();
    world.clock.advance(Duration::hours(13));
    world.near().expire_due().unwrap();
    assert_eq!(count(&world, "audit_log where action = 'account.expired'"), 0);
    let console = world.console().await;
    assert_eq!(console.get("/console/accounts").await.texts_of("tbody th a"), ["Sibling Trading", "Stopped Works"]);
    let file = console.get("/console/accounts/export").await;
    file.assert_ok();
    assert!(file.body.contains("Sibling Trading") && !file.body.contains("Root Holding"), "{}", file.body);
    let found = console.get("/console/accounts?q=root").await;
    assert!(!found.texts_of("tbody th a").contains(&"Root Holding".to_owned()));
    // Restored after its date has come, it expires.
    world.near().restore(world.root).unwrap();
    world.near().expire_due().unwrap();
    assert_eq!(count(&world, "audit_log where action = 'account.expired'"), 1);
    assert_eq!(count(&world, "accounts where api_id in ('root', 'branch', 'leaf') and standing = 'suspended'"), 3);
}

#[actix_web::test]
async fn a_change_to_many_leaves_what_is_in_the_recycle_bin_alone() {
    let world = World::start().await;
    let console = world.console().await;
    world.near().delete(world.branch).unwrap();
    let branch = world.branch.to_string();
    let run = async |path: &str, form: &[(&str, &str)]| {
        let answer = console.post(path, form).await;
        if answer.status == 303 {
            berth::testing::run_jobs(&world.db).unwrap();
        }
        answer
    };
    run("/console/bulk/tags", &[("all", "1"), ("add", "swept"), ("confirmed", "3")])
        .await
        .assert_redirect("/console/jobs/");
    assert_eq!(count(&world, "accounts where 'swept' = any(tags) and not live"), 0);
    assert_eq!(count(&world, "accounts where 'swept' = any(tags)"), 3);
    // Named one by one, by somebody whose list is old.
    for (path, form) in [
        ("/console/bulk/tags", vec![("ids", branch.as_str()), ("add", "named")]),
        ("/console/bulk/suspension", vec![("ids", branch.as_str()), ("reason", "late")]),
        ("/console/bulk/resumption", vec![("ids", branch.as_str())]),
    ] {
        let answer = run(path, &form).await;
        assert!(answer.status.as_u16() < 500, "{path}: {}", answer.body);
    }
    assert_eq!(
        count(
            &world,
            "accounts where api_id = 'branch' and standing = 'deleted' and suspended_at is null and tags = '{}'"
        ),
        1
    );
}

#[actix_web::test]
async fn an_import_neither_changes_nor_doubles_what_is_in_the_recycle_bin() {
    let world = World::start().await;
    let console = world.console().await;
    world.near().delete(world.branch).unwrap();
    let csv = "Name,API ID,Parent\nBranch Renamed,branch,\nBelow It,below-it,branch\nFine,fine,sibling\n";
    let import = check(&world, &console, csv).await;
    assert_eq!(counts(&console, &import).await, [1, 0, 0, 2]);
    let page = console.get(&format!("{import}?outcome=faulty")).await;
    assert_eq!(page.body.matches("is in the recycle bin").count(), 2, "{}", page.body);
    apply(&world, &console, &import).await;
    assert_eq!(count(&world, "accounts where name = 'Branch Office' and standing = 'deleted'"), 1);
    assert_eq!(count(&world, "accounts where api_id in ('branch', 'below-it', 'fine')"), 2);
}

#[actix_web::test]
async fn an_expired_account_is_called_so_everywhere_and_is_extended_not_resumed() {
    let world = World::start().await;
    let console = world.console().await;
    expire_root(&world, &console).await;
    world.clock.advance(Duration::hours(13));
    let console = world.console().await;
    let state = async || {
        let list = console.get("/console/accounts").await;
        let (names, states) = (list.texts_of("tbody th a"), list.texts_of("tbody td .badge"));
        names.into_iter().zip(states).find(|(name, _)| name == "Root Holding").unwrap().1
    };
    let page = format!("/console/accounts/{}", world.root);
    for chores_ran in [false, true] {
        if chores_ran {
            world.near().expire_due().unwrap();
        }
        assert_eq!(state().await, "Expired", "{chores_ran}");
        let shown = console.get(&page).await;
        assert_eq!(shown.text_of(".page-title .badge").as_deref(), Some("Expired"));
        let ways = shown.attributes_of("a.btn", "href");
        assert!(!ways.contains(&format!("{page}/resumption")), "{ways:?}");
        assert!(shown.texts_of("a.btn").contains(&"Extend...".to_owned()), "{:?}", shown.texts_of("a.btn"));
    }
    // The list's filter asks for them, with words of a search too.
    for query in ["state=expired", "state=expired&q=root"] {
        let found = console.get(&format!("/console/accounts?{query}")).await;
        assert_eq!(found.assert_ok().texts_of("tbody th a"), ["Root Holding"], "{query}");
        assert_eq!(found.text_of(".pager p").as_deref(), Some("1 account matches"), "{query}");
    }
    let stopped = console.get(&format!("/console/accounts/{}", world.stopped)).await;
    assert!(stopped.texts_of("a.btn").contains(&"Resume...".to_owned()));
    assert!(!stopped.body.contains("Extend..."));
}

/// T5: who comes in by a grant above may open the account as well, and is counted once.
#[actix_web::test]
async fn everybody_who_may_open_an_account_is_counted_on_its_page_its_tab_and_in_the_tree() {
    let world = World::start().await;
    let console = world.console().await;
    let near = world.near();
    let above = near.account_user("above@customer.test", crate::support::world::PASSWORD).unwrap();
    near.grant(above, world.root, "viewer", true).unwrap();
    near.grant(above, world.leaf, "viewer", false).unwrap();
    let leaf = format!("/console/accounts/{}", world.leaf);
    let listed = console.get(&format!("{leaf}/people")).await.texts_of("tbody tr").len();
    assert_eq!(listed, 3, "two grants of one person, and the account's own administrator");
    let page = console.get(&leaf).await;
    assert!(page.texts_of("nav a").contains(&"People 2".to_owned()), "{:?}", page.texts_of("nav a"));
    let facts = page.texts_of(".facts > div");
    assert!(facts.iter().any(|fact| fact == "People2"), "{facts:?}");
    near.account("Empty Shop", "empty", Some(world.branch)).unwrap();
    let tree = console.get(&format!("/console/accounts/{}/sub-accounts", world.branch)).await;
    let rows = tree.texts_of("tbody tr");
    assert!(rows.iter().any(|row| row.contains("Leaf Shop") && row.ends_with("–2")), "{rows:?}");
    assert!(rows.iter().any(|row| row.contains("Empty Shop") && row.ends_with("–1")), "{rows:?}");
}
