//! Installed cycles are brought to another release, and back: what was filled in is kept, what differs is shown first.

use super::{connector, live, promote, save, sending};
use crate::engine::{post, rows, run, world};
use crate::support::target::Target;
use crate::support::{Caller, World};
use serde_json::json;

/// A template whose release 1 is installed in the branch and runs; answers its address, the cycle's and the hook's path.
async fn installed(world: &World, console: &Caller, base_url: &str) -> (String, String, String) {
    let library = connector(world, "shop", base_url);
    let shop = world.near().connected(&world.app.app, world.branch, library, "Leeds shop", "t0ken").unwrap();
    let mut flow = sending("shop");
    flow["fields"] = json!([{"key": "team", "title": "Team", "required": true}]);
    let page = live(console, "Orders", &flow).await;
    let id = page.rsplit('/').next().unwrap();
    let install = format!("/console/accounts/{}/install", world.branch);
    let shop = shop.to_string();
    let form = [("template", id), ("slot_shop", &shop), ("field_team", "Blue"), ("name", "Ours"), ("then", "start")];
    let cycle = console.post(&install, &form).await.assert_status(303).location().to_owned();
    let address = console.get(&cycle).await.value_of("#hook-order").unwrap();
    (page, cycle, address[address.find("/hooks/").unwrap()..].to_owned())
}

/// Makes the next release live with another flow.
pub async fn release(console: &Caller, page: &str, from: &str, flow: &serde_json::Value) {
    let draft = console.post(&format!("{page}/drafts"), &[("from", from)]).await.location().to_owned();
    save(console, &draft, flow).await;
    promote(console, &draft).await;
}

#[actix_web::test]
async fn an_installed_cycle_is_upgraded_with_what_is_new_filled_in_and_rolled_back() {
    let (world, target) = (world().await, Target::start());
    let console = world.console().await;
    let (page, cycle, hook) = installed(&world, &console, &target.url).await;
    let mut second = sending("shop");
    second["fields"] = json!([
        {"key": "team", "title": "Team", "required": true}, {"key": "region", "title": "Region", "required": true}]);
    second["steps"][1]["mapping"]["rules"] =
        json!([{"target": "body.who", "source": {"expression": "variables.team ~ ' ' ~ variables.region"}}]);
    release(&console, &page, "1", &second).await;
    // What is installed stays as it is until somebody upgrades it.
    assert_eq!(rows(&world, "template_release, state from cycles"), ["1|active"]);
    let list = console.get(&format!("{page}/releases/2/cycles")).await;
    assert_eq!(list.assert_ok().texts_of("tbody td"), ["", "Branch Office", "Release 1", "Active", "Upgrade..."]);
    let way = list.attributes_of("tbody td a", "href").remove(0);
    assert!(console.get(&cycle).await.attributes_of("#origin a", "href").contains(&way), "the cycle says so too");
    // What differs is seen first, with what is newly asked for below it; nothing was typed wrong yet.
    let review = console.get(&way).await;
    assert!(review.assert_ok().texts_of(".error, .error-summary").is_empty(), "no error before anything was sent");
    assert_eq!(review.value_of("#f-field_region").as_deref(), Some(""));
    assert!(review.text_of("main .facts").unwrap().contains("Blue"), "what was filled in is kept");
    let differs = review.text_of("#changes").unwrap();
    for words in ["Step “Send on”", "changed: its fields", "Field “Region”"] {
        assert!(differs.contains(words), "{words}: {differs}");
    }
    // Looking changed nothing.
    assert_eq!(rows(&world, "template_release from cycles"), ["1"]);
    let action = review.attributes_of("main form.page", "action").remove(0);
    let names = review.attributes_of("main form.page input[type=hidden]", "name");
    let values = review.attributes_of("main form.page input[type=hidden]", "value");
    let mut form: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(values.iter().map(String::as_str)).collect();
    form.retain(|(name, _)| *name != "csrf");
    let empty = [form.clone(), vec![("field_region", "")]].concat();
    let refused = console.post(&action, &empty).await;
    refused.assert_refused("field_region", "Fill in “Region”");
    assert!(refused.text_of("#changes").is_some(), "what differs is still there");
    form.push(("field_region", "North"));
    console.post(&action, &form).await.assert_redirect(&cycle);
    assert_eq!(rows(&world, "template_release, state, inputs ->> 'team' from cycles"), ["2|active|Blue"]);
    // The same form again: it is there already.
    console.post(&action, &form).await.assert_status(409);
    post(&world, &hook, &[], &json!({"customer": "ada"})).await;
    run(&world).await;
    assert_eq!(target.heard()[0].body, json!({"who": "Blue North"}), "its address stays, and the new steps run");
    // Back to the release before.
    let list = console.get(&format!("{page}/releases/1/cycles")).await;
    assert_eq!(list.texts_of("tbody td a"), ["Roll back..."]);
    // All of them, with the release that each is on.
    let all = console.get(&console.get(&page).await.attributes_of("main dl.facts a", "href").remove(0)).await;
    let line = ["Branch Office", "Release 2", "Active", "On the live release Go back to release 1..."];
    assert_eq!(all.assert_ok().texts_of("tbody td"), line);
    let back = console.get(&cycle).await.attributes_of("#origin a", "href");
    assert!(back.iter().any(|href| href.contains("release=1")), "the cycle leads back too: {back:?}");
    let review = console.get(&list.attributes_of("tbody td a", "href").remove(0)).await;
    let version = review.assert_ok().value_of("main input[name=version]").unwrap();
    let cycle_id = cycle.rsplit('/').next().unwrap();
    let id = page.rsplit('/').next().unwrap();
    let form = [("cycle", cycle_id), ("template", id), ("release", "1"), ("version", &version)];
    console.post(&action, &form).await.assert_redirect(&cycle);
    post(&world, &hook, &[], &json!({"customer": "ada"})).await;
    run(&world).await;
    assert_eq!(target.heard()[1].body, json!({"who": "ada"}));
    let log = rows(&world, "changes::text from audit_log where action = 'cycle.upgraded' order by seq");
    assert_eq!(log.len(), 2);
}

