//! The form for what a definition says beside its methods: address, authentication, parameters, rate limit. Lists are
//! written one entry a line, so that the form works without script.

use crate::connectors::model::{
    Authentication, ClientIn, CustomField, Definition, KeyPlace, OauthClient, OauthCode, Parameter, RateLimit, Scope,
    Sent,
};
use crate::error::{AppError, AppResult, FieldErrors};
use serde::Deserialize;

/// As it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    pub name: String,
    pub description: String,
    pub base_url: String,
    /// A key of [`super::authentications`].
    pub auth: String,
    pub key_place: String,
    pub key_name: String,
    pub key_prefix: String,
    pub authorize_url: String,
    pub token_url: String,
    pub refresh_url: String,
    pub scopes: String,
    pub client_in: String,
    pub secret_fields: String,
    pub open_fields: String,
    pub headers: String,
    pub query: String,
    pub parameters: String,
    pub calls: String,
    pub per_s: String,
    pub notes: String,
    pub version: String,
}

impl Form {
    /// The form of a definition as it is.
    pub fn filled(definition: &Definition, notes: &str, version: i32) -> Form {
        let mut form = Form {
            name: definition.name.clone(),
            description: definition.description.clone(),
            base_url: definition.base_url.clone(),
            parameters: lines(&definition.parameters, |p| joined(&[&p.key, &p.title, &p.default])),
            calls: definition.rate_limit.map(|limit| limit.calls.to_string()).unwrap_or_default(),
            per_s: definition.rate_limit.map(|limit| limit.per_s.to_string()).unwrap_or_default(),
            notes: notes.to_owned(),
            version: version.to_string(),
            ..Form::default()
        };
        form.fill_authentication(&definition.authentication);
        form
    }

    fn fill_authentication(&mut self, authentication: &Authentication) {
        authentication.kind().clone_into(&mut self.auth);
        match authentication {
            Authentication::None | Authentication::Basic | Authentication::Bearer => {}
            Authentication::ApiKey { place, name, prefix } => {
                place_word(*place).clone_into(&mut self.key_place);
                self.key_name.clone_from(name);
                self.key_prefix.clone_from(prefix);
            }
            Authentication::OauthCode(code) => {
                self.authorize_url.clone_from(&code.authorize_url);
                self.token_url.clone_from(&code.token_url);
                self.refresh_url.clone_from(&code.refresh_url);
                self.fill_scopes(&code.scopes, code.client_in);
            }
            Authentication::OauthClient(client) => {
                self.token_url.clone_from(&client.token_url);
                self.fill_scopes(&client.scopes, client.client_in);
            }
            Authentication::Custom { fields, headers, query } => {
                let (secret, open): (Vec<&CustomField>, Vec<&CustomField>) = fields.iter().partition(|f| f.secret);
                self.secret_fields = lines(secret, |f| joined(&[&f.key, &f.title]));
                self.open_fields = lines(open, |f| joined(&[&f.key, &f.title]));
                self.headers = lines(headers, |sent| format!("{}: {}", sent.name, sent.value));
                self.query = lines(query, |sent| format!("{}: {}", sent.name, sent.value));
            }
        }
    }

    fn fill_scopes(&mut self, scopes: &[Scope], client_in: ClientIn) {
        self.scopes = lines(scopes, |scope| joined(&[&scope.name, &scope.description]));
        (if client_in == ClientIn::Body { "body" } else { "header" }).clone_into(&mut self.client_in);
    }

    /// The head of a definition. What the form does not ask for stays as `before` has it.
    ///
    /// # Errors
    /// `Invalid` for what cannot be read; what is wrong with the whole, [`Definition::check`] says.
    pub fn parse(&self, before: &Definition) -> AppResult<Definition> {
        let mut errors = FieldErrors::default();
        let rate_limit = errors.take("calls", self.rate_limit()).flatten();
        let authentication = self.authentication(&before.authentication, &mut errors);
        errors.into_result()?;
        Ok(Definition {
            name: self.name.trim().to_owned(),
            description: self.description.trim().replace('\r', ""),
            base_url: self.base_url.trim().trim_end_matches('/').to_owned(),
            authentication,
            parameters: self.parameters(&before.parameters),
            rate_limit,
            methods: Vec::new(),
        })
    }

