//! Connectors installed in accounts: adding, connecting, changing and removing them, in the console and in the account
//! view.

mod inheritance;
mod links;
mod secrets;
mod stopping;

use crate::people::{count, lines};
use crate::support::{Caller, World, world::PASSWORD};
use berth::ids::AccountId;
use serde_json::{Value, json};

/// A connector's definition with this authentication.
fn definition(name: &str, authentication: Value) -> Value {
    json!({
        "name": name, "base_url": "https://api.example", "authentication": authentication,
        "parameters": [{ "key": "office", "title": "Office", "hint": "As in the address." },
                       { "key": "region", "title": "Region", "choices": ["eu", "us"], "default": "eu", "required": true }],
    })
}

/// A connector of the library that takes a bearer token.
fn ledgerly(world: &World) -> String {
    world.near().connector("ledgerly", definition("Ledgerly", json!({ "kind": "bearer" }))).unwrap().to_string()
}

fn in_console(account: AccountId) -> String {
    format!("/console/accounts/{account}/connectors")
}

fn in_account(account: AccountId) -> String {
    format!("/a/{account}/connectors")
}

/// Adds one through the form; answers the address of its page.
async fn added(caller: &Caller, here: &str, library: &str, name: &str, shared: &str) -> String {
    let form = [("connector", library), ("name", name), ("shared", shared)];
    caller.post(here, &form).await.assert_redirect(here).location().to_owned()
}

/// Adds one and gives it a token.
async fn connected(caller: &Caller, here: &str, library: &str, name: &str, token: &str) -> String {
    let page = added(caller, here, library, name, "1").await;
    caller.post(&format!("{page}/connection"), &[("token", token), ("version", "1")]).await.assert_redirect(&page);
    page
}

fn id_of(page: &str) -> uuid::Uuid {
    page.rsplit('/').next().unwrap().parse().unwrap()
}

/// Somebody of an account with this role, signed in.
async fn somebody(world: &World, account: AccountId, role: &str) -> Caller {
    let email = format!("{role}.{}@customer.test", &account.to_string()[24..]);
    let person = world.near().account_user(&email, PASSWORD).unwrap();
    world.near().grant(person, account, role, false).unwrap();
    let caller = Caller::new(&email, world.config.url.as_str());
    caller.sign_in(&email, PASSWORD).await.assert_status(303);
    caller
}

async fn badge(caller: &Caller, page: &str) -> String {
    caller.get(page).await.assert_ok().text_of(".page-title .badge").unwrap_or_default()
}

/// The same way through in both places.
async fn there_and_back(world: &World, caller: &Caller, here: &str, by: &str) {
    let library = ledgerly(world);
    let empty = caller.get(here).await;
    assert!(empty.assert_ok().body.contains("No connectors yet"));
    let choice = caller.get(&format!("{here}/new?q=ledg")).await;
    assert_eq!(choice.attributes_of("tbody a", "href"), [format!("{here}/new?connector={library}")]);
    let part = caller.get_fragment(&format!("{here}/new?q=zzz")).await;
    assert!(!part.body.contains("<html") && part.body.contains("Clear search"), "{}", part.body);
    let form = caller.get(&format!("{here}/new?connector={library}")).await;
    assert_eq!(form.value_of("input[name=name]").as_deref(), Some("Ledgerly"));
    assert!(form.value_of("input[name=parameter_office]").is_some() && form.body.contains("name=\"parameter_region\""));
    let key = form.value_of("input[name=idempotency_key]").unwrap();
    let fields = [
        ("connector", library.as_str()),
        ("name", "Leeds"),
        ("parameter_office", "leeds"),
        ("shared", "1"),
        ("idempotency_key", key.as_str()),
    ];
    let page = caller.post(here, &fields).await.assert_redirect(here).location().to_owned();
    assert_eq!(caller.post(here, &fields).await.location(), page, "a form is carried out once");
    assert_eq!(badge(caller, &page).await, "Not connected");
    assert!(caller.get(&page).await.body.contains("leeds"));
    // A name that is taken, whatever its case; what was typed stays.
    let again = caller.post(here, &[("connector", &library), ("name", "LEEDS"), ("parameter_office", "kept")]).await;
    again.assert_refused("name", "has a connector called");
    assert_eq!(again.value_of("input[name=parameter_office]").as_deref(), Some("kept"));
    caller
        .post(&format!("{page}/connection"), &[("token", " "), ("version", "1")])
        .await
        .assert_refused("token", "Enter");
    let given = [("token", "token-1"), ("version", "1")];
    caller.post(&format!("{page}/connection"), &given).await.assert_redirect(&page);
    assert_eq!(badge(caller, &page).await, "Connected");
    assert!(caller.get(&page).await.text_of("dl.facts").unwrap().contains(&format!("by {by}")));
    // Two who edit: the second is told, and sees what was typed.
    let late = caller.post(&format!("{page}/edit"), &[("name", "Late"), ("version", "1")]).await;
    late.assert_status(409);
    assert_eq!(late.value_of("input[name=name]").as_deref(), Some("Late"));
    assert_eq!(late.value_of("input[name=version]").as_deref(), Some("2"));
    let changed = [("name", "Leeds office"), ("parameter_region", "us"), ("version", "2")];
    caller.post(&format!("{page}/edit"), &changed).await.assert_redirect(&page);
    assert_eq!(badge(caller, &page).await, "Connected", "changing it keeps its credentials");
    for late in ["disconnection", "removal", "connection", "sharing"] {
        let form = [("token", "x"), ("shared", "no"), ("version", "2")];
        caller.post(&format!("{page}/{late}"), &form).await.assert_status(409);
    }
    caller.post(&format!("{page}/disconnection"), &[("version", "3")]).await.assert_redirect(&page);
    assert_eq!(badge(caller, &page).await, "Not connected");
    caller.post(&format!("{page}/disconnection"), &[("version", "4")]).await.assert_status(409);
    caller.post(&format!("{page}/removal"), &[("version", "4")]).await.assert_redirect(here);
    caller.get(&page).await.assert_not_found();
    assert_eq!(count(world, "account_connectors"), 0);
    let entries =
        lines(world, "select action as line from audit_log where action like 'account_connector.%' order by seq");
    let wanted = ["added", "connected", "edited", "disconnected", "removed"];
    assert_eq!(entries, wanted.map(|action| format!("account_connector.{action}")));
    let mine = "audit_log where action like 'account_connector.%' and account_id is not null";
    assert_eq!(count(world, mine), 5);
}

