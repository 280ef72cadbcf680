//! Grants against a real server, with the liberties that applications take.

use super::denied::Denied;
use super::exchange::{Asking, client_credentials, exchange, refresh};
use super::tokens::Tokens;
use super::{Provider, Registration};
use crate::connectors::model::{Authentication, ClientIn, Definition, OauthClient, OauthCode, Parameter};
use crate::outbound::loopback::{Server, answer, client};
use crate::outbound::{Outbound, Why};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, HashMap};
use url::Url;

fn now() -> DateTime<Utc> {
    "2026-03-01T12:00:00Z".parse().unwrap()
}

fn registration() -> Registration {
    Registration { client_id: "id:1".to_owned(), client_secret: "s3cret&".to_owned() }
}

fn back() -> Url {
    Url::parse("https://console.example/oauth/back").unwrap()
}

fn code_flow(base: &str, client_in: ClientIn) -> Definition {
    let oauth = OauthCode {
        authorize_url: "https://{shop}.example.com/oauth/authorize?tenant=1".to_owned(),
        token_url: format!("{base}/token"),
        client_in,
        ..OauthCode::default()
    };
    let parameters = vec![Parameter { key: "shop".to_owned(), default: "acme".to_owned(), ..Parameter::default() }];
    Definition { authentication: Authentication::OauthCode(oauth), parameters, ..Definition::default() }
}

fn provider(definition: &Definition) -> Provider {
    Provider::of(definition, &BTreeMap::new()).unwrap()
}

/// A provider whose token endpoint says this.
async fn saying(status: &str, kind: &str, body: &str) -> (Server, Provider) {
    let server = Server::saying("127.0.0.1", vec![answer(status, &[("Content-Type", kind)], body)]).await;
    let definition = code_flow(server.url("").as_str().trim_end_matches('/'), ClientIn::Header);
    (server, provider(&definition))
}

struct Asker {
    outbound: Outbound,
    registration: Registration,
}

impl Asker {
    fn new() -> Asker {
        Asker { outbound: client(&["127.0.0.1/32"]), registration: registration() }
    }

    fn asking<'a>(&'a self, provider: &'a Provider) -> Asking<'a> {
        let (outbound, registration) = (&self.outbound, &self.registration);
        Asking { outbound, provider, registration, user_agent: "Acme Sync/1", now: now() }
    }
}

async fn exchanged(status: &str, kind: &str, body: &str) -> Result<Tokens, Denied> {
    let (_server, provider) = saying(status, kind, body).await;
    exchange(&Asker::new().asking(&provider), &back(), "c0de", "v", &["asked".to_owned()]).await
}

fn old(refresh: Option<&str>) -> Tokens {
    let refresh = refresh.map(str::to_owned);
    Tokens { access: "old".to_owned(), refresh, expires_at: None, scopes: vec!["a".to_owned()] }
}

fn fields(body: &[u8]) -> HashMap<String, String> {
    url::form_urlencoded::parse(body).into_owned().collect()
}

#[test]
fn the_customer_is_sent_away_with_pkce_and_state() {
    let provider = provider(&code_flow("https://api.example.com", ClientIn::Header));
    let extra = [("access_type".to_owned(), "offline".to_owned())];
    let scopes = ["read".to_owned(), "write all".to_owned()];
    let asked = provider.authorize(&registration(), &back(), &scopes, &extra).unwrap();
    let query: HashMap<String, String> = asked.url.query_pairs().into_owned().collect();
    assert!(asked.url.as_str().starts_with("https://acme.example.com/oauth/authorize?tenant=1&"), "{}", asked.url);
    let wanted = [
        ("response_type", "code"),
        ("client_id", "id:1"),
        ("redirect_uri", "https://console.example/oauth/back"),
        ("scope", "read write all"),
        ("code_challenge_method", "S256"),
        ("access_type", "offline"),
        ("state", asked.state.as_str()),
    ];
    for (name, value) in wanted {
        assert_eq!(query.get(name).map(String::as_str), Some(value), "{name}");
    }
    let verifier = oauth2::PkceCodeVerifier::new(asked.verifier.clone());
    let challenge = oauth2::PkceCodeChallenge::from_code_verifier_sha256(&verifier);
    assert_eq!(query["code_challenge"], challenge.as_str());
    assert!(asked.state.len() >= 22 && asked.verifier.len() >= 43);
    assert!(!asked.url.as_str().contains("s3cret"));
    let again = provider.authorize(&registration(), &back(), &scopes, &extra).unwrap();
    assert!(again.state != asked.state && again.verifier != asked.verifier);
}

