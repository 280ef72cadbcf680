//! The error webhook: what is reported, signed as Standard Webhooks say, tried again, given up, and never lost, against a
//! real server on a port of its own.

use crate::engine::{post, rows, run, three_steps, world};
use crate::support::command::Serving;
use crate::support::target::{Heard, Target};
use crate::support::{Caller, World};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::Duration;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use std::sync::{Arc, Mutex};

const PAGE: &str = "/console/settings/error-webhook";

async fn save(console: &Caller, url: &str, enabled: bool, warnings: bool) {
    let page = console.get(PAGE).await;
    let version = page.assert_ok().value_of("main input[name=version]").unwrap();
    let mut form = vec![("url", url), ("version", version.as_str()), ("tell_transaction", "1"), ("tell_limit", "1")];
    form.extend(enabled.then_some(("enabled", "1")));
    form.extend(warnings.then_some(("warnings", "1")));
    console.post(PAGE, &form).await.assert_redirect(PAGE);
}

pub async fn make_key(console: &Caller) -> String {
    console.get(&format!("{PAGE}/key")).await.assert_ok();
    let shown = console.post(&format!("{PAGE}/key"), &[]).await;
    let key = shown.assert_ok().value_of("#signing-key").expect("a key");
    assert!(key.starts_with("whsec_") && !console.get(PAGE).await.body.contains(&key), "shown once");
    key
}

/// An account's cycle whose last step is refused; answers the path of its webhook.
fn failing(world: &World, target: &Target, account: berth::ids::AccountId) -> String {
    world.near().cycle(&world.app.app, account, "Orders", three_steps(target)).unwrap().1[0].1.clone()
}

async fn fail(world: &World, target: &Target, hook: &str) {
    target.says(404, &[], json!({}));
    post(world, hook, &[], &json!({"customer": "ada", "total": 1})).await;
    run(world).await;
}

pub async fn send(world: &World) -> usize {
    berth::testing::send_reports(&world.app.app).await.unwrap()
}

/// As a receiver checks it.
pub fn is_signed_by(heard: &Heard, key: &str) -> bool {
    let mut mac = Hmac::<Sha256>::new_from_slice(&STANDARD.decode(&key["whsec_".len()..]).unwrap()).unwrap();
    let parts = [heard.header("webhook-id"), heard.header("webhook-timestamp"), &heard.text];
    mac.update(parts.join(".").as_bytes());
    let wanted = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
    heard.header("webhook-signature").split(' ').any(|one| one == wanted)
}

#[actix_web::test]
async fn a_failed_transaction_is_reported_signed_and_tried_again_under_one_id() {
    let (world, target, receiver) = (world().await, Target::start(), Target::start());
    let console = world.console().await;
    let hook = failing(&world, &target, world.branch);
    fail(&world, &target, &hook).await;
    assert_eq!(rows(&world, "count(*) from error_reports"), ["0"], "nobody wants to hear of it");
    save(&console, &format!("{}/errors", receiver.url), true, false).await;
    let key = make_key(&console).await;
    assert!(rows(&world, "k::text from error_webhook_keys k").iter().all(|row| !row.contains(&key)));
    fail(&world, &target, &hook).await;
    assert_eq!(rows(&world, "kind, state, attempts from error_reports"), ["error|waiting|0"]);
    receiver.says(500, &[], json!({}));
    receiver.says(503, &[("retry-after", "600")], json!({}));
    assert_eq!((send(&world).await, send(&world).await), (1, 0), "not before its time");
    world.clock.advance(Duration::seconds(70));
    assert_eq!(send(&world).await, 1);
    world.clock.advance(Duration::minutes(9));
    assert_eq!(send(&world).await, 0, "it asked for ten minutes");
    let shown = console.get(&format!("{PAGE}/deliveries")).await;
    assert_eq!(shown.assert_ok().text_of("tbody .badge").as_deref(), Some("Tried again"));
    assert!(shown.text_of("tbody td.wrap").unwrap().contains("It answered 503. Next try"), "{}", shown.body);
    world.clock.advance(Duration::minutes(2));
    assert_eq!((send(&world).await, send(&world).await), (1, 0));
    let heard = receiver.heard();
    assert_eq!(heard.len(), 3);
    assert!(heard.iter().all(|one| one.header("webhook-id") == heard[0].header("webhook-id")));
    assert!(heard.iter().all(|one| one.text == heard[0].text && is_signed_by(one, &key)));
    let (body, incident) = (&heard[2].body, rows(&world, "id from incidents order by id desc limit 1").remove(0));
    assert_eq!(body["type"], "transaction.failed");
    assert_eq!(body["data"]["incident"], incident.as_str());
    assert_eq!(body["data"]["account"]["name"], "Branch Office");
    assert_eq!(body["data"]["cycle"]["name"], "Orders");
    assert!(body["data"]["message"].as_str().unwrap().contains("answered 404"), "{body}");
    let shown = console.get(&format!("{PAGE}/deliveries?state=sent")).await;
    assert_eq!(shown.texts_of("tbody .badge"), ["Taken"]);
    assert!(
        console.get(&format!("{PAGE}/deliveries?state=failed")).await.body.contains("No delivery is in that state")
    );
    // Sent again, by a click: the same message.
    let again = shown.attributes_of("tbody form", "action").remove(0);
    console.post(&again, &[]).await.assert_redirect(PAGE);
    send(&world).await;
    assert_eq!(receiver.heard()[3].header("webhook-id"), heard[0].header("webhook-id"));
    // Swept when nobody asks for it any more.
    world.clock.advance(Duration::days(31));
    berth::testing::sweep(&world.app.app).unwrap();
    assert_eq!(rows(&world, "count(*) from error_reports"), ["0"]);
}

