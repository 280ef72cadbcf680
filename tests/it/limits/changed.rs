//! What follows at once when a limit, or the place of an account, is changed: who is over is told, by pages and by mail (M6),
//! and what is not let in any more is not let in (M5).

use super::{default, limit, limit_with, limits_of};
use crate::dashboard::used;
use crate::engine::{post, rows, run, three_steps, world};
use crate::imports::check;
use crate::support::target::Target;
use berth::testing::run_jobs;
use diesel::connection::SimpleConnection;
use serde_json::json;

const NOTICES: &str = "a.api_id, n.tree, n.percent, n.used from limit_notices n join accounts a on a.id = n.account_id order by a.api_id, n.tree, n.percent";

#[actix_web::test]
async fn a_limit_set_below_what_is_used_is_noticed_before_anything_more_is_used() {
    let (world, target) = (world().await, Target::start()); // M6
    let console = world.console().await;
    used(&world, &target, world.leaf, "Orders", 2, 0).await;
    used(&world, &target, world.sibling, "Stock", 1, 0).await;
    assert_eq!(rows(&world, NOTICES), [""; 0]);
    limit(&console, world.leaf, "tasks_month", "3", "").await.assert_status(303);
    assert_eq!(rows(&world, NOTICES), ["leaf|f|80|4", "leaf|f|100|4"]);
    limit(&console, world.root, "tasks_month", "", "5").await.assert_status(303);
    assert_eq!(rows(&world, NOTICES), ["leaf|f|80|4", "leaf|f|100|4", "root|t|80|4"]);
    // A default lowered: whoever it binds.
    default(&console, "tasks_month", "2", "").await.assert_status(303);
    assert_eq!(rows(&world, NOTICES).last().map(String::as_str), Some("sibling|f|100|2"));
    let listed = console.get("/console/accounts?needs=near").await.assert_ok().text_of("tbody").unwrap();
    for name in ["Leaf Shop", "Root Holding", "Sibling Trading"] {
        assert!(listed.contains(name), "{name}: {listed}");
    }
    let page = console.get(&format!("/console/accounts/{}", world.leaf)).await;
    assert!(page.assert_ok().text_of(".tiles").unwrap().contains("1 limit"), "it needs attention");
}

#[actix_web::test]
async fn a_move_names_each_limit_that_it_uses_up_and_is_noticed_at_each() {
    let (world, target) = (world().await, Target::start()); // M4, M6
    let console = world.console().await;
    used(&world, &target, world.sibling, "Orders", 3, 0).await;
    limit_with(&console, world.root, "tasks_month", "", "6", "hold").await.assert_status(303);
    limit_with(&console, world.branch, "tasks_month", "", "5", "hold").await.assert_status(303);
    let move_to = format!("/console/accounts/{}/move", world.sibling);
    let page = console.get(&format!("{move_to}?to={}", world.branch)).await;
    let said = page.assert_ok().texts_of(".alert.warn");
    let [near, far] = said.as_slice() else { panic!("both limits: {said:?}") };
    assert!(near.contains("set for “Branch Office”") && far.contains("set for “Root Holding”"), "{said:?}");
    assert!(far.contains("All work of “Root Holding” and of every account below it waits"), "{far}");
    let form = page.filled("main form[method=post]");
    let form: Vec<(&str, &str)> = form.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    console.post(&move_to, &form).await.assert_status(303);
    assert_eq!(rows(&world, NOTICES), ["branch|t|80|6", "branch|t|100|6", "root|t|80|6", "root|t|100|6"]);
}

