//! What is wrong with a definition, whoever made it: importers, editors, the catalogue. Nothing that passes can send a
//! header of the connection, leave a part of a path without a value, or be larger than the bounds.

mod fields;
#[cfg(test)]
mod tests;

use super::address::{self, Use};
use super::model::{Authentication, CustomField, Definition, KeyPlace, Method, Parameter, Sent};
use super::names::{header_of_the_connection, is_header_name, is_method_key, is_parameter_key, placeholders};
use super::openapi::{METHODS_MAX, PARAMETERS_MAX};
use std::collections::HashSet;

/// The most complaints that are kept; a definition with more is broken altogether.
pub(crate) const COMPLAINTS_MAX: usize = 200;
const NAME_CHARS_MAX: usize = 100;
const METHOD_NAME_CHARS_MAX: usize = 200;
const TEXT_CHARS_MAX: usize = 5_000;
const SCOPES_MAX: usize = 1_000;
const CUSTOM_MAX: usize = 20;
const VALUE_BYTES_MAX: usize = 1_000;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Complaint {
    /// Where, as `methods.send_email.request.to` or `base_url`.
    pub field: String,
    /// A whole sentence that says what is wrong.
    pub words: String,
}

impl Definition {
    /// Everything that is wrong, [`COMPLAINTS_MAX`] at most; empty when it can be used.
    pub(crate) fn check(&self) -> Vec<Complaint> {
        let mut all = Complaints::default();
        all.text("name", &self.name, 1, NAME_CHARS_MAX);
        all.text("description", &self.description, 0, TEXT_CHARS_MAX);
        all.parameters(&self.parameters);
        if self.base_url.is_empty() {
            all.add("base_url", t!("connectors-check-base-url"));
        } else {
            all.address("base_url", &self.base_url, &self.parameters, Use::Base);
        }
        all.authentication(&self.authentication, &self.parameters);
        if let Some(limit) = self.rate_limit
            && (limit.calls == 0 || limit.per_s == 0 || limit.per_s > 86_400)
        {
            all.add("rate_limit", t!("connectors-check-rate-limit"));
        }
        if self.methods.len() > METHODS_MAX {
            let n = self.methods.len().to_string();
            all.add("methods", t!("connectors-check-methods", n = n, most = METHODS_MAX.to_string()));
        }
        let mut keys = HashSet::new();
        for method in self.methods.iter().take(METHODS_MAX) {
            let at = format!("methods.{}", method.key.chars().take(100).collect::<String>());
            if !keys.insert(method.key.as_str()) {
                all.add(&at, t!("connectors-check-method-key-twice"));
            }
            all.method(&at, method, &self.parameters);
        }
        all.list
    }
}

#[derive(Default)]
struct Complaints {
    list: Vec<Complaint>,
}

impl Complaints {
    fn add(&mut self, field: &str, words: impl Into<String>) {
        if self.list.len() < COMPLAINTS_MAX {
            self.list.push(Complaint { field: field.to_owned(), words: words.into() });
        }
    }

    fn text(&mut self, field: &str, text: &str, least: usize, most: usize) {
        let length = text.chars().count();
        if length < least && text.trim().is_empty() {
            self.add(field, t!("connectors-check-missing"));
        } else if length > most {
            self.add(field, t!("connectors-check-too-long", n = length.to_string(), most = most.to_string()));
        }
        if text.contains('\0') {
            self.add(field, t!("connectors-check-nul"));
        }
    }

    fn address(&mut self, field: &str, address: &str, parameters: &[Parameter], used: Use) {
        if let Some(words) = address::wrong(address, parameters, used) {
            self.add(field, words);
        }
    }

    fn parameters(&mut self, parameters: &[Parameter]) {
        if parameters.len() > PARAMETERS_MAX {
            let n = parameters.len().to_string();
            self.add("parameters", t!("connectors-check-parameters", n = n, most = PARAMETERS_MAX));
        }
        let mut keys = HashSet::new();
        for parameter in parameters.iter().take(PARAMETERS_MAX) {
            let at = format!("parameters.{}", parameter.key.chars().take(100).collect::<String>());
            if !is_parameter_key(&parameter.key) {
                self.add(&at, t!("connectors-check-key"));
            }
            if !keys.insert(parameter.key.as_str()) {
                self.add(&at, t!("connectors-check-parameter-key-twice"));
            }
            self.text(&format!("{at}.title"), &parameter.title, 0, METHOD_NAME_CHARS_MAX);
            self.text(&format!("{at}.hint"), &parameter.hint, 0, TEXT_CHARS_MAX);
            self.text(&format!("{at}.default"), &parameter.default, 0, VALUE_BYTES_MAX);
            if parameter.choices.len() > 1_000 {
                self.add(&at, t!("connectors-check-thousand-choices"));
            }
            let known = parameter.choices.is_empty() || parameter.choices.contains(&parameter.default);
            if !parameter.default.is_empty() && !known {
                self.add(&at, t!("connectors-check-default"));
            }
        }
    }