#[actix_web::test]
async fn staff_adds_connects_changes_and_removes_in_the_console() {
    let world = World::start().await;
    // The customer reads that the partner did it, and not who of its staff.
    there_and_back(&world, &world.console().await, &in_console(world.branch), "Northwind Apps").await;
}

#[actix_web::test]
async fn an_accounts_own_people_do_the_same_in_their_view() {
    let world = World::start().await;
    there_and_back(&world, &world.admin_of(world.branch).await, &in_account(world.branch), "branch admin").await;
}

#[actix_web::test]
async fn each_kind_of_authentication_has_its_own_form() {
    let world = World::start().await;
    let (console, here) = (world.console().await, in_console(world.branch));
    let custom = json!({ "kind": "custom", "fields": [
        { "key": "shop", "title": "Shop", "required": true }, { "key": "pin", "title": "PIN", "secret": true, "required": true }],
        "headers": [{ "name": "X-Pin", "value": "{pin}" }] });
    type Fields = &'static [(&'static str, &'static str)];
    let kinds: [(&str, Value, Fields); 4] = [
        ("key", json!({ "kind": "api_key", "place": "header", "name": "X-Key" }), &[("api_key", "password")]),
        ("basic", json!({ "kind": "basic" }), &[("user", "text"), ("secret", "password")]),
        ("bearer", json!({ "kind": "bearer" }), &[("token", "password")]),
        ("custom", custom, &[("custom_shop", "text"), ("custom_pin", "password")]),
    ];
    for (key, authentication, fields) in kinds {
        let library = world.near().connector(key, definition(key, authentication)).unwrap().to_string();
        let page = added(&console, &here, &library, key, "1").await;
        let form = console.get(&format!("{page}/connection")).await;
        let asked: Vec<_> = form.attributes_of("form.page input:not([type=hidden])", "name");
        assert_eq!(asked, fields.iter().map(|(name, _)| *name).collect::<Vec<_>>(), "{key}");
        let types = form.attributes_of("form.page input:not([type=hidden])", "type");
        assert_eq!(types, fields.iter().map(|(_, kind)| *kind).collect::<Vec<_>>(), "{key}");
        let mut given: Vec<(&str, &str)> = fields.iter().map(|(name, _)| (*name, "given")).collect();
        given.push(("version", "1"));
        console.post(&format!("{page}/connection"), &given).await.assert_redirect(&page);
        assert_eq!(badge(&console, &page).await, "Connected", "{key}");
    }
    let none = world.near().connector("none", definition("None", json!({ "kind": "none" }))).unwrap().to_string();
    let page = added(&console, &here, &none, "Open data", "1").await;
    assert_eq!(badge(&console, &page).await, "Connected");
    console.post(&format!("{page}/connection"), &[("version", "1")]).await.assert_status(409);
    console.post(&format!("{page}/links"), &[]).await.assert_status(409);
    let oauth = json!({ "kind": "oauth_code", "authorize_url": "https://a.example", "token_url": "https://t.example" });
    let oauth = world.near().connector("oauth", definition("OAuth", oauth)).unwrap().to_string();
    let page = added(&console, &here, &oauth, "By sign-in", "1").await;
    let form = console.get(&format!("{page}/connection")).await;
    assert!(
        form.assert_ok().body.contains("does not know this product yet")
            && form.value_of("main input[type=password]").is_none()
    );
    console.post(&format!("{page}/connection"), &[("version", "1"), ("token", "x")]).await.assert_status(409);
    assert_eq!(badge(&console, &page).await, "Not connected");
}

