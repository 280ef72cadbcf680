//! Programs that call the API: no cookie, a bearer token, JSON.

use super::caller::{Answer, Caller, read};
use super::contract;
use reqwest::Method;
use serde_json::Value;

/// What a program proves itself with.
#[derive(Clone, Debug)]
pub struct Credential {
    pub client_id: String,
    pub secret: String,
}

impl Credential {
    /// Made by staff in the console, as its page shows it.
    pub async fn made_by(staff: &Caller, description: &str) -> Credential {
        Credential::made_at(staff, "/console/settings/api", description).await
    }

    /// Made on another page: an account's own.
    pub async fn made_at(maker: &Caller, path: &str, description: &str) -> Credential {
        let page = maker.post(path, &[("description", description)]).await;
        let shown = |id: &str| page.assert_ok().value_of(&format!("#{id}")).expect("it is shown");
        Credential { client_id: shown("client-id"), secret: shown("client-secret") }
    }
}

/// A program with a token.
pub struct Program {
    pub name: String,
    caller: Caller,
    pub token: String,
    /// The account that its calls name.
    pub account: Option<String>,
}

impl Program {
    pub fn new(name: &str, base: &str, token: &str) -> Program {
        let caller = Caller::new(name, base);
        Program { name: name.to_owned(), caller, token: token.to_owned(), account: None }
    }

    /// Asks for a token as clients do.
    pub async fn ask(base: &str, credential: &Credential, scope: &str) -> Answer {
        let mut form = vec![
            ("grant_type", "client_credentials"),
            ("client_id", credential.client_id.as_str()),
            ("client_secret", credential.secret.as_str()),
        ];
        if !scope.is_empty() {
            form.push(("scope", scope));
        }
        Caller::new("client", base).post_raw("/oauth/token", &form).await
    }

    /// A program that has got its token.
    pub async fn with(name: &str, base: &str, credential: &Credential, scope: &str) -> Program {
        let given = Program::ask(base, credential, scope).await.assert_ok().json();
        Program::new(name, base, given["access_token"].as_str().unwrap())
    }

    /// The same, naming an account in each call.
    pub fn naming(mut self, account: &str) -> Program {
        self.account = Some(account.to_owned());
        self
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, None, &[]).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.call(Method::DELETE, path, None, &[]).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.call(Method::POST, path, Some(body.to_string()), &[]).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.call(Method::PUT, path, Some(body.to_string()), &[]).await
    }

    /// Any call, with further headers.
    pub async fn call(&self, method: Method, path: &str, body: Option<String>, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.caller.request(method.clone(), path).bearer_auth(&self.token);
        if let Some(account) = &self.account {
            request = request.header("x-cyclr-account", account);
        }
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body);
        }
        let answer = read(headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))).await;
        contract::check(&method, path, &answer);
        answer
    }
}

impl Answer {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|why| panic!("{why}: {}", self.body))
    }

    /// Its status, and its body to the letter.
    pub fn assert_said(&self, status: u16, message: &str) -> &Answer {
        let body = serde_json::json!({ "Message": message }).to_string();
        assert_eq!((self.status.as_u16(), self.body.as_str()), (status, body.as_str()));
        self
    }
}
