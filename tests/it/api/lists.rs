//! Lists of what belongs to one thing have pages as all others have.

use crate::engine::{three_steps, world};
use crate::support::target::Target;
use serde_json::{Value, json};

#[actix_web::test]
async fn each_list_answers_a_page_says_how_many_there_are_and_leads_on() {
    let (world, target) = (world().await, Target::start());
    let cycle = world.near().paused_cycle(&world.app.app, world.branch, "Orders", three_steps(&target)).unwrap();
    let program = world.program().await.naming("branch");
    let here = format!("/v1.0/cycles/{cycle}");
    for name in ["b", "c", "a"] {
        program.post(&format!("{here}/variables"), json!({"SystemName": name, "Required": true})).await.assert_ok();
    }
    for name in ["One", "Two"] {
        program.post("/v1.0/accounts/branch/credentials", json!({ "Description": name })).await.assert_status(201);
    }
    let send = format!("/v1.0/steps/{cycle}.send");
    for (path, least) in [
        (format!("{here}/steps"), 3),
        (format!("{here}/edges"), 2),
        (format!("{here}/variables"), 3),
        (format!("{here}/prerequisites"), 3),
        (format!("{send}/fieldsformapping"), 2),
        ("/v1.0/accounts/branch/usage/days".to_owned(), 30),
        ("/v1.0/accounts/branch/limits".to_owned(), 5),
        ("/v1.0/accounts/branch/credentials".to_owned(), 2),
    ] {
        let all: Vec<Value> =
            serde_json::from_str(&program.get(&format!("{path}?pageSize=100")).await.assert_ok().body).unwrap();
        assert!(all.len() >= least, "{path}: {all:?}");
        let (mut walked, mut next) = (Vec::new(), Some(format!("{path}?pageSize=1")));
        while let Some(page) = next {
            let answer = program.get(&page).await;
            let rows: Vec<Value> = serde_json::from_str(&answer.assert_ok().body).unwrap();
            assert_eq!((rows.len(), answer.header("total-pages")), (1, all.len().to_string().as_str()), "{page}");
            walked.extend(rows);
            next = answer.header("link").split(['<', '>']).nth(1).map(str::to_owned);
        }
        assert_eq!(walked, all, "{path}");
        program.get(&format!("{path}?orderBy=Nothing")).await.assert_status(400);
    }
    for path in ["fieldmappings", "parameters", "prerequisites"] {
        let answer = program.get(&format!("{send}/{path}?pageSize=1&page=1")).await;
        answer.assert_ok();
        assert!(answer.header("total-pages").parse::<u32>().is_ok(), "{path}");
    }
    // In another order, and narrowed all the way.
    let names = async |query: &str| {
        let rows = program.get(&format!("{here}/variables{query}")).await.assert_ok().json();
        rows.as_array().unwrap().iter().map(|row| row["SystemName"].as_str().unwrap().to_owned()).collect::<String>()
    };
    assert_eq!((names("").await, names("?orderBy=SystemName").await), ("bca".to_owned(), "abc".to_owned()));
    assert_eq!(names("?orderBy=systemname&sortOrderAsc=False").await, "cba");
    let steps = program.get(&format!("{here}/steps?filter=Webhook&pageSize=1")).await;
    assert_eq!((steps.assert_ok().header("total-pages"), steps.header("link")), ("1", ""));
    // What is to be filled in has a name, if only its key.
    let open = program.get(&format!("{here}/prerequisites")).await.assert_ok().json();
    assert_eq!(open[0]["Message"], "Fill in “b”.", "{open}");
}
