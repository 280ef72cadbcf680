//! Dashboards (DESIGN wireframes 1 and 2): the partner's overview, an account's overview and home, the list of accounts. Their
//! figures are those of the raw log, and each leads to what is behind it.

use crate::engine::{post, rows, run, three_steps, world};
use crate::limits::{default, limit};
use crate::support::target::Target;
use crate::support::{Answer, Caller, World};
use berth::ids::AccountId;
use serde_json::json;

/// Runs a cycle of its own in an account: well so many times, and with an error so many.
pub async fn used(world: &World, target: &Target, account: AccountId, name: &str, good: usize, failed: usize) {
    let (_, hooks) = world.near().cycle(&world.app.app, account, name, three_steps(target)).unwrap();
    for no in 0..good + failed {
        if no >= good {
            target.says(404, &[], json!({}));
        }
        post(world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
        run(world).await;
    }
    berth::testing::count_use(&world.app.app).unwrap();
}

/// The tile of a name: its figure and everything else it says.
fn tile(page: &Answer, name: &str) -> (String, String) {
    let labels = page.texts_of(".tiles .tile dt");
    let at = labels.iter().position(|label| label == name).unwrap_or_else(|| panic!("no tile {name} in {labels:?}"));
    (page.texts_of(".tiles .tile .figure")[at].clone(), page.texts_of(".tiles .tile")[at].clone())
}

fn panel(page: &Answer, name: &str) -> String {
    page.texts_of("section.panel").into_iter().find(|text| text.starts_with(name)).unwrap_or_default()
}

/// The row of an account in the list, cell by cell.
async fn row(console: &Caller, name: &str) -> Vec<String> {
    let page = console.get(&format!("/console/accounts?q={}", name.to_lowercase().replace(' ', "+"))).await;
    let cells = page.assert_ok().texts_of("tbody tr:first-child > :not(.check)");
    // A meter says its words twice: to who sees, and to who does not.
    let once = |cell: String| match cell.split_at_checked(cell.len() / 2) {
        Some((first, second)) if first == second && first.contains(" of ") => first.to_owned(),
        _ => cell,
    };
    cells.into_iter().map(once).collect()
}

#[actix_web::test]
async fn the_partners_overview_shows_what_was_used_who_needs_somebody_and_what_fails() {
    let (world, target) = (world().await, Target::start());
    used(&world, &target, world.root, "Orders", 2, 1).await;
    used(&world, &target, world.branch, "Stock", 2, 0).await;
    let console = world.console().await;
    default(&console, "tasks_month", "7", "").await.assert_status(303);
    let page = console.get("/console").await;
    page.assert_ok();
    let ledger = rows(&world, "count(*) from ledger");
    assert_eq!(tile(&page, "Tasks, 30 days").0, ledger[0], "counted over the raw ledger");
    let (transactions, failed) = tile(&page, "Transactions, 30 days");
    assert_eq!(transactions, rows(&world, "count(*) from transactions")[0]);
    assert!(failed.contains("1 failed"), "{failed}");
    assert_eq!(tile(&page, "Incidents, 30 days").0, rows(&world, "count(*) from incidents")[0]);
    let (active, note) = tile(&page, "Active cycles");
    assert_eq!(active, rows(&world, "count(*) from cycles where state = 'active'")[0]);
    assert!(note.contains("account"), "{note}");
    assert_eq!(
        page.text_of(".count").as_deref(),
        Some("3 accounts, 2 sub-accounts, 1 failing, 1 near or at a limit, 1 suspended")
    );
    let needs = panel(&page, "Needs action");
    // Root made six tasks of seven: two good runs and one failed.
    for words in ["Failing: 1", "Root Holding1 error", "Near or at their limit of tasks: 1", "6 of 7", "Stopped Works"]
    {
        assert!(needs.contains(words), "{words}: {needs}");
    }
    assert!(
        panel(&page, "Failing connectors and steps").contains("127.0.0.1 4041 error in 1 account"),
        "{}",
        page.body
    );
    assert!(panel(&page, "Accounts by active cycles").contains("Branch Office"), "{}", page.body);
    // Each figure leads to the list behind it.
    for link in page.attributes_of(".tiles .figure a, .due a, .group-head a", "href") {
        if !link.starts_with('#') {
            console.get(&link).await.assert_ok();
        }
    }
    // Another partner's figures are its own (T1).
    let foreign = world.foreign_console().await.get("/console").await;
    assert_eq!((tile(&foreign, "Tasks, 30 days").0.as_str(), tile(&foreign, "Active cycles").0.as_str()), ("0", "0"));
    assert!(!foreign.body.contains("Root Holding") && !foreign.body.contains("127.0.0.1"));
    // Without rights figures are there, and no account is named.
    let bare = world.bare_console().await.get("/console").await;
    assert_eq!(tile(&bare, "Tasks, 30 days").0, ledger[0]);
    assert!(!bare.body.contains("Root Holding") && !bare.body.contains("127.0.0.1"), "{}", bare.body);
    for link in bare.attributes_of(".tiles .figure a", "href") {
        assert_eq!(link, "/console/reports");
    }
}

#[actix_web::test]
async fn the_live_load_counts_what_waits_and_is_sent_only_when_it_changed() {
    let (world, target) = (world().await, Target::start());
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    let console = world.console().await;
    let own = world.admin_of(world.root).await;
    let pages = [
        (&console, "/console".to_owned()),
        (&console, format!("/console/accounts/{}", world.root)),
        (&own, format!("/a/{}", world.root)),
    ];
    let mut asked = Vec::new();
    for (caller, path) in &pages {
        let page = caller.get(path).await;
        assert_eq!(page.assert_ok().texts_of("#load .figure"), ["0", "0", "none"], "{path}");
        let live = page.attributes_of("#load", "hx-get").remove(0);
        caller.get_fragment(&live).await.assert_status(204);
        asked.push(live);
    }
    for _ in 0..12 {
        post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
    }
    for ((caller, path), live) in pages.iter().zip(asked) {
        let part = caller.get_fragment(&live).await;
        // Ten may run at once, two are behind them; nobody has taken any.
        assert_eq!(&part.assert_ok().texts_of("#load .figure")[..2], ["0", "12"], "{path}");
        assert!(!part.body.contains("<html"), "{path}");
        assert_ne!(part.texts_of("#load .figure")[2], "none", "{path}: {}", part.body);
    }
    assert!(console.get("/console").await.text_of("#load").unwrap().contains("Root Holding0 running, 12 waiting"));
    // Nothing of others: neither a sibling's people, nor another partner's, nor who may not see accounts.
    let sibling = world.admin_of(world.sibling).await.get(&format!("/a/{}", world.sibling)).await;
    assert_eq!(sibling.assert_ok().texts_of("#load .figure"), ["0", "0", "none"]);
    let foreign = world.foreign_console().await;
    assert_eq!(foreign.get("/console").await.texts_of("#load .figure"), ["0", "0", "none"]);
    foreign.get_fragment(&format!("/console/accounts/{}?seen=", world.root)).await.assert_not_found();
    let bare = world.bare_console().await.get("/console").await;
    assert_eq!(bare.texts_of("#load .figure")[1], "12");
    assert!(!bare.body.contains("Root Holding"));
    run(&world).await;
    assert_eq!(console.get("/console").await.texts_of("#load .figure"), ["0", "0", "none"]);
    // What may not run at all waits too.
    limit(&console, world.root, "at_once", "0", "").await.assert_status(303);
    post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
    assert_eq!(console.get("/console").await.texts_of("#load .figure")[1], "1");
}

#[actix_web::test]
async fn an_accounts_overview_shows_its_use_of_its_limits_and_what_needs_attention() {
    let (world, target) = (world().await, Target::start());
    used(&world, &target, world.root, "Orders", 3, 1).await;
    used(&world, &target, world.branch, "Stock", 2, 0).await;
    let console = world.console().await;
    let path = format!("/console/accounts/{}", world.root);
    let page = console.get(&path).await;
    page.assert_ok();
    let (tasks, note) = tile(&page, "Tasks this billing period");
    assert_eq!(tasks, rows(&world, &format!("count(*) from ledger where account_id = '{}'", world.root))[0]);
    assert!(note.contains("no limit"), "{note}");
    assert_eq!(tile(&page, "Success, 7 days").0, "75.0 %");
    assert_eq!(tile(&page, "Active cycles").0, "1");
    assert_eq!(tile(&page, "Needs attention").0, "1 failing cycle");
    assert_eq!(page.text_of("h1 ~ .badge, .page-title .badge").as_deref(), Some("Failing"));
    let attention = panel(&page, "Needs attention");
    for words in ["Orders", "failed at “Send on”, 1 error", "answered 404"] {
        assert!(attention.contains(words), "{words}: {attention}");
    }
    let retry = page.attributes_of("#attention a[href*=retries]", "href").remove(0);
    assert!(console.get(&retry).await.assert_ok().body.contains("Run 1 transaction again?"));
    let open = page.attributes_of("#attention a[href*='transactions?']", "href").remove(0);
    assert_eq!(console.get(&open).await.assert_ok().texts_of("#transactions tbody tr").len(), 1);
    // Own and with sub-accounts beside each other, never mixed (MODEL section 8).
    let highest = |page: &Answer| page.text_of(".chart desc").unwrap_or_default();
    assert!(highest(&page).contains("8 tasks"), "{}", highest(&page));
    let below = console.get(&format!("{path}?of=below")).await;
    assert!(highest(&below).contains("12 tasks"), "{}", highest(&below));
    assert_eq!(tile(&below, "Success, 7 days").0, "75.0 %", "its own, whatever the chart shows");
    limit(&console, world.root, "tasks_month", "10", "500").await.assert_status(303);
    let limited = console.get(&path).await;
    let (tasks, note) = tile(&limited, "Tasks this billing period");
    assert_eq!(tasks, "8 of 10");
    assert!(note.contains("resets 1 Dec 2026"), "{note}");
    let chain = panel(&limited, "Limits");
    assert!(chain.contains("10 tasks own, set by this account, 8 used"), "{chain}");
    assert!(chain.contains("500 tasks with sub-accounts, set by this account, 12 used"), "{chain}");
    // Of an account below, the chain names who sets it.
    let leaf = console.get(&format!("/console/accounts/{}", world.leaf)).await;
    assert!(
        panel(&leaf, "Limits").contains("500 tasks with sub-accounts, set by Root Holding, 12 used"),
        "{}",
        leaf.body
    );
    assert_eq!(tile(&leaf, "Success, 7 days").0, "none yet");
    assert!(panel(&leaf, "Needs attention").contains("Nothing:"));
}

#[actix_web::test]
async fn an_accounts_home_shows_its_own_alone() {
    let (world, target) = (world().await, Target::start()); // T5, T7
    used(&world, &target, world.root, "Parent things", 4, 1).await;
    used(&world, &target, world.branch, "Stock", 2, 0).await;
    used(&world, &target, world.leaf, "Below", 1, 0).await;
    let console = world.console().await;
    limit(&console, world.root, "tasks_month", "", "500").await.assert_status(303);
    limit(&console, world.branch, "tasks_month", "4", "").await.assert_status(303);
    limit(&console, world.branch, "active_cycles", "9", "").await.assert_status(303);
    let page = world.admin_of(world.branch).await.get(&format!("/a/{}", world.branch)).await;
    let (tasks, note) = tile(&page, "Tasks this billing period");
    assert_eq!(tasks, "4 of 4");
    assert!(note.contains("resets"), "{note}");
    assert!(page.text_of(".chart desc").unwrap().contains("4 tasks"));
    let limits = panel(&page, "Use against limits");
    assert!(limits.contains("Active cycles 1 of 9"), "{limits}");
    for foreign in ["Root Holding", "Parent things", "Below", "Leaf Shop", "500", "127.0.0.1"] {
        assert!(!page.text_of("main").unwrap().contains(foreign), "{foreign}");
    }
}

#[actix_web::test]
async fn the_list_shows_cycles_use_and_errors_and_finds_who_needs_somebody() {
    let (world, target) = (world().await, Target::start());
    used(&world, &target, world.root, "Orders", 1, 2).await;
    used(&world, &target, world.branch, "Stock", 2, 0).await;
    let console = world.console().await;
    default(&console, "tasks_month", "1200", "").await.assert_status(303);
    limit(&console, world.branch, "tasks_month", "5", "").await.assert_status(303);
    limit(&console, world.sibling, "tasks_month", "none", "").await.assert_status(303);
    assert_eq!(&row(&console, "root holding").await[..6], ["Root Holdingroot", "Failing", "1", "1", "6 of 1.2k", "2"]);
    assert_eq!(&row(&console, "branch office").await[1..6], ["Near limit", "1", "1", "4 of 5", "0"]);
    assert_eq!(&row(&console, "sibling").await[1..6], ["Active", "0", "0", "0", "0"], "without a limit no meter");
    assert_eq!(row(&console, "stopped").await[1], "Suspended");
    limit(&console, world.branch, "tasks_month", "3", "").await.assert_status(303);
    assert_eq!(&row(&console, "branch office").await[1..5], ["At limit", "1", "1", "4 of 3"]);
    let over = console.get("/console/settings/limits/tasks_month").await;
    assert!(!over.assert_ok().body.contains("Nobody uses more"), "who is over is listed: {}", over.body);
    let found =
        async |query: &str| console.get(&format!("/console/accounts?{query}")).await.assert_ok().texts_of("tbody th a");
    assert_eq!(found("needs=failing").await, ["Root Holding"]);
    assert_eq!(found("needs=near").await, ["Branch Office"]);
    assert_eq!(found("needs=near&q=root").await.len(), 0, "with the other filters");
    assert_eq!(found("needs=failing&q=hold").await, ["Root Holding"]);
    assert_eq!(found("needs=failing&parent=none&state=active").await, ["Root Holding"]);
    assert_eq!(found("needs=nothing").await.len(), 0);
    assert_eq!(found("needs=idle").await.len(), 0, "all of them are new");
    let mut conn = world.database.look();
    let old = "update accounts set created_at = created_at - interval '40 days'";
    diesel::RunQueryDsl::execute(diesel::sql_query(old), &mut conn).unwrap();
    assert_eq!(found("needs=idle").await, ["Leaf Shop", "Sibling Trading", "Stopped Works"]);
    let page = console.get("/console/accounts?needs=idle&rows=2").await;
    let next = page.attributes_of("a[rel=next]", "href").remove(0);
    assert_eq!(console.get(&next).await.texts_of("tbody th a"), ["Stopped Works"], "by key");
    // What is chosen for all that match is what the list shows.
    let asked = console.get("/console/bulk/tags?all=1&needs=failing").await;
    assert!(asked.assert_ok().body.contains("Root Holding") && !asked.body.contains("Branch Office"), "{}", asked.body);
    console.get("/console/accounts/export?needs=century").await.assert_status(422);
    // Resolved is not failing any more.
    let form = [("cause", "127.0.0.1 404"), ("mark", "resolve")];
    console.post(&format!("/console/accounts/{}/incidents", world.root), &form).await.assert_status(303);
    assert_eq!(found("needs=failing").await.len(), 0);
    assert_eq!(&row(&console, "root holding").await[1..6], ["Active", "1", "1", "6 of 1.2k", "0"]);
    // By billing period, where it is no calendar month.
    let billed = "update accounts set next_billing_on = '2026-12-24' where api_id = 'branch'";
    diesel::RunQueryDsl::execute(diesel::sql_query(billed), &mut conn).unwrap();
    assert_eq!(row(&console, "branch office").await[4], "4 of 3", "the period began on the 24th");
    let billed = "update accounts set next_billing_on = '2026-11-25' where api_id = 'branch'";
    diesel::RunQueryDsl::execute(diesel::sql_query(billed), &mut conn).unwrap();
    assert_eq!(found("needs=near").await, ["Branch Office"], "from the 25th of October on");
}

#[actix_web::test]
async fn a_tree_that_is_near_its_limit_is_found_by_the_account_that_it_was_set_for() {
    let (world, target) = (world().await, Target::start()); // M4
    let console = world.console().await;
    limit(&console, world.root, "tasks_month", "", "5").await.assert_status(303);
    used(&world, &target, world.root, "Orders", 1, 0).await;
    let found = async || console.get("/console/accounts?needs=near").await.assert_ok().texts_of("tbody th a");
    assert_eq!(found().await.len(), 0, "2 of 5");
    used(&world, &target, world.branch, "Stock", 1, 0).await;
    assert_eq!(found().await, ["Root Holding"]);
    let overview = console.get("/console").await;
    let said = overview.assert_ok().text_of("main").unwrap();
    assert!(
        said.contains("4 of 5, with sub-accounts") && said.contains("Near or at their limit of tasks: 1"),
        "{said}"
    );
    // The nearest limit is shown, whichever it is.
    limit(&console, world.root, "tasks_month", "1000", "5").await.assert_status(303);
    let account = format!("/console/accounts/{}", world.root);
    let (own, all) = tile(&console.get(&account).await, "Tasks this billing period");
    assert!(own == "2" && all.contains("4 of 5 with sub-accounts"), "{all}");
    limit(&console, world.root, "tasks_month", "2", "50").await.assert_status(303);
    assert_eq!(tile(&console.get(&account).await, "Tasks this billing period").0, "2 of 2");
    limit(&console, world.root, "tasks_month", "", "50").await.assert_status(303);
    assert_eq!(found().await.len(), 0, "there is room again");
}
