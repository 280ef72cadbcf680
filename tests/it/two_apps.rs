//! A cycle between two applications, each a mock made from its real description: the projects of Xero, where the customer
//! signs in (OAuth 2.0, a real server) and whose list has pages, are split, decided upon, waited for, mailed one by one
//! through Resend and joined to one report.

use crate::engine::{post, rows, run, world};
use crate::support::mock::Mock;
use crate::support::oauth::{PARTNER, Provider};
use crate::support::target::Heard;
use crate::support::{Caller, World};
use crate::whole_way::{connected, hook_of, id_of, imported, installed, key_of};
use chrono::Duration;
use serde_json::{Value, json};
use uuid::Uuid;

const TENANT: &str = "70784a63-d24b-46a9-a4db-0e70a274b056";

/// Five projects on pages of two, every second one in progress.
fn projects(heard: &Heard) -> Value {
    let query: Vec<(String, String)> =
        url::form_urlencoded::parse(heard.path.split_once('?').unwrap_or_default().1.as_bytes()).into_owned().collect();
    let asked = |name: &str| query.iter().find(|(known, _)| known == name).and_then(|(_, value)| value.parse().ok());
    let (page, size): (usize, usize) = (asked("page").unwrap_or(1), asked("pageSize").unwrap_or(50));
    let items: Vec<Value> = (0..5)
        .skip((page - 1) * size)
        .take(size)
        .map(|no| {
            let status = if no % 2 == 0 { "INPROGRESS" } else { "CLOSED" };
            json!({"projectId": Uuid::from_u128(no), "name": format!("Project {no}"), "status": status})
        })
        .collect();
    json!({"pagination": {"page": page, "pageSize": size, "pageCount": 5usize.div_ceil(size), "itemCount": 5}, "items": items})
}

fn flow(xero: &str, resend: &str) -> Value {
    let mail = |to: &str, subject: &str| {
        json!({"rules": [
            {"target": "body.from", "source": {"fixed": "Reports <reports@northwind.test>"}},
            {"target": "body.to", "source": {"fixed": to}},
            {"target": "body.subject", "source": {"expression": subject}},
            {"target": "body.text", "source": {"fixed": "As asked."}}]})
    };
    json!({
        "steps": [
            {"key": "asked", "name": "Asked for", "kind": "webhook"},
            {"key": "list", "name": "All projects", "kind": "action", "slot": "xero", "method": "get_projects", "pages": 10,
             "split": {"by": "each", "path": ""},
             "mapping": {"rules": [
                {"target": "header.Xero-Tenant-Id", "source": {"fixed": TENANT}},
                {"target": "query.pageSize", "source": {"fixed": 2}}]}},
            {"key": "is_open", "name": "In progress?", "kind": "decision",
             "condition": {"all": [{"left": {"expression": "item.status"}, "test": "equals", "right": {"fixed": "INPROGRESS"}}]}},
            {"key": "later", "name": "Half an hour later", "kind": "delay", "minutes": 30},
            {"key": "mail", "name": "Mail the owner", "kind": "action", "slot": "resend", "method": "emails_send",
             "mapping": mail("owner@northwind.test", "item.name")},
            {"key": "all", "name": "All mailed", "kind": "wait_all"},
            {"key": "report", "name": "Report", "kind": "action", "slot": "resend", "method": "emails_send",
             "mapping": mail("boss@northwind.test", "(steps.all|length) ~ ' projects'")}],
        "edges": [
            {"from": "asked", "to": "list"}, {"from": "list", "to": "is_open"},
            {"from": "is_open", "port": "yes", "to": "later"}, {"from": "later", "to": "mail"},
            {"from": "is_open", "port": "no", "to": "all"}, {"from": "mail", "to": "all"}, {"from": "all", "to": "report"}],
        "slots": [{"key": "xero", "connector": xero}, {"key": "resend", "connector": resend}]
    })
}

