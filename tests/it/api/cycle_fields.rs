//! Cycles that programs make and change: what is said of them beside what they do, and what they do.

use crate::engine::{rows, run, three_steps, world};
use crate::support::target::Target;
use serde_json::{Value, json};

#[actix_web::test]
async fn a_cycle_is_made_found_by_what_is_said_of_it_and_changed_in_part() {
    let world = world().await;
    let program = world.program().await.naming("branch");
    let said = json!({"Name": "Orders", "Description": "To the shop", "Shareable": true, "StepErrorAction": "Ignore",
                      "LogStepDataRequests": true, "CollectionSplitType": "All", "Tags": ["API test", "API test"]});
    let made = program.post("/v1.0/cycles", said).await;
    made.assert_status(201);
    let made = made.json();
    assert_eq!(
        (&made["Name"], &made["Status"], &made["Description"]),
        (&json!("Orders"), &json!("Paused"), &json!("To the shop"))
    );
    assert_eq!((&made["StepErrorAction"], &made["CollectionSplitType"]), (&json!("Ignore"), &json!("All")));
    assert_eq!(
        (&made["LogStepDataRequests"], &made["Tags"], &made["Connectors"]),
        (&json!(true), &json!(["API test"]), &json!([]))
    );
    let here = format!("/v1.0/cycles/{}", made["Id"].as_str().unwrap());
    let changed = program
        .put(&here, json!({"Description": "New words", "StepErrorAction": "retry", "LogStepDataRequests": false, "CollectionSplitType": "None"}))
        .await;
    let changed = changed.assert_ok().json();
    assert_eq!((&changed["Description"], &changed["StepErrorAction"]), (&json!("New words"), &json!("Retry")));
    assert_eq!((&changed["LogStepDataRequests"], &changed["CollectionSplitType"]), (&json!(false), &json!("None")));
    assert_eq!(
        (&changed["Name"], &changed["Tags"]),
        (&json!("Orders"), &json!(["API test"])),
        "what is left out stays"
    );
    assert_eq!(program.put(&here, json!({"Tags": null, "Name": "Sales"})).await.assert_ok().json()["Tags"], json!([]));
    program.post("/v1.0/cycles", json!({"Name": "Other", "Tags": ["backup_1"]})).await.assert_status(201);
    let names = |page: Value| -> Vec<String> {
        page.as_array().unwrap().iter().map(|one| one["Name"].as_str().unwrap().to_owned()).collect()
    };
    let tagged = program.get("/v1.0/cycles?tag=backup_1").await;
    assert_eq!((names(tagged.assert_ok().json()), tagged.header("total-pages")), (vec!["Other".to_owned()], "1"));
    for (body, said) in [
        (json!({}), "Name: "),
        (json!({"Name": "x", "StepErrorAction": "Panic"}), "StepErrorAction (Panic): must be one of Ignore, Retry"),
        (json!({"Name": "x", "CollectionSplitType": "Some"}), "CollectionSplitType (Some)"),
        (json!({"Name": "x", "Tags": [""]}), "Tags: A tag cannot be empty."),
        (json!({"Name": "x", "Description": "x".repeat(2001)}), "Description: 2000 characters"),
        (json!({"Name": "x", "Interval": 7}), "Interval: "),
        (json!({"Name": "x", "Interval": 5}), "Interval: only a cycle that begins by the time has one"),
        (json!({"Name": "x", "Flow": {"steps": [{"key": "a"}]}}), "Flow: "),
        (json!({"Name": "x", "Flow": []}), "Flow: "),
    ] {
        let refused = program.post("/v1.0/cycles", body.clone()).await;
        assert!(refused.status == 400 && refused.body.contains(said), "{body}: {}", refused.body);
    }
    assert_eq!(rows(&world, "count(*) from cycles"), ["2"]);
    program.put("/v1.0/cycles/1", json!({})).await.assert_status(404);
}

