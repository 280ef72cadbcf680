//! An account taken along as a file.

use crate::engine::{post, run, three_steps};
use crate::support::World;
use crate::support::program::{Credential, Program};
use crate::support::target::Target;
use berth::testing::run_jobs;
use chrono::Duration;
use diesel::connection::SimpleConnection;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// The files of an archive. What the manifest says of each is what is there.
pub fn unzipped(bytes: &[u8]) -> BTreeMap<String, Value> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let (mut files, mut sums) = (BTreeMap::new(), BTreeMap::new());
    for no in 0..archive.len() {
        let mut file = archive.by_index(no).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        let read: Value = serde_json::from_str(&text).unwrap_or_else(|why| panic!("{why}: {text}"));
        let sum: String = Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect();
        sums.insert(file.name().unwrap().into_owned(), (read.as_array().map_or(0, Vec::len), sum));
        files.insert(file.name().unwrap().into_owned(), read);
    }
    let told = files["manifest.json"]["Files"].as_array().unwrap();
    let told: BTreeMap<String, (usize, String)> = told
        .iter()
        .map(|file| {
            assert!(!file["Holds"].as_str().unwrap().is_empty());
            let text = |field: &str| file[field].as_str().unwrap().to_owned();
            (text("Name"), (usize::try_from(file["Rows"].as_u64().unwrap()).unwrap(), text("Sha256")))
        })
        .collect();
    sums.remove("manifest.json");
    assert_eq!(told, sums);
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

/// What the branch has beside its cycles' runs.
fn kept_beside(world: &World) {
    let (partner, branch) = (world.near().partner, world.branch);
    let person = world.people.branch_admin;
    let made = format!(
        "insert into incidents (account_id, id, partner_id, transaction_id, cycle_id, step, kind, cause, message, at)
         select account_id, app.new_id('2026-11-24'), partner_id, id, cycle_id, 'send', 'warning', 'Shop 404', 'Not there', '2026-11-24'
           from transactions limit 1;
         insert into incident_causes (account_id, cause, partner_id, count, first_at, last_at, kind, message, resolved_at, resolved_by)
         values ('{branch}', 'Shop 404', '{partner}', 1, '2026-11-24', '2026-11-24', 'warning', 'Not there', '2026-11-24', 'Ada');
         insert into ledger (account_id, id, partner_id, step, method, good, overage, at)
         values ('{branch}', app.new_id('2026-11-24'), '{partner}', '', 'orders', false, true, '2026-11-24');
         insert into storage (partner_id, account_id, scope_id, name, value, updated_at)
         select '{partner}', '{branch}', '{branch}', 'entry ' || n, n::text, '2026-11-24' from generate_series(100, 170) n;
         insert into saved_reports (partner_id, id, account_id, saved_by, saved_by_name, name, report, query, every, on_day, hour, timezone, created_at)
         values ('{partner}', '{partner}', '{branch}', '{person}', 'Zoe', 'Each Monday', 'cycles', '', 'weekly', 1, 7, 'UTC', '2026-11-24');
         insert into connectors (partner_id, id, key, name, name_key, kind, origin, owner_id, created_at, updated_at)
         values ('{partner}', '{branch}', 'till', 'Till', 'till', 'custom', 'hand', '{branch}', '2026-11-24', '2026-11-24');
         insert into connector_releases (partner_id, connector_id, number, state, definition, methods, owner_id, created_at, created_by)
         values ('{partner}', '{branch}', 1, 'draft', '{{}}', 0, '{branch}', '2026-11-24', 'Zoe');
         insert into saved_report_readers (partner_id, report_id, person_id, account_id) values ('{partner}', '{partner}', '{person}', '{branch}')"
    );
    world.database.look().batch_execute(&made).unwrap();
}

