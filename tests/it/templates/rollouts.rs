//! Many installed cycles are brought to a release: what would come of each is shown first, it goes in waves that are watched,
//! stops by itself when errors rise, and what came over goes back (MODEL section 5).

use super::upgrades::{also, release};
use super::{connector, live, sending};
use crate::engine::{post, rows, run, world};
use crate::support::target::Target;
use crate::support::{Caller, World};
use serde_json::{Value, json};
use std::thread::JoinHandle;

/// A webhook, and behind it a call that stops the transaction when it fails.
fn calling(url: &str) -> Value {
    json!({
        "steps": [
            {"key": "order", "name": "New order", "kind": "webhook"},
            {"key": "send", "name": "Send", "kind": "http", "verb": "POST", "url": {"fixed": format!("{url}/orders")},
             "on_error": "stop_transaction"}],
        "edges": [{"from": "order", "to": "send"}]
    })
}

/// Six running cycles of release 1, each of which got a transaction a minute ago; answers the template's page and the
/// paths of their webhooks.
async fn six(world: &World, console: &Caller) -> (String, Vec<String>) {
    let flow = json!({"steps": [{"key": "order", "name": "New order", "kind": "webhook"}]});
    let page = live(console, "Orders", &flow).await;
    let mut hooks = Vec::new();
    for no in 1..=6 {
        let account = if no % 2 == 0 { world.root } else { world.sibling };
        let cycle = also(console, &page, account, &format!("No {no}")).await;
        let address = console.get(&format!("/console/accounts/{account}/cycles/{cycle}")).await.value_of("#hook-order");
        let address = address.unwrap();
        hooks.push(address[address.find("/hooks/").unwrap()..].to_owned());
    }
    for hook in &hooks {
        post(world, hook, &[], &json!({})).await;
    }
    run(world).await;
    keep_time(world);
    (page, hooks)
}

/// Transactions are told by their time from those before.
fn keep_time(world: &World) {
    world.clock.advance(chrono::Duration::milliseconds(1));
}

/// Works on the queued job beside the test.
fn worker(world: &World) -> JoinHandle<()> {
    let db = world.db.clone();
    std::thread::spawn(move || {
        berth::testing::run_jobs(&db).unwrap();
    })
}

