//! Accounts removed for good before their days in the recycle bin are over, with all that has their data.

use super::exports::unzipped;
use crate::engine::rows;
use crate::support::World;
use crate::support::program::Program;
use berth::testing::run_jobs;
use chrono::Duration;
use diesel::connection::SimpleConnection;
use serde_json::{Value, json};

#[actix_web::test]
async fn an_account_is_erased_at_once_with_all_below_it_and_a_certificate_stays() {
    let world = World::start().await;
    let program = world.program().await;
    let erase = async |body: Value| program.post("/v1.0/accounts/branch/erase", body).await;
    for body in [json!({}), json!({"Confirm": "Branch"}), json!({"Confirm": "branch "})] {
        let refused = erase(body.clone()).await;
        assert!(refused.status == 400 && refused.body.contains("Confirm: must be the API ID"), "{}", refused.body);
    }
    program.get("/v1.0/accounts/branch").await.assert_ok();
    program.get("/v1.0/accounts/branch/certificate").await.assert_status(404);
    let asked = erase(json!({"Confirm": "branch"})).await.assert_ok().json();
    assert_eq!((&asked["AccountId"], &asked["SubAccounts"]), (&json!("branch"), &json!(1)));
    erase(json!({"Confirm": "branch"})).await.assert_status(409);
    program.get("/v1.0/accounts/branch").await.assert_status(404);
    program.put("/v1.0/accounts/branch/restore", json!({})).await.assert_status(409);
    let path = asked["Certificate"].as_str().unwrap();
    assert_eq!(program.get(path).await.assert_ok().json()["ErasedOnUtc"], json!(null));
    run_jobs(&world.db).unwrap();
    let certificate = program.get(path).await.assert_ok().json();
    assert!(certificate["ErasedOnUtc"].is_string() && certificate["DeletedBy"] == "Sign-up service", "{certificate}");
    assert_eq!(certificate["Rows"]["account_users"], 1);
    assert_eq!(program.get("/v1.0/accounts/branch/certificate").await.assert_ok().json(), certificate);
    let left = "count(*) from accounts where api_id in ('branch', 'leaf')";
    assert_eq!(crate::engine::rows(&world, left), ["0"]);
    // Its parent and all others are as they were, and its API ID is free.
    program.get("/v1.0/accounts/root").await.assert_ok();
    program.post("/v1.0/accounts", json!({"Id": "branch", "Name": "Another branch"})).await.assert_ok();
    let log = program.get("/v1.0/audit?pageSize=100").await.assert_ok().body.clone();
    for action in ["account.deleted", "account.erase_asked", "account.purged"] {
        assert!(log.contains(action), "{action}");
    }
}

/// Asks for an export and answers where it is; the job waits.
async fn asked(program: &Program, account: &str, with_sub_accounts: bool) -> String {
    let here = format!("/v1.0/accounts/{account}/export");
    let asked = program.post(&here, json!({"WithSubAccounts": with_sub_accounts})).await.assert_status(201).json();
    format!("{here}/{}", asked["Id"].as_str().unwrap())
}

#[actix_web::test]
async fn with_an_account_go_the_exports_of_those_above_that_have_its_data() {
    let world = World::start().await; // T7
    let program = world.program().await;
    let mut files = Vec::new();
    for (account, below) in [("root", true), ("root", false), ("branch", true), ("sibling", true)] {
        files.push(asked(&program, account, below).await);
        run_jobs(&world.db).unwrap();
    }
    // Where it hangs now does not matter: the files have it.
    program.put("/v1.0/accounts/leaf/parent", json!({"ParentAccountId": "sibling"})).await.assert_ok();
    let of = |no: usize| program.get(&files[no]);
    for no in 0..4 {
        assert_eq!(of(no).await.assert_ok().json()["State"], "Done");
    }
    // One that is made while the account goes has nothing of it, and stays.
    let meanwhile = asked(&program, "sibling", true).await;
    world.clock.advance(Duration::seconds(1));
    program.post("/v1.0/accounts/leaf/erase", json!({"Confirm": "leaf"})).await.assert_ok();
    run_jobs(&world.db).unwrap();
    for (no, status) in [(0, 404), (1, 200), (2, 404), (3, 200)] {
        assert_eq!(of(no).await.status, status, "{no}");
    }
    let made = program.get(&meanwhile).await.assert_ok().json();
    let url = world.app.config.url.join(made["File"].as_str().unwrap()).unwrap();
    let file = reqwest::Client::new().get(url).bearer_auth(&program.token).send().await.unwrap();
    let held = unzipped(&file.bytes().await.unwrap());
    let ids: Vec<&Value> = held["accounts.json"].as_array().unwrap().iter().map(|row| &row["Id"]).collect();
    assert_eq!(ids, ["sibling"]);
    let certificate = program.get("/v1.0/accounts/leaf/certificate").await.assert_ok().json();
    assert_eq!(certificate["Rows"]["account_exports"], 2, "{certificate}");
    let said =
        "object_name, actor_name, changes ->> 1 from audit_log where action = 'export.removed' order by object_name";
    let log = rows(&world, said);
    assert_eq!(log.len(), 2);
    assert!(log[0].starts_with("Branch Office|System|") && log[1].starts_with("Root Holding|System|"), "{log:?}");
    assert!(log.iter().all(|entry| entry.contains("An account below it") && !entry.contains("Leaf")), "{log:?}");
    assert_eq!(rows(&world, "count(*) from account_export_accounts"), ["0"]);
}