    fn rate_limit(&self) -> Result<Option<RateLimit>, String> {
        match (self.calls.trim(), self.per_s.trim()) {
            ("", "") => Ok(None),
            (calls, per_s) => match (calls.parse(), per_s.parse()) {
                (Ok(calls), Ok(per_s)) => Ok(Some(RateLimit { calls, per_s })),
                _ => Err(t!("connectors-both-numbers").to_owned()),
            },
        }
    }

    fn parameters(&self, before: &[Parameter]) -> Vec<Parameter> {
        let read = |[key, title, default]: [String; 3]| {
            let known = before.iter().find(|p| p.key == key).cloned().unwrap_or_default();
            let required = if known.default == default { known.required } else { false };
            Parameter { required: required || default.is_empty(), key, title, default, ..known }
        };
        entries(&self.parameters).map(read).collect()
    }

    fn authentication(&self, before: &Authentication, errors: &mut FieldErrors) -> Authentication {
        match self.auth.as_str() {
            "none" | "" => Authentication::None,
            "basic" => Authentication::Basic,
            "bearer" => Authentication::Bearer,
            "api_key" => Authentication::ApiKey {
                place: match self.key_place.as_str() {
                    "query" => KeyPlace::Query,
                    "cookie" => KeyPlace::Cookie,
                    _ => KeyPlace::Header,
                },
                name: self.key_name.trim().to_owned(),
                prefix: self.key_prefix.clone(),
            },
            "oauth_code" => Authentication::OauthCode(OauthCode {
                authorize_url: self.authorize_url.trim().to_owned(),
                token_url: self.token_url.trim().to_owned(),
                refresh_url: self.refresh_url.trim().to_owned(),
                scopes: self.scopes(before),
                client_in: self.client_in(),
            }),
            "oauth_client" => Authentication::OauthClient(OauthClient {
                token_url: self.token_url.trim().to_owned(),
                scopes: self.scopes(before),
                client_in: self.client_in(),
            }),
            "custom" => Authentication::Custom {
                fields: self.custom_fields(before),
                headers: sent(&self.headers, "headers", errors),
                query: sent(&self.query, "query", errors),
            },
            _ => {
                errors.add("auth", t!("connectors-choose-sign-in"));
                Authentication::None
            }
        }
    }

    fn client_in(&self) -> ClientIn {
        if self.client_in == "body" { ClientIn::Body } else { ClientIn::Header }
    }

    fn scopes(&self, before: &Authentication) -> Vec<Scope> {
        let known: &[Scope] = match before {
            Authentication::OauthCode(code) => &code.scopes,
            Authentication::OauthClient(client) => &client.scopes,
            _ => &[],
        };
        entries(&self.scopes)
            .map(|[name, description, _]| Scope {
                asked: known.iter().find(|scope| scope.name == name).is_none_or(|scope| scope.asked),
                name,
                description,
            })
            .collect()
    }

    fn custom_fields(&self, before: &Authentication) -> Vec<CustomField> {
        let known: &[CustomField] = match before {
            Authentication::Custom { fields, .. } => fields,
            _ => &[],
        };
        let read = |secret: bool| {
            move |[key, title, _]: [String; 3]| match known.iter().find(|field| field.key == key) {
                Some(field) => CustomField { title, secret, ..field.clone() },
                None => CustomField { key, title, hint: String::new(), secret, required: true },
            }
        };
        entries(&self.secret_fields).map(read(true)).chain(entries(&self.open_fields).map(read(false))).collect()
    }
}

fn place_word(place: KeyPlace) -> &'static str {
    match place {
        KeyPlace::Header => "header",
        KeyPlace::Query => "query",
        KeyPlace::Cookie => "cookie",
    }
}

/// Parts of an entry as a line; empty ones at its end are left out.
fn joined(parts: &[&str]) -> String {
    // A bar or a line end of an imported text would part the entry where it should not.
    let plain = |part: &&str| part.replace(['|', '\n', '\r'], " ").trim().to_owned();
    let all: Vec<String> = parts.iter().map(plain).collect();
    all.join(" | ").trim_end_matches([' ', '|']).to_owned()
}

