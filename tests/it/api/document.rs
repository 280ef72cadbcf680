//! The document of the API against its routes, and the page that is made of it. That answers are as it says is looked at with
//! each call of each test (`support::contract`).

use crate::support::World;
use crate::support::contract::DOCUMENT;
use berth::web::server;
use std::collections::BTreeSet;

#[actix_web::test]
async fn the_document_tells_of_each_call_that_is_routed_and_of_no_other() {
    let routed: BTreeSet<(String, String)> = server::table()
        .into_iter()
        .filter(|line| line.path.starts_with("/v1.0/") || line.path == "/oauth/token")
        .map(|line| (line.path.to_owned(), line.method.to_lowercase()))
        .collect();
    let (mut told, mut ids) = (BTreeSet::new(), BTreeSet::new());
    for (path, entry) in DOCUMENT["paths"].as_object().unwrap() {
        for (method, operation) in entry.as_object().unwrap() {
            told.insert((path.clone(), method.clone()));
            assert!(ids.insert(operation["operationId"].as_str().unwrap().to_owned()), "{path}: its id is another's");
            let places = path.matches('{').count();
            let named = operation["parameters"].as_array().into_iter().flatten();
            assert_eq!(named.filter(|one| one["in"] == "path").count(), places, "{method} {path}");
        }
    }
    assert_eq!(told, routed);
    // What is referred to is there.
    let text = DOCUMENT.to_string();
    for name in text.split("\"#/").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(DOCUMENT.pointer(&format!("/{name}")).is_some(), "{name}");
    }
}

#[actix_web::test]
async fn the_document_and_the_page_of_it_are_served_to_anybody() {
    let world = World::start().await;
    let anybody = world.app.visitor();
    let served = anybody.get("/docs/openapi.json").await.assert_ok().json();
    assert_eq!((&served["openapi"], &served), (&"3.1.0".into(), &*DOCUMENT));
    let page = anybody.get("/docs").await;
    let words = page.assert_ok().text_of("main").unwrap();
    for (path, entry) in DOCUMENT["paths"].as_object().unwrap() {
        assert!(words.contains(path.as_str()), "{path}");
        for operation in entry.as_object().unwrap().values() {
            assert!(words.contains(operation["summary"].as_str().unwrap()), "{operation}");
        }
    }
    for words in ["curl -sSf", "/oauth/token", "\"Id\": \"customer-4711\"", "\"kind\": \"webhook\""] {
        assert!(page.text_of("main").unwrap().contains(words), "{words}");
    }
    for link in page.attributes_of("main a[href^='#']", "href") {
        assert_eq!(page.attributes_of(&link, "id").len(), 1, "{link} leads somewhere");
    }
    assert!(!page.body.contains("Berth"), "it is the partner's own");
}

#[actix_web::test]
async fn a_call_that_an_address_does_not_take_is_told_what_it_takes() {
    let world = World::start().await; // RFC 9110, section 15.5.6
    let program = world.program().await;
    for (path, allow) in [("/v1.0/accounts", "GET, HEAD, POST"), ("/v1.0/accounts/x", "DELETE, GET, HEAD, PUT")] {
        let answer = program.call(reqwest::Method::PATCH, path, None, &[]).await;
        answer.assert_said(405, "This address does not take such a call.");
        assert_eq!(answer.header("allow"), allow, "{path}");
    }
}
