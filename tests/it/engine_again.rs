//! What is done with transactions afterwards (R6): run again, replayed, run once by hand, their data deleted; and incidents
//! by their cause.

use crate::engine::{post, rows, run, three_steps, world};
use crate::support::World;
use crate::support::target::Target;
use chrono::Duration;
use diesel::connection::SimpleConnection;
use serde_json::{Value, json};
use uuid::Uuid;

/// A cycle of the root whose last step failed for each of these customers; the pages of its transactions.
async fn failed(world: &World, target: &Target, customers: &[&str]) -> (Uuid, String, Vec<String>) {
    let (cycle, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(target)).unwrap();
    let mut ids = Vec::new();
    for customer in customers {
        target.says(404, &[], json!({}));
        let (_, answer) = post(world, &hooks[0].1, &[], &json!({"customer": customer, "total": 1})).await;
        run(world).await;
        ids.push(answer["TransactionId"].as_str().unwrap().to_owned());
    }
    assert_eq!(rows(world, "status, failed_step from transactions group by status, failed_step"), ["failed|send"]);
    (cycle, hooks[0].1.clone(), ids)
}

fn page(world: &World, rest: &str) -> String {
    format!("/console/accounts/{}/{rest}", world.root)
}

/// M2: ledger and log say the same of every transaction.
fn assert_reconciled(world: &World) {
    let differ =
        "t.id from transactions t where t.tasks <> (select count(*) from ledger l where l.transaction_id = t.id)
                   or t.tasks <> (select coalesce(sum(r.tasks), 0) from step_runs r where r.transaction_id = t.id)";
    assert_eq!(rows(world, differ), Vec::<String>::new());
}

#[actix_web::test]
async fn from_the_failed_step_what_was_done_stays_done() {
    let (world, target) = (world().await, Target::start());
    let (_, _, ids) = failed(&world, &target, &["ada"]).await;
    let (console, first) = (world.console().await, page(&world, &format!("transactions/{}", ids[0])));
    assert!(console.get(&first).await.body.contains("Run again..."));
    assert!(console.get(&format!("{first}/retry")).await.body.contains("The failed step"));
    let begun = console.post(&format!("{first}/retry"), &[("since", "failure")]).await;
    let second = begun.assert_redirect(&page(&world, "transactions/")).location().to_owned();
    run(&world).await;
    let all = rows(&world, "origin, status, tasks, of_id from transactions order by id");
    assert_eq!(all, ["webhook|failed|2".to_owned(), format!("retry|done|1|{}", ids[0])]);
    assert_eq!(target.heard()[1].body, target.heard()[0].body, "with what the steps before gave");
    assert_reconciled(&world);
    assert!(console.get(&first).await.body.contains(&second), "the first one names it");
    assert!(console.get(&second).await.body.contains(&first), "and it names the first");
    // What went well is not run again.
    console.post(&format!("{second}/retry"), &[("since", "failure")]).await.assert_redirect(&second);
    assert!(console.get(&second).await.body.contains("It has not failed"));
    let entries = rows(&world, "action, object_id from audit_log where action like 'transaction%'");
    assert_eq!(entries, [format!("transaction.retried|{}", ids[0])]);
}

#[actix_web::test]
async fn from_the_start_every_step_is_done_anew_though_the_cycle_is_paused() {
    let (world, target) = (world().await, Target::start());
    let (cycle, _, ids) = failed(&world, &target, &["ada"]).await;
    world.near().stop_cycle(world.root, cycle).unwrap();
    let (console, first) = (world.console().await, page(&world, &format!("transactions/{}", ids[0])));
    console.post(&format!("{first}/retry"), &[("since", "start")]).await.assert_status(303);
    run(&world).await;
    assert_eq!(
        rows(&world, "origin, status, tasks from transactions order by id"),
        ["webhook|failed|2", "retry|done|2"]
    );
    assert_reconciled(&world);
}

/// R1: a double click, and one that comes while the first is under way, begin one transaction.
#[actix_web::test]
async fn a_double_click_runs_it_again_once() {
    let (world, target) = (world().await, Target::start());
    let (_, _, ids) = failed(&world, &target, &["ada"]).await;
    let (console, first) = (world.console().await, page(&world, &format!("transactions/{}", ids[0])));
    let (way, key) = (format!("{first}/retry"), Uuid::new_v4().to_string());
    let form = [("since", "failure"), ("idempotency_key", key.as_str())];
    let clicks = futures_util::future::join_all((0..4).map(|_| console.post(&way, &form))).await;
    let to: std::collections::BTreeSet<&str> = clicks.iter().map(|answer| answer.location()).collect();
    assert_eq!(to.len(), 1, "all are led to the same transaction: {to:?}");
    // Other forms, at once: two tabs.
    let tabs: Vec<[(&str, String); 2]> =
        (0..4).map(|_| [("since", "failure".to_owned()), ("idempotency_key", Uuid::new_v4().to_string())]).collect();
    let tabs: Vec<Vec<(&str, &str)>> =
        tabs.iter().map(|form| form.iter().map(|(name, value)| (*name, value.as_str())).collect()).collect();
    for answer in futures_util::future::join_all(tabs.iter().map(|form| console.post(&way, form))).await {
        answer.assert_redirect(&first);
    }
    assert_eq!(rows(&world, "count(*) from transactions where origin = 'retry'"), ["1"]);
    assert_eq!(rows(&world, "count(*) from queue"), ["1"]);
    assert!(console.get(&first).await.body.contains("It is being run again already"));
    run(&world).await;
    assert_eq!(target.heard().len(), 2);
    assert_reconciled(&world);
}

