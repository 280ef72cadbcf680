//! Which account a call means: the one of its address, whatever its body says, and the one of its headers, however they name it.

use crate::engine::{three_steps, world};
use crate::support::World;
use crate::support::target::Target;
use reqwest::Method;
use serde_json::json;

#[actix_web::test]
async fn an_account_is_made_under_the_id_of_the_address_and_found_by_it_again() {
    let world = World::start().await;
    let program = world.program().await;
    let here = "/v1.0/accounts/st-loop?createIfMissing=True";
    for _ in 0..2 {
        program
            .put(here, json!({"Id": "st-loop2", "Name": "Loop"}))
            .await
            .assert_said(400, "Id: must be the one in the address.");
    }
    let made = program.put(here, json!({"Id": "ST-loop", "Name": "Loop"})).await.assert_ok().json();
    let again = program.put(here, json!({"Id": "st-loop", "Name": "Loop"})).await.assert_ok().json();
    assert_eq!(made["InternalId"], again["InternalId"], "one account");
    // In the recycle bin it is neither made nor found, and the call says so.
    program.delete("/v1.0/accounts/st-loop").await.assert_ok();
    let gone = program.put(here, json!({"Name": "Loop"})).await;
    assert!(gone.status == 409 && gone.body.contains("recycle bin"), "{}", gone.body);
    program.put("/v1.0/accounts/st-loop", json!({"Name": "Loop"})).await.assert_status(404);
    program.put("/v1.0/accounts/st-loop/restore", json!({})).await.assert_ok();
    program.put(here, json!({"Name": "Loop"})).await.assert_ok();
}

#[actix_web::test]
async fn a_word_of_the_addresses_is_no_id_of_an_account() {
    let world = World::start().await;
    let program = world.program().await;
    for body in [json!({"Id": "bulk", "Name": "Bulk"}), json!({"Id": "Bulk", "Name": "Bulk"})] {
        let refused = program.post("/v1.0/accounts", body).await;
        assert!(refused.status == 400 && refused.body.contains("word of the API's addresses"), "{}", refused.body);
    }
    // Each that stands where an Id does.
    let table = berth::web::server::table();
    let words = table
        .iter()
        .filter_map(|line| line.path.strip_prefix("/v1.0/accounts/"))
        .filter(|rest| !rest.contains(['/', '{']));
    for word in words {
        program.post("/v1.0/accounts", json!({"Id": word, "Name": "Word"})).await.assert_status(400);
    }
}

#[actix_web::test]
async fn headers_that_name_different_accounts_are_refused_and_an_account_is_the_same_by_either_name() {
    let (world, target) = (world().await, Target::start());
    world.near().cycle(&world.app.app, world.branch, "Own", three_steps(&target)).unwrap();
    let program = world.program().await;
    let id = world.branch.to_string();
    let list = async |one: &str, other: &str| {
        program.call(Method::GET, "/v1.0/cycles", None, &[("x-cyclr-account", one), ("x-account", other)]).await
    };
    let both = list("branch", &id).await.assert_ok().json();
    assert_eq!(both[0]["Name"], "Own");
    list("branch", "sibling")
        .await
        .assert_said(400, "X-Account, X-Cyclr-Account: name different accounts. Send one of them.");
    list("branch", "nobody").await.assert_status(404);
    list("nobody", "branch").await.assert_status(404);
    // A call under a key is the same, whichever way it names its account; in another account it is another.
    let make = async |account: &str| {
        let body = Some(json!({"Name": "Once"}).to_string());
        program
            .call(Method::POST, "/v1.0/cycles", body, &[("x-cyclr-account", account), ("idempotency-key", "pk-1")])
            .await
    };
    let first = make("branch").await;
    first.assert_status(201);
    let again = make(&id).await;
    assert_eq!((again.status.as_u16(), &again.body), (201, &first.body));
    assert_eq!(again.header("idempotent-replayed"), "true");
    make("sibling").await.assert_status(422);
}
