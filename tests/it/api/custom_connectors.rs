//! Connectors that belong to an account (MODEL section 5): no other installs them, and those below it use what it shares (T6).

use crate::engine::rows;
use crate::support::World;
use crate::support::program::{Credential, Program};
use diesel::connection::SimpleConnection;
use serde_json::{Value, json};

const CUSTOM: &str = "/v1.0/account/connectors/custom";

/// The document of a small application with these operations.
fn document(title: &str, paths: &[&str]) -> Value {
    let operation = |path: &&str| {
        let answers =
            json!({"200": {"description": "ok", "content": {"application/json": {"schema": {"type": "object"}}}}});
        ((*path).to_owned(), json!({"get": {"operationId": path.trim_matches('/'), "responses": answers}}))
    };
    let paths: serde_json::Map<String, Value> = paths.iter().map(operation).collect();
    json!({"openapi": "3.1.0", "info": {"title": title, "version": "1"},
           "servers": [{"url": "https://api.harbour.example/v1"}], "paths": paths})
}

fn names(answer: &Value) -> Vec<String> {
    answer.as_array().unwrap().iter().map(|one| one["Name"].as_str().unwrap().to_owned()).collect()
}

/// Programs with tokens that are bound to accounts.
async fn bound(world: &World, accounts: &[berth::ids::AccountId]) -> Vec<Program> {
    let credential = Credential::made_by(&world.console().await, "Bound").await;
    let mut all = Vec::new();
    for account in accounts {
        let scope = format!("account:{account}");
        all.push(Program::with("bound", world.app.config.url.as_str(), &credential, &scope).await);
    }
    all
}

#[actix_web::test]
async fn an_account_is_given_a_connector_that_it_alone_installs() {
    let world = World::start().await;
    world.near().connector("ledgerly", json!({"name": "Ledgerly", "base_url": "https://api.example"})).unwrap();
    let of_partner = world.program().await;
    let naming =
        |account: &str| Program::new("program", world.app.config.url.as_str(), &of_partner.token).naming(account);
    let (branch, sibling) = (naming("branch"), naming("sibling"));
    let body = json!({"Name": "Harbour Tills", "OpenApi": document("Tills", &["/tills", "/sales"])});
    let made = branch.post(CUSTOM, body).await.assert_ok().json();
    assert_eq!(
        (&made["Name"], &made["Kind"], &made["Version"], &made["MethodCount"], &made["OwnedByAccount"]),
        (&json!("Harbour Tills"), &json!("Custom"), &json!("v1"), &json!(2), &json!(true))
    );
    let id = made["Id"].as_str().unwrap();
    let one = format!("{CUSTOM}/{id}");
    assert_eq!(branch.get(&one).await.assert_ok().json(), made);
    assert_eq!(names(&branch.get(CUSTOM).await.assert_ok().json()), ["Harbour Tills"]);
    assert_eq!(names(&branch.get("/v1.0/connectors").await.json()), ["Harbour Tills", "Ledgerly"]);
    let partners = branch.get("/v1.0/connectors?includeCustomConnectors=false").await.assert_ok().json();
    assert_eq!((names(&partners), &partners[0]["OwnedByAccount"]), (vec!["Ledgerly".to_owned()], &json!(false)));
    // Another account of the same partner knows nothing of it, whoever asks for it (T4, T7).
    let [branch_bound, sibling_bound, leaf_bound] =
        <[Program; 3]>::try_from(bound(&world, &[world.branch, world.sibling, world.leaf]).await).ok().unwrap();
    for other in [&sibling, &sibling_bound, &leaf_bound] {
        assert_eq!(names(&other.get("/v1.0/connectors").await.assert_ok().json()), ["Ledgerly"]);
        assert_eq!(names(&other.get(CUSTOM).await.assert_ok().json()), Vec::<String>::new());
        for path in [format!("/v1.0/connectors/{id}"), "/v1.0/connectors/Harbour%20Tills".to_owned(), one.clone()] {
            other.get(&path).await.assert_status(404);
        }
        other.get(&format!("/v1.0/connectors/{id}/methods")).await.assert_status(404);
        other.post(&format!("/v1.0/connectors/{id}/install"), json!({})).await.assert_status(404);
        other.post("/v1.0/connectors/Harbour%20Tills/install", json!({})).await.assert_status(404);
        other.put(&one, json!({"Name": "Mine"})).await.assert_status(404);
        other.delete(&one).await.assert_status(404);
    }
    assert_eq!(names(&branch_bound.get(CUSTOM).await.assert_ok().json()), ["Harbour Tills"]);
    // Another document is its next release, live at once; what is installed has it.
    let installed = branch_bound.post(&format!("/v1.0/connectors/{id}/install"), json!({})).await.assert_ok().json();
    let changed = branch.put(&one, json!({"Name": "Tills", "OpenApi": document("x", &["/tills"]).to_string()})).await;
    let changed = changed.assert_ok().json();
    assert_eq!(
        (&changed["Name"], &changed["Version"], &changed["MethodCount"]),
        (&json!("Tills"), &json!("v2"), &json!(1))
    );
    let here = format!("/v1.0/account/connectors/{}", installed["Id"].as_str().unwrap());
    let now = branch.get(&here).await.assert_ok().json();
    assert_eq!((&now["Connector"]["Name"], &now["Connector"]["Version"]), (&json!("Tills"), &json!("v2")));
    let refused = branch.delete(&one).await;
    assert!(refused.status == 409 && refused.body.contains("installed"), "{}", refused.body);
    branch.delete(&here).await.assert_ok();
    branch_bound.delete(&one).await.assert_ok();
    branch.get(&one).await.assert_status(404);
    assert_eq!(rows(&world, "count(*) from connectors where owner_id is not null"), ["0"]);
    let told =
        rows(&world, "action, account_id is not null from audit_log where action ~ '^connector[.]' order by seq");
    let all = ["created|f", "created|t", "edited|t", "drafted|t", "promoted|t", "removed|t"];
    assert_eq!(told, all.map(|one| format!("connector.{one}")));
}

