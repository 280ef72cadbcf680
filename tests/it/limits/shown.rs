//! What pages say of limits: the nearest one, work that waits, what is over and what was counted apart, who is near.

use super::{default, limit, limit_with, limits_of};
use crate::dashboard::used;
use crate::engine::{post, rows, run, three_steps, world};
use crate::support::target::Target;
use serde_json::json;

#[actix_web::test]
async fn the_list_and_pages_show_the_limit_that_is_reached_first_whoever_set_it() {
    let (world, target) = (world().await, Target::start()); // M4
    let console = world.console().await;
    limit(&console, world.branch, "tasks_month", "100", "").await.assert_status(303);
    used(&world, &target, world.root, "Orders", 1, 0).await;
    used(&world, &target, world.branch, "Stock", 1, 0).await;
    let cell = async |name: &str| {
        let page = console.get(&format!("/console/accounts?q={name}")).await;
        let cell = "tbody tr:first-child td.num a:has(meter)";
        (page.assert_ok().text_of(cell).unwrap_or_default(), page.attributes_of(cell, "href"))
    };
    let (words, href) = cell("branch").await;
    assert!(words.contains("2 of 100") && !words.contains("below"), "its own alone: {words}");
    assert_eq!(href, [format!("/console/accounts/{}/reports/use?period=billing", world.branch)]);
    limit(&console, world.root, "tasks_month", "", "5").await.assert_status(303);
    let (words, href) = cell("branch").await;
    assert!(words.contains("4 of 5") && words.contains("all below Root Holding"), "{words}");
    assert_eq!(href, [limits_of(world.branch)]);
    let (words, _) = cell("root").await;
    assert!(words.contains("4 of 5") && words.contains("with sub-accounts"), "{words}");
    assert!(cell("leaf").await.0.contains("4 of 5"), "who has no limit of its own is bound by it too");
    assert_eq!(cell("sibling").await.0, "", "and nobody beside it");

    let holds = "td[data-head=Holds]";
    let page = console.get(&limits_of(world.branch)).await;
    let of_tasks = page.assert_ok().texts_of(holds).into_iter().find(|text| text.contains("tasks")).unwrap();
    assert!(of_tasks.contains("5 tasks") && of_tasks.contains("all below Root Holding"), "{of_tasks}");
    let own = world.admin_of(world.branch).await.get(&format!("/a/{}/limits", world.branch)).await;
    assert!(own.assert_ok().text_of(holds).unwrap().contains("5 tasks"), "{:?}", own.texts_of(holds));
    // Raised, the account's own is the nearer again.
    limit(&console, world.root, "tasks_month", "", "5000").await.assert_status(303);
    assert!(cell("branch").await.0.contains("2 of 100"));
    let page = console.get(&limits_of(world.branch)).await;
    assert!(page.texts_of(holds).iter().any(|text| text.contains("100 tasks")), "{:?}", page.texts_of(holds));
}

#[actix_web::test]
async fn an_account_sees_how_much_its_trees_limits_are_used_and_nothing_of_others() {
    let (world, target) = (world().await, Target::start()); // M2, M6, T7
    let console = world.console().await;
    limit(&console, world.root, "tasks_month", "", "9").await.assert_status(303);
    used(&world, &target, world.root, "Orders", 1, 0).await;
    used(&world, &target, world.leaf, "Below", 2, 0).await;
    for account in [world.root, world.leaf] {
        let page = world.admin_of(account).await.get(&format!("/a/{account}/limits")).await;
        let row = page.assert_ok().text_of("tbody tr").unwrap();
        assert!(row.contains("6 of 9") && !row.contains('–'), "{row}");
    }
    // A sum is all there is of it: without a limit that binds it nothing is told of who is below or beside.
    limit(&console, world.root, "tasks_month", "", "").await.assert_status(303);
    limit(&console, world.sibling, "tasks_month", "", "9").await.assert_status(303);
    let page = world.admin_of(world.root).await.get(&format!("/a/{}/limits", world.root)).await;
    assert!(!page.assert_ok().body.contains(" of 9"), "{}", page.text_of("main").unwrap());
}

