//! A real OAuth 2.0 server on a free port (tests/oauth/server.mjs, which `bin/test` installs from the npm registry), and a
//! person who signs in there with a browser of their own.

use super::{World, node};
use reqwest::{Client, StatusCode, redirect};
use scraper::{Html, Selector};
use serde_json::{Value, json};
use std::process::Child;

/// How the partner is registered there.
pub const PARTNER: (&str, &str) = ("the-partner", "partner-s3cret");
/// How a customer is.
pub const CUSTOMER: (&str, &str) = ("the-customer", "customer-s3cret");

pub struct Provider {
    pub url: String,
    back: String,
    child: Child,
}

impl Provider {
    pub fn start(world: &World) -> Provider {
        Provider::sending_back_to(world.config.url.as_str())
    }

    /// With the partner registered under this address.
    pub fn sending_back_to(address: &str) -> Provider {
        let back = format!("{}/oauth/callback", address.trim_end_matches('/'));
        let (child, url) = serve("0", &back);
        Provider { url, back, child }
    }

    /// Ends it: nobody answers at its address.
    pub fn stop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }

    /// Starts it anew at the same address: it has forgotten everything that it granted.
    pub fn restart(&mut self) {
        self.stop();
        let port = self.url.rsplit(':').next().unwrap().to_owned();
        (self.child, self.url) = serve(&port, &self.back);
    }

    /// How often it granted this, or refused with this error.
    pub async fn said(&self, what: &str) -> i64 {
        let said: Value = reqwest::get(format!("{}/said", self.url)).await.unwrap().json().await.unwrap();
        said[what].as_i64().unwrap_or_default()
    }

    /// A connector whose calls go to `api` and whose people sign in here.
    pub fn by_code(&self, api: &str) -> Value {
        self.definition(api, json!({ "kind": "oauth_code", "authorize_url": format!("{}/auth", self.url) }))
    }

    /// A connector whose customers have clients of their own here.
    pub fn by_client(&self, api: &str) -> Value {
        self.definition(api, json!({ "kind": "oauth_client" }))
    }

    fn definition(&self, api: &str, mut authentication: Value) -> Value {
        authentication["token_url"] = json!(format!("{}/token", self.url));
        authentication["scopes"] = json!([{ "name": "orders", "description": "Orders", "asked": true }]);
        json!({ "name": "Ledgerly", "base_url": api, "authentication": authentication,
                "methods": [{ "key": "orders", "name": "List orders", "path": "/orders" }] })
    }

    /// Somebody follows the address, signs in and allows what is asked for; answers where they are sent back to.
    pub async fn allow(&self, url: &str) -> String {
        self.walk(url, false).await
    }

    /// Somebody follows the address and says no.
    pub async fn refuse(&self, url: &str) -> String {
        self.walk(url, true).await
    }

    async fn walk(&self, url: &str, refuses: bool) -> String {
        walk(url, (!refuses).then_some("ada"), |to| to.starts_with(&self.back)).await
    }
}

/// Somebody with a browser of their own follows an address to a server's own pages, signs in as `login` and allows what is asked
/// for, or without one says no; answers where they are sent back to, which `arrived` knows.
pub async fn walk(url: &str, login: Option<&str>, arrived: impl Fn(&str) -> bool) -> String {
    let browser = Client::builder().cookie_store(true).redirect(redirect::Policy::none()).no_proxy().build().unwrap();
    let mut answer = browser.get(url).send().await.unwrap();
    for _ in 0..20 {
        if answer.status().is_redirection() {
            let to = answer.headers()["location"].to_str().unwrap();
            if arrived(to) {
                return to.to_owned();
            }
            let next = answer.url().join(to).unwrap();
            answer = browser.get(next).send().await.unwrap();
            continue;
        }
        assert_eq!(answer.status(), StatusCode::OK, "{}", answer.text().await.unwrap());
        let (action, prompt) = form(&answer.text().await.unwrap());
        answer = match login {
            None => browser.get(format!("{action}/abort")).send().await.unwrap(),
            Some(login) => {
                let filled = [("prompt", prompt.as_str()), ("login", login), ("password", "any")];
                browser.post(&action).form(&filled).send().await.unwrap()
            }
        };
    }
    panic!("{url} leads nowhere");
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.stop();
    }
}

fn form(html: &str) -> (String, String) {
    let page = Html::parse_document(html);
    let of = |selector: &str, attribute: &str| {
        let found = page.select(&Selector::parse(selector).unwrap()).next();
        found.and_then(|element| element.value().attr(attribute)).expect(html).to_owned()
    };
    (of("form", "action"), of("form input[name=prompt]", "value"))
}

fn serve(port: &str, back: &str) -> (Child, String) {
    node::serve("oauth/server.mjs", &[&node::oauth_modules(), port, back])
}
