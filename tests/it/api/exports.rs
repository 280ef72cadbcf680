//! An account taken along as a file, and removed for good before its days in the recycle bin are over.

use crate::engine::{post, run, three_steps};
use crate::support::World;
use crate::support::program::{Credential, Program};
use crate::support::target::Target;
use berth::testing::run_jobs;
use chrono::Duration;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Read;

/// The files of an archive, found by its table of contents.
fn unzipped(bytes: &[u8]) -> BTreeMap<String, Value> {
    let number = |at: usize, len: usize| bytes[at..at + len].iter().rev().fold(0, |n, b| n << 8 | usize::from(*b));
    let end = bytes.len() - 22;
    assert_eq!(number(end, 4), 0x0605_4b50, "an archive");
    let mut at = number(end + 16, 4);
    let mut files = BTreeMap::new();
    for _ in 0..number(end + 10, 2) {
        let (packed, name, head) = (number(at + 20, 4), number(at + 28, 2), number(at + 42, 4));
        let data = head + 30 + number(head + 26, 2);
        let mut text = String::new();
        flate2::read::DeflateDecoder::new(&bytes[data..data + packed]).read_to_string(&mut text).unwrap();
        let name = String::from_utf8(bytes[at + 46..at + 46 + name].to_vec()).unwrap();
        at += 46 + name.len();
        files.insert(name, serde_json::from_str(&text).unwrap_or_else(|why| panic!("{why}: {text}")));
    }
    files
}

/// The file of an export as a program gets it.
async fn fetch(world: &World, program: &Program, path: &str) -> Vec<u8> {
    let client = reqwest::Client::new();
    let url = world.app.config.url.join(path).unwrap();
    let answer = client.get(url).bearer_auth(&program.token).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "application/zip");
    assert!(answer.headers()["content-disposition"].to_str().unwrap().contains("account-branch-2026-11-24.zip"));
    answer.bytes().await.unwrap().to_vec()
}

#[actix_web::test]
async fn an_account_is_taken_along_as_one_archive_without_a_secret() {
    let world = crate::engine::world().await;
    let target = Target::start();
    let program = world.program().await;
    let (_, hooks) =
        world.near().cycle(&world.app.app, world.branch, "Orders to the shop", three_steps(&target)).unwrap();
    post(&world, &hooks[0].1, &[], &json!({"customer": "Zofia", "total": 12.5})).await;
    run(&world).await;
    let here = "/v1.0/accounts/branch/export";
    let asked = program.post(here, json!({})).await.assert_status(201).json();
    assert_eq!(
        (&asked["State"], &asked["File"], &asked["AccountId"]),
        (&json!("Queued"), &json!(null), &json!("branch"))
    );
    let one = format!("{here}/{}", asked["Id"].as_str().unwrap());
    program.get(&format!("{one}/file")).await.assert_said(409, "The file is not ready yet.");
    program.post(here, json!({})).await.assert_status(409);
    run_jobs(&world.db).unwrap();
    let ready = program.get(&one).await.assert_ok().json();
    assert_eq!((&ready["State"], &ready["Percent"]), (&json!("Done"), &json!(100)), "{ready}");
    let bytes = fetch(&world, &program, ready["File"].as_str().unwrap()).await;
    assert_eq!(ready["SizeBytes"], json!(bytes.len()));
    let files = unzipped(&bytes);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let all = ["accounts", "audit", "connectors", "cycles", "templates", "transactions", "usage", "users"];
    assert_eq!(names, all.map(|name| format!("{name}.json")));
    assert_eq!((&files["accounts.json"][0]["Id"], &files["accounts.json"][1]), (&json!("branch"), &json!(null)));
    assert_eq!(files["users.json"][0]["UserName"], "branch.admin@customer.test");
    assert_eq!(files["cycles.json"][0]["Name"], "Orders to the shop");
    assert_eq!(files["cycles.json"][0]["Flow"]["steps"].as_array().unwrap().len(), 3);
    assert_eq!(files["transactions.json"][0]["Status"], "done");
    assert!(files["transactions.json"][0]["Steps"].to_string().contains("Zofia"), "data that is still kept");
    assert!(files["audit.json"].to_string().contains("export.account"));
    let whole = files.values().map(Value::to_string).collect::<String>();
    for secret in [hooks[0].1.rsplit('/').next().unwrap(), "Leaf Shop", "Root Holding"] {
        assert!(!whole.contains(secret), "{secret}");
    }
    // After a week it is gone.
    world.app.clock.advance(Duration::days(8));
    berth::testing::sweep(&world.app.app).unwrap();
    let later = world.program().await;
    later.get(&one).await.assert_status(404);
    assert_eq!(crate::engine::rows(&world, "count(*) from account_export_parts"), ["0"]);
}

