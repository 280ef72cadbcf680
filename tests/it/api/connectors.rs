//! Connectors: what the library has, installing one with what it is given, and working with those that are installed.

use crate::engine::rows;
use crate::support::World;
use crate::support::program::Program;
use reqwest::Method;
use serde_json::{Value, json};

/// Two connectors of the library: one with a token and parameters, one with an application's own fields.
async fn world() -> (World, Program, [String; 2]) {
    let world = World::start().await;
    let parameters = json!([{"key": "office", "title": "Office"},
                            {"key": "region", "title": "Region", "choices": ["eu", "us"], "default": "eu", "required": true}]);
    let method = |key: &str, name: &str, category: &str| {
        json!({"key": key, "name": name, "category": category, "verb": "GET", "path": format!("/{key}/{{id}}"),
               "request": [{"path": "id", "place": "path", "kind": "text", "required": true},
                           {"path": "note", "place": "body", "kind": "text"}],
               "response": [{"path": "total", "kind": "number"}]})
    };
    let ledgerly = json!({
        "name": "Ledgerly", "description": "Books.", "base_url": "https://api.example", "authentication": {"kind": "bearer"},
        "parameters": parameters,
        "methods": [method("list", "List invoices", "Invoices"), method("find", "Find invoice", "Invoices"),
                    method("people", "List people", "People")],
    });
    let own = json!({
        "name": "Own Fields", "base_url": "https://api.example",
        "authentication": {"kind": "custom", "fields": [{"key": "seal", "title": "Seal", "secret": true, "required": true}],
                           "headers": [{"name": "X-Seal", "value": "{seal}"}]},
    });
    let near = world.near();
    let ids = [near.connector("ledgerly", ledgerly).unwrap(), near.connector("own", own).unwrap()];
    let program = world.program().await.naming("branch");
    (world, program, ids.map(|id| id.to_string()))
}