#[actix_web::test]
async fn an_upgrade_that_was_seen_before_another_change_is_refused_and_a_new_connector_leaves_it_paused() {
    let (world, target) = (world().await, Target::start());
    let console = world.console().await;
    let (page, cycle, _) = installed(&world, &console, &target.url).await;
    let mut second = sending("shop");
    second["slots"] = json!([{"key": "shop", "connector": "shop"}, {"key": "other", "connector": "chat"}]);
    connector(&world, "chat", &target.url);
    release(&console, &page, "1", &second).await;
    let (cycle_id, id) = (cycle.rsplit('/').next().unwrap(), page.rsplit('/').next().unwrap());
    let action = format!("/console/accounts/{}/install", world.branch);
    let form = |version| [("cycle", cycle_id), ("template", id), ("release", "2"), ("version", version)];
    console.post(&action, &form("1")).await.assert_status(409);
    assert_eq!(rows(&world, "template_release, state from cycles"), ["1|active"]);
    let review = console.get(&format!("{action}?cycle={cycle_id}&template={id}&release=2&step=review")).await;
    assert!(review.assert_ok().text_of("#open").unwrap().contains("Choose a connector for “other”"));
    let version = review.value_of("main input[name=version]").unwrap();
    console.post(&action, &form(&version)).await.assert_redirect(&cycle);
    assert_eq!(rows(&world, "template_release, state from cycles"), ["2|paused"], "until it is chosen");
    // Another partner's, and a cycle that is none, answer alike (T4).
    let other = format!("/console/accounts/{}/install?cycle={cycle_id}&template={id}&step=review", world.sibling);
    console.get(&other).await.assert_not_found();
    world.foreign_console().await.get(&format!("{page}/releases/2/cycles")).await.assert_not_found();
}

/// Installs release 1 in another account; answers the cycle's id.
pub async fn also(console: &Caller, page: &str, account: berth::ids::AccountId, name: &str) -> String {
    let install = format!("/console/accounts/{account}/install");
    let id = page.rsplit('/').next().unwrap();
    let form = [("template", id), ("release", "1"), ("name", name), ("then", "start")];
    let made = console.post(&install, &form).await;
    made.assert_status(303).location().rsplit('/').next().unwrap().to_owned()
}

