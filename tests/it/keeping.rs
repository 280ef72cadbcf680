//! Months of the tables that grow: the product makes them ahead by itself and drops those whose time is over, and figures
//! add up afterwards as before (M2).

use crate::engine::{post, rows, run, three_steps};
use crate::support::World;
use crate::support::app::Checks;
use crate::support::command::{berth, berth_with};
use crate::support::database::{TestDatabase, settings};
use crate::support::target::Target;
use diesel::connection::SimpleConnection;
use serde_json::json;

fn sql(world: &World, text: &str) {
    world.database.look().batch_execute(text).expect(text);
}

fn as_maintenance(world: &World, call: &str) -> Result<(), String> {
    let text = format!("begin; set local role berth_maintenance; select {call}; commit");
    world.database.look().batch_execute(&text).map_err(|cause| cause.to_string())
}

async fn world_that_keeps(months: &str) -> World {
    let settings =
        [("ALLOWED_NETWORKS", "127.0.0.1/32"), ("BERTH_KEEP_LOG_MONTHS", months), ("BERTH_KEEP_HOURS_MONTHS", months)];
    World::with_settings(Checks::On, &settings)
}

/// The first month that a migration of today makes.
fn this_month() -> String {
    chrono::Utc::now().format("%Y_%m").to_string()
}

fn months_of(world: &World, table: &str) -> Vec<String> {
    rows(
        world,
        &format!("right(relname, 7) from pg_class where relname ~ '^{table}_[0-9]{{4}}_[0-9]{{2}}$' order by 1"),
    )
}

/// Moves all that was used so far a year and more into the past, to where it would lie by then.
fn age(world: &World) {
    sql(
        world,
        "select maintenance.make_month(p, '2025-01-01')
           from unnest(array['transactions', 'step_runs', 'incidents', 'ledger', 'usage_hours', 'usage_days']) p;
         create function pg_temp.aged(id uuid) returns uuid language sql as
             $$ select (lpad(to_hex((extract(epoch from '2025-01-15 12:00+00'::timestamptz) * 1000)::bigint), 12, '0')
                        || right(replace(id::text, '-', ''), 20))::uuid $$;
         update step_runs set transaction_id = pg_temp.aged(transaction_id), started_at = '2025-01-15 12:00+00';
         update ledger set id = pg_temp.aged(id), transaction_id = pg_temp.aged(transaction_id), at = '2025-01-15 12:00+00';
         update incidents set id = pg_temp.aged(id), transaction_id = pg_temp.aged(transaction_id), at = '2025-01-15 12:00+00';
         update transactions set id = pg_temp.aged(id), started_at = '2025-01-15 12:00+00', ended_at = '2025-01-15 12:00+00';
         update usage_hours set hour = '2025-01-15 12:00+00';
         update usage_days set day = '2025-01-15';
         update usage_account_days set day = '2025-01-15';
         update usage_account_months set month = '2025-01-01';
         update usage_partner_days set day = '2025-01-15';
         update usage_months set month = '2025-01-01';
         update usage_connector_days set day = '2025-01-15'",
    );
}

const FIGURES: &str = "sum(tasks), sum(failed_tasks), sum(transactions), sum(failed), sum(errors)";

#[actix_web::test]
async fn months_whose_time_is_over_go_and_figures_still_add_up() {
    let (world, target) = (world_that_keeps("3").await, Target::start()); // M2
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    let one = async |good: bool| {
        target.says(if good { 200 } else { 404 }, &[], json!({}));
        post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
        run(&world).await;
    };
    one(true).await;
    one(false).await;
    berth::testing::count_use(&world.app.app).unwrap();
    age(&world);
    one(true).await;
    berth::testing::count_use(&world.app.app).unwrap();
    let reconcile = || berth(world.database.name(), &[], &["reconcile"]);
    reconcile().assert_code(0);

    // The data of its steps is kept by the account's retention time still: the month stays.
    berth::testing::tend_months(&world.app.app).unwrap();
    assert_eq!(months_of(&world, "transactions")[0], "2025_01");
    sql(&world, "update transactions set data_until = null where started_at < '2026-01-01'");
    berth::testing::tend_months(&world.app.app).unwrap();
    for table in ["transactions", "step_runs", "incidents", "usage_hours"] {
        assert_eq!(months_of(&world, table)[0], this_month(), "{table}");
    }
    for table in ["ledger", "usage_days"] {
        assert_eq!(months_of(&world, table)[0], "2025_01", "{table} is kept");
    }
    assert_eq!(rows(&world, "parent, month from dropped_months where month = '2025-01-01' order by 1").len(), 4);
    assert_eq!(rows(&world, "count(*) from transactions"), ["1"]);

    let said = reconcile();
    said.assert_code(0);
    assert!(said.out.contains("Transactions and incidents before 2025-02-02 are not kept any more"), "{}", said.out);
    let kept = rows(&world, &format!("{FIGURES} from usage_days"));
    assert_eq!(kept, ["6|1|3|1|1"]);

    // What differs is found, also in the month that went, and counting anew takes nothing away.
    for spoil in [
        "update usage_days set tasks = tasks + 1 where method = 'http' and day = '2025-01-15'",
        "update usage_hours set tasks = tasks + 1 where method = 'http'",
        "update usage_days set transactions = transactions + 1 where method = '' and day > '2026-01-01'",
    ] {
        sql(&world, spoil);
        reconcile().assert_code(1);
        berth(world.database.name(), &[], &["reconcile", "--repair"]).assert_code(0);
        assert_eq!(rows(&world, &format!("{FIGURES} from usage_days")), kept, "{spoil}");
        assert_eq!(rows(&world, &format!("{FIGURES} from usage_partner_days")), kept, "{spoil}");
    }
}

