//! Changes as messages to a partner's programs (MODEL section 4): what is told, to whom, with what, once and signed, and what
//! became of each.

use crate::engine::{rows, world};
use crate::error_webhook::{is_signed_by, send};
use crate::support::World;
use crate::support::contract::check_message;
use crate::support::target::{Heard, Target};
use chrono::Duration;
use serde_json::{Value, json};

/// Everything that comes is sent, and held against the document; the bodies by their types, in the order of the log.
async fn told(world: &World, receiver: &Target) -> Vec<(String, Value)> {
    while send(world).await > 0 {}
    let mut heard: Vec<Heard> = receiver.heard();
    heard.sort_by_key(|one| one.body["data"]["entry"].as_i64());
    heard.iter().for_each(|one| check_message(&one.body));
    heard.into_iter().map(|one| (one.body["type"].as_str().unwrap().to_owned(), one.body)).collect()
}

fn types(told: &[(String, Value)]) -> Vec<&str> {
    told.iter().map(|(name, _)| name.as_str()).collect()
}

#[actix_web::test]
async fn a_program_says_what_it_wants_to_hear_of_and_hears_it_once_signed_with_what_changed() {
    let (world, receiver) = (world().await, Target::start());
    let program = world.program().await;
    let nothing = program.get("/v1.0/webhook").await.assert_ok().json();
    assert_eq!((&nothing["Enabled"], &nothing["Events"]), (&json!(false), &json!(["Transaction", "Limit"])));
    for (body, said) in [
        (json!({"Enabled": true}), "Url: must be given"),
        (json!({"Url": "javascript:1"}), "Url: "),
        (json!({"Url": "https://10.0.0.1/x", "Enabled": true}), "cannot be sent there"),
        (json!({"Events": ["Account", "Weather"]}), "Events (Weather): must be one of Transaction, Limit, Account"),
        (json!({"Url": receiver.url, "Enabled": true, "Events": []}), "Events: must name something"),
    ] {
        let refused = program.put("/v1.0/webhook", body.clone()).await;
        assert!(refused.status == 400 && refused.body.contains(said), "{body}: {}", refused.body);
    }
    let set = json!({"Url": receiver.url, "Enabled": true, "Events": ["account", "User"]});
    let set = program.put("/v1.0/webhook", set).await.assert_ok().json();
    assert_eq!((&set["Enabled"], &set["Events"]), (&json!(true), &json!(["Account", "User"])));
    let key = program.put("/v1.0/webhook/key", json!({})).await.assert_ok().json()["Key"].as_str().unwrap().to_owned();
    program.post("/v1.0/accounts", json!({"Id": "north", "Name": "North"})).await.assert_ok();
    program.put("/v1.0/accounts/north", json!({"Name": "North Sea"})).await.assert_ok();
    program.put("/v1.0/accounts/north/users", json!({"UserName": "ada@north.test"})).await.assert_ok();
    // A limit is of no topic that was chosen; what is refused never happened.
    program.put("/v1.0/accounts/north/limits/Users", json!({"Own": 7})).await.assert_ok();
    program.post("/v1.0/accounts", json!({"Id": "north", "Name": "Again"})).await.assert_status(400);
    program.delete("/v1.0/accounts/north").await.assert_ok();
    let all = told(&world, &receiver).await;
    let seen = types(&all);
    assert_eq!(seen.first(), Some(&"account.created"));
    assert_eq!(seen[1..], ["account.edited", "user.invited", "user.access_given", "account.deleted"], "{seen:?}");
    assert!(receiver.heard().iter().all(|one| is_signed_by(one, &key)));
    let edited = &all[1].1["data"];
    assert_eq!(edited["changes"], json!([{"field": "name", "from": "North", "to": "North Sea"}]));
    assert_eq!((&edited["account"]["api_id"], &edited["object"]["kind"]), (&json!("north"), &json!("account")));
    assert_eq!(edited["by"]["name"], "Sign-up service");
    assert!(!receiver.heard().iter().any(|one| one.text.contains("whsec")), "no secret is told");
    // The same entries stand in the audit log.
    let logged = rows(
        &world,
        "seq from audit_log where action in ('account.created', 'account.edited', 'person.invited', 'grant.given', 'account.deleted') order by seq",
    );
    let entries: Vec<String> = all.iter().map(|(_, body)| body["data"]["entry"].to_string()).collect();
    assert!(entries.iter().all(|entry| logged.contains(entry)), "{entries:?} {logged:?}");
}