#[actix_web::test]
async fn a_flow_is_given_whole_runs_and_is_not_changed_while_it_does() {
    let (world, target) = (world().await, Target::start());
    let program = world.program().await.naming("branch");
    let said = json!({"Name": "Orders", "Flow": three_steps(&target), "StepErrorAction": "StopTransaction", "LogStepDataRequests": false});
    let made = program.post("/v1.0/cycles", said).await;
    made.assert_status(201);
    let made = made.json();
    assert_eq!(made["StepErrorAction"], "StopTransaction");
    let here = format!("/v1.0/cycles/{}", made["Id"].as_str().unwrap());
    program.put(&format!("{here}/activate"), json!({})).await.assert_ok();
    program.put(&here, json!({"Description": "x"})).await.assert_status(409);
    let hook = made["Webhooks"][0]["Url"].as_str().unwrap();
    let send = async |total: i64| {
        let sent = reqwest::Client::new().post(hook).json(&json!({"customer": "ada", "total": total})).send().await;
        assert_eq!(sent.unwrap().status(), 202);
    };
    send(7).await;
    run(&world).await;
    // Its data is not kept: it goes as soon as the Transaction has ended, and what is counted stays.
    berth::testing::drop_step_data(&world.app.app).unwrap();
    assert_eq!(rows(&world, "status, data_until is null from transactions"), ["done|t"]);
    assert_eq!(
        rows(&world, "count(*) from step_runs where output is not null or request is not null or response is not null"),
        ["0"]
    );
    assert_eq!(rows(&world, "count(*) from ledger"), ["2"]);
    // Of one whose data is kept, it stays.
    program.put(&format!("{here}/deactivate"), json!({})).await.assert_ok();
    program.put(&here, json!({"LogStepDataRequests": true})).await.assert_ok();
    program.put(&format!("{here}/activate"), json!({})).await.assert_ok();
    send(8).await;
    run(&world).await;
    berth::testing::drop_step_data(&world.app.app).unwrap();
    assert_eq!(rows(&world, "count(distinct transaction_id) from step_runs where output is not null"), ["1"]);
}

#[actix_web::test]
async fn connectors_of_cycles_are_told_with_what_was_chosen_and_found_by_name() {
    let world = world().await;
    let near = world.near();
    let ledgerly = json!({"name": "Ledgerly", "base_url": "https://api.example", "authentication": {"kind": "bearer"},
                          "methods": [{"key": "list", "name": "List", "verb": "GET", "path": "/list"}]});
    near.connector("ledgerly", ledgerly).unwrap();
    let program = world.program().await.naming("branch");
    let flow = json!({
        "steps": [{"key": "begin", "name": "Begin", "kind": "start"},
                  {"key": "list", "name": "List", "kind": "action", "slot": "books", "method": "list"}],
        "edges": [{"from": "begin", "to": "list"}],
        "slots": [{"key": "books", "connector": "ledgerly"}]});
    program.post("/v1.0/cycles", json!({"Name": "Books", "Flow": flow, "Interval": 60})).await.assert_status(201);
    program.post("/v1.0/cycles", json!({"Name": "Empty"})).await.assert_status(201);
    let found = program
        .get("/v1.0/cycles?connectorName=ledgerly&connectorVersion=v1&includeIcons=true")
        .await
        .assert_ok()
        .json();
    assert_eq!(found.as_array().unwrap().len(), 1);
    let used = &found[0]["Connectors"][0];
    assert_eq!((&used["Name"], &used["Slot"], &used["Version"]), (&json!("Ledgerly"), &json!("books"), &json!("v1")));
    assert!(used["Icon"].as_str().unwrap().starts_with("data:image/") && used["AccountConnectorId"].is_null());
    assert_eq!((&found[0]["Interval"], &found[0]["Name"]), (&json!(60), &json!("Books")));
    let bare = program.get("/v1.0/cycles?connectorName=Ledgerly&includeIcons=false").await.assert_ok().json();
    assert_eq!(bare[0]["Connectors"][0]["Icon"], Value::Null);
    for nothing in ["connectorName=Ledgerly&connectorVersion=v2", "connectorName=Unknown", "tag=none"] {
        assert_eq!(program.get(&format!("/v1.0/cycles?{nothing}")).await.assert_ok().json(), json!([]), "{nothing}");
    }
}
