//! The list of templates as programs read it: narrowed, ordered, paged, with the connectors that each calls.

use crate::engine::{three_steps, world};
use crate::support::World;
use crate::support::target::Target;
use crate::templates::{connector, live, sending};
use serde_json::{Value, json};

#[actix_web::test]
async fn templates_are_listed_by_tag_and_connector_in_either_order_with_what_they_call() {
    let (world, target) = (world().await, Target::start());
    let (console, program) = (world.console().await, world.program().await.naming(&world.branch.to_string()));
    let library = connector(&world, "harbour", "https://harbour.example");
    for name in ["Beta", "Alpha", "Gamma"] {
        live(&console, name, &three_steps(&target)).await;
    }
    live(&console, "Delta", &sending("harbour")).await;
    let set = "update templates set tags = '{Shop,new}' where name in ('Alpha', 'Delta')";
    diesel::connection::SimpleConnection::batch_execute(&mut world.database.look(), set).unwrap();
    let list = async |query: &str| {
        let answer = program.get(&format!("/v1.0/templates{query}")).await;
        let rows: Vec<Value> = serde_json::from_str(&answer.assert_ok().body).unwrap();
        (rows, answer)
    };
    let names = |rows: &[Value]| rows.iter().map(|row| row["Name"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(names(&list("?orderBy=Name").await.0), ["Alpha", "Beta", "Delta", "Gamma"]);
    assert_eq!(names(&list("?orderBy=Name&sortOrderAsc=false").await.0), ["Gamma", "Delta", "Beta", "Alpha"]);
    // In pages, by number and by the link, which goes on where the page ended.
    let (first, answer) = list("?orderBy=Name&pageSize=3").await;
    assert_eq!((names(&first).join(" "), answer.header("total-pages")), ("Alpha Beta Delta".to_owned(), "2"));
    let next = answer.header("link").split(['<', '>']).nth(1).unwrap().to_owned();
    let rest: Vec<Value> = serde_json::from_str(&program.get(&next).await.assert_ok().body).unwrap();
    assert_eq!(names(&rest), ["Gamma"]);
    assert_eq!(names(&list("?orderBy=Name&pageSize=3&page=2").await.0), ["Gamma"]);
    assert_eq!(list("?page=10&pageSize=100").await.0.len(), 0);
    let all = list("").await.0;
    assert!(all.is_sorted_by_key(|row| row["Id"].as_str().unwrap().to_owned()), "by id unless asked otherwise");
    // By tag, in capitals or not, and by the connector that is called.
    assert_eq!(names(&list("?orderBy=Name&tag=shop").await.0), ["Alpha", "Delta"]);
    assert_eq!(list("?tag=nothing").await.0.len(), 0);
    let (calling, _) = list("?connectorName=harbour%20works&connectorVersion=v1&includeIcons=true").await;
    assert_eq!(names(&calling), ["Delta"]);
    let slot = &calling[0]["Connectors"][0];
    assert_eq!((&slot["Slot"], &slot["Id"], &slot["Version"]), (&json!("shop"), &json!(library), &json!("v1")));
    assert!(slot["Icon"].as_str().unwrap().starts_with("data:image/"), "{slot}");
    for none in ["?connectorName=harbour%20works&connectorVersion=v2", "?connectorName=Nobody"] {
        assert_eq!(list(none).await.0.len(), 0, "{none}");
    }
    // What is to be filled in only where it is asked for.
    assert_eq!(calling[0]["Fields"], json!(null));
    assert!(list("?includePrerequisites=true").await.0.iter().all(|row| row["Fields"].is_array()));
    program.get("/v1.0/templates?includeIcons=maybe").await.assert_status(400);
    program.get("/v1.0/templates?orderBy=Size").await.assert_status(400);
}

#[actix_web::test]
async fn an_installation_makes_the_connectors_it_lacks_and_waits_for_what_is_left_to_do() {
    let (world, target) = (world().await, Target::start()); // MODEL section 5
    let (console, program) = (world.console().await, world.program().await.naming(&world.branch.to_string()));
    connector(&world, "harbour", &target.url);
    let mut flow = sending("harbour");
    flow["fields"] = json!([{"key": "folder", "title": "Name of your shop", "required": true}]);
    let page = live(&console, "Delta", &flow).await;
    let install = format!("/v1.0/templates/{}/install", page.rsplit('/').next().unwrap());
    let cycle = program.post(&install, json!({"Activate": true})).await.assert_ok().json();
    assert_eq!(cycle["Status"], "Paused");
    let made = program.get("/v1.0/account/connectors").await.assert_ok().json();
    assert_eq!(
        (&made[0]["Name"], &made[0]["State"], made.as_array().unwrap().len()),
        (&json!("harbour works"), &json!("Open"), 1)
    );
    let here = format!("/v1.0/cycles/{}", cycle["Id"].as_str().unwrap());
    let open = async || program.get(&format!("{here}/prerequisites")).await.assert_ok().body.clone();
    let left = open().await;
    assert!(left.contains("Fill in “Name of your shop”.") && left.contains("Connect “harbour works”."), "{left}");
    let refused = program.put(&format!("{here}/activate"), json!({})).await;
    assert!(refused.status == 409 && refused.body.contains("And 1 more."), "{}", refused.body);
    // Another of the same waits for the same connector: none is made beside it.
    program.post(&install, json!({})).await.assert_ok();
    assert_eq!(program.get("/v1.0/account/connectors").await.json().as_array().unwrap().len(), 1);
    let address = format!("/v1.0/account/connectors/{}", made[0]["Id"].as_str().unwrap());
    program.put(&address, json!({"AuthValue": "t0ken"})).await.assert_ok();
    program.put(&format!("{here}/variables/folder"), json!({"Value": "Harbour"})).await.assert_ok();
    assert_eq!(open().await, "[]");
    assert_eq!(program.put(&format!("{here}/activate"), json!({})).await.assert_ok().json()["Status"], "Active");
    // What is said wrongly is refused, and nothing is made for it.
    let other = World::start().await;
    let program = other.program().await.naming("branch");
    connector(&other, "harbour", &target.url);
    let page = live(&other.console().await, "Delta", &flow).await;
    let install = format!("/v1.0/templates/{}/install", page.rsplit('/').next().unwrap());
    program.post(&install, json!({"Name": "x".repeat(300)})).await.assert_status(400);
    assert_eq!(program.get("/v1.0/account/connectors").await.json(), json!([]));
}