#[tokio::test]
async fn a_code_becomes_tokens() {
    for client_in in [ClientIn::Header, ClientIn::Body] {
        let said = r#"{"access_token": "t1", "token_type": "Bearer", "expires_in": 3600, "refresh_token": "r1", "scope": "a b"}"#;
        let server =
            Server::saying("127.0.0.1", vec![answer("200 OK", &[("Content-Type", "application/json")], said)]).await;
        let provider = provider(&code_flow(server.url("").as_str().trim_end_matches('/'), client_in));
        let tokens = exchange(&Asker::new().asking(&provider), &back(), "c0de", "verifier", &[]).await.unwrap();
        let expected = Tokens {
            access: "t1".to_owned(),
            refresh: Some("r1".to_owned()),
            expires_at: Some("2026-03-01T13:00:00Z".parse().unwrap()),
            scopes: vec!["a".to_owned(), "b".to_owned()],
        };
        assert_eq!(tokens, expected);
        assert!(!format!("{tokens:?} {:?}", registration()).contains("t1"));
        let heard = &server.heard()[0];
        let sent = fields(&heard.body);
        assert_eq!((heard.verb(), heard.target(), heard.header("user-agent")), ("POST", "/token", Some("Acme Sync/1")));
        for (name, value) in [
            ("grant_type", "authorization_code"),
            ("code", "c0de"),
            ("code_verifier", "verifier"),
            ("redirect_uri", "https://console.example/oauth/back"),
        ] {
            assert_eq!(sent.get(name).map(String::as_str), Some(value), "{name}");
        }
        match client_in {
            // Each part is form-encoded first (RFC 6749 section 2.3.1): id%3A1:s3cret%26
            ClientIn::Header => assert_eq!(heard.header("authorization"), Some("Basic aWQlM0ExOnMzY3JldCUyNg==")),
            ClientIn::Body => {
                assert_eq!((sent["client_id"].as_str(), sent["client_secret"].as_str()), ("id:1", "s3cret&"))
            }
        }
    }
}

