//! Counting what was used (M1, M2): roll-ups are the ledger and the log, whatever happens meanwhile, and `berth reconcile`
//! finds what is not.

use crate::engine::{post, rows, run, three_steps, world};
use crate::support::World;
use crate::support::command::{Said, berth};
use crate::support::target::Target;
use chrono::Duration;
use diesel::connection::SimpleConnection;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::json;

fn count(world: &World) {
    berth::testing::count_use(&world.app.app).unwrap();
}

fn reconcile(world: &World, arguments: &[&str]) -> Said {
    berth(world.database.name(), &[], &[&["reconcile"], arguments].concat())
}

fn sql(world: &World, text: &str) {
    world.database.look().batch_execute(text).unwrap();
}

const ALL: &str = "sum(tasks), sum(failed_tasks), sum(transactions), sum(failed), sum(errors), sum(warnings)";

#[actix_web::test]
async fn what_was_used_is_counted_once_by_hour_day_and_month() {
    let (world, target) = (world().await, Target::start()); // M1
    let (cycle, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    for good in [true, true, false] {
        if !good {
            target.says(404, &[], json!({}));
        }
        post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
        run(&world).await;
    }
    let waiting = rows(
        &world,
        "sum(cardinality(tasks)), sum(cardinality(transactions)), sum(cardinality(incidents)) from usage_pending",
    );
    assert_eq!(waiting, ["6|3|1"], "named with what it names");
    reconcile(&world, &[]).assert_code(0);
    count(&world);
    assert_eq!(rows(&world, "1 from usage_pending"), Vec::<String>::new());
    for table in [
        "usage_hours",
        "usage_days",
        "usage_account_days",
        "usage_account_months",
        "usage_partner_days",
        "usage_months",
    ] {
        assert_eq!(rows(&world, &format!("{ALL} from {table}")), ["6|1|3|1|1|0"], "{table}");
    }
    let by_method = "method, tasks, failed_tasks from usage_connector_days order by method";
    assert_eq!(rows(&world, by_method), ["http|3|1", "transform|3|0"]);
    count(&world);
    assert_eq!(rows(&world, &format!("{ALL} from usage_days")), ["6|1|3|1|1|0"], "a second time counts nothing");
    let by_method = rows(&world, "method, tasks, failed_tasks, transactions from usage_days order by method");
    assert_eq!(by_method, ["|0|0|3", "http|3|1|0", "transform|3|0|0"]);
    assert_eq!(rows(&world, "count(distinct cycle_id) from usage_days"), ["1"]);
    assert_eq!(rows(&world, "cycle_id from usage_days limit 1"), [cycle.to_string()]);
    reconcile(&world, &[]).assert_code(0);
}

#[actix_web::test]
async fn days_are_of_the_timezone_that_the_account_had_then() {
    let (world, target) = (world().await, Target::start()); // M1
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    let one = async || {
        post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
        run(&world).await;
    };
    sql(&world, &format!("update accounts set timezone = 'Pacific/Kiritimati' where id = '{}'", world.root));
    one().await;
    count(&world);
    let console = world.console().await;
    let page = format!("/console/accounts/{}/edit", world.root);
    let form = console.get(&page).await;
    console.send(form.assert_ok(), "form.page", &[("timezone", "Pacific/Pago_Pago")]).await.assert_status(303);
    assert_eq!(rows(&world, "timezone from account_zones"), ["Pacific/Kiritimati"]);
    world.app.clock.advance(Duration::seconds(61));
    one().await;
    count(&world);
    // The two zones are 25 hours apart, so the same instant lies on two days.
    assert_eq!(rows(&world, "tasks from usage_account_days order by day"), ["2", "2"]);
    reconcile(&world, &[]).assert_code(0);
    // Counted anew it is the same.
    let before = rows(&world, "day, cycle_id, method, tasks, transactions from usage_days order by 1");
    sql(&world, "update usage_days set tasks = tasks + 5 where method = 'http'");
    reconcile(&world, &["--repair"]).assert_code(0);
    assert_eq!(rows(&world, "day, cycle_id, method, tasks, transactions from usage_days order by 1"), before);
}

#[actix_web::test]
async fn each_figure_that_was_changed_is_found_and_named() {
    let (world, target) = (world().await, Target::start()); // M2
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    for _ in 0..2 {
        post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
    }
    run(&world).await;
    count(&world);
    let day = rows(&world, "day from usage_account_days").remove(0);
    for (spoilt, named) in [
        (
            "update usage_days set tasks = tasks + 1 where method = 'http'",
            "tasks in usage_days says 5, its rows come to 4",
        ),
        ("update usage_account_days set transactions = 9", "transactions in usage_account_days says 9"),
        ("update usage_account_months set failed = 1", "failed in usage_account_months says 1"),
        ("update usage_partner_days set warnings = 3", "all accounts"),
        ("update usage_connector_days set tasks = 9 where method = 'http'", "all accounts"),
        ("update usage_months set cycle_id = account_id", "tasks in usage_months says"),
        ("delete from usage_months", "transactions in usage_months says 0, its rows come to 2"),
        ("update usage_hours set tasks = 0", "tasks in usage_hours says 0"),
        ("delete from usage_days where method = 'http'", "tasks in usage_days says 2, its rows come to 4"),
        (
            "update transactions set tasks = 7 where id = (select min(id::text)::uuid from transactions)",
            "tasks of the transaction says 7, its rows come to 2",
        ),
        (
            "delete from ledger where id = (select min(id::text)::uuid from ledger)",
            "tasks in usage_days says 4, its rows come to 3",
        ),
    ] {
        sql(&world, &format!("create table kept_{0} as table {0}", table_of(spoilt)));
        sql(&world, spoilt);
        let said = reconcile(&world, &[]);
        said.assert_code(1);
        assert!(said.out.contains(named) && said.out.contains("northwind"), "{spoilt}: {}", said.out);
        assert!(named == "all accounts" || said.out.contains(&world.root.to_string()), "{}", said.out);
        assert!(said.out.contains(&day[..8]) || spoilt.contains("hours"), "{}", said.out);
        sql(&world, &format!("delete from {0}; insert into {0} table kept_{0}; drop table kept_{0}", table_of(spoilt)));
        reconcile(&world, &[]).assert_code(0);
    }
    // The nightly check keeps what it found.
    sql(&world, "update usage_days set tasks = 0");
    berth::testing::compare_figures(&world.app.app).unwrap();
    let kept = rows(
        &world,
        "accounts, differences > 0, jsonb_array_length(detail) > 0 from reconciliations where accounts > 0",
    );
    assert_eq!(kept, ["1|t|t"]);
    berth::testing::compare_figures(&world.app.app).unwrap();
    assert_eq!(rows(&world, "count(*) from reconciliations where accounts > 0"), ["1"], "once a day");
    let wrong = reconcile(&world, &["--partner", "nobody"]);
    wrong.assert_complains("there is no partner");
    reconcile(&world, &["--from", "2026-02-01", "--to", "2026-01-01"]).assert_complains("no day is left");
}

fn table_of(statement: &str) -> &str {
    let rest = statement.trim_start_matches("update ").trim_start_matches("delete from ");
    rest.split(' ').next().unwrap()
}

#[actix_web::test]
async fn whatever_happens_figures_never_double_and_never_vanish() {
    // M1, M2: random histories of runs, failures, retries, timezones, purged data and counting, several at once.
    for seed in 0..4 {
        let (world, target) = (world().await, Target::start());
        let mut any = StdRng::seed_from_u64(seed);
        let mut hooks = Vec::new();
        for account in [world.root, world.branch, world.sibling] {
            let made = world.near().cycle(&world.app.app, account, "Orders", three_steps(&target)).unwrap();
            hooks.push((account, made.1[0].1.clone()));
        }
        // Some of it is overage, counted apart (M5).
        let console = world.console().await;
        crate::limits::limit_with(&console, world.root, "tasks_month", "9", "25", "overage").await.assert_status(303);
        for _ in 0..30 {
            // The clock moves on beyond what a session lasts.
            let console = world.console().await;
            let (account, hook) = hooks[any.random_range(0..hooks.len())].clone();
            match any.random_range(0..10) {
                0..4 => {
                    if any.random_bool(0.3) {
                        target.says(if any.random_bool(0.5) { 404 } else { 500 }, &[], json!({}));
                    }
                    post(&world, &hook, &[], &json!({"customer": "ada", "total": 1})).await;
                    run(&world).await;
                }
                4 => drop(berth::testing::count_some_use(&world.app.app, any.random_range(1..4)).unwrap()),
                5 => {
                    // Two processes at once.
                    let (first, second) = (world.app.app.clone(), world.app.app.clone());
                    let at_once =
                        [first, second].map(|app| std::thread::spawn(move || berth::testing::count_use(&app).unwrap()));
                    at_once.into_iter().for_each(|thread| thread.join().unwrap());
                }
                6 => {
                    let zone = ["Asia/Kolkata", "America/St_Johns", "UTC", "Pacific/Apia"][any.random_range(0..4)];
                    let form = console.get(&format!("/console/accounts/{account}/edit")).await;
                    console.send(&form, "form.page", &[("timezone", zone)]).await.assert_status(303);
                }
                7 => world.app.clock.advance(Duration::hours(any.random_range(1..30))),
                8 => {
                    let failed =
                        rows(&world, "account_id, id from transactions where status = 'failed' order by id limit 1");
                    if let Some((of, id)) = failed.first().and_then(|row| row.split_once('|')) {
                        let page = format!("/console/accounts/{of}/transactions/{id}/retry");
                        console.post(&page, &[("since", if any.random_bool(0.5) { "start" } else { "failure" })]).await;
                        run(&world).await;
                    }
                }
                _ => {
                    // A process that dies in the middle of counting leaves nothing behind.
                    sql(
                        &world,
                        "begin; set local role berth_maintenance; select maintenance.roll_up(2, null); rollback",
                    );
                    berth::testing::drop_step_data(&world.app.app).unwrap();
                }
            }
        }
        reconcile(&world, &[]).assert_code(0);
        count(&world);
        let said = reconcile(&world, &[]);
        assert_eq!(said.code, 0, "seed {seed}: {}", said.out);
        assert_eq!(
            rows(&world, "sum(tasks) from usage_partner_days"),
            rows(&world, "count(*) from ledger"),
            "seed {seed}"
        );
        let ended = rows(&world, "count(*) from transactions where ended_at is not null");
        assert_eq!(rows(&world, "sum(transactions) from usage_days"), ended, "seed {seed}");
    }
}