#[actix_web::test]
async fn a_webhook_is_replayed() {
    let (world, target) = (world().await, Target::start());
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    let (_, answer) = post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 7})).await;
    let first = page(&world, &format!("transactions/{}", answer["TransactionId"].as_str().unwrap()));
    let console = world.console().await;
    console.post(&format!("{first}/replay"), &[]).await.assert_redirect(&first);
    assert!(console.get(&first).await.body.contains("It has not ended yet"));
    run(&world).await;
    console.post(&format!("{first}/replay"), &[]).await.assert_redirect(&page(&world, "transactions/"));
    run(&world).await;
    assert_eq!(rows(&world, "origin, status from transactions order by id"), ["webhook|done", "replay|done"]);
    assert_eq!(target.heard()[0].body, target.heard()[1].body);
    assert_reconciled(&world);
}

#[actix_web::test]
async fn many_are_run_again_by_a_job_that_says_what_became_of_each() {
    let (world, target) = (world().await, Target::start());
    let (_, _, ids) = failed(&world, &target, &["ada", "ben", "cleo"]).await;
    let (console, list) = (world.console().await, page(&world, "transactions"));
    assert!(console.get(&format!("{list}?status=failed")).await.body.contains("All 3 that match"));
    console.get(&page(&world, "retries")).await.assert_redirect(&list);
    let nobodys = Uuid::now_v7().to_string();
    let form = [("ids", ids[0].as_str()), ("ids", ids[1].as_str()), ("ids", nobodys.as_str()), ("since", "failure")];
    let queued = console.post(&page(&world, "retries"), &form).await;
    let job = queued.assert_redirect("/console/jobs/").location().to_owned();
    berth::testing::run_jobs(&world.db).unwrap();
    run(&world).await;
    let shown = console.get(&job).await;
    assert!(
        shown.body.contains("1 row failed") && shown.body.contains("There is no such transaction"),
        "{}",
        shown.body
    );
    assert!(shown.body.contains(&page(&world, &format!("transactions/{}", ids[0]))));
    // All that failed still do: the first two have, whatever came of running them again.
    let asked = console.get(&page(&world, "retries?all=1&status=failed")).await;
    assert!(asked.body.contains("Run 3 transactions again?"), "{}", asked.body);
    let refused = console.post(&page(&world, "retries"), &[("all", "1"), ("confirmed", "2"), ("since", "start")]).await;
    refused.assert_redirect(&list);
    let counts = rows(&world, "origin, status, count(*) from transactions group by origin, status order by origin");
    assert_eq!(counts, ["retry|done|2", "webhook|failed|3"]);
    assert_reconciled(&world);
}

#[actix_web::test]
async fn the_data_of_a_transaction_is_deleted_and_the_ledger_stays() {
    let (world, target) = (world().await, Target::start());
    let (_, _, ids) = failed(&world, &target, &["ada-secret", "ben"]).await;
    let (console, first) = (world.console().await, page(&world, &format!("transactions/{}", ids[0])));
    let editor = world.console_with(&[("cycles", "edit")]).await;
    editor.post(&format!("{first}/data-deletion"), &[]).await.assert_status(403);
    assert!(console.get(&first).await.body.contains("ada-secret"));
    console.post(&format!("{first}/data-deletion"), &[]).await.assert_redirect(&first);
    let shown = console.get(&first).await;
    assert!(!shown.body.contains("ada-secret") && shown.body.contains("is not kept any more"), "hidden at once");
    let before = rows(&world, "id, step, method, good, at from ledger order by id");
    berth::testing::drop_step_data(&world.app.app).unwrap();
    let kept =
        "transaction_id from step_runs where coalesce(output, request, response) is not null group by transaction_id";
    assert_eq!(rows(&world, kept), [ids[1].clone()]);
    assert_eq!(rows(&world, "id, step, method, good, at from ledger order by id"), before, "M1, M2");
    assert_reconciled(&world);
    console.post(&format!("{first}/retry"), &[("since", "failure")]).await.assert_redirect(&first);
    assert!(console.get(&first).await.body.contains("cannot be run again from here"));
}