#[tokio::test]
async fn a_refresh_keeps_the_old_refresh_token_unless_there_is_a_new_one() {
    for (said, kept) in [
        (r#"{"access_token": "t2", "token_type": "bearer", "refresh_token": "r2"}"#, "r2"),
        (r#"{"access_token": "t2", "token_type": "bearer", "refresh_token": null}"#, "r1"),
        (r#"{"access_token": "t2", "token_type": "bearer"}"#, "r1"),
    ] {
        let (server, provider) = saying("200 OK", "application/json", said).await;
        let tokens = refresh(&Asker::new().asking(&provider), &old(Some("r1"))).await.unwrap();
        assert_eq!((tokens.access.as_str(), tokens.refresh.as_deref()), ("t2", Some(kept)));
        assert_eq!((tokens.expires_at, tokens.scopes.as_slice()), (None, &["a".to_owned()][..]));
        let sent = fields(&server.heard()[0].body);
        assert_eq!((sent["grant_type"].as_str(), sent["refresh_token"].as_str()), ("refresh_token", "r1"));
    }
    let (server, provider) = saying("200 OK", "application/json", "{}").await;
    assert_eq!(refresh(&Asker::new().asking(&provider), &old(None)).await, Err(Denied::SignInAgain));
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_client_signs_in_by_itself() {
    let said = r#"{"access_token": "t3", "token_type": "bearer", "expires_in": 60}"#;
    let server = Server::saying("127.0.0.1", vec![answer("200 OK", &[], said)]).await;
    let oauth = OauthClient { token_url: server.url("/token").to_string(), ..OauthClient::default() };
    let definition = Definition { authentication: Authentication::OauthClient(oauth), ..Definition::default() };
    let provider = provider(&definition);
    let scopes = ["a".to_owned(), "b".to_owned()];
    let tokens = client_credentials(&Asker::new().asking(&provider), &scopes).await.unwrap();
    assert_eq!((tokens.access.as_str(), tokens.scopes.as_slice()), ("t3", &scopes[..]));
    let sent = fields(&server.heard()[0].body);
    assert_eq!((sent["grant_type"].as_str(), sent["scope"].as_str()), ("client_credentials", "a b"));
    assert!(provider.authorize(&registration(), &back(), &[], &[]).is_err(), "nobody to send away");
}

#[tokio::test]
async fn liberties_are_put_right() {
    let json = "application/json";
    for (kind, body) in [
        (
            "application/x-www-form-urlencoded; charset=utf-8",
            "access_token=t&scope=a%2Cb&token_type=bearer&expires_in=60",
        ),
        (json, r#"{"access_token": "t", "expires_in": "60", "scope": "a,b"}"#),
        (json, r#"{"access_token": "t", "expires_in": 60.0, "scope": ["a", "b"], "error": null, "token_type": 1}"#),
        ("text/html", r#"{"access_token": "t", "expires_in": 60, "scope": "a b"}"#),
    ] {
        let tokens = exchanged("201 Created", kind, body).await.unwrap();
        assert_eq!((tokens.access.as_str(), tokens.scopes.join(" ").as_str()), ("t", "a b"), "{body}");
        assert_eq!(tokens.expires_at, Some("2026-03-01T12:01:00Z".parse().unwrap()), "{body}");
    }
    let forever =
        exchanged("200 OK", json, r#"{"access_token": "t", "expires_in": 18446744073709551615}"#).await.unwrap();
    assert!(forever.expires_at.is_some_and(|end| end.to_rfc3339().starts_with("2036")), "{forever:?}");
    assert_eq!(forever.scopes, ["asked"]);
}

#[tokio::test]
async fn a_denial_says_who_must_act() {
    let json = "application/json";
    let cases = [
        ("400 Bad Request", r#"{"error": "invalid_grant", "error_description": "<s3cret>"}"#, Denied::SignInAgain),
        ("200 OK", r#"{"ok": false, "error": "invalid_code"}"#, Denied::SignInAgain),
        ("200 OK", r#"{"error": "bad_verification_code"}"#, Denied::SignInAgain),
        ("401 Unauthorized", r#"{"error": "invalid_client"}"#, Denied::Client),
        ("401 Unauthorized", "", Denied::Client),
        ("400 Bad Request", r#"{"error": "unauthorized_client"}"#, Denied::Client),
        ("400 Bad Request", r#"{"error": "invalid_scope"}"#, Denied::Refused("invalid_scope".to_owned())),
        ("400 Bad Request", r#"{"error": "a <b>\n"}"#, Denied::Refused("ab".to_owned())),
        ("503 Service Unavailable", "<html>", Denied::Busy),
        ("429 Too Many Requests", "{}", Denied::Busy),
        ("200 OK", "<html>signed in</html>", Denied::Unreadable),
        ("200 OK", "", Denied::Unreadable),
        ("200 OK", "[]", Denied::Unreadable),
        ("200 OK", r#"{"access_token": {}}"#, Denied::Unreadable),
        ("200 OK", r#"{"access_token": "a\r\nX-Evil: b"}"#, Denied::Unreadable),
        ("302 Found", "", Denied::Unreadable),
    ];
    for (status, body, expected) in cases {
        let denied = exchanged(status, json, body).await.unwrap_err();
        assert_eq!(denied, expected, "{status} {body}");
        assert!(!denied.to_string().contains("s3cret"));
        assert_eq!(denied.worth_retrying(), denied == Denied::Busy);
    }
}

#[tokio::test]
async fn token_addresses_obey_the_same_rules() {
    // R5
    for base in ["http://127.0.0.9", "https://169.254.169.254", "http://api.example.com"] {
        let definition = code_flow(base, ClientIn::Header);
        let provider = provider(&definition);
        let outbound = Outbound::new(crate::outbound::Rules::default()).unwrap();
        let asker = Asker { outbound, registration: registration() };
        let denied = exchange(&asker.asking(&provider), &back(), "c", "v", &[]).await.unwrap_err();
        let Denied::Failed(failure) = denied else { panic!("{denied:?}") };
        assert!(matches!(failure.why, Why::NotAllowed(_)) && failure.never_sent(), "{base}");
    }
}
