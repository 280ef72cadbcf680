//! OpenID providers on free ports: a real one (tests/oauth/oidc.mjs), at which somebody signs in with a browser of their own, and
//! one that signs whatever it is told to (tests/oauth/hostile.mjs).

use super::oauth::walk;
use super::{Answer, Caller, World, node};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Client;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::process::Child;
use url::Url;

const CALLBACK: &str = "/oidc/callback";
pub const SETTINGS: &str = "/console/settings/ways-in/provider";

/// A provider that ends with its test.
pub struct Provider {
    pub url: String,
    child: Child,
}

impl Provider {
    pub fn real(world: &World) -> Provider {
        let back = format!("{}/oidc/callback", world.config.url.as_str().trim_end_matches('/'));
        let (child, url) = node::serve("oauth/oidc.mjs", &[&node::oauth_modules(), "0", &back]);
        Provider { url, child }
    }

    pub fn hostile() -> Provider {
        let (child, url) = node::serve("oauth/hostile.mjs", &[]);
        Provider { url, child }
    }

    /// A form that sets it up for staff, with changes.
    pub fn form<'a>(&'a self, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
        let usual = [
            ("issuer", self.url.as_str()),
            ("client_id", "berth"),
            ("client_secret", "berth-s3cret"),
            ("label", "Acme SSO"),
            ("audience", "both"),
            ("domains", ""),
            ("passwords", "1"),
            ("second_step_by", ""),
            ("version", "0"),
        ];
        let kept = usual.into_iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
        kept.chain(changes.iter().copied()).filter(|(name, value)| *name != "passwords" || !value.is_empty()).collect()
    }

    /// Sets it up at the first partner.
    pub async fn set_up(&self, world: &World, changes: &[(&str, &str)]) {
        world.console().await.post(SETTINGS, &self.form(changes)).await.assert_redirect(SETTINGS);
    }

    /// Tells it something, or asks it.
    pub async fn asked(&self, path: &str, body: Value) -> Value {
        let client = Client::builder().no_proxy().build().unwrap();
        client.post(format!("{}{path}", self.url)).json(&body).send().await.unwrap().json().await.unwrap()
    }

    /// Somebody follows the address and signs in as this; answers the path that they are sent back to.
    pub async fn sign_in(&self, url: &str, login: &str) -> String {
        let to = walk(url, Some(login), |to| to.contains(CALLBACK)).await;
        to[to.find(CALLBACK).unwrap()..].to_owned()
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A sign-in that a browser was sent to a provider with.
pub struct Begun {
    pub url: String,
    pub asked: BTreeMap<String, String>,
}

/// Where a browser is sent, from the sign-in page of a partner.
pub async fn begin(caller: &Caller, slug: &str, form: &[(&str, &str)]) -> Begun {
    let page = caller.post(&format!("/oidc/{slug}"), form).await;
    let url = page.assert_ok().header("refresh").strip_prefix("0; url=").expect("a way on").to_owned();
    assert_eq!(page.attributes_of("main a.btn", "href"), [url.as_str()], "and by hand, where it does not");
    let asked = Url::parse(&url).unwrap().query_pairs().into_owned().collect();
    Begun { url, asked }
}

impl Begun {
    /// What a sound provider says of Ada.
    pub fn claims(&self, world: &World, provider: &Provider) -> Value {
        let now = world.clock.now().timestamp();
        json!({ "iss": provider.url, "aud": "berth", "sub": "s1", "iat": now, "exp": now + 300, "nonce": self.asked["nonce"],
                "auth_time": now, "email": "ada.vance@northwind.test", "email_verified": true })
    }

    /// The path back with a code that says what the hostile provider is to sign.
    pub fn back(&self, wanted: &Value) -> String {
        format!("/oidc/callback?state={}&code={}", self.asked["state"], URL_SAFE_NO_PAD.encode(wanted.to_string()))
    }
}

/// A visitor signs in with what a hostile provider says; `change` works on the claims of a sound one and on how it is signed.
pub async fn arrive(
    world: &World,
    provider: &Provider,
    change: impl FnOnce(&mut Value, &mut Value),
) -> (Caller, Answer) {
    let visitor = world.visitor();
    let begun = begin(&visitor, "northwind", &[]).await;
    let (mut claims, mut wanted) = (begun.claims(world, provider), json!({}));
    change(&mut claims, &mut wanted);
    wanted["claims"] = claims;
    let answer = visitor.get(&begun.back(&wanted)).await;
    visitor.signed_in_anew();
    (visitor, answer)
}
