//! Cycles whose template has a newer release, and bringing one to it.

use crate::templates::upgrades::release;
use crate::templates::{connector, live, sending};
use serde_json::{Value, json};

#[actix_web::test]
async fn cycles_of_older_releases_are_listed_and_brought_to_the_live_one_and_back() {
    let world = crate::engine::world().await;
    let (console, program) = (world.console().await, world.program().await.naming("branch"));
    let library = connector(&world, "shop", "https://api.example");
    world.near().connected(&world.app.app, world.branch, library, "Leeds shop", "t0ken").unwrap();
    let mut flow = sending("shop");
    flow["fields"] = json!([{"key": "team", "title": "Team", "required": true}]);
    let page = live(&console, "Orders", &flow).await;
    let template = page.rsplit('/').next().unwrap();
    let mut made = Vec::new();
    for name in ["B", "A"] {
        let body = json!({"Name": name, "Fields": {"team": "Blue"}});
        let cycle = program.post(&format!("/v1.0/templates/{template}/install"), body).await.assert_ok().json();
        made.push(cycle["Id"].as_str().unwrap().to_owned());
    }
    program.post("/v1.0/cycles", json!({"Name": "Built"})).await.assert_status(201);
    let list = async |query: &str| {
        let answer = program.get(&format!("/v1.0/cycles/upgradeable{query}")).await;
        let names =
            answer.assert_ok().json().as_array().unwrap().iter().map(|one| one["Name"].clone()).collect::<Vec<Value>>();
        (names, answer)
    };
    assert_eq!(list("").await.0, Vec::<Value>::new(), "all are of the live release");
    flow["fields"] = json!([{"key": "team", "title": "Team", "required": true}, {"key": "region", "title": "Region", "required": true}]);
    release(&console, &page, "1", &flow).await;
    let (names, answer) = list("?orderBy=Name").await;
    assert_eq!(names, ["A", "B"]);
    let first = answer.json()[0].clone();
    assert_eq!((&first["TemplateRelease"], &first["LiveTemplateRelease"]), (&json!(1), &json!(2)));
    assert_eq!(first["Connectors"][0]["Name"], "shop works");
    let (one, answer) = list("?orderBy=Name&pageSize=1").await;
    assert_eq!((one, answer.header("total-pages")), (vec![json!("A")], "2"));
    let upgrade = format!("/v1.0/cycles/{}/upgrade", made[0]);
    let open = program.put(&upgrade, json!({})).await;
    assert!(open.assert_status(400).body.contains("Fields.region: Fill in “Region”"), "{}", open.body);
    let done = program.put(&upgrade, json!({"Fields": {"region": "North"}})).await.assert_ok().json();
    assert_eq!((&done["TemplateRelease"], &done["Status"]), (&json!(2), &json!("Paused")));
    assert_eq!(crate::engine::rows(&world, "inputs from cycles where template_release = 2").len(), 1);
    assert_eq!(list("").await.0, ["A"]);
    program.put(&upgrade, json!({})).await.assert_status(409);
    program.put(&upgrade, json!({"Release": 7})).await.assert_status(409);
    let back = program.put(&upgrade, json!({"Release": 1})).await.assert_ok().json();
    assert_eq!(back["TemplateRelease"], 1);
    let other = program.get("/v1.0/cycles?orderBy=Name&sortOrderAsc=false&pageSize=1").await.json();
    program
        .put(&format!("/v1.0/cycles/{}/upgrade", other[0]["Id"].as_str().unwrap()), json!({}))
        .await
        .assert_status(409);
}