#[actix_web::test]
async fn the_data_of_steps_is_kept_as_long_as_the_account_says() {
    let (world, target) = (world().await, Target::start());
    let sql = format!(
        "update accounts set retention_success_hours = 1, retention_error_hours = 3, version = version + 1 where id = '{}'",
        world.root
    );
    world.database.look().batch_execute(&sql).unwrap();
    let (_, hook, _) = failed(&world, &target, &["ada"]).await;
    post(&world, &hook, &[], &json!({"customer": "ben", "total": 1})).await;
    run(&world).await;
    let kept = "t.status from transactions t where exists (select 1 from step_runs r where r.transaction_id = t.id and r.output is not null) order by 1";
    for (hours, left) in [(0, vec!["done", "failed"]), (2, vec!["failed"]), (2, vec![])] {
        world.clock.advance(Duration::hours(hours));
        berth::testing::drop_step_data(&world.app.app).unwrap();
        assert_eq!(rows(&world, kept), left);
    }
    assert_eq!(rows(&world, "count(*), count(problem) from step_runs"), ["6|1"], "what ran stays");
    assert_eq!(rows(&world, "count(*) from ledger"), ["4"]);
}

#[actix_web::test]
async fn a_paused_cycle_is_run_once_by_hand_with_a_sample_and_its_items_too() {
    let (world, target) = (world().await, Target::start());
    let flow: Value = json!({"steps": [
            {"key": "hook", "name": "Hook", "kind": "webhook", "split": {"by": "each", "path": "lines"}},
            {"key": "wait", "name": "Wait", "kind": "delay", "minutes": 5},
            {"key": "send", "name": "Send", "kind": "http", "verb": "POST", "url": {"fixed": format!("{}/line", target.url)}}],
        "edges": [{"from": "hook", "to": "wait"}, {"from": "wait", "to": "send"}]});
    let cycle = world.near().paused_cycle(&world.app.app, world.root, "Lines", flow).unwrap();
    let (console, way) = (world.console().await, page(&world, &format!("cycles/{cycle}")));
    assert!(console.get(&format!("{way}/once")).await.body.contains("What the webhook brings"));
    let refused = console.post(&format!("{way}/once"), &[("sample", "{no")]).await;
    assert!(refused.assert_status(422).body.contains("Line 1, character 2"));
    let sample = [("sample", r#"{"lines": [1, 2]}"#)];
    console.post(&format!("{way}/once"), &sample).await.assert_redirect(&page(&world, "transactions/"));
    run(&world).await;
    world.clock.advance(Duration::minutes(6));
    run(&world).await;
    assert_eq!(target.heard().len(), 2);
    let all = rows(&world, "origin, status, count(*) from transactions group by origin, status order by origin");
    assert_eq!(all, ["item|done|2", "once|done|1"]);
    // Stopping a cycle halts what was begun by hand too.
    let console = world.console().await;
    console.post(&format!("{way}/once"), &sample).await.assert_status(303);
    run(&world).await;
    world.near().stop_cycle(world.root, cycle).unwrap();
    world.clock.advance(Duration::minutes(6));
    run(&world).await;
    assert_eq!(target.heard().len(), 2);
    world.near().suspend(world.root, "unpaid").unwrap();
    let console = world.console().await;
    console.post(&format!("{way}/once"), &sample).await.assert_redirect(&way);
    assert!(console.get(&way).await.body.contains("Its account is suspended"));
}

#[actix_web::test]
async fn incidents_are_grouped_by_cause_and_resolved_or_muted() {
    let (world, target) = (world().await, Target::start());
    let (cycle, hook, _) = failed(&world, &target, &["ada", "ben"]).await;
    let (console, list) = (world.console().await, page(&world, "incidents"));
    let cells = |answer: &crate::support::Answer| answer.texts_of("tbody td.num");
    let shown = console.get(&list).await;
    assert_eq!(cells(&shown), ["2"]);
    for words in ["127.0.0.1 404", "answered 404", "Orders (2)", &format!("cycles/{cycle}")] {
        assert!(shown.body.contains(words), "{words}: {}", shown.body);
    }
    let mark = |word: &'static str| [("cause", "127.0.0.1 404"), ("mark", word)];
    console.post(&list, &mark("mute")).await.assert_redirect(&list);
    assert!(console.get(&list).await.body.contains("No open incidents"));
    assert_eq!(cells(&console.get(&format!("{list}?show=muted")).await), ["2"]);
    console.post(&list, &mark("unmute")).await.assert_redirect(&list);
    console.post(&list, &mark("resolve")).await.assert_redirect(&list);
    assert!(console.get(&format!("{list}?show=resolved")).await.body.contains("Resolved by"));
    // It comes again: open, and counted from 1.
    target.says(404, &[], json!({}));
    world.clock.advance(Duration::minutes(1));
    post(&world, &hook, &[], &json!({"customer": "cleo", "total": 1})).await;
    run(&world).await;
    let shown = console.get(&list).await;
    assert_eq!(cells(&shown), ["1"]);
    assert!(shown.body.contains("Orders (1)"), "{}", shown.body);
    assert_eq!(rows(&world, "count(*) from incidents"), ["3"], "the incidents themselves stay");
    console.post(&list, &[("cause", "no such"), ("mark", "mute")]).await.assert_status(404);
    let said = rows(&world, "action from audit_log where action like 'incident%' order by seq");
    assert_eq!(said, ["incident.muted", "incident.unmuted", "incident.resolved"]);
}
