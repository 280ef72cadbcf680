//! Transactions that programs read: those of an account and of a cycle, what their steps did, and what can be done with one.

use crate::engine::{post, run, three_steps, world};
use crate::support::program::Credential;
use crate::support::program::Program;
use crate::support::target::Target;
use serde_json::{Value, json};

fn ids(page: &Value) -> Vec<String> {
    page.as_array().unwrap().iter().map(|one| one["Id"].as_str().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn transactions_are_listed_by_state_and_time_each_once_and_their_steps_are_told() {
    let (world, target) = (world().await, Target::start());
    let (cycle, hooks) = world.near().cycle(&world.app.app, world.branch, "Orders", three_steps(&target)).unwrap();
    let (other, _) = world.near().cycle(&world.app.app, world.branch, "Other", three_steps(&target)).unwrap();
    for status in [200, 404, 200] {
        target.says(status, &[], json!({}));
        post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
        run(&world).await;
    }
    post(&world, &hooks[0].1, &[], &json!({"customer": "bea", "total": 2})).await;
    let program = world.program().await.naming("branch");
    let all = program.get("/v1.0/cycles/transactions?pageSize=100").await.assert_ok().json();
    let states: Vec<&str> = all.as_array().unwrap().iter().map(|one| one["Status"].as_str().unwrap()).collect();
    assert_eq!(states, ["Completed", "Failed", "Completed", "Queued"]);
    let failed = &all[1];
    assert_eq!((&failed["CycleId"], &failed["CycleName"]), (&json!(cycle.to_string()), &json!("Orders")));
    assert_eq!((&failed["Origin"], &failed["StepCount"]), (&json!("Webhook"), &json!(3)));
    assert_eq!(failed["FailedStepId"], json!(format!("{cycle}.send")));
    assert!(failed["Message"].as_str().unwrap().contains("404"), "{failed}");
    assert!(failed["CompletedOnUtc"].is_string() && all[3]["CompletedOnUtc"].is_null());
    // In pages, either way, narrowed.
    let first = program.get("/v1.0/cycles/transactions?pageSize=3&sortOrderAsc=false&splitType=unsplit").await;
    let page = first.assert_ok().json();
    assert_eq!((ids(&page)[0].as_str(), first.header("total-pages")), (ids(&all)[3].as_str(), "2"));
    let next = first.header("link").split(['<', '>']).nth(1).unwrap().to_owned();
    assert!(next.contains("splitType=unsplit"), "{next}");
    assert_eq!(ids(&program.get(&next).await.assert_ok().json()), [ids(&all)[0].clone()]);
    let count = async |query: &str| {
        let path = format!("/v1.0/cycles/{cycle}/transactions?pageSize=100&{query}");
        program.get(&path).await.assert_ok().json().as_array().unwrap().len()
    };
    for (query, wanted) in [
        ("", 4),
        ("status=Completed", 2),
        ("status=failed&after=11/01/2020", 1),
        ("status=InProgress", 1),
        ("status=Running", 0),
        ("splitType=Split", 0),
        ("before=2020-01-01", 0),
    ] {
        assert_eq!(count(query).await, wanted, "{query}");
    }
    assert_eq!(program.get(&format!("/v1.0/cycles/{other}/transactions")).await.assert_ok().json(), json!([]));
    // What its steps did.
    let here = format!("/v1.0/cycles/{cycle}/transactions/{}", failed["Id"].as_str().unwrap());
    let items = program.get(&here).await.assert_ok().json();
    let told: Vec<(&Value, &Value)> =
        items.as_array().unwrap().iter().map(|item| (&item["StepName"], &item["Status"])).collect();
    assert_eq!(
        told,
        [
            (&json!("New order"), &json!("Done")),
            (&json!("Shape"), &json!("Done")),
            (&json!("Send on"), &json!("Failed"))
        ]
    );
    assert_eq!((&items[2]["StatusCode"], &items[2]["StepId"]), (&json!(404), &json!(format!("{cycle}.send"))));
    assert_eq!(items[1]["Output"], json!({"who": "ADA", "total": 1}));
    assert!(items[2]["Request"]["url"].as_str().unwrap().ends_with("/orders"), "{}", items[2]);
    let found = program.get(&format!("{here}?query=SHAPE")).await.assert_ok().json();
    assert_eq!(found.as_array().unwrap().len(), 1, "{found}");
    assert_eq!(program.get(&format!("{here}?query=nowhere")).await.assert_ok().json(), json!([]));
    for (path, status) in [
        (format!("/v1.0/cycles/{other}/transactions/{}", failed["Id"].as_str().unwrap()), 404),
        (format!("/v1.0/cycles/{cycle}/transactions/0"), 404),
        ("/v1.0/cycles/transactions?status=Lost".to_owned(), 400),
        ("/v1.0/cycles/transactions?splitType=half".to_owned(), 400),
        ("/v1.0/cycles/transactions?after=yesterday".to_owned(), 400),
    ] {
        program.get(&path).await.assert_status(status);
    }
}

#[actix_web::test]
async fn a_failed_transaction_is_run_again_once_for_a_key_and_one_that_waits_is_stopped() {
    let (world, target) = (world().await, Target::start());
    let (cycle, hooks) = world.near().cycle(&world.app.app, world.branch, "Orders", three_steps(&target)).unwrap();
    target.says(404, &[], json!({}));
    let (_, answer) = post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
    let id = answer["TransactionId"].as_str().unwrap().to_owned();
    let base = world.app.config.url.to_string();
    let credential = Credential::made_by(&world.console().await, "Bound").await;
    let program = Program::with("bound", &base, &credential, "account:branch").await; // T4
    let here = format!("/v1.0/cycles/{cycle}/transactions/{id}");
    program.post(&format!("{here}/retry"), json!({})).await.assert_status(409);
    run(&world).await;
    target.says(200, &[], json!({}));
    program.post(&format!("{here}/retry"), json!({"From": "Middle"})).await.assert_status(400);
    let key = [("idempotency-key", "again-1")];
    let body = || Some(json!({"From": "Failure"}).to_string());
    let again = program.call(reqwest::Method::POST, &format!("{here}/retry"), body(), &key).await;
    let new = again.assert_ok().json()["TransactionId"].as_str().unwrap().to_owned();
    let same = program.call(reqwest::Method::POST, &format!("{here}/retry"), body(), &key).await;
    assert_eq!(same.assert_ok().json()["TransactionId"], json!(new));
    run(&world).await;
    let all = program.get("/v1.0/cycles/transactions").await.assert_ok().json();
    assert_eq!(all.as_array().unwrap().len(), 2, "{all}");
    assert_eq!((&all[1]["Id"], &all[1]["Origin"]), (&json!(new), &json!("Retry")));
    assert_eq!((&all[1]["OriginalTransactionId"], &all[1]["Status"]), (&json!(id), &json!("Completed")));
    // One that waits is stopped; then there is nothing to stop.
    let (_, answer) = post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
    let waits = format!("/v1.0/cycles/{cycle}/transactions/{}", answer["TransactionId"].as_str().unwrap());
    let stopped = program.post(&format!("{waits}/stop"), json!({})).await.assert_ok().json();
    assert_eq!(stopped["Status"], "Stopped");
    program.post(&format!("{waits}/stop"), json!({})).await.assert_status(409);
}
