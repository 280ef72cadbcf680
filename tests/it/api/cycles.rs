//! From nothing to a cycle that runs, and its use read back, by a program alone.

use crate::engine::{run, three_steps, world};
use crate::support::World;
use crate::support::program::{Credential, Program};
use crate::support::target::Target;
use crate::templates::live;
use serde_json::{Value, json};

/// A template of the partner's that begins with a webhook and calls the target.
async fn template(world: &World, target: &Target) -> String {
    let page = live(&world.console().await, "Orders to the shop", &three_steps(target)).await;
    page.rsplit('/').next().unwrap().to_owned()
}

#[actix_web::test]
async fn a_program_takes_a_new_account_from_nothing_to_a_running_cycle_and_reads_its_use() {
    let (world, target) = (world().await, Target::start());
    let template = template(&world, &target).await;
    let program = world.program().await;
    program.post("/v1.0/accounts", json!({"Id": "new-shop", "Name": "New shop"})).await.assert_ok();
    let program = program.naming("new-shop");
    let offered = program.get("/v1.0/templates?orderBy=Id&sortOrderAsc=false").await.assert_ok().json();
    assert_eq!(offered[0]["Id"], json!(template));
    let details = program.get(&format!("/v1.0/templates/{template}/")).await.assert_ok().json();
    assert_eq!(details["Name"], "Orders to the shop");
    let cycle = program
        .post(&format!("/v1.0/templates/{template}/install"), json!({"Name": "Orders"}))
        .await
        .assert_ok()
        .json();
    assert_eq!(
        (&cycle["Name"], &cycle["Status"], &cycle["TemplateId"]),
        (&json!("Orders"), &json!("Paused"), &json!(template))
    );
    let here = format!("/v1.0/cycles/{}", cycle["Id"].as_str().unwrap());
    let listed = program.get("/v1.0/cycles?includeIcons=True").await.assert_ok().json();
    assert_eq!(listed[0]["Webhooks"], cycle["Webhooks"], "in the list too");
    assert_eq!(program.get(&format!("{here}/prerequisites")).await.assert_ok().json(), json!([]));
    let started = program.put(&format!("{here}/activate"), json!({})).await.assert_ok().json();
    assert_eq!(started["Status"], "Active");
    // What its application sends is carried out and counted.
    let hook = cycle["Webhooks"][0]["Url"].as_str().unwrap();
    let sent = reqwest::Client::new().post(hook).json(&json!({"customer": "ada", "total": 7})).send().await.unwrap();
    assert_eq!(sent.status(), 202);
    run(&world).await;
    berth::testing::count_use(&world.app.app).unwrap();
    let cycle = program.get(&here).await.assert_ok().json();
    let used = cycle["TasksUsed"].as_i64().unwrap();
    assert!(used > 0 && cycle["LastSuccessfulRunDate"].as_str().is_some(), "{cycle}");
    let usage = program.get("/v1.0/accounts/new-shop/usage").await.assert_ok().json();
    assert_eq!(usage["TasksUsed"], json!(used));
    // While it runs it can be neither planned nor removed.
    program.put(&format!("{here}/activate"), json!({"Interval": 5})).await.assert_status(409);
    program.delete(&here).await.assert_status(409);
    let stopped = program.put(&format!("{here}/deactivate?FinishQueuedTransactions=True"), json!({})).await;
    assert!(["Paused", "Finishing"].contains(&stopped.assert_ok().json()["Status"].as_str().unwrap()));
    program.put(&format!("{here}/deactivate"), json!({})).await.assert_ok();
    run(&world).await;
    let once = program
        .put(&format!("{here}/activate"), json!({"RunOnce": true, "Payload": {"customer": "ada", "total": 8}}))
        .await;
    assert!(once.assert_ok().json()["TransactionId"].as_str().is_some());
    let gone = program.delete(&here).await;
    assert!(matches!(gone.status.as_u16(), 200), "{}", gone.body);
    program.get(&here).await.assert_status(404);
}

#[actix_web::test]
async fn the_account_is_named_in_the_header_and_a_bound_token_has_its_own() {
    let (world, target) = (world().await, Target::start()); // T4
    let flow = three_steps(&target);
    let (own, _) = world.near().cycle(&world.app.app, world.branch, "Own", flow.clone()).unwrap();
    let (other, _) = world.near().cycle(&world.app.app, world.sibling, "Other", flow).unwrap();
    let base = world.app.config.url.to_string();
    let credential = Credential::made_by(&world.console().await, "Branch").await;
    let names = |page: Value| -> Vec<String> {
        page.as_array().unwrap().iter().map(|one| one["Name"].as_str().unwrap().to_owned()).collect()
    };
    let partner = Program::with("program", &base, &credential, "").await;
    let unnamed = partner.get("/v1.0/cycles").await;
    assert!(unnamed.status == 400 && unnamed.body.contains("X-Cyclr-Account"), "{}", unnamed.body);
    let partner = partner.naming("SIBLING");
    assert_eq!(names(partner.get("/v1.0/cycles").await.assert_ok().json()), ["Other"]);
    partner.get(&format!("/v1.0/cycles/{own}")).await.assert_status(404);
    partner.naming("nobody").get("/v1.0/cycles").await.assert_status(404);
    let bound = Program::with("bound", &base, &credential, "account:branch").await;
    assert_eq!(names(bound.get("/v1.0/cycles").await.assert_ok().json()), ["Own"], "without a header");
    bound.get(&format!("/v1.0/cycles/{other}")).await.assert_status(404);
    let bound = bound.naming(&world.branch.to_string());
    bound.put(&format!("/v1.0/cycles/{own}/deactivate"), json!({})).await.assert_ok();
    bound.naming("sibling").get("/v1.0/cycles").await.assert_status(404);
    // Every interval there is can be asked for, and no other.
    let polling = json!({"steps": [{"key": "begin", "name": "Begin", "kind": "start"}]});
    let timed = world.near().paused_cycle(&world.app.app, world.branch, "Timed", polling).unwrap();
    let bound = Program::with("bound", &base, &credential, "account:branch").await;
    let here = format!("/v1.0/cycles/{timed}/activate");
    let refused = bound.put(&here, json!({"Interval": 7})).await;
    assert!(refused.status == 400 && refused.body.contains("Interval: "), "{}", refused.body);
    let started = bound.put(&here, json!({"Interval": 5, "StartTime": "2026-12-01T09:00:00"})).await.assert_ok().json();
    assert_eq!((&started["Interval"], &started["NextRunDate"]), (&json!(5), &json!("2026-12-01T09:00:00.000000Z")));
}
