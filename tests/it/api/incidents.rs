//! Incidents that programs read: of one cycle, and of all cycles of an account by level and time.

use crate::engine::{post, run, three_steps, world};
use crate::support::target::Target;
use serde_json::json;

#[actix_web::test]
async fn incidents_are_listed_by_level_by_cycle_and_by_time_each_once() {
    let (world, target) = (world().await, Target::start());
    let (cycle, hooks) = world.near().cycle(&world.app.app, world.branch, "Orders", three_steps(&target)).unwrap();
    let (other, _) = world.near().cycle(&world.app.app, world.branch, "Other", three_steps(&target)).unwrap();
    for _ in 0..3 {
        target.says(404, &[], json!({}));
        post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
        run(&world).await;
    }
    let program = world.program().await.naming("branch");
    let errors = program.get("/v1.0/cycles/incidents/error?pageSize=2&sortOrderAsc=true&after=2020-01-01").await;
    let found = errors.assert_ok().json();
    assert_eq!((found.as_array().unwrap().len(), errors.header("total-pages")), (2, "2"));
    let one = &found[0];
    assert_eq!((&one["CycleId"], &one["CycleName"]), (&json!(cycle.to_string()), &json!("Orders")));
    assert_eq!((&one["IncidentLevel"], &one["StepName"]), (&json!("Error"), &json!("Send on")), "{one}");
    assert!(one["TransactionId"].is_string() && !one["StepId"].as_str().unwrap().is_empty());
    assert!(one["FullMessage"].as_str().unwrap().contains("404"), "{one}");
    assert!(one["ShortMessage"].as_str().unwrap().chars().count() <= 101);
    let next = errors.header("link").split(['<', '>']).nth(1).unwrap().to_owned();
    assert!(next.contains("after=2020-01-01"), "{next}");
    let rest = program.get(&next).await;
    assert_eq!(rest.assert_ok().json().as_array().unwrap().len(), 1);
    assert_ne!(rest.json()[0]["Id"], found[1]["Id"]);
    assert_eq!(program.get("/v1.0/cycles/incidents/warning").await.assert_ok().json(), json!([]));
    assert_eq!(program.get("/v1.0/cycles/incidents/error?before=2020-01-01").await.assert_ok().json(), json!([]));
    assert_eq!(
        program.get("/v1.0/cycles/incidents/error?after=2099-01-01T00:00:00Z").await.assert_ok().json(),
        json!([])
    );
    let of_cycle = program.get(&format!("/v1.0/cycles/{cycle}/incidents?pageSize=100&sortOrderAsc=true")).await;
    assert_eq!(of_cycle.assert_ok().json().as_array().unwrap().len(), 3);
    assert_eq!(program.get(&format!("/v1.0/cycles/{other}/incidents")).await.assert_ok().json(), json!([]));
    for (path, status) in [
        ("/v1.0/cycles/incidents/panic", 404),
        ("/v1.0/cycles/incidents/error?after=yesterday", 400),
        ("/v1.0/cycles/0/incidents", 404),
    ] {
        program.get(path).await.assert_status(status);
    }
    let elsewhere = world.program().await.naming("sibling");
    assert_eq!(elsewhere.get("/v1.0/cycles/incidents/error").await.assert_ok().json(), json!([]));
    elsewhere.get(&format!("/v1.0/cycles/{cycle}/incidents")).await.assert_status(404);
}
