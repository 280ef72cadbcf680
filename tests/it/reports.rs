//! Reports (MODEL section 8): their figures are those of the raw log, own and with sub-accounts beside each other.

mod behind;
mod calls;
mod compared;
mod days;
mod every_account;
mod lists;
mod periods;
pub mod raw;
mod saved;

use crate::engine::{post, rows, run, three_steps, world};
use crate::limits::{limit, limits_of};
use crate::support::World;
use crate::support::target::Target;
use serde_json::json;

/// Runs so many Transactions of a cycle of its own in each account.
pub async fn used(world: &World, target: &Target, counts: &[(berth::ids::AccountId, usize)]) {
    for (account, count) in counts {
        let made = world.near().cycle(&world.app.app, *account, "Orders", three_steps(target)).unwrap();
        for _ in 0..*count {
            post(world, &made.1[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
            run(world).await;
        }
    }
    berth::testing::count_use(&world.app.app).unwrap();
}

#[actix_web::test]
async fn an_accounts_report_shows_its_own_use_and_that_of_its_sub_accounts_beside_it() {
    let (world, target) = (world().await, Target::start());
    used(&world, &target, &[(world.root, 2), (world.branch, 3), (world.sibling, 1)]).await;
    let console = world.console().await;
    let page = console.get(&format!("/console/accounts/{}/reports/use", world.root)).await;
    let figures = page.assert_ok().texts_of(".tiles .figure");
    assert_eq!(figures, ["4", "2", "0", "0"], "own: two tasks each");
    let beside: Vec<String> = page.texts_of(".tiles .tile .muted");
    let below = rows(
        &world,
        &format!(
            "count(*) from ledger l join account_ancestors n on n.account_id = l.account_id where n.ancestor_id = '{}'",
            world.root
        ),
    );
    assert_eq!(beside[0], format!("With sub-accounts {}", below[0]), "counted over the raw ledger");
    assert!(
        page.body.contains("Orders") && page.body.contains("http") && page.body.contains("50.0 %"),
        "{}",
        page.body
    );
    // Each figure leads to what is behind it.
    let behind =
        page.attributes_of("#report tbody a", "href").into_iter().find(|href| href.contains("cycle=")).unwrap();
    // Ids are of the real time, days of the test's.
    assert!(behind.contains("period=own&from=") && behind.contains(&format!("accounts/{}", world.root)), "{behind}");
    console.get(&behind).await.assert_ok();
    let file = console.get(&format!("/console/accounts/{}/reports/use.csv?period=week", world.root)).await;
    let lines: Vec<&str> = file.assert_ok().body.lines().collect();
    assert_eq!(lines.len(), 8, "a line a day: {}", file.body);
    assert!(lines[0].contains("Tasks with sub-accounts") && lines[7].contains(",4,0,0,2,0,0,"), "{}", file.body);
    // Its own people see its own use alone (T7).
    let admin = world.admin_of(world.root).await;
    let own = admin.get(&format!("/a/{}/reports/use", world.root)).await;
    assert_eq!(own.assert_ok().texts_of(".tiles .figure"), ["4", "2", "0", "0"]);
    assert!(!own.body.contains("With sub-accounts"), "{}", own.body);
    let own_file = admin.get(&format!("/a/{}/reports/use.csv?period=week", world.root)).await;
    assert!(!own_file.assert_ok().body.contains("sub-accounts"));
    admin.get(&format!("/a/{}/reports", world.sibling)).await.assert_not_found(); // T4
}

#[actix_web::test]
async fn the_partners_report_lists_accounts_by_use_and_adds_up() {
    let (world, target) = (world().await, Target::start());
    used(&world, &target, &[(world.root, 1), (world.branch, 3), (world.sibling, 2)]).await;
    let console = world.console_with(&[]).await; // With no right: dashboard and reports (MODEL section 3).
    let page = console.get("/console/reports/accounts").await;
    assert_eq!(page.assert_ok().texts_of(".tiles .figure"), ["12", "6", "0", "0"]);
    let tasks = page.texts_of("#report .panel:last-of-type tbody tr td:nth-of-type(1)");
    assert_eq!(&tasks[tasks.len() - 3..], ["6", "4", "2"], "most tasks first");
    assert!(page.body.contains("the first time is to come"), "{}", page.body);
    berth::testing::compare_figures(&world.app.app).unwrap();
    assert!(console.get("/console/reports/accounts").await.body.contains("Figures added up to the ledger and the log"));
    // By key, each once.
    let first = console.get("/console/reports/accounts?rows=2").await;
    let next = first.attributes_of(".pager a[rel=next]", "href").pop().unwrap();
    let rest = console.get(&next).await;
    assert_eq!(rest.assert_ok().texts_of("#report .panel:last-of-type tbody tr").len(), 1, "{}", rest.body);
    assert!(rest.attributes_of(".pager a[rel=next]", "href").is_empty());
    let file = console.get("/console/reports/accounts.csv").await;
    assert_eq!(file.assert_ok().body.lines().count(), 4, "{}", file.body);
    for (asked, said) in [
        ("period=century", "There is no period “century”"),
        ("from=2026-11-02&to=2026-11-01", "no day is left"),
        ("from=1999-01-01", "731 days are the most"),
    ] {
        assert!(console.get(&format!("/console/reports/accounts?{asked}")).await.body.contains(said), "{asked}");
        console.get(&format!("/console/reports/accounts.csv?{asked}")).await.assert_status(422);
    }
    // Another partner's figures are its own (T1).
    let foreign = world.foreign_console().await.get("/console/reports/accounts").await;
    assert_eq!(foreign.assert_ok().texts_of(".tiles .figure"), ["0", "0", "0", "0"]);
    assert!(foreign.body.contains("No account has used anything"));
}

#[actix_web::test]
async fn tasks_used_in_the_period_stand_at_the_limit_to_this_very_moment() {
    let (world, target) = (world().await, Target::start()); // M2, M4
    used(&world, &target, &[(world.root, 1), (world.branch, 2)]).await;
    let made = world.near().cycle(&world.app.app, world.branch, "More", three_steps(&target)).unwrap();
    post(&world, &made.1[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
    run(&world).await; // not counted yet
    let console = world.console().await;
    limit(&console, world.root, "tasks_month", "100", "500").await.assert_status(303);
    let page = console.get(&limits_of(world.root)).await;
    assert!(page.assert_ok().body.contains("2 of 100"), "own: {}", page.text_of("main").unwrap_or_default());
    assert!(page.body.contains("8 of 500"), "with sub-accounts: {}", page.text_of("main").unwrap_or_default());
}