#[actix_web::test]
async fn a_bulk_change_and_a_files_check_name_who_uses_more() {
    let (world, target) = (world().await, Target::start()); // M5, M6
    let console = world.console().await;
    used(&world, &target, world.leaf, "Orders", 2, 0).await;
    let csv = "Name,API ID,Limit of tasks a month,\"Limit of tasks a month, with sub-accounts\"\nLeaf Shop,leaf,,3\nSibling Trading,sibling,1,\n";
    let import = check(&world, &console, csv).await;
    let page = console.get(&format!("{import}?outcome=update")).await;
    let said = page.assert_ok().text_of(".alert.warn").unwrap();
    assert!(said.contains("Leaf Shop: 4 of 3 tasks with sub-accounts are used, and its work waits."), "{said}");
    assert!(!said.contains("Sibling"), "{said}");
    let changes = page.texts_of(".diff").join(" ");
    assert!(changes.contains("as by default") && changes.contains("no limit"), "{changes}");
    let ids = [("ids", world.leaf.to_string()), ("ids", world.sibling.to_string())];
    let form = [("limit", "tasks_month"), ("own", "value"), ("value", "3")];
    let form: Vec<(&str, &str)> = ids.iter().map(|(k, v)| (*k, v.as_str())).chain(form).collect();
    let queued = console.post("/console/bulk/limits", &form).await;
    queued.assert_redirect("/console/jobs/");
    let db = world.db.clone();
    actix_web::web::block(move || run_jobs(&db)).await.unwrap().unwrap();
    let result = console.get(queued.location()).await.assert_ok().texts_of("tbody tr").join("\n");
    assert_eq!(result.matches("Over its limit").count(), 1, "{result}");
    assert!(result.contains("Over its limit: 4 of 3 tasks are used, and its work waits."), "{result}");
}

#[actix_web::test]
async fn work_that_may_not_run_at_once_says_why_it_waits() {
    let (world, target) = (world().await, Target::start()); // M6
    let (console, admin) = (world.console().await, world.admin_of(world.leaf).await);
    let (_, hooks) = world.near().cycle(&world.app.app, world.leaf, "Orders", three_steps(&target)).unwrap();
    limit(&console, world.branch, "at_once", "", "0").await.assert_status(303);
    assert_eq!(post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await.0, 202);
    assert_eq!(run(&world).await, 0);
    let words = "“Branch Office” and all below it may run no transactions at once";
    let home = format!("/a/{}", world.leaf);
    for page in [home.clone(), format!("{home}/transactions"), format!("{home}/limits")] {
        let said = admin.get(&page).await.assert_ok().texts_of(".alert").join(" ");
        assert!(
            said.contains(words) && said.contains("ask Northwind") | said.contains("Ask Northwind"),
            "{page}: {said}"
        );
    }
    let list = console.get(&format!("/console/accounts/{}/transactions", world.leaf)).await;
    let one = list.assert_ok().attributes_of("tbody .row-link", "href").remove(0);
    let why = console.get(&one).await.assert_ok().text_of(".alert.info").unwrap();
    assert!(why.contains(words) && why.contains("as soon as the limit is raised"), "{why}");
    limit(&console, world.branch, "at_once", "", "1").await.assert_status(303);
    assert!(run(&world).await > 0);
    assert!(!admin.get(&home).await.assert_ok().body.contains("at a limit"));
}

#[actix_web::test]
async fn the_tile_of_an_account_below_anothers_limit_says_its_own_use_and_when_that_limit_resets() {
    let (world, target) = (world().await, Target::start()); // M4, M6
    let console = world.console().await;
    used(&world, &target, world.root, "Stock", 1, 0).await;
    used(&world, &target, world.leaf, "Orders", 2, 0).await;
    let billed = format!("update accounts set next_billing_on = '2026-12-05' where id = '{}'", world.root);
    world.database.look().batch_execute(&billed).unwrap();
    limit(&console, world.root, "tasks_month", "", "8").await.assert_status(303);
    let pages = [
        console.get(&format!("/console/accounts/{}", world.leaf)).await,
        world.admin_of(world.leaf).await.get(&format!("/a/{}", world.leaf)).await,
    ];
    for page in pages {
        let tile = page.assert_ok().texts_of(".tiles .tile").remove(0);
        assert!(tile.contains("Tasks this billing period"), "{tile}");
        assert_eq!(page.texts_of(".tiles .figure")[0], "4", "{tile}");
        assert!(tile.contains("6 of 8 with all below Root Holding; resets 5 Dec 2026"), "{tile}");
    }
    let own = console.get(&limits_of(world.root)).await;
    assert!(own.assert_ok().body.contains("6 of 8"));
}
