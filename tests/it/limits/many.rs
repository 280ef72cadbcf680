//! Limits of many accounts: in one change, and by a file that is exported, edited and imported again.

use super::{default, limit, limits_of};
use crate::imports::{apply, check, counts};
use crate::people::{count, lines};
use crate::support::World;
use crate::support::world::PASSWORD;
use berth::testing::run_jobs;

async fn jobs(world: &World) {
    let db = world.db.clone();
    actix_web::web::block(move || run_jobs(&db)).await.unwrap().unwrap();
}

fn set(world: &World) -> Vec<String> {
    let all = "select a.api_id || ' ' || l.kind || ' ' || coalesce(l.value::text, 'none') || case when l.tree then ' tree' else '' end as line
                 from account_limits l join accounts a on a.partner_id = l.partner_id and a.id = l.account_id order by 1";
    lines(world, all)
}

#[actix_web::test]
async fn chosen_accounts_get_a_limit_each_with_a_result_of_its_own() {
    let world = World::start().await;
    let console = world.console().await;
    default(&console, "users", "3", "10").await.assert_status(303);
    limit(&console, world.root, "users", "5", "40").await.assert_redirect(&limits_of(world.root));
    let (root, sibling, foreign) = (world.root.to_string(), world.sibling.to_string(), world.other.to_string());
    let ask = console.get(&format!("/console/bulk/limits?ids={root}&ids={sibling}")).await;
    assert_eq!(ask.assert_ok().text_of("#dialog-title").unwrap(), "Change a limit of 2 accounts?");
    let ids = [("ids", &*root), ("ids", &*sibling), ("ids", &*foreign)];
    let form = |more: &[(&'static str, &'static str)]| ids.into_iter().chain(more.iter().copied()).collect::<Vec<_>>();
    let bad =
        console.post("/console/bulk/limits", &form(&[("limit", "users"), ("own", "value"), ("value", "-4")])).await;
    bad.assert_refused("value", "cannot be less than 0");
    let queued =
        console.post("/console/bulk/limits", &form(&[("limit", "users"), ("own", "value"), ("value", "7")])).await;
    queued.assert_redirect("/console/jobs/");
    jobs(&world).await;
    let page = console.get(queued.location()).await;
    assert_eq!(page.texts_of("tbody td .badge"), ["Done", "Done", "Failed"]);
    assert_eq!(set(&world), ["root users 40 tree", "root users 7", "sibling users 7"], "a tree's limit stays");
    // Above the cap each is refused with the reason.
    let queued =
        console.post("/console/bulk/limits", &form(&[("limit", "users"), ("own", "value"), ("value", "11")])).await;
    jobs(&world).await;
    let page = console.get(queued.location()).await;
    assert!(page.body.contains("10 users at most"), "{:?}", page.texts_of("tbody td.wrap"));
    let queued = console.post("/console/bulk/limits", &form(&[("limit", "users"), ("own", "inherited")])).await;
    jobs(&world).await;
    console.get(queued.location()).await.assert_ok();
    assert_eq!(set(&world), ["root users 40 tree"]);
}

#[actix_web::test]
async fn a_file_sets_limits_says_what_is_wrong_and_comes_out_as_it_went_in() {
    let world = World::start().await;
    let console = world.console().await;
    default(&console, "connectors", "3", "10").await.assert_status(303);
    limit(&console, world.leaf, "users", "9", "20").await.assert_status(303);
    let csv = "Name,API ID,limit_users,Limit of connectors\nNew one,new-one,5,\nBranch Office,branch,none,4\nLeaf Shop,leaf,,\nBad,bad,-2,11\n";
    let import = check(&world, &console, csv).await;
    assert_eq!(counts(&console, &import).await, [1, 2, 0, 1]);
    let page = console.get(&format!("{import}?outcome=faulty")).await;
    let said = page.texts_of("tbody td.wrap").join(" ");
    assert!(said.contains("Users cannot be less than 0"), "{said}");
    let changes = console.get(&format!("{import}?outcome=update")).await.text_of("main").unwrap();
    assert!(changes.contains("Limit of users"), "{changes}");
    apply(&world, &console, &import).await;
    assert_eq!(set(&world), ["branch connectors 4", "branch users none", "leaf users 20 tree", "new-one users 5"]);
    let log = lines(&world, "select changes::text as line from audit_log where action = 'account.edited' order by seq");
    assert!(log.iter().any(|changes| changes.contains("limit_users")), "{log:?}");
    // Above the cap: the line is at fault.
    let import =
        check(&world, &console, "Name,API ID,limit_connectors\nBranch Office,branch,11\nLeaf Shop,leaf,none\n").await;
    assert_eq!(counts(&console, &import).await, [0, 0, 0, 2]);
    // What is exported changes nothing when it is imported again.
    console.post("/me/confirm", &[("password", PASSWORD), ("next", "/console/accounts")]).await.assert_status(303);
    let file = console.get("/console/accounts/export").await;
    assert!(file.assert_ok().body.contains("Limit of users") && file.body.contains(",none,"), "{}", file.body);
    let import = check(&world, &console, file.body.trim_start_matches('\u{feff}')).await;
    assert_eq!(counts(&console, &import).await[..2], [0, 0], "{}", console.get(&import).await.text_of("main").unwrap());
    assert_eq!(count(&world, "account_limits"), 4);
}
