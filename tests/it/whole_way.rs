//! The whole way of an integration, as a partner and its customers go it: an application's real description becomes a
//! connector, a template calls it, accounts install the template, what comes to their webhooks reaches the application,
//! and when the application breaks that is seen, mended and run again. By pages alone, against a mock made from the very
//! file that was imported.

use crate::engine::{post, rows, run, world};
use crate::support::mock::Mock;
use crate::support::{Answer, Caller, World};
use crate::templates::{PAGE, live};
use berth::ids::AccountId;
use serde_json::{Value, json};

/// Imports a file of `tests/openapi` in the console, says what differs from it (where its mock is) and makes it live;
/// answers the page of the connector.
pub async fn imported(console: &Caller, file: &str, differs: &[(&str, &str)]) -> String {
    let text = std::fs::read_to_string(format!("{}/tests/openapi/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let answer = console.upload_with("/console/connectors/import", &[("into", "")], ("text", &text)).await;
    let draft = answer.assert_redirect("/console/connectors/").location().to_owned();
    let head = console.get(&format!("{draft}/edit")).await;
    console.send(&head, "form.connector-head", differs).await.assert_redirect(&draft);
    let question = console.get(&format!("{draft}/promotion")).await;
    let connector = draft.split("/releases/").next().unwrap().to_owned();
    console.send(&question, "main form", &[]).await.assert_redirect(&connector);
    connector
}

/// The word that flows call a connector by.
pub fn key_of(world: &World, connector: &str) -> String {
    rows(world, &format!("key from connectors where id = '{}'", id_of(connector))).remove(0)
}

pub fn id_of(page: &str) -> &str {
    page.split(['?', '#']).next().unwrap().rsplit('/').next().unwrap()
}

/// Adds a connector to an account and gives its token; answers its page.
pub async fn connected(console: &Caller, account: AccountId, connector: &str, name: &str, token: &str) -> String {
    let here = format!("/console/accounts/{account}/connectors");
    let form = [("connector", id_of(connector)), ("name", name), ("shared", "1")];
    let page = console.post(&here, &form).await.assert_redirect(&here).location().to_owned();
    let page = page.split('?').next().unwrap().trim_end_matches("/connection").to_owned();
    let credentials = console.get(&format!("{page}/connection")).await;
    console.send(&credentials, "main form.page", &[("token", token)]).await.assert_redirect(&page);
    page
}

/// Goes through the screens of installing a template, with these connectors, and starts the cycle; answers its page.
pub async fn installed(
    console: &Caller,
    account: AccountId,
    template: &str,
    name: &str,
    slots: &[(&str, &str)],
) -> String {
    let first = console.get(&format!("/console/accounts/{account}/install?template={}", id_of(template))).await;
    let next = |screen: &Answer| screen.attributes_of("main form.page button.primary[name=step]", "value").pop();
    let step = next(first.assert_ok()).unwrap();
    let mut screen = console.send(&first, "main form.page", &[slots, &[("step", &step)]].concat()).await;
    // Settings, where the template asks for any, then the name; the last screen is the one that installs.
    while let Some(step) = next(screen.assert_ok()) {
        let named: &[(&str, &str)] = if screen.value_of("#f-name").is_some() { &[("name", name)] } else { &[] };
        screen = console.send(&screen, "main form.page", &[named, &[("step", &step)]].concat()).await;
    }
    assert_eq!(screen.text_of("#open"), None, "nothing is open");
    let made = console.send(&screen, "main form.page", &[("then", "start")]).await;
    made.assert_redirect(&format!("/console/accounts/{account}/cycles/")).location().to_owned()
}

/// The path of a cycle's webhook.
pub async fn hook_of(console: &Caller, cycle: &str, step: &str) -> String {
    let address = console.get(cycle).await.assert_ok().value_of(&format!("#hook-{step}")).unwrap();
    address[address.find("/hooks/").unwrap()..].to_owned()
}

/// "New order webhook, then send an e-mail through Resend".
fn order_mail(connector: &str) -> Value {
    json!({
        "steps": [
            {"key": "order", "name": "New order", "kind": "webhook"},
            {"key": "mail", "name": "Send an e-mail", "kind": "action", "slot": "resend", "method": "emails_send",
             "on_error": "stop_transaction", "mapping": {"rules": [
                {"target": "body.from", "source": {"fixed": "Orders <orders@northwind.test>"}},
                {"target": "body.to", "source": {"field": {"step": "order", "path": "email"}}},
                {"target": "body.subject", "source": {"expression": "'Your order ' ~ trigger.number"}},
                {"target": "body.html", "source": {"expression": "'<p>Thank you, ' ~ trigger.name ~ '.</p>'"}}]}}],
        "edges": [{"from": "order", "to": "mail"}],
        "slots": [{"key": "resend", "connector": connector}]
    })
}

#[actix_web::test]
async fn a_template_that_mails_through_resend_runs_in_three_accounts_and_is_mended() {
    let (world, mock) = (world().await, Mock::of("resend.yaml"));
    let console = world.console().await;
    let connector = imported(&console, "resend.yaml", &[("base_url", &mock.url)]).await;
    let template = live(&console, "Mail for each order", &order_mail(&key_of(&world, &connector))).await;
    assert!(console.get(PAGE).await.body.contains("Mail for each order"));
    let of_root = connected(&console, world.root, &connector, "Resend of root", "re_root").await;
    let of_sibling = connected(&console, world.sibling, &connector, "Resend of sibling", "re_sibling").await;
    // The branch lies below the root and uses the root's connector (T6).
    let mut hooks = Vec::new();
    for (account, uses) in [(world.root, &of_root), (world.sibling, &of_sibling), (world.branch, &of_root)] {
        let cycle = installed(&console, account, &template, "Order mails", &[("slot_resend", id_of(uses))]).await;
        assert_eq!(console.get(&cycle).await.text_of(".page-title .badge").as_deref(), Some("Active"));
        hooks.push(hook_of(&console, &cycle, "order").await);
    }
    for (no, hook) in hooks.iter().enumerate() {
        let order = json!({"email": format!("buyer{no}@shop.test"), "name": "Cleo", "number": 100 + no});
        assert_eq!(post(&world, hook, &[], &order).await.0, 202);
    }
    run(&world).await;
    let mails = mock.heard("POST /emails");
    let sent: Vec<(&str, &str)> =
        mails.iter().map(|mail| (mail.body["to"].as_str().unwrap(), mail.header("authorization"))).collect();
    assert_eq!(sent.len(), 3, "{:?}", mock.exchanges());
    for mail in [
        ("buyer0@shop.test", "Bearer re_root"),
        ("buyer1@shop.test", "Bearer re_sibling"),
        ("buyer2@shop.test", "Bearer re_root"),
    ] {
        assert!(sent.contains(&mail), "{mail:?}: {sent:?}");
    }
    assert!(mock.exchanges().iter().all(|one| one.status == 200), "what was sent fits the file");
    for account in [world.root, world.sibling, world.branch] {
        let list = console.get(&format!("/console/accounts/{account}/transactions")).await;
        assert_eq!(list.assert_ok().texts_of("tbody .badge"), ["Done"], "each account has its own (T7)");
    }
    assert!(!console.get(&format!("/console/accounts/{}/transactions", world.branch)).await.body.contains("re_root"));

    // It breaks, and the branch's own administrator is told what and where.
    mock.breaks(500);
    post(&world, &hooks[2], &[], &json!({"email": "late@shop.test", "name": "Dora", "number": 200})).await;
    run(&world).await;
    let here = format!("/console/accounts/{}", world.branch);
    let incidents = console.get(&format!("{here}/incidents")).await;
    assert!(incidents.assert_ok().body.contains("answered 500"), "{}", incidents.body);
    let list = console.get(&format!("{here}/transactions?status=failed")).await;
    let failed = list.assert_ok().attributes_of("tbody .name a, tbody td a", "href").remove(0);
    let failed = failed.split('?').next().unwrap().to_owned();
    let page = console.get(&failed).await;
    assert_eq!(page.assert_ok().text_of(".page-title .badge").as_deref(), Some("Failed"));
    // Mended, and run again from the step that failed.
    mock.mends();
    let question = console.get(&format!("{failed}/retry")).await;
    let again = console.send(&question, "main form", &[("since", "failure")]).await;
    let again = again.assert_redirect(&format!("{here}/transactions/")).location().to_owned();
    run(&world).await;
    assert_eq!(console.get(&again).await.text_of(".page-title .badge").as_deref(), Some("Done"));
    let mails = mock.heard("POST /emails");
    assert_eq!(mails.last().unwrap().body["to"], "late@shop.test");
    assert_eq!(mails.last().unwrap().body["subject"], "Your order 200");
    assert_eq!(mails.len(), 5);
}

#[actix_web::test]
async fn a_mock_refuses_what_its_file_does_not_allow() {
    let mock = Mock::of("resend.yaml");
    let client = reqwest::Client::new();
    let send = async |path: &str, token: Option<&str>, body: Value| {
        let mut request = client.post(format!("{}{path}", mock.url)).json(&body);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        request.send().await.unwrap().status().as_u16()
    };
    let good = json!({"from": "a@b.test", "to": "c@d.test", "subject": "Hello", "html": "<p>x</p>"});
    assert_eq!(send("/emails", Some("re_1"), good.clone()).await, 200);
    assert_eq!(send("/emails", None, good.clone()).await, 401, "without credentials");
    assert_eq!(send("/emails", Some("re_1"), json!({"to": "c@d.test"})).await, 422, "without what is required");
    assert_eq!(send("/emails", Some("re_1"), json!({"from": 7, "to": true, "subject": []})).await, 422);
    assert_eq!(send("/letters", Some("re_1"), good.clone()).await, 404, "no such path");
    mock.breaks(429);
    assert_eq!(send("/emails", Some("re_1"), good.clone()).await, 429);
    mock.mends();
    assert_eq!(send("/emails", Some("re_1"), good).await, 200);
    assert_eq!(mock.heard("POST /emails").len(), 6);
}
