//! From a definition over the wire and back, against a real server.

use super::{connector, field, values};
use crate::connectors::call::build::{Call, build};
use crate::connectors::call::credentials::Credentials;
use crate::connectors::call::mask::Mask;
use crate::connectors::call::outcome::{Outcome, outcome};
use crate::connectors::call::paging::{Next, Progress, first, items, next_page};
use crate::connectors::call::read::read;
use crate::connectors::model::{Authentication, Body, Definition, Kind, Method, Paging, Place, Verb};
use crate::outbound::loopback::{Server, answer, client, write};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

/// Says back, as JSON, what it heard; for `/list?page=n` one of two pages.
async fn echo() -> Server {
    Server::new("127.0.0.1", |_, heard, stream| {
        let page = match heard.target() {
            "/v1/list?page=1" => Some(json!({"d": [1, 2]})),
            "/v1/list?page=2" => Some(json!({"d": [3]})),
            target if target.starts_with("/v1/list") => Some(json!({"d": []})),
            _ => None,
        };
        let said = page.unwrap_or_else(
            || json!({"head": heard.head, "target": heard.target(), "body": String::from_utf8_lossy(&heard.body)}),
        );
        write(stream, answer("200 OK", &[("Content-Type", "application/json")], &said.to_string()).into_bytes())
    })
    .await
}

fn at(server: &Server, method: Method) -> Definition {
    Definition { base_url: server.url("/v1").to_string(), authentication: Authentication::Bearer, ..connector(method) }
}

fn call<'a>(
    definition: &'a Definition,
    values: &'a crate::connectors::call::values::Values,
    credentials: &'a Credentials,
    parameters: &'a BTreeMap<String, String>,
) -> Call<'a> {
    Call {
        definition,
        method: "m",
        parameters,
        credentials,
        values,
        page: None,
        idempotency_key: Some("step-7"),
        user_agent: "Acme Sync/1",
        timeout: Duration::from_secs(20),
        reply_bytes_max: 100_000,
    }
}

#[tokio::test]
async fn a_call_arrives_as_mapped_and_its_echo_is_masked() {
    let server = echo().await;
    let method = Method {
        verb: Verb::Put,
        path: "/x/{id}".to_owned(),
        body: Body::Json,
        request: vec![
            field("id", Place::Path, Kind::Text),
            field("q", Place::Query, Kind::List),
            field("X-Given", Place::Header, Kind::Text),
            field("name", Place::Body, Kind::Text),
        ],
        ..Method::default()
    };
    let definition = at(&server, method);
    let credentials = Credentials::Token("s3cret-t0ken".to_owned());
    let given = values(json!({
        "path": {"id": "ü 1"}, "query": {"q": ["a&b", "c"]}, "header": {"X-Given": "ö"}, "body": {"name": 7},
    }));
    let parameters = BTreeMap::new();
    let request = build(&call(&definition, &given, &credentials, &parameters)).unwrap();
    let reply = client(&["127.0.0.1/32"]).send(request.clone()).await.unwrap();
    assert_eq!(outcome(&reply, chrono::DateTime::UNIX_EPOCH), Outcome::Done);
    let said = read(&reply).unwrap().value;
    assert_eq!(
        (said["target"].as_str(), said["body"].as_str()),
        (Some("/v1/x/%C3%BC%201?q=a%26b&q=c"), Some("{\"name\":\"7\"}"))
    );
    let heard = &server.heard()[0];
    assert_eq!((heard.verb(), heard.header("authorization")), ("PUT", Some("Bearer s3cret-t0ken")));
    assert_eq!((heard.header("x-given"), heard.header("user-agent")), (Some("ö"), Some("Acme Sync/1")));
    assert_eq!(
        (heard.header("idempotency-key"), heard.header("content-type")),
        (Some("step-7"), Some("application/json"))
    );
    let mask = Mask::new(&definition, &credentials);
    let shown = format!("{:?} {:?} {}", mask.request(&request), mask.reply(&reply), mask.value(&said));
    assert!(shown.contains("[hidden]") && !shown.contains("s3cret"), "{shown}");
}

#[tokio::test]
async fn pages_are_read_to_their_end() {
    let server = echo().await;
    let paging = Paging::Page { items: "d".to_owned(), page: "page".to_owned(), first: 1, size: None };
    let request = vec![field("page", Place::Query, Kind::Integer)];
    let definition = at(&server, Method { path: "/list".to_owned(), request, paging, ..Method::default() });
    let method = &definition.methods[0];
    let credentials = Credentials::Token("s3cret-t0ken".to_owned());
    let (mut given, mut progress, mut all) = (Default::default(), Progress::default(), Vec::<Value>::new());
    let (outbound, parameters) = (client(&["127.0.0.1/32"]), BTreeMap::new());
    first(method, &mut given);
    for _ in 0..10 {
        let request = build(&call(&definition, &given, &credentials, &parameters)).unwrap();
        let url = request.url.clone();
        let reply = outbound.send(request).await.unwrap();
        let page = read(&reply).unwrap().value;
        all.extend_from_slice(items(&method.paging, &page));
        match next_page(&method.paging, &mut progress, &url, &page, &reply, 100) {
            Some(Next::Parameter { name, value }) => given.set(method, &name, value),
            Some(Next::Address(_)) => panic!("not asked for by address"),
            None => break,
        }
    }
    assert_eq!((all, progress.pages), (vec![json!(1), json!(2), json!(3)], 3));
}

#[tokio::test]
async fn a_page_by_address_carries_the_credentials_and_only_stays_at_home() {
    let server = echo().await;
    let mut definition = at(&server, Method { path: "/x".to_owned(), ..Method::default() });
    definition.authentication = Authentication::ApiKey {
        place: crate::connectors::model::KeyPlace::Query,
        name: "key".to_owned(),
        prefix: String::new(),
    };
    let (credentials, given, parameters) = (Credentials::Key("k".to_owned()), Default::default(), BTreeMap::new());
    let page = server.url("/other?cursor=a%20b&key=stale#there");
    let next = Call { page: Some(&page), ..call(&definition, &given, &credentials, &parameters) };
    client(&["127.0.0.1/32"]).send(build(&next).unwrap()).await.unwrap();
    assert_eq!(server.heard()[0].target(), "/other?cursor=a%20b&key=k");
    let elsewhere = url::Url::parse("https://evil.example/x").unwrap();
    let next = Call { page: Some(&elsewhere), ..next };
    assert_eq!(build(&next).unwrap_err().to_string(), "The next page is on another server; it was not asked for.");
}
