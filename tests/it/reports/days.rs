//! Days of reports are each account's own (M1): where it is tomorrow already, and where a timezone was changed, figures are
//! neither left out nor counted on another day.

use super::used;
use crate::engine::{rows, world};
use crate::limits::limit;
use crate::support::target::Target;
use crate::support::{Caller, World};
use chrono::{DateTime, Utc};
use diesel::connection::SimpleConnection;

/// The clock stands in the afternoon of 24 November in London, when it is the 25th already east of Cairo.
fn afternoon(world: &World) {
    let at: DateTime<Utc> = "2026-11-24T15:00:00Z".parse().unwrap();
    world.clock.advance(at - world.clock.now());
}

fn lies_in(world: &World, account: berth::ids::AccountId, zone: &str) {
    let change = format!("update accounts set timezone = '{zone}' where id = '{account}'");
    world.database.look().batch_execute(&change).unwrap();
}

async fn tiles(caller: &Caller, page: &str) -> Vec<String> {
    caller.get(page).await.assert_ok().texts_of(".tiles .figure")
}

#[actix_web::test]
async fn what_was_done_where_it_is_tomorrow_already_is_in_every_report_until_now() {
    let (world, target) = (world().await, Target::start());
    afternoon(&world);
    lies_in(&world, world.branch, "Pacific/Kiritimati");
    used(&world, &target, &[(world.root, 1), (world.branch, 3)]).await;
    let days = rows(&world, "day, sum(tasks) from usage_account_days group by day order by day");
    assert_eq!(days, ["2026-11-24|2", "2026-11-25|6"]);
    let console = world.console().await;
    for report in ["", "/accounts", "/accounts?period=week", "/accounts?period=month", "/accounts?from=2026-11-20"] {
        let shown = tiles(&console, &format!("/console/reports{report}")).await;
        assert_eq!(&shown[..2], ["8", "4"], "{report}");
    }
    let http = rows(&world, "sum(tasks) from usage_connector_days");
    assert_eq!(tiles(&console, "/console/reports/connectors").await[0], http[0]);
    let file = console.get("/console/reports/accounts.csv?period=week").await;
    assert!(file.assert_ok().body.contains(",6,6,0,0,3,0,0"), "{}", file.body);
    let overview = console.get("/console").await;
    assert!(overview.assert_ok().body.contains("Highest: 6 tasks on 25 Nov 2026"), "{}", overview.body);
    // So many days are as many, those that began elsewhere among them; the days before are as many.
    let week = console.get("/console/reports/accounts?period=week").await;
    assert!(week.body.contains("19 Nov 2026 to 25 Nov 2026"), "{}", week.body);
    // With its sub-accounts an account's report ends as theirs do; by itself it ends today.
    let above = console.get(&format!("/console/accounts/{}/reports/use?period=week", world.root)).await;
    assert_eq!(above.assert_ok().texts_of(".tiles .muted")[0], "With sub-accounts 8", "{}", above.body);
    let admin = world.admin_of(world.root).await;
    let own = admin.get(&format!("/a/{}/reports/use?period=week", world.root)).await;
    assert!(own.assert_ok().body.contains("18 Nov 2026 to 24 Nov 2026"), "{}", own.body);
    // A day that has not begun for the reader yet can be asked for.
    assert_eq!(&tiles(&console, "/console/reports/accounts?from=2026-11-25&to=2026-11-25").await[..2], ["6", "3"]);
}

#[actix_web::test]
async fn the_last_day_of_a_month_stays_in_it_though_the_next_began_elsewhere() {
    let (world, target) = (world().await, Target::start());
    let at: DateTime<Utc> = "2026-11-30T15:00:00Z".parse().unwrap();
    world.clock.advance(at - world.clock.now());
    lies_in(&world, world.branch, "Pacific/Kiritimati");
    used(&world, &target, &[(world.root, 1), (world.branch, 3)]).await;
    let console = world.console().await;
    for (period, tasks, last) in [("month", "2", "to 30 Nov 2026"), ("", "8", "to 1 Dec 2026")] {
        let page = console.get(&format!("/console/reports/accounts?period={period}")).await;
        assert_eq!(page.assert_ok().texts_of(".tiles .figure")[0], tasks, "{period}");
        assert!(page.body.contains(last), "{}", page.body);
    }
}

#[actix_web::test]
async fn a_change_of_timezone_leaves_no_task_out_and_is_told_beside_the_days() {
    let (world, target) = (world().await, Target::start());
    afternoon(&world);
    lies_in(&world, world.root, "Pacific/Kiritimati");
    used(&world, &target, &[(world.root, 2)]).await; // on the 25th
    berth::testing::compare_figures(&world.app.app).unwrap();
    let console = world.console().await;
    let form = console.get(&format!("/console/accounts/{}/edit", world.root)).await;
    console.send(form.assert_ok(), "form.page", &[("timezone", "America/New_York")]).await.assert_status(303);
    world.clock.advance(chrono::Duration::minutes(2));
    used(&world, &target, &[(world.root, 1)]).await; // on the 24th
    let days = rows(&world, "day, tasks from usage_account_days order by day");
    assert_eq!(days, ["2026-11-24|2", "2026-11-25|4"]);
    for path in [
        format!("/console/accounts/{}/reports/use", world.root),
        format!("/console/accounts/{}/reports/use?period=billing", world.root),
        format!("/console/accounts/{}/reports/methods?period=week", world.root),
    ] {
        let page = console.get(&path).await;
        assert_eq!(page.assert_ok().texts_of(".tiles .figure")[0], "6", "{path}");
        let said = "days in America/New_York; until 24 Nov 2026, 10:01 days in Pacific/Kiritimati";
        assert!(page.body.contains(said), "{path}: {}", page.body);
        assert!(page.body.contains("what came or changed since is checked next time"), "{}", page.body);
    }
    let periods = console.get(&format!("/console/accounts/{}/reports/periods", world.root)).await;
    assert_eq!(periods.assert_ok().texts_of(".tiles .figure")[0], "6");
    // What the limit counts is the same figure.
    limit(&console, world.root, "tasks_month", "100", "").await.assert_status(303);
    let limits = console.get(&crate::limits::limits_of(world.root)).await;
    let row = limits.assert_ok().texts_of("tbody tr").into_iter().find(|row| row.contains("Tasks a month")).unwrap();
    assert!(row.contains("6 of 100"), "{row}");
    let file = console.get(&format!("/console/accounts/{}/reports/use.csv?period=week", world.root)).await;
    assert!(file.assert_ok().body.contains("\n2026-11-25,4,"), "{}", file.body);
}