#[actix_web::test]
async fn a_sub_account_uses_what_its_parent_shares_of_its_own() {
    let world = World::start().await; // T6
    let library = json!({"name": "Tills", "base_url": "https://api.harbour.example",
                         "methods": [{"key": "list", "name": "List tills", "verb": "GET", "path": "/tills"}]});
    let library = world.near().own_connector(world.branch, library).unwrap();
    let of_partner = world.program().await.naming("branch");
    let installed = of_partner.post(&format!("/v1.0/connectors/{library}/install"), json!({})).await.assert_ok().json();
    let methods = of_partner.get(&format!("/v1.0/connectors/{library}/methods")).await.assert_ok().json();
    let leaf_of_partner = Program::new("program", world.app.config.url.as_str(), &of_partner.token).naming("leaf");
    let sibling = Program::new("program", world.app.config.url.as_str(), &of_partner.token).naming("sibling");
    let leaf_bound = bound(&world, &[world.leaf]).await.remove(0);
    for leaf in [&leaf_of_partner, &leaf_bound] {
        let cycle = leaf.post("/v1.0/cycles", json!({"Name": "Takings"})).await.assert_status(201).json();
        let steps = format!("/v1.0/cycles/{}/steps", cycle["Id"].as_str().unwrap());
        let step = json!({"Name": "List", "ActionType": "Action", "AccountConnectorId": installed["Id"],
                          "MethodId": methods[0]["Id"]});
        let made = leaf.post(&steps, step).await.assert_ok().json();
        assert_eq!(made["Method"]["Name"], "List tills");
    }
    let cycle = sibling.post("/v1.0/cycles", json!({"Name": "Takings"})).await.assert_status(201).json();
    let steps = format!("/v1.0/cycles/{}/steps", cycle["Id"].as_str().unwrap());
    let step = json!({"Name": "List", "ActionType": "Action", "AccountConnectorId": installed["Id"],
                      "MethodId": methods[0]["Id"]});
    sibling.post(&steps, step).await.assert_status(400);
    // The builder offers it where it may be named: in the branch and below it, not to the partner's templates.
    let console = world.console().await;
    let add = |account: berth::ids::AccountId, cycle: &str| {
        format!("/console/accounts/{account}/cycles/{cycle}/build/add?kind=action")
    };
    let of_leaf = rows(&world, &format!("id from cycles where account_id = '{}' limit 1", world.leaf)).remove(0);
    let offered = console.get(&add(world.leaf, &of_leaf)).await;
    assert!(offered.assert_ok().body.contains("Tills"), "{}", offered.body);
    let elsewhere = console.get(&add(world.sibling, cycle["Id"].as_str().unwrap())).await;
    assert!(!elsewhere.assert_ok().body.contains("Tills"));
}