#[actix_web::test]
async fn what_was_given_up_is_sent_again_one_by_one_or_all_of_a_time() {
    let (world, receiver) = (world().await, Target::start());
    let program = world.program().await;
    let set = json!({"Url": receiver.url, "Enabled": true, "Events": ["Account"]});
    program.put("/v1.0/webhook", set).await.assert_ok();
    program.put("/v1.0/webhook/key", json!({})).await.assert_ok();
    for id in ["a", "b", "c"] {
        program.post("/v1.0/accounts", json!({"Id": id, "Name": id})).await.assert_ok();
    }
    receiver.says(410, &[], json!({}));
    receiver.says(410, &[], json!({}));
    receiver.says(410, &[], json!({}));
    while send(&world).await > 0 {}
    let stopped = program.get("/v1.0/webhook").await.assert_ok().json();
    assert!(stopped["Enabled"] == json!(false) && stopped["Stopped"].as_str().unwrap().contains("410"), "{stopped}");
    let given_up = program.get("/v1.0/webhook/deliveries?state=GivenUp&sortOrderAsc=false&pageSize=2").await;
    let rows: Vec<Value> = serde_json::from_str(&given_up.assert_ok().body).unwrap();
    assert_eq!((rows.len(), given_up.header("total-pages")), (2, "2"));
    let of = |row: &Value| serde_json::from_str::<Value>(row["Payload"].as_str().unwrap()).unwrap();
    assert_eq!(
        (&rows[0]["Type"], &of(&rows[0])["data"]["account"]["api_id"]),
        (&json!("account.created"), &json!("c"))
    );
    let next = given_up.header("link").split(['<', '>']).nth(1).unwrap().to_owned();
    let last: Vec<Value> = serde_json::from_str(&program.get(&next).await.assert_ok().body).unwrap();
    assert_eq!(of(&last[0])["data"]["account"]["api_id"], "a");
    // One of them, under its own id.
    let one = rows[0]["Id"].as_str().unwrap();
    program.post(&format!("/v1.0/webhook/deliveries/{one}/again"), json!({})).await.assert_status(409);
    assert_eq!(
        program.post("/v1.0/webhook/deliveries/again", json!({})).await.assert_ok().json()["Count"],
        0,
        "it is off"
    );
    program.put("/v1.0/webhook", json!({"Enabled": true})).await.assert_ok();
    let again = program.post(&format!("/v1.0/webhook/deliveries/{one}/again"), json!({})).await.assert_ok().json();
    assert_eq!((&again["State"], &again["Attempts"]), (&json!("Waiting"), &json!(0)));
    let sooner = program.post(&format!("/v1.0/webhook/deliveries/{one}/again"), json!({})).await.assert_ok().json();
    assert_eq!(sooner, again, "one that waits is tried at once");
    assert_eq!(send(&world).await, 1);
    let taken = program.get(&format!("/v1.0/webhook/deliveries/{one}")).await.assert_ok().json();
    assert_eq!((&taken["State"], &taken["StatusCode"]), (&json!("Taken"), &json!(200)));
    assert_eq!(receiver.heard().last().unwrap().header("webhook-id"), rows[0]["MessageId"].as_str().unwrap());
    // All that is left; none of a time in which there was none.
    let all = "/v1.0/webhook/deliveries/again";
    let later = (world.clock.now() + Duration::days(1)).to_rfc3339();
    program.post(all, json!({"After": "yesterday"})).await.assert_status(400);
    assert_eq!(program.post(all, json!({"After": later})).await.assert_ok().json()["Count"], 0);
    assert_eq!(program.post(all, json!({})).await.assert_ok().json()["Count"], 2);
    assert_eq!(send(&world).await, 2);
    // By a click, too.
    let console = world.console().await;
    let page = "/console/settings/error-webhook/deliveries";
    console.post(&format!("{page}/again"), &[]).await.assert_redirect(page);
    let shown = console.get(&format!("{page}?state=sent")).await;
    assert_eq!(shown.assert_ok().texts_of("tbody .badge"), ["Taken", "Taken", "Taken"]);
    assert!(shown.text_of("tbody").unwrap().contains("account.created"));
}