#[actix_web::test]
async fn the_library_is_listed_searched_and_found_by_id_name_and_version() {
    let (world, program, [ledgerly, own]) = world().await;
    let all = program.get("/v1.0/connectors?pageSize=50").await;
    let names = |answer: &Value| -> Vec<String> {
        answer.as_array().unwrap().iter().map(|one| one["Name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&all.assert_ok().json()), ["Ledgerly", "Own Fields"]);
    assert_eq!(all.header("total-pages"), "1");
    let first = program.get("/v1.0/connectors?pageSize=1&sortOrderAsc=false").await;
    assert_eq!((names(&first.assert_ok().json()), first.header("total-pages")), (vec!["Own Fields".to_owned()], "2"));
    let next = first.header("link").split(['<', '>']).nth(1).unwrap().to_owned();
    assert_eq!(names(&program.get(&next).await.assert_ok().json()), ["Ledgerly"]);
    assert_eq!(names(&program.get("/v1.0/connectors?query=EDGER").await.json()), ["Ledgerly"]);
    assert_eq!(names(&program.get("/v1.0/connectors?query=%25").await.json()), Vec::<String>::new());
    assert_eq!(names(&program.get("/v1.0/connectors?category=CRMs").await.json()), Vec::<String>::new());
    let one = program.get(&format!("/v1.0/connectors/{ledgerly}")).await.assert_ok().json();
    assert_eq!((&one["Name"], &one["Version"], &one["Status"]), (&json!("Ledgerly"), &json!("v1"), &json!("Approved")));
    assert_eq!((&one["AuthenticationType"], &one["MethodCount"]), (&json!("Bearer"), &json!(3)));
    assert!(one["Icon"].as_str().unwrap().starts_with("data:image/"));
    assert_eq!(one["Properties"][1]["Choices"], json!(["eu", "us"]));
    assert_eq!(
        one["Credentials"],
        json!([{"Name": "token", "Title": "Access token", "Required": true, "Secret": true}])
    );
    for path in ["/v1.0/connectors/own%20fields", "/v1.0/connectors/Own%20Fields/v1", "/v1.0/connectors/Own%20Fields/1"]
    {
        assert_eq!(program.get(path).await.assert_ok().json()[0]["Id"], json!(own), "{path}");
    }
    for path in ["/v1.0/connectors/1234", "/v1.0/connectors/Ledgerly/v9", "/v1.0/connectors/Ledgerly/v9/methods"] {
        program.get(path).await.assert_status(404);
    }
    program.get("/v1.0/connectors?includeCustomConnectors=perhaps").await.assert_status(400);
    // The account must be named, and be one of ours.
    let nameless = Program::new("nameless", world.app.config.url.as_str(), &program.token);
    nameless.get("/v1.0/connectors").await.assert_status(400);
}

#[actix_web::test]
async fn methods_are_listed_with_what_they_take_and_give() {
    let (_world, program, [ledgerly, _]) = world().await;
    let all = program.get(&format!("/v1.0/connectors/{ledgerly}/methods/")).await;
    let found = all.assert_ok().json();
    assert_eq!(found.as_array().unwrap().len(), 3);
    assert_eq!((&found[0]["Name"], &found[0]["MethodType"]), (&json!("Find invoice"), &json!("GET")));
    assert_eq!((&found[0]["EndPoint"], &found[0]["Category"]), (&json!("/find/{id}"), &json!("Invoices")));
    assert_eq!(found[0]["Parameters"][0]["Id"], "path.id");
    assert_eq!(found[0]["RequestFields"][0]["Id"], "body.note");
    assert_eq!(
        (&found[0]["ResponseFields"][0]["Name"], &found[0]["Id"]),
        (&json!("total"), &found[0]["MethodUniqueIdentifier"])
    );
    let narrow =
        program.get("/v1.0/connectors/Ledgerly/v1/methods?category=Invoices&query=list").await.assert_ok().json();
    assert_eq!((narrow.as_array().unwrap().len(), &narrow[0]["Key"]), (1, &json!("list")));
    let one = program.get("/v1.0/connectors/Ledgerly/v1/methods?category=Invoices&pageSize=1").await;
    let next = one.assert_ok().header("link").split(['<', '>']).nth(1).unwrap().to_owned();
    assert_eq!((one.header("total-pages"), &program.get(&next).await.json()[0]["Key"]), ("2", &json!("list")));
}

#[actix_web::test]
async fn one_is_installed_with_its_credentials_changed_deauthenticated_and_removed() {
    let (world, program, [ledgerly, own]) = world().await;
    let body =
        json!({"AuthValue": "t0ken-of-the-branch", "Properties": [{"Name": "Office", "Value": "Leeds", "Id": 0}]});
    let made = program.post(&format!("/v1.0/connectors/{ledgerly}/install"), body.clone()).await.assert_ok().json();
    assert_eq!(
        (&made["Name"], &made["Authenticated"], &made["State"]),
        (&json!("Ledgerly"), &json!(true), &json!("Ready"))
    );
    assert_eq!((&made["Connector"]["Name"], &made["Shared"]), (&json!("Ledgerly"), &json!(true)));
    let again = program.post("/v1.0/connectors/Ledgerly/install", body).await.assert_ok().json();
    assert_eq!(again["Name"], "Ledgerly 2", "a name of its own");
    let fields = json!({"Credentials": {"Seal": "wax"}, "Name": "Ours", "Description": "For orders", "Shared": false});
    let custom = program.post(&format!("/v1.0/connectors/{own}/install"), fields).await.assert_ok().json();
    assert_eq!((&custom["Authenticated"], &custom["Description"]), (&json!(true), &json!("For orders")));
    let listed = program.get("/v1.0/account/connectors?pageSize=2").await;
    assert_eq!((listed.assert_ok().json().as_array().unwrap().len(), listed.header("total-pages")), (2, "2"));
    for secret in ["t0ken-of-the-branch", "wax"] {
        assert!(!program.get("/v1.0/account/connectors?pageSize=50").await.body.contains(secret), "write-only");
    }
    let one = format!("/v1.0/account/connectors/{}", made["Id"].as_str().unwrap());
    assert_eq!(program.get(&one).await.assert_ok().json(), made);
    let changed =
        program.put(&one, json!({"Description": "Books of Leeds", "Properties": [{"Name": "region", "Value": "us"}]}));
    assert_eq!(changed.await.assert_ok().json()["Description"], "Books of Leeds");
    let values = program.get(&format!("{one}/properties")).await.assert_ok().json();
    assert_eq!((&values[0]["Value"], &values[1]["Value"]), (&json!("Leeds"), &json!("us")), "the others stay");
    let forgotten = program.put(&format!("{one}/deauthenticate"), json!({})).await;
    forgotten.assert_said(200, "Connector 'Ledgerly' successfully de-authenticated.");
    assert_eq!(program.get(&one).await.json()["Authenticated"], false);
    program.put(&format!("{one}/deauthenticate"), json!({})).await.assert_status(409);
    assert_eq!(program.put(&one, json!({"AuthValue": "another"})).await.assert_ok().json()["Authenticated"], true);
    program.delete(&one).await.assert_ok();
    program.get(&one).await.assert_status(404);
    program.delete(&one).await.assert_status(404);
    assert_eq!(rows(&world, "count(*) from account_connectors"), ["2"]);
    // By a key once.
    let keyed = async || {
        let body = json!({"AuthValue": "x"}).to_string();
        program.call(Method::POST, "/v1.0/connectors/Ledgerly/install", Some(body), &[("idempotency-key", "k1")]).await
    };
    let first = keyed().await.assert_ok().json();
    let replayed = keyed().await;
    assert_eq!((replayed.assert_ok().json(), replayed.header("idempotent-replayed")), (first, "true"));
}

#[actix_web::test]
async fn what_is_wrong_is_refused_by_its_name_and_nothing_is_installed() {
    let (world, program, [ledgerly, own]) = world().await;
    let install = |id: &str| format!("/v1.0/connectors/{id}/install");
    for (path, body, said) in [
        (
            install(&ledgerly),
            json!({"Properties": [{"Name": "Dont exist", "Value": "x"}]}),
            "There is not a connector property that matches name 'Dont exist'.",
        ),
        (
            install(&ledgerly),
            json!({"Properties": [{"Name": "region", "Value": "mars"}]}),
            "Properties.region: Choose one of eu, us.",
        ),
        (
            install(&ledgerly),
            json!({"Credentials": {"ApiKey": "x"}}),
            "Credentials.ApiKey: this connector asks for no such field.",
        ),
        (install(&ledgerly), json!({"AuthValue": ""}), "Credentials.token: Enter the access token."),
        (install(&ledgerly), json!({"Name": "x".repeat(101), "AuthValue": "x"}), "Name: "),
        (install(&own), json!({"AuthValue": "x"}), "AuthValue: give the application's own fields"),
    ] {
        let refused = program.post(&path, body.clone()).await;
        assert!(refused.status == 400 && refused.body.contains(said), "{body}: {}", refused.body);
    }
    program.post(&install("nothing"), json!({})).await.assert_status(404);
    program.post(&install(&uuid::Uuid::now_v7().to_string()), json!({})).await.assert_status(404);
    assert_eq!(rows(&world, "count(*) from account_connectors"), ["0"]);
}

#[actix_web::test]
async fn properties_are_read_set_and_taken_away_one_by_one() {
    let (_world, program, [ledgerly, _]) = world().await;
    let made = program.post(&format!("/v1.0/connectors/{ledgerly}/install"), json!({})).await.assert_ok().json();
    assert_eq!(made["State"], "Open");
    let here = format!("/v1.0/account/connectors/{}/properties", made["Id"].as_str().unwrap());
    let set = program.post(&here, json!({"Name": "Office", "Value": "ABC-1234", "Id": 0})).await.assert_ok().json();
    assert_eq!(
        (&set["Id"], &set["Value"], &set["AccountConnectorId"]),
        (&json!("office"), &json!("ABC-1234"), &made["Id"])
    );
    let one = format!("{here}/office");
    assert_eq!(program.get(&one).await.assert_ok().json(), set);
    assert_eq!(program.put(&one, json!({"Value": 4321})).await.assert_ok().json()["Value"], "4321");
    program.delete(&one).await.assert_ok();
    assert_eq!(program.get(&one).await.json()["Value"], "");
    program.get(&format!("{here}/nothing")).await.assert_status(404);
    program.put(&format!("{here}/nothing"), json!({"Value": "x"})).await.assert_status(404);
    program.put(&format!("{here}/region"), json!({"Value": "mars"})).await.assert_status(400);
    program.post(&here, json!({"Name": "nothing", "Value": "x"})).await.assert_status(400);
    let foreign = here.replace("/account/connectors/", "/account/connectors/0");
    program.get(&foreign).await.assert_status(404);
}