    fn authentication(&mut self, authentication: &Authentication, parameters: &[Parameter]) {
        let at = "authentication";
        match authentication {
            Authentication::None | Authentication::Basic | Authentication::Bearer => {}
            Authentication::ApiKey { place, name, prefix } => {
                self.credential_name(at, *place, name);
                if prefix.len() > 100 || prefix.chars().any(char::is_control) {
                    self.add(at, t!("connectors-check-prefix"));
                }
            }
            Authentication::OauthCode(code) => {
                self.address("authentication.authorize_url", &code.authorize_url, parameters, Use::Whole);
                self.address("authentication.token_url", &code.token_url, parameters, Use::Whole);
                if !code.refresh_url.is_empty() {
                    self.address("authentication.refresh_url", &code.refresh_url, parameters, Use::Whole);
                }
                self.scopes(code.scopes.iter().map(|scope| scope.name.as_str()));
            }
            Authentication::OauthClient(client) => {
                self.address("authentication.token_url", &client.token_url, parameters, Use::Whole);
                self.scopes(client.scopes.iter().map(|scope| scope.name.as_str()));
            }
            Authentication::Custom { fields, headers, query } => self.custom(fields, headers, query, parameters),
        }
    }

    fn credential_name(&mut self, at: &str, place: KeyPlace, name: &str) {
        match place {
            KeyPlace::Header | KeyPlace::Cookie if !is_header_name(name) => {
                self.add(at, t!("connectors-check-key-name"));
            }
            KeyPlace::Header if header_of_the_connection(name) => {
                self.add(at, t!("connectors-check-key-connection", name = name));
            }
            KeyPlace::Query if name.is_empty() || name.len() > 200 => {
                self.add(at, t!("connectors-check-key-query"));
            }
            _ => {}
        }
    }

    fn scopes<'s>(&mut self, names: impl ExactSizeIterator<Item = &'s str>) {
        let at = "authentication.scopes";
        if names.len() > SCOPES_MAX {
            self.add(at, t!("connectors-check-scopes", most = SCOPES_MAX.to_string()));
        }
        let mut known = HashSet::new();
        for name in names.take(SCOPES_MAX) {
            let fits = |byte: u8| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\';
            if name.is_empty() || name.len() > 300 || !name.bytes().all(fits) {
                self.add(at, t!("connectors-check-scope"));
            }
            if !known.insert(name) {
                self.add(at, t!("connectors-check-scope-twice", name = name));
            }
        }
    }

    fn custom(&mut self, fields: &[CustomField], headers: &[Sent], query: &[Sent], parameters: &[Parameter]) {
        let at = "authentication";
        if fields.len() > CUSTOM_MAX || headers.len() > CUSTOM_MAX || query.len() > CUSTOM_MAX {
            self.add(at, t!("connectors-check-custom", most = CUSTOM_MAX));
            return;
        }
        let mut used: HashSet<String> = HashSet::new();
        for (place, sent) in
            headers.iter().map(|sent| (KeyPlace::Header, sent)).chain(query.iter().map(|sent| (KeyPlace::Query, sent)))
        {
            self.credential_name(at, place, &sent.name);
            if sent.value.len() > VALUE_BYTES_MAX || sent.value.chars().any(char::is_control) {
                self.add(at, t!("connectors-check-value", name = sent.name));
            }
            match placeholders(&sent.value) {
                Some(names) => used.extend(names),
                None => self.add(at, t!("connectors-check-value-brace", name = sent.name)),
            }
        }
        let mut keys = HashSet::new();
        for field in fields {
            if !is_parameter_key(&field.key) {
                self.add(at, t!("connectors-check-field-key"));
            }
            if !keys.insert(field.key.as_str()) {
                self.add(at, t!("connectors-check-field-key-twice", key = field.key));
            }
            if !used.contains(&field.key) {
                self.add(at, t!("connectors-check-field-unsent", key = field.key));
            }
        }
        for name in &used {
            let known = keys.contains(name.as_str()) || parameters.iter().any(|parameter| parameter.key == *name);
            if !known {
                self.add(at, t!("connectors-check-value-unknown", name = name));
            }
        }
    }

    fn method(&mut self, at: &str, method: &Method, parameters: &[Parameter]) {
        if !is_method_key(&method.key) {
            self.add(at, t!("connectors-check-method-key"));
        }
        self.text(&format!("{at}.name"), &method.name, 1, METHOD_NAME_CHARS_MAX);
        self.text(&format!("{at}.category"), &method.category, 0, NAME_CHARS_MAX);
        self.text(&format!("{at}.description"), &method.description, 0, TEXT_CHARS_MAX);
        if !method.base_url.is_empty() {
            self.address(&format!("{at}.base_url"), &method.base_url, parameters, Use::Base);
        }
        self.path(at, method, parameters);
        self.fields(at, method);
        self.body(at, method);
        self.paging(at, method);
    }
}
