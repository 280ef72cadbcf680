//! Many accounts in one call: a result for each, whatever becomes of the others.

use crate::support::World;
use serde_json::{Value, json};

fn statuses(results: &Value) -> Vec<i64> {
    results.as_array().unwrap().iter().map(|one| one["Status"].as_i64().unwrap()).collect()
}

#[actix_web::test]
async fn each_account_of_a_call_has_its_own_result_and_trees_grow_in_one() {
    let world = World::start().await;
    let program = world.program().await;
    let wanted = json!([
        {"Id": "shop-1", "Name": "First shop", "Tags": ["gold"]},
        {"Id": "till-1", "Name": "A till", "ParentAccountId": "SHOP-1"},
        {"Id": "drawer-1", "Name": "A drawer", "ParentAccountId": "till-1"},
        {"Id": "shop-1", "Name": "Again"},
        {"Id": "BRANCH", "Name": "Held already"},
        {"Name": ""},
        {"Name": "Below nobody", "ParentAccountId": "nobody"},
        {"Name": "Below a stored one", "ParentAccountId": world.branch.to_string()},
        {"Name": "Late bill", "NextBillDateUtc": "1999-01-01"},
        {"Name": "Of its own"},
        {"Id": "odd", "Name": 7},
        {"Name": "Below one by its plain id", "ParentAccountId": world.branch.0.simple().to_string()},
        5,
        null,
        {"ID": "Shouted", "NAME": "Shouted"},
        {"id": "BULK", "Name": "A word of the addresses"},
    ]);
    let key = [("idempotency-key", "many-1")];
    let send =
        async || program.call(reqwest::Method::POST, "/v1.0/accounts/bulk", Some(wanted.to_string()), &key).await;
    let results = send().await.assert_ok().json();
    assert_eq!(
        statuses(&results),
        [200, 200, 200, 400, 400, 400, 400, 200, 400, 200, 400, 200, 400, 400, 200, 400],
        "{results}"
    );
    assert_eq!(results[12], json!({"Status": 400, "Id": null, "InternalId": null, "Message": "must be an object."}));
    assert_eq!((&results[14]["Id"], &results[15]["Id"]), (&json!("Shouted"), &json!("BULK")));
    assert!(results[10]["Message"].as_str().unwrap().starts_with("Name: "), "{}", results[10]);
    assert_eq!(
        (&results[3]["Message"], &results[5]["Message"]),
        (&json!("ID already in use"), &json!("Name is required"))
    );
    assert!(results[6]["Message"].as_str().unwrap().contains("ParentAccountId (nobody)"), "{}", results[6]);
    assert!(results[8]["Message"].as_str().unwrap().starts_with("NextBillDateUtc: "), "{}", results[8]);
    assert_eq!(results[9]["Id"], results[9]["InternalId"]);
    // Once for a key.
    assert_eq!(send().await.assert_ok().json(), results);
    let drawer = program.get("/v1.0/accounts/drawer-1").await.assert_ok().json();
    assert_eq!((&drawer["ParentAccountId"], &drawer["Name"]), (&json!("till-1"), &json!("A drawer")));
    let below = program.get("/v1.0/accounts/shop-1/subaccounts").await.assert_ok().json();
    assert_eq!(below.as_array().unwrap().len(), 1);
    let found = world.console().await.get("/console/accounts?q=drawer").await;
    assert!(found.assert_ok().body.contains("A drawer"), "it is found by its words");
    let figures = crate::engine::rows(&world, "accounts, sub_accounts from partner_figures order by 1 desc limit 1");
    let counted = crate::engine::rows(
        &world,
        "count(*) filter (where parent_id is null), count(*) filter (where parent_id is not null) from accounts
          where live and partner_id = (select partner_id from accounts where api_id = 'shop-1')",
    );
    assert_eq!(figures, counted);
    let entries = crate::engine::rows(
        &world,
        "count(*) from audit_log where action = 'account.created' and object_name = 'A drawer'",
    );
    assert_eq!(entries, ["1"]);
}

#[actix_web::test]
async fn as_many_sub_accounts_are_made_as_a_limit_has_room_for() {
    let world = World::start().await; // M4, M6
    let program = world.program().await;
    program.post("/v1.0/accounts", json!({"Id": "chain", "Name": "Chain"})).await.assert_ok();
    program.put("/v1.0/accounts/chain/limits/SubAccounts", json!({"Own": 2})).await.assert_ok();
    let one = |no: i32| json!({"Id": format!("s{no}"), "Name": format!("Shop {no}"), "ParentAccountId": "chain"});
    let unnamed = json!({"Name": "Of its own", "ParentAccountId": "chain"});
    let many: Vec<Value> =
        vec![one(0), unnamed.clone(), unnamed.clone(), unnamed, one(1), json!({"Id": "free", "Name": "Free"})];
    let results = program.post("/v1.0/accounts/bulk", json!(many)).await.assert_ok().json();
    let made = statuses(&results).into_iter().filter(|status| *status == 200).count();
    assert!(made == 3 && statuses(&results)[5] == 200, "{results}");
    let refused = |one: &&Value| one["Status"] == json!(409) && one["Id"].is_null() && one["InternalId"].is_null();
    assert_eq!(results.as_array().unwrap().iter().filter(refused).count(), 1, "of those without a name: {results}");
    for (wanted, result) in many.iter().zip(results.as_array().unwrap()).filter(|(_, one)| one["Status"] == json!(409))
    {
        assert_eq!(result["Id"], wanted["Id"], "as it was sent: of what was not made there is no other");
        assert!(result["Message"].as_str().unwrap().contains("2"), "{result}");
    }
    let below = program.get("/v1.0/accounts/chain/subaccounts").await.assert_ok().json();
    assert_eq!(below.as_array().unwrap().len(), 2);
    // Too many for one call are none, and neither is what is no list.
    let lots: Vec<Value> = (0..1_001).map(|no| json!({"Name": format!("N{no}")})).collect();
    let refused = program.post("/v1.0/accounts/bulk", json!(lots)).await;
    assert!(refused.status == 400 && refused.body.contains("1000"), "{}", refused.body);
    program.post("/v1.0/accounts/bulk", json!({"Name": "One"})).await.assert_status(400);
    let lots: Vec<Value> = (0..1_000).map(|no| json!({"Name": format!("N{no}")})).collect();
    let made = program.post("/v1.0/accounts/bulk", json!(lots)).await.assert_ok().json();
    assert!(statuses(&made).iter().all(|status| *status == 200) && statuses(&made).len() == 1_000);
}
