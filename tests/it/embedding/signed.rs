//! Tokens that the partner's own program signs (MODEL section 9): they make what they name, and hold once, for us, and as signed.

use super::frames::{HOST, allow, ancestors, by_key, frame_cookie, start};
use crate::engine::{rows, world};
use crate::support::{Answer, World};
use chrono::Duration;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

const ED: (&str, &str) = (include_str!("keys/ed25519.key"), include_str!("keys/ed25519.pub"));
const RSA: (&str, &str) = (include_str!("keys/rsa.key"), include_str!("keys/rsa.pub"));
const SHORT: &str = include_str!("keys/rsa1024.pub");

/// Adds a key in the console; its kid.
pub async fn add_key(world: &World, name: &str, public: &str) -> String {
    let console = world.console().await;
    let form = [("name", name), ("public_key", public)];
    console.post("/console/embedding/keys", &form).await.assert_redirect("/console/embedding#keys");
    rows(world, &format!("id from frame_keys where name = '{name}'")).remove(0)
}

fn signed(algorithm: Algorithm, kid: &str, claims: &Value) -> String {
    let key = match algorithm {
        Algorithm::EdDSA => EncodingKey::from_ed_pem(ED.0.as_bytes()).unwrap(),
        Algorithm::HS256 => EncodingKey::from_secret(ED.1.as_bytes()),
        _ => EncodingKey::from_rsa_pem(RSA.0.as_bytes()).unwrap(),
    };
    let header = Header { kid: Some(kid.to_owned()), ..Header::new(algorithm) };
    encode(&header, claims, &key).unwrap()
}

fn claims(world: &World, jti: &str) -> Value {
    let now = world.clock.now().timestamp();
    json!({
        "aud": world.config.url.as_str(), "iat": now, "exp": now + 300, "jti": jti, "sub": "till", "account_id": "new-shop",
        "account_name": "New Shop", "view": "orbit",
    })
}

fn with(mut claims: Value, name: &str, value: Value) -> Value {
    claims[name] = value;
    claims
}

async fn refused(world: &World, token: &str, code: &str) -> Answer {
    let answer = start(&world.visitor(), token, HOST).await;
    assert_eq!(answer.attributes_of("[data-frame-error]", "data-frame-error"), [code], "{}", answer.body);
    assert!(answer.header("set-cookie").is_empty() && !answer.body.contains("Berth"));
    answer
}

#[actix_web::test]
async fn a_signed_token_makes_the_account_and_the_user_that_it_names_once() {
    let world = world().await;
    allow(&world, HOST).await;
    let (ed, rsa) = (add_key(&world, "Web", ED.1).await, add_key(&world, "Old web", RSA.1).await);
    let token = signed(Algorithm::EdDSA, &ed, &claims(&world, "1"));
    let came = start(&world.visitor(), &token, HOST).await;
    let (to, (_, key)) = (came.assert_status(303).location().to_owned(), frame_cookie(&came));
    let page = by_key(&world.visitor(), &to, &key).await;
    assert_eq!(page.assert_ok().text_of("header.framed p").as_deref(), Some("New Shop"));
    assert_eq!(rows(&world, "name from accounts where api_id = 'new-shop'"), ["New Shop"]);
    // The same person comes again by another token and another key, to what is there.
    let other = signed(Algorithm::RS256, &rsa, &with(claims(&world, "2"), "account_name", json!("Other")));
    start(&world.visitor(), &other, HOST).await.assert_status(303);
    assert_eq!(rows(&world, "count(*) from accounts where api_id_key = 'new-shop'"), ["1"]);
    assert_eq!(rows(&world, "count(*), count(distinct person_id) from frames"), ["2|1"]);
    // A jti is taken once, by whichever key.
    let twice = refused(&world, &token, "token_spent").await;
    assert_eq!(
        (twice.assert_status(410).text_of("h1").as_deref(), ancestors(&twice).as_str()),
        (Some("Reload the page to open this"), HOST)
    );
    let again = signed(Algorithm::RS256, &rsa, &claims(&world, "1"));
    refused(&world, &again, "token_spent").await;
    // Whoever came first ends with it, and the host page is told; it is noted once.
    assert!(twice.body.contains("The frame that it opened was ended"), "{}", twice.body);
    by_key(&world.visitor(), &to, &key).await.assert_status(401);
    let noted = "concat_ws('|', action, actor_id, object_name, changes #>> '{session,1}') from audit_log
                  where action = 'sign_in.token_refused'";
    assert_eq!(rows(&world, noted).len(), 1, "{:?}", rows(&world, noted));
    assert_eq!(rows(&world, "count(*) from frames where ended_at is not null"), ["1"]);
    // One of another name goes on as it was.
    let third = start(&world.visitor(), &signed(Algorithm::EdDSA, &ed, &claims(&world, "4")), HOST).await;
    let (to, (_, key)) = (third.assert_status(303).location().to_owned(), frame_cookie(&third));
    by_key(&world.visitor(), &to, &key).await.assert_ok();
    // Whoever reads the log sees which key it was; what it opened ends with it.
    let log = "count(*) from audit_log where action = 'account.created' and actor_name = 'Web'";
    assert_eq!(rows(&world, log), ["1"]);
    let console = world.console().await;
    let ask = format!("/console/embedding/keys/{ed}/revocation");
    assert!(console.get(&ask).await.assert_ok().body.contains("end at their next click"));
    console.post(&ask, &[]).await.assert_redirect("/console/embedding#keys");
    by_key(&world.visitor(), &to, &key).await.assert_status(401);
    refused(&world, &signed(Algorithm::EdDSA, &ed, &claims(&world, "3")), "token_refused").await;
    // What named it is forgotten when it is late anyhow.
    world.clock.advance(Duration::minutes(15));
    berth::testing::sweep(&world.app.app).unwrap();
    assert_eq!(rows(&world, "count(*) from spent_signatures"), ["0"]);
}