/// Adds the connector to the root and signs in there as its person; answers its page.
async fn signed_in(world: &World, console: &Caller, provider: &Provider, connector: &str) -> String {
    let here = format!("/console/accounts/{}/connectors", world.root);
    let form = [("connector", id_of(connector)), ("name", "Xero"), ("shared", "1")];
    let page = console.post(&here, &form).await.assert_redirect(&here).location().to_owned();
    let question = console.get(&format!("{page}/connection")).await;
    let leaves = console.send(&question, "main form.page", &[]).await;
    let back = provider.allow(leaves.assert_ok().header("refresh").strip_prefix("0; url=").unwrap()).await;
    console.get(&back[back.find("/oauth/callback").unwrap()..]).await.assert_redirect(&page);
    page
}

#[actix_web::test]
async fn projects_are_paged_split_decided_delayed_mailed_and_joined() {
    let (world, xero, resend) = (world().await, Mock::of("xero_projects.yaml"), Mock::of("resend.yaml"));
    let provider = Provider::start(&world);
    let console = world.console().await;
    xero.gives("GET /Projects", projects);
    let (authorize, token) = (format!("{}/auth", provider.url), format!("{}/token", provider.url));
    let differs = [
        ("base_url", xero.url.as_str()),
        ("authorize_url", &authorize),
        ("token_url", &token),
        ("scopes", "orders | What the test's server grants"),
    ];
    let projects = imported(&console, "xero_projects.yaml", &differs).await;
    let registration = console.get(&format!("{projects}/client")).await;
    let client = [("client_id", PARTNER.0), ("client_secret", PARTNER.1)];
    console.send(&registration, "main form.page", &client).await.assert_redirect(&projects);
    let mails = imported(&console, "resend.yaml", &[("base_url", &resend.url)]).await;
    let flow = flow(&key_of(&world, &projects), &key_of(&world, &mails));
    let template = crate::templates::live(&console, "Projects in progress", &flow).await;
    let signed_in = signed_in(&world, &console, &provider, &projects).await;
    let with_token = connected(&console, world.root, &mails, "Resend", "re_root").await;
    let slots = [("slot_xero", id_of(&signed_in)), ("slot_resend", id_of(&with_token))];
    let cycle = installed(&console, world.root, &template, "Projects", &slots).await;
    let hook = hook_of(&console, &cycle, "asked").await;

    assert_eq!(post(&world, &hook, &[], &json!({})).await.0, 202);
    run(&world).await;
    assert_eq!(rows(&world, "message from incidents"), Vec::<String>::new());
    let pages = xero.heard("GET /Projects");
    assert_eq!(pages.len(), 3, "five by two: {:?}", xero.exchanges());
    assert!(pages.iter().all(|page| page.header("authorization").starts_with("Bearer ")));
    assert!(pages.iter().all(|page| page.header("xero-tenant-id") == TENANT));
    let count = "origin, status, count(*) from transactions group by origin, status order by origin, status";
    assert_eq!(rows(&world, count), ["item|done|2", "item|waiting|3", "webhook|waiting|1"]);
    assert_eq!(resend.heard("POST /emails").len(), 0, "they wait");
    world.clock.advance(Duration::minutes(31));
    run(&world).await;
    assert_eq!(rows(&world, count), ["item|done|5", "webhook|done|1"]);
    let mut subjects: Vec<String> =
        resend.heard("POST /emails").iter().map(|mail| mail.body["subject"].as_str().unwrap().to_owned()).collect();
    assert_eq!(subjects.last().map(String::as_str), Some("5 projects"), "the report is the last");
    subjects.sort();
    assert_eq!(subjects, ["5 projects", "Project 0", "Project 2", "Project 4"]);
    for mock in [&xero, &resend] {
        assert!(mock.exchanges().iter().all(|one| one.status == 200), "{:?}", mock.exchanges());
    }
    // M1, M2: the ledger has each page, each item's decision none, each mail.
    assert_eq!(rows(&world, "sum(tasks) from transactions"), rows(&world, "count(*) from ledger"));
    assert_eq!(rows(&world, "count(*) from ledger"), ["7"]);
}