#[actix_web::test]
async fn many_are_upgraded_by_a_job_that_says_of_each_what_came_of_it() {
    let world = world().await;
    let console = world.console().await;
    let flow = json!({"steps": [{"key": "order", "name": "New order", "kind": "webhook"}]});
    let page = live(&console, "Orders", &flow).await;
    let first = also(&console, &page, world.root, "Of root").await;
    also(&console, &page, world.sibling, "Of sibling").await;
    let mut second = flow.clone();
    second["steps"] = json!([
        {"key": "order", "name": "New order", "kind": "webhook"}, {"key": "wait", "name": "Wait", "kind": "delay", "minutes": 1}]);
    second["edges"] = json!([{"from": "order", "to": "wait"}]);
    release(&console, &page, "1", &second).await;
    let rollout = format!("{page}/releases/2/rollout");
    // Some: the one that was chosen.
    let asked = console.get(&format!("{rollout}?ids={first}")).await;
    assert!(asked.assert_ok().texts_of(".chosen-list > li")[0].starts_with("Of root of Root Holding from release 1"));
    let key = asked.value_of("main input[name=idempotency_key]").unwrap();
    let form = [("ids", first.as_str()), ("idempotency_key", key.as_str())];
    let job = console.post(&rollout, &form).await.assert_redirect("/console/jobs/").location().to_owned();
    assert_eq!(console.post(&rollout, &form).await.location(), job, "a double click begins one");
    berth::testing::run_jobs(&world.db).unwrap();
    assert_eq!(
        rows(&world, "name, template_release, state from cycles order by name"),
        ["Of root|2|active", "Of sibling|1|active"]
    );
    // All that are left; one that needs something is told so, and the others are done.
    let mut third = second.clone();
    third["fields"] = json!([{"key": "region", "title": "Region", "required": true}]);
    release(&console, &page, "2", &third).await;
    let rollout = format!("{page}/releases/3/rollout");
    let asked = console.get(&format!("{rollout}?all=1")).await;
    assert!(asked.assert_ok().texts_of(".chosen-list > li").iter().all(|line| line.contains("Needs: Region")));
    let job = console.post(&rollout, &[("all", "1")]).await.location().to_owned();
    berth::testing::run_jobs(&world.db).unwrap();
    let shown = console.get(&job).await;
    assert_eq!(shown.assert_ok().texts_of("tbody .badge"), ["Failed", "Failed"]);
    assert!(shown.text_of("tbody").unwrap().contains("Upgrade it by itself"));
    // Back again, all of them.
    console.post(&format!("{page}/releases/1/rollout"), &[("all", "1")]).await.assert_redirect("/console/jobs/");
    berth::testing::run_jobs(&world.db).unwrap();
    assert_eq!(rows(&world, "template_release, state from cycles"), ["1|active", "1|active"]);
    console.post(&format!("{page}/releases/1/rollout"), &[("all", "1")]).await.assert_status(422);
}

#[actix_web::test]
async fn when_errors_rise_on_a_release_nothing_more_is_brought_to_it() {
    let (world, target) = (world().await, Target::start());
    let console = world.console().await;
    let flow = json!({"steps": [{"key": "order", "name": "New order", "kind": "webhook"}]});
    let page = live(&console, "Orders", &flow).await;
    let first = also(&console, &page, world.root, "Of root").await;
    also(&console, &page, world.sibling, "Of sibling").await;
    let mut second = flow.clone();
    second["steps"] = json!([
        {"key": "order", "name": "New order", "kind": "webhook"},
        {"key": "send", "name": "Send", "kind": "http", "verb": "POST", "url": {"fixed": format!("{}/orders", target.url)},
         "on_error": "stop_transaction"}]);
    second["edges"] = json!([{"from": "order", "to": "send"}]);
    release(&console, &page, "1", &second).await;
    let rollout = format!("{page}/releases/2/rollout");
    console.post(&rollout, &[("ids", &first)]).await.assert_redirect("/console/jobs/");
    berth::testing::run_jobs(&world.db).unwrap();
    let address =
        console.get(&format!("/console/accounts/{}/cycles/{first}", world.root)).await.value_of("#hook-order");
    let address = address.unwrap();
    for _ in 0..3 {
        target.says(400, &[], json!({"wrong": true}));
        post(&world, &address[address.find("/hooks/").unwrap()..], &[], &json!({})).await;
    }
    run(&world).await;
    assert_eq!(rows(&world, "status from transactions"), ["failed", "failed", "failed"]);
    let job = console.post(&rollout, &[("all", "1")]).await.location().to_owned();
    berth::testing::run_jobs(&world.db).unwrap();
    let shown = console.get(&job).await;
    let why = shown.assert_ok().text_of(".alert").unwrap();
    assert!(why.contains("“Of root” fails since it is on release 2: 3 of its first 10"), "{why}");
    assert_eq!(rows(&world, "name, template_release from cycles order by name"), ["Of root|2", "Of sibling|1"]);
    // It is said where staff looks, to those who may see cycles, until the next rollout of the template.
    for place in [page.as_str(), "/console"] {
        let shown = console.get(place).await;
        let alert = shown.assert_ok().text_of(".alert").unwrap();
        assert!(alert.contains("stopped") && alert.contains("fails since it is on release 2"), "{place}: {alert}");
        assert!(shown.attributes_of(".alert a", "href").contains(&job), "{place}");
    }
    let other = world.console_with(&[("templates", "manage")]).await;
    assert!(!other.get(&page).await.assert_ok().body.contains("fails since"));
    // The page of the job asks for cycles, not for accounts.
    let editor = world.console_with(&[("cycles", "edit")]).await;
    assert!(editor.get(&job).await.assert_ok().body.contains("Of sibling"));
    editor.get(&format!("{job}/failures.csv")).await.assert_ok();
    assert!(other.get(&job).await.assert_status(403).body.contains("Cycles: View"));
    // A fortnight later it is no news any more.
    world.clock.advance(chrono::Duration::days(15));
    let console = world.console().await;
    assert!(console.get(&page).await.assert_ok().text_of(".alert").is_none());
}