#[actix_web::test]
async fn a_month_stays_while_something_of_it_is_under_way_or_somebody_reads_it() {
    let (world, target) = (world_that_keeps("3").await, Target::start());
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
    run(&world).await;
    berth::testing::count_use(&world.app.app).unwrap();
    age(&world);
    sql(&world, "update transactions set data_until = null");
    let stays = |why: &str| {
        berth::testing::tend_months(&world.app.app).unwrap();
        assert_eq!(months_of(&world, "transactions")[0], "2025_01", "{why}");
    };
    sql(
        &world,
        "insert into queue (account_id, transaction_id, partner_id, cycle_id, state)
         select account_id, id, partner_id, cycle_id, 'parked' from transactions",
    );
    stays("it waits in the queue");
    sql(
        &world,
        "delete from queue; insert into usage_pending (account_id, id, partner_id, transactions)
                 select account_id, id, partner_id, array[id] from transactions",
    );
    stays("it waits to be counted");
    sql(&world, "delete from usage_pending");
    let mut reader = world.database.look();
    reader.batch_execute("begin; select count(*) from transactions").unwrap();
    let began = std::time::Instant::now();
    stays("somebody reads it");
    assert!(began.elapsed() < std::time::Duration::from_secs(5), "and nobody waits for long");
    reader.batch_execute("rollback").unwrap();
    berth::testing::tend_months(&world.app.app).unwrap();
    assert_eq!(months_of(&world, "transactions")[0], this_month());
}

#[actix_web::test]
async fn only_months_that_are_over_of_named_tables_can_be_dropped() {
    let world = world_that_keeps("3").await; // T10
    sql(
        &world,
        "select maintenance.make_month(p, '2026-01-01') from unnest(array['ledger', 'audit_log', 'usage_days', 'incidents']) p",
    );
    for (call, why) in [
        ("maintenance.drop_month('usage_days', '2026-01-01')", "months of usage_days are not dropped"),
        ("maintenance.drop_month('audit_log', '2026-01-01')", "months of audit_log are not dropped"),
        ("maintenance.drop_month('accounts', '2026-01-01')", "months of accounts are not dropped"),
        ("maintenance.drop_month('ledger', '2026-01-01')", "is not old enough"),
        ("maintenance.drop_month('transactions', date_trunc('month', now())::date)", "is not old enough"),
        ("maintenance.drop_month('transactions', '2020-01-01')", "is not there, or is something else"),
        ("maintenance.drop_month('incidents', '2026-01-02')", "is not there, or is something else"),
        ("maintenance.make_month('accounts', '2026-01-01')", "there is no month"),
        ("maintenance.make_month('ledger', '2026-01-02')", "there is no month"),
        ("maintenance.make_month('ledger', '2226-01-01')", "there is no month"),
    ] {
        let said = as_maintenance(&world, call).expect_err(call);
        assert!(said.contains(why), "{call}: {said}");
    }
    // A table of that name that is none of its months.
    sql(&world, "create table incidents_2019_01 (account_id uuid)");
    let said = as_maintenance(&world, "maintenance.drop_month('incidents', '2019-01-01')").expect_err("something else");
    assert!(said.contains("something else"), "{said}");
    as_maintenance(&world, "maintenance.drop_month('incidents', '2026-01-01')").unwrap();
    // And by nobody else.
    for role in ["berth_partner", "berth_account", "berth_worker", "berth_person", "berth_gate"] {
        let text = format!("begin; set local role {role}; select maintenance.drop_month('incidents', '2025-01-01')");
        let said = world.database.look().batch_execute(&text).expect_err(role).to_string();
        assert!(said.contains("permission denied"), "{role}: {said}");
    }
}

#[actix_web::test]
async fn a_server_that_is_never_restarted_makes_its_months() {
    let world = world_that_keeps("3").await;
    for table in ["transactions", "ledger", "usage_days", "audit_log"] {
        let last = months_of(&world, table).pop().unwrap();
        sql(&world, &format!("drop table {table}_{last}"));
        berth::testing::tend_months(&world.app.app).unwrap();
        assert_eq!(months_of(&world, table).pop().unwrap(), last, "{table}");
    }
    // It is walled in as the others are.
    berth(world.database.name(), &[], &["doctor"]).assert_code(0);
}

#[test]
fn what_is_seeded_adds_up() {
    let database = TestDatabase::new();
    let more = ["--days", "40", "--account-days", "900", "--transactions", "1100", "--ledger", "5003"];
    let bulk = ["seed", "bulk", "--partners", "2", "--accounts", "60", "--prefix", "used"];
    berth(database.name(), &[], &[&bulk[..], &more[..]].concat()).assert_code(0);
    let settings = settings(database.name(), &[]);
    let said = berth_with(&settings, &["reconcile"]);
    said.assert_code(0);
    berth_with(&settings, &["doctor"]).assert_code(0);
    use diesel::prelude::*;
    let mut conn = database.look();
    let mut count = |of: &str| -> String {
        let sql = format!("select concat_ws('|', {of}) as line");
        diesel::sql_query(sql).get_result::<crate::engine::Line>(&mut conn).unwrap().line
    };
    assert_eq!(count("(select count(*) from ledger), (select count(*) from transactions)"), "10006|2200");
    assert_eq!(
        count("(select count(*) from usage_account_days), (select sum(tasks) from usage_partner_days)"),
        "1800|10006"
    );
    assert_eq!(count("(select count(*) from transactions_rest), (select count(*) from usage_hours_rest)"), "0|0");
    assert_eq!(count("has_table_privilege('berth_gate', 'ledger', 'insert')"), "f", "what was lent is given back");
}