#[actix_web::test]
async fn held_work_is_said_on_the_home_the_overview_and_the_limits_page_with_the_way_to_it() {
    let (world, target) = (world().await, Target::start()); // M5, M6
    let (_, hooks) = world.near().cycle(&world.app.app, world.leaf, "Orders", three_steps(&target)).unwrap();
    let (console, admin) = (world.console().await, world.admin_of(world.leaf).await);
    limit_with(&console, world.root, "tasks_month", "", "3", "hold").await.assert_status(303);
    let (overview, home) = (format!("/console/accounts/{}", world.leaf), format!("/a/{}", world.leaf));
    assert!(!admin.get(&home).await.assert_ok().body.contains("at a limit"));
    for total in 0..4 {
        assert_eq!(post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": total})).await.0, 202);
    }
    run(&world).await;
    let pages = [
        (&console, overview.clone(), overview.as_str()),
        (&admin, home.clone(), &home),
        (&admin, format!("{home}/limits"), &home),
    ];
    for (caller, page, base) in pages {
        let shown = caller.get(&page).await;
        let said = shown.assert_ok().texts_of(".alert").into_iter().find(|text| text.contains("at a limit")).unwrap();
        for part in [
            "3 transactions wait at a limit",
            "“Root Holding” and all below it may have 3 tasks a month",
            "are used or under way",
            "The limit is set for “Root Holding”",
            "1 Dec 2026",
            "as soon as the limit is raised",
        ] {
            assert!(said.contains(part), "{page}: {part}: {said}");
        }
        let list = format!("{base}/transactions?status=pending");
        assert_eq!(shown.attributes_of(".alert a[href*=pending]", "href"), std::slice::from_ref(&list), "{page}");
        assert_eq!(caller.get(&list).await.assert_ok().texts_of("#transactions tbody tr").len(), 3);
        assert_eq!(said.contains("Ask Northwind Apps to raise the limit"), page.starts_with("/a/"), "{said}");
    }
    limit(&console, world.root, "tasks_month", "", "").await.assert_status(303);
    run(&world).await;
    assert!(!admin.get(&home).await.body.contains("at a limit"));
}

#[actix_web::test]
async fn what_is_over_the_limit_and_what_was_counted_apart_name_each_other() {
    let (world, target) = (world().await, Target::start()); // M5
    let console = world.console().await;
    used(&world, &target, world.leaf, "Early", 1, 0).await; // before there was a limit
    limit_with(&console, world.leaf, "tasks_month", "4", "", "overage").await.assert_status(303);
    used(&world, &target, world.leaf, "Orders", 3, 0).await;
    assert_eq!(rows(&world, "sum(tasks), sum(overage) from usage_account_days"), ["8|4"]);
    // Lowered since: the two are not the same.
    limit_with(&console, world.leaf, "tasks_month", "3", "", "overage").await.assert_status(303);
    let (staff, own) = (limits_of(world.leaf), format!("/a/{}/limits", world.leaf));
    let admin = world.admin_of(world.leaf).await;
    for (caller, page) in [(&console, &staff), (&admin, &own)] {
        let shown = caller.get(page).await;
        let said = shown.assert_ok().text_of("#overage").unwrap_or_default();
        for part in
            ["4 tasks of this billing period were counted apart as overage", "another figure, 5 now, with 8 of 3 used"]
        {
            assert!(said.contains(part), "{part}: {said}");
        }
        let report = shown.attributes_of("#overage a", "href").remove(0);
        let periods = caller.get(&report).await;
        assert!(periods.assert_ok().body.contains("counted apart as overage"), "the report says what it is");
        assert!(periods.body.contains("the page of limits shows both"), "and names the other");
    }
    let overview = console.get(&format!("/console/accounts/{}", world.leaf)).await;
    assert!(overview.assert_ok().text_of(".tiles").unwrap().contains("5 over, goes on, 4 counted apart"));
    limit_with(&console, world.leaf, "tasks_month", "", "", "").await.assert_status(303);
    let said = console.get(&staff).await.text_of("#overage").unwrap();
    assert!(said.contains("used minus the limit is 0"), "{said}");
}

#[actix_web::test]
async fn the_list_says_how_many_are_near_their_limit_where_it_is_not_narrowed() {
    let (world, target) = (world().await, Target::start()); // DESIGN wireframe 1
    let console = world.console().await;
    used(&world, &target, world.branch, "Stock", 2, 0).await;
    let banner = async |query: &str| console.get(&format!("/console/accounts{query}")).await.text_of("#near .alert");
    assert_eq!(banner("").await, None);
    limit(&console, world.branch, "tasks_month", "5", "").await.assert_status(303);
    let page = console.get("/console/accounts").await;
    assert!(page.text_of("#near .alert").unwrap().contains("1 account is near its limit of tasks, or at it."));
    assert_eq!(page.attributes_of("#near a", "href"), ["/console/accounts?needs=near"]);
    assert_eq!(banner("?needs=near").await, None, "the list shows them");
    assert_eq!(banner("?q=branch").await, None);
    limit(&console, world.root, "tasks_month", "", "4").await.assert_status(303);
    run(&world).await;
    world.clock.advance(chrono::Duration::seconds(6));
    run(&world).await;
    let found = console.get("/console/accounts?needs=near").await.texts_of("tbody th a").len();
    let said = banner("").await.unwrap();
    assert!(said.contains(if found == 2 { "2 accounts are near" } else { "1 account is near" }), "{found}: {said}");
    // A partner with very many is not kept waiting: the page asks for it.
    let counters = "update partner_figures set accounts = 3000";
    diesel::RunQueryDsl::execute(diesel::sql_query(counters), &mut world.database.look()).unwrap();
    let page = console.get("/console/accounts").await;
    assert_eq!(page.attributes_of("#near", "hx-get"), ["/console/accounts/near"]);
    let asked = console.get_fragment("/console/accounts/near").await;
    assert_eq!(asked.assert_ok().text_of("#near .alert").unwrap(), said);
    assert_eq!(
        world.foreign_console().await.get_fragment("/console/accounts/near").await.text_of("#near .alert"),
        None
    ); // T1
    world.console_with(&[("settings", "view")]).await.get("/console/accounts/near").await.assert_status(403);
}

#[actix_web::test]
async fn who_is_over_and_who_differs_are_listed_to_the_last_by_key() {
    let world = world().await; // M3
    let console = world.console().await;
    let mut csv = "Name,API ID,Parent API ID,Limit of users\n".to_owned();
    for no in 0..60 {
        csv.push_str(&format!("Head {no:02},head-{no},,7\nBelow {no:02},below-{no},head-{no},\n"));
    }
    let import = crate::imports::check(&world, &console, &csv).await;
    crate::imports::apply(&world, &console, &import).await;
    default(&console, "sub_accounts", "0", "").await.assert_status(303);
    let walk = async |kind: &str, list: &str| {
        let (mut page, mut seen) = (format!("/console/settings/limits/{kind}"), Vec::new());
        loop {
            let shown = console.get(&page).await;
            seen.push(shown.assert_ok().texts_of(&format!("{list} tbody th a")));
            match shown.attributes_of(&format!("{list} a[rel=next]"), "href").pop() {
                Some(next) => page = next,
                None => return seen,
            }
        }
    };
    let over = walk("sub_accounts", "#over").await;
    assert_eq!(over.iter().map(Vec::len).collect::<Vec<_>>(), [50, 12], "with the two of the world");
    let differing = walk("users", "#differing").await;
    assert_eq!(differing.iter().map(Vec::len).collect::<Vec<_>>(), [50, 10]);
    for mut all in [over.concat(), differing.concat()] {
        let number = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), number, "nobody twice");
    }
    let foreign = world.foreign_console().await.get("/console/settings/limits/sub_accounts").await; // T1
    assert!(foreign.assert_ok().body.contains("Nobody uses more than they may."));
}
