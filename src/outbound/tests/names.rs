//! Names: what they lead to is checked for the connection itself, each time.

use crate::outbound::loopback::{Server, answer, client, get, rules};
use crate::outbound::resolver::{Found, Lookup};
use crate::outbound::{Outbound, Refusal, Rules, Why};
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use url::Url;

/// Answers each look-up with the next of these lists.
struct Changing {
    answers: Vec<Vec<&'static str>>,
    asked: AtomicUsize,
}

impl Lookup for Changing {
    fn lookup(&self, _: &str) -> Found {
        let number = self.asked.fetch_add(1, Ordering::SeqCst).min(self.answers.len() - 1);
        let addresses: Vec<IpAddr> = self.answers[number].iter().map(|text| text.parse().unwrap()).collect();
        Box::pin(async move { Ok(addresses) })
    }
}

fn changing(rules: Rules, answers: Vec<Vec<&'static str>>) -> (Outbound, Arc<Changing>) {
    let lookup = Arc::new(Changing { answers, asked: AtomicUsize::new(0) });
    (Outbound::looking_up(rules, lookup.clone()).unwrap(), lookup)
}

fn named(server: &Server, path: &str) -> Url {
    Url::parse(&format!("http://api.example.com:{}{path}", server.address.port())).unwrap()
}

#[tokio::test]
async fn a_name_that_leads_inside_is_refused_before_anything_is_sent() {
    // R5
    let server = Server::saying("127.0.0.1", vec![answer("200 OK", &[], "inner")]).await;
    let url = Url::parse(&format!("http://localhost:{}/", server.address.port())).unwrap();
    let open = Rules { allow_http: true, extra_ports: vec![server.address.port()], ..Rules::default() };
    let failure = Outbound::new(open).unwrap().send(get(url)).await.unwrap_err();
    assert_eq!(failure.why, Why::NotAllowed(Refusal::Address));
    assert!(failure.never_sent() && !failure.worth_retrying());
    assert_eq!(failure.to_string(), "localhost leads to an address that may not be called.");
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_name_that_changes_its_answer_gains_nothing() {
    // R5, DNS rebinding: the first answer is allowed, each later one leads inside.
    let server = Server::saying("127.0.0.2", vec![answer("200 OK", &[], "allowed")]).await;
    let inner = Server::saying("127.0.0.1", vec![answer("200 OK", &[], "inner")]).await;
    let answers = vec![vec!["127.0.0.2"], vec!["127.0.0.1"]];
    let (outbound, lookup) = changing(rules(&["127.0.0.2/32"]), answers);
    assert_eq!(outbound.send(get(named(&server, "/"))).await.unwrap().body, b"allowed");
    let failure = outbound.send(get(named(&inner, "/"))).await.unwrap_err();
    assert_eq!(failure.why, Why::NotAllowed(Refusal::Address));
    assert_eq!(inner.connections(), 0);
    assert_eq!(lookup.asked.load(Ordering::SeqCst), 2, "looked up once for each connection");
}

#[tokio::test]
async fn one_closed_address_among_open_ones_closes_the_name() {
    for inner in ["127.0.0.1", "::ffff:127.0.0.1", "10.0.0.1", "fd00::1", "64:ff9b::a00:1"] {
        let server = Server::saying("127.0.0.2", vec![answer("200 OK", &[], "")]).await;
        let (outbound, _) = changing(rules(&["127.0.0.2/32"]), vec![vec!["127.0.0.2", inner]]);
        let failure = outbound.send(get(named(&server, "/"))).await.unwrap_err();
        assert_eq!(failure.why, Why::NotAllowed(Refusal::Address), "{inner}");
        assert_eq!(server.connections(), 0);
    }
}

#[tokio::test]
async fn plain_http_and_odd_ports_are_for_listed_networks_only() {
    // The name is public, so nothing may be sent there in the clear although some network is listed.
    let (outbound, _) = changing(rules(&["127.0.0.2/32"]), vec![vec!["8.8.8.8"]]);
    for url in ["http://api.example.com/", "https://api.example.com:6379/"] {
        let failure = outbound.send(get(Url::parse(url).unwrap())).await.unwrap_err();
        assert_eq!(failure.why, Why::NotAllowed(Refusal::Address), "{url}");
    }
}

#[tokio::test]
async fn an_unknown_name_and_a_closed_port_never_sent_anything() {
    let (outbound, _) = changing(rules(&["127.0.0.0/8"]), vec![vec![]]);
    let failure = outbound.send(get(Url::parse("https://nowhere.example.com/").unwrap())).await.unwrap_err();
    assert_eq!(failure.why, Why::UnknownName);
    assert!(failure.never_sent() && failure.worth_retrying());
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let url = Url::parse(&format!("http://127.0.0.1:{port}/")).unwrap();
    let failure = client(&["127.0.0.1/32"]).send(get(url)).await.unwrap_err();
    assert_eq!(failure.why, Why::Unreachable);
    assert!(failure.never_sent() && failure.worth_retrying());
}