#[actix_web::test]
async fn what_does_not_hold_opens_nothing_and_makes_nothing() {
    let world = world().await;
    allow(&world, HOST).await;
    let ed = add_key(&world, "Web", ED.1).await;
    let now = world.clock.now().timestamp();
    let usual = |jti: &str| claims(&world, jti);
    let good = signed(Algorithm::EdDSA, &ed, &usual("x"));
    // The last character of a signature may carry bits that count for nothing: another one is changed.
    let at = good.len() - 10;
    let other = if good.as_bytes()[at] == b'A' { "B" } else { "A" };
    let changed = format!("{}{other}{}", &good[..at], &good[at + 1..]);
    let parts: Vec<&str> = good.split('.').collect();
    let unsigned = format!("eyJhbGciOiJub25lIn0.{}.", parts[1]);
    for (token, what) in [
        (changed, "a changed signature"),
        (signed(Algorithm::RS256, &ed, &usual("a")), "another algorithm than the key's"),
        (signed(Algorithm::HS256, &ed, &usual("b")), "the public key as a secret"),
        (
            signed(Algorithm::EdDSA, &ed, &with(usual("c"), "aud", json!("https://elsewhere.example"))),
            "another audience",
        ),
        (signed(Algorithm::EdDSA, &ed, &with(usual("d"), "exp", json!(now - 120))), "a late one"),
        (signed(Algorithm::EdDSA, &ed, &with(usual("e"), "exp", json!(now + 3600))), "one for an hour"),
        (signed(Algorithm::EdDSA, &ed, &with(usual("f"), "iat", json!(now + 600))), "one of the future"),
        (signed(Algorithm::EdDSA, &ed, &with(usual("g"), "jti", json!(""))), "one without a name"),
        (signed(Algorithm::EdDSA, &ed, &with(usual("h"), "view", json!("console"))), "a view that there is not"),
        (signed(Algorithm::EdDSA, &ed, &with(usual("i"), "account_name", json!(""))), "a new account without a name"),
        (signed(Algorithm::EdDSA, &ed, &with(usual("j"), "sub", json!("a b"))), "a user name with a blank"),
        (signed(Algorithm::EdDSA, &ed, &with(usual("k"), "minutes", json!(481))), "too many minutes"),
    ] {
        let answer = refused(&world, &token, "token_refused").await;
        assert_eq!(ancestors(answer.assert_status(401)), HOST, "{what}");
        let detail = answer.attributes_of("[data-frame-detail]", "data-frame-detail");
        assert_eq!(detail.len(), 1, "{what}: {}", answer.body);
    }
    // Without a key that there is nobody is known, so nobody may frame the answer either.
    for token in [unsigned, signed(Algorithm::EdDSA, &uuid::Uuid::nil().to_string(), &usual("l")), "a.b.c".to_owned()] {
        let answer = refused(&world, &token, "token_refused").await;
        assert_eq!((ancestors(&answer).as_str(), answer.header("x-frame-options")), ("'none'", "DENY"));
    }
    assert_eq!(rows(&world, "count(*) from accounts where api_id_key = 'new-shop'"), ["0"]);
    assert_eq!(rows(&world, "count(*) from frames"), ["0"]);
    // From a page that is not listed, what it names is made, and nothing opens.
    let elsewhere = start(&world.visitor(), &good, "https://elsewhere.example").await;
    assert_eq!(
        elsewhere.assert_status(403).attributes_of("[data-frame-error]", "data-frame-error"),
        ["origin_refused"]
    );
    assert_eq!(rows(&world, "count(*) from frames"), ["0"]);
}

#[actix_web::test]
async fn a_key_is_public_strong_and_here_once() {
    let world = world().await;
    let console = world.console().await;
    let page = console.get("/console/embedding/keys/new").await;
    let form = "main form.page";
    for (name, key, field, said) in [
        ("", ED.1, "name", "Say in up to 100 characters"),
        ("Web", "", "public_key", "Paste the public key whole"),
        ("Web", ED.0, "public_key", "private key"),
        ("Web", SHORT, "public_key", "2048 bits"),
    ] {
        let answer = console.send(&page, form, &[("name", name), ("public_key", key)]).await;
        answer.assert_refused(field, said);
        assert!(!answer.body.contains("BEGIN PRIVATE"), "a private key is not shown again");
    }
    add_key(&world, "Web", ED.1).await;
    let again = console.send(&page, form, &[("name", "Other"), ("public_key", ED.1)]).await;
    again.assert_refused("public_key", "as “Web”");
    let listed = console.get("/console/embedding").await;
    assert_eq!(listed.texts_of("#keys tbody th"), ["Web"]);
}