#[actix_web::test]
async fn of_two_keys_both_sign_for_a_day_and_a_test_can_be_sent() {
    let (world, receiver) = (world().await, Target::start());
    let console = world.console().await;
    let none = console.post(&format!("{PAGE}/test"), &[]).await;
    assert!(none.assert_status(409).text_of(".error-summary").unwrap().contains("no address"));
    save(&console, &receiver.url, false, false).await;
    let none = console.post(&format!("{PAGE}/test"), &[]).await;
    assert!(none.assert_status(409).text_of(".error-summary").unwrap().contains("no signing key"));
    let test = async || {
        world.console().await.post(&format!("{PAGE}/test"), &[]).await.assert_redirect(PAGE);
        assert_eq!(send(&world).await, 1);
        receiver.heard().pop().unwrap()
    };
    let first = make_key(&console).await;
    assert_eq!(test().await.body["type"], "test");
    let second = make_key(&console).await;
    let heard = test().await;
    assert!(is_signed_by(&heard, &first) && is_signed_by(&heard, &second));
    world.clock.advance(Duration::hours(25));
    let heard = test().await;
    assert!(!is_signed_by(&heard, &first) && is_signed_by(&heard, &second));
    // The key is asked for with the password, and only of those who manage settings.
    let console = world.console().await;
    world.clock.advance(Duration::minutes(11));
    console.get(&format!("{PAGE}/key")).await.assert_redirect("/me/confirm");
    let viewer = world.console_with(&[("settings", "view")]).await;
    viewer.get(PAGE).await.assert_ok();
    for path in ["", "/key", "/test"] {
        viewer.post(&format!("{PAGE}{path}"), &[]).await.assert_status(403);
    }
    let actions = rows(&world, "action from audit_log where action like 'error_webhook%' order by seq");
    assert_eq!(actions, ["error_webhook.edited", "error_webhook.key", "error_webhook.key"]);
}

#[actix_web::test]
async fn an_account_says_for_itself_and_410_switches_off() {
    let (world, target) = (world().await, Target::start());
    let (receiver, own) = (Target::start(), Target::start());
    let console = world.console().await;
    save(&console, &receiver.url, true, true).await;
    make_key(&console).await;
    let edit = format!("/console/accounts/{}/edit", world.branch);
    let form = console.get(&edit).await;
    let fields = [("error_webhook_enabled", "1"), ("error_webhook_url", own.url.as_str())];
    console.send(&form, "main form.page", &fields).await.assert_status(303);
    let (root, branch) = (failing(&world, &target, world.root), failing(&world, &target, world.branch));
    fail(&world, &target, &root).await;
    fail(&world, &target, &branch).await;
    assert_eq!(send(&world).await, 2);
    assert_eq!((receiver.heard().len(), own.heard().len()), (1, 1));
    // Nobody listens at the account's own address any more: it is switched off, and nothing goes to the partner's instead.
    own.says(410, &[], json!({}));
    fail(&world, &target, &branch).await;
    send(&world).await;
    fail(&world, &target, &branch).await;
    assert_eq!((send(&world).await, receiver.heard().len(), own.heard().len()), (0, 1, 2));
    assert_eq!(rows(&world, &format!("error_webhook_enabled from accounts where id = '{}'", world.branch)), ["f"]);
    // The same at the partner's: its page says so until somebody saves.
    receiver.says(410, &[], json!({}));
    fail(&world, &target, &root).await;
    send(&world).await;
    let page = console.get(PAGE).await;
    assert!(page.text_of("main .alert").unwrap().contains("answered 410"), "{}", page.body);
    assert_eq!(rows(&world, "enabled from error_webhooks"), ["f"]);
    let again = console.get(&format!("{PAGE}/deliveries?state=failed")).await;
    let again = again.attributes_of("tbody form", "action").remove(0);
    assert!(console.post(&again, &[]).await.assert_redirect(PAGE).header("set-cookie").contains("n="));
    save(&console, &receiver.url, true, true).await;
    assert_eq!(console.get(PAGE).await.text_of("main .alert"), None);
    let stopped = rows(&world, "object_kind from audit_log where action = 'error_webhook.stopped' order by seq");
    assert_eq!(stopped, ["account", "partner"]);
}

