//! `berth keys rotate`: while a server serves and runs cycles the installation's key and the partners' are replaced; a run
//! that is killed is begun again, and no credential is ever unreadable.

use crate::engine::{post, rows, run, world};
use crate::support::World;
use crate::support::command::{Serving, berth, berth_begun};
use crate::support::mailbox::until;
use crate::support::target::Target;
use diesel::connection::SimpleConnection;
use serde_json::json;
use std::path::Path;

fn key_file(folder: &Path, name: &str, byte: u8) -> String {
    use base64::Engine;
    let path = folder.join(name);
    std::fs::write(&path, base64::engine::general_purpose::STANDARD.encode([byte; 32])).unwrap();
    path.to_str().unwrap().to_owned()
}

/// A cycle of the root that calls the target with a bearer token; answers the path of its webhook.
fn cycle(world: &World, target: &Target) -> String {
    let definition = json!({ "name": "Ledgerly", "base_url": target.url, "authentication": { "kind": "bearer" },
                             "methods": [{ "key": "orders", "name": "List orders", "path": "/orders" }] });
    let library = world.near().connector("ledgerly", definition).unwrap();
    let of = world.near().connected(&world.app.app, world.root, library, "Leeds", "tok-s3cret").unwrap();
    let flow = json!({"steps": [
            {"key": "hook", "name": "Hook", "kind": "webhook"},
            {"key": "get", "name": "Get orders", "kind": "action", "slot": "books", "method": "orders"}],
        "edges": [{"from": "hook", "to": "get"}], "slots": [{"key": "books", "connector": "ledgerly"}]});
    let (near, root) = (world.near(), world.root);
    let id = near.paused_cycle(&world.app.app, root, "Orders", flow).unwrap();
    let choose = format!(
        "insert into cycle_connectors (partner_id, account_id, cycle_id, slot, owner_id, account_connector_id)
         values ('{}', '{root}', '{id}', 'books', '{root}', '{of}')",
        near.partner
    );
    world.database.look().batch_execute(&choose).unwrap();
    near.start_cycle(root, id).unwrap();
    let paths = near.hook_paths(&world.app.app, root, id).unwrap();
    paths[0].1.clone()
}

/// Which keys of the first partner's values are named, and how often.
fn named(world: &World) -> Vec<String> {
    let all = "select get_byte(secret, 2) as v from account_connectors where secret is not null
               union all select get_byte(token, 2) from hooks union all select get_byte(proof, 2) from hooks where proof is not null
               union all select get_byte(secret, 2) from connector_clients
               union all select get_byte(secret, 2) from error_webhook_keys union all select get_byte(secret, 2) from second_factors
               union all select get_byte(secret, 2) from oidc_providers where secret <> ''";
    rows(world, &format!("v, count(*) from ({all}) k group by v order by v"))
}

