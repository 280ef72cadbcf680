//! What programs write in many ways is read as it is meant: names in capitals or not, numbers that are none, instants without
//! an offset; and what cannot be read is said in the API's words.

use crate::engine::{three_steps, world};
use crate::support::World;
use crate::support::target::Target;
use serde_json::{Value, json};

#[actix_web::test]
async fn names_of_parameters_and_fields_are_read_in_capitals_or_not() {
    let (world, target) = (world().await, Target::start());
    let (cycle, _) = world.near().cycle(&world.app.app, world.branch, "Orders", three_steps(&target)).unwrap();
    let program = world.program().await;
    let page = program.get("/v1.0/accounts?PageSize=1&PAGE=2&OrderBy=Name&SortOrderAsc=False").await;
    let rows: Vec<Value> = serde_json::from_str(&page.assert_ok().body).unwrap();
    assert_eq!(rows.len(), 1);
    let other = program.get("/v1.0/accounts?pageSize=1&page=2&orderBy=Name&sortOrderAsc=false").await;
    assert_eq!(page.body, other.assert_ok().body);
    program
        .put("/v1.0/accounts/new?CreateIfMissing=TRUE", json!({"NAME": "New", "timeZone": "Europe/Paris"}))
        .await
        .assert_ok();
    assert_eq!(program.get("/v1.0/accounts/new").await.assert_ok().json()["Timezone"], "Europe/Paris");
    program.get("/v1.0/accounts/branch/users?Details=true").await.assert_ok();
    let program = program.naming("branch");
    program
        .put(&format!("/v1.0/cycles/{cycle}/deactivate?FINISHQUEUEDTRANSACTIONS=False"), json!({}))
        .await
        .assert_ok();
    let body = json!({"runonce": true, "payload": {"customer": "ada"}});
    let once = program.put(&format!("/v1.0/cycles/{cycle}/activate"), body).await;
    assert!(once.assert_ok().json()["TransactionId"].is_string(), "run once, and not started");
    // Data that is the customer's own keeps its names.
    let field = program.get(&format!("/v1.0/cycles/{cycle}/steps?FILTER=webhook&pagesize=5")).await.assert_ok().json();
    assert_eq!(field.as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn what_cannot_be_read_is_said_in_the_words_of_the_api() {
    let (world, target) = (world().await, Target::start());
    let (cycle, _) = world.near().cycle(&world.app.app, world.branch, "Orders", three_steps(&target)).unwrap();
    let program = world.program().await.naming("branch");
    for (path, said) in [
        ("/v1.0/accounts/branch/users?details=1", "details: must be true or false."),
        ("/v1.0/cycles?IncludeIcons=yes", "includeIcons: must be true or false."),
        ("/v1.0/accounts?page=1&Page=2", "Page: stands in the address twice."),
    ] {
        program.get(path).await.assert_said(400, said);
    }
    let activate = format!("/v1.0/cycles/{cycle}/activate");
    let steps = format!("/v1.0/cycles/{cycle}/steps");
    program.put(&format!("/v1.0/cycles/{cycle}/deactivate"), json!({})).await.assert_ok();
    for (method, path, body, said) in [
        ("PUT", "/v1.0/accounts/branch", json!({"Tags": "x"}), "Tags: must be a list."),
        ("PUT", "/v1.0/accounts/branch", json!({"name": 7}), "Name: must be a text."),
        ("PUT", &activate, json!({"RunOnce": "x"}), "RunOnce: must be true or false."),
        (
            "PUT",
            &activate,
            json!({"Interval": 5, "StartTime": "garbage"}),
            "StartTime: must be an instant such as 2026-11-24T00:00:00Z.",
        ),
        ("POST", &steps, json!({"AccountConnectorId": "x"}), "AccountConnectorId: must be an id."),
        (
            "POST",
            &steps,
            json!({"ActionType": "Action", "MethodId": cycle}),
            "AccountConnectorId: name the connector whose method it is.",
        ),
    ] {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        program.call(method, path, Some(body.to_string()), &[]).await.assert_said(400, said);
    }
}

#[actix_web::test]
async fn a_number_that_is_none_changes_nothing_and_one_beyond_all_bounds_is_the_bound() {
    let world = World::start().await;
    let program = world.program().await;
    let hours = async |value: &str| {
        let body = format!("{{\"StepDataSuccessRetentionHours\": {value}}}");
        program.call(reqwest::Method::PUT, "/v1.0/accounts/branch", Some(body), &[]).await
    };
    let now =
        async || program.get("/v1.0/accounts/branch").await.assert_ok().json()["StepDataSuccessRetentionHours"].clone();
    hours("5").await.assert_ok();
    for (value, holds) in
        [("\"x\"", 5), ("1.5", 5), ("6.0", 6), ("99999999999999999999", 744), ("18446744073709551615", 744)]
    {
        hours(value).await.assert_ok();
        assert_eq!(now().await, json!(holds), "{value}");
    }
    let refused = hours("-100000000000000000000").await;
    assert!(refused.status == 400 && refused.body.contains("must be non negative"), "{}", refused.body);
    // Limits, and the plan of a cycle.
    let limit = "/v1.0/accounts/branch/limits/Users";
    program.put(limit, json!({"Own": 9})).await.assert_ok();
    assert_eq!(program.put(limit, json!({"Own": "many", "Tree": {}})).await.assert_ok().json()["Own"], json!(9));
    program.put(limit, json!({"Own": 1e300})).await.assert_status(400);
    let polling = json!({"steps": [{"key": "begin", "name": "Begin", "kind": "start"}]});
    let timed = world.near().paused_cycle(&world.app.app, world.branch, "Timed", polling).unwrap();
    let program = program.naming("branch");
    let cycle = format!("/v1.0/cycles/{timed}");
    let planned = program.put(&cycle, json!({"Interval": 15, "StartTime": "2030-01-01T00:00:00"})).await;
    assert_eq!(planned.assert_ok().json()["StartTime"], "2030-01-01T00:00:00.000000Z", "in UTC");
    assert_eq!(program.put(&cycle, json!({"Interval": "x"})).await.assert_ok().json()["Interval"], json!(15));
    let refused = program.put(&cycle, json!({"Interval": 99_999_999_999_999_u64})).await;
    assert!(refused.status == 400 && refused.body.contains("Interval: a cycle can run every"), "{}", refused.body);
    let started = program.put(&format!("{cycle}/activate"), json!({"Interval": "x"})).await.assert_ok().json();
    assert_eq!((&started["Interval"], &started["Status"]), (&json!(15), &json!("Active")));
}

#[actix_web::test]
async fn an_account_says_that_it_is_closed_from_its_expiry_on_and_its_webhook_has_an_address() {
    let world = World::start().await;
    let program = world.program().await;
    let here = "/v1.0/accounts/shop";
    let made = program.post("/v1.0/accounts", json!({"Id": "shop", "Name": "Shop", "ExpiryDate": "2020-01-01"})).await;
    assert_eq!(made.assert_ok().json()["State"], "Suspended", "before any chore has seen it");
    let listed = program.get("/v1.0/accounts?pageSize=100").await.assert_ok().json();
    let row = listed.as_array().unwrap().iter().find(|row| row["Id"] == "shop").unwrap();
    assert_eq!(row["State"], "Suspended");
    assert_eq!(program.put(here, json!({"ExpiryDate": null})).await.assert_ok().json()["State"], "Active");
    let hook = json!({"TransactionErrorWebhookEnabled": true, "TransactionErrorWebhookUrl": "//example.com/x"});
    let on = program.put(here, hook).await.assert_ok().json();
    assert_eq!(on["TransactionErrorWebhookUrl"], "https://example.com/x");
    program
        .put(here, json!({"TransactionErrorWebhookUrl": null}))
        .await
        .assert_said(400, "Transaction Error Webhook enabled: Transaction Error Webhook URL must be defined");
    // What is switched on has a key, which is told once.
    let on = program
        .put("/v1.0/webhook", json!({"Url": "https://example.com/hooks", "Enabled": true, "Events": ["Account"]}));
    let on = on.await.assert_ok().json();
    assert!(on["Key"].as_str().unwrap().starts_with("whsec_") && on["KeyCreatedOnUtc"].is_string(), "{on}");
    let again = program.put("/v1.0/webhook", json!({"Enabled": true})).await.assert_ok().json();
    assert_eq!((&again["Key"], &again["KeyCreatedOnUtc"]), (&Value::Null, &on["KeyCreatedOnUtc"]));
    program.post("/v1.0/webhook/test", json!({})).await.assert_status(201);
}
