//! The step that sends an e-mail: by the outbox of all mails, in the account's name, within its bounds, and never twice
//! for one step.

use crate::engine::{post, rows, run, world};
use crate::support::World;
use chrono::Duration;
use diesel::connection::SimpleConnection;
use serde_json::{Value, json};

fn mailing(on_error: &str) -> Value {
    json!({
        "steps": [
            {"key": "order", "name": "New order", "kind": "webhook"},
            {"key": "mail", "name": "Tell them", "kind": "email", "on_error": on_error,
             "to": {"field": {"step": "order", "path": "to"}},
             "subject": {"expression": "'Order ' ~ trigger.number"},
             "body": {"expression": "'Hello ' ~ trigger.name ~ ',\n\nit is on its way.'"},
             "reply_to": {"field": {"step": "order", "path": "from"}}}],
        "edges": [{"from": "order", "to": "mail"}]
    })
}

fn hook(world: &World, on_error: &str) -> String {
    let (_, hooks) = world.near().cycle(&world.app.app, world.branch, "Mails", mailing(on_error)).unwrap();
    hooks[0].1.clone()
}

async fn order(world: &World, hook: &str, to: Value) {
    let body = json!({"to": to, "number": 7, "name": "<b>Cleo</b>", "from": "shop@branch.test"});
    assert_eq!(post(world, hook, &[], &body).await.0, 202);
    run(world).await;
}

#[actix_web::test]
async fn a_step_mails_each_recipient_once_in_the_accounts_name() {
    let world = world().await.with_background();
    let hook = hook(&world, "retry");
    order(&world, &hook, json!("ada@shop.test, ben@shop.test, ADA@shop.test")).await;
    // The server's own worker may have taken it.
    let done = || (rows(&world, "status, tasks from transactions") == ["done|1"]).then_some(());
    crate::support::mailbox::until("its end", done).await;
    assert_eq!(rows(&world, "step, method, good from ledger"), ["mail|email.send|t"]);
    let mails = world.mails(2).await;
    let mut to: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, ["ada@shop.test", "ben@shop.test"]);
    assert!(mails[0].from.contains("Branch Office"), "{}", mails[0].from);
    assert_eq!(mails[0].subject, "Order 7");
    assert!(mails[0].text.starts_with("Hello <b>Cleo</b>,\n\nit is on its way."), "{}", mails[0].text);
    assert!(mails[0].text.contains("Sent by Branch Office with Northwind Apps."));
    assert!(mails[0].html.contains("&#60;b&#62;Cleo"), "no HTML gets in: {}", mails[0].html);
    assert!(!format!("{mails:?}").to_lowercase().contains("berth"));
    // What it said is not kept once it has gone.
    crate::support::mailbox::until("the outcome", || {
        (rows(&world, "values from mails where sent_at is not null") == ["{}", "{}"]).then_some(())
    })
    .await;
}

/// R2: the step's outcome is lost by a crash, and it runs again.
#[actix_web::test]
async fn a_step_that_runs_again_after_a_crash_mails_nobody_twice() {
    let world = world().await;
    let hook = hook(&world, "retry");
    order(&world, &hook, json!(["ada@shop.test", "ben@shop.test"])).await;
    let forget = "delete from step_runs where step = 'mail'; delete from ledger;
        update transactions set status = 'queued', ended_at = null;
        insert into queue (account_id, transaction_id, partner_id, cycle_id, state, turn)
          select account_id, id, partner_id, cycle_id, 'ready', 1 from transactions;
        update queue_accounts set open = 1";
    world.database.look().batch_execute(forget).unwrap();
    assert_eq!(run(&world).await, 1);
    assert_eq!(rows(&world, "status from transactions"), ["done"]);
    assert_eq!(rows(&world, "count(*) from mails"), ["2"]);
}

#[actix_web::test]
async fn what_is_beyond_the_bounds_is_an_incident_that_says_so() {
    let world = world().await;
    let hook = hook(&world, "stop_transaction");
    let many: Vec<String> = (0..21).map(|no| format!("a{no}@shop.test")).collect();
    for (to, words) in [
        (json!("nobody"), "“nobody” is not an e-mail address"),
        (json!(""), "There is no recipient"),
        (json!(many), "more than 20 recipients"),
        (json!("a@shop.test\nBcc: x@y.test"), "is not an e-mail address"),
    ] {
        order(&world, &hook, to).await;
        let said = rows(&world, "message from incidents order by id desc limit 1").remove(0);
        assert!(said.contains(words), "{words}: {said}");
    }
    // 200 an hour, and it says when; an hour later it goes on.
    let (partner, branch) = (world.near().partner, world.branch);
    let full = format!(
        "insert into mails (partner_id, id, account_id, template, recipient, recipient_name, values, created_at, due_at)
         select '{partner}', gen_random_uuid(), '{branch}', 'step', 'x@y.test', '', '{{}}', '2026-11-24 12:00Z', '2030-01-01'
           from generate_series(1, 200)"
    );
    world.database.look().batch_execute(&full).unwrap();
    order(&world, &hook, json!("ada@shop.test")).await;
    assert_eq!(rows(&world, "cause from incidents order by id desc limit 1"), ["E-mails an hour"]);
    world.clock.advance(Duration::minutes(61));
    order(&world, &hook, json!("ada@shop.test")).await;
    assert_eq!(rows(&world, "status from transactions order by id desc limit 1"), ["done"]);
    assert_eq!(rows(&world, "count(*) from mails"), ["201"]);
}

#[actix_web::test]
async fn an_e_mail_is_drawn_on_the_builders_pages() {
    let world = world().await;
    let console = world.console().await;
    let base = crate::builder::begun(&console, &world, "webhook").await;
    let mail = crate::builder::add(&console, &base, "begin:", &[("kind", "email")]).await;
    assert!(console.get(&base).await.body.contains("Say whom it goes to."), "what is missing is said");
    let filled = [
        ("to-kind", "fixed"),
        ("to-text", "ada@shop.test"),
        ("su-kind", "fixed"),
        ("su-text", "Hello"),
        ("tx-kind", "expression"),
        ("tx-text", "trigger.text"),
    ];
    crate::builder::send(&console, &mail, &filled).await.assert_redirect(&base);
    let flow = rows(&world, "flow->'steps'->1 from cycles").remove(0);
    let step: Value = serde_json::from_str(&flow).unwrap();
    assert_eq!((&step["kind"], &step["to"]), (&json!("email"), &json!({"fixed": "ada@shop.test"})));
    assert_eq!(step["body"], json!({"expression": "trigger.text"}));
    assert!(!console.get(&base).await.body.contains("Say whom"));
}