async fn until(world: &World, sql: &str, expected: &[&str]) {
    for _ in 0..200 {
        if rows(world, sql) == expected {
            return;
        }
        actix_web::rt::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(rows(world, sql), expected);
}

const ON: &str = "template_release, count(*) from cycles group by template_release order by template_release";

#[actix_web::test]
async fn a_release_that_breaks_everything_reaches_three_and_they_go_back() {
    let (world, target) = (world().await, Target::start());
    keep_time(&world);
    let console = world.console().await;
    let (page, hooks) = six(&world, &console).await;
    release(&console, &page, "1", &calling(&target.url)).await;
    let job = console.post(&format!("{page}/releases/2/rollout"), &[("all", "1")]).await.location().to_owned();
    let work = worker(&world);
    until(&world, "doing from jobs", &["3 of 6 brought over; watching them before going on"]).await;
    let shown = console.get(&job).await;
    assert!(shown.assert_ok().text_of("main").unwrap().contains("3 of 6 brought over; watching them"), "it says so");
    assert_eq!(rows(&world, ON), ["1|3", "2|3"]);
    for hook in &hooks {
        target.says(400, &[], json!({"wrong": true}));
        post(&world, hook, &[], &json!({})).await;
    }
    run(&world).await;
    work.join().unwrap();
    keep_time(&world);
    assert_eq!(rows(&world, ON), ["1|3", "2|3"], "no more were brought to it");
    let shown = console.get(&job).await;
    let why = shown.assert_ok().text_of(".alert").unwrap();
    assert!(why.contains("Most of what runs on release 2 fails: 3 of the first 3"), "{why}");
    // Back, by that name, from the result and from the list of all.
    assert_eq!(shown.texts_of(".backs a"), ["Go back to release 1..."]);
    let way = shown.attributes_of(".backs a", "href").remove(0);
    let list = console.get(&format!("{page}/cycles")).await;
    assert_eq!(list.assert_ok().texts_of(".backs li"), ["3 cycles: Go back to release 1..."]);
    assert!(list.texts_of("tbody td a").contains(&"Go back to release 1...".to_owned()));
    let asked = console.get(&way).await;
    assert_eq!(asked.assert_ok().text_of("main form button.primary").as_deref(), Some("Take 3 cycles back"));
    let ids = asked.attributes_of("main form input[name=ids]", "value");
    let form: Vec<(&str, &str)> = ids.iter().map(|id| ("ids", id.as_str())).collect();
    console.post(&format!("{page}/releases/1/rollout"), &form).await.assert_redirect("/console/jobs/");
    berth::testing::run_jobs(&world.db).unwrap();
    assert_eq!(rows(&world, ON), ["1|6"]);
    assert_eq!(rows(&world, "state, count(*) from cycles group by state"), ["active|6"], "each runs again");
    // Only those who may change cycles are led back.
    let viewer = world.console_with(&[("cycles", "view"), ("templates", "view")]).await;
    assert!(viewer.get(&job).await.assert_ok().texts_of(".backs a").is_empty());
}

/// A release that does no harm.
fn harmless() -> Value {
    json!({"steps": [{"key": "order", "name": "New order", "kind": "webhook"},
                     {"key": "shape", "name": "Shape", "kind": "transform", "mapping": {"rules": []}}],
           "edges": [{"from": "order", "to": "shape"}]})
}

#[actix_web::test]
async fn a_wave_that_gets_nothing_is_watched_for_half_a_minute_and_what_does_not_run_not_at_all() {
    let world = world().await;
    keep_time(&world);
    let console = world.console().await;
    let (page, _) = six(&world, &console).await;
    release(&console, &page, "1", &harmless()).await;
    console.post(&format!("{page}/releases/2/rollout"), &[("all", "1")]).await.assert_status(303);
    let work = worker(&world);
    until(&world, "doing from jobs", &["3 of 6 brought over; watching them before going on"]).await;
    world.clock.advance(chrono::Duration::seconds(31));
    work.join().unwrap();
    assert_eq!(rows(&world, ON), ["2|6"]);
    assert_eq!(rows(&world, "state, doing from jobs"), ["done"], "nothing is watched any more");
    stop_all(&world, &console).await;
    release(&console, &page, "2", &harmless()).await;
    console.post(&format!("{page}/releases/3/rollout"), &[("all", "1")]).await.assert_status(303);
    berth::testing::run_jobs(&world.db).unwrap();
    assert_eq!(rows(&world, ON), ["3|6"]);
}

#[actix_web::test]
async fn a_wave_that_does_well_lets_the_next_begin_at_once() {
    let world = world().await;
    keep_time(&world);
    let console = world.console().await;
    let (page, hooks) = six(&world, &console).await;
    release(&console, &page, "1", &harmless()).await;
    console.post(&format!("{page}/releases/2/rollout"), &[("all", "1")]).await.assert_status(303);
    let work = worker(&world);
    until(&world, "doing from jobs", &["3 of 6 brought over; watching them before going on"]).await;
    for hook in hooks.iter().flat_map(|hook| [hook; 3]) {
        post(&world, hook, &[], &json!({})).await;
    }
    run(&world).await;
    work.join().unwrap();
    assert_eq!(rows(&world, ON), ["2|6"], "though the time stands still");
}

async fn stop_all(world: &World, console: &Caller) {
    for place in rows(world, "account_id || '/cycles/' || id from cycles") {
        console.post(&format!("/console/accounts/{place}/stop"), &[("how", "now")]).await.assert_status(303);
    }
}

#[actix_web::test]
async fn what_differs_and_what_stops_each_is_seen_before_many_are_brought_over() {
    let (world, target) = (world().await, Target::start());
    let console = world.console().await;
    let flow = json!({"steps": [{"key": "order", "name": "New order", "kind": "webhook"}]});
    let page = live(&console, "Orders", &flow).await;
    also(&console, &page, world.root, "Of root").await;
    let stays = also(&console, &page, world.sibling, "Of sibling").await;
    let library = connector(&world, "shop", &target.url);
    world.near().connected(&world.app.app, world.root, library, "Leeds shop", "t0ken").unwrap();
    release(&console, &page, "1", &sending("shop")).await;
    let rollout = format!("{page}/releases/2/rollout");
    let asked = console.get(&format!("{rollout}?all=1")).await;
    let sum = asked.assert_ok().text_of(".dialog-body .intro").unwrap();
    assert_eq!(sum, "1 can come as it is; 1 needs something first, on its own page.");
    let lines = asked.texts_of(".chosen-list > li");
    let line = |name: &str| lines.iter().find(|line| line.starts_with(name)).unwrap().clone();
    assert!(line("Of root").contains("from release 1") && line("Of root").contains("Step “Send on”: new, Action"));
    assert!(line("Of sibling").contains("Needs a shop works connector"), "{lines:?}");
    let own = asked.attributes_of(".chosen-list > li > a", "href");
    assert_eq!(own.len(), 1, "the other can come");
    assert!(own[0].contains(&stays) && own[0].contains("release=2"), "{own:?}");
    console.get(&own[0]).await.assert_ok();
    assert_eq!(asked.text_of("main form button.primary").as_deref(), Some("Bring 1 cycle"));
    let ids = asked.attributes_of("main form input[name=ids]", "value");
    assert_eq!(ids.len(), 1);
    // The job judges alike: what would be left without its connector goes on running as it is.
    let job = console.post(&rollout, &[("all", "1")]).await.location().to_owned();
    berth::testing::run_jobs(&world.db).unwrap();
    assert_eq!(
        rows(&world, "name, template_release, state from cycles order by name"),
        ["Of root|2|active", "Of sibling|1|active"]
    );
    assert!(console.get(&job).await.text_of("tbody").unwrap().contains("Choose a connector for “shop”"));
    // Nothing selected, and nothing that could come: no button.
    let none = console.get(&rollout).await;
    assert!(none.assert_ok().text_of(".dialog-body .intro").unwrap().starts_with("No cycle is selected"));
    assert!(none.text_of("main form button.primary").is_none());
    let held = console.get(&format!("{rollout}?ids={stays}")).await;
    assert!(held.assert_ok().text_of(".dialog-body .intro").unwrap().starts_with("None can come as it is; 1 needs"));
    assert!(held.text_of("main form button.primary").is_none());
}

#[actix_web::test]
async fn what_was_filled_in_for_a_newer_release_is_kept_while_a_cycle_is_on_an_older_one() {
    let world = world().await;
    let console = world.console().await;
    let flow = json!({"steps": [{"key": "order", "name": "New order", "kind": "webhook"}]});
    let page = live(&console, "Orders", &flow).await;
    let cycle = also(&console, &page, world.root, "Of root").await;
    let mut second = flow.clone();
    second["fields"] = json!([{"key": "region", "title": "Region", "required": true}]);
    release(&console, &page, "1", &second).await;
    let install = format!("/console/accounts/{}/install", world.root);
    let id = page.rsplit('/').next().unwrap().to_owned();
    let to = async |release: &str, more: &[(&str, &str)]| {
        let version = rows(&world, "version from cycles").remove(0);
        let own = [("cycle", cycle.as_str()), ("template", id.as_str()), ("release", release), ("version", &version)];
        console.post(&install, &[&own[..], more].concat()).await.assert_status(303);
    };
    to("2", &[("field_region", "North")]).await;
    to("1", &[]).await;
    assert_eq!(rows(&world, "inputs, aside, former_release from cycles"), ["{}|{\"region\": \"North\"}|2"]);
    // It needs nothing any more, and is used again.
    let asked = console.get(&format!("{page}/releases/2/rollout?all=1")).await;
    assert!(asked.assert_ok().text_of(".dialog-body .intro").unwrap().starts_with("1 can come"));
    to("2", &[]).await;
    assert_eq!(rows(&world, "inputs, aside from cycles"), ["{\"region\": \"North\"}"]);
    // With the cycle it goes for good.
    to("1", &[]).await;
    let place = format!("/console/accounts/{}/cycles/{cycle}", world.root);
    console.post(&format!("{place}/stop"), &[("how", "now")]).await.assert_status(303);
    console.post(&format!("{place}/removal"), &[("typed_name", "Of root")]).await.assert_status(303);
    assert_eq!(rows(&world, "state, aside from cycles"), ["removed"]);
}