#[actix_web::test]
async fn parameters_are_checked_and_a_foreign_connector_is_not_found() {
    let world = World::start().await;
    let (console, here, library) = (world.console().await, in_console(world.branch), ledgerly(&world));
    let wrong = [("connector", library.as_str()), ("name", ""), ("parameter_region", "mars")];
    let refused = console.post(&here, &wrong).await;
    refused.assert_refused("name", "Enter a name");
    refused.assert_refused("parameter_region", "Choose one of eu, us");
    for absent in ["", "none", "00000000-0000-7000-8000-000000000000"] {
        console.post(&here, &[("connector", absent), ("name", "X")]).await.assert_not_found();
    }
    let far = berth::testing::Maker::existing(&world.config, &world.db, "contoso").unwrap();
    let foreign = far.connector("theirs", definition("Theirs", json!({ "kind": "bearer" }))).unwrap().to_string();
    console.post(&here, &[("connector", &foreign), ("name", "X")]).await.assert_not_found();
    console.get(&format!("{here}/new?connector={foreign}")).await.assert_not_found();
    let admin = world.admin_of(world.branch).await;
    admin.post(&in_account(world.branch), &[("connector", &foreign), ("name", "X")]).await.assert_not_found();
    assert!(!admin.get(&format!("{}/new", in_account(world.branch))).await.body.contains("Theirs"));
    // What is in the recycle bin takes no new connector.
    world.near().delete(world.sibling).unwrap();
    console.post(&in_console(world.sibling), &[("connector", &library), ("name", "X")]).await.assert_not_found();
    assert_eq!(count(&world, "account_connectors"), 0);
}

#[actix_web::test]
async fn who_may_look_may_not_change_and_nobody_is_offered_what_would_be_refused() {
    let world = World::start().await;
    let library = ledgerly(&world);
    let console = world.console().await;
    let page = connected(&console, &in_console(world.branch), &library, "Leeds", "token-1").await;
    let own = page.replace("/console/accounts/", "/a/");
    let form = [("connector", library.as_str()), ("name", "X"), ("version", "2"), ("token", "x"), ("shared", "no")];
    let changes = ["edit", "connection", "links", "disconnection", "sharing", "removal"];
    let viewer = somebody(&world, world.branch, "viewer").await;
    for page in [own.clone(), in_account(world.branch)] {
        let shown = viewer.get(&page).await;
        assert!(shown.assert_ok().body.contains("Leeds"));
        assert!(shown.attributes_of("main a.btn, main form button", "class").is_empty(), "{}", shown.body);
    }
    viewer.get(&format!("{}/new", in_account(world.branch))).await.assert_status(403);
    viewer.post(&in_account(world.branch), &form).await.assert_status(403);
    for change in changes {
        viewer.post(&format!("{own}/{change}"), &form).await.assert_status(403);
    }
    // Staff: View looks, Edit connects, Manage stops and removes.
    let looks = world.console_with(&[("connectors", "view")]).await;
    looks.get(&page).await.assert_ok();
    for change in changes {
        looks.post(&format!("{page}/{change}"), &form).await.assert_status(403);
    }
    let edits = world.console_with(&[("connectors", "edit")]).await;
    let shown = edits.get(&page).await;
    assert!(
        shown.body.contains("Reconnect") && !shown.body.contains("Stop sharing") && !shown.body.contains("Remove...")
    );
    for change in ["disconnection", "sharing", "removal"] {
        edits.post(&format!("{page}/{change}"), &form).await.assert_status(403);
    }
    edits.post(&format!("{page}/connection"), &form).await.assert_redirect(&page);
    world.console_with(&[("accounts", "manage")]).await.get(&page).await.assert_status(403);
    let standard = somebody(&world, world.branch, "standard").await;
    standard.post(&format!("{own}/disconnection"), &[("version", "3")]).await.assert_redirect(&own);
}