#[actix_web::test]
async fn what_is_no_document_is_refused_and_nothing_is_kept() {
    let world = World::start().await;
    let program = world.program().await.naming("branch");
    let without_server = json!({"openapi": "3.1.0", "info": {"title": "T", "version": "1"},
                                "paths": {"/a": {"get": {"responses": {"200": {"description": "ok"}}}}}});
    for (body, said) in [
        (json!({}), "OpenApi: give"),
        (json!({"OpenApi": null}), "OpenApi: give"),
        (json!({"OpenApi": 7}), "OpenApi: give the document as an object"),
        (json!({"OpenApi": "no: document"}), "OpenApi: "),
        (json!({"OpenApi": document("T", &[])}), "No operation of the document can be used"),
        (json!({"OpenApi": without_server}), "OpenApi: base_url: "),
        (json!({"Name": "", "OpenApi": document("T", &["/a"])}), "Name: "),
        (json!({"Name": "x".repeat(101), "OpenApi": document("T", &["/a"])}), "Name: 101 characters"),
    ] {
        let refused = program.post(CUSTOM, body.clone()).await;
        assert!(refused.status == 400 && refused.body.contains(said), "{body}: {} {}", refused.status, refused.body);
    }
    let large = json!({"Name": "T", "OpenApi": "x".repeat(6 * 1024 * 1024)});
    program.post(CUSTOM, large).await.assert_status(413);
    assert_eq!(rows(&world, "count(*) from connectors"), ["0"]);
    // As many as an account may have, and no more.
    let made = program.post(CUSTOM, json!({"OpenApi": document("Harbour", &["/a"])})).await.assert_ok().json();
    assert_eq!(made["Name"], "Harbour", "as the document calls itself");
    let more = "insert into connectors (partner_id, id, key, name, name_key, kind, origin, created_at, updated_at, owner_id)
                select partner_id, app.new_id(created_at), 'k' || n, 'K', 'k', 'custom', 'hand', created_at, created_at, owner_id
                  from connectors, generate_series(1, 49) n";
    world.database.look().batch_execute(more).unwrap();
    let refused = program.post(CUSTOM, json!({"OpenApi": document("T", &["/a"])})).await;
    assert!(refused.status == 400 && refused.body.contains("50 connectors"), "{}", refused.body);
}

#[actix_web::test]
async fn staff_import_one_for_an_account_and_a_purge_takes_it_along() {
    let world = World::start().await;
    let console = world.console().await;
    let choose = console.get(&format!("/console/accounts/{}/connectors/new", world.branch)).await;
    let import = format!("/console/connectors/import?owner={}", world.branch);
    assert!(choose.assert_ok().attributes_of("main a", "href").contains(&import));
    let page = console.get(&import).await;
    assert!(page.assert_ok().text_of("main").unwrap().contains("It will belong to Branch Office"));
    console.get(&format!("/console/connectors/import?owner={}", world.other)).await.assert_not_found();
    let owner = world.branch.to_string();
    let text = document("Harbour", &["/a"]).to_string();
    let into = [("owner", owner.as_str())];
    let draft = console.upload_with("/console/connectors/import", &into, ("text", &text)).await;
    let draft = draft.assert_redirect("/console/connectors/").location().to_owned();
    let version = console.get(&format!("{draft}/promotion")).await.value_of("main input[name=version]").unwrap();
    let connector = draft.split("/releases/").next().unwrap().to_owned();
    console.post(&format!("{draft}/promotion"), &[("version", &version)]).await.assert_redirect(&connector);
    assert!(
        console
            .get(&connector)
            .await
            .assert_ok()
            .text_of("main")
            .unwrap()
            .contains("Branch Office, which alone can install it")
    );
    let listed = console.get("/console/connectors?owner=accounts").await;
    assert!(listed.assert_ok().text_of("tbody").unwrap().contains("Owned by Branch Office"));
    assert!(
        !console.get("/console/connectors?owner=partner").await.assert_ok().body.contains("Owned by Branch Office")
    );
    // Offered in the branch, not in its neighbour.
    let choose = |account: berth::ids::AccountId| format!("/console/accounts/{account}/connectors/new");
    assert!(console.get(&choose(world.branch)).await.assert_ok().body.contains("Harbour"));
    assert!(!console.get(&choose(world.sibling)).await.assert_ok().body.contains("Harbour"));
    let id = connector.rsplit('/').next().unwrap();
    console.get(&format!("{}?connector={id}", choose(world.sibling))).await.assert_not_found();
    let form = [("connector", id), ("name", "Stolen")];
    console.post(&format!("/console/accounts/{}/connectors", world.sibling), &form).await.assert_not_found();
    console
        .post(&format!("/console/accounts/{}/connectors", world.branch), &form)
        .await
        .assert_redirect("/console/accounts/");
    world.near().delete(world.branch).unwrap();
    world.clock.advance(chrono::Duration::days(91));
    world.near().purge_due().unwrap();
    assert_eq!(rows(&world, "count(*) from connectors"), ["0"]);
    let counted = "counts ->> 'connectors', counts ->> 'connector_releases', counts ->> 'account_connectors' from purge_certificates where api_id = 'branch'";
    assert_eq!(rows(&world, counted), ["1|1|1"]);
}