/// Something that nobody knows of refers to an account's row, so that it cannot be removed.
fn hold(world: &World, account: impl std::fmt::Display) {
    let partner = world.near().partner;
    let held = format!(
        "create schema held; create table held.things (p uuid, a uuid, foreign key (p, a) references accounts (partner_id, id));
         insert into held.things values ('{partner}', '{account}')"
    );
    world.database.look().batch_execute(&held).unwrap();
}

fn let_go(world: &World) {
    world.database.look().batch_execute("drop schema held cascade").unwrap();
}

#[actix_web::test]
async fn an_account_that_cannot_be_removed_keeps_no_other_waiting() {
    let world = World::start().await; // T10
    let near = world.near();
    near.delete(world.leaf).unwrap();
    near.delete(world.sibling).unwrap();
    hold(&world, world.leaf);
    world.clock.advance(Duration::days(90) + Duration::hours(1));
    near.purge_due().unwrap();
    let left = "api_id from accounts where deleted_at is not null";
    assert_eq!(rows(&world, left), ["leaf"]);
    // Staff sees it, and the certificate counts how often it was tried.
    let console = world.console().await;
    let bin = console.get("/console/recycle-bin").await;
    assert!(bin.assert_ok().body.contains("Could not be removed."), "{}", bin.body);
    let tried = "failures, purged_at is null, retry_at - failed_at from purge_certificates where api_id = 'leaf'";
    assert_eq!(rows(&world, tried), ["1|t|00:05:00"]);
    assert_eq!(near.purge_due().unwrap(), 0, "not again at once");
    for (minutes, next) in [(5, "2|t|00:10:00"), (10, "3|t|00:20:00")] {
        world.clock.advance(Duration::minutes(minutes));
        near.purge_due().unwrap();
        assert_eq!(rows(&world, tried), [next]);
    }
    let_go(&world);
    world.clock.advance(Duration::minutes(20));
    near.purge_due().unwrap();
    assert_eq!(rows(&world, left), Vec::<String>::new());
    assert_eq!(
        rows(&world, "retry_at is null, purged_at is not null from purge_certificates where api_id = 'leaf'"),
        ["t|t"]
    );
}

#[actix_web::test]
async fn an_erasure_says_which_accounts_could_not_go_and_they_go_later() {
    let world = World::start().await;
    let program = world.program().await;
    hold(&world, world.leaf);
    let asked = program.post("/v1.0/accounts/branch/erase", json!({"Confirm": "branch"})).await.assert_ok().json();
    run_jobs(&world.db).unwrap();
    let job = rows(&world, "id, state, failed from jobs where kind = 'accounts.erase'").remove(0);
    assert!(job.ends_with("|done|2"), "a parent waits for what is below it: {job}");
    let page = world.console().await.get(&format!("/console/jobs/{}", job.split('|').next().unwrap())).await;
    assert!(page.assert_ok().body.contains("It is tried again by itself"), "{}", page.body);
    let path = asked["Certificate"].as_str().unwrap();
    let certificate = program.get(path).await.assert_ok().json();
    assert!(certificate["ErasedOnUtc"].is_null() && certificate["FailedOnUtc"].is_string(), "{certificate}");
    assert!(certificate["NextTryOnUtc"].as_str().unwrap() > certificate["FailedOnUtc"].as_str().unwrap());
    let_go(&world);
    world.clock.advance(Duration::minutes(5));
    world.near().purge_due().unwrap();
    let certificate = world.program().await.get(path).await.assert_ok().json();
    assert!(certificate["ErasedOnUtc"].is_string() && certificate["FailedOnUtc"].is_null(), "{certificate}");
}