#[actix_web::test]
async fn an_inner_address_is_never_called_and_a_dead_one_is_given_up_after_three_days() {
    let (world, target, receiver) = (World::start().await, Target::start(), Target::start());
    let console = world.console().await;
    // What can be seen to be inner is refused at the form, for the partner and for one account.
    let account = format!("/console/accounts/{}/edit", world.root);
    let seen = console.get(&account).await.value_of("main input[name=version]").unwrap();
    for inner in
        [receiver.url.as_str(), "https://127.0.0.1/x", "https://10.1.2.3", "https://[::1]/x", "http://example.com/x"]
    {
        let form = [("url", inner), ("enabled", "1"), ("tell_limit", "1"), ("version", "1")];
        console.post(PAGE, &form).await.assert_refused("url", "Reports cannot be sent there");
        let form = [("name", "Root"), ("error_webhook_enabled", "1"), ("error_webhook_url", inner), ("version", &seen)];
        console.post(&account, &form).await.assert_refused("error_webhook_url", "Reports cannot be sent there");
    }
    // What a name leads to is seen when it is called.
    save(&console, "https://localhost/errors", true, false).await;
    make_key(&console).await;
    let hook = failing(&world, &target, world.root);
    post(&world, &hook, &[], &json!({"customer": "ada", "total": 1})).await;
    run(&world).await;
    assert_eq!(send(&world).await, 1);
    assert_eq!(receiver.heard().len(), 0, "R5");
    let said = rows(&world, "state, problem from error_reports").remove(0);
    assert!(said.starts_with("failed|") && said.contains("may not be called"), "{said}");
    // A name that leads nowhere is tried for three days, then switched off.
    save(&console, "https://nowhere.invalid/errors", true, false).await;
    post(&world, &hook, &[], &json!({"customer": "ada", "total": 1})).await;
    run(&world).await;
    let mut tries = 0;
    for _ in 0..12 {
        tries += send(&world).await;
        world.clock.advance(Duration::hours(27));
    }
    assert_eq!(tries, 10);
    assert_eq!(rows(&world, "enabled, stopped from error_webhooks"), ["f|No report was taken there for three days."]);
    let console = world.console().await;
    let refused = console.post(PAGE, &[("url", "ftp://a.example"), ("enabled", "1"), ("version", "3")]).await;
    refused.assert_refused("url", "is not an address");
    assert_eq!(refused.value_of("#f-url").as_deref(), Some("ftp://a.example"));
    console.post(PAGE, &[("enabled", "1"), ("version", "3")]).await.assert_refused("url", "Enter the address");
    let nothing = [("url", "https://a.example"), ("enabled", "1"), ("version", "3")];
    console.post(PAGE, &nothing).await.assert_refused("tell_transaction", "Choose what is told");
    let late = console.post(PAGE, &[("url", "https://a.example"), ("version", "1")]).await;
    assert!(late.assert_status(409).text_of(".error-summary").unwrap().contains("Someone else changed"));
}

#[actix_web::test]
async fn a_server_that_is_killed_while_it_sends_loses_nothing() {
    let (world, target, receiver) = (world().await, Target::start(), Target::start());
    let console = world.console().await;
    save(&console, &receiver.url, true, false).await;
    let key = make_key(&console).await;
    let hook = failing(&world, &target, world.root);
    fail(&world, &target, &hook).await;
    // By the clock of the machine, which the processes have.
    let due_in = |time: &str| {
        let due = format!("update error_reports set due_at = now() + interval '{time}' where state = 'waiting'");
        diesel::connection::SimpleConnection::batch_execute(&mut world.database.look(), &due).unwrap();
    };
    due_in("1 hour");
    let settings = [("ALLOWED_NETWORKS", "127.0.0.1/32")];
    let server = Arc::new(Mutex::new(Some(Serving::start(world.database.name(), &settings))));
    let killed = server.clone();
    receiver.does(move || drop(killed.lock().unwrap().take()));
    due_in("-1 second");
    let wait_for = async |count: usize| {
        for _ in 0..200 {
            if receiver.heard().len() >= count {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("{} came", receiver.heard().len());
    };
    wait_for(1).await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert_eq!(rows(&world, "state, attempts from error_reports"), ["waiting|1"], "it does not know what came of it");
    due_in("-1 second");
    let second = Serving::start(world.database.name(), &settings);
    wait_for(2).await;
    for _ in 0..100 {
        if rows(&world, "state from error_reports") == ["sent"] {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    drop(second);
    assert_eq!(rows(&world, "state, attempts from error_reports"), ["sent|2"]);
    let heard = receiver.heard();
    assert_eq!(heard[0].header("webhook-id"), heard[1].header("webhook-id"));
    assert!(is_signed_by(&heard[1], &key) && heard[0].body != Value::Null);
}

#[actix_web::test]
async fn its_page_says_that_it_is_told_of_limits_too() {
    let world = world().await; // M6
    let said = world.console().await.get(PAGE).await.assert_ok().text_of("main").unwrap();
    assert!(said.contains("At 80 and at 100 % of a limit of tasks a month"), "{said}");
}