#[actix_web::test]
async fn a_test_says_that_it_is_one_and_other_partners_hear_nothing() {
    let (world, receiver, foreign) = (world().await, Target::start(), Target::start());
    let (program, far) = (world.program().await, world.foreign_program().await);
    for (program, url) in [(&program, &receiver.url), (&far, &foreign.url)] {
        let events = json!(["Transaction", "Limit", "Account", "User", "Connector", "Cycle"]);
        let set = json!({"Url": url, "Enabled": true, "Events": events});
        program.put("/v1.0/webhook", set).await.assert_ok();
        program.put("/v1.0/webhook/key", json!({})).await.assert_ok();
    }
    let test = program.post("/v1.0/webhook/test", json!({})).await.assert_status(201).json();
    program.post("/v1.0/accounts", json!({"Name": "Ours"})).await.assert_ok();
    far.get(&format!("/v1.0/webhook/deliveries/{}", test["Id"].as_str().unwrap())).await.assert_status(404);
    let all = told(&world, &receiver).await;
    assert_eq!(types(&all), ["test", "account.created"], "T1");
    assert_eq!(foreign.heard().len(), 0, "T1");
    // Cycles, connectors and limits, by people in the console as by programs.
    world.near().connector("harbour", json!({"name": "Harbour", "base_url": "https://harbour.example", "authentication": {"kind": "none"}, "methods": []})).unwrap();
    let branch = program.naming(&world.branch.to_string());
    branch.post("/v1.0/cycles", json!({"Name": "Orders"})).await.assert_status(201);
    branch.put("/v1.0/accounts/leaf/limits/Users", json!({"Own": 9})).await.assert_ok();
    let all = told(&world, &receiver).await;
    let seen: std::collections::BTreeSet<&str> = types(&all).into_iter().collect();
    for name in ["cycle.created", "limit.changed"] {
        assert!(seen.contains(name), "{name}: {seen:?}");
    }
}

#[actix_web::test]
async fn what_an_operator_or_the_clock_does_is_told_too() {
    let (world, receiver) = (world().await, Target::start());
    let program = world.program().await;
    program
        .put("/v1.0/webhook", json!({"Url": receiver.url, "Enabled": true, "Events": ["Account"]}))
        .await
        .assert_ok();
    program.put("/v1.0/webhook/key", json!({})).await.assert_ok();
    world.near().delete(world.sibling).unwrap();
    world.clock.advance(Duration::days(91));
    while world.near().purge_due().unwrap() > 0 {}
    let all = told(&world, &receiver).await;
    let purged = &all.iter().find(|(name, _)| name == "account.purged").expect("it is told").1["data"];
    // Of an account that is gone nothing is kept with its id (M2).
    assert_eq!((&purged["account"]["id"], &purged["account"]["name"]), (&json!(world.sibling), &json!(null)));
    assert_eq!(purged["by"]["name"], "System");
    assert_eq!(rows(&world, &format!("count(*) from error_reports where account_id = '{}'", world.sibling)), ["0"]);
}