#[actix_web::test]
async fn with_sub_accounts_they_are_in_the_file_and_a_revoked_program_gets_none() {
    let world = World::start().await;
    let program = world.program().await;
    let asked = program.post("/v1.0/accounts/root/export", json!({"WithSubAccounts": true})).await;
    let asked = asked.assert_status(201).json();
    run_jobs(&world.db).unwrap();
    let path = format!("/v1.0/accounts/root/export/{}", asked["Id"].as_str().unwrap());
    let ready = program.get(&path).await.assert_ok().json();
    let url = world.app.config.url.join(ready["File"].as_str().unwrap()).unwrap();
    let answer = reqwest::Client::new().get(url).bearer_auth(&program.token).send().await.unwrap();
    let files = unzipped(&answer.bytes().await.unwrap());
    let ids = |file: &str, field: &str| -> Vec<Value> {
        files[file].as_array().unwrap().iter().map(|row| row[field].clone()).collect()
    };
    assert_eq!(ids("accounts.json", "Id"), ["root", "branch", "leaf"]);
    assert_eq!(ids("users.json", "UserName").len(), 3);
    // Of another account it is none (T4).
    let id = asked["Id"].as_str().unwrap();
    program.get(&format!("/v1.0/accounts/branch/export/{id}")).await.assert_status(404);
    program.get(&format!("/v1.0/accounts/branch/export/{id}/file")).await.assert_status(404);
    // A job goes on only while its program's credential is good.
    let console = world.console().await;
    let credential = Credential::made_by(&console, "Soon revoked").await;
    let other = Program::with("other", world.app.config.url.as_str(), &credential, "").await;
    let asked = other.post("/v1.0/accounts/leaf/export", json!({})).await.assert_status(201).json();
    let revoke =
        format!("update api_credentials set revoked_at = created_at where client_id = '{}'", credential.client_id);
    diesel::connection::SimpleConnection::batch_execute(&mut world.database.look(), &revoke).unwrap();
    run_jobs(&world.db).unwrap();
    let failed = program.get(&format!("/v1.0/accounts/leaf/export/{}", asked["Id"].as_str().unwrap())).await.json();
    assert_eq!((&failed["State"], &failed["File"]), (&json!("Failed"), &json!(null)));
}

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

#[actix_web::test]
async fn staff_exports_and_erases_on_the_accounts_page() {
    let world = World::start().await;
    let console = world.console().await;
    let home = format!("/console/accounts/{}", world.branch);
    console.get(&format!("{home}/erasure")).await.assert_ok();
    let early = console.post(&format!("{home}/erasure"), &[("confirm", "branch")]).await;
    early.assert_status(409);
    assert!(early.body.contains("is not in the recycle bin"));
    // A file of all of it.
    let page = console.get(&home).await;
    assert!(!page.assert_ok().attributes_of(&format!("a[href='{home}/export']"), "href").is_empty());
    let form = console.get(&format!("{home}/export")).await;
    let sent = console.send(form.assert_ok(), "form[action$=export]", &[("with_sub_accounts", "1")]).await;
    let job = sent.assert_redirect("/console/jobs/").location().to_owned();
    run_jobs(&world.db).unwrap();
    assert!(console.get(&job).await.assert_ok().body.contains("Done"));
    let form = console.get(&format!("{home}/export")).await;
    let file = form.assert_ok().attributes_of("a[download]", "href").remove(0);
    let zip = console.get(&file).await;
    assert_eq!((zip.assert_ok().header("content-type"), &zip.body[..2]), ("application/zip", "PK"));
    // Into the recycle bin, and out of it for good.
    console.post(&format!("{home}/deletion"), &[("typed_name", "Branch Office")]).await.assert_status(303);
    let page = console.get(&home).await;
    assert!(!page.assert_ok().attributes_of(&format!("a[href='{home}/erasure']"), "href").is_empty());
    console
        .post(&format!("{home}/erasure"), &[("confirm", "Branch Office")])
        .await
        .assert_refused("confirm", "just as it is written");
    let sent = console.post(&format!("{home}/erasure"), &[("confirm", "branch")]).await;
    let job = sent.assert_redirect("/console/jobs/").location().to_owned();
    run_jobs(&world.db).unwrap();
    let done = console.get(&job).await;
    assert!(done.assert_ok().body.contains("2 of 2") && done.body.contains("Leaf Shop"), "{}", done.body);
    console.get(&home).await.assert_not_found();
    assert!(console.get("/console/recycle-bin/certificates").await.assert_ok().body.contains("Branch Office"));
    // Who may not manage accounts does neither; the password is asked for again.
    let editor = world.console_with(&[("accounts", "edit")]).await;
    let root = format!("/console/accounts/{}", world.root);
    for path in ["export", "erasure"] {
        editor.get(&format!("{root}/{path}")).await.assert_status(403);
    }
    world.app.clock.advance(Duration::minutes(11));
    for path in ["export", "erasure"] {
        assert!(console.get(&format!("{root}/{path}")).await.location().starts_with("/me/confirm"));
    }
}
