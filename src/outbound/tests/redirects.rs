//! Redirects: each is checked like the first address, none carries credentials or data to another origin.

use crate::outbound::loopback::{Server, answer, client, get};
use crate::outbound::redirects::{Hop, next};
use crate::outbound::{Refusal, Request, Why};
use reqwest::Method;
use url::Url;

fn to(status: &str, location: &str) -> String {
    answer(status, &[("Location", location)], "see there")
}

fn post(url: Url) -> Request {
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    Request {
        verb: Method::POST,
        headers: vec![
            header("Authorization", "Bearer s3cret"),
            header("Cookie", "s3cret"),
            header("X-Acme-Key", "s3cret"),
            header("Accept", "application/json"),
            header("Content-Type", "text/plain"),
        ],
        body: b"data".to_vec(),
        ..get(url)
    }
}

#[tokio::test]
async fn a_redirect_to_a_closed_address_is_not_followed() {
    // R5
    let inner = Server::saying("127.0.0.1", vec![answer("200 OK", &[], "inner")]).await;
    for location in [inner.url("/").to_string(), "http://169.254.169.254/latest/meta-data/".to_owned()] {
        let server = Server::saying("127.0.0.2", vec![to("302 Found", &location)]).await;
        let failure = client(&["127.0.0.2/32"]).send(get(server.url("/"))).await.unwrap_err();
        assert_eq!(failure.why, Why::NotAllowed(Refusal::Address));
        assert!(!failure.never_sent(), "the first request was");
    }
    for (location, refusal) in [("file:///etc/passwd", Refusal::Scheme), ("http://u:p@127.0.0.2/", Refusal::UserInfo)] {
        let server = Server::saying("127.0.0.2", vec![to("302 Found", location)]).await;
        let failure = client(&["127.0.0.2/32"]).send(get(server.url("/"))).await.unwrap_err();
        assert_eq!(failure.why, Why::NotAllowed(refusal));
    }
    assert_eq!(inner.connections(), 0);
}

#[tokio::test]
async fn loops_end_and_with_no_redirects_allowed_the_redirect_is_the_reply() {
    let server = Server::saying("127.0.0.1", vec![to("302 Found", "/again")]).await;
    let outbound = client(&["127.0.0.1/32"]);
    let mut request = get(server.url("/"));
    request.redirects_max = 200;
    assert_eq!(outbound.send(request.clone()).await.unwrap_err().why, Why::TooManyRedirects(3));
    assert_eq!(server.heard().len(), 4);
    request.redirects_max = 0;
    let reply = outbound.send(request).await.unwrap();
    assert_eq!((reply.status, reply.header("location")), (302, Some("/again")));
    let server = Server::saying("127.0.0.1", vec![to("302 Found", "http://[")]).await;
    assert_eq!(outbound.send(get(server.url("/"))).await.unwrap_err().why, Why::BadRedirect);
    let server = Server::saying("127.0.0.1", vec![answer("304 Not Modified", &[], "")]).await;
    assert_eq!(outbound.send(get(server.url("/"))).await.unwrap().status, 304);
}

#[tokio::test]
async fn the_same_origin_gets_everything_again_with_307() {
    let answers = vec![to("307 Temporary Redirect", "../b?x=1#there"), answer("200 OK", &[], "done")];
    let server = Server::saying("127.0.0.1", answers).await;
    let reply = client(&["127.0.0.1/32"]).send(post(server.url("/a/c"))).await.unwrap();
    assert_eq!(reply.final_url, server.url("/b?x=1"));
    let heard = &server.heard()[1];
    assert_eq!((heard.verb(), heard.target(), heard.body.as_slice()), ("POST", "/b?x=1", &b"data"[..]));
    assert_eq!(heard.header("authorization"), Some("Bearer s3cret"));
}

#[tokio::test]
async fn another_origin_gets_no_credentials_and_no_data() {
    let other = Server::saying("127.0.0.1", vec![answer("200 OK", &[], "done")]).await;
    let outbound = client(&["127.0.0.1/32"]);
    let server = Server::saying("127.0.0.1", vec![to("303 See Other", other.url("/seen").as_str())]).await;
    outbound.send(post(server.url("/"))).await.unwrap();
    let heard = &other.heard()[0];
    assert_eq!((heard.verb(), heard.body.len()), ("GET", 0));
    assert!(!heard.head.contains("s3cret"), "{}", heard.head);
    assert_eq!(heard.header("accept"), Some("application/json"));
    for status in ["307 Temporary Redirect", "308 Permanent Redirect"] {
        let server = Server::saying("127.0.0.1", vec![to(status, other.url("/seen").as_str())]).await;
        let failure = outbound.send(post(server.url("/"))).await.unwrap_err();
        assert_eq!(failure.why, Why::RedirectWithData);
    }
    assert_eq!(other.connections(), 1);
}

#[test]
fn verbs_change_as_the_standard_says() {
    let cases = [
        (301, Method::POST, Method::GET),
        (302, Method::POST, Method::GET),
        (303, Method::POST, Method::GET),
        (303, Method::PUT, Method::GET),
        (303, Method::HEAD, Method::HEAD),
        (301, Method::PUT, Method::PUT),
        (307, Method::POST, Method::POST),
        (308, Method::DELETE, Method::DELETE),
    ];
    for (status, verb, expected) in cases {
        let url = Url::parse("https://api.example.com/a").unwrap();
        let headers = vec![("content-type".to_owned(), "x".to_owned()), ("x-key".to_owned(), "k".to_owned())];
        let hop = Hop { verb: verb.clone(), url, headers, body: b"data".to_vec() };
        let after = next(hop, status, "/b").unwrap();
        assert_eq!(after.verb, expected, "{status} {verb}");
        let kept = expected == verb;
        assert_eq!(after.body.is_empty(), !kept, "{status} {verb}");
        assert_eq!(after.headers.len(), if kept { 2 } else { 1 }, "{status} {verb}");
    }
}

#[test]
fn a_port_a_scheme_or_a_subdomain_makes_another_origin() {
    for location in
        ["https://api.example.com:8443/", "http://api.example.com/", "https://x.api.example.com/", "//evil.example/"]
    {
        let url = Url::parse("https://api.example.com/a").unwrap();
        let headers = vec![("X-Key".to_owned(), "k".to_owned()), ("Accept".to_owned(), "a".to_owned())];
        let after = next(Hop { verb: Method::GET, url, headers, body: Vec::new() }, 302, location).unwrap();
        assert_eq!(after.headers, [("Accept".to_owned(), "a".to_owned())], "{location}");
    }
}