fn lines<T>(all: impl IntoIterator<Item = T>, line: impl Fn(T) -> String) -> String {
    all.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The entries of a field, each with up to three parts between bars.
fn entries(text: &str) -> impl Iterator<Item = [String; 3]> + '_ {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| {
        let mut parts = line.splitn(3, '|').map(|part| part.trim().to_owned());
        std::array::from_fn(|_| parts.next().unwrap_or_default())
    })
}

/// Headers or query parameters, each as "Name: value".
fn sent(text: &str, field: &str, errors: &mut FieldErrors) -> Vec<Sent> {
    let mut all = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.split_once(':') {
            Some((name, value)) => {
                all.push(Sent { name: name.trim().to_owned(), value: value.trim().to_owned() });
            }
            None => {
                errors.add(field, t!("connectors-line-form"));
                break;
            }
        }
    }
    all
}

/// Complaints of [`Definition::check`] at the fields of this form.
pub(super) fn at_fields(error: AppError) -> AppError {
    let AppError::Invalid(mut errors) = error else { return error };
    for error in &mut errors.0 {
        let field = match error.field.as_str() {
            "name" | "description" | "base_url" | "calls" | "auth" | "headers" | "query" => continue,
            "rate_limit" => "calls",
            "authentication.authorize_url" => "authorize_url",
            "authentication.token_url" => "token_url",
            "authentication.refresh_url" => "refresh_url",
            "authentication.scopes" => "scopes",
            "authentication" => "auth",
            path if path.starts_with("parameters") => {
                let key = path.trim_start_matches("parameters").trim_start_matches('.');
                if !key.is_empty() {
                    error.message = format!("{key}: {}", error.message);
                }
                "parameters"
            }
            path => {
                error.message = format!("{path}: {}", error.message);
                ""
            }
        };
        field.clone_into(&mut error.field);
    }
    AppError::Invalid(errors)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_definition_comes_back_from_its_form() {
        let parameter = |key: &str, default: &str, required| Parameter {
            key: key.to_owned(),
            title: "Sub domain".to_owned(),
            default: default.to_owned(),
            required,
            choices: vec!["a".to_owned()],
            ..Parameter::default()
        };
        let scope = |name: &str, asked| Scope { name: name.to_owned(), description: "Reads".to_owned(), asked };
        let field =
            |key: &str, secret| CustomField { key: key.to_owned(), secret, required: true, ..CustomField::default() };
        let sent = |name: &str| Sent { name: name.to_owned(), value: "k={key}".to_owned() };
        for authentication in [
            Authentication::None,
            Authentication::Basic,
            Authentication::Bearer,
            Authentication::ApiKey { place: KeyPlace::Query, name: "key".to_owned(), prefix: "Token ".to_owned() },
            Authentication::OauthCode(OauthCode {
                authorize_url: "https://a.b/authorize".to_owned(),
                token_url: "https://a.b/token".to_owned(),
                refresh_url: String::new(),
                scopes: vec![scope("read", true), scope("write", false)],
                client_in: ClientIn::Body,
            }),
            Authentication::OauthClient(OauthClient::default()),
            Authentication::Custom {
                fields: vec![field("key", true), field("shop", false)],
                headers: vec![sent("X-Key")],
                query: vec![sent("key")],
            },
        ] {
            let definition = Definition {
                name: "Shop".to_owned(),
                description: "Two\nlines".to_owned(),
                base_url: "https://{sub}.example.com".to_owned(),
                authentication,
                parameters: vec![parameter("sub", "", true), parameter("region", "eu", false)],
                rate_limit: Some(RateLimit { calls: 5, per_s: 1 }),
                methods: Vec::new(),
            };
            assert_eq!(Form::filled(&definition, "", 1).parse(&definition).unwrap(), definition);
        }
    }

    #[test]
    fn lines_that_cannot_be_read_are_complained_about() {
        let form = Form { auth: "custom".to_owned(), headers: "X-Key".to_owned(), ..Form::default() };
        let AppError::Invalid(errors) = form.parse(&Definition::default()).unwrap_err() else { panic!() };
        assert!(errors.of("headers").contains("Name: value"));
        let form = Form { calls: "5".to_owned(), ..Form::default() };
        let AppError::Invalid(errors) = form.parse(&Definition::default()).unwrap_err() else { panic!() };
        assert!(errors.of("calls").contains("both"));
    }
}
