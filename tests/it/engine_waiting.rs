//! What can be done with a transaction that has not ended: its next try is made now, or it is stopped, with what waits of
//! its items. Nothing of the queue's counts is lost by either (R4), and a stopped one can be run again (R6).

use crate::engine::{post, rows, run, three_steps, world};
use crate::support::World;
use crate::support::target::Target;
use chrono::Duration;
use serde_json::{Value, json};
use uuid::Uuid;

fn page(world: &World, id: &str) -> String {
    format!("/console/accounts/{}/transactions/{id}", world.root)
}

/// A transaction whose last step failed for now; its id and its cycle.
async fn failing(world: &World, target: &Target) -> (String, Uuid) {
    let (cycle, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(target)).unwrap();
    target.says(500, &[], json!({}));
    let (_, answer) = post(world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
    run(world).await;
    assert_eq!(rows(world, "status from transactions"), ["waiting"]);
    (answer["TransactionId"].as_str().unwrap().to_owned(), cycle)
}

/// How many of the account the queue counts as open, which is how many are ready, leased or behind them.
fn assert_counted(world: &World, open: u32) {
    let queued = rows(world, "count(*) from queue where state in ('ready', 'leased', 'backlog')");
    assert_eq!((queued, rows(world, "open from queue_accounts")), (vec![open.to_string()], vec![open.to_string()]));
}

#[actix_web::test]
async fn what_waits_for_its_next_try_is_tried_at_once_where_a_person_says_so() {
    let (world, target) = (world().await, Target::start());
    let (id, _) = failing(&world, &target).await;
    let (console, page) = (world.console().await, page(&world, &id));
    let shown = console.get(&page).await;
    assert!(shown.assert_ok().body.contains("Try now...") && shown.body.contains("Tried again"), "{}", shown.body);
    assert!(console.get(&format!("{page}/next-try")).await.assert_ok().body.contains("one of its tries"));
    target.says(500, &[], json!({}));
    console.post(&format!("{page}/next-try"), &[]).await.assert_redirect(&page);
    assert_eq!(run(&world).await, 1, "before its time");
    assert_eq!(target.heard().len(), 2);
    console.post(&format!("{page}/next-try"), &[]).await.assert_redirect(&page);
    run(&world).await;
    assert_eq!(rows(&world, "status from transactions"), ["done"]);
    let keys: Vec<_> = target.heard().iter().map(|one| one.header("idempotency-key").to_owned()).collect();
    assert!(keys.len() == 3 && keys.iter().all(|key| *key == keys[0]), "R2: {keys:?}");
    assert!(!console.get(&page).await.body.contains("Try now..."));
    console.post(&format!("{page}/next-try"), &[]).await.assert_redirect(&page);
    assert!(console.get(&page).await.body.contains("does not wait for its next try any more"));
    assert_eq!(run(&world).await, 0);
    let said = rows(&world, "action, object_id from audit_log where action like 'transaction%'");
    assert_eq!(said, vec![format!("transaction.tried_now|{id}"); 2]);
}

#[actix_web::test]
async fn a_429_is_obeyed_and_a_stopped_cycle_is_not_got_round() {
    let (world, target) = (world().await, Target::start());
    let (cycle, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    target.says(429, &[("retry-after", "90")], json!({}));
    let (_, answer) = post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
    run(&world).await;
    let (console, page) = (world.console().await, page(&world, answer["TransactionId"].as_str().unwrap()));
    let shown = console.get(&page).await.body;
    assert!(!shown.contains("Try now...") && shown.contains("Stop..."), "{shown}");
    world.near().stop_cycle(world.root, cycle).unwrap();
    let shown = console.get(&page).await.body;
    assert!(shown.contains("It is stopped. It goes on when it is started again, else it is dropped"), "{shown}");
    console.post(&format!("{page}/next-try"), &[]).await.assert_redirect(&page);
    assert!(console.get(&page).await.body.contains("Start it again, and it goes on."));
    assert_eq!(run(&world).await, 0);
}

#[actix_web::test]
async fn what_waits_is_stopped_and_can_be_run_again_from_where_it_stood() {
    let (world, target) = (world().await, Target::start());
    let (id, _) = failing(&world, &target).await;
    let (console, page) = (world.console().await, page(&world, &id));
    assert!(console.get(&format!("{page}/stop")).await.assert_ok().body.contains("Stop this transaction?"));
    console.post(&format!("{page}/stop"), &[]).await.assert_redirect(&page);
    let shown = console.get(&page).await.body;
    assert!(shown.contains("Stopped by ada vance.") && shown.contains("Run again..."), "{shown}");
    world.clock.advance(Duration::days(1));
    assert_eq!(run(&world).await, 0, "its next tries are gone");
    assert_eq!(rows(&world, "1 from queue"), Vec::<String>::new());
    let console = world.console().await; // the session of yesterday is over
    console.post(&format!("{page}/stop"), &[]).await.assert_redirect(&page);
    assert!(console.get(&page).await.body.contains("It has ended already."));
    console.post(&format!("{page}/retry"), &[("since", "failure")]).await.assert_status(303);
    run(&world).await;
    assert_eq!(
        rows(&world, "origin, status, tasks from transactions order by id"),
        ["webhook|stopped|2", "retry|done|1"]
    );
    assert_eq!(target.heard().len(), 2);
    // Once it was mended, who runs it again hears of that first.
    let asked = console.get(&format!("{page}/retry")).await.body;
    assert!(asked.contains("It was run again already, and that ended well"), "{asked}");
    let many = format!("/console/accounts/{}/retries", world.root);
    console.post(&many, &[("ids", &id), ("since", "start"), ("confirmed", "1")]).await.assert_status(303);
    berth::testing::run_jobs(&world.db).unwrap();
    assert_eq!(run(&world).await, 0, "among many it is left as it is");
    assert_eq!(
        rows(&world, "outcome, message from job_rows"),
        ["failed|It was run again already, and that ended well."]
    );
    let differ =
        "t.id from transactions t where t.tasks <> (select count(*) from ledger l where l.transaction_id = t.id)";
    assert_eq!(rows(&world, differ), Vec::<String>::new(), "M1");
}

/// Sends each line of a batch, then all of them together.
fn batch(target: &Target) -> Value {
    json!({
        "steps": [
            {"key": "batch", "name": "Batch", "kind": "webhook", "split": {"by": "each", "path": "lines"}},
            {"key": "send", "name": "Send", "kind": "http", "verb": "POST", "url": {"fixed": format!("{}/line", target.url)}},
            {"key": "all", "name": "All", "kind": "wait_all"},
            {"key": "sum", "name": "Sum", "kind": "http", "verb": "POST", "url": {"fixed": format!("{}/sum", target.url)}}],
        "edges": [{"from": "batch", "to": "send"}, {"from": "send", "to": "all"}, {"from": "all", "to": "sum"}]
    })
}

#[actix_web::test]
async fn stopping_one_item_lets_its_parent_go_on_and_stopping_the_parent_stops_its_items() {
    let (world, target) = (world().await, Target::start());
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Batches", batch(&target)).unwrap();
    target.says(500, &[], json!({}));
    post(&world, &hooks[0].1, &[], &json!({"lines": [1, 2, 3]})).await;
    run(&world).await;
    let console = world.console().await;
    let item = rows(&world, "id from transactions where item is not null and status = 'waiting'").remove(0);
    console.post(&format!("{}/stop", page(&world, &item)), &[]).await.assert_status(303);
    run(&world).await;
    let all = rows(&world, "status, count(*) from transactions group by status order by status");
    assert_eq!(all, ["done|3", "stopped|1"], "its parent waited for it alone");
    assert_eq!(target.heard().last().unwrap().path, "/sum");
    // A whole batch, of which all items fail for now.
    for _ in 0..25 {
        target.says(500, &[], json!({}));
    }
    let (_, answer) = post(&world, &hooks[0].1, &[], &json!({"lines": vec![0; 25]})).await;
    run(&world).await;
    let parent = page(&world, answer["TransactionId"].as_str().unwrap());
    console.post(&format!("{parent}/stop"), &[]).await.assert_redirect(&parent);
    let all = rows(&world, "status, count(*) from transactions group by status order by status");
    assert_eq!(all, ["done|3", "stopped|27"]);
    assert_eq!(rows(&world, "1 from queue"), Vec::<String>::new());
    assert_counted(&world, 0);
    world.clock.advance(Duration::days(1));
    assert_eq!(run(&world).await, 0);
}

#[actix_web::test]
async fn the_backlog_moves_up_for_what_is_stopped_before_it_and_no_further() {
    let (world, target) = (world().await, Target::start()); // R4: ten at once
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    let mut ids = Vec::new();
    for _ in 0..13 {
        let (_, answer) = post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
        ids.push(answer["TransactionId"].as_str().unwrap().to_owned());
    }
    let console = world.console().await;
    let stop = async |no: usize| {
        console.post(&format!("{}/stop", page(&world, &ids[no])), &[]).await.assert_status(303);
    };
    let states = || rows(&world, "state, count(*) from queue group by state order by state");
    assert_eq!(states(), ["backlog|3", "ready|10"]);
    stop(12).await;
    assert_eq!(states(), ["backlog|2", "ready|10"], "one that waited behind the others leaves no place");
    assert_counted(&world, 12);
    stop(0).await;
    assert_eq!(states(), ["backlog|1", "ready|10"], "one of the ready leaves its place to the next");
    assert_counted(&world, 11);
    let claimed = berth::testing::Stolen::claim(&world.db).unwrap();
    let carried_out = rows(&world, "transaction_id from queue where state = 'leased'").remove(0);
    let shown = page(&world, &carried_out);
    assert!(!console.get(&shown).await.body.contains("Stop..."));
    console.post(&format!("{shown}/stop"), &[]).await.assert_redirect(&shown);
    assert!(console.get(&shown).await.body.contains("It is carried out at this moment"));
    drop(claimed);
    world.clock.advance(Duration::minutes(2));
    run(&world).await;
    assert_eq!(
        rows(&world, "status, count(*) from transactions group by status order by status"),
        ["done|11", "stopped|2"]
    );
    assert_counted(&world, 0);
}

#[actix_web::test]
async fn only_who_may_edit_cycles_of_the_account_tries_and_stops() {
    let (world, target) = (world().await, Target::start()); // T4
    let (id, _) = failing(&world, &target).await;
    let other = world.admin_of(world.sibling).await;
    let own = world.admin_of(world.root).await;
    for way in ["next-try", "stop"] {
        let foreign = format!("/a/{}/transactions/{id}/{way}", world.sibling);
        other.post(&foreign, &[]).await.assert_status(404);
        other.post(&format!("/a/{}/transactions/{id}/{way}", world.root), &[]).await.assert_status(404);
    }
    assert_eq!(rows(&world, "status from transactions"), ["waiting"]);
    let page = format!("/a/{}/transactions/{id}", world.root);
    assert!(own.get(&page).await.assert_ok().body.contains("Try now..."));
    own.post(&format!("{page}/stop"), &[]).await.assert_redirect(&page);
    assert_eq!(rows(&world, "status from transactions"), ["stopped"]);
}

#[actix_web::test]
async fn the_warning_of_a_first_try_closes_by_itself_when_a_later_one_goes_well() {
    let (world, target) = (world().await, Target::start());
    failing(&world, &target).await;
    let open = || rows(&world, "kind, count from incident_causes where resolved_at is null");
    let look = || berth::testing::close_mended(&world.app.app).unwrap();
    look();
    assert_eq!(open(), ["warning|1"], "how it ends is not known yet");
    world.clock.advance(Duration::minutes(6));
    run(&world).await;
    assert_eq!(rows(&world, "status from transactions"), ["done"]);
    look();
    assert_eq!(open(), Vec::<String>::new());
    // What a step ignores is never tried again, so a person says when it is mended.
    let mut flow = three_steps(&target);
    flow["steps"][2]["on_error"] = json!("ignore");
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Ignoring", flow).unwrap();
    target.says(500, &[], json!({}));
    post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
    run(&world).await;
    look();
    assert_eq!(open(), ["warning|1"]);
    assert_eq!(
        rows(&world, "1 from incident_causes where retried_at is not null"),
        Vec::<String>::new(),
        "nor looked at"
    );
}