fn assert_beside(world: &World, files: &BTreeMap<String, Value>) {
    let file = |name: &str| files[&format!("{name}.json")].as_array().unwrap();
    let (incident, call) = (&file("incidents")[0], &file("calls")[0]);
    assert_eq!((&incident["Level"], &incident["Cause"]), (&json!("warning"), &json!("Shop 404")));
    assert_eq!((&incident["CauseResolvedBy"], file("incidents").len()), (&json!("Ada"), 1));
    assert_eq!((&call["Method"], &call["Success"], &call["Overage"]), (&json!("orders"), &json!(false), &json!(true)));
    assert_eq!(file("calls").len(), 1, "a step's call stands with its step");
    let names: Vec<&str> = file("storage").iter().map(|row| row["Name"].as_str().unwrap()).collect();
    assert_eq!((names.len(), names[0], names[70]), (71, "entry 100", "entry 170"), "page by page");
    assert_eq!(file("storage")[5]["Value"], "105");
    let own = &file("own_connectors")[0];
    assert_eq!((&own["Name"], &own["Releases"][0]["State"]), (&json!("Till"), &json!("draft")));
    let report = &file("reports")[0];
    assert_eq!((&report["Name"], &report["Readers"]), (&json!("Each Monday"), &json!(["branch.admin@customer.test"])));
    let users = file("limits").iter().find(|row| row["Kind"] == "Users").unwrap();
    assert_eq!((&users["Own"], &users["Tree"], &users["Lowest"]), (&json!(9), &json!(null), &json!(7)));
    let chain = users["Chain"].as_array().unwrap();
    assert_eq!((&chain[0]["Level"], &chain[0]["Limit"], &chain[0]["Used"]), (&json!("Own"), &json!(9), &json!(1)));
    assert_eq!((&chain[1]["Level"], &chain[1]["AccountInternalId"]), (&json!("Tree"), &json!(world.root)));
    let manifest = &files["manifest.json"];
    assert_eq!((&manifest["FormatVersion"], &manifest["AccountId"]), (&json!(1), &json!("branch")));
    assert_eq!((&manifest["AskedBy"], &manifest["WithSubAccounts"]), (&json!("Sign-up service"), &json!(false)));
    assert!(manifest["AskedOnUtc"].as_str().unwrap().starts_with("2026-11-24T"), "{manifest}");
    assert!(manifest["MadeOnUtc"].is_string() && manifest["Accounts"] == 1, "{manifest}");
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
    kept_beside(&world);
    program.put("/v1.0/accounts/branch/limits/Users", json!({"Own": 9})).await.assert_ok();
    program.put("/v1.0/accounts/root/limits/Users", json!({"Tree": 7})).await.assert_ok();
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
    let all = [
        "accounts",
        "audit",
        "calls",
        "connectors",
        "cycles",
        "incidents",
        "limits",
        "manifest",
        "own_connectors",
        "reports",
        "storage",
        "templates",
        "transactions",
        "usage",
        "users",
    ];
    assert_eq!(names, all.map(|name| format!("{name}.json")));
    assert_eq!((&files["accounts.json"][0]["Id"], &files["accounts.json"][1]), (&json!("branch"), &json!(null)));
    assert_eq!(files["users.json"][0]["UserName"], "branch.admin@customer.test");
    assert_eq!(files["cycles.json"][0]["Name"], "Orders to the shop");
    assert_eq!(files["cycles.json"][0]["Flow"]["steps"].as_array().unwrap().len(), 3);
    assert_eq!(files["transactions.json"][0]["Status"], "done");
    assert!(files["transactions.json"][0]["Steps"].to_string().contains("Zofia"), "data that is still kept");
    assert!(files["audit.json"].to_string().contains("export.account"));
    assert_beside(&world, &files);
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
    world.database.look().batch_execute(&revoke).unwrap();
    let begun = "insert into account_export_parts select partner_id, account_id, id, 0, 'x' from account_exports where ready_at is null";
    world.database.look().batch_execute(begun).unwrap();
    run_jobs(&world.db).unwrap();
    let failed = program.get(&format!("/v1.0/accounts/leaf/export/{}", asked["Id"].as_str().unwrap())).await.json();
    assert_eq!((&failed["State"], &failed["File"]), (&json!("Failed"), &json!(null)));
    let left =
        "count(*) from account_export_parts p join account_exports e on e.id = p.export_id where e.ready_at is null";
    assert_eq!(crate::engine::rows(&world, left), ["0"], "what was begun takes no room");
}

#[actix_web::test]
async fn an_account_keeps_its_last_three_files_and_a_partner_so_many_bytes() {
    let world = World::start().await;
    let program = world.program().await;
    let made = async |account: &str| {
        let asked = program.post(&format!("/v1.0/accounts/{account}/export"), json!({})).await;
        let asked = asked.assert_status(201).json();
        run_jobs(&world.db).unwrap();
        format!("/v1.0/accounts/{account}/export/{}", asked["Id"].as_str().unwrap())
    };
    let mut files = Vec::new();
    for _ in 0..4 {
        files.push(made("branch").await);
        world.clock.advance(Duration::minutes(1));
    }
    let removed = "object_name, changes ->> 1 from audit_log where action = 'export.removed' order by seq";
    program.get(&files[0]).await.assert_status(404);
    program.get(&format!("{}/file", files[0])).await.assert_status(404);
    for kept in &files[1..] {
        assert_eq!(program.get(kept).await.assert_ok().json()["State"], "Done");
    }
    assert_eq!(crate::engine::rows(&world, "count(*) from account_export_parts"), ["3"]);
    let log = crate::engine::rows(&world, removed);
    assert!(log.len() == 1 && log[0].contains("Branch Office") && log[0].contains("Another was asked for"), "{log:?}");
    // All of the partner's have a bound too: when one that is ready makes it more, the oldest go.
    let large = "update account_exports set size_bytes = 10::bigint << 30 where id in (select id from account_exports order by id limit 2)";
    world.database.look().batch_execute(large).unwrap();
    let other = made("sibling").await;
    program.get(&files[1]).await.assert_status(404);
    for kept in [&files[2], &files[3], &other] {
        program.get(kept).await.assert_ok();
    }
    let log = crate::engine::rows(&world, removed);
    assert!(log.len() == 2 && log[1].contains("more than is kept"), "{log:?}");
    let page = world.console().await.get(&format!("/console/accounts/{}/export", world.branch)).await;
    assert!(page.assert_ok().body.contains("the last 3 of an account") && page.body.contains("more than 20 GB"));
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