#[actix_web::test]
async fn keys_are_replaced_while_cycles_run_though_the_run_is_killed_in_the_middle() {
    let (world, target) = (world().await, Target::start());
    let hook = cycle(&world, &target);
    let flow = json!({"steps": [{"key": "begin", "name": "Begin", "kind": "webhook"}]});
    for no in 0..250 {
        world.near().paused_cycle(&world.app.app, world.branch, &format!("Cycle {no}"), flow.clone()).unwrap();
    }
    assert_eq!(named(&world), ["1|252"], "251 webhooks and a token");
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (key_file(folder.path(), "first", 7), key_file(folder.path(), "second", 8));
    // A server that knows the new key of the installation runs cycles all the while.
    let allowed = ("ALLOWED_NETWORKS", "127.0.0.1/32");
    let by_first = [allowed, ("BERTH_SECRETS_KEY_FILE", first.as_str())];
    let server = Serving::start(world.database.name(), &by_first);
    let client = reqwest::Client::new();
    let (url, going) = (format!("{}{hook}", server.url), std::sync::Arc::new(std::sync::atomic::AtomicBool::new(true)));
    let (on, sender) = (going.clone(), client.clone());
    let posting = actix_web::rt::spawn(async move {
        let mut sent = 0;
        while on.load(std::sync::atomic::Ordering::Relaxed) {
            let answer = sender.post(&url).json(&json!({})).send().await.unwrap();
            assert_eq!(answer.status().as_u16(), 202);
            sent += 1;
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        sent
    });
    // The last webhook is held, so that the run stops before it; then it is killed.
    let mut holder = world.database.look();
    holder
        .batch_execute(
            "begin; select 1 from hooks where id = (select id from hooks order by id desc limit 1) for update",
        )
        .unwrap();
    let mut begun = berth_begun(world.database.name(), &by_first, &["keys", "rotate", "--all"]);
    until("most of it", || named(&world).iter().any(|line| line.starts_with("2|2")).then_some(())).await;
    begun.kill().unwrap();
    begun.wait().unwrap();
    holder.batch_execute("rollback").unwrap();
    assert_eq!(named(&world).len(), 2, "some are left: {:?}", named(&world));
    // Pages and webhooks work in between.
    let caller = crate::support::Caller::new("console", &server.url);
    caller.sign_in("ada.vance@northwind.test", crate::support::world::PASSWORD).await.assert_status(303);
    let cycles = rows(&world, "account_id, id from cycles order by id");
    for line in [&cycles[0], &cycles[100], &cycles[250]] {
        let (account, id) = line.split_once('|').unwrap();
        let page = caller.get(&format!("/console/accounts/{account}/cycles/{id}")).await;
        assert!(page.assert_ok().body.contains("/hooks/"), "its address can be read");
    }
    let said = berth(world.database.name(), &by_first, &["keys", "rotate", "--all"]);
    said.assert_code(0);
    assert!(said.out.contains("northwind") && said.out.contains("went on with key 2"), "{}", said.out);
    assert_eq!(named(&world).len(), 1, "{:?}", named(&world));
    assert_eq!(rows(&world, "count(*) from partner_keys where retired_at is not null"), ["2"], "kept for an hour");
    going.store(false, std::sync::atomic::Ordering::Relaxed);
    let sent: usize = posting.await.unwrap();
    until("all to end", || {
        (rows(&world, "count(*) from transactions where status = 'done'") == [sent.to_string()]).then_some(())
    })
    .await;
    assert_eq!(rows(&world, "1 from incidents"), Vec::<String>::new(), "of {sent}");
    assert!(target.heard().iter().all(|heard| heard.header("authorization") == "Bearer tok-s3cret"));
    drop(server);
    // An hour later the retired key goes. The keys of the installation are another again: the former one is named.
    world
        .database
        .look()
        .batch_execute(
            "update partner_keys set retired_at = retired_at - interval '2 hours' where retired_at is not null",
        )
        .unwrap();
    let by_second = [allowed, ("BERTH_SECRETS_KEY_FILE", second.as_str()), ("BERTH_FORMER_KEY_FILES", first.as_str())];
    let said = berth(world.database.name(), &by_second, &["keys", "rotate", "--partner", "northwind"]);
    assert!(said.assert_code(0).out.contains("1 retired key removed"), "{}", said.out);
    assert_eq!(
        rows(&world, "version from partner_keys order by version"),
        ["1", "2", "2"],
        "the other partner's are untouched"
    );
    let only_second = [allowed, ("BERTH_SECRETS_KEY_FILE", second.as_str())];
    let doctor = berth(world.database.name(), &only_second, &["doctor"]);
    assert!(doctor.out.contains("every partner's key is wrapped with the present key"), "{}", doctor.out);
    let lost = berth(world.database.name(), &[], &["doctor"]);
    assert!(lost.assert_code(1).out.contains("the settings do not name"), "{}", lost.out);
    berth(world.database.name(), &[], &["keys", "rotate"]).assert_code(1).assert_complains("is not wrapped by a key");
    berth(world.database.name(), &by_second, &["keys", "rotate", "--partner", "nobody"])
        .assert_code(1)
        .assert_complains("--partner");
    // With the newest alone everything can be read.
    let server = Serving::start(world.database.name(), &only_second);
    let answer = client.post(format!("{}{hook}", server.url)).json(&json!({})).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 202);
    let done = (sent + 1).to_string();
    until("it", || (rows(&world, "count(*) from transactions where status = 'done'") == [done.clone()]).then_some(()))
        .await;
    let entries = rows(&world, "changes->0->>'to' from audit_log where action = 'partner.keys' order by at, seq");
    assert!(
        entries.contains(&"key 2 made".to_owned()) && entries.contains(&"retired keys removed".to_owned()),
        "{entries:?}"
    );
}

#[actix_web::test]
async fn a_server_that_runs_learns_a_new_key_by_itself() {
    let (world, target) = (world().await, Target::start());
    let hook = cycle(&world, &target);
    berth(world.database.name(), &[], &["keys", "rotate", "--all"]).assert_code(0);
    assert_eq!(named(&world), ["2|2"]);
    post(&world, &hook, &[], &json!({})).await;
    run(&world).await;
    assert_eq!(target.heard()[0].header("authorization"), "Bearer tok-s3cret");
    // What it encrypts from now on it encrypts with the new one.
    let key = world.console().await;
    key.get("/console/settings/error-webhook/key").await.assert_ok();
    key.post("/console/settings/error-webhook/key", &[]).await.assert_ok();
    assert_eq!(named(&world), ["2|3"]);
}

/// A column that is encrypted and not walked through would be lost with its key.
#[actix_web::test]
async fn every_sealed_column_is_walked_through() {
    let world = World::start().await;
    let bytes = "c.relname || '.' || a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
                  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                    and a.atttypid = 'bytea'::regtype and not a.attisdropped order by 1";
    // Hashes, fingerprints and what an account's export holds are no secrets; a partner's keys are rewrapped, and what is
    // begun at an application ends before they go.
    let others = [
        "account_export_parts.bytes",
        "api_answers.fingerprint",
        "brand_images.bytes",
        "known_devices.device",
        "form_keys.seal",
        "oauth_grants.verifier",
        "partner_keys.wrapped",
        "spent_signatures.named",
    ];
    let sealed: Vec<String> = rows(&world, bytes)
        .into_iter()
        .filter(|name| !name.contains("hash") && !others.contains(&name.as_str()))
        .collect();
    let known = include_str!("../../src/db/rotation.rs");
    for name in &sealed {
        assert!(known.contains(&format!("\"{name}\"")), "{name} is not walked through");
    }
    assert!(sealed.len() >= 5, "{sealed:?}");
}
